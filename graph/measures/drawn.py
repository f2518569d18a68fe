"""A network with all that a file can say of it: its nodes and ties with names, places, sizes, dates and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph import dates
from graph.arrays import Floats64
from graph.measures.layout import positions
from graph.measures.position import graph_of
from graph.measures.projection import Projection
from graph.snapshot.frozen import Snapshot

#: What stands at a node or tie; what is not known is not there.
Attributes = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two towns, or two networks; in a bipartite network between a town (`source`) and a network.

    `since` and `until` are the first and last day of the membership, or of being in one network together; None where
    that is not known, or where it goes on. `weight` and `shared`, in how many networks the two are (how many towns two
    networks have in common), are None where there is none (a membership).
    `expected` is how many they share by chance, `z` by how many standard deviations they share more, and `p` how likely
    at least as many as they share are (bipartite configuration model); None where that was not asked for, and `z` where
    chance leaves no choice.
    """

    source: str
    source_name: str
    target: str
    target_name: str
    weight: float | None
    since: str | None
    until: str | None
    shared: int | None = None
    expected: float | None = None
    z: float | None = None
    p: float | None = None


@dataclass(frozen=True, eq=False)
class Drawn:
    """A network to be written: the projection of a snapshot, or, where `bipartite`, towns and networks together.

    `measures` give a value for each node of the projection, NaN where it is not defined, and stand at the nodes.
    `chance` is what chance gives for the tie of two rows, the expected number, z and p (`graph.measures.backbone`).
    """

    snapshot: Snapshot
    projection: Projection
    bipartite: bool = False
    chance: Mapping[tuple[int, int], tuple[float, float | None, float]] = field(default_factory=dict)
    measures: Mapping[str, Floats64] = field(default_factory=dict)

    @cached_property
    def spells(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """The first and last day (codes of `graph.dates`, 0 for unknown or open) of each membership (town, network).

        As its sources say, the earliest first day and the latest last one; else as long as the network itself.
        """
        links, networks = self.snapshot.links("MEMBER_OF"), self.snapshot.tables["Network"]
        begun, over = networks.date("start"), networks.date("end")
        found: dict[tuple[int, int], tuple[int, int]] = {}
        rows = zip(links.start.tolist(), links.end.tolist(), links.since.tolist(), links.until.tolist(), strict=True)
        for town, network, since, until in rows:
            since, until = since or int(begun[network]), until or int(over[network])
            earlier = found.get((town, network))
            if earlier is not None:
                since = min(since, earlier[0]) if since and earlier[0] else since or earlier[0]
                until = max(until, earlier[1]) if until and earlier[1] else 0
            found[town, network] = since, until
        return found

    def nodes(self) -> Iterator[tuple[str, Attributes]]:
        """Each node's id with its attributes: towns first, then networks."""
        ties = self.projection
        if self.bipartite or ties.onto == "towns":
            for at, town in enumerate(ties.towns.tolist()):
                yield self.snapshot.municipalities.ids[town], self._town(town) | self._measured("towns", at)
        if self.bipartite or ties.onto == "networks":
            for at, network in enumerate(ties.networks.tolist()):
                table = self.snapshot.tables["Network"]
                yield table.ids[network], self._network(network) | self._measured("networks", at)

    def ties(self) -> Iterator[Tie]:
        """Every tie once, ordered by its ends."""
        ties = self.projection
        towns, networks = self.snapshot.municipalities, self.snapshot.tables["Network"]
        if self.bipartite:
            pairs = ties.incidence.tocoo()
            for row, column in zip(pairs.row.tolist(), pairs.col.tolist(), strict=True):
                town, network = int(ties.towns[row]), int(ties.networks[column])
                since, until = self.spells[town, network]
                ends = towns.ids[town], str(towns.named(town)), networks.ids[network], str(networks.named(network))
                yield Tie(*ends, None, dates.from_code(since), dates.from_code(until))
            return
        table = towns if ties.onto == "towns" else networks
        matrix = ties.matrix.tocoo()
        for row, column, weight in zip(matrix.row.tolist(), matrix.col.tolist(), matrix.data.tolist(), strict=True):
            if row < column:
                first, second = int(ties.nodes[row]), int(ties.nodes[column])
                shared, since, until = self._together(row, column)
                ends = table.ids[first], str(table.named(first)), table.ids[second], str(table.named(second))
                by_chance = self.chance.get((row, column), (None, None, None))
                yield Tie(*ends, weight, dates.from_code(since), dates.from_code(until), shared, *by_chance)

    @cached_property
    def places(self) -> Floats64:
        """Where each node is drawn, in the order of `nodes()`."""
        if not self.bipartite:
            return positions(graph_of(self.projection.matrix))
        from scipy.sparse import block_array

        incidence = self.projection.incidence
        if not incidence.nnz:
            return np.zeros((sum(incidence.shape), 2))
        return positions(graph_of(block_array([[None, incidence], [incidence.T, None]], format="csr")))

    @cached_property
    def last_known(self) -> int:
        """The day of the snapshot, or else the newest that it knows of a membership: until then what goes on is known
        to go on. 0 where no day is known at all."""
        links = self.snapshot.links("MEMBER_OF")
        known = (links.as_of, links.since)
        return self.snapshot.as_of or max((int(days.max()) for days in known if len(days)), default=0)

    def _together(self, row: int, column: int) -> tuple[int, int, int]:
        """How much two nodes of the projection share, and from when to when: from the first, to the last."""
        ties, affiliated = self.projection, self._affiliated
        middles = np.intersect1d(affiliated[row], affiliated[column], assume_unique=True).tolist()
        since: list[int] = []
        until: list[int] = []
        for middle in middles:
            spells = [
                self.spells[
                    (int(ties.towns[at]), int(ties.networks[middle]))
                    if ties.onto == "towns"
                    else (int(ties.towns[middle]), int(ties.networks[at]))
                ]
                for at in (row, column)
            ]
            if all(begun for begun, _ in spells):
                since.append(max(begun for begun, _ in spells))
            ended = [over for _, over in spells if over]
            until.append(min(ended) if ended else 0)
        return len(middles), min(since, default=0), 0 if 0 in until else max(until, default=0)

    @cached_property
    def _affiliated(self) -> Sequence[np.ndarray[tuple[int], np.dtype[np.int32]]]:
        rows = self.projection.affiliations
        return [rows.indices[rows.indptr[at] : rows.indptr[at + 1]] for at in range(rows.shape[0])]

    def _town(self, at: int) -> Attributes:
        table = self.snapshot.municipalities
        regions = self.snapshot.links("IN", "Municipality").ends(at)
        about: dict[str, str | int | float | None] = {
            "label": str(table.named(at)),
            "type": "Municipality",
            "name": str(table.named(at)),
            "country": table.category("country")[at],
            "kind": table.category("kind")[at],
            "region": str(self.snapshot.tables["Region"].named(int(regions[0]))) if len(regions) else None,
            "lat": _known(table.number("lat")[at]),
            "lon": _known(table.number("lon")[at]),
            "population": None if np.isnan(self.snapshot.population[at]) else int(self.snapshot.population[at]),
        }
        return {name: value for name, value in about.items() if value is not None}

    def _network(self, at: int) -> Attributes:
        table = self.snapshot.tables["Network"]
        about: dict[str, str | int | float | None] = {
            "label": str(table.named(at)),
            "type": "Network",
            "name": str(table.named(at)),
            "kind": table.category("kind")[at],
            "admission": table.category("admission")[at],
            "since": dates.from_code(int(table.date("start")[at])),
            "until": dates.from_code(int(table.date("end")[at])),
        }
        return {name: value for name, value in about.items() if value is not None}

    def _measured(self, side: str, at: int) -> Attributes:
        if side != self.projection.onto:
            return {}
        return {name: float(values[at]) for name, values in self.measures.items() if not np.isnan(values[at])}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
