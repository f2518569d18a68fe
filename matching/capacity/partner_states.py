"""The states from which a town has partners already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.snapshot.frozen import Snapshot
from matching.present_partners import present_partners
from matching.rules.country_sets import state_of
from matching.ties import Ties

if TYPE_CHECKING:
    from matching.asker import Asker


def partner_states(asker: Asker) -> frozenset[str]:
    """The other states in which the asker has twin towns, or fellows in a network small enough to work together."""
    return _states(asker.ties.snapshot, asker.present_partners.tolist(), asker.country)


def partner_states_of(ties: Ties, town: int) -> frozenset[str]:
    """The same for a town of the register (its index)."""
    own = ties.snapshot.municipalities.category("country")[town] or ""
    return _states(ties.snapshot, present_partners(ties, town).tolist(), own)


def _states(snapshot: Snapshot, towns: Sequence[int], own: str) -> frozenset[str]:
    column = snapshot.municipalities.category("country")
    states = {state_of(country) for town in towns if (country := column[town])}
    return frozenset(states - {state_of(own)})
