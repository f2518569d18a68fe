"""Town twinnings: pairs of towns with their places, one pair a row, as Wikidata's query service gives them.

Some rows name a wrong country for the town they begin with; its place tells which town is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from graph.errors import InvalidRecord
from graph.model import Municipality
from graph.said import said, said_many
from seed.bodies.countries import country_code
from seed.bodies.mention import Mention, exchanged
from seed.files.row_stream import Cells
from seed.importers.frame import Importer, Request
from seed.importers.statements import Statements
from seed.reading import Reading
from seed.values import degrees, is_unknown, people

#: The columns of a town: name, country, latitude, longitude, inhabitants; of the first town of a row, and of its twin.
_FIRST = ("origincityLabel", "origincountry", "originlat", "originlong", "originpopulation")
_TWIN = ("sistercityLabel", "destination_countryLabel", "destinationlat", "destinationlong", "destinationpopulation")


def read_twinnings(request: Request) -> Reading:
    """TWINNED_WITH between towns of the graph, one relation a pair; pairs with a town of another continent are counted.

    A town is looked for in the country that the row names, and else by its name and place in all countries.
    """
    return _Twinnings(request).read()


TWINNINGS = Importer(
    name="twinnings",
    what=said("Town twinnings, from a table of pairs of towns with their places."),
    file="table divided by tabs, plain or as a query service gives it: pairs of towns with countries and places",
    publisher=said("Wikidata, property P190 (twinned administrative body)"),
    page="https://query.wikidata.org",
    terms="CC0",
    suffixes=(".tsv", ".csv", ".txt"),
    read=read_twinnings,
    wanted={"TSV": (*_FIRST, *_TWIN)},
)


class _Twinnings:
    """The tables of one request while they are read."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.said = Statements(request)
        towns = (town for town in request.store.nodes(Municipality.label) if isinstance(town, Municipality))
        self.country = {town.id: town.country for town in towns}
        self.countries = set(self.country.values())
        self.outside = self.elsewhere = self.turned = 0

    def read(self) -> Reading:
        """What all tables say."""
        for file in self.request.files:
            for cells in self.said.rows(file, (*_FIRST, *_TWIN), quoted=file.name.lower().endswith(".csv")):
                self.pair(cells)
        return self.said.reading(*self.notices())

    def notices(self) -> Iterator[str]:
        """What a person should know of the rows that were taken, and of those that were not."""
        if self.outside:
            pairs = said_many("{count:,} pair", "{count:,} pairs", count=self.outside)
            yield said("{pairs} left out: a town is in a country that the graph has no towns of", pairs=pairs)
        if self.elsewhere:
            towns = said_many("{count:,} town", "{count:,} towns", count=self.elsewhere)
            yield said("{towns} found by their place in another country than the row names", towns=towns)
        if self.turned:
            yield said_many(
                "of {count:,} town latitude and longitude were exchanged: its name and place fit so",
                "of {count:,} towns latitude and longitude were exchanged: their names and places fit so",
                count=self.turned,
            )

    def pair(self, cells: Cells) -> None:
        """A row, if both towns are of the graph."""
        first, twin = self.mention(cells, _FIRST), self.mention(cells, _TWIN)
        if first is None or twin is None:
            return
        if not {first.country, twin.country} <= self.countries:
            self.outside += 1
            return
        one, other = self.town(first), self.town(twin)
        if one == other and one is not None:
            self.said.fault(_TWIN[0], twin.name, said("is the same town as {name}; left out", name=first.name))
        elif one is not None and other is not None:
            self.said.relate("TWINNED_WITH", *sorted((one, other)))

    def mention(self, cells: Cells, columns: tuple[str, ...]) -> Mention | None:
        """A town as the row names it; None, and an error, where name or country are missing."""
        name, country, lat, lon, population = (cells[column] for column in columns)
        code = country_code(country)
        if is_unknown(name) or code is None:
            at = columns[0] if is_unknown(name) else columns[1]
            self.said.fault(at, cells[at], said("no name") if is_unknown(name) else said("no country that we know"))
            return None
        place = (
            self.read_as(columns[2], lat, partial(degrees, largest=90)),
            self.read_as(columns[3], lon, partial(degrees, largest=180)),
        )
        known = None not in place
        inhabitants = self.read_as(columns[4], population, people)
        return Mention(
            name,
            code,
            lat=place[0] if known else None,
            lon=place[1] if known else None,
            population=None if inhabitants is None else int(inhabitants),
        )

    def town(self, mention: Mention) -> str | None:
        """The id of the town; where its country is wrong, that of the town of the name at the place."""
        turned, bodies = exchanged(mention), self.request.bodies
        if turned is not None and bodies.sure(mention) is None and bodies.sure(turned) is not None:
            mention = turned
            self.turned += 1
        anywhere = [replace(mention, country=None)] if mention.lat is not None else []
        id = self.said.body(mention, *anywhere)
        if id is not None and self.country[id] != mention.country:
            self.elsewhere += 1
        return id

    def read_as(self, column: str, text: str, read: Callable[[str], float | None]) -> float | None:
        """The value; None for unknown, and, with an error, for what is none."""
        try:
            return read(text)
        except InvalidRecord as error:
            self.said.fault(column, text, said("{why}; left out", why=error.said))
            return None
