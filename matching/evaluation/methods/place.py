"""Methods that know the map and nothing else: for towns without history they are hard to beat."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from graph.snapshot.frozen import Snapshot
from matching.evaluation.methods.baseline import Answering, at_leads
from matching.evaluation.types import Bools, Question
from matching.programmes import lineage, named_countries

#: Puts a whole group of towns behind another: more kilometres than two towns can be apart.
BEHIND_KM = 100_000.0
#: A factor of e between the sizes of two towns counts as much as this distance: best of 10–150 on an inner split.
KM_PER_SIZE = 30.0
#: What an unknown size counts as, in factors of e.
UNKNOWN_SIZE = 3.0

Kilometres = npt.NDArray[np.float64]


def distances(known: Snapshot, town: int) -> Kilometres:
    """Kilometres from the town to every municipality; unknown places are BEHIND_KM away."""
    return np.nan_to_num(known.distances_km(known.unit_vectors[town]).astype(np.float64), nan=BEHIND_KM)


def home(known: Snapshot, town: int) -> Bools:
    """Which municipalities are in the town's country."""
    codes = known.municipalities.category("country").codes
    result: Bools = codes == codes[town]
    return result


def nearest(known: Snapshot, seed: int) -> Answering:
    """The nearest town; the network with the nearest lead; the solution with the nearest user."""
    uses = known.links("USES")

    def answer(question: Question) -> npt.NDArray[np.floating]:
        away = distances(known, question.asker)
        if question.task == "solutions":
            nearest_user = np.full(len(known.tables["Solution"]), BEHIND_KM)
            others = uses.start != question.asker
            np.minimum.at(nearest_user, uses.end[others], away[uses.start[others]])
            return -nearest_user
        return at_leads(question, -away)

    return answer


def nearest_abroad(known: Snapshot, seed: int) -> Answering:
    """The nearest town of another country; its own country's towns come after all others."""

    def answer(question: Question) -> npt.NDArray[np.floating]:
        return -distances(known, question.asker) - BEHIND_KM * home(known, question.asker)

    return answer


def same_size_nearest_abroad(known: Snapshot, seed: int) -> Answering:
    """The nearest town of another country, a difference in size counting as KM_PER_SIZE for each factor of e."""
    size = np.log(known.population)

    def answer(question: Question) -> npt.NDArray[np.floating]:
        unlike: Kilometres = np.nan_to_num(np.abs(size - size[question.asker]), nan=UNKNOWN_SIZE)
        away = distances(known, question.asker) + KM_PER_SIZE * unlike
        return -away - BEHIND_KM * home(known, question.asker)

    return answer


def nearest_in_programme(known: Snapshot, seed: int) -> Answering:
    """The nearest town abroad in a country of the programme; the nearest lead whose programme has the asker's country.

    A programme's countries are those that its name joins, else those of the towns in its known networks and those of
    its forerunners; without either it is everywhere.
    """
    codes = known.municipalities.category("country")
    countries = _programme_countries(known)

    def inside(programme: str | None) -> Bools:
        named = named_countries(programme or "")
        reach = named if len(named) >= 2 else countries[lineage(programme or "")]
        return np.isin(codes.codes, [codes.code(c) for c in reach]) if reach else np.ones(len(codes), dtype=np.bool_)

    def answer(question: Question) -> npt.NDArray[np.floating]:
        away = distances(known, question.asker)
        if question.task == "networks":
            reached = {name: inside(name)[question.asker] for name in {i.programme_name for i in question.items}}
            outside = np.array([not reached[item.programme_name] for item in question.items])
            return at_leads(question, -away) - BEHIND_KM * outside
        return -away - BEHIND_KM * (home(known, question.asker) + 2.0 * ~inside(question.programme_name))

    return answer


def _programme_countries(known: Snapshot) -> dict[str, frozenset[str]]:
    """Lineage of a programme → the countries of the towns in its known networks."""
    country = known.municipalities.category("country")
    programmes, paid, members = known.tables["Programme"], known.links("FUNDED_BY", "Network"), known.links("MEMBER_OF")
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for network, programme in zip(*paid.pairs, strict=True):
        present = {country[int(town)] or "" for town in members.starts(int(network))}
        found[lineage(programmes.name(int(programme)))] |= present
    return found


def leak_probe(known: Snapshot, seed: int) -> Answering:
    """Towns in no network and on no list first, the nearest of them: good only where the pool itself is the answer."""
    unrecorded: Bools = known.links("MEMBER_OF").start_degrees == 0

    def answer(question: Question) -> npt.NDArray[np.floating]:
        return -distances(known, question.asker) - BEHIND_KM * ~unrecorded

    return answer
