"""A town that names no need: by purpose, the learned models order who has a ground, and every ground is told."""

from __future__ import annotations

import pytest

from graph.model import Batch
from matching.engine import Engine
from matching.purposes.portfolio import PORTFOLIO
from matching.ranking.files import shipped_models
from matching.types import Suggestion
from tests import worlds
from tests.factory import member_of, municipality, network, relation
from tests.matching.engine_world import ask
from tests.matching.test_purposes import ASKER, PARTNERS, _world
from tests.memory_store import snapshot_of
from tests.worlds import HEAT_ATLAS, HEAT_PLANNING, HEAT_TOGETHER

#: Nichts, near at home, was in a project with a town far away; the asker uses the heat atlas, as Fern and Nahe do.
PROJECT = Batch(
    [network("net:far", "Far away", kind="project", start="2021")],
    [member_of(town, "net:far") for town in ("gn:nichts", "gn:still")],
)
USES = Batch([], [relation("USES", ASKER, HEAT_ATLAS, status="in-use")])


def engine(*more: Batch) -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), _world(), *more), models=shipped_models())


def found(purpose: str, *more: Batch, **wanted: object) -> list[Suggestion]:
    answer = ask(engine(*more), ASKER, kinds=PARTNERS, purposes=(purpose,), top=50, **wanted)
    return list(answer.suggestions["partners"])


def test_a_town_near_at_home_is_named_once_it_was_in_a_project_and_which_is_told() -> None:
    assert "gn:nichts" not in {s.id for s in found("nearby")}
    (nichts,) = [s for s in found("nearby", PROJECT) if s.id == "gn:nichts"]
    (practice,) = [c for c in nichts.contributions if c.feature == "practice"]
    assert practice.reason == "Nichts has been in 1 network or project."
    assert {e.path[1] for e in practice.evidence} == {"net:far"}


def test_where_a_need_is_named_a_project_on_something_else_is_no_ground() -> None:
    assert "gn:nichts" not in {s.id for s in found("nearby", PROJECT, topics=(HEAT_PLANNING,))}


def test_peers_do_what_the_asker_does_and_whoever_does_nothing_is_none() -> None:
    peers = found("peers", USES, PROJECT)
    assert {"gn:fern", "gn:nahe"} <= {s.id for s in peers}
    assert not {"gn:nichts", "gn:drueben", "gn:metropole"} & {s.id for s in peers}
    for peer in peers:
        assert any(c.feature == "interests_of_your_like" and c.points > 0 for c in peer.contributions)


def test_the_experienced_are_told_by_whom_they_took_along() -> None:
    (leiter,) = [s for s in found("experienced") if s.id == "gn:leiter"]
    (along,) = [c for c in leiter.contributions if c.feature == "took_small_towns_along"]
    assert along.points > 0
    assert along.reason == "Leiter led Along, in which 2 small towns took part, such as Klein and Winzig."
    assert "gn:nahe" not in {s.id for s in found("experienced", USES)}


def test_a_town_that_merely_stands_on_a_long_list_is_no_peer_unless_the_need_is_named() -> None:
    many = [f"gn:many{at}" for at in range(200)]
    towns = [municipality(town, town, country="FR", lat=44.0, lon=1.0, population=900) for town in many]
    listed = network("net:list", "List", kind="association", admission="listed")
    about = relation("ADDRESSES", "net:list", HEAT_PLANNING, weight=1.0)
    standing = Batch([*towns, listed], [about, *(member_of(town, "net:list") for town in ("gn:still", *many))])
    assert "gn:still" not in {s.id for s in found("peers", USES, standing)}
    assert "gn:still" in {s.id for s in found("peers", USES, standing, topics=(HEAT_PLANNING,))}


def _city(population: int) -> Batch:
    """A city next door, across the border, that led three projects with small towns, more than anybody here."""
    led = [network(f"net:led{at}", f"Led {at}", kind="project", start="2023") for at in range(3)]
    small = [
        municipality(f"gn:small{at}", f"Small {at}", country="FR", lat=48.0, lon=float(at), population=3_000)
        for at in range(3)
    ]
    members = [member_of(town.id, net.id) for net, town in zip(led, small, strict=True)]
    city = municipality("gn:city", "City", country="CZ", lat=50.8, lon=14.6, population=population)
    return Batch([city, *small, *led], [*members, *(member_of("gn:city", net.id, role="lead") for net in led)])


