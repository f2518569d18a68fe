"""Closing the second leak: what a network is called and says, without the places that its partners come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from graph.model import Batch, Described, Municipality, Network, Node, Relation, Solution, untagged
from graph.names import normal_form
from matching.need.place_names import PlaceMask

#: Towns with so many inhabitants go by their other names too (Mailand, Milan), and by names of three letters (Ulm).
WELL_KNOWN = 20_000
#: Shorter names are words of some language more often than towns.
SHORTEST = 4
#: The source of every town of the pool, wherever its record comes from.
POOL = "pool"
SHORTEST_WELL_KNOWN = 3


def place_mask(towns: Iterable[Municipality]) -> PlaceMask:
    """The mask over the names of all towns, and over the other names of the larger ones."""
    return PlaceMask(name for town in towns for name in town_names(town))


def town_names(town: Municipality) -> Iterator[str]:
    """The names by which a text may name the town."""
    known = (town.population or 0) >= WELL_KNOWN
    shortest = SHORTEST_WELL_KNOWN if known else SHORTEST
    for name in town.all_names if known else (town.name,):
        if len(normal_form(name).replace(" ", "")) >= shortest:
            yield name


def masked_records(batch: Batch, mask: PlaceMask) -> Batch:
    """The records as an evaluation shows them: networks by opaque ids, no place in what networks and solutions say.

    Towns are all of one source and go by one name: those that the register does not have are in the pool because they
    took part, some of them later, and must not be told from the others.
    """
    ids = {node.id: opaque(node.id) for node in batch.nodes if isinstance(node, Network)}
    nodes = tuple(_masked(node, mask) for node in batch.nodes)
    return Batch(nodes, tuple(_of_opaque(relation, ids) for relation in batch.relations))


def _of_opaque(relation: Relation, ids: Mapping[str, str]) -> Relation:
    if relation.type == "IN":
        return replace(relation, source=POOL, as_of=None)
    if relation.start in ids or relation.end in ids:
        return replace(relation, start=ids.get(relation.start, relation.start), end=ids.get(relation.end, relation.end))
    return relation


def _masked(node: Node, mask: PlaceMask) -> Node:
    if isinstance(node, Municipality):
        return replace(node, source=POOL, as_of=None, names=(), labels=())
    if isinstance(node, Network):
        return masked_network(node, mask)
    if isinstance(node, Solution):
        return replace(node, **_masked_words(node, mask), url=None, repository=None, owner=None)
    return node


def _masked_words(node: Described, mask: PlaceMask) -> dict[str, Any]:
    """Its names and summaries in each language, without a place in them."""
    tagged = {"labels": _masked_texts(node.labels, mask), "summaries": _masked_texts(node.summaries, mask)}
    return {"name": mask.masked(node.name) or "?", "summary": mask.masked(node.summary or "") or None, **tagged}


def _masked_texts(texts: tuple[str, ...], mask: PlaceMask) -> tuple[str, ...]:
    """The texts, tagged with their language as before; what nothing is left of is left out."""
    parts = ((mask.masked(said), language) for said, language in map(untagged, texts))
    return tuple(f"{said}@{language}" for said, language in parts if said)


def masked_network(network: Network, mask: PlaceMask) -> Network:
    """The network with an opaque id, without address and umbrella, and without a place in its name and texts."""
    return replace(
        network,
        id=opaque(network.id),
        **_masked_words(network, mask),
        text=mask.masked(network.text or "") or None,
        keywords=tuple(filter(None, map(mask.masked, network.keywords))),
        url=None,
        umbrella=None,
    )


def opaque(id: str) -> str:
    """An id that says nothing: readable ones hold the network's name, and with it places."""
    return "net:" + hashlib.sha256(id.encode()).hexdigest()[:16]
