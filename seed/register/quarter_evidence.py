"""What the register itself says about a place being a municipality or a part of one: evidence in a few grades.

GeoNames' extract for Python has no feature codes, so the evidence is indirect: who writes about the place (names in
other scripts come from encyclopaedias, which have an article on each municipality and on few quarters), how deep it
lies in the footprint of a larger city, how its number was given, and whether it is called after its city.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import Municipality
from graph.names import normal_form

Array = npt.NDArray[np.float64]
Grades = npt.NDArray[np.int64]

EARTH_RADIUS_KM = 6371.0
#: Inhabitants per square kilometre at which a city's footprint is drawn: that of Berlin within its limits.
CITY_DENSITY = 4000.0

#: Limits between the grades of each kind of evidence: grade 0 is below the first.
GRADES: Mapping[str, tuple[float, ...]] = {
    "foreign": (1, 2, 3, 5, 8),  # names in other scripts than Latin
    "latin": (1, 2, 3, 5, 8, 15),  # other names in Latin script
    "transliterated": (1, 2),  # machine transliterations, of names in Chinese or Arabic
    "depth": (0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10),  # distance from a larger city's centre, in radii of its footprint
    "larger": (1, 1.5, 2, 3, 5, 8, 15),  # kilometres to the next place with more inhabitants
    "population": (1, 500, 700, 1000, 1500, 2500, 5000, 10_000, 20_000, 50_000, 100_000),
    "number": (2e6, 6e6, 6.4e6, 6.7e6, 8e6, 9.5e6),  # GeoNames id: municipalities came first, quarters later
    "share": (0.2, 0.3, 0.45, 0.6, 0.8),  # municipalities of the country / places of the country in the register
}

#: How many municipalities a country has (2019–2024, national statistical offices); None of the others is known to us.
MUNICIPALITIES: Mapping[str, int] = {
    **{"AL": 61, "AM": 71, "AT": 2093, "BA": 143, "BE": 581, "BG": 265, "CH": 2131, "CZ": 6254, "DE": 10_753},
    **{"DK": 98, "EE": 79, "ES": 8131, "FI": 309, "FR": 34_935, "GE": 69, "GR": 332, "HR": 556, "HU": 3155},
    **{"IE": 31, "IS": 64, "IT": 7896, "LI": 11, "LT": 60, "LU": 100, "LV": 43, "ME": 25, "MK": 81, "MT": 68},
    **{"NL": 342, "NO": 357, "PL": 2477, "PT": 308, "RO": 3181, "RS": 174, "SE": 290, "SI": 212, "SK": 2890},
    **{"TR": 1391, "UA": 1469, "XK": 38},
}

_NUMBERED = re.compile(
    r"\d|\b(kerület|sector|sectorul|circoi?scrizione|kreis|arrondissement|bezirk|stadtbezirk|municipio)\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"[-/ –,]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence on each place of a register, index by index.

    `grades` maps each kind in GRADES to the grade of each place; `after_city` marks places called after a larger city
    nearby (Berlin-Kreuzberg, Paris 04); `twin` those that bear the name of a larger place within 8 km; `depth` is as
    under GRADES, not graded.
    """

    grades: Mapping[str, Grades]
    after_city: npt.NDArray[np.bool_]
    twin: npt.NDArray[np.bool_]
    depth: Array


def gather(towns: Sequence[Municipality], alternates: Sequence[Sequence[str]]) -> Evidence:
    """The evidence on each of `towns`, whose names of all kinds and scripts are `alternates`, index by index."""
    population = np.array([town.population or 0 for town in towns], dtype=np.float64)
    country = np.unique([town.country for town in towns], return_inverse=True)[1]
    points = _points(towns)
    depth = _depth(points, population, country)
    larger, twin = _neighbours(towns, points, population, country)
    counted = np.array([_scripts(names) for names in alternates], dtype=np.float64).reshape(len(towns), 3)
    places = Counter(town.country for town in towns)
    values = {
        "latin": counted[:, 0],
        "foreign": counted[:, 1],
        "transliterated": counted[:, 2],
        "depth": depth,
        "larger": larger,
        "population": population,
        "number": np.array([float(town.id.rpartition(":")[2]) for town in towns], dtype=np.float64),
        "share": np.array([MUNICIPALITIES.get(town.country, np.inf) / places[town.country] for town in towns]),
    }
    grades = {kind: np.digitize(values[kind], limits) for kind, limits in GRADES.items()}
    return Evidence(grades, _after_city(towns, points, population), twin, depth)


