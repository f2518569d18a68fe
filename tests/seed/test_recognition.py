from __future__ import annotations

from pathlib import Path

from graph.model import Batch
from graph.store.sqlite_store import SqliteStore
from seed.bodies.recognition import Recognition, resolver_of
from seed.bodies.resolver import Mention, Resolver
from tests.factory import fact
from tests.seed.requests import TOWNS

NAMES = ["Stadt Herrenberg", "Stadt Neustadt", "Stadt Neustadt", "Turin", "ACME GmbH", "Universität Herrenberg"]
COUNTRY = {"Turin": "IT"}


def recognised(recognition: Recognition) -> list[str | None]:
    mentions = (Mention(name, COUNTRY.get(name, "DE")) for name in NAMES)
    return [recognition.body("list.csv", row, mention) for row, mention in enumerate(mentions, start=2)]


def test_only_what_is_sure_is_taken_unless_likely_is_enough() -> None:
    sure, likely = Recognition(Resolver(TOWNS)), Recognition(Resolver(TOWNS), likely=True)
    assert recognised(sure) == ["gn:1", None, None, None, None, None]
    assert recognised(likely) == ["gn:1", None, None, "gn:2", None, None]
    assert [name.name for name in likely.unresolved] == ["Stadt Neustadt"]


def test_what_is_open_is_told_once_with_its_first_place_and_what_is_no_municipality_is_counted() -> None:
    recognition = Recognition(Resolver(TOWNS))
    recognised(recognition)
    told = [(name.country, name.name, name.row, name.times) for name in recognition.unresolved]
    assert told == [("DE", "Stadt Neustadt", 3, 2), ("IT", "Turin", 5, 1)]
    (notice,) = recognition.notices()
    assert notice.startswith("6 names of bodies: 1 sure, 3 open")
    assert notice.endswith("2 not of the graph")


def test_official_codes_of_the_store_are_known(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([Batch(TOWNS, (), [fact("gn:5", "lau", "DE_01")])])
    recognition = Recognition(resolver_of(store))
    assert recognition.body("f", 2, Mention("Neustadt", "DE", code="DE_01")) == "gn:5"
    store.close()
