"""Partner features whose worth is learnt: groups of what `matching.ranking` looks at, each told in one true sentence.

A group's value is what its features are worth for a town against the middle one of all candidates, as a natural
logarithm of odds; it may be below 0. Ten points are a factor of e.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from graph.arrays import Floats32, Ints32
from graph.said import said, said_many
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.nearest_proof import NEAREST_PROOF
from matching.kinds.partners import (
    PARTNERS,
    PLACE,
    POPULATION,
    experience_ground,
    register_fact,
    similar_size,
    town_ground,
    town_words,
)
from matching.kinds.scoring import Feature, Ground, Recipe
from matching.kinds.smaller_first import SMALLER_FIRST
from matching.pairs import common, floats
from matching.ranking.bias import stands_behind
from matching.ranking.lesson import Lesson
from matching.words.written import number

#: How many points a natural logarithm of odds is.
POINTS = 10.0
#: What own size is worth on top in a town that does what is wanted: what large cities do is told most, so among the
#: towns known to do a thing a small one's peers are rare.
OWN_SIZE_OF_WANTED = 1.5
#: So much work on what is wanted is beyond doubt: something of a town's own that is half about it (`Ties.activity`).
PROVEN = 0.6
#: Which terms of the models each group tells; every term in one, but those of the theme: what is wanted is understood
#: as topics here, in any language, and is told by `topic_fit`.
TOLD: Mapping[str, tuple[str, ...]] = {
    "place": (
        *("distance", "nth_nearest", "nth_nearest_abroad", "nth_nearest_of_its_country", "nth_nearest_in_programme"),
        *("from_the_border", "distance & rank_in_country"),
    ),
    "country": (
        *("own_country", "abroad", "countries_meet", "towns_of_country"),
        *("country_named", "country_in_programme", "country_in_family"),
    ),
    "size": (
        *("population", "larger_than_you", "unlike_in_size", "alike_in_size", "population_unknown"),
        *("larger_around", "rank_in_region", "rank_in_country"),
    ),
    "practice": (
        *("projects", "associations", "region_projects", "region_rate", "took_part", "took_part_in_family"),
        *("recent_projects", "region_recent_projects", "practised_in_family", "practised_lately"),
        *("region_took_part", "nearest_participant", "fourth_participant", "its_like_took_part", "fellows_took_part"),
    ),
    "company": (
        *("common_projects", "common_associations", "common_associations & common_projects", "region_met"),
        *("country_met", "regions_meet"),
    ),
}

_LARGER = said_many("{count} larger town lies within 20 km of it", "{count} larger towns lie within 20 km of it")
_LARGEST, _UNKNOWN_NUMBER = said("it is the largest town around"), said("an unknown number of")
_AWAY, _UNKNOWN_AWAY = said("{distance:,.0f} km"), said("an unknown distance")
_RECORD = said_many("has been in {count} network or project", "has been in {count} networks and projects")
_NO_RECORD = said("is in no network or project that we know of")
_NO_RECORD_EITHER = said("is, as you are, in no network or project that we know of")
_REGIONS = said("; between your regions: {count}")
_BOTH_IN = said("You and {name} are both in {networks}.")


def _lesson(asker: Asker) -> Lesson:
    assert asker.lesson is not None, "the learned recipe needs models"
    return asker.lesson


def place(asker: Asker, towns: Ints32) -> Floats32:
    """{name} is {distance} from you.

    Distance, how many towns are nearer, how far the border is, and that for a large town one goes farther.
    """
    return _lesson(asker).worth(TOLD["place"], towns)


def _place_ground(asker: Asker, town: int) -> Ground:
    away = asker.told_distance(town)
    if math.isnan(away):
        return Ground({**town_words(asker, town), "distance": _UNKNOWN_AWAY})
    words = {**town_words(asker, town), "distance": _AWAY.fill(distance=away)}
    return Ground(words, (register_fact(asker, town, PLACE, words),))


def country(asker: Asker, towns: Ints32) -> Floats32:
    """{name} is in {country}.

    The own country or another, how often towns of the two countries meet, and in this programme.
    """
    return _lesson(asker).worth(TOLD["country"], towns)


def size(asker: Asker, towns: Ints32) -> Floats32:
    """{name} has {population} inhabitants, you have {own}; {larger}.

    Its inhabitants, how they compare with the asker's, and with the towns around, of its region and its country; for a
    town that does what is wanted OWN_SIZE_OF_WANTED on top, in proportion where it is less than PROVEN.
    """
    worth = _lesson(asker).worth(TOLD["size"], towns)
    if not len(asker.asked):
        return worth
    does = np.minimum(asker.works_on_wanted[towns] / PROVEN, 1) * similar_size(asker, towns)
    return floats(worth + OWN_SIZE_OF_WANTED * does)


def _size_ground(asker: Asker, town: int) -> Ground:
    language, population = asker.query.language, float(asker.ties.snapshot.population[town])
    counts = [_UNKNOWN_NUMBER if np.isnan(p) else number(p, language) for p in (population, asker.population)]
    larger = _lesson(asker).situation.past.larger_around_one(town)
    around = _LARGER.fill(count=larger) if larger else _LARGEST
    words = {**town_words(asker, town), "population": counts[0], "own": counts[1], "larger": around}
    return Ground(words, () if np.isnan(population) else (register_fact(asker, town, POPULATION, words),))


def practice(asker: Asker, towns: Ints32) -> Floats32:
    """{name} {record}.

    Its own networks, those of its region and of towns like it, and, for a programme, those under it.
    """
    return _lesson(asker).worth(TOLD["practice"], towns)


def _practice_ground(asker: Asker, town: int) -> Ground:
    ground = experience_ground(asker, town)
    if count := ground.words["count"]:
        record = _RECORD.fill(count=count)
    else:
        record = _NO_RECORD if len(asker.networks) else _NO_RECORD_EITHER
    return Ground({**ground.words, "record": record}, ground.evidence, about=None if count else "facts")


def company(asker: Asker, towns: Ints32) -> Floats32:
    """You share no network that we know of with {name}; with its region: {region}{regions}.

    Common networks, how often the asker met the town's region and country, and, for a programme, how often their
    regions met.
    """
    return _lesson(asker).worth(TOLD["company"], towns)


def _company_ground(asker: Asker, town: int) -> Ground:
    pairs, snapshot, language = asker.ties.memberships, asker.ties.snapshot, asker.query.language
    shared = pairs.common(asker.networks[~asker.ties.listed[asker.networks]], town)
    evidence = tuple(statements.membership(snapshot, town, n, language, asker.query.on) for n in shared[:2])
    situation = _lesson(asker).situation
    region = situation.networks_by_region.item(situation.past.regions.item(town))
    counts = "regions_meet" in _lesson(asker).model.terms
    regions = _REGIONS.fill(count=_between_regions(asker, town)) if counts else ""
    words = {**town_words(asker, town), "region": region, "regions": regions}
    if not shared:
        return Ground(words, about="facts")
    names = tuple(snapshot.tables["Network"].name(n, language) for n in shared[:2])
    return Ground({**words, "networks": names}, evidence, sentence=_BOTH_IN)


def _between_regions(asker: Asker, town: int) -> int:
    """How many working networks have towns of both regions."""
    if asker.index is None:
        return 0
    past = _lesson(asker).situation.past
    own, other = (past.networks_of_region(int(past.regions[at])) for at in (asker.index, town))
    return len(common(own, other))


def fairness(asker: Asker, towns: Ints32) -> Floats32:
    """{name} stands back a little: very large cities and the own country would else be shown more often than they join.

    Bias control: the same for all such towns, measured on past years; and, where no call is named, a hundred
    points for very large cities with more than twice the asker's inhabitants.
    """
    return _lesson(asker).charged(towns)


def _fairness_ground(asker: Asker, town: int) -> Ground:
    behind = stands_behind(_lesson(asker).situation, np.array([town], dtype=np.int32))[0] > 0
    return replace(town_ground(asker, town), sentence=SMALLER_FIRST.reason if behind else None)


#: Of the recipe made by hand, with its weight here: what is wanted, needed and offered now, which no past network says.
_BY_HAND = {
    **{"topic_fit": 60, "offers_what_you_need": 15, "needs_what_you_offer": 10},
    **{"shared_solutions": 5, "twinned": 5},
}
#: What the nearest text of a proof is worth: less beside `topic_fit` than in the recipes made by hand. It never falls
#: silent, so that ten points stay a factor of e in every question.
NEAREST_TEXT = 45

#: Who should we work with? The worth of place, size and record is learnt; what is wanted comes on top.
LEARNED: Recipe = (
    replace(NEAREST_PROOF, weight=NEAREST_TEXT, speaks=lambda _: True),
    *(replace(f, weight=_BY_HAND[f.name]) for f in PARTNERS if f.name in _BY_HAND),
    Feature(place, POINTS, _place_ground, about="facts"),
    Feature(country, POINTS, town_ground, about="facts"),
    Feature(size, POINTS, _size_ground, about="facts"),
    Feature(practice, POINTS, _practice_ground),
    Feature(company, POINTS, _company_ground),
    Feature(fairness, POINTS, _fairness_ground, about="facts"),
)
