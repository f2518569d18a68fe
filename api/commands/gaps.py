"""`peerpolis gaps`: where the network has holes, for a country, a region, a network, a topic, a list of towns."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from api.commands.again import asked, dated, day_named, made_by, sha256, without
from api.commands.network_options import AsOf, Undated
from api.commands.terminal import OUT, AsCsv, AsJson, InLanguage, country_code, language, notice, print_json, workspace
from api.commands.typesetting import heading, line
from api.reports.gap_words import RESTS_ON
from api.workspace.gap_question import GapsAsked, gaps_found, members_of_file, needs_of_file
from graph.measures.files import ending
from graph.outputs import check_output, write_output
from graph.said import said, said_many
from matching.gaps.report import TOP
from matching.gaps.values import LISTS_TOWNS, Finding, FindingName, Gap, GapReport, Town
from matching.types import Language
from matching.words.told import told
from matching.words.written import number

#: What the report can be written as.
ENDINGS = (".csv", ".json", ".xlsx", ".html")
#: So many rows of each finding are shown on a terminal unless more are asked for.
SHOWN = 5


def gaps(
    country: Annotated[list[str] | None, typer.Option(help="Towns of this country (DE); may be repeated.")] = None,
    region: Annotated[
        list[str] | None, typer.Option(help="Towns of this region (Brandenburg) or NUTS code; may be repeated.")
    ] = None,
    network: Annotated[
        str | None, typer.Option(help="Towns that are in this network or could join it, and who is absent from it.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(help="Who does this topic, who could learn it, and whom to introduce.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(help="Towns of this size: small, medium, large, or inhabitants (5000-20000).")
    ] = None,
    members: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Towns of this list (CSV with id, lau or name; or one a line)."),
    ] = None,
    needs: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="What towns need (CSV: town, text), beside their profiles."),
    ] = None,
    finding: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this finding: isolates, topics, doing, learning, bridges, absent, hub, changes; may be repeated."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="What changed since the end of this year, month or day (2020)?")
    ] = None,
    as_of: AsOf = None,
    undated: Undated = "out",
    on: Annotated[str | None, typer.Option(help="The day of the question (2026-11-24); default: today.")] = None,
    top: Annotated[
        int | None, typer.Option(min=1, max=10_000, help="How many rows of each finding; default 5, in files 20.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write into this file, in the format of its ending: .csv, .json, .xlsx, or .html to print."),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Who is left out, what is wanted and not served, where bridges are missing, and what could be done.

    All options go together: each narrows the scope. Every finding tells its number, the towns, a proposed action, the
    way to its data, and what the lists do not know.
    """
    if output is not None:
        ending(output.name, ENDINGS)
        check_output(output)
    question = GapsAsked(
        countries=[country_code(code) or code for code in country or ()],
        regions=region or (),
        network=network,
        topic=topic,
        size=size,
        members=None if members is None else members_of_file(members),
        needs=() if needs is None else needs_of_file(needs),
        findings=finding or (),
        since=since,
        as_of=as_of,
        undated=undated == "in",
        on=day_named(on),
        top=top or (TOP if output or as_json or as_csv else SHOWN),
    )
    found, tongue = gaps_found(workspace(), question), language()
    if output is not None:
        _write(output, found, tongue)
    elif as_json:
        from api.reports.gap_document import document

        print_json({**document(found, tongue, _ways(found)), **made_by()})
    elif as_csv:
        from api.reports.gap_table import to_csv

        typer.echo(to_csv(found, tongue), nl=False)
    else:
        _show(found, tongue)


def _ways(found: GapReport, *, dated: bool = False) -> Mapping[FindingName, str]:
    """The command that gives all rows of each finding; `dated` in a file, which is read on another day."""
    words = without(shlex.split(asked()), ("--finding", "--top", *(("--on",) if dated else ())))
    day = ("--on", found.on) if dated else ()
    return {
        one.name: shlex.join([*words, *day, "--finding", one.name, "--top", str(max(one.total, 1)), "--csv"])
        for one in found.findings
    }


