"""Which municipality a place belongs to that is none itself, as GeoNames' administrative codes say.

The table (`seed/data/parts.csv.xz`: a place, the code of its municipality) is compiled by `seed.bundle.compile_parts`.
A place that it does not have belongs somewhere as well; where, is then only guessed (`graph.measures.belonging`).
Quarters that people ask for and the register lacks stand in `seed/data/quarters.csv`, with the page each was read on.
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from graph.model import Batch, Fact, Municipality
from graph.names import normal_form
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


def read_quarters(municipality: Mapping[str, str]) -> Reading:
    """The quarters that the register lacks, and what each is a part of: the id of the `municipality` by its code."""
    text = resources.files("seed").joinpath("data/quarters.csv").read_text(encoding="utf-8")
    nodes, facts = [], []
    for row in csv.DictReader(text.splitlines()):
        id = f"part:{row['lau']}-{normal_form(row['name']).replace(' ', '-')}"
        source, as_of, names = row["source"], row["as_of"], tuple(filter(None, row["names"].split("|")))
        about: dict[str, Any] = {"name": row["name"], "country": row["country"], "names": names, "kind": "quarter"}
        nodes.append(Municipality(id=id, source=source, as_of=as_of, **about))
        facts.append(Fact(subject=id, key="part_of", value=municipality[row["lau"]], source=source, as_of=as_of))
    return Reading(said("quarters that the register lacks"), Batch(tuple(nodes), (), tuple(facts)))


def ids_by_code(units: Iterable[OfficialUnit], known: Mapping[str, str]) -> Mapping[str, str]:
    """The id of each municipality of the list by its code: its place in the register, else the curated body of the code
    (`known`: code → id), else the id that the official list gives it."""
    return {unit.lau: unit.id or known.get(unit.lau) or f"lau:{unit.lau}" for unit in units}


def municipalities_of(parts: Mapping[str, str], ids: Mapping[str, str]) -> Mapping[str, str]:
    """The id of the municipality of each part, by the `ids` of municipalities by code."""
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
