"""Free text, in any of seven languages, understood as topics of the controlled vocabulary: where they meet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.snapshot.frozen import Snapshot, Table
from graph.text import legible
from matching.need.phrases import Found, PhraseIndex
from matching.need.text import SPOKEN, CutText, cut, stem
from matching.types import Language, TopicMatch

#: A text is understood when its strongest topic is at least this strong: about one telling phrase, found whole or
#: nearly so.
UNDERSTOOD = 0.6
#: A topic is reported down to this strength, and down to this share of the evidence for the strongest: of a long text's
#: many words some touch every topic, and its strengths are all near 1.
_WEAKEST, _SHARE = 0.3, 0.4
#: strength = 1 − exp(−2 · evidence): one telling phrase, evidence 1, is 0.86; evidence 0.5 is 0.63.
_STEEPNESS = 2.0
#: A text may be in each language that knows at least this share of the words that the one knows which knows most. (On
#: the development half of `benchmarks.languages`, 0.5 to 1 do alike.)
SPEAKS = 0.8
#: Only texts of at most so many telling words are held to their languages strictly: in a longer one, German and
#: English words that look alike help as often as they mislead. (With 4, nothing on the same half is read worse than
#: without this rule; 3 gains less, and with 5 a German sentence loses its English twin.)
_SHORT = 4
_MIXED: frozenset[str] = frozenset(("de", "en"))
#: A word that names only a field (a group of topics) says less than one that names a topic.
_FIELD = 0.7
#: What every town says of itself and of every plan does not make a topic: "unsere Bürgerinnen und Bürger" do not want
#: a Bürgerbus, and who wants "digitale Bürgerbeteiligung" does not want everything digital.
_TOWN_WORDS = """
    administration Angebot Bürger Bürgerin Bürgerinnen Bürgermeister citizen city community contact council Dienst
    digital digitale digitalen digitaler digitales digitalisation Digitalisierung digitalization Einwohner
    elektronisch EU fast faster Gemeinde gemeinsam help Hilfe information Information inhabitant intelligent kommunal
    Kommune Kontakt Konzept Leute local Lösung mayor municipal municipality offer Öffnungszeiten online Ort Partner
    paese partner people platform Plattform project Projekt pueblo Rathaus region Region resident schnell service smart
    solution Stadt städtisch System Thema together town Verwaltung work
"""
#: Nor does money for it: what it is for does. Funding is found as calls.
_FUNDING_WORDS = """
    fund funding Fördergeld Fördergelder Fördermittel Förderprogramm Förderprogramme Förderung Gelder grant subsidies
    subsidy Zuschuss Zuschüsse
