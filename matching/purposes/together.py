"""Towns that did one thing: of neighbours that did it together whoever asks writes to one, of others to few.

A source that tells of two municipalities with one administration names both, and the bundle has a row for each. Some of
them have become one municipality since: the official list is of 2019. And where nothing is known of towns but that they
are in one small network, one of them tells what there is to tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from graph.snapshot.frozen import EARTH_RADIUS_KM
from matching.asker import Asker
from matching.ties import WORKING_SIZE

#: Towns so near to each other, in kilometres, that one source names for one practice did it together.
TOGETHER_KM = 20.0

#: So many towns that answer a need by the same practice are told before other practices are, and by the same network at
#: all.
OF_ONE = 2

#: A practice: its name and the source that tells of it.
Practice = tuple[str, str]


def apart(asker: Asker, towns: Sequence[int], shown: Sequence[int] = ()) -> list[int]:
    """The positions of those of `towns` (rows of the register, the best first) that did nothing together with an
    earlier one, or with one of those `shown` before; in their order.

    Of several that did one thing together the largest stands in the place of the best: the smaller is the one that may
    be part of it by now. Of several of which no more is known than one and the same network the first is kept.
    """
    done = [(town, _practices(asker, town), -1) for town in shown]
    alone = {_only_network(asker, town) for town in shown}
    kept: list[int] = []
    for at, town in enumerate(towns):
        if (network := _only_network(asker, town)) is not None:
            if network in alone:
                continue
            alone.add(network)
        own = _practices(asker, town)
        place = next((place for other, others, place in done if own & others and _near(asker, town, other)), None)
        if place is None:
            done.append((town, own, len(kept)))
            kept.append(at)
        elif place >= 0 and _larger(asker, town, towns[kept[place]]):
            kept[place] = at
    return kept


def varied(asker: Asker, towns: Sequence[int]) -> list[int]:
    """The positions of `towns`, the best first, where a need is told: those that answer it by what OF_ONE before them
    did under the same name stand behind the others. One article tells of five towns with a free bus; whoever asks
    chooses better among several things than among five towns with one. Those that answer it by no more than a network
    that OF_ONE before them are in are left out: its other members say the same."""
    if asker.near is None:
        return list(range(len(towns)))
    times = Counter[tuple[str, str]]()
    again: list[int] = []
    kept: list[int] = []
    for at, town in enumerate(towns):
        proof = asker.near.best(town)
        if proof is None:
            kept.append(at)
            continue
        told = (proof.label, asker.ties.snapshot.tables[proof.label].name(proof.thing))
        times[told] += 1
        if times[told] <= OF_ONE:
            kept.append(at)
        elif proof.label == "Solution":
            again.append(at)
    return kept + again


def _only_network(asker: Asker, town: int) -> int | None:
    """The network of at most WORKING_SIZE towns that is all that is known of the town, lists aside; else None."""
    ties = asker.ties
    if ties.uses.degrees.item(town) or ties.experience.item(town) != 1:
        return None
    networks = ties.memberships.things_of(town)
    networks = networks[~ties.listed[networks]]
    return int(networks[0]) if ties.memberships.sizes[networks[0]] <= WORKING_SIZE else None


def _larger(asker: Asker, one: int, other: int) -> bool:
    population = asker.ties.snapshot.population
    return bool(population[one] > population[other])  # what is not known is larger than nothing


def _practices(asker: Asker, town: int) -> frozenset[Practice]:
    """What the town did that a few others did under the same name, by what the same source says."""
    snapshot, ties = asker.ties.snapshot, asker.ties
    if not ties.uses.degrees.item(town):
        return frozenset()
    table, links = snapshot.tables["Solution"], snapshot.links("USES")
    rows = links.rows_from(town)
    return frozenset(
        (table.name(links.end.item(row)), snapshot.source(links.source.item(row)))
        for row in rows[ties.of_few[rows]].tolist()
    )


def _near(asker: Asker, one: int, other: int) -> bool:
    vectors = asker.ties.snapshot.unit_vectors
    # A place that is not known is near to nobody.
    cosine = float(np.clip(vectors[one] @ vectors[other], -1, 1))
    return bool(np.arccos(cosine) * EARTH_RADIUS_KM <= TOGETHER_KM)
