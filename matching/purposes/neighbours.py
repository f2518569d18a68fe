"""Neighbours across the border: towns of another country in the same programme's area, or else near the border."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import said
from matching.asker import Asker
from matching.kinds.learned import LEARNED
from matching.kinds.partners import town_words
from matching.kinds.scoring import Feature, Ground, Recipe
from matching.kinds.to_ask import town_to_ask
from matching.purposes.areas import Area, Areas
from matching.purposes.purpose import BESIDE_TEXT, Purpose, Searched, fellows, weighed
from matching.rules.judging.areas_told import areas_told
from matching.types import Evidence, Language, NextDoor
from matching.words.told import told, told_with

#: So far away, in kilometres, a town abroad is a neighbour where no programme's area says that it is one.
NEIGHBOUR_KM = 75.0
#: And so far where one does.
IN_AREA_KM = 150.0
#: So many neighbours are named where none of them does what is needed.
WITHOUT_PROOF = 2
#: What a programme is worth that pays on both sides, where it is not known whether it covers both places.
PERHAPS = 0.6
#: What a town near the border has of that where no programme's area is known: next to nothing, but it is told.
UNKNOWN_AREA = 0.05
#: What a common programme is worth: of the recipe made by hand a fifth, and as many points beside the learned ones.
AREA_WEIGHT = 20.0
_WEIGHTS = {
    **{"near": 25, "topic_fit": 25, "offers_what_you_need": 5, "needs_what_you_offer": 5, "similar_size": 10},
    **{"experience": 5, "shared_networks": 3, "shared_solutions": 2},
}
_BY_HAND: Recipe = weighed(_WEIGHTS)
_IN_ONE_AREA = said("You and {name} lie in the area of {programme}.")
_PERHAPS = said("{programme} pays on both sides of the border; whether it covers you and {name}, ask who runs it.")
_IN_BOTH_REGIONS = said("{programme} pays in your region and in that of {name}.")
_NO_PROGRAMME = said("{name} is near the border, as you are; a programme for both is not known to us.")
_PAYS_ACROSS = said("{programme} pays across your border.")
_PAYS_ACROSS_PERHAPS = said("{programme} pays across your border; whether it covers you, ask who runs it.")
_LIES_IN = said("The area of {programme} takes in {area}")
_PAYS_IN = said("{programme} pays in {area}, among other places")
#: So many of an area's regions are told where it is not known in which of them the two lie.
TOLD_REGIONS = 4


def _serves(searched: Searched, towns: Ints32) -> npt.NDArray[np.bool_]:
    asker = searched.asker
    abroad = asker.ties.snapshot.municipalities.category("country").codes[towns] != asker.country_code
    away = asker.distances[towns]
    within = np.flatnonzero(abroad & (away <= max(IN_AREA_KM, NEIGHBOUR_KM)))
    shared = np.zeros(len(towns), dtype=np.bool_)
    shared[within] = searched.areas.shared(asker.index, towns[within]) >= 0
    neighbour: npt.NDArray[np.bool_] = abroad & (away <= np.where(shared, IN_AREA_KM, NEIGHBOUR_KM))
    # A county or union is a neighbour of its like; a town is led to one that does what it wants.
    wide = asker.ties.snapshot.wide_bodies
    own_kind = ~wide[towns] | asker.proven[towns]
    if asker.index is not None and wide[asker.index]:
        own_kind = np.ones(len(towns), dtype=np.bool_)
    return _with_proof_first(asker, towns, neighbour & own_kind, shared)


def _with_proof_first(
    asker: Asker, towns: Ints32, serves: npt.NDArray[np.bool_], shared: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Where a need is given in words, those of them that do it, from NEIGHBOUR_KM on themselves; where none does, the
    few next door of like size with a `shared` programme, and those that have a tie to the asker (`fellows`): a border
    in common alone is no answer to a need."""
    if not asker.query.need:
        return serves
    does = serves & _does(asker, towns)
    if does.any():
        return does
    serves = serves & shared & (asker.distances[towns] <= NEIGHBOUR_KM)
    alike = np.where(serves, asker.alike_first[towns], -np.inf)
    few: npt.NDArray[np.bool_] = fellows(asker)[towns]
    few[np.lexsort((towns, -alike))[:WITHOUT_PROOF]] = True
    return few & serves


