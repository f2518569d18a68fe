"""The product's hand-made recipes, as the engine runs them: its candidates, its features, its weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.snapshot.frozen import Snapshot
from matching.asker import understand
from matching.evaluation.methods.announced import ANY_DAY, NetworkRecipe
from matching.evaluation.types import TASKS, Question, Ranker, Scores, Task
from matching.kinds.candidates import partner_candidates
from matching.kinds.networks import NETWORKS, joins_such
from matching.kinds.partners import PARTNERS
from matching.kinds.scoring import Recipe, points
from matching.kinds.solutions import SOLUTIONS, solution_candidates
from matching.need.reading import asked_in
from matching.need.topics import TopicReader
from matching.ties import Ties
from matching.types import Query


def recipe_features() -> tuple[str, ...]:
    """The names of all features of the recipes that are made by hand."""
    made = [feature.name for feature in (*PARTNERS, *NETWORKS, *SOLUTIONS) if feature.value is not joins_such]
    return tuple(dict.fromkeys(made))


@dataclass(frozen=True)
class HandRecipe:
    """`matching.kinds`, without the features named in `without`."""

    without: frozenset[str] = frozenset()
    name: str = "recipe"
    tasks: frozenset[Task] = frozenset(TASKS)

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        """Nothing is learnt: the arrays that the engine derives from what is known."""
        ties, reader, networks = Ties(known), TopicReader(known), NetworkRecipe(known, self.without)
        return _HandRanker(ties, reader, self._without(PARTNERS), self._without(SOLUTIONS), networks)

    def _without(self, recipe: Recipe) -> Recipe:
        return tuple(feature for feature in recipe if feature.name not in self.without)


@dataclass(frozen=True)
class _HandRanker:
    ties: Ties
    reader: TopicReader
    partners: Recipe
    solutions: Recipe
    networks: NetworkRecipe

    def scores(self, question: Question) -> Scores:
        """The points of the engine's candidates; −inf for what it would not look at."""
        if question.task == "networks":
            return self.networks.scores(question)
        known = self.ties.snapshot
        query = Query(
            town=known.municipalities.ids[question.asker],
            need=question.text or None,
            present_partners=True,
            on=ANY_DAY,
        )
        asker = understand(self.ties, query, asked_in(query, self.reader), {})
        if question.task == "solutions":
            recipe, size = self.solutions, len(known.tables["Solution"])
            candidates = solution_candidates(asker, np.arange(size, dtype=np.int32))
        else:
            recipe, size = self.partners, len(known.municipalities)
            candidates = partner_candidates(asker)
        scores = np.full(size, -np.inf)
        scores[candidates] = points(recipe, asker, candidates).sum(axis=0)
        return scores
