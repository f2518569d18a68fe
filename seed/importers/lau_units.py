"""The rows of Eurostat's list of local administrative units, in the layouts of its editions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from graph.errors import InvalidRecord, RowError
from graph.legal_forms import nominatives, read_body
from graph.names import normal_form, normal_forms
from graph.readings import in_full
from graph.said import AND, joined, said, said_as
from seed import values
from seed.bodies.countries import country_code
from seed.files.heads import LAST_HEAD, head_at
from seed.files.input_files import InputFile
from seed.files.row_stream import Advance, Cells, no_advance, stream_rows
from seed.files.workbook import Row, is_workbook, stream_sheets
from seed.importers.fact_values import fact_value
from seed.values import made_a_date

NAME_PARTS = re.compile(r"\s*/\s*|\s+-\s+|,\s*")
#: The columns as Eurostat's editions call them, in normal form (`graph.names`), by what they hold.
_COLUMNS: Mapping[str, re.Pattern[str]] = {
    "nuts3": re.compile(r"nuts 3 code.*|nuts ?3( \d+)?|code \d{4}|nuts code.*"),
    "code": re.compile(r"lau ?2? ?(code|id|nat code).*|lau code.*"),
    "name": re.compile(r"lau ?2? ?name( national)?"),
    "latin": re.compile(r"lau ?2? ?name latin"),
    "population": re.compile(r"(total )?pop(ulation)?( \d{4})?"),
    "degurba": re.compile(r"degurba( \d{4})?|degree of urbanisation"),
    "country": re.compile(r"country|cntr code|country code"),
    "gisco": re.compile(r"gisco id"),
}
#: The columns as the newest editions call them.
WANTED = ("NUTS 3 CODE", "LAU CODE", "LAU NAME NATIONAL", "LAU NAME LATIN", "POPULATION", "DEGURBA")
#: What a list must hold of each unit.
_HELD: Mapping[str, str] = {
    "nuts3": "nuts3",
    "code": said_as("of a unit", "code"),
    "name": said_as("of a unit", "name"),
}
#: How Eurostat writes that a value is not there.
_NOT_AVAILABLE = frozenset({":", "n.a.", "n/a", "-"})
#: Digits of the codes in countries where some begin with 0 (counted in the list of 2019).
_DIGITS = {"DE": 8, "ES": 5, "FI": 3, "FR": 5, "HR": 5, "HU": 5, "IS": 4, "IT": 6, "LU": 4, "LV": 7, "SE": 4}
ARTICLE_BEHIND = re.compile(r"(.+), (el|la|los|las|els|les|l'|es|sa|ses|a|o|as|os)", re.IGNORECASE)
_APPENDED = re.compile(
    r"(.+?)(?:, (?:.*[Ss]tadt|St|M|GKSt|(?:Markt)?[Ff]lecken|okres .+|City of|County of)| - mestská časť .+)"
)
_OFFICE_BEFORE = re.compile(r"(?:Municipiul|Oraş|Oraș|Grad|Općina) (?=\S)", re.IGNORECASE)
_BOROUGH = re.compile(r"(.+) - mestská časť (.+)")
#: What stands between the names of a unit in two languages.
_BETWEEN_LANGUAGES = {"CH": "/", "IT": "/", "SI": "/", "FI": " - ", "HR": " - "}
_LARGER_REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{1,2}")
_NOBODY_LIVES = re.compile(r"gemfr\.|\(vojenský obvod\)|vojenský újezd", re.IGNORECASE)
#: Words of the office, not of the name.
_OFFICE = re.compile(r"^(municipiul|oras|grad|opcina) | (linn|vald|miesto savivaldybe)$")
#: Written before the name on one list and after it, or not at all, on the other; Sankt is St. on some.
ARTICLE = re.compile(r"^(los|las|el|la|les|els|l|o|os|a|as|il|lo|le|st|sankt) ")
_NOT_NAMES = frozenset({"stadt", "st", "landeshauptstadt", "hansestadt", "universitatsstadt", "universitaetsstadt"})


@dataclass(frozen=True)
class Unit:
    """One local administrative unit, as row `row` of `file` (or of a sheet in it) has it.

    `code` is the official code with the ISO country (DE_12069020); `latin` is the name in Latin letters, "" where the
    list has none; `nuts` is the NUTS 3 region, a larger one where the list has no other (Albania); what is not known is
    None, or "".
    """

    file: str
    row: int
    country: str
    code: str
    name: str
    latin: str
    nuts: str
    population: int | None
    degurba: str | None

    @cached_property
    def names(self) -> frozenset[str]:
        """Normal forms of the names it goes by: whole, and their parts."""
        return frozenset(
            ARTICLE.sub("", _OFFICE.sub("", form))
            for name in (self.name, self.latin)
            for part in [name, *NAME_PARTS.split(name)]
            for form in normal_forms(part)
            if form not in _NOT_NAMES
        )

    @cached_property
    def other_names(self) -> frozenset[str]:
        """Normal forms of the names that it may stand for: without the words of the office, not abbreviated."""
        forms = {
            place
            for name in (self.name, self.latin)
            for naming in read_body(_in_full(name)).whole
            for place in (naming.place, *nominatives(naming.place, self.country))
            if naming.kind or name != _in_full(name)
        }
        return frozenset(forms - self.names)


def read_units(
    file: InputFile, errors: list[RowError], advance: Advance = no_advance, failed: list[str] | None = None
) -> Iterator[Unit]:
    """The units of one file. A row without code, name or country, and a wrong number, are errors with their place.

    A workbook has a sheet a country, called after it (AT); what stands on its other sheets is not read, unless no sheet
    is called so. Where a row does not say its country, it is that of the sheet, or of all other rows of the table. The
    words of rows that could not be taken go to `failed`: their towns are on the list as well.
    """
    lost = [] if failed is None else failed
    if is_workbook(file):
        for sheet, rows in stream_sheets(file, errors, _countries, advance):
            yield from _units(f"{file.name}/{sheet}", _named(rows), errors, lost, country_code(sheet))
    else:
        before = len(errors)
        listed = stream_rows(file, errors, named=_named_columns, advance=advance)
        yield from _units(file.name, listed, errors, lost, None)
        lost += [error.value for error in errors[before:] if error.row > 1 and not error.column]


def _countries(sheets: Sequence[str]) -> Sequence[str]:
    return [sheet for sheet in sheets if country_code(sheet)] or sheets


def _named(rows: Iterator[Row]) -> Iterator[tuple[int, Cells]]:
    """The rows below the header, as column → cell. What stands above the header is no table yet."""
    first = list(islice(rows, LAST_HEAD))
    at = head_at([cells for _, cells in first], _named_columns)
    for number, cells in chain(first[at + 1 :], rows):
        yield number, dict(zip(first[at][1], cells, strict=True))


def _named_columns(cells: Sequence[str]) -> int:
    return len(_columns(cells))


def _units(
    file: str, rows: Iterator[tuple[int, Cells]], errors: list[RowError], failed: list[str], country: str | None
) -> Iterator[Unit]:
    waiting: list[tuple[int, Cells]] = []
    seen: set[str] = set()
    columns: Mapping[str, str] = {}
    for number, cells in rows:
        if not columns:
            columns = _columns(cells)
            missing = [column for column in _HELD if column not in columns]
            if missing:
                what = joined([_HELD[column] for column in missing], AND)
                why = said(
                    "no column tells the {what} of the unit; the file was not read. Wanted are {wanted}",
                    what=what,
                    wanted=WANTED,
                )
                errors.append(RowError(file, 1, "", ", ".join(filter(None, cells)), why))
                return
        row = {what: cells[column] for what, column in columns.items()}
        own, says_one = _country(row)
        own = own if says_one else country
        if own is None and not says_one:
            waiting.append((number, row))
            continue
        if own is not None:
            seen.add(own)
        yield from _taken(_unit(file, number, row, columns, errors, own), row, failed)
    common = seen.pop() if len(seen) == 1 else None
    for number, lost in waiting:
        yield from _taken(_unit(file, number, lost, columns, errors, common), lost, failed)


def _taken(unit: Unit | None, row: Cells, failed: list[str]) -> Iterator[Unit]:
    """The unit; of a row that is none, the words, so that its town is known to be on the list all the same."""
    if unit is not None:
        yield unit
    else:
        failed.append(" / ".join(row.values()))


def _country(row: Cells) -> tuple[str | None, bool]:
    """The country that the row says, in a column of its own, before the code, or by its region; and whether it says
    one, which may be none that we know."""
    region = row["nuts3"][:2] if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", row["nuts3"]) else ""
    text = row.get("country") or row.get("gisco", "").partition("_")[0] or region
    return country_code(text), bool(text)


def _unit(
    file: str, number: int, row: Cells, columns: Mapping[str, str], errors: list[RowError], country: str | None
) -> Unit | None:
    def fault(what: str, why: str) -> None:
        errors.append(RowError(file, number, columns[what], row[what], why))

    def value(what: str) -> str | None:
        text = row.get(what, "").removesuffix(".0")
        if text in _NOT_AVAILABLE or (what, text) in (("degurba", "9"), ("population", "0")):
            return None  # not classified; nobody lives there
        if what == "nuts3" and _LARGER_REGION.fullmatch(text):
            return text
        if what == "nuts3" and made_a_date(text):
            fault(
                what, said("a spreadsheet has made a date of the region; it was left out, the rest of the row was read")
            )
            return None
        try:
            return fact_value(what, text)
        except InvalidRecord as error:
            fault(what, error.said)
            return None

    name = row["name"] or row.get("latin", "")
    if country is None or not row["code"] or not name:
        what = "nuts3" if country is None else "name" if row["code"] else "code"
        lacking = said_as("of a unit", "country that we know") if what == "nuts3" else _HELD[what]
        fault(what, said("the unit has no {what}; it was not read", what=lacking))
        return None
    if made_a_date(row["code"]):
        fault("code", said("a spreadsheet has made a date of the code; the unit was not read"))
        return None
    try:
        code = values.code(row["code"])
    except InvalidRecord as error:
        fault("code", said("{why}; the unit was not read", why=error.said))
        return None
    people = value("population")
    return Unit(
        file=file,
        row=number,
        country=country,
        code=f"{country}_{row.get('gisco', '').partition('_')[2] or _code(code, country)}",
        name=name,
        latin=row.get("latin", ""),
        nuts=value("nuts3") or "",
        population=int(people) if people else None,
        degurba=value("degurba"),
    )


def _code(text: str, country: str) -> str:
    """The code with the zeros in front that a workbook loses where it keeps the code as a number."""
    return text.zfill(_DIGITS.get(country, 0)) if text.isdigit() else text


def _columns(cells: Iterable[str]) -> dict[str, str]:
    """What the columns hold → their names; of several that fit, the first."""
    found: dict[str, str] = {}
    for column in cells:
        for what, pattern in _COLUMNS.items():
            if pattern.fullmatch(normal_form(column.replace("_", " "))):
                found.setdefault(what, column)
    return found


def borough_of(unit: Unit) -> str | None:
    """The name of the city that the list divides into boroughs, if the unit is one."""
    borough = _BOROUGH.fullmatch(unit.name)
    return borough[1] if borough else None


def languages_of(unit: Unit) -> list[str]:
    """The names in each language, where the list writes two: `Bolzano/Bozen`, `BUJE - BUIE`."""
    names = unit.name.split(_BETWEEN_LANGUAGES.get(unit.country, "\n"))
    return [name.strip() for name in names] if len(names) > 1 else []


def uninhabited(unit: Unit) -> bool:
    """Whether the unit is a forest or a military area that no municipality governs."""
    return _NOBODY_LIVES.search(unit.name) is not None


def _in_full(name: str) -> str:
    behind = _APPENDED.fullmatch(name)
    name = behind[1] if behind else name
    return in_full(name)


def plain_name(unit: Unit) -> str:
    """The unit's name as people write it: `Kiel, Landeshauptstadt` is Kiel, `Ejido, El` is El Ejido, KRUJË is Krujë."""
    latin = unit.latin if unit.latin and not unicodedata.name(unit.name[0], "").startswith("LATIN") else unit.name
    name = latin.title() if latin.isupper() else latin
    borough, behind, before = _BOROUGH.fullmatch(name), _APPENDED.fullmatch(name), ARTICLE_BEHIND.fullmatch(name)
    if borough:
        return f"{borough[1]}-{borough[2]}"
    if before:
        article = before[2].capitalize()
        return f"{article}{before[1]}" if article.endswith("'") else f"{article} {before[1]}"
    return _OFFICE_BEFORE.sub("", behind[1] if behind else name, count=1)
