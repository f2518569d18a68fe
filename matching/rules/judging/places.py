"""Where a body lies, by NUTS code, region or country; and whether that is in the area of a programme."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from graph.names import normal_form
from graph.nuts import iso_country
from graph.said import said
from matching.rules.asking.situation import Body
from matching.rules.country_sets import region_codes, state_of
from matching.rules.judging.case import Finding
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

#: A NUTS region, or a part of one or of a country: `DE409`, `part_of_DE40`, `part_of_DE`, `DEF:north`.
NUTS = re.compile(r"(?P<part>parts?_of_)?(?P<code>[A-Z]{2}(?(part)[A-Z0-9]{0,3}|[A-Z0-9]{1,3}))(?P<within>:.+)?")
_COUNTRY = re.compile(r"(?P<country>[A-Z]{2})(:(?P<regions>.+))?")
_INSIDE, _OUTSIDE = said("It lies there."), said("It lies elsewhere.")
_ASSUMED = said("It probably lies there: the programme names the area, which districts belong to it we assumed.")
_PROBABLY_NOT = said(
    "Probably not: its region is not among those that we assume for the area; the programme's office can tell."
)
_PARTLY = said("Only a part of its region belongs to the area: the programme's office can tell whether it does.")
_NOT_PLACED = said("Its region (NUTS 3) is not known; with it this can be told.")
_NOT_TOLD = said("The source names the area, not the places in it: the programme's office can tell.")


@cache
def nuts_of_regions() -> dict[tuple[str, str], tuple[str, ...]]:
    """The NUTS codes of regions as rules name them, by country and normal form of the name or code."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in _rows():
        names = {row["region"].replace("_", " "), region_codes().get((row["country"], row["region"]), "")}
        for name in filter(None, names):
            key = (row["country"], normal_form(name))
            found[key] = (*found.get(key, ()), row["nuts"])
    return found


