"""Of deeds that answer a need alike: those of towns near and alike first, and deeds before what a town merely uses.

All these only take points: they tell apart what answers as well, and leave the weights of what answers as they are.
"""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from matching.asker import Asker
from matching.kinds.own_proof import near_by_these_alone
from matching.kinds.partners import REACH_KM, SIZE_TIMES, of_use, town_ground
from matching.kinds.scoring import Feature, of_need
from matching.pairs import floats
from matching.ties import DIGITAL_FIELDS

#: A way within one's own country, under one law and in one language, counts so much of one abroad.
AT_HOME = 0.5
#: What is not known of a town counts as so much of the farthest way, or of the most unlike size.
UNKNOWN = 0.5
#: Topics beside DIGITAL_FIELDS for which a software is what is asked for.
_DIGITAL = frozenset(
    f"topic:{name}"
    for name in (
        *("digital-planning-xplanung", "digital-building-permits", "heritage-bim", "city-app-defect-reporting"),
        *("digital-inclusion-accessibility", "digital-education", "e-participation", "mobility-platform"),
    )
)
#: How words begin that ask for something digital, in the languages that needs are written in.
_SAYS_DIGITAL = re.compile(
    r"\b(?:apps?\b|aplik|applica|digit|numéri|cyfr|softw|logiciel|online|on-line|internet|web|platt?form|platafor"
    r"|piattaforma|portal|sensor|capteur|senzor|czujnik|smart|intelligent|chytr|electr[oó]ni|elektron|eletr[oó]ni"
    r"|data|daten|dane|dati|datos|dados|données|open[ -]source|chatbot|e-)",
    re.IGNORECASE,
)
#: So near at home, in kilometres, a town is a neighbour to ask first, up to SIZE_TIMES the asker's inhabitants or down
#: to that share of them.
NEIGHBOUR_KM = 300.0
#: What such a town did answers as well as another's, if its text comes to this share of the nearest.
AS_WELL = 0.5
#: What it is worth at most, of a hundred points, to be near and alike; to be such a neighbour, where one did it; and to
#: have done something instead of using it. Chosen by eye; of `benchmarks.proofs`, whose askers lie anywhere, the first
#: does worse with more.
NEAR_AND_ALIKE, NEIGHBOUR, DEED = 3.0, 5.0, 10.0


def under_other_conditions(asker: Asker, towns: Ints32) -> Floats32:
    """{name} lies far away, or is of another size than yours.

    −½ (1 − exp(−distance / REACH_KM)), at home AT_HOME of it, and up to −½ for the size: it grows from SIZE_TIMES the
    asker's inhabitants, or that share of them, to the square of it; UNKNOWN of each where it is not known.
    """
    away = 1 - np.exp(asker.distances[towns] / np.float32(-REACH_KM))
    away = np.where(np.isnan(away), UNKNOWN, away) * np.where(asker.at_home[towns], AT_HOME, 1)
    own = math.log(asker.population) if asker.population > 0 else math.nan
    times = np.abs(asker.ties.log_population[towns] - np.float32(own)) / np.float32(math.log(SIZE_TIMES)) - 1
    unlike = np.where(np.isnan(times), UNKNOWN, np.clip(times, 0, 1))
    return floats(-0.5 * (away + unlike))


def did_it_elsewhere(asker: Asker, towns: Ints32) -> Floats32:
    """{name} lies far away, or is of another size than yours.

    `under_other_conditions`; −1 for whom nothing may be told of that comes near to the need: to lie near makes up for
    no deed.
    """
    told = np.ones(len(towns), dtype=np.bool_) if asker.near is None else asker.near.towns_told[towns] > 0
    return floats(np.where(told, under_other_conditions(asker, towns), -1))


def behind_a_neighbour(asker: Asker, towns: Ints32) -> Floats32:
    """{name} stands behind a town near you, of your country and of a size like yours, that did this as well.

    −1 for all others where there is such a town (`neighbours`), else 0: whoever asks rings it up first.
    """
    near = neighbours(asker)
    return floats(-1.0 * ~near[towns] if near.any() else np.zeros(len(towns)))


