"""All calls for one town, grouped by what it can carry, the best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph import dates
from graph.said import Said, said, said_many
from graph.snapshot.frozen import UNIT, Snapshot
from matching.capacity.border import Borders, Programmes
from matching.capacity.deciding import where_not_named, with_deciding
from matching.capacity.fit import BESIDE, CARRIED, GROUPS, WEIGHTS, Fit, Group, Means, Name, fit_of, is_large
from matching.capacity.line import in_one_line, whether_still_offered
from matching.capacity.reasons import evidence_of, reason_of, told_reason
from matching.capacity.weighing import Weighed, Weighing
from matching.kinds.calls import NOT_NAMED
from matching.rules.asking.fields import RARE, label
from matching.rules.asking.situation import Body
from matching.rules.country_sets import state_of
from matching.rules.judging.all import kind_of
from matching.rules.judging.outcome import Answer, Judged
from matching.rules.judging.rules_of import RuleBooks
from matching.rules.rule import PROGRAMME
from matching.rules.three_valued import NO, UNKNOWN, YES
from matching.types import Contribution, Eligibility, Language
from matching.words.paying import builds
from matching.words.told import told
from matching.words.written import country_name

#: Topics of calls that pay for people and towns to meet; on what, the towns say.
MEETING = ("topic:intermunicipal-cooperation", "topic:town-partnerships", "topic:volunteering")
#: Topics that say how one works, and bind help to no subject.
WAYS = (*MEETING, "topic:strategy-impact-measurement")
#: From this weight on a call is mainly for a topic.
MAINLY = 0.75
#: A call that closed more days ago than this teaches nothing to who looks for money today.
LONG_OVER = 365
#: A call counts for half by how it fits what is wanted, and for half by what the town can carry.
CAPACITY_SHARE = 0.5
_ANSWERS: Mapping[int, Answer] = {YES: "yes", NO: "no", UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One call for the town.

    `line` says in one line what it asks and gives; `town` whether the town may take part, `why_not` what speaks against
    it now; `missing` are the facts that would settle it, by the names of `rules.asking.fields`. `score` (0–1) is half
    the fit to the need (or to towns), half the `capacity` (0–1), the weighted sum of the `features`; `reasons` tell
    these in words with their evidence, where they are asked for (points are out of 100, as in suggestions).

    With `unconfirmed` nobody tells whether it is still offered, and the source is old: it comes after the others.
    A call that is only `expected` (a month, as in 2027-09) has no `deadline`; `rounds` are the last known days, and
    `expected_source` where they are told.
    """

    id: str
    name: str
    programme: str | None
    group: Group
    line: str
    town: Answer
    why_not: str | None
    missing: tuple[str, ...]
    score: float
    capacity: float
    features: Mapping[Name, float]
    deadline: str | None
    expected: str | None
    rounds: tuple[str, ...]
    expected_source: str | None
    opening: str | None
    url: str | None
    source: str
    as_of: str | None
    unconfirmed: bool = False
    pays: tuple[str, ...] = ()
    reasons: tuple[Contribution, ...] = ()


