from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import PeerpolisError
from graph.model import Batch
from graph.sqlite_store import SqliteStore
from seed.recognition import COLUMNS, Recognition, read_decisions, resolver_of, write_unresolved
from seed.resolver import Mention, Resolver
from tests.factory import fact
from tests.seed.requests import TOWNS

NAMES = ["Stadt Herrenberg", "Stadt Neustadt", "Stadt Neustadt", "Turin", "ACME GmbH", "Universität Herrenberg"]
COUNTRY = {"Turin": "IT"}


def recognised(recognition: Recognition) -> list[str | None]:
    mentions = (Mention(name, COUNTRY.get(name, "DE")) for name in NAMES)
    return [recognition.body(mention, "list.csv", row) for row, mention in enumerate(mentions, start=2)]


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
    assert notice.endswith("2 no municipal bodies")


def test_a_decision_filled_into_the_file_of_open_names_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    recognition = Recognition(Resolver(TOWNS))
    recognised(recognition)
    assert write_unresolved(path, recognition.unresolved) == 2
    assert read_decisions(path) == {}
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].split(",") == list(COLUMNS)
    path.write_text("\n".join(lines).replace("Stadt Neustadt,,", "Stadt Neustadt,gn:5,").replace("Turin,,", "Turin,-,"))
    decisions = read_decisions(path)
    assert decisions == {("DE", "Stadt Neustadt"): "gn:5", ("IT", "Turin"): ""}
    decided = Recognition(Resolver(TOWNS, decisions=decisions))
    assert recognised(decided) == ["gn:1", "gn:5", "gn:5", None, None, None]
    assert decided.unresolved == ()


def test_a_file_that_is_no_list_of_decisions_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("name,town\n")
    with pytest.raises(PeerpolisError, match="country, id"):
        read_decisions(tmp_path / "other.csv")


def test_official_codes_of_the_store_are_known(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([Batch(TOWNS, (), [fact("gn:5", "lau", "DE_01")])])
    recognition = Recognition(resolver_of(store))
    assert recognition.body(Mention("Neustadt", "DE", code="DE_01"), "f", 2) == "gn:5"
    store.close()
