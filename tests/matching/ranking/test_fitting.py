"""The fit finds what drives a made-up world, weighs sampled candidates back, and repeats to the bit."""

from __future__ import annotations

import numpy as np

from matching.ranking.curves import Grid
from matching.ranking.fitting import Lists, Penalty, fit_curves

LINE = np.array([0.0, 1.0])
GRIDS = [Grid((0,), (LINE,)), Grid((1,), (LINE,))]


def lists(worth: float, seed: int, size: int = 300, candidates: int = 40) -> Lists:
    """Of each list one joins, drawn by exp(worth · first feature); the second feature is noise."""
    draw = np.random.default_rng(seed)
    first, second = draw.random((2, size, candidates)).astype(np.float32)
    odds = np.exp(worth * first)
    joined = np.zeros((size, candidates), dtype=np.float32)
    for row, chances in enumerate(odds / odds.sum(axis=1, keepdims=True)):
        joined[row, draw.choice(candidates, p=chances)] = 1
    return Lists(
        columns=[first.ravel(), second.ravel()],
        sizes=np.full(size, candidates, dtype=np.int64),
        joined=joined.ravel(),
        weights=np.ones(size * candidates, dtype=np.float32),
        groups=np.full(size * candidates, -1, dtype=np.int8),
    )


LOOSE = Penalty(step=1e-3, bend=1e-3, height=1e-3)


def test_the_worth_of_a_feature_is_found_and_noise_stays_small() -> None:
    common, _ = fit_curves(lists(3.0, seed=1), GRIDS, groups=0, penalty=LOOSE)
    assert 2.5 < common[1] - common[0] < 3.5
    assert abs(common[3] - common[2]) < 0.5


def test_the_same_lists_give_the_same_bits() -> None:
    one, other = (fit_curves(lists(3.0, seed=1), GRIDS, groups=0, penalty=Penalty())[0] for _ in range(2))
    assert one.tobytes() == other.tobytes()


def test_a_penalty_makes_curves_flatter() -> None:
    free, _ = fit_curves(lists(3.0, seed=1), GRIDS, groups=0, penalty=LOOSE)
    bound, _ = fit_curves(lists(3.0, seed=1), GRIDS, groups=0, penalty=Penalty(step=500))
    assert abs(bound[1] - bound[0]) < abs(free[1] - free[0]) / 2


def test_sampled_candidates_weighed_back_tell_what_the_whole_pool_tells() -> None:
    whole = lists(2.0, seed=3, candidates=200)
    draw = np.random.default_rng(0)
    # Of those that did not join, the likely ones are drawn four times as often as the others.
    chance = np.where(whole.columns[0] > 0.5, 0.4, 0.1).astype(np.float32)
    kept = (whole.joined > 0) | (draw.random(len(chance)) < chance)
    sizes = np.add.reduceat(kept.astype(np.int64), np.arange(0, len(kept), 200))
    sample = Lists(
        columns=[column[kept] for column in whole.columns],
        sizes=sizes,
        joined=whole.joined[kept],
        weights=np.where(whole.joined > 0, 1, 1 / chance).astype(np.float32)[kept],
        groups=whole.groups[kept],
    )
    all_of_them, _ = fit_curves(whole, GRIDS, groups=0, penalty=LOOSE)
    sampled, _ = fit_curves(sample, GRIDS, groups=0, penalty=LOOSE)
    assert abs((sampled[1] - sampled[0]) - (all_of_them[1] - all_of_them[0])) < 0.4


def test_a_group_with_another_taste_gets_a_curve_of_its_own() -> None:
    near, far = lists(3.0, seed=1), lists(-3.0, seed=2)
    both = Lists(
        columns=[np.concatenate(pair) for pair in zip(near.columns, far.columns, strict=True)],
        sizes=np.concatenate([near.sizes, far.sizes]),
        joined=np.concatenate([near.joined, far.joined]),
        weights=np.concatenate([near.weights, far.weights]),
        groups=np.concatenate([np.zeros_like(near.groups), np.ones_like(far.groups)]),
    )
    common, own = fit_curves(both, GRIDS, groups=2, penalty=Penalty(step=0.01, bend=0.01, group=1))
    slopes = [float((common + group)[1] - (common + group)[0]) for group in own]
    assert slopes[0] > 2
    assert slopes[1] < -2


def test_two_features_that_count_only_together_are_found() -> None:
    draw = np.random.default_rng(4)
    first, second = draw.random((2, 400, 40)).astype(np.float32)
    odds = np.exp(8 * (first - 0.5) * (second - 0.5) * 2)
    joined = np.zeros_like(first)
    for row, chances in enumerate(odds / odds.sum(axis=1, keepdims=True)):
        joined[row, draw.choice(40, p=chances)] = 1
    both = Lists(
        columns=[first.ravel(), second.ravel()],
        sizes=np.full(400, 40, dtype=np.int64),
        joined=joined.ravel(),
        weights=np.ones(joined.size, dtype=np.float32),
        groups=np.full(joined.size, -1, dtype=np.int8),
    )
    heights, _ = fit_curves(both, [*GRIDS, Grid((0, 1), (LINE, LINE))], groups=0, penalty=LOOSE)
    low, high = heights[:2], heights[2:4]
    corner = heights[4:].reshape(2, 2) + low[:, None] + high[None, :]
    assert 6 < corner[0, 0] + corner[1, 1] - corner[0, 1] - corner[1, 0] < 26
    assert corner[1, 1] > corner[1, 0] + 2
