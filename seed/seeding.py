"""Seeding: the register of towns and the curated bundle, into a store, once and again without harm."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from graph.model import PARTNER_KINDS, Batch, Call, Fact, Municipality, Node, Relation, Topic
from graph.said import said
from graph.store.protocol import Store
from seed.bundle.curated import read_bundle
from seed.bundle.packed import read_twinnings, read_websites
from seed.files.source import OWN
from seed.load import Report, load
from seed.register.geonames import Register, read_register
from seed.register.official import covered, official_reading, official_register, read_units


def filled_from(store: Store) -> str | None:
    """As of when the bundle is that the store was filled from; None where an earlier version filled it, which noted no
    date, or nobody did."""
    return max((node.as_of for node in store.nodes(Topic.label) if node.source == OWN and node.as_of), default=None)


def calls_as_of(store: Store) -> str | None:
    """As of when the newest call of the store is; None where it has none with a date."""
    return max((node.as_of for node in store.nodes(Call.label) if node.as_of), default=None)


def seed_store(store: Store, *, progress: Callable[[str], None] | None = None) -> Report:
    """Load all that Peerpolis brings along. Runs in one transaction; a second run changes nothing.

    A store that an earlier version filled is brought up to date: what its sources said then and do not say now is
    removed. What was imported stays, for importers write under sources of their own.

    `progress` is told in words what is going on. Raises StoreUnavailable, and then the store is as it was.
    """
    tell = progress or (lambda text: None)
    tell(said("reading the register of towns (GeoNames)"))
    units = read_units()
    register = read_register(covered(units))
    tell(said("reading the curated bundle"))
    bundle = read_bundle()
    acting = {r.start for r in bundle.batch.relations if r.type in ("MEMBER_OF", "USES")}
    known = {fact.value for fact in bundle.batch.facts if fact.key == "lau"}
    register = official_register(unmarked(register, acting), units, acting)
    readings = [register.reading, official_reading(register, units, known), bundle]
    places = {n.id for reading in readings for n in reading.batch.nodes if isinstance(n, Municipality)}
    readings += [read_twinnings(places), read_websites(places)]
    stated = {record.source for reading in readings for record in _records(reading.batch)}
    return load(store, readings, remove_sources=sorted(stated), progress=progress)


def _records(batch: Batch) -> Iterator[Node | Relation | Fact]:
    yield from batch.nodes
    yield from batch.relations
    yield from batch.facts


def unmarked(register: Register, acting: Collection[str]) -> Register:
    """The register in which no place that acts for itself is marked as a part of another.

    Who is a member of a network, or uses a solution in its own name, is a public body, whatever the rule for quarters
    says: a quarter is then a borough (a district of Budapest), a settlement a municipality.
    """
    kinds = {"quarter": "borough", "settlement": "municipality"}

    def acts(town: Municipality) -> bool:
        return town.id in acting and town.kind not in PARTNER_KINDS

    towns = tuple(replace(t, kind=kinds[t.kind]) if acts(t) else t for t in register.towns)  # type: ignore[arg-type]
    return replace(register, towns=towns)
