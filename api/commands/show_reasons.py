"""Reasons on the terminal, with what they rest on, and where it is written."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from api.commands.typesetting import line
from api.words.sources import dated, is_a_topic_of_ours, source_called
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
    above: set[str | None] | None = None,
    page: str | None = None,
) -> None:
    """A reason with its evidence, `most` pieces of it, and where wanted its points.

    Of evidence that stands `above` already only the source is told, and nothing where that is told, too, or is the
    `page` that is named above; that we gave a thing a topic, which the reason says, is none to be read at first sight
    (without points).
    """
    earned = as_written(f" ({contribution.points:+.1f})", language).replace("-", "−") if points else ""
    line(console, f"{contribution.reason}{earned}", indent=indent, lead="• ")
    for evidence in contribution.evidence[:most]:
        on_the_page = page is not None and evidence.source.split("; ")[0] == page
        if not points and (on_the_page or is_a_topic_of_ours(evidence)):
            continue
        from_where = evidence.source if points else evidence.source.split("; ")[0]  # the others: --why
        source = cited(from_where, evidence.as_of, language)
        written = f"{evidence.text} – {source}"
        if above is not None and not points:
            if written in above:
                continue
            above.add(written)
            written = source[:1].upper() + source[1:] if evidence.text in above else written
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