def _rows() -> Iterable[dict[str, str]]:
    text = resources.files("matching").joinpath("data/region_nuts.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@cache
def names_of_nuts() -> dict[str, str]:
    """What the NUTS regions that are one region of a country are called there: DE4 and DE40 are Brandenburg, FRE is
    Hauts-de-France."""
    found: dict[str, str] = {}
    rows = [row for row in _rows() if not row["part"]]  # Bragança lies in PT11, and is not what PT11 is called
    several = Counter((row["country"], row["region"]) for row in rows)
    for row in rows:
        key = (row["country"], row["region"])
        if several[key] == 1 and "_" not in row["region"] and key not in region_codes():
            found[row["nuts"]] = found[f"{row['nuts']}0"] = row["region"]
    for (country, _), name in region_codes().items():
        codes = nuts_of_regions().get((country, normal_form(name)), ())
        if len(codes) == 1:
            found[codes[0]] = found[f"{codes[0]}0"] = name
    return found


def areas_of(rules: Iterable[Rule]) -> frozenset[str]:
    """The countries that the rules' areas lie in, empty where one is not told in countries or regions."""
    found: set[str] = set()
    for rule in rules:
        for value in rule.values:
            match = NUTS.fullmatch(value) or _COUNTRY.fullmatch(value)
            if match is None:
                return frozenset()
            groups = match.groupdict()
            found.add(groups["country"] if "country" in groups else iso_country(groups["code"]))
    return frozenset(found)


def names_regions(rule: Rule) -> bool:
    """Whether the area is told in NUTS regions, at least in part, and not in countries alone."""
    return any(NUTS.fullmatch(value) for value in (*rule.values, *_assumed(rule)))


def reach_of(rule: Rule) -> tuple[frozenset[str], int]:
    """The countries in which the area names anything, and how many characters of a NUTS code it looks at."""
    countries, length = set[str](), 2
    for value in (*rule.values, *_assumed(rule)):
        if (country := _COUNTRY.fullmatch(value)) is not None:
            countries.add(country["country"])
            length = 5 if country["regions"] else length
        elif (nuts := NUTS.fullmatch(value)) is not None:
            countries.add(iso_country(nuts["code"]))
            length = max(length, len(nuts["code"]))
    return frozenset(countries), length


def _assumed(rule: Rule) -> list[str]:
    """The codes that were assumed for an area that is named otherwise."""
    codes = rule.conditions.get("nuts_assumed", "").removeprefix("part_of_").split(",")
    return [code for code in codes if code not in ("", "yes")]


def judge_area(rule: Rule, body: Body) -> Finding:
    """Whether the body lies in one of the regions or countries that the rule names."""
    assumed = rule.conditions.get("nuts_assumed", "")
    codes = _assumed(rule)
    answers = [_in_value(value, body) for value in rule.values]
    answers += [min(_in_nuts(code, body), UNKNOWN) for code in codes]
    known = [answer for answer in answers if answer is not None]
    answer = max(known, default=UNKNOWN)
    if answer == NO and ((len(known) < len(answers) and not assumed) or _one_sided(rule, body)):
        answer = UNKNOWN
    if answer == YES and assumed:
        return Finding(UNKNOWN, _ASSUMED)  # the codes are ours, not the source's
    if answer != UNKNOWN:
        outside = _PROBABLY_NOT if assumed else _OUTSIDE
        return Finding(answer, _INSIDE if answer == YES else outside)
    if not known or all(found == NO for found in known):
        return Finding(UNKNOWN, _NOT_TOLD)
    fine = len(_best(body)) > len("DE40")
    return Finding(UNKNOWN, _PARTLY) if fine else Finding(UNKNOWN, _NOT_PLACED, "nuts3")


def _one_sided(rule: Rule, body: Body) -> bool:
    """Whether the regions of another country than the body's are told alone."""
    named = any(value.startswith("euroregion:") for value in rule.values)
    codes = (*rule.values, *_assumed(rule))
    countries = {iso_country(m["code"]) for value in codes if (m := NUTS.fullmatch(value))}
    return ("side" in rule.conditions or named) and body.country not in countries


def _in_value(value: str, body: Body) -> int | None:
    """Whether the body lies in what one value names; None for what is told in neither regions nor countries."""
    country = _COUNTRY.fullmatch(value)
    if country is not None:
        return _in_country(country["country"], (country["regions"] or "").split(","), body)
    nuts = NUTS.fullmatch(value)
    if nuts is None:
        return None
    answer = _in_nuts(nuts["code"], body)
    return min(answer, UNKNOWN) if nuts["part"] or nuts["within"] else answer


def _in_country(country: str, regions: Sequence[str], body: Body) -> int:
    if body.country is None and not _best(body):
        return UNKNOWN
    own = state_of(body.country or iso_country(_best(body)))
    if own != country:
        return NO
    wanted = [name for name in regions if name]
    if not wanted:
        return YES
    return max(_in_region(country, name, body) for name in wanted)


def _in_region(country: str, name: str, body: Body) -> int:
    """Whether the body lies in the region of the country, by its NUTS code or the region's name."""
    plain = normal_form(name.replace("_", " "))
    codes = nuts_of_regions().get((country, plain), ())
    if _best(body):
        return max((_in_nuts(code, body) for code in codes), default=UNKNOWN)
    region = body.word("region")
    if region is None:
        return UNKNOWN
    stated = normal_form(region.replace("_", " "))
    full = normal_form(region_codes().get((country, name), name.replace("_", " ")))
    if stated in (plain, full, normal_form(f"{country} {name}")):
        return YES
    own = nuts_of_regions().get((country, stated), ())
    # A region of the table is another one; of a name that it lacks, the one that is meant may be a part.
    return NO if own and codes and not any(code.startswith(mine) for mine in own for code in codes) else UNKNOWN


def _best(body: Body) -> str:
    """The finest NUTS code that is stated, "" where none is."""
    stated = (body.word(level) for level in ("nuts3", "nuts2", "nuts1"))
    return next((code.upper() for code in stated if code), "")


def _in_nuts(code: str, body: Body) -> int:
    if body.country is not None and state_of(body.country) != iso_country(code):
        return NO
    own = _best(body)
    if not own:
        region = body.word("region")
        found = nuts_of_regions().get((iso_country(code), normal_form((region or "").replace("_", " "))), ())
        return max((_within(code, mine) for mine in found), default=UNKNOWN)
    return _within(code, own)


def _within(code: str, own: str) -> int:
    return YES if own.startswith(code) else UNKNOWN if code.startswith(own) else NO
