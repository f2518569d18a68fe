"""The lists: topics by field, and networks, solutions, programmes, strategies and formats by name or a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from api.http.schemas import LONGEST_NAME, ToldIn
from api.pages.choices import Choice, topics
from api.pages.portraits import rows
from api.pages.portraits.parts import ON_A_PAGE, Row, Seen, Window
from api.pages.portraits.routes import SORTS, PageNumber, Sort
from api.pages.rendering import language_of, page_of
from api.words.portraits import ADMISSIONS, NETWORKS, SOLUTIONS
from api.workspace.listing import found
from api.workspace.tied import about, topic_counts
from api.workspace.workspace import Workspace, today
from graph.arrays import Ints32
from graph.model import STRATEGY_KINDS
from graph.said import Said, said, said_many
from graph.snapshot.frozen import Snapshot
from matching.types import Language
from matching.words.asked_for import kind_and_issuer
from matching.words.told import told

#: How many topics stand on a page: as a rule all of them.
WHOLE = 200
router = APIRouter(include_in_schema=False)
Words = Annotated[str, Query(max_length=LONGEST_NAME)]


@dataclass(frozen=True, slots=True)
class List:
    """A list: what stands above it, how a node of it is shown, and the columns it can be narrowed by with the words of
    their values; whether by topic as well; and how many stand on a page."""

    sort: Sort
    about: Said
    row: Callable[[Seen, int], Row]
    narrowed: Mapping[str, Mapping[str, Said]] = field(default_factory=dict)
    by_topic: bool = False
    size: int = ON_A_PAGE


def _topic(seen: Seen, at: int) -> Row:
    table, snapshot = seen.snapshot.tables["Topic"], seen.snapshot
    counts, fields = topic_counts(snapshot), snapshot.links("BROADER", "Topic").ends(at)
    numbers = (
        (said_many("{count:,} active town", "{count:,} active towns", count=int(counts.towns[at])), counts.towns),
        (said_many("{count:,} network", "{count:,} networks", count=int(counts.networks[at])), counts.networks),
        (
            said_many(
                "{count:,} solution or practice", "{count:,} solutions and practices", count=int(counts.solutions[at])
            ),
            counts.solutions,
        ),
        (said_many("{count:,} call", "{count:,} calls", count=int(counts.calls[at])), counts.calls),
    )
    name = table.name(at, seen.language)
    told_of = tuple(told(words, seen.language) for words, column in numbers if column[at])
    return Row(
        name=name if len(fields) else told(said("{field} (the whole field)", field=name), seen.language),
        path=f"/topics/{table.ids[at]}",
        facts=told_of or (told(said("nothing on record yet"), seen.language),),
        group=table.name(int(fields[0]) if len(fields) else at, seen.language),
    )


def _format(seen: Seen, at: int) -> Row:
    table = seen.snapshot.tables["Format"]
    return Row(name=table.name(at, seen.language), path=f"/formats/{table.ids[at]}")


_SORTS = {sort.label: sort for sort in SORTS}
LISTS: tuple[List, ...] = (
    List(
        _SORTS["Topic"],
        said("What towns work on, in the words of one vocabulary. Each topic names the towns that do it."),
        _topic,
        size=WHOLE,
    ),
    List(
        _SORTS["Network"],
        said("Associations, initiatives and projects that towns take part in, as far as we know of them."),
        rows.network,
        {"kind": NETWORKS, "admission": ADMISSIONS},
        by_topic=True,
    ),
    List(
        _SORTS["Solution"],
        said(
            "Software, platforms and data that towns use; and practices: what a town has done, and can be asked about."
        ),
        rows.solution,
        {"kind": SOLUTIONS},
        by_topic=True,
    ),
    List(_SORTS["Programme"], said("Who pays for what towns do together."), rows.programme, by_topic=True),
    List(
        _SORTS["Strategy"],
        said("Laws, strategies, charters and declarations that ask towns for something, and publications on how to."),
        rows.strategy,
        {"kind": {kind: kind_and_issuer(kind, None, None) for kind in STRATEGY_KINDS}},
        by_topic=True,
    ),
    List(
        _SORTS["Format"],
        said("How towns have learnt from each other, step by step, each as it was done once."),
        _format,
    ),
)
#: What the fields of a list are called.
_FIELDS: Mapping[str, Said] = {"kind": said("Kind"), "admission": said("How one joins")}


def _list(what: List) -> Callable[..., Response]:
    def page(
        request: Request,
        q: Words = "",
        kind: Words = "",
        admission: Words = "",
        topic: Words = "",
        page: PageNumber = 1,
        lang: ToldIn | None = None,
    ) -> Response:
        language = language_of(request, lang)
        space: Workspace = request.app.state.workspace
        view = space.view()
        label = what.sort.label
        chosen = found(view.snapshot, label, q, language)
        asked = {"kind": kind, "admission": admission}
        for column in what.narrowed:
            chosen = _narrowed(view.snapshot, label, column, asked[column], chosen)
        if topic and what.by_topic:
            at = view.snapshot.tables["Topic"].ids.find(topic)
            chosen = chosen[about(view.engine.ties, label, at)[chosen]] if at is not None else chosen[:0]
        seen = Seen(view.engine.ties, label, -1, language, today())
        if label == "Topic":
            chosen = _by_field(view.snapshot, chosen, language)
        first = (page - 1) * what.size
        if first >= max(len(chosen), 1):
            raise HTTPException(404)
        shown = [what.row(seen, at) for at in Window(first, what.size).of(chosen)]
        carried = {
            "q": q,
            **{column: asked[column] for column in what.narrowed},
            "topic": topic if what.by_topic else "",
        }
        return page_of(
            request,
            "list.html",
            language,
            what=what,
            rows=shown,
            total=len(chosen),
            page=page,
            pages=-(-len(chosen) // what.size),
            first=first,
            carried=carried,
            fields=_fields(what, asked, language),
            topics=topics(view.snapshot, language) if what.by_topic else (),
            asked_topic=topic,
            q=q,
        )

    return page


def _narrowed(snapshot: Snapshot, label: str, column: str, value: str, chosen: Ints32) -> Ints32:
    if not value:
        return chosen
    values = snapshot.tables[label].category(column)
    kept: Ints32 = chosen[values.codes[chosen] == values.code(value)]
    return kept


def _by_field(snapshot: Snapshot, chosen: Ints32, language: Language) -> Ints32:
    """Topics by their fields: each field first, then what is in it; the order by name stays within."""
    rank = np.argsort(found(snapshot, "Topic", "", language))
    fields = np.arange(len(rank))
    narrow, broad = snapshot.links("BROADER", "Topic").pairs
    fields[narrow] = broad
    ordered: Ints32 = chosen[np.lexsort((rank[chosen], fields[chosen] != chosen, rank[fields[chosen]]))]
    return ordered


def _fields(
    what: List, asked: Mapping[str, str], language: Language
) -> Sequence[tuple[str, str, Sequence[Choice], str]]:
    """What the list can be narrowed by: name, what it is called, the choices, and which is chosen."""
    return [
        (
            column,
            told(_FIELDS[column], language),
            [(v, told(called, language).rstrip(".")) for v, called in values.items()],
            asked[column],
        )
        for column, values in what.narrowed.items()
    ]


for _what in LISTS:
    router.get(_what.sort.path, name=f"list_of_{_what.sort.label}")(_list(_what))
