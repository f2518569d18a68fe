"""Pictures of towns and the networks that they share: of all, and of one town and those it meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from api.pages.pictures import drawing, labels
from api.pages.pictures.arrangement import LARGEST, TOWN, Arrangement, side_by_side
from graph.arrays import Floats64

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: The sizes of type and how many names at most, on a wide screen and on a narrow one.
_WIDE, _NARROW = (17.0, 32), (34.0, 9)
#: How many nodes are reached by the tabulator: the most connected; all stand in the table beside the picture.
_TABBED = 30


@dataclass(frozen=True, slots=True)
class Node:
    """What a town or network is called, what is told of it where the pointer rests, and where it leads."""

    name: str
    title: str
    href: str | None = None


def network_picture(
    incidence: csr_array,
    found: Arrangement,
    town: Callable[[int], Node],
    network: Callable[[int], Node],
    group: Callable[[tuple[int, ...]], str],
    *,
    label: str,
    sizes: Floats64 | None = None,
    chosen: int | None = None,
) -> Markup:
    """Towns × networks as arranged: discs are networks, their points the towns in no other network, and the towns
    between are tied to their networks by lines.

    `town` and `network` tell of a row and a column, `group` of towns in the same networks. The towns between are sized
    by how many networks they are in, or by `sizes` (one for each row, NaN for unknown); the row `chosen` stands out.
    """
    first = [rows[0] for rows in found.groups]
    ties = incidence[first][:, found.networks].tocoo()
    radii = found.group_radius if sizes is None else _sized(sizes[first], found)
    single = [at for at, rows in enumerate(found.groups) if len(rows) == 1]
    towns = sorted(single, key=lambda at: (first[at] != chosen, -radii[at], at))
    networks = np.argsort(-np.asarray(incidence[:, found.networks].sum(axis=0)).ravel(), kind="stable").tolist()
    nodes = {at: town(first[at]) for at in towns}
    discs = {at: network(int(found.networks[at])) for at in networks}
    half = _TABBED // 2
    parts = [
        drawing.path(lines(found.group_at[ties.row], found.network_at[ties.col]), "ties"),
        *(
            drawing.linked(
                drawing.circle(*_at(found.group_at, at), float(found.group_radius[at])),
                href=None,
                title=group(rows),
                name="group",
            )
            for at, rows in enumerate(found.groups)
            if len(rows) > 1
        ),
        *_marks(networks, discs, found.network_at, found.network_radius, lambda at: "disc", half),
        drawing.path(points(found.points), "points"),
        *_marks(towns, nodes, found.group_at, radii, lambda at: "third" if first[at] == chosen else "first", half),
    ]
    first_named = [at for at in towns if first[at] == chosen]
    named = [(nodes[at].name, found.group_at[at], radii[at]) for at in first_named] + _alternating(
        [(discs[at].name, found.network_at[at], found.network_radius[at]) for at in networks],
        [(nodes[at].name, found.group_at[at], radii[at]) for at in towns if at not in first_named],
    )
    parts += names_of(named, found.height)
    return drawing.picture(parts, height=found.height, label=label, name="network")


def ties_picture(
    matrix: csr_array, node: Callable[[int], Node], *, label: str, seed: int = 0, sizes: Floats64 | None = None
) -> Markup:
    """Towns and the ties between them: for a backbone, in which few ties are left. Who has no tie is not drawn."""
    degree = np.diff(matrix.tocsr().indptr)
    tied = np.flatnonzero(degree)
    weight = degree[tied].astype(np.float64) if sizes is None else np.nan_to_num(sizes[tied])
    inside = matrix[tied][:, tied]
    at, height = side_by_side(inside, np.full(len(tied), TOWN), seed)
    radii = np.maximum(LARGEST * np.sqrt(weight / max(float(weight.max(initial=0)), 1e-12)), 3.0)
    order = np.argsort(-weight, kind="stable").tolist()
    nodes = {place: node(int(tied[place])) for place in order}
    pairs = inside.tocoo()
    once = pairs.row < pairs.col
    parts = [
        drawing.path(lines(at[pairs.row[once]], at[pairs.col[once]]), "ties"),
        *_marks(order, nodes, at, radii, lambda place: "first", _TABBED),
        *names_of([(nodes[place].name, at[place], radii[place]) for place in order], height),
    ]
    return drawing.picture(parts, height=height, label=label, name="network")


#: A name, where its mark is, and the radius of the mark.
_Named = tuple[str, Floats64, float]


def names_of(named: Sequence[_Named], height: float) -> list[Markup]:
    """The names for wide screens and for narrow ones: of the first, as many as find room.

    Where hundreds crowd, a name may lie over marks that have none: only the first keep theirs free.
    """
    told = named[: 4 * _WIDE[1]]
    names, places, radii = [name for name, _, _ in told], np.array([at for _, at, _ in told]), [r for _, _, r in told]
    return [
        labels.written(
            labels.placed(
                names, places.reshape(-1, 2), np.array(radii), size=size, height=height, most=most, guarded=2 * most
            ),
            f"names names-{called}",
        )
        for (size, most), called in ((_WIDE, "wide"), (_NARROW, "narrow"))
    ]


def lines(starts: Floats64, ends: Floats64) -> str:
    """Straight lines as the data of one path, in whole units."""
    whole = np.round(np.concatenate([starts, ends - starts], axis=1)).astype(int)
    return "".join(f"M{x} {y}l{dx} {dy}" for x, y, dx, dy in whole.tolist())


def points(at: Floats64) -> str:
    """Points as the data of one path: lines without length, whose round ends show; in tenths of units."""
    tenths = np.round(at, 1)
    return "".join(f"M{drawing.plain(x)} {drawing.plain(y)}h0" for x, y in tenths.tolist())


def _marks(
    order: Sequence[int],
    nodes: Mapping[int, Node],
    at: Floats64,
    radii: Floats64,
    name: Callable[[int], str],
    tabbed: int,
) -> list[Markup]:
    """A circle for each node, the first above the others; so many of them are reached by the tabulator."""
    first = set(order[:tabbed])
    return [
        drawing.linked(
            drawing.circle(*_at(at, place), float(radii[place])),
            href=nodes[place].href,
            title=nodes[place].title,
            name=name(place),
            first=place in first,
        )
        for place in order[::-1]
    ]


def _sized(values: Floats64, found: Arrangement) -> Floats64:
    """The radii of the groups where towns are sized by a measure; groups stay as they are."""
    known = np.nan_to_num(values)
    most = float(known.max(initial=0))
    sized = np.maximum(LARGEST * np.sqrt(known / most), 2.5) if most > 0 else np.full(len(known), TOWN)
    single = np.array([len(rows) == 1 for rows in found.groups], dtype=np.bool_)
    return np.where(single, sized, found.group_radius)


def _at(places: Floats64, at: int) -> tuple[float, float]:
    x, y = places[at].round(1).tolist()
    return x, y


def _alternating(one: Sequence[_Named], other: Sequence[_Named]) -> list[_Named]:
    """Two networks, then a town, and so on, then what is left."""
    mixed: list[_Named] = []
    for at, town in enumerate(other):
        mixed += [*one[2 * at : 2 * at + 2], town]
    return mixed + list(one[2 * len(other) :])
