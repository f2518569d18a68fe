"""A town's portrait on the terminal: what it is, and one statement a line, each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from api.commands.show_answer import town_line
from api.commands.show_reasons import cited
from api.commands.typesetting import heading, line
from api.words.portraits import FACTS, KINDS, TIES, priority, value_of_fact
from api.workspace.portrait import Portrait, Tie
from graph.model import Municipality
from graph.said import said, said_as
from matching.types import Language
from matching.words.taking_part import admission, dated_use, in_network, with_solution
from matching.words.told import told
from matching.words.written import day


def show_portrait(console: Console, found: Portrait, language: Language) -> None:
    """All that is known about a town."""
    town = found.node
    assert isinstance(town, Municipality)
    line(console, town_line(found, language))
    for note in found.notes:
        line(console, note, indent=2, style="italic")
    line(console, told(KINDS[town.kind], language), indent=2)
    if town.lat is not None and town.lon is not None:
        # As maps take them, with points in all languages.
        line(console, told(said("At {place}", place=f"{town.lat:.4f}, {town.lon:.4f}"), language), indent=2)
    others = [name for name in town.all_names if name != town.name_in(language)]
    if others:
        line(console, told(said("Also called: {names}", names=tuple(others)), language), indent=2)
    line(console, cited(town.source, town.as_of, language), indent=2, style="dim")
    if found.facts:
        heading(console, told(said_as("heading", "Facts"), language))
    for fact in found.facts:
        stated = said("{fact}: {value}", fact=FACTS[fact.key], value=value_of_fact(fact.key, fact.value, language))
        _statement(console, told(stated, language), fact.source, fact.as_of, language)
    for type, title in TIES.items():
        ties = [tie for tie in found.ties if tie.type == type]
        if ties:
            heading(console, told(title, language))
        if type == "TWINNED_WITH":
            _show_twins(console, ties, language)
            continue
        for tie in ties:
            _statement(console, _said(town.name_in(language), tie, language), tie.source, tie.as_of, language)
    if not found.ties:
        none = said(
            "In no network that we know of, and no solution known. Our lists are incomplete: add what you know with "
            "`peerpolis import profiles`."
        )
        line(console, told(none, language), style="italic")


def _show_twins(console: Console, ties: Sequence[Tie], language: Language) -> None:
    """Each twin town once, with all who name it; that one source alone does, is told."""
    for id in dict.fromkeys(tie.id for tie in ties):
        rows = [tie for tie in ties if tie.id == id]
        since = next((tie.since for tie in rows if tie.since), None)
        about = [day(since, language)] if since else []
        if len({tie.source for tie in rows}) == 1:
            about.append(told(said("by one source"), language))
        text = rows[0].name + (f" ({', '.join(about)})" if about else "")
        line(console, text + next((_until(tie, language) for tie in rows if tie.until), ""), indent=2, lead="• ")
        for tie in rows:
            line(console, cited(tie.source, tie.as_of, language), indent=4, style="dim")


def _statement(console: Console, text: str, source: str, as_of: str | None, language: Language) -> None:
    line(console, text, indent=2, lead="• ")
    line(console, cited(source, as_of, language), indent=4, style="dim")


def _said(town: str, tie: Tie, language: Language) -> str:
    until = _until(tie, language)
    since = day(tie.since, language) if tie.since else None
    if tie.type == "MEMBER_OF":
        member = (
            told(in_network(town, tie.name, role=tie.role, since=since, listed=tie.admission == "listed"), language)
            + until
        )
        return f"{member}. {told(admission(tie.admission), language)}" if tie.admission else member
    if tie.type == "USES":
        practice = tie.kind == "practice"
        when = dated_use(tie.status, tie.since, tie.as_of, practice=practice)
        used = with_solution(town, tie.name, status=tie.status, when=when and when.fill(day=since), practice=practice)
        return told(used, language) + until
    urgent = None if tie.weight is None else told(priority(tie.weight), language)
    about = ", ".join(detail for detail in (urgent, tie.evidence, since) if detail)
    return tie.name + (f" ({about})" if about else "") + until


def _until(tie: Tie, language: Language) -> str:
    return told(said(", until {day}", day=day(tie.until, language)), language) if tie.until else ""
