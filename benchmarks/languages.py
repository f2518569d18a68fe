"""How well German and English meet: through MiniLM alone, through the controlled vocabulary, and through both.

And how well the product reads a need: by the vocabulary's words, as the packaged sentence models bear them out.

    python -m benchmarks.languages --data ../shared/data

Two sets. EuroVoc: the labels of its concepts, German against English. And our own `tests/data/paraphrases.csv`: what a
clerk of a small town writes about a topic, in German, and the same in English, written before the vocabulary was read.
Every second row of it (the development half) served to choose the blend; all figures on it are of the other half, the
test half, unless they say otherwise.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.model import Batch
from graph.snapshot.build import build_snapshot
from graph.snapshot.frozen import Snapshot
from graph.store.sqlite_store import SqliteStore
from matching.need.likeness import text_likeness, texts
from matching.need.reading import borne_out
from matching.need.topics import TopicReader, similarity, topic_texts
from matching.vectors.embedder import Embedder
from matching.vectors.opening import open_embedder
from matching.vectors.texts import embed_changed, matrix_of
from matching.vectors.transformer import MINILM
from seed.bundle.curated import read_bundle

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "nl", "pt", "cs", "el")


@dataclass(frozen=True)
class Paraphrases:
    """German and English sentences with the topic that they mean, by its index."""

    topics: npt.NDArray[np.int64]
    texts: dict[str, list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder that holds topics/eurovoc_labels.csv")
    data: Path | None = parser.parse_args().data
    snapshot = topics_snapshot()
    embedder = open_embedder(MINILM)
    table = snapshot.tables["Topic"]
    vectors = matrix_of(table.ids, embed_changed(embedder, topic_texts(table), ()), embedder.dimensions)
    by_words, by_both = TopicReader(snapshot), TopicReader(snapshot, vectors)

    started = time.perf_counter()
    by_words.vector("Wir wollen unsere Bürgerinnen und Bürger online beteiligen.")
    middle = time.perf_counter()
    by_words.vector("Die Schlaglöcher sollen mit dem Handy gemeldet werden.")
    print(f"Reading by words: the first text {1000 * (middle - started):.0f} ms (builds the index), ", end="")
    print(f"the next {1000 * (time.perf_counter() - middle):.1f} ms; {len(table)} topics\n")

    report_paraphrases(snapshot, embedder, vectors, by_words, by_both)
    labels = data / "topics" / "eurovoc_labels.csv" if data else None
    if labels is None or not labels.is_file():
        print("EuroVoc is left out: give --data, the folder that holds topics/eurovoc_labels.csv.")
        return
    report_eurovoc(list(csv.DictReader(labels.open(encoding="utf-8"))), snapshot, embedder, by_words)


def topics_snapshot() -> Snapshot:
    """The snapshot of the bundle's topics and nothing else."""
    bundle = read_bundle().batch
    topics = Batch(
        nodes=tuple(n for n in bundle.nodes if n.label == "Topic"),
        relations=tuple(r for r in bundle.relations if r.type == "BROADER"),
    )
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "topics.db")
        store.write([topics])
        snapshot = build_snapshot(store)
        store.close()
    return snapshot


