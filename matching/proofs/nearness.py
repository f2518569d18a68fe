"""How near what towns did comes to a need: by the texts of networks and solutions, and by what ties a town to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple, TypeGuard

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.snapshot.frozen import Table
from matching.need.glossary import in_english
from matching.pairs import Bipartite, floats, spread
from matching.proofs.shared_words import SharedWords
from matching.ties import MANY_USERS, Ties

#: What a town can be tied to by a proof, by its label.
ProofLabel = Literal["Solution", "Network"]
PROOF_LABELS: tuple[ProofLabel, ...] = ("Solution", "Network")
#: With the two packaged models, half of the cosines of a need with texts that it has nothing to do with lie below this.
COSINE_FLOOR = 0.1
#: The text nearest to a need counts in full from here on; short needs and long texts rarely come nearer. Chosen with
#: the development half of `benchmarks.across_languages`, as the square.
COSINE_NEAR = 0.4
#: The text that has most of a need's words counts in full from this share of them on.
WORDS_NEAR = 0.5
#: What the words can make up of what the vectors leave open. They find compounds that the models hardly know; from 0.2
#: to 1 the development half of `benchmarks.proofs` did as well, and less well where they took half from the vectors.
WORDS_WORTH = 0.6
#: Without vectors nothing else tells that a chatbot which points to participation is none of the young: a text with one
#: part of a compound then counts for so much. Chosen by eye; with vectors it would take from what they leave open.
ONE_PART = 0.5
#: A text is about a need from this cosine on, or from this share of its words on.
ABOUT_COSINE, ABOUT_WORDS = 0.35, 0.5
#: That a text comes near to a need is told from here on. Chosen by eye on 77 needs, of which each has in the mean five
#: solutions from ABOUT_COSINE on, a wood-chip heating for a school yard too hot among them, and three from here on.
TOLD_COSINE = 0.385
#: A text that has the words of a need, more than one if it has more, is about it only where the sentence models do not
#: say otherwise: of all solutions one in a hundred comes so near to a need. New water meters that make "repair" quicker
#: are no repair café.
WORDS_COSINE = 0.25
#: How likely a text answers a need, as log-odds: what of its nearness, of its cosine, of the share of the need's words
#: that it has, and of how far it addresses the need's topics, each 0–1; and of none of these. By logistic regression on
#: the texts that a person judged for the development needs of `benchmarks.answering`, which prints it again.
ODDS = {"nearness": 1.8, "cosine": 5.1, "words": 2.3, "topics": 2.35}
ODDS_OF_NONE = -5.9
#: A text is about a need that it answers so likely; and that it answers it is told from here on. At these more than a
#: third, and more than half, of those chosen do (`benchmarks.answering`).
ABOUT_LIKELY, TOLD_LIKELY = 0.22, 0.38
#: What addresses all topics that a need names apart comes so much nearer: sentence models miss them in languages in
#: which no text is. Chosen by eye.
NAMED_TOO = 0.5
#: What is less near than this to a need is no proof that its text tells.
LEAST = 0.2


class BestProof(NamedTuple):
    """The thing of a town (a network, or else a solution) whose text is nearest to the need, and how near: the text's
    nearness times how much the thing says of the town."""

    label: ProofLabel
    thing: int
    nearness: float


@dataclass(frozen=True, eq=False)
class NearTexts:
    """How near the text of each network and solution is to one need, 0–1, by label; which texts are about the need, and
    of which of these that may be told."""

    ties: Ties
    nearness: Mapping[ProofLabel, Floats32]
    about: Mapping[ProofLabel, npt.NDArray[np.bool_]]
    told: Mapping[ProofLabel, npt.NDArray[np.bool_]]
    #: The cosines and the shares of words that these rest on; of the labels whose texts were embedded.
    cosines: Mapping[ProofLabel, Floats32] = field(default_factory=dict)
    words: Mapping[ProofLabel, Floats32] = field(default_factory=dict)

    @cached_property
    def towns(self) -> Floats32:
        """For each municipality the nearness of its nearest proof, 0–1; 0 where none comes as near as LEAST."""
        return self._nearest(dict(self.nearness))

    @cached_property
    def towns_about(self) -> Floats32:
        """The same, of the proofs alone whose text is about the need; that a town merely stands in a list, or uses what
        very many use, is none."""
        ties = self.ties
        grounds = {"Network": ~ties.listed, "Solution": ties.uses.sizes <= MANY_USERS}
        about = {label: which & grounds[label][: len(which)] for label, which in self.about.items()}
        return self._nearest({label: floats(near * about[label]) for label, near in self.nearness.items()})

    @cached_property
    def towns_told(self) -> Floats32:
        """The same, of the proofs alone of which it may be told that they come near to the need."""
        return self._nearest({label: floats(near * self.told[label]) for label, near in self.nearness.items()})

    @cached_property
    def towns_by_networks(self) -> Floats32:
        """The same, of the networks alone that each town is in."""
        return self._nearest({"Network": self.nearness["Network"]})

    def less(self, share: Mapping[ProofLabel, Floats32]) -> NearTexts:
        """The same, with so much of the nearness of each network and solution, 0–1, by label; what keeps only a share
        is not about the need."""
        near = {label: floats(near * share[label]) for label, near in self.nearness.items()}
        about, told = (
            {label: some & (share[label] >= 1) for label, some in which.items()} for which in (self.about, self.told)
        )
        return replace(self, nearness=near, about=about, told=told)

    def telling(self, which: Mapping[ProofLabel, npt.NDArray[np.bool_]]) -> NearTexts:
        """The same, of which nothing may be told as near but these networks and solutions, by label."""
        return replace(self, told={label: some & which[label] for label, some in self.told.items()})

    def more(self, which: Mapping[ProofLabel, npt.NDArray[np.bool_]]) -> NearTexts:
        """The same, where these networks and solutions, by label, come nearer by NAMED_TOO of what is left to 1."""
        near = {
            label: floats(np.where(which[label], 1 - (1 - near) * (1 - NAMED_TOO), near))
            for label, near in self.nearness.items()
        }
        return replace(self, nearness=near)

    def answering(self, topics: Mapping[ProofLabel, Floats32]) -> NearTexts:
        """The same, where of these labels what likely answers the need is about it, or told as near, going by how far
        each node addresses what is wanted as well (`topics`, 0–1, by label). How near each comes is then the mean of
        how near its text is and how likely it answers; what was not compared stays as it is."""
        nearness, about, told = dict(self.nearness), dict(self.about), dict(self.told)
        for label, cosines in ((label, self.cosines[label]) for label in topics.keys() & self.cosines.keys()):
            values = {
                "nearness": self.nearness[label],
                "cosine": cosines,
                "words": self.words[label],
                "topics": topics[label],
            }
            odds = ODDS_OF_NONE + sum(ODDS[name] * value for name, value in values.items())
            likely, compared = 1 / (1 + np.exp(-odds)), cosines != 0
            nearness[label] = floats(np.where(compared, (nearness[label] + likely) / 2, nearness[label]))
            about[label] = np.where(compared, likely >= ABOUT_LIKELY, about[label])
            told[label] = np.where(compared, likely >= TOLD_LIKELY, told[label])
        return replace(self, nearness=nearness, about=about, told=told)

    def _nearest(self, nearness: Mapping[ProofLabel, Floats32]) -> Floats32:
        nearest = np.zeros(len(self.ties.snapshot.municipalities), dtype=np.float32)
        for label, near in nearness.items():
            pairs, shares = self._pairs(label)
            things = np.flatnonzero(near >= LEAST).astype(np.int32)
            position, rows = spread(pairs.thing_indptr, pairs.rows_by_thing, things)
            np.maximum.at(nearest, pairs.towns[rows], near[things[position]] * shares[rows])
        return nearest

    def best(self, town: int) -> BestProof | None:
        """The proof of the town that is nearest, the first of equal ones; None where none comes as near as LEAST."""
        found: list[BestProof] = []
        for label, near in self.nearness.items():
            pairs, shares = self._pairs(label)
            for row in range(int(pairs.indptr[town]), int(pairs.indptr[town + 1])):
                thing = int(pairs.things[row])
                if near[thing] >= LEAST:
                    found.append(BestProof(label, thing, float(near[thing] * shares[row])))
        return max(found, key=lambda proof: proof.nearness, default=None)

    def _pairs(self, label: ProofLabel) -> tuple[Bipartite, Floats32]:
        ties = self.ties
        return (ties.uses, ties.use_shares) if label == "Solution" else (ties.memberships, ties.membership_shares)


@dataclass(frozen=True)
class ProofTexts:
    """The texts of all networks and solutions of a snapshot, to be compared with needs."""

    ties: Ties

    @cached_property
    def _words(self) -> SharedWords:
        tables = [self.ties.snapshot.tables[label] for label in PROOF_LABELS]
        return SharedWords([_text(table, at) for table in tables for at in range(len(table))])

    def near(self, need: str, likeness: Mapping[str, Floats32]) -> NearTexts:
        """How near each comes to the need, by its words and, where `likeness` has the cosines of its label, by these.

        Of the cosine what `beside_the_nearest` makes of it, with the nearest of both labels; of the words the share
        that the text has, over the highest of all shares, at least WORDS_NEAR. Of what the cosine leaves open to 1 the
        words make up WORDS_WORTH times their share; they stand alone where no text was embedded.
        """
        embedded = any(label in likeness for label in PROOF_LABELS)
        one_part = 1.0 if embedded else ONE_PART
        shares, several = self._words.spoken_of(need, one_part=one_part)
        if (english := in_english(need)) is not None:
            of_english, more = self._words.spoken_of(english.text, one_part=one_part)
            shares, several = np.maximum(shares, of_english), several | more
        by_words = shares / np.float32(max(float(shares.max(initial=0)), WORDS_NEAR))
        compared = [likeness[label] for label in PROOF_LABELS if label in likeness]
        nearest = max(COSINE_NEAR, *(float(cosines.max(initial=0)) for cosines in compared), 0)
        nearness: dict[ProofLabel, Floats32] = {}
        about: dict[ProofLabel, npt.NDArray[np.bool_]] = {}
        told: dict[ProofLabel, npt.NDArray[np.bool_]] = {}
        weighed: dict[ProofLabel, Floats32] = {}
        shared: dict[ProofLabel, Floats32] = {}
        start = 0
        for label in PROOF_LABELS:
            end = start + len(self.ties.snapshot.tables[label])
            words, own, start = floats(by_words[start:end]), (shares >= ABOUT_WORDS)[start:end], end
            nearness[label] = words
            about[label] = told[label] = own
            if label in likeness:
                cosines = likeness[label]
                nearness[label] = with_words(beside_the_nearest(cosines, nearest), words)
                # A text that was not compared lies at 0.
                by_words_too = own & several[start - len(words) : start] & ((cosines >= WORDS_COSINE) | (cosines == 0))
                about[label] = by_words_too | (cosines >= ABOUT_COSINE)
                told[label] = by_words_too | (cosines >= TOLD_COSINE)
                weighed[label], shared[label] = cosines, floats(shares[start - len(words) : start])
        return NearTexts(self.ties, nearness, about, told, weighed, shared)


def is_proof(label: str) -> TypeGuard[ProofLabel]:
    """Whether a town can be tied to nodes with the label by a proof."""
    return label in PROOF_LABELS


def beside_the_nearest(cosines: Floats32, nearest: float) -> Floats32:
    """Cosines of texts with a need as likenesses, 0–1, where `nearest`, at least COSINE_NEAR, is 1.

    The square of how far each lies above COSINE_FLOOR keeps what is only a little alike from adding up with a topic
    that was misread.
    """
    return floats((np.maximum(cosines - np.float32(COSINE_FLOOR), 0) / np.float32(nearest - COSINE_FLOOR)) ** 2)


def with_words(by_vector: Floats32, by_words: Floats32) -> Floats32:
    """Two likenesses of texts, 0–1, as one: of what the vectors leave open to 1 the words make up WORDS_WORTH times."""
    return floats(1 - (1 - by_vector) * (1 - WORDS_WORTH * by_words))


def _text(table: Table, at: int) -> str:
    """Name and summary of a node, in all its languages."""
    tagged = (text for column in ("labels", "summaries") for text, _ in table.tagged(column, at))
    return ". ".join(filter(None, (table.name(at), table.text("summary")[at], *tagged)))
