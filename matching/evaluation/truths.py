"""What each purpose of partners is for, told apart in networks that came about: its own true answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.model import SMALL_TOWN
from graph.snapshot.frozen import Snapshot
from matching.evaluation.history import Hidden
from matching.programmes import family
from matching.purposes.experienced import EXPERIENCED
from matching.purposes.nearby import NEAR_YOU
from matching.purposes.neighbours import NEIGHBOURS_ACROSS_THE_BORDER
from matching.purposes.peers import PEERS_ON_YOUR_THEME

#: Whether a member of a network (its index) is a true answer to the town that asks.
Truth = Callable[[Snapshot, int, Hidden, int], bool]


def _peers(known: Snapshot, asker: int, network: Hidden, member: int) -> bool:
    """Whom a theme brought together: members of URBACT's and of transnational networks."""
    return family(network.programme_name) in ("urbact", "transnational")


def _nearby(known: Snapshot, asker: int, network: Hidden, member: int) -> bool:
    """Members of the asker's own country, under any programme or none."""
    return _one_country(known, asker, member)


def _neighbours(known: Snapshot, asker: int, network: Hidden, member: int) -> bool:
    """Members abroad, in cross-border networks."""
    return family(network.programme_name) == "cross-border" and not _one_country(known, asker, member)


def _experienced(known: Snapshot, asker: int, network: Hidden, member: int) -> bool:
    """Where a small town asks: whoever led the network that it was in, or is not small itself."""
    if not known.population[asker] < SMALL_TOWN:
        return False
    led = network.item is not None and network.item.lead == member
    return led or bool(known.population[member] >= SMALL_TOWN)


def _one_country(known: Snapshot, one: int, other: int) -> bool:
    countries = known.municipalities.category("country").codes
    return bool(countries[one] == countries[other])


#: By the name of a purpose its truth, in the order of the portfolio.
TRUTHS: Mapping[str, Truth] = {
    PEERS_ON_YOUR_THEME.name: _peers,
    NEAR_YOU.name: _nearby,
    NEIGHBOURS_ACROSS_THE_BORDER.name: _neighbours,
    EXPERIENCED.name: _experienced,
}


def truths(known: Snapshot, asker: int, networks: Sequence[Hidden]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """By purpose the true partners of the asker in the networks, sorted town indices; without purposes that have none.

    A town whose size is unknown is neither small nor large.
    """
    found = []
    for purpose, true in TRUTHS.items():
        towns = {m for network in networks for m in network.members if m != asker and true(known, asker, network, m)}
        if towns:
            found.append((purpose, tuple(sorted(towns))))
    return tuple(found)
