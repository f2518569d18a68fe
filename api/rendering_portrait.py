"""A town's portrait on the terminal: what it is, and one statement a line, each with its source."""

from __future__ import annotations

from rich.console import Console

from api.portrait import Portrait, Tie
from api.rendering import cited, town_line
from api.terminal_words import FACTS, KINDS, PRIORITIES, TIES, WORDS
from api.typesetting import heading, line
from graph.model import Municipality
from matching.sentences import phrase
from matching.types import Language


def show_portrait(console: Console, found: Portrait, language: Language) -> None:
    """All that is known about a town."""
    town, words = found.node, WORDS[language]
    assert isinstance(town, Municipality)
    line(console, town_line(found, language))
    line(console, KINDS[language][town.kind], indent=2)
    if town.lat is not None and town.lon is not None:
        line(console, f"{words['place']} {town.lat:.4f}, {town.lon:.4f}", indent=2)
    if town.names:
        line(console, f"{words['also']}: {', '.join(town.names)}", indent=2)
    line(console, cited(town.source, town.as_of, language), indent=2, style="dim")
    if found.facts:
        heading(console, words["facts"])
    for fact in found.facts:
        _statement(console, f"{FACTS[language][fact.key]}: {fact.value}", fact.source, fact.as_of, language)
    for type, title in TIES[language].items():
        ties = [tie for tie in found.ties if tie.type == type]
        if ties:
            heading(console, title)
        for tie in ties:
            _statement(console, _said(town.name, tie, language), tie.source, tie.as_of, language)
    if not found.ties:
        line(console, words["no-ties"], style="italic")


def _statement(console: Console, text: str, source: str, as_of: str | None, language: Language) -> None:
    line(console, text, indent=2, lead="• ")
    line(console, cited(source, as_of, language), indent=4, style="dim")


def _said(town: str, tie: Tie, language: Language) -> str:
    until = f", {WORDS[language]['until']} {tie.until}" if tie.until else ""
    if tie.type == "MEMBER_OF":
        return phrase("membership", language, name=town, network=tie.name, role=tie.role, since=tie.since) + until
    if tie.type == "USES":
        return phrase("use", language, name=town, solution=tie.name, status=tie.status, since=tie.since) + until
    priority = None
    if tie.weight is not None:
        priority = next(word for least, word in PRIORITIES[language] if tie.weight >= least)
    about = ", ".join(detail for detail in (priority, tie.evidence, tie.since) if detail)
    return tie.name + (f" ({about})" if about else "") + until
