"""Names that the register of places leaves open, read by the official list of municipalities (Eurostat, 2019)."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from graph.names import normal_form, normal_forms
from seed.files.table import Row
from seed.register.official import SOURCES

_PREFIX = "lau:"
#: What Estonia's list writes behind the names of rural municipalities; their people leave it out where no town has the
#: same name.
_RURAL, _TOWN = " vald", " linn"
_ARTICLES = frozenset({"el", "la", "los", "las", "l'", "els", "les", "a", "o", "as", "os", "es", "sa", "ses"})


#: What the names of units have that are districts of a city, and the cities' own places in the register: Slovakia's
#: units in its two large cities are such districts, and the join gave each city the largest of them.
_DISTRICT, _CITIES = " - mestská časť ", {"Bratislava": "gn:3060972", "Košice": "gn:724443"}


#: Municipalities that the list calls in the genitive, so that their towns were not found: unit and place.
_SEATS = {"LV_0700200": "gn:457714", "LV_0880200": "gn:454970"}  # Madona, Talsi


def whole_cities(table: bytes) -> bytes:
    """The table of municipalities, in which a city of districts has its own name and the sum of their populations, its
    other columns being those of the district that stood for it; and in which those of _SEATS have their place."""
    rows = list(csv.reader(io.StringIO(table.decode("utf-8"))))
    id, lau, name, population = (rows[0].index(column) for column in ("id", "lau", "name", "population"))
    sums: dict[str, int] = defaultdict(int)
    for row in rows[1:]:
        if _DISTRICT in row[name]:
            sums[row[name].partition(_DISTRICT)[0]] += round(float(row[population] or 0))
    own = {_CITIES[city]: (city, total) for city, total in sums.items() if city in _CITIES}
    for row in rows[1:]:
        row[id] = row[id] or _SEATS.get(row[lau], "")
        if row[id] in own:
            row[name], row[population] = own[row[id]][0], str(own[row[id]][1])
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8")


class OfficialList:
    """The municipalities of the list by name and country."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            self._rows = list(csv.DictReader(file))
        self._named: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._coded: dict[str, Row] = {}
        for row in self._rows:
            self._coded[row["lau"]] = row
            for form in {form for name in _names(row["name"]) for form in normal_forms(name)}:
                self._named[form, _country(row)].append(row)

    def find(self, name: str, country: str) -> str | None:
        """The id of the only municipality of the name in the country: that of the register's place for it, or `lau:`
        and its code where the register has none. None where there is no municipality of that name, or several.
        """
        rows = self._named.get((normal_form(_spelled_out(name)), country), [])
        return (rows[0]["id"] or _PREFIX + rows[0]["lau"]) if len(rows) == 1 else None

    def bodies(self, ids: Collection[str]) -> list[Row]:
        """The municipalities with these ids that the register has no place for, as rows of bodies, ordered by id."""
        return [self._body(id) for id in sorted(ids) if id.startswith(_PREFIX)]

    def _body(self, id: str) -> Row:
        row = self._coded[id.removeprefix(_PREFIX)]
        source, _ = SOURCES.get(row["population_of"], ("", None))
        population = str(round(float(row["population"]))) if source and row["population"] else ""
        official = _names(row["name"])[0]
        name = official.removesuffix(_RURAL)
        if (normal_form(name + _TOWN), _country(row)) in self._named:
            name = official
        return {
            "id": id,
            "name": name,
            "names": official if official != name else "",
            "country": _country(row),
            "kind": "municipality",
            "lau": row["lau"],
            "nuts3": row["nuts3"],
            "degurba": row["degurba"] if row["degurba"] in ("1", "2", "3") else "",
            "population": population,
            "population_source": source if population else "",
        }


def _spelled_out(name: str) -> str:
    """The name as official lists write it."""
    return re.sub(r"^St\. ", "Sankt ", name).replace("’", "'")


def _country(row: Row) -> str:
    return row["lau"][:2]


def _names(official: str) -> tuple[str, ...]:
    """The name without what the list adds to it: `Ebern, St` is Ebern, `Merano/Meran` each of both; `Bola, A` has its
    article behind it, and is A Bola as well."""
    bare, _, behind = (part.strip() for part in official.partition(","))
    before = (f"{behind}{'' if behind.endswith(chr(39)) else ' '}{bare}",) if behind.lower() in _ARTICLES else ()
    return tuple(dict.fromkeys((bare, *before, *filter(None, map(str.strip, bare.split("/"))))))
