"""The states from which a town has partners already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.snapshot.frozen import Snapshot
from matching.asker import Asker, understand
from matching.rules.country_sets import state_of
from matching.ties import Ties
from matching.types import Query


def partner_states(asker: Asker) -> frozenset[str]:
    """The other states in which the asker has twin towns, or fellows in a network small enough to work together."""
    return _states(asker.ties.snapshot, asker.present_partners.tolist(), asker.country)


def partner_states_of(snapshot: Snapshot, town: int) -> frozenset[str]:
    """The same for a town of the register (its index)."""
    query = Query(town=snapshot.municipalities.ids[town], on=date.min)
    return partner_states(understand(Ties(snapshot), query, None, {}))


def _states(snapshot: Snapshot, towns: Sequence[int], own: str) -> frozenset[str]:
    column = snapshot.municipalities.category("country")
    states = {state_of(country) for town in towns if (country := column[town])}
    return frozenset(states - {state_of(own)})
