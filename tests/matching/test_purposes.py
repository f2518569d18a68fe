"""Partners by purpose: twelve towns with the answer on paper, and what holds in every world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InvalidRecord
from graph.model import Batch, Clause, Municipality, Programme, Region
from matching.engine import Engine
from matching.purposes.areas import Areas
from matching.purposes.portfolio import OF_EACH, PORTFOLIO
from matching.types import Suggestion
from tests import worlds
from tests.factory import fact, member_of, municipality, network, relation
from tests.matching.engine_world import ask
from tests.memory_store import snapshot_of
from tests.worlds import HEAT_ATLAS, HEAT_PLANNING

#: Grenzstadt asks: 9,000 inhabitants, a border town of Saxony that has joined nothing. Longitude 14.8 is the border.
ASKER = "gn:grenzstadt"
PARTNERS = ("partners",)


def _town(name: str, country: str, lat: float, lon: float, population: int, nuts3: str) -> Municipality:
    return municipality(
        f"gn:{name.casefold().replace('ü', 'ue')}", name, country=country, lat=lat, lon=lon, population=population
    )


def _world() -> Batch:
    """Who has what: Nahe uses the heat atlas, 40 km away at home; Fern too, 1,500 km away and just as large; Metropole
    as well, with two million; Drüben lies across the border in the programme's area and does nothing; Hinterland lies
    across it as well, 60 km away, outside of the area; Leiter led a project with two small towns; Nichts is near, at
    home, and does nothing; Weit is abroad, 300 km away."""
    places = {
        "Grenzstadt": ("DE", 51.0, 14.7, 9_000, "DED2D"),
        "Nahe": ("DE", 51.0, 14.15, 15_000, "DED2C"),
        "Nichts": ("DE", 51.05, 14.5, 9_500, "DED2D"),
        "Fern": ("PT", 40.2, -7.5, 9_100, "PT195"),
        "Metropole": ("ES", 41.4, 2.2, 2_000_000, "ES511"),
        "Drüben": ("PL", 51.1, 14.95, 8_000, "PL515"),
        "Hinterland": ("CZ", 50.5, 14.9, 12_000, "CZ051"),
        "Weit": ("PL", 52.9, 17.9, 9_000, "PL619"),
        "Leiter": ("AT", 48.8, 14.6, 60_000, "AT312"),
        "Klein": ("AT", 48.1, 14.4, 4_000, "AT312"),
        "Winzig": ("SI", 46.4, 15.9, 3_000, "SI032"),
        "Still": ("FR", 47.0, 2.0, 50_000, "FRB05"),
    }
    towns = [_town(name, *at) for name, at in places.items()]
    facts = [fact(t.id, "nuts3", places[t.name][4]) for t in towns]
    nodes = [
        *towns,
        network("net:along", "Along", kind="project", start="2023", end="2027"),
        Programme(id="prog:across", name="Interreg Across", source="register"),
        Programme(id="prog:saxony-bohemia", name="Saxony–Bohemia", area=("DED", "CZ"), source="register"),
        Programme(id="prog:sea", name="The sea", area=("DE", "CZ", "PL", "SE", "LT"), source="register"),
        Clause(
            id="clause:across/area",
            name="area",
            kind="region_area",
            operator="in",
            value="DED2D;DED2C;PL515",
            source="register",
        ),
    ]
    relations = [
        *(relation("USES", t, HEAT_ATLAS, status="in-use") for t in ("gn:nahe", "gn:fern", "gn:metropole")),
        member_of("gn:leiter", "net:along", role="lead"),
        *(member_of(t, "net:along", role="partner") for t in ("gn:klein", "gn:winzig", "gn:still")),
        relation("REQUIRES", "prog:across", "clause:across/area"),
    ]
    return Batch(nodes, relations, facts)


def _engine(*more: Batch) -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), _world(), *more))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return _engine()


def by_purpose(engine: Engine, **wanted: Any) -> Mapping[str, list[Suggestion]]:
    answer = ask(engine, ASKER, kinds=PARTNERS, **{"topics": (HEAT_PLANNING,), **wanted})
    found: dict[str, list[Suggestion]] = {}
    for suggestion in answer.suggestions["partners"]:
        found.setdefault(suggestion.purpose or "", []).append(suggestion)
    return found


def names(found: list[Suggestion]) -> list[str]:
    """Without those of the twelve towns, which have ties of their own."""
    return [s.name for s in found if s.id in {node.id for node in _world().nodes}]


def test_a_peer_is_alike_and_does_it_however_far_away(engine: Engine) -> None:
    peers = by_purpose(engine)["peers"]
    # Fern and Nahe do it and are of like size. What the metropolis does, a town of 9,000 cannot take over.
    assert set(names(peers)[:2]) == {"Fern", "Nahe"}
    assert "Metropole" not in names(peers)
    assert not {"Nichts", "Drüben"} & set(names(peers))
    assert all(s.contributions[0].feature in ("topic_fit", "offers_what_you_need", "similar_size") for s in peers)


def test_near_you_are_towns_of_your_country_that_do_it(engine: Engine) -> None:
    found = by_purpose(engine, purposes=("nearby",))["nearby"]
    assert names(found)[0] == "Nahe"
    assert {s.country for s in found} == {"DE"}
    assert "Nichts" not in names(found)


def test_neighbours_lie_across_the_border_and_the_common_programme_is_named(engine: Engine) -> None:
    found = by_purpose(engine)["neighbours"]
    assert names(found) == ["Drüben", "Hinterland"]
    reasons = [{c.feature: c for c in s.contributions}["common_programme"] for s in found]
    assert reasons[0].reason == "You and Drüben lie in the area of Interreg Across."
    assert reasons[0].evidence[0].source == "register"
    assert reasons[1].reason == (
        "Saxony–Bohemia pays on both sides of the border; whether it covers you and Hinterland, ask who runs it."
    )
    assert reasons[0].points > reasons[1].points


def test_without_a_common_programme_it_is_said_that_none_is_known() -> None:
    neighbours = by_purpose(Engine(snapshot_of(worlds.twelve_towns(), _world(), _beyond())))["neighbours"]
    (beyond,) = [s for s in neighbours if s.id == "gn:beyond"]
    (reason,) = [c for c in beyond.contributions if c.feature == "common_programme"]
    assert reason.reason == "Beyond is near the border, as you are; a programme for both is not known to us."
    assert 0 < reason.points < 2


def test_without_a_region_of_any_town_the_countries_tell_who_lies_in_an_area() -> None:
    programme = Programme(id="prog:two", name="Two countries", area=("DE", "CZ"), source="register")
    snapshot = snapshot_of(Batch([*(node for node in _world().nodes if isinstance(node, Municipality)), programme]))
    (area,) = Areas(snapshot).all
    countries = snapshot.municipalities.category("country")
    inside = {countries[at] for at in range(len(area.inside)) if area.inside[at]}
    assert inside == {"DE", "CZ"}


def test_where_no_nuts_3_region_is_stated_the_region_tells_who_may_lie_in_an_area() -> None:
    """Of Greek towns the list of local units tells no region, but the register: Central Macedonia is EL52."""
    towns = {"Serres": "Central Macedonia", "Chania": "Crete", "Anywhere": None}
    programme = Programme(id="prog:two", name="Two", area=("BG413", "EL522", "EL526"), source="register")
    told = sorted(name for name in towns.values() if name)
    regions = [Region(id=f"region:GR.{name.split()[0]}", name=name, country="GR", source="register") for name in told]
    nodes = [municipality(f"gn:{name}", name, country="GR", lat=41.0, lon=23.5) for name in towns]
    sandanski = municipality("gn:Sandanski", "Sandanski", country="BG", lat=41.6, lon=23.3)
    lies = [relation("IN", f"gn:{name}", f"region:GR.{region.split()[0]}") for name, region in towns.items() if region]
    facts = [fact(sandanski.id, "nuts3", "BG413")]
    snapshot = snapshot_of(Batch([*nodes, sandanski, programme, *regions], lies, facts))
    (area,) = Areas(snapshot).all
    assert {snapshot.municipalities.name(int(at)) for at in np.flatnonzero(area.inside)} == {"Serres", "Sandanski"}
    # A region that is stated holds, whatever the register says.
    elsewhere = snapshot_of(Batch([*nodes, programme, *regions], lies, [fact("gn:Serres", "nuts3", "EL433")]))
    assert not Areas(elsewhere).all[0].inside.any()


def test_the_area_of_two_towns_is_the_first_in_which_both_lie() -> None:
    snapshot = snapshot_of(worlds.twelve_towns(), _world(), _beyond())
    areas = Areas(snapshot)
    towns = range(len(snapshot.municipalities))
    assert any(area.inside.any() for area in areas.all)
    for town in towns:
        first = [
            next((at for at, area in enumerate(areas.all) if area.inside[town] and area.inside[other]), -1)
            for other in towns
        ]
        assert areas.shared(town, np.array(towns)).tolist() == first
        assert [areas.first_shared(town, other) for other in towns] == first
    assert areas.first_shared(None, 0) == -1


def test_no_town_is_led_to_where_cooperation_is_suspended() -> None:
    minsk = municipality("gn:minsk", "Minsk Town", country="BY", lat=51.0, lon=15.3, population=9_000)
    there = Batch([minsk], [relation("USES", "gn:minsk", HEAT_ATLAS, status="in-use")])
    assert "gn:minsk" not in {s.id for found in by_purpose(_engine(there)).values() for s in found}
    named = by_purpose(_engine(there), countries=("BY",))
    assert {s.id for found in named.values() for s in found} == {"gn:minsk"}


def _beyond() -> Batch:
    """A town 40 km away in Poland, outside of every area."""
    beyond = municipality("gn:beyond", "Beyond", country="PL", lat=51.0, lon=15.27, population=9_000)
    return Batch([beyond], [], [fact("gn:beyond", "nuts3", "PL516")])


def test_experienced_are_those_who_took_small_towns_along_and_with_whom(engine: Engine) -> None:
    found = by_purpose(engine, purposes=("experienced",))["experienced"]
    assert names(found)[0] == "Leiter"
    (leiter,) = [s for s in found if s.name == "Leiter"]
    (reason,) = [c for c in leiter.contributions if c.feature == "took_small_towns_along"]
    assert reason.reason == "Leiter led Along, in which 2 small towns took part, such as Klein and Winzig."
    assert {e.path[1] for e in reason.evidence} == {"net:along"}
    assert "Nichts" not in names(found)


def test_a_need_that_nobody_does_brings_no_peers_and_none_near(engine: Engine) -> None:
    found = by_purpose(engine, topics=(worlds.ENERGY_COMMUNITIES,))
    assert not {"peers", "nearby"} & found.keys()
    assert names(found["neighbours"]) == ["Drüben", "Hinterland"]


def test_a_call_brings_partners_for_it_and_no_portfolio(engine: Engine) -> None:
    found = by_purpose(engine, topics=(), call=worlds.HEAT_TOGETHER)
    assert set(found) == {"call"}
    with pytest.raises(InvalidRecord, match="name the call"):
        by_purpose(engine, purposes=("call",))
    with pytest.raises(InvalidRecord, match="is not one of"):
        by_purpose(engine, purposes=("friends",))


def test_present_partners_and_the_excluded_are_in_no_purpose() -> None:
    together = Batch(
        [network("net:pair", "Pair", kind="project")], [member_of(t, "net:pair") for t in (ASKER, "gn:fern")]
    )
    engine = _engine(together)
    for purpose in PORTFOLIO:
        found = by_purpose(engine, purposes=(purpose.name,), exclude=("gn:drueben",), top=50).get(purpose.name, [])
        assert not {"Fern", "Drüben", "Grenzstadt"} & set(names(found))
    assert "Fern" in names(by_purpose(engine, present_partners=True)["peers"])


#: Any town may use the heat atlas, lead or join the project.
_TIES = st.lists(
    st.tuples(
        st.sampled_from(["gn:nichts", "gn:drueben", "gn:hinterland", "gn:weit", "gn:klein", "gn:still"]),
        st.sampled_from(["uses", "plans", "joins"]),
    ),
    max_size=8,
    unique=True,
)


def _tied(ties: list[tuple[str, str]]) -> Batch:
    statuses = {"uses": "in-use", "plans": "planned"}
    relations = [
        relation("USES", town, HEAT_ATLAS, status=statuses[how], source=how)
        if how in statuses
        else member_of(town, "net:along", source="more")
        for town, how in ties
    ]
    return Batch([], relations)


@given(_TIES)
@settings(max_examples=15, deadline=None)
def test_no_town_stands_twice_and_each_purpose_is_short_and_adds_up(ties: list[tuple[str, str]]) -> None:
    answer = ask(_engine(_tied(ties)), ASKER, kinds=PARTNERS, topics=(HEAT_PLANNING,))
    found = answer.suggestions["partners"]
    assert len({s.id for s in found}) == len(found)
    order = [purpose.name for purpose in PORTFOLIO]
    places = [order.index(s.purpose or "") for s in found]
    assert places == sorted(places)
    for purpose in PORTFOLIO:
        of_purpose = [s for s in found if s.purpose == purpose.name]
        assert len(of_purpose) <= OF_EACH
    for suggestion in found:
        assert sum(c.points for c in suggestion.contributions) == pytest.approx(suggestion.score, abs=1e-6)


@given(_TIES, st.sampled_from(["gn:weit", "gn:hinterland", "gn:still", "gn:nichts"]))
@settings(max_examples=15, deadline=None)
def test_a_new_proof_on_the_need_never_lowers_a_town(ties: list[tuple[str, str]], town: str) -> None:
    more = [*ties, (town, "uses")] if (town, "uses") not in ties else ties
    before, after = (
        {s.id: at for at, s in enumerate(by_purpose(_engine(_tied(t)), purposes=("peers",), top=50).get("peers", []))}
        for t in (ties, more)
    )
    assert town in after
    assert after[town] <= before.get(town, len(after))
