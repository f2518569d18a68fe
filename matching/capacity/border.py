"""Programmes across a border are for its regions: how far a town lies from the country on the other side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.model import Call
from graph.nuts import may_lie_in, nuts_country
from graph.said import Said, said
from graph.snapshot.frozen import UNIT, Snapshot, unit_vectors
from matching.programmes import named_countries
from matching.rules.asking.situation import Body
from matching.rules.judging.rules_of import RuleBook
from matching.types import Language
from matching.words.written import country_name

#: Further away than this nobody is in a border region: two NUTS 3 regions deep, as we assume.
BORDER_KM = 150.0
_ELSEWHERE = said("Its programme pays in other regions.")
_ACROSS = said("It is for regions at the border; the nearest place in {country} is {km} km away.")


@dataclass(frozen=True)
class Borders:
    """A town, and how far the borders are from it: the same for all calls."""

    snapshot: Snapshot
    town: Body

    def against(self, book: RuleBook, call: Call, language: Language) -> Said | None:
        """Why a call of a programme across a border is not for the town; None where it is, or where we cannot say.

        A call that names its area is judged by that.
        """
        programmes = self.snapshot.links("UNDER", "Call").ends(self.snapshot.tables["Call"].ids.index(call.id)).tolist()
        elsewhere = _ELSEWHERE if self._pays_elsewhere(programmes) else None
        if any(rule.kind == "region_area" and rule.operator == "in" for rule in book.rules):
            return elsewhere
        names = [self.snapshot.tables["Programme"].name(at, "en") for at in programmes]
        interreg = [name for name in names if "interreg" in name.casefold()]
        countries = frozenset().union(*(named_countries(name) for name in interreg)) if interreg else frozenset()
        own, distances = self.town.country, self._distances
        if not 2 <= len(countries) <= 3 or own is None or distances is None:
            return elsewhere
        if own not in countries:
            named = tuple(country_name(country, language) for country in sorted(countries))
            return said("It is for other countries: {countries}.", countries=named)
        codes = self.snapshot.municipalities.category("country")
        km = {
            country: float(np.nanmin(distances[codes.codes == codes.code(country)], initial=np.inf))
            for country in sorted(countries - {own})
        }
        nearest = min(km, key=lambda country: km[country])
        if km[nearest] <= BORDER_KM:
            return elsewhere
        return _ACROSS.fill(country=country_name(nearest, language), km=round(km[nearest]))

    @cached_property
    def _distances(self) -> npt.NDArray[np.float32] | None:
        """Kilometres to every municipality; None where the town's place is not known."""
        lat, lon = self.town.number("lat"), self.town.number("lon")
        return None if lat is None or lon is None else self.snapshot.distances_km(unit_vectors(lat, lon))

    def _pays_elsewhere(self, programmes: Sequence[int]) -> bool:
        """Whether all areas of the programmes, where they tell one, lie elsewhere."""
        country = self.town.country
        code = self.town.word("nuts3") or (None if country is None else nuts_country(country))
        column = self.snapshot.tables["Programme"].text("area")
        areas = [area for at in programmes if (text := column[at]) for area in text.split(UNIT)]
        return code is not None and bool(areas) and not may_lie_in(code, areas)
