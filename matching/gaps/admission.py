"""Which towns can join a network by its own terms, for all towns at once.

The same terms as for the suggestions of one town (`matching.kinds.networks`, `matching.kinds.conditions`); a test
compares the two town by town.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.names import normal_form
from graph.snapshot.frozen import EARTH_RADIUS_KM
from graph.snapshot.vocabulary import CategoryColumn, frozen
from matching.gaps.places import Places
from matching.kinds.conditions import BALTIC, CONDITIONS, NEXT_DOOR_KM, SPA
from matching.kinds.networks import JOINABLE, REGIONAL, lasts
from matching.rules.asking.columns import fact_column
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, same
from matching.ties import Ties

if TYPE_CHECKING:
    from scipy.spatial import cKDTree


def takes_members(ties: Ties, on: date) -> npt.NDArray[np.bool_]:
    """Which networks can be joined at all on the day: running ones of a kind that takes members, projects to come;
    none whose members were chosen once, and no mere list."""
    table, day = ties.snapshot.tables["Network"], dates.to_code(on.isoformat())
    kind, admission = table.category("kind"), table.category("admission")
    joinable = np.isin(kind.codes, [kind.code(k) for k in JOINABLE])
    joinable |= (kind.codes == kind.code("project")) & (table.date("start") > day)
    closed = np.isin(admission.codes, [admission.code("chosen"), admission.code("listed")])
    found: npt.NDArray[np.bool_] = joinable & ~closed & lasts(table.date("end"), day)
    return found


@dataclass(frozen=True)
class Admission:
    """Who can join which network on the day `on`, asked for the bodies in `among`, shape (municipalities,).

    Of others nothing is found out that takes its time: whether a name is that of a spa, how far the nearest member is.
    """

    ties: Ties
    on: date
    among: npt.NDArray[np.bool_]
    places: Places
    _answers: dict[int, Answers] = field(default_factory=dict)
    _around: dict[int, npt.NDArray[np.bool_]] = field(default_factory=dict)

    @cached_property
    def taking(self) -> npt.NDArray[np.bool_]:
        """Which networks can be joined at all (`takes_members`)."""
        return takes_members(self.ties, self.on)

    def of(self, network: int) -> Answers:
        """For each municipality whether it can join the network: NO where a term is against it or it is a member, else
        UNKNOWN where nobody knows a term, or how the network takes members, else YES. Shape (municipalities,)."""
        if network not in self._answers:
            self._answers[network] = frozen(self._judged(network))
        return self._answers[network]

    def _judged(self, network: int) -> Answers:
        snapshot = self.ties.snapshot
        size, table = len(snapshot.municipalities), snapshot.tables["Network"]
        if not self.taking[network]:
            return same(NO, size)
        answers = same(YES if table.category("admission")[network] == "open" else UNKNOWN, size)
        for term in self._conditions(network):
            np.minimum(answers, term, out=answers)
        answers[self._shut_out(network)] = NO
        answers[self.ties.memberships.towns_of(network)] = NO
        return answers

    @cached_property
    def _nuts3(self) -> CategoryColumn:
        return fact_column(self.ties.snapshot, "nuts3")

    def _shut_out(self, network: int) -> npt.NDArray[np.bool_]:
        """Whom the network's countries, regions, sizes or home shut out. What is not known of a town shuts it out of
        nothing."""
        ties, snapshot = self.ties, self.ties.snapshot
        table, country = snapshot.tables["Network"], snapshot.municipalities.category("country")
        shut: npt.NDArray[np.bool_]
        with np.errstate(invalid="ignore"):  # an unknown size is neither too large nor too small
            shut = snapshot.population > table.number("population_max")[network]
            shut |= snapshot.population < table.number("population_min")[network]
        named = [code for code, networks in ties.network_countries.items() if networks[network]]
        if named:
            shut |= ~np.isin(country.codes, [country.code(code) for code in named])
        regions = tuple(code for code, networks in ties.network_regions.items() if networks[network])
        if regions:
            # The last place is that of towns whose region nobody states.
            elsewhere = np.array([*(not value.startswith(regions) for value in self._nuts3.values), False])
            shut |= elsewhere[self._nuts3.codes]
        if ties.national[network]:
            shut |= ~ties.countries_present[network][country.codes]
        if table.category("one_per_country")[network] == "yes":
            members = snapshot.links("MEMBER_OF")
            rows = members.rows_to(network)
            still = members.start[rows[lasts(members.until[rows], dates.to_code(self.on.isoformat()))]]
            shut |= np.isin(country.codes, country.codes[still])
        return shut | self._of_another_region(network)

    def _conditions(self, network: int) -> list[Answers]:
        """What members have to be beside that, one by one; of a condition that we cannot judge nobody knows."""
        size = len(self.ties.snapshot.municipalities)
        found: list[Answers] = []
        for name in dict(self.ties.network_conditions).get(network, ()):
            if name == "spa":
                found.append(self._spas)
            elif name in CONDITIONS:
                judge = _JUDGES.get(name)
                found.append(same(UNKNOWN, size) if judge is None else judge(self, network))
        return found

    @cached_property
    def coast(self) -> Answers:
        """Who lies on the coast, as the newest fact about it says."""
        facts = self.ties.snapshot.facts
        answers = same(UNKNOWN, len(self.ties.snapshot.municipalities))
        rows = np.flatnonzero(facts.key.codes == facts.key.code("coastal")) if len(facts.subject) else np.empty(0, int)
        body, newest = np.unique(facts.subject[rows], return_index=True)  # of a body's facts the newest comes first
        first = facts.value.offsets[rows[newest]]
        answers[body] = np.where(facts.value.block[first] == ord("y"), YES, NO)
        return answers

    @cached_property
    def _spas(self) -> Answers:
        """Who says in its name that it is a spa; of the others nobody knows."""
        names = self.ties.snapshot.municipalities.text("name")
        answers = same(UNKNOWN, len(names))
        asked = np.flatnonzero(self.among & self.ties.snapshot.partners).tolist()
        answers[[at for at in asked if SPA.search(_folded(names[at] or ""))]] = YES
        return answers

    def _of_another_region(self, network: int) -> npt.NDArray[np.bool_]:
        """Who is neither of the one region that the network is of nor next door to a member. Whose region nobody knows
        is kept from none."""
        networks, regions, members = self.ties.within_one_region
        own = regions[(networks == network) & (members >= REGIONAL)]
        region = self.places.region_of
        elsewhere: npt.NDArray[np.bool_] = self.among & (region >= 0) & ~np.isin(region, own)
        return elsewhere & ~self.next_door(network) if len(own) else np.zeros_like(elsewhere)

    def next_door(self, network: int) -> npt.NDArray[np.bool_]:
        """Which of the bodies asked for lie within NEXT_DOOR_KM of a member; whose place is not known does not."""
        if network not in self._around:
            beside = np.zeros(len(self.placed), dtype=np.bool_)
            members = self.ties.memberships.towns_of(network)
            members = members[self.placed[members]]
            tree, asked = self._tree
            if len(members) and len(asked):
                points = self.ties.snapshot.unit_vectors[members].astype(np.float64)
                reach = 2 * np.sin(NEXT_DOOR_KM / (2 * EARTH_RADIUS_KM))
                around = tree.query_ball_point(points, reach)
                beside[asked[np.unique(np.concatenate([np.array(rows, dtype=np.int64) for rows in around]))]] = True
            self._around[network] = frozen(beside)
        return self._around[network]

    @cached_property
    def placed(self) -> npt.NDArray[np.bool_]:
        """Whether anything is known of where each municipality lies."""
        placed: npt.NDArray[np.bool_] = ~np.isnan(self.ties.snapshot.unit_vectors[:, 0])
        return placed

    @cached_property
    def _tree(self) -> tuple[cKDTree, npt.NDArray[np.int64]]:
        """The places of the bodies asked for, and which these are."""
        from scipy.spatial import cKDTree

        asked = np.flatnonzero(self.among & self.placed)
        return cKDTree(self.ties.snapshot.unit_vectors[asked].astype(np.float64)), asked


def _folded(name: str) -> str:
    """The name without accents and capitals; what has none of the first needs no more than the second."""
    return name.casefold() if name.isascii() else normal_form(name)


def _on_the_coast(asked: Admission, network: int) -> Answers:
    return asked.coast


def _next_door(asked: Admission, network: int) -> Answers:
    ties, beside = asked.ties, asked.next_door(network)
    codes, present = ties.snapshot.municipalities.category("country").codes, ties.countries_present[network]
    members_placed = bool(asked.placed[ties.memberships.towns_of(network)].any())
    unknown = ~asked.placed | (not members_placed)
    unknown &= ~((codes >= 0) & present.any() & ~present[codes])  # who is of another country is no neighbour at all
    return np.where(beside, YES, np.where(unknown, UNKNOWN, NO)).astype(np.int8)


def _baltic(asked: Admission, network: int) -> Answers:
    country = asked.ties.snapshot.municipalities.category("country")
    around = np.isin(country.codes, [country.code(code) for code in BALTIC])
    return np.where(around, np.int8(YES), _next_door(asked, network)).astype(np.int8)


_JUDGES: Mapping[str, Callable[[Admission, int], Answers]] = MappingProxyType(
    {"coast": _on_the_coast, "next-door": _next_door, "baltic": _baltic}
)
