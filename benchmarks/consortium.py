"""How long the best consortium takes: ten members of 2,000 who could join, proven: `python -m benchmarks.consortium`.

Ten drawn cases: two are named; fits, countries, regions and sorts of the others are drawn with a seed. Asked for are
seven countries, at most two of each, seven of ten from less developed regions, and two of a sort that one in twenty is.
Times are the processor's, for the best and its three alternatives together.
"""

from __future__ import annotations

import time

import numpy as np

from benchmarks.figures import Figure, show
from graph.arrays import Floats64
from graph.said import said
from matching.consortia.demands import Demand, PerGroup, members
from matching.consortia.solve import solve

SIZE, WHO, CASES, COUNTRIES = 10, 2_000, 10, 31


def _case(seed: int) -> tuple[Floats64, list[Demand]]:
    chance = np.random.default_rng(seed)
    count = WHO + 2
    countries = chance.integers(0, COUNTRIES, count).astype(np.int64)
    demands = [
        members(said("from less developed regions"), chance.random(count) < 0.4, 7),
        members(said("of a sort"), chance.random(count) < 0.05, 2),
        Demand(said("countries"), np.zeros(count), low=7, groups=countries),
        *PerGroup(said("of each country"), countries, 2).demands(),
    ]
    return np.round(chance.gamma(2.0, 15.0, count), 3), demands


def main() -> None:
    """Print in how many cases the best is proven within two seconds, and the longest time."""
    took, proven = [], 0
    for seed in range(CASES):
        fit, demands = _case(seed)
        begun = time.process_time()
        found = solve(fit, (0, 1), demands, SIZE)
        took.append(time.process_time() - begun)
        proven += bool(found.solutions) and found.solutions[0].gap == 0 and took[-1] <= 2
    show(Figure("cases proven within 2 s, of ten", proven, "cases", least=9))
    show(Figure("the longest", max(took), "s"))


if __name__ == "__main__":
    main()
