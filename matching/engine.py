"""The engine: from a query to ranked, explained suggestions over one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from graph import dates
from graph.arrays import Floats32
from graph.errors import InvalidRecord
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching import advice
from matching.asker import Asker, NeedReader, understand
from matching.best import best
from matching.kinds.all import kind_names, kind_of
from matching.kinds.explanation import contributions
from matching.kinds.kind import Kind
from matching.kinds.scoring import for_question, points
from matching.ranking.joining import Ranking
from matching.ranking.lesson import Models
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.rules import eligibility
from matching.ties import Ties
from matching.types import Answer, Contribution, Eligibility, Query, Suggestion

#: The version of the recipes below; an answer names it, so that it can be reproduced.
RECIPE = "by-hand-4"

#: Cosines of a need's text with the texts of all networks, solutions and calls, by label; see `matching.need.likeness`.
Likeness = Callable[[str], Mapping[str, Floats32]]


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
        question that cannot be one, or of an unknown kind.
        """
        if query.top < 1:
            raise InvalidRecord(said("ask for at least one suggestion"))
        query = replace(query, kinds=query.kinds or kind_names())
        kinds = [kind_of(name) for name in query.kinds]
        likeness = dict(self.likeness(query.need)) if query.need and self.likeness else {}
        asker = understand(self.ties, query, self.reader, likeness, self.ranking)
        suggestions = {kind.name: self._ranked(kind, asker) for kind in kinds}
        return Answer(
            query=query,
            digest=self.snapshot.digest,
            recipe=self.recipe,
            suggestions=suggestions,
            understood=asker.understood,
            confidence=None if asker.confidence is None else round(asker.confidence, 3),
            advice=advice.advice(asker),
            notes=(*advice.notes(asker), *advice.unmet(asker, suggestions)),
        )

    def _ranked(self, kind: Kind, asker: Asker) -> tuple[Suggestion, ...]:
        recipe = for_question(kind.recipe(asker), asker)
        table = self.snapshot.tables[kind.label]
        wanted = np.arange(len(table), dtype=np.int32)
        if asker.query.exclude:
            wanted = wanted[~np.isin(wanted, table.ids.indices(asker.query.exclude))]
        candidates = kind.candidates(asker, wanted)
        earned = points(recipe, asker, candidates)
        scores = earned.sum(axis=0)
        found = []
        for at in best(scores, candidates, asker.query.top).tolist():
            index = int(candidates[at])
            reasons = contributions(recipe, asker, earned, at, index)
            found.append(self._suggestion(kind, asker, index, float(scores[at]), reasons))
        return tuple(found)

    def _suggestion(
        self, kind: Kind, asker: Asker, index: int, score: float, reasons: tuple[Contribution, ...]
    ) -> Suggestion:
        table, shown = self.snapshot.tables[kind.label], kind.shows(asker, index)
        columns = table.columns

        def text(name: str) -> str | None:
            return table.text(name)[index] if name in columns else None

        return Suggestion(
            id=table.ids[index],
            kind=kind.name,
            name=table.name(index, asker.query.language),
            score=score,
            contributions=reasons,
            source=text("source") or "",
            as_of=dates.from_code(int(table.date("as_of")[index])),
            country=text("country"),
            region=shown.region,
            population=shown.population,
            distance_km=shown.distance_km,
            summary=table.summary(index, asker.query.language),
            official_title=text("official_title"),
            url=text("url"),
            admission=text("admission"),  # type: ignore[arg-type]  # a column of such values
            deadline=shown.deadline,
            eligibility=self._eligibility(kind, asker, index),
        )

    def _eligibility(self, kind: Kind, asker: Asker, index: int) -> Eligibility | None:
        applies, query = kind.application(asker, index), asker.query
        if applies is None:
            return None
        return eligibility.assess(self.snapshot, applies.town, applies.call, on=query.on, language=query.language)
