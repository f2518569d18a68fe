"""How often a short need in everyday words is understood, as a topic that a person who knows the field accepts, how
often a need that no topic fits is not forced into one, and whether the confidence keeps what it says.

    python -m benchmarks.short_needs

`tests/data/short_needs.csv` holds what a town hall types into a search box, in seven languages, with the topics
accepted for it; a need without topics is one that no topic fits. It was written before the vocabulary was extended for
it. Every second row, from the first, is the development half, which words and reader were mended with; the others are
the test half. `--missed` lists what the development half gets wrong; nothing lists the other. `--fit` prints the
weights of the confidence (`matching.need.confidence`), fitted on the development half.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.languages import ROOT, topics_snapshot
from graph.snapshot.frozen import Snapshot
from matching.need.confidence import confidence, signs
from matching.need.likeness import text_likeness, texts
from matching.need.reading import Reading, borne_out, read_need
from matching.need.text import SPOKEN
from matching.need.topics import TopicReader
from matching.types import TopicMatch
from matching.vectors.opening import open_embedder
from matching.vectors.texts import embed_changed

HALVES = ("development", "test")
#: The expected calibration error is taken over so many bins of equal width.
BINS = 10
#: The ridge of the fit, per need: nearly all needs are read right, and without it the weights grow without end.
RIDGE = 2e-4


@dataclass(frozen=True)
class ShortNeed:
    """A need as it is typed, its language, and the ids of the topics accepted for it; none where no topic fits."""

    language: str
    text: str
    accepted: frozenset[str]


@dataclass(frozen=True)
class Heard:
    """A need as the product hears it: the topics it was read as, how they count, and what came of it."""

    matches: tuple[TopicMatch, ...]
    reading: Reading

    @property
    def first(self) -> str | None:
        """The topic that the answer is about; None where the need is not understood."""
        return self.reading.understood[0].topic if self.reading.understood else None

    @property
    def guess(self) -> str | None:
        """The topic that the confidence is about, whether it is kept or not."""
        return self.matches[0].topic if self.matches else None


def read_short_needs(half: int) -> list[ShortNeed]:
    """Every second row, from the first (half 0, development) or the second (half 1, test)."""
    with (ROOT / "tests" / "data" / "short_needs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[half::2]
    return [ShortNeed(r["language"], r["need"], frozenset(filter(None, r["topics"].split("|")))) for r in rows]


def by_words(reader: TopicReader, needs: Sequence[ShortNeed]) -> list[str | None]:
    """The first topic that each need is read as by its words; None where it is read as none."""
    read = (reader.read(need.text) for need in needs)
    return [matches[0].topic if matches else None for matches in read]


def heard(snapshot: Snapshot, reader: TopicReader, needs: Sequence[ShortNeed], *, with_models: bool) -> list[Heard]:
    """How the product hears each need: by words alone, or with the packaged sentence models as its witness."""
    ids = snapshot.tables["Topic"].ids
    compare = None
    if with_models:
        embedder = open_embedder()
        compare = text_likeness(snapshot, embedder, embed_changed(embedder, texts(snapshot), ()))
    found = []
    for need in needs:
        nearness = None if compare is None else compare(need.text)["Topic"]
        matches = borne_out(reader.read(need.text), ids, nearness)
        found.append(Heard(matches, read_need(reader, need.text, ids, nearness)))
    return found


def understood(needs: Sequence[ShortNeed], first: Sequence[str | None]) -> float:
    """The share of needs whose first topic is an accepted one, of those that a topic fits."""
    right = [topic in need.accepted for need, topic in zip(needs, first, strict=True) if need.accepted]
    return sum(right) / len(right)


def left_alone(needs: Sequence[ShortNeed], first: Sequence[str | None]) -> float:
    """The share of needs read as no topic, of those that no topic fits."""
    right = [topic is None for need, topic in zip(needs, first, strict=True) if not need.accepted]
    return sum(right) / len(right)


def calibration_error(confidences: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The expected calibration error: how far the confidence is from the share that is right, over bins of equal width,
    weighed by how many needs are in each (Naeini, Cooper, Hauskrecht 2015)."""
    bins = np.minimum((confidences * BINS).astype(int), BINS - 1)
    gaps = [abs(float((confidences[bins == b] - right[bins == b]).sum())) for b in range(BINS)]
    return sum(gaps) / len(confidences)


def fit(needs: Sequence[ShortNeed], answers: Sequence[Heard]) -> npt.NDArray[np.float64]:
    """The constant and the weights of the signs that best tell right first topics from wrong ones (logistic
    regression with a small ridge, by Newton's method)."""
    read = [(n, a.matches[0]) for n, a in zip(needs, answers, strict=True) if a.matches]
    shown = np.array([(1.0, *signs(need.text, match)) for need, match in read])
    right = np.array([match.topic in need.accepted for need, match in read], dtype=np.float64)
    ridge = np.diag([0.0, *[2 * RIDGE * len(read)] * (shown.shape[1] - 1)])
    weights = np.zeros(shown.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-shown @ weights))
        slope = shown.T @ (chance - right) + ridge @ weights
        weights -= np.linalg.solve((shown.T * (chance * (1 - chance))) @ shown + ridge, slope)
    return weights


def main() -> None:
    """Print the shares by half and language, by words alone and as the sentence bears them out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="list what the development half gets wrong")
    parser.add_argument("--fit", action="store_true", help="print the weights of the confidence, fitted anew")
    asked = parser.parse_args()
    snapshot = topics_snapshot()
    reader = TopicReader(snapshot)
    for half, name in enumerate(HALVES):
        needs = read_short_needs(half)
        for way, with_models in (("words", False), ("borne out", True)):
            answers = heard(snapshot, reader, needs, with_models=with_models)
            for languages in (*((language,) for language in SPOKEN), SPOKEN):
                _report(f"{name:11}  {way:9}", languages, needs, answers)
            if half == 0 and with_models and asked.fit:
                print("weights:", np.round(fit(needs, answers), 2).tolist())
            if half == 0 and with_models and asked.missed:
                for need, answer in zip(needs, answers, strict=True):
                    if (answer.first not in need.accepted) if need.accepted else answer.first:
                        print(f"    {need.text}: {answer.first}, {answer.reading.confidence}")


def _report(title: str, languages: Sequence[str], needs: Sequence[ShortNeed], answers: Sequence[Heard]) -> None:
    own = [at for at, need in enumerate(needs) if need.language in languages]
    asked, found = [needs[at] for at in own], [answers[at] for at in own]
    first = [answer.first for answer in found]
    fitting = sum(bool(need.accepted) for need in asked)
    shown = f"understood {understood(asked, first):.2f} of {fitting}"
    others = f"left alone {left_alone(asked, first):.2f} of {len(asked) - fitting}"
    error = ""
    if len(languages) > 1:
        sure = np.array([confidence(need.text, answer.matches) for need, answer in zip(asked, found, strict=True)])
        # A need that no topic fits has no right topic: read as none, it was answered as sure as it should be.
        right = np.array([answer.guess in need.accepted for need, answer in zip(asked, found, strict=True)])
        error = f"   calibration error {calibration_error(sure, right):.3f}"
        read = np.array([bool(answer.matches) for answer in found])
        error += f" ({calibration_error(sure[read], right[read]):.3f} of the {read.sum()} read as a topic)"
    print(f"{title}  {'all' if len(languages) > 1 else languages[0]:3}  {shown}   {others}{error}")


if __name__ == "__main__":
    main()
