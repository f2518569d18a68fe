"""A scope is what all of its parts leave: none of them is ignored, whichever two come together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Batch, Fact, Network, Relation
from matching.asker import understand
from matching.gaps.admission import Admission
from matching.gaps.places import Places
from matching.gaps.report import gap_report
from matching.gaps.scope import Cut, Need, Scope
from matching.kinds.networks import network_candidates
from matching.rules.three_valued import NO
from matching.ties import Ties
from matching.types import Query
from tests import worlds
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns

ON = date(2026, 11, 24)
#: Each narrows the twelve towns, and no two to the same.
PARTS: dict[str, dict[str, Any]] = {
    "countries": {"countries": ("DE", "PL", "ES")},
    "regions": {"regions": ("region:DE-BB", "region:PL-20", "region:EE-79")},
    "smallest": {"smallest": 5_000},
    "largest": {"largest": 80_000},
    "members": {"members": (worlds.BAD_BELZIG, worlds.POTSDAM, worlds.LOMZA, worlds.BRUECK, worlds.TARTU)},
    "network": {"network": worlds.OPEN_TOWN_ALLIANCE},
}


def world() -> Batch:
    """The twelve towns; the alliance takes towns of up to 100,000 inhabitants in three countries."""
    found = twelve_towns()
    nodes = [
        replace(n, countries=("DE", "EE", "PL"), population_max=100_000)
        if isinstance(n, Network) and n.id == worlds.OPEN_TOWN_ALLIANCE
        else n
        for n in found.nodes
    ]
    return replace(found, nodes=nodes)


@pytest.fixture(scope="module")
def ties() -> Ties:
    return Ties(snapshot_of(world()))


def bodies(ties: Ties, **scope: Any) -> set[str]:
    ids = ties.snapshot.municipalities.ids
    return {ids[at] for at in np.flatnonzero(Cut(ties, Scope(**scope), ON).bodies).tolist()}


@pytest.mark.parametrize(("one", "other"), list(combinations(PARTS, 2)))
def test_two_parts_together_leave_what_both_leave(ties: Ties, one: str, other: str) -> None:
    alone = [bodies(ties, **PARTS[part]) for part in (one, other)]
    both = bodies(ties, **PARTS[one], **PARTS[other])
    assert both == alone[0] & alone[1]
    assert all(part < bodies(ties) for part in alone)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["isolates", "doing", "learning", "changes"])
def test_findings_that_list_towns_list_those_of_the_scope_and_no_others(ties: Ties, part: str, name: Any) -> None:
    def listed(**scope: Any) -> set[str]:
        asked = Scope(topic=worlds.HEAT_PLANNING, **scope) if name in ("doing", "learning") else Scope(**scope)
        found = gap_report(ties, asked, on=ON, findings=(name,), since="2009", top=100)
        return {id for row in found.findings[0].rows for id in row.towns}

    inside = bodies(ties, **PARTS[part])
    if name == "changes" and part == "network":  # it speaks of no other network
        assert listed(**PARTS[part]) <= listed() & inside
    else:
        assert listed(**PARTS[part]) == listed() & inside


@pytest.mark.parametrize("part", PARTS)
def test_needs_of_a_file_count_as_those_of_profiles_do_and_within_the_scope_only(part: str) -> None:
    found = world()
    stated = Ties(snapshot_of(found))
    silent = Ties(snapshot_of(replace(found, relations=[r for r in found.relations if r.type != "NEEDS"])))
    file = tuple(Need(town=r.start, topic=r.end) for r in found.relations if r.type == "NEEDS")
    one, other = (
        gap_report(ties, Scope(needs=needs, **PARTS[part]), on=ON, findings=("topics",)).findings
        for ties, needs in ((stated, ()), (silent, file))
    )
    assert one == other
    assert {id for row in one[0].rows for id in row.towns} <= bodies(stated, **PARTS[part])


def test_a_topic_keeps_what_is_about_it_or_below_it(ties: Ties) -> None:
    ids = ties.snapshot.tables["Topic"].ids
    cut = Cut(ties, Scope(topic=worlds.CLIMATE_ENERGY), ON)
    assert {ids[at] for at in np.flatnonzero(cut.topics).tolist()} == {
        worlds.CLIMATE_ENERGY,
        worlds.HEAT_PLANNING,
        worlds.ENERGY_COMMUNITIES,
    }
    networks = ties.snapshot.tables["Network"].ids
    assert {networks[at] for at in np.flatnonzero(cut.networks).tolist()} == {worlds.CLIMATE_LEAGUE, worlds.HEAT_MAPS}
    assert not Cut(ties, Scope(topic=worlds.OPEN_DATA, network=worlds.CLIMATE_LEAGUE), ON).networks.any()


@pytest.mark.parametrize("part", PARTS)
def test_an_earlier_day_and_a_part_together_leave_what_held_on_that_day_in_the_part(part: str) -> None:
    then = Ties(snapshot_of(world(), as_of=date(2015, 12, 31)))
    found = gap_report(then, Scope(**PARTS[part]), on=ON)
    assert found.as_of == "2015-12-31"
    inside = bodies(then, **PARTS[part])
    members = {worlds.BERLIN, worlds.POTSDAM, worlds.MANRESA, worlds.TARTU}  # and Vaslui is twinned
    hub = next(one for one in found.findings if one.name == "hub")
    assert hub.of is not None
    assert hub.of <= len(members & inside)


def test_the_same_question_gets_the_same_report(ties: Ties) -> None:
    asked = [gap_report(Ties(ties.snapshot), Scope(countries=("DE",)), on=ON, since="2015") for _ in range(2)]
    assert asked[0] == asked[1]
    assert asked[0].parameters["since"] == "2015"
    assert asked[0].scope == ("Countries: Germany",)


TERMS = st.fixed_dictionaries(
    {
        "admission": st.sampled_from([None, "open", "chosen"]),
        "countries": st.sampled_from([(), ("DE",), ("DE", "PL"), ("RO",)]),
        "population_min": st.sampled_from([None, 20_000]),
        "population_max": st.sampled_from([None, 60_000]),
        "one_per_country": st.sampled_from([None, "yes"]),
        "takes": st.lists(st.sampled_from(["coast", "next-door", "baltic", "spa", "wine"]), max_size=2, unique=True),
        "end": st.sampled_from([None, "2020"]),
        "kind": st.sampled_from(["association", "network", "project"]),
    }
)
MEMBERS = st.sets(st.sampled_from([worlds.BERLIN, worlds.POTSDAM, worlds.BRUECK, worlds.LOMZA, worlds.TARTU]))


@settings(max_examples=25, deadline=None)
@given(TERMS, MEMBERS, st.booleans())
def test_for_all_towns_at_once_as_for_each_that_asks(terms: dict[str, Any], members: set[str], coastal: bool) -> None:
    """The twin: the suggestions of networks judge one town, this all; who may join by the one may by the other."""
    club = Network(id="net:club", name="Club", source="x", **{**terms, "takes": tuple(terms["takes"])})
    facts = [Fact(subject=worlds.TARTU, key="coastal", value="yes" if coastal else "no", source="x")]
    about = Relation(type="ADDRESSES", start="net:club", end=worlds.HEAT_PLANNING, weight=1.0, source="x")
    joined = [Relation(type="MEMBER_OF", start=id, end="net:club", source="x") for id in sorted(members)]
    snapshot = snapshot_of(twelve_towns(), Batch([club], [about, *joined], facts))
    ties, networks = Ties(snapshot), snapshot.tables["Network"].ids
    at = networks.index("net:club")
    answers = Admission(ties, ON, np.array(snapshot.partners), Places(snapshot)).of(at)
    every = np.arange(len(networks), dtype=np.int32)
    for town in np.flatnonzero(snapshot.partners).tolist():
        query = Query(town=snapshot.municipalities.ids[town], topics=(worlds.HEAT_PLANNING,), on=ON)
        asker = understand(ties, query, None, {})
        assert (at in network_candidates(asker, every)) == (answers[town] != NO), query.town
