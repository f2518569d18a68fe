"""Splits into groups: never better than the best of all splits written out, nor worse than the gap that is told."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.groups.impossible import impossible
from matching.groups.pricing import Pricing
from matching.groups.problem import Group, Mixed, Problem, bits_of, even_sizes
from matching.groups.solve import NoSplit, Split, split


def every_split(towns: Sequence[int], sizes: Mapping[int, int]) -> Iterator[tuple[Group, ...]]:
    if not towns:
        yield ()
        return
    for size in (size for size, count in sizes.items() if count):
        for others in combinations(towns[1:], size - 1):
            left = [town for town in towns[1:] if town not in others]
            for rest in every_split(left, {**sizes, size: sizes[size] - 1}):
                yield ((towns[0], *others), *rest)


def best_of_all(problem: Problem, sizes: Mapping[int, int]) -> float | None:
    splits = (s for s in every_split(range(len(problem)), sizes) if all(map(problem.holds, s)))
    return max((sum(map(problem.worth, s)) for s in splits), default=None)


def drawn(seed: int, count: int) -> Problem:
    """Towns with fits by chance; some may not meet, some go together, and all have to share one of three things."""
    rng = np.random.default_rng(seed)
    fit = np.triu(np.round(rng.random((count, count)) * 100), 1)
    allowed = np.triu(rng.random((count, count)) < rng.choice([0.6, 0.85, 1.0]), 1)
    together = np.arange(count)
    if rng.random() < 0.4:
        together[rng.integers(count)] = together[rng.integers(count)]
    topics, known = rng.random((count, 3)) < 0.7, rng.random((count, 3)) < 0.5
    shared = (bits_of(topics),) if rng.random() < 0.5 else ()
    mixed = Mixed(bits_of(topics & known), bits_of(topics & ~known), 0) if shared and rng.random() < 0.5 else None
    return Problem(fit + fit.T, allowed | allowed.T | np.eye(count, dtype=np.bool_), together, shared, mixed)


@settings(max_examples=14)
@given(seed=st.integers(0, 10_000), count=st.integers(4, 9), groups=st.integers(1, 4))
def test_a_split_of_few_towns_is_the_best_of_all_and_none_is_said_only_where_there_is_none(
    seed: int, count: int, groups: int
) -> None:
    problem, sizes = drawn(seed, count), even_sizes(count, min(groups, count // 2))
    best, found = best_of_all(problem, sizes), split(problem, sizes, seed=seed)
    if best is None:
        assert isinstance(found, NoSplit)
        return
    assert isinstance(found, Split)
    assert sorted(town for group in found.groups for town in group) == list(range(count))
    assert all(map(problem.holds, found.groups))
    assert found.worth == pytest.approx(best)
    assert found.bound >= best - 1e-6


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), size=st.integers(2, 5), width=st.sampled_from([1, 3, 10_000]))
def test_no_group_gains_more_than_the_bound_however_few_parts_are_followed(seed: int, size: int, width: int) -> None:
    problem, count = drawn(seed, 9), 9
    prices = np.random.default_rng(seed).random(count) * 100
    groups = [group for group in combinations(range(count), size) if problem.holds(group)]
    gains = {group: problem.worth(group) - prices[list(group)].sum() for group in groups}
    found = Pricing(problem).price(prices, size, 0.0, width, 500)
    assert found.most >= max([0.0, *gains.values()]) - 1e-9
    assert set(found.groups) <= {group for group, gain in gains.items() if gain > 0}
    if width == 10_000:
        assert set(found.groups) == {group for group, gain in gains.items() if gain > 1e-9}


def test_the_same_seed_gives_the_same_split_with_a_proven_gap_of_at_most_one_per_cent() -> None:
    rng = np.random.default_rng(3)
    topics = np.zeros((30, 8))
    for town in range(30):
        topics[town, rng.choice(8, 3, replace=False)] = 1
    fit = topics @ topics.T * 25 + np.abs(np.subtract.outer(np.arange(30), np.arange(30))) % 7
    np.fill_diagonal(fit, 0)
    problem = Problem(fit, np.ones((30, 30), dtype=np.bool_), np.arange(30))
    one, other = (split(problem, {5: 6}, seed=4, floor=0.8) for _ in range(2))
    assert isinstance(one, Split)
    assert one == other
    assert one.gap <= 0.01


def test_the_worst_off_group_is_held_up_although_the_sum_falls() -> None:
    """Four towns: 0–1 and 2–3 are 100 and 0 in fit, crosswise 45 each: the best sum leaves one pair with nothing."""
    fit = np.array([[0, 100, 45, 20], [100, 0, 20, 45], [45, 20, 0, 0], [20, 45, 0, 0]], dtype=float)
    problem = Problem(fit, np.ones((4, 4), dtype=np.bool_), np.arange(4))
    free, fair = (split(problem, {2: 2}, seed=0, floor=floor) for floor in (0.0, 0.8))
    assert isinstance(free, Split)
    assert isinstance(fair, Split)
    assert set(free.groups) == {(0, 1), (2, 3)}
    assert set(fair.groups) == {(0, 2), (1, 3)}
    assert (free.worth, fair.worth) == (200, 180)
    assert fair.gap >= 200 / 180 - 1 - 1e-9  # what holding the weakest up costs is within the gap that is told


def test_groups_are_as_equal_as_can_be() -> None:
    assert even_sizes(62, 10) == {6: 8, 7: 2}
    assert even_sizes(12, 2) == {6: 2}


def crowd(towns: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """Fits and topics of so many towns: three of twelve topics each, the same in every run."""
    topics = np.zeros((towns, 12), dtype=np.bool_)
    rng = np.random.default_rng(1)
    for town in range(towns):
        topics[town, rng.choice(12, 3, replace=False)] = True
    fit = topics.astype(float) @ topics.T * 20
    np.fill_diagonal(fit, 0)
    return fit, topics


def asked(fit: np.ndarray, topics: np.ndarray, allowed: np.ndarray, mixed: Mixed | None = None) -> Problem:
    np.fill_diagonal(allowed, True)
    return Problem(fit, allowed, np.arange(len(fit)), (bits_of(topics),), mixed)


def test_a_hundred_towns_that_cannot_be_split_are_told_so_at_once_and_who_is_in_the_way() -> None:
    fit, topics = crowd()
    common = (topics.astype(int) @ topics.T) > 0
    sizes, begun = even_sizes(100, 17), time.process_time()
    country = np.where(np.arange(100) < 50, 0, np.arange(100))  # fifty of one country, one a group, in seventeen groups
    found = split(asked(fit, topics, common & (country[:, None] != country)), sizes, seed=0)
    assert isinstance(found, NoSplit)
    assert (found.proven, set(found.left) >= set(range(50))) == (True, True)
    known = np.zeros_like(topics)
    known[:16] = topics[:16]  # sixteen with experience cannot lead seventeen groups
    mixed = Mixed(bits_of(known), bits_of(topics & ~known), 0)
    found = split(asked(fit, topics, common.copy(), mixed), sizes, seed=0)
    assert found == NoSplit(True, tuple(range(16, 100)))
    rare = topics.copy()
    rare[:7], rare[7:, 0], rare[7:, 1] = False, False, True
    rare[:7, 0] = True  # seven among themselves: no groups of five or six
    found = split(asked(fit, rare, (rare.astype(int) @ rare.T) > 0), {6: 15, 5: 2}, seed=0)
    assert found == NoSplit(True, tuple(range(7)))
    assert time.process_time() - begun < 2


def test_what_is_neither_found_nor_ruled_out_ends_when_the_time_is_over() -> None:
    # Two of three may meet, all in a ring of five parts: no count rules it out, and no split exists.
    fit, topics = crowd(40)
    topics[:] = True
    part = np.arange(40) % 5
    allowed = ~np.isin((part[:, None] - part) % 5, [2, 3])  # an odd ring: a group lies in two neighbouring parts
    known = np.zeros_like(topics)
    known[part == 0] = True
    mixed = Mixed(bits_of(known), bits_of(~known), 0)
    begun = time.monotonic()
    found = split(asked(fit, topics, allowed, mixed), even_sizes(40, 8), seed=0, seconds=0.5)
    assert isinstance(found, NoSplit)
    assert found.late or found.proven
    assert time.monotonic() - begun < 20


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_what_a_count_rules_out_no_split_meets(seed: int) -> None:
    problem, sizes = drawn(seed, 6), {3: 2}
    if impossible(problem, sizes) is not None:
        assert best_of_all(problem, sizes) is None
