"""Which places of the register are municipalities, and which are quarters or villages of one.

The rule works on the register's own columns. It has two parts: a few plain cases, and for all others a score that
adds up points for each piece of evidence (`seed.register.quarter_evidence`) and gives the chance that the place is a
municipality. The points are in `seed/data/quarter_points.csv`; `python -m benchmarks.quarters --fit` makes them, from
half of the places of the countries whose official list of municipalities is at hand, and `python -m
benchmarks.quarters` tells how well the rule does on the other half.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from graph.model import Municipality, MunicipalityKind
from seed.register.quarter_evidence import Array, Evidence, gather

#: A place is marked where the chance that it is a municipality is below this: a town that is marked wrongly is lost
#: as a partner, a village that is not marked is only one candidate more.
MARKED_BELOW = 0.15
#: The same for places of 20,000 inhabitants and more inside a city's footprint (1.5 radii): a large quarter taken for
#: a town stands high in every list.
MARKED_BELOW_IN_CITY = 0.25
#: The same for countries without points of their own, and for Sweden, where villages and seats are alike.
MARKED_BELOW_ELSEWHERE = 0.05
#: Countries that divide their cities into municipalities (Kallithea, Kadıköy, Čair), so that lying in a city tells
#: nothing: only places called after their city are marked.
DIVIDED_CITIES = frozenset({"GR", "MK", "TR"})
#: Countries in which no municipality lies inside this part of a larger city's footprint, but its quarters do.
CITY_CORES: Mapping[str, float] = {
    **dict.fromkeys(("AM", "AT", "BA", "BG", "BY", "CZ", "DE", "EE", "GE", "HR", "HU", "LT", "LU", "LV"), 0.5),
    **dict.fromkeys(("MD", "NL", "NO", "PL", "RO", "RS", "SI", "UA"), 0.5),
    **{"ES": 0.35, "FI": 0.8},
}
#: In these also up to 0.8, unless the place is known abroad: then it may be a suburb of its own.
_WIDE_CORES = frozenset({"AM", "AT", "BY", "DE", "EE", "HR", "HU", "LT", "LV", "PL", "UA"})
_WIDE = 0.8
#: The grade of "foreign" from which a place is known abroad: three names in other scripts.
_KNOWN_ABROAD = 3
#: Inside this part of the footprint a place with inhabitants is a quarter, not a village.
QUARTER_DEPTH = 2.0

#: Parts of a city that act for themselves: London's boroughs, the districts of Budapest and of Bucharest.
LONDON_BOROUGHS = frozenset(
    {
        *("Barking and Dagenham", "Barnet", "Bexley", "Brent", "Bromley", "Camden", "City of London"),
        *("City of Westminster", "Croydon", "Ealing", "Enfield", "Greenwich", "Hackney", "Hammersmith and Fulham"),
        *("Haringey", "Harrow", "Havering", "Hillingdon", "Hounslow", "Islington", "Kensington and Chelsea"),
        *("Kingston upon Thames", "Lambeth", "Lewisham", "Merton", "Newham", "Redbridge", "Richmond upon Thames"),
        *("Southwark", "Sutton", "Tower Hamlets", "Waltham Forest", "Wandsworth", "Westminster"),
    }
)
_LONDON = (51.507, -0.128)
_BOROUGH_NAME = {"HU": re.compile(r"Budapest [IVX]+\. kerület"), "RO": re.compile(r"Sector(ul)? [1-6]")}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rule's answer for each place: its kind, and the chance (0–1) that the score gives it to be a municipality."""

    kinds: tuple[MunicipalityKind, ...]
    chance: Array


def kinds(towns: Sequence[Municipality], alternates: Sequence[Sequence[str]]) -> tuple[MunicipalityKind, ...]:
    """The kind of each of `towns`: municipality, borough, quarter or settlement.

    `alternates` are all names GeoNames has for each place, index by index, in every script. Deterministic; the kind of
    a place depends on its neighbours, so `towns` should be a whole country or more.
    """
    return judge(towns, alternates).kinds


