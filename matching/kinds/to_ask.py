"""Whom to ask about what a town did: the towns that did it themselves, those like the asker first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.arrays import Ints32
from matching.asker import Asker
from matching.kinds.kind import Shown
from matching.types import TownToAsk

#: So many towns are named to ask about one practice.
NAMED = 3
#: So many kilometres farther a member may be, if it is of the asker's own country.
AT_HOME_KM = 200.0


def towns_to_ask(asker: Asker, solution: int) -> tuple[TownToAsk, ...]:
    """At most NAMED towns that did the practice, or one of the same name, and not only plan it; where nobody is known
    to have, those that hold a label or a prize for it. Those alike in size first, then the nearest. None for what is no
    practice, and never the asker or a part of it."""
    ties, snapshot = asker.ties, asker.ties.snapshot
    if snapshot.tables["Solution"].category("kind")[solution] != "practice":
        return ()
    alike = ties.solution_namesakes(solution)
    towns = np.unique(np.concatenate([ties.doers(one) for one in alike]))
    if not len(towns):
        towns = np.unique(np.concatenate([ties.holders(one) for one in alike]))
    if asker.index is not None:
        towns = towns[snapshot.homes[towns] != snapshot.homes[asker.index]]
    order = np.lexsort((towns, -asker.nearness[towns], -np.round(asker.size_likeness_of(towns), 1)))
    return tuple(town_to_ask(asker, int(towns[at])) for at in order[:NAMED])


def member_to_ask(asker: Asker, members: Ints32) -> tuple[TownToAsk, ...]:
    """Which of the members of a network to ask how joining went: the nearest, rather of the asker's own country. None
    where there are no members, and never the asker or a part of it."""
    snapshot = asker.ties.snapshot
    towns = np.unique(snapshot.homes[members]).astype(np.int32)
    if asker.index is not None:
        towns = towns[snapshot.homes[towns] != snapshot.homes[asker.index]]
    towns = towns[snapshot.partners[towns]]
    if not len(towns):
        return ()
    far = asker.known_distances[towns]
    # A town of one's own country that is not much farther is asked more easily.
    order = np.lexsort((towns, far - np.where(asker.at_home[towns], np.float32(AT_HOME_KM), 0)))
    return (town_to_ask(asker, int(towns[order[0]])),)


def others_of_the_scheme(asker: Asker, towns: Sequence[int]) -> tuple[TownToAsk, ...]:
    """At most NAMED of the towns that answer a need as a suggested one does, the nearest first."""
    nearest = sorted(towns, key=lambda town: (float(asker.known_distances[town]), town))
    return tuple(town_to_ask(asker, town) for town in nearest[:NAMED])


def town_to_ask(asker: Asker, town: int) -> TownToAsk:
    """A town as one is named that can be asked."""
    snapshot = asker.ties.snapshot
    table, population, away = snapshot.municipalities, float(snapshot.population[town]), asker.told_distance(town)
    site = snapshot.fact(town, "website")
    return TownToAsk(
        id=table.ids[town],
        name=table.name(town, asker.query.language),
        country=table.category("country")[town] or "",
        population=None if np.isnan(population) else int(population),
        distance_km=None if np.isnan(away) else round(away, 1),
        website=None if site is None else site.value,
    )


def shown(asker: Asker, solution: int) -> Shown:
    """What a solution shows: whom to ask about it."""
    return Shown(to_ask=towns_to_ask(asker, solution))
