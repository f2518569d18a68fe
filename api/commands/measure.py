"""`peerpolis gaps` and `peerpolis centrality`: what coordinators and researchers ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from api.commands.terminal import OUT, AsCsv, AsJson, country_code, notice, workspace
from api.typesetting import line
from graph import dates
from graph.gaps import SMALLEST_TOLD
from graph.report import Report
from matching.sentences import country_name

AsOf = Annotated[
    str | None, typer.Option(help="The network as of this year, month or day (2015: its last day); default: all known.")
]
Output = Annotated[
    Path | None, typer.Option(help="Write the CSV here, and what it was made from beside it (…-metadata.json).")
]


def gaps(
    network: Annotated[
        str | None, typer.Option(help="Which countries and regions are missing in this network?")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Only towns, needs and offers of this country (DE).")] = None,
    topic: Annotated[str | None, typer.Option(help="Who needs, who offers, who works on this topic?")] = None,
    topics: Annotated[bool, typer.Option("--topics", help="Which topics are needed and not offered?")] = False,
    within: Annotated[float, typer.Option(help="How far a neighbour may be, in km.", min=1, max=500)] = 30.0,
    at_least: Annotated[int, typer.Option(help="Only towns with so many inhabitants at least.", min=0)] = SMALLEST_TOLD,
    top: Annotated[int, typer.Option(min=1, max=10_000, help="How many rows.")] = 20,
    as_of: AsOf = None,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who is left out, what is wanted and not served, who is missing.

    Without options: towns without any tie next to well-connected ones.
    """
    from graph.gaps import isolated_towns
    from graph.missing import missing_members
    from graph.topic_gaps import topic_picture, unserved_topics

    space = workspace()
    snapshot = space.snapshot_as_of(_day(as_of))
    code = country_code(country)
    found: Report[Any]
    if network is not None:
        found = missing_members(snapshot, space.network(network))
    elif topic is not None:
        found = topic_picture(snapshot, space.topic(topic))
    elif topics:
        found = unserved_topics(snapshot, country=code, top=top)
    else:
        found = isolated_towns(snapshot, country=code, within_km=within, at_least=at_least, top=top)
    show_report(found, top=top, output=output, as_json=as_json, as_csv=as_csv)


def centrality(
    measure: Annotated[
        str, typer.Argument(help="degree, strength, betweenness, eigenvector or pagerank.")
    ] = "betweenness",
    country: Annotated[
        str | None, typer.Option(help="List towns of this country only; ranks stay those of all.")
    ] = None,
    leave_out: Annotated[list[str] | None, typer.Option(help="Leave out this network (id); may be repeated.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Count networks of this kind only; may be repeated.")] = None,
    largest: Annotated[int | None, typer.Option(help="Leave out networks with more members than this.", min=2)] = None,
    weighting: Annotated[
        str, typer.Option(help="newman: a tie in a small network weighs more; count: all alike.")
    ] = "newman",
    top: Annotated[int, typer.Option(min=1, max=100_000, help="How many rows.")] = 20,
    as_of: AsOf = None,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Which towns hold the network together?

    Towns are tied by the networks they are both members of. The answer names the snapshot and the parameters, so that
    it can be cited and made again.
    """
    from graph.centrality import centrality as measured

    space = workspace()
    if weighting not in ("newman", "count"):
        raise typer.BadParameter("newman or count", param_hint="--weighting")
    found = measured(
        space.snapshot_as_of(_day(as_of)),
        measure,
        kinds=kind or None,
        leave_out=tuple(space.network(n) for n in leave_out or ()),
        largest=largest,
        weighting="count" if weighting == "count" else "newman",
        country=country_code(country),
        top=top,
    )
    show_report(found, top=top, output=output, as_json=as_json, as_csv=as_csv)


def _day(as_of: str | None) -> date | None:
    return None if as_of is None else dates.last_day(as_of)


def show_report(found: Report[Any], *, top: int, output: Path | None, as_json: bool, as_csv: bool) -> None:
    """The report as a table, as JSON or as CSV, on the terminal or in a file with its metadata beside it."""
    from graph.export import csv_metadata, to_csv, to_json

    if output is not None:
        output.write_text(to_csv(found.rows), encoding="utf-8", newline="")
        beside = output.with_name(f"{output.name}-metadata.json")
        beside.write_text(csv_metadata(found, output.name), encoding="utf-8")
        notice(f"{len(found.rows)} rows in {output}, what they were made from in {beside}")
    elif as_json:
        typer.echo(to_json(found))
    elif as_csv:
        typer.echo(to_csv(found.rows), nl=False)
    else:
        line(OUT, Text(found.question, style="bold"))
        line(OUT, found.summary)
        if found.rows:
            OUT.print()
            _show_rows(found.rows[:top])
        if len(found.rows) > top:
            notice(f"{len(found.rows) - top:,} more: --top {len(found.rows)}. All columns: --csv or --json.")
        notice(f"snapshot {found.digest[:12]}, as of {found.as_of or 'all that is known'}")


def _show_rows(rows: Sequence[Any]) -> None:
    """Rows that explain themselves as sentences, others as a table without the columns that say nothing."""
    names = [f.name for f in fields(rows[0])]
    if "why" in names:
        for rank, row in enumerate(rows, start=1):
            name = country_name(row.country, "en") if row.name == row.country else row.name
            told = dict.fromkeys(getattr(row, field, None) for field in ("country", "id", "topic"))
            about = " · ".join(filter(None, told))
            line(OUT, Text.assemble((name, "bold"), f" · {about}"), lead=f"{rank:3}. ")
            line(OUT, row.why, indent=5)
        return
    table = Table(box=None, pad_edge=False)
    names = [name for name in names if any(getattr(row, name) is not None for row in rows)]
    for name in names:
        right = isinstance(getattr(rows[0], name), int | float)
        table.add_column(name.replace("_", " "), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(getattr(row, name))) for name in names))
    OUT.print(table)


def _cell(value: object) -> str:
    if value is None:
        return "?"
    if isinstance(value, float):
        return f"{value:,.4g}"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
