"""What every store does: the specification of `graph.store.protocol.Store`, run on SQLite and on Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DanglingRelation, InvalidRecord
from graph.model import NODE_TYPES, RELATION_TYPES, Batch, Call, Clause, Format, Node, Programme, Solution, Strategy
from graph.snapshot.build import build_snapshot
from graph.snapshot.successor import successor
from graph.store.protocol import Changes, Embedding, Store
from tests.factory import SOURCE, fact, member_of, municipality, network, relation, small_world, topic

Content = tuple[object, ...]


def content(store: Store) -> Content:
    """All that a store holds, except its revision."""
    return (
        [list(store.nodes(label)) for label in NODE_TYPES],
        [list(store.relations(type)) for type in RELATION_TYPES],
        list(store.facts()),
    )


def names_of(store: Store, query: str, *, country: str | None = None, limit: int = 10) -> list[str]:
    return [match.municipality.name for match in store.search(query, country=country, limit=limit)]


class StoreContract:
    """A test class for one store defines the fixture `store` (empty) and inherits all this."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    # What was written since

    def test_the_next_snapshot_is_that_of_the_whole_graph(self, store: Store) -> None:
        store.write([small_world()])
        last, revision = build_snapshot(store), store.revision()
        mine = Batch(
            nodes=[municipality("gn:15", "Dazwischen", source="mine"), network("net:mine", source="mine")],
            relations=[
                member_of("gn:15", "net:mine", source="mine", role="lead", since="2021-05"),
                relation("NEEDS", "gn:2", "topic:heat-planning", source="mine"),
                relation("ADDRESSES", "net:mine", "topic:heat-planning", source="mine"),
            ],
            facts=[fact("gn:15", source="mine"), fact("gn:2", source="mine", as_of="2024")],
        )
        writes: list[tuple[list[Batch], list[str]]] = [
            ([mine], []),
            ([Batch(nodes=[municipality("gn:2", "Lomza", country="PL")], facts=[fact(value="9")])], ["other list"]),
            ([Batch(nodes=mine.nodes[:1])], ["mine"]),
            ([], ["mine"]),
        ]
        for batches, removed in writes:
            store.write(batches, remove_sources=removed)
            since = store.since(store.revision() - 1)
            assert since is not None
            assert since.revision == store.revision()
            last = successor(last, since)
            assert last.digest == build_snapshot(store).digest
        since = store.since(revision)
        assert since is not None
        assert since.nodes["gn:15"] is None
        assert store.since(store.revision() + 1) is None
        assert store.since(-1) is None

    # What is written comes back

    def test_an_empty_store_holds_nothing(self, store: Store) -> None:
        assert content(store) == ([[]] * len(NODE_TYPES), [[]] * len(RELATION_TYPES), [])
        assert (store.revision(), dict(store.counts().nodes), store.counts().facts) == (0, {}, 0)
        assert store.get("gn:1") is None
        assert list(store.neighbours("gn:1")) == []
        assert store.search("Berlin") == []
        assert dict(store.sources()) == {}

    def test_records_come_back_as_they_were_written_in_order(self, store: Store) -> None:
        world = small_world()
        store.write([Batch(nodes=world.nodes[::-1], relations=world.relations[::-1], facts=world.facts[::-1])])
        for label in NODE_TYPES:
            expected = sorted((n for n in world.nodes if n.label == label), key=lambda n: n.id)
            assert list(store.nodes(label)) == expected
        for type in RELATION_TYPES:
            relations = sorted((r for r in world.relations if r.type == type), key=lambda r: r.identity)
            assert list(store.relations(type)) == relations
        assert list(store.facts()) == sorted(world.facts, key=lambda f: f.identity)

    def test_every_field_of_every_kind_of_node_comes_back(self, store: Store) -> None:
        programme = Programme(
            id="prog:x",
            name="X",
            source="s",
            period="2021–2027",
            managing_body="EC",
            managing_bodies=("Die Kommission@de",),
            regulation="2021/1059",
            url="https://u.example",
        )
        call = Call(
            id="call:X-1/2+3", name="Wärme", source="s", as_of="2024-02", action_type="RIA", status="open",
            opening="2024", deadline="2024-05-31", deadline_2="2025-01", grant_min=0.1, grant_max=1e7,
            expected_grants=3, who_may_apply="all", applicants=("alle@de",), local_authorities="yes",
            relevance=2, official_title="T",
        )  # fmt: skip
        solution = Solution(
            id="sol:y", name="Y", source="s", kind="software", languages=("de", "en"), since="2020", owner="Łódź",
            owner_country="PL", licence="EUPL-1.2", repository="https://r.example", url="https://x",
            labels=("Ypsilon@de",), summary="\u2028 {}", summaries=("Größe@de",),
        )  # fmt: skip
        clause = Clause(id="clause:z", name="countries", source="s", kind="consortium", operator=">=", value="3;eu=1")
        project = network(
            umbrella="net:a", admission="chosen", countries=("DK", "SE"), regions=("DK01",), population_max=49_999,
            one_per_country="yes",
            end="2030-01", start="2020",
            keywords=("Énergie", "a, b; c"), text="Zwei\n\nAbsätze – „Ciepło“", lang="de",
        )  # fmt: skip
        strategy = Strategy(
            id="strat:s", name="S", source="s", kind="law", issuer="EU", issuers=("Die EU@de",), issued="2024-02",
            countries=("DE", "EU"),
            url="https://u.example", labels=("Gesetz@de",), summary="Asks", summaries=("Verlangt@de",),
        )  # fmt: skip
        format = Format(
            id="format:f", name="F", source="s", as_of="2024-12", labels=("Tandem@de",), group_size="2 towns",
            group_sizes=("2 Kommunen@de",), duration="2 days", durations=("2 Tage@de",), rhythm="once",
            rhythms=("einmal@de",), steps=("meet@en", "plan@en", "sich treffen@de"),
        )  # fmt: skip
        nodes: list[Node] = [programme, call, solution, clause, project, strategy, format]
        store.write([Batch(nodes=nodes)])
        assert [store.get(n.id) for n in nodes] == nodes

    def test_towns_and_relations_that_are_read_can_be_written_again(self, store: Store) -> None:
        store.write([small_world()])
        town = store.get("gn:1")
        assert town is not None
        assert hash(town) == hash(small_world().nodes[0])
        assert not store.write([Batch(nodes=[town], relations=list(store.relations("MEMBER_OF")))])

    def test_counts_and_sources_add_up(self, store: Store) -> None:
        store.write([small_world()])
        counts = store.counts()
        assert dict(counts.nodes) == {"Municipality": 3, "Network": 1, "Topic": 1, "Region": 1}
        assert counts.relations["MEMBER_OF"] == 3
        assert sum(counts.relations.values()) == 8
        assert counts.facts == 4
        assert dict(store.sources()) == {SOURCE: 16, "other list": 2}

    # Upserts

    def test_the_same_records_again_change_nothing(self, store: Store) -> None:
        first = store.write([small_world()])
        assert first == Changes(created=18)
        assert store.revision() == 1
        assert store.write([small_world()]) == Changes(unchanged=18)
        assert store.write([small_world()], remove_sources=[SOURCE, "other list"]) == Changes(unchanged=18)
        assert store.revision() == 1

    def test_an_empty_write_changes_nothing(self, store: Store) -> None:
        assert not store.write([])
        assert not store.write([Batch()], remove_sources=["nobody"])
        assert store.revision() == 0

    def test_records_that_differ_replace_the_old_ones_entirely(self, store: Store) -> None:
        store.write([small_world()])
        poorer = municipality("gn:2", "Lomza", country="PL", source="new register")
        changes = store.write([Batch([poorer], [member_of("gn:2", since="1999")], [fact(value="11300")])])
        assert changes == Changes(changed=3)
        assert store.get("gn:2") == poorer
        assert member_of("gn:2", since="1999") in store.relations("MEMBER_OF")
        assert fact(value="11300") in store.facts_of("gn:1")
        assert store.revision() == 2

    def test_of_two_versions_in_one_write_the_last_counts_and_counts_once(self, store: Store) -> None:
        batch = Batch(
            [municipality(population=1), municipality(population=2), network()],
            [member_of(role="lead"), member_of(role="partner")],
            [fact(value="1"), fact(value="2")],
        )
        assert store.write([batch]) == Changes(created=4)
        assert store.get("gn:1") == municipality(population=2)
        assert list(store.relations("MEMBER_OF")) == [member_of(role="partner")]
        assert list(store.facts()) == [fact(value="2")]
        assert not store.write([batch])

    def test_two_sources_may_state_the_same_relation(self, store: Store) -> None:
        store.write([Batch([municipality(), network()], [member_of(), member_of(source="other list")])])
        assert [r.source for r in store.relations("MEMBER_OF")] == ["other list", SOURCE]

    def test_an_id_cannot_be_two_kinds_of_thing(self, store: Store) -> None:
        store.write([Batch([municipality("gn:1")])])
        with pytest.raises(InvalidRecord, match=r"gn:1.*Municipality.*Topic"):
            store.write([Batch([topic("gn:1")])])
        with pytest.raises(InvalidRecord, match="gn:9"):
            store.write([Batch([topic("gn:9"), municipality("gn:9")])])
        assert store.counts().nodes == {"Municipality": 1}

    # One contract runs on several stores by inheritance, which is what the second check warns of.
    @settings(
        max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
    )
    @given(data=st.data())
    def test_the_order_of_batches_and_records_does_not_matter(self, store: Store, data: st.DataObject) -> None:
        world = small_world()
        store.write([], remove_sources=list(store.sources()))
        parts = [Batch([n]) for n in world.nodes]
        parts += [Batch((), [r]) for r in world.relations] + [Batch((), (), [f]) for f in world.facts]
        store.write(data.draw(st.permutations(parts)))
        shuffled = content(store)
        store.write([], remove_sources=list(store.sources()))
        store.write([world])
        assert content(store) == shuffled

    # All or nothing

    @pytest.mark.parametrize(
        "dangling",
        [
            Batch(relations=[member_of("gn:1", "net:nowhere")]),
            Batch(relations=[member_of("gn:404", "net:climate-league")]),
            Batch(relations=[member_of("gn:1", "topic:heat-planning")]),
            Batch(relations=[member_of("net:climate-league", "net:other")], nodes=[network("net:other", "Other")]),
            Batch(facts=[fact("gn:404")]),
            Batch(facts=[fact("net:climate-league")]),
        ],
    )
    def test_one_dangling_record_undoes_the_whole_write(self, store: Store, dangling: Batch) -> None:
        store.write([small_world()])
        before = content(store)
        with pytest.raises(DanglingRelation):
            store.write([Batch([municipality("gn:7", "Brück")]), dangling], remove_sources=["other list"])
        assert content(store) == before
        assert store.revision() == 1
        assert store.search("Brück") == []

    def test_what_is_missing_is_named(self, store: Store) -> None:
        with pytest.raises(DanglingRelation) as caught:
            store.write([Batch([municipality()], [member_of()], [fact("gn:5")])])
        assert caught.value.missing == ("gn:5", "net:climate-league")

    def test_a_relation_may_stand_before_its_ends(self, store: Store) -> None:
        assert store.write([Batch((), [member_of()]), Batch([network()]), Batch([municipality()])])
        assert list(store.relations("MEMBER_OF")) == [member_of()]

    # Sources

    def test_removing_a_source_leaves_what_others_state(self, store: Store) -> None:
        store.write([small_world()])
        changes = store.write([], remove_sources=["other list"])
        assert changes == Changes(removed=2)
        assert dict(store.sources()) == {SOURCE: 16}
        assert store.revision() == 2

    def test_a_node_stays_while_another_source_refers_to_it(self, store: Store) -> None:
        store.write([small_world()])
        store.write([], remove_sources=[SOURCE])
        assert [n.id for label in NODE_TYPES for n in store.nodes(label)] == ["gn:1", "net:climate-league"]
        assert [r.source for r in store.relations("MEMBER_OF")] == ["other list"]
        assert [f.source for f in store.facts()] == ["other list"]
        assert names_of(store, "Łomża") == []
        store.write([], remove_sources=[SOURCE, "other list"])
        assert not store.sources()

    def test_a_source_can_be_replaced_in_one_write(self, store: Store) -> None:
        store.write([small_world()])
        world = small_world()
        shorter = Batch(world.nodes[:-1], world.relations[:-1], world.facts)  # without the region and its relation
        assert store.write([shorter], remove_sources=[SOURCE]) == Changes(removed=2, unchanged=16)
        assert store.get("region:DE4") is None

    # Questions about one node

    def test_facts_of_one_town_come_in_order(self, store: Store) -> None:
        store.write([small_world()])
        assert [(f.key, f.source) for f in store.facts_of("gn:1")] == [
            ("degurba", SOURCE),
            ("population", "other list"),
            ("population", SOURCE),
        ]
        assert list(store.facts_of("gn:3")) == []

    def test_neighbours_are_found_by_type_and_direction(self, store: Store) -> None:
        store.write([small_world()])
        both = store.neighbours("gn:1")
        assert [r.identity for r, _ in both] == sorted(
            r.identity for r in small_world().relations if "gn:1" in (r.start, r.end)
        )
        assert all(node.id == (r.end if r.start == "gn:1" else r.start) for r, node in both)
        assert [r.type for r, _ in store.neighbours("gn:1", direction="in")] == ["TWINNED_WITH"]
        assert [n.id for _, n in store.neighbours("net:climate-league", "MEMBER_OF")] == ["gn:1", "gn:1", "gn:2"]
        assert list(store.neighbours("net:climate-league", "MEMBER_OF", "out")) == []
        assert [r for r, _ in store.neighbours("gn:1", "MEMBER_OF", "out")] == [
            r for r in store.relations("MEMBER_OF") if r.start == "gn:1"
        ]
        assert [n.id for _, n in store.neighbours("gn:1", "TWINNED_WITH")] == ["gn:2"]

    # Names

    @pytest.fixture
    def towns(self, store: Store) -> Store:
        places = [
            municipality("gn:10", "Łomża", country="PL", population=62945),
            municipality("gn:11", "Köln", population=963395, names=("Cologne", "Colonia")),
            municipality("gn:12", "Rothenburg ob der Tauber", population=11106),
            municipality("gn:13", "Rothenburg", country="CH", population=7400),
            municipality("gn:14", "Rottenburg", population=43000),
            municipality("gn:15", "Herrenberg", population=31000),
            municipality("gn:16", "Bad Belzig", population=11247),
            municipality("gn:17", "Neustadt", population=4000),
            municipality("gn:18", "Neustadt", population=53000),
            municipality("gn:19", "Neustadt", population=90000, kind="quarter"),
            municipality("gn:20", "Neustadt", country="AT", population=None),
            municipality("gn:21", "Halle (Saale)", population=230000),
            municipality("gn:22", "Å", country="NO"),
        ]
        store.write([Batch(places)])
        return store

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            *((t, "Łomża") for t in ("Łomża", "Lomza", "LOMZA", " łomża ", "Lomzha")),
            *((t, "Köln") for t in ("Köln", "Koeln", "koln", "KÖLN", "Cologne", "Cologn")),
            ("Herenberg", "Herrenberg"),
            ("Herrneberg", "Herrenberg"),
            ("Bad Belzigg", "Bad Belzig"),
            ("Belzig", "Bad Belzig"),
            ("Belzigg", "Bad Belzig"),
            ("Bad-Belzig", "Bad Belzig"),
            ("Stadt Bad Belzig", "Bad Belzig"),
            ("Rothenburg ob der Taubr", "Rothenburg ob der Tauber"),
            ("Halle", "Halle (Saale)"),
            ("halle saale", "Halle (Saale)"),
        ],
    )
    def test_a_town_is_found_as_people_type_it(self, towns: Store, typed: str, found: str) -> None:
        assert names_of(towns, typed)[0] == found

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("Stadt Bad Belzig", "gn:16"),
            ("14806 Bad Belzig", "gn:16"),
            ("Bad Bel\u00adzig", "gn:16"),
            ("Köln/Cologne", "gn:11"),
            ("Gmina Łomża", "gn:10"),
            ("Miasto Łomża", "gn:10"),
            ("Halle/Saale", "gn:21"),
            ("Rothenburg o.d.T.", "gn:12"),
            ("Herrenberg/Württ.", "gn:15"),
            ("Landkreis Herrenberg", "body:herrenberg"),
            ("LK Herrenberg", "body:herrenberg"),
            ("Landratsamt Herrenberg", "body:herrenberg"),
        ],
    )
    def test_a_name_is_understood_as_letterheads_write_it(self, towns: Store, typed: str, found: str) -> None:
        towns.write([Batch([municipality("body:herrenberg", "Landkreis Herrenberg", kind="county")])])
        (match,) = towns.search(typed, limit=1)
        assert (match.municipality.id, match.score) == (found, 1.0)

    def test_a_county_is_never_the_town_of_its_name(self, towns: Store) -> None:
        assert all(match.score < 1.0 for match in towns.search("Landkreis Herrenberg"))
        assert all(match.score < 1.0 for match in towns.search("Universität Köln"))
        assert all(match.score < 1.0 for match in towns.search("Köln (Ohio)"))

    def test_who_types_an_umlaut_means_one(self, store: Store) -> None:
        small, large = municipality("gn:1", "Brück", population=4_000), municipality("gn:2", "Bruck", population=9_000)
        store.write([Batch([small, large])])
        assert names_of(store, "Brück") == ["Brück", "Bruck"]
        assert names_of(store, "Brück", limit=1) == ["Brück"]
        assert names_of(store, "Bruck") == ["Bruck", "Brück"]  # not every keyboard has an ü

    def test_only_the_very_name_scores_one(self, towns: Store) -> None:
        assert towns.search("Koeln")[0].score == 1.0
        assert towns.search("Cologne")[0] == replace(towns.search("Köln")[0], name="Cologne")
        assert 0.5 < towns.search("Lomzha")[0].score < 1.0
        assert 0.5 < towns.search("Rothenb")[0].score < 1.0

    def test_what_an_official_list_says_of_the_kind_decides_between_namesakes(self, store: Store) -> None:
        large = municipality("gn:1", "Weil", population=9_000)
        small = municipality("gn:2", "Weil", population=2_000, kind="settlement")
        store.write([Batch([large, small])])
        assert [m.municipality.id for m in store.search("Weil")] == ["gn:1", "gn:2"]
        said = [
            fact("gn:1", key="kind", value="quarter", source="list", as_of="2019"),
            fact("gn:2", key="kind", value="quarter", source="old list", as_of="2010"),
            fact("gn:2", key="kind", value="municipality", source="list", as_of="2019"),
        ]
        store.write([Batch((), (), said)])
        found = store.search("Weil")
        assert [(m.municipality.id, m.municipality.kind) for m in found] == [
            ("gn:2", "municipality"),
            ("gn:1", "quarter"),
        ]
        assert store.get("gn:2") == small  # the record stays what its source says
        store.write([], remove_sources=["list", "old list"])
        assert [m.municipality.id for m in store.search("Weil")] == ["gn:1", "gn:2"]

    def test_a_part_of_a_name_is_enough(self, towns: Store) -> None:
        assert names_of(towns, "Rothenburg")[:2] == ["Rothenburg", "Rothenburg ob der Tauber"]
        assert set(names_of(towns, "rothenb")) >= {"Rothenburg", "Rothenburg ob der Tauber"}
        assert "Rothenburg ob der Tauber" in names_of(towns, "Tauber")

    def test_of_equal_names_partners_come_first_then_the_larger(self, towns: Store) -> None:
        assert [m.municipality.id for m in towns.search("Neustadt")] == ["gn:18", "gn:17", "gn:20", "gn:19"]
        assert [m.municipality.id for m in towns.search("Neustadt", limit=2)] == ["gn:18", "gn:17"]

    def test_a_country_narrows_the_search(self, towns: Store) -> None:
        assert [m.municipality.id for m in towns.search("Neustadt", country="AT")] == ["gn:20"]
        assert names_of(towns, "Rothenburg", country="DE")[0] == "Rothenburg ob der Tauber"
        assert names_of(towns, "Herenberg", country="CH") == []

    @pytest.mark.parametrize("typed", ["", "   ", "-", "()", "Qqxyzzyx", 'a"b:*~^', "AND", "x OR y NOT"])
    def test_what_is_no_name_finds_nothing(self, towns: Store, typed: str) -> None:
        assert towns.search(typed) == []

    def test_one_letter_finds_only_the_town_of_one_letter(self, towns: Store) -> None:
        assert names_of(towns, "Å") == ["Å"]
        assert names_of(towns, "x") == []

    def test_a_town_is_found_by_its_german_name_and_by_its_own(self, towns: Store) -> None:
        vienna = municipality("gn:16", "Vienna", country="AT", labels=("Wien@de",))
        towns.write([Batch([vienna])])
        for typed in ("Wien", "Vienna", "wien"):
            (found,) = towns.search(typed, limit=1)
            assert (found.municipality, found.score) == (vienna, 1.0)
        towns.write([Batch([replace(vienna, labels=())])])
        assert "Vienna" not in names_of(towns, "Wien")

    def test_a_renamed_town_is_found_by_its_new_name_only(self, towns: Store) -> None:
        towns.write([Batch([municipality("gn:15", "Neuheim")])])
        assert names_of(towns, "Neuheim") == ["Neuheim"]
        assert names_of(towns, "Herrenberg") == []
        assert names_of(towns, "Herenberg") == []

    # Embeddings

    def test_embeddings_come_back_bit_by_bit(self, store: Store) -> None:
        store.write([small_world()])
        rng = np.random.default_rng(0)
        vectors = rng.normal(size=(2, 384)).astype(np.float32)
        kept = [Embedding("gn:2", "h2", vectors[0]), Embedding("gn:1", "h1", vectors[1])]
        store.write_embeddings("mini", kept)
        read = list(store.embeddings("mini"))
        assert [(e.id, e.text_hash) for e in read] == [("gn:1", "h1"), ("gn:2", "h2")]
        assert read[1].vector.dtype == np.float32
        np.testing.assert_array_equal([e.vector for e in read], vectors[::-1])
        assert store.revision() == 1

    def test_models_do_not_mix_and_the_last_vector_counts(self, store: Store) -> None:
        store.write([small_world()])
        one, two = np.ones(8, dtype=np.float32), np.full(8, 2, dtype=np.float32)
        store.write_embeddings("a", [Embedding("gn:1", "old", one), Embedding("topic:heat-planning", "t", one)])
        store.write_embeddings("b", [Embedding("gn:1", "b", two)])
        store.write_embeddings("a", [Embedding("gn:1", "new", two)])
        assert [(e.id, e.text_hash) for e in store.embeddings("a")] == [("gn:1", "new"), ("topic:heat-planning", "t")]
        assert [(e.id, e.text_hash) for e in store.embeddings("b")] == [("gn:1", "b")]
        assert list(store.embeddings("c")) == []

    def test_embeddings_of_unknown_nodes_are_refused_and_of_removed_nodes_go(self, store: Store) -> None:
        store.write([small_world()])
        vector = np.ones(4, dtype=np.float32)
        with pytest.raises(DanglingRelation, match="gn:404"):
            store.write_embeddings("a", [Embedding("gn:1", "h", vector), Embedding("gn:404", "h", vector)])
        assert list(store.embeddings("a")) == []
        store.write_embeddings("a", [Embedding("gn:1", "h", vector)])
        store.write([], remove_sources=[SOURCE, "other list"])
        assert list(store.embeddings("a")) == []

    # Life

    def test_the_identity_stays_and_tells_graphs_apart(self, store: Store) -> None:
        identity = store.identity
        store.write([small_world()])
        assert store.identity == identity
        assert len(identity) >= 16

    def test_an_iteration_left_half_way_hinders_nobody(self, store: Store) -> None:
        store.write([small_world()])
        half = store.nodes("Municipality")
        next(half)
        store.write([Batch([municipality("gn:8", "Brück")])])
        assert store.counts().nodes["Municipality"] == 4
        del half

    def test_a_snapshot_of_the_store_is_the_same_after_reseeding(self, store: Store) -> None:
        store.write([small_world()])
        digest = build_snapshot(store).digest
        store.write([small_world()], remove_sources=[SOURCE])
        assert build_snapshot(store).digest == digest

    def test_a_relation_changed_by_one_attribute_is_a_change(self, store: Store) -> None:
        store.write([small_world()])
        need = relation("NEEDS", "gn:1", "topic:heat-planning", weight=0.3)
        assert store.write([Batch((), [need])]) == Changes(changed=1)

    def test_closing_twice_is_allowed(self, store: Store) -> None:
        store.close()
        store.close()
