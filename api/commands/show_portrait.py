"""A town's portrait on the terminal: what it is, and one statement a line, each with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console

from api.commands.labels import KINDS
from api.commands.show_answer import town_line
from api.commands.show_reasons import cited
from api.commands.typesetting import heading, line
from api.workspace.portrait import Portrait, Tie
from graph.model import Municipality
from graph.said import Said, said, said_as
from matching.types import Language
from matching.words.taking_part import admission, in_network, with_solution
from matching.words.told import told
from matching.words.written import day, language_name, number

#: Facts by their key (`graph.model.FACT_KEYS`).
_FACTS: Mapping[str, Said] = {
    "lau": said("Official code with country (LAU)"),
    "official_name": said("Name in the official list"),
    "kind": said("Kind according to the official list"),
    "website": said("Public page"),
    "part_of": said("Is a part of"),
    "nuts3": said("NUTS 3 region"),
    "population": said_as("fact", "Inhabitants"),
    "degurba": said("Degree of urbanisation (1 city, 2 town or suburb, 3 rural)"),
    "cohesion_category": said("Category of the region in cohesion policy"),
    "agglomeration": said("Belongs to the agglomeration"),
    "article_11_city": said("Sustainable urban development under Article 11 ERDF"),
    "pic": said("Participant identification code (PIC)"),
    "pic_validated": said("Participant identification code validated"),
    "gender_equality_plan": said("Gender equality plan"),
    "coastal": said("On the coast"),
    "climate_plan": said("Approved climate or energy plan"),
    "mission_city": said("City of the EU Cities Mission"),
    "good_practice": said("URBACT good practice label"),
    "uia_city": said("Has led an Urban Innovative Actions project"),
    "adaptation_charter": said("Has signed the Adaptation Mission's charter"),
    "ten_t_urban_node": said("Urban node of the TEN-T network"),
    "disaster_response_authority": said("In charge of disaster response"),
    "roles_willing": said("Roles it would take"),
    "languages": said("Working languages"),
    "staff_hours": said("Hours a month that staff can give"),
    "cofinancing_ceiling": said("Own money it can give (euros)"),
}
#: Values of facts that are words of a vocabulary, beside KINDS.
_VALUES: Mapping[str, Said] = {
    "yes": said_as("value of a fact", "yes"),
    "no": said_as("value of a fact", "no"),
    "less-developed": said_as("value of a fact", "less-developed"),
    "transition": said_as("value of a fact", "transition"),
    "more-developed": said_as("value of a fact", "more-developed"),
    "lead": said_as("value of a fact", "lead"),
    "partner": said_as("value of a fact", "partner"),
    "associated": said_as("value of a fact", "associated"),
}
#: Headings over what a town is related to, by the type of the relations, in this order.
_TIES: Mapping[str, Said] = {
    "NEEDS": said_as("heading", "Needs"),
    "OFFERS": said_as("heading", "Offers"),
    "MEMBER_OF": said_as("heading", "Networks and projects"),
    "USES": said_as("heading", "Solutions"),
    "TWINNED_WITH": said_as("heading", "Twin towns"),
}
#: Priorities of needs, from this weight on.
_PRIORITIES = ((0.8, said("high priority")), (0.5, said("medium priority")), (0.0, said("low priority")))


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
        stated = said("{fact}: {value}", fact=_FACTS[fact.key], value=_value(fact.key, fact.value, language))
        _statement(console, told(stated, language), fact.source, fact.as_of, language)
    for type, title in _TIES.items():
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


def _value(key: str, value: str, language: Language) -> str:
    """The value as the language writes it: counts with separators, words of the vocabulary, lists divided by commas."""
    match key:
        case "population":
            return number(int(value), language)
        case "kind":
            return told(KINDS[value], language)
        case "languages":
            return ", ".join(language_name(code, language) for code in value.split(";"))
        case "official_name" | "agglomeration" | "website":
            return value
        case _:
            return ", ".join(told(_VALUES.get(part, part), language) for part in value.split(";"))


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
        return told(with_solution(town, tie.name, status=tie.status, since=since), language) + until
    priority = None
    if tie.weight is not None:
        priority = told(next(word for least, word in _PRIORITIES if tie.weight >= least), language)
    about = ", ".join(detail for detail in (priority, tie.evidence, since) if detail)
    return tie.name + (f" ({about})" if about else "") + until


def _until(tie: Tie, language: Language) -> str:
    return told(said(", until {day}", day=day(tie.until, language)), language) if tie.until else ""
