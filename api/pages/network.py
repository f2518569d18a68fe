"""The page of the network: towns and networks as a picture, the measures of towns beside it, files, and a citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup

from api.http.answers import program_version
from api.http.schemas import ToldIn
from api.pages.choices import countries
from api.pages.network_asked import DEAR, DRAWS, NetworkAsked, network_asked
from api.pages.network_shown import MOST_TIES, SHARE, ShownNetwork
from api.pages.pictures.charts import Series, chart
from api.pages.rendering import language_of, linking, page_of
from api.pages.waiting import PATIENCE, being_made
from api.workspace.kept import InWork, Kept
from api.workspace.waiting import Queue
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord
from graph.measures.centrality import CALLED, Central, centrality
from graph.measures.chosen import KINDS_TO_CHOOSE
from graph.measures.drawn import Drawn
from graph.measures.export import to_csv
from graph.measures.files import written
from graph.measures.projection import project
from graph.measures.report import Report
from graph.measures.years import held_in
from graph.said import Said, said, said_as
from graph.snapshot.frozen import Snapshot
from matching.types import Language
from matching.words.told import told
from matching.words.written import as_written, country_name, day

router = APIRouter(include_in_schema=False)
#: How many towns a page of the table has.
ROWS = 25
#: A snapshot of a year is built once, as is a network with its picture: one at a time, the others wait.
_queue = Queue(at_once=1, waiting=8, seconds=60)
_snapshots: Kept[Snapshot] = Kept(4, _queue)
_shown: Kept[ShownNetwork] = Kept(8, _queue)
_measured: Kept[Report[Central]] = Kept(16, _queue)
#: Intervals take seconds: nobody waits for those of another network's page.
_sure: Kept[Report[Central]] = Kept(16, Queue(at_once=1, waiting=4, seconds=60))
_pictures: Kept[Markup | None] = Kept(16, _queue)
#: What each measure says of a town, in a sentence.
EXPLAINED: Mapping[str, Said] = {
    "degree": said("With how many other towns it is in a network."),
    "strength": said(
        "In how many networks it is together with others: each network weighs 1, shared out among its other members."
    ),
    "betweenness": said(
        "How often it lies on the shortest way between two other towns: who could bring them together."
    ),
    "closeness": said("How few steps it needs to all towns that it can reach."),
    "harmonic": said("How near all other towns are, those it cannot reach counted as infinitely far."),
    "eigenvector": said("Whether it is tied to towns that are themselves well tied."),
    "katz": said("How many ways of all lengths lead to it, the longer ones counting less."),
    "pagerank": said("How often one comes to it by following ties at random."),
    "core": said("How deep it stands in the part of the network in which everybody has many ties."),
    "clustering": said("How many of its partners are tied to each other as well."),
    "constraint": said("How much its partners know each other: the less, the more it can bring together."),
    "effective_size": said("How many of its partners the others would not reach without it."),
    "memberships": said("In how many networks it is."),
    "bipartite_clustering": said("How much its networks share their members with each other."),
}
KINDS: Mapping[str, Said] = {
    "association": said_as("networks of a kind", "associations"),
    "initiative": said_as("networks of a kind", "initiatives"),
    "network": said_as("networks of a kind", "networks"),
    "project": said_as("networks of a kind", "projects"),
    "tandem": said_as("networks of a kind", "tandems"),
}
#: The files there are of a network: the ending, what it is for.
FILES: Mapping[str, Said] = {
    "csv": said("edge list (CSV)"),
    "graphml": said("GraphML (Gephi, Cytoscape, R)"),
    "gexf": said("GEXF (Gephi, with places and dates)"),
    "net": said("Pajek"),
    "json": said("JSON (node-link)"),
}
_HEADING = said("Which towns hold the network together?")
_DRAWING = said(
    "The network is drawn again {draws} times: that takes some seconds. Stay, and the page appears here by itself; or "
    "leave it and come back to this address: the result is kept for a while."
).fill(draws=DRAWS)
_MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json", "net": "text/plain; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: how its address sorts by it, what it is called, and how it is sorted now, if it is."""

    sort: str
    called: str
    carried: Mapping[str, Any]
    sorted: str | None
    number: bool


