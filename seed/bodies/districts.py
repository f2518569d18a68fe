"""The region that a name tells beside the town: `Rovereto (TN)`, `Slaný, okr. Kladno`, `Ciugud, jud. Alba`, `Wil SG`.

The signs of Italy's provinces, France's départements, cantons, judeţe and the like are in `graph/data/districts.csv`,
with the NUTS code of each; names of regions in that of NUTS.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from graph.names import normal_form
from graph.nuts import iso_country
from graph.nuts_names import nuts_called
from seed.bodies.mention import Mention

#: What stands before the name of a district, in normal form.
_WORDS = (
    *("okr", "okres", "kr", "kreis", "lk", "lkr", "landkreis", "bezirk", "bez", "kanton", "kt", "jud", "judet"),
    *("judetul", "pow", "powiat", "woj", "prov", "provincia di", "provincia de", "provincia", "dept", "dep"),
    *("departement de la", "departement de", "departement du", "departement", "kraj", "zupanija", "county"),
)
_BESIDE = re.compile(r"(?P<town>[^(),]+?)\s*(?:\((?P<bracket>[^()]+)\)|, *(?P<comma>[^(),]+))\s*")
#: A sign behind the name without brackets: Wil SG, Torino - TO.
_BEHIND = re.compile(r"(?P<town>.+?)(?: +[-–] +| +)(?P<sign>[A-Z]{2})\s*")


def with_district(mention: Mention, region_of: Callable[[str], str | None]) -> Mention | None:
    """The mention without the district that stands beside the name, and with its region; None where there is none.

    `region_of` tells the region of a town by its name: a district is often called after one. What the list itself says
    of the region goes before; where the two do not agree, neither is trusted.
    """
    if mention.country is None:
        return None
    for town, written, is_sign in _beside(mention.name):
        region = _region(mention.country, written, region_of, is_sign)
        if region is not None:
            told = mention.region or region
            if not (told.startswith(region) or region.startswith(told)):
                return None
            return replace(mention, name=town, region=max(told, region, key=len))
    return None


def _beside(name: str) -> Iterator[tuple[str, str, bool]]:
    if found := _BESIDE.fullmatch(name.strip()):
        yield found["town"], (found["bracket"] or found["comma"]).strip(), False
    elif found := _BEHIND.fullmatch(name.strip()):
        yield found["town"], found["sign"], True


def _region(country: str, written: str, region_of: Callable[[str], str | None], is_sign: bool) -> str | None:
    sign = _signs().get((country, written.removesuffix(".")))
    if sign is not None or is_sign:
        return sign
    form = normal_form(written)
    word = next((word for word in _WORDS if form.startswith(f"{word} ")), None)
    bare = form.removeprefix(f"{word} ") if word else form
    named = [code for code in nuts_called(bare) if iso_country(code) == country]
    return named[0] if len(named) == 1 else region_of(bare) if word else None


@cache
def _signs() -> Mapping[tuple[str, str], str]:
    text = resources.files("graph").joinpath("data/districts.csv").read_text(encoding="utf-8")
    return {(row["country"], row["sign"]): row["nuts"] for row in csv.DictReader(text.splitlines())}
