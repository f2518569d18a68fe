"""The page of peer groups: a pasted list of towns becomes groups or tandems, and a format each group's plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.http.routes.groups import LONGEST_TEXT, MOST_TOWNS, QUEUE
from api.http.schemas import LONGEST_LIST, LONGEST_NAME, ToldIn
from api.pages.choices import Choice
from api.pages.filled_in import READ_AS, Fields, filled_in, whole
from api.pages.plans import groups_shown, listed_days, printed
from api.pages.rendering import language_of, page_of
from api.workspace import group_tables as tables
from api.workspace.group_asked import days_of, sizes_of
from api.workspace.naming import node_named
from api.workspace.registration import Registration, read_registration
from api.workspace.town_tables import has_header, rows_pasted
from api.workspace.waiting import Busy
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord, PeerpolisError, RowError
from graph.said import Said, said, said_many
from graph.snapshot.frozen import Snapshot
from matching.groups.grouped import Grouped, grouped
from matching.groups.wishes import Wishes
from matching.plans.calendar import as_calendar
from matching.plans.plan import Plan, format_of
from matching.types import Language
from matching.words.told import told

router = APIRouter(include_in_schema=False)
SIZE = "6"
#: Wishes that are ticked, by the names of their fields.
TICKED: Mapping[str, Said] = {
    "pairs": said("Tandems: two towns each, whatever the size says"),
    "any_topic": said("The members need not share a topic"),
    "mixed": said("In each group somebody with experience in a common topic, and a learner"),
    "common_language": said("All members share a language"),
}
#: Of which no two may be in one group.
ONE_PER: Mapping[str, Said] = {"county": said("county (NUTS 3)"), "country": said("country")}
#: What the form carries beside the list of towns.
CARRIED = (*TICKED, "size", "one_per", "times", "seed", "format", "dates")
#: Told who sends a form without a list.
NO_LIST = said("There is no town in your list. Write one into each line, or choose a file.")
NOT_READ = said("Lists cannot be read yet: the language model is just being opened. Please send it again in a minute.")
#: The kinds of file, and how each is served.
_FILES = {"csv": "text/csv; charset=utf-8; header=present", "ics": "text/calendar", "html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of a list of towns: the groups, their plans, and what of the list could not be read."""

    snapshot: Snapshot
    read: Registration
    found: Grouped
    plans: Sequence[Plan]
    faults: Sequence[RowError]
    days: int

    @property
    def spare_days(self) -> int:
        """How many of the days that were named have no step; none where there is no plan."""
        return max(0, self.days - len(self.plans[0].steps)) if self.plans else 0

    @property
    def files(self) -> tuple[str, ...]:
        """The files there can be of it; a calendar needs a day."""
        if not self.found.groups:
            return ()
        dated = any(step.on for one in self.plans for step in one.steps)
        return ("csv", "html", "ics") if dated else ("csv", "html")


