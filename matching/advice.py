"""What would make an answer better, and what one should know when reading it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from matching.asker import Asker
from matching.kinds.all import kind_of
from matching.kinds.scoring import of_need
from matching.kinds.statements import topic_names
from matching.need.topics import asks_for_funding
from matching.ties import Floats, floats
from matching.types import Suggestion, SuggestionKind
from matching.words.sentences import filled, phrase

#: So many topics of a field are named to choose from.
NAMED = 5


def advice(asker: Asker) -> tuple[str, ...]:
    """What the asker could add, the most useful first."""
    language, query = asker.query.language, asker.query
    found = []
    if query.need and not asker.understood and asks_for_funding(query.need):
        found.append(phrase("advice-funding", language))
    elif query.need and not asker.understood:
        found.append(phrase("advice-not-understood", language, need=query.need))
    elif not asker.wanted.any():
        found.append(phrase("advice-need", language))
    elif _only_fields(asker):
        key = "advice-field" if len(asker.asked) == 1 else "advice-fields"
        topics = topic_names(asker.ties.snapshot, _in_the_fields(asker), language, most=NAMED)
        found.append(phrase(key, language, topics=topics))
    if math.isnan(asker.population):
        found.append(phrase("advice-population", language))
    if np.isnan(asker.point).any():
        found.append(phrase("advice-place", language))
    if asker.index is not None and not asker.ties.needs[asker.index].any() and not asker.offers.any():
        found.append(phrase("advice-profile", language))
    return tuple(found)


def _only_fields(asker: Asker) -> bool:
    """Whether all that the question names, by its words or as topics, are fields: groups of topics."""
    inside = asker.ties.snapshot.links("BROADER", "Topic").end_degrees
    return asker.query.call is None and bool((inside[asker.asked] > 0).all())


def _in_the_fields(asker: Asker) -> Floats:
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


def unmet(asker: Asker, suggestions: Mapping[SuggestionKind, Sequence[Suggestion]]) -> tuple[str, ...]:
    """Of which kinds none that is suggested is about the wanted topics; of partners `notes` tells it of all towns."""
    if not len(asker.asked):
        return ()
    language = asker.query.language
    topics = topic_names(asker.ties.snapshot, asker.wanted, language)
    told = []
    for kind, found in suggestions.items():
        none_fits = kind_of(kind).none_fits
        about = any(c.feature == "topic_fit" and c.points > 0 for s in found for c in s.contributions)
        if none_fits is not None and found and not about:
            told.append(filled(none_fits[language], language, {"topics": topics}))
    return tuple(told)


def notes(asker: Asker) -> tuple[str, ...]:
    """What the answer rests on: what is known of the asker, or that nothing is, and of those who do what is wanted."""
    return (*_of_the_asker(asker), *_of_the_wanted(asker))


def _of_the_asker(asker: Asker) -> tuple[str, ...]:
    if asker.index is None:
        return ()
    tables, language = asker.ties.snapshot.tables, asker.query.language
    things = [tables["Network"].name(int(n), language) for n in asker.networks]
    things += [tables["Solution"].name(int(s), language) for s in asker.solutions]
    keys = ["note-known" if len(asker.networks) else "note-newcomer"]
    if not len(asker.networks) and not of_need(asker):
        keys.append("note-nothing-wanted")
    left_out = asker.query.asks_for("partners") and not asker.query.present_partners
    if left_out and np.any(asker.present_partners != asker.index):
        keys.append("note-left-out")
    return (" ".join(phrase(key, language, name=asker.name, things="; ".join(things)) for key in keys),)


def _of_the_wanted(asker: Asker) -> tuple[str, ...]:
    """That no town is known to work on, or to offer, any of the wanted topics: partners then rest on other reasons."""
    ties, asked = asker.ties, asker.asked
    if not asker.query.asks_for("partners") or not len(asked):
        return ()
    busy = ties.activity[:, asked].any(axis=1) | ties.offers[:, asked].any(axis=1)
    if np.any(np.flatnonzero(busy) != asker.index):
        return ()
    topics = topic_names(ties.snapshot, asker.wanted, asker.query.language)
    return (phrase("note-nobody", asker.query.language, topics=topics),)