@lru_cache(maxsize=1024)
def _area_told(values: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return areas_told(values, language)


def _does(asker: Asker, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Which of the towns do what a need in words is about; from NEIGHBOUR_KM on, themselves."""
    themselves = asker.did_it if asker.near is None else asker.did_it | (asker.near.towns_told > 0)
    near = asker.distances[towns] <= NEIGHBOUR_KM
    does: npt.NDArray[np.bool_] = (asker.does_wanted & asker.proven)[towns] & (themselves[towns] | near)
    return does


def of_a_border_alone(asker: Asker, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Of which neighbours nothing speaks but the border, where a need is given in words: no proof on it, no network and
    no solution in common. Without a need a neighbour is one to get to know."""
    if not asker.query.need:
        return np.zeros(len(towns), dtype=np.bool_)
    alone: npt.NDArray[np.bool_] = ~(_does(asker, towns) | fellows(asker)[towns])
    return alone


def across_from(searched: Searched, towns: Sequence[int]) -> tuple[NextDoor, ...]:
    """The programmes for both sides of the border between the asker and the towns, each with those of them that are in
    its area, the nearest first; towns without a known programme are in none."""
    asker, language = searched.asker, searched.asker.query.language
    found: dict[str, NextDoor] = {}
    for town in sorted(towns, key=lambda town: (float(asker.known_distances[town]), town)):
        if (common := common_area(asker, searched.areas, town)) is None:
            continue
        area, evidence = common
        programmes = asker.ties.snapshot.tables["Programme"]
        id, name = programmes.ids[area.programme], programmes.name(area.programme, language)
        sure = area.sure or _by_regions(searched.areas, area, asker.index, town)
        sentence = _PAYS_ACROSS if sure else _PAYS_ACROSS_PERHAPS
        earlier = found[id].towns if id in found else ()
        found[id] = NextDoor(
            id=id,
            name=name,
            why=told(sentence.fill(programme=name), language),
            towns=(*earlier, town_to_ask(asker, town)),
            source=evidence.source,
            as_of=evidence.as_of,
            url=programmes.text("url")[area.programme],
        )
    return tuple(found.values())


def common_area(asker: Asker, areas: Areas, town: int) -> tuple[Area, Evidence] | None:
    """The first area of a programme in which both lie, or perhaps lie, and what tells it; None where none is known."""
    shared = areas.first_shared(asker.index, town)
    if shared < 0:
        return None
    language, area, programmes = asker.query.language, areas.all[shared], asker.ties.snapshot.tables["Programme"]
    rule, name = area.rule, programmes.name(area.programme, language)
    path = (asker.ties.snapshot.municipalities.ids[town], programmes.ids[area.programme])
    there = (*_first(areas, area, asker.index), *_first(areas, area, town)) or rule.values[:TOLD_REGIONS]
    words = {"area": _area_told(tuple(dict.fromkeys(there)), language), "programme": name}
    text = told_with(_LIES_IN if area.sure else _PAYS_IN, words, language)
    return area, Evidence(text=text, source=rule.source, as_of=rule.as_of, path=path)


def _first(areas: Areas, area: Area, town: int | None) -> tuple[str, ...]:
    return () if town is None else areas.told_of(area, town)[:1]


def _by_regions(areas: Areas, area: Area, *towns: int | None) -> bool:
    """Whether the area names, for each of the towns, a region that it lies in: then it needs no asking."""
    return all(any(len(value) > len("DE") for value in _first(areas, area, town)) for town in towns)


def _common_programme(searched: Searched, weight: float) -> Feature:
    areas = searched.areas
    #: By the place of an area in `areas.all`, what it is worth; the last is that of none.
    worth = np.append(np.where(areas.sure, 1, PERHAPS), UNKNOWN_AREA).astype(np.float32)

    def common_programme(asker: Asker, towns: Ints32) -> Floats32:
        """Whether one programme is for both.

        1 where a clause of a programme, or of a call of it, tells an area in which both lie; PERHAPS where a programme
        pays in the regions or countries of both; else UNKNOWN_AREA.
        """
        return worth[areas.shared(asker.index, towns)]

    def ground(asker: Asker, town: int) -> Ground:
        words, common = town_words(asker, town), common_area(asker, areas, town)
        if common is None:
            return Ground(words, sentence=_NO_PROGRAMME)
        area, evidence = common
        words["programme"] = asker.ties.snapshot.tables["Programme"].name(area.programme, asker.query.language)
        if area.sure:
            return Ground(words, (evidence,))
        exactly = _by_regions(areas, area, asker.index, town)
        return Ground(words, (evidence,), sentence=_IN_BOTH_REGIONS if exactly else _PERHAPS)

    return Feature(common_programme, weight, ground, sentence=_IN_ONE_AREA)


def _recipe(searched: Searched) -> Recipe:
    if searched.asker.lesson is None:
        return (*_BY_HAND, _common_programme(searched, AREA_WEIGHT * BESIDE_TEXT))
    return (*LEARNED, _common_programme(searched, AREA_WEIGHT))


NEIGHBOURS_ACROSS_THE_BORDER = Purpose(
    name="neighbours",
    called=said("Neighbours across the border"),
    summary="towns of another country in the area of the same programme, or else near the border",
    serves=_serves,
    recipe=_recipe,
)
