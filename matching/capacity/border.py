"""Programmes across a border are for its regions: how far a town lies from the country on the other side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.model import Call
from graph.said import Said, said
from graph.snapshot.frozen import UNIT, Snapshot, unit_vectors
from matching.programmes import named_countries
from matching.rules.asking.situation import Body
from matching.rules.judging.rules_of import RuleBook
from matching.types import Language
from matching.words.written import country_name

#: Further away than this nobody is in a border region: two NUTS 3 regions deep, as we assume.
BORDER_KM = 150.0
_EARTH_KM = 6371.0
_ELSEWHERE = said("Its programme pays in other regions.")
_ACROSS = said("It is for regions at the border; the nearest place in {country} is {km} km away.")


def border_of(snapshot: Snapshot, town: Body, book: RuleBook, call: Call, language: Language) -> Said | None:
    """Why a call of a programme across a border is not for the town; None where it is, or where we cannot say.

    A call that names its area is judged by that.
    """
    programmes = snapshot.links("UNDER", "Call").ends(snapshot.tables["Call"].ids.index(call.id)).tolist()
    elsewhere = _ELSEWHERE if _pays_elsewhere(snapshot, town, programmes) else None
    if any(rule.kind == "region_area" and rule.operator == "in" for rule in book.rules):
        return elsewhere
    names = [snapshot.tables["Programme"].name(at, "en") for at in programmes]
    interreg = [name for name in names if "interreg" in name.casefold()]
    countries = frozenset().union(*(named_countries(name) for name in interreg)) if interreg else frozenset()
    lat, lon = town.number("lat"), town.number("lon")
    if not 2 <= len(countries) <= 3 or town.country is None or lat is None or lon is None:
        return elsewhere
    if town.country not in countries:
        named = tuple(country_name(country, language) for country in sorted(countries))
        return said("It is for other countries: {countries}.", countries=named)
    km = {country: _nearest(snapshot, country, lat, lon) for country in sorted(countries - {town.country})}
    nearest = min(km, key=lambda country: km[country])
    if km[nearest] <= BORDER_KM:
        return elsewhere
    return _ACROSS.fill(country=country_name(nearest, language), km=round(km[nearest]))


def _pays_elsewhere(snapshot: Snapshot, town: Body, programmes: Sequence[int]) -> bool:
    """Whether all areas of the programmes, where they tell one, lie elsewhere; a town of which no more than the country
    is known lies in each area of it."""
    code = town.word("nuts3") or {"GR": "EL", "GB": "UK"}.get(town.country or "", town.country)
    areas = [text.split(UNIT) for at in programmes if (text := snapshot.tables["Programme"].text("area")[at])]
    if code is None or not areas:
        return False
    return not any(code.startswith(place) or place.startswith(code) for area in areas for place in area)


def _nearest(snapshot: Snapshot, country: str, lat: float, lon: float) -> float:
    """The distance to the nearest municipality of the country, in kilometres; infinite where it has none."""
    table = snapshot.municipalities
    column = table.category("country")
    rows = np.flatnonzero(column.codes == column.code(country))
    places = unit_vectors(table.number("lat")[rows], table.number("lon")[rows])
    cosines = places @ unit_vectors(np.array([lat]), np.array([lon]))[0]
    return float(np.nanmin(_EARTH_KM * np.arccos(np.clip(cosines, -1, 1)), initial=np.inf))
