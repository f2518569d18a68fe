"""What joining a network takes beside an application: where a town has to lie and what it has to be.

A condition is met, not met, or unknown of a town. Not met shuts it out; unknown is told, and shuts nobody out who asks
for what the network is about. Without such a need a club for a special sort of town would be a guess.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.names import normal_form
from graph.said import Said, said
from graph.snapshot.frozen import UNIT
from matching.asker import Asker

#: Nearer than this, in kilometres, a town is around the members of a network.
NEXT_DOOR_KM = 50.0
#: What the names of spas have, in the languages of Europe, folded: Bad Belzig, Aix-les-Bains, Karlovy Lázně.
SPA = re.compile(
    r"\b(?:bad|bains|thermes|terme|therme|lazne|zdroj|spa|caldas|caldes|termas|balneario|toplice|kupele|furdo|baile"
    r"|banya|termal|loutra)\b"
)

#: From where to where the Alps reach, in degrees of latitude and longitude: who lies outside is not in them.
AROUND_THE_ALPS = ((43.5, 48.0), (5.0, 16.7))
#: From where to where the Mediterranean and its shores reach.
AROUND_THE_MEDITERRANEAN = ((30.0, 46.0), (-6.0, 37.0))
#: From the south to the north, and from the west to the east, in degrees.
Frame = tuple[tuple[float, float], tuple[float, float]]
#: The countries that lie around the Baltic Sea as a whole; of the others only the surroundings of members do.
BALTIC = frozenset(("DK", "EE", "FI", "LT", "LV", "SE"))

#: Whether a town is what a condition asks for; None where nobody knows.
Judge = Callable[[Asker, int], bool | None]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: how it is said of the network, how a town is judged, and whether it asks for a special sort of town
    rather than for a place."""

    sentence: Said
    judge: Judge
    special: bool = True


def _unknown(asker: Asker, network: int) -> bool | None:
    return None


def _on_the_coast(asker: Asker, network: int) -> bool | None:
    fact = None if asker.index is None else asker.ties.snapshot.fact(asker.index, "coastal")
    return None if fact is None else fact.value == "yes"


def _next_door(asker: Asker, network: int) -> bool | None:
    away = float(asker.nearest_members[network])
    if not np.isinf(away):
        return away <= NEXT_DOOR_KM
    # Its members, or the asker, have no place that is known: who is of another country is no neighbour all the same.
    present = asker.ties.countries_present[network]
    return False if asker.country_code >= 0 and present.any() and not present[asker.country_code] else None


def _baltic(asker: Asker, network: int) -> bool | None:
    return True if asker.country in BALTIC else _next_door(asker, network)


def _within(frame: Frame) -> Judge:
    """Who lies outside the frame is not there; of who lies inside it nobody knows."""

    def judge(asker: Asker, network: int) -> bool | None:
        if np.isnan(asker.point).any():
            return None
        x, y, z = asker.point.tolist()
        lat, lon = math.degrees(math.asin(z)), math.degrees(math.atan2(y, x))
        (south, north), (west, east) = frame
        return None if south <= lat <= north and west <= lon <= east else False

    return judge


def _spa(asker: Asker, network: int) -> bool | None:
    return True if SPA.search(normal_form(asker.name)) else None


#: The conditions that a network may name (`graph.model.Network.takes`).
CONDITIONS: Mapping[str, Condition] = {
    "coast": Condition(said("It is for towns on the coast."), _on_the_coast, special=False),
    "next-door": Condition(said("It is for towns around its present members."), _next_door, special=False),
    "alps": Condition(said("It is for municipalities in the Alps."), _within(AROUND_THE_ALPS), special=False),
    "mediterranean": Condition(
        said("It is for towns on the Mediterranean."), _within(AROUND_THE_MEDITERRANEAN), special=False
    ),
    "baltic": Condition(said("It is for towns of the Baltic Sea region."), _baltic, special=False),
    "spa": Condition(said("It is for spa towns."), _spa),
    "walls": Condition(said("It is for towns with historic walls."), _unknown),
    "historic": Condition(said("It is for historic towns."), _unknown),
    "half-timbered": Condition(said("It is for towns with half-timbered houses."), _unknown),
    "wine": Condition(said("It is for wine-growing towns."), _unknown),
    "olives": Condition(said("It is for towns where olives are grown."), _unknown),
    "small-island": Condition(said("It is for small islands."), _unknown),
    "nuclear": Condition(said("It is for towns with a nuclear plant."), _unknown),
    "world-heritage": Condition(said("It is for towns with a World Heritage site."), _unknown),
    "textile": Condition(said("It is for places of the textile, clothing and leather industry."), _unknown),
    "city-of-science": Condition(said("It is for towns that hold the title of city of science."), _unknown),
    "many-villages": Condition(said("It is for municipalities with many villages and no large town."), _unknown),
}
_NOT_KNOWN = said("Whether this is true of {name} we do not know.")


def judged(asker: Asker) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which networks have a condition that the asker does not meet, and which one of which nobody knows it."""
    count = len(asker.ties.snapshot.tables["Network"])
    unmet, unknown = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    for network, named in asker.ties.network_conditions:
        verdicts = [CONDITIONS[name].judge(asker, network) for name in named if name in CONDITIONS]
        unmet[network] = False in verdicts
        unknown[network] = None in verdicts
    return unmet, unknown


def special_and_unknown(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which networks are for a special sort of town, of which nobody knows whether the asker is one."""
    found = np.zeros(len(asker.ties.snapshot.tables["Network"]), dtype=np.bool_)
    for network, named in asker.ties.network_conditions:
        conditions = [CONDITIONS[name] for name in named if name in CONDITIONS]
        found[network] = any(c.special and c.judge(asker, network) is None for c in conditions)
    return found


def of_unknown_surroundings(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which networks are for towns around their members, of which nobody knows how far the asker is from them."""
    found = np.zeros(len(asker.ties.snapshot.tables["Network"]), dtype=np.bool_)
    around = [network for network, named in asker.ties.network_conditions if "next-door" in named]
    found[around] = [_next_door(asker, network) is None for network in around]
    return found


def told_of(asker: Asker, network: int) -> tuple[Said, ...]:
    """What joining takes, as sentences; of what nobody knows, that it is not known."""
    named = (asker.ties.snapshot.tables["Network"].text("takes")[network] or "").split(UNIT)
    found: list[Said] = []
    for name in named:
        if (condition := CONDITIONS.get(name)) is None:
            continue
        found.append(condition.sentence)
        if condition.judge(asker, network) is None:
            found.append(_NOT_KNOWN.fill(name=asker.name))
    return tuple(found)