def test_a_very_large_city_stands_behind_smaller_towns_and_fills_the_place_that_these_leave() -> None:
    smaller, large = found("experienced", _city(499_000)), found("experienced", _city(501_000))
    assert smaller[0].id == "gn:city"
    assert len(large) > 1
    assert large[-1].id == "gn:city"
    (fairness,) = [c for c in large[-1].contributions if c.feature == "fairness"]
    assert fairness.points <= -100
    assert fairness.reason.startswith("City stands behind smaller towns: very large cities would else be shown")
    without = found("experienced", _city(501_000), bias_control=False)
    assert without[0].id == "gn:city"


def test_partners_for_a_call_are_as_large_as_they_are_though_nothing_is_known_of_its_programme() -> None:
    answer = ask(engine(_city(501_000)), ASKER, kinds=PARTNERS, call=HEAT_TOGETHER, top=100)
    (city,) = [s for s in answer.suggestions["partners"] if s.id == "gn:city"]
    assert sum(c.points for c in city.contributions if c.feature == "fairness") > -100


@pytest.mark.parametrize("purpose", ["nearby", "experienced"])
def test_with_a_need_too_a_very_large_city_stands_behind_smaller_towns_that_answer_it(purpose: str) -> None:
    """Nahe and Leiter do what is wanted, as the city does, which for the experienced led more with small towns."""
    does = Batch([], [relation("USES", town, HEAT_ATLAS, status="in-use") for town in ("gn:city", "gn:leiter")])
    home = Batch([municipality("gn:home", "Home", country="DE", lat=51.0, lon=14.6, population=30_000)])
    near = Batch([municipality("gn:gross", "Groß", country="DE", lat=51.0, lon=14.65, population=501_000)])
    near_does = Batch([], [relation("USES", "gn:gross", HEAT_ATLAS, status="in-use")])
    asked = {"kinds": PARTNERS, "purposes": (purpose,), "topics": (HEAT_PLANNING,), "top": 50}
    answer = ask(engine(_city(501_000), home, near, does, near_does), "gn:home", **asked)
    sizes = [s.population or 0 for s in answer.suggestions["partners"]]
    large = [size > 500_000 for size in sizes]
    assert any(large)
    assert not all(large)
    assert large == sorted(large)
    last = answer.suggestions["partners"][-1]
    assert sum(c.points for c in last.contributions) == pytest.approx(last.score, abs=1e-6)
    (behind,) = [c for c in last.contributions if c.feature == "smaller_first"]
    assert behind.points == -100


@pytest.mark.parametrize(("own", "behind"), [(260_000, False), (240_000, True)])
def test_a_very_large_city_of_ones_own_like_does_not_stand_behind(own: int, behind: bool) -> None:
    asks = Batch([municipality("gn:asks", "Asks", country="DE", lat=51.0, lon=13.7, population=own)])
    answer = ask(engine(_city(501_000), asks), "gn:asks", kinds=PARTNERS, purposes=("experienced",), top=50)
    (city,) = [s for s in answer.suggestions["partners"] if s.id == "gn:city"]
    charged = sum(c.points for c in city.contributions if c.feature == "fairness")
    assert (charged <= -100) is behind


@pytest.mark.parametrize("purpose", [purpose.name for purpose in PORTFOLIO])
def test_what_is_told_adds_up_to_the_score(purpose: str) -> None:
    suggestions = found(purpose, USES, PROJECT)
    scores = [s.score for s in suggestions]
    assert scores == sorted(scores, reverse=True)
    for suggestion in suggestions:
        assert sum(c.points for c in suggestion.contributions) == pytest.approx(suggestion.score, abs=1e-6)


def test_the_portfolio_names_no_town_twice() -> None:
    together = ask(engine(USES, PROJECT), ASKER, kinds=PARTNERS).suggestions["partners"]
    assert len({s.id for s in together}) == len(together)


@pytest.mark.parametrize("purpose", [None, *(purpose.name for purpose in PORTFOLIO)])
def test_whom_one_works_with_and_whom_one_excludes_is_in_no_purpose(purpose: str | None) -> None:
    present = Batch(
        [network("net:pair", "Pair", kind="project")],
        [
            relation("TWINNED_WITH", "gn:nahe", ASKER),
            *(member_of(town, "net:pair") for town in (ASKER, "gn:fern")),
        ],
    )
    purposes = () if purpose is None else (purpose,)
    asked = {"kinds": PARTNERS, "purposes": purposes, "exclude": ("gn:drueben",), "top": 50}
    answer = ask(engine(USES, PROJECT, present), ASKER, **asked)
    named = {s.id for s in answer.suggestions["partners"]}
    assert not {"gn:nahe", "gn:fern", "gn:drueben", ASKER} & named
