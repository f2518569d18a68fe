"""`peerpolis years` and `panel`: the network year by year, in figures and town by town."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from api.commands.measure import Output, check_file, show_report
from api.commands.network_options import with_network
from api.commands.terminal import AsCsv, AsJson, InLanguage
from api.workspace.network_stated import Stated
from graph.measures.years import EARLIEST
from graph.said import said
from graph.snapshot.frozen import Snapshot

First = Annotated[int, typer.Option("--from", min=EARLIEST, max=2200, help="The first year.")]
Last = Annotated[
    int | None, typer.Option("--to", min=EARLIEST, max=2200, help="The last year; default: the last that is over.")
]
Step = Annotated[int, typer.Option("--step", min=1, max=100, help="Every how many years.")]


@with_network
def years(
    network: Stated,
    first: First = 2000,
    last: Last = None,
    step: Step = 1,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """How did the network grow, and who came, stayed and left?

    The network at the end of each year: towns, networks, ties, the share of small towns, and how many towns, and small
    towns, arrived, stayed and left since the year before.
    """
    from graph.measures.panel import years_report

    check_file(output)
    found = years_report(
        _all_known(network), _row_of_years(first, last, step), undated=network.undated, **network.which
    )
    show_report(found, top=len(found.rows), output=output, as_json=as_json, as_csv=as_csv)


@with_network
def panel(
    network: Stated,
    measure: Annotated[
        list[str] | None, typer.Option(help="A measure of `peerpolis centrality`; may be repeated. Default: degree.")
    ] = None,
    first: First = 2000,
    last: Last = None,
    step: Step = 1,
    top: Annotated[int, typer.Option(min=1, max=100_000, help="How many rows are shown; a file has all.")] = 20,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Measures of every town in every year, as a table for statistics.

    One row for each year, town and measure, with whether the town arrived, stayed or left.
    """
    from graph.measures.panel import panel as rows_of

    check_file(output)
    found = rows_of(
        _all_known(network),
        _row_of_years(first, last, step),
        [name.replace("-", "_") for name in measure or ("degree",)],
        undated=network.undated,
        onto=network.onto,
        weighting=network.weighting,
        **network.which,
    )
    show_report(found, top=top, output=output, as_json=as_json, as_csv=as_csv)


def _all_known(network: Stated) -> Snapshot:
    if network.snapshot.as_of:
        raise typer.BadParameter(said("years have their days: --from and --to instead of --as-of"))
    if network.isolates:
        raise typer.BadParameter(said("who is in no network is in none of any year: without --isolates"))
    return network.snapshot


def _row_of_years(first: int, last: int | None, step: int) -> range:
    last = date.today().year - 1 if last is None else last
    if first > last:
        raise typer.BadParameter(said("--from is later than --to"))
    return range(first, last + 1, step)