def read_paraphrases(snapshot: Snapshot, half: int) -> Paraphrases:
    """Every second row, from the first (half 0, development) or the second (half 1, test)."""
    with (ROOT / "tests" / "data" / "paraphrases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[half::2]
    ids = snapshot.tables["Topic"].ids
    topics = np.array([ids.index(row["topic"]) for row in rows])
    return Paraphrases(topics, {language: [row[language] for row in rows] for language in ("de", "en")})


def borne_out_vectors(snapshot: Snapshot, reader: TopicReader, embedder: Embedder, needs: Sequence[str]) -> Floats32:
    """How strongly the product understands each need as each topic, shape (needs, topics)."""
    ids = snapshot.tables["Topic"].ids
    compare = text_likeness(snapshot, embedder, embed_changed(embedder, texts(snapshot), ()))
    strengths = np.zeros((len(needs), len(ids)), dtype=np.float32)
    for at, need in enumerate(needs):
        for match in borne_out(reader.read(need), ids, compare(need)["Topic"]):
            strengths[at, ids.index(match.topic)] = match.strength
    return strengths


def report_paraphrases(
    snapshot: Snapshot, embedder: Embedder, vectors: Floats32, by_words: TopicReader, by_both: TopicReader
) -> None:
    packaged = open_embedder()
    for half, name in ((0, "development"), (1, "test")):
        set_ = read_paraphrases(snapshot, half)
        sentences = {language: embedder.encode(written) for language, written in set_.texts.items()}
        print(f"Paraphrases, {name} half, {len(set_.topics)} rows    language  top-1  top-3")
        joint: dict[str, Floats32] = {}
        for language, written in set_.texts.items():
            lexical = np.stack([by_words.vector(text) for text in written])
            joint[language] = blend = np.stack(
                [by_both.vector(t, sentence_vector=v) for t, v in zip(written, sentences[language], strict=True)]
            )
            ways = (
                ("words only", lexical),
                ("words, borne out by the packaged model", borne_out_vectors(snapshot, by_words, packaged, written)),
                ("MiniLM only", sentences[language] @ vectors.T),
                ("words and MiniLM", blend),
            )
            for way, scores in ways:
                print(f"  {way:38} {language:9} {hits(scores, set_.topics, 1):.3f}  {hits(scores, set_.topics, 3):.3f}")
            sure = np.array([by_words.understood(text) for text in written])
            way = f"understood by words: {sure.mean():.2f} of rows; these"
            first, third = (hits(lexical[sure], set_.topics[sure], most) for most in (1, 3))
            print(f"  {way:38} {language:9} {first:.3f}  {third:.3f}")
        pair = np.arange(len(set_.topics))
        alone = sentences["de"] @ sentences["en"].T
        both = np.stack(
            [similarity(v, sentences["en"], t, joint["en"]) for v, t in zip(sentences["de"], joint["de"], strict=True)]
        )
        print("German sentence → its English twin                     top-1  top-3")
        for way, scores in (("MiniLM alone", alone), ("half MiniLM, half topics", both)):
            print(f"  {way:38} {'de→en':9} {hits(scores, pair, 1):.3f}  {hits(scores, pair, 3):.3f}")
        print()


def report_eurovoc(
    concepts: Sequence[dict[str, str]], snapshot: Snapshot, embedder: Embedder, by_words: TopicReader
) -> None:
    english = embedder.encode([c["en"] for c in concepts])
    asked = [at for at, c in enumerate(concepts) if c["de"]]
    german = embedder.encode([concepts[at]["de"] for at in asked])
    gold = np.array(asked)
    print(f"EuroVoc: {len(asked)} German labels against {len(concepts)} English ones, MiniLM alone: ", end="")
    print(f"top-1 {in_pieces(german, english, gold, 1):.3f}, top-10 {in_pieces(german, english, gold, 10):.3f}")
    with (ROOT / "seed" / "data" / "topics.csv").open(encoding="utf-8") as file:
        mapped = {row["eurovoc"]: row["id"] for row in csv.DictReader(file) if row["eurovoc"]}
    ids = snapshot.tables["Topic"].ids
    ours = [(c, ids.index(mapped[c["concept"]])) for c in concepts if c["concept"] in mapped]
    print(f"The {len(ours)} concepts that the vocabulary maps: the right topic first, by words only")
    for language in LANGUAGES:
        known = [(c[language], topic) for c, topic in ours if c[language]]
        scores = np.stack([by_words.vector(label) for label, _ in known])
        print(f"  {language}  {hits(scores, np.array([topic for _, topic in known]), 1):.3f}  of {len(known)}")


def hits(scores: Floats32, right: npt.NDArray[np.int64], most: int) -> float:
    """The share of rows where fewer than `most` others score as high as the right one; ties count against it."""
    own = scores[np.arange(len(right)), right]
    as_high = (scores >= own[:, None]).sum(axis=1) - 1
    return float(((as_high < most) & (own > 0)).mean()) if len(right) else float("nan")


def in_pieces(queries: Floats32, pool: Floats32, right: npt.NDArray[np.int64], most: int) -> float:
    """`hits` of the cosines, a thousand queries at a time: the whole matrix would be some hundred megabytes."""
    pieces = [slice(at, at + 1000) for at in range(0, len(right), 1000)]
    return sum(hits(queries[p] @ pool.T, right[p], most) * len(right[p]) for p in pieces) / len(right)


if __name__ == "__main__":
    main()
