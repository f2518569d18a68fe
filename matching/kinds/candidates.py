"""Wide retrieval: the towns worth scoring, from several sides, before the features look closely."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.errors import UnknownId
from graph.measures.belonging import belonging
from matching.asker import Asker
from matching.pairs import floats, highest, spread
from matching.ranking.retrieval import candidates
from matching.ties import SUSPENDED, WORKING_SIZE

#: How many towns each way of looking brings in. Beyond these the features found no winner in any question tried.
NEAREST = 600
NEAREST_OF_SIZE = 1000
ON_TOPIC = 1000
EXPERIENCED = 1000

#: What speaks for each municipality, from 0 on.
Counts = Floats32 | npt.NDArray[np.int64]


def suggestible(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which municipalities may be suggested at all.

    Partners by kind (for a county or union also its like of which only the name is known), not the asker nor what lies
    in one municipality with it, not excluded, of the countries asked for, else of none that is SUSPENDED, of the size
    and no farther than asked for, and, unless wanted, no present partners.
    Raises UnknownId for an excluded id that the graph does not have.
    """
    snapshot, query = asker.ties.snapshot, asker.query
    allowed = np.array(snapshot.partners)
    if asker.index is not None:
        if snapshot.wide_bodies[asker.index]:  # a county or union has its like to ask
            allowed |= snapshot.silent_bodies
        allowed[snapshot.in_one_municipality(asker.index)] = False
        if not (snapshot.partners[asker.index] or snapshot.wide_bodies[asker.index]):
            # A village belongs to one of those that it may belong to.
            allowed[list(belonging(snapshot, asker.index).municipalities)] = False
    for id in query.exclude:
        at = snapshot.municipalities.ids.find(id)
        if at is not None:
            allowed[at] = False
        elif not any(id in table.ids for table in snapshot.tables.values()):
            raise UnknownId("node", id)
    if asker.country not in SUSPENDED and not query.countries:
        allowed[asker.ties.suspended] = False
    if query.countries:
        country = snapshot.municipalities.category("country")
        allowed &= np.isin(country.codes, [country.code(c) for c in query.countries])
    # What is unknown is NaN, which is neither near nor of the size.
    if query.within_km is not None:
        allowed &= snapshot.placed & (asker.distances <= query.within_km)
    if query.population_from is not None:
        allowed &= snapshot.population >= query.population_from
    if query.population_to is not None:
        allowed &= snapshot.population <= query.population_to
    if not query.present_partners:
        allowed[asker.present_partners] = False
    return allowed


def partner_candidates(asker: Asker) -> Ints32:
    """The partner candidates, sorted: the nearest, the nearest of its size at home and abroad, those who offer, need or
    do something on the wanted topics or something whose text is near to the need, co-members, fellow users and twins;
    those that the learned ranking looks at, or, without it, those its look-alikes work with, and the experienced of its
    size."""
    ties = asker.ties
    allowed = suggestible(asker)
    found = [highest(asker.alike_first * (allowed & ~asker.at_home), NEAREST_OF_SIZE)]
    if asker.query.countries or asker.lesson is None:
        found.append(highest(asker.nearness * allowed, NEAREST))
    if asker.lesson is not None:
        learned = candidates(asker.lesson.situation)
        found.append(learned[allowed[learned]])
    else:
        practice = np.minimum(ties.experience, 6).astype(np.float32)
        found.append(highest(asker.alike_first * (allowed & asker.at_home), NEAREST_OF_SIZE // 2))
        found.append(highest((asker.size_likeness + np.float32(0.1)) * practice * allowed, EXPERIENCED))
        met = _met_by_look_alikes(asker)
        found.append(met[allowed[met]])

    def strongest(strength: Counts) -> Ints32:
        """Where size is unknown, what a town does still counts."""
        some = np.flatnonzero(strength != 0).astype(np.int32)  # few: what is allowed is asked of these alone
        some = some[allowed[some]]
        return some[highest(floats(strength[some]) * (asker.size_likeness_of(some) + np.float32(0.5)), ON_TOPIC)]

    if asker.wanted.any():
        wanted = asker.wanted[asker.asked]
        told = asker.works_on_wanted * wanted.sum() + (ties.offers[:, asker.asked] * wanted).max(axis=1)
        found.append(strongest(told))
    if asker.near is not None:
        found.append(strongest(asker.near.towns))
    for pairs, things in ((ties.memberships, asker.networks), (ties.uses, asker.solutions)):
        if len(things):
            _, towns = spread(pairs.thing_indptr, pairs.towns_by_thing, things)
            found.append(strongest(np.bincount(towns)))
    if asker.offers.any():
        found.append(highest((ties.needs * asker.offers).max(axis=1) * allowed, ON_TOPIC))
    found.append(asker.twins[allowed[asker.twins]])
    marked = np.zeros(len(allowed), dtype=np.bool_)  # to sort so many costs several times as much
    marked[np.concatenate(found)] = True
    return np.flatnonzero(marked).astype(np.int32)


def _met_by_look_alikes(asker: Asker) -> Ints32:
    """The towns that the asker's look-alikes meet in working networks."""
    pairs = asker.ties.memberships
    like, _ = asker.look_alikes
    _, networks = spread(pairs.indptr, pairs.things, like)
    small = np.zeros(len(pairs.sizes), dtype=np.bool_)
    small[networks] = pairs.sizes[networks] <= WORKING_SIZE
    _, met = spread(pairs.thing_indptr, pairs.towns_by_thing, np.flatnonzero(small).astype(np.int32))
    return met
