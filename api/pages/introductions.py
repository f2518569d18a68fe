"""The page of introductions: whom to bring together, why each way, the sentence for the letter, and what pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Depends, Request, Response

from api.http.routes.groups import LONGEST_TEXT, MOST_TOWNS, QUEUE
from api.http.schemas import LONGEST_NAME, ToldIn
from api.pages.choices import countries, topics
from api.pages.filled_in import READ_AS, Fields, filled_in, whole
from api.pages.groups import NO_LIST
from api.pages.rendering import language_of, linking, page_of
from api.pages.waiting import PATIENCE, being_made
from api.workspace.group_tables import as_csv
from api.workspace.introducing import ABOUT_WORTH, COLUMNS, FIRST_PAIRS, NOBODY, Scope, Telling, introduced
from api.workspace.kept import InWork, Kept
from api.workspace.registration import read_registration
from api.workspace.town_tables import has_header, rows_pasted
from api.workspace.waiting import Busy
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord, PeerpolisError, RowError, UnknownId
from graph.said import said
from matching.introductions.introductions import Introduction, Learning
from matching.types import Evidence, Language
from matching.words.told import told
from matching.words.written import country_name, number

router = APIRouter(include_in_schema=False)
#: What the address carries; the needs are posted, and stand in no address.
CARRIED = ("country", "region", "network", "topic", "pairs")
#: How many pairs there are unless it is said, and at most: more cards than these nobody reads, and more
#: than a person acts on are for the command and the interface.
PAIRS, MOST = 10, 20
#: Told above pairs that are made without needs.
NO_NEEDS = said(
    "None of these towns has told what it needs, so nobody can say whom an introduction would help. What follows are "
    "towns that are shown to know the same, and of which we know no tie. Write into the list who needs what, and the "
    "pairs are made from that."
)
NOT_READ = said("Needs cannot be read yet: the language model is just being opened. Please send it again in a minute.")
_HEADING = said("Whom to introduce to whom")
#: Those without needs of a scope; needs that were typed are never kept.
_found: Kept[Telling] = Kept(16, QUEUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two towns."""

    id: str
    name: str
    country: str
    population: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What one of the two could learn of the other: the `sentence`, what it rests on, the letter that asks for it."""

    writer: Side
    reader: Side
    sentence: str
    evidence: Sequence[Evidence]
    need: str
    letter: Sequence[tuple[Language, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two towns to introduce to each other, as their card shows them; None for what is not known."""

    one: Side
    other: Side
    worth: str
    ways: Sequence[Way]
    shared: str
    paid: str | None
    format: str | None


