"""How often the first peers that answer a need are towns that did it, as a person judged beforehand.

    python -m benchmarks.proofs

`tests/data/proofs.csv` holds needs as towns write them, in seven languages, each asked by a town drawn from the
register, with the practices and solutions that answer it. They were drawn over topics and practices, and judged, before
anything was chosen with them. Every second row, from the first, is the development half; the others are the test half.
A need is answered when one of the first three peers has such a practice of its own, in any state but planned or a mere
label. It is printed for each half how many are, how often the very first peer is one, and the mean of 1 / place of the
first that is (0 beyond the tenth).

The graph is that of the settings (`PEERPOLIS_GRAPH`); it is filled where it is empty. `--words` leaves the sentence
models out. `--missed` lists what the development half misses; nothing lists the other. `--weights` prints the figures
of the development half for other weights of the nearest text, and of the words beside the vectors, one at a time.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from unittest.mock import patch

import numpy as np

from api.workspace.settings import NO_MODEL, Settings
from api.workspace.workspace import Workspace
from benchmarks.languages import ROOT
from graph.model import HONOURS
from graph.snapshot.frozen import Snapshot
from matching.engine import Engine
from matching.kinds.nearest_proof import NEAREST_PROOF
from matching.kinds.scoring import Recipe
from matching.proofs import nearness
from matching.purposes import peers
from matching.purposes.purpose import NEAREST_TEXT
from matching.types import Query

HALVES = ("development", "test")
#: The day of all questions.
ON = date(2026, 11, 24)
#: A need is answered among so many; its first answer is looked for among so many more.
FIRST, LOOKED_AT = 3, 10


@dataclass(frozen=True)
class Asked:
    """A need with its language, the id of the town that asks, and the ids of the solutions that answer it."""

    need: str
    language: str
    town: str
    answers: frozenset[str]


def read_asked(half: int) -> list[Asked]:
    """Every second row, from the first (half 0, development) or the second (half 1, test)."""
    with (ROOT / "tests" / "data" / "proofs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[half::2]
    return [Asked(r["need"], r["language"], r["id"], frozenset(r["answers"].split("|"))) for r in rows]


def answering(snapshot: Snapshot, answers: frozenset[str]) -> frozenset[str]:
    """The ids of the towns that did one of these, and not only plan it or hold a label."""
    links, solutions = snapshot.links("USES"), snapshot.tables["Solution"].ids
    weak = np.isin(links.status.codes, [links.status.code(status) for status in ("planned", *HONOURS)])
    wanted = [at for id in answers if (at := solutions.find(id)) is not None]
    rows = np.isin(links.end, wanted) & ~weak
    return frozenset(snapshot.municipalities.ids[int(town)] for town in links.start[rows])


def places(engine: Engine, asked: Sequence[Asked]) -> list[float]:
    """For each need the place (from 1) of the first peer that did it; infinity beyond LOOKED_AT."""
    found = []
    for ask in asked:
        query = Query(
            town=ask.town, need=ask.need, on=ON, top=LOOKED_AT, kinds=("partners",), purposes=("peers",),
            language="de" if ask.language == "de" else "en",
        )  # fmt: skip
        towns = answering(engine.snapshot, ask.answers)
        peers = engine.suggest(query).suggestions["partners"]
        found.append(next((float(at) for at, s in enumerate(peers, start=1) if s.id in towns), float("inf")))
    return found


def figures(found: Sequence[float]) -> Mapping[str, float]:
    """The share of needs answered among the FIRST, that by the very first, and the mean of 1 / place."""
    at = np.array(found)
    shares = {"among three": np.mean(at <= FIRST), "the first": np.mean(at <= 1), "1 / place": np.mean(1 / at)}
    return {name: float(share) for name, share in shares.items()}


def told(found: Sequence[float]) -> str:
    return "   ".join(f"{name} {share:.3f}" for name, share in figures(found).items())


def peers_by(weight: float) -> Recipe:
    """The recipe of peers with another weight of the nearest text; the other features as much beside each other."""
    rest = (100 - weight) / (100 - NEAREST_TEXT)
    return [replace(f, weight=weight if f.name == NEAREST_PROOF.name else f.weight * rest) for f in peers.PEERS]


def other_weights(engine: Engine, asked: Sequence[Asked]) -> None:
    """Print the figures for other weights."""
    for weight in (0, 15, 30, 45, 60, 75):
        with patch.object(peers, "PEERS", peers_by(weight)):
            print(f"nearest text {weight:3} of 100   {told(places(engine, asked))}")
    for worth in (0, 0.2, 0.4, 0.6, 0.8, 1):
        with patch.object(nearness, "WORDS_WORTH", worth):
            print(f"words {worth:3} of the rest     {told(places(engine, asked))}")


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", action="store_true", help="without sentence models")
    parser.add_argument("--missed", action="store_true", help="list what the development half misses")
    parser.add_argument("--weights", action="store_true", help="the development half by other weights")
    arguments = parser.parse_args()
    settings = Settings.from_environment(os.environ)
    space = Workspace(replace(settings, model=NO_MODEL) if arguments.words else settings)
    engine = space.view().engine
    if arguments.weights:
        other_weights(engine, read_asked(0))
        return
    for half, name in enumerate(HALVES):
        asked = read_asked(half)
        found = places(engine, asked)
        print(f"{name:12} {len(asked)} needs   {told(found)}")
        if arguments.missed and half == 0:
            for ask, place in zip(asked, found, strict=True):
                if place > FIRST:
                    print(f"  {place:4.0f} {ask.language} {ask.need}")
    space.close()


if __name__ == "__main__":
    main()
