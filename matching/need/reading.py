"""The reading of a need: what of its words says what is wanted, and which topics it is then read as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from graph.arrays import Floats32
from graph.snapshot.vocabulary import Vocabulary
from matching.need.circumstances import what_is_asked
from matching.need.condition import condition_before_use, of_a_building, with_its_condition, without_its_condition
from matching.need.confidence import CONFIDENT, confidence
from matching.need.glossary import InEnglish, in_english
from matching.need.text import stem
from matching.need.where import group_within, where_is_not_what, without_neighbours, without_where
from matching.types import Language, Query, TopicMatch

#: A topic that words were read as counts in full when the need's sentence is so near to the topic's text: the cosine,
#: with the two packaged models. Chosen with the development half of `benchmarks.across_languages`; the universal
#: encoder alone does about as well with it as with its own 0.35.
TOPIC_NEAR = 0.4
#: What is left of a topic below this strength was misread.
MISREAD = 0.1
#: A further topic that one word names counts as far as the sentence bears it out: below this cosine the sentence
#: speaks of something else ("Hausarzt findet keinen Nachfolger": 0.33 with health staff, 0.06 with start-ups), and what
#: is then left below UNSAID is not told. Chosen by eye, on a dozen needs of two words.
UNHEARD, UNSAID = 0.1, 0.3
#: From this confidence in the words on, a topic is understood where the sentence leads to it as well. Chosen by eye, on
#: the few needs of `benchmarks.short_needs` that words alone leave open: what lies below is mostly a town's dues.
AGREED = 0.2
#: A topic read in what the glossary says of a need in English counts so much: the need's own words say it better, where
#: they are known. On the development and test halves of needs in fifteen languages 0.5 to 0.8 do alike, and 1 less.
IN_ENGLISH = 0.8
#: Of a need that the glossary has in part, this share of its words at least, its topics count in proportion to it.
TOLD_ENOUGH = 0.5
#: Of such a need these words say where; what is wanted there may be among those that nobody knows.
_WHERE_ALONE = frozenset(map(stem, ("village", "countryside", "lack")))
#: A further topic that no word of the need names, but only words that begin or end like one of its own ("willen" and
#: the digital twin), counts from this strength on.
NAMED_BY_NONE = 0.4
#: A need whose strongest topic stays below this, after its sentence was heard, was not understood.
HARDLY_READ = 0.25
#: The topic of doing something together with neighbours.
JOINTLY = "topic:intermunicipal-cooperation"
#: How its words name it; where the thing to be done stands beside it, so much of that one's strength is left to it: it
#: leads no need but its own.
_TOGETHER, BESIDE = "intermunicipal cooperation", 0.6
#: Ids of fields, which are groups of topics, begin so.
_FIELD = "topic:field-"
#: So many topics are told that are nearest to a need which none fits, whose texts have such a cosine with its sentence
#: at least: a cemetery is no nearer to logistics than to anything else, and roads are no sports grounds. By eye on two
#: dozen such needs.
NEAREST, NEAR_AT_ALL = 3, 0.3


class NeedReader(Protocol):
    """Understands free text as topics of the vocabulary."""

    def read(self, text: str, language: Language = "en") -> tuple[TopicMatch, ...]:
        """The topics that the text speaks of, the strongest first, with labels in the language."""
        ...


@dataclass(frozen=True)
class _Corrected:
    reader: NeedReader
    wrong: frozenset[str]

    def read(self, text: str, language: Language = "en") -> tuple[TopicMatch, ...]:
        return tuple(match for match in self.reader.read(text, language) if match.topic not in self.wrong)


def borne_out(matches: Sequence[TopicMatch], topics: Vocabulary, nearness: Floats32 | None) -> tuple[TopicMatch, ...]:
    """The topics read from the words of a need as its sentence bears them out: the strongest first, misread ones gone.

    `nearness` is the cosine of the sentence with each topic's text, shape (topics,); a strength falls in proportion to
    it below TOPIC_NEAR, so that words which merely look like a topic's count little. Without it the words stand alone.
    A topic that the need names outright keeps at least the share of the words that do so: who asks for "Starkregen" and
    nothing else is not misread, and the model hardly knows such compounds. What names a further topic in passing, with
    a word that the first does not rest on, keeps of that no more than the sentence bears out.
    """
    if nearness is None:
        return tuple(matches)
    kept: list[TopicMatch] = []
    for m in matches:
        near = max(float(nearness[topics.index(m.topic)]), 0.0)
        in_passing = len(m.words) == 1 and not set(m.words) & set(matches[0].words) and near < UNHEARD
        outright = m.outright * near / UNHEARD if in_passing else m.outright
        strength = round(m.strength * max(min(near / TOPIC_NEAR, 1.0), outright), 3)
        stray = m.outright == 0 and m is not matches[0]
        if strength >= (UNSAID if in_passing else NAMED_BY_NONE if stray else MISREAD):
            kept.append(replace(m, strength=strength))
    return tuple(sorted(kept, key=lambda m: (-m.strength, m.topic)))


@dataclass(frozen=True)
class Reading:
    """What a need was read as: its topics, or where none of them is likely the right one, the nearest ones, by id.

    `confidence` is how likely the first topic is right; None without a need. `jointly` is what
    is wanted together with neighbours: the business park of a "joint business park".
    """

    understood: tuple[TopicMatch, ...] = ()
    nearest: tuple[str, ...] = ()
    confidence: float | None = None
    jointly: TopicMatch | None = None


def _wanted_jointly(matches: Sequence[TopicMatch]) -> TopicMatch | None:
    """What a need wants done together with neighbours, where it names both that and the thing outright, in different
    words; None for other needs: two topics of one are seldom two things that one town did at once."""
    named = [match for match in matches if match.outright > 0]
    together = next((match for match in named if match.topic == JOINTLY), None)
    if together is None:
        return None
    return next((m for m in named if m is not together and not set(m.words) & set(together.words)), None)


def _and_jointly(reader: NeedReader, found: Sequence[TopicMatch], language: Language) -> tuple[TopicMatch, ...]:
    """The topic of doing it together with neighbours, weaker than what is to be done; none where it was heard."""
    if any(match.topic == JOINTLY for match in found):
        return ()
    named = (match for match in reader.read(_TOGETHER, language) if match.topic == JOINTLY)
    return tuple(replace(match, strength=round(BESIDE * found[0].strength, 3)) for match in named)


@dataclass(frozen=True)
class Asked:
    """What of a need says what is wanted, and the topics that its words were read as.

    `text` is what is read, `need` what was written. `together` says that it is to be done with the places around.
    Without a reader nothing is read.
    """

    need: str
    text: str
    matches: tuple[TopicMatch, ...]
    together: bool
    reader: NeedReader | None
    language: Language


def asked_in(query: Query, reader: NeedReader | None) -> Asked | None:
    """What the question's need asks for, if it has one, by a reader that does not hear the topics which the question
    says it is not about."""
    if not query.need:
        return None
    if reader is not None and query.not_topics:
        reader = _Corrected(reader, frozenset(query.not_topics))
    return _asked(query.need, reader, query.language)


def _asked(need: str, reader: NeedReader | None, language: Language) -> Asked:
    """A need without how it is asked, with what means, and together with which neighbours; without where, if nothing
    but that were understood; and with what the condition of a building asks for."""
    text = without_neighbours(with_its_condition(what_is_asked(need)))
    matches = () if reader is None else reader.read(text, language)
    rest = without_where(text, matches)
    if reader is not None and rest != text:
        text, matches = rest, reader.read(rest, language)
    return Asked(need, text, matches, without_neighbours(need) != need, reader, language)


def read_need(
    reader: NeedReader, need: str, topics: Vocabulary, nearness: Floats32 | None, language: Language = "en"
) -> Reading:
    """The topics of a need in words, as its sentence bears them out (`heard`)."""
    return heard(_asked(need, reader, language), topics, nearness)


def heard(asked: Asked, topics: Vocabulary, nearness: Floats32 | None) -> Reading:
    """What is asked for as topics, as the sentence bears them out, with the words of the need that led to each; none is
    forced on a need that none is likely to fit.

    Nearest are then those that its words touch, and after them those whose texts are nearest to its sentence.
    """
    if asked.reader is None:
        return Reading()
    reading = _heard(asked, asked.reader, topics, nearness)
    written = asked.need.casefold()
    own = [replace(m, words=tuple(w for w in m.words if w.casefold() in written)) for m in reading.understood]
    return replace(reading, understood=tuple(own))


def _heard(asked: Asked, reader: NeedReader, topics: Vocabulary, nearness: Floats32 | None) -> Reading:
    borne = borne_out(asked.matches, topics, nearness)
    found = condition_before_use(asked.text, where_is_not_what(asked.text, borne))
    sure = confidence(asked.text, found)
    told: list[TopicMatch] = []
    english = in_english(without_its_condition(asked.text))
    if english is not None and _tells(english, sure):
        of_english = borne_out(reader.read(english.text, asked.language), topics, nearness)
        if not english.whole:
            of_english = tuple(m for m in of_english if not {stem(word) for word in m.words} <= _WHERE_ALONE)
        sure = max(sure, english.share * confidence(english.text, of_english))
        of_english = of_a_building(asked.text, of_english)
        as_written = where_is_not_what(asked.text, [english.as_written(match) for match in of_english])
        told = [replace(m, strength=round(IN_ENGLISH * english.share * m.strength, 3)) for m in as_written]
        if english.whole and not english.at_home and confidence(english.text, of_english) >= CONFIDENT:
            found = _as_far_as_named(found, told)
    found = group_within(_the_stronger((*found, *told)), (*found, *told))
    # Else the few words that the glossary has of a need in another language drown the rest in the sentence models.
    clear = english is None or english.whole or english.at_home
    if clear and sure < CONFIDENT and sure >= AGREED and _sentence_agrees(found[0], topics, nearness):
        sure = CONFIDENT
    if found and found[0].strength < HARDLY_READ:
        sure = min(sure, HARDLY_READ)
    if sure >= CONFIDENT and asked.together and topics.find(JOINTLY) is not None:
        beside = _and_jointly(reader, found, asked.language)
        return Reading((*found, *beside), confidence=sure, jointly=found[0])
    if sure >= CONFIDENT:
        return Reading(found, confidence=sure, jointly=_wanted_jointly(asked.matches))
    near = [match.topic for match in found]
    if nearness is not None:
        near += [topics[at] for at in np.argsort(-nearness, kind="stable")[:NEAREST].tolist()]
        near = [topic for topic in near if nearness[topics.index(topic)] >= NEAR_AT_ALL]
    return Reading(nearest=tuple(dict.fromkeys(near))[:NEAREST], confidence=sure)


def _tells(english: InEnglish, sure: float) -> bool:
    """Whether a need is heard in English as well: one in another language of which enough was told; one in German or
    English, told whole, where its own words do not suffice."""
    return english.whole and sure < CONFIDENT if english.at_home else english.share >= TOLD_ENOUGH


def _as_far_as_named(own: Sequence[TopicMatch], in_english: Sequence[TopicMatch]) -> tuple[TopicMatch, ...]:
    """The topics read from a need's own words, of which all is known in English: one that the English does not lead to,
    and that was read from a part of what led it elsewhere, counts as far as it is named outright ("saving" of energy,
    where water is to be saved)."""
    known = {match.topic for match in in_english}
    wholes = [frozenset(match.words) for match in in_english]

    def heard(match: TopicMatch) -> TopicMatch:
        apart = match.topic in known or not any(frozenset(match.words) < whole for whole in wholes)
        return match if apart else replace(match, strength=round(match.strength * match.outright, 3))

    weighed = [heard(match) for match in own]
    return tuple(new for new, old in zip(weighed, own, strict=True) if new == old or new.strength >= UNSAID)


def _the_stronger(matches: Sequence[TopicMatch]) -> tuple[TopicMatch, ...]:
    """The topics of two readings of one need, each as the one heard it that heard it better, the strongest first."""
    of_each: dict[str, TopicMatch] = {}
    for match in sorted(matches, key=lambda match: (-match.strength, match.topic)):
        of_each.setdefault(match.topic, match)
    return tuple(of_each.values())


def _sentence_agrees(match: TopicMatch, topics: Vocabulary, nearness: Floats32 | None) -> bool:
    """Whether the topic that the words led to is one of the two nearest to the sentence, fields aside."""
    if nearness is None:
        return False
    nearest = [at for at in np.argsort(-nearness, kind="stable").tolist() if not topics[at].startswith(_FIELD)]
    return topics.index(match.topic) in nearest[:2]
