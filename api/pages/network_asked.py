"""What an address of the network's page asks for: which network, which measure, how it is shown."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query

from api.http.routes.measures import Measure
from api.http.schemas import LONGEST_NAME, Whole
from api.pages.rendering import Value
from graph.measures.chosen import Which
from graph.model import NetworkKind

Sort = Literal["value", "name", "country", "population"]
Show = Literal["networks", "backbone"]
#: Over so many draws a value gets an interval on the page: some seconds.
DRAWS = 50
#: Measures of shortest paths, of which so many draws take up to a minute: for these there is the command.
DEAR = ("betweenness", "closeness", "harmonic")
#: A year that may be asked for; the first networks of towns are older than most dates that we know.
FIRST_YEAR, LAST_YEAR = 1950, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAsked:
    """What is wanted on the page of the network, as its address has it; None and "" stand for all."""

    measure: Measure = "memberships"
    year: int | None = None
    kind: NetworkKind | None = None
    country: str = ""
    largest: int | None = None
    listed: bool = False
    town: str = ""
    show: Show = "networks"
    interval: bool = False
    sort: Sort = "value"
    ascending: bool = False
    first: int = 0

    @property
    def draws(self) -> int:
        """Over how many draws of the memberships each value gets an interval, 0 for none."""
        return DRAWS if self.interval and self.measure not in DEAR else 0

    def carried(self, **other: Any) -> Mapping[str, Value]:
        """What its address carries, or would with `other` values; what is as it is without being asked, is left out."""
        asked = replace(self, **other) if other else self
        said: dict[str, Value] = {
            "measure": asked.measure if asked.measure != "memberships" else None,
            "year": asked.year,
            "kind": asked.kind,
            "country": asked.country,
            "largest": asked.largest,
            "listed": "true" if asked.listed else None,
            "town": asked.town,
            "show": asked.show if asked.show != "networks" else None,
            "interval": "true" if asked.interval else None,
            "sort": asked.sort if asked.sort != "value" else None,
            "ascending": "true" if asked.ascending else None,
            "first": asked.first or None,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def day(self) -> date | None:
        """The last day of the year, None for all that is known."""
        return None if self.year is None else date(self.year, 12, 31)

    @property
    def which(self) -> Which:
        """The memberships that count."""
        return {
            "kinds": (self.kind,) if self.kind else None,
            "largest": self.largest,
            "listed": self.listed,
            "places": (self.country,) if self.country else None,
        }

    @property
    def command(self) -> str:
        """The command that gives the same figures."""
        sure = ["--bootstrap", str(self.draws), "--seed", "0"] if self.draws else []
        return shlex.join(["peerpolis", "centrality", self.measure, *self.options, *sure])

    @property
    def command_for_intervals(self) -> str:
        """The command that gives the same figures with intervals, where the page does not."""
        return f"{self.command} --bootstrap 100 --seed 0"

    @property
    def options(self) -> list[str]:
        """The options of a command that state the same network."""
        words = []
        for option, value in (
            ("--as-of", self.year),
            ("--kind", self.kind),
            ("--in", self.country),
            ("--largest", self.largest),
        ):
            if value:
                words += [option, str(value)]
        return [*words, *(["--listed"] if self.listed else [])]


def network_asked(
    measure: Measure = "memberships",
    year: Annotated[str, Query(max_length=4, pattern=r"^([0-9]{4})?$")] = "",
    kind: Annotated[NetworkKind | Literal[""], Query()] = "",
    country: Annotated[str, Query(max_length=2)] = "",
    largest: Annotated[str, Query(max_length=6, pattern=r"^[0-9]*$")] = "",
    listed: bool = False,
    town: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    show: Show = "networks",
    interval: bool = False,
    sort: Sort = "value",
    ascending: bool = False,
    first: Annotated[Whole, Query(ge=0, le=10_000_000)] = 0,
) -> NetworkAsked:
    """What the address asks for; what a form sends empty is left out."""
    asked_year = int(year) if year else None
    return NetworkAsked(
        measure=measure,
        year=None if asked_year is None else min(max(asked_year, FIRST_YEAR), LAST_YEAR),
        kind=kind or None,
        country=country.strip().upper(),
        largest=max(int(largest), 2) if largest else None,
        listed=listed,
        town=town.strip(),
        show=show,
        interval=interval,
        sort=sort,
        ascending=ascending,
        first=first,
    )
