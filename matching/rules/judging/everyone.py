"""Every municipality at once: rules about towns are judged once for each combination of values that they tell apart.

The judges are those of one situation, so both answers are the same by construction. Countries that a call's rules
answer alike are judged once, and so are the regions of a country; inhabitants count by the thresholds between which
they lie.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.snapshot.frozen import Snapshot
from matching.rules.asking.columns import Codes, Columns
from matching.rules.asking.situation import Body, Situation
from matching.rules.country_sets import state_of
from matching.rules.judging.all import decides_for_a_town, judge, kind_of
from matching.rules.judging.case import Case
from matching.rules.judging.countries import admitted, body_in, names_countries
from matching.rules.judging.outcome import Judged, Judgement, is_stated, of_our_list
from matching.rules.judging.places import judge_area, reach_of
from matching.rules.judging.rules_of import RuleBook
from matching.rules.rule import Rule
from matching.rules.three_valued import Answers

_Stated = dict[str, object]
_PLACE = ("country", "nuts3", "region")


@dataclass(frozen=True)
class Everyone:
    """All municipalities as columns; what is asked of them is kept, for many calls have the same rules."""

    snapshot: Snapshot

    @cached_property
    def columns(self) -> Columns:
        """What is stated of them."""
        return Columns(self.snapshot)

    def answers(
        self, book: RuleBook, on: date, *, lead: bool = False, without: frozenset[str] = frozenset()
    ) -> Answers:
        """Whether each municipality may take part, as far as rules about towns and the deadline say; or lead.

        Facts named in `without` count as not so where they are not known: whoever suggests something to many towns
        does not rest it on a label that few have.

        Shape (municipalities,), in the order of the snapshot: YES, UNKNOWN or NO of `three_valued`.
        """
        role, book = "lead" if lead else "partner", _of_use(book)
        first = Judgement.of(book, Situation(applicant=Body({"role": role}), stage="apply", at=on))
        own = [j for j in first.rows if _about_towns(j, lead)]
        stated = [j for j in first.rows if is_stated(j)]
        told = sorted(_as_told(j) for j in own)
        names = dict.fromkeys(name for j in own for name in _reads(j.rule))
        if stated and of_our_list(stated):
            names["legal_type"] = None
        key = (tuple(told), bool(stated), tuple(names), lead, on, without, _as_asked(book, own))
        if key not in self._kept:
            self._kept[key] = self._judged(book, first.case, own, names, role, on, without)
        joined: Answers = np.minimum(self._kept[key], np.int8(first.deadline))
        return joined

    @cached_property
    def _kept(self) -> dict[Hashable, Answers]:
        return {}

    def _judged(
        self,
        book: RuleBook,
        case: Case,
        own: Sequence[Judged],
        names: Iterable[str],
        role: str,
        on: date,
        without: frozenset[str],
    ) -> Answers:
        """`names` are the facts that the answer hangs on."""
        parts: list[tuple[Codes, list[_Stated]]] = []
        if "nuts3" in names:
            parts.append(self._places([j.rule for j in own if j.rule.kind == "region_area"]))
        else:  # without a rule about countries as well: who is in no Member State is not surely admitted
            parts.append(self._countries(case, own))
        for name in names:
            if name == "population":
                parts.append(_bucketed(*self._sizes, own))
            elif name not in _PLACE:
                codes, values = self.columns.column(name)
                unknown = False if name in without else None
                parts.append((codes, [{name: unknown if value is None else value} for value in values]))
        codes, bodies = _combined(parts, len(self.snapshot.municipalities))
        answers = [_answer(book, Body({"role": role, **_known(stated)}), on) for stated in bodies]
        found: Answers = np.array(answers, dtype=np.int8)[codes]
        return found

    @cached_property
    def _sizes(self) -> tuple[Codes, Floats64]:
        """The code of every municipality, and the inhabitants that the codes stand for, NaN for unknown."""
        codes, values = self.columns.column("population")
        return codes, np.array([np.nan if value is None else float(str(value)) for value in values])

    @cached_property
    def _located(self) -> tuple[Codes, list[_Stated]]:
        return locations(self.columns)

    @cached_property
    def _inside(self) -> dict[Hashable, npt.NDArray[np.int8]]:
        return {}

    def _places(self, rules: Sequence[Rule]) -> tuple[Codes, list[_Stated]]:
        """The places that the areas tell apart: of each country one for each set of answers."""
        codes, places = self._located
        columns = [_codes_of([place["country"] for place in places])]
        for rule in rules:
            key = (rule.values, *sorted(rule.conditions.items()))
            if key not in self._inside:
                self._inside[key] = _answers_of_places(rule, places)
            columns.append(self._inside[key].astype(np.int64))
        _, first, classes = np.unique(np.stack(columns), axis=1, return_index=True, return_inverse=True)
        return classes.ravel().astype(np.int64)[codes], [places[at] for at in first.tolist()]

    def _countries(self, case: Case, own: Sequence[Judged]) -> tuple[Codes, list[_Stated]]:
        """The countries that the rules tell apart: one for each set of answers."""
        codes, countries = self.columns.column("country")
        rules = [j.rule for j in own if "country" in _reads(j.rule)]
        if any({"if", "except", "who"} & set(r.conditions) or r.kind == "lead_type" for r in rules):
            return codes, [{"country": country} for country in countries]
        classes = _codes_of([_answers_of_country(country, rules, case) for country in countries])
        _, first = np.unique(classes, return_index=True)
        return classes[codes], [{"country": countries[at]} for at in first.tolist()]


def locations(columns: Columns) -> tuple[Codes, list[_Stated]]:
    """Where municipalities lie: the code of each, and the country, NUTS region and, without one, region of each code.

    A region by name is asked for only where the NUTS region is not known. Found out once for the columns.
    """
    return columns.once("locations", lambda: _locations(columns))


def _locations(columns: Columns) -> tuple[Codes, list[_Stated]]:
    parts = []
    nuts, of_nuts = columns.column("nuts3")
    known = np.array([value is not None for value in of_nuts])[nuts]
    for name in _PLACE:
        codes, values = columns.column(name)
        if name == "region":
            codes = np.where(known, values.index(None), codes)
        parts.append((codes, [{name: value} for value in values]))
    return _combined(parts, len(columns.snapshot.municipalities))


def inside_area(columns: Columns, rule: Rule) -> Answers:
    """Whether each municipality lies in the area that the rule names, whatever else the rule depends on."""
    codes, places = locations(columns)
    found: Answers = _answers_of_places(rule, places)[codes]
    return found


def _answers_of_places(rule: Rule, places: Sequence[_Stated]) -> npt.NDArray[np.int8]:
    states, length = reach_of(rule)
    answers: dict[Hashable, int] = {}
    found = np.empty(len(places), dtype=np.int8)
    for at, place in enumerate(places):
        key = _told_apart(place, states, length)
        if key not in answers:
            answers[key] = judge_area(rule, Body(_known(place))).answer
        found[at] = answers[key]
    return found


def _told_apart(place: _Stated, states: frozenset[str], length: int) -> Hashable:
    """What an area looks at in a place: where no region of its country is named, that it lies elsewhere."""
    country, nuts = place["country"], place["nuts3"]
    if country is not None and state_of(str(country)) not in states:
        return None
    return country, None if nuts is None else str(nuts)[:length], place["region"]


def _answers_of_country(country: object, rules: Sequence[Rule], case: Case) -> tuple[int, ...]:
    """All that the rules look at in a country."""
    body, on = Body(_known({"country": country})), case.situation.day
    asked = replace(case, situation=replace(case.situation, applicant=body))
    of = [body_in(rule.conditions["of"].split(","), body, on) for rule in rules if names_countries(rule)]
    return (admitted(body, asked), *of, *(judge(rule, asked).answer for rule in rules))


def _known(stated: _Stated) -> _Stated:
    return {name: value for name, value in stated.items() if value is not None}


def _codes_of(values: Sequence[Hashable]) -> Codes:
    """A code for each distinct value, in the order in which they come."""
    codes: dict[Hashable, int] = {}
    return np.array([codes.setdefault(value, len(codes)) for value in values], dtype=np.int64)


def _combined(parts: Sequence[tuple[Codes, Sequence[_Stated]]], size: int) -> tuple[Codes, list[_Stated]]:
    """The combinations that occur: the code of each municipality, and what is stated of each code."""
    joined, stated = np.zeros(size, dtype=np.int64), [_Stated()]
    for codes, values in parts:
        both = joined * len(values) + codes
        # Combinations are few: to mark those that occur is quicker than to sort the municipalities.
        occurs = np.zeros(len(stated) * len(values), dtype=np.bool_)
        occurs[both] = True
        chosen = np.flatnonzero(occurs)
        stated = [{**stated[at // len(values)], **values[at % len(values)]} for at in chosen.tolist()]
        joined = (np.cumsum(occurs) - 1)[both]
    return joined, stated


def _reads(rule: Rule) -> Sequence[str]:
    reads = kind_of(rule.clause, rule.kind).reads
    return () if reads is None else reads(rule)


def _about_towns(j: Judged, lead: bool) -> bool:
    return j.status not in ("wish", "earlier_round") and decides_for_a_town(j.rule, leads=lead)


def _as_told(j: Judged) -> tuple[str, ...]:
    conditions = sorted(f"{key}={value}" for key, value in j.rule.conditions.items())
    return (j.rule.kind, j.rule.operator, *j.rule.values, *conditions, j.status)


def _as_asked(book: RuleBook, own: Sequence[Judged]) -> Hashable:
    """What of the call itself the rules look at: its action and its topic, where one holds for some of them only."""
    if book.call is None or not any({"if", "except"} & set(j.rule.conditions) for j in own):
        return None
    return book.call.id, book.call.action_type


def _bucketed(codes: Codes, sizes: Floats64, own: Sequence[Judged]) -> tuple[Codes, list[_Stated]]:
    """Populations brought together that no rule tells apart: those between two thresholds."""
    limits = sorted({float(j.rule.number) for j in own if j.rule.number is not None})
    # A limit is a bucket of its own, for a rule may ask for at least, or at most, just so many.
    edges = np.array(sorted({edge for limit in limits for edge in (limit, np.nextafter(limit, np.inf))}))
    bucket = np.searchsorted(edges, sizes, side="right") if len(edges) else np.zeros(len(sizes), dtype=np.int64)
    bucket = np.where(np.isnan(sizes), len(edges) + 1, bucket).astype(np.int64)
    stands: list[_Stated] = [{"population": None} for _ in range(len(edges) + 2)]
    filled, first = np.unique(bucket, return_index=True)
    for at, one in zip(filled.tolist(), first.tolist(), strict=True):
        stands[at] = {"population": None if np.isnan(sizes[one]) else float(sizes[one])}
    return bucket[codes], stands


def _of_use(book: RuleBook) -> RuleBook:
    """The rules that the answer for a town alone can rest on."""
    own, inherited = (tuple(r for r in rules if _is_of_use(r)) for rules in (book.own, book.inherited))
    return RuleBook(own=own, inherited=inherited, call=book.call)


def _is_of_use(rule: Rule) -> bool:
    if rule.kind == "deadline":
        return True
    return kind_of(rule.clause, rule.kind).reads is not None and (rule.kind != "other" or rule.concern == "town")


def _answer(book: RuleBook, body: Body, on: date) -> int:
    return Judgement.of(book, Situation(applicant=body, stage="apply", at=on)).town
