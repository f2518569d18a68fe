"""Bias control brings the share of what is shown too often down to its share among the true partners."""

from __future__ import annotations

import numpy as np

from matching.ranking.bias import MARKS, Shown, charges


def shown(large: float, seed: int, sort: str | None = None) -> Shown:
    """A hundred candidates of which every fifth is very large, and these score higher by 2."""
    draw = np.random.default_rng(seed)
    very_large = (np.arange(100) % 5 == 0).astype(np.float32)
    return Shown(
        group="small",
        sort=sort,
        scores=draw.normal(size=100) + 2 * very_large,
        marks={"very_large": very_large, "at_home": np.zeros(100, dtype=np.float32)},
        true={"very_large": large, "at_home": 0.0},
        partners=3,
    )


def share(questions: list[Shown], charge: float) -> float:
    first = [np.argsort(-(q.scores - charge * q.marks["very_large"]))[:10] for q in questions]
    return float(np.mean([q.marks["very_large"][top].mean() for q, top in zip(questions, first, strict=True)]))


def test_very_large_cities_take_no_more_places_than_they_take_part() -> None:
    questions = [shown(0.2, seed) for seed in range(60)]
    assert share(questions, 0) > 0.5
    charged = charges(questions, ["small", "known"])["small"]
    assert 0.15 < share(questions, charged["very_large"]) < 0.25


def test_who_is_not_shown_too_often_pays_nothing() -> None:
    nothing = {"small": dict.fromkeys(MARKS, 0.0)}
    assert charges([shown(1.0, seed) for seed in range(30)], ["small"]) == nothing
    assert charges([], ["small"]) == nothing


def test_a_group_of_few_questions_is_charged_what_all_are() -> None:
    charged = charges([shown(0.2, seed) for seed in range(60)], ["small", "known"])
    assert charged["known"] == charged["small"]


def test_where_no_programme_is_named_the_sort_with_the_fewest_very_large_cities_sets_their_share() -> None:
    urbact = [shown(0.4, seed, "urbact") for seed in range(40)]
    border = [shown(0.1, 100 + seed, "cross-border") for seed in range(40)]
    mixed = charges([*urbact, *border], ["small"])["small"]["very_large"]
    assert 0.07 < share([*urbact, *border], mixed) < 0.13
    # A sort of which too little is known sets none.
    few = charges([*urbact, *border[:10]], ["small"])["small"]["very_large"]
    assert 0.25 < share(urbact, few) < 0.45
