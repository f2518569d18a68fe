"""How well a need in one language finds an item in another, against how well it does within one language.

    python -m benchmarks.across_languages --data ../shared/data

What is measured is what the product ranks networks by where a need is given: the points for their topics and for the
likeness of their texts, with the weights of the recipe, from texts alone. An item is found when a right one is among
the first ten; equal points count against it. Each set has a pendant within one language:

- Our own paraphrases (`tests/data/paraphrases.csv`): a sentence of a clerk asks for the sentences of the same topic,
  without its own twin; in the other language, or in its own. The same rows are right in both.
- keep.eu's projects in several languages (`benchmarks/parallel_texts.py`): titles ask for descriptions, and their first
  sentences for the rest; in another language, or in the description's own.
- The benchmark's networks: needs of towns (`benchmarks/needs.csv`), written in German and English for networks whose
  texts are in one of the two, ask for that network among all with a text. Whoever wrote them had read the texts, so
  the English needs share words with them; and they are few.
- EuroVoc: a label of a concept asks for the same concept in another language, among all concepts. The pendant is the
  label that asks for itself: nothing can be harder to come near to.
- EuroVoc by other words: a synonym of a topic of ours (`seed/data/topics.csv`) asks for the concept that the topic is
  mapped to, among the labels of the other language, or of its own. By the texts alone: the vocabulary holds the words.

The points for topics and texts, and how long and foreign texts are read, were chosen with the first half of the
paraphrases, every second need for a project, the needs for networks and 300 other draws from EuroVoc; what came with
the second model, with every second project instead. Of paraphrases and projects, the other half is shown.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.item_pools import FIRST, WAYS, Case, Remembering, is_found, pool_of, shares
from benchmarks.languages import LANGUAGES, ROOT
from benchmarks.parallel_texts import TEST, Project, half_of, needs, pool_texts, read_projects
from matching.need.likeness import BEGINNING
from matching.vectors.embedder import Embedder
from matching.vectors.opening import open_embedder

#: At least so much of what is found within one language is to be found across two.
TARGET = 0.85
#: The languages that projects are asked for in.
OVER = ("en", "de", "fr", "es", "it", "nl", "pl", "pt")
#: So many concepts of EuroVoc ask, drawn with the seed; all of them are in the pool.
CONCEPTS, SEED = 500, 0

#: What of a project asks, and what is asked for, by language.
Sides = Callable[[Project], tuple[Mapping[str, str], Mapping[str, str]]]


def paraphrase_shares(embedder: Embedder, half: int = 1) -> dict[tuple[str, str], dict[str, float]]:
    """The shares by language asked in and language asked over, among the committed paraphrases."""
    with (ROOT / "tests" / "data" / "paraphrases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pools = {language: pool_of([(row[language], None) for row in rows], embedder) for language in ("de", "en")}

    def cases(language: str) -> list[Case]:
        return [
            (row[language], frozenset(i for i, r in enumerate(rows) if r["topic"] == row["topic"] and i != at), {at})
            for at, row in enumerate(rows)
            if at % 2 == half
        ]

    return {(asked, over): shares(pools[over], cases(asked)) for asked in pools for over in pools}


@dataclass(frozen=True)
class Counted:
    """How many needs, and their shares across and within, by way."""

    needs: int
    across: dict[str, float]
    within: dict[str, float]


def project_shares(projects: Sequence[Project], sides: Sides, asked: str, embedder: Embedder) -> dict[str, Counted]:
    """What the needs of the projects of the test half find, by language asked over."""
    found = {}
    for over in OVER:
        asks = [a for a in needs(projects, sides, asked, over) if half_of(a.right) == TEST] if over != asked else []
        if asks:
            items = pool_texts(projects, sides, over)
            pool = pool_of([(text[:BEGINNING], None) for text in items.values()], embedder)
            place = {project: at for at, project in enumerate(items)}
            across: list[Case] = [(a.across, frozenset({place[a.right]}), ()) for a in asks]
            within: list[Case] = [(a.within, frozenset({place[a.right]}), ()) for a in asks]
            found[over] = Counted(len(asks), shares(pool, across), shares(pool, within))
    return found


def network_shares(file: Path, embedder: Embedder) -> dict[tuple[str, str], tuple[int, dict[str, float]]]:
    """How many needs, and their shares, by language of the need and of the network's text."""
    with file.open(encoding="utf-8") as opened:
        rows = [row for row in csv.DictReader(opened) if row["text"]]
    with (ROOT / "benchmarks" / "needs.csv").open(encoding="utf-8") as opened:
        ours = list(csv.DictReader(opened))
    place = {row["id"]: at for at, row in enumerate(rows)}
    pool = pool_of([(row["name"], f"{row['summary']}. {row['text']}") for row in rows], embedder)
    found = {}
    for over, written in (("en", "en"), ("de", "")):  # the file marks English only; the needs leave the others out
        for asked in ("de", "en"):
            cases: list[Case] = [
                (need[asked], frozenset({at}), frozenset())
                for need in ours
                if rows[at := place[need["network"]]]["lang"] == written
            ]
            found[asked, over] = (len(cases), shares(pool, cases))
    return found


