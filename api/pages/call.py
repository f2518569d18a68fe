"""The page of a call: what it asks and gives, and whether a town may take part, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from api.http.schemas import LONGEST_NAME, ToldIn
from api.pages.call_asked import ROLES, STAGES_TOLD, TYPES, CallAsked, call_asked
from api.pages.choices import Choice, countries
from api.pages.completing import completed
from api.pages.named import Named, named
from api.pages.neighbours import KM, neighbours, threshold
from api.pages.rendering import language_of, page_of
from api.pages.subscribing import calendar_of
from api.pages.taking_part import MET, taking_part
from api.pages.town import VERDICTS
from api.pages.waiting import about_to_be_read, being_made
from api.words.together import TOGETHER
from api.workspace.asking import rules_asked_for
from api.workspace.kept import InWork
from api.workspace.workspace import View, Workspace, today
from graph import dates
from graph.model import Call, in_language
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.capacity.by_date import AHEAD, CallOnDay, on_day
from matching.capacity.line import in_one_line, partners_asked
from matching.capacity.offer import offer_of
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.rules_of import RuleBook
from matching.types import Language, Verdict
from matching.words.told import told
from matching.words.written import day
from matching.words.written import month as written_month

router = APIRouter(include_in_schema=False)
#: The length of a month as ISO 8601 has it: "2027-04".
_MONTH = 7
LOCAL_AUTHORITIES: Mapping[str, Said] = {
    "required": said("The call requires local authorities."),
    "must_involve": said("The call requires local authorities to be involved."),
    "public_body_required": said("The call requires a public body."),
    "encouraged": said("The call encourages local authorities to take part."),
    "named": said("The call names local authorities among those it is for."),
    "not_named": said("The call does not name local authorities."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPortrait:
    """What is known of a call, in words: partners, money and work as the list has them, and its topics.

    `applicants` tells who may apply in the reader's language; None where only English does.
    """

    record: Call
    name: str
    summary: str | None
    programmes: Sequence[Choice]
    topics: Sequence[Choice]
    stands: CallOnDay
    partners: str | None
    money: Sequence[str]
    work: str
    date: str
    days: int | None
    opening: str | None
    applicants: str | None
    local_authorities: Said | None


@router.get("/calls/{id:path}")
def call(
    request: Request,
    id: Annotated[str, Path(max_length=LONGEST_NAME)],
    question: Annotated[CallAsked, Depends(call_asked)],
    lang: ToldIn | None = None,
) -> Response:
    """A call, or a programme through its latest or expected call; with a town, whether it may take part."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    view, day = space.view(), date.fromisoformat(question.on) if question.on else today()
    book = rules_asked_for(view.snapshot, id, question.facts.get("topic"))
    programme = _programme(view.snapshot, id, language)
    asker = named(space, question.town, language) if question.town else Named("")
    found = None
    if asker.town is not None and (book.call or book.rules):
        found = taking_part(space, view, book, asker.town, question, day, language)
    missing = None
    if found is not None and asker.town is not None and question.complete:
        heading = said("Who could complete it")
        if question.need and not space.reads_needs:
            return about_to_be_read(request, language, heading)
        missing = completed(space, id, asker.town, found, question, day, language)
        if isinstance(missing, InWork):
            return being_made(request, language, heading, missing)
    grouped = None
    if found is not None and asker.town is not None and (wanted := threshold(found)) is not None:
        grouped = neighbours(space, asker.town, wanted, question, language)
    portrait = None if book.call is None else _portrait(view, book, found.judged if found else None, day, language)
    return page_of(
        request,
        "call.html",
        language,
        path=f"/calls/{id}",
        asked=question,
        asker=asker,
        town=asker.town,
        name=asker.town.name_in(language) if asker.town else "",
        portrait=portrait,
        programme=programme,
        several=_calls_of(view.snapshot, programme, language) if programme and book.call is None else (),
        heading=programme[1] if programme else portrait.name if portrait else id,
        found=found,
        missing=missing,
        grouped=grouped,
        km=KM,
        roles=_choices(ROLES, language),
        stages=_choices(STAGES_TOLD, language),
        types=_choices(TYPES, language),
        countries=countries(view.snapshot, language),
        calendar=calendar_of(request, asker.town, language) if asker.town else None,
        verdicts=VERDICTS,
        verdict=Verdict,
        together=TOGETHER,
        met=MET,
        on=day.isoformat(),
        digest=view.snapshot.digest,
    )


def _choices(words: Mapping[str, Said], language: Language) -> list[Choice]:
    return [(value, told(called, language)) for value, called in words.items()]


def _programme(snapshot: Snapshot, id: str, language: Language) -> Choice | None:
    """The programme that is asked for, None where a call is."""
    table = snapshot.tables["Programme"]
    at = table.ids.find(id)
    return None if at is None else (table.ids[at], table.name(at, language))


def _calls_of(snapshot: Snapshot, programme: Choice, language: Language) -> list[Choice]:
    """The calls of a programme, to choose from where it has several."""
    links, table = snapshot.links("UNDER", "Call"), snapshot.tables["Call"]
    at = snapshot.tables["Programme"].ids.index(programme[0])
    return [(table.ids[int(row)], table.name(int(row), language)) for row in sorted(set(links.start[links.end == at]))]


def _portrait(view: View, book: RuleBook, judged: Judgement | None, on: date, language: Language) -> CallPortrait:
    assert book.call is not None
    snapshot, record = view.snapshot, book.call
    table = snapshot.tables["Call"]
    at = table.ids.index(record.id)
    stands = on_day(view.calls, at, on)
    offer = stands.offer if judged is None else offer_of(book, record, judged, on)
    *money, work, when = (told(part, language) for part in in_one_line(offer, language, partners=False))
    return CallPortrait(
        record=record,
        name=table.name(at, language),
        summary=record.summary_in(language),
        programmes=_ends(snapshot, "UNDER", "Programme", at, language),
        topics=_ends(snapshot, "ADDRESSES", "Topic", at, language),
        stands=stands,
        partners=told(partners_asked(offer), language)
        if judged is not None and (offer.least_known or offer.partners or offer.countries)
        else None,
        money=money,
        work=work,
        date=when,
        days=stands.offer.days if stands.state in AHEAD else None,
        opening=_opening(record, stands, on, language),
        applicants=in_language(record.applicants, language),
        local_authorities=LOCAL_AUTHORITIES.get(record.local_authorities or ""),
    )


def _opening(record: Call, stands: CallOnDay, on: date, language: Language) -> str | None:
    """When one may apply from, where that is known and the call is not over."""
    if record.opening is None or stands.state in ("over", "expected"):
        return None
    first = written_month(record.opening, language) if len(record.opening) == _MONTH else day(record.opening, language)
    to_come = dates.first_day(record.opening) > on
    return told(said("opens {day}", day=first) if to_come else said("open since {day}", day=first), language)


def _ends(snapshot: Snapshot, relation: str, label: str, call: int, language: Language) -> list[Choice]:
    table = snapshot.tables[label]
    ends = dict.fromkeys(int(end) for end in snapshot.links(relation, "Call").ends(call))
    return [(table.ids[end], table.name(end, language)) for end in ends]
