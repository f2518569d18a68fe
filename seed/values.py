"""Values as people and publishers write them, read in one way by all importers: numbers, degrees, days, yes and no.

Each reader gives None for what people write where they do not know, and raises InvalidRecord, which says how to write
it, for what can be read in two ways or in none. A fault costs the value, never its row.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from graph import dates
from graph.errors import InvalidRecord
from graph.model import is_web_address
from graph.said import said
from seed.months import day_in_words

#: What people, and programs (R, Wikidata), write for "we do not know".
UNKNOWN = frozenset(
    {"", "-", "–", "—", "--", "---", "..", "...", "?", ":", "na", "n/a", "n.a.", "n. a.", "k. a.", "k.a.", "unknown"}
    | {"null", "none", "unbekannt", "keine angabe", "inconnu", "n.c.", "n.d.", "nd", "s.d.", "sconosciuto"}
    | {
        "desconocido",
        "brak danych",
        "b.d.",
        "neznámé",
        "onbekend",
        "okänt",
        "#n/a",
        "#nv",
    }  # the last two: spreadsheets
)
_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::[0-9]+)?(?:[/?#]|$)", re.IGNORECASE)
_YES = frozenset(
    {"yes", "y", "true", "1", "1.0", "x", "✓", "✔", "☑", "ja", "j", "wahr", "oui", "vrai", "sí", "si", "sì", "vero"}
    | {"verdadero", "sim", "verdadeiro", "tak", "prawda", "ano", "áno", "pravda", "da", "igen", "igaz", "kyllä"}
    | {"joo", "jah", "jā", "taip", "ναι", "да", "так", "adevărat", "sand", "sann", "tosi", "waar", "bai", "iva"}
)
_NO = frozenset(
    {"no", "n", "false", "0", "0.0", "nein", "falsch", "non", "faux", "falso", "não", "nie", "fałsz", "ne", "nepravda"}
    | {
        "nem",
        "hamis",
        "ei",
        "nē",
        "όχι",
        "οχι",
        "не",
        "нет",
        "ні",
        "nu",
        "fals",
        "nee",
        "nej",
        "nei",
        "falsk",
        "falskt",
    }
    | {"onwaar", "epätosi", "ez", "le", "✗", "☐"}
)
#: Beyond this no count of inhabitants, grants or euros goes; a code that slipped into the column does.
LARGEST = 10**13
_BLANKS = " \u00a0\u2009\u202f"
_GROUPS = rf"[1-9][0-9]{{0,2}}(?P<mark>[.,'’{_BLANKS}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
_WHOLE = re.compile(rf"[0-9]+|{_GROUPS}")
_DECIMAL = re.compile(rf"(?P<whole>[0-9]+|{_GROUPS})(?P<point>[.,])(?P<rest>[0-9]+)")
_POWER = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]{1,2}")  # tables made by R, and by spreadsheets
_MONEY = re.compile(r"€|EUR|Euro", re.IGNORECASE)
_DEGREES = re.compile(r"([+\-−]?)([0-9]{1,3}(?:[.,][0-9]+)?) ?°?")
#: Degrees with the side of the world, perhaps with minutes and seconds: `48°35′42″N`, `8.867 E`.
_DEGREES_OF = re.compile(
    r"(?P<degrees>[0-9]{1,3}(?:[.,][0-9]+)?) ?(?:[°º] ?(?:(?P<minutes>[0-5]?[0-9](?:[.,][0-9]+)?) ?[′'’] ?"
    r"(?:(?P<seconds>[0-5]?[0-9](?:[.,][0-9]+)?) ?(?:″|\"|”|''|′′) ?)?)?)?(?P<side>[NSEW])",
    re.IGNORECASE,
)
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\.?(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})(?: .*)?")
_SLASHES = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})(?: .*)?")
#: A time behind a day in words: `15 January 2027 17:00:00 Brussels time`.
_TIME_BEHIND = re.compile(r"(.*[0-9]{4}),?(?: [^0-9 ]{1,3})? [0-9]{1,2}[:.h][0-9]{2}(?:[^0-9].*)?")
_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")
_MONTH_BEFORE_YEAR = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_IN_ONE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_ABBREVIATED = r"jan|feb|m[aä]r|mrz|apr|ma[iy]|jun|jul|aug|sep|okt|oct|nov|de[zc]"
_MADE_A_DATE = re.compile(
    rf"(?:[0-9]{{1,2}}[-. ]+(?:{_ABBREVIATED})\.?|(?:{_ABBREVIATED})\.?[-. ]+[0-9]{{1,4}})", re.IGNORECASE
)


def is_unknown(text: str) -> bool:
    """Whether the text says that nobody knows."""
    return text.strip().casefold() in UNKNOWN


def whole(text: str) -> int | None:
    """A count: `34192`, `34.192`, `34 500`, `11,999`, `31545.0`, `2e+05`. Three digits behind a mark are thousands."""
    bare = text.strip()
    if is_unknown(bare):
        return None
    value = _number(bare)
    if value is None or not value.is_integer() or value > LARGEST:
        raise InvalidRecord(said("is not a count; write it in digits, as 11999"))
    return int(value)


def people(text: str) -> int | None:
    """A number of inhabitants. Registers write 0 for unknown."""
    return whole(text) or None


def number(text: str) -> float | None:
    """A number of at least 0: `1234.5`, `1.234,50 €`, `50.000` (fifty thousand), `12,5`."""
    bare = _MONEY.sub("", text).strip()
    if is_unknown(bare):
        return None
    value = _number(bare)
    if value is None or value > LARGEST:
        raise InvalidRecord(said("is not a number; write it as 1234.5"))
    return value


def measured(value: object) -> float | None:
    """A number of at least 0 out of a program's file, where it is a number or written as text."""
    if value is None:
        return None
    if isinstance(value, str):
        return number(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LARGEST:
        raise InvalidRecord(said("is not a number of at least 0"))  # NaN and infinity are none either
    return float(value)


def counted(value: object) -> int | None:
    """A count out of a program's file, where it is a number or written as text; 2.7 is none."""
    found = measured(value)
    if found is not None and not found.is_integer():
        raise InvalidRecord(said("is not a whole number"))
    return None if found is None else int(found)


def degrees(text: str, largest: float) -> float | None:
    """Degrees with a decimal point or comma; a mark never divides thousands here. At most `largest`, either way.

    `48°35′42″N` says the side of the world, which has to be one of latitudes (`largest` is 90) or of longitudes.
    """
    bare = text.strip()
    if is_unknown(bare):
        return None
    if sided := _DEGREES_OF.fullmatch(bare):
        return _degrees_of(sided, largest)
    found = _DEGREES.fullmatch(bare) or re.fullmatch(r"([+\-])?([0-9]+(?:\.[0-9]+)?[eE]-[0-9]{1,2})", bare)
    value = float(found[2].replace(",", ".")) if found else math.nan
    if not value <= largest:
        raise InvalidRecord(said("is not degrees; write them as 48.5952"))
    return -value if found and found[1] in ("-", "−") else value


def _degrees_of(found: re.Match[str], largest: float) -> float:
    """Degrees, minutes and seconds on a side of the world."""
    parts = [float(found[part].replace(",", ".")) if found[part] else 0.0 for part in ("degrees", "minutes", "seconds")]
    value, side = parts[0] + parts[1] / 60 + parts[2] / 3600, found["side"].upper()
    whole_parts = all(part.is_integer() for part, below in pairwise(parts) if below)
    if value > largest or not whole_parts or side not in ("NS" if largest == 90 else "EW"):
        raise InvalidRecord(said("is not degrees; write them as 48.5952"))
    return -value if side in "SW" else value


def code(text: str) -> str:
    """A code or id as a list has it, though a spreadsheet took it for a number: `12069020.0` is 12069020.

    Raises InvalidRecord for `8.115021E+06`, of which nobody knows how many digits are lost.
    """
    bare = text.strip()
    if _POWER.fullmatch(bare.upper().replace("E+", "e+").replace(",", ".")):
        raise InvalidRecord(said("a spreadsheet has made a number of the code; format the column as text"))
    return bare[:-2] if re.fullmatch(r"[0-9]+[.,]0", bare) else bare


def day(text: str) -> str | None:
    """A date as precise as it is given, in ISO form: `2023`, `2023-02`, `02/2023`, `2023/02/01`, `01.02.2023`,
    `20230201`, `1. Februar 2023` in the languages of Europe, a day with a time.

    A day with slashes is read where it can be only one (`31/12/2023`); `01/02/2023` may be two.
    """
    bare = " ".join(text.split())
    if is_unknown(bare):
        return None
    if found := _ISO.fullmatch(bare):
        written = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    elif found := _DAY_FIRST.fullmatch(bare):
        written = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    elif found := _SLASHES.fullmatch(bare):
        first, second = int(found[1]), int(found[2])
        if first != second and first <= 12 and second <= 12:
            either = (f"{found[3]}-{second:02}-{first:02}", f"{found[3]}-{first:02}-{second:02}")
            raise InvalidRecord(said("may be {one} or {other}; write it so", one=either[0], other=either[1]))
        month, of_month = (second, first) if second <= 12 else (first, second)
        written = f"{found[3]}-{month:02}-{of_month:02}"
    elif found := _MONTH.fullmatch(bare):
        written = f"{found[1]}-{int(found[2]):02}"
    elif found := _MONTH_BEFORE_YEAR.fullmatch(bare):
        written = f"{found[2]}-{int(found[1]):02}"
    elif found := _IN_ONE.fullmatch(bare):
        written = f"{found[1]}-{found[2]}-{found[3]}"
    elif in_words := day_in_words(timed[1] if (timed := _TIME_BEHIND.fullmatch(bare)) else bare):
        written = in_words
    else:
        written = bare
    dates.parts(written)
    return written


def in_order(first: str | None, last: str | None) -> bool:
    """Whether the one date can come before the other, as far as they are known."""
    return first is None or last is None or dates.last_day(last) >= dates.first_day(first)


def day_of_milliseconds(value: object) -> str | None:
    """The day (UTC) of a time in milliseconds since 1970, as programs write it; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**14:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)).date().isoformat()


def flag(text: str) -> bool | None:
    """Yes or no, in the languages that lists are written in."""
    answer = text.strip().casefold()
    if answer in UNKNOWN:
        return None
    if answer not in _YES | _NO:
        raise InvalidRecord(said("write yes or no, or leave it empty if you do not know"))
    return answer in _YES


def address(text: str) -> str | None:
    """An address of a page, with http or https; of `bad-belzig.de/news` a browser makes one as well."""
    bare = text.strip()
    if is_unknown(bare):
        return None
    if _WITHOUT_SCHEME.match(bare):
        bare = f"https://{bare}"
    scheme, mark, rest = bare.partition("://")
    found = f"{scheme.casefold()}{mark}{rest}"
    if not is_web_address(found):
        raise InvalidRecord(said("is no address of a page; write it whole, as https://bad-belzig.de"))
    return found


def made_a_date(text: str) -> bool:
    """Whether a spreadsheet has made a date of a code: `DEC05` has become `Dec-05` or `05.Dez`."""
    return _MADE_A_DATE.fullmatch(text.strip()) is not None


def _number(bare: str) -> float | None:
    if _WHOLE.fullmatch(bare):
        digits = re.sub(r"\D", "", bare)
        return float(digits) if len(digits) < 300 else None
    found = _DECIMAL.fullmatch(bare)
    # The mark before the decimals is not the one between thousands: 1.234.56 is no number.
    if found and found["mark"] != found["point"] and len(bare) < 300:
        return float(f"{re.sub('[^0-9]', '', found['whole'])}.{found['rest']}")
    return float(bare) if _POWER.fullmatch(bare) else None