@dataclass(frozen=True)
class CallsOfSnapshot:
    """The calls of a snapshot, to be listed for many towns; what is found out about them is kept."""

    weighing: Weighing
    programmes: Programmes

    @classmethod
    def of(cls, snapshot: Snapshot, books: RuleBooks | None = None) -> CallsOfSnapshot:
        """Of a snapshot, with the rules that are read already, if they are."""
        return cls(Weighing(snapshot, books or RuleBooks(snapshot)), Programmes(snapshot))

    def beside_the_rules(self, found: Eligibility, call: int, weighed: Weighed, language: Language) -> Eligibility:
        """What the rules answered of the call (its index), `weighed` for the same town and day, with the conditions
        that none is judged by: the best of them is no yes where only others can ask, or where towns are not named and
        no strong lead takes them along."""
        found = with_deciding(found, weighed.deciding, weighed.offer.yearly, language)
        named = self.weighing.record(call).local_authorities != NOT_NAMED
        return found if named or is_large(weighed.offer) else where_not_named(found, language)

    def for_town(
        self,
        town: Body,
        *,
        on: date,
        wanted: Mapping[str, float] | None = None,
        partner_states: frozenset[str] = frozenset(),
        language: Language = "en",
        why: bool = False,
        to_build: bool = False,
    ) -> tuple[Listed, ...]:
        """The calls for a town, in the order of the groups, the best of each first.

        `wanted` are the calls that fit a need, by id, with how well (0–1); others are left out. Without a need a call
        fits as much as it is one for municipalities. `partner_states` are those where the town has partners. With `why`
        the reasons are told as well; who wants `to_build` gets those that pay no building after those that do.
        """
        table = self.weighing.snapshot.tables["Call"]
        means, borders = Means.of(town, partner_states), Borders(self.programmes, town)
        found = []
        for at in range(len(table)):
            if wanted is None or table.ids[at] in wanted:
                of_need = (self.weighing.record(at).relevance or 3) / 5 if wanted is None else wanted[table.ids[at]]
                standing = Standing.of(self, at, borders, means, on, language, to_build=to_build)
                found.append((standing, self._listed(at, standing, of_need, why)))
        found.sort(key=lambda pair: (*pair[0].place, -pair[1].score, pair[1].id))
        return tuple(listed for _, listed in found)

    def _listed(self, at: int, one: Standing, of_need: float, why: bool) -> Listed:
        weighing, call, fit, offer = self.weighing, self.weighing.record(at), one.fit, one.weighed.offer
        table, language = weighing.snapshot.tables["Call"], one.language
        programme = weighing.programme(at)
        names = weighing.once(
            ("names", at, language),
            lambda: (
                table.name(at, language),
                None if programme is None else weighing.snapshot.tables["Programme"].name(programme, language),
            ),
        )
        past = (offer.source_of_dates or "").split(",")
        return Listed(
            id=call.id,
            name=names[0],
            programme=names[1],
            group=one.group,
            line=one.line(self),
            town=_ANSWERS[one.weighed.town],
            why_not=one.why_not(self),
            missing=one.weighed.to_settle,
            score=round((1 - CAPACITY_SHARE) * of_need + CAPACITY_SHARE * fit.capacity, 4),
            capacity=fit.capacity,
            features=fit.features,
            deadline=offer.deadline if offer.days is not None and offer.days >= 0 else None,
            expected=offer.expected,
            rounds=tuple(day for day in past if day) if offer.expected else (),
            expected_source=offer.expected_source,
            opening=call.opening,
            url=call.url,
            source=call.source,
            as_of=call.as_of,
            unconfirmed=offer.unconfirmed,
            pays=offer.pays,
            reasons=one.reasons(self) if why else (),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How one call (its index) stands to a town: what was weighed, the fit, and why it is not for the town by where it
    lies. `key` stands for all that `weighed` depends on. The town wants `to_build` something."""

    call: int
    weighed: Weighed
    key: object
    border: Said | None
    fit: Fit
    means: Means
    town: Body
    language: Language
    to_build: bool = False
    #: Whether it is of a programme across a border in whose area the town lies, as `Borders.lies_in` tells it.
    next_door: int = 0

    @classmethod
    def of(
        cls,
        calls: CallsOfSnapshot,
        at: int,
        borders: Borders,
        means: Means,
        on: date,
        language: Language,
        *,
        to_build: bool = False,
    ) -> Standing:
        """The call for the town that the borders are told of."""
        weighing = calls.weighing
        weighed, key = weighing.of(at, borders.town, on, borders.looks)
        border = borders.against(weighing.books.of_call(at), at, language)
        fit = fit_of(
            weighed.offer,
            town=NO if border is not None or weighed.doubtful is not None else weighed.town,
            deadline=weighed.deadline,
            means=means,
            leads=weighed.leads,
            took_part=weighing.took_part(at),
        )
        return cls(at, weighed, key, border, fit, means, borders.town, language, to_build, borders.lies_in(at))

    @property
    def place(self) -> tuple[int, bool]:
        """Where it stands among calls, before any score: by its group, and in it after the others where it hangs on a
        label that few towns have, on a plan, on who else asks, on whether the country is admitted or on one where the
        town has no partner, whether its part of a region is covered, where nobody tells whether it is still offered,
        where it is for other places, where it is a prize, or where it may pay no building, for who wants that.
        """
        rare = self.weighed.town == UNKNOWN and not RARE.isdisjoint(self.weighed.to_settle)
        rare = rare or self.weighed.unsettled is not None or self.weighed.deciding.others is not None
        rare = rare or self._has_nobody_there or self.next_door == 1
        offer = self.weighed.offer
        untold = offer.unconfirmed or (offer.status == "unknown" and offer.last_round is not None)
        untold = untold or offer.pays == ("prize",) or (self.to_build and not offer.pays)
        return list(GROUPS).index(self.group), rare or untold or self.is_elsewhere

    @property
    def _has_nobody_there(self) -> bool:
        """Whether it is for partners of few countries by name, and the town is known to have one in none of them, nor
        lies at that border."""
        others = self.weighed.bound_to - {state_of(self.town.country or "")}
        return bool(others) and not others & self.means.partner_states and self.next_door < 2

    @property
    def group(self) -> Group:
        """The group that it is told in: of who wants to build, what pays none is beside that."""
        beside = self.to_build and builds(self.weighed.offer.pays) is False and self.fit.group in CARRIED
        return BESIDE if beside else self.fit.group

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is for other places than the town's: nothing that it could do would change that."""
        kinds = {j.rule.kind for j in self.weighed.against}
        return self.border is not None or bool(kinds & {"country_set", "region_area"})

    @property
    def is_long_over(self) -> bool:
        """Whether it closed more than a year ago and no other round is told."""
        offer = self.weighed.offer
        return offer.status == "closed" and (offer.days is None or offer.days < -LONG_OVER)

    def line(self, calls: CallsOfSnapshot) -> str:
        """What one has to know, in one line."""
        return calls.weighing.once(("line", self.key, self.language, self.to_build), self._line)

    def _line(self) -> str:
        weighed, language = self.weighed, self.language
        parts = [told(part, language) for part in in_one_line(weighed.offer, language, to_build=self.to_build)]
        parts += [told(condition, language) for condition in weighed.deciding.told]
        if weighed.to_settle and weighed.town == UNKNOWN:
            facts = tuple(label(fact) for fact in weighed.to_settle)
            parts.append(told(said("to settle: {facts}", facts=facts), language))
        if weighed.unsettled is not None:
            country = country_name(weighed.unsettled, language)
            parts.append(told(said("to settle: whether {country} is admitted", country=country), language))
        return " · ".join(parts)

    def why_not(self, calls: CallsOfSnapshot) -> str | None:
        """What speaks against it: the rules that are not met, where the town lies, or the time."""
        weighed, language = self.weighed, self.language
        by_text = [j for j in weighed.against if j.rule.conditions.get("basis") != PROGRAMME]
        if weighed.town == NO and weighed.against and (by_text or self.border is None):
            return calls.weighing.once(("against", self.key, language), self._against)
        if self.border is not None:
            return told(self.border, language)
        if weighed.doubtful is not None:
            return told(said("Probably not for you: {rule}.", rule=_asked(weighed.doubtful, language)), language)
        if weighed.deadline == NO or weighed.offer.status == "closed":
            return told(said("The call is closed."), language)
        if self.fit.group != "not now":
            return None
        if weighed.offer.too_late:
            late = said_many(
                "It closes in {count} day; an application takes an estimated {weeks} weeks.",
                "It closes in {count} days; an application takes an estimated {weeks} weeks.",
            )
            return told(late.fill(count=weighed.offer.days, weeks=weighed.offer.weeks), language)
        return told(whether_still_offered(weighed.offer, language), language)

    def _against(self) -> str:
        language = self.language
        reasons = (f"{_asked(j, language)}: {told(j.finding.reason, language)}" for j in self.weighed.against)
        return " ".join(dict.fromkeys(reasons))

    def reasons(self, calls: CallsOfSnapshot) -> tuple[Contribution, ...]:
        """The features in words, the weightiest first; those of which nothing is known are left out."""
        found = [reason for name in WEIGHTS if (reason := self.reason(calls, name)) is not None]
        return tuple(sorted(found, key=lambda reason: -reason.points))

    def reason(self, calls: CallsOfSnapshot, name: str) -> Contribution | None:
        """One feature in words, None where nothing is known of it."""
        weighing, feature = calls.weighing, next(one for one in WEIGHTS if one == name)
        took_part, record = weighing.took_part(self.call), weighing.record(self.call)
        text = told_reason(
            reason_of(feature, self.weighed.offer, self.means, took_part, self.weighed.leads, self.language),
            self.language,
        )
        if text is None:
            return None
        value, weight = self.fit.features[feature], 100 * CAPACITY_SHARE * WEIGHTS[feature]
        book, source = weighing.books.of_call(self.call), (record.source, record.as_of)
        return Contribution(
            feature=feature,
            value=value,
            weight=weight,
            points=value * weight,
            reason=text,
            evidence=evidence_of(feature, record.id, book, took_part, source, text),
            about="facts",
        )


def new_since(found: Sequence[Listed], since: date, on: date) -> tuple[Listed, ...]:
    """Those of the calls that one who looked last on the day `since` has not seen: opened after it, or known only from
    a source that is newer. A source whose day is known by its month alone counts as new up to the end of the month."""
    return tuple(one for one in found if _is_new(one, since, on))


def _is_new(one: Listed, since: date, on: date) -> bool:
    opened = None if one.opening is None else dates.last_day(one.opening)
    told_on = None if one.as_of is None else dates.last_day(one.as_of)
    return (opened is not None and since < opened <= on) or (told_on is not None and told_on > since)


def open_to_any_subject(snapshot: Snapshot) -> frozenset[str]:
    """The calls, by id, that pay for meeting and working together whatever it is about: what they are mainly for is
    among MEETING; and exchange and advice that is mainly on ways of working, and addresses one of MEETING."""
    topics = snapshot.tables["Topic"].ids
    table, links = snapshot.tables["Call"], snapshot.links("ADDRESSES", "Call")
    mainly = np.nan_to_num(links.weight, nan=1.0) >= MAINLY
    meeting, ways = (
        np.isin(links.end, [at for topic in named if (at := topics.find(topic)) is not None])
        for named in (MEETING, WAYS)
    )
    pays = table.text("pays")
    calls = set(links.start[mainly & meeting].tolist()) - set(links.start[mainly & ~meeting].tolist())
    advice = set(links.start[meeting].tolist()) - set(links.start[mainly & ~ways].tolist())
    calls |= {at for at in advice if set((pays[at] or "").split(UNIT)) <= {"meetings", "help"}}
    return frozenset(table.ids[at] for at in calls)


def _asked(j: Judged, language: Language) -> str:
    return told(kind_of(j.rule.clause, j.rule.kind).asks(j.rule, language), language)
