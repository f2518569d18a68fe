"""The snapshot says what the store says, whatever the order, and knows what day it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import cast, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InvalidRecord
from graph.measures.chosen import lying_in_nuts
from graph.model import RELATION_TYPES, Batch, Fact, Municipality, MunicipalityKind, Network, Node, Relation
from graph.snapshot.build import build_snapshot, digest_of
from graph.snapshot.frozen import UNIT, Snapshot, unit_vectors
from graph.store.protocol import Store
from tests import worlds
from tests.factory import small_world
from tests.memory_store import MemoryStore, snapshot_of
from tests.worlds import twelve_towns


class ShuffledStore(MemoryStore):
    """Gives its records back in an order of its own, as no real store should."""

    def __init__(self, random: Random, *batches: Batch) -> None:
        super().__init__(*batches)
        self._random = random

    def nodes(self, label: str) -> Iterator[Node]:
        rows = list(super().nodes(label))
        self._random.shuffle(rows)
        return iter(rows)

    def relations(self, type: str) -> Iterator[Relation]:
        rows = list(super().relations(type))
        self._random.shuffle(rows)
        return iter(rows)

    def facts(self) -> Iterator[Fact]:
        rows = list(super().facts())
        self._random.shuffle(rows)
        return iter(rows)


def members(snapshot: Snapshot, network: str) -> set[str]:
    links = snapshot.links("MEMBER_OF")
    at = snapshot.tables["Network"].ids.index(network)
    return {snapshot.municipalities.ids[int(town)] for town in links.starts(at)}


def town_at(snapshot: Snapshot, id: str) -> int:
    return snapshot.municipalities.ids.index(id)


def test_every_record_comes_back_from_the_snapshot_as_it_was_written() -> None:
    world, snapshot = twelve_towns(), snapshot_of(twelve_towns())
    records = {t.ids[i]: t.record(i) for t in snapshot.tables.values() for i in range(len(t))}
    assert records == {node.id: node for node in world.nodes}


def test_keywords_and_text_of_a_network_come_back_from_the_snapshot() -> None:
    world = small_world()
    table = snapshot_of(world).tables["Network"]
    assert table.record(0) in world.nodes
    assert (table.text("text")[0], table.text("lang")[0]) == ("Städte für das Klima.\nSeit 1990.", "de")
    assert (table.text("keywords")[0] or "").split(UNIT) == ["Klima", "Energie"]


def test_every_relation_comes_back_from_the_snapshot_as_it_was_written() -> None:
    snapshot, found = snapshot_of(twelve_towns()), set()
    for links in snapshot.all_links.values():
        starts, ends = snapshot.tables[links.start_label].ids, snapshot.tables[links.end_label].ids
        for row in range(len(links)):
            start, end = starts[int(links.start[row])], ends[int(links.end[row])]
            weight = None if np.isnan(links.weight[row]) else float(links.weight[row])
            source = snapshot.source(int(links.source[row]))
            found.add((links.type, start, end, source, links.role[row], links.status[row], weight, links.evidence[row]))
    assert found == {
        (r.type, r.start, r.end, r.source, r.role, r.status, r.weight, r.evidence) for r in twelve_towns().relations
    }


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_change_the_digest(random: Random) -> None:
    shuffled = build_snapshot(cast(Store, ShuffledStore(random, twelve_towns())))
    assert shuffled.digest == snapshot_of(twelve_towns()).digest


@pytest.mark.parametrize("part", ["nodes", "relations", "facts"])
def test_each_record_counts_for_the_digest(part: str) -> None:
    world = twelve_towns()
    digests = {snapshot_of(world).digest}
    for row, record in enumerate(getattr(world, part)):
        changed = list(getattr(world, part))
        changed[row] = replace(record, as_of="1999-12-31")
        digests.add(snapshot_of(replace(world, **{part: changed})).digest)
    assert len(digests) == 1 + len(getattr(world, part))


def test_one_more_inhabitant_and_one_changed_fact_change_the_digest() -> None:
    world = twelve_towns()
    town = next(n for n in world.nodes if n.id == worlds.BAD_BELZIG)
    assert isinstance(town, Municipality)
    other_town = [replace(town, population=12_000) if n is town else n for n in world.nodes]
    other_fact = [replace(f, value="2") if f.subject == town.id and f.key == "degurba" else f for f in world.facts]
    digests = {
        snapshot_of(b).digest for b in (world, replace(world, nodes=other_town), replace(world, facts=other_fact))
    }
    assert len(digests) == 3


def test_the_same_records_as_of_another_day_are_another_snapshot() -> None:
    assert snapshot_of(twelve_towns(), as_of=date(2030, 1, 1)).digest != snapshot_of(twelve_towns()).digest


def test_an_empty_graph_has_an_empty_snapshot() -> None:
    snapshot = snapshot_of()
    assert len(snapshot.municipalities) == 0
    assert all(len(links) == 0 for links in snapshot.all_links.values())
    assert snapshot.digest == digest_of(snapshot) != snapshot_of(twelve_towns()).digest


def test_in_2015_only_those_are_members_who_had_joined_and_not_left() -> None:
    then = snapshot_of(twelve_towns(), as_of=date(2015, 12, 31))
    early = {worlds.BERLIN, worlds.POTSDAM, worlds.MANRESA, worlds.TARTU}
    assert members(then, worlds.CLIMATE_LEAGUE) == early
    assert members(then, worlds.OPEN_TOWN_ALLIANCE) == {worlds.BERLIN, worlds.TARTU}
    assert members(then, worlds.HEAT_MAPS) == members(then, worlds.TANDEM) == set()
    assert members(snapshot_of(twelve_towns()), worlds.CLIMATE_LEAGUE) == {*early, worlds.LOMZA}


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2008, 12, 31), False),
        (date(2009, 1, 1), True),
        (date(2014, 6, 30), True),
        (date(2014, 7, 1), False),
    ],
)
def test_a_year_holds_from_its_first_day_and_a_month_to_its_last(day: date, there: bool) -> None:
    assert (worlds.BIEL in members(snapshot_of(twelve_towns(), as_of=day), worlds.OPEN_TOWN_ALLIANCE)) == there


@pytest.mark.parametrize(("year", "there"), [(2009, False), (2010, True), (2012, True), (2013, False)])
def test_a_membership_without_dates_lasts_as_long_as_its_network(year: int, there: bool) -> None:
    world = Batch(
        [
            Municipality(id="gn:1", name="Aa", country="DE", source="x"),
            Network(id="net:a", name="A", kind="project", start="2010", end="2012-12", source="x"),
        ],
        [Relation(type="MEMBER_OF", start="gn:1", end="net:a", source="x")],
    )
    assert members(snapshot_of(world, as_of=date(year, 6, 30)), "net:a") == ({"gn:1"} if there else set())


def test_the_newest_fact_is_believed_and_later_ones_are_not_known_before() -> None:
    now, then = snapshot_of(twelve_towns()), snapshot_of(twelve_towns(), as_of=date(2015, 12, 31))
    assert now.population[town_at(now, worlds.LOMZA)] == 60_000
    assert then.population[town_at(then, worlds.LOMZA)] == 62_000
    fact = now.fact(town_at(now, worlds.LOMZA), "population")
    assert fact is not None
    assert (fact.value, fact.source, fact.as_of) == ("60000", worlds.REGISTER, "2021")
    assert then.fact(town_at(then, worlds.TARTU), "pic") is None


def test_where_a_place_lies_and_what_it_is_a_part_of_holds_on_each_day_as_the_newest_list_says() -> None:
    stated = [("nuts3", "EE008"), ("part_of", worlds.LOMZA), ("kind", "quarter"), ("degurba", "2")]
    facts = [Fact(subject=worlds.TARTU, key=key, value=value, source="list", as_of="2019") for key, value in stated]
    world = twelve_towns()
    then = snapshot_of(replace(world, facts=[*world.facts, *facts]), as_of=date(2010, 12, 31))
    tartu = town_at(then, worlds.TARTU)
    assert lying_in_nuts(then, "EE").nonzero()[0].tolist() == [tartu]
    assert then.homes[tartu] == town_at(then, worlds.LOMZA)
    assert not then.partners[tartu]
    assert then.fact(tartu, "degurba") is None  # the size of a town is of its day


@pytest.mark.parametrize("value", ["ca. 12 000", "0", "-5", "nan", "1e5", "12.5"])
def test_a_population_that_is_no_count_never_gets_into_the_graph(value: str) -> None:
    with pytest.raises(InvalidRecord, match="is not a count"):
        Fact(subject="gn:1", key="population", value=value, source="x")


def test_what_is_not_known_stays_unknown() -> None:
    snapshot = snapshot_of(twelve_towns())
    county, vaslui = town_at(snapshot, worlds.POTSDAM_MITTELMARK), town_at(snapshot, worlds.VASLUI)
    assert np.isnan(snapshot.population[vaslui])
    assert np.isnan(snapshot.unit_vectors[county]).all()
    assert np.isnan(snapshot.distances_km(snapshot.unit_vectors[vaslui])[county])
    assert np.isnan(snapshot.distances_km(snapshot.unit_vectors[county])).all()
    assert snapshot.fact(vaslui, "degurba") is None
    needs = snapshot.links("NEEDS")
    assert np.isnan(needs.weight[needs.rows_from(town_at(snapshot, worlds.LOMZA))]).tolist() == [True]


def haversine_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    phi, psi = math.radians(lat), math.radians(other_lat)
    h = math.sin((psi - phi) / 2) ** 2
    h += math.cos(phi) * math.cos(psi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def test_one_degree_on_the_equator_is_111_km_and_from_the_pole_to_the_equator_it_is_a_quarter_of_the_way_round() -> (
    None
):
    places = {"gn:1": (0.0, 0.0), "gn:2": (0.0, 1.0), "gn:3": (90.0, 0.0)}
    towns = [Municipality(id=i, name=i, country="DE", lat=p[0], lon=p[1], source="x") for i, p in places.items()]
    snapshot = snapshot_of(Batch(towns))
    assert snapshot.distances_km(snapshot.unit_vectors[0]).tolist() == pytest.approx(
        [0.0, 111.195, 10007.557], abs=0.01
    )


EUROPE = st.tuples(st.floats(34.0, 71.0), st.floats(-25.0, 45.0))


@given(EUROPE, EUROPE)
def test_distances_are_those_on_the_sphere_to_fifty_metres(
    here: tuple[float, float], there: tuple[float, float]
) -> None:
    towns = [
        Municipality(id=f"gn:{i}", name="Aa", country="DE", lat=p[0], lon=p[1], source="x")
        for i, p in enumerate((here, there))
    ]
    found = snapshot_of(Batch(towns)).distances_km(unit_vectors(*here))
    assert found.tolist() == pytest.approx([0.0, haversine_km(*here, *there)], abs=0.05)


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.sampled_from(["a", "b", "c"])), unique=True, max_size=30
    )
)
def test_links_answer_as_reading_all_relations_would(rows: list[tuple[int, int, str]]) -> None:
    towns = [Municipality(id=f"gn:{i}", name="Aa", country="DE", source="x") for i in range(5)]
    networks = [Network(id=f"net:{i}", name="A", kind="project", source="x") for i in range(4)]
    relations = [Relation(type="MEMBER_OF", start=f"gn:{s}", end=f"net:{e}", source=source) for s, e, source in rows]
    links = snapshot_of(Batch([*towns, *networks], relations)).links("MEMBER_OF")
    pairs = sorted({(s, e) for s, e, _ in rows})
    assert list(zip(*(column.tolist() for column in links.pairs), strict=True)) == pairs
    for town in range(5):
        assert links.ends(town).tolist() == [e for s, e in pairs if s == town]
        assert links.start_degrees[town] == sum(s == town for s, _ in pairs)
        assert [int(links.start[r]) for r in links.rows_from(town)] == [town] * sum(s == town for s, _, _ in rows)
    for network in range(4):
        assert links.starts(network).tolist() == [s for s, e in pairs if e == network]
        assert links.end_degrees[network] == sum(e == network for _, e in pairs)
        assert [int(links.end[r]) for r in links.rows_to(network)] == [network] * sum(e == network for _, e, _ in rows)


def test_relations_of_every_type_can_be_asked_for() -> None:
    snapshot = snapshot_of(twelve_towns())
    for type, spec in RELATION_TYPES.items():
        for start in spec.starts:
            assert snapshot.links(type, start).type == type
    with pytest.raises(KeyError):
        snapshot.links("LIKES")


def test_every_kind_of_body_can_be_a_partner_but_a_quarter_and_a_settlement_cannot() -> None:
    kinds: tuple[MunicipalityKind, ...] = get_args(MunicipalityKind)
    towns = [Municipality(id=f"gn:{kind}", name="Aa", country="DE", kind=kind, source="x") for kind in kinds]
    network = Network(id="net:n", name="N", kind="network", source="x")
    joined = [Relation(type="MEMBER_OF", start=town.id, end=network.id, source="x") for town in towns]
    snapshot = snapshot_of(Batch([*towns, network], joined))
    found = {town.kind for town in towns if snapshot.partners[town_at(snapshot, town.id)]}
    assert found == set(kinds) - {"quarter", "settlement"}
    assert not snapshot.partners.flags.writeable


def test_a_county_of_which_only_the_name_is_known_is_nobodys_partner_until_something_is() -> None:
    county = Municipality(id="body:a", name="Landkreis A", country="DE", kind="county", population=90_000, source="s")
    town = Municipality(id="gn:1", name="A", country="DE", source="s")
    network = Network(id="net:n", name="N", kind="network", source="s")
    silent = snapshot_of(Batch((county, town, network)))
    assert silent.partners.tolist() == [False, True]
    assert silent.silent_bodies.tolist() == [True, False]
    joined = Relation(type="MEMBER_OF", start="body:a", end="net:n", source="s")
    assert snapshot_of(Batch((county, town, network), (joined,))).partners.tolist() == [True, True]
