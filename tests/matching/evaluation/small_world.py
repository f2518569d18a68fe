"""Eight towns, and networks before and after 2015, so small that every answer can be reasoned on paper.

Towns lie on one line of latitude, so distances follow the longitudes: Ahausen 0, Beville 1, Cestadt 2, Dorf 3 degrees …
Ahausen, Cestadt and Elmdorf are German, the others French; Hamlet is a quarter of Gross.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from graph.model import Batch, Municipality, Network, Programme, Relation

SPLIT = date(2015, 1, 1)
SOURCE = "world/small"
_TOWNS = (
    ("a", "Ahausen", "DE", 0.0, 10_000),
    ("b", "Beville", "FR", 1.0, 12_000),
    ("c", "Cestadt", "DE", 2.0, 150_000),
    ("d", "Dorf", "FR", 3.0, 600_000),
    ("e", "Elmdorf", "DE", 4.0, 30_000),
    ("f", "Fleury", "FR", 5.0, None),
    ("g", "Gross", "FR", 6.0, 90_000),
)
BORDER, URBACT = "prog:border", "prog:urbact"


def town(letter: str) -> str:
    return f"gn:{letter}"


def _network(id: str, start: str | None, text: str, kind: str = "project") -> Network:
    return Network(id=f"net:{id}", name=id.capitalize(), kind=kind, start=start, text=text, source=SOURCE)  # type: ignore[arg-type]  # one of the kinds


def _members(network: str, towns: str) -> Iterable[Relation]:
    """The first town leads where it stands in capitals."""
    for letter in towns:
        role = "lead" if letter.isupper() else "partner"
        yield Relation(type="MEMBER_OF", start=town(letter.lower()), end=f"net:{network}", role=role, source=SOURCE)


def _paid(network: str, programme: str) -> Relation:
    return Relation(type="FUNDED_BY", start=f"net:{network}", end=programme, source=SOURCE)


def small_world() -> Batch:
    """Known: a list (a, d), heat (B c), lights (C d). Hidden: stoves (A b g), lamps (D c e), alone (E), leaderless."""
    nodes = [
        *(
            Municipality(
                id=town(letter), name=name, country=country, lat=50.0, lon=lon, population=population, source=SOURCE
            )
            for letter, name, country, lon, population in _TOWNS
        ),
        Municipality(
            id="gn:h", name="Hamlet", country="FR", lat=50.0, lon=6.0, population=900, kind="quarter", source=SOURCE
        ),
        Programme(id=BORDER, name="2007 - 2013 Germany - France", source=SOURCE),
        Programme(id=URBACT, name="URBACT III", source=SOURCE),
        _network("list", None, "A list of towns", "association"),
        _network("heat", "2010", "district heating saves energy, says Beville; heating plans"),
        _network("lights", "2014-12-31", "street lights that save energy, lights on demand"),
        _network("stoves", "2015", "wood stoves and heating plans for Beville and Dorf"),
        _network("lamps", "2016-05", "smart lights and sensors"),
        _network("alone", "2016", "nobody came"),
        _network("leaderless", "2017", "no town leads it"),
        _network("undated", None, "before or after?"),
    ]
    relations = [
        *_members("list", "ad"),
        *_members("heat", "Bc"),
        *_members("lights", "Cd"),
        *_members("stoves", "Abg"),
        *_members("lamps", "Dce"),
        *_members("alone", "E"),
        *_members("leaderless", "ef"),
        *_members("undated", "Ah"),
        _paid("heat", BORDER),
        _paid("lights", BORDER),
        _paid("stoves", BORDER),
        _paid("lamps", URBACT),
    ]
    return Batch(tuple(nodes), tuple(relations))


def another_future(batch: Batch, split: date = SPLIT) -> Batch:
    """The same past, and another future: other texts and names, other members and leads, new networks, new programmes.

    Whatever a method learns from what was known must be the same in both.
    """
    later = {n.id for n in batch.nodes if isinstance(n, Network) and n.start and n.start >= str(split.year)}
    nodes = [
        replace(node, name="Quasar", text="quasar quasar heating lights energy", keywords=("quasar",))
        if isinstance(node, Network) and node.id in later
        else node
        for node in batch.nodes
    ]
    towns = sorted(node.id for node in batch.nodes if isinstance(node, Municipality))[:7]
    relations = [r for r in batch.relations if not (r.type == "MEMBER_OF" and r.end in later)]
    for network in sorted(later):
        for at, member in enumerate(towns):
            role = "lead" if at == 3 else "partner"
            relations.append(Relation(type="MEMBER_OF", start=member, end=network, role=role, source="future"))
    planted = Network(id="net:planted", name="Planted", kind="project", start="2019", text="quasar", source="future")
    fund = Programme(id="prog:to-come", name="Spain - Portugal", source="future")
    relations += [
        *(Relation(type="MEMBER_OF", start=member, end=planted.id, source="future") for member in towns),
        Relation(type="FUNDED_BY", start=planted.id, end=fund.id, source="future"),
    ]
    return Batch((*nodes, planted, fund), tuple(relations))
