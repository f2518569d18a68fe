"""Partner features: how well a town fits the asker, each between 0 (says nothing) and 1."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph import dates
from graph.arrays import Floats32, Ints32
from graph.said import Said, said, said_many
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.claims import claim
from matching.kinds.scoring import Feature, Ground, Recipe
from matching.pairs import Bipartite, floats, spread, unknown_as_zero
from matching.ties import WORKING_SIZE
from matching.types import Evidence
from matching.words.told import told, told_with
from matching.words.written import country_name, number

#: A town with this many networks counts as fully experienced.
EXPERIENCED = 6
#: What a town of up to so many times the asker's inhabitants does counts in full.
FREE_TIMES = 20.0
#: And of what fits alike, what a town of up to so many times its inhabitants did comes first.
SIZE_TIMES = 4.0
#: At this distance, in kilometres, a visit has fallen to 1/e of its worth: within Europe, not within a region.
REACH_KM = 1000.0
_HAS_BEEN = said_many(
    "{name} has been in {count} network or project.", "{name} has been in {count} networks and projects."
)
#: What the register says of towns.
PLACE, POPULATION = said("place of {name}"), said("{population} inhabitants in {name}")


def town_words(asker: Asker, town: int) -> dict[str, object]:
    """A town's name and country, for the words of a reason."""
    table, language = asker.ties.snapshot.municipalities, asker.query.language
    return {"name": table.name(town, language), "country": country_name(table.category("country")[town], language)}


def topic_fit(asker: Asker, towns: Ints32) -> Floats32:
    """{name} works on this topic: {topics}.

    `Asker.works_on_wanted`, times `of_use`: beyond FREE_TIMES the asker's size, the larger a town the less it counts.
    """
    if not len(asker.asked):
        return np.zeros(len(towns), dtype=np.float32)
    return floats(asker.works_on_wanted[towns] * of_use(asker, towns, free=FREE_TIMES))


def of_use(asker: Asker, towns: Ints32, *, free: float = 1) -> Floats32:
    """How much of what a town does is of use to the asker: 1 up to `free` times its size, then halved for each four
    times that the town is larger; 1 where a size is unknown. What a metropolis does, a small town can seldom take over.
    """
    own = np.float32(np.log(asker.population * free)) if asker.population > 0 else np.float32(np.nan)
    larger = np.maximum(asker.ties.log_population[towns] - own, 0) / np.float32(np.log(4))
    return floats(np.exp2(-unknown_as_zero(larger)))


def _topic_fit_ground(asker: Asker, town: int) -> Ground:
    return claim(asker, town, asker.wanted)


def interests_of_your_like(asker: Asker, towns: Ints32) -> Floats32:
    """{name} works on what towns like yours work on: {topics}.

    What the town chose to do on each topic (`Ties.chosen`), weighted by what the asker does, or, for one without
    ties, its look-alikes.
    """
    interests = asker.likes_interests
    total = interests.sum()
    return floats(asker.ties.choices_of(towns) @ interests / total if total > 0 else np.zeros(len(towns)))


def interests_ground(asker: Asker, town: int) -> Ground:
    """What the town does on what the asker or its like work on, and what proves it."""
    return claim(asker, town, asker.likes_interests)


def offers_what_you_need(asker: Asker, towns: Ints32) -> Floats32:
    """{name} offers what you need: {topics}.

    The strongest wanted topic that the town says it offers.
    """
    if not len(asker.asked):
        return np.zeros(len(towns), dtype=np.float32)
    wanted = asker.wanted[asker.asked]
    offered: Floats32 = (asker.ties.offers[np.ix_(towns, asker.asked)] * wanted).max(axis=1, initial=0)
    return offered


def _offers_ground(asker: Asker, town: int) -> Ground:
    return _stated(
        asker, town, "OFFERS", asker.ties.offers[town] * asker.wanted, said("{name} says it offers {topics}")
    )


def needs_what_you_offer(asker: Asker, towns: Ints32) -> Floats32:
    """{name} needs what you offer: {topics}.

    The strongest topic the asker offers that the town says it needs.
    """
    offered = np.flatnonzero(asker.offers)
    if not len(offered):
        return np.zeros(len(towns), dtype=np.float32)
    needed: Floats32 = (asker.ties.needs[np.ix_(towns, offered)] * asker.offers[offered]).max(axis=1, initial=0)
    return needed


def _needs_ground(asker: Asker, town: int) -> Ground:
    return _stated(asker, town, "NEEDS", asker.ties.needs[town] * asker.offers, said("{name} says it needs {topics}"))


def _stated(asker: Asker, town: int, type: str, strengths: Floats32, sentence: Said) -> Ground:
    snapshot, language = asker.ties.snapshot, asker.query.language
    topics = statements.topic_names(snapshot, strengths, language)
    links = snapshot.links(type)
    stated = [int(t) for t in links.ends(town) if strengths[t] > 0][:2]
    text = told(sentence.fill(name=snapshot.municipalities.name(town, language), topics=topics), language)
    evidence = tuple(statements.statement(snapshot, type, "Municipality", town, t, text) for t in stated)
    return Ground({**town_words(asker, town), "topics": topics}, evidence)


