"""Importers that other distributions bring: found when they are asked for, told apart from ours when they break."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from api.commands import terminal
from api.workspace.sources import sources
from tests.command_line import CommandLine
from tests.installed_importer import CIRCLES, install

ROOT = Path(__file__).parents[2]


def test_an_importer_of_another_distribution_is_listed_imported_credited_and_undone(
    peerpolis: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch)
    told = peerpolis("import", "--help").out
    assert "Circles of towns, from a table" in told
    assert told.index("keep") < told.index("circles")
    assert "https://circles.example/" in peerpolis("import", "circles", "--help").out
    (tmp_path / "north").mkdir()
    file = tmp_path / "north" / "circles.csv"
    file.write_text("town,country,circle\nTartu,EE,heat\n", encoding="utf-8")
    assert peerpolis("import", "circles", str(file), "--json").json["records"] == {"MEMBER_OF": 1, "Network": 1}
    assert "heat" in peerpolis("town", "Tartu").out
    assert "the circles; CC0" in peerpolis("import", "list").out
    (used,) = (use for use in sources(terminal.workspace().view().snapshot) if use.id == "circles:north/circles.csv")
    assert (used.publisher, used.licence, used.records) == ("the circles", "CC0", 2)
    assert "2 records removed" in peerpolis("import", "undo", "circles:north/circles.csv").out


@pytest.mark.parametrize(
    ("module", "value", "why", "german"),
    [
        ("1 / 0", "", "ZeroDivisionError", "ließ sich nicht laden"),
        ("IMPORTER = 1", "", "is no seed.importers.frame.Importer", "ist kein seed.importers.frame.Importer"),
        (CIRCLES, "no_such_module:IMPORTER", "no_such_module", "ließ sich nicht laden"),
        (CIRCLES.replace('"circles"', '"keep"'), "", "the name keep is taken", "der Name keep ist vergeben"),
        (CIRCLES.replace('"circles"', '"undo"'), "", "the name undo is taken", "der Name undo ist vergeben"),
        (CIRCLES.replace('"circles"', '"a:b"'), "", "the name a:b is not made of", "der Name a:b besteht nicht aus"),
    ],
)
def test_a_broken_one_is_named_with_its_distribution_and_ours_go_on(
    peerpolis: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    value: str,
    why: str,
    german: str,
) -> None:
    install(tmp_path, monkeypatch, value, module=module, name="my-circles")
    told = peerpolis("import", "--help")
    said = " ".join(told.err.split())
    assert (told.code, why in said) == (1, True)
    assert "The entry point my-circles of the distribution town-circles brings no importer" in said
    assert "Eurostat" in peerpolis("import", "lau", "--help").out
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    said = " ".join(peerpolis("import", "--help").err.split())
    assert german in said
    assert "Der Entry-Point my-circles des Pakets town-circles bringt keinen Importer" in said


def test_its_options_are_told_in_german_like_ours(
    peerpolis: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    for name in ("keep", "circles"):
        assert "nichts ändern" in peerpolis("import", name, "--help").out


def test_what_is_installed_is_not_looked_at_before_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = install(tmp_path, monkeypatch)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import api.cli, typer.main; "
        f"typer.main.get_command(api.cli.app); print({called!r} in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout == "False\n"
