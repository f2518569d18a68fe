"""`peerpolis gaps` and `peerpolis centrality`: what coordinators and researchers ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Table
from rich.text import Text

from api.commands.terminal import OUT, AsCsv, AsJson, InLanguage, country_code, language, notice, workspace
from api.commands.typesetting import line
from graph import dates
from graph.measures.gaps import SMALLEST_TOLD
from graph.measures.report import Report
from graph.model import LABELS
from graph.outputs import check_output, write_output
from graph.said import Said, said, said_as
from matching.types import Language
from matching.words.told import told
from matching.words.written import as_written, country_name, day

AsOf = Annotated[
    str | None, typer.Option(help="The network as of this year, month or day (2015: its last day); default: all known.")
]
Undated = Annotated[
    Literal["out", "in"],
    typer.Option(help="With --as-of: whether ties of which nobody says when they began are counted."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        help="Write the rows to this file: .csv, and what it was made from beside it (…-metadata.json), or .json."
    ),
]

#: The columns of rows that are shown as a table.
_COLUMNS: Mapping[str, Said] = {
    "rank": said_as("column", "rank"),
    "id": said_as("column", "id"),
    "name": said_as("column", "name"),
    "country": said_as("column", "country"),
    "value": said_as("column", "value"),
    "tie": said_as("column", "tie"),
    "label": said_as("column", "label"),
    "topic": said_as("column", "topic"),
    "weight": said_as("column", "weight"),
    "evidence": said_as("column", "evidence"),
    "source": said_as("column", "source"),
    "as_of": said_as("column", "as of"),
}
#: What stands in the columns whose values are words of ours (`graph.measures.topic_gaps.TopicTie`).
_VALUES: Mapping[str, Mapping[str, Said]] = {
    "tie": {
        "needs": said_as("tie", "needs"),
        "offers": said_as("tie", "offers"),
        "addresses": said_as("tie", "addresses"),
        "nobody": said_as("tie", "nobody"),
    },
    "label": {**LABELS, "Country": said_as("label", "Country")},
}


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
    undated: Undated = "out",
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Who is left out, what is wanted and not served, who is missing.

    Without options: towns without any tie next to well-connected ones.
    """
    from graph.measures.gaps import isolated_towns
    from graph.measures.missing import missing_members
    from graph.measures.topic_gaps import topic_picture, unserved_topics

    _check(output)
    space = workspace()
    snapshot = space.snapshot_as_of(_day(as_of), undated=undated == "in")
    code = country_code(country)
    found: Report[Any]
    if network is not None:
        found = missing_members(snapshot, space.names.network(network))
    elif topic is not None:
        found = topic_picture(snapshot, space.names.topic(topic))
    elif topics:
        found = unserved_topics(snapshot, country=code, top=top)
    else:
        found = isolated_towns(snapshot, country=code, within_km=within, at_least=at_least, top=top)
    show_report(found, top=top, output=output, as_json=as_json, as_csv=as_csv, for_spreadsheets=True)


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
    listed: Annotated[
        bool, typer.Option("--listed", help="Count lists on which towns only stand (vouchers, directories), too.")
    ] = False,
    weighting: Annotated[
        str, typer.Option(help="newman: a tie in a small network weighs more; count: all alike.")
    ] = "newman",
    top: Annotated[int, typer.Option(min=1, max=100_000, help="How many rows.")] = 20,
    as_of: AsOf = None,
    undated: Undated = "out",
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Which towns hold the network together?

    Towns are tied by the networks they are both members of. The answer names the snapshot and the parameters, so that
    it can be cited and made again.
    """
    from graph.measures.centrality import centrality as measured

    _check(output)
    space = workspace()
    if weighting not in ("newman", "count"):
        raise typer.BadParameter(told(said("newman or count"), language()), param_hint="--weighting")
    found = measured(
        space.snapshot_as_of(_day(as_of), undated=undated == "in"),
        measure,
        kinds=kind or None,
        leave_out=tuple(space.names.network(n) for n in leave_out or ()),
        largest=largest,
        listed=listed,
        weighting="count" if weighting == "count" else "newman",
        country=country_code(country),
        top=top,
    )
    show_report(found, top=top, output=output, as_json=as_json, as_csv=as_csv)


def _day(as_of: str | None) -> date | None:
    return None if as_of is None else dates.last_day(as_of)


def _check(output: Path | None) -> None:
    """Refuse a file that cannot be written, or whose name says another kind of file, before the work."""
    if output is None:
        return
    if output.suffix.lower() not in ("", ".csv", ".json"):
        why = said("{file}: a file ends in .csv or .json; other kinds are not written", file=output.name)
        raise typer.BadParameter(told(why, language()), param_hint="--output")
    check_output(output)


def show_report(
    found: Report[Any],
    *,
    top: int,
    output: Path | None,
    as_json: bool,
    as_csv: bool,
    for_spreadsheets: bool = False,
) -> None:
    """The report as a table, as JSON or as CSV, on the terminal or in a file: CSV with its metadata beside it, or JSON,
    as the file's name says."""
    from graph.measures.export import csv_metadata, to_csv, to_json

    tongue = language()
    if output is not None and output.suffix.lower() == ".json":
        write_output(output, to_json(found))
        notice(told(said("{count:,} rows in {file}", count=len(found.rows), file=output), tongue))
    elif output is not None:
        write_output(output, to_csv(found.rows, for_spreadsheets=for_spreadsheets))
        beside = output.with_name(f"{output.name}-metadata.json")
        write_output(beside, csv_metadata(found, output.name))
        written = said(
            "{count:,} rows in {file}, what they were made from in {beside}",
            count=len(found.rows),
            file=output,
            beside=beside,
        )
        notice(told(written, tongue))
    elif as_json:
        typer.echo(to_json(found))
    elif as_csv:
        typer.echo(to_csv(found.rows, for_spreadsheets=for_spreadsheets), nl=False)
    else:
        line(OUT, Text(told(found.question, tongue), style="bold"))
        line(OUT, told(found.summary, tongue))
        for note in found.notes:
            line(OUT, told(note, tongue), style="dim")
        if found.rows:
            OUT.print()
            _show_rows(found.rows[:top], tongue)
        if len(found.rows) > top:
            left = len(found.rows) - top
            more = said("{count:,} more: --top {all}. All columns: --csv or --json.", count=left, all=len(found.rows))
            notice(told(more, tongue))
        notice(told(_made_from(found, tongue), tongue))


