"""One question as the features see it: the town that asks, what it may see of the record, and under which programme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from matching.pairs import floats, in_order, lowest, spread
from matching.programmes import Family, family, named_countries
from matching.ranking.past import UNKNOWN_POPULATION, Bools, Past
from matching.ranking.record import Record

#: Ranks by distance are told up to here; whatever lies behind is equally far.
RANKED = 3000
#: log(1 + rank) by rank.
_LOG_RANKS = np.append(np.log1p(np.arange(RANKED, dtype=np.float32)), floats(np.log1p(RANKED)))
#: Under so many inhabitants a newcomer is small: the least that EU programmes for cities ask for.
SMALL = 50_000
#: The groups of situations without a programme; with one, the families are the groups.
PRACTISED_GROUP = "known"
TOWN_GROUPS = ("small newcomer", "large newcomer", PRACTISED_GROUP)
#: A town has a record from so many projects on: after its first it is still asked as newcomers are.
PRACTISED = 2
#: What a distance that nobody knows counts as, in kilometres: half of the Earth's circumference.
FARTHEST_KM = 20_000.0


@dataclass(frozen=True)
class Situation:
    """Who asks: `town` is its index, or None for one outside the register; `point` its place on the unit sphere.

    `programme` is the name of the programme under which partners are wanted, None where no programme is named.
    `likeness` has the cosine of the wanted text with each network's, None where there is no text. `measured` are the
    kilometres to each town (NaN: unknown) where somebody has measured them already. `for_a_call` says that partners for
    a call are wanted, also where nothing is known of who takes part in its programme.
    """

    record: Record
    town: int | None
    country: int
    point: npt.NDArray[np.float32]
    log_population: float
    programme: str | None = None
    likeness: Floats32 | None = None
    measured: Floats32 | None = None
    for_a_call: bool = False

    @property
    def past(self) -> Past:
        """What is known before the question."""
        return self.record.past

    @cached_property
    def family(self) -> Family | None:
        """The family of the programme."""
        return family(self.programme)

    @property
    def group(self) -> str:
        """Whose curves the situation goes by: the programme's family, or, without one, `known` for a town with a
        record of PRACTISED projects, and `small newcomer` or `large newcomer`, by SMALL, for all others.

        A newcomer is asked for other reasons than a town with partners: its place decides, and the smaller it is, the
        more.
        """
        if self.family is not None:
            return self.family
        if int(self.past.working[self.own_networks].sum()) >= PRACTISED:
            return PRACTISED_GROUP
        return "small newcomer" if self.log_population < np.log(SMALL) else "large newcomer"

    @property
    def size_known(self) -> bool:
        """Whether the asker's inhabitants are known."""
        return abs(self.log_population - float(np.log(UNKNOWN_POPULATION))) > 1e-5

    @cached_property
    def distances(self) -> Floats32:
        """Kilometres to each town; FARTHEST_KM where a place is unknown."""
        away = self.past.snapshot.distances_km(self.point) if self.measured is None else self.measured
        away = np.array(away, dtype=np.float32)
        away[np.isnan(away)] = FARTHEST_KM
        return away

    @cached_property
    def abroad(self) -> Bools:
        """Which towns are in another country than the one that asks."""
        away: Bools = self.past.countries != self.country
        return away

    @cached_property
    def nearest(self) -> Ints32:
        """The RANKED nearest towns that can be partners, the nearest first."""
        can = self.past.snapshot.partners
        if self.town is not None and can[self.town]:
            can = can.copy()
            can[self.town] = False
        return in_order(self.distances, lowest(self.distances, can, RANKED))

    @cached_property
    def _places(self) -> Ints32:
        """The place of each town among the `nearest`; behind the last for all others."""
        places = np.full(len(self.distances), len(self.nearest), dtype=np.int32)
        places[self.nearest] = np.arange(len(self.nearest), dtype=np.int32)
        return places

    def _ranks(self, nearer: Ints32, towns: Ints32) -> Floats32:
        """log(1 + how many are `nearer`), one number for each of the `nearest`, for the towns; log(1 + RANKED) for all
        that are not among these."""
        ranks: Floats32 = _LOG_RANKS[np.append(nearer, RANKED)[self._places[towns]]]
        return ranks

    def ranks(self, towns: Ints32, among: Bools | None = None) -> Floats32:
        """log(1 + how many of the towns marked are nearer), for each of the towns; where none are marked, of all.

        log(1 + RANKED) for a town that is not marked, or is not among the `nearest`.
        """
        if among is None:
            return self._ranks(np.arange(len(self.nearest), dtype=np.int32), towns)
        marked = among[self.nearest]
        return self._ranks(np.where(marked, np.cumsum(marked) - 1, RANKED), towns)

    def ranks_in_country(self, towns: Ints32) -> Floats32:
        """log(1 + how many towns of the same country as it are nearer), for each of the towns."""
        countries = self.past.countries[self.nearest].astype(np.int16)  # sorted in a fifth of the time
        order, counts = np.argsort(countries, kind="stable"), np.bincount(countries)
        nearer = np.empty(len(order), dtype=np.int32)
        nearer[order] = np.arange(len(order)) - (np.cumsum(counts) - counts)[countries[order]]
        return self._ranks(nearer, towns)

    @cached_property
    def took_part(self) -> Floats32:
        """How often each town took part in the programme or its kin; 0 everywhere where no programme is named."""
        if self.programme is None:
            return np.zeros(len(self.past.countries), dtype=np.float32)
        return self.record.of_programme(self.programme)

    @cached_property
    def named(self) -> Ints32:
        """The countries, by code, that the programme's name joins; none where it names fewer than two."""
        names = named_countries(self.programme or "")
        column = self.past.snapshot.municipalities.category("country")
        codes = [code for name in sorted(names) if (code := column.code(name)) >= 0]
        return np.array(codes if len(names) >= 2 else [], dtype=np.int32)

    @cached_property
    def inside(self) -> Bools:
        """Which towns are in a country of the programme: those that it names, else those that took part; else all."""
        reach = self.named if len(self.named) else np.flatnonzero(self.record.by_country(self.took_part))
        if not len(reach):
            return np.ones(len(self.past.countries), dtype=np.bool_)
        return np.isin(self.past.countries, reach)

    @cached_property
    def own_networks(self) -> Ints32:
        """The visible networks, associations included, of the town that asks."""
        if self.town is None:
            return np.empty(0, dtype=np.int32)
        networks = self.past.ties.memberships.things_of(self.town)
        return networks[self.record.visible[networks] > 0]

    @cached_property
    def networks_by_region(self) -> npt.NDArray[np.int64]:
        """How many of the `own_networks` have a town in each region."""
        pairs, own = self.past.ties.memberships, self.own_networks
        at, members = spread(pairs.thing_indptr, pairs.towns_by_thing, own)
        there = np.zeros((len(own), self.past.region_count), dtype=np.bool_)
        there[at, self.past.regions[members]] = True
        counts: npt.NDArray[np.int64] = there.sum(axis=0)
        return counts

    def shared(self, networks: Ints32, towns: Ints32) -> Floats32:
        """For each of the towns the sum of 1/log₂(1 + members) over those networks (Adamic and Adar 2003)."""
        if not len(networks):
            return np.zeros(len(towns), dtype=np.float32)
        pairs = self.past.ties.memberships
        at, members = spread(pairs.thing_indptr, pairs.towns_by_thing, networks)
        weight = (1 / np.log2(1 + np.maximum(pairs.sizes[networks], 2))).astype(np.float32)
        return floats(np.bincount(members, weight[at], minlength=len(self.past.countries))[towns])

    @cached_property
    def met(self) -> Floats32:
        """How much each town met the one that asks."""
        if self.town is None or not len(self.own_networks):
            return np.zeros(len(self.past.countries), dtype=np.float32)
        met = self.record.met(self.town)
        met[self.town] = 0
        return met


def situation(record: Record, town: int, programme: str | None, likeness: Floats32 | None) -> Situation:
    """The situation of a town of the register."""
    past = record.past
    return Situation(
        record=record,
        town=town,
        country=int(past.countries[town]),
        point=past.snapshot.unit_vectors[town],
        log_population=float(past.log_population[town]),
        programme=programme,
        likeness=likeness,
    )
