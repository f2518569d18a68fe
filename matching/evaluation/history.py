"""A split in time: what was known on a day, frozen, and the networks that were still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from graph import dates
from graph.model import Batch, Municipality, Network, Node, Programme, Relation
from graph.snapshot.build import freeze
from graph.snapshot.frozen import Snapshot
from matching.evaluation.geography import regions
from matching.evaluation.masking import masked_network, masked_records, opaque, place_mask, town_names
from matching.evaluation.subjects import subjects
from matching.evaluation.types import Bools, Item
from matching.need.network_text import joined_text
from matching.need.place_names import PlaceMask

#: Associations are lists of members without dates; whatever else has no date may be from before or after the split.
UNDATED_KIND = "association"


@dataclass(frozen=True)
class Hidden:
    """A network from the split or later: as it is described beforehand, and who took part, as sorted town indices.

    `programme_name` is told of networks without a municipal lead too, of which there is no item.
    """

    item: Item | None
    id: str
    members: tuple[int, ...]
    programme_name: str | None = None

    @property
    def partners(self) -> tuple[int, ...]:
        """The members without the lead."""
        return tuple(town for town in self.members if self.item is None or town != self.item.lead)


@dataclass(frozen=True)
class History:
    """What was known before `split`, and the networks that began on that day or later, ordered by their ids.

    `undated` counts networks that could not be told to be before or after, and were left out. `named` counts true
    partners that the texts name, before and after masking, of `partners`.
    """

    split: date
    known: Snapshot
    hidden: tuple[Hidden, ...]
    undated: int
    partners: int
    named: tuple[int, int]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The hidden networks with a municipal lead: what the networks task chooses from."""
        return tuple(network.item for network in self.hidden if network.item is not None)

    @cached_property
    def newcomers(self) -> Bools:
        """Which towns had no membership in a network or project; a name on an association's list is none."""
        return newcomers(self.known)


def newcomers(known: Snapshot) -> Bools:
    """Which municipalities are in no network but associations."""
    kind = known.tables["Network"].category("kind")
    members = known.links("MEMBER_OF")
    working = kind.codes[members.end] != kind.code(UNDATED_KIND)
    result = np.ones(len(known.municipalities), dtype=np.bool_)
    result[members.start[working]] = False
    return result


def begins_before(network: Network, split: date) -> bool | None:
    """Whether the network is known at the split: begun on an earlier day, or an undated association; None: untold."""
    if network.start is None:
        return True if network.kind == UNDATED_KIND else None
    return dates.first_day(network.start) < split


def split_history(
    batch: Batch, split: date, *, vocabulary: Batch | None = None, nuts3: Mapping[str, str] | None = None
) -> History:
    """The history of the records in `batch`, split at the day.

    The known snapshot holds every town and region, and only those networks, programmes and memberships that are from
    before the day; names of places are masked in all texts, known and hidden, and networks go by opaque ids.
    Solutions are left out: their descriptions were written later than they began. `vocabulary` adds what has no date:
    topics, and the known networks are about those that their masked texts speak of; programmes with their areas.
    `nuts3` says by id in which region towns lie (`matching.evaluation.geography`).
    """
    mask = place_mask(node for node in batch.nodes if isinstance(node, Municipality))
    records = masked_records(known_records(batch, split), mask)
    extra = vocabulary or Batch()
    about = subjects(records, extra)
    present = {node.id for node in records.nodes}
    added = [node for node in extra.nodes if node.id not in present]
    towns = [node for node in records.nodes if isinstance(node, Municipality)]
    known = freeze(
        [*records.nodes, *added],
        [*records.relations, *extra.relations, *about],
        list(regions(towns, nuts3 or {})),
    )
    networks = {node.id: node for node in batch.nodes if isinstance(node, Network)}
    before = {id: begins_before(network, split) for id, network in networks.items()}
    later = {id for id, earlier in before.items() if earlier is False}
    hidden, partners, named = _hidden(batch, networks, later, known, mask)
    return History(split, known, hidden, sum(earlier is None for earlier in before.values()), partners, named)


