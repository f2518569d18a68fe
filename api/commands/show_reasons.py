"""Reasons on the terminal, with what they rest on, and where it is written."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from api.commands.typesetting import line
from api.words.sources import dated, source_called
from graph.said import said
from matching.types import Contribution, Language, ProgrammeFound
from matching.words.told import told
from matching.words.written import as_written


def show_reason(
    console: Console,
    contribution: Contribution,
    language: Language,
    *,
    indent: int,
    points: bool = True,
    most: int | None = None,
    summary: str | None = None,
) -> None:
    """A reason with its evidence, `most` pieces of it, and where wanted its points. Of evidence that is the `summary`,
    which stands above already, the source alone is told."""
    earned = as_written(f" ({contribution.points:+.1f})", language).replace("-", "−") if points else ""
    line(console, f"{contribution.reason}{earned}", indent=indent, lead="• ")
    for evidence in contribution.evidence[:most]:
        source = cited(evidence.source, evidence.as_of, language)
        written = source if evidence.text == summary else f"{evidence.text} – {source}"
        line(console, written, indent=indent + 2, style="dim")


def cited(source: str, as_of: str | None, language: Language) -> str:
    """Where it is written, and as of when, in words: "source: geonames, 2026-07"."""
    called = source_called(source, language)
    if as_of:
        return told(said("source: {source}, {day}", source=called, day=dated(source, as_of, language)), language)
    return told(said("source: {source}", source=called), language)


def show_programmes(console: Console, programmes: Sequence[ProgrammeFound], language: Language) -> None:
    """Programmes that might pay for what no call is about, each with why one may think so."""
    for programme in programmes:
        line(console, Text.assemble((programme.name, "bold"), f" · {programme.id}"), lead="• ")
        line(console, programme.why, indent=2)
        first = programme.source.split("; ")[0]  # the others: --json
        line(console, cited(first, programme.as_of, language), indent=2, style="dim")
