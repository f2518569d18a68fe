"""What would make an answer better, and what one should know when reading it."""

from __future__ import annotations

import math

import numpy as np

from graph.arrays import Floats32
from graph.said import AND, Said, joined, said
from matching.asker import CLEARLY_ADDRESSED, Asker
from matching.kinds.partner_kind import PARTNER
from matching.kinds.scoring import of_need
from matching.kinds.statements import topic_names
from matching.need.countries_named import partners_sought_in
from matching.need.glossary import in_english
from matching.need.reading import JOINTLY
from matching.need.text import cut
from matching.need.topics import asks_for_funding
from matching.pairs import floats
from matching.proofs.nearness import PROOF_LABELS
from matching.types import Query
from matching.words.countries import country_named
from matching.words.told import told

#: Topics of a field that are named to choose from.
NAMED = 5
#: As near as this, in kilometres, a town is near, and from this likeness of size on, half or twice the inhabitants,
#: alike.
NEAR_KM, ALIKE = 100.0, 0.6


def advice(asker: Asker) -> tuple[str, ...]:
    """What the asker could add, the most useful first."""
    query = asker.query
    found: list[Said] = []
    if query.need and not asker.understood and asks_for_funding(query.need):
        found.append(
            said("Funding is found as calls. Say what it is for, or name a topic: then the calls that fit come first.")
        )
    elif query.need and not asker.understood and _is_answered_by_text(asker):
        pass
    elif query.need and asker.nearest:
        found.append(said("Other words for “{need}” may help, or a topic from the list.", need=query.need))
    elif query.need and not asker.understood:
        found.append(
            said(
                "No topic was recognised in “{need}”. Other words may help, or a topic from the list.", need=query.need
            )
        )
    elif not asker.wanted.any():
        found.append(
            said(
                "Say in your own words what you need, or name a topic: so far only place, size and what "
                "towns like yours do decide."
            )
        )
    elif _only_fields(asker):
        found.append(_more_precise(asker))
    elif query.need and asker.understood and _is_the_name_of(asker, asker.understood[0].topic):
        found.append(
            said("Your need is the name of a topic. Say what you plan, and towns that did just that come first.")
        )
    if math.isnan(asker.population):
        found.append(said("Add your population: partners of your size then come first."))
    if np.isnan(asker.point).any():
        found.append(said("Add where you are (latitude and longitude): neighbours across the border then come first."))
    silent = asker.index is not None and not asker.ties.needs[asker.index].any() and not asker.offers.any()
    if silent and not of_need(asker):
        found.append(
            said(
                "Say what your town needs and what it can show others, here or as a profile: then towns that fit both "
                "ways are found."
            )
        )
    return tuple(told(sentence, query.language) for sentence in found)


def _is_the_name_of(asker: Asker, topic: str) -> bool:
    """Whether the need is the topic's own name, in any language: two things that the topic is known by, or one of many,
    say more than that."""
    table = asker.ties.snapshot.tables["Topic"]
    at = table.ids.index(topic)
    names = (table.name(at), *(label for label, _ in table.tagged("labels", at)))
    stems = cut(asker.query.need or "").written.keys()
    return any(cut(name).written.keys() == stems for name in names)


def _more_precise(asker: Asker) -> Said:
    topics = topic_names(asker.ties.snapshot, _in_the_fields(asker), asker.query.language, most=NAMED)
    if len(asker.asked) == 1:
        sentence = said("Your need names a whole field. The answer gets more precise with one of its topics: {topics}.")
    else:
        sentence = said(
            "Your need names whole fields. The answer gets more precise with one of their topics: {topics}."
        )
    return sentence.fill(topics=topics)


def _only_fields(asker: Asker) -> bool:
    """Whether all that the question names, by its words or as topics, are fields: groups of topics."""
    inside = asker.ties.snapshot.links("BROADER", "Topic").end_degrees
    return asker.query.call is None and bool((inside[asker.asked] > 0).all())


def _in_the_fields(asker: Asker) -> Floats32:
    """How many networks and solutions address each topic of the wanted fields, shape (topics,), and half of one that
    none does; 0 for topics of other fields."""
    ties = asker.ties
    narrow, field = ties.snapshot.links("BROADER", "Topic").pairs
    inside = narrow[np.isin(field, asker.asked)]
    counts = np.zeros(len(asker.wanted))
    for topics in (ties.network_topics, ties.solution_topics):
        counts[inside] += np.count_nonzero(topics[:, inside], axis=0)
    counts[inside] = np.maximum(counts[inside], 0.5)
    return floats(counts)


def notes(asker: Asker) -> tuple[str, ...]:
    """What the answer rests on: whether the need was understood, and what is known of the asker and the wanted."""
    return (
        *(*_of_the_need(asker), *(_of_the_very_thing(asker) or _of_nothing_like_it(asker))),
        *(*_of_the_country(asker), *_of_the_asker(asker), *_of_the_wanted(asker)),
    )


def of_an_unanswered_part(query: Query) -> str:
    """That we know of nobody who did what one part of a need of several asks for; the query has that part."""
    return told(said("On “{need}” we know of no town yet.", need=query.need), query.language)


#: What is said of a need that is none of our topics, and that texts come near to all the same.
_ANSWERED_BY_TEXT = said("“{need}” is none of our topics; by their descriptions these towns and solutions fit it.")
_NEAREST_BY_TEXT = said("“{need}” is none of our topics; what follows comes nearest by its description.")


