"""The network that somebody states by names, days and sizes, as measures take it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from api.workspace.naming import node_named
from api.workspace.regions import places_named
from api.workspace.workspace import Workspace
from graph import dates
from graph.measures.chosen import Which
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.snapshot.frozen import Snapshot


@dataclass(frozen=True, slots=True)
class Named:
    """What is chosen, by name or id (`graph.measures.chosen.Which` says what each means); None and () choose all."""

    leave_out: Collection[str] = ()
    kinds: Collection[str] = ()
    programmes: Collection[str] = ()
    topics: Collection[str] = ()
    largest: int | None = None
    listed: bool = False
    places: Collection[str] = ()
    population_min: int | None = None
    population_max: int | None = None


class Choices(Which):
    """All that states a network, as measures and `graph.measures.projection.project` take it."""

    onto: Onto
    weighting: Weighting
    isolates: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """The network that was asked for: the snapshot, what ties in it, and which memberships count."""

    snapshot: Snapshot
    onto: Onto
    weighting: Weighting
    isolates: bool
    which: Which
    undated: bool = False

    @property
    def choices(self) -> Choices:
        """All choices in one, for what takes them all."""
        return {"onto": self.onto, "weighting": self.weighting, "isolates": self.isolates, **self.which}

    def projected(self) -> Projection:
        """Its ties."""
        return project(self.snapshot, **self.choices)


def network_stated(
    space: Workspace,
    named: Named,
    *,
    as_of: str | None = None,
    undated: bool = False,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
    isolates: bool = False,
) -> Stated:
    """The network of the end of a year, month or day (`as_of`; None: all that is known). Raises UnknownId for a name
    that is not known, InvalidRecord for a day that is none."""
    day = None if as_of is None else dates.last_day(as_of)
    snapshot = space.snapshot_as_of(day, undated=undated)
    which: Which = {
        "leave_out": tuple(sorted({space.names.network(name) for name in named.leave_out})),
        "kinds": tuple(sorted(set(named.kinds))) or None,
        "programmes": [node_named(snapshot, "Programme", name.strip()) for name in named.programmes] or None,
        "topics": [space.names.topic(name) for name in named.topics] or None,
        "largest": named.largest,
        "listed": named.listed,
        "places": [place for name in named.places for place in places_named(snapshot, name)] or None,
        "population_min": named.population_min,
        "population_max": named.population_max,
    }
    return Stated(snapshot, onto, weighting, isolates, which, undated)
