"""Who is missing: the best completion is that of trying every set, and what cannot be says why in fewest words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from graph.said import Said, said
from matching.consortia.completion import Completion, Wishes, complete
from matching.consortia.demands import Demand, PerGroup, members
from matching.consortia.solve import solve
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.rules_of import book_of_call
from tests.matching.rule_world import TODAY, ClauseText, Town, World, world


def small(seed: int) -> tuple[np.ndarray, list[Demand]]:
    """Nine towns of four countries, and demands that may or may not be met together."""
    chance = np.random.default_rng(seed)
    countries = chance.integers(0, 4, 9).astype(np.int64)
    demands = [
        members(said("of a kind"), chance.random(9) < 0.4, int(chance.integers(0, 4))),
        Demand(said("countries"), np.zeros(9), low=int(chance.integers(1, 5)), groups=countries),
        Demand(said("few countries"), np.zeros(9), high=int(chance.integers(2, 5)), groups=countries),
        *PerGroup(said("of each country"), countries, int(chance.integers(1, 4))).demands(),
    ]
    return np.round(chance.random(9) * 50, 3), demands


@pytest.mark.parametrize("seed", range(30))
def test_the_best_is_that_of_trying_all(seed: int) -> None:
    fit, demands = small(seed)
    able = [
        chosen
        for chosen in combinations(range(9), 4)
        if {0, 1} <= set(chosen) and all(d.met(np.array(chosen)) for d in demands)
    ]
    found = solve(fit, [0, 1], demands, 4)
    if not able:
        assert not found.solutions
        asked = [(str(d.told), d.met) for d in demands] + [("4 members in all", lambda chosen: len(chosen) == 4)]
        sets = [np.array((0, 1, *others)) for count in range(8) for others in combinations(range(2, 9), count)]
        names = sorted({name for name, _ in asked})
        fails = [
            left
            for count in range(len(names) + 1)
            for left in combinations(names, count)
            if not any(all(met(chosen) for name, met in asked if name in left) for chosen in sets)
        ]
        assert len(found.conflict) == len(fails[0])
        assert tuple(sorted(map(_plain, found.conflict))) in fails
        return
    best = max(float(fit[list(chosen)].sum()) for chosen in able)
    assert found.solutions[0].fit == pytest.approx(best)
    assert all(one.members in able and not one.gap for one in found.solutions)
    for at, one in enumerate(found.solutions):
        for other in found.solutions[:at]:
            assert len(set(one.members) & set(other.members)) <= 3  # of the two who join one is another


def _plain(told: Said) -> str:
    return str(told)


def test_without_a_size_as_few_as_the_demands_allow() -> None:
    countries = np.array([0, 0, 1, 2, 2], dtype=np.int64)
    demands = [Demand(said("countries"), np.zeros(5), low=3, groups=countries)]
    assert solve(np.array([0, 9.0, 1, 2, 3]), [0], demands).solutions[0].members == (0, 2, 4)


TOWNS = {
    "bad-belzig": Town("DE", 11_000),
    "dessau": Town("DE", 80_000),
    "lomza": Town("PL", 60_000),
    "zambrow": Town("PL", 22_000),
    "tartu": Town("EE", 91_000),
    "biel": Town("CH", 55_000),
    "vaslui": Town("RO", 50_000),
    "leeds": Town("GB", 536_000),
}
THREE: tuple[ClauseText, ...] = (
    ("countries", "country_set", "in", "EU27+HE_associated"),
    ("applicants", "min_applicants", ">=", "3"),
    ("states", "min_countries", ">=", "3;of=EU27+HE_associated"),
    ("members", "min_member_states", ">=", "2"),
)


def completed(where: World, fits: dict[str, float], wishes: Wishes) -> Completion:
    book = book_of_call(where.snapshot, 0)
    return complete(where.snapshot, book, wishes, {where.town(name): fit for name, fit in fits.items()}, TODAY)


def by_trying_all(where: World, fits: dict[str, float], size: int) -> float | None:
    """The best sum of points of a set that the rules call complete and no member of which they bar."""
    book, best = book_of_call(where.snapshot, 0), None
    for others in combinations([name for name in fits if name != "bad-belzig"], size - 1):
        bodies = [body_of(where.snapshot, where.town(name)) for name in ("bad-belzig", *others)]
        alone = [Judgement.of(book, Situation(applicant=body, at=TODAY)).town for body in bodies[1:]]
        judged = Judgement.of(book, Situation(applicant=bodies[0], partners=tuple(bodies[1:]), at=TODAY))
        if judged.consortium == "complete" and min(alone) >= 0:
            best = max(best or 0.0, sum(fits[name] for name in others))
    return best


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("limits", [(), (("most", "other", "<=", "2;of=countries"),)])
def test_under_rules_it_is_that_of_trying_all(seed: int, limits: Sequence[ClauseText]) -> None:
    chance = random.Random(seed)
    where = world((*THREE, *limits), towns=TOWNS)
    fits = {name: round(chance.random() * 50, 2) for name in TOWNS}
    size = chance.choice([3, 4, 5])
    found = completed(where, fits, Wishes(named=(where.town("bad-belzig"),), size=size))
    best = by_trying_all(where, fits, size)
    assert bool(found.consortia) == (best is not None)
    if best is not None:
        assert found.consortia[0].fit == pytest.approx(best)
        assert all(one.together == "complete" and not one.gap for one in found.consortia)


def test_what_cannot_hold_together_is_named() -> None:
    where = world((*THREE, ("most", "other", "<=", "2;of=countries")), towns=TOWNS)
    found = completed(where, dict.fromkeys(TOWNS, 1.0), Wishes(named=(where.town("bad-belzig"),), size=4))
    assert sorted(found.clauses) == ["the-call/most", "the-call/states"]


def test_wishes_hold_and_those_left_out_can_be_why_it_fails() -> None:
    where = world(THREE, towns=TOWNS)
    fits = dict.fromkeys(TOWNS, 1.0)
    asking, leeds = where.town("bad-belzig"), where.town("leeds")
    found = completed(where, fits, Wishes(named=(asking,), wanted=(where.town("dessau"),), size=4, per_country=2))
    assert where.town("dessau") in found.consortia[0].towns
    barred = completed(where, fits, Wishes(named=(asking,), wanted=(where.town("zambrow"), leeds), size=4))
    assert barred.consortia or "towns that rules bar" in map(str, barred.conflict)
    lonely = frozenset(where.town(name) for name in TOWNS if name not in ("bad-belzig", "dessau", "lomza"))
    without = completed(where, fits, Wishes(named=(asking,), excluded=lonely, size=3))
    assert "towns that are left out" in map(str, without.conflict)


def test_one_from_each_country_is_found_as_it_is_judged() -> None:
    where = world([("partners", "min_applicants", ">=", "2;of=DE,PL")], towns=TOWNS)
    found = completed(where, {"dessau": 9.0, "lomza": 5.0}, Wishes(named=(where.town("bad-belzig"),), size=2))
    assert [one.towns[1:] for one in found.consortia] == [(where.town("lomza"),)]
    assert found.consortia[0].together == "complete"