def near(asker: Asker, towns: Ints32) -> Floats32:
    """{name} is {distance} km from you.

    exp(−distance / 200 km).
    """
    nearness: Floats32 = asker.nearness[towns]
    return nearness


def near_ground(asker: Asker, town: int) -> Ground:
    """How far away the town lies, as the register places both."""
    words = {**town_words(asker, town), "distance": number(float(asker.distances[town]), asker.query.language)}
    return Ground(words, (register_fact(asker, town, PLACE, words),))


def register_fact(asker: Asker, town: int, sentence: Said, words: dict[str, object]) -> Evidence:
    """What the register says of a town, in the sentence filled with `words`, with the register as its source."""
    table = asker.ties.snapshot.municipalities
    return Evidence(
        text=told_with(sentence, words, asker.query.language),
        source=table.text("source")[town] or "",
        as_of=dates.from_code(int(table.date("as_of")[town])),
        path=(table.ids[town],),
    )


def similar_size(asker: Asker, towns: Ints32) -> Floats32:
    """{name} has {population} inhabitants, you have {own}.

    A bell curve over the logarithm of the ratio of populations, with a standard deviation of 0.7.
    """
    return asker.size_likeness_of(towns)


def _population_ground(asker: Asker, town: int) -> Ground:
    population, language = float(asker.ties.snapshot.population[town]), asker.query.language
    known = {"population": number(population, language), "own": number(asker.population, language)}
    words = {**town_words(asker, town), **known}
    evidence = register_fact(asker, town, POPULATION, words)
    stated = asker.ties.snapshot.fact(town, "population")
    if stated is not None:
        evidence = replace(evidence, source=stated.source, as_of=stated.as_of)
    return Ground(words, (evidence,))


def abroad(asker: Asker, towns: Ints32) -> Floats32:
    """{name} is in {country}: European programmes ask for partners from other countries.

    1 in another country, 0 in the asker's own.
    """
    codes = asker.ties.snapshot.municipalities.category("country").codes[towns]
    return floats(codes != asker.country_code)


def town_ground(asker: Asker, town: int) -> Ground:
    """The town and its country, which need no evidence."""
    return Ground(town_words(asker, town))


def countries_work_together(asker: Asker, towns: Ints32) -> Floats32:
    """Towns of your country and of {country} often meet in the same networks.

    The number of working networks in which both countries are present, over the most that either has with any country.
    """
    code = asker.country_code
    if code < 0:
        return np.zeros(len(towns), dtype=np.float32)
    codes = asker.ties.snapshot.municipalities.category("country").codes[towns]
    together: Floats32 = asker.ties.country_ties[code, codes]
    return together


def experience(asker: Asker, towns: Ints32) -> Floats32:
    """{name} has been in {count} networks and projects.

    log(1 + networks) / log(7), at most 1, times `of_use`.
    """
    count = np.log1p(asker.ties.experience[towns]) / np.log1p(EXPERIENCED)
    return floats(np.minimum(count, 1) * of_use(asker, towns))


def experience_ground(asker: Asker, town: int) -> Ground:
    """How many networks the town is or was in, mere lists aside; the evidence is its two newest memberships."""
    snapshot = asker.ties.snapshot
    networks = asker.ties.memberships.things_of(town)
    networks = networks[~asker.ties.listed[networks]]
    start = snapshot.tables["Network"].date("start")
    newest = networks[np.lexsort((networks, -start[networks]))][:2]
    evidence = tuple(
        statements.membership(snapshot, town, int(n), asker.query.language, asker.query.on) for n in newest
    )
    return Ground({**town_words(asker, town), "count": len(networks)}, evidence, sentence=_HAS_BEEN)


def works_with_your_like(asker: Asker, towns: Ints32) -> Floats32:
    """Among the towns most like yours, {like} works with {name} in {network}.

    Over the look-alikes' working networks: the look-alike's weight × 1/(members − 1), summed for each co-member
    (Newman's collaboration weight), as s / (s + 0.05).
    """
    pairs = asker.ties.memberships
    like, weight = asker.look_alikes
    at, networks = spread(pairs.indptr, pairs.things, like)
    small = (pairs.sizes[networks] <= WORKING_SIZE) & (pairs.sizes[networks] > 1)
    at, networks = at[small], networks[small]
    met, members = spread(pairs.thing_indptr, pairs.towns_by_thing, networks)
    others = members != like[at[met]]
    share = weight[at] / (pairs.sizes[networks] - 1).astype(np.float32)
    strength = np.bincount(members[others], share[met[others]], minlength=len(asker.ties.snapshot.municipalities))
    chosen = strength[towns]
    return floats(chosen / (chosen + 0.05))


