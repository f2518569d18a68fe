"""How good groups are and how long they take: sixty drawn towns in groups of four to seven, five draws each.

`python -m benchmarks.groups` prints, for each size, the median of the processor's seconds, and the worst proven gap.
Towns have three of twelve topics, sizes and countries by chance; in every third topic they have experience.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np

from matching.groups.problem import Problem, bits_of, even_sizes
from matching.groups.solve import Split, split

TOWNS, TOPICS, EACH, DRAWS = 60, 12, 3, 5


def drawn(seed: int) -> Problem:
    """The problem of one draw; the members of a group share a topic."""
    rng = np.random.default_rng(seed)
    topics = np.zeros((TOWNS, TOPICS), dtype=np.bool_)
    for town in range(TOWNS):
        topics[town, rng.choice(TOPICS, EACH, replace=False)] = True
    known = topics & (rng.random(topics.shape) < 1 / 3)
    learning = topics & ~known
    size = rng.lognormal(9.5, 1.0, TOWNS)
    gap = np.log(size)[:, None] - np.log(size)
    learns = (learning.astype(float) @ known.T) / np.maximum(learning.sum(axis=1), 1)[:, None]
    fit = 40 * (topics.astype(float) @ topics.T) / EACH + 15 * (learns + learns.T) + 15 * np.exp(-gap * gap / 2) + 15
    np.fill_diagonal(fit, 0)
    shared = bits_of(topics)
    return Problem(fit, (topics.astype(int) @ topics.T) > 0, np.arange(TOWNS), (shared,))


def main() -> None:
    """Measure and print."""
    out = sys.stdout
    out.write("size  seconds (median)  gap (worst)  weakest group (worst share of the mean)\n")
    for size in (4, 5, 6, 7):
        seconds, gaps, weakest = [], [], []
        for seed in range(DRAWS):
            problem, begun = drawn(seed), time.process_time()
            found = split(problem, even_sizes(TOWNS, round(TOWNS / size)), seed=seed, floor=0.8)
            seconds.append(time.process_time() - begun)
            if isinstance(found, Split):
                gaps.append(found.gap)
                fits = [problem.worth(group) / len(group) for group in found.groups]
                weakest.append(min(fits) * TOWNS / found.worth)
        out.write(
            f"{size:4}  {statistics.median(seconds):16.1f}  {max(gaps, default=float('nan')):11.2%}  "
            f"{min(weakest, default=float('nan')):.0%} ({len(gaps)} of {DRAWS} draws have a split)\n"
        )


if __name__ == "__main__":
    main()
