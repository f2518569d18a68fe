"""What the graph states of a town, as a body of the question."""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.snapshot.frozen import Snapshot
from matching.rules.asking.fields import FIELDS, OF_GRAPH
from matching.rules.asking.situation import Body
from matching.rules.asking.words import states_nothing, truth, word
from matching.types import Place

#: Facts of the graph that questions have as fields.
KEPT = (
    "degurba",
    "nuts3",
    "cohesion_category",
    "article_11_city",
    "pic",
    "pic_validated",
    "adaptation_charter",
    "ten_t_urban_node",
    "disaster_response_authority",
    "gender_equality_plan",
    "climate_plan",
    "mission_city",
    "good_practice",
    "uia_city",
    "staff_hours",
    "cofinancing_ceiling",
)


def body_of(snapshot: Snapshot, town: int, over: Mapping[str, object] | None = None) -> Body:
    """The municipality with what is stored of it; facts given on the spot (`over`) go first, and None hides one."""
    table = snapshot.municipalities
    population = float(snapshot.population[town])
    stated: dict[str, object] = {
        "country": table.category("country")[town],
        "legal_type": table.category("kind")[town],
        "population": None if math.isnan(population) else population,
        "region": _region(snapshot, town),
        "lat": _coordinate(snapshot, town, "lat"),
        "lon": _coordinate(snapshot, town, "lon"),
    }
    newest: dict[str, str] = {}
    for fact in snapshot.facts_of(town):
        newest.setdefault(fact.key, fact.value)
    for key in KEPT:
        name = OF_GRAPH.get(key, key)
        if key in newest and not states_nothing(newest[key]):
            stated[name] = value_of(name, newest[key])
    given = dict(over or {})
    if any(level in given for level in ("nuts1", "nuts2", "nuts3")):
        stated.pop("nuts3", None)
    return Body({**stated, **given}, table.name(town, "en"))


def body_of_place(place: Place) -> Body:
    """A town that is not in the register, as its clerk describes it."""
    stated = {
        "country": place.country,
        "legal_type": place.kind,
        "population": None if place.population is None else float(place.population),
        "lat": place.lat,
        "lon": place.lon,
    }
    return Body({name: value for name, value in stated.items() if value is not None}, place.name)


def _coordinate(snapshot: Snapshot, town: int, name: str) -> float | None:
    value = float(snapshot.municipalities.number(name)[town])
    return None if math.isnan(value) else value


def _region(snapshot: Snapshot, town: int) -> str | None:
    regions = snapshot.links("IN", "Municipality").ends(town)
    return snapshot.tables["Region"].name(int(regions[0]), "en") if len(regions) else None


def value_of(name: str, text: str) -> object:
    """A stored fact as the field of the question has it."""
    sort = FIELDS[name].sort
    if sort == "truth":
        return truth(text)
    if sort == "number":
        try:
            return float(text)
        except ValueError:
            return None
    return text if name in ("pic", "nuts3") else word(text)
