"""All towns against a thousand calls: `python -m benchmarks.eligibility [--graph ADDRESS] [--calls N]`.

The calls are the graph's own, drawn again and again with a seed; sizes, degrees, countries and areas in their rules are
changed, so that hardly two are alike. The rules are read before the clock starts. The twin judges clause by clause, one
town and one call at a time, on pairs that are drawn; its time for all pairs is estimated from theirs, and all its
answers have to be the same. At the end stands what the list of calls of one town takes, once as many towns again have
been asked. Times are those of the processor, on one core.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from statistics import median

import numpy as np

from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from benchmarks.figures import Figure, show
from graph.snapshot.frozen import Snapshot
from matching.capacity.listing import CallsOfSnapshot
from matching.capacity.partner_states import partner_states_of
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of
from matching.rules.judging.everyone import Everyone
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.rules_of import RuleBook, RuleBooks
from matching.rules.rule import Rule
from matching.ties import Ties

ON = date(2026, 11, 29)
#: Pairs of a town and a call that the twin judges.
PAIRS = 2_000
#: Towns whose lists of calls are timed, after as many others.
TOWNS = 100
_SIZED = ("population_min", "other")


def drawn_books(books: RuleBooks, calls: int, seed: int = 1) -> list[RuleBook]:
    """So many calls with the rules of real ones, changed."""
    draw = np.random.default_rng(seed)
    real = len(books.snapshot.tables["Call"])
    return [_changed(books.of_call(int(draw.integers(real))), draw) for _ in range(calls)]


def _changed(book: RuleBook, draw: np.random.Generator) -> RuleBook:
    own, inherited = (tuple(_other(rule, draw) for rule in rules) for rules in (book.own, book.inherited))
    return RuleBook(own=own, inherited=inherited, call=book.call)


def _other(rule: Rule, draw: np.random.Generator) -> Rule:
    """The rule with another size, another degree of urbanisation, or a country or region less."""
    values = list(rule.values)
    if rule.kind in _SIZED and rule.conditions.get("of") in (None, "population") and rule.number:
        return replace(rule, values=(str(round(rule.number * draw.lognormal(sigma=0.5))),))
    if rule.kind in ("country_set", "region_area", "degurba") and rule.operator == "in" and len(values) > 1:
        del values[int(draw.integers(len(values)))]
    return replace(rule, values=tuple(values))


def figures(snapshot: Snapshot, calls: int) -> Iterator[Figure]:
    """The time of all at once, that of the twin, how often it is as much, and how many answers differ."""
    books = drawn_books(RuleBooks(snapshot), calls)
    begun = time.process_time()
    everyone = Everyone(snapshot)
    answers = [everyone.answers(book, ON) for book in books]
    together = time.process_time() - begun
    towns = len(snapshot.municipalities)
    yield Figure(f"{towns:,} towns x {calls:,} calls: all at once", together, "s", most=10 * calls / 1000)
    told_apart = len({answer.tobytes() for answer in answers})
    yield Figure("answers that are told apart, of so many calls", told_apart, "columns")
    draw = np.random.default_rng(2)
    pairs = [(int(draw.integers(calls)), int(draw.integers(towns))) for _ in range(PAIRS)]
    begun = time.process_time()
    single = [_judged(snapshot, books[call], town) for call, town in pairs]
    one_by_one = (time.process_time() - begun) / PAIRS * towns * calls
    yield Figure("clause by clause, estimated for all pairs", one_by_one, "s")
    yield Figure("as many times as long", one_by_one / together, "times", least=100)
    differ = sum(int(answers[call][town]) != one for (call, town), one in zip(pairs, single, strict=True))
    yield Figure(f"answers that differ, of {PAIRS:,} pairs", differ, "pairs", most=0)


def listing(snapshot: Snapshot) -> Iterator[Figure]:
    """What the list of all calls takes for a town that was not asked before, in a service that is warm."""
    ties = Ties(snapshot)
    calls, draw, took = CallsOfSnapshot.of(snapshot), np.random.default_rng(3), list[float]()
    for town in draw.choice(np.flatnonzero(snapshot.partners), 2 * TOWNS).tolist():
        begun = time.process_time()
        calls.for_town(body_of(snapshot, town), on=ON, partner_states=partner_states_of(ties, town))
        took.append((time.process_time() - begun) * 1000)
    yield Figure("calls of one town, warm: median", median(took[TOWNS:]), "ms", most=10)


def _judged(snapshot: Snapshot, book: RuleBook, town: int) -> int:
    body = body_of(snapshot, town, {"role": "partner"})
    judged = Judgement.of(book, Situation(applicant=body, stage="apply", at=ON))
    return min(judged.town, judged.deadline)


def main() -> None:
    """Print the figures with their targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", help="the address of the store; without it that of the settings")
    parser.add_argument("--calls", type=int, default=1000)
    given = parser.parse_args()
    settings = Settings.from_environment(os.environ)
    space = Workspace(replace(settings, graph=given.graph) if given.graph else settings)
    snapshot = space.view().snapshot
    for figure in (*figures(snapshot, given.calls), *listing(snapshot)):
        show(figure)


if __name__ == "__main__":
    main()
