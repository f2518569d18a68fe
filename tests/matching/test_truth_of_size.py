"""Truth tables worked out by hand: how many people live there, and how densely, alone and together."""

from __future__ import annotations

import pytest

from tests.matching.rule_world import EUI
from tests.matching.situation_world import N, U, Y, ask, partners

ORGANISED = {"legal_status": True, "population": 60_000, "share_degurba_1_2": 0.6}


def members(*rows: tuple[int | None, int | None]) -> list[dict[str, int | None]]:
    return [{"population": population, "degurba": degurba} for population, degurba in rows]


@pytest.mark.parametrize(("population", "verdict"), [(49_999, N), (50_000, Y), (50_001, Y), (None, U)])
def test_a_least_population_is_met_at_the_very_number(population: int | None, verdict: str) -> None:
    assert ask(EUI, population=population, degurba=1)["a_population"] == verdict


@pytest.mark.parametrize(("degurba", "verdict"), [(1, Y), ("2", Y), (3, N), (None, U)])
def test_a_degree_of_urbanisation_is_one_of_those_named(degurba: object, verdict: str) -> None:
    assert ask(EUI, degurba=degurba, population=60_000)["a_degurba"] == verdict


@pytest.mark.parametrize(
    ("agglomeration", "population", "share"),
    [
        (None, U, U),
        (ORGANISED, Y, Y),
        ({**ORGANISED, "legal_status": None}, U, U),
        ({**ORGANISED, "legal_status": "none"}, N, N),
        ({**ORGANISED, "population": 49_999, "share_degurba_1_2": 0.51}, N, Y),
        ({**ORGANISED, "population": 50_000, "share_degurba_1_2": 0.5}, Y, N),
        ({**ORGANISED, "population": None, "share_degurba_1_2": None}, U, U),
    ],
)
def test_an_agglomeration_counts_with_a_legal_status_and_figures(
    agglomeration: object, population: str, share: str
) -> None:
    found = ask(EUI, degurba=3, population=9_000, agglomeration=agglomeration)
    assert (found["b_population"], found["b_share"]) == (population, share)


@pytest.mark.parametrize(
    ("grouping", "degurba", "population"),
    [
        (None, U, U),
        ([], Y, N),
        (members((10_000, 2)), Y, Y),
        (members((9_999, 2)), Y, N),
        (members((10_000, 3)), N, Y),
        (members((10_000, None)), U, Y),
        (members((None, 2)), Y, U),
    ],
)
def test_a_grouping_is_judged_as_it_is_named(grouping: object, degurba: str, population: str) -> None:
    found = ask(EUI, degurba=2, population=40_000, grouping=grouping)
    assert (found["c_degurba"], found["c_population"]) == (degurba, population)


def test_a_rural_partner_breaks_no_grouping_and_brings_no_inhabitants() -> None:
    found = ask(EUI, degurba=2, population=40_000, grouping=members((10_000, 2)), partners=partners("DE", "ES"))
    assert (found["c_degurba"], found["c_population"], found.found.town) == (Y, Y, Y)
    assert ask(EUI, degurba=2, population=40_000, grouping=[], partners=partners("ES"))["c_population"] == N


def test_of_the_routes_one_is_enough_and_all_closed_are_no() -> None:
    assert ask(EUI, degurba=1, population=50_000).found.town == Y
    assert ask(EUI, degurba=1, population=49_999).found.town == U
    closed = ask(EUI, degurba=3, population=49_999, agglomeration={"legal_status": False})
    assert closed.found.town == N
    assert closed.found.verdict == N


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"degurba": 2}, Y),
        ({"degurba": 3, "article_11_city": True}, Y),
        ({"degurba": 3, "article_11_city": False}, N),
        ({"degurba": 3}, U),
        ({"article_11_city": True}, Y),
        ({}, U),
    ],
)
def test_an_article_11_city_may_be_rural(facts: dict[str, object], verdict: str) -> None:
    assert ask([("degree", "degurba", "in", "1;2;or=article_11_city")], facts=facts)["degree"] == verdict


@pytest.mark.parametrize(("value", "verdict"), [("0", Y), ("0;doubt=page_of_another_round", U)])
def test_no_yes_rests_on_a_doubtful_rule_alone(value: str, verdict: str) -> None:
    assert ask([("size", "population_min", ">=", value)], population=9_000).found.town == verdict


@pytest.mark.parametrize(
    ("degurba", "population", "verdict"), [(1, 19_999, Y), (1, 20_000, N), (1, None, U), (None, 60_000, U)]
)
def test_fewer_than_a_number_are_asked_of_dense_places_alone(
    degurba: int | None, population: int | None, verdict: str
) -> None:
    rules = [("most", "other", "<=", "19999;of=population;if=degurba:1")]
    assert ask(rules, degurba=degurba, population=population)["most"] == verdict
