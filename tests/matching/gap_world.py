"""Worlds small enough for paper: towns along one line of latitude, each a known number of kilometres from the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Literal

from graph.model import Batch, Municipality, Network, Relation, Solution, Topic
from graph.snapshot.frozen import EARTH_RADIUS_KM
from matching.gaps.report import gap_report
from matching.gaps.scope import Scope
from matching.gaps.values import Finding, FindingName, GapReport
from matching.ties import Ties
from tests.memory_store import snapshot_of

ON = date(2026, 11, 24)
LATITUDE = 50.0
#: Degrees of longitude for a kilometre along the line (as the crow flies it is less by centimetres).
DEGREE = 360 / (2 * math.pi * EARTH_RADIUS_KM * math.cos(math.radians(LATITUDE)))


def town(name: str, km: float | None, people: int | None = 5_000, country: str = "DE") -> Municipality:
    """The town `gn:name`, so many kilometres along the line."""
    return Municipality(
        id=f"gn:{name}",
        name=name,
        country=country,
        lat=None if km is None else LATITUDE,
        lon=None if km is None else 10 + km * DEGREE,
        population=people,
        source="paper",
    )


def topic(name: str) -> Topic:
    """The topic `topic:name`."""
    return Topic(id=f"topic:{name}", name=name, source="paper")


def use(
    towns: str,
    thing: str,
    about: Sequence[str] = (),
    since: str | None = None,
    kind: Literal["software", "practice"] = "software",
) -> Batch:
    """The solution `sol:thing` about the topics, and the towns (one letter each) that use it, or carry it out."""
    rows = [Relation(type="USES", start=f"gn:{t}", end=f"sol:{thing}", since=since, source="paper") for t in towns]
    return Batch(
        [Solution(id=f"sol:{thing}", name=thing, kind=kind, source="paper")], [*rows, *on(f"sol:{thing}", about)]
    )


def join(towns: str, network: Network, about: Sequence[str] = (), since: str | None = None) -> Batch:
    """The network, and the towns (one letter each) that are in it."""
    rows = [Relation(type="MEMBER_OF", start=f"gn:{t}", end=network.id, since=since, source="paper") for t in towns]
    return Batch([network], [*rows, *on(network.id, about)])


def net(name: str, **more: object) -> Network:
    """The network `net:name`."""
    return Network(id=f"net:{name}", name=name, source="paper", **{"kind": "network", **more})  # type: ignore[arg-type]  # fields of it


def on(thing: str, about: Sequence[str]) -> list[Relation]:
    return [Relation(type="ADDRESSES", start=thing, end=f"topic:{name}", weight=1.0, source="paper") for name in about]


def report(
    *batches: Batch, findings: tuple[FindingName, ...] = (), since: str | None = None, **scope: object
) -> GapReport:
    """The report over the batches."""
    ties = Ties(snapshot_of(*batches))
    return gap_report(ties, Scope(**scope), on=ON, findings=findings, since=since)  # type: ignore[arg-type]  # fields of it


def finding(name: FindingName, *batches: Batch, since: str | None = None, **scope: object) -> Finding:
    """One finding over the batches."""
    return report(*batches, findings=(name,), since=since, **scope).findings[0]
