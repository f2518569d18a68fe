"""Values of facts as towns write them, in the one form the graph holds. Each wrong one says how to write it."""

from __future__ import annotations

import re

from graph.errors import InvalidRecord
from graph.model import MUNICIPALITY_KINDS
from graph.said import Said, said

#: What people write for "we do not know": the fact stays unknown.
UNKNOWN = frozenset({"", "-", "–", "?", "na", "n/a", "n. a.", "k. a.", "k.a.", "unknown", "unbekannt", "null", "none"})
_YES = frozenset({"yes", "y", "ja", "j", "true", "1", "x"})
_NO = frozenset({"no", "n", "nein", "false", "0"})
_YES_NO = frozenset(
    {"article_11_city", "coastal", "gender_equality_plan", "climate_plan", "mission_city", "good_practice", "uia_city"}
    | {"pic_validated", "adaptation_charter", "ten_t_urban_node", "disaster_response_authority"}
)
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:[., '’\u00a0\u202f][0-9]{3})+")
_POINT = re.compile(r"([0-9]+|[0-9]{1,3}(?:[, '’\u00a0\u202f][0-9]{3})+)\.([0-9]+)")
_COMMA = re.compile(r"([0-9]+|[0-9]{1,3}(?:[. '’\u00a0\u202f][0-9]{3})+),([0-9]+)")
_CATEGORIES = ("less-developed", "transition", "more-developed")
_ROLES = ("lead", "partner", "associated")


def fact_value(key: str, text: str, *, country: str = "") -> str | None:
    """The value of fact `key` written as `text`, None if the text says that it is not known.

    Numbers may have a decimal comma and thousands separators: `12.345` and `12,345` are twelve thousand, as three
    digits after a separator always are; `12,5` and `1.234,50` have decimals. Lists are divided by `;` or `|`.
    `country` completes a LAU code without one. Raises InvalidRecord for what the key cannot have.
    """
    bare = text.strip()
    if bare.casefold() in UNKNOWN:
        return None
    if key in _YES_NO:
        return _yes_no(bare)
    match key:
        case "population":
            return _population(bare)
        case "staff_hours" | "cofinancing_ceiling":
            return number(bare)
        case "degurba":
            return _one_of(bare, ("1", "2", "3"))
        case "cohesion_category":
            return _one_of(bare.casefold().replace(" ", "-").removesuffix("-region"), _CATEGORIES)
        case "kind":
            return _one_of(bare.casefold(), MUNICIPALITY_KINDS)
        case "pic":
            return _shaped(bare.replace(" ", ""), "[0-9]{9}", said("write nine digits, as 999999999"))
        case "nuts3":
            return _shaped(bare.upper(), r"[A-Z]{2}[A-Z0-9]{3}", said("write five characters, as DE40E"))
        case "lau":
            code = bare if re.match(r"[A-Z]{2}_", bare) or not country else f"{country}_{bare}"
            how = said("write the country and the official code, as DE_12069020")
            return _shaped(code, r"[A-Z]{2}_[A-Za-z0-9_.]+", how)
        case "roles_willing":
            return ";".join(_one_of(role.casefold(), _ROLES) for role in divided(bare))
        case "languages":
            how = said("write two-letter codes, as de;en")
            return ";".join(_shaped(code.lower(), "[a-z]{2}", how) for code in divided(bare))
        case _:
            return bare


def divided(text: str) -> list[str]:
    """The parts of a list written as `a; b` or `a | b`, without empty ones."""
    return [part.strip() for part in re.split(r"[;|]", text) if part.strip()]


def number(text: str) -> str:
    """A number of at least 0 in plain digits with a decimal point: `1.234,50 €` is `1234.50`, `50.000` is `50000`."""
    bare = text.replace("€", "").replace("EUR", "").strip()
    if _WHOLE.fullmatch(bare):
        return re.sub(r"\D", "", bare)
    match = _POINT.fullmatch(bare) or _COMMA.fullmatch(bare)
    if match is None:
        raise InvalidRecord(said("is not a number; write it as 1234.5"))
    return re.sub(r"\D", "", match[1]) + "." + match[2]


def _population(text: str) -> str:
    if not _WHOLE.fullmatch(text) or not int(re.sub(r"\D", "", text)):
        raise InvalidRecord(said("is not a number of inhabitants; write it in digits, as 11999"))
    return str(int(re.sub(r"\D", "", text)))


def _yes_no(text: str) -> str:
    answer = text.casefold()
    if answer not in _YES | _NO:
        raise InvalidRecord(said("write yes or no, or leave it empty if you do not know"))
    return "yes" if answer in _YES else "no"


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise InvalidRecord(said("{wrong!r} is not one of {known}", wrong=text, known=allowed))
    return text


def _shaped(text: str, pattern: str, how: Said) -> str:
    if not re.fullmatch(pattern, text):
        raise InvalidRecord(how)
    return text
