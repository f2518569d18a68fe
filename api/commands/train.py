"""`peerpolis train`: the models that rank partners, made again from a folder of past networks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.evaluate import FOLDER, day_of
from api.commands.terminal import AsJson, InLanguage, language, notice, print_json
from graph.outputs import check_output, write_output
from matching.words.told import told


def train(
    folder: Annotated[Path, FOLDER],
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path("ranking.json"),
    before: Annotated[
        str | None, typer.Option(help="Learn from what began before this day (2017-01-01); default: from all.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="For everything that draws.")] = 0,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Learn from past networks whom towns work with; the same folder and seed give the same file, bit by bit.

    PEERPOLIS_RANKING names the file to the other commands. See docs/ranking.md.
    """
    from api.workspace.training import trained_models
    from matching.ranking.files import text_of

    check_output(output)
    until = None if before is None else day_of(before, "--before")
    partners, peers = trained_models(folder, until, seed, lambda text: notice(told(text, language())))
    write_output(output, text_of(partners, peers))
    if as_json:
        print_json({"file": str(output), "partners": partners.trained, "peers": peers.trained})
    else:
        notice(f"{output}: {partners.trained['questions']} + {peers.trained['questions']}")
