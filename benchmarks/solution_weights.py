"""Which weights of the solution recipe foretell best which solutions towns use, where no need is named.

    python -m benchmarks.solution_weights ../shared/data/benchmark --split 2015-01-01

The questions are those of `peerpolis evaluate --task solutions`. A choice model (McFadden 1974) without negative
weights is fitted to them: a town draws the hidden solution from all that it does not use, with odds that grow by the
recipe's features. The nDCG@10 is crossed: the solutions asked for fall into FOLDS parts, and those of one part are
ranked by weights fitted to the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax

from api.workspace.evaluation import read_records
from matching.asker import understand
from matching.evaluation.curated import curated_world
from matching.evaluation.history import known_records
from matching.evaluation.metrics import ndcg, ranks
from matching.evaluation.run import World, allowed
from matching.kinds.solutions import SOLUTIONS
from matching.need.reading import asked_in
from matching.need.topics import TopicReader
from matching.ties import Ties
from matching.types import Query
from seed.bundle.curated import read_bundle

#: What a named need says; the other features are weighed here.
NEED = ("topic_fit", "text_likeness", "done_in_your_size")
FEATURES = tuple(feature for feature in SOLUTIONS if feature.name not in NEED)
FOLDS = 6
#: How much the squares of the weights cost: a little, so that two features that say the same share what it is worth.
PENALTY = 1e-3

Doubles = npt.NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="what is known besides the bundle, in the plain layout")
    parser.add_argument("--split", type=date.fromisoformat, required=True, help="known is what was before this day")
    parser.add_argument("--seed", type=int, default=0, help="draws the solutions that are hidden, and the folds")
    asked = parser.parse_args()
    history = known_records(read_records(asked.folder)[0], asked.split)
    world = curated_world(history, read_bundle().batch, ("solutions",), asked.seed)
    tables, hidden = choices(world)
    left = sum(feature.weight for feature in FEATURES)
    by_hand = np.array([feature.weight for feature in FEATURES])
    fitted = fit(tables, hidden)
    print(f"{len(hidden)} questions; weights that add up to {left:g}:")
    for feature, own, learnt in zip(FEATURES, by_hand, fitted * left / fitted.sum(), strict=True):
        print(f"  {feature.name:24} {own:4g} in the recipe {learnt:6.1f} fitted")
    for name, weights in (
        ("the recipe's weights", [by_hand] * len(hidden)),
        ("weights fitted to other solutions", crossed(tables, hidden, asked.seed)),
    ):
        print(f"nDCG@10 by {name}: {gain(tables, hidden, weights):.3f}")


def choices(world: World) -> tuple[list[Doubles], list[int]]:
    """For each question the features of all solutions, NaN for those that the town uses, and which one is hidden."""
    ties, reader = Ties(world.known), TopicReader(world.known)
    everything = np.arange(len(world.known.tables["Solution"]), dtype=np.int32)
    tables, hidden = [], []
    for question in world.questions["solutions"]:
        query = Query(town=world.known.municipalities.ids[question.asker], on=date(2000, 1, 1))
        asker = understand(ties, query, asked_in(query, reader), {})
        table = np.stack([feature.value(asker, everything) for feature in FEATURES]).astype(np.float64)
        table[:, ~allowed(world.known, question)] = np.nan
        tables.append(table)
        hidden.append(question.relevant[0])
    return tables, hidden


def fit(tables: Sequence[Doubles], hidden: Sequence[int]) -> Doubles:
    """The weights under which the hidden choices are likeliest."""
    chosen = [np.flatnonzero(~np.isnan(table[0])) for table in tables]
    filled = [table[:, columns] for table, columns in zip(tables, chosen, strict=True)]
    at = [int(np.searchsorted(columns, choice)) for columns, choice in zip(chosen, hidden, strict=True)]

    def cost(weights: Doubles) -> tuple[float, Doubles]:
        total, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for table, choice in zip(filled, at, strict=True):
            chances = log_softmax(weights @ table)
            total -= chances[choice] / len(filled)
            slope -= (table[:, choice] - table @ np.exp(chances)) / len(filled)
        return total, slope

    found = minimize(cost, np.ones(len(FEATURES)), jac=True, bounds=[(0, None)] * len(FEATURES), method="L-BFGS-B")
    weights: Doubles = found.x
    return weights


def crossed(tables: Sequence[Doubles], hidden: Sequence[int], seed: int) -> list[Doubles]:
    """For each question the weights fitted to the questions about solutions of other parts."""
    solutions = np.random.default_rng(seed).permutation(np.unique(hidden))
    fold = {int(solution): at % FOLDS for at, solution in enumerate(solutions)}
    weights = []
    for part in range(FOLDS):
        others = [at for at, solution in enumerate(hidden) if fold[solution] != part]
        weights.append(fit([tables[at] for at in others], [hidden[at] for at in others]))
    return [weights[fold[solution]] for solution in hidden]


def gain(tables: Sequence[Doubles], hidden: Sequence[int], weights: Sequence[Doubles]) -> float:
    """The mean nDCG@10."""
    found = []
    for table, choice, own in zip(tables, hidden, weights, strict=True):
        may = ~np.isnan(table[0])
        found.append(ndcg(ranks(np.nan_to_num(own @ table, nan=-np.inf), (choice,), may), 10))
    return float(np.mean(found))


if __name__ == "__main__":
    main()
