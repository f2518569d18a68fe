"""Everything known about one node, each thing with its source."""

from __future__ import annotations

from dataclasses import dataclass

from graph import dates
from graph.measures.report import index_of
from graph.model import Admission, Network, Node, Solution
from graph.snapshot.frozen import FactRow, Links, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One statement about a node: a relation to another one, as one source has it. `outward` is its direction.

    `admission` is how one becomes a member, where the other one is a network; `kind` is of what kind the network or
    solution is.
    """

    type: str
    outward: bool
    id: str
    name: str
    source: str
    as_of: str | None = None
    role: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    weight: float | None = None
    evidence: str | None = None
    admission: Admission | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A node with its ties; a municipality also with its region, its newest known population and its facts.

    `website` is its public page, `notes` tell who else has the name that was asked for.
    """

    node: Node
    region: str | None
    population: int | None
    facts: tuple[FactRow, ...]
    ties: tuple[Tie, ...]
    digest: str
    notes: tuple[str, ...] = ()
    website: str | None = None


def portrait(snapshot: Snapshot, label: str, id: str, language: str = "en") -> Portrait:
    """The portrait of a node; ties by type, then name. Raises UnknownId where the label has none of this id.

    What it is tied to is called as it is in `language` (ISO 639-1), where it has a name in it.
    """
    at = index_of(snapshot, label, id)
    ties = [tie for key in sorted(snapshot.all_links) for tie in _ties(snapshot, key, label, at, language)]
    town = label == "Municipality"
    places = [tie for tie in ties if town and tie.type == "IN"]
    population = snapshot.population[at] if town else float("nan")
    site = snapshot.fact(at, "website") if town else None
    return Portrait(
        node=snapshot.tables[label].record(at),
        # A region whose name is not known goes by its code, which says nothing to a reader.
        region=next((tie.name for tie in places if not tie.id.endswith(tie.name)), None),
        population=None if population != population else int(population),
        facts=tuple(snapshot.facts_of(at)) if town else (),
        ties=tuple(sorted((t for t in ties if t not in places), key=lambda t: (t.type, t.name, t.id, t.source))),
        digest=snapshot.digest,
        website=None if site is None else site.value,
    )


def _ties(snapshot: Snapshot, key: tuple[str, str, str], label: str, node: int, language: str) -> list[Tie]:
    """What one kind of relation says about the node, from either end of it."""
    links = snapshot.all_links[key]
    outward = [(int(row), True) for row in links.rows_from(node)] if links.start_label == label else []
    inward = [(int(row), False) for row in links.rows_to(node)] if links.end_label == label else []
    return [_tie(snapshot, links, row, goes_out, language) for row, goes_out in outward + inward]


def _tie(snapshot: Snapshot, links: Links, row: int, outward: bool, language: str) -> Tie:
    table = snapshot.tables[links.end_label if outward else links.start_label]
    kinds = table.category("kind") if table.label in (Network.label, Solution.label) else None
    other = int((links.end if outward else links.start)[row])
    weight = float(links.weight[row])
    return Tie(
        type=links.type,
        outward=outward,
        id=table.ids[other],
        name=table.name(other, language),
        source=snapshot.source(int(links.source[row])),
        as_of=dates.from_code(int(links.as_of[row])),
        role=links.role[row],
        status=links.status[row],
        since=dates.from_code(int(links.since[row])),
        until=dates.from_code(int(links.until[row])),
        weight=None if weight != weight else weight,
        evidence=links.evidence[row],
        admission=table.category("admission")[other] if table.label == Network.label else None,  # type: ignore[arg-type]  # a column of such values
        kind=None if kinds is None else kinds[other],
    )
