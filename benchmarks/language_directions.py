"""What the vectors of multilingual E5 tell of a text's language, measured on texts that stand in several languages.

    python -m benchmarks.language_directions --data ../shared/data

It writes `matching/data/e5_languages.json`: the mean of the vocabulary's labels (`seed/data/topics.csv`), and for each
language how the mean of its texts differs from that of the same texts in English: for the labels, for the descriptions
of keep.eu's projects, and for their first sentences. Of the projects, those of the half that things are chosen by
(`benchmarks.parallel_texts`): the other half measures what is gained.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from benchmarks.languages import LANGUAGES as LABELLED
from benchmarks.languages import ROOT
from benchmarks.parallel_texts import DEVELOPMENT, half_of, read_projects
from graph.arrays import Floats32
from matching.vectors.e5 import E5, LANGUAGES, E5Embedder
from matching.vectors.embedder import Embedder

#: A mean of fewer texts says more of these texts than of their language.
FEWEST = 8


def label_means(embedder: Embedder) -> dict[str, Floats32]:
    """The mean vector of the vocabulary's labels, by language."""
    with (ROOT / "seed" / "data" / "topics.csv").open(encoding="utf-8") as file:
        topics = [row for row in csv.DictReader(file) if all(row[f"label_{o}"] for o in LABELLED)]
    return {o: embedder.encode([row[f"label_{o}"] for row in topics]).mean(axis=0) for o in LABELLED}


def differences(texts: Iterable[Mapping[str, str]], embedder: Embedder) -> dict[str, Floats32]:
    """How texts differ from the same in English, by language, shape (texts, dimensions); `texts` are by language."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for same in texts:
        for language, text in same.items():
            if "en" in same and language != "en":
                pairs[language].append((text, same["en"]))
    return {
        language: embedder.encode([text for text, _ in both]) - embedder.encode([english for _, english in both])
        for language, both in sorted(pairs.items())
        if len(both) >= FEWEST
    }


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds a workbook of keep.eu in keep/")
    data: Path = parser.parse_args().data
    workbooks = sorted((data / "keep").glob("*.xlsx"))
    if not workbooks:
        parser.error(f"{data / 'keep'} holds no workbook of keep.eu")
    embedder = E5Embedder()
    labels = label_means(embedder)
    rows = [("labels", o, labels[o] - labels["en"]) for o in LABELLED if o != "en"]
    projects = [p for at, p in enumerate(read_projects(workbooks[0])) if half_of(at) == DEVELOPMENT]
    kinds = {"descriptions": [p.texts for p in projects], "first sentences": [p.by_beginning()[0] for p in projects]}
    for kind, texts in kinds.items():
        found = differences(texts, embedder)
        rows += [(f"{len(found[o])} {kind}", o, found[o].mean(axis=0)) for o in found]
    held = {
        "model": E5,
        "made_by": "python -m benchmarks.language_directions --data PATH",
        "centre": _plain(np.mean(list(labels.values()), axis=0)),
        "differences": [{"language": o, "of": kind, "vector": _plain(vector)} for kind, o, vector in rows],
    }
    LANGUAGES.write_text(json.dumps(held) + "\n", encoding="utf-8")
    for kind, language, vector in rows:
        print(f"{language}  {kind:18}  {np.linalg.norm(vector):.3f} from English")


def _plain(vector: Floats32) -> list[float]:
    return [round(float(number), 5) for number in vector]


if __name__ == "__main__":
    main()
