"""The official municipalities of 30 countries, as Eurostat's list of local administrative units of 2019 has them.

The register of places (`seed.register.geonames`) holds places, not municipalities. Here stands which of them are
municipalities, with code, NUTS 3 region, degree of urbanisation, coast and population; all other places of these
countries are parts of one. The table (`seed/data/municipalities.csv.xz`) is compiled by `seed.bundle.compile`.
"""

from __future__ import annotations

import csv
import lzma
import math
import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import takewhile
from operator import itemgetter

import numpy as np

from graph.legal_forms import Rank
from graph.model import Batch, Fact, Municipality
from graph.names import normal_form, normal_forms
from graph.said import said
from graph.shortened import cut_readings, may_mean, whole_words
from seed.reading import Reading
from seed.register.geonames import Register

#: Who says the figures, by what the table calls them, and as of when: of INSEE's the year is not known.
SOURCES: Mapping[str, tuple[str, str | None]] = {
    "eurostat-2019": ("eurostat-lau-2019", "2019"),
    "insee": ("insee-legal-populations", None),
}
LIST = "eurostat-2019"
#: The columns of the table that are read.
COLUMNS = ("id", "lau", "name", "nuts3", "degurba", "population", "coastal", "population_of")
#: Its units are districts of several towns, so that a town that is none of them is still a town.
LARGER_THAN_TOWNS = frozenset({"GB"})
#: Municipalities that the register has no place for are known from this number of inhabitants on: smaller ones only
#: where places of the register are parts of them, or they are members or users of something (`seed/data/bodies.csv`).
LEAST_INHABITANTS = 5_000
#: A place of more than so many times the inhabitants of a unit is another of the name, if so many of the municipalities
#: nearest to it all lie in other regions; one of so many times at most may be the unit's.
OUTGROWN, NEIGHBOURS, SAME_SIZE = 5.0, 8, 1.5
_ARTICLE_BEHIND = re.compile(r"(.+), (El|La|Los|Las|L'|Els|Les|A|O|As|Os|Es|Sa|Ses)")
#: Before these offices the list declines the name: what is left without them is no name of a town.
_DECLINED = re.compile(r" (?:novads|savivaldybė)$")
#: Words that stay small in names that the list has in capitals.
_SMALL = re.compile(r"(?<=[ -])(?:Na|U|I|Pod|Kod|Nad|E|Të)(?=[ -])")
#: A city of more inhabitants is called as the register has it, which is how the world calls it: Riga, Valencia.
CALLED_BY_THE_WORLD = 500_000
#: Behind what the list has the rest of the names that have it by law. What German towns have behind a slash stays out:
#: whoever types "Boxberg" may mean Boxberg/O.L. as well as Boxberg, and is asked only while both are called so.
_LONG_BY_LAW: Mapping[str, tuple[str, ...]] = {"CH": ("/", " ("), "DE": (" (",)}
#: Where the names of the list are those by which the towns call themselves; elsewhere it declines them, has them in two
#: languages, or names districts of several towns.
WHOLE_NAMES = frozenset({"AT", "BE", "CH", "DE", "ES", "FI", "FR", "IT", "LU", "NL"})
#: The languages of answers (`matching.types.Language`).
SHOWN_IN = ("de", "en")
#: Names in two languages or with more than the name, and a Land or a lake behind a stroke (see _LONG_BY_LAW).
_TWO_NAMES = re.compile(r"[/()]| - ")
#: The letters with marks of languages whose names the list declines, so that it does not have the name itself.
_DECLINED_LETTERS: Mapping[str, str] = {"LT": "ąčęėįšųūž"}
_PLAIN_LETTERS = string.ascii_lowercase + " -"
#: What the register writes before the name of the main place of some communes.
_MAIN_PLACE = re.compile(r"Bourg d(?:e |u |es |')")
_OFFICE_BEHIND = re.compile(r", .*$| (?:vald|linn|novads|savivaldybė)$")
#: What the list writes with the names of towns and markets, by country; in Romania all others are communes.
_RANK_BEFORE = re.compile(r"(?:Oras|Municipiul) ")
_TOWN_BEHIND = re.compile(r", (?:St|GKSt|.*[Ss]tadt.*)$")
_MARKET_BEHIND = re.compile(r", (?:M|Marktgemeinde)$")