@router.api_route("/introductions", methods=["GET", "POST"])
def introductions(
    request: Request, fields: Annotated[Fields, Depends(filled_in)], lang: ToldIn | None = None
) -> Response:
    """The pairs of a scope, or of the towns whose needs were typed; without a question, the forms."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    view, on = space.view(), today()
    carried = {name: fields[name] for name in CARRIED if name in fields}
    needs = (fields.get("file") or fields.get("needs", "")) if request.method == "POST" else ""
    telling: Telling | None = None
    faults: Sequence[RowError] = ()
    trouble, status = "", 200
    try:
        if needs and not space.reads_needs:
            trouble, status = NOT_READ, 503
        elif request.method == "POST" and not needs:
            raise InvalidRecord(NO_LIST)
        elif needs:
            telling, faults = _of_needs(space, carried, needs, on, language)
        elif {"country", "region", "network", "topic"} & carried.keys():
            scope, count = _scope(carried), _count(carried)
            key = (view.snapshot.digest, scope, count, on, language)
            made = _found.soon(key, lambda: _telling(space, scope, count, on, language), within=PATIENCE)
            if isinstance(made, InWork):
                return being_made(request, language, _HEADING, made)
            telling = made
    except Busy:
        raise
    except PeerpolisError as error:
        trouble, status = error.said, 404 if isinstance(error, UnknownId) else 422
    if telling is not None and fields.get("answer") == "csv":
        return _table(telling, language)
    pairs = [] if telling is None else [_pair(telling, one) for one in telling.found.pairs]
    return page_of(
        request,
        "introductions.html",
        language,
        status,
        {"Cache-Control": "no-store"} if needs else None,
        carried=dict.fromkeys(CARRIED, "") | carried,
        needs=needs,
        read_as=fields.get(READ_AS, ""),
        found=None if telling is None else telling.found,
        pairs=pairs,
        unpaired=None if telling is None else telling.unpaired_told(),
        faults=faults,
        trouble=trouble,
        no_needs=NO_NEEDS,
        nobody=NOBODY,
        about=ABOUT_WORTH,
        first_pairs=FIRST_PAIRS,
        most_towns=MOST_TOWNS,
        most_pairs=MOST,
        usual_pairs=PAIRS,
        table=linking(request, language)("/introductions", answer="csv", **carried),
        countries=countries(view.snapshot, language),
        topics=topics(view.snapshot, language),
        digest=view.snapshot.digest,
        on=on.isoformat(),
    )


def _scope(carried: Mapping[str, str]) -> Scope:
    for name in ("country", "region", "network", "topic"):
        if len(carried.get(name, "")) > LONGEST_NAME:
            raise InvalidRecord(said("A name has at most {most:,} letters.", most=LONGEST_NAME))
    return Scope(
        country=carried.get("country"),
        region=carried.get("region"),
        network=carried.get("network"),
        topics=(carried["topic"],) if "topic" in carried else (),
    )


def _count(carried: Mapping[str, str]) -> int:
    return whole(carried, "pairs", otherwise=PAIRS, least=1, most=MOST)


def _telling(space: Workspace, scope: Scope, count: int, on: date, language: Language) -> Telling:
    view = space.view()
    return Telling(view.snapshot, introduced(space, view, scope, None, count=count, on=on, language=language), language)


def _of_needs(
    space: Workspace, carried: Mapping[str, str], needs: str, on: date, language: Language
) -> tuple[Telling, Sequence[RowError]]:
    """The pairs of the towns whose needs were typed, and what of these could not be read."""
    scope, count, view = _scope(carried), _count(carried), space.view()
    rows, faults = rows_pasted(needs, told(said("your list"), language), most=MOST_TOWNS, longest=LONGEST_TEXT)
    with QUEUE.turn():
        first = 2 if has_header(needs) else 1
        registered = read_registration(space, rows, "needs", language, unknown_too=False, first=first)
        found = introduced(space, view, scope, registered, count=count, on=on, language=language)
    return Telling(view.snapshot, found, language, registered), [*faults, *registered.faults]


def _table(telling: Telling, language: Language) -> Response:
    rows = [telling.row(rank, one) for rank, one in enumerate(telling.found.pairs, start=1)]
    headers = {"Content-Disposition": 'attachment; filename="introductions.csv"', "Cache-Control": "no-store"}
    return Response(
        as_csv(rows, COLUMNS, language), media_type="text/csv; charset=utf-8; header=present", headers=headers
    )


def _pair(telling: Telling, one: Introduction) -> Pair:
    *sentences, shared = telling.why(one)
    sides = {town: _side(telling, town) for town in (one.one, one.other)}

    def way(learning: Learning, sentence: str) -> Way:
        table = telling.snapshot.tables["Topic"]
        return Way(
            writer=sides[learning.town],
            reader=sides[learning.teacher],
            sentence=sentence,
            evidence=tuple({e.source: e for e in learning.evidence if e.source}.values()),
            need=", ".join(table.name(table.ids.index(id), telling.language) for id in learning.topics),
            letter=learning.letter,
        )

    return Pair(
        one=sides[one.one],
        other=sides[one.other],
        worth=number(round(one.worth), telling.language),
        ways=[way(*both) for both in zip(one.learning, sentences, strict=True)],
        shared=shared,
        paid=telling.paid(one),
        format=telling.format(one),
    )


def _side(telling: Telling, town: int) -> Side:
    towns: Any = telling.snapshot.municipalities
    people = telling.snapshot.population[town]
    return Side(
        id=towns.ids[town],
        name=telling.name(town),
        country=country_name(towns.category("country")[town], telling.language),
        population=None if np.isnan(people) else int(people),
    )