@router.get("/network")
def network(
    request: Request, asked: Annotated[NetworkAsked, Depends(network_asked)], lang: ToldIn | None = None
) -> Response:
    """Who is in the network, who holds it together, and how it grew."""
    language = language_of(request, lang)
    link = linking(request, language)
    space: Workspace = request.app.state.workspace
    snapshot = _snapshot(space, asked)
    town = space.names.town(asked.town) if asked.town else None
    found, shown = _found(space, snapshot, asked)
    if asked.draws:
        made = _sure.soon(
            (*_question(snapshot, asked), asked.measure),
            lambda: centrality(snapshot, asked.measure, bootstrap=asked.draws, **asked.which),
            within=PATIENCE,
        )
        if isinstance(made, InWork):
            return being_made(request, language, _HEADING, made, _DRAWING)
        found = made
    there = {row.id for row in found.rows}
    outside = town is not None and town.id not in there
    if town is not None and not outside:
        at = snapshot.municipalities.ids.index(town.id)
        shown = _shown.get((*_question(snapshot, asked), at), lambda: ShownNetwork(snapshot, shown.ties, at))
        there = {snapshot.municipalities.ids[row] for row in shown.around.towns.tolist()}

    values = {row.id: row.value for row in found.rows}
    drawing = shown.backbone_picture if asked.show == "backbone" else shown.picture
    picture = _pictures.get(
        (*_question(snapshot, asked), asked.measure, asked.show, asked.town, link("")),
        lambda: drawing(values, language, link),
    )
    rows = _sorted([row for row in found.rows if row.id in there], asked, language)
    return page_of(
        request,
        "network.html",
        language,
        asked=asked,
        town=None if town is None else town.name_in(language),
        outside=outside,
        report=found,
        picture=picture,
        left=shown.backbone.matrix.nnz // 2 if asked.show == "backbone" else None,
        ties=shown.ties.matrix.nnz // 2,
        most_ties=MOST_TIES,
        share=SHARE,
        rows=rows[asked.first : asked.first + ROWS],
        total=len(rows),
        step=ROWS,
        columns=_columns(asked, language),
        written=lambda value: _written(value, language),
        dear=asked.measure in DEAR,
        sure=bool(asked.draws),
        measures=[(name, told(called, language)) for name, called in CALLED.items()],
        called=told(CALLED[asked.measure], language),
        explained=EXPLAINED[asked.measure],
        kinds=[(kind, told(KINDS[kind], language)) for kind in KINDS_TO_CHOOSE],
        countries=countries(snapshot, language),
        years=_years(space.view().snapshot, asked, language),
        files=FILES,
        cited_view=_citation(request, found, asked, language),
        command=asked.command,
    )


@router.get("/network/{name}")
def file(request: Request, name: str, asked: Annotated[NetworkAsked, Depends(network_asked)]) -> Response:
    """The network as a file: `towns.csv` (the measure of each), `ties.<ending>`, `memberships.<ending>`."""
    space: Workspace = request.app.state.workspace
    what, _, ending = name.rpartition(".")
    snapshot = _snapshot(space, asked)
    text: str | bytes
    if name == "towns.csv":
        text = to_csv(_found(space, snapshot, asked)[0].rows, Central)
    elif what in ("ties", "memberships") and ending in FILES:
        ties = project(snapshot, **asked.which)
        if what == "ties" and ending != "csv" and ties.matrix.nnz // 2 > MOST_TIES:
            raise InvalidRecord(
                said(
                    "This network has {ties:,} ties. With more than {most:,} there is only an edge list (CSV), or the "
                    "file of towns and networks.",
                    ties=ties.matrix.nnz // 2,
                    most=MOST_TIES,
                )
            )
        with _queue.turn():
            text = written(Drawn(snapshot, ties, bipartite=what == "memberships"), name)
    else:
        raise InvalidRecord(said("There is no file of this name: {name}", name=name))
    filed = f"peerpolis-{what}-{asked.year or 'all'}-{snapshot.digest[:12]}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{filed}"', "Cache-Control": "no-cache"}
    return Response(text, media_type=_MEDIA.get(ending, "application/xml"), headers=headers)


