"""`peerpolis centrality`, and how reports are shown and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from api.commands.again import made_by, sha256
from api.commands.network_options import Bootstrap, ByChance, with_network
from api.commands.terminal import OUT, AsCsv, AsJson, InLanguage, country_code, language, notice
from api.commands.typesetting import line
from api.workspace.network_stated import Stated
from graph.measures.report import Report
from graph.measures.what_if import OF_TOWNS
from graph.measures.whole import FIGURES
from graph.outputs import check_output, write_output
from graph.said import Said, said, said_as
from matching.types import Language
from matching.words.told import told
from matching.words.written import as_written, day

Output = Annotated[
    Path | None,
    typer.Option(
        help="Write into this file, in the format of its ending (.csv, .json …), and what it was made from beside it "
        "(…-metadata.json)."
    ),
]

#: The columns of rows that are shown as a table.
_COLUMNS: Mapping[str, Said] = {
    "rank": said_as("column", "rank"),
    "year": said_as("column", "year"),
    "id": said_as("column", "id"),
    "name": said_as("column", "name"),
    "country": said_as("column", "country"),
    "region": said_as("column", "region"),
    "population": said_as("column", "inhabitants"),
    "status": said_as("column", "status"),
    "measure": said_as("column", "measure"),
    "value": said_as("column", "value"),
    "expected": said_as("column", "by chance"),
    "z": said_as("column", "z"),
    "p": said_as("column", "p"),
    "low": said_as("column", "from"),
    "high": said_as("column", "to"),
    "figure": said_as("column", "figure"),
    "nodes": said_as("column", "of nodes"),
    "before": said_as("column", "before"),
    "after": said_as("column", "after"),
    "change": said_as("column", "change"),
    "community": said_as("column", "community"),
    "size": said_as("column", "nodes"),
    "of_country": said_as("column", "share there"),
    "networks": said_as("column", "networks"),
    "sureness": said_as("column", "sureness"),
    "inside": said_as("column", "within"),
    "towns": said_as("column", "towns"),
    "ties": said_as("column", "ties"),
    "small": said_as("column", "small"),
    "small_share": said_as("column", "share of small"),
    "arrived": said_as("column", "arrived"),
    "stayed": said_as("column", "stayed"),
    "left": said_as("column", "left"),
    "small_arrived": said_as("column", "small: arrived"),
    "small_stayed": said_as("column", "small: stayed"),
    "small_left": said_as("column", "small: left"),
}
#: What stands in the columns whose values are words of ours.
_VALUES: Mapping[str, Mapping[str, Said]] = {
    "figure": {**FIGURES, **OF_TOWNS},
    "status": {
        "arrived": said_as("status", "arrived"),
        "stayed": said_as("status", "stayed"),
        "left": said_as("status", "left"),
    },
}


@with_network
def centrality(
    network: Stated,
    measure: Annotated[
        str,
        typer.Argument(
            help="Of the ties: degree, strength, betweenness, closeness, harmonic, eigenvector, katz, pagerank, core, "
            "clustering, constraint, effective_size. Of the memberships: memberships, bipartite_clustering."
        ),
    ] = "betweenness",
    country: Annotated[
        str | None, typer.Option(help="List towns of this country only; ranks stay those of all.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=100_000, help="How many rows.")] = 20,
    chance: ByChance = 0,
    bootstrap: Bootstrap = 0,
    sampled: Annotated[
        int,
        typer.Option(min=0, help="Estimate betweenness from so many towns, with bounds, where that of all takes long."),
    ] = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.", min=0)] = 0,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Which towns hold the network together?

    Towns are tied by the networks they are both members of. The answer names the snapshot and the parameters, so that
    it can be cited and made again. A file whose name ends in .graphml, .gexf, .net or .zip gets the network itself,
    with the measure at its nodes.
    """
    from graph.measures.centrality import centrality as listed
    from graph.measures.centrality import measured
    from graph.measures.drawn import Drawn
    from graph.measures.export import described
    from graph.measures.files import NETWORK_FORMATS, written

    check_file(output, *NETWORK_FORMATS)
    measure = measure.replace("-", "_")
    found = listed(
        network.snapshot,
        measure,
        country=country_code(country),
        top=top,
        chance=chance,
        bootstrap=bootstrap,
        sampled=sampled,
        seed=seed,
        **network.choices,
    )
    if output is not None and output.suffix.lower() in NETWORK_FORMATS:
        ties = network.projected()
        drawn = Drawn(network.snapshot, ties, measures={measure: measured(ties, measure)})
        write(output, written(drawn, output.name, {**described(found), **made_by()}), found)
        return
    show_report(found, top=top, output=output, as_json=as_json, as_csv=as_csv)


def check_file(output: Path | None, *beside: str) -> None:
    """Refuse a file that cannot be written, or whose name says another kind of file, before the work.

    `beside` are the endings that the command can write beside those of tables.
    """
    from graph.measures.files import ending

    if output is None:
        return
    if output.suffix:
        ending(output.name, (".csv", ".json", ".parquet", *beside))
    check_output(output)


def write(output: Path, content: str | bytes, found: Report[Any], *, columns: Sequence[str] | None = None) -> None:
    """Write the file, and beside it what it was made from, and tell so; `columns` are its own where rows are others."""
    from graph.measures.export import csv_metadata

    write_output(output, content)
    beside = output.with_name(f"{output.name}-metadata.json")
    about = {**made_by(), "sha256": sha256(content), **({} if columns is None else {"columns": columns})}
    write_output(beside, csv_metadata(found, output.name, about))
    done = said("{file} is written, what it was made from stands in {beside}.", file=output, beside=beside)
    notice(told(done, language()))


def show_report(
    found: Report[Any],
    *,
    top: int,
    output: Path | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """The report as a table, as JSON or as CSV, on the terminal or in a file with its metadata beside it."""
    from graph.measures.export import described, to_csv, to_json
    from graph.measures.tabular import to_parquet

    tongue = language()
    if output is not None:
        table: str | bytes
        match output.suffix.lower():
            case ".json":
                table = to_json(found, made_by())
            case ".parquet":
                table = to_parquet(found.rows, about={**described(found), **made_by()})
            case _:
                table = to_csv(found.rows)
        write(output, table, found)
    elif as_json:
        typer.echo(to_json(found, made_by()))
    elif as_csv:
        typer.echo(to_csv(found.rows), nl=False)
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
    """The rows as a table without the columns that say nothing."""
    names = [f.name for f in fields(rows[0])]
    table = Table(box=None, pad_edge=False)
    names = [name for name in names if name in _COLUMNS and any(getattr(row, name) is not None for row in rows)]
    for name in names:
        right = isinstance(getattr(rows[0], name), int | float)
        table.add_column(told(_COLUMNS[name], tongue), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(getattr(row, name), name, tongue)) for name in names))
    OUT.print(table)


def _cell(value: object, column: str, tongue: Language) -> str:
    if value is None:
        return "?"
    if isinstance(value, tuple):
        return " · ".join(map(str, value))
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15  # a count of ties is no 1.361e+05
        return as_written(f"{value:,.0f}" if whole else f"{value:.4g}", tongue)
    text = value if isinstance(value, str) else str(value)
    return told(_VALUES.get(column, {}).get(text, text), tongue)
