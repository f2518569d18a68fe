"""What the calls ask of towns and give them, judged once for each combination of facts that a call's rules look at.

A town of which the same is stated as of another gets the same answer without a rule being looked at again; so a service
answers for a town in milliseconds once it has been asked for some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np

from graph.model import Call
from graph.snapshot.frozen import Snapshot
from matching.capacity.deciding import NOTHING_DECIDES, Deciding, deciding
from matching.capacity.offer import Offer, offer_of
from matching.capacity.participants import Participants, PastParticipants
from matching.rules.asking.situation import Body, Situation
from matching.rules.country_sets import in_set, state_of
from matching.rules.judging.countries import admitted
from matching.rules.judging.outcome import Judged, Judgement
from matching.rules.judging.places import names_regions, reach_of
from matching.rules.judging.regions import COHESION
from matching.rules.judging.rules_of import RuleBook, RuleBooks
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

MadeT = TypeVar("MadeT")
#: What the rules of a call look at beside all that is looked at always: the place, the size, the degree of
#: urbanisation, the category of the region.
Look = tuple[bool, bool, bool, bool]
#: So many answers are kept at most; then they are made anew.
KEPT = 50_000
_PLACE = ("nuts1", "nuts2", "nuts3", "region")
#: Facts that no rule looks at.
_NEVER = frozenset({"lat", "lon", "staff_hours", "cofinancing_ceiling"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A call for towns of which the same is stated: what it asks and gives, and what its rules answer.

    `town` and `deadline` are answers of the rules, `leads` says that the town may lead. `against` are rules that are
    not met, `doubtful` is one that speaks against the town if it holds at all, `to_settle` are the facts that are not
    known (`rules.asking.fields`).
    """

    offer: Offer
    town: int
    deadline: int
    leads: bool
    doubtful: Judged | None
    against: tuple[Judged, ...]
    to_settle: tuple[str, ...]
    #: The country of which nobody tells whether it is admitted.
    unsettled: str | None = None
    #: The few countries by name that partners have to be of, where no area is named: those of a fund of two states.
    bound_to: frozenset[str] = frozenset()
    #: What decides beside the rules that are judged.
    deciding: Deciding = NOTHING_DECIDES


@dataclass(frozen=True)
class Weighing:
    """The calls of a snapshot, to be weighed for many towns. Threads may share it."""

    snapshot: Snapshot
    books: RuleBooks
    _weighed: dict[Hashable, Weighed] = field(default_factory=dict, compare=False, repr=False)
    _told: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)
    _reading: dict[int, _Reading] = field(default_factory=dict, compare=False, repr=False)
    _past: list[PastParticipants] = field(default_factory=list, compare=False, repr=False)

    def of(
        self, call: int, town: Body, on: date, looks: dict[Look, Hashable] | None = None
    ) -> tuple[Weighed, Hashable]:
        """The call (its index) for the town on the day, and what stands for all that the answer depends on.

        `looks` keeps what the rules of one call see in the town for those of others that look alike.
        """
        reading = self._reading_of(call)
        look = reading.look(town)
        seen = None if looks is None else looks.get(look)
        if seen is None:
            seen = reading.key(town)
            if looks is not None:
                looks[look] = seen
        key = (call, on, seen)
        found = self._weighed.get(key)
        if found is None:
            if len(self._weighed) > KEPT:
                self._weighed.clear()
            found = self._weighed[key] = self._judged(call, Body(reading.looked_at(town)), on)
        return found, key

    def prepare(self, on: date) -> None:
        """Weigh now, for each country with towns in networks, the calls that look at the country alone: most of them.
        The first town of a country would else wait for all of them."""
        countries = self.snapshot.municipalities.category("country")
        for code in np.unique(countries.codes[self.snapshot.links("MEMBER_OF").start]).tolist():
            town = Body({"country": countries.values[code], "legal_type": "municipality"})
            for call in range(len(self.snapshot.tables["Call"])):
                if code >= 0 and not any(self._reading_of(call).look(town)):
                    self.of(call, town, on)

    def once(self, key: Hashable, make: Callable[[], MadeT]) -> MadeT:
        """What `make` gives, kept by a key that stands for all that it depends on."""
        if key not in self._told:
            if len(self._told) > KEPT:
                self._told.clear()
            self._told[key] = make()
        return self._told[key]  # type: ignore[return-value]  # what is kept under a key is what its make gave

    @cached_property
    def pays(self) -> tuple[tuple[str, ...], ...]:
        """What each call pays for (`graph.model.PAYS`)."""
        return tuple(self.record(call).pays for call in range(len(self.snapshot.tables["Call"])))

    def record(self, call: int) -> Call:
        """The record of the call."""
        return self._reading_of(call).record

    def programme(self, call: int) -> int | None:
        """The first programme of the call (its index)."""
        return self._reading_of(call).programme

    def took_part(self, call: int) -> Participants | None:
        """Who took part in the call's programme so far, None where no programme is known."""
        programme = self._reading_of(call).programme
        if programme is None:
            return None
        if not self._past:
            self._past.append(PastParticipants(self.snapshot))
        return self._past[0].all[programme]

    def _judged(self, call: int, town: Body, on: date) -> Weighed:
        reading = self._reading_of(call)
        judged = Judgement.of(reading.book, Situation(applicant=town, stage="apply", at=on))
        counting = [j for j in judged.rows if j.counts]
        own = [j for j in counting if j.rule.concern == "town"]
        unknown = [j.finding.missing for j in own if j.finding.answer == UNKNOWN and j.finding.missing]
        return Weighed(
            offer=offer_of(reading.book, reading.record, judged, on),
            town=judged.town,
            deadline=judged.deadline,
            leads=all(j.finding.answer != NO for j in counting if j.rule.kind == "lead_type"),
            doubtful=next((j for j in judged.rows if _speaks_against(j)), None),
            against=tuple(j for j in own if j.finding.answer == NO),
            to_settle=tuple(dict.fromkeys(unknown)),
            unsettled=town.country if _is_unsettled(judged, own) else None,
            bound_to=reading.bound_to,
            deciding=deciding(judged),
        )

    def _reading_of(self, call: int) -> _Reading:
        if call not in self._reading:
            record = self.snapshot.tables["Call"].record(call)
            assert isinstance(record, Call)
            programmes = self.snapshot.links("UNDER", "Call").ends(call).tolist()
            self._reading[call] = _Reading(self.books.of_call(call), record, programmes[0] if programmes else None)
        return self._reading[call]


