"""`peerpolis gaps` and `peerpolis centrality`: what coordinators and researchers ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from api.commands.terminal import OUT, AsCsv, AsJson, InLanguage, country_code, language, notice, workspace
from api.commands.typesetting import line
from api.words.german import told
from api.words.german_sentences import VALUES
from api.words.terminal_words import WORDS
from graph import dates
from graph.measures.gaps import SMALLEST_TOLD
from graph.measures.report import Report
from graph.model import Topic
from matching.types import Language
from matching.words.written import country_name, day, number

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
    lang: InLanguage = None,
) -> None:
    """Who is left out, what is wanted and not served, who is missing.

    Without options: towns without any tie next to well-connected ones.
    """
    from graph.measures.gaps import isolated_towns
    from graph.measures.missing import missing_members
    from graph.measures.topic_gaps import topic_picture, unserved_topics

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
    lang: InLanguage = None,
) -> None:
    """Which towns hold the network together?

    Towns are tied by the networks they are both members of. The answer names the snapshot and the parameters, so that
    it can be cited and made again.
    """
    from graph.measures.centrality import centrality as measured

    space = workspace()
    if weighting not in ("newman", "count"):
        raise typer.BadParameter(told("newman or count", language()), param_hint="--weighting")
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
    from graph.measures.export import csv_metadata, to_csv, to_json

    tongue, words = language(), WORDS[language()]
    if output is not None:
        output.write_text(to_csv(found.rows), encoding="utf-8", newline="")
        beside = output.with_name(f"{output.name}-metadata.json")
        beside.write_text(csv_metadata(found, output.name), encoding="utf-8")
        notice(words["written"].format(count=number(len(found.rows), tongue), file=output, beside=beside))
    elif as_json:
        typer.echo(to_json(found))
    elif as_csv:
        typer.echo(to_csv(found.rows), nl=False)
    else:
        names = _names(tongue)
        line(OUT, Text(told(found.question, tongue, names), style="bold"))
        line(OUT, told(found.summary, tongue, names))
        if found.rows:
            OUT.print()
            _show_rows(found.rows[:top], tongue, names)
        if len(found.rows) > top:
            left = number(len(found.rows) - top, tongue)
            notice(words["more-rows"].format(count=left, all=len(found.rows)))
        as_of = day(found.as_of, tongue) if found.as_of else words["all-known"]
        notice(words["snapshot"].format(digest=found.digest[:12], as_of=as_of))


def _names(tongue: Language) -> Mapping[str, str]:
    """What topics are called in the language, by id and by English name, and what all else is that has a name in it."""
    tables = workspace().view().snapshot.tables
    found = [t for at in range(len(tables["Topic"])) if isinstance(t := tables["Topic"].record(at), Topic)]
    named = [tables[label] for label in ("Network", "Solution", "Call")]
    return {
        **{table.name(at): table.name(at, tongue) for table in named for at in range(len(table))},
        **{known: topic.name_in(tongue) for topic in found for known in (topic.id, topic.name)},
    }


def _with_towns(row: Any, tongue: Language, called: Mapping[str, str]) -> Mapping[str, str]:
    """`called`, and what the towns are called whose ids stand in the row: only an id tells towns of one name apart."""
    towns = workspace().view().snapshot.municipalities
    values = (getattr(row, field.name) for field in fields(row))
    found = (at for value in values if isinstance(value, str) and (at := towns.ids.find(value)) is not None)
    other = {towns.name(at): towns.name(at, tongue) for at in found if towns.name(at) != towns.name(at, tongue)}
    return {**called, **other} if other else called


def _show_rows(rows: Sequence[Any], tongue: Language, called: Mapping[str, str]) -> None:
    """Rows that explain themselves as sentences, others as a table without the columns that say nothing."""
    names = [f.name for f in fields(rows[0])]
    if "why" in names:
        for rank, row in enumerate(rows, start=1):
            words = _with_towns(row, tongue, called)
            name = country_name(row.country, tongue) if row.name == row.country else words.get(row.name, row.name)
            known = dict.fromkeys(getattr(row, field, None) for field in ("country", "id", "topic"))
            about = " · ".join(filter(None, known))
            line(OUT, Text.assemble((name, "bold"), f" · {about}"), lead=f"{rank:3}. ")
            line(OUT, told(row.why, tongue, words), indent=5)
        return
    table = Table(box=None, pad_edge=False)
    names = [name for name in names if any(getattr(row, name) is not None for row in rows)]
    for name in names:
        right = isinstance(getattr(rows[0], name), int | float)
        heading = name.replace("_", " ")
        heading = VALUES.get(heading, heading) if tongue == "de" else heading
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for row in rows:
        words = _with_towns(row, tongue, called)
        table.add_row(*(Text(_cell(getattr(row, name), name, tongue, words)) for name in names))
    OUT.print(table)


def _cell(value: object, column: str, tongue: Language, called: Mapping[str, str]) -> str:
    if value is None:
        return "?"
    if isinstance(value, float):
        return f"{value:.4g}".replace(".", "," if tongue == "de" else ".")
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if column == "name":
        return called.get(text, text)
    return VALUES.get(text, text) if tongue == "de" and column in ("tie", "label") else text
