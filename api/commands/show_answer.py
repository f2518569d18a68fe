"""Answers on the terminal: who fits, why, and where it is written."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.show_reasons import cited, show_programmes, show_reason
from api.commands.typesetting import heading, line, styled
from api.words.none_found import none_found
from api.words.payers import CALLED, payers
from api.words.portraits import KINDS
from api.words.sources import dated
from api.workspace.portrait import Portrait
from graph.model import Municipality
from graph.names import normal_form
from graph.said import Said, said, said_as, said_many
from matching.capacity.fit import AFTER_ANYWAY, GROUPS, Group
from matching.kinds.all import kind_of
from matching.kinds.calls import CALL
from matching.kinds.explanation import NO_REASON, foremost
from matching.kinds.kind import (
    ACROSS,
    ACROSS_NEED,
    ANYWAY,
    calls_headed,
    programmes_called,
)
from matching.kinds.partner_kind import PARTNER
from matching.purposes.neighbours import NEIGHBOURS_ACROSS_THE_BORDER
from matching.purposes.portfolio import purpose_of
from matching.types import (
    Answer,
    Eligibility,
    Language,
    Place,
    StrategyFound,
    Suggestion,
    Verdict,
)
from matching.words.asked_for import STRATEGIES, issued
from matching.words.inhabitants import inhabitants
from matching.words.taking_part import admission
from matching.words.to_ask import near_there, the_same, to_ask
from matching.words.told import told
from matching.words.written import country_name, day, number

if TYPE_CHECKING:
    from graph.store.protocol import NameMatch

_COLOURS = {Verdict.YES: "green", Verdict.NO: "red", Verdict.UNKNOWN: "yellow"}
#: The columns of towns that a name may mean, as they are headed.
_COLUMNS: Mapping[str, Said] = {
    "id": said_as("column", "id"),
    "name": said_as("column", "name"),
    "region": said_as("column", "region"),
    "country": said_as("column", "country"),
    "inhabitants": said_as("column", "inhabitants"),
    "kind": said_as("column", "kind"),
}
#: How many of the towns that a name may mean are listed.
LISTED = 15


def show_answer(console: Console, answer: Answer, *, why: bool, others: int | None = None) -> None:
    """The whole answer: how the need was understood, the suggestions by kind, and what would make it better.

    Under each suggestion stand the reasons to read first, each with a piece of evidence; with `why` the points, and all
    reasons and all evidence. Of all kinds but the one that leads at most `others` are shown.
    """
    language = answer.query.language
    of_partners = frozenset() if why else _told_of_partners(answer)
    for note in answer.notes:
        line(console, note, style="italic")
    if answer.understood:
        read = "; ".join(m.label for m in answer.understood[:3])
        line(console, styled(told(said("Understood as: {topics}", topics=read), language), read, "bold"))
    if answer.eligibility is not None:
        _show_eligibility(console, answer.eligibility, language, indent=0)
    for name, suggestions in answer.suggestions.items():
        kind = kind_of(name)
        heading(console, told(kind.called, language))
        near = answer.nearest.get(name, ())
        if not suggestions:
            line(console, told(none_found(kind, answer), language))
        shown = (suggestions if kind.leads else suggestions[:others]) or near
        if name == CALL.name and shown:
            headed = calls_headed(
                pays_no_building=answer.pays_no_building, none_just_for_this=answer.none_just_for_this
            )
            if headed is not None:
                line(console, told(headed, language), style="bold")
        purpose = group = None
        steps: set[str] = set()
        anyway = answer.anyway if name == CALL.name else ()
        for rank, suggestion in enumerate(shown, start=1):
            if suggestion.purpose is not None and suggestion.purpose != purpose:
                purpose = suggestion.purpose
                line(console, told(purpose_of(purpose).heading(answer.on_subject), language), style="bold")
            if suggestion.group is not None and suggestion.group != group:
                group = suggestion.group
                if group in AFTER_ANYWAY and anyway:
                    _show_anyway(console, anyway, language)
                    anyway = ()
                line(console, told(GROUPS[_group(group)], language), style="bold")
            above = frozenset() if kind.leads else of_partners
            _show_suggestion(console, rank, suggestion, language, why, steps=steps, above=above)
        if name == PARTNER.name and answer.next_door:
            line(console, told(NEIGHBOURS_ACROSS_THE_BORDER.called, language), style="bold")
            for programme in answer.next_door:
                line(console, f"{programme.why} {near_there(programme.towns, language)}", lead="• ")
                line(console, cited(programme.source, programme.as_of, language), indent=2, style="dim")
        if name == CALL.name:
            _show_anyway(console, anyway, language)
            _show_beside(console, answer, language)
        if paid := payers(shown, language):
            line(console, told(CALLED, language), style="bold")
        for sentence in paid:
            line(console, sentence, lead="• ")
        if (first := next((s for s in shown if s.next_step), None)) and answer.query.town:
            console.print()
            drafted = said("A letter to any of them, in both languages: {command}", command=_letter(answer, first))
            line(console, told(drafted, language))
    _show_strategies(console, answer.strategies, language)
    if answer.advice:
        heading(console, told(said("To get better answers"), language))
        for sentence in answer.advice:
            line(console, sentence, indent=2, lead="• ")


def _group(name: str) -> Group:
    return next(group for group in GROUPS if group == name)


def _show_anyway(console: Console, found: Sequence[Suggestion], language: Language) -> None:
    """What pays for meeting whatever it is about, a line each."""
    if found:
        line(console, told(ANYWAY, language), style="bold")
    for one in found:
        where = Text.assemble((one.name, "bold"), f" · {one.line}" if one.line else "", f" · {one.url or one.source}")
        line(console, where, lead="• ")


def _show_beside(console: Console, answer: Answer, language: Language) -> None:
    """Programmes that might pay where no call does; calls that are too late or not for the town, a line each."""
    if answer.programmes:
        # That no call pays for it stands above already.
        called = programmes_called(calls=bool(answer.suggestions.get(CALL.name)), said=True)
        line(console, told(called, language), style="bold")
    show_programmes(console, answer.programmes, language)
    if answer.across:
        line(console, told(ACROSS_NEED if answer.on_subject else ACROSS, language), style="bold")
    show_programmes(console, answer.across, language)
    if answer.not_now:
        line(console, told(GROUPS["not now"], language), style="bold")
    for call in answer.not_now:
        line(console, Text.assemble((call.name, "bold"), f" · {call.why}"), lead="• ")


def _letter(answer: Answer, partner: Suggestion) -> str:
    """The command that drafts a letter to the partner, about what the question names."""
    query = answer.query
    words = ["peerpolis", "letter", query.town or "", partner.id]
    words += ["--need", query.need] if query.need else []
    words += [word for topic in query.topics for word in ("--topic", topic)]
    words += ["--call", query.call] if query.call else []
    return shlex.join(words)


def _show_strategies(console: Console, found: Sequence[StrategyFound], language: Language) -> None:
    """What asks for it: a short group of its own, for the words of an application, not to be called."""
    if found:
        heading(console, told(STRATEGIES, language))
    for strategy in found:
        line(console, Text.assemble((strategy.name, "bold"), f" · {told(issued(strategy), language)}"), lead="• ")
        if strategy.summary:
            line(console, strategy.summary, indent=2)
        line(console, cited(strategy.source, strategy.as_of, language), indent=2, style="dim")


def _told_of_partners(answer: Answer) -> frozenset[str]:
    """What is told of the partners above, word for word: a solution that one of them has is not told once more."""
    partners = answer.suggestions.get(PARTNER.name, ())
    return frozenset(e.text for one in partners for c in foremost(one.contributions) for e in c.evidence[:1])


def _show_suggestion(
    console: Console,
    rank: int,
    found: Suggestion,
    language: Language,
    why: bool,
    *,
    above: frozenset[str],
    steps: set[str],
) -> None:
    """One suggestion; a summary that stands `above` already is left out, and a next step that is one of the `steps`
    but for the name."""
    title = Text(found.name, style="bold")
    if why:
        points = said_many("{count} point", "{count} points", count=round(found.score))
        title = Text.assemble(title, " · ", told(points, language))
    line(console, title, lead=f"{rank:2}. ")
    if facts := _facts(found, language):
        line(console, facts, indent=4)
    if found.official_title and found.official_title != found.name:
        line(console, told(said("Official title: {title}", title=found.official_title), language), indent=4)
    if found.summary and found.summary not in above:
        line(console, found.summary, indent=4)
    if found.admission:
        line(console, told(admission(found.admission), language), indent=4)
    if found.line:
        line(console, found.line, indent=4)
    for sentence in found.joining:
        line(console, sentence, indent=4)
    if found.to_ask:
        line(console, to_ask(found.to_ask, language, found.kind), indent=4)
    if page := found.url or found.website:
        read = f" ({dated(found.source, found.as_of, language)})" if found.url and found.as_of else ""
        line(console, page + read + (f" · {found.id}" if found.url else ""), indent=4, style="dim")
    if found.eligibility is not None and kind_of(found.kind).joins:
        line(console, found.eligibility.summary, indent=4)
    elif found.eligibility is not None:
        _show_eligibility(console, found.eligibility, language, indent=4)
    # What speaks against a town, and what the line of facts says already, is told on demand only.
    speaking = found.contributions if why else foremost(found.contributions)
    if not speaking and kind_of(found.kind).leads:
        line(console, told(NO_REASON, language), indent=4, lead="• ")
    said_before = {found.summary, found.name}
    for contribution in speaking:
        most = None if why else 1
        show_reason(console, contribution, language, indent=4, points=why, most=most, above=said_before, page=found.url)
    if found.also:
        line(console, the_same(found.also, language), indent=4)
    if found.next_step:
        step = found.next_step.replace(found.name, "")
        if why or step not in steps:
            line(console, found.next_step, indent=4, lead="→ ")
        steps.add(step)


def _facts(found: Suggestion, language: Language) -> str:
    parts: list[str] = []
    if found.country:
        place = country_name(found.country, language)
        parts.append(f"{found.region}, {place}" if found.region else place)
    if found.population is not None:
        parts.append(told(inhabitants(found.population, found.country, found.id), language))
    if found.distance_km is not None:
        parts.append(told(said("{km:,.0f} km", km=found.distance_km), language))
    if found.deadline:
        parts.append(told(said("deadline {day}", day=day(found.deadline, language)), language))
    return " · ".join(parts if found.url else (*parts, found.id))  # else the id stands beside the page


def _show_eligibility(console: Console, eligibility: Eligibility, language: Language, *, indent: int) -> None:
    asked = told(said("Can you take part?"), language)
    line(console, Text.assemble((asked, _COLOURS[eligibility.verdict]), " ", eligibility.summary), indent=indent)


def town_line(found: Portrait, language: Language) -> Text:
    """A town in one line: name, region, country, inhabitants, id, public page."""
    town = found.node
    assert isinstance(town, Municipality)
    place = ", ".join(p for p in (found.region, country_name(town.country, language)) if p)
    people = said("number of inhabitants not known")
    if found.population is not None:
        people = inhabitants(found.population, town.country, town.id)
    site = f" · {found.website}" if found.website else ""
    return Text.assemble((town.name_in(language), "bold"), f" · {place} · {told(people, language)} · {town.id}{site}")


def place_line(place: Place, language: Language) -> Text:
    """A described town in one line: what was said of it, and that nothing more is known."""
    people = said("number of inhabitants not known")
    if place.population is not None:
        people = inhabitants(place.population, None, "")
    called = told(said("as you describe it"), language)
    return Text.assemble(
        (place.name, "bold"), f" · {country_name(place.country, language)} · {told(people, language)} · {called}"
    )


def show_candidates(
    console: Console, asked: Said, matches: Sequence[NameMatch], regions: Mapping[str, str], language: Language
) -> None:
    """Towns that a name may mean, to choose from by id, below what is asked; `regions` are their regions' names by the
    towns' ids."""
    towns = [match.municipality for match in matches]
    line(console, told(asked, language))
    table = Table(box=None, pad_edge=False)
    for column, headed in _COLUMNS.items():
        side: Literal["left", "right"] = "right" if column == "inhabitants" else "left"
        table.add_column(told(headed, language), justify=side, no_wrap=column == "id", overflow="fold")
    for match, town in zip(matches[:LISTED], towns, strict=False):
        own = town.name_in(language)
        called = own if normal_form(match.name) in normal_form(own) else f"{own} ({match.name})"
        people = "?" if town.population is None else number(town.population, language)
        country, kind = country_name(town.country, language), told(KINDS[town.kind], language)
        table.add_row(*(Text(cell) for cell in (town.id, called, regions.get(town.id, ""), country, people, kind)))
    console.print(table)
    if len(matches) > LISTED:
        more = said_many(
            "{count} more. With --in and the country there are fewer.",
            "{count} more. With --in and the country there are fewer.",
            count=len(matches) - LISTED,
        )
        line(console, told(more, language), style="dim")
