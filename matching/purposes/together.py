"""Towns that did one thing: of neighbours that did it together, and of one scheme, whoever asks writes to one; of
others that did a thing of the same name to few.

A source that tells of two municipalities with one administration names both, and the bundle has a row for each. Some of
them have become one municipality since: the official list is of 2019. And where nothing is known of towns but that they
are in one small network, one of them tells what there is to tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

import numpy as np

from graph.snapshot.frozen import EARTH_RADIUS_KM
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.claims import proof_of_use
from matching.ties import WORKING_SIZE

#: Towns so near to each other, in kilometres, that one source names for one practice did it together.
TOGETHER_KM = 20.0

#: So many towns that answer a need by practices of the same name, told by sources of their own, come before others.
OF_ONE = 2

#: A practice: its name and the source that tells of it.
Practice = tuple[str, str]
#: What several towns are in, hold or did as one: the label of its node, its name, and the source where that tells it.
Scheme = tuple[str, str, str]


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


def seats(asker: Asker, towns: Sequence[int], taken: Container[Scheme] = ()) -> list[int]:
    """The positions of those of `towns`, the best first, that get a seat where a need is told, in their order: of all
    that answer it by one scheme the first alone, and none whose scheme is `taken`. The provinces of one project, the
    members of one network and the holders of one label say the same: the others are named beside the one.

    One of the asker's own country, where one is among them, stands in the place of the best: law and language are its.
    Those that answer it by what OF_ONE before them did under the same name stand behind the others: one article tells
    of five towns with a free bus, and whoever asks chooses better among several things.
    """
    schemes = [scheme(asker, town) for town in towns]
    at_home = {own: at for at, own in reversed([*enumerate(schemes)]) if own is not None and asker.at_home[towns[at]]}
    seen, times = set[Scheme](), Counter[str]()
    kept: list[int] = []
    again: list[int] = []
    for at, own in enumerate(schemes):
        if own is None:
            kept.append(at)
        elif own not in seen and own not in taken:
            seen.add(own)
            times[own[1]] += 1
            (kept if times[own[1]] <= OF_ONE else again).append(at_home.get(own, at))
    return kept + again


def scheme(asker: Asker, town: int) -> Scheme | None:
    """What the town answers the need by, where several towns may have it as one: the network, the label, or the thing
    of that name of which the same source tells; None where nothing of the town is near to the need, or none is told.
    Who says itself that it offers what is wanted speaks for itself, whatever it shares with others."""
    if asker.ties.offers[town, asker.leading].any():
        return None
    proof = None if asker.near is None else asker.near.best(town)
    if proof is None:
        return None
    snapshot = asker.ties.snapshot
    name, source = snapshot.tables[proof.label].name(proof.thing), ""
    if proof.label == "Solution" and proof_of_use(asker.ties, town, proof.thing) != "label":
        source = statements.use_source(snapshot, town, proof.thing)
    return proof.label, name, source


def _only_network(asker: Asker, town: int) -> int | None:
    """The network of at most WORKING_SIZE towns that is all that is known of the town, lists aside; else None."""
    ties = asker.ties
    if ties.uses.degrees.item(town) or ties.experience.item(town) != 1:
        return None
    networks = ties.memberships.things_of(town)
    networks = networks[~ties.listed[networks]]
    return int(networks[0]) if ties.memberships.sizes[networks[0]] <= WORKING_SIZE else None


def _larger(asker: Asker, one: int, other: int) -> bool:
    """Whether the one is the larger; a county is no town that the other has become a part of."""
    population, wide = asker.ties.snapshot.population, asker.ties.snapshot.wide_bodies
    if wide[one] != wide[other]:
        return bool(wide[other])
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
