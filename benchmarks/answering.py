"""How many of the partners, and of what towns did, that stand first answer the need, as a person judged each.

    python -m benchmarks.answering

`tests/data/answering.csv` holds needs as clerks type them, in twenty languages, each asked by a town, with what towns
did and are known for: 3 for just what the need asks for, 2 for a near variant or one half of it, 1 for the same field,
0 for nothing to do with it, or a mere prize. What was judged are the first of several orders of the texts, and what
was found beside them by reading; what was not judged counts as 0. The needs of the development half chose weights and
limits; those of the test half were judged afterwards and chose nothing.

It is printed for each half how many of the first three partners of each purpose, and of the first three solutions,
answer the need (2 or 3), how often the very first does, and of what is told as near how much answers, and how much of
all that answers is told. `--odds` prints the odds that a regression on the development half gives
(`matching.proofs.nearness.ODDS`). The graph is that of the settings (`PEERPOLIS_GRAPH`).
"""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from unittest.mock import patch

import numpy as np

from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from benchmarks.languages import ROOT
from matching.engine import Engine
from matching.kinds.items import BEST_TOPIC, fit_of_topics
from matching.proofs.nearness import ODDS, NearTexts
from matching.types import Query

ON = date(2026, 12, 1)
FIRST, ANSWERS = 3, 2
HALVES = ("development", "test")
#: So many of the nearest texts of each need are given to the regression, judged or not.
WEIGHED = 30


@dataclass(frozen=True)
class Judged:
    """A need, who asks, and the grade of each solution that was judged, by id."""

    need: str
    language: str
    town: str
    grades: Mapping[str, int]


def read_judged(half: str) -> Sequence[Judged]:
    """The needs of the half, in their order."""
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    with (ROOT / "tests" / "data" / "answering.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["half"] == half:
                asked = (row["need"], row["language"], row["id"])
                found.setdefault(asked, {})[row["solution"]] = int(row["grade"])
    return [Judged(*asked, grades) for asked, grades in found.items()]


def _query(one: Judged, kind: Literal["partners", "solutions"], purpose: str | None) -> Query:
    return Query(
        town=one.town, need=one.need, on=ON, top=FIRST, kinds=(kind,), purposes=(purpose,) if purpose else (),
        language="de" if one.language == "de" else "en",
    )  # fmt: skip


def grades(engine: Engine, one: Judged, purpose: str | None) -> list[int]:
    """The grades of the first partners of the purpose, each that of the best it did; or of the first solutions."""
    uses, solutions = engine.ties.uses, engine.snapshot.tables["Solution"].ids
    if purpose is None:
        found = engine.suggest(_query(one, "solutions", None)).suggestions["solutions"]
        return [one.grades.get(s.id, 0) for s in found]
    of_town: dict[str, int] = {}
    for id, grade in one.grades.items():
        at = solutions.find(id)
        for town in () if at is None else uses.towns_of(at).tolist():
            name = engine.snapshot.municipalities.ids[town]
            of_town[name] = max(grade, of_town.get(name, 0))
    found = engine.suggest(_query(one, "partners", purpose)).suggestions["partners"]
    return [of_town.get(s.id, 0) for s in found]


def told(engine: Engine, judged: Sequence[Judged]) -> tuple[float, float]:
    """Of what is told as near the share that answers, and of what answers the share that is told."""
    right = said = answering = 0
    for one in judged:
        near = engine._asker(_query(one, "solutions", None)).near
        assert near is not None
        ids = engine.snapshot.tables["Solution"].ids
        some = {ids[int(at)] for at in np.flatnonzero(near.told["Solution"])}
        good = {id for id, grade in one.grades.items() if grade >= ANSWERS}
        right, said, answering = right + len(some & good), said + len(some), answering + len(good)
    return right / said, right / answering


def figures(engine: Engine, half: str) -> Iterator[str]:
    """The lines that are printed of a half."""
    judged = read_judged(half)
    for purpose in ("peers", "nearby", None):
        found = [grades(engine, one, purpose) for one in judged]
        shown = [grade for of_one in found for grade in of_one]
        good = np.mean([grade >= ANSWERS for grade in shown])
        first = np.mean([bool(of_one) and of_one[0] >= ANSWERS for of_one in found])
        exact = np.mean([bool(of_one) and of_one[0] == 3 for of_one in found])
        yield (
            f"{half:12} {purpose or 'solutions':10} {len(judged)} needs   {len(shown):3} shown, {good:.2f} answer   "
            f"the first answers {first:.2f}, exactly {exact:.2f}"
        )
    right, all_told = told(engine, judged)
    yield f"{half:12} told as near {right:.2f} answer; of what answers {all_told:.2f} is told"


def odds(engine: Engine) -> Mapping[str, float]:
    """The odds that a regression on the development half gives, and of none."""
    from sklearn.linear_model import LogisticRegression

    rows, answers = [], []
    for one in read_judged("development"):
        with patch.object(NearTexts, "answering", lambda near, topics: near):  # as it is before it is weighed
            asker = engine._asker(_query(one, "solutions", None))
        near, ids = asker.near, engine.snapshot.tables["Solution"].ids
        assert near is not None
        fit = fit_of_topics(asker, "Solution", slice(None), best=BEST_TOPIC)
        columns = (near.nearness["Solution"], near.cosines["Solution"], near.words["Solution"], fit)
        for at in np.argsort(-columns[0], kind="stable")[:WEIGHED].tolist():
            rows.append([float(column[at]) for column in columns])
            answers.append(one.grades.get(ids[at], 0) >= ANSWERS)
    model = LogisticRegression(C=10, max_iter=5000).fit(np.array(rows), answers)
    return {**dict(zip(ODDS, model.coef_[0].tolist(), strict=True)), "none": float(model.intercept_[0])}


def main() -> None:
    """Print the figures of both halves, or the odds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--odds", action="store_true", help="what a regression on the development half gives")
    arguments = parser.parse_args()
    space = Workspace(Settings.from_environment(os.environ))
    engine = space.view().engine
    if arguments.odds:
        print("   ".join(f"{name} {value:.2f}" for name, value in odds(engine).items()))
    else:
        for half in HALVES:
            for line in figures(engine, half):
                print(line)
    space.close()


if __name__ == "__main__":
    main()
