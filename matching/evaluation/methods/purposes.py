"""Partners by purpose, as the engine suggests them: each purpose by itself, and the portfolio as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.snapshot.frozen import Snapshot
from matching.asker import understand
from matching.evaluation.methods.announced import ANY_DAY
from matching.evaluation.methods.learned import trained
from matching.evaluation.types import TOWN_TASKS, Question, Ranker, Scores, Task
from matching.kinds.candidates import partner_candidates
from matching.kinds.scoring import for_question, points
from matching.need.reading import asked_in
from matching.need.topics import TopicReader
from matching.purposes.areas import Areas
from matching.purposes.portfolio import PORTFOLIO, portfolio
from matching.purposes.purpose import Purpose, Searched
from matching.purposes.taken_along import TakenAlong
from matching.ranking.joining import Ranking
from matching.ranking.lesson import Models
from matching.ranking.model import AdditiveModel
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ties import Ties
from matching.types import Query


@dataclass(frozen=True)
class ByPurpose:
    """One purpose, or, without one, the portfolio: the first of each purpose, then the second of each, and so on."""

    purpose: Purpose | None = None
    tasks: frozenset[Task] = TOWN_TASKS

    @property
    def name(self) -> str:
        """The name in the report."""
        return "portfolio" if self.purpose is None else f"purpose {self.purpose.name}"

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        """The arrays that the engine derives, and the run's model of peers: no question here names a programme, so that
        of partners is never asked, and is not trained."""
        past = Past(Ties(known))
        models = Models(AdditiveModel({}, {}, {}), trained(past, "peers", frozenset(), seed))
        ranking = Ranking(models, Record.whole(past))
        return _PurposeRanker(past.ties, TopicReader(known), ranking, Areas(known), TakenAlong(past.ties), self.purpose)


@dataclass(frozen=True)
class _PurposeRanker:
    ties: Ties
    reader: TopicReader
    ranking: Ranking
    areas: Areas
    along: TakenAlong
    purpose: Purpose | None

    def scores(self, question: Question) -> Scores:
        """The points of those who serve the purpose; −inf for all others, and for those whom no portfolio shows."""
        known = self.ties.snapshot
        query = Query(
            town=known.municipalities.ids[question.asker],
            need=question.text or None,
            kinds=("partners",),
            present_partners=True,
            on=ANY_DAY,
        )
        asker = understand(self.ties, query, asked_in(query, self.reader), {}, self.ranking)
        searched = Searched(asker, self.areas, self.along)
        towns = partner_candidates(asker)
        scores = np.full(len(known.municipalities), -np.inf)
        if self.purpose is None:
            for nth, chosen in enumerate(portfolio(searched, towns)):
                place = np.arange(len(chosen.positions)) * len(PORTFOLIO) + nth
                scores[chosen.candidates[chosen.positions]] = -place
            return scores
        serving = towns[self.purpose.serves(searched, towns)]
        recipe = for_question(self.purpose.recipe(searched), asker)
        scores[serving] = points(recipe, asker, serving).sum(axis=0)
        return scores