@dataclass(frozen=True, slots=True)
class OfficialUnit:
    """A municipality of the list. `id` is that of its place in the register, None where the register has none.

    `lau` is the official code with the ISO country. Empty is unknown: `degurba` is then None, `coastal` too.
    """

    id: str | None
    lau: str
    name: str
    nuts3: str | None
    degurba: str | None
    population: int | None
    coastal: bool | None
    population_of: str

    @property
    def country(self) -> str:
        """The two-letter country code."""
        return self.lau[:2]

    @property
    def plain_name(self) -> str:
        """The name as people say it: the article before it, no word of the office behind it, not in capitals."""
        behind = _ARTICLE_BEHIND.fullmatch(self.name)
        if behind:
            return f"{behind[2]}{'' if behind[2].endswith(chr(39)) else ' '}{behind[1]}"
        name = _OFFICE_BEHIND.sub("", self.name)
        return _SMALL.sub(lambda word: word[0].lower(), name.title()) if name.isupper() else name

    @property
    def official_name(self) -> str:
        """The plain name without the rank before it: Odobesti for Oras Odobesti."""
        return _RANK_BEFORE.sub("", self.plain_name, count=1) if self.country == "RO" else self.plain_name

    @property
    def rank(self) -> Rank | None:
        """What the municipality is by law, as its name in the list says: told of Germany and Romania."""
        if self.country == "RO":
            return "town" if _RANK_BEFORE.match(self.name) else "commune"
        if self.country == "DE":
            if _MARKET_BEHIND.search(self.name):
                return "market"
            return "town" if _TOWN_BEHIND.search(self.name) else None
        return None


@cache
def read_units() -> tuple[OfficialUnit, ...]:
    """All municipalities of the table, ordered by code: some 88,700; read once in the process."""
    packed = resources.files("seed").joinpath("data/municipalities.csv.xz").read_bytes()
    return tuple(_units(lzma.decompress(packed).decode().splitlines()))


def _units(lines: Sequence[str]) -> Iterator[OfficialUnit]:
    head, *rows = csv.reader(lines)
    coast = {"1": True, "0": False}
    wanted = itemgetter(*map(head.index, COLUMNS))
    for id, lau, name, nuts3, degurba, population, coastal, population_of in map(wanted, rows):
        yield OfficialUnit(
            id=id or None,
            lau=lau,
            name=name,
            nuts3=nuts3 if len(nuts3) == 5 else None,
            degurba=degurba if degurba in ("1", "2", "3") else None,
            population=int(population) if population else None,
            coastal=coast.get(coastal),
            population_of=population_of,
        )


def covered(units: Sequence[OfficialUnit]) -> frozenset[str]:
    """The countries in which a place that is no municipality of the list is a part of one."""
    return frozenset(unit.country for unit in units) - LARGER_THAN_TOWNS


def standing(units: Iterable[OfficialUnit], parts: Collection[str]) -> tuple[OfficialUnit, ...]:
    """The units without those that are by now one of the `parts` of another (places, by id): they have merged."""
    return tuple(unit for unit in units if unit.id is None or unit.id not in parts)


def rightly_placed(units: Sequence[OfficialUnit], register: Register) -> tuple[OfficialUnit, ...]:
    """The units without the places that are others of their name: quarters of Prague, Marseille or Duisburg that are
    called as a village elsewhere in the country is.

    A place is none of a unit's where it has many times its inhabitants (OUTGROWN) and lies among the municipalities of
    other regions. A unit without a place that bears its name and has as many inhabitants (SAME_SIZE) is its own, if
    there is one only: Ussel is that of Corrèze.
    """
    places = {town.id: town for town in register.towns}
    placed = [(unit, places[unit.id]) for unit in units if unit.id in places and unit.nuts3]
    countries = {unit.country for unit, place in placed if _outgrown(place, unit)}
    wrong = {unit.lau: place for country in sorted(countries) for unit, place in _elsewhere(placed, country)}
    without = [unit for unit in units if unit.id is None and unit.country in countries]
    found = {town.id: _unit_of(town, without) for town in wrong.values()}
    own = {unit.lau: id for id, unit in found.items() if unit is not None}
    return tuple(
        replace(unit, id=own.get(unit.lau)) if unit.lau in wrong or unit.lau in own else unit for unit in units
    )


def _outgrown(place: Municipality, unit: OfficialUnit) -> bool:
    return bool(unit.population) and (place.population or 0) > OUTGROWN * (unit.population or 0)


