"""Twin towns and public pages that come along: each statement with its source, under ids that the graph has."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graph.errors import PeerpolisError
from graph.model import Format
from graph.store.sqlite_store import SqliteStore
from seed.bundle.compile_packed import twinnings, websites
from seed.bundle.compile_strategies import strategies
from seed.bundle.packed import pack, read_twinnings, read_websites, unpacked
from seed.files.source import read_sources

#: Lists of addresses in programs: each is named with its file.
LISTS_OF_ADDRESSES = ("https://", "AugustusKling/", "digitalfabrik/", "mampfes/")


def zipped(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_a_pair_is_stated_once_by_each_source_that_names_it(tmp_path: Path) -> None:
    collected = zipped(
        tmp_path / "t.csv.gz",
        "id_a,id_b,since,kind,source,as_of\n"
        "gn:1,gn:2,,twinning,Hekman/twincities:x; rogorido/sistercities:a; rogorido/sistercities:b,2026-02-08\n"
        "gn:1,gn:9,,twinning,Hekman/twincities:x,2026-02-08\n",
    )
    left_out: set[str] = set()
    rows = twinnings(collected, {"gn:1", "gn:2"}, left_out)
    assert [(row["source"], row["as_of"]) for row in rows] == [
        ("wikidata-p190", "2017-05-29"),
        ("wikipedia-twin-towns", "2026-02-08"),
    ]
    assert left_out == {"gn:9"}


def test_a_source_that_nobody_knows_stops_the_build(tmp_path: Path) -> None:
    collected = zipped(tmp_path / "w.csv.gz", "id,url,source,as_of\ngn:1,https://a.example,somebody,2026\n")
    with pytest.raises(PeerpolisError, match="somebody"):
        websites(collected, {"gn:1"}, set())


def test_a_strategy_that_nobody_has_judged_stops_the_build() -> None:
    row = {"id": "x", "kind": "law", "name_en": "X", "name_de": "X", "year": "", "summary_en": "", "summary_de": ""}
    with pytest.raises(PeerpolisError, match="to whose towns"):
        strategies([row], [])


def test_what_is_packed_is_read_again_but_for_places_that_are_not_there(tmp_path: Path) -> None:
    rows = [
        {"town": "gn:1", "twin": "gn:2", "since": "1999", "source": "s", "as_of": "2026"},
        {"town": "gn:1", "twin": "gn:3", "since": "", "source": "s", "as_of": ""},
    ]
    pack(tmp_path / "twinnings.csv.xz", "twinnings", rows)
    pack(tmp_path / "websites.csv.xz", "websites", [{"town": "gn:1", "url": "https://a.example", "source": "s"}])
    reading = read_twinnings({"gn:1", "gn:2"}, tmp_path)
    (only,) = reading.batch.relations
    assert (only.start, only.end, only.since) == ("gn:1", "gn:2", "1999")
    assert len(reading.notices) == 1
    (site,) = read_websites({"gn:1"}, tmp_path).batch.facts
    assert (site.key, site.value, site.as_of) == ("website", "https://a.example", None)


def test_all_that_comes_along_stands_in_the_graph_with_a_source_that_is_named(seeded: Path) -> None:
    store = SqliteStore(seeded / "graph.sqlite")
    named = {source.id for source in read_sources()}
    twins = list(store.relations("TWINNED_WITH"))
    # A pair of twins within one municipality is none.
    all_told = sum(1 for _ in unpacked("twinnings"))
    assert all_told - 50 < len(twins) <= all_told
    assert {relation.source for relation in twins} <= named
    # No source says since when: a twinning is a tie of today, and of no past year.
    assert {relation.since for relation in twins} == {None}
    sites = [fact for fact in store.facts() if fact.key == "website"]
    assert len(sites) == sum(1 for _ in unpacked("websites"))
    assert all(fact.source in named or fact.source.startswith(LISTS_OF_ADDRESSES) for fact in sites)
    store.close()


def test_every_strategy_that_comes_along_is_about_a_topic_and_every_format_has_its_steps(seeded: Path) -> None:
    store = SqliteStore(seeded / "graph.sqlite")
    about = {relation.start for relation in store.relations("ADDRESSES")}
    asking, formats = list(store.nodes("Strategy")), list(store.nodes("Format"))
    assert len(asking) >= 20
    assert {node.id for node in asking} <= about
    assert len(formats) >= 20
    for node in formats:
        assert isinstance(node, Format)
        assert len(node.steps_in("en")) == len(node.steps_in("de")) > 0
        for english, german in ((node.group_size, node.group_sizes), (node.duration, node.durations)):
            assert bool(english) == bool(german)
        assert bool(node.rhythm) == bool(node.rhythms)
    store.close()
