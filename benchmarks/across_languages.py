"""How well a need in one language finds an item in another, against how well it does within one language.

    python -m benchmarks.across_languages --data ../shared/data

What is measured is what the product ranks networks by where a need is given: the points for their topics and for the
likeness of their texts, with the weights of the recipe, from texts alone. An item is found when a right one is among
the first ten; equal points count against it. Three sets, each with a pendant within one language:

- Our own paraphrases (`tests/data/paraphrases.csv`, test half): a sentence of a clerk asks for the sentences of the
  same topic, without its own twin; in the other language, or in its own. The same rows are right in both.
- The benchmark's networks: needs of towns (`benchmarks/needs.csv`), written in German and English for networks whose
  texts are in one of the two, ask for that network among all with a text. Whoever wrote them had read the texts, so
  the English needs share words with them.
- EuroVoc: a label of a concept asks for the same concept in another language, among all concepts. The pendant is the
  label that asks for itself: nothing can be harder to come near to.

The weights of topics and text were chosen with the other half of the paraphrases, the needs for networks and 150 other
draws from EuroVoc in German and English.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.languages import LANGUAGES, ROOT
from graph.model import Batch, Network, Relation
from graph.snapshot_build import build_snapshot
from graph.sqlite_store import SqliteStore
from matching.asker import understand
from matching.best import Points
from matching.embedding import Embedder, embed_changed, open_embedder
from matching.features.networks import NETWORKS
from matching.likeness import TextLikeness, text_likeness, texts
from matching.scoring import Recipe, points
from matching.ties import Ties
from matching.topics import TopicReader
from matching.types import Place, Query
from seed.bundle import read_bundle

#: An item is found when it is among so many.
FIRST = 10
#: At least so much of what is found within one language is to be found across two.
TARGET = 0.85
#: So many concepts of EuroVoc ask, drawn with the seed; all of them are in the pool.
CONCEPTS, SEED = 500, 0

Ways = Mapping[str, Recipe]
#: A need, the items that are right for it, and those that count as neither right nor wrong.
Case = tuple[str, frozenset[int], Collection[int]]
#: What a network earns by: either half of the recipe that a need speaks to, and both, as the product has it.
WAYS: Ways = {
    "topics": [f for f in NETWORKS if f.name == "topic_fit"],
    "texts": [f for f in NETWORKS if f.name == "text_likeness"],
    "both": [f for f in NETWORKS if f.name in ("topic_fit", "text_likeness")],
}


@dataclass(frozen=True)
class Pool:
    """Items that are known by their texts, as networks of a graph with the product's topics."""

    ties: Ties
    reader: TopicReader
    likeness: TextLikeness

    def points(self, need: str) -> dict[str, Points]:
        """The points of each item for the need, by way, shape (items,)."""
        query = Query(place=Place(name="Musterstadt", country="DE"), need=need, on=date(2026, 1, 1))
        asker = understand(self.ties, query, self.reader, dict(self.likeness(need)))
        everyone = np.arange(len(self.ties.snapshot.tables["Network"]), dtype=np.int32)
        return {way: points(recipe, asker, everyone).sum(axis=0) for way, recipe in WAYS.items()}


def pool_of(items: Sequence[tuple[str, str | None]], embedder: Embedder) -> Pool:
    """The pool of items, each a name and a text, in their order; their topics are read from their words."""
    topics = read_bundle().batch
    vocabulary = Batch(
        nodes=tuple(n for n in topics.nodes if n.label == "Topic"),
        relations=tuple(r for r in topics.relations if r.type == "BROADER"),
    )
    nodes = [
        Network(id=f"net:{at:05}", name=name, kind="project", text=text, source="benchmark")
        for at, (name, text) in enumerate(items)
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "pool.db")
        store.write([vocabulary])
        reader = TopicReader(build_snapshot(store))
        addresses = [
            Relation(type="ADDRESSES", start=node.id, end=m.topic, source="benchmark", weight=m.strength)
            for node in nodes
            for m in reader.read(f"{node.name}. {node.text or ''}")
        ]
        store.write([Batch(nodes=tuple(nodes), relations=tuple(addresses))])
        snapshot = build_snapshot(store)
        store.close()
    likeness = text_likeness(snapshot, embedder, embed_changed(embedder, texts(snapshot), ()))
    return Pool(Ties(snapshot), TopicReader(snapshot), likeness)


def is_found(scores: npt.NDArray[np.floating], right: frozenset[int], neither: Collection[int]) -> bool:
    """Whether a right item is among the first ten; those that count as neither stand aside, ties count against it."""
    best = scores[list(right)].max()
    as_high = set(np.flatnonzero(scores >= best).tolist()) - right - set(neither)
    return bool(best > 0 and len(as_high) < FIRST)


def shares(pool: Pool, cases: Sequence[Case]) -> dict[str, float]:
    """The share of needs that find a right item, by way."""
    found: dict[str, list[bool]] = {way: [] for way in WAYS}
    for need, right, neither in cases:
        for way, earned in pool.points(need).items():
            found[way].append(is_found(earned, right, neither))
    return {way: float(np.mean(hits)) for way, hits in found.items()}


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


def network_shares(file: Path, embedder: Embedder) -> dict[tuple[str, str], tuple[int, dict[str, float]]]:
    """How many needs, and their shares, by language of the need and of the network's text."""
    with file.open(encoding="utf-8") as opened:
        rows = [row for row in csv.DictReader(opened) if row["text"]]
    with (ROOT / "benchmarks" / "needs.csv").open(encoding="utf-8") as opened:
        needs = list(csv.DictReader(opened))
    place = {row["id"]: at for at, row in enumerate(rows)}
    pool = pool_of([(row["name"], f"{row['summary']}. {row['text']}") for row in rows], embedder)
    found = {}
    for over, written in (("en", "en"), ("de", "")):  # the file marks English only; the needs leave the others out
        for asked in ("de", "en"):
            cases: list[Case] = [
                (need[asked], frozenset({at}), frozenset())
                for need in needs
                if rows[at := place[need["network"]]]["lang"] == written
            ]
            found[asked, over] = (len(cases), shares(pool, cases))
    return found


def main() -> None:
    """Print the shares of each set, across and within, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with topics/eurovoc_labels.csv and benchmark/networks.csv")
    parser.add_argument("--model", help="another sentence model, by name or path, such as all-MiniLM-L6-v2")
    arguments = parser.parse_args()
    embedder = open_embedder(arguments.model)
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
                ratio = one / two if two else float("nan")
                print(f"  {way:7} {asked}→{over} {one:.3f}   {over}→{over} {two:.3f}   ratio {ratio:.2f}")


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


if __name__ == "__main__":
    main()
