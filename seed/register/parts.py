"""Which municipality a place belongs to that is none itself, as GeoNames' administrative codes say.

The table (`seed/data/parts.csv.xz`: a place, the code of its municipality) is compiled by `seed.bundle.compile_parts`.
A place that it does not have belongs somewhere as well; where, is then only guessed (`graph.measures.belonging`).
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from graph.model import Batch, Fact, Municipality
from graph.said import said
from seed.reading import Reading
from seed.register.official import OfficialUnit

PARTS = "parts.csv.xz"
#: Who says it, and as of when.
SOURCE, AS_OF = "geonames-units-2023", "2023-03"


@cache
def read_parts() -> Mapping[str, str]:
    """The official code (with country) of each place's municipality, by the place's id."""
    packed = resources.files("seed").joinpath("data", PARTS).read_bytes()
    rows = csv.DictReader(lzma.decompress(packed).decode().splitlines())
    return {row["id"]: row["lau"] for row in rows}


def municipalities_of(
    parts: Mapping[str, str], units: Iterable[OfficialUnit], known: Mapping[str, str]
) -> Mapping[str, str]:
    """The id of the municipality of each part: its place in the register, else the curated body of its code (`known`:
    code → id), else the id that the official list gives it."""
    ids = {unit.lau: unit.id or known.get(unit.lau) or f"lau:{unit.lau}" for unit in units}
    return {part: ids[lau] for part, lau in parts.items() if lau in ids and ids[lau] != part}


def parts_reading(municipality: Mapping[str, str], places: Iterable[Municipality], nodes: Iterable[str]) -> Reading:
    """What each of the places that is no municipality is a part of, as facts; where `nodes` hold its municipality."""
    held = set(nodes)
    facts = tuple(
        Fact(subject=place.id, key="part_of", value=municipality[place.id], source=SOURCE, as_of=AS_OF)
        for place in places
        if place.kind != "municipality" and municipality.get(place.id) in held
    )
    return Reading(said("parts of municipalities"), Batch((), (), facts))


def placed_by_parts(
    towns: Iterable[Municipality], municipality: Mapping[str, str], places: Iterable[Municipality]
) -> Iterable[Municipality]:
    """The towns; those without a place, or in the middle of their region, where their largest part lies."""
    largest: dict[str, Municipality] = {}
    for place in places:
        whole = municipality.get(place.id)
        if whole and place.lat is not None and (place.population or 0) >= (largest.get(whole, place).population or 0):
            largest[whole] = place
    for town in towns:
        part = largest.get(town.id) if town.lat is None or town.approximate else None
        yield replace(town, lat=part.lat, lon=part.lon, approximate=None) if part else town
