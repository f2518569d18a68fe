"""Which towns lie in one programme's area: what `region_area` clauses say of all towns of a snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Ints32
from graph.model import Clause
from graph.snapshot.frozen import Snapshot
from matching.rules.applicants import Applicants, Asked
from matching.rules.areas import area_answers, names_regions
from matching.rules.clauses import parse
from matching.rules.rule import Rule
from matching.rules.three_valued import UNKNOWN, YES


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """The area of a programme (its index) as one clause tells it: `inside` marks the towns that lie in it, `perhaps`
    those of which it cannot be said, because a part of their region is meant."""

    programme: int
    rule: Rule
    inside: npt.NDArray[np.bool_]
    perhaps: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Areas:
    """The areas in which programmes join neighbours, as their own clauses or those of their calls tell them.

    Only clauses that name regions tell one: an area of whole countries (the Baltic Sea's) makes nobody a neighbour.
    """

    snapshot: Snapshot

    @cached_property
    def all(self) -> Sequence[Area]:
        """Every area, ordered by clause."""
        # No clause about an area depends on the day: it is the applicants' place that is judged.
        asked = Asked(Applicants.everyone(self.snapshot), date.min)
        found = []
        for programme, rule in self._rules():
            answers = area_answers(rule, asked)
            inside = answers == YES
            countries = self.snapshot.municipalities.category("country").codes
            # Of a country of which nothing is said but that it is another, nothing is known.
            told = np.unique(countries[inside])
            found.append(Area(programme, rule, inside, (answers == UNKNOWN) & np.isin(countries, told)))
        return tuple(found)

    def _rules(self) -> Iterator[tuple[int, Rule]]:
        clauses = self.snapshot.tables["Clause"]
        kinds = clauses.category("kind")
        under = self.snapshot.links("UNDER", "Call")
        for at in np.flatnonzero(kinds.codes == kinds.code("region_area")).tolist():
            record = clauses.record(at)
            assert isinstance(record, Clause)
            rule = parse(record)
            if rule.operator != "in" or not names_regions(rule):
                continue
            programmes = self.snapshot.links("REQUIRES", "Programme").starts(at).tolist()
            for call in self.snapshot.links("REQUIRES", "Call").starts(at).tolist():
                programmes += under.ends(call).tolist()
            yield from ((programme, rule) for programme in dict.fromkeys(programmes))

    def shared(self, town: int | None, others: Ints32) -> npt.NDArray[np.int64]:
        """For each of the others the place in `all` of the first area that both lie in; −1 where there is none."""
        first = np.full(len(others), -1, dtype=np.int64)
        for at, area in enumerate(self.all if town is not None else ()):
            if area.inside[town]:
                first[area.inside[others] & (first < 0)] = at
        return first

    def as_of(self, area: Area) -> str | None:
        """The day of which the clause tells."""
        return dates.from_code(dates.to_code(area.rule.as_of)) if area.rule.as_of else None
