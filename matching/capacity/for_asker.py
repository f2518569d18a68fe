"""The calls as they stand to who asks the engine: carried or not, and what is said beside those that are suggested."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.snapshot.frozen import Snapshot
from matching.asker import Asker
from matching.capacity.across import across_the_border
from matching.capacity.border import Borders
from matching.capacity.fit import CARRIED, FIRST, Means, is_large
from matching.capacity.listing import CallsOfSnapshot, Standing
from matching.capacity.might_pay import might_pay
from matching.capacity.partner_states import partner_states
from matching.capacity.recipe import with_capacity
from matching.kinds.calls import CALL, SUBJECT
from matching.kinds.items import text_fits
from matching.kinds.scoring import Recipe, for_question, names_a_need, points
from matching.need.building import asks_to_build
from matching.rules.asking.situation import Body
from matching.rules.asking.stored import body_of, body_of_place
from matching.rules.judging.eligibility import eligibility
from matching.types import CallNotNow, Eligibility, Language, ProgrammeFound, Suggestion
from matching.words.paying import NO_PROJECT, builds

#: So many calls are named that are too late, or not for who asks.
NOT_NOW = 3
#: Where fewer of the calls about a need are first steps, so many are suggested that are bound to no subject.
STEPS, ANYWAY = 2, 3
#: Topics for which money is wanted, and no building.
NEVER_BUILT = frozenset(
    f"topic:{name}"
    for name in (
        *("online-services", "once-only-registers", "e-file-workflow", "digital-identity", "ai-in-administration"),
        *("open-source-sovereignty", "procurement-of-innovation", "open-data", "data-governance-ethics"),
        *("e-participation", "volunteering", "women-and-equality", "town-partnerships", "intermunicipal-cooperation"),
        *("strategy-impact-measurement", "skilled-labour", "field-digital-administration", "cybersecurity"),
    )
)
#: So many large calls are suggested for one question; and only where the cosine of its text with a need in words is at
#: least so high. Chosen by eye on 28 needs: from here on the money is for what they name.
LARGE, LARGE_NEAR = 2, 0.33


class Offered(Protocol):
    """A call as it is told: its group, and what it pays for."""

    @property
    def group(self) -> str | None:
        """Of `matching.capacity.fit.GROUPS`."""
        ...

    @property
    def pays(self) -> tuple[str, ...]:
        """Of `graph.model.PAYS`."""
        ...


@dataclass(frozen=True)
class CallsForAsker:
    """The calls of the snapshot, for one question to the engine."""

    calls: CallsOfSnapshot
    asker: Asker

    @property
    def snapshot(self) -> Snapshot:
        """What the calls are of."""
        return self.calls.weighing.snapshot

    @cached_property
    def town(self) -> Body:
        """Who asks, as a body of a question about rules."""
        if self.asker.index is not None:
            return body_of(self.snapshot, self.asker.index)
        place = self.asker.query.place
        return Body({"country": self.asker.country}) if place is None else body_of_place(place)

    @cached_property
    def to_build(self) -> bool:
        """Whether what is wanted is to be built: for that, money for meetings is no answer."""
        return wants_to_build(self.asker)

    @cached_property
    def _standings(self) -> dict[int, Standing]:
        return {}

    @cached_property
    def _borders(self) -> Borders:
        return Borders(self.calls.programmes, self.town)

    @cached_property
    def _means(self) -> Means:
        return Means.of(self.town, partner_states(self.asker))

    def standing(self, call: int) -> Standing:
        """How the call (its index) stands to who asks."""
        if call not in self._standings:
            query = self.asker.query
            self._standings[call] = Standing.of(
                self.calls, call, self._borders, self._means, query.on, query.language, to_build=self.to_build
            )
        return self._standings[call]

    def rank(self, call: int) -> tuple[int, bool]:
        """The place of the call's group, from first steps on, and whether it comes after the others of it."""
        return self.standing(call).place

    def is_sure_step(self, call: int) -> bool:
        """Whether the call is a first step, whatever it pays for, that hangs on no rare label and is still offered."""
        one = self.standing(call)
        return one.fit.group == FIRST and not one.place[1]

    def is_next_door(self, call: int) -> bool:
        """Whether the call is a first step across the border at which who asks lies."""
        one = self.standing(call)
        return one.next_door > 0 and one.fit.group == FIRST

    def does_something(self, candidates: Ints32) -> npt.NDArray[np.bool_]:
        """Which of the calls bring money or help: what one merely joins or signs is no answer to a need; nor is large
        research unless it is about it by its topics, and by its text, where texts were compared: "ageing well" is a
        wide field, and who looks for carers does not carry a consortium."""
        signing = [self.standing(at).weighed.offer.signing for at in candidates.tolist()]
        large = np.array([self.standing(at).fit.group == "large" for at in candidates.tolist()], dtype=np.bool_)
        about = SUBJECT.by_topics(self.asker, candidates)
        if CALL.label in self.asker.likeness:
            about &= self.asker.likeness[CALL.label][candidates] >= LARGE_NEAR
        return ~(np.array(signing, dtype=np.bool_) | (large & ~about))

    def fitting(self, shown: Collection[str]) -> frozenset[str] | None:
        """Of which of the `shown` calls (ids) the text may be said to fit a need in words; None where there is no such
        need, or no text was compared with it."""
        if not self.asker.query.need or CALL.label not in self.asker.likeness:
            return None
        rows = self.snapshot.tables[CALL.label].ids.indices([*shown]).astype(np.int32)
        return frozenset(id for id, fits in zip(shown, text_fits(self.asker, CALL.label, rows), strict=True) if fits)

    def of_interest(self, candidates: Ints32) -> npt.NDArray[np.bool_]:
        """Which of the calls are told to who names no need: the funds for small projects across its own border, and
        what it or towns like it work on; large research only to who was in a network before."""
        towns_like_it = SUBJECT.of_interest(self.asker, candidates)
        if not len(self.asker.networks):
            small = [self.standing(at).fit.group != "large" for at in candidates.tolist()]
            towns_like_it = towns_like_it & np.array(small, dtype=np.bool_)
        return towns_like_it | np.array([self.is_next_door(at) for at in candidates.tolist()], dtype=np.bool_)

    def lined(self, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """The suggestions of calls with their group, their line and whether who asks may take part."""
        ids, found = self.snapshot.tables[CALL.label].ids, []
        for suggestion in suggestions:
            call = ids.index(suggestion.id)
            one = self.standing(call)
            lined = replace(suggestion, group=one.group, line=one.line(self.calls), pays=one.weighed.offer.pays)
            found.append(replace(lined, eligibility=self.eligibility(call)))
        return tuple(found)

    def eligibility(self, call: int) -> Eligibility:
        """May who asks take part under the call (its index), without partners?"""
        query, book = self.asker.query, self.calls.weighing.books.of_call(call)
        weighed = self.standing(call).weighed
        lead = is_large(weighed.offer)
        found = eligibility(
            book, self.town, name=self.asker.name, on=query.on, language=query.language, beside_a_lead=lead
        )
        return self.calls.beside_the_rules(found, call, weighed, query.language)

    def carried(self, recipe: Recipe, candidates: Ints32) -> tuple[Recipe, Ints32]:
        """The recipe with what the town can carry as half of it, and those of the candidates that are for the town."""
        standings = {at: self.standing(at) for at in candidates.tolist()}
        for_town = [at for at, one in standings.items() if one.fit.group != "not now"]
        return with_capacity(recipe, self.calls, standings), np.array(for_town, dtype=np.int32)

    def not_now(self) -> tuple[CallNotNow, ...]:
        """The calls about what is wanted that are too late, or not for the town, the nearest to it first."""
        asker, query, table = self.asker, self.asker.query, self.snapshot.tables[CALL.label]
        if not names_a_need(asker):
            return ()
        every = np.arange(len(table), dtype=np.int32)
        if query.exclude:
            every = every[~np.isin(every, table.ids.indices(query.exclude))]
        about = every[SUBJECT.about(asker, every)].tolist()
        missed = [at for at in about if self._is_missed(self.standing(at))]
        late = np.array(missed, dtype=np.int32)
        scores = points(for_question(CALL.recipe(asker), asker), asker, late).sum(axis=0)
        return tuple(self._told(at) for at in late[np.lexsort((late, -scores))][:NOT_NOW].tolist())

    @staticmethod
    def _is_missed(one: Standing) -> bool:
        """Whether it is too late for it, or a rule that has nothing to do with places speaks against the town."""
        return one.fit.group == "not now" and not one.is_elsewhere and not one.is_long_over

    def _told(self, call: int) -> CallNotNow:
        record = self.calls.weighing.record(call)
        return CallNotNow(
            id=record.id,
            name=self.snapshot.tables[CALL.label].name(call, self.asker.query.language),
            why=self.standing(call).why_not(self.calls) or "",
            source=record.source,
            as_of=record.as_of,
            url=record.url,
        )

    def across(self, shown: Sequence[Suggestion], programmes: Sequence[ProgrammeFound]) -> tuple[ProgrammeFound, ...]:
        """Programmes across the border of who asks, of which none of the calls that are shown is, nor any of these."""
        told, language = [call.id for call in shown], self.asker.query.language
        return beside_the_calls(self.calls, self.town, told, programmes, language)

    def programmes(self, shown: Collection[str]) -> tuple[ProgrammeFound, ...]:
        """Programmes that might pay for what is wanted, beside those of the `shown` calls (ids)."""
        query = self.asker.query
        if not names_a_need(self.asker):
            return ()
        pays, ids = self.calls.weighing.pays, self.snapshot.tables[CALL.label].ids
        paying = [call for call in shown if not self.to_build or builds(pays[ids.index(call)])]
        but = programmes_of(self.snapshot, paying) | self._elsewhere()
        return might_pay(
            self.snapshot,
            self.asker.wanted,
            self.town,
            leading=self.asker.leading.tolist(),
            but=but,
            to_build=self.to_build,
            on=query.on,
            language=query.language,
            near=self.asker.likeness.get("Network") if query.need else None,
        )

    def _elsewhere(self) -> set[str]:
        """The programmes whose calls, as far as they are known, are all for other places than that of who asks."""
        named, calls, programmes = self.snapshot.tables["Programme"].ids, *self.snapshot.links("UNDER", "Call").pairs
        here = {
            int(at)
            for call, at in zip(calls.tolist(), programmes.tolist(), strict=True)
            if not self.standing(call).is_elsewhere
        }
        return {named[at] for at in set(programmes.tolist()) - here}


def wants_to_build(asker: Asker) -> bool:
    """Whether the need asks for something to be built, and is not one of those that nothing is built for."""
    query = asker.query
    if not query.need or not asks_to_build(query.need):
        return False
    ids, leading = asker.ties.snapshot.tables["Topic"].ids, asker.leading.tolist()
    return not leading or not all(ids[at] in NEVER_BUILT for at in leading)


def is_paid(one: Offered, *, to_build: bool) -> bool:
    """Whether a call that a small town can carry pays for what is wanted, as far as is known: a prize, advice and
    meetings alone do not, and for who wants to build only what pays for that."""
    pays = bool(set(one.pays) - NO_PROJECT) or not one.pays
    return one.group in CARRIED and pays and (not to_build or builds(one.pays) is not False)


def pay_no_building(shown: Iterable[Offered], *, to_build: bool) -> bool:
    """Whether what is wanted is to be built, and none of the calls is known to pay for that."""
    return to_build and not any(builds(one.pays) for one in shown)


def hardly_a_step(groups: Iterable[str | None]) -> bool:
    """Whether so few of the calls about a need, of these groups, are first steps that others are told beside them."""
    return sum(group == FIRST for group in groups) < STEPS


def beside_the_calls(
    calls: CallsOfSnapshot, town: Body, shown: Collection[str], programmes: Sequence[ProgrammeFound], language: Language
) -> tuple[ProgrammeFound, ...]:
    """Programmes across the town's border of which none of the `shown` calls (ids) is, and which are not told yet."""
    but = programmes_of(calls.weighing.snapshot, shown) | {one.id for one in programmes}
    return across_the_border(calls.weighing.books, calls.programmes, town, but=but, language=language)


def programmes_of(snapshot: Snapshot, calls: Collection[str]) -> set[str]:
    """The programmes of the calls, all by id."""
    named, of_calls = snapshot.tables["Programme"].ids, snapshot.tables[CALL.label].ids
    under = zip(*(side.tolist() for side in snapshot.links("UNDER", "Call").pairs), strict=True)
    return {named[at] for call, at in under if of_calls[call] in calls}


def by_group(found: CallsForAsker, calls: Mapping[int, int]) -> list[int]:
    """The keys, ordered by the groups of the calls (indices) that they stand for, else as they come; of large ones no
    more than LARGE, for who is not alone at home there can do nothing with a list of them."""
    order = sorted(calls, key=lambda at: found.rank(calls[at]))
    large = [at for at in order if found.standing(calls[at]).fit.group == "large"]
    return [at for at in order if at not in large[LARGE:]]