def _made_from(found: Report[Any], tongue: Language) -> Said:
    """The snapshot that the report was made from, so that it can be cited."""
    as_of = day(found.as_of, tongue) if found.as_of else said("all that is known")
    return said("state of the data: {as_of} (snapshot {digest})", digest=found.digest[:12], as_of=as_of)


def _show_rows(rows: Sequence[Any], tongue: Language) -> None:
    """Rows that explain themselves as sentences, others as a table without the columns that say nothing."""
    names = [f.name for f in fields(rows[0])]
    if "why" in names:
        for rank, row in enumerate(rows, start=1):
            name = country_name(row.country, tongue) if row.name == row.country else told(row.name, tongue)
            known = dict.fromkeys(getattr(row, field, None) for field in ("country", "id", "topic"))
            about = " · ".join(filter(None, known))
            line(OUT, Text.assemble((name, "bold"), f" · {about}"), lead=f"{rank:3}. ")
            line(OUT, told(row.why, tongue), indent=5)
        return
    table = Table(box=None, pad_edge=False)
    names = [name for name in names if any(getattr(row, name) is not None for row in rows)]
    for name in names:
        right = isinstance(getattr(rows[0], name), int | float)
        table.add_column(told(_COLUMNS[name], tongue), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(getattr(row, name), name, tongue)) for name in names))
    OUT.print(table)


def _cell(value: object, column: str, tongue: Language) -> str:
    if value is None:
        return "?"
    if isinstance(value, float):
        return as_written(f"{value:.4g}", tongue)
    text = value if isinstance(value, str) else str(value)
    return told(_VALUES.get(column, {}).get(text, text), tongue)
