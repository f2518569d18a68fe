"""Records with sensible defaults, so that a test names only what it is about."""

from __future__ import annotations

from typing import Any

from graph.model import Batch, Fact, Municipality, Network, Region, Relation, Topic

SOURCE = "register"


def municipality(id: str = "gn:1", name: str = "Bad Belzig", **kw: Any) -> Municipality:
    return Municipality(id=id, name=name, **{"country": "DE", "source": SOURCE, **kw})


def network(id: str = "net:climate-league", name: str = "Climate League", **kw: Any) -> Network:
    return Network(id=id, name=name, **{"kind": "association", "source": SOURCE, **kw})


def topic(id: str = "topic:heat-planning", name: str = "Heat planning", **kw: Any) -> Topic:
    return Topic(id=id, name=name, **{"source": SOURCE, **kw})


def region(id: str = "region:DE4", name: str = "Brandenburg", **kw: Any) -> Region:
    return Region(id=id, name=name, **{"country": "DE", "source": SOURCE, **kw})


def relation(type: str, start: str, end: str, **kw: Any) -> Relation:
    return Relation(type=type, start=start, end=end, **{"source": SOURCE, **kw})


def member_of(start: str = "gn:1", end: str = "net:climate-league", **kw: Any) -> Relation:
    return relation("MEMBER_OF", start, end, **kw)


def fact(subject: str = "gn:1", key: str = "population", value: str = "11200", **kw: Any) -> Fact:
    return Fact(subject=subject, key=key, value=value, **{"source": SOURCE, **kw})


def small_world() -> Batch:
    """Two towns and a quarter, one network, one topic, one region; every kind of relation between them but a few."""
    return Batch(
        nodes=[
            municipality(
                lat=52.14228, lon=12.59555, population=11247, names=("Belzig", "Бад-Бельциг"), as_of="2024-05-31"
            ),
            municipality("gn:2", "Łomża", country="PL", population=62945, lat=53.17812, lon=22.05935),
            municipality("gn:3", "Kreuzberg", kind="quarter"),
            network(
                start="1990",
                url="https://example.org/?a=b&c=d",
                summary='Says "hello"\n{"and": [more]}',
                keywords=("Klima", "Energie"),
                text="Städte für das Klima.\nSeit 1990.",
                lang="de",
            ),
            topic(labels=("Wärmeplanung@de",), synonyms=("district heat@en", "Wärmeplan@de")),
            region(level=1, code="DE4"),
        ],
        relations=[
            member_of(role="lead", since="2010", as_of="2024"),
            member_of(source="other list", since="2011-03", until="2019-12-31"),
            member_of("gn:2", role="member"),
            relation("NEEDS", "gn:1", "topic:heat-planning", weight=0.30000000000000004),
            relation("OFFERS", "gn:2", "topic:heat-planning", evidence="Plan of 2023 – „Ciepło“"),
            relation("TWINNED_WITH", "gn:2", "gn:1", since="2001"),
            relation("ADDRESSES", "net:climate-league", "topic:heat-planning", weight=1.0),
            relation("IN", "gn:1", "region:DE4"),
        ],
        facts=[
            fact(as_of="2023"),
            fact(key="degurba", value="3"),
            fact(key="population", value="11000", source="other list"),
            fact("gn:2", "climate_plan", "yes"),
        ],
    )
