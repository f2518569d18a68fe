"""Why there can be no split, seen at once: by counts that none could have. What passes may be impossible all the same.

Each of these is a proof, and takes no search: a town with too few to meet; more towns that may not meet each other than
there are groups; fewer towns with experience, or learners, than groups that need one; and towns that may meet among
themselves only, of a number that no groups of these sizes make up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matching.groups.problem import Flags, Problem


def impossible(problem: Problem, sizes: Mapping[int, int]) -> tuple[int, ...] | None:
    """The towns (rows) that a count shows to find no place together, None where no count shows it."""
    groups = sum(sizes.values())
    allowed = problem.allowed.copy()
    np.fill_diagonal(allowed, True)
    lonely = np.flatnonzero(allowed.sum(axis=1) < min(sizes))
    if len(lonely):
        return tuple(lonely.tolist())
    if len(apart := _apart(allowed)) > groups:
        return apart
    if problem.mixed is not None:
        for bits in (problem.mixed.experience, problem.mixed.learning):
            some = bits.any(axis=1)
            if int(some.sum()) < groups:
                return tuple(np.flatnonzero(~some).tolist())
    return next(iter(circles(problem, [sizes])), None)


def circles(problem: Problem, tried: Sequence[Mapping[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The towns (rows), circle by circle, that may meet among themselves only and are of a number that the groups of no
    size that was `tried` make up."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    bound = problem.allowed | (problem.together[:, None] == problem.together[None, :])
    _, part = connected_components(csr_array(bound), directed=False)
    made = np.any([_sums(sizes, len(problem)) for sizes in tried], axis=0)
    inside = (np.flatnonzero(part == number) for number in np.unique(part).tolist())
    return tuple(tuple(rows.tolist()) for rows in inside if not made[len(rows)])


def _apart(allowed: Flags) -> tuple[int, ...]:
    """Towns no two of which may meet: many, found by taking who keeps the most choice, from each of several starts."""
    apart = ~allowed
    best: list[int] = []
    for start in np.argsort(-apart.sum(axis=1), kind="stable")[:20].tolist():
        chosen, left = [start], apart[start].copy()
        while left.any():
            choice = np.where(left, (apart & left).sum(axis=1), -1)
            town = int(choice.argmax())
            chosen.append(town)
            left &= apart[town]
        if len(chosen) > len(best):
            best = chosen
    return tuple(sorted(best))


def _sums(sizes: Mapping[int, int], towns: int) -> Flags:
    """Which numbers of towns some of the groups make up, each group used once at most, shape (towns + 1,)."""
    made = np.zeros(towns + 1, dtype=np.bool_)
    made[0] = True
    for size, count in sizes.items():
        for _ in range(count):
            made[size:] |= made[:-size].copy()
    return made
