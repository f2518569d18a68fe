"""Answers on the terminal: who fits, why, and where it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.typesetting import heading, line
from api.words.sources import source_called
from api.words.terminal_words import KINDS, WORDS
from api.workspace.portrait import Portrait
from graph.model import PARTNER_KINDS, Municipality
from graph.names import normal_form
from matching.kinds.all import kind_of
from matching.types import Answer, Contribution, Eligibility, Language, Suggestion, Verdict
from matching.words.taking_part import admission
from matching.words.told import told
from matching.words.written import country_name, day, number

if TYPE_CHECKING:
    from graph.store.protocol import NameMatch

_COLOURS = {Verdict.YES: "green", Verdict.NO: "red", Verdict.UNKNOWN: "yellow"}
#: How many of the towns that a name may mean are listed.
LISTED = 15


def show_answer(console: Console, answer: Answer, *, why: bool, others: int | None = None) -> None:
    """The whole answer: how the need was understood, the suggestions by kind, and what would make it better.

    Under each suggestion stand the three strongest reasons, each with a piece of evidence; with `why` all reasons and
    all evidence. Of all kinds but the one that leads at most `others` are shown.
    """
    language = answer.query.language
    words = WORDS[language]
    for note in answer.notes:
        line(console, note, style="italic")
    if answer.understood:
        topics = [f"{m.label} ({', '.join(m.words)})" if m.words else m.label for m in answer.understood[:3]]
        line(console, Text.assemble(f"{words['understood']}: ", ("; ".join(topics), "bold")))
    for name, suggestions in answer.suggestions.items():
        kind = kind_of(name)
        heading(console, told(kind.called, language))
        if not suggestions:
            line(console, words["none"])
        shown = suggestions if kind.leads else suggestions[:others]
        for rank, suggestion in enumerate(shown, start=1):
            _show_suggestion(console, rank, suggestion, language, why)
    if answer.advice:
        heading(console, words["better"])
        for sentence in answer.advice:
            line(console, sentence, indent=2, lead="• ")


def _show_suggestion(console: Console, rank: int, found: Suggestion, language: Language, why: bool) -> None:
    points = f"{found.score:.0f}"
    unit = WORDS[language]["point" if points == "1" else "points"]
    title = Text.assemble((found.name, "bold"), f" · {points} {unit}")
    line(console, title, lead=f"{rank:2}. ")
    line(console, _facts(found, language), indent=4)
    if found.official_title and found.official_title != found.name:
        line(console, f"{WORDS[language]['official-title']}: {found.official_title}", indent=4)
    if found.summary:
        line(console, found.summary, indent=4)
    if found.admission:
        line(console, told(admission(found.admission), language), indent=4)
    if found.url:
        line(console, found.url, indent=4, style="dim")
    if found.eligibility is not None:
        _show_eligibility(console, found.eligibility, language)
    # What speaks against a town is told on demand only.
    speaking = found.contributions if why else [c for c in found.contributions if c.points > 0][:3]
    for contribution in speaking:
        _show_reason(console, contribution, language, why)


def _facts(found: Suggestion, language: Language) -> str:
    words = WORDS[language]
    parts = []
    if found.country:
        place = country_name(found.country, language)
        parts.append(f"{found.region}, {place}" if found.region else place)
    if found.population is not None:
        parts.append(f"{number(found.population, language)} {words['inhabitants']}")
    if found.distance_km is not None:
        parts.append(f"{number(found.distance_km, language)} km")
    if found.deadline:
        parts.append(f"{words['deadline']} {day(found.deadline, language)}")
    return " · ".join((*parts, found.id))


def _show_reason(console: Console, contribution: Contribution, language: Language, why: bool) -> None:
    points = f"{contribution.points:+.1f}".replace("-", "−")
    points = points.replace(".", ",") if language == "de" else points
    line(console, f"{contribution.reason} ({points})", indent=4, lead="• ")
    for evidence in contribution.evidence[: None if why else 1]:
        line(console, f"{evidence.text} – {cited(evidence.source, evidence.as_of, language)}", indent=6, style="dim")


def cited(source: str, as_of: str | None, language: Language) -> str:
    """Where it is written, and as of when, in words: "source: geonames, 2026-07"."""
    return f"{WORDS[language]['source']}: {source_called(source, language)}" + (
        f", {day(as_of, language)}" if as_of else ""
    )


def _show_eligibility(console: Console, eligibility: Eligibility, language: Language) -> None:
    words, colour = WORDS[language], _COLOURS[eligibility.verdict]
    unsure = f"{words['unknown']} " if eligibility.verdict is Verdict.UNKNOWN else ""  # yes and no the summary says
    line(console, Text.assemble((f"{words['may']} ", colour), unsure, eligibility.summary), indent=4)


def town_line(found: Portrait, language: Language) -> Text:
    """A town in one line: name, region, country, inhabitants, id."""
    town, words = found.node, WORDS[language]
    assert isinstance(town, Municipality)
    place = ", ".join(p for p in (found.region, country_name(town.country, language)) if p)
    people = words["size-unknown"]
    if found.population is not None:
        people = f"{number(found.population, language)} {words['inhabitants']}"
    return Text.assemble((town.name_in(language), "bold"), f" · {place} · {people} · {town.id}")


def show_candidates(
    console: Console, name: str, matches: Sequence[NameMatch], regions: Mapping[str, str], language: Language
) -> None:
    """Towns that a name may mean, to choose from by id; `regions` are their regions' names by the towns' ids."""
    words = WORDS[language]
    towns = [match.municipality for match in matches]
    acting = any(town.kind in PARTNER_KINDS for town in towns)
    line(console, words["which" if acting else "quarter"].format(name=name))
    table = Table(box=None, pad_edge=False)
    for column in ("id", "name", "region", "country", "inhabitants", "kind"):
        right = column == "inhabitants"
        table.add_column(words[column], justify="right" if right else "left", no_wrap=column == "id", overflow="fold")
    for match, town in zip(matches[:LISTED], towns, strict=False):
        own = town.name_in(language)
        called = own if normal_form(match.name) in normal_form(own) else f"{own} ({match.name})"
        people = "?" if town.population is None else number(town.population, language)
        country, kind = country_name(town.country, language), KINDS[language][town.kind]
        table.add_row(*(Text(cell) for cell in (town.id, called, regions.get(town.id, ""), country, people, kind)))
    console.print(table)
    if len(matches) > LISTED:
        line(console, words["others"].format(count=len(matches) - LISTED), style="dim")
