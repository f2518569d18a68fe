"""How fast the measures are beside networkx, on one random network, and whether both say the same.

`python -m benchmarks.measures` draws 20,000 towns and 400,000 ties, takes the median of five runs of ours and one of
networkx. What takes networkx hours (constraint) is asked of twenty towns and scaled to all.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from graph.arrays import Floats64
from graph.measures.centrality import MEASURES
from graph.measures.position import graph_of

DRAWN = 20
Twin = Callable[[Any, list[int]], dict[int, float]]


def _eigenvector(graph: Any, some: list[int]) -> dict[int, float]:
    found: dict[int, float] = nx.eigenvector_centrality(graph, weight="weight", max_iter=1_000, tol=1e-12)
    return found


def _clustering(graph: Any, some: list[int]) -> dict[int, float]:
    found: dict[int, float] = nx.clustering(graph)
    return found


def _constraint(graph: Any, some: list[int]) -> dict[int, float]:
    found: dict[int, float] = nx.constraint(graph, nodes=some, weight="weight")
    return found


#: The twin in networkx, and whether it is asked of twenty towns only.
TWINS: dict[str, tuple[Twin, bool]] = {
    "eigenvector": (_eigenvector, False),
    "clustering": (_clustering, False),
    "constraint": (_constraint, True),
}


def main() -> None:
    """Print a line for each measure: both times, how many times faster, the largest difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=20_000)
    parser.add_argument("--ties", type=int, default=400_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measure", choices=list(TWINS), action="append")
    asked = parser.parse_args()
    network = nx.gnm_random_graph(asked.towns, asked.ties, seed=1)
    weights = np.random.default_rng(1).random(asked.ties)
    for (a, b), weight in zip(network.edges, weights.tolist(), strict=True):
        network[a][b]["weight"] = weight
    graph = graph_of(csr_array(nx.to_scipy_sparse_array(network, nodelist=range(asked.towns), dtype=float)))
    some = list(range(0, asked.towns, max(asked.towns // DRAWN, 1)))[:DRAWN]
    for name in asked.measure or TWINS:
        twin, scaled = TWINS[name]
        values, ours = _median(lambda name=name: MEASURES[name](graph), asked.runs)  # type: ignore[misc]
        begun = time.perf_counter()
        theirs = twin(network, some)
        taken = (time.perf_counter() - begun) * (asked.towns / len(some) if scaled else 1)
        off = max((abs(values[v] - x) for v, x in theirs.items() if not math.isnan(values[v])), default=0.0)
        print(f"{name}: {ours:.3f} s, networkx {taken:.1f} s, {taken / ours:,.0f} times, differs by {off:.1e}")


def _median(measure: Callable[[], Floats64], runs: int) -> tuple[Floats64, float]:
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        values = measure()
        times.append(time.perf_counter() - begun)
    return values, statistics.median(times)


if __name__ == "__main__":
    main()
