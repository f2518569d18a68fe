"""Help that is made of a template and values: typer hands on its text alone, by which the sentence is found again."""

from __future__ import annotations

from inspect import cleandoc

from graph.said import Said

_KEPT: dict[str, Said] = {}


def kept(help: Said) -> Said:
    """The help of a command or option, kept so that it can be told in the reader's language."""
    _KEPT[cleandoc(help)] = help
    return help


def sentence(help: str) -> Said:
    """The help, as typer has it, with its template and values if it was kept, else as a template of its own."""
    return help if isinstance(help, Said) else _KEPT.get(help) or Said(help)
