"""The command line as a user meets it: words go in, what is printed and the exit code come out."""

from __future__ import annotations

import gettext
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from api.commands import suggest, terminal
from api.workspace.settings import NO_MODEL, SETTINGS

TODAY = date(2026, 11, 24)


class _Calendar:
    """Stands in for `date` where a command asks for the day; the answer is a plain date, as in real life."""

    @staticmethod
    def today() -> date:
        return TODAY


@dataclass(frozen=True)
class Told:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Calls `peerpolis` in this process, on the graph in `folder`, on TODAY, without a sentence model."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch, self._capsys = monkeypatch, capsys
        for setting in SETTINGS:
            monkeypatch.delenv(setting.name, raising=False)
        for name, value in environment(folder).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(suggest, "date", _Calendar)

    def __call__(self, *words: str) -> Told:
        from api.cli import main

        self._monkeypatch.setattr(sys, "argv", ["peerpolis", *words])
        self._forget_languages()
        self._capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        out, err = self._capsys.readouterr()
        return Told(code, out, err)

    def _forget_languages(self) -> None:
        """As in a new process: no language was asked for, gettext speaks none, and typer has asked it for nothing."""
        self._monkeypatch.setenv("LANGUAGE", "")
        gettext.textdomain("messages")
        self._monkeypatch.delitem(sys.modules, "typer.rich_utils", raising=False)
        self._monkeypatch.delattr(typer, "rich_utils", raising=False)

    def close(self) -> None:
        """Forget the graph; the next command opens it anew."""
        if terminal.workspace.cache_info().currsize:
            terminal.workspace().close()
        terminal.workspace.cache_clear()


def environment(folder: Path) -> dict[str, str]:
    """The settings of the graph in `folder`, for an English terminal."""
    return {
        "PEERPOLIS_GRAPH": f"sqlite:///{folder}/graph.sqlite",
        "PEERPOLIS_CACHE": str(folder / "cache"),
        "PEERPOLIS_DECISIONS": str(folder / "decisions.csv"),
        "PEERPOLIS_MODEL": NO_MODEL,
        "LC_ALL": "C.UTF-8",
    }