@router.api_route("/groups", methods=["GET", "POST"])
def groups(request: Request, fields: Annotated[Fields, Depends(filled_in)], lang: ToldIn | None = None) -> Response:
    """The groups of the towns that were typed; without a list, the form. Wishes may stand in the address."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    view, on = space.view(), today()
    towns = (fields.get("file") or fields.get("towns", "")) if request.method == "POST" else ""
    carried = {name: fields[name] for name in CARRIED if name in fields}
    made: Made | None = None
    trouble, status = "", 200
    try:
        if towns and not space.reads_needs:
            trouble, status = NOT_READ, 503
        elif request.method == "POST" and not towns:
            raise InvalidRecord(NO_LIST)
        elif towns:
            made = _made(space, towns, carried, language)
    except Busy:
        raise
    except PeerpolisError as error:
        trouble, status = error.said, 422
    if made is not None and fields.get("answer") in made.files:
        return _file(made, fields["answer"], language)
    found = None if made is None else made.found
    return page_of(
        request,
        "groups.html",
        language,
        status,
        {"Cache-Control": "no-store"} if towns else None,
        carried=dict.fromkeys(CARRIED, "") | carried,
        towns=towns,
        read_as=fields.get(READ_AS, ""),
        made=made,
        groups=[] if made is None else groups_shown(view.snapshot, made.found, made.plans, language),
        quality=tables.quality(found, language) if found is not None and found.groups else None,
        why_none=tables.why_none(found, language) if found is not None and not found.groups else (),
        left_out=None if made is None else tables.left_out_told(made.read.entries, made.found, language),
        about_fit=tables.ABOUT_FIT,
        unknown=tables.UNKNOWN,
        no_day=tables.NO_DAY,
        nobody=tables.OPEN,
        formatted=listed_days,
        trouble=trouble,
        ticked=TICKED,
        one_per=[(value, told(called, language)) for value, called in ONE_PER.items()],
        formats=_formats(view.snapshot, language),
        usual_size=SIZE,
        most_towns=MOST_TOWNS,
        digest=view.snapshot.digest,
        on=on.isoformat(),
    )


def _formats(snapshot: Snapshot, language: Language) -> Sequence[Choice]:
    table = snapshot.tables["Format"]
    return [(table.ids[at], table.name(at, language)) for at in range(len(table))]


def _wishes(carried: Mapping[str, str]) -> Wishes:
    smallest, largest = (2, 2) if "pairs" in carried else sizes_of(carried.get("size", SIZE))
    one_per = carried.get("one_per")
    if one_per not in (None, "county", "country"):
        raise InvalidRecord(said("“{text}” is no choice of this form", text=carried["one_per"][:40]))
    return Wishes(
        smallest=smallest,
        largest=largest,
        common_topic="any_topic" not in carried,
        mixed="mixed" in carried,
        one_per="county" if one_per == "county" else "country" if one_per == "country" else None,
        common_language="common_language" in carried,
        times=whole(carried, "times", otherwise=1, least=1, most=1_000_000) if "times" in carried else None,
        seed=whole(carried, "seed", otherwise=0, least=0, most=999_999_999),
    )


def _made(space: Workspace, towns: str, carried: Mapping[str, str], language: Language) -> Made:
    view, snapshot = space.view(), space.view().snapshot
    wishes, days = _wishes(carried), days_of(carried.get("dates"))
    if len(carried.get("format", "")) > LONGEST_NAME or len(days) > LONGEST_LIST:
        raise InvalidRecord(said("A name has at most {most:,} letters.", most=LONGEST_NAME))
    form = None
    if "format" in carried:
        form = format_of(
            snapshot, snapshot.tables["Format"].ids.index(node_named(snapshot, "Format", carried["format"]))
        )
    rows, faults = rows_pasted(towns, told(said("your list"), language), most=MOST_TOWNS, longest=LONGEST_TEXT)
    with QUEUE.turn():
        read = read_registration(space, rows, "towns", language, first=2 if has_header(towns) else 1)
        if len(read.entries) < wishes.smallest:
            raise InvalidRecord(
                said_many(
                    "Your list has {count} town, and a group needs {least}.",
                    "Your list has {count} towns, and a group needs {least}.",
                    count=len(read.entries),
                    least=wishes.smallest,
                )
            )
        found = grouped(view.engine.ties, read.entries, wishes)
    plans = () if form is None else tables.plans_of(snapshot, found, form, days, language)
    return Made(snapshot=snapshot, read=read, found=found, plans=plans, faults=[*faults, *read.faults], days=len(days))


def _file(made: Made, kind: str, language: Language) -> Response:
    match kind:
        case "csv":
            body = tables.table(made.snapshot, made.found, made.plans, language).encode()
        case "ics":
            body = as_calendar(made.plans, on=today(), language=language)
        case _:
            body = printed(made.snapshot, made.read.entries, made.found, made.plans, language).encode()
    headers = {"Content-Disposition": f'attachment; filename="groups.{kind}"', "Cache-Control": "no-store"}
    return Response(body, media_type=_FILES[kind], headers=headers)
