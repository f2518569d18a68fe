"""Whether towns lie in a programme area that names countries, regions of countries (`DE:BE,BB`) or NUTS regions."""

from __future__ import annotations

import re

import numpy as np

from graph.names import normal_form
from graph.nuts import iso_country
from graph.snapshot.frozen import Snapshot
from matching.rules.applicants import Asked
from matching.rules.country_sets import in_set, region_codes
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES, Answers, each, same


def names_regions(rule: Rule) -> bool:
    """Whether the area is told in NUTS regions, at least in part, and not in countries alone."""
    return any(NUTS.fullmatch(value) for value in (*rule.values, *_assumed(rule)))


def area_answers(rule: Rule, asked: Asked) -> Answers:
    """Whether each applicant lies in the area; UNKNOWN for an area that is not told in countries.

    Of a country that is named with regions, a town in one of them is YES. A town in another region is NO only if all
    names are regions that we know; else the name may be a part of the town's own region, and the answer is UNKNOWN.
    """
    if names_regions(rule):
        return _nuts_answers(rule, asked)
    areas = dict(_area(value) for value in rule.values)
    if not all(len(country) == 2 and country.isupper() for country in areas):
        return same(UNKNOWN, asked.size)

    def by_country(country: str | None) -> int:
        if country is None:
            return UNKNOWN
        named = (parts for name, parts in areas.items() if in_set(name, country, asked.on) == YES)
        parts = next(named, None)
        return NO if parts is None else OPEN if parts else YES

    answers = each(asked.applicants.country, by_country)
    if not (answers == OPEN).any():
        return answers
    snapshot = asked.applicants.snapshot
    by_region = _region_answers(snapshot, areas)
    within = snapshot.links("IN", "Municipality")
    by_town = np.full(len(snapshot.municipalities), NO - 1, dtype=np.int8)
    np.maximum.at(by_town, within.start, by_region[within.end])
    by_town[by_town < NO] = UNKNOWN  # in no region that we know
    of_rows = by_town[asked.applicants.index]
    if asked.applicants.place is not None:
        of_rows = np.append(np.int8(UNKNOWN), of_rows)
    return np.where(answers == OPEN, of_rows, answers).astype(np.int8)


#: A NUTS region, or a part of one: `DE409`, `part_of_DE40`, `DEF:north`.
NUTS = re.compile(r"(?P<part>parts?_of_)?(?P<code>[A-Z]{2}[A-Z0-9]{1,3})(?P<within>:.+)?")


def _assumed(rule: Rule) -> tuple[str, ...]:
    """The codes that were assumed for an area that is named otherwise: of each, a part is meant at most."""
    assumed = rule.conditions.get("nuts_assumed", "")
    codes = assumed.removeprefix("part_of_").split(",") if assumed != "yes" else []
    return tuple(f"part_of_{code}" for code in codes if code)


def _nuts_answers(rule: Rule, asked: Asked) -> Answers:
    """Whether each applicant lies in one of the NUTS regions: UNKNOWN in a region of which a part is meant, where its
    own is not known, and abroad where the regions of other countries are not told.
    """
    found = [NUTS.fullmatch(value) for value in (*rule.values, *_assumed(rule))]
    parts = tuple(m["code"] for m in found if m and (m["part"] or m["within"]))
    whole = tuple(m["code"] for m in found if m and not (m["part"] or m["within"]))
    others = [value for value in rule.values if not NUTS.fullmatch(value)]
    countries = {iso_country(code) for code in (*parts, *whole)}
    one_sided = "side" in rule.conditions or any(value.startswith("euroregion:") for value in others)

    def by_country(country: str | None) -> int:
        if country in others:
            return YES
        if country is None or any(value.startswith(f"{country}:") for value in others):
            return UNKNOWN
        return OPEN if country in countries else UNKNOWN if one_sided else NO

    def by_region(nuts: str | None) -> int:
        if nuts is None:
            return UNKNOWN
        return YES if nuts.startswith(whole) else UNKNOWN if nuts.startswith(parts) else NO

    by_town = each(asked.applicants.country, by_country)
    if not (by_town == OPEN).any():
        return by_town
    of_region = each(asked.applicants.fact("nuts3"), by_region)
    return np.where(by_town == OPEN, of_region, by_town).astype(np.int8)


def _area(value: str) -> tuple[str, frozenset[str]]:
    """The country, and the normal forms of the regions that are meant; no regions mean all of it."""
    country, _, parts = value.partition(":")
    names = (region_codes().get((country, part), part) for part in parts.split(",") if part)
    return country, frozenset(normal_form(name.replace("_", " ")) for name in names)


def _region_answers(snapshot: Snapshot, areas: dict[str, frozenset[str]]) -> Answers:
    """For each region of the snapshot, whether it is one of those named for its country."""
    table = snapshot.tables["Region"]
    countries = table.category("country")
    names = [normal_form(table.name(at)) for at in range(len(table))]
    known = {(country, normal_form(name)) for (country, _), name in region_codes().items()}
    known |= {(countries[at] or "", name) for at, name in enumerate(names)}
    complete = {country: all((country, part) in known for part in parts) for country, parts in areas.items()}
    answers = same(UNKNOWN, len(table))
    for at, name in enumerate(names):
        country = countries[at] or ""
        if country in areas:
            answers[at] = YES if name in areas[country] else NO if complete[country] else UNKNOWN
    return answers
