"""What is known of the towns before any question is asked: where and how large they are, and what they took part in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.snapshot.frozen import EARTH_RADIUS_KM, Snapshot
from matching.pairs import floats
from matching.programmes import FAMILIES, Family, family, kinship, lineage
from matching.ties import WORKING_SIZE, Ties

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

Bools = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]

#: What a population that nobody knows counts as: half of all places without a figure have less.
UNKNOWN_POPULATION = 800.0
#: Kinds whose inhabitants say how large a town is.
TOWN_KINDS = ("municipality", "borough", "quarter", "settlement")
#: Larger towns within this distance take what comes to a place.
LOCAL_KM = 20.0


@dataclass(frozen=True)
class Past:
    """Arrays over one snapshot, made once. Rows follow its municipalities and networks."""

    ties: Ties
    _to_country: dict[int, Floats32] = field(default_factory=dict, repr=False)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that everything here is derived from."""
        return self.ties.snapshot

    @cached_property
    def countries(self) -> Ints32:
        """The country of each town, by its code."""
        codes: Ints32 = self.snapshot.municipalities.category("country").codes.astype(np.int32)
        return codes

    @cached_property
    def country_count(self) -> int:
        """How many countries there are."""
        return int(self.countries.max(initial=-1)) + 1

    @cached_property
    def regions(self) -> Ints32:
        """The region of each town; a town without one has a number of its own country's, behind all regions."""
        links = self.snapshot.links("IN")
        none = len(self.snapshot.tables["Region"])
        regions = (none + self.countries).astype(np.int32)
        regions[links.start[::-1]] = links.end[::-1]
        return regions

    @cached_property
    def region_count(self) -> int:
        """How many regions there are, those of towns without one included."""
        return len(self.snapshot.tables["Region"]) + self.country_count

    @cached_property
    def _by_region(self) -> tuple[npt.NDArray[np.int64], Ints32]:
        """The towns of each region, in CSR form."""
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.regions, minlength=self.region_count))])
        return starts, np.argsort(self.regions, kind="stable").astype(np.int32)

    def towns_of_region(self, region: int) -> Ints32:
        """The towns of a region, sorted."""
        starts, towns = self._by_region
        return towns[starts[region] : starts[region + 1]]

    @cached_property
    def country_towns(self) -> npt.NDArray[np.int64]:
        """How many towns that can be partners each country has."""
        return np.bincount(self.countries[self.snapshot.partners], minlength=self.country_count)

    @cached_property
    def largest(self) -> Ints32:
        """The towns that can be partners, the largest first."""
        towns = np.flatnonzero(self.snapshot.partners)
        return towns[np.lexsort((towns, -self.log_population[towns]))].astype(np.int32)

    @cached_property
    def region_towns(self) -> npt.NDArray[np.int64]:
        """How many towns that can be partners each region has."""
        return np.bincount(self.regions[self.snapshot.partners], minlength=self.region_count)

    @cached_property
    def size_unknown(self) -> Bools:
        """Where nobody knows the inhabitants, or they are no size of a town: a county's live in all its towns."""
        kind = self.snapshot.municipalities.category("kind")
        towns = np.isin(kind.codes, [kind.code(k) for k in TOWN_KINDS])
        unknown: Bools = np.isnan(self.snapshot.population) | ~towns
        return unknown

    @cached_property
    def log_population(self) -> Floats32:
        """Natural logarithm of the inhabitants; UNKNOWN_POPULATION where the size is unknown."""
        return floats(np.log(np.where(self.size_unknown, UNKNOWN_POPULATION, self.snapshot.population)))

    @cached_property
    def rank_in_country(self) -> Floats32:
        """log(1 + how many towns of the country are larger)."""
        return self._ranks(self.countries)

    @cached_property
    def rank_in_region(self) -> Floats32:
        """log(1 + how many towns of the region are larger)."""
        return self._ranks(self.regions)

    def _ranks(self, groups: Ints32) -> Floats32:
        ranked = np.flatnonzero(self.snapshot.partners)
        order = ranked[np.lexsort((ranked, -self.log_population[ranked], groups[ranked]))]
        first = np.searchsorted(groups[order], groups[order])
        ranks = np.full(len(groups), np.log1p(len(groups)), dtype=np.float32)
        ranks[order] = np.log1p(np.arange(len(order)) - first)
        return ranks

    def larger_around(self, towns: Indices) -> Floats32:
        """log(1 + how many towns within LOCAL_KM of each are larger): a suburb is overlooked, the centre is asked.

        Counted when first asked for, and kept.
        """
        new = towns[np.isnan(self._larger_around[towns])]
        points = self.snapshot.unit_vectors
        unplaced = np.isnan(points[new, 0])
        self._larger_around[new[unplaced]] = 0
        new = new[~unplaced]
        if len(new):
            tree, order = self._places
            around = tree.query_ball_point(points[new], LOCAL_KM / EARTH_RADIUS_KM)
            counts = np.array([len(found) for found in around])
            others = order[np.concatenate([*around, []]).astype(np.int64)]
            of = np.repeat(np.arange(len(new)), counts)
            larger = self.log_population[others] > self.log_population[new][of]
            self._larger_around[new] = np.log1p(np.bincount(of, larger, minlength=len(new)))
        return self._larger_around[towns]

    def larger_around_one(self, town: int) -> int:
        """How many towns within LOCAL_KM of one are larger."""
        counted = self._larger_around.item(town)
        if np.isnan(counted):
            counted = self.larger_around(np.array([town])).item()
        return round(float(np.expm1(np.float32(counted))))

    @cached_property
    def _larger_around(self) -> Floats32:
        return np.full(len(self.countries), np.nan, dtype=np.float32)

    @cached_property
    def _places(self) -> tuple[cKDTree, npt.NDArray[np.intp]]:
        from scipy.spatial import cKDTree

        placed = np.flatnonzero(self.snapshot.partners & ~np.isnan(self.snapshot.unit_vectors[:, 0]))
        return cKDTree(self.snapshot.unit_vectors[placed]), placed

    @cached_property
    def working(self) -> Bools:
        """Which networks towns of several countries work together in: projects, networks and tandems; beyond
        WORKING_SIZE members a network is a list, as associations and initiatives are."""
        kind = self.snapshot.tables["Network"].category("kind")
        together = np.isin(kind.codes, [kind.code(k) for k in ("project", "network", "tandem")])
        working: Bools = together & (self.ties.memberships.sizes <= WORKING_SIZE) & ~self.national
        return working

    @cached_property
    def national(self) -> Bools:
        """Which networks are one country's own affair: all members of all networks of their programme are of one
        country, and its name joins no others; a network without a programme stands for itself."""
        pairs, alone = self.ties.memberships, np.arange(len(self.programme_codes))
        affair = np.where(self.programme_codes >= 0, self.programme_codes, len(alone) + alone)
        present = np.unique(affair[pairs.things].astype(np.int64) * self.country_count + self.countries[pairs.towns])
        countries = np.bincount(present // max(self.country_count, 1), minlength=2 * len(alone))
        own: Bools = (countries[affair] < 2) & (self.families != FAMILIES.index("cross-border"))
        return own

    @cached_property
    def _region_networks(self) -> tuple[npt.NDArray[np.int64], Ints32]:
        """The distinct working networks of each region's towns, in CSR form."""
        pairs, networks = self.ties.memberships, len(self.working)
        together = self.working[pairs.things]
        keys = self.regions[pairs.towns[together]].astype(np.int64) * networks + pairs.things[together]
        region, network = np.divmod(np.unique(keys), max(networks, 1))
        starts = np.searchsorted(region, np.arange(self.region_count + 1))
        return starts, network.astype(np.int32)

    def networks_of_region(self, region: int) -> Ints32:
        """The working networks that towns of the region are in, sorted."""
        starts, networks = self._region_networks
        return networks[starts[region] : starts[region + 1]]

    @cached_property
    def programme_names(self) -> tuple[str | None, ...]:
        """The name of the programme that pays for each network, None where none is known."""
        names: list[str | None] = [None] * len(self.snapshot.tables["Network"])
        programmes = self.snapshot.tables["Programme"]
        for network, programme in zip(*self.snapshot.links("FUNDED_BY", "Network").pairs, strict=True):
            names[network] = programmes.name(int(programme))
        return tuple(names)

    @cached_property
    def programme_codes(self) -> Ints32:
        """A number a network, the same for those of one programme; −1 where none is known."""
        place = {name: at for at, name in enumerate(sorted({name for name in self.programme_names if name}))}
        return np.array([place.get(name or "", -1) for name in self.programme_names], dtype=np.int32)

    @cached_property
    def families(self) -> npt.NDArray[np.int8]:
        """The family of each network's programme, as its place in FAMILIES; −1 where none is known."""
        place: dict[Family | None, int] = {name: at for at, name in enumerate(FAMILIES)}
        return np.array([place.get(family(name), -1) for name in self.programme_names], dtype=np.int8)

    @cached_property
    def _lineages(self) -> tuple[tuple[str, ...], Ints32]:
        """The lineages of the known programmes, and the lineage of each network as its place among them (−1: none)."""
        own = [None if name is None else lineage(name) for name in self.programme_names]
        known = tuple(sorted({line for line in own if line is not None}))
        place = {line: at for at, line in enumerate(known)}
        return known, np.array([-1 if line is None else place[line] for line in own], dtype=np.int32)

    def kin(self, programme: str) -> Floats32:
        """How near each network's programme is to the one named (`matching.programmes.kinship`), 0–1."""
        known, own = self._lineages
        line = lineage(programme)
        near = np.array([*(kinship(line, other) for other in known), 0.0], dtype=np.float32)
        return near[own]

    def to_country(self, country: int) -> Floats32:
        """Kilometres from each town to the nearest town of the country; for its own towns to themselves: 0."""
        found = self._to_country.get(country)
        if found is None:
            own = np.flatnonzero(self.snapshot.partners & (self.countries == country))
            found = self.to_nearest(own, np.arange(len(self.countries)))[0]
            self._to_country[country] = found
        return found

    def to_nearest(self, towns: Indices, asked: Indices, nth: int = 1) -> Floats32:
        """Kilometres from each town asked to the nearest `nth` of `towns`, shape (nth, asked); far where unknown."""
        from scipy.spatial import cKDTree

        points = self.snapshot.unit_vectors
        towns = towns[~np.isnan(points[towns, 0])]
        away = np.full((nth, len(asked)), np.pi * EARTH_RADIUS_KM, dtype=np.float32)
        placed = np.flatnonzero(~np.isnan(points[asked, 0]))
        if len(towns):
            chords, _ = cKDTree(points[towns]).query(points[asked[placed]], k=list(range(1, nth + 1)))
            away[:, placed] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords.T / 2, 1))
        return away

    @cached_property
    def starts(self) -> Ints32:
        """When each network began, as a date code; 0 where nobody knows."""
        return self.snapshot.tables["Network"].date("start")

    @cached_property
    def years(self) -> Floats32:
        """When each network began, in years and twelfths of a year; NaN where nobody knows."""
        year, month = self.starts // 10_000, np.maximum(self.starts // 100 % 100, 1)
        return floats(np.where(self.starts > 0, year + (month - 1) / 12, np.nan))

    @cached_property
    def leads(self) -> dict[int, int]:
        """The lead of each network that has one; of several the first."""
        members = self.snapshot.links("MEMBER_OF")
        lead = members.role.codes == members.role.code("lead")
        found: dict[int, int] = {}
        for network, town in zip(members.end[lead].tolist(), members.start[lead].tolist(), strict=True):
            found.setdefault(network, town)
        return found