def _elsewhere(
    placed: Sequence[tuple[OfficialUnit, Municipality]], country: str
) -> Iterator[tuple[OfficialUnit, Municipality]]:
    """Those of the country whose place has outgrown them and has only municipalities of other regions around it."""
    ours = [pair for pair in placed if pair[0].country == country]
    doubtful = [(unit, place) for unit, place in ours if _outgrown(place, unit)]
    sound = [(unit, place) for unit, place in ours if not _outgrown(place, unit)]
    lat, lon = (np.array([getattr(place, name) or 0.0 for _, place in sound]) for name in ("lat", "lon"))
    for unit, place in doubtful:
        north, east = lat - (place.lat or 0.0), lon - (place.lon or 0.0)
        apart = north**2 + (east * math.cos(math.radians(place.lat or 0.0))) ** 2
        around = [sound[int(at)][0].nuts3 for at in np.argsort(apart, kind="stable")[:NEIGHBOURS]]
        if around and unit.nuts3 not in around:
            yield unit, place


def _unit_of(place: Municipality, units: Sequence[OfficialUnit]) -> OfficialUnit | None:
    """The only one of the units that bears the name of the place, and has as many inhabitants."""
    people = place.population or 0
    found = [
        unit
        for unit in units
        if unit.country == place.country
        and unit.population
        and max(people, unit.population) <= SAME_SIZE * min(people, unit.population)
        and normal_form(unit.plain_name) == normal_form(place.name)
    ]
    return found[0] if len(found) == 1 else None


def official_register(register: Register, units: Sequence[OfficialUnit]) -> Register:
    """The register in which the places of the list's countries are municipalities where the list says so, and
    settlements (parts of a municipality) where it does not.

    What the parts are said to do counts for their municipality (`seed.bodies.counting`). A place with more inhabitants
    than any municipality of its country is no part of one: the City of Skopje stands above ten of them.
    """
    official = {unit.id: unit for unit in units if unit.id}
    countries = covered(units)
    largest: dict[str, int] = {}
    for unit in units:
        if unit.population:
            largest[unit.country] = max(unit.population, largest.get(unit.country, 0))

    def judged(town: Municipality) -> Municipality:
        if town.id in official:
            unit = official[town.id]
            town = _by_both_names(as_written(town, unit), unit.plain_name)
            return replace(town, kind="municipality", labels=shown_names(town, unit))
        if (town.population or 0) > largest.get(town.country, town.population or 0):
            return town
        if town.country in countries and town.kind == "municipality":
            return replace(town, kind="settlement")
        return town

    return replace(register, towns=tuple(map(judged, register.towns)))


def as_written(town: Municipality, unit: OfficialUnit) -> Municipality:
    """The town called as its own country writes it, where the register has lost the marks on its letters (Plunge for
    Plungė, Denia for Dénia) or what is behind its first name (Domat for Domat/Ems, Kirchen for Kirchen (Sieg)); it is
    still found by the other name."""
    name = _proper_name(town, unit)
    if name == town.name:
        return town
    return replace(town, name=name, names=(town.name, *(other for other in town.names if other != name)))


def _proper_name(town: Municipality, unit: OfficialUnit) -> str:
    official, name = unit.official_name, town.name
    if max(town.population or 0, unit.population or 0) > CALLED_BY_THE_WORLD:
        return name
    if (letters := _DECLINED_LETTERS.get(unit.country)) and name.isascii():
        alike = [
            other
            for other in town.names
            if normal_form(other) == normal_form(name) and set(other.casefold()) - set(letters) < set(_PLAIN_LETTERS)
        ]
        return max((name, *alike), key=lambda other: _alike_from_the_front(other, official))
    if name.isascii() and not official.isascii() and normal_form(official) == normal_form(name):
        return official
    if official.startswith(tuple(name + behind for behind in _LONG_BY_LAW.get(unit.country, ()))):
        return official
    return official if _MAIN_PLACE.sub("", name, count=1) == official else name


