"""Programmes across a border are for its regions: how far a town lies from the country on the other side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.nuts import iso_country, may_lie_in, nuts_country
from graph.said import Said, said
from graph.snapshot.frozen import UNIT, Snapshot, unit_vectors
from matching.capacity.weighing import Look
from matching.programmes import named_countries
from matching.rules.asking.situation import Body
from matching.rules.judging.rules_of import RuleBook
from matching.rules.rule import PROGRAMME, Rule
from matching.types import Language
from matching.words.written import country_name

#: Further away than this nobody is in a border region: two NUTS 3 regions deep, as we assume.
BORDER_KM = 150.0
_ELSEWHERE = said("Its programme pays in other regions.")
_NOWHERE = said("It is for regions at the border, and no place in {country} is near.")
_ACROSS = said("It is for regions at the border; the nearest place in {country} is {km} km away.")


@dataclass(frozen=True)
class Programmes:
    """What the names and records of the programmes tell of where their calls are for, read once for a snapshot."""

    snapshot: Snapshot
    #: The place that was asked for last, which one answer asks for more than once.
    _last: list[tuple[tuple[float, float], Mapping[str, float]]] = field(
        default_factory=list, compare=False, repr=False
    )

    @cached_property
    def of_calls(self) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
        """For each call the countries that an Interreg programme of it joins, two or three, and the areas, as NUTS
        codes, in which its programmes pay; empty where nothing is told."""
        table, under = self.snapshot.tables["Programme"], self.snapshot.links("UNDER", "Call")
        areas = table.text("area")
        found = []
        for call in range(len(self.snapshot.tables["Call"])):
            programmes = under.ends(call).tolist()
            names = [table.name(at, "en") for at in programmes]
            joined = [named_countries(name) for name in names if "interreg" in name.casefold()]
            countries: frozenset[str] = frozenset().union(*joined)
            told = tuple(code for at in programmes if (text := areas[at]) for code in text.split(UNIT))
            found.append((countries if 2 <= len(countries) <= 3 else frozenset(), told))
        return tuple(found)

    @cached_property
    def across(self) -> tuple[tuple[int, tuple[str, ...], tuple[str, ...], frozenset[str]], ...]:
        """The programmes of two to four countries whose area is told in regions: the index, the NUTS codes of the area,
        those of which only a part belongs to it, and the countries."""
        table, found = self.snapshot.tables["Programme"], []
        areas, parts = table.text("area"), table.text("area_parts")
        for at in range(len(table)):
            codes = tuple(code for code in (areas[at] or "").split(UNIT) if code)
            joined = frozenset(iso_country(code) for code in codes)
            if 2 <= len(joined) <= 4 and any(len(code) > len("DE") for code in codes):
                in_part = tuple(code for code in (parts[at] or "").split(UNIT) if code)
                found.append((at, codes, in_part, joined))
        return tuple(found)

    @cached_property
    def regions_of_calls(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """For each call the NUTS codes of the regions that a programme `across` a border of it covers as a whole, and
        in part."""
        under, table = self.snapshot.links("UNDER", "Call"), self.snapshot.tables["Call"]
        regions: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for at, codes, parts, _ in self.across:
            named = [code for code in codes if len(code) > len("DE")]
            regions[at] = (
                tuple(code for code in named if code not in parts),
                tuple(code for code in named if code in parts),
            )
        of_calls = [[regions[at] for at in under.ends(c).tolist() if at in regions] for c in range(len(table))]
        return tuple((sum((w for w, _ in found), ()), sum((p for _, p in found), ())) for found in of_calls)

    @cached_property
    def _by_country(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], tuple[str, ...]]:
        """The placed municipalities ordered by country, where each country begins among them, and which it is."""
        column = self.snapshot.municipalities.category("country")
        placed = np.flatnonzero(self.snapshot.placed & (column.codes >= 0))
        order = placed[np.argsort(column.codes[placed], kind="stable")]
        codes, begins = np.unique(column.codes[order], return_index=True)
        return order, begins, tuple(column.values[int(code)] for code in codes)

    def nearest(self, town: Body) -> Mapping[str, float]:
        """Kilometres to the nearest municipality of each country; empty where the town's place is not known."""
        lat, lon = town.number("lat"), town.number("lon")
        order, begins, countries = self._by_country
        if lat is None or lon is None or not len(order):
            return {}
        for place, known in self._last:
            if place == (lat, lon):
                return known
        km = np.minimum.reduceat(self.snapshot.distances_km(unit_vectors(lat, lon))[order], begins)
        found = dict(zip(countries, km.tolist(), strict=True))
        self._last[:] = [((lat, lon), found)]
        return found


def _names_an_area(rule: Rule) -> bool:
    """Whether a text of the call or programme names an area, beside what the record of the programme tells."""
    return rule.kind == "region_area" and rule.operator == "in" and rule.conditions.get("basis") != PROGRAMME


@dataclass(frozen=True)
class Borders:
    """A town, and how far the borders are from it: the same for all calls."""

    programmes: Programmes
    town: Body

    @cached_property
    def looks(self) -> dict[Look, Hashable]:
        """What rules see in the town, by what they look at (`Weighing.of`)."""
        return {}

    @cached_property
    def _nearest(self) -> Mapping[str, float]:
        return self.programmes.nearest(self.town)

    def against(self, book: RuleBook, call: int, language: Language) -> Said | None:
        """Why a call (its index) of a programme across a border is not for the town; None where it is, or where we
        cannot say. A call that names its area is judged by that."""
        countries, areas = self.programmes.of_calls[call]
        elsewhere = _ELSEWHERE if self._lies_elsewhere(areas) else None
        own = self.town.country
        if not countries or own is None or any(_names_an_area(r) for r in book.rules):
            return elsewhere
        if own not in countries:
            named = tuple(country_name(country, language) for country in sorted(countries))
            return said("It is for other countries: {countries}.", countries=named)
        if not self._nearest:
            return elsewhere
        km = {country: self._nearest.get(country, np.inf) for country in sorted(countries - {own})}
        nearest = min(km, key=lambda country: km[country])
        if km[nearest] <= BORDER_KM:
            return elsewhere
        if np.isinf(km[nearest]):
            return _NOWHERE.fill(country=country_name(nearest, language))
        return _ACROSS.fill(country=country_name(nearest, language), km=round(km[nearest]))

    def lies_in(self, call: int) -> int:
        """Whether a programme across a border, of the call (its index), names a region of the town's: 2 where it covers
        it as a whole, 1 where it covers a part of it of which no more is known, 0 for others."""
        whole, parts = self.programmes.regions_of_calls[call]
        if self._code is None:
            return 0
        return 2 if self._code.startswith(whole) else int(self._code.startswith(parts))

    def _lies_elsewhere(self, areas: tuple[str, ...]) -> bool:
        """Whether all areas of the programmes, where they tell one, lie elsewhere."""
        return self._code is not None and bool(areas) and not may_lie_in(self._code, areas)

    @cached_property
    def _code(self) -> str | None:
        """The NUTS code of the town, or of its country, as far as it is known."""
        country = self.town.country
        return self.town.word("nuts3") or (None if country is None else nuts_country(country))