"""
_FUNDING_STEMS = frozenset(map(stem, _FUNDING_WORDS.split()))
TOWN_STEMS = frozenset(map(stem, _TOWN_WORDS.split())) | _FUNDING_STEMS
#: Evidence per cosine above the usual one between a sentence and a topic. Chosen on the development half of
#: `benchmarks.languages`; only for English: on German sentences MiniLM takes more away than it gives.
_SENTENCE_WEIGHT, _USUAL_COSINE = 3.0, 0.2


class TopicReader:
    """Reads free text as topics, by the words of the vocabulary and, where given, by sentence vectors.

    `vectors` are the unit vectors of the topics' texts (`topic_texts`), shape (topics, dimensions), in the
    order of the snapshot's table of topics; a row of zeros is a topic without a vector. The words are indexed at the
    first text; threads may share a reader.
    """

    def __init__(self, snapshot: Snapshot, vectors: Floats32 | None = None) -> None:
        self._table = snapshot.tables["Topic"]
        if vectors is not None and (vectors.ndim != 2 or len(vectors) != len(self._table)):
            raise ValueError(f"{len(self._table)} topics need as many vectors, not an array of shape {vectors.shape}")
        self._vectors = vectors
        narrower = snapshot.links("BROADER", "Topic").start_degrees > 0
        self._scale = np.where(narrower, 1.0, _FIELD)
        # A need is read twice: for what is asked, and for its topics in the language of the answer.
        self._by_words = lru_cache(maxsize=16)(self._read_words)

    def read(
        self, text: str, language: Language = "en", *, sentence_vector: Floats32 | None = None
    ) -> tuple[TopicMatch, ...]:
        """The topics that `text` speaks of, the strongest first, equal ones by id; empty where it speaks of none.

        `words` are the words of the text that led there, as they are written; empty where only the sentence as a whole
        is near. Labels are in `language`, that of the answer, whatever the text is in.
        """
        evidence, words, outright = self._read(legible(text), sentence_vector)
        strength = _strength(evidence)
        told = (strength >= _WEAKEST) & (evidence >= _SHARE * evidence.max(initial=0.0))
        order = np.argsort(-strength, kind="stable")  # the table is ordered by id
        return tuple(
            TopicMatch(
                topic=self._table.ids[at],
                label=self._table.name(at, language),
                strength=round(float(strength[at]), 3),
                words=words.get(at, ()),
                outright=outright.get(at, 0.0),
            )
            for at in order.tolist()
            if told[at]
        )

    def vector(self, text: str, *, sentence_vector: Floats32 | None = None) -> Floats32:
        """How strongly `text` speaks of each topic (0–1), shape (topics,), in the order of the table."""
        return _strength(self._read(text, sentence_vector)[0])

    def understood(self, text: str) -> bool:
        """Whether the words of `text` suffice, so that no sentence model need be loaded: the strongest topic has 0.6.

        Measured in `benchmarks.languages`, beside how often the strongest topic is then the right one.
        """
        return float(self.vector(text).max(initial=0.0)) >= UNDERSTOOD

    def _read(
        self, text: str, sentence_vector: Floats32 | None
    ) -> tuple[npt.NDArray[np.float64], dict[int, tuple[str, ...]], dict[int, float]]:
        """The evidence for each topic, shape (topics,), the words that it rests on, and what they name outright."""
        evidence, words, outright, is_english = self._by_words(text)
        if sentence_vector is not None and self._vectors is not None and is_english:
            cosines = (self._vectors @ sentence_vector).astype(np.float64)
            evidence = evidence + _SENTENCE_WEIGHT * np.maximum(cosines - _USUAL_COSINE, 0.0)
        return evidence, words, outright

    def _read_words(
        self, text: str
    ) -> tuple[npt.NDArray[np.float64], dict[int, tuple[str, ...]], dict[int, float], bool]:
        """What the words alone say, as `_read`, and whether they are English."""
        said = cut(text)
        found = self._found(self._index, said, _languages(said, self._index))
        evidence = self._evidence(found)
        if _strength(evidence).max(initial=0.0) < UNDERSTOOD or said.is_foreign or not _all_of(said, found):
            others = self._found(self._other_index, said, _languages(said, self._index, self._other_index))
            more = self._evidence(others)
            for topic in np.flatnonzero(more > evidence).tolist():
                evidence[topic], found[topic] = more[topic], others[topic]
        evidence.setflags(write=False)
        words = {topic: about.words for topic, about in found.items()}
        outright = {topic: len(about.outright) / len(said.written) for topic, about in found.items()}
        return evidence, words, outright, said.is_english

    def _found(self, index: PhraseIndex, text: CutText, languages: Collection[str] | None) -> dict[int, Found]:
        """What the text says about each topic; parts of phrases count only in the languages, where some are given.

        Words of every town count where several make a phrase together ("digitale Verwaltung"), or where the text says
        nothing else ("Digitalisierung").
        """
        return {
            topic: said
            for topic, said in index.find(text, languages).items()
            if not all(stem(word) in TOWN_STEMS for word in said.words)
            or len(said.outright) > 1
            or said.outright == text.written.keys()
        }

    def _evidence(self, found: Mapping[int, Found]) -> npt.NDArray[np.float64]:
        evidence = np.zeros(len(self._table))
        for topic, said in found.items():
            evidence[topic] = said.evidence * self._scale[topic]
        return evidence

    @cached_property
    def _index(self) -> PhraseIndex:
        return self._index_of(home=True)

    @cached_property
    def _other_index(self) -> PhraseIndex:
        return self._index_of(home=False)

    def _index_of(self, *, home: bool) -> PhraseIndex:
        table = self._table
        phrases = [(at, table.name(at), "en") for at in range(len(table)) if home]
        for at in range(len(table)):
            for column in ("labels", "synonyms"):
                phrases += ((at, p, tag) for p, tag in table.tagged(column, at) if (tag in SPOKEN) == home)
        return PhraseIndex(phrases, len(table))


def _languages(text: CutText, *indices: PhraseIndex) -> Collection[str]:
    """The languages that a text may be in: of a short one those that know most of its words, by the phrases of the
    indices and by small words; of a longer one German, English and those that its small words are of, for none of the
    others shares so much with them. Languages whose small words nobody knows here are in doubt always."""
    if len(text.written) > _SHORT:
        least = SPEAKS * max(text.small.values())
        silent = {language for language in SPOKEN if language not in _MIXED and text.small[language] < least}
        return frozenset().union(*(index.languages for index in indices)) - silent
    known: dict[str, float] = {language: text.small[language] for language in SPOKEN}
    for index in indices:
        for language, words in index.at_home(text).items():
            known[language] = known.get(language, 0.0) + words
    return {language for language, words in known.items() if words >= SPEAKS * max(known.values())}


def _all_of(text: CutText, found: Mapping[int, Found]) -> bool:
    """Whether some topic is named outright by all that a text says."""
    return any(len(said.outright) == len(text.written) for said in found.values())


def asks_for_funding(text: str) -> bool:
    """Whether a text asks for money and says nothing of what it is for: "Fördermittel finden", "EU funding"."""
    said = cut(text).written.keys()
    return bool(said & _FUNDING_STEMS) and said <= TOWN_STEMS


def topic_texts(table: Table, languages: Collection[str] = ("en",)) -> dict[str, str]:
    """What is embedded of each topic, by id: its name, and its labels and synonyms in the languages.

    To MiniLM, a model of English, the German ones add nothing (measured).
    """
    texts = {}
    for at in range(len(table)):
        tags = [tag for column in ("labels", "synonyms") for tag in table.tagged(column, at)]
        phrases = [table.name(at), *(phrase for phrase, language in tags if language in languages)]
        texts[table.ids[at]] = ", ".join(dict.fromkeys(phrases))
    return texts


def _strength(evidence: npt.NDArray[np.float64]) -> Floats32:
    strength: Floats32 = (1.0 - np.exp(-_STEEPNESS * evidence)).astype(np.float32)
    return strength


def similarity(
    need_sentence: Floats32 | None,
    item_sentences: Floats32 | None,
    need_topics: Floats32,
    item_topics: Floats32,
) -> Floats32:
    """How alike a need and each item are, −0.5 to 1, shape (items,): half by the sentences, half by the topics.

    Both halves are cosines: of the sentence vectors, shapes (dimensions,) and (items, dimensions), and of the topic
    strengths, shapes (topics,) and (items, topics). The topic half carries over between languages, the sentence half
    tells apart what shares its topics. Without sentence vectors the topic half stands alone, 0 to 1.
    """
    by_topics = _cosines(need_topics, item_topics)
    if need_sentence is None or item_sentences is None:
        return by_topics
    return np.float32(0.5) * _cosines(need_sentence, item_sentences) + np.float32(0.5) * by_topics


def _cosines(one: Floats32, many: Floats32) -> Floats32:
    """The cosine of a vector with each row; 0 where either is all zeros."""
    norms = np.linalg.norm(many, axis=1) * np.linalg.norm(one)
    products = (many @ one).astype(np.float32)
    cosines: Floats32 = np.divide(products, norms, out=np.zeros_like(products), where=norms > 0)
    return cosines
