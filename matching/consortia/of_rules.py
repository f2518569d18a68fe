"""The rules of a call as demands on a consortium: least numbers, countries, Member States, roles, regions, limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.said import Said, said, said_many
from matching.consortia.demands import Demand, members
from matching.rules.asking.situation import Body
from matching.rules.country_sets import state_of
from matching.rules.judging.bodies import fills, in_several
from matching.rules.judging.case import Case
from matching.rules.judging.countries import body_in, counted, one_from_each
from matching.rules.judging.figures import COUNTED
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.regions import COHESION, WIDENING, helped
from matching.rules.rule import Rule
from matching.rules.terms import term
from matching.rules.three_valued import UNKNOWN, YES

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OfRules:
    """What the rules ask of the members, and the rules that towns alone do not meet or that have no number."""

    demands: tuple[Demand, ...]
    open: tuple[str, ...]


def demands_of(judged: Judgement, towns: Sequence[Body]) -> OfRules:
    """The rules that count, over the towns."""
    found: list[Demand] = []
    left: list[str] = []
    for one in judged.rows:
        if one.counts and one.rule.concern == "consortium" and one.rule.kind != "lead_type":
            made = list(_Reading(one.rule, judged.case, towns).demands())
            found += made
            if not made and not _asks_for_one(one.rule):
                left.append(one.rule.clause.removeprefix("clause:"))
    return OfRules(tuple(found), tuple(left))


def _asks_for_one(rule: Rule) -> bool:
    return rule.kind == "min_applicants" and rule.operator == "=="


@dataclass(frozen=True, slots=True)
class _Reading:
    rule: Rule
    case: Case
    towns: Sequence[Body]

    def demands(self) -> Iterator[Demand]:
        rule, wanted = self.rule, self.rule.number
        if rule.kind == "applicant_type":
            yield from self._roles()
        elif wanted is None or _asks_for_one(rule):
            return
        elif rule.kind == "min_applicants" and not one_from_each(rule):
            told = said_many("at least {count} applicant", "at least {count} applicants", count=round(wanted))
            yield self._members(told, self._those(self._counted), wanted)
        elif rule.kind in ("min_applicants", "min_countries"):
            told = said_many(
                "applicants from at least {count} country",
                "applicants from at least {count} countries",
                count=round(wanted),
            )
            yield self._states(told, self._those(self._counted), low=wanted)
        elif rule.kind == "min_member_states":
            told = said_many(
                "applicants from at least {count} EU Member State",
                "applicants from at least {count} EU Member States",
                count=round(wanted),
            )
            yield self._states(told, self._those(self._in_eu), low=wanted)
        elif rule.kind == "region_area" and rule.conditions.get("of") == COHESION:
            told = said("{share:.0%} of the partners from less developed or transition regions", share=wanted)
            worth = self._those(lambda body: helped(body) == YES).astype(np.float64) - wanted
            yield Demand(self._named(told), worth, low=0, clause=self._clause)
        elif rule.kind == "region_area" and rule.conditions.get("set") == WIDENING:
            told = said("at least {count} from widening countries or outermost regions", count=round(wanted))
            day = self.case.situation.day
            yield self._members(told, self._those(lambda body: body_in((WIDENING,), body, day) == YES), wanted)
        elif rule.kind == "other" and rule.conditions.get("of") in COUNTED:
            yield self._limit(wanted)

    def _roles(self) -> Iterator[Demand]:
        """Roles that some of them fill; what no town could be has to come from elsewhere."""
        conditions = self.rule.conditions
        if self.rule.operator not in (">=", "<=") or {"of", "per"} & set(conditions) or not self.rule.role:
            return
        at_least = self.rule.operator == ">="
        for wanted, role in in_several(self.rule):
            # To be at most so many, those who may fill it count as well.
            least = YES if at_least else UNKNOWN
            able = self._those(partial(_fills, role=role, least=least))
            if at_least and able.any():
                told = said("at least {count}: {role}", count=round(wanted), role=term(role))
                yield self._members(told, able, wanted)
            elif not at_least:
                told = said("at most {count}: {role}", count=round(wanted), role=term(role))
                yield self._members(told, able, -math.inf, wanted)

    def _limit(self, wanted: float) -> Demand:
        everyone = np.ones(len(self.towns), dtype=np.bool_)
        if self.rule.conditions["of"] == "countries":
            told = said_many(
                "applicants from at most {count} country",
                "applicants from at most {count} countries",
                count=round(wanted),
            )
            return self._states(told, everyone, high=wanted)
        most = wanted + (self.rule.conditions["of"] == "peers")
        told = said_many("at most {count} applicant", "at most {count} applicants", count=round(most))
        return self._members(told, everyone, -math.inf, most)

    @property
    def _clause(self) -> str:
        return self.rule.clause.removeprefix("clause:")

    def _named(self, told: Said) -> Said:
        return said("{demand} ({clause})", demand=told, clause=self.rule.name.replace("_", " "))

    def _members(self, told: Said, among: Truths, low: float, high: float = math.inf) -> Demand:
        return members(self._named(told), among, low, high, clause=self._clause)

    def _states(self, told: Said, among: Truths, low: float = -math.inf, high: float = math.inf) -> Demand:
        states = [state_of(body.country) if body.country else "" for body in self.towns]
        _, codes = np.unique(states, return_inverse=True)
        groups = np.where(among & (np.array(states) != ""), codes, -1).astype(np.int64)
        nothing: Floats64 = np.zeros(len(self.towns))
        return Demand(self._named(told), nothing, low, high, groups, self._clause)

    def _counted(self, body: Body) -> bool:
        return counted(body, self.rule, self.case) == YES

    def _in_eu(self, body: Body) -> bool:
        return body_in(("EU27",), body, self.case.situation.day) == YES

    def _those(self, right: Callable[[Body], bool]) -> Truths:
        """Which towns are so; towns of which the same is stated are asked about once."""
        known: dict[tuple[object, ...], bool] = {}
        answers = np.zeros(len(self.towns), dtype=np.bool_)
        for at, body in enumerate(self.towns):
            key = tuple(body.stated.get(name) for name in _LOOKED_AT)
            if key not in known:
                known[key] = right(body)
            answers[at] = known[key]
        return answers


def _fills(body: Body, role: str, least: int) -> bool:
    return fills(body, role) >= least


#: What these rules look at of a body.
_LOOKED_AT = (
    *("country", "legal_type", "role", "region_category", "degurba", "eligible_country", "horizon_association"),
    *("widening_country", "mission_city", "adaptation_charter", "ten_t_urban_node", "disaster_response_authority"),
)
