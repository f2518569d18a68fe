"""What an import leaves in the graph, and that undoing it leaves nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UnknownId
from graph.model import Batch, Node, Relation
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from seed.importers.cordis import CORDIS
from seed.importers.frame import Imported, Importer, imported, placed, source_of, undo
from seed.importers.keep import KEEP as KEEP_EU
from seed.importers.publiccode import PUBLICCODE
from seed.load import difference, load
from seed.reading import Reading
from tests.factory import fact, member_of, municipality, network, topic
from tests.graph.store_contract import content
from tests.graph.test_neo4j_store import opened
from tests.neo4j_server import Neo4jServer
from tests.seed.requests import TOWNS

NAMES = ("keep", "table")
GROUND = Batch(
    [municipality("gn:1"), municipality("gn:2", "Łomża", country="PL"), network("net:own", "Own"), topic()],
    [member_of("gn:1", "net:own", source="register")],
    [fact("gn:1")],
)
KEEP, TABLE = "keep:a.xlsx", "table:folder"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([GROUND])
    yield store
    store.close()


def reading(source: str, nodes: list[Node], relations: list[Relation]) -> Reading:
    said = Batch([replace(n, source=source) for n in nodes], [replace(r, source=source) for r in relations])
    return Reading(source, said)


def bring(store: Store, source: str, nodes: list[Node], relations: list[Relation]) -> None:
    load(store, [placed(store, reading(source, nodes, relations), source)])


HEAT, COLD = network("net:heat", "Heat", text="Warm."), network("net:cold", "Cold")


def test_an_import_leaves_the_nodes_of_others_as_they_are(store: Store) -> None:
    bring(
        store,
        KEEP,
        [network("net:own", "Not theirs"), HEAT],
        [member_of("gn:2", "net:own"), member_of("gn:1", "net:heat")],
    )
    assert store.get("net:own") == network("net:own", "Own")
    assert {(r.start, r.end, r.source) for r in store.relations("MEMBER_OF")} == {
        ("gn:1", "net:own", "register"),
        ("gn:2", "net:own", KEEP),
        ("gn:1", "net:heat", KEEP),
    }


def test_importing_again_changes_nothing_and_a_newer_file_replaces_the_older(store: Store) -> None:
    bring(store, KEEP, [HEAT, COLD], [member_of("gn:1", "net:heat"), member_of("gn:2", "net:cold")])
    before, revision = content(store), store.revision()
    bring(store, KEEP, [HEAT, COLD], [member_of("gn:1", "net:heat"), member_of("gn:2", "net:cold")])
    assert (content(store), store.revision()) == (before, revision)
    bring(store, KEEP, [replace(HEAT, name="Heating")], [member_of("gn:2", "net:heat")])
    assert [n.name for n in store.nodes("Network")] == ["Heating", "Own"]
    assert {r.start for r in store.relations("MEMBER_OF") if r.source == KEEP} == {"gn:2"}


def test_undo_restores_the_store_to_the_letter(store: Store) -> None:
    before = content(store)
    bring(
        store,
        KEEP,
        [HEAT, municipality("town:x", "X")],
        [member_of("gn:1", "net:heat"), member_of("town:x", "net:own")],
    )
    assert content(store) != before
    assert undo(store, KEEP, NAMES).removed == 4
    assert content(store) == before


@pytest.mark.parametrize("order", [(KEEP, TABLE), (TABLE, KEEP)])
def test_two_imports_that_share_nodes_are_undone_in_any_order(store: Store, order: tuple[str, str]) -> None:
    before = content(store)
    bring(store, KEEP, [HEAT, municipality("town:x", "X")], [member_of("town:x", "net:heat")])
    bring(store, TABLE, [HEAT], [member_of("gn:2", "net:heat"), member_of("town:x", "net:own")])
    undo(store, order[0], NAMES)
    assert store.get("net:heat") is not None
    assert len([r for r in store.relations("MEMBER_OF") if r.source == order[1]]) >= 1
    undo(store, order[1], NAMES)
    assert content(store) == before


towns, networks = st.sampled_from(["gn:1", "gn:2"]), st.sampled_from(["net:own", "net:a", "net:b", "net:c"])
ties = st.lists(st.tuples(towns, networks), max_size=6)


@given(st.lists(st.tuples(st.sampled_from([KEEP, TABLE, "keep:b.xlsx"]), ties), max_size=5), st.randoms())
@settings(max_examples=40)
def test_whatever_was_imported_undoing_all_in_any_order_restores(
    steps: list[tuple[str, list[tuple[str, str]]]], random: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "graph.sqlite")
        store.write([GROUND])
        before = content(store)
        for source, pairs in steps:
            relations = [member_of(town, net) for town, net in pairs]
            bring(store, source, [network(id, f"{id} as {source}") for _, id in pairs], relations)
        sources = [found.source for found in imported(store, NAMES)]
        random.shuffle(sources)
        for source in sources:
            undo(store, source, NAMES)
        assert content(store) == before
        store.close()


def test_who_said_it_inside_a_file_becomes_a_part_of_the_source(store: Store) -> None:
    said = Reading(
        "t",
        Batch((), [member_of("gn:1", "net:own", source="list of 2016"), member_of("gn:2", "net:own", source=TABLE)]),
    )
    load(store, [placed(store, said, TABLE)])
    assert {r.source for r in store.relations("MEMBER_OF")} == {"register", TABLE, f"{TABLE}#list of 2016"}
    assert imported(store, NAMES) == (Imported(TABLE, "table", 2),)
    load(store, [placed(store, Reading("t", Batch()), TABLE)])
    assert imported(store, NAMES) == ()


def test_a_source_is_not_mistaken_for_one_whose_name_begins_alike(store: Store) -> None:
    bring(store, KEEP, [HEAT], [member_of("gn:1", "net:heat")])
    bring(store, f"{KEEP}.old", [COLD], [member_of("gn:1", "net:cold")])
    undo(store, KEEP, NAMES)
    assert [found.source for found in imported(store, NAMES)] == [f"{KEEP}.old"]


@pytest.mark.parametrize("source", ["register", "keep", "keep:a", "keep:A.xlsx"])
def test_only_what_was_imported_can_be_undone(store: Store, source: str) -> None:
    bring(store, KEEP, [HEAT], [member_of("gn:1", "net:heat")])
    before = content(store)
    with pytest.raises(UnknownId, match=r"keep:a\.xlsx"):
        undo(store, source, NAMES)
    assert content(store) == before


@pytest.mark.parametrize(
    ("importer", "where", "source"),
    [
        (KEEP_EU, Path("/data/keep.xlsx"), "keep:keep.xlsx"),
        (CORDIS, Path("/data/h2020/organization.csv"), "cordis:h2020/organization.csv"),
        (CORDIS, Path("/data/h2020/project.csv"), "cordis:h2020/project.csv"),
        (CORDIS, Path("/data/h2020.zip"), "cordis:h2020.zip"),
        (PUBLICCODE, Path("/data/signals/publiccode.yml"), "publiccode:signals/publiccode.yml"),
        (PUBLICCODE, Path("/data/signals/publiccode.yaml"), "publiccode:signals/publiccode.yaml"),
        (PUBLICCODE, Path("/data/signals"), "publiccode:signals"),
        (KEEP_EU, "https://keep.eu/export/keep.xlsx", "keep:keep.eu/export/keep.xlsx"),
        (KEEP_EU, "http://example.org/a#b", "keep:example.org/a-b"),
    ],
)
def test_a_source_is_named_after_the_file_or_the_address(importer: Importer, where: Path | str, source: str) -> None:
    assert source_of(importer, where) == source


@pytest.mark.neo4j
def test_imports_that_share_nodes_are_undone_to_the_letter_on_neo4j_as_well(empty_server: Neo4jServer) -> None:
    store = opened(empty_server)
    store.write([GROUND])
    before = content(store)
    for _ in range(2):
        bring(store, KEEP, [HEAT, municipality("town:x", "X")], [member_of("town:x", "net:heat")])
        bring(store, TABLE, [HEAT], [member_of("gn:2", "net:heat"), member_of("town:x", "net:own")])
    assert store.get("net:heat") == replace(HEAT, source=KEEP)
    undo(store, KEEP, NAMES)
    assert store.get("net:heat") == replace(HEAT, source=TABLE)
    undo(store, TABLE, NAMES)
    assert content(store) == before
    store.close()


def test_records_with_a_damaged_text_are_told_and_left_out_so_that_a_dry_run_and_a_real_one_agree(
    tmp_path: Path,
) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([Batch(TOWNS)])
    sound, damaged = network("net:a", "A"), network("net:b", "B\ud800")
    batch = Batch(
        (sound, damaged),
        (member_of("gn:1", "net:a"), member_of("gn:1", "net:b")),
        (fact("gn:1", "official_name", "x\0"),),
    )
    reading = placed(store, Reading("x:y", batch), "x:y")
    assert ([n.id for n in reading.batch.nodes], [r.end for r in reading.batch.relations]) == (["net:a"], ["net:a"])
    assert [str(e) for e in reading.errors] == [
        "x:y, row 1: 3 records cannot be stored: a text in them is damaged; left out"
    ]
    assert len(difference(store, reading.batch).created) == load(store, [reading]).changes.created == 2
    store.close()