class _Reading:
    """What the rules of one call look at in a town."""

    def __init__(self, book: RuleBook, record: Call, programme: int | None) -> None:
        self.book, self.record, self.programme = book, record, programme
        rules = book.rules
        areas = [reach_of(rule)[0] for rule in rules if rule.kind == "region_area" and rule.operator == "in"]
        #: The countries in which an area names regions: of a town elsewhere the country alone decides.
        self.states: frozenset[str] = frozenset().union(*areas)
        named = any(rule.kind == "region_area" and rule.operator == "in" and names_regions(rule) for rule in rules)
        self.bound_to = frozenset[str]() if named else _bound_to(rules)
        self.sized = any(rule.kind == "population_min" or rule.conditions.get("of") == "population" for rule in rules)
        self.degree = any(
            rule.kind == "degurba"
            or "urban_authority" in rule.values
            or rule.conditions.get("if", "").startswith("degurba")
            for rule in rules
        )
        self.cohesion = any(rule.conditions.get("of") == COHESION for rule in rules)

    def key(self, town: Body) -> Hashable:
        """What stands for all that the rules can look at in the town."""
        return tuple(sorted(self.looked_at(town).items(), key=lambda item: item[0]))

    def look(self, town: Body) -> Look:
        """What of any town is looked at: calls of which it is the same see the same in the town."""
        return self._place(town), self.sized, self.degree, self.cohesion

    def _place(self, town: Body) -> bool:
        """Whether more than the country of the town's place is looked at."""
        return town.country is None or state_of(town.country) in self.states

    def looked_at(self, town: Body) -> dict[str, object]:
        """What is stated of the town that the rules can look at."""
        place = self._place(town)
        stated = {n: value for n, value in town.stated.items() if value is not None and self._looks_at(n, place)}
        if any(level in stated for level in _PLACE[:3]):
            stated.pop("region", None)  # a region by name is asked for only where no code is known
        return stated

    def _looks_at(self, name: str, place: bool) -> bool:
        if name in _PLACE:
            return place
        asked = {"population": self.sized, "degurba": self.degree, "region_category": self.cohesion}
        return asked.get(name, name not in _NEVER)


def _bound_to(rules: Sequence[Rule]) -> frozenset[str]:
    """The countries that partners have to be of, where rules name them one by one."""
    named = (r.conditions.get("of", "").split(",") for r in rules if r.kind == "min_countries")
    return frozenset().union(*(codes for codes in named if all(re.fullmatch("[A-Z]{2}", code) for code in codes)))


def _is_unsettled(judged: Judgement, own: Sequence[Judged]) -> bool:
    """Whether the answer for the town hangs on its country, of which no rule tells."""
    applicant = judged.case.situation.applicant
    country = applicant.country
    if judged.town != UNKNOWN or country is None or in_set("EU27", country, judged.case.situation.day) == YES:
        return False
    return not any(j.rule.kind == "region_area" for j in own) and admitted(applicant, judged.case) == UNKNOWN


def _speaks_against(j: Judged) -> bool:
    return j.status == "doubtful" and j.rule.concern == "town" and j.likely == NO