def _write(output: Path, found: GapReport, tongue: Language) -> None:
    """Write the report, and beside it what it was made from: the question, the data, the versions, the command."""
    import json

    kind = output.suffix.lower()
    made: str | bytes
    if kind == ".json":
        from api.reports.gap_document import document

        text = {**document(found, tongue, _ways(found, dated=True)), **made_by(), "command": dated(found.on, tongue)}
        made = json.dumps(text, ensure_ascii=False, indent=1) + "\n"
    elif kind == ".html":
        from api.reports.gap_page import gap_page

        made = gap_page(found, tongue, _ways(found, dated=True))
    elif kind == ".xlsx":
        from api.reports.gap_table import to_workbook

        made = to_workbook(found, tongue)
    else:
        from api.reports.gap_table import to_csv

        made = to_csv(found, tongue)
    write_output(output, made)
    beside = output.with_name(f"{output.name}-metadata.json")
    about = {
        "question": found.question,
        "scope": found.scope,
        "digest": found.digest,
        "as_of": found.as_of,
        "parameters": dict(found.parameters),
        "notes": found.notes,
        **made_by(),
        "command": dated(found.on, tongue),
        "sha256": sha256(made),
    }
    description = {"@context": "http://www.w3.org/ns/csvw", "url": output.name, "dc:description": about}
    write_output(beside, json.dumps(description, ensure_ascii=False, indent=1))
    done = said("{file} is written, what it was made from stands in {beside}.", file=output, beside=beside)
    notice(told(done, tongue))


def _show(found: GapReport, tongue: Language) -> None:
    line(OUT, Text(told(found.question, tongue), style="bold"))
    for part in found.scope:
        line(OUT, told(part, tongue))
    looked = said_many("{count:,} town looked at", "{count:,} towns looked at", count=found.towns)
    line(OUT, told(looked, tongue))
    ways = _ways(found)
    for finding in found.findings:
        _show_finding(finding, ways[finding.name], tongue)
    heading(OUT, told(RESTS_ON, tongue))
    for note in found.notes:
        line(OUT, told(note, tongue), style="dim")
    as_of = said("all that is known") if found.as_of is None else found.as_of
    state = said("state of the data: {as_of} (snapshot {digest})", digest=found.digest[:12], as_of=as_of)
    notice(told(state, tongue))


def _show_finding(finding: Finding, way: str, tongue: Language) -> None:
    title = told(finding.title, tongue)
    if finding.number is not None:
        title = told(said("{title}: {number:,}", title=title, number=finding.number), tongue)
    heading(OUT, title)
    line(OUT, told(finding.summary, tongue))
    for rank, gap in enumerate(finding.rows, start=1):
        line(OUT, _head(finding, gap, tongue), lead=f"{rank:2}. ")
        line(OUT, told(gap.why, tongue), indent=4)
        line(OUT, told(gap.action, tongue), indent=4, lead="→ ")
    if finding.total:
        all_rows = said_many(
            "The {count:,} row as CSV: {way}", "All {count:,} rows as CSV: {way}", count=finding.total, way=way
        )
        line(OUT, told(all_rows, tongue), style="dim")
    if not finding.rows:
        line(OUT, told(finding.action, tongue), lead="→ ")
    for unknown in finding.not_known:
        line(OUT, told(said("Not known: {what}", what=unknown), tongue), style="dim")


def _head(finding: Finding, gap: Gap, tongue: Language) -> Text:
    """What a row is about: a town, and where it lies; or what it counts the towns of."""
    if gap.town is not None and (finding.name in LISTS_TOWNS or gap.subject is None or gap.count is None):
        return Text.assemble((told(gap.town.name, tongue), "bold"), f" · {place(gap.town, tongue)}")
    return Text("" if gap.subject is None else told(gap.subject.name, tongue), style="bold")


def place(town: Town, tongue: Language) -> str:
    """Where a town lies and how many live there, as far as is known."""
    people = None if town.population is None else number(town.population, tongue)
    known = (told(town.region, tongue) if town.region else None, town.country, people, town.id)
    return " · ".join(part for part in known if part)