def main() -> None:
    """Print the shares of each set, across and within, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with topics/, benchmark/ and keep/")
    parser.add_argument("--model", help="another sentence model, by name or path, such as all-MiniLM-L6-v2")
    arguments = parser.parse_args()
    embedder = Remembering(open_embedder(arguments.model))
    print(f"Found among the first {FIRST}, and the ratio of across to within (target {TARGET}). Model: {embedder.name}")

    print("\nParaphrases, test half, 78 needs over 156 items")
    table(paraphrase_shares(embedder))
    data: Path | None = arguments.data
    networks = data / "benchmark" / "networks.csv" if data else None
    if networks is None or not networks.is_file():
        print("The benchmark's texts are left out: give --data, the folder that holds benchmark/networks.csv.")
    else:
        counted = network_shares(networks, embedder)
        print(f"\nNeeds for the benchmark's networks: {counted['de', 'en'][0]} for texts in English, ", end="")
        print(f"{counted['en', 'de'][0]} for texts in German")
        table({key: share for key, (_, share) in counted.items()})
    workbooks = sorted((data / "keep").glob("*.xlsx")) if data else []
    if not workbooks:
        print("The projects are left out: give --data, the folder that holds a workbook of keep.eu in keep/.")
    else:
        report_projects(read_projects(workbooks[0]), embedder)
    labels = data / "topics" / "eurovoc_labels.csv" if data else None
    if labels is None or not labels.is_file():
        print("EuroVoc is left out: give --data, the folder that holds topics/eurovoc_labels.csv.")
    else:
        report_eurovoc(labels, embedder)


def table(found: Mapping[tuple[str, str], Mapping[str, float]]) -> None:
    """Print a line for each two languages and way: across, within the language asked over, their ratio."""
    for asked, over in found:
        if asked != over:
            for way in WAYS:
                one, two = found[asked, over][way], found[over, over][way]
                shown = f"{asked}→{over} {one:.3f}   {over}→{over} {two:.3f}   ratio {ratio(one, two):.2f}"
                print(f"  {way:7} {shown}")


def ratio(across: float, within: float) -> float:
    """Across to within; NaN where nothing is found within."""
    return across / within if within else float("nan")


def report_projects(projects: Sequence[Project], embedder: Embedder) -> None:
    """Print the shares between German and English, and from either to all other languages together."""
    kinds: tuple[tuple[str, Sides], ...] = (("titles", Project.by_title), ("beginnings", Project.by_beginning))
    for kind, sides in kinds:
        print(f"\nThe {kind} of keep.eu's {len(projects)} projects ask for their descriptions, test half")
        for asked, other in (("de", "en"), ("en", "de")):
            found = project_shares(projects, sides, asked, embedder)
            for over, group in ((other, [other]), ("rest", [o for o in found if o != other])):
                counts = [found[o].needs for o in group]
                print(f"  {asked}→{over}: {sum(counts)} needs for texts in {', '.join(group)}")
                for way in WAYS:
                    across = float(np.average([found[o].across[way] for o in group], weights=counts))
                    within = float(np.average([found[o].within[way] for o in group], weights=counts))
                    print(f"    {way:7} across {across:.3f}   within {within:.3f}   ratio {ratio(across, within):.2f}")


def report_eurovoc(file: Path, embedder: Embedder) -> None:
    with file.open(encoding="utf-8") as opened:
        concepts = [row for row in csv.DictReader(opened) if all(row[language] for language in LANGUAGES)]
    asked = np.sort(np.random.default_rng(SEED).choice(len(concepts), CONCEPTS, replace=False)).tolist()
    print(f"\nEuroVoc: {CONCEPTS} of {len(concepts)} concepts asked for among all")
    pools = {language: pool_of([(c[language], None) for c in concepts], embedder) for language in LANGUAGES}
    pairs = [(a, o) for a in LANGUAGES for o in LANGUAGES if "de" in (a, o) or a == o]
    found = {
        (a, o): shares(pools[o], [(concepts[at][a], frozenset({at}), frozenset()) for at in asked]) for a, o in pairs
    }
    table(found)
    report_other_words(concepts, embedder)


def report_other_words(concepts: Sequence[Mapping[str, str]], embedder: Embedder) -> None:
    """Print how often a synonym of a topic finds its concept by the cosines alone, own language and others."""
    place = {concept["concept"]: at for at, concept in enumerate(concepts)}
    with (ROOT / "seed" / "data" / "topics.csv").open(encoding="utf-8") as file:
        topics = [row for row in csv.DictReader(file) if row["eurovoc"] in place]
    vectors = {language: embedder.encode([c[language] for c in concepts]) for language in LANGUAGES}
    for asked in ("de", "en"):
        words = [
            (word, place[row["eurovoc"]])
            for row in topics
            for word in (row[f"label_{asked}"], *row[f"synonyms_{asked}"].split("|"))
            if word.casefold() != concepts[place[row["eurovoc"]]][asked].casefold()
        ]
        asks = embedder.encode([word for word, _ in words])
        found = {
            over: float(np.mean([is_found(v @ n, frozenset({at}), ()) for n, (_, at) in zip(asks, words, strict=True)]))
            for over, v in vectors.items()
        }
        print(f"\nEuroVoc by other words: {len(words)} of ours in {asked}, within {found[asked]:.3f}; texts alone")
        for over in vectors:
            if over != asked:
                print(f"  {asked}→{over} {found[over]:.3f}   ratio {ratio(found[over], found[asked]):.2f}")


if __name__ == "__main__":
    main()
