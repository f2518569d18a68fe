"""How fast the measures are beside networkx, and whether both say the same; and how long null models and reports take.

`python -m benchmarks.measures` draws 20,000 towns and 400,000 ties, takes the median of five runs of ours and one of
networkx. What takes networkx hours is asked of a few towns and scaled to all: constraint of twenty, betweenness of two
of the 256 towns that paths begin in. Then, with the graph of the settings (PEERPOLIS_GRAPH), 1,000 curveball samples of
the default network and the gap report of each of the largest countries.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from api.workspace.gap_question import GapsAsked, gaps_found
from api.workspace.settings import Settings
from api.workspace.workspace import Workspace, today
from benchmarks.figures import Figure, show
from graph.arrays import Floats64
from graph.measures.centrality import MEASURES
from graph.measures.null_models import curveball
from graph.measures.position import graph_of
from graph.measures.projection import project
from graph.measures.sampled import sampled_betweenness

DRAWN, PIVOTS, FOLLOWED, SAMPLES = 20, 256, 2, 1_000
COUNTRIES = ("DE", "FR", "IT", "ES", "PL")
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


#: The twin in networkx, whether it is asked of twenty towns only, and how many times faster ours has to be.
TWINS: dict[str, tuple[Twin, bool, float]] = {
    "eigenvector": (_eigenvector, False, 80),
    "clustering": (_clustering, False, 80),
    "constraint": (_constraint, True, 1_000),
}


def main() -> None:
    """Print a line for each figure, with its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=20_000)
    parser.add_argument("--ties", type=int, default=400_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--part", choices=("measures", "samples", "reports"), action="append")
    asked = parser.parse_args()
    parts = asked.part or ("measures", "samples", "reports")
    if "measures" in parts:
        _measures(asked.towns, asked.ties, asked.runs)
    if "samples" in parts or "reports" in parts:
        space = Workspace(Settings.from_environment(os.environ))
        if "samples" in parts:
            _samples(space, asked.samples)
        if "reports" in parts:
            _reports(space)
        space.close()


def _measures(towns: int, ties: int, runs: int) -> None:
    network = nx.gnm_random_graph(towns, ties, seed=1)
    weights = np.random.default_rng(1).random(ties)
    for (a, b), weight in zip(network.edges, weights.tolist(), strict=True):
        network[a][b]["weight"] = weight
    matrix = csr_array(nx.to_scipy_sparse_array(network, nodelist=range(towns), dtype=float))
    graph = graph_of(matrix)
    _, ours = _median(lambda: sampled_betweenness(matrix, PIVOTS, seed=1).value, runs)
    begun = time.process_time()
    nx.betweenness_centrality(network, k=FOLLOWED, seed=1)
    theirs = (time.process_time() - begun) * PIVOTS / FOLLOWED
    _told("betweenness", ours, theirs, 40)
    some = list(range(0, towns, max(towns // DRAWN, 1)))[:DRAWN]
    for name, (twin, scaled, least) in TWINS.items():
        values, ours = _median(lambda name=name: MEASURES[name](graph), runs)  # type: ignore[misc]  # a default is no argument
        begun = time.process_time()
        found = twin(network, some)
        theirs = (time.process_time() - begun) * (towns / len(some) if scaled else 1)
        _told(name, ours, theirs, least)
        off = max((abs(values[v] - x) for v, x in found.items() if not math.isnan(values[v])), default=0.0)
        show(Figure(f"{name}: largest difference", off, "", most=1e-9))


def _told(name: str, ours: float, theirs: float, least: float) -> None:
    show(Figure(f"{name}: ours {ours:.3f} s, networkx {theirs:,.1f} s", theirs / ours, "times faster", least=least))


def _samples(space: Workspace, samples: int) -> None:
    ties = project(space.view().snapshot)
    begun = time.process_time()
    for _ in curveball(ties.incidence, seed=1, draws=samples):
        pass
    taken = (time.process_time() - begun) * SAMPLES / samples
    show(Figure(f"1,000 curveball samples of {ties.incidence.nnz:,} memberships", taken, "s", most=60))


def _reports(space: Workspace) -> None:
    gaps_found(space, GapsAsked(countries=("LU",), on=today()))  # what is derived once for all questions
    for country in COUNTRIES:
        begun = time.process_time()
        gaps_found(space, GapsAsked(countries=(country,), on=today()))
        show(Figure(f"gap report of {country}", time.process_time() - begun, "s", most=2))


def _median(measure: Callable[[], Floats64], runs: int) -> tuple[Floats64, float]:
    times = []
    for _ in range(runs):
        begun = time.process_time()
        values = measure()
        times.append(time.process_time() - begun)
    return values, statistics.median(times)


if __name__ == "__main__":
    main()