def neighbours(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which towns are neighbours of the asker at home, of a size like its own, that did what answers the need."""
    found = np.zeros(len(asker.at_home), dtype=np.bool_)
    towns, _ = _deeds_near(asker)
    times = asker.ties.log_population[towns] - np.float32(math.log(asker.population) if len(towns) else 0)
    found[towns[times >= -math.log(SIZE_TIMES)]] = True
    return found


def done_next_door(asker: Asker) -> Floats32:
    """How near to the asker, at home, a town that is not much larger did each solution that answers the need, 0–1
    (`Asker.nearness`); 0 where none did."""
    found = np.zeros(len(asker.ties.uses.sizes), dtype=np.float32)
    towns, solutions = _deeds_near(asker)
    np.maximum.at(found, solutions, asker.nearness[towns])
    return found


def _deeds_near(asker: Asker) -> tuple[Ints32, Ints32]:
    """What towns at home within NEIGHBOUR_KM, not much larger than the asker, did themselves, and is told as near to
    the need AS_WELL as the nearest, no tool that they use: the towns and the solutions."""
    ties, near = asker.ties, asker.near
    if near is None or not asker.population > 0:
        return (np.empty(0, dtype=np.int32),) * 2
    towns, solutions = ties.own_uses
    nearness = near.nearness["Solution"]
    answers = near.told["Solution"] & (nearness >= AS_WELL * float(nearness.max(initial=0))) & ties.practices
    answering = asker.of_things("Solution", answers & ~ties.warnings)[solutions]
    towns, solutions = towns[answering], solutions[answering]
    some = (
        asker.at_home[towns] & (asker.distances[towns] <= NEIGHBOUR_KM) & (of_use(asker, towns, free=SIZE_TIMES) >= 1)
    )
    return towns[some], solutions[some]


def merely_uses(asker: Asker, towns: Ints32) -> Floats32:
    """{name} uses a software that comes near to the need, and did nothing that comes as near.

    −1 for such a town where the need asks for nothing digital: a feed of open data makes no parking space.
    """
    if asker.near is None or asks_for_digital(asker):
        return np.zeros(len(towns), dtype=np.float32)
    tools = ~asker.ties.practices[asker.ties.uses.things]
    return floats(-1.0 * near_by_these_alone(asker, tools)[towns])


def only_related(asker: Asker, towns: Ints32) -> Floats32:
    """{name} stands behind towns of which more may be said: what it did is at least related to your need.

    −1 for a town nothing of which may be told to answer the need, where something of another may; else 0.
    """
    if asker.near is None:
        return np.zeros(len(towns), dtype=np.float32)
    told = asker.near.towns_told[towns] > 0
    return floats(-1.0 * ~told if told.any() else np.zeros(len(towns)))


def asks_for_digital(asker: Asker) -> bool:
    """Whether the need asks for something digital, by its words or by a topic that leads it."""
    ids, digital = asker.ties.snapshot.tables["Topic"].ids, asker.ties.topics_inside(DIGITAL_FIELDS)
    says = _SAYS_DIGITAL.search(asker.query.need or "") is not None
    return says or any(at in digital or ids[at] in _DIGITAL for at in asker.leading.tolist())


#: For peers, whom one seeks anywhere: the other purposes know what is near by themselves.
ALIKE_FIRST = (
    Feature(did_it_elsewhere, NEAR_AND_ALIKE, town_ground, of_need, about="facts", takes=True),
    Feature(behind_a_neighbour, NEIGHBOUR, town_ground, of_need, about="facts", takes=True),
)
#: What only is related stands behind what answers, so many of a hundred points. By eye.
RELATED = 15.0
#: For all recipes made by hand (`matching.purposes.purpose`).
ANSWERS_FIRST = Feature(only_related, RELATED, town_ground, of_need, about="facts", takes=True)
DEEDS_FIRST = Feature(merely_uses, DEED, town_ground, of_need, about="facts", takes=True)