def _of_the_need(asker: Asker) -> tuple[str, ...]:
    """That no topic of ours is likely what the need is about, and which are nearest: none is forced on it. Where texts
    come near to it all the same, that these are what follows."""
    query, table = asker.query, asker.ties.snapshot.tables["Topic"]
    if not query.need or asker.understood or asks_for_funding(query.need) or not (asker.nearest or asker.likeness):
        return ()
    near = asker.near
    if near is not None and "Solution" in near.cosines and near.about["Solution"].any():
        by_text = _ANSWERED_BY_TEXT if near.told["Solution"].any() else _NEAREST_BY_TEXT
        return (told(by_text.fill(need=query.need), query.language),)
    if not asker.nearest:
        return (
            told(said("We have little on “{need}”; no topic of ours is near it.", need=query.need), query.language),
        )
    nearest = "; ".join(table.name(table.ids.index(topic), query.language) for topic in asker.nearest)
    little = said("We have little on “{need}”; nearest are: {topics}.", need=query.need, topics=nearest)
    return (told(little, query.language),)


def _of_the_very_thing(asker: Asker) -> tuple[str, ...]:
    """That nothing known to us is what the need wants done together with neighbours: what is suggested is only near."""
    if asker.jointly is None:
        return ()
    ids = asker.ties.snapshot.tables["Topic"].ids
    both = [ids.index(asker.jointly.topic), ids.index(JOINTLY)]
    if (asker.ties.solution_topics[:, both] >= CLEARLY_ADDRESSED).all(axis=1).any():
        return ()
    nobody = said(
        "We know of nobody who did this together with neighbours: “{thing}”. What follows comes nearest.",
        thing=" ".join(asker.jointly.words),
    )
    return (told(nobody, asker.query.language),)


def _is_answered_by_text(asker: Asker) -> bool:
    """Whether a text may be told to answer the need, going by how likely it does, whatever its topic."""
    near = asker.near
    return near is not None and "Solution" in near.cosines and bool(near.told["Solution"].any())


def _of_nothing_like_it(asker: Asker) -> tuple[str, ...]:
    """That nothing known to us on the topics has a text of which it may be told that it comes near to the need.

    A need that is the name of a topic is met by whatever addresses the topic: its texts need not say more. Of one that
    the glossary tells in English in part only, the sentence models say too little to claim it.
    """
    near, asked = asker.near, asker.asked
    if near is None or not asker.understood or _only_fields(asker) or _is_answered_by_text(asker):
        return ()
    english = in_english(asker.query.need or "")
    if english is not None and not (english.whole or english.at_home):
        return ()
    if _is_the_name_of(asker, asker.understood[0].topic):
        return ()
    for label in PROOF_LABELS:
        if (near.told[label] & (asker.ties.topics_of(label)[:, asked] >= CLEARLY_ADDRESSED).any(axis=1)).any():
            return ()
    nothing = said("Nothing that we know of reads just like your need; what follows comes nearest.")
    return (told(nothing, asker.query.language),)


def _of_the_country(asker: Asker) -> tuple[str, ...]:
    """That partners are sought in the country that the need names, where it does."""
    query = asker.query
    named = partners_sought_in(query.need or "", asker.understood, query.countries)
    if not named:
        return ()
    countries = joined([country_named(code) for code in named], AND)
    return (told(said("Partners are sought in {countries}, as your need says.", countries=countries), query.language),)


def _of_the_asker(asker: Asker) -> tuple[str, ...]:
    if asker.index is None:
        return ()
    tables, language = asker.ties.snapshot.tables, asker.query.language
    things = [tables["Network"].name(int(n), language) for n in asker.networks]
    things += [tables["Solution"].name(int(s), language) for s in asker.solutions]
    notes = []
    if things:
        notes.append(said("On record for {name}: {things}.", name=asker.name, things="; ".join(things)))
    if not len(asker.networks):
        notes.append(said("We know of no network that {name} is in.", name=asker.name))
    if not len(asker.networks) and not of_need(asker):
        notes.append(said("The suggestions rest on its place and size, and on what towns like it do."))
    left_out = asker.query.asks_for(PARTNER.name) and not asker.query.present_partners
    if left_out and np.any(asker.present_partners != asker.index):
        notes.append(said("Present partners are not suggested again."))
    return (" ".join(told(note, language) for note in notes),)


def _of_the_wanted(asker: Asker) -> tuple[str, ...]:
    """That no town is known to work on, or to offer, any of the wanted topics: partners then rest on other reasons."""
    ties, asked = asker.ties, asker.asked
    if not asker.query.asks_for(PARTNER.name) or not len(asked):
        return ()
    busy = ties.activity[:, asked].any(axis=1) | ties.offers[:, asked].any(axis=1)
    if np.any(np.flatnonzero(busy) != asker.index):
        return _of_the_alike(asker)
    topics = topic_names(ties.snapshot, asker.wanted, asker.query.language)
    nobody = said(
        "We know of no town yet that is active in this: {topics}. The towns below are near in place and size."
    )
    return (told(nobody.fill(topics=topics), asker.query.language),)


def _of_the_alike(asker: Asker) -> tuple[str, ...]:
    """That those known to do what is wanted are all far away and of another size; nothing where place or size of the
    asker are not known."""
    if not of_need(asker) or math.isnan(asker.population) or np.isnan(asker.point).any():
        return ()
    does = asker.does_wanted
    if asker.index is not None:
        does[asker.index] = False
    near = asker.distances <= NEAR_KM
    if np.any(does & (near | (asker.size_likeness >= ALIKE))):
        return ()
    topics = topic_names(asker.ties.snapshot, asker.wanted, asker.query.language)
    sentence = said("We know of no town near {name} or of like size that did this: {topics}.")
    return (told(sentence.fill(name=asker.name, topics=topics), asker.query.language),)