def _question(snapshot: Snapshot, asked: NetworkAsked) -> tuple[Any, ...]:
    return snapshot.digest, asked.kind, asked.country, asked.largest, asked.listed


def _snapshot(space: Workspace, asked: NetworkAsked) -> Snapshot:
    present = space.view().snapshot
    if asked.day is None:
        return present
    return _snapshots.get((present.digest, asked.day), lambda: space.snapshot_as_of(asked.day))


def _found(space: Workspace, snapshot: Snapshot, asked: NetworkAsked) -> tuple[Report[Central], ShownNetwork]:
    question = _question(snapshot, asked)
    shown = _shown.get(question, lambda: ShownNetwork(snapshot, project(snapshot, **asked.which)))
    return _measured.get((*question, asked.measure), lambda: centrality(snapshot, asked.measure, **asked.which)), shown


def _sorted(rows: list[Central], asked: NetworkAsked, language: Language) -> list[Central]:
    """The rows as asked: what is not known always comes last, and equal ones stay by rank."""
    keys: Mapping[str, Callable[[Central], Any]] = {
        "value": lambda row: row.value,
        "population": lambda row: row.population,
        "name": lambda row: told(row.name, language).casefold(),
        "country": lambda row: country_name(row.country, language).casefold() if row.country else None,
    }
    key = keys[asked.sort]
    known, unknown = [row for row in rows if key(row) is not None], [row for row in rows if key(row) is None]
    falling = asked.sort in ("value", "population")
    return sorted(known, key=key, reverse=falling != asked.ascending) + unknown


def _columns(asked: NetworkAsked, language: Language) -> list[Column]:
    called = {
        "name": said("Town"),
        "value": CALLED[asked.measure],
        "population": said("Inhabitants"),
        "country": said("Country"),
    }
    columns = []
    for sort, name in called.items():
        now = asked.sort == sort
        # Names and countries begin at A, numbers with the largest; once more turns it round.
        carried = asked.carried(sort=sort, ascending=now and not asked.ascending, first=0)
        rising = asked.ascending == (sort in ("value", "population"))
        order = ("ascending" if rising else "descending") if now else None
        columns.append(Column(sort, told(name, language), carried, order, sort in ("value", "population")))
    return columns


def _written(value: float | None, language: Language) -> str:
    if value is None:
        return "–"
    return as_written(f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}", language)


def _years(snapshot: Snapshot, asked: NetworkAsked, language: Language) -> Mapping[str, Any] | None:
    """How many memberships held at the end of each year, as a chart and as rows; None where no year is known."""
    years, held, undated = held_in(snapshot, last=today().year, **asked.which)
    if not len(years):
        return None
    label = told(said("Memberships at the end of each year"), language)
    series = Series(told(said_as("series", "memberships"), language), tuple(float(count) for count in held.tolist()))
    names = [str(year) for year in years.tolist()]
    return {
        "svg": chart(names, [series], label=label, language=language),
        "rows": list(zip(names, held.tolist(), strict=True)),
        "undated": undated,
    }


def _citation(request: Request, found: Report[Central], asked: NetworkAsked, language: Language) -> str:
    """A sentence to cite this view by: what, as of when, from which data, by which version, where, and on which day."""
    here = str(request.url.include_query_params(lang=language))
    when = day(today().isoformat(), language)
    state = said("all that is known") if asked.year is None else said("as of the end of {year}", year=str(asked.year))
    sentence = said(
        "Peerpolis contributors: {question} ({state}). Peerpolis {version}, data {digest}. {address} ({day}).",
        question=found.question,
        state=state,
        version=program_version(),
        digest=found.digest,
        address=here,
        day=when,
    )
    return told(sentence, language)
