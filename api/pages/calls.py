"""The list of calls: for a town by what it can carry, or all that are open and expected, by their days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.http.schemas import ToldIn
from api.pages.calls_asked import GROUP_IN_ADDRESS, WHEN, CallsAsked, calls_asked
from api.pages.choices import Choice, programmes_of_calls, topics_of_calls
from api.pages.named import Named, named
from api.pages.rendering import language_of, page_of
from api.pages.subscribing import calendar_of
from api.pages.town import VERDICTS
from api.pages.waiting import about_to_be_read
from api.workspace.calls import AT_FIRST, CallsFound, calls_of
from api.workspace.kept import Kept
from api.workspace.workspace import View, Workspace, today
from graph.model import Municipality
from graph.said import Said, said
from matching.capacity.by_date import AHEAD, STATES, CallOnDay, State, by_date
from matching.capacity.fit import AFTER_ANYWAY, FIRST, GROUPS, Group
from matching.capacity.line import in_one_line
from matching.capacity.listing import Listed
from matching.kinds.kind import (
    ACROSS,
    ACROSS_NEED,
    ANYWAY,
    NOT_READ,
    NOTHING_BUT_NEAR,
    NOTHING_PAYS,
    calls_headed,
    programmes_called,
)
from matching.types import Language, Verdict
from matching.words.told import told

router = APIRouter(include_in_schema=False)
#: How many calls a page has.
ON_A_PAGE = 20
#: A need is read as this many topics where no town asks.
READ = 3
FIRST_IN_ADDRESS = GROUP_IN_ADDRESS[FIRST]
#: What stands below the heading of each group.
GROUPS_ARE: Mapping[Group, Said] = {
    "first steps": said("One applicant or one partner, sums that a town can carry."),
    "as a partner": said("Several partners or a larger sum: easier with somebody who leads."),
    "beside": said("Meetings, plans and advice on the way to what is to be built."),
    "large": said("Research and sums in the millions: as a partner, beside a lead who has done it before."),
    "to join": said("They bring company and attention, and neither money nor help."),
    "not now": said("With the reason for each."),
}
_ON_DAY: Kept[tuple[CallOnDay, ...]] = Kept(8)
_LISTS: Kept[CallsFound] = Kept(64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One call of the list: `line` is what it asks and gives, `why_not` what speaks against it, `days` are left."""

    id: str
    name: str
    programme: Choice | None
    line: str
    expected: bool
    days: int | None = None
    verdict: Verdict | None = None
    why_not: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows that stand together, of `total`; `address` is what the address of the whole group has."""

    id: str
    heading: Said
    about: Said | None
    rows: Sequence[Row]
    total: int
    group: str = ""


def on_day(view: View, on: date) -> tuple[CallOnDay, ...]:
    """All calls as they stand on the day; kept, for every list and filter asks for them."""
    return _ON_DAY.get((view.snapshot.digest, on), lambda: by_date(view.calls, on))


@router.get("/calls")
def calls(
    request: Request, question: Annotated[CallsAsked, Depends(calls_asked)], lang: ToldIn | None = None
) -> Response:
    """Calls with one line each; with a town in the groups of what it can carry, else by their days."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    view, day = space.view(), date.fromisoformat(question.on) if question.on else today()
    asker = named(space, question.town, language) if question.town else Named("")
    if asker.town is not None and question.need and not space.reads_needs:
        return about_to_be_read(request, language, asker.town.name_in(language))
    known = on_day(view, day)
    kept = question.keeps(view.snapshot, known)
    read: Sequence[Choice] = ()
    found = CallsFound(calls=())
    if asker.town is not None:
        found = _of_town(space, asker.town, question, day, language)
        of_need = [one for one in found.calls if one.id in kept]
        sections = _grouped(view, [one for one in of_need if one.group not in AFTER_ANYWAY], known, question, language)
        beside = {} if question.only else {NOTHING_BUT_NEAR: found.near, ANYWAY: found.anyway}
        for heading, calls_beside in beside.items():
            rows = [one for one in calls_beside if one.id in kept]
            sections += [_beside(view, heading, rows, known, language)] if rows else []
        sections += _grouped(view, [one for one in of_need if one.group in AFTER_ANYWAY], known, question, language)
    else:
        read, about = _read(view, question.need, language)
        shown = [one for one in known if one.id in kept and (about is None or one.id in about)]
        sections = _dated(view, shown, question, language)
    total = sum(section.total for section in sections)
    return page_of(
        request,
        "calls.html",
        language,
        status=404 if asker.trouble is not None and not asker.candidates else 200,
        asked=question,
        asker=asker,
        town=asker.town,
        name=asker.town.name_in(language) if asker.town else "",
        read=read,
        unread=bool(question.need) and asker.town is None and not read,
        nothing=_instead(found) if question.need and asker.town else None,
        might_pay=found.programmes,
        across=found.across,
        across_called=ACROSS_NEED if question.need else ACROSS,
        sections=sections,
        total=total,
        pages=-(-total // ON_A_PAGE) if question.only or asker.town is None else 1,
        topics=topics_of_calls(view.snapshot, language),
        programmes=programmes_of_calls(view.snapshot, language),
        when=[(value, told(called, language)) for value, called in WHEN.items()],
        over=sum(one.state == "over" for one in known) if asker.town is None and not question.deadline else 0,
        calendar=calendar_of(request, asker.town, language) if asker.town else None,
        verdicts=VERDICTS,
        on=day.isoformat(),
        digest=view.snapshot.digest,
    )


def _instead(found: CallsFound) -> Said | None:
    """What stands above the list where no call is about the need, or only such as need a strong lead."""
    if not found.pays and not found.near and not found.programmes:
        return NOT_READ if found.unread else NOTHING_PAYS
    headed = calls_headed(pays_no_building=found.pays_no_building, none_just_for_this=found.none_just_for_this)
    if headed is not None and not found.programmes:
        return headed
    if found.near and not found.programmes:
        return None
    return programmes_called(calls=found.pays, said=bool(found.near)) if found.programmes else None


def _of_town(space: Workspace, town: Municipality, question: CallsAsked, day: date, language: Language) -> CallsFound:
    """The calls for the town; kept, for who asks filters and goes from group to group."""
    digest, need = space.view().snapshot.digest, question.need or None
    return _LISTS.get(
        (digest, town.id, need, day, language),
        lambda: calls_of(space, town.id, on=day, need=need, language=language),
    )


def _read(view: View, need: str, language: Language) -> tuple[Sequence[Choice], frozenset[str] | None]:
    """The topics that the need is read as, and the calls about them; None where none is asked for."""
    reader = view.engine.reader
    if not need or reader is None:
        return (), None
    read = [(match.topic, match.label) for match in reader.read(need, language)[:READ]]
    known = on_day(view, today())
    about = [CallsAsked(topic=(topic,)).keeps(view.snapshot, known) for topic, _ in read]
    return read, frozenset().union(*about)


def _grouped(
    view: View, found: Sequence[Listed], known: Sequence[CallOnDay], question: CallsAsked, language: Language
) -> list[Section]:
    """The groups of what a town can carry: the first of each, or one page of the only one that is asked for."""
    by_id, only = {one.id: one for one in known}, question.only
    sections = []
    for group, heading in GROUPS.items():
        rows = [one for one in found if one.group == group]
        if not rows or only not in (None, group):
            continue
        first = (question.page - 1) * ON_A_PAGE if only else 0
        shown = rows[first : first + (ON_A_PAGE if only else AT_FIRST[group])]
        sections.append(
            Section(
                id=GROUP_IN_ADDRESS[group],
                heading=heading,
                about=GROUPS_ARE[group],
                rows=[_row_of_town(view, one, by_id[one.id], language) for one in shown],
                total=len(rows),
                group=GROUP_IN_ADDRESS[group],
            )
        )
    return sections


def _beside(
    view: View, heading: Said, found: Sequence[Listed], known: Sequence[CallOnDay], language: Language
) -> Section:
    """Calls that are told beside those about the need: the nearest where none is, and first steps on any subject."""
    by_id = {one.id: one for one in known}
    rows = [_row_of_town(view, one, by_id[one.id], language) for one in found]
    id = "near" if heading is NOTHING_BUT_NEAR else "anyway"
    return Section(id=id, heading=heading, about=None, rows=rows, total=len(rows))


def _row_of_town(view: View, one: Listed, known: CallOnDay, language: Language) -> Row:
    late = one.why_not if one.group == "not now" else None
    return Row(
        id=one.id,
        name=one.name,
        programme=_programme(view, known.call, language),
        line=one.line,
        expected=known.state == "expected",
        days=known.offer.days if known.state in AHEAD else None,
        verdict=Verdict(one.town) if late is None else Verdict.NO if one.town == "no" else None,
        why_not=late,
    )


def _dated(view: View, found: Sequence[CallOnDay], question: CallsAsked, language: Language) -> list[Section]:
    """All calls by their days, one page of them; those that are over only where they are asked for."""
    shown = [one for one in found if one.state != "over" or question.deadline == "over"]
    first = (question.page - 1) * ON_A_PAGE
    of_page = shown[first : first + ON_A_PAGE]
    table = view.snapshot.tables["Call"]

    def row(one: CallOnDay) -> Row:
        # How many partners are to be found depends on who asks.
        parts = in_one_line(one.offer, language, partners=False)
        return Row(
            id=one.id,
            name=table.name(one.call, language),
            programme=_programme(view, one.call, language),
            line=" · ".join(told(part, language) for part in parts),
            expected=one.state == "expected",
            days=one.offer.days if one.state in AHEAD else None,
        )

    def section(state: State) -> Section:
        rows = [row(one) for one in of_page if one.state == state]
        total = sum(one.state == state for one in shown)
        return Section(id=state.replace(" ", "-"), heading=STATES[state], about=None, rows=rows, total=total)

    return [made for made in map(section, STATES) if made.total]


def _programme(view: View, call: int, language: Language) -> Choice | None:
    programmes = view.snapshot.links("UNDER", "Call").ends(call)
    table = view.snapshot.tables["Programme"]
    return (table.ids[int(programmes[0])], table.name(int(programmes[0]), language)) if len(programmes) else None
