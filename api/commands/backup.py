"""`peerpolis backup` and `peerpolis restore`: the graph in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.terminal import OUT, AsJson, InLanguage, language, print_json, workspace
from graph.said import Said, said
from graph.store.protocol import Counts
from matching.words.told import told

File = Annotated[Path, typer.Argument(help="The file.", show_default=False)]


def backup(file: File, as_json: AsJson = False, lang: InLanguage = None) -> None:
    """Keep the whole graph in one file, also while the service runs. The file must not be there yet."""
    from graph.store.backup import backup as keep

    counts = keep(workspace().store, file)
    _show(
        said(
            "{file} holds {nodes:,} nodes, {relations:,} relations and {facts:,} facts.", **_amounts(counts), file=file
        ),
        counts,
        as_json,
    )


def restore(file: File, as_json: AsJson = False, lang: InLanguage = None) -> None:
    """Make the graph what a backup holds, also while the service runs. What is in the graph now is replaced."""
    from graph.store.backup import restore as bring_back

    store = workspace().store
    counts = bring_back(store, file)
    _show(
        said(
            "The graph {address} holds {nodes:,} nodes, {relations:,} relations and {facts:,} facts again.",
            **_amounts(counts),
            address=store.address,
        ),
        counts,
        as_json,
    )


def _amounts(counts: Counts) -> dict[str, int]:
    return {
        "nodes": sum(counts.nodes.values()),
        "relations": sum(counts.relations.values()),
        "facts": counts.facts,
    }


def _show(what: Said, counts: Counts, as_json: bool) -> None:
    if as_json:
        print_json(_amounts(counts))
        return
    OUT.print(told(what, language()))
