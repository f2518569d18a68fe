"""The commands of `docs/groups.md` run as they stand on what comes along, and groups answer as the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.command_line import CommandLine

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "groups.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.strip().splitlines()]
#: What the page shows under a command.
SHOWN = dict(re.findall(r"```sh\n(peerpolis groups[^\n]+)\n```\n\n```text\n(.*?)\n```", PAGE, re.DOTALL))

pytestmark = pytest.mark.real


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_page_runs_and_groups_are_those_of_the_page(
    whole: CommandLine, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    told = whole(*shlex.split(command)[1:])
    shown = SHOWN.get(command)
    assert told.code == (1 if shown and shown.startswith("No split") else 0), told.err
    if shown is not None:
        assert told.out.strip() == shown.strip()
    elif "--output" in command:
        assert (tmp_path / shlex.split(command)[-1]).stat().st_size > 500


def test_the_page_shows_what_two_of_its_commands_answer() -> None:
    assert len(SHOWN) == 2