def _points(towns: Sequence[Municipality]) -> Array:
    """The places on the globe, in kilometres: straight distances are true within 0.1 % up to 500 km."""
    lat = np.radians(np.array([town.lat for town in towns], dtype=np.float64))
    lon = np.radians(np.array([town.lon for town in towns], dtype=np.float64))
    return EARTH_RADIUS_KM * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _scripts(names: Sequence[str]) -> tuple[int, int, int]:
    """How many of the names are Latin, in another script, and machine transliterations (small ASCII letters)."""
    latin = foreign = transliterated = 0
    for name in names:
        first = next((c for c in name if c.isalpha()), "")
        if not first:
            continue
        if first > "\u036f":
            foreign += 1
        elif name.isascii() and name.islower():
            transliterated += 1
        else:
            latin += 1
    return latin, foreign, transliterated


def _depth(points: Array, population: Array, country: npt.NDArray[np.intp]) -> Array:
    """Distance to the centre of a city of the country with twice the inhabitants, in radii of its footprint.

    The least over the nearest cities of 5,000, 50,000 and 500,000 inhabitants; 99 where there is none.
    """
    from scipy.spatial import cKDTree

    depth = np.full(len(points), 99.0)
    radius = np.sqrt(np.maximum(population, 1) / CITY_DENSITY / np.pi)
    for size, how_many in ((5_000, 32), (50_000, 16), (500_000, 4)):
        cities = np.flatnonzero(population >= size)
        if not len(cities):
            continue
        how_many = min(how_many, len(cities))
        distances, numbers = cKDTree(points[cities]).query(points, k=[*range(1, how_many + 1)])
        city = cities[numbers]
        inside = (country[city] == country[:, None]) & (population[city] >= 2 * population[:, None])
        inside &= city != np.arange(len(points))[:, None]
        depth = np.minimum(depth, np.where(inside, distances / radius[city], 99.0).min(axis=1))
    return depth


def _neighbours(
    towns: Sequence[Municipality], points: Array, population: Array, country: npt.NDArray[np.intp]
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Kilometres to the nearest place of the country with more inhabitants (99: none of the 40 nearest), and twins."""
    from scipy.spatial import cKDTree

    how_many = min(40, len(points))
    distances, numbers = cKDTree(points).query(points, k=[*range(1, how_many + 1)])
    larger = (country[numbers] == country[:, None]) & (population[numbers] > population[:, None])
    nearest = np.where(larger, distances, 99.0).min(axis=1)
    name = np.unique([normal_form(town.name) for town in towns], return_inverse=True)[1]
    twin = (larger & (name[numbers] == name[:, None]) & (distances < 8.0)).any(axis=1)
    return nearest, twin


def _after_city(towns: Sequence[Municipality], points: Array, population: Array) -> npt.NDArray[np.bool_]:
    """Which places are called after a city within 25 km.

    Either one of the names puts the name of a city six times as large before the place's own (Berlin-Kreuzberg for
    Kreuzberg, but Frankfurt-Offenbach is a town), or the place's own name is that of a larger city with a number or a
    word for a numbered district (Lyon 04, Budapest XV. kerület).
    """
    cities: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, town in enumerate(towns):
        if population[number] >= 5000:
            for form in {normal_form(name) for name in (town.name, *town.names)}:
                cities[town.country, form].append(number)

    def near(number: int, form: str, times: float) -> bool:
        return any(
            population[city] > times * max(population[number], 2000.0)
            and np.linalg.norm(points[city] - points[number]) < 25.0
            for city in cities.get((towns[number].country, form), ())
            if city != number
        )

    found = np.zeros(len(towns), dtype=np.bool_)
    for number, town in enumerate(towns):
        own = normal_form(town.name)
        if _NUMBERED.search(town.name):
            words = own.split()
            found[number] = any(near(number, " ".join(words[:n]), 1.5) for n in range(1, len(words)))
        for name in town.names:
            # "Walldorf (Meiningen)" and "Bruxelles (Uccle)" only say where to look, so parentheses do not count.
            if found[number] or len(name) <= len(town.name) or "(" in name or not _DIVIDED.search(name):
                continue
            form = normal_form(name)
            if form.endswith(" " + own):
                found[number] = near(number, form[: -len(own) - 1], 6.0)
    return found
