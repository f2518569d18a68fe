"""What the German texts of the bundle's networks, solutions and calls add to finding them by a need's sentence.

    python -m benchmarks.own_texts

The clerks' sentences (`tests/data/paraphrases.csv`) ask, in German and in English, for items whose first topic is the
sentence's; an item is found when a right one is among the first ten by cosine alone. Compared are the English text
alone, both languages in one text, which is what the product embeds (`matching.need.likeness`), and the better of two
vectors. Which of them the product has was chosen with the first half of the sentences (every second one).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.item_pools import FIRST, Remembering, is_found
from benchmarks.languages import ROOT
from graph.arrays import Floats32
from graph.model import Call, Described, Node, Relation, in_language
from graph.snapshot.build import freeze
from matching.need.likeness import texts
from matching.vectors.embedder import Embedder
from matching.vectors.opening import open_embedder
from seed.bundle.curated import read_bundle

LABELS = ("Network", "Solution", "Call")
HALVES = ("development half", "test half")


def english(node: Described) -> Described:
    """The item without its German."""
    return replace(node, labels=(), summaries=())


def german(node: Described) -> Described:
    """The item in German alone."""
    if isinstance(node, Call):
        node = replace(node, official_title=None)
    summary = in_language(node.summaries, "de")
    return replace(node, name=node.name_in("de"), labels=(), summary=summary, summaries=())


def vectors(items: Sequence[Described], embedder: Embedder) -> dict[str, Floats32]:
    """The vectors of the items, in their order, by what is embedded of them, shape (items, dimensions)."""
    ways = {
        "English alone": [english(i) for i in items],
        "both in one": list(items),
        "German alone": [german(i) for i in items],
    }
    found = {}
    for way, nodes in ways.items():
        said = texts(freeze(nodes, ()))
        found[way] = embedder.encode([said[node.id] for node in nodes])
    return found


def found_shares(
    items: Sequence[Described], addressed: Mapping[str, frozenset[int]], half: int, embedder: Embedder
) -> dict[str, dict[str, float]]:
    """The share of sentences that find a right item, by way and language; `addressed` are the right ones by topic."""
    by_way = vectors(items, embedder)
    with (ROOT / "tests" / "data" / "paraphrases.csv").open(encoding="utf-8") as file:
        rows = [row for row in list(csv.DictReader(file))[half::2] if addressed.get(row["topic"])]
    shares: dict[str, dict[str, float]] = {way: {} for way in ("English alone", "both in one", "better of two")}
    for language in ("de", "en"):
        asks = embedder.encode([row[language] for row in rows])
        cosines = {way: asks @ own.T for way, own in by_way.items()}
        cosines["better of two"] = np.maximum(cosines["English alone"], cosines["German alone"])
        for way, share in shares.items():
            hits = [is_found(cosines[way][at], addressed[row["topic"]], ()) for at, row in enumerate(rows)]
            share[language] = float(np.mean(hits))
    return shares


def first_topics(items: Sequence[Node], relations: Sequence[Relation]) -> dict[str, frozenset[int]]:
    """The places of the items by the topics that they are first of all about."""
    place = {item.id: at for at, item in enumerate(items)}
    found: dict[str, set[int]] = {}
    for relation in relations:
        if relation.type == "ADDRESSES" and relation.weight == 1 and relation.start in place:
            found.setdefault(relation.end, set()).add(place[relation.start])
    return {topic: frozenset(at) for topic, at in found.items()}


def main() -> None:
    """Print the shares of both halves."""
    batch = read_bundle().batch
    embedder = Remembering(open_embedder())
    print(f"Found among the first {FIRST} by the text alone. Model: {embedder.name}")
    for half, name in enumerate(HALVES):
        print(f"\n{name}")
        for label in LABELS:
            # The model projects differ by their towns alone.
            items = [
                n for n in batch.nodes if isinstance(n, Described) and n.label == label and "net:mpsc-" not in n.id
            ]
            found = found_shares(items, first_topics(items, batch.relations), half, embedder)
            for way, share in found.items():
                print(f"  {label:8} {way:14} German needs {share['de']:.3f}   English needs {share['en']:.3f}")


if __name__ == "__main__":
    main()
