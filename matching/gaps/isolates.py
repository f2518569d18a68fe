"""Towns of which no tie is known, those first that could be reached: one alike them that takes part is near."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.measures.report import TIES, TOWNS
from graph.measures.ties import tie_counts
from graph.said import Said, counted, said
from matching.gaps.doing import Work, proof
from matching.gaps.reach import reached, similar_size
from matching.gaps.scope import Cut
from matching.gaps.topics import VISIT_KM
from matching.gaps.values import Finding, Gap, Subject
from matching.rules.three_valued import UNKNOWN, YES

#: How many towns that do not take part are added to each town's peers.
DOUBT = 5
#: More powers of two than any town has inhabitants.
_SIZES = 64


def isolates(cut: Cut, top: int) -> Finding:
    """The towns of the scope without any known tie: no network but mere lists, no solution, no twin town.

    First those that best reach a town that takes part (`matching.gaps.reach`), by how usual it is for towns of their
    size and country to take part; with a topic, a town that does it. Those whose place is not known come last, the
    largest first. `partner` is that town, `subject` a network of it that the town
    could join by its own terms, `count` how many ties the partner has.
    """
    snapshot, ties = cut.snapshot, tie_counts(cut.snapshot)
    alone = np.flatnonzero(cut.towns & (ties == 0))
    work, connected = Work(cut.ties), _taking_part(cut)
    if cut.scope.topic is not None:
        connected &= work.doers(cut, work.own) | work.doers(cut, work.by_network)
    found = reached(snapshot, alone, np.flatnonzero(connected))
    people = np.nan_to_num(snapshot.population[alone])
    score = found.score * _usual(cut, connected)[alone]
    order = np.lexsort((alone, -people, -score, found.other < 0))[:top]
    rows = tuple(_row(cut, int(alone[at]), int(found.other[at]), ties) for at in order.tolist())
    number, of = len(alone), int(cut.towns.sum())
    near = int((cut.places.distances(alone, found.other) <= VISIT_KM).sum())
    summary: Said = said(
        "Without any tie that we know of: {number:,} of {towns}. With a town to turn to within {km:.0f} km: {near:,} "
        "of these.",
        towns=counted(of, TOWNS),
        number=number,
        near=near,
        km=VISIT_KM,
    )
    return Finding(
        name="isolates",
        title=said("Towns of which we know no tie"),
        number=number,
        of=of,
        summary=summary,
        action=said("Speak to the first of them: let the town beside each tell how it began, and take it along."),
        rows=rows,
        total=number,
        counts=said("ties of the partner"),
        not_known=_not_known(cut),
    )


def _taking_part(cut: Cut) -> npt.NDArray[np.bool_]:
    """Which towns, anywhere, are in a network or use a solution: to be twinned is no way in for others."""
    ties = cut.ties
    there = ties.uses.degrees > 0
    there[ties.memberships.towns[~ties.listed[ties.memberships.things]]] = True
    found: npt.NDArray[np.bool_] = there & cut.snapshot.partners & ~cut.snapshot.wide_bodies
    return found


def _usual(cut: Cut, taking_part: npt.NDArray[np.bool_]) -> Floats64:
    """The share of each town's peers that take part: towns of its country and of its size, by powers of two.

    With DOUBT towns more that do not, so that one of two is not half; a town of unknown size is a peer of its like.
    """
    snapshot = cut.snapshot
    with np.errstate(invalid="ignore"):
        size = np.where(snapshot.population > 0, np.log2(np.maximum(snapshot.population, 1)), -1.0)
    country = snapshot.municipalities.category("country").codes.astype(np.int64)
    peers = (country + 1) * _SIZES + np.floor(size).astype(np.int64) + 1
    towns = snapshot.partners & ~snapshot.wide_bodies
    count = int(peers.max(initial=0)) + 1
    share: Floats64 = np.bincount(peers[taking_part], minlength=count) / (
        np.bincount(peers[towns], minlength=count) + DOUBT
    )
    return share[peers]


def _row(cut: Cut, town: int, other: int, ties: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Gap:
    shown = cut.places.town(town)
    if other < 0:
        return Gap(
            town=shown,
            why=said("Its place is not known, or nobody with ties is near, so no town beside it can be named."),
            action=said("Ask {town} directly what it looks for.", town=shown.name),
        )
    beside, km = cut.places.town(other), cut.places.kilometres(town, other)
    words = {
        "partner": beside.name,
        "ties": counted(int(ties[other]), TIES),
        "km": km,
    }
    network, may = _way_in(cut, town, other)
    if network is None:
        action = said("Let {partner} tell {town} how it began.", partner=beside.name, town=shown.name)
    else:
        called = cut.snapshot.tables["Network"].named(network)
        action = _ACTIONS[may].fill(partner=beside.name, town=shown.name, network=called)
    sentence, source = _why(cut, town, other, km)
    return Gap(
        town=shown,
        partner=beside,
        distance_km=km,
        count=int(ties[other]),
        subject=None if network is None else _network(cut, network),
        may_join=None if network is None else "yes" if may == YES else "unknown",
        why=sentence if source else sentence.fill(**words),
        action=action,
        towns=(shown.id,),
        sources=() if source is None else (source,),
    )


_ACTIONS = {
    YES: said(
        "{partner} is in {network}, which takes new members, and nothing known is against {town}: take it along."
    ),
    UNKNOWN: said("{partner} is in {network}: ask its office whether {town} could join."),
}


def _why(cut: Cut, town: int, other: int, km: float | None) -> tuple[Said, str | None]:
    """What the other does, as its source tells it, and how far away and how large it is; and that source."""
    found, alike = proof(cut, other), similar_size(cut.snapshot, town, other)
    if found is None:
        if km is None:
            return said("{partner} has {ties}."), None
        if alike:
            return said("{partner}, {km:.0f} km away and of a similar size, has {ties}."), None
        return said("{partner}, {km:.0f} km away, has {ties}."), None
    if km is None:
        return said("{proof}.", proof=found.sentence), found.source
    if alike:
        return said("{proof}: {km:.0f} km away, and of a similar size.", proof=found.sentence, km=km), found.source
    return said("{proof}: {km:.0f} km away.", proof=found.sentence, km=km), found.source


def _network(cut: Cut, network: int) -> Subject:
    table = cut.snapshot.tables["Network"]
    return Subject(kind="network", id=table.ids[network], name=table.named(network))


def _way_in(cut: Cut, town: int, other: int) -> tuple[int | None, int]:
    """A network of the other that the town could join, the surest first, then the smallest; and how sure that is."""
    found = sorted(_ways(cut, town, other))
    return (found[0][2], -found[0][0]) if found else (None, UNKNOWN)


def _ways(cut: Cut, town: int, other: int) -> Iterator[tuple[int, int, int]]:
    sizes = cut.ties.memberships.sizes
    for network in cut.ties.memberships.things_of(other).tolist():
        if cut.networks[network] and cut.admission.taking[network]:
            answer = int(cut.admission.of(network)[town])
            if answer >= UNKNOWN:
                yield -answer, int(sizes[network]), network


def _not_known(cut: Cut) -> tuple[Said, ...]:
    return (
        said("The lists are incomplete: a town in this list may well have partners that no list names."),
        said("Neighbourly cooperation within a county or union stands in no list that we have."),
    )
