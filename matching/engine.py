"""The engine: from a query to ranked, explained suggestions over one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph import dates
from graph.arrays import Floats32, Floats64, Ints32
from graph.errors import InvalidRecord, UnknownId
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching import advice
from matching.asker import Asker, understand
from matching.best import Points, best
from matching.capacity.fit import CARRIED
from matching.capacity.for_asker import ANYWAY, CallsForAsker, by_group, hardly_a_step, is_paid, pay_no_building
from matching.capacity.listing import CallsOfSnapshot, open_to_any_subject
from matching.kinds.all import kind_names, kind_of
from matching.kinds.calls import CALL
from matching.kinds.explanation import contributions
from matching.kinds.items import on_the_subject
from matching.kinds.kind import Kind
from matching.kinds.partner_kind import PARTNER
from matching.kinds.scoring import Recipe, for_question, names_a_need, of_need, points
from matching.kinds.solutions import SOLUTION, TONGUES, over_topics
from matching.kinds.to_ask import others_of_the_scheme
from matching.letters.draft import letter
from matching.letters.step import next_step, what_pays
from matching.letters.ways import Ways
from matching.need.countries_named import partners_sought_in
from matching.need.parts import parts_of
from matching.need.reading import NeedReader, Reading, asked_in
from matching.proofs.nearness import ProofTexts
from matching.purposes.areas import Areas
from matching.purposes.in_turn import in_turn, seats_of_parts
from matching.purposes.neighbours import across_from
from matching.purposes.portfolio import Chosen, portfolio, purposes_of, serving
from matching.purposes.purpose import Searched
from matching.purposes.taken_along import TakenAlong
from matching.ranking.joining import Ranking
from matching.ranking.lesson import Models
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.rules.asking.situation import Body
from matching.rules.asking.stored import body_of, body_of_place
from matching.rules.judging.eligibility import with_partner
from matching.rules.judging.rules_of import RuleBooks
from matching.strategies import strategies
from matching.ties import Ties
from matching.twins import twin_notes, twin_towns
from matching.types import (
    Answer,
    Contribution,
    Eligibility,
    Language,
    Letter,
    NextDoor,
    Place,
    ProgrammeFound,
    Query,
    Suggestion,
)

#: The version of the recipes below; an answer names it, so that it can be reproduced.
RECIPE = "by-hand-6"
#: So many times as many are looked at as are shown, so that those of one name leave room for others.
NAMESAKES = 5
#: How many come nearest in subject, where none is about the need.
NEAREST = 2
#: Nearer in subject than this it has to come, by its text and what it addresses. A topic beside the wanted one is not
#: near.
NEAR_ENOUGH = 0.3

#: Cosines of a need's text with the texts of all networks, solutions and calls, by label; see `matching.need.likeness`.
Likeness = Callable[[str], Mapping[str, Floats32]]


class _Choice(NamedTuple):
    """What is chosen of a kind: positions in `candidates`, the best first, or else those that come nearest, and what
    each feature of the recipe earned each candidate, shape (features, candidates)."""

    recipe: Recipe
    candidates: Ints32
    earned: Points
    best: tuple[int, ...]
    near: tuple[int, ...]


class CallsByPoints(NamedTuple):
    """The calls about what is wanted, by id, with their points (0–100); where there are none, those that come nearest;
    first steps that are bound to no subject; those about it that are too late, or not for who asks; whether it is known
    at all what is wanted, and whether that is `to_build`; and of which the text may be said to fit a need in words
    (`fitting`, by id), None where texts were not compared."""

    about: Mapping[str, float]
    near: Mapping[str, float]
    anyway: Mapping[str, float]
    missed: tuple[str, ...]
    understood: bool
    to_build: bool = False
    fitting: frozenset[str] | None = None


@dataclass(frozen=True)
class Engine:
    """Answers questions over one snapshot; holds no state but derived arrays, so threads can share it.

    `reader` understands free text as topics; `likeness` compares it with the texts of the items; `models` rank
    partners, and have their say about networks to come; `listed` are the calls where somebody has them already. All are
    optional: without models what is made by hand serves.
    """

    snapshot: Snapshot
    reader: NeedReader | None = None
    likeness: Likeness | None = None
    models: Models | None = None
    listed: CallsOfSnapshot | None = None

    @cached_property
    def ranking(self) -> Ranking | None:
        """The learned models over the snapshot; None where the recipe made by hand serves."""
        return None if self.models is None else Ranking(self.models, Record.whole(Past(self.ties)))

    @property
    def recipe(self) -> str:
        """Which recipe, or which models, the partners are ranked by."""
        return RECIPE if self.models is None else self.models.version

    @cached_property
    def ties(self) -> Ties:
        """The derived arrays of the snapshot."""
        return Ties(self.snapshot)

    @cached_property
    def areas(self) -> Areas:
        """The areas in which programmes join neighbours."""
        return Areas(self.snapshot)

    @cached_property
    def ways(self) -> Ways:
        """What could pay for what two towns do together."""
        return Ways(self.snapshot, self.areas, self.books)

    @cached_property
    def books(self) -> RuleBooks:
        """The rules of all calls and programmes, read when they are first needed."""
        return self.calls.weighing.books

    @cached_property
    def calls(self) -> CallsOfSnapshot:
        """The calls, and what is found out about them."""
        return self.listed or CallsOfSnapshot.of(self.snapshot)

    @cached_property
    def along(self) -> TakenAlong:
        """Who took small towns along."""
        return TakenAlong(self.ties)

    @cached_property
    def proofs(self) -> ProofTexts:
        """The texts of what towns did, to be compared with needs."""
        return ProofTexts(self.ties)

    def prepare(self, on: date) -> None:
        """Compute now what questions of that day share and else compute when they first need it.

        For 100,000 towns 2 s, and where networks are to come 2 s more and up to a tenth of a second for each; for the
        calls of the bundle, of which each country asks alike, 2 s.
        """
        self.ways.prepare(on)
        _ = self.areas.all, self.along.strength
        if self.ranking is not None:
            self.ranking.record.past.larger_around(np.flatnonzero(self.snapshot.partners))
            to_come = self.ranking.to_come(dates.to_code(on.isoformat()))
            for network in to_come.networks.tolist():
                to_come.chances(network)
        self.calls.weighing.prepare(on)

    def suggest(self, query: Query) -> Answer:
        """The best suggestions of each kind asked for, with reasons.

        Raises UnknownId for a town, topic, call or excluded id that the graph does not have, and InvalidRecord for a
        question that cannot be one, or of an unknown kind.
        """
        if query.top < 1:
            raise InvalidRecord(said("ask for at least one suggestion"))
        query = replace(query, kinds=query.kinds or kind_names())
        kinds = [kind_of(name) for name in query.kinds]
        asker = self._asker(query)
        parts = self._parts(asker) if {PARTNER, SOLUTION} & set(kinds) else ()
        calls = CallsForAsker(self.calls, asker)
        suggestions, nearest = {}, {}
        next_door: tuple[NextDoor, ...] = ()
        twins = twin_towns(asker)
        unanswered = set(range(len(parts)))
        for kind in kinds:
            if kind is PARTNER:
                suggestions[kind.name], next_door, answered = self._portfolio(parts or (asker,))
                unanswered -= answered
                continue
            if kind is SOLUTION and parts:
                of_each = [self._ranked(kind, part, calls)[0] for part in parts]
                unanswered -= {at for at, of_part in enumerate(of_each) if of_part}
                suggestions[kind.name] = in_turn(of_each, query.top)
                if suggestions[kind.name]:
                    continue
            suggestions[kind.name], near = self._ranked(kind, asker, calls)
            if near:
                nearest[kind.name] = near
        about = [call.id for call in suggestions.get(CALL.name, ())]
        shown = (*suggestions.get(CALL.name, ()), *nearest.get(CALL.name, ()))
        paid = any(is_paid(call, to_build=calls.to_build) for call in shown)
        programmes = calls.programmes([call.id for call in shown]) if CALL in kinds and not paid else ()
        return Answer(
            query=query,
            digest=self.snapshot.digest,
            recipe=self.recipe,
            suggestions=suggestions,
            nearest=nearest,
            on_subject=names_a_need(asker),
            eligibility=None if query.call is None else calls.eligibility(self._row_of(query.call)),
            understood=asker.understood,
            nearest_topics=asker.nearest,
            confidence=None if asker.confidence is None else round(asker.confidence, 3),
            advice=advice.advice(asker),
            strategies=strategies(asker),
            twins=twins,
            not_now=calls.not_now() if CALL in kinds else (),
            anyway=self._anyway(asker, calls, suggestions[CALL.name]) if CALL in kinds else (),
            next_door=next_door,
            pays_no_building=pay_no_building(shown, to_build=calls.to_build),
            none_just_for_this=bool(about) and calls.fitting(about) == frozenset(),
            programmes=programmes,
            across=calls.across(shown, programmes) if CALL in kinds else (),
            notes=(
                *advice.notes(asker),
                *(advice.of_an_unanswered_part(parts[at].query) for at in sorted(unanswered)),
                *twin_notes(asker, twins, self.books),
            ),
        )

    def _ranked(
        self, kind: Kind, asker: Asker, calls: CallsForAsker
    ) -> tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]:
        """The best of the kind; where a need is named and none is about it, none and what comes nearest instead."""
        choice = self._choice(kind, asker, calls if kind is CALL else None)
        if kind is CALL:
            order = by_group(calls, {at: int(choice.candidates[at]) for at in choice.best})
            choice = choice._replace(best=tuple(order)[: asker.query.top])
        best, near = (tuple(self._told(kind, asker, choice, chosen)) for chosen in (choice.best, choice.near))
        return (calls.lined(best), calls.lined(near)) if kind is CALL else (best, near)

    def _anyway(self, asker: Asker, calls: CallsForAsker, chosen: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
        """First steps that are bound to no subject, where a need is named and hardly one of the chosen is any."""
        if not names_a_need(asker) or not hardly_a_step(call.group for call in chosen):
            return ()
        recipe, candidates = calls.carried(for_question(CALL.recipe(asker), asker), self._candidates(CALL, asker))
        ids = self.snapshot.tables[CALL.label].ids
        free = open_to_any_subject(self.snapshot) - {call.id for call in chosen}
        first = np.array(
            [at for at in candidates.tolist() if ids[at] in free and calls.is_sure_step(at)], dtype=np.int32
        )
        earned = points(recipe, asker, first)
        # The funds of the own border come first, and to meet a town that did it before help to find one.
        pays = self.calls.weighing.pays
        meets = np.array(["meetings" in pays[c] for c in first.tolist()], dtype=np.float64)
        near = np.array([calls.is_next_door(c) for c in first.tolist()], dtype=np.float64)
        order = best(earned.sum(axis=0) + 100 * meets + 200 * near, first, ANYWAY)
        return calls.lined(tuple(self._told(CALL, asker, _Choice(recipe, first, earned, (), ()), order.tolist())))

    def _candidates(self, kind: Kind, asker: Asker) -> Ints32:
        table = self.snapshot.tables[kind.label]
        wanted = np.arange(len(table), dtype=np.int32)
        if asker.query.exclude:
            wanted = wanted[~np.isin(wanted, table.ids.indices(asker.query.exclude))]
        return kind.candidates(asker, wanted)

    def _choice(
        self, kind: Kind, asker: Asker, calls: CallsForAsker | None = None, *, not_now: bool = False
    ) -> _Choice:
        """The best of the kind; of calls, those that the town can carry first, and with `not_now` also those that are
        not for it."""
        table, candidates, top = self.snapshot.tables[kind.label], self._candidates(kind, asker), asker.query.top
        recipe = for_question(kind.recipe(asker), asker)
        if calls is not None and not not_now:
            recipe, candidates = calls.carried(recipe, candidates)
        earned = points(recipe, asker, candidates)
        scores, chosen = earned.sum(axis=0), np.arange(len(candidates))
        if kind.subject is not None and names_a_need(asker):
            about = kind.subject.about(asker, candidates)
            if calls is not None:
                about &= calls.does_something(candidates)
            chosen = np.flatnonzero(about)
            if not len(chosen):
                near = kind.subject.nearness(asker, candidates)
                if calls is not None:
                    # Months of work with partners abroad are no help where the money is for something else.
                    # Nor are a prize and meetings, where something is to be built.
                    near[[calls.standing(call).group not in CARRIED for call in candidates.tolist()]] = 0
                order = np.lexsort((candidates, -scores, -near))[: min(NEAREST, top)]
                return _Choice(
                    recipe, candidates, earned, (), tuple(a for a in order.tolist() if near[a] >= NEAR_ENOUGH)
                )
        elif kind.subject is not None and kind.of_interest_only and not of_need(asker):
            # Who named a need that nobody understood did not ask for what others seek.
            interest = kind.subject.of_interest(asker, candidates) if calls is None else calls.of_interest(candidates)
            chosen = np.flatnonzero(interest & (not asker.query.need))
        # What several towns did under one name (a prize, a label) is shown once.
        if calls is None or not_now:
            first = chosen[best(scores[chosen], candidates[chosen], top * NAMESAKES)]
        else:
            ranks = np.array([calls.rank(call) for call in candidates[chosen].tolist()], dtype=np.int64).reshape(-1, 2)
            first = chosen[np.lexsort((candidates[chosen], -scores[chosen], ranks[:, 1], ranks[:, 0]))]
            top = len(first)  # of large ones some are left out yet
        by_name: dict[str, int] = {}
        for at in first.tolist():
            by_name.setdefault(table.name(int(candidates[at])), at)
        shown = tuple(by_name.values())
        if kind is SOLUTION:
            shown = tuple(shown[at] for at in over_topics(asker, candidates[list(shown)].tolist()))
        return _Choice(recipe, candidates, earned, shown[:top], ())

    def _told(self, kind: Kind, asker: Asker, choice: _Choice, positions: Sequence[int]) -> Iterator[Suggestion]:
        scores = choice.earned.sum(axis=0)
        for at in positions:
            index = int(choice.candidates[at])
            reasons = contributions(choice.recipe, asker, choice.earned, at, index)
            yield self._suggestion(kind, asker, index, float(scores[at]), reasons)

    def points_of_calls(self, query: Query) -> CallsByPoints:
        """The calls that an answer has, by id, and the points of each for what is wanted alone, without reasons.

        Raises what `suggest` raises.
        """
        asker = self._asker(replace(query, kinds=(CALL.name,)))
        calls = CallsForAsker(self.calls, asker)
        choice = self._choice(CALL, asker, calls, not_now=True)
        ids, scores = self.snapshot.tables[CALL.label].ids, choice.earned.sum(axis=0)
        free = open_to_any_subject(self.snapshot) - {ids[int(choice.candidates[at])] for at in choice.best}
        free_ones = [
            at for at, call in enumerate(choice.candidates.tolist()) if ids[call] in free and calls.is_sure_step(call)
        ]
        about, near, anyway = (
            {ids[int(choice.candidates[at])]: float(scores[at]) for at in found}
            for found in (choice.best, choice.near, free_ones)
        )
        missed = tuple(call.id for call in calls.not_now())
        return CallsByPoints(
            about,
            near,
            anyway,
            missed,
            understood=bool(asker.wanted.any()),
            to_build=calls.to_build,
            fitting=calls.fitting(about),
        )

    def might_pay(self, query: Query, shown: Collection[str] = ()) -> tuple[ProgrammeFound, ...]:
        """Programmes that might pay for what is wanted, beside those of the `shown` calls (ids).

        Raises what `suggest` raises.
        """
        return CallsForAsker(self.calls, self._asker(replace(query, kinds=(CALL.name,)))).programmes(shown)

    def fits(self, query: Query) -> tuple[Ints32, Floats64]:
        """All towns that could be partners (rows of the register), and the points of each, without reasons.

        Raises what `suggest` raises.
        """
        searched = self._searched(self._asker(replace(query, kinds=(PARTNER.name,))))
        towns = np.arange(len(self.snapshot.municipalities), dtype=np.int32)
        candidates = PARTNER.candidates(searched.asker, towns)
        purpose = purposes_of(searched.asker.query)[0]
        recipe = for_question(purpose.recipe(searched), searched.asker)
        return candidates, points(recipe, searched.asker, candidates).sum(axis=0).astype(np.float64)

    def partners(self, query: Query, partners: Sequence[str]) -> tuple[Suggestion, ...]:
        """What speaks for each of the towns (ids) as a partner, whether or not they are among the best.

        Raises what `suggest` raises, and InvalidRecord for the asker itself.
        """
        searched = self._searched(self._asker(replace(query, kinds=(PARTNER.name,))))
        return tuple(self._partner(searched, self._other(searched, partner)) for partner in partners)

    def letter(self, query: Query, partner: str, languages: Sequence[Language] = ()) -> Letter:
        """The draft of a letter from the town that asks to the partner (an id), in the languages of both or in these.

        Raises what `suggest` raises, and InvalidRecord for a letter to oneself.
        """
        searched = self._searched(self._asker(replace(query, kinds=(PARTNER.name,))))
        at = self._other(searched, partner)
        return letter(searched, self.ways, at, self._partner(searched, at), languages)

    def _other(self, searched: Searched, partner: str) -> int:
        """The row of a town that is not the one that asks."""
        at = self.snapshot.municipalities.ids.find(partner)
        if at is None:
            raise UnknownId("municipality", partner)
        if at == searched.asker.index:
            raise InvalidRecord(said("a partner is another town"))
        return at

    def _partner(self, searched: Searched, at: int) -> Suggestion:
        (suggestion,) = self._partners(searched, serving(searched, at))
        return suggestion

    def _asker(self, query: Query) -> Asker:
        purposes_of(query)
        asked = asked_in(query, self.reader)
        likeness = dict(self.likeness(asked.text)) if asked and self.likeness else {}
        near = self.proofs.near(asked.text, likeness) if asked else None
        asker = understand(self.ties, query, asked, likeness, self.ranking, near)
        return self._where_partners_are_sought(on_the_subject(asker))

    def _parts(self, asker: Asker) -> tuple[Asker, ...]:
        """Who asks for each part of a need of several (`parts_of`), in its order; none where it is one thing."""
        query = asker.query
        if self.reader is None or not query.need or query.topics or query.call is not None or asker.jointly:
            return ()
        reading = Reading(asker.understood, confidence=asker.confidence)
        tongues = {query.language, *TONGUES.get(asker.country, ())}
        topics = self.snapshot.tables["Topic"].ids
        parts = parts_of(query.need, reading, self.reader, topics, tongues, query.language)
        return tuple(self._asker(replace(query, need=part)) for part in parts)

    def _where_partners_are_sought(self, asker: Asker) -> Asker:
        """Who seeks a partner town in a country that the need names is led to towns of it, unless the question itself
        names countries."""
        query = asker.query
        if query.countries or not query.need:
            return asker
        known = set(filter(None, self.snapshot.municipalities.category("country").values)) - {asker.country}
        named = partners_sought_in(query.need, asker.understood, known)
        return replace(asker, query=replace(query, countries=named)) if named else asker

    def _searched(self, asker: Asker) -> Searched:
        return Searched(asker, self.areas, self.along)

    def _portfolio(
        self, askers: Sequence[Asker]
    ) -> tuple[tuple[Suggestion, ...], tuple[NextDoor, ...], frozenset[int]]:
        """The best partners for each purpose, purpose by purpose, each with the next step; whom a border joins with the
        asker, and nothing else; and which of the `askers`, one for each part of the need, have any partner."""
        of_each = [self._searched(asker) for asker in askers]
        found = [portfolio(searched, self._candidates(PARTNER, searched.asker)) for searched in of_each]
        if len(found) == 1:
            beside = [town for chosen in found[0] for town in chosen.beside]
            told = tuple(s for chosen in found[0] for s in self._partners(of_each[0], chosen))
            return told, across_from(of_each[0], beside), frozenset()
        seats = seats_of_parts(found, askers[0].query)
        told = tuple(s for at, chosen in seats for s in self._partners(of_each[at], chosen))
        seated = {town for _, chosen in seats for town in chosen.candidates[chosen.positions].tolist()}
        beside = list(dict.fromkeys(t for chosen in found[0] for t in chosen.beside if t not in seated))
        return told, across_from(of_each[0], beside), frozenset(at for at, _ in seats)

    def _partners(self, searched: Searched, chosen: Chosen) -> Iterator[Suggestion]:
        asker, scores = searched.asker, chosen.earned.sum(axis=0)
        for at in chosen.positions.tolist():
            index = int(chosen.candidates[at])
            reasons = contributions(chosen.recipe, asker, chosen.earned, at, index)
            purpose = None if chosen.purpose is None else chosen.purpose.name
            found = self._suggestion(PARTNER, asker, index, float(scores[at]), reasons, purpose)
            step, paid_by = next_step(searched, index, reasons), what_pays(searched, self.ways, index)
            also = others_of_the_scheme(asker, chosen.also.get(index, ()))
            yield replace(found, next_step=step, paid_by=paid_by, also=also)

    def _suggestion(
        self,
        kind: Kind,
        asker: Asker,
        index: int,
        score: float,
        reasons: tuple[Contribution, ...],
        purpose: str | None = None,
    ) -> Suggestion:
        table, shown = self.snapshot.tables[kind.label], kind.shows(asker, index)
        site = self.snapshot.fact(index, "website") if kind.label == "Municipality" else None
        columns = table.columns

        def text(name: str) -> str | None:
            return table.text(name)[index] if name in columns else None

        return Suggestion(
            id=table.ids[index],
            kind=kind.name,
            name=table.name(index, asker.query.language),
            score=score,
            contributions=reasons,
            purpose=purpose,
            source=text("source") or "",
            as_of=dates.from_code(int(table.date("as_of")[index])),
            country=text("country"),
            region=shown.region,
            population=shown.population,
            distance_km=shown.distance_km,
            summary=table.summary(index, asker.query.language),
            official_title=text("official_title"),
            url=text("url"),
            website=None if site is None else site.value,
            admission=text("admission"),  # type: ignore[arg-type]  # a column of such values
            joining=shown.joining,
            to_ask=shown.to_ask,
            deadline=shown.deadline,
            eligibility=self._eligibility(kind, asker, index),
        )

    def _eligibility(self, kind: Kind, asker: Asker, index: int) -> Eligibility | None:
        applies = kind.application(asker, index)
        if applies is None:
            return None
        query, book = asker.query, self.books.of_call(applies.call)
        town = self._body(applies.town)
        names = (asker.name, self.snapshot.municipalities.name(applies.partner, query.language))
        partner = body_of(self.snapshot, applies.partner)
        return with_partner(book, town, partner, names=names, on=query.on, language=query.language)

    def _row_of(self, call: str) -> int:
        return self.snapshot.tables[CALL.label].ids.index(call)

    def _body(self, town: int | Place) -> Body:
        return body_of_place(town) if isinstance(town, Place) else body_of(self.snapshot, town)
