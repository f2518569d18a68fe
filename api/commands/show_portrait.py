"""A town's portrait on the terminal: what it is, and one statement a line, each with its source."""

from __future__ import annotations

from rich.console import Console

from api.commands.show_answer import cited, town_line
from api.commands.typesetting import heading, line
from api.words.terminal_words import FACT_VALUES, FACTS, KINDS, PRIORITIES, TIES, WORDS
from api.workspace.portrait import Portrait, Tie
from graph.model import Municipality
from matching.types import Language
from matching.words.taking_part import admission, in_network, with_solution
from matching.words.told import told
from matching.words.written import day, language_name, number


def show_portrait(console: Console, found: Portrait, language: Language) -> None:
    """All that is known about a town."""
    town, words = found.node, WORDS[language]
    assert isinstance(town, Municipality)
    line(console, town_line(found, language))
    line(console, KINDS[language][town.kind], indent=2)
    if town.lat is not None and town.lon is not None:
        line(console, f"{words['place']} {town.lat:.4f}, {town.lon:.4f}", indent=2)
    others = [name for name in town.all_names if name != town.name_in(language)]
    if others:
        line(console, f"{words['also']}: {', '.join(others)}", indent=2)
    line(console, cited(town.source, town.as_of, language), indent=2, style="dim")
    if found.facts:
        heading(console, words["facts"])
    for fact in found.facts:
        said = f"{FACTS[language][fact.key]}: {_value(fact.key, fact.value, language)}"
        _statement(console, said, fact.source, fact.as_of, language)
    for type, title in TIES[language].items():
        ties = [tie for tie in found.ties if tie.type == type]
        if ties:
            heading(console, title)
        for tie in ties:
            _statement(console, _said(town.name_in(language), tie, language), tie.source, tie.as_of, language)
    if not found.ties:
        line(console, words["no-ties"], style="italic")


def _value(key: str, value: str, language: Language) -> str:
    """The value as the language writes it: counts with separators, words of the vocabulary, lists divided by commas."""
    match key:
        case "population":
            return number(int(value), language)
        case "kind":
            return KINDS[language][value]
        case "languages":
            return ", ".join(language_name(code, language) for code in value.split(";"))
        case "official_name" | "agglomeration":
            return value
        case _:
            return ", ".join(FACT_VALUES[language].get(part, part) for part in value.split(";"))


def _statement(console: Console, text: str, source: str, as_of: str | None, language: Language) -> None:
    line(console, text, indent=2, lead="• ")
    line(console, cited(source, as_of, language), indent=4, style="dim")


def _said(town: str, tie: Tie, language: Language) -> str:
    until = f", {WORDS[language]['until']} {day(tie.until, language)}" if tie.until else ""
    since = day(tie.since, language) if tie.since else None
    if tie.type == "MEMBER_OF":
        said = told(in_network(town, tie.name, role=tie.role, since=since), language) + until
        return f"{said}. {told(admission(tie.admission), language)}" if tie.admission else said
    if tie.type == "USES":
        return told(with_solution(town, tie.name, status=tie.status, since=since), language) + until
    priority = None
    if tie.weight is not None:
        priority = next(word for least, word in PRIORITIES[language] if tie.weight >= least)
    about = ", ".join(detail for detail in (priority, tie.evidence, since) if detail)
    return tie.name + (f" ({about})" if about else "") + until
