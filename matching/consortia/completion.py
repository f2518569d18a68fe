"""Who is missing: the best towns to join those who are named, under the rules of a call and the wishes of who asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.consortia.demands import Demand, PerGroup, members
from matching.consortia.of_rules import demands_of
from matching.consortia.solve import Solution, solve
from matching.rules.asking.situation import Body, Situation
from matching.rules.asking.stored import body_of
from matching.rules.country_sets import state_of
from matching.rules.judging.everyone import Everyone
from matching.rules.judging.outcome import Judged, Judgement, Together
from matching.rules.judging.rules_of import RuleBook
from matching.rules.three_valued import NO, YES

#: How many of the best of each country can join, beside those who are named.
OF_EACH_COUNTRY = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Towns (rows of the register) that are in it (`named`, `wanted`) or not; how many in all, of a country at most."""

    named: tuple[int, ...]
    wanted: tuple[int, ...] = ()
    excluded: frozenset[int] = frozenset()
    size: int | None = None
    per_country: int | None = None


@dataclass(frozen=True, slots=True)
class Consortium:
    """Towns (rows of the register), those who are named first; `fit` is the sum of the engine's points of who joins.

    `gap` is by what share a better one might be better, 0 where it is proven that none is. `together` is the answer of
    the rules, run again on all of them; `open` are the rules that it leaves open; `unsure` are members of whom it is
    not known whether they may take part themselves.
    """

    towns: tuple[int, ...]
    fit: float
    gap: float
    together: Together
    open: tuple[str, ...]
    unsure: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """The best consortium, then others that differ in half of who joins. Where there is none, `conflict` says what
    cannot hold together, and `clauses` which rules are among it. `elsewhere` are rules that towns alone do not meet;
    `looked_at` is how many towns could join."""

    consortia: tuple[Consortium, ...]
    conflict: tuple[Said, ...]
    clauses: tuple[str, ...]
    elsewhere: tuple[str, ...]
    looked_at: int


def complete(
    snapshot: Snapshot,
    book: RuleBook,
    wishes: Wishes,
    fits: Mapping[int, float],
    on: date,
) -> Completion:
    """The best completion under the rules. `fits` are the engine's points by town; who is not among them may not join.

    The towns looked at are those that the rules do not bar, the best of each country.
    """
    return _Completing(snapshot, book, wishes, fits, on).found()


@dataclass
class _Completing:
    snapshot: Snapshot
    book: RuleBook
    wishes: Wishes
    fits: Mapping[int, float]
    on: date
    towns: list[int] = field(init=False)
    bodies: list[Body] = field(init=False)

    def __post_init__(self) -> None:
        self.may = Everyone(self.snapshot).answers(_undated(self.book), self.on)
        self.towns = self._pool()
        self.bodies = [body_of(self.snapshot, town) for town in self.towns]

    def _pool(self) -> list[int]:
        """Those who are named or wanted, then the best of each country that the rules do not bar."""
        sure = list(dict.fromkeys((*self.wishes.named, *self.wishes.wanted)))
        countries = self.snapshot.municipalities.category("country").codes
        order = sorted((t for t in self.fits if self.may[t] != NO and t not in sure), key=lambda t: (-self.fits[t], t))
        room: dict[int, int] = {}
        chosen = []
        for town in order:
            code = int(countries[town])
            room[code] = room.get(code, 0) + 1
            if room[code] <= OF_EACH_COUNTRY:
                chosen.append(town)
        return [*sure, *chosen]

    def found(self) -> Completion:
        wishes, count = self.wishes, len(self.wishes.named)
        first = Judgement.of(self.book, self._situation(range(count)))
        of_rules = demands_of(first, self.bodies)
        fit = np.array([0.0 if at < count else self.fits.get(town, 0.0) for at, town in enumerate(self.towns)])
        demands = [*of_rules.demands, *self._wished()]
        solved = solve(fit, range(count), demands, wishes.size)
        return Completion(
            consortia=tuple(self._consortium(one) for one in solved.solutions),
            conflict=solved.conflict,
            clauses=solved.clauses,
            elsewhere=of_rules.open,
            looked_at=len(self.towns) - count,
        )

    def _wished(self) -> Sequence[Demand]:
        names, wishes = self.snapshot.municipalities.name, self.wishes
        made: list[Demand] = []
        rows = np.array(self.towns)
        joining = [town for town in wishes.wanted if town not in wishes.named]
        made += [members(said("{town} is wanted", town=names(town)), rows == town, 1) for town in joining]
        left_out = np.isin(rows, list(wishes.excluded))
        barred = (self.may[rows] == NO) & ~np.isin(rows, wishes.named)
        for told, those in ((said("towns that are left out"), left_out), (said("towns that rules bar"), barred)):
            if those.any():
                made.append(members(told, those, 0, 0))
        if wishes.per_country is not None:
            states = [state_of(body.country or "") for body in self.bodies]
            _, codes = np.unique(states, return_inverse=True)
            told = said("at most {count} of each country", count=wishes.per_country)
            made += PerGroup(told, codes.astype(np.int64), wishes.per_country).demands()
        return made

    def _consortium(self, one: Solution) -> Consortium:
        judged = Judgement.of(self.book, self._situation(one.members))
        named = len(self.wishes.named)
        joining = sorted(one.members[named:], key=lambda at: (-self.fits.get(self.towns[at], 0), at))
        order = (*range(named), *joining)
        return Consortium(
            towns=tuple(self.towns[at] for at in order),
            fit=round(one.fit, 3),
            gap=one.gap,
            together=judged.consortium,
            open=tuple(j.rule.clause.removeprefix("clause:") for j in judged.rows if _open(j)),
            unsure=tuple(self.towns[at] for at in order if self.may[self.towns[at]] != YES),
        )

    def _situation(self, chosen: Sequence[int]) -> Situation:
        bodies = [self.bodies[at] for at in chosen]
        return Situation(applicant=bodies[0], partners=tuple(bodies[1:]), stage="apply", at=self.on)


def _open(j: Judged) -> bool:
    return j.counts and j.rule.concern == "consortium" and j.finding.answer != YES


def _undated(book: RuleBook) -> RuleBook:
    """The rules without deadlines: who could join is asked whether the call is open or only expected."""
    own, inherited = (tuple(r for r in rules if r.kind != "deadline") for rules in (book.own, book.inherited))
    return replace(book, own=own, inherited=inherited)
