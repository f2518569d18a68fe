"""Seeding: the register of towns and the curated bundle, into a store, once and again without harm."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from graph.model import PARTNER_KINDS, Municipality
from graph.said import said
from graph.store.protocol import Store
from seed.bundle.curated import read_bundle
from seed.load import Report, load
from seed.register.geonames import Register, read_register
from seed.register.official import covered, official_reading, official_register, read_units


def seed_store(store: Store, *, progress: Callable[[str], None] | None = None) -> Report:
    """Load all that Peerpolis brings along. Runs in one transaction; a second run changes nothing.

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
    return load(store, [register.reading, official_reading(register, units, known), bundle], progress=progress)


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
