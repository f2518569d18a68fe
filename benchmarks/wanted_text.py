"""What the text that partners are wanted for is worth to the learned ranking, by how much of it is told.

    python -m benchmarks.wanted_text ../shared/data/benchmark --split 2015-01-01

The questions are those of `peerpolis evaluate --task partners`, and the models the same: trained on whole texts. A
call is no project: of most calls there is little more than a title, and of the bundle's networks SUMMARY characters. So
the text of the question is cut to its beginning or to its title, and, in the second half, those of the known networks
to SUMMARY characters.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from api.workspace.evaluation import read_records
from graph.snapshot.frozen import Snapshot
from matching.evaluation.history import split_history
from matching.evaluation.methods.learned import LearnedRanker
from matching.evaluation.questions import partner_questions
from matching.evaluation.run import World, evaluate
from matching.evaluation.types import Question, Ranker, Task
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ranking.themes import Themes
from matching.ties import Ties

#: So long is the summary of a network of the curated bundle, on average.
SUMMARY = 130
SEGMENTS = ("all", "cross-border", "transnational", "urbact")
#: What is told of the text; the title is the question's first sentence.
TOLD: Mapping[str, Callable[[Question], str]] = {
    "all of it": lambda question: question.text,
    "its first 200 characters": lambda question: question.text[:200],
    "its title": lambda question: question.text.partition(". ")[0],
    "nothing": lambda question: "",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="networks of the past, in the plain layout")
    parser.add_argument("--split", type=date.fromisoformat, required=True, help="known is what was before this day")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    history = split_history(read_records(asked.folder)[0], asked.split)
    world = World(history.known, history.newcomers, {"partners": partner_questions(history)})
    methods = [Cut(told, short) for short in (False, True) for told in TOLD if told != "nothing" or not short]
    found = evaluate([world], methods, seed=asked.seed).tasks["partners"].methods
    print(f"{'nDCG@10':52}", *(f"{segment:>13}" for segment in SEGMENTS))
    for name, table in found.items():
        print(f"{name:52}", *(f"{table[s]['ndcg@10'].value or 0:13.3f}" if s in table else " " * 13 for s in SEGMENTS))


class Summaries(Themes):
    """Themes over the beginnings of the texts."""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(text[:SUMMARY] for text in Themes(self.snapshot).texts)


@dataclass(frozen=True)
class Cut:
    """The learned ranking, told so much of the question's text, over whole texts or over summaries."""

    told: str
    short: bool
    tasks: frozenset[Task] = frozenset({"partners"})

    @property
    def name(self) -> str:
        return f"{self.told}, networks by {'summaries' if self.short else 'whole texts'}"

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        themes = Summaries(known) if self.short else Themes(known)
        return _CutRanker(LearnedRanker(Record.whole(Past(Ties(known))), themes, frozenset(), seed), TOLD[self.told])


@dataclass(frozen=True)
class _CutRanker:
    ranker: LearnedRanker
    told: Callable[[Question], str]

    def scores(self, question: Question) -> npt.NDArray[np.floating]:
        return self.ranker.scores(replace(question, text=self.told(question)))


if __name__ == "__main__":
    main()
