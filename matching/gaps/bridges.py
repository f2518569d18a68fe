"""Missing bridges: groups of towns that work on the same, with no tie between them, and the tie that would close it.

A group is what the towns of the scope have joined or use: the members of one network, the users of one solution. So
each has a name, and an office or an owner who can be written to; who carries out the same practice is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.said import Noun, counted, said, said_many
from matching.gaps.reach import reached
from matching.gaps.scope import ADDRESSED, Cut, ids_of
from matching.gaps.topics import VISIT_KM
from matching.gaps.values import Finding, Gap, Subject
from matching.pairs import Bipartite
from matching.ties import WORKING_SIZE

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: One town is no group.
SMALLEST = 2
#: A group that bridges to many is told this often at most, so that the first rows are not all about it.
OFTEN = 2
#: So many topics of a pair are told.
TOLD = 2
_GROUPS = Noun(
    said("No network or solution"), said_many("{count:,} network or solution", "{count:,} networks or solutions")
)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a scope: the things (`label` and index in its table), `inside`, shape (municipalities, groups), 1
    where the body is in the group, and `wants`, shape (groups, topics), what each works on or needs, as booleans."""

    labels: tuple[str, ...]
    things: npt.NDArray[np.int64]
    inside: csr_array
    wants: npt.NDArray[np.bool_]


def groups(cut: Cut) -> Groups:
    """The groups with at least SMALLEST bodies of the scope. A topic of a group is one that its thing addresses, or one
    that two of its towns need."""
    from scipy.sparse import csr_array, hstack

    ties, needs = cut.ties, _needs(cut)
    labels: list[str] = []
    things, blocks, wants = [], [], []
    for label, pairs, matrix, kept in (
        ("Network", ties.memberships, ties.network_topics, ~ties.listed),
        ("Solution", ties.uses, ties.solution_topics, cut.joint_solutions),
    ):
        inside = _incidence(pairs, cut.bodies)
        chosen = np.flatnonzero((np.asarray(inside.sum(axis=0)).ravel() >= SMALLEST) & kept)
        block = csr_array(inside[:, chosen])
        labels += [label] * len(chosen)
        things.append(chosen)
        blocks.append(block)
        wants.append(((matrix[chosen] >= ADDRESSED) | ((block.T @ needs).toarray() >= SMALLEST)) & cut.topics)
    return Groups(tuple(labels), np.concatenate(things), csr_array(hstack(blocks)), np.concatenate(wants))


def bridges(cut: Cut, top: int) -> Finding:
    """The pairs of groups with a common topic and no tie: no common town, none of the one in a network of at most
    WORKING_SIZE members with one of the other, none twinned. With a network, the pairs that it is one of.

    First those with most common topics, then those whose smaller group is larger. `town` and `partner` are one of each
    group: the pair nearest and most alike in size. `count` is how many towns the two groups have.
    """
    found = groups(cut)
    sizes = np.asarray(found.inside.sum(axis=0)).ravel().astype(np.int64)
    common = found.wants.astype(np.float32) @ found.wants.T.astype(np.float32)
    tied = ((found.inside.T @ _known_to(cut)) @ found.inside).toarray() > 0
    open_pairs = np.triu((common > 0) & ~tied, 1)
    if cut.network is not None:
        own = np.array([label == "Network" for label in found.labels], dtype=np.bool_) & (found.things == cut.network)
        open_pairs &= own[:, None] | own[None, :]
    one, other = np.nonzero(open_pairs)
    order = np.lexsort((other, one, -np.minimum(sizes[one], sizes[other]), -common[one, other]))
    chosen = _not_too_often(one[order], other[order])
    rows = tuple(row for a, b in _first(chosen, top) if (row := _row(cut, found, a, b)) is not None)
    number = len(one)
    summary = said_many(
        "{groups} have {least} towns here or more: {count:,} pair works on the same topic and has no tie.",
        "{groups} have {least} towns here or more: {count:,} pairs work on the same topic and have no tie.",
        count=number,
        groups=counted(len(sizes), _GROUPS),
        least=SMALLEST,
    )
    if len(sizes) < 2:
        summary = said("Fewer than two networks or solutions have several towns here: there is nothing to bridge.")
    return Finding(
        name="bridges",
        title=said("Missing bridges"),
        number=number,
        of=len(sizes) * (len(sizes) - 1) // 2,
        summary=summary,
        action=said("Make one tie for each pair: the two towns named are the nearest, and most alike in size."),
        rows=rows,
        total=number,
        counts=said("towns of both groups here"),
        not_known=(
            said(
                "Who knows whom beyond networks of up to {size} members and twin towns, no list tells.",
                size=WORKING_SIZE,
            ),
            said("Groups are those whose lists are loaded, with the members that these name."),
        ),
    )


