"""Networks to come as the engine sees them: behind those that are known, with nobody in them but their leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from graph.arrays import Floats32, Ints32
from graph.snapshot.frozen import Snapshot
from matching.asker import understand
from matching.evaluation.types import Item, Question, Scores
from matching.kinds.networks import NETWORKS
from matching.kinds.scoring import for_question, points
from matching.pairs import Bipartite
from matching.ties import Ties, topic_matrix
from matching.types import Query

#: The day of a question matters to calls and to networks that end; neither is asked for here.
ANY_DAY = date(2000, 1, 1)
#: How likely each town joins an item, as `AdditiveModel.chances` has it.
Chances = Callable[[Item], Floats32]


@dataclass(frozen=True)
class Announced(Ties):
    """The ties of what is known, and those of the items: of these the lead is told, and no topic."""

    items: tuple[Item, ...]

    @property
    def networks(self) -> Ints32:
        """The networks that the items are."""
        first = len(self.snapshot.tables["Network"])
        return np.arange(first, first + len(self.items), dtype=np.int32)

    @cached_property
    def memberships(self) -> Bipartite:
        """Towns and networks."""
        towns, things = self.snapshot.links("MEMBER_OF").pairs
        towns = np.append(towns, [item.lead for item in self.items]).astype(np.int32)
        things = np.append(things, self.networks).astype(np.int32)
        order = np.lexsort((things, towns))
        sizes = len(self.snapshot.municipalities), len(self.snapshot.tables["Network"]) + len(self.items)
        return Bipartite.of_pairs(towns[order], things[order], *sizes)

    @cached_property
    def network_topics(self) -> Floats32:
        """What each network works on, (networks, topics)."""
        known = topic_matrix(self.snapshot, "ADDRESSES", "Network")
        return np.asfortranarray(np.pad(known, ((0, len(self.items)), (0, 0))))


@dataclass(frozen=True)
class _Joining:
    """`matching.ranking.joining.Joining` for items."""

    announced: Announced
    of: Chances

    @property
    def networks(self) -> Ints32:
        return self.announced.networks

    def chances(self, network: int) -> Floats32:
        return self.of(self.announced.items[network - len(self.announced.snapshot.tables["Network"])])


@dataclass(frozen=True)
class NetworkRecipe:
    """The engine's recipe for networks, without the features named in `without`, asked for items.

    With `chances` the learned curves have their say in it, as in an engine with models; without, it is made by hand.
    """

    known: Snapshot
    without: frozenset[str] = frozenset()
    chances: Chances | None = None
    _announced: dict[tuple[str, ...], Announced] = field(default_factory=dict, repr=False)

    def scores(self, question: Question) -> Scores:
        """The points of each item."""
        key = tuple(item.id for item in question.items)
        if key not in self._announced:
            self._announced[key] = Announced(self.known, question.items)
        announced = self._announced[key]
        query = Query(town=self.known.municipalities.ids[question.asker], on=ANY_DAY)
        asker = understand(announced, query, None, {})
        if self.chances is not None:
            asker = replace(asker, joining=_Joining(announced, self.chances))
        recipe = [feature for feature in NETWORKS if feature.name not in self.without]
        earned: Scores = points(for_question(recipe, asker), asker, announced.networks).sum(axis=0)
        return earned
