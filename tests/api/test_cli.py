"""The command line: codes, questions of names, languages, and what it does with other programs' pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.model import Batch
from graph.store.sqlite_store import SqliteStore
from tests import worlds
from tests.command_line import CommandLine, environment
from tests.factory import municipality


def add(line: CommandLine, batch: Batch) -> None:
    line.close()
    store = SqliteStore(line.folder / "graph.sqlite")
    store.write([batch])
    store.close()


def test_an_ambiguous_name_lists_the_towns_with_their_ids_and_leaves_with_2(peerpolis: CommandLine) -> None:
    towns = [
        municipality("gn:91", "Brück", country="AT", population=5000),
        municipality("gn:92", "Brück", country="DE", population=900),
    ]
    add(peerpolis, Batch(towns))
    told = peerpolis("suggest", "Brück")
    assert (told.code, told.out) == (2, "")
    assert all(id in told.err for id in (worlds.BRUECK, "gn:91", "gn:92"))
    assert "Brandenburg" in told.err
    assert {town["id"] for town in peerpolis("suggest", "Brück", "--json").json["candidates"]} == {
        worlds.BRUECK,
        "gn:91",
        "gn:92",
    }
    assert peerpolis("town", "Brück", "--in", "at", "--json").json["node"]["id"] == "gn:91"


def test_a_quarter_is_not_answered_for_but_explained(peerpolis: CommandLine) -> None:
    told = peerpolis("suggest", "Kreuzberg")
    assert told.code == 2
    assert "Kreuzberg most likely belongs to Berlin: ask for Berlin." in told.err


@pytest.mark.parametrize("wrong", ["Bad Belzigg", "Bed Belzig"])
def test_an_unknown_name_tells_the_nearest(peerpolis: CommandLine, wrong: str) -> None:
    told = peerpolis("suggest", wrong)
    assert (told.code, told.out) == (1, "")
    assert worlds.BAD_BELZIG in told.err
    assert "Bad Belzig" in peerpolis("suggest", wrong, "--json").json["error"]


def test_countries_that_are_missing_in_a_network_are_told_by_name(peerpolis: CommandLine) -> None:
    told = peerpolis("gaps", "--network", "Climate League", "--finding", "absent").out
    assert "1. Switzerland" in told
    assert "Schweiz" in peerpolis("gaps", "--network", "Climate League", "--lang", "de").out


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("suggest", "Tartu", "--topic", "heat-planing"), worlds.HEAT_PLANNING),
        (("suggest", "Tartu", "--call", "Heat Togethr"), worlds.HEAT_TOGETHER),
        (("gaps", "--topic", "open dta"), worlds.OPEN_DATA),
        (("gaps", "--network", "Climate Leage"), worlds.CLIMATE_LEAGUE),
        (("centrality", "--leave-out", "Climate Leage"), worlds.CLIMATE_LEAGUE),
        (("centrality", "betwenness"), "betweenness"),
    ],
)
def test_whatever_is_not_known_is_told_with_what_looks_alike(
    peerpolis: CommandLine, words: tuple[str, ...], nearest: str
) -> None:
    told = peerpolis(*words)
    assert told.code == 1
    assert nearest in told.err


@pytest.mark.parametrize(
    "words",
    [
        ("suggest", "Tartu", "--kind", "friends"),
        ("suggest", "Tartu", "--top", "0"),
        ("suggest", "Tartu", "--in", "Estonia"),
        ("suggest", "Tartu", "--lang", "fr"),
        ("suggest",),
        ("centrality", "--weighting", "gold"),
        ("import", "profiles", "no-such-file.csv"),
        ("sugest", "Tartu"),
    ],
)
def test_a_command_that_cannot_be_leaves_with_2_and_says_why(peerpolis: CommandLine, words: tuple[str, ...]) -> None:
    told = peerpolis(*words)
    assert (told.code, told.out) == (2, "")
    assert told.err


def test_a_wrong_day_is_told_with_the_right_forms(peerpolis: CommandLine) -> None:
    told = peerpolis("gaps", "--as-of", "20155")
    assert told.code == 1
    assert "2024-05-31" in told.err


@pytest.mark.parametrize("name", ["[/red]", "[bold]Tartu", "[link=file:///x]y[/link]", "\\[x]"])
def test_brackets_in_what_somebody_types_are_only_brackets(peerpolis: CommandLine, name: str) -> None:
    for words in (("suggest", name), ("suggest", "Tartu", "--need", name), ("suggest", "Tartu", "--topic", name)):
        told = peerpolis(*words)
        assert name in told.out + told.err


def test_brackets_in_the_name_of_a_town_are_only_brackets(peerpolis: CommandLine) -> None:
    twins = [municipality(f"gn:{i}", "Sankt [bold]Veit[/]", population=10) for i in (91, 92)]
    add(peerpolis, Batch(twins))
    assert "Sankt [bold]Veit[/]" in peerpolis("town", "gn:91").out
    assert peerpolis("town", "Sankt [bold]Veit[/]").err.count("Sankt [bold]Veit[/]") == 3


def test_status_of_an_empty_graph_says_so_and_leaves_it_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = CommandLine(tmp_path, monkeypatch, capsys)
    assert "peerpolis seed" in line("status").out
    assert line("status", "--json").json["revision"] == 0
    assert line("status", "--json").json["nodes"] == {}
    line.close()


def test_status_counts_what_the_graph_holds(peerpolis: CommandLine) -> None:
    counted = peerpolis("status", "--json").json
    assert counted["nodes"]["Municipality"] == 12
    assert counted["relations"]["MEMBER_OF"] == 18
    assert "12  Municipality" in peerpolis("status").out


def test_sources_name_publisher_and_licence(peerpolis: CommandLine) -> None:
    told = peerpolis("sources")
    for source in peerpolis("sources", "--json").json:
        assert source["title"] in told.out
        assert source["attribution"] in told.out


def test_topics_shows_the_vocabulary_and_how_a_text_is_understood(peerpolis: CommandLine) -> None:
    assert len(peerpolis("topics", "--json").json) == 6
    assert "Wärmeplanung" in peerpolis("topics").out
    assert peerpolis("topics", "Wärmeplan für das Dorf", "--json").json[0]["topic"] == worlds.HEAT_PLANNING
    assert "Wärmeplanung" in peerpolis("topics", "Wärmeplan für das Dorf", "--lang", "de").out
    assert "Kein Thema" in peerpolis("topics", "xyzzy", "--lang", "de").out


def run(folder: Path, shell: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which `peerpolis` is this program."""
    mine = {**os.environ, **environment(folder), **more}
    line = shell.replace("peerpolis", f"'{sys.executable}' -m api.cli")
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, env=mine, timeout=60, check=False, cwd=root()
    )


