"""Towns are called in an answer's language: by their German names in German, by the register's in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.workspace.workspace import Workspace
from graph.model import Batch, Municipality, Relation
from graph.store.sqlite_store import SqliteStore
from tests import worlds
from tests.api.conftest import settings_in, until_ready
from tests.command_line import CommandLine
from tests.factory import municipality

WORLD = worlds.twelve_towns()
#: Each town of the world under a German name that no text of the world has in it.
TOWNS = {node.name: f"Ort{at:02}" for at, node in enumerate(WORLD.nodes) if isinstance(node, Municipality)}
TWINS = Relation(type="TWINNED_WITH", start=worlds.BAD_BELZIG, end=worlds.LOMZA, source=worlds.RECORDS)
QUESTIONS = (
    ("suggest", worlds.BAD_BELZIG, "--why"),
    ("suggest", worlds.BAD_BELZIG, "--topic", "heat-planning", "--why", "--top", "50"),
    ("suggest", worlds.BRUECK, "--present-partners", "--why", "--top", "50"),
    ("suggest", worlds.ZAMBROW, "--call", "Heat Together", "--why", "--top", "50"),
    ("suggest", worlds.VASLUI, "--why", "--top", "50"),
    ("town", worlds.BERLIN),
    ("town", worlds.BAD_BELZIG),
    ("gaps", "--at-least", "0"),
    ("gaps", "--topic", "heat-planning"),
    ("gaps", "--network", worlds.CLIMATE_LEAGUE),
    ("centrality",),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    nodes = [replace(n, labels=(f"{TOWNS[n.name]}@de",)) if isinstance(n, Municipality) else n for n in WORLD.nodes]
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([Batch(nodes, [*WORLD.relations, TWINS], WORLD.facts)])
    store.close()
    return tmp_path


@pytest.fixture
def german(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    """The command line on the twelve-town world, each town with a German name."""
    command_line = CommandLine(folder, monkeypatch, capsys)
    yield command_line
    command_line.close()


def names_in(text: str) -> tuple[set[str], set[str]]:
    """The towns that a text calls by their own and by their German names, in whatever is not a name of others."""
    text = "\n".join(line for line in text.splitlines() if "Auch genannt" not in line and "Also called" not in line)
    text = " ".join(text.split())
    for node in WORLD.nodes:
        if not isinstance(node, Municipality):
            for other in (node.name, getattr(node, "name_in", lambda language: None)("de")):
                text = re.sub(rf"(?<!\w){re.escape(other)}(?!\w)", "…", text) if other else text
    found = set()
    for own in sorted(TOWNS, key=len, reverse=True):  # a county's name may hold a town's
        text, times = re.subn(rf"(?<!\w){re.escape(own)}(?!\w)", "…", text)
        found |= {own} if times else set()
    return found, {german for german in TOWNS.values() if german in text}


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_each_town_in_an_answer_is_called_as_the_language_of_the_answer_calls_it(
    german: CommandLine, words: tuple[str, ...]
) -> None:
    in_german, in_english = (german(*words, "--lang", language).out for language in ("de", "en"))
    own, translated = names_in(in_german)
    assert own == set()
    assert translated
    # Vaslui is a region as well, whose name is that of the town.
    assert {TOWNS[name] for name in names_in(in_english)[0]} | {TOWNS["Vaslui"]} == translated | {TOWNS["Vaslui"]}
    assert names_in(in_english)[1] == set()


def test_a_german_name_changes_no_points_and_no_order(german: CommandLine) -> None:
    words = ("suggest", worlds.BRUECK, "--present-partners", "--topic", "heat-planning", "--top", "50", "--json")
    answers = [german(*words, "--lang", language).json["suggestions"] for language in ("de", "en")]
    in_german, in_english = ([[s["id"], s["score"]] for kind in a.values() for s in kind] for a in answers)
    assert in_german == in_english


def test_of_two_towns_of_one_name_each_keeps_its_own_in_german(german: CommandLine) -> None:
    # Varna in South Tyrol is Vahrn in German; Varna in Bulgaria is Varna.
    places = {"lat": 52.2, "lon": 12.6, "population": 9000}
    tyrolean = municipality("gn:3164691", "Varna", country="IT", labels=("Vahrn@de",), **places)
    store = SqliteStore(german.folder / "graph.sqlite")
    store.write([Batch((tyrolean, municipality("gn:726050", "Varna", country="BG", **places)))])
    store.close()
    told = german("gaps", "--at-least", "0", "--lang", "de").out
    assert "Vahrn · IT" in told
    assert "Varna · BG" in told
    listed = german("suggest", "Varna", "--lang", "de").err
    assert re.search(r"gn:3164691 +Vahrn \(Varna\)", listed)
    assert re.search(r"gn:726050 +Varna  ", listed)


def test_the_page_and_a_portrait_call_towns_in_their_language(folder: Path) -> None:
    with TestClient(create_app(Workspace(settings_in(folder)))) as client:
        until_ready(client)
        for town in ("Bad Belzig", TOWNS["Bad Belzig"]):
            pages = [client.get("/?" + urlencode({"town": town, "lang": language})).text for language in ("de", "en")]
            assert f"Vorschläge für {TOWNS['Bad Belzig']}" in pages[0]
            assert ">Potsdam<" not in pages[0]
            assert ">Potsdam<" in pages[1]
        candidates = client.get("/?" + urlencode({"town": "Lomzza", "lang": "de"})).text
        assert f">{TOWNS['Łomża']}<" in candidates
        for language, name in (("de", TOWNS["Łomża"]), ("en", "Łomża")):
            told = client.get(f"/api/v1/municipalities/{worlds.BAD_BELZIG}", params={"language": language}).json()
            assert [tie["name"] for tie in told["ties"] if tie["type"] == "TWINNED_WITH"] == [name]
            assert (told["node"]["name"], told["node"]["labels"]) == ("Bad Belzig", [f"{TOWNS['Bad Belzig']}@de"])


def test_towns_of_the_register_are_called_as_town_halls_call_them(whole: CommandLine) -> None:
    for typed in ("Wien", "Vienna"):
        assert whole("town", typed, "--lang", "de").out.startswith("Wien · ")
        assert whole("town", typed, "--lang", "en").out.startswith("Vienna · ")
    told = whole("suggest", "Munich", "--lang", "de").out
    assert told.startswith("München · ")
    assert "Munich" not in told