def judge(towns: Sequence[Municipality], alternates: Sequence[Sequence[str]]) -> Judgement:
    """The kinds with the chances behind them."""
    if not towns:
        return Judgement((), np.zeros(0))
    evidence = gather(towns, alternates)
    chance = chances(towns, evidence)
    plain = evidence.after_city | evidence.twin | _in_core(towns, evidence)
    marked = (chance < _limits(towns, evidence)) | plain
    inhabited = np.array([town.population is not None for town in towns])
    quarter = evidence.after_city | ((evidence.depth < QUARTER_DEPTH) & inhabited)
    answer: list[MunicipalityKind] = []
    for number, town in enumerate(towns):
        if is_borough(town):
            answer.append("borough")
        elif not marked[number]:
            answer.append("municipality")
        else:
            answer.append("quarter" if quarter[number] else "settlement")
    return Judgement(tuple(answer), chance)


def chances(towns: Sequence[Municipality], evidence: Evidence) -> Array:
    """The chance (0–1) of each place to be a municipality, by the points for its evidence alone."""
    table = points()
    score = np.zeros(len(towns))
    country = np.array([town.country if town.country in table else "" for town in towns])
    for code, by_kind in table.items():
        mine = country == code
        score[mine] = by_kind["start"][0]
        for kind, grades in evidence.grades.items():
            score[mine] += by_kind[kind][grades[mine]]
    return 1.0 / (1.0 + np.exp(-score))


@cache
def points() -> Mapping[str, Mapping[str, Array]]:
    """Points by country ("" for countries without points of their own), kind of evidence and grade.

    Positive points speak for a municipality; they are natural logarithms of odds. The kind "start" has one number,
    where the sum begins.
    """
    text = resources.files("seed").joinpath("data/quarter_points.csv").read_text(encoding="utf-8")
    table: dict[str, dict[str, Array]] = {}
    for row in csv.DictReader(text.splitlines()):
        numbers = np.array([float(number) for number in row["points"].split()])
        table.setdefault(row["country"], {})[row["evidence"]] = numbers
    return table


def _limits(towns: Sequence[Municipality], evidence: Evidence) -> Array:
    """The chance below which each place is marked."""
    own = points().keys() - {"", "SE"}
    fitted = np.array([town.country in own for town in towns])
    divided = np.array([town.country in DIVIDED_CITIES for town in towns])
    large = np.array([(town.population or 0) >= 20_000 for town in towns])
    limits = np.where(fitted, np.where(large & (evidence.depth < 1.5), MARKED_BELOW_IN_CITY, MARKED_BELOW), 0.0)
    return np.where(fitted | divided, limits, MARKED_BELOW_ELSEWHERE)


def _in_core(towns: Sequence[Municipality], evidence: Evidence) -> npt.NDArray[np.bool_]:
    """Which places lie so deep in a larger city that, in their country, they cannot be a town of their own."""
    core = np.array([CITY_CORES.get(town.country, 0.0) for town in towns])
    wide = np.array([_WIDE if town.country in _WIDE_CORES else 0.0 for town in towns])
    peopled = np.array([(town.population or 0) >= 2000 for town in towns])
    known = evidence.grades["foreign"] >= _KNOWN_ABROAD
    return peopled & ((evidence.depth < core) | ((evidence.depth < wide) & ~known))


def is_borough(town: Municipality) -> bool:
    """Whether the place is a borough that acts for itself: of London, Budapest or Bucharest."""
    if town.country == "GB":
        lat, lon = town.lat or 0.0, town.lon or 0.0
        near = abs(lat - _LONDON[0]) < 0.25 and abs(lon - _LONDON[1]) < 0.4
        return near and town.name in LONDON_BOROUGHS
    pattern = _BOROUGH_NAME.get(town.country)
    return pattern is not None and any(pattern.fullmatch(name) for name in (town.name, *town.names))
