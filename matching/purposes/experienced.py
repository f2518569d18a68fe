"""Experienced partners: towns that took small towns along in projects and networks, and in which."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import AND, joined, said, said_many
from matching.asker import MAINLY_ADDRESSED, Asker
from matching.kinds import statements
from matching.kinds.items import SURE
from matching.kinds.learned import LEARNED
from matching.kinds.partners import of_use, town_words
from matching.kinds.scoring import Feature, Ground, Recipe, of_need
from matching.pairs import floats
from matching.purposes.purpose import BESIDE_TEXT, Purpose, Searched, not_too_large, weighed
from matching.purposes.taken_along import TakenAlong

#: A lead partner may be this many times as large as the asker: cities lead.
EXPERIENCED_TIMES = 40.0
#: So near, in kilometres, a town is near.
NEAR_KM = 300.0
_WEIGHTS = {
    **{"topic_fit": 32, "offers_what_you_need": 6, "works_with_your_like": 7, "countries_work_together": 5},
    **{"near": 10, "shared_networks": 5},
}
_REST: Recipe = weighed(_WEIGHTS)
#: What full experience with small towns is worth: of the recipe made by hand, and beside the learned points; on the
#: networks of 2016 ten points of these do as well, forty worse.
BY_HAND, BESIDE_LEARNED = 35 * BESIDE_TEXT, 20.0
_LED = said_many(
    "{name} led {network}, in which {count} small town took part: {small}.",
    "{name} led {network}, in which {count} small towns took part, such as {small}.",
)
_WAS_IN = said_many(
    "{name} is or was in {network} with {count} small town: {small}.",
    "{name} is or was in {network} with {count} small towns, such as {small}.",
)


def small_members(asker: Asker, along: TakenAlong, network: int, but: int) -> list[int]:
    """The small towns in the network `but` one, those of the country of who asks first, then by their size, the likest
    first."""
    members = asker.ties.memberships.towns_of(network)
    members = members[along.small[members] & (members != but)]
    order = np.lexsort((members, -asker.size_likeness_of(members), ~asker.at_home[members]))
    ordered: list[int] = members[order].tolist()
    return ordered


def _took_along(along: TakenAlong, weight: float) -> Feature:
    def took_small_towns_along(asker: Asker, towns: Ints32) -> Floats32:
        """Whether it worked with small towns.

        log(1 + networks with small towns) / log(5), at most 1, those that it led twice; times `of_use`. Of a need in
        words, the networks alone that are about it.
        """
        strength = along.strength if asker.near is None else along.strength_by(_about(asker))
        return floats(strength[towns] * of_use(asker, towns, free=20))

    def ground(asker: Asker, town: int) -> Ground:
        ties, language = asker.ties, asker.query.language
        snapshot, pairs = ties.snapshot, ties.memberships
        rows = slice(int(pairs.indptr[town]), int(pairs.indptr[town + 1]))
        networks, leads = pairs.things_of(town), ties.leads[rows]
        others = along.small_members[networks] - int(along.small[town])
        took = np.flatnonzero(others > 0)
        topical = ties.network_topics[networks[took]] @ asker.wanted if len(asker.asked) else np.zeros(len(took))
        about = np.zeros(len(took), dtype=np.bool_) if asker.near is None else _about(asker)[rows][took]
        at = took[np.lexsort((networks[took], -others[took], ~leads[took], -topical, ~about))[0]]
        network = int(networks[at])
        members = small_members(asker, along, network, town)
        words = {
            **town_words(asker, town),
            "network": snapshot.tables["Network"].name(network, language),
            "count": len(members),
            "small": joined([snapshot.municipalities.name(member, language) for member in members[:2]], AND),
        }
        evidence = [statements.membership(snapshot, town, network, language, asker.query.on)]
        evidence += [
            statements.membership(snapshot, member, network, language, asker.query.on) for member in members[:1]
        ]
        return Ground(words, tuple(evidence), sentence=_LED if leads[at] else _WAS_IN)

    return Feature(took_small_towns_along, weight, ground, sentence=_WAS_IN)


def _serves(searched: Searched, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Who took small towns along, and does what is wanted or is near: else only its experience speaks for it. Of a need
    in words, who took them along in a network that is about it: to have done so in another, and the thing itself at
    home, is to be a peer."""
    asker = searched.asker
    if asker.near is not None:
        of_need: npt.NDArray[np.bool_] = searched.along.strength_by(_about(asker))[towns] > 0
        of_need[of_need] = not_too_large(asker, towns[of_need], EXPERIENCED_TIMES)
        return of_need
    serves: npt.NDArray[np.bool_] = searched.along.strength[towns] > 0
    serves[serves] = not_too_large(asker, towns[serves], EXPERIENCED_TIMES)
    # To an asker without a place nobody is far.
    near = (asker.distances[towns] <= NEAR_KM) | np.isnan(asker.point).any()
    near &= not asker.query.need
    found: npt.NDArray[np.bool_] = serves & (near | asker.does_wanted[towns])
    return found


def _about(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which of the pairs of `memberships` are of a network that is about a need in words: its text may be told to come
    near to it; or the need was surely understood, the network is mainly about what leads it, and its text says so too,
    or the town led it."""
    assert asker.near is not None, "without a need in words none is about one"
    ties = asker.ties
    told, text = (asker.of_things("Network", near["Network"]) for near in (asker.near.told, asker.near.about))
    things = ties.memberships.things
    if (asker.confidence or 0) < SURE:
        return told[things]
    mainly = asker.on_topic("Network", MAINLY_ADDRESSED)
    about: npt.NDArray[np.bool_] = told[things] | (mainly[things] & (text[things] | ties.leads))
    return about


def _recipe(searched: Searched) -> Recipe:
    """By hand where something is wanted, or where there are no learned models."""
    if searched.asker.lesson is None or of_need(searched.asker):
        return (_took_along(searched.along, BY_HAND), *_REST)
    return (_took_along(searched.along, BESIDE_LEARNED), *LEARNED)


EXPERIENCED = Purpose(
    name="experienced",
    called=said("Experienced partners who took small towns along"),
    summary="towns that led or joined projects with small towns, and which",
    serves=_serves,
    recipe=_recipe,
)