def root() -> Path:
    return Path(__file__).parents[2]


def test_the_process_leaves_with_the_code_of_the_answer(peerpolis: CommandLine) -> None:
    answered, unknown = run(peerpolis.folder, "peerpolis town Tartu"), run(peerpolis.folder, "peerpolis town Tortu")
    assert answered.returncode == 0
    assert "Tartu" in answered.stdout
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "Traceback" not in unknown.stderr


@pytest.mark.parametrize("command", ["suggest Tartu --why", "suggest Tartu --json", "centrality --csv"])
def test_a_reader_that_has_seen_enough_is_no_fault(peerpolis: CommandLine, command: str) -> None:
    told = run(peerpolis.folder, f"peerpolis {command} | true")
    assert "Traceback" not in told.stderr
    assert "Exception ignored" not in told.stderr


def test_what_goes_into_a_file_is_plain_and_whole(peerpolis: CommandLine) -> None:
    told = run(peerpolis.folder, "peerpolis suggest 'Bad Belzig' --why 2>&1", TERM="xterm-256color")
    assert "\x1b" not in told.stdout
    reasons = [line for line in told.stdout.splitlines() if line.startswith("    • ")]
    assert reasons
    assert all(line.endswith(")") for line in reasons)  # the points: no reason goes on in a second line


def test_no_color_is_heeded_on_a_terminal(peerpolis: CommandLine) -> None:
    forced = run(peerpolis.folder, "peerpolis suggest 'Bad Belzig'", FORCE_COLOR="1", TERM="xterm-256color")
    plain = run(
        peerpolis.folder, "peerpolis suggest 'Bad Belzig'", FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1"
    )
    assert "\x1b[33m" in forced.stdout or "\x1b[32m" in forced.stdout or "\x1b[31m" in forced.stdout
    assert not any(f"\x1b[{colour}m" in plain.stdout for colour in range(30, 38))


def test_a_namesake_that_was_passed_over_is_told_in_the_answer_and_for_programs(whole: CommandLine) -> None:
    assert "There is also: Frankfurt (Oder), Brandenburg (DE, gn:2925535)." in whole("town", "Frankfurt").out
    assert "Frankfurt (Oder)" in whole("town", "Frankfurt", "--json").json["notes"][0]
    assert whole("town", "Bad Belzig", "--json").json["notes"] == []


def test_a_postcode_is_told_what_to_type_instead(peerpolis: CommandLine) -> None:
    told = peerpolis("town", "14806")
    assert "14806 looks like a postcode" in told.err
