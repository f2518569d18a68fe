"""Who took part in a programme's projects and networks so far, as far as the graph knows, and how many are small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.snapshot.frozen import Snapshot
from matching.programmes import lineage

#: Below this number of inhabitants a town is small (classes of the BBSR).
SMALL_TOWN = 20_000
#: Programmes that paid for the same under another name before.
_FORERUNNERS: Mapping[str, tuple[str, ...]] = {
    "prog:cerv-town-twinning": ("prog:europe-for-citizens-town-twinning",),
    "prog:cerv-networks-of-towns": ("prog:europe-for-citizens-networks-of-towns",),
    "prog:horizon-europe": ("prog:horizon-2020", "prog:horizon-2020-smart-cities"),
    "prog:urbact-action-networks": ("prog:urbact-action-planning-networks", "prog:urbact-3"),
    "prog:urbact-transfer-networks": ("prog:urbact-3",),
}


@dataclass(frozen=True, slots=True)
class Participants:
    """How many municipalities of known size took part, how many of them are small, in how many projects and networks
    that the graph knows, and one of these as an `example` (its id) with its `source`.

    Lists are incomplete, so only the share says something.
    """

    known: int
    small: int
    networks: int
    source: str | None
    example: str | None = None

    @property
    def share(self) -> float:
        """The share of small ones, drawn towards a half where few are known: a half where none is."""
        return (self.small + 2.0) / (self.known + 4.0)


@dataclass(frozen=True)
class PastParticipants:
    """The participants of each programme of a snapshot and of its forerunners, counted once."""

    snapshot: Snapshot

    @cached_property
    def all(self) -> tuple[Participants, ...]:
        """One for each programme, in the order of the snapshot."""
        return tuple(self._of(at) for at in range(len(self.snapshot.tables["Programme"])))

    @cached_property
    def _kin(self) -> Mapping[str, list[int]]:
        table = self.snapshot.tables["Programme"]
        kin: dict[str, list[int]] = {}
        for at in range(len(table)):
            kin.setdefault(lineage(table.name(at, "en")), []).append(at)
        return kin

    def _of(self, programme: int) -> Participants:
        table, paid = self.snapshot.tables["Programme"], self.snapshot.links("FUNDED_BY", "Network")
        same = list(self._kin[lineage(table.name(programme, "en"))])
        named = (table.ids.find(id) for id in _FORERUNNERS.get(table.ids[programme], ()))
        same += [at for at in named if at is not None]
        networks = np.unique(np.concatenate([paid.starts(at) for at in same]))
        members = self.snapshot.links("MEMBER_OF")
        towns = [members.starts(int(network)) for network in networks]
        took = np.unique(np.concatenate(towns)) if towns else np.empty(0, dtype=np.int32)
        sizes: npt.NDArray[np.float64] = self.snapshot.population[took]
        source = self.snapshot.tables["Network"].text("source")[int(networks[0])] if len(networks) else None
        example = self.snapshot.tables["Network"].ids[int(networks[0])] if len(networks) else None
        known = ~np.isnan(sizes)
        return Participants(int(known.sum()), int((sizes[known] < SMALL_TOWN).sum()), len(networks), source, example)
