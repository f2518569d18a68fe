"""The product's learned ranking, trained inside the run on what is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.snapshot.frozen import Snapshot
from matching.best import Points
from matching.evaluation.methods.announced import NetworkRecipe
from matching.evaluation.types import Item, Question, Ranker, Task
from matching.ranking.features import FEATURES, GROUPS, LEANINGS, PARTNER_PAIRS, PEER_PAIRS, named, term_name
from matching.ranking.model import AdditiveModel
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ranking.retrieval import candidates
from matching.ranking.situation import Situation, situation
from matching.ranking.themes import Themes
from matching.ranking.training import RankingTask, train
from matching.ties import Ties

TASKS: frozenset[Task] = frozenset({"partners", "peers", "networks", "tandems"})


def learned_groups() -> tuple[str, ...]:
    """The groups of features."""
    return tuple(GROUPS)


def learned_features() -> tuple[str, ...]:
    """What an ablation can leave out: groups, single features, and what two are worth together.

    `theme` is a group and one of its features: the group is meant.
    """
    single = (feature.__name__ for feature in (*FEATURES.values(), *LEANINGS))
    together = (term_name(pair) for pair in (*PARTNER_PAIRS, *PEER_PAIRS))
    return tuple(dict.fromkeys((*learned_groups(), *single, *together)))


@dataclass(frozen=True)
class LearnedRanker:
    """What the engine answers with, over the same candidates. A model is trained when it is first needed."""

    record: Record
    themes: Themes
    without: frozenset[str]
    seed: int
    bias_control: bool = True
    asked: dict[str, Floats32] = field(default_factory=dict, repr=False)

    def scores(self, question: Question) -> npt.NDArray[np.floating]:
        """One score a town, −inf for those that are no candidates; for networks one an item."""
        if question.task == "networks":
            return self.networks.scores(question)
        asked = situation(
            self.record,
            question.asker,
            question.programme_name,
            self.themes.likeness(question.text),
        )
        model = self._model(asked)
        towns = candidates(asked)
        scores: Points = np.full(len(self.record.past.countries), -np.inf)
        scores[towns] = model.scores(asked, towns, bias_control=self.bias_control)
        return scores

    def _model(self, asked: Situation) -> AdditiveModel:
        """Partners where a programme is named, else peers."""
        return trained(self.record.past, "peers" if asked.family is None else "partners", self.without, self.seed)

    @cached_property
    def networks(self) -> NetworkRecipe:
        """The recipe for networks, in which the curves have their say."""
        return NetworkRecipe(self.record.past.snapshot, chances=self.chances)

    def chances(self, item: Item) -> Floats32:
        """How likely each town joins the item, `AdditiveModel.chances`."""
        if item.id not in self.asked:
            asked = situation(self.record, item.lead, item.programme_name, self.themes.likeness(item.text))
            self.asked[item.id] = self._model(asked).chances(asked)
        return self.asked[item.id]


@dataclass(frozen=True)
class Learned:
    """The method `learned`. `without` leaves features out, for an ablation; without bias control its cost is seen."""

    without: frozenset[str] = frozenset()
    bias_control: bool = True

    @property
    def name(self) -> str:
        """The name in the report."""
        return "learned" if self.bias_control else "learned, no bias control"

    @property
    def tasks(self) -> frozenset[Task]:
        """The tasks in which towns and networks are ranked; bias control matters only where towns are."""
        return TASKS if self.bias_control else TASKS - {"networks"}

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        """Ready to train on the networks of the past."""
        return LearnedRanker(Record.whole(Past(Ties(known))), Themes(known), self.without, seed, self.bias_control)


#: The models of the run's latest world: the row without bias control needs no training of its own.
_latest: dict[tuple[str, RankingTask, frozenset[str], int], AdditiveModel] = {}


def trained(past: Past, task: RankingTask, without: frozenset[str], seed: int) -> AdditiveModel:
    """The model of the task, trained on the past; that of the run's latest world is kept."""
    key = (past.snapshot.digest, task, without, seed)
    if key not in _latest:
        for other in [known for known in _latest if (known[0], *known[2:]) != (key[0], *key[2:])]:
            del _latest[other]
        _latest[key] = train(past, task, seed=seed, without=named(without))
    return _latest[key]
