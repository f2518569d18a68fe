"""What a list of official municipalities says of names: their official ones, their ranks, and who else bears them.

The graph has no place for every small municipality. A name that one of these bears as well does not tell for sure which
is meant, so the resolver knows them as namesakes, and takes none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graph.legal_forms import Rank
from graph.model import Municipality

#: From this share of a country's units on, known by their codes, the others are absent. What comes along knows a fifth
#: of those of Cyprus, and more elsewhere.
KNOWN = 0.05


class Unit(Protocol):
    """An official municipality, as a list of them has it."""

    @property
    def lau(self) -> str:
        """The official code with its country."""
        ...

    @property
    def country(self) -> str:
        """The two-letter country code."""
        ...

    @property
    def official_name(self) -> str:
        """The name without its rank: Odobesti, not Oras Odobesti."""
        ...

    @property
    def rank(self) -> Rank | None:
        """What it is among its like; None where the list does not tell."""
        ...

    @property
    def nuts3(self) -> str | None:
        """The region it lies in; None where unknown."""
        ...

    @property
    def population(self) -> int | None:
        """Its inhabitants; None where unknown."""
        ...


@dataclass(frozen=True, slots=True)
class OfficialNames:
    """`names` and `ranks` of bodies of the graph, by id; `absent` are the municipalities that the graph lacks, with the
    ids that they would have, and `regions` where these lie."""

    names: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, Rank] = field(default_factory=dict)
    absent: tuple[Municipality, ...] = ()
    regions: Mapping[str, str] = field(default_factory=dict)


def official_names(units: Iterable[Unit], by_code: Mapping[str, str]) -> OfficialNames:
    """What the units say; `by_code` are the ids of the graph's bodies by official code.

    Only where the graph knows units of a country by their codes is the rest absent: a graph whose towns carry no codes
    may have them all.
    """
    units = tuple(units)
    listed = Counter(unit.country for unit in units)
    known = Counter(unit.country for unit in units if unit.lau in by_code)
    names: dict[str, str] = {}
    ranks: dict[str, Rank] = {}
    regions: dict[str, str] = {}
    absent: list[Municipality] = []
    for unit in units:
        id = by_code.get(unit.lau)
        if id is None:
            if known[unit.country] < KNOWN * listed[unit.country]:
                continue
            id = f"lau:{unit.lau}"
            own = {"name": unit.official_name, "country": unit.country, "population": unit.population or None}
            absent.append(Municipality(id=id, source="official list", **own))  # type: ignore[arg-type]  # as the fields are
            if unit.nuts3:
                regions[id] = unit.nuts3
        elif not id.startswith("lau:"):  # those are called as they are to be told from a town of their name
            names[id] = unit.official_name
        if unit.rank:
            ranks[id] = unit.rank
    return OfficialNames(names, ranks, tuple(absent), regions)
