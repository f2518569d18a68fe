"""Sets of countries that rules name (EU27, HE_associated …), as dated facts with a source, and who is in them.

The facts are `matching/data/country_sets.csv`: `extent` is `whole`, or `part` where membership holds for a part of the
programme or of the country only; `counts_as` is the state that a territory with a country code of its own belongs to.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from graph import dates
from matching.rules.three_valued import NO, UNKNOWN, YES

#: What rules call the countries that are neither Member States nor associated.
NON_ASSOCIATED = "non-associated-third-countries"


@dataclass(frozen=True, slots=True)
class CountryInSet:
    """A country in a set, from `since` to `until`, at the precision of the source; None is open."""

    set: str
    country: str
    counts_as: str | None
    extent: str
    note: str
    since: str | None
    until: str | None
    source: str
    as_of: str


@cache
def country_sets() -> Mapping[str, Mapping[str, CountryInSet]]:
    """All sets by name, each by country code."""
    text = resources.files("matching").joinpath("data/country_sets.csv").read_text(encoding="utf-8")
    sets: dict[str, dict[str, CountryInSet]] = {}
    for row in csv.DictReader(text.splitlines()):
        entry = CountryInSet(
            set=row["set"],
            country=row["country"],
            counts_as=row["counts_as"] or None,
            extent=row["extent"],
            note=row["note"],
            since=row["since"] or None,
            until=row["until"] or None,
            source=row["source"],
            as_of=row["as_of"],
        )
        sets.setdefault(entry.set, {})[entry.country] = entry
    return sets


@cache
def region_codes() -> Mapping[tuple[str, str], str]:
    """The names of regions by country and ISO 3166-2 code: (DE, BB) is Brandenburg."""
    text = resources.files("matching").joinpath("data/region_codes.csv").read_text(encoding="utf-8")
    return {(row["country"], row["code"]): row["name"] for row in csv.DictReader(text.splitlines())}


def state_of(country: str) -> str:
    """The state that counts: FR for Réunion (RE), FI for Åland (AX), else the country itself."""
    entry = country_sets()["EU27"].get(country)
    return (entry.counts_as if entry else None) or country


def in_set(name: str, country: str, on: date) -> int:
    """Whether the country is in the set on the day: YES, NO, or UNKNOWN for a part of it or a set that we do not know.

    A name that is no set but a two-letter code stands for that country.
    """
    if name == NON_ASSOCIATED:
        return -max(in_set("EU27", country, on), in_set("HE_associated", country, on))
    members = country_sets().get(name)
    if members is None:
        is_code = len(name) == 2 and name.isupper()
        return UNKNOWN if not is_code else YES if name in (country, state_of(country)) else NO
    entry = members.get(country)
    if entry is None:
        return NO
    begun = entry.since is None or dates.first_day(entry.since) <= on
    ended = entry.until is not None and dates.last_day(entry.until) < on
    return NO if not begun or ended else YES if entry.extent == "whole" else UNKNOWN


def set_names(values: Sequence[str]) -> tuple[str, ...]:
    """The single sets and countries that the values name, in their order; a value may join sets by `+`."""
    return tuple(name for value in values for name in value.split("+") if name)
