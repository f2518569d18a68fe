"""The commands of `docs/research.md` run as they stand, and its table of measures names all that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from graph.measures.centrality import BIPARTITE, MEASURES
from tests.command_line import CommandLine

PAGE = (Path(__file__).parents[1] / "docs" / "research.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.strip().splitlines()]
COMMANDS += [line for line in re.findall(r"`(peerpolis (?:years|communities)[^`]+)`", PAGE) if "…" not in line]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_page_runs(
    peerpolis: CommandLine, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [{"100": "3", "49": "3"}.get(word, word) for word in shlex.split(command)[1:]]
    told = peerpolis(*words)
    assert told.code == 0, told.err
    if "--output" in words:
        assert (tmp_path / words[-1]).stat().st_size > 100


def test_the_page_names_every_measure() -> None:
    table = PAGE[PAGE.index("| measure |") : PAGE.index("`peerpolis network` gives")]
    assert set(re.findall(r"`([a-z_]+)`", table)) == {*MEASURES, *BIPARTITE}
