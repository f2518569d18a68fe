"""Neighbours that apply as one: what is found is what trying every set gives, the fewest members first."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from matching.consortia.grouping import Grouping, Wanted, groupings
from matching.consortia.nearby import Neighbourhood
from matching.rules.asking.situation import Body
from tests.command_line import CommandLine


def hood(towns: list[tuple[int | None, str | None]], near: set[tuple[int, int]]) -> Neighbourhood:
    """Towns by size and degree of urbanisation, each as many kilometres away as its place in the list."""
    return Neighbourhood(
        towns=tuple(range(len(towns))),
        bodies=tuple(Body({"population": size, "degurba": degree}) for size, degree in towns),
        km=tuple(float(at) for at in range(len(towns))),
        near=tuple(frozenset(b if a == at else a for a, b in near if at in (a, b)) for at in range(len(towns))),
    )


def by_trying_all(where: Neighbourhood, wanted: Wanted) -> list[tuple[int, ...]]:
    """Every connected set with the first that passes and has no smaller one in it."""
    found: list[tuple[int, ...]] = []
    for size in range(1, len(where.towns) + 1):
        of_size = []
        for others in combinations(range(1, len(where.towns)), size - 1):
            chosen = (0, *others)
            if any(set(one) <= set(chosen) for one in found) or not connected(where, chosen):
                continue
            if passes(where, chosen, wanted):
                of_size.append(chosen)
        found += sorted(of_size, key=lambda one: (sum(where.km[at] for at in one), one))
    return found


def connected(where: Neighbourhood, chosen: tuple[int, ...]) -> bool:
    reached, waiting = {0}, [0]
    while waiting:
        fresh = (where.near[waiting.pop()] & set(chosen)) - reached
        reached |= fresh
        waiting += fresh
    return reached == set(chosen)


def passes(where: Neighbourhood, chosen: tuple[int, ...], wanted: Wanted) -> bool:
    rows = [(where.sizes[at] or 0, where.degrees[at]) for at in chosen]
    total, helped = sum(size for size, _ in rows), sum(size for size, degree in rows if degree in wanted.degrees)
    right = helped == total if wanted.share is None else helped >= wanted.share * total
    return total >= wanted.at_least and right


@pytest.mark.parametrize("share", [None, 0.51, 0.9])
@pytest.mark.parametrize("seed", range(40))
def test_it_finds_what_trying_all_finds(seed: int, share: float | None) -> None:
    chance = random.Random(seed)
    count = chance.randint(2, 9)
    towns = [(chance.randint(1, 30) * 1_000, chance.choice("123")) for _ in range(count)]
    towns[0] = (towns[0][0], "2" if share is None else towns[0][1])
    pairs = {pair for pair in combinations(range(count), 2) if chance.random() < 0.4}
    where, wanted = hood(list(towns), pairs), Wanted(at_least=50_000, share=share)
    found = groupings(where, wanted, top=1000)
    assert [one.members for one in found.groupings] == by_trying_all(where, wanted)
    assert found.proven


def members(found: tuple[Grouping, ...]) -> list[tuple[int, ...]]:
    return [one.members for one in found]


@pytest.mark.parametrize(("size", "enough"), [(29_999, False), (30_000, True), (30_001, True)])
def test_the_threshold_itself_is_enough(size: int, enough: bool) -> None:
    where = hood([(20_000, "2"), (size, "2")], {(0, 1)})
    assert members(groupings(where, Wanted(at_least=50_000)).groupings) == ([(0, 1)] if enough else [])


def test_a_rural_neighbour_does_not_join_a_grouping_but_carries_an_agglomeration() -> None:
    where = hood([(20_000, "2"), (1_000, "3"), (40_000, "1")], {(0, 1), (1, 2)})
    assert not groupings(where, Wanted(at_least=50_000)).groupings
    (one,) = groupings(where, Wanted(at_least=50_000, share=0.51)).groupings
    assert one.members == (0, 1, 2)
    assert one.share == pytest.approx(60 / 61)


def test_what_is_not_known_is_left_out_and_counted() -> None:
    where = hood([(20_000, "2"), (None, "2"), (60_000, None), (30_000, "2")], {(0, 1), (0, 2), (0, 3)})
    found = groupings(where, Wanted(at_least=50_000))
    assert members(found.groupings) == [(0, 3)]
    assert found.left_out == 2


def test_a_town_whose_own_degree_is_wrong_or_unknown_is_told_so() -> None:
    wrong = groupings(hood([(20_000, "3"), (60_000, "1")], {(0, 1)}), Wanted(at_least=50_000))
    unknown = groupings(hood([(20_000, None), (60_000, "1")], {(0, 1)}), Wanted(at_least=50_000))
    assert "town's own is 3" in str(wrong.why_none)
    assert "not known" in str(unknown.why_none)


def test_real_neighbours_in_english_and_german(whole: CommandLine) -> None:
    found = whole("grouping", "Freising", "--at-least", "50000", "--json").json
    first = found["groupings"][0]
    assert first["members"][0]["name"] == "Freising"
    assert first["population"] >= 50_000
    assert all(member["degurba"] in ("1", "2") for member in first["members"])
    assert found["proven"]
    told = whole("grouping", "Freising", "--lang", "en")
    assert "we know no borders" in told.out
    deutsch = whole("grouping", "Bad Belzig", "--lang", "de")
    assert "Jedes Mitglied braucht den Verstädterungsgrad" in deutsch.out
