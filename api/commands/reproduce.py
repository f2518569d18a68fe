"""`peerpolis reproduce`: a report made again from what stands beside it, and compared."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.text import Text

from api.commands import gaps, groups, introductions, measure, network, what_if, years
from api.commands.again import PACKAGES, sha256
from api.commands.terminal import OUT, InLanguage, language
from api.commands.typesetting import line
from api.workspace.installed import versions
from graph.errors import InvalidRecord
from graph.said import said
from matching.words.told import told

#: The only commands that are run from a file: they read, and write nothing but what `--output` names.
_app = typer.Typer()
for _command in (
    gaps.gaps,
    groups.groups,
    introductions.introductions,
    measure.centrality,
    network.network,
    network.communities,
    network.export,
    years.years,
    years.panel,
):
    _app.command()(_command)
_app.command("what-if")(what_if.what_if)


def reproduce(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="The file, or the …-metadata.json beside it.")
    ],
    lang: InLanguage = None,
) -> None:
    """Make a report again, by the command that stands beside it, and say whether it is the same.

    Leaves with 0 if it is the same to the byte, else with 1, and says what differs: the data, or the versions.
    """
    about = _description(file)
    with TemporaryDirectory() as folder:
        again = Path(folder, about["file"])
        words = [*shlex.split(about["command"])[1:], "--output", str(again)]
        command: Any = typer.main.get_command(_app)
        typed, sys.argv = sys.argv, ["peerpolis", *words]  # a report says by which command it was made
        try:
            command(words, standalone_mode=False)
        finally:
            sys.argv = typed
        made = again.read_bytes()
        now = _description(again)
    tongue = language()
    same = sha256(made) == about["sha256"]
    told_lines: list[str] = [
        about["command"],
        said("The same to the byte.") if same else said("Not the same."),
    ]
    if now["digest"] != about["digest"]:
        told_lines.append(
            said("The data differ: snapshot {then}, now {now}.", then=about["digest"][:12], now=now["digest"][:12])
        )
    for package, then in about["software"].items():
        here = versions(PACKAGES).get(package)
        if here != then:
            told_lines.append(
                said("{package} was {then}, here it is {now}.", package=package, then=then, now=here or said("missing"))
            )
    for sentence in told_lines:
        line(OUT, Text(told(sentence, tongue)))
    if not same:
        raise typer.Exit(1)


def _description(file: Path) -> dict[str, Any]:
    """What stands beside the file. Raises InvalidRecord where nothing does, or not enough to make it again."""
    beside = file if file.name.endswith("-metadata.json") else file.with_name(f"{file.name}-metadata.json")
    try:
        document = json.loads(beside.read_text(encoding="utf-8"))
        about: dict[str, Any] = {**document["dc:description"], "file": Path(document["url"]).name}
        words = shlex.split(about["command"])
        whole = {"sha256", "digest", "software"} <= about.keys() and words[0] == "peerpolis"
        known = words[1] in {c.name or getattr(c.callback, "__name__", "") for c in _app.registered_commands}
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise _nothing_to_go_by(beside) from error
    if not whole or not known:
        raise _nothing_to_go_by(beside)
    return about


def _nothing_to_go_by(beside: Path) -> InvalidRecord:
    return InvalidRecord(said("{file} does not say by which command a report can be made again.", file=beside))
