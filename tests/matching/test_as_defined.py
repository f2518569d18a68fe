"""What purposes compute for all candidates at once is what their definitions say of one town after the other."""

from __future__ import annotations

import numpy as np

from graph.model import Batch
from matching.asker import HARDLY, Asker, understand
from matching.engine import Engine
from matching.ties import Ties
from matching.types import Query
from tests import worlds
from tests.factory import relation
from tests.matching.engine_world import TODAY
from tests.matching.test_purposes import _beyond, _world
from tests.memory_store import snapshot_of
from tests.worlds import HEAT_PLANNING

ENGINE = Engine(snapshot_of(worlds.twelve_towns(), _world(), _beyond()))
TOWNS = np.arange(len(ENGINE.snapshot.municipalities), dtype=np.int32)


def _asker(town: int, *topics: str) -> Asker:
    query = Query(town=ENGINE.snapshot.municipalities.ids[town], topics=topics, on=TODAY)
    return understand(ENGINE.ties, query, None, {})


def test_a_common_area_is_the_first_in_which_both_lie() -> None:
    areas = ENGINE.areas
    found = np.stack([areas.shared(int(town), TOWNS) for town in TOWNS])
    for one in TOWNS:
        for other in TOWNS:
            both = [at for at, area in enumerate(areas.all) if area.inside[one] and area.inside[other]]
            assert found[one, other] == areas.first_shared(int(one), int(other)) == (both[0] if both else -1)
    assert (found >= 0).any()
    assert (areas.shared(None, TOWNS) == -1).all()


def test_who_does_or_offers_enough_on_any_topic_that_counts_has_a_proof() -> None:
    ties = ENGINE.ties
    for town in TOWNS.tolist():
        for asker in (_asker(town), _asker(town, HEAT_PLANNING)):
            topics = asker.wanted if asker.query.topics else np.maximum(asker.wanted, asker.likes_interests)
            if not asker.query.topics:
                topics = np.where(topics > HARDLY * topics.max(initial=0), topics, 0)
            done = [ties.activity[at] + ties.offers[at] for at in TOWNS]
            by_hand = [bool(((own > 0) & (topics > 0)).any()) for own in done]
            assert asker.proven.tolist() == by_hand


def test_who_offers_something_is_known_for_it_though_it_does_nothing() -> None:
    quiet = "gn:nichts"
    offering = Ties(snapshot_of(worlds.twelve_towns(), _world(), Batch([], [relation("OFFERS", quiet, HEAT_PLANNING)])))
    at = offering.snapshot.municipalities.ids.index(quiet)
    assert at in offering.known_doings[0]
    assert ENGINE.snapshot.municipalities.ids.index(quiet) not in ENGINE.ties.known_doings[0]
    asker = understand(offering, Query(town="gn:grenzstadt", topics=(HEAT_PLANNING,), on=TODAY), None, {})
    assert asker.proven[at]