def shown_names(town: Municipality, unit: OfficialUnit) -> tuple[str, ...]:
    """The labels of the town: those that it has, and in each language of answers (SHOWN_IN) without one its whole
    name, where the register has but a part of it: Mühldorf am Inn, Ottignies-Louvain-la-Neuve, O Porriño.

    The name of the register stays its own: who types "Mühldorf" may mean any of that name, and is asked. A word that
    the list cuts short is told by another name of the town that has it whole (i.d.OPf.), and else not.
    """
    official = unit.official_name
    short, whole = normal_form(town.name), normal_form(official)
    if unit.country not in WHOLE_NAMES or _TWO_NAMES.search(official):
        return town.labels
    if not whole.startswith(f"{short} ") and not whole.endswith(f" {short}"):
        return town.labels
    if "." in official:
        in_full = [other for other in town.names if "." not in other and _means(official, other)]
        if not in_full:
            return town.labels
        official = max(in_full, key=lambda other: other.startswith(town.name))  # the same letters: ü, not u
    labelled = {label.rpartition("@")[2] for label in town.labels}
    return (*town.labels, *(f"{official}@{language}" for language in SHOWN_IN if language not in labelled))


def _means(cut: str, whole: str) -> bool:
    return any(may_mean(words, name) for _, words in cut_readings(cut) for name in whole_words(whole))


def _alike_from_the_front(one: str, other: str) -> int:
    """In how many letters, from the first on, the two are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _by_both_names(town: Municipality, official: str) -> Municipality:
    """The town, to be found by its official name as well: the register's Pausa is the town of Pausa-Mühltroff."""
    known = {form for name in town.all_names for form in normal_forms(name)}
    return town if known & set(normal_forms(official)) else replace(town, names=(*town.names, official))


def official_reading(
    register: Register, units: Sequence[OfficialUnit], known: Collection[str], divided: Collection[str] = ()
) -> Reading:
    """What the list says of each municipality, as facts; and those that the register has no place for, from
    LEAST_INHABITANTS on or with parts in the register (`divided`: their codes), but for those whose code is `known` of
    a curated body already."""
    places = {town.id: town for town in register.towns}
    middles = _middles(places, units)
    named = {(town.country, normal_form(town.name)) for town in register.towns if town.kind == "municipality"}
    nodes: list[Municipality] = []
    facts: list[Fact] = []
    for unit in units:
        subject = unit.id if unit.id in places else None
        if subject is None:
            if unit.lau in known or ((unit.population or 0) < LEAST_INHABITANTS and unit.lau not in divided):
                continue
            node = _without_a_place(unit, named, middles.get(unit.nuts3 or ""))
            nodes.append(node)
            subject = node.id
        facts += _facts(unit, subject)
    return Reading(said("official municipalities"), Batch(tuple(nodes), (), tuple(facts)))


def _middles(places: Mapping[str, Municipality], units: Sequence[OfficialUnit]) -> dict[str, tuple[float, float]]:
    """The middle (latitude, longitude) of each NUTS 3 region: the mean over its municipalities that have a place."""
    found: dict[str, list[tuple[float, float]]] = {}
    for unit in units:
        town = places.get(unit.id or "")
        if unit.nuts3 and town is not None and town.lat is not None and town.lon is not None:
            found.setdefault(unit.nuts3, []).append((town.lat, town.lon))
    return {
        nuts3: (round(sum(lat for lat, _ in here) / len(here), 4), round(sum(lon for _, lon in here) / len(here), 4))
        for nuts3, here in found.items()
    }


def _without_a_place(
    unit: OfficialUnit, named: Collection[tuple[str, str]], middle: tuple[float, float] | None
) -> Municipality:
    source, as_of = SOURCES[LIST]
    name = unit.name if _DECLINED.search(unit.name) else unit.plain_name
    if (unit.country, normal_form(name)) in named:
        # Around the town they are called after lie Polish rural gminas and Estonian rural municipalities (Tartu vald).
        name = f"Gmina {name}" if unit.country == "PL" else unit.name
    return Municipality(
        id=f"lau:{unit.lau}",
        name=name,
        source=source,
        as_of=as_of,
        country=unit.country,
        population=unit.population,
        lat=middle[0] if middle else None,
        lon=middle[1] if middle else None,
        approximate="yes" if middle else None,
        names=(unit.name,) if unit.name != name else (),
    )


def _facts(unit: OfficialUnit, subject: str) -> Iterator[Fact]:
    source, as_of = SOURCES[LIST]
    coastal = None if unit.coastal is None else "yes" if unit.coastal else "no"
    stated = (("lau", unit.lau), ("nuts3", unit.nuts3), ("degurba", unit.degurba), ("coastal", coastal))
    for key, value in stated:
        if value is not None:
            yield Fact(subject=subject, key=key, value=value, source=source, as_of=as_of)
    if unit.population:
        source, as_of = SOURCES[unit.population_of]
        yield Fact(subject=subject, key="population", value=str(unit.population), source=source, as_of=as_of)