def known_records(batch: Batch, split: date) -> Batch:
    """What is known at the split: all towns and regions; of networks, programmes and memberships those from before."""
    networks = {node.id for node in batch.nodes if isinstance(node, Network) and begins_before(node, split)}
    relations = [
        r
        for r in batch.relations
        if r.type == "IN"
        or (r.type == "MEMBER_OF" and r.end in networks)
        or (r.type == "FUNDED_BY" and r.start in networks)
    ]
    kept = networks | {r.end for r in relations if r.type == "FUNDED_BY"}
    nodes = [node for node in batch.nodes if node.label in ("Municipality", "Region") or node.id in kept]
    return Batch(tuple(nodes), tuple(relations))


def _hidden(
    batch: Batch, networks: Mapping[str, Network], ids: Collection[str], known: Snapshot, mask: PlaceMask
) -> tuple[tuple[Hidden, ...], int, tuple[int, int]]:
    members: dict[str, set[str]] = defaultdict(set)
    leads: dict[str, set[str]] = defaultdict(set)
    paid_by: dict[str, str] = {}
    for relation in batch.relations:
        if relation.type == "MEMBER_OF" and relation.end in ids:
            members[relation.end].add(relation.start)
            if relation.role == "lead":
                leads[relation.end].add(relation.start)
        elif relation.type == "FUNDED_BY" and relation.start in ids:
            paid_by[relation.start] = min(relation.end, paid_by.get(relation.start, relation.end))
    names = {node.id: node.name for node in batch.nodes if isinstance(node, Programme)}
    towns = {node.id: node for node in batch.nodes if isinstance(node, Municipality)}
    found, partners, named_before, named_after = [], 0, 0, 0
    for id in sorted(ids, key=opaque):
        network, item = masked_network(networks[id], mask), None
        programme = paid_by.get(id)
        programme_name = names.get(programme or "")
        if leads[id]:
            lead = min(leads[id])
            item = Item(
                id=network.id,
                name=network.name,
                text=_words(network),
                keywords=network.keywords,
                programme=programme if programme is not None and programme in known.tables["Programme"].ids else None,
                programme_name=programme_name,
                lead=known.municipalities.ids.index(lead),
                start=dates.to_code(network.start),
            )
            others = [towns[town] for town in sorted(members[id] - {lead})]
            partners += len(others)
            named_before += _named(others, _words(networks[id]))
            named_after += _named(others, item.text)
        at = known.municipalities.ids.indices(sorted(members[id]))
        found.append(Hidden(item, network.id, tuple(sorted(map(int, at))), programme_name))
    return tuple(found), partners, (named_before, named_after)


def _words(network: Network) -> str:
    return joined_text(network.name, network.keywords, network.summary, network.text)


def _named(towns: Sequence[Municipality], text: str) -> int:
    """How many of the towns the text names."""
    return sum(PlaceMask(town_names(town)).names_any(text) for town in towns)


def all_records(*batches: Batch) -> Batch:
    """The records of all batches in one; of several about one node, the first counts."""
    nodes: dict[str, Node] = {}
    relations: dict[tuple[str, str, str, str], Relation] = {}
    for batch in batches:
        for node in batch.nodes:
            nodes.setdefault(node.id, node)
        for relation in batch.relations:
            relations.setdefault(relation.identity, relation)
    return Batch(tuple(nodes.values()), tuple(relations.values()))


def without_towns(batch: Batch, keep: Iterable[str]) -> Batch:
    """The records with only those towns, for a pool that is smaller than the register."""
    kept = set(keep)
    nodes = tuple(node for node in batch.nodes if node.label != "Municipality" or node.id in kept)
    left = {node.id for node in nodes}
    return Batch(nodes, tuple(r for r in batch.relations if r.start in left and r.end in left))
