"""Who asks: everything the features need to know about the asking town, gathered once a question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Floats32, Ints32
from graph.errors import InvalidRecord, UnknownId
from graph.said import said
from graph.snapshot.frozen import unit_vectors
from graph.snapshot.vocabulary import Vocabulary
from matching.need.circumstances import what_is_asked
from matching.need.condition import condition_before_use, with_its_condition
from matching.need.confidence import CONFIDENT, confidence
from matching.need.glossary import in_english
from matching.need.where import where_is_not_what, without_neighbours, without_where
from matching.pairs import floats, highest, unknown_as_zero
from matching.present_partners import present_partners, twin_towns
from matching.proofs.nearness import NearTexts, ProofLabel
from matching.ranking.features import SIZE_SPREAD
from matching.ranking.joining import Joining, Ranking
from matching.ranking.lesson import Lesson
from matching.ranking.past import UNKNOWN_POPULATION
from matching.ranking.record import Record
from matching.ranking.situation import Situation
from matching.ties import MANY_USERS, Ties
from matching.types import Language, Query, TopicMatch

#: How far a neighbourhood reaches, in kilometres: at this distance nearness has fallen to 1/e.
NEAR_KM = 200.0
#: From so much work on what is wanted on, a town does it.
DOES = 0.2
#: A topic leads a need from this share of the strongest one on, and is clearly addressed from this weight on.
LEADING, CLEARLY_ADDRESSED = 0.5, 0.25
#: Where no need is named, a topic below this share of the strongest interest is hardly one.
HARDLY = 0.1
#: How many look-alikes speak for a town that has no history of its own.
LOOK_ALIKES = 40
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
#: A network is mainly about a topic from this weight on; a solution says something of it from this one on.
MAINLY_ADDRESSED, SAID_AT_ALL = 0.75, 0.01
#: The topic of doing something together with neighbours.
JOINTLY = "topic:intermunicipal-cooperation"
#: How its words name it; where the thing to be done stands beside it, so much of that one's strength is left to it: it
#: leads no need but its own.
_TOGETHER, BESIDE = "intermunicipal cooperation", 0.6
#: Ids of fields, which are groups of topics, begin so.
_FIELD = "topic:field-"
#: So many topics are told that are nearest to a need which none fits.
NEAREST = 3


class NeedReader(Protocol):
    """Understands free text as topics of the vocabulary."""

    def read(self, text: str, language: Language = "en") -> tuple[TopicMatch, ...]:
        """The topics that the text speaks of, the strongest first, with labels in the language."""
        ...


@dataclass(frozen=True)
class Asker:
    """The asking town over one snapshot. `index` is None for a town that is not in the register."""

    ties: Ties
    query: Query
    index: int | None
    name: str
    country: str
    population: float
    point: npt.NDArray[np.float32]
    #: What is wanted, over the topics (0–1): the free text, named topics, the call's topics, else the stated needs.
    wanted: Floats32
    understood: tuple[TopicMatch, ...]
    #: Where the need was not understood, the ids of the topics that are nearest to it, the nearest first.
    nearest: tuple[str, ...]
    #: How likely the first topic is the right one (0–1); None where no need was given to be read.
    confidence: float | None
    #: Cosine of the need's sentence vector with each network, solution, call and topic, where texts were embedded.
    likeness: dict[str, Floats32]
    #: The learned models and the record they look at, where there are models.
    ranking: Ranking | None = None
    #: The networks to come that the models say something of, where there are models.
    joining: Joining | None = None
    #: How near the texts of what towns did come to the need, where one was given.
    near: NearTexts | None = None
    #: What the need wants done together with neighbours, if it does.
    jointly: TopicMatch | None = None

    @cached_property
    def lesson(self) -> Lesson | None:
        """What the learned models say to this asker; None without models."""
        if self.ranking is None:
            return None
        return Lesson(self.ranking.models, self._situation(self.ranking.record), self.query.bias_control)

    def _situation(self, record: Record) -> Situation:
        return Situation(
            record=record,
            town=self.index,
            country=self.country_code,
            point=self.point,
            log_population=math.log(self.population if self.population > 0 else UNKNOWN_POPULATION),
            programme=self._programme(record),
            measured=self.distances,
        )

    def _programme(self, record: Record) -> str | None:
        """The programme of the call that partners are wanted for, if anything is known of who takes part in it."""
        if self.query.call is None:
            return None
        snapshot = self.ties.snapshot
        programmes = snapshot.links("UNDER", "Call").ends(snapshot.tables["Call"].ids.index(self.query.call))
        names = [snapshot.tables["Programme"].name(int(at)) for at in programmes]
        return next((name for name in names if record.of_programme(name).any()), None)

    @cached_property
    def country_code(self) -> int:
        """The code of the asker's country in the snapshot, -2 where no municipality has it."""
        return self.ties.snapshot.municipalities.category("country").code(self.country)

    @cached_property
    def networks(self) -> Ints32:
        """The networks the asker is in."""
        return np.empty(0, dtype=np.int32) if self.index is None else self.ties.memberships.things_of(self.index)

    @cached_property
    def solutions(self) -> Ints32:
        """The solutions the asker uses."""
        return np.empty(0, dtype=np.int32) if self.index is None else self.ties.uses.things_of(self.index)

    @cached_property
    def telling_solutions(self) -> Ints32:
        """Those that no more than MANY_USERS use: of the others a portal lists everybody, and they join nobody."""
        return self.solutions[self.ties.uses.sizes[self.solutions] <= MANY_USERS]

    @cached_property
    def asked(self) -> Ints32:
        """The topics that are wanted at all: most questions name few of them."""
        return np.flatnonzero(self.wanted).astype(np.int32)

    @cached_property
    def works_on_wanted(self) -> Floats32:
        """How much of what is wanted each municipality works on, 0–1; 0 where nothing is wanted.

        The wanted topics' strengths times its activity on each, over the sum of the strengths.
        """
        if not len(self.asked):
            return np.zeros(len(self.ties.activity), dtype=np.float32)
        wanted = self.wanted[self.asked]
        return floats(self.ties.activity[:, self.asked] @ (wanted / wanted.sum()))

    @property
    def does_wanted(self) -> npt.NDArray[np.bool_]:
        """Which municipalities do what is wanted, by its topics or the text of what they do; none where nothing is."""
        does: npt.NDArray[np.bool_] = self.works_on_wanted >= DOES
        return does if self.near is None else does | (self.near.towns_about >= DOES)

    @cached_property
    def offers(self) -> Floats32:
        """What the asker says it offers, over the topics: in the question, or in its profile. Raises UnknownId."""
        offers = np.zeros_like(self.wanted) if self.index is None else np.array(self.ties.offers[self.index])
        topics = self.ties.snapshot.tables["Topic"].ids
        for topic in self.query.offers:
            at = topics.find(topic)
            if at is None:
                raise UnknownId("topic", topic)
            offers[at] = 1
        return offers

    @cached_property
    def distances(self) -> Floats32:
        """Kilometres from the asker to every municipality, NaN where a place is unknown."""
        return self.ties.snapshot.distances_km(self.point)

    @cached_property
    def nearest_members(self) -> Floats32:
        """Kilometres from the asker to the nearest member of every network, infinite where no place is known."""
        return self.ties.memberships.least(self.known_distances)

    @cached_property
    def known_distances(self) -> Floats32:
        """Kilometres from the asker to every municipality, infinite where a place is unknown."""
        known = self.distances.copy()
        known[np.isnan(known)] = np.inf
        return known

    def told_distance(self, town: int) -> float:
        """Kilometres from the asker to the municipality; NaN where one of the places is unknown or only approximate."""
        placed = self.ties.snapshot.placed
        own = self.index is None or bool(placed[self.index])
        return float(self.distances[town]) if own and placed[town] else float("nan")

    def nearness_of(self, towns: Ints32 | slice) -> Floats32:
        """exp(−distance / NEAR_KM), 0 where a place is unknown."""
        return unknown_as_zero(np.exp(self.distances[towns] / np.float32(-NEAR_KM)))

    @cached_property
    def nearness(self) -> Floats32:
        """`nearness_of` every municipality."""
        return self.nearness_of(slice(None))

    def size_likeness_of(self, towns: Ints32 | slice) -> Floats32:
        """How alike the populations are: exp(−(ln p/q)² / 2·SIZE_SPREAD²), 0 where one is unknown."""
        return unknown_as_zero(np.exp(-self._unlikeness(self.ties.log_population[towns])))

    @cached_property
    def size_likeness(self) -> Floats32:
        """`size_likeness_of` every municipality."""
        return self.size_likeness_of(slice(None))

    def _unlikeness(self, log_population: Floats32) -> Floats32:
        own = np.float32(math.log(self.population) if self.population > 0 else math.nan)
        gap = log_population - own
        gap /= np.float32(SIZE_SPREAD)
        unlike = np.float32(0.5) * gap
        unlike *= gap
        return unlike

    @cached_property
    def alike_first(self) -> Floats32:
        """A number that falls as size likeness × nearness does, from 100 down; 0 where that is nothing, or unknown. It
        is its logarithm, which costs a tenth."""
        unlike = self._unlikeness(self.ties.log_population)
        unlike += self.distances / np.float32(NEAR_KM)
        return np.fmax(np.subtract(np.float32(100), unlike, out=unlike), np.float32(0), out=unlike)

    @cached_property
    def at_home(self) -> npt.NDArray[np.bool_]:
        """Which municipalities are in the asker's country."""
        home: npt.NDArray[np.bool_] = self.ties.snapshot.municipalities.category("country").codes == self.country_code
        return home

    @cached_property
    def proven(self) -> npt.NDArray[np.bool_]:
        """Of which municipalities it is known that they do something on what leads the need, or offer it, are in a
        network that is mainly about that, or that the text of such a thing is about the need. Where the question names
        no need, on what the asker once said that it needs, or on what it does or towns like it do; that a town merely
        stands on a list, or uses what very many use, is no ground to lead anybody to it, unless a topic is named."""
        ties = self.ties
        proven = np.zeros(len(ties.activity), dtype=np.bool_)
        if self.query.need:
            joined, used = ties.memberships, ties.uses
            mainly = self.on_topic("Network", MAINLY_ADDRESSED) & ~ties.listed
            proven[joined.towns[mainly[joined.things]]] = True
            proven[used.towns[self.on_topic("Solution", SAID_AT_ALL)[used.things] & ~ties.of_many]] = True
            proven |= (ties.offers[:, self.leading] > 0).any(axis=1)
        else:
            towns, known = ties.known_doings
            wanted = self.asked if self.query.topics else self._of_interest
            by_topics = np.zeros(len(towns), dtype=np.bool_)
            for topic in wanted.tolist():  # column by column: all of them at once would be copied
                by_topics |= known[:, topic] > 0 if self.query.topics else ties.beyond_lists[:, topic]
            proven[towns] = by_topics
        return proven if self.near is None else proven | (self.near.towns_about > 0)

    @property
    def _of_interest(self) -> Ints32:
        """The topics of what the asker once said that it needs, and of what it does or towns like it do; not what these
        hardly touch."""
        interests = np.maximum(self.wanted, self.likes_interests)
        return np.flatnonzero(interests > HARDLY * float(interests.max(initial=0))).astype(np.int32)

    @cached_property
    def leading(self) -> Ints32:
        """The topics that lead what is wanted: those of at least the share LEADING of the strongest."""
        most = float(self.wanted.max(initial=0))
        return np.flatnonzero(self.wanted >= max(LEADING * most, 1e-6)).astype(np.int32)

    def on_topic(self, label: ProofLabel, least: float = CLEARLY_ADDRESSED) -> npt.NDArray[np.bool_]:
        """Which solutions, or networks, address a topic that leads what is wanted, with that weight at least."""
        return self.of_things(label, self.ties.topics_of(label)[:, self.leading].max(axis=1, initial=0) >= least)

    def of_things(self, label: ProofLabel, which: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """What is true of the solutions, or networks, of the snapshot, of all that towns are tied to: evaluation adds
        networks of its own behind those, and of what they address nothing is known."""
        pairs = self.ties.uses if label == "Solution" else self.ties.memberships
        return np.pad(which, (0, len(pairs.sizes) - len(which)))

    @cached_property
    def did_it(self) -> npt.NDArray[np.bool_]:
        """Which towns did something of their own that is about what is wanted, by its topic or its text: no plan, no
        label, no network in which they are one of many."""
        ties, of_solution, of_network = self.ties, self.on_topic("Solution"), self.on_topic("Network")
        if self.near is not None:
            of_solution |= self.of_things("Solution", self.near.about["Solution"])
            of_network |= self.of_things("Network", self.near.about["Network"])
        did = np.zeros(len(ties.snapshot.municipalities), dtype=np.bool_)
        towns, solutions = ties.own_uses
        did[towns[of_solution[solutions]]] = True
        towns, networks = ties.own_projects
        did[towns[of_network[networks]]] = True
        return did

    @cached_property
    def look_alikes(self) -> tuple[Ints32, Floats32]:
        """Towns of its kind that have ties: similar in size, near, and rather of its own country; with their weights.

        Weight = size likeness × nearness × (1 in the same country, 0.5 abroad), summing to 1. They speak for a town
        that has joined nothing yet.
        """
        towns = self.ties.telling
        at_home = np.float32(0.5) + np.float32(0.5) * self.at_home[towns]
        strength = self.size_likeness_of(towns) * self.nearness_of(towns) * at_home
        if self.index is not None:
            strength[towns == self.index] = 0
        like = np.sort(highest(strength, LOOK_ALIKES))
        weight = strength[like]
        return towns[like], weight / weight.sum()

    @cached_property
    def likes_interests(self) -> Floats32:
        """What the asker chose to do over the topics (`Ties.chosen`), or, for one without such ties, what its
        look-alikes did (weighted mean)."""
        if self.index is not None:
            own = floats(self.ties.choices_of(np.array([self.index], dtype=np.int32))[0])
            if own.any():
                return own
        like, weight = self.look_alikes
        interests: Floats32 = weight @ self.ties.choices_of(like)
        return interests

    @cached_property
    def present_partners(self) -> Ints32:
        """Towns that the asker already works with."""
        return present_partners(self.ties, self.index)

    @cached_property
    def twins(self) -> Ints32:
        """The asker's twin towns."""
        return twin_towns(self.ties.snapshot, self.index)


def understand(
    ties: Ties,
    query: Query,
    reader: NeedReader | None,
    likeness: dict[str, Floats32],
    ranking: Ranking | None = None,
    near: NearTexts | None = None,
) -> Asker:
    """Who asks, out of the query. Raises UnknownId for a town, topic or call that the graph does not have."""
    snapshot = ties.snapshot
    table = snapshot.municipalities
    if (query.town is None) == (query.place is None):
        raise InvalidRecord(said("a question names either a town of the register or a place of its own"))
    if query.place is not None:
        index = None
        place = query.place
        name, country = place.name, place.country
        population = math.nan if place.population is None else float(place.population)
        point = unit_vectors(*(math.nan if degrees is None else degrees for degrees in (place.lat, place.lon)))
    else:
        index = table.ids.find(query.town or "")
        if index is None:
            raise UnknownId("municipality", query.town or "")
        name, country = table.name(index, query.language), table.category("country")[index] or ""
        population = float(snapshot.population[index])
        point = snapshot.unit_vectors[index]
    wanted, reading = _wanted(ties, query, _heeding(query, reader), index, likeness.get("Topic"))
    joining = None
    if ranking is not None and query.asks_for("networks"):
        joining = ranking.to_come(dates.to_code(query.on.isoformat()))
    return Asker(
        ties=ties,
        query=query,
        index=index,
        name=name,
        country=country,
        population=population,
        point=point,
        wanted=wanted,
        understood=reading.understood,
        nearest=reading.nearest,
        confidence=reading.confidence,
        likeness=likeness,
        ranking=ranking,
        joining=joining,
        near=near,
        jointly=reading.jointly,
    )


def _heeding(query: Query, reader: NeedReader | None) -> NeedReader | None:
    """The reader, that no longer hears the topics which the question says it is not about."""
    return reader if reader is None or not query.not_topics else _Corrected(reader, frozenset(query.not_topics))


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
    heard: list[TopicMatch] = []
    for m in matches:
        near = max(float(nearness[topics.index(m.topic)]), 0.0)
        in_passing = len(m.words) == 1 and not set(m.words) & set(matches[0].words) and near < UNHEARD
        outright = m.outright * near / UNHEARD if in_passing else m.outright
        strength = round(m.strength * max(min(near / TOPIC_NEAR, 1.0), outright), 3)
        if strength >= (UNSAID if in_passing else MISREAD):
            heard.append(replace(m, strength=strength))
    return tuple(sorted(heard, key=lambda m: (-m.strength, m.topic)))


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


def _and_jointly(reader: NeedReader, heard: Sequence[TopicMatch], language: Language) -> tuple[TopicMatch, ...]:
    """The topic of doing it together with neighbours, weaker than what is to be done; none where it was heard."""
    if any(match.topic == JOINTLY for match in heard):
        return ()
    named = (match for match in reader.read(_TOGETHER, language) if match.topic == JOINTLY)
    return tuple(replace(match, strength=round(BESIDE * heard[0].strength, 3)) for match in named)


def asked(reader: NeedReader | None, need: str, language: Language = "en") -> tuple[str, tuple[TopicMatch, ...]]:
    """What of a need says what is wanted, and the topics read from it: without how it is asked, with what means, and
    together with which neighbours; without where, if nothing but that were understood; and with what the condition of a
    building asks for."""
    need = without_neighbours(with_its_condition(what_is_asked(need)))
    if reader is None:
        return need, ()
    matches = reader.read(need, language)
    rest = without_where(need, matches)
    return (need, matches) if rest == need else (rest, reader.read(rest, language))


def read_need(
    reader: NeedReader, need: str, topics: Vocabulary, nearness: Floats32 | None, language: Language = "en"
) -> Reading:
    """The topics of a need, as its sentence bears them out; no topic is forced on a need that none is likely to fit.

    Nearest are then those that its words touch, and after them those whose texts are nearest to its sentence.
    """
    together = without_neighbours(need) != need
    need, matches = asked(reader, need, language)
    heard = condition_before_use(need, where_is_not_what(need, borne_out(matches, topics, nearness)))
    sure = confidence(need, heard)
    english = in_english(need)
    if english is not None and english.whole and (sure < CONFIDENT or not english.german):
        of_english = borne_out(reader.read(english.text, language), topics, nearness)
        sure = max(sure, confidence(english.text, of_english))
        told = [replace(m, strength=round(IN_ENGLISH * m.strength, 3)) for m in map(english.as_written, of_english)]
        heard = _the_stronger((*heard, *told))
    # Else the few words that the glossary has of a need in another language drown the rest in the sentence models.
    clear = english is None or english.whole or english.german
    if clear and sure < CONFIDENT and sure >= AGREED and _sentence_agrees(heard[0], topics, nearness):
        sure = CONFIDENT
    if sure >= CONFIDENT and together:
        return Reading((*heard, *_and_jointly(reader, heard, language)), confidence=sure, jointly=heard[0])
    if sure >= CONFIDENT:
        return Reading(heard, confidence=sure, jointly=_wanted_jointly(matches))
    near = [match.topic for match in heard]
    if nearness is not None:
        near += [topics[at] for at in np.argsort(-nearness, kind="stable")[:NEAREST].tolist()]
    return Reading(nearest=tuple(dict.fromkeys(near))[:NEAREST], confidence=sure)


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


def _wanted(
    ties: Ties, query: Query, reader: NeedReader | None, index: int | None, nearness: Floats32 | None
) -> tuple[Floats32, Reading]:
    """What is wanted over the topics: what the question names; only where it names nothing, the stated needs."""
    snapshot = ties.snapshot
    topics = snapshot.tables["Topic"].ids
    wanted = np.zeros(len(topics), dtype=np.float32)
    reading = Reading()
    for topic in query.topics:
        at = topics.find(topic)
        if at is None:
            raise UnknownId("topic", topic)
        wanted[at] = 1
    if query.need and reader is not None:
        reading = read_need(reader, query.need, topics, nearness, query.language)
        reading = replace(reading, nearest=tuple(t for t in reading.nearest if t not in query.not_topics))
        for match in reading.understood:
            at = topics.index(match.topic)
            # Squared: what the text says clearly counts, what it touches hardly does.
            wanted[at] = max(float(wanted[at]), match.strength**2)
    if query.call is not None:
        call = snapshot.tables["Call"].ids.find(query.call)
        if call is None:
            raise UnknownId("call", query.call)
        wanted = np.maximum(wanted, ties.call_topics[call])
    if not wanted.any() and index is not None and not query.need:
        wanted = ties.needs[index]
    return wanted, reading
