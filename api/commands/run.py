"""`peerpolis serve`, `peerpolis status`, `peerpolis sources`: the service, the state of the graph, who to thank."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from api.commands.labels import RECORDS
from api.commands.terminal import OUT, AsJson, InLanguage, language, print_json, workspace
from api.commands.typesetting import line
from api.words.age import age_told, age_warnings
from api.workspace.workspace import today
from graph.said import Said, said
from matching.words.told import told
from matching.words.written import day, number


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default PEERPOLIS_HOST or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; default PEERPOLIS_PORT or 8000.")] = None,
) -> None:
    """Run the HTTP service with its pages."""
    import uvicorn

    from api.http.connections import BoundedConnection
    from api.http.limits import GOODBYE_SECONDS, KEEP_ALIVE_SECONDS
    from api.http.logs import config

    settings = workspace().settings
    uvicorn.run(
        "api.app:from_environment",
        factory=True,
        host=host or settings.host,
        port=port or settings.port,
        workers=settings.workers,
        access_log=False,  # our own has the id and the time, and no query
        log_config=dict(config(settings.log)),
        server_header=False,
        date_header=False,
        http=BoundedConnection,
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )


def status(as_json: AsJson = False, lang: InLanguage = None) -> None:
    """Which graph is in use, what it holds and how old that is. Reads only; an empty graph stays empty."""
    from seed.files.source import bundle_date
    from seed.seeding import calls_as_of, filled_from

    store = workspace().store
    counts, revision = store.counts(), store.revision()
    bundle, calls = filled_from(store), calls_as_of(store)
    found = {
        "version": version("peerpolis"),
        "graph": store.address,
        "revision": revision,
        "nodes": dict(counts.nodes),
        "relations": dict(counts.relations),
        "facts": counts.facts,
        "sources": len(store.sources()),
        "bundle_as_of": bundle,
        "calls_as_of": calls,
    }
    warnings = age_warnings(bundle, calls, bundle_date(), today()) if revision else ()
    if as_json:
        print_json({**found, "warnings": warnings})
        return
    tongue = language()
    state = said(
        "Peerpolis {version}, graph {address}, revision {revision}",
        version=found["version"],
        address=store.address,
        revision=revision,
    )
    line(OUT, told(state, tongue))
    if not revision:
        line(OUT, told(said("The graph is empty. Fill it: peerpolis seed"), tongue))
    for sentence in age_told(bundle, calls, tongue):
        line(OUT, told(sentence, tongue))
    for sentence in warnings:
        line(OUT, told(sentence, tongue), style="yellow")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    for name, count in (*counts.nodes.items(), *counts.relations.items(), ("Fact", counts.facts)):
        if count:
            table.add_row(number(count, tongue), told(RECORDS.get(name, name), tongue))
    OUT.print(table)


def sources(as_json: AsJson = False, lang: InLanguage = None) -> None:
    """Who said it: the sources that the bundled data rest on, with their licences."""
    from seed.files.source import read_sources

    found = [asdict(source) for source in read_sources()]
    if as_json:
        print_json(found)
        return
    tongue = language()
    for source in found:
        title, publisher, attribution, licence = (
            Said(source[name]) if source[name] else "" for name in ("title", "publisher", "attribution", "licence")
        )
        dated = f", {day(source['as_of'], tongue)}" if source["as_of"] else ""
        line(OUT, Text.assemble((told(title, tongue), "bold"), f" – {told(publisher, tongue)}{dated}"))
        about = said(
            "{attribution} Licence: {licence}. {url}", attribution=attribution, licence=licence, url=source["url"]
        )
        line(OUT, told(about, tongue), indent=2)
