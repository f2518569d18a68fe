"""Eurostat's list of local administrative units (LAU): who the official municipalities are, and their figures.

Each unit is matched with a body of the graph: by its official code where the graph knows it, so that a renamed unit
stays the same, else by name, region and population (`seed.importers.official_list`). Units that the graph does not hold
become municipalities of their own, without a place. In countries whose units bear the names of their towns, places of
the register that are no unit are villages or quarters from then on. All is said as facts, so undoing the import takes
it back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import RowError
from graph.model import Batch, Fact, Municipality
from graph.names import normal_form
from graph.nuts import UNITS_ARE_PARTS
from graph.said import Noun, counted, said, said_many
from graph.store.protocol import Store
from seed.files.input_files import InputFile
from seed.files.workbook import SUFFIXES
from seed.importers.frame import Importer, Request
from seed.importers.lau_units import WANTED, Unit, borough_of, languages_of, plain_name, read_units, uninhabited
from seed.importers.official_list import matched
from seed.reading import Reading

#: Countries whose units are the municipalities, and bear the names of their towns.
NAMED_AS_TOWNS = ("AT", "BE", "CH", "CZ", "DE", "ES", "FI", "FR", "HR", "HU", "IT", "PL", "RO", "SI", "SK")
#: A list is whole for a country if it holds this share of the municipalities of LARGE inhabitants and more that we know
#: (of 2019's list at least 0.993 are found in each country), and leaves no region out.
WHOLE, LARGE = 0.97, 5_000
#: And this share of all whose official code we know from elsewhere, the small ones among them: in a list of another
#: year some are missing that have merged (a reform of 2015 took a tenth of Austria's).
WHOLE_OF_ALL = 0.85
#: Characters of a broken row in which names are looked for.
LONGEST_ROW_READ = 1_000
_PLACES = Noun(said("no places"), said_many("{count:,} place", "{count:,} places"))
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
#: Who has such a relation acts for itself, whatever the list says.
_ACTS = ("MEMBER_OF", "USES", "NEEDS", "OFFERS")


def read_lau(request: Request) -> Reading:
    """Facts (official code and name, NUTS 3, degree of urbanisation, population, kind) and new municipalities.

    Takes Eurostat's workbooks, a sheet a country, or CSV in their columns, plain or packed by gzip. The date is the
    request's, else the year in the file's name (`EU-27-LAU-2023-NUTS-2021.xlsx` is of 2023). A row that cannot be
    taken is an error with its place, and the rest is read.
    """
    official = Lau(request)
    for file in request.files:
        official.file(file)
    return official.reading()


LAU = Importer(
    name="lau",
    what=said(
        "The official municipalities with code, NUTS 3 region, degree of urbanisation and population, from "
        "Eurostat's list of local administrative units (its workbook, or CSV, plain or .csv.gz)."
    ),
    file="the list of local administrative units: Eurostat's workbook (`.xlsx`), or CSV in its columns, plain or "
    "`.csv.gz`",
    publisher="Eurostat",
    page="https://ec.europa.eu/eurostat/web/nuts/local-administrative-units",
    terms=said("free to reuse with credit to Eurostat, © European Union"),
    suffixes=(*SUFFIXES, ".csv", ".gz"),
    read=read_lau,
    wanted={"LAU": WANTED},
    lists_all=True,
)


@dataclass(slots=True)
class Lau:
    """The units of one request, and what they say of the towns of the graph."""

    request: Request
    units: dict[str, Unit] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    nodes: list[Municipality] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    years: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)

    def file(self, file: InputFile) -> None:
        """Read the units of one file; of two with one code the first is taken."""
        self.years.update(re.findall(r"LAU\W(20\d\d)(?!\d)", file.name) or re.findall(_YEAR, file.name))
        for unit in read_units(file, self.errors, self.request.advance, self.failed):
            before = self.units.setdefault(unit.code, unit)
            if before is not unit:
                self.failed.append(unit.name)
                why = said(
                    "this code stands in row {row} of {file} already; this row was not read",
                    row=before.row,
                    file=before.file,
                )
                self.errors.append(RowError(unit.file, unit.row, "", unit.code, why))

    def reading(self) -> Reading:
        """What all units say, matched with the towns of the store."""
        store, source = self.request.store, self.request.source
        towns = [node for node in store.nodes(Municipality.label) if isinstance(node, Municipality)]
        others = [town for town in towns if town.source != source]
        units = self.municipal()
        subjects = _subjects(units, others, _codes(store, source))
        before = {town.id: town for town in towns if town.source == source}
        for unit in units:
            self.say(unit, subjects.get(unit.code), before.get(f"lau:{unit.code}"))
        whole = self.whole(units, {town.id for town in subjects.values()}, others) if units else frozenset()
        villages = self.villages(whole, {*subjects.values()}, others, units, _acting(store)) if units else 0
        if units:
            self.notices.append(
                said(
                    "{units}: {there:,} are in the graph, {new:,} are new; "
                    "of the register {places} will count as a village",
                    units=said_many("{count:,} unit", "{count:,} units", count=len(units)),
                    there=len(units) - len(self.nodes),
                    new=len(self.nodes),
                    places=counted(villages, _PLACES),
                )
            )
        batch = Batch(tuple(self.nodes), (), tuple(self.facts))
        return Reading(source, batch, tuple(self.errors), tuple(self.notices))

    def municipal(self) -> list[Unit]:
        """The units that are municipalities; how many others there are is told."""
        kept = [unit for unit in self.units.values() if unit.country not in UNITS_ARE_PARTS]
        left = sorted({unit.country for unit in self.units.values()} & UNITS_ARE_PARTS)
        if left:
            self.notices.append(
                said(
                    "{number:,} units of {countries} are parts of municipalities, and were left out",
                    number=len(self.units) - len(kept),
                    countries=tuple(left),
                )
            )
        inhabited = [unit for unit in kept if not uninhabited(unit)]
        if len(inhabited) < len(kept):
            empty = len(kept) - len(inhabited)
            self.notices.append(said("{number:,} areas where nobody lives were left out", number=empty))
        return inhabited

    def say(self, unit: Unit, known: Municipality | None, before: Municipality | None) -> None:
        """The facts of a unit, about the town it is; a new municipality where the graph holds none."""
        source, as_of = self.request.source, self.as_of
        name = plain_name(unit)
        borough = borough_of(unit) is not None
        if known is None:
            earlier = (before.name, *before.names) if before else ()
            aliases = dict.fromkeys(filter(None, (unit.name, unit.latin, *languages_of(unit), *earlier)))
            aliases.pop(name, None)
            node = Municipality(
                id=f"lau:{unit.code}",
                name=name,
                source=source,
                as_of=as_of,
                country=unit.country,
                kind="borough" if borough else "municipality",
                population=unit.population,
                names=tuple(aliases),
            )
            self.nodes.append(node)
        subject = known.id if known else f"lau:{unit.code}"
        stated = {
            "lau": unit.code,
            "nuts3": unit.nuts if len(unit.nuts) == 5 else None,
            "degurba": unit.degurba,
            "population": str(unit.population) if unit.population else None,
        }
        if known is not None:
            stated["official_name"] = name if name not in (known.name, *known.names) else None
            stated["kind"] = "municipality" if known.kind in ("quarter", "settlement") else None
        self.facts += [
            Fact(subject=subject, key=key, value=value, source=source, as_of=as_of)
            for key, value in stated.items()
            if value
        ]

    def whole(self, units: Sequence[Unit], found: Collection[str], towns: Sequence[Municipality]) -> frozenset[str]:
        """The countries of which the list is whole, so that a place that is no unit of it is no municipality.

        That is so where nearly all larger municipalities that the graph knows of the country are among the units, most
        of all that have a code, and none of its regions is missing: a list of the towns from 5,000 inhabitants on is
        none. Rows that could not be read count as if they were. Where it is not, the list is an extract, and that is
        told.
        """
        lost = _phrases(self.failed)
        facts = [fact for fact in self.request.store.facts() if fact.key in ("nuts3", "lau")]
        regions = {fact.subject: fact.value for fact in facts if fact.key == "nuts3"}
        coded = {fact.subject for fact in facts if fact.key == "lau" and fact.source != self.request.source}
        whole = set()
        for country in sorted({unit.country for unit in units} & set(NAMED_AS_TOWNS)):
            known = [town for town in towns if town.country == country and (_is_large(town) or _is_coded(town, coded))]
            listed = [town for town in known if town.id in found or normal_form(town.name) in lost]
            large, there = (sum(map(_is_large, some)) for some in (known, listed))
            nearly_all = there >= max(WHOLE * large, 1) and len(listed) >= WHOLE_OF_ALL * len(known)
            if self.request.whole or (nearly_all and not _left_out(known, listed, regions)):
                whole.add(country)
            else:
                self.notices.append(
                    said(
                        "{country}: {there:,} of {known:,} municipalities that we know are in the list, "
                        "{large_there:,} of {large:,} larger ones. It is taken for an extract, and nothing is "
                        "concluded from what is not in it; if it is the whole list, say --whole",
                        country=country,
                        there=len(listed),
                        known=len(known),
                        large_there=there,
                        large=large,
                    )
                )
        return frozenset(whole)

    def villages(
        self,
        covered: Collection[str],
        official: Collection[Municipality],
        towns: Sequence[Municipality],
        units: Sequence[Unit],
        acting: Collection[str],
    ) -> int:
        """Say which places of the register are no municipality; returns how many are none that seemed to be one."""
        lost = _phrases(self.failed)
        cities = {(u.country, normal_form(city)) for u in units if (city := borough_of(u))}
        keep = {town.id for town in official} | set(acting)
        places = [
            town
            for town in towns
            if town.country in covered
            and town.kind == "municipality"
            and town.id.startswith("gn:")
            and town.id not in keep
            and (town.country, normal_form(town.name)) not in cities
            and not lost.intersection(map(normal_form, (town.name, *town.names) if lost else ()))
        ]
        self.facts += [
            Fact(subject=p.id, key="kind", value="settlement", source=self.request.source, as_of=self.as_of)
            for p in places
        ]
        return len(places)

    @property
    def as_of(self) -> str | None:
        """The date of the request, else the year that the names of the files bear, if it is one."""
        return self.request.as_of or (next(iter(self.years)) if len(self.years) == 1 else None)


def _is_large(town: Municipality) -> bool:
    return town.kind == "municipality" and town.id.startswith("gn:") and (town.population or 0) >= LARGE


def _is_coded(town: Municipality, coded: Collection[str]) -> bool:
    return town.kind == "municipality" and town.id in coded


def _left_out(
    known: Sequence[Municipality], listed: Sequence[Municipality], regions: Mapping[str, str]
) -> Sequence[str]:
    """The regions (NUTS 2) of which most of the known municipalities are not listed: an extract lacks them."""
    all_, there = (Counter(regions[town.id][:4] for town in towns if town.id in regions) for towns in (known, listed))
    return [region for region, count in all_.items() if there[region] < count / 2]


def _phrases(texts: Iterable[str]) -> frozenset[str]:
    """All runs of up to six words in the texts, in normal form: a name is among them if it stands there whole."""
    found: set[str] = set()
    for text in texts:
        words = normal_form(text[:LONGEST_ROW_READ]).split()
        found.update(" ".join(words[at : at + length]) for at in range(len(words)) for length in range(1, 7))
    return frozenset(found)


def _subjects(
    units: Sequence[Unit], towns: Sequence[Municipality], codes: Mapping[str, str]
) -> dict[str, Municipality]:
    """Official code → the town that the unit is: as the graph knows the code, else by name."""
    by_id = {town.id: town for town in towns}
    known = {unit.code: by_id[codes[unit.code]] for unit in units if codes.get(unit.code) in by_id}
    bodies = {(t.country, normal_form(t.name)): t for t in towns if not t.id.startswith("gn:") and t.lat is None}
    for unit in units:
        body = bodies.get((unit.country, normal_form(unit.name)))
        if body is not None and body.kind == "municipality":
            known.setdefault(unit.code, body)
    taken = {town.id for town in known.values()}
    open_units = [unit for unit in units if unit.code not in known]
    places = [town for town in towns if town.id.startswith("gn:") and town.id not in taken]
    by_name = matched(places, open_units)
    return known | {open_units[unit].code: places[place] for place, unit in by_name.items()}


def _codes(store: Store, source: str) -> dict[str, str]:
    """Official code → id, as other sources than this one state it."""
    return {fact.value: fact.subject for fact in store.facts() if fact.key == "lau" and fact.source != source}


def _acting(store: Store) -> set[str]:
    return set(_starts(store))


def _starts(store: Store) -> Iterator[str]:
    for type in _ACTS:
        yield from (relation.start for relation in store.relations(type))
