"""The engine: from a query to ranked, explained suggestions over one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from graph import dates
from graph.errors import InvalidRecord
from graph.snapshot.frozen import Snapshot
from matching import advice
from matching.asker import Asker, NeedReader, understand
from matching.best import Points, best
from matching.kinds.calls import CALLS, call_candidates
from matching.kinds.candidates import partner_candidates
from matching.kinds.explanation import contributions
from matching.kinds.learned import LEARNED
from matching.kinds.networks import NETWORKS, network_candidates
from matching.kinds.partners import PARTNERS
from matching.kinds.scoring import Recipe, for_question, points
from matching.kinds.solutions import SOLUTIONS, solution_candidates
from matching.ranking.joining import Ranking
from matching.ranking.lesson import Models
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.rules import eligibility
from matching.ties import Floats, Ints, Ties
from matching.types import Answer, Eligibility, Query, Suggestion, SuggestionKind

#: The version of the recipes below; an answer names it, so that it can be reproduced.
RECIPE = "by-hand-4"

#: Cosines of a need's text with the texts of all networks, solutions and calls, by label; see `matching.need.likeness`.
Likeness = Callable[[str], Mapping[str, Floats]]


@dataclass(frozen=True)
class _Way:
    """How one kind of suggestion is found and scored."""

    label: str
    recipe: Recipe
    candidates: Callable[[Asker, Ints], Ints]


_WAYS: Mapping[SuggestionKind, _Way] = {
    "partners": _Way("Municipality", PARTNERS, lambda asker, _: partner_candidates(asker)),
    "networks": _Way("Network", NETWORKS, network_candidates),
    "solutions": _Way("Solution", SOLUTIONS, solution_candidates),
    "calls": _Way("Call", CALLS, call_candidates),
}

_LEARNED = _Way("Municipality", LEARNED, lambda asker, _: partner_candidates(asker))


@dataclass(frozen=True)
class Engine:
    """Answers questions over one snapshot; holds no state but derived arrays, so threads can share it.

    `reader` understands free text as topics; `likeness` compares it with the texts of the items; `models` rank
    partners, and have their say about networks to come. All are optional: without models what is made by hand serves.
    """

    snapshot: Snapshot
    reader: NeedReader | None = None
    likeness: Likeness | None = None
    models: Models | None = None

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

    def prepare(self, on: date) -> None:
        """Compute now what questions of that day share and else compute when they first need it.

        For 100,000 towns 2 s, and where networks are to come 2 s more and up to a tenth of a second for each.
        """
        if self.ranking is not None:
            self.ranking.record.past.larger_around(np.flatnonzero(self.snapshot.partners))
            to_come = self.ranking.to_come(dates.to_code(on.isoformat()))
            for network in to_come.networks.tolist():
                to_come.chances(network)

    def suggest(self, query: Query) -> Answer:
        """The best suggestions of each kind asked for, with reasons.

        Raises UnknownId for a town, topic, call or excluded id that the graph does not have, and InvalidRecord for a
        question that cannot be one.
        """
        if query.top < 1:
            raise InvalidRecord("ask for at least one suggestion")
        likeness = dict(self.likeness(query.need)) if query.need and self.likeness else {}
        asker = understand(self.ties, query, self.reader, likeness, self.ranking)
        suggestions = {kind: self._ranked(kind, asker) for kind in query.kinds}
        return Answer(
            query=query,
            digest=self.snapshot.digest,
            recipe=self.recipe,
            suggestions=suggestions,
            understood=asker.understood,
            advice=advice.advice(asker),
            notes=(*advice.notes(asker), *advice.unmet(asker, suggestions)),
        )

    def _ranked(self, kind: SuggestionKind, asker: Asker) -> tuple[Suggestion, ...]:
        way = _LEARNED if kind == "partners" and asker.lesson is not None else _WAYS[kind]
        way = replace(way, recipe=for_question(way.recipe, asker))
        table = self.snapshot.tables[way.label]
        wanted = np.arange(len(table), dtype=np.int32)
        if asker.query.exclude and kind != "partners":
            wanted = wanted[~np.isin(wanted, table.ids.indices(asker.query.exclude))]
        candidates = way.candidates(asker, wanted)
        earned = points(way.recipe, asker, candidates)
        scores = earned.sum(axis=0)
        chosen = best(scores, candidates, asker.query.top)
        return tuple(
            self._suggestion(kind, way, asker, int(candidates[at]), float(scores[at]), earned, int(at)) for at in chosen
        )

    def _suggestion(
        self, kind: SuggestionKind, way: _Way, asker: Asker, index: int, score: float, earned: Points, at: int
    ) -> Suggestion:
        table = self.snapshot.tables[way.label]
        columns = table.columns

        def text(name: str) -> str | None:
            return table.text(name)[index] if name in columns else None

        partner = kind == "partners"
        population = float(self.snapshot.population[index]) if partner else float("nan")
        distance = float(asker.distances[index]) if partner else float("nan")
        return Suggestion(
            id=table.ids[index],
            kind=kind,
            name=table.name(index, asker.query.language),
            score=score,
            contributions=contributions(way.recipe, asker, earned, at, index),
            source=text("source") or "",
            as_of=dates.from_code(int(table.date("as_of")[index])),
            country=text("country"),
            region=self._region(index) if partner else None,
            population=None if np.isnan(population) else int(population),
            distance_km=None if np.isnan(distance) else round(distance, 1),
            summary=table.summary(index, asker.query.language),
            official_title=text("official_title"),
            url=text("url"),
            admission=text("admission"),  # type: ignore[arg-type]  # a column of such values
            deadline=dates.from_code(int(table.date("deadline")[index])) if kind == "calls" else None,
            eligibility=self._eligibility(kind, asker, index),
        )

    def _region(self, town: int) -> str | None:
        regions = self.snapshot.links("IN").ends(town)
        table = self.snapshot.tables["Region"]
        # A region whose name is not known goes by its code, which says nothing to a reader.
        names = [table.name(int(r)) for r in regions if not table.ids[int(r)].endswith(table.name(int(r)))]
        return names[0] if names else None

    def _eligibility(self, kind: SuggestionKind, asker: Asker, index: int) -> Eligibility | None:
        """May the asker take part in a suggested call; may a suggested partner, where the question names a call."""
        query = asker.query
        if kind == "calls":
            town = asker.index if asker.index is not None else query.place
            return (
                eligibility.assess(self.snapshot, town, index, on=query.on, language=query.language)
                if town is not None
                else None
            )
        if kind == "partners" and query.call is not None:
            call = self.snapshot.tables["Call"].ids.index(query.call)
            return eligibility.assess(self.snapshot, index, call, on=query.on, language=query.language)
        return None
