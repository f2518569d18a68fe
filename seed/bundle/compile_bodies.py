"""Bodies that take part in networks and that the register of places does not hold: counties, unions, boroughs."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from graph.errors import PeerpolisError
from graph.names import normal_forms
from seed.bundle.curated import OFFICIAL_LIST
from seed.files.table import Row
from seed.register.geonames import Register


def slug(name: str) -> str:
    """`name` as the last part of an id: `Märkischer Kreis` is `maerkischer-kreis`."""
    return max(normal_forms(name.replace("(", " ").replace(")", " ")), key=len).replace(" ", "-")


def compile_bodies(curated: Iterable[Row], register: Register, lau: Path) -> list[Row]:
    """The curated bodies with what can be derived, ordered by id.

    Population: of the local unit `lau` where it is given, else the sum over the units of the county `nuts3`.
    Place: that of the register's town `place` (its seat, or its largest town, as `place_basis` says), else unknown.
    `region` is the region of that town. Raises PeerpolisError for a town or unit that is in neither list.
    """
    units, members = _local_units(lau)
    towns = {town.id: town for town in register.towns}
    region = {relation.start: relation.end for relation in register.within}
    bodies = []
    for row in curated:
        unit = units.get(row["lau"])
        if (row["lau"] and unit is None) or (row["place"] and row["place"] not in towns):
            raise PeerpolisError(f"{row['name']}: {row['lau']} or {row['place']} is not known")
        counted = [unit] if unit else members.get(row["nuts3"], []) if row["kind"] == "county" else []
        inhabitants = sum(round(float(u["population"])) for u in counted if u["population"])
        town = towns.get(row["place"])
        bodies.append(
            {
                **row,
                "id": f"body:{row['country'].lower()}-{slug(row['name'])}",
                "names": row["also"],
                "nuts3": row["nuts3"],
                "degurba": unit["degurba"].removesuffix(".0") if unit else "",
                "population": str(inhabitants or ""),
                "population_source": OFFICIAL_LIST if inhabitants else "",
                "lat": str(town.lat) if town else "",
                "lon": str(town.lon) if town else "",
                "region": region.get(row["place"], ""),
            }
        )
    return sorted(bodies, key=lambda body: body["id"])


def _local_units(path: Path) -> tuple[dict[str, Row], dict[str, list[Row]]]:
    """Local units by code (ISO countries: GB_…, GR_…) and by NUTS 3 region."""
    units: dict[str, Row] = {}
    members: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["gisco_id"]
            units[code.replace("UK_", "GB_", 1).replace("EL_", "GR_", 1)] = row
            members[row["code_2016"]].append(row)
    return units, members