def _like_ground(asker: Asker, town: int) -> Ground:
    snapshot, pairs, language = asker.ties.snapshot, asker.ties.memberships, asker.query.language
    like, weight = asker.look_alikes
    own = {int(n) for n in pairs.things_of(town) if pairs.sizes[n] <= WORKING_SIZE}
    ways = [
        (-float(weight[i]) / (float(pairs.sizes[n]) - 1), int(t), int(n))
        for i, t in enumerate(like)
        if t != town
        for n in pairs.things_of(int(t))
        if int(n) in own
    ]
    _, other, network = min(ways)
    evidence = tuple(statements.membership(snapshot, t, network, language, asker.query.on) for t in (other, town))
    words = {
        "like": snapshot.municipalities.name(other, language),
        "network": snapshot.tables["Network"].name(network, language),
    }
    return Ground({**town_words(asker, town), **words}, evidence)


def shared_networks(asker: Asker, towns: Ints32) -> Floats32:
    """You both take part in {network}.

    Over common networks: 1/log₂(1 + members) (Adamic and Adar 2003), summed, as s / (s + 0.5).
    """
    return _shared(asker.ties.memberships, asker.networks, towns)


def _shared(pairs: Bipartite, things: Ints32, towns: Ints32) -> Floats32:
    if not len(things):
        return np.zeros(len(towns), dtype=np.float32)
    at, members = spread(pairs.thing_indptr, pairs.towns_by_thing, things)
    sizes = pairs.sizes[things]
    strength = np.bincount(members, 1 / np.log2(1 + sizes[at]), minlength=int(towns.max(initial=-1)) + 1)[towns]
    return floats(strength / (strength + 0.5))


def _shared_networks_ground(asker: Asker, town: int) -> Ground:
    pairs, snapshot = asker.ties.memberships, asker.ties.snapshot
    smallest = pairs.common(asker.networks, town)
    language = asker.query.language
    evidence = tuple(statements.membership(snapshot, town, n, language, asker.query.on) for n in smallest[:2])
    network = snapshot.tables["Network"].name(smallest[0], language)
    return Ground({**town_words(asker, town), "network": network}, evidence)


def shared_solutions(asker: Asker, towns: Ints32) -> Floats32:
    """You both use {solution}.

    Over common solutions that not very many use: 1/log₂(1 + users), summed, as s / (s + 0.5).
    """
    return _shared(asker.ties.uses, asker.telling_solutions, towns)


def _shared_solutions_ground(asker: Asker, town: int) -> Ground:
    pairs, snapshot = asker.ties.uses, asker.ties.snapshot
    rarest = pairs.common(asker.telling_solutions, town)
    language = asker.query.language
    evidence = tuple(statements.use(snapshot, town, s, language) for s in rarest[:2])
    solution = snapshot.tables["Solution"].name(rarest[0], language)
    return Ground({**town_words(asker, town), "solution": solution}, evidence)


def twinned(asker: Asker, towns: Ints32) -> Floats32:
    """{name} is your twin town.

    1 for a town that a source names as twinned with the asker, in either direction.
    """
    return floats(np.isin(towns, asker.twins))


def _twinned_ground(asker: Asker, town: int) -> Ground:
    snapshot, words = asker.ties.snapshot, town_words(asker, town)
    assert asker.index is not None
    forward = town in snapshot.links("TWINNED_WITH").ends(asker.index)
    start, end = (asker.index, town) if forward else (town, asker.index)
    twins = said("{name} and {asker} are twin towns", name=words["name"], asker=asker.name)
    if len(statements.twinning_sources(snapshot, asker.index, town)) == 1:
        twins = said("{name} and {asker} are twin towns (by one source)", name=words["name"], asker=asker.name)
    text = told(twins, asker.query.language)
    return Ground(words, (statements.statement(snapshot, "TWINNED_WITH", "Municipality", start, end, text),))


#: Who should we work with? Made by hand for a town without history; the weights add up to 100.
PARTNERS: Recipe = (
    Feature(topic_fit, 22, _topic_fit_ground, about="need"),
    Feature(interests_of_your_like, 6, interests_ground),
    Feature(offers_what_you_need, 7, _offers_ground, about="need"),
    Feature(needs_what_you_offer, 4, _needs_ground, about="need"),
    Feature(similar_size, 11, _population_ground, about="facts"),
    Feature(near, 15, near_ground, about="facts"),
    Feature(abroad, 10, town_ground, about="facts"),
    Feature(countries_work_together, 2, town_ground, about="facts"),
    Feature(experience, 9, experience_ground),
    Feature(works_with_your_like, 6, _like_ground),
    Feature(shared_networks, 2, _shared_networks_ground),
    Feature(shared_solutions, 4, _shared_solutions_ground),
    Feature(twinned, 2, _twinned_ground),
)
