"""Where towns lie: in a region by the register's own or by NUTS, as far as either is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidRecord, UnknownId
from graph.measures.chosen import lying_in_nuts
from graph.measures.report import index_of
from graph.names import normal_form
from graph.nuts import iso_country
from graph.nuts_names import nuts_name, nuts_told, nuts_with_name
from graph.said import Named, said
from graph.snapshot.frozen import EARTH_RADIUS_KM, Snapshot
from matching.gaps.values import Town
from matching.rules.judging.places import nuts_of_regions

#: A region of the European classification, of level 1 to 3: DE4, DE40, DE40E.
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")


@dataclass(frozen=True)
class Places:
    """The places of one snapshot's towns."""

    snapshot: Snapshot

    @cached_property
    def _codes(self) -> Mapping[int, tuple[str, ...]]:
        """Region of the register → the NUTS codes of the same region, of those where these are known: by the table of
        rules, else by its name, for one country calls no two regions by one name. What is all of a country in NUTS is
        another region than the one that is named like it (the canton of Luxembourg)."""
        table = self.snapshot.tables["Region"]
        country, codes = table.category("country"), nuts_of_regions()
        found: dict[int, tuple[str, ...]] = {}
        for at in range(len(table)):
            name = table.name(at)
            alike = nuts_with_name(country[at] or "", name)
            named = codes.get((country[at] or "", normal_form(name))) or tuple(
                code for code in alike if not (len(code) == 3 and code.endswith("0"))
            )
            if named:
                found[at] = named
        return found

    def lying_in(self, region: str) -> npt.NDArray[np.bool_]:
        """Which municipalities lie in the region, shape (municipalities,): named by its id, or by a NUTS code.

        The two tell of the same regions where a table says which code a region of the register has: who is known to lie
        in the one lies in the other. Raises UnknownId for a region in which nobody is known to lie, and
        InvalidRecord for a NUTS code of which no town is known to lie in it, with the regions to name instead.
        """
        if _NUTS.fullmatch(region):
            whole = {region, region.rstrip("0")} if nuts_name(region) == nuts_name(region.rstrip("0")) else {region}
            own = [at for at, codes in self._codes.items() if all(code.startswith(tuple(whole)) for code in codes)]
            there = lying_in_nuts(self.snapshot, region) | self._registered(own)
        else:
            at = index_of(self.snapshot, "Region", region)
            there = self._registered([at])
            for code in self._codes.get(at, ()):
                there |= lying_in_nuts(self.snapshot, code)
        if not there.any():
            raise UnknownId("region", region)
        if _NUTS.fullmatch(region) and not (there & self.snapshot.partners & ~self.snapshot.wide_bodies).any():
            raise InvalidRecord(
                said(
                    "Of no town do we know that it lies in {region}. Regions to name instead: {regions}.",
                    region=nuts_told(region),
                    regions=self._regions_of(iso_country(region)),
                )
            )
        return there

    def as_both(self, region: str) -> tuple[str, ...]:
        """The region, named by its id or a NUTS code, by each of the names of the same region in both."""
        if ":" not in region:
            return (region,)
        return (region, *self._codes.get(index_of(self.snapshot, "Region", region), ()))

    def _regions_of(self, country: str) -> tuple[Named, ...]:
        """The names of the register's regions of a country, in the order of their ids."""
        table = self.snapshot.tables["Region"]
        countries = table.category("country")
        return tuple(table.named(at) for at in range(len(table)) if countries[at] == country)

    def _registered(self, regions: list[int]) -> npt.NDArray[np.bool_]:
        links = self.snapshot.links("IN", "Municipality", "Region")
        there = np.zeros(len(self.snapshot.municipalities), dtype=np.bool_)
        there[links.start[np.isin(links.end, regions)]] = True
        return there

    @cached_property
    def region_of(self) -> npt.NDArray[np.int32]:
        """The region of each municipality: the register's first, else the one its NUTS code lies in; -1 for unknown."""
        links = self.snapshot.links("IN", "Municipality", "Region")
        found = np.full(len(self.snapshot.municipalities), -1, dtype=np.int32)
        for at, codes in self._codes.items():
            for code in codes:
                found[lying_in_nuts(self.snapshot, code)] = at
        found[links.start[::-1]] = links.end[::-1]
        return found

    def town(self, at: int) -> Town:
        """The municipality as reports show it."""
        snapshot, table = self.snapshot, self.snapshot.municipalities
        region, nuts = int(self.region_of[at]), snapshot.fact(at, "nuts3")
        people, placed = float(snapshot.population[at]), bool(snapshot.placed[at])
        return Town(
            id=table.ids[at],
            name=table.named(at),
            country=table.category("country")[at] or "",
            region=None if region < 0 else snapshot.tables["Region"].named(region),
            nuts3=None if nuts is None else nuts.value,
            population=None if np.isnan(people) else int(people),
            lat=float(table.number("lat")[at]) if placed else None,
            lon=float(table.number("lon")[at]) if placed else None,
        )

    def distances(self, towns: npt.NDArray[np.int64], others: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """How far each town is from the other beside it, in kilometres; infinitely where there is none (-1), or a place
        is not known."""
        points = self.snapshot.unit_vectors
        chord = np.linalg.norm(points[towns].astype(np.float64) - points[others].astype(np.float64), axis=1)
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
        found: npt.NDArray[np.float64] = np.where((others >= 0) & ~np.isnan(km), km, np.inf)
        return found

    def kilometres(self, one: int, other: int) -> float | None:
        """How far apart two municipalities are, None where a place is not known or only approximate."""
        if not (self.snapshot.placed[one] and self.snapshot.placed[other]):
            return None
        points = self.snapshot.unit_vectors[[one, other]].astype(np.float64)
        chord = float(np.linalg.norm(points[0] - points[1]))
        return round(2 * EARTH_RADIUS_KM * float(np.arcsin(min(chord / 2, 1.0))), 1)
