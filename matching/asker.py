"""Who asks: everything the features need to know about the asking town, gathered once a question."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Floats32, Ints32
from graph.errors import InvalidRecord, UnknownId
from graph.said import said
from graph.snapshot.frozen import Snapshot, unit_vectors
from matching.need.reading import Asked, Reading, heard
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
from matching.types import Query, TopicMatch

#: How far a neighbourhood reaches, in kilometres: at this distance nearness has fallen to 1/e.
NEAR_KM = 200.0
#: A topic that is read with this share of the strength of its field is what the field was read for.
PRECISE = 0.8
#: From so much work on what is wanted on, a town does it.
DOES = 0.2
#: A topic leads a need from this share of the strongest one on, and is clearly addressed from this weight on.
LEADING, CLEARLY_ADDRESSED = 0.5, 0.25
#: Where no need is named, a topic below this share of the strongest interest is hardly one.
HARDLY = 0.1
#: How many look-alikes speak for a town that has no history of its own.
LOOK_ALIKES = 40
#: A network is mainly about a topic from this weight on; a solution says something of it from this one on.
MAINLY_ADDRESSED, SAID_AT_ALL = 0.75, 0.01


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
            for_a_call=self.query.call is not None,
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
        unlike = log_population - own
        unlike /= np.float32(SIZE_SPREAD)
        unlike *= unlike
        unlike *= np.float32(0.5)
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
        network that is mainly about that, or that the text of such a thing is about the need. Of what they do or are in
        the text is near to the need at all, where texts were compared: to employ people with disabilities answers
        nobody whose young people leave, though both are about labour. Where the question names no need, on what the
        asker once said that it needs, or on what it does or towns like it do; that a town merely stands on a list, or
        uses what very many use, is no ground to lead anybody to it, unless a topic is named."""
        ties = self.ties
        proven = np.zeros(len(ties.activity), dtype=np.bool_)
        if self.query.need:
            joined, used = ties.memberships, ties.uses
            mainly = self.on_topic("Network", MAINLY_ADDRESSED) & ~ties.listed
            proven[joined.towns[mainly[joined.things]]] = True
            proven[used.towns[self.on_topic("Solution", SAID_AT_ALL)[used.things] & ~ties.of_many]] = True
            if self.near is not None and "Solution" in self.likeness:
                proven &= self.near.towns_about > 0
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

    def is_twin(self, town: int) -> bool:
        """Whether the town is among the asker's `twins`."""
        return town in self._own["twins"]

    def is_in(self, network: int) -> bool:
        """Whether the network is among the asker's `networks`."""
        return network in self._own["networks"]

    @cached_property
    def _own(self) -> Mapping[str, frozenset[int]]:
        return {name: frozenset(ones.tolist()) for name, ones in (("twins", self.twins), ("networks", self.networks))}


def understand(
    ties: Ties,
    query: Query,
    asked: Asked | None,
    likeness: dict[str, Floats32],
    ranking: Ranking | None = None,
    near: NearTexts | None = None,
) -> Asker:
    """Who asks, out of the query and what its need asks for (`asked_in`).

    Raises UnknownId for a town, topic or call that the graph does not have.
    """
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
    wanted, reading = _wanted(ties, query, asked, index, likeness.get("Topic"))
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


def _more_precise(snapshot: Snapshot, understood: tuple[TopicMatch, ...]) -> tuple[TopicMatch, ...]:
    """The topics without the fields of which one in them is read about as clearly: who asks for files asks for no
    town hall at large."""
    ids = snapshot.tables["Topic"].ids
    fields = dict(zip(*(side.tolist() for side in snapshot.links("BROADER", "Topic").pairs), strict=True))
    inside: dict[str, float] = {}
    for match in understood:
        field = fields.get(ids.index(match.topic))
        if field is not None:
            inside[ids[field]] = max(match.strength, inside.get(ids[field], 0.0))
    return tuple(m for m in understood if PRECISE * m.strength > inside.get(m.topic, 0.0))


def _wanted(
    ties: Ties, query: Query, asked: Asked | None, index: int | None, nearness: Floats32 | None
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
    if asked is not None:
        reading = heard(asked, topics, nearness)
        nearest = tuple(topic for topic in reading.nearest if topic not in query.not_topics)
        reading = replace(reading, nearest=nearest, understood=_more_precise(snapshot, reading.understood))
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
