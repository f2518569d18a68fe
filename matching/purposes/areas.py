"""Which towns lie in one programme's area: what `region_area` clauses say of all towns of a snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.model import Clause, Programme
from graph.names import normal_form
from graph.nuts import may_lie_in, nuts_country
from graph.snapshot.frozen import UNIT, Snapshot
from graph.snapshot.vocabulary import CategoryColumn
from matching.rules.asking.columns import Columns, fact_column
from matching.rules.clauses import area_of, parse
from matching.rules.judging.everyone import inside_area
from matching.rules.judging.places import names_regions, nuts_of_regions
from matching.rules.rule import Rule
from matching.rules.three_valued import YES

#: An area that names more countries joins a part of Europe, and no neighbours.
NEIGHBOURLY = 4


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """The area of a programme (its index), as its `rule` tells it: `inside` marks the towns that lie in it. Where a
    clause tells it, they do (`sure`); by the record of the programme they lie in a region or country where it pays, and
    whether it covers their part of it, who runs it has to say."""

    programme: int
    inside: npt.NDArray[np.bool_]
    rule: Rule
    sure: bool


@dataclass(frozen=True)
class Areas:
    """The areas in which programmes join neighbours, as their own clauses or those of their calls tell them, and after
    these as their records do. A town whose NUTS 3 region nobody states is in the area of a record where its region (of
    Greece, Norway) lies in it, or may: such an area is told as a question.

    Only clauses that name regions tell one: an area of whole countries (the Baltic Sea's) makes nobody a neighbour.
    """

    snapshot: Snapshot

    @cached_property
    def all(self) -> Sequence[Area]:
        """Every area, ordered by clause."""
        columns = Columns(self.snapshot)
        told = [Area(at, inside_area(columns, rule) == YES, rule, sure=True) for at, rule in self._rules()]
        return (*told, *self._of_records())

    def _of_records(self) -> Sequence[Area]:
        """The areas that the records of programmes tell, the smallest first."""
        table, towns = self.snapshot.tables["Programme"], self.snapshot.municipalities
        column = table.text("area")
        countries = towns.category("country")
        nuts = self._nuts3
        region, told = self._by_region(nuts.codes < 0)
        found = []
        for at in range(len(table)):
            codes = tuple((column[at] or "").split(UNIT)) if column[at] else ()
            if not 2 <= len({code[:2] for code in codes}) <= NEIGHBOURLY:
                continue
            # The last place is that of towns of which nothing is told; it may be the only one.
            whole = np.array([*(nuts_country(country or "") in codes for country in countries.values), False])
            parts = np.array([*(value.startswith(codes) for value in nuts.values), False])
            perhaps = np.array([*(any(may_lie_in(own, codes) for own in regions) for regions in told), False])
            inside = whole[countries.codes] | parts[nuts.codes] | perhaps[region]
            area = Area(at, inside, self._rule_of_record(at), sure=False)
            found.append((all(len(code) == 2 for code in codes), at, area))
        # What pays in certain regions is nearer to a town than what pays in two whole countries.
        return [area for _, _, area in sorted(found, key=lambda f: (f[0], int(f[2].inside.sum()), f[1]))]

    def _rule_of_record(self, programme: int) -> Rule:
        record = self.snapshot.tables["Programme"].record(programme)
        assert isinstance(record, Programme)
        rule = area_of(record)
        assert rule is not None, "a record without an area tells none"
        return rule

    def _by_region(self, untold: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.int64], list[tuple[str, ...]]]:
        """For each of the `untold` towns, whose NUTS 3 region nobody states, the place of its region among the lists of
        NUTS codes that the table of regions has for it; −1 for others, and for regions that it lacks."""
        columns, codes = Columns(self.snapshot), nuts_of_regions()
        (of_country, countries), (of_region, regions) = columns.column("country"), columns.column("region")
        key = of_country * len(regions) + of_region
        pairs, own = np.unique(key, return_inverse=True)
        names = [(str(countries[key // len(regions)]), str(regions[key % len(regions)])) for key in pairs.tolist()]
        told = [codes.get((country, normal_form(region)), ()) for country, region in names]
        return np.where(untold & np.array([len(t) > 0 for t in told])[own], own, -1), told

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

    @cached_property
    def _nuts3(self) -> CategoryColumn:
        return fact_column(self.snapshot, "nuts3")

    def told_of(self, area: Area, town: int) -> tuple[str, ...]:
        """Which of the NUTS regions and countries that the area names the town lies in, the smallest first; none where
        its own NUTS 3 region is not known."""
        own = self._nuts3[town] or ""
        return tuple(sorted((value for value in area.rule.values if own.startswith(value)), key=len, reverse=True))

    @cached_property
    def sure(self) -> npt.NDArray[np.bool_]:
        """Which areas clauses tell, by their place in `all`."""
        return np.array([area.sure for area in self.all], dtype=np.bool_)

    @cached_property
    def _inside(self) -> npt.NDArray[np.bool_]:
        """Which towns lie in which area, shape (towns, areas): a town's areas stand side by side."""
        towns = len(self.snapshot.municipalities)
        return np.ascontiguousarray(np.array([area.inside for area in self.all]).reshape(len(self.all), towns).T)

    def shared(self, town: int | None, others: Ints32) -> npt.NDArray[np.int64]:
        """For each of the others the place in `all` of the first area that both lie in; −1 where there is none."""
        own = self._of_town(town)
        if not len(own):
            return np.full(len(others), -1, dtype=np.int64)
        both = self._inside[np.ix_(others, own)]
        return np.where(both.any(axis=1), own[both.argmax(axis=1)], -1)

    def first_shared(self, town: int | None, other: int) -> int:
        """`shared` with one other."""
        own = self._of_town(town)
        both = self._inside[other, own]
        return int(own[both.argmax()]) if both.any() else -1

    def _of_town(self, town: int | None) -> npt.NDArray[np.int64]:
        """The places in `all` of the areas that the town lies in."""
        return np.empty(0, dtype=np.int64) if town is None else np.flatnonzero(self._inside[town])
