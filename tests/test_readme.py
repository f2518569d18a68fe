"""What the README tells people to type works, and what it names exists."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from api.cli import app
from tests.command_line import CommandLine, environment

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Whole commands in running text: those that stand between backticks and name a command.
TOLD = sorted({" ".join(match.split()) for match in re.findall(r"`(peerpolis [^`]+)`", README)})
#: Words in capitals stand for something of the reader's; these stand in for them.
STAND_INS = {"TOWN": "Bad Belzig", "NAME": "Bad Belzig"}
#: Writes, or goes on until it is stopped; other tests run these.
NOT_HERE = ("seed", "serve", "import", "load", "train", "evaluate", "undo")


def words_of(command: str) -> list[str]:
    return [STAND_INS.get(word, word) for word in shlex.split(command)[1:]]


def test_the_two_commands_to_begin_with_are_there() -> None:
    blocks = re.findall(r"```sh\n(.+?)\n```", README, re.DOTALL)
    assert blocks[:2] == [
        'pip install . && peerpolis suggest "Bad Belzig"',
        'pip install --editable ".[test]" && pytest',
    ]


@pytest.mark.parametrize("command", [c for c in TOLD if words_of(c)[0] not in NOT_HERE])
def test_each_command_of_the_readme_runs(whole: CommandLine, command: str) -> None:
    told = whole(*words_of(command))
    assert told.code == 0, told.err
    assert told.out


@pytest.mark.models
def test_the_answer_that_the_readme_shows_is_given(seeded: Path) -> None:
    """To the letter but for where its lines end, by the models that come along, in a process as a user starts it."""
    (command, shown), *_ = re.findall(r"`(peerpolis [^`]+)` begins so:\n\n```text\n(.+?)\n```", README, re.DOTALL)
    of_a_user = environment(seeded) | {"PATH": os.environ["PATH"]}
    del of_a_user["PEERPOLIS_MODEL"]
    told = subprocess.run(
        [sys.executable, "-m", "api.cli", *words_of(command)],
        cwd=ROOT, env=of_a_user, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "".join(told.split()).startswith("".join(shown.split()))


def test_each_command_and_option_of_the_readme_exists() -> None:
    group = get_command(app)
    known = {option for command in _commands(group) for parameter in command.params for option in parameter.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) - {"--editable", "--index-url", "--data"}
    assert named <= known
    told = {words_of(command)[0] for command in TOLD}
    assert told <= {command.name for command in _commands(group)}


def _commands(group: object) -> list:  # type: ignore[type-arg]  # click tells no types
    commands = list(group.commands.values())  # type: ignore[attr-defined]  # as above
    return [*commands, *(sub for c in commands if hasattr(c, "commands") for sub in c.commands.values())]


@pytest.mark.parametrize("page", re.findall(r"\]\(((?:docs/)?[\w.-]+\.md)\)", README))
def test_each_page_that_the_readme_leads_to_is_there(page: str) -> None:
    assert (ROOT / page).is_file()


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", README))))
def test_each_module_that_the_readme_runs_is_there(module: str) -> None:
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
