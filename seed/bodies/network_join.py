"""Which network of the graph a row of another list means: the same id, or the same name, kind and first year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from graph.model import Network
from graph.names import normal_form, normal_forms

#: Projects and tandems are not joined by name: many projects share an acronym.
JOINED = frozenset({"association", "initiative", "network"})
_ABBREVIATION = re.compile(r"\(([A-Z][\w&@.-]+)\)")


class NetworkJoin:
    """Finds networks of the graph again: `Eurocities` in `EUROCITIES`, `UBC` in `Union of the Baltic Cities (UBC)`."""

    def __init__(self, networks: Iterable[Network] = ()) -> None:
        self._named: dict[tuple[str, str], list[Network]] = {}
        self._ids: set[str] = set()
        for network in networks:
            self._ids.add(network.id)
            for form in _forms(network.name):
                self._named.setdefault((network.kind, form), []).append(network)

    def find(self, network: Network) -> Network:
        """The network under the id by which the graph knows it; as it is where none, or more than one, may be it."""
        if network.id in self._ids or network.kind not in JOINED:
            return network
        found = {
            known.id
            for form in _forms(network.name)
            for known in self._named.get((network.kind, form), ())
            if not (known.start and network.start and known.start[:4] != network.start[:4])
        }
        return replace(network, id=found.pop()) if len(found) == 1 else network


def _forms(name: str) -> set[str]:
    return {*normal_forms(name), *map(normal_form, _ABBREVIATION.findall(name))}