def _needs(cut: Cut) -> csr_array:
    from scipy.sparse import csr_array

    town, topic = cut.wants
    shape = (len(cut.bodies), len(cut.topics))
    return csr_array((np.ones(len(town), dtype=np.float32), (town, topic)), shape=shape)


def _incidence(pairs: Bipartite, kept: npt.NDArray[np.bool_]) -> csr_array:
    from scipy.sparse import csr_array

    chosen = kept[pairs.towns]
    ones = np.ones(int(chosen.sum()), dtype=np.float32)
    return csr_array((ones, (pairs.towns[chosen], pairs.things[chosen])), shape=(len(kept), len(pairs.sizes)))


def _known_to(cut: Cut) -> csr_array:
    """Which bodies know each other, themselves included: by a network of people who meet, or as twins."""
    from scipy.sparse import csr_array, eye_array

    ties, n = cut.ties, len(cut.bodies)
    small = (ties.memberships.sizes <= WORKING_SIZE) & ~ties.listed
    joint = _incidence(ties.memberships, cut.bodies)[:, np.flatnonzero(small)]
    first, second = cut.snapshot.links("TWINNED_WITH").pairs
    both = np.concatenate([first, second]), np.concatenate([second, first])
    twins = csr_array((np.ones(len(both[0]), dtype=np.float32), both), shape=(n, n))
    return csr_array(joint @ joint.T + twins + eye_array(n, dtype=np.float32))


def _not_too_often(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    told: dict[int, int] = {}
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        if told.get(a, 0) < OFTEN and told.get(b, 0) < OFTEN:
            told[a], told[b] = told.get(a, 0) + 1, told.get(b, 0) + 1
            yield a, b


def _first(pairs: Iterator[tuple[int, int]], top: int) -> Iterator[tuple[int, int]]:
    for _, pair in zip(range(top), pairs, strict=False):
        yield pair


def _row(cut: Cut, found: Groups, one: int, other: int) -> Gap:
    members = [found.inside[:, [at]].nonzero()[0].astype(np.int64) for at in (one, other)]
    nearest = reached(cut.snapshot, members[0], members[1], VISIT_KM)
    best = int(np.lexsort((members[0], -nearest.score))[0])
    town = int(members[0][best])
    partner = int(nearest.other[best]) if nearest.other[best] >= 0 else int(members[1][0])
    shared: Floats32 = (found.wants[one] & found.wants[other]).astype(np.float32)
    topics = cut.snapshot.tables["Topic"]
    told = tuple(topics.named(int(at)) for at in np.flatnonzero(shared)[:TOLD])
    first, second = (_name(cut, found, at) for at in (one, other))
    here, there = cut.places.town(town), cut.places.town(partner)
    together = np.union1d(*members)
    return Gap(
        subject=Subject(
            kind="group",
            id=f"{_id(cut, found, one)} {_id(cut, found, other)}",
            name=said("{one} – {other}", one=first, other=second),
        ),
        town=here,
        partner=there,
        distance_km=cut.places.kilometres(town, partner),
        count=len(together),
        why=said(
            "{one} ({ones} here) and {other} ({others} here) are both about {topics}, and no town is tied to both.",
            one=first,
            other=second,
            ones=len(members[0]),
            others=len(members[1]),
            topics=told,
        ),
        action=said(
            "Introduce {town} (in {one}) to {partner} (in {other}).",
            town=here.name,
            partner=there.name,
            one=first,
            other=second,
        ),
        towns=ids_of(cut.snapshot, together),
    )


def _name(cut: Cut, found: Groups, at: int) -> str:
    return cut.snapshot.tables[found.labels[at]].named(int(found.things[at]))


def _id(cut: Cut, found: Groups, at: int) -> str:
    return cut.snapshot.tables[found.labels[at]].ids[int(found.things[at])]
