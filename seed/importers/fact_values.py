"""Values of facts as towns write them, in the one form the graph holds. Each wrong one says how to write it."""

from __future__ import annotations

import re

from graph.errors import InvalidRecord
from graph.model import MUNICIPALITY_KINDS
from graph.said import Said, said
from seed import values

_YES_NO = frozenset(
    {"article_11_city", "coastal", "gender_equality_plan", "climate_plan", "mission_city", "good_practice", "uia_city"}
    | {"pic_validated", "adaptation_charter", "ten_t_urban_node", "disaster_response_authority"}
)
_CATEGORIES = ("less-developed", "transition", "more-developed")
_ROLES = ("lead", "partner", "associated")


def fact_value(key: str, text: str, *, country: str = "") -> str | None:
    """The value of fact `key` written as `text`, None if the text says that it is not known.

    Numbers may have a decimal comma and thousands separators: `12.345` and `12,345` are twelve thousand, as three
    digits after a separator always are; `12,5` and `1.234,50` have decimals. Lists are divided by `;` or `|`.
    `country` completes a LAU code without one. Raises InvalidRecord for what the key cannot have.
    """
    bare = text.strip()
    if values.is_unknown(bare):
        return None
    if key in _YES_NO:
        return "yes" if values.flag(bare) else "no"
    match key:
        case "population":
            return _population(bare)
        case "staff_hours" | "cofinancing_ceiling":
            found = values.number(bare)
            return None if found is None else _plain(found)
        case "degurba":
            return _one_of(bare, ("1", "2", "3"))
        case "cohesion_category":
            return _one_of(bare.casefold().replace(" ", "-").removesuffix("-region"), _CATEGORIES)
        case "kind":
            return _one_of(bare.casefold(), MUNICIPALITY_KINDS)
        case "pic":
            return _shaped(values.code(bare).replace(" ", ""), "[0-9]{9}", said("write nine digits, as 999999999"))
        case "nuts3":
            return _shaped(bare.upper(), r"[A-Z]{2}[A-Z0-9]{3}", said("write five characters, as DE40E"))
        case "lau":
            bare = values.code(bare)
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


def _plain(value: float) -> str:
    """A number in plain digits, with a decimal point where it has decimals: `1234.5`, `50000`."""
    return str(int(value)) if value.is_integer() else f"{value:f}".rstrip("0")


def _population(text: str) -> str:
    try:
        found = values.people(text)
    except InvalidRecord:
        found = None
    if found is None:
        raise InvalidRecord(said("is not a number of inhabitants; write it in digits, as 11999"))
    return str(found)


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise InvalidRecord(said("{wrong!r} is not one of {known}", wrong=text, known=allowed))
    return text


def _shaped(text: str, pattern: str, how: Said) -> str:
    if not re.fullmatch(pattern, text):
        raise InvalidRecord(how)
    return text
