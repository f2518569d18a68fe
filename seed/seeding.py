"""Seeding: the register of towns and the curated bundle, into a store, once and again without harm."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from graph.collecting import uncollected
from graph.model import PARTNER_KINDS, Call, Municipality, MunicipalityKind, Node, Topic
from graph.said import said
from graph.store.protocol import Store
from seed.bodies.counting import counted_for, notices
from seed.bundle.curated import read_bundle
from seed.bundle.packed import read_twinnings, read_websites
from seed.files.source import OWN
from seed.load import Report, load
from seed.reading import Reading
from seed.register.geonames import Register, read_register
from seed.register.official import (
    OfficialUnit,
    covered,
    official_reading,
    official_register,
    read_units,
    rightly_placed,
    standing,
)
from seed.register.parts import (
    ids_by_code,
    municipalities_of,
    parts_reading,
    placed_by_parts,
    read_parts,
    read_quarters,
)


def filled_from(store: Store) -> str | None:
    """As of when the bundle is that the store was filled from; None where an earlier version filled it, which noted no
    date, or nobody did."""
    return max((node.as_of for node in store.nodes(Topic.label) if node.source == OWN and node.as_of), default=None)


def calls_as_of(store: Store) -> str | None:
    """As of when the newest call of the store is; None where it has none with a date."""
    return max((node.as_of for node in store.nodes(Call.label) if node.as_of), default=None)


@uncollected()
def seed_store(store: Store, *, progress: Callable[[str], None] | None = None) -> Report:
    """Load all that Peerpolis brings along. Runs in one transaction; a second run changes nothing.

    A store that an earlier version filled is brought up to date: what its sources said then and do not say now is
    removed. What was imported stays, for importers write under sources of their own.

    `progress` is told in words what is going on. Raises StoreUnavailable, and then the store is as it was.
    """
    readings = coming_along(progress or (lambda text: None))
    stated = {record.source for reading in readings for record in reading.batch.records()}
    return load(store, readings, remove_sources=sorted(stated), progress=progress)


def coming_along(tell: Callable[[str], None] = lambda text: None) -> tuple[Reading, ...]:
    """The readings of all that Peerpolis brings along; `tell` is told in words what is going on."""
    tell(said("reading the register of towns (GeoNames)"))
    units = standing(read_units(), read_parts())
    places = read_register(covered(units))
    units = rightly_placed(units, places)
    register = official_register(places, units)
    tell(said("reading the curated bundle"))
    return brought(register, units, read_bundle())


def brought(register: Register, units: Sequence[OfficialUnit], bundle: Reading) -> tuple[Reading, ...]:
    """The readings of all that comes along, with what parts of municipalities are said to do told of these."""
    known = {fact.value: fact.subject for fact in bundle.batch.facts if fact.key == "lau"}
    codes = read_parts()
    countries = covered(units)
    parts = {t.id for t in register.towns if t.country in countries and t.kind not in PARTNER_KINDS}
    ids = ids_by_code(units, known)
    of = municipalities_of(codes, ids)
    municipality = {part: of[part] for part in parts & of.keys()}
    counted = counted_for(bundle.batch.relations, municipality, parts)
    acting = {r.start for r in counted.relations if r.type in ("MEMBER_OF", "USES")} - parts
    register = unmarked(register, acting)
    divided = {codes[part] for part in municipality}
    official = official_reading(register, units, known, divided)
    placed = tuple(
        replace(reading, batch=replace(reading.batch, nodes=_placed(reading.batch.nodes, municipality, register)))
        for reading in (official, replace(bundle, batch=replace(bundle.batch, relations=counted.relations)))
    )
    nodes = (node.id for batch in (register.reading.batch, *(r.batch for r in placed)) for node in batch.nodes)
    told = parts_reading(of, register.towns, nodes)  # of boroughs that act for themselves as well
    readings = (
        *(register.reading, placed[0], told, read_quarters(ids)),
        replace(placed[1], notices=(*bundle.notices, *notices(counted))),
    )
    places = {n.id for reading in readings for n in reading.batch.nodes if isinstance(n, Municipality)}
    twins = read_twinnings(places)
    pairs = counted_for(twins.batch.relations, municipality, parts)
    counting = replace(twins, batch=replace(twins.batch, relations=pairs.relations))
    return (*readings, counting, read_websites(places))


def _placed(nodes: Sequence[Node], municipality: Mapping[str, str], register: Register) -> tuple[Node, ...]:
    towns = [node for node in nodes if isinstance(node, Municipality)]
    others = [node for node in nodes if not isinstance(node, Municipality)]
    return (*others, *placed_by_parts(towns, municipality, register.towns))


def unmarked(register: Register, acting: Collection[str]) -> Register:
    """The register in which no place that acts for itself is marked as a part of another.

    Who is a member of a network, or uses a solution in its own name, is a public body, whatever the rule for quarters
    says: a quarter is then a borough (a district of Budapest), a settlement a municipality.
    """
    kinds: dict[str, MunicipalityKind] = {"quarter": "borough", "settlement": "municipality"}

    def acts(town: Municipality) -> bool:
        return town.id in acting and town.kind not in PARTNER_KINDS

    towns = tuple(replace(t, kind=kinds[t.kind]) if acts(t) else t for t in register.towns)
    return replace(register, towns=towns)
