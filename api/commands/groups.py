"""`peerpolis groups`: registered towns into peer groups or tandems, and a format of exchange as each group's plan."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.text import Text

from api.commands.again import day_named, write_with_command
from api.commands.load import show_problems
from api.commands.terminal import OUT, AsCsv, AsJson, InLanguage, language, notice, print_json, workspace
from api.commands.towns_file import rows_of
from api.commands.typesetting import heading, line
from api.workspace import group_tables as tables
from api.workspace.group_asked import days_of, sizes_of
from api.workspace.naming import node_named
from api.workspace.registration import read_registration
from graph.errors import InvalidRecord
from graph.measures.files import ending
from graph.outputs import check_output
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.groups.entries import Entry
from matching.groups.grouped import Grouped, grouped
from matching.groups.wishes import Wishes
from matching.plans.calendar import as_calendar
from matching.plans.plan import Plan, format_of
from matching.words.told import told
from matching.words.written import country_name, day

_ENDINGS = (".csv", ".xlsx", ".json", ".ics", ".html")


def groups(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="CSV of the towns: town, country, topics or need, experience, languages, county, population, dates, "
            "together, apart, met; see docs/groups.md.",
        ),
    ],
    size: Annotated[str, typer.Option(help="How many towns a group has: 6, or 4-8.")] = "6",
    pairs: Annotated[bool, typer.Option("--pairs", help="Tandems: groups of two.")] = False,
    common_topic: Annotated[
        bool, typer.Option("--common-topic/--any-topic", help="Whether the members of a group have to share a topic.")
    ] = True,
    mixed: Annotated[
        bool, typer.Option("--mixed", help="In each group somebody with experience in a common topic, and a learner.")
    ] = False,
    one_per: Annotated[
        Literal["county", "country"] | None, typer.Option(help="No two of one county, or of one country, in a group.")
    ] = None,
    common_language: Annotated[
        bool, typer.Option("--common-language", help="All members of a group share a language.")
    ] = False,
    times: Annotated[
        float | None,
        typer.Option(min=1, help="The largest town of a group is at most so many times as large as its smallest."),
    ] = None,
    floor: Annotated[
        float,
        typer.Option(min=0, max=1, help="So much of the mean fit the weakest group has to reach, if it can be had."),
    ] = 0.8,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same groups.")] = 0,
    format: Annotated[
        str | None, typer.Option(help="A format of exchange, by id or name: each group's plan (peerpolis formats).")
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            help="The days of the plan's steps, in their order; '-' for one not set (2027-02-01,-,2027-05-10)."
        ),
    ] = None,
    on: Annotated[str | None, typer.Option(help="The day of the question (2026-11-24); default: today.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="Write into this file: .csv, .xlsx, .json; of plans also .ics (calendar) and .html (to print)."
        ),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Split registered towns into peer groups or tandems that fit, with what proves how good the split is."""
    if output is not None:
        ending(output.name, _ENDINGS)
        check_output(output)
        if format is None and output.suffix.lower() in (".ics", ".html"):
            raise typer.BadParameter(tables.NEEDS_A_PLAN, param_hint="--output")
    smallest, largest = (2, 2) if pairs else _sizes(size)
    wishes = Wishes(
        smallest=smallest,
        largest=largest,
        common_topic=common_topic,
        mixed=mixed,
        one_per=one_per,
        common_language=common_language,
        times=times,
        floor=floor,
        seed=seed,
    )
    days, asked_on = read_days(dates), day_named(on)
    space, tongue = workspace(), language()
    view = space.view()
    form = None if format is None else format_of(view.snapshot, _format(view.snapshot, format))
    rows, faults = rows_of(file)
    reading = read_registration(space, rows, file.name, tongue)
    show_problems({file.name: [*faults, *reading.faults]}, {})
    found = grouped(view.engine.ties, reading.entries, wishes)
    plans = () if form is None else tables.plans_of(view.snapshot, found, form, days, tongue)
    if output is not None:
        _write(output, view.snapshot, reading.entries, found, plans, asked_on)
    elif as_json:
        print_json(tables.document(view.snapshot, reading.entries, found, plans, tongue))
    elif as_csv:
        sys.stdout.write(tables.table(view.snapshot, found, plans, tongue))
    else:
        _show(view.snapshot, reading.entries, found, plans)
    if not found.groups:
        if output is not None or as_csv:
            for sentence in tables.why_none(found, tongue):
                notice(sentence)
        raise typer.Exit(1)


def _sizes(text: str) -> tuple[int, int]:
    try:
        return sizes_of(text)
    except InvalidRecord as error:
        raise typer.BadParameter(error.said, param_hint="--size") from error


def read_days(text: str | None) -> tuple[date | None, ...]:
    """The days of the steps, None for one that is not set. Raises BadParameter."""
    try:
        return days_of(text)
    except InvalidRecord as error:
        raise typer.BadParameter(error.said, param_hint="--dates") from error


def _format(snapshot: Snapshot, text: str) -> int:
    return snapshot.tables["Format"].ids.index(node_named(snapshot, "Format", text.strip()))


def _write(
    output: Path, snapshot: Snapshot, entries: Sequence[Entry], found: Grouped, plans: Sequence[Plan], on: date
) -> None:
    import orjson

    tongue = language()
    text: str | bytes
    match output.suffix.lower():
        case ".xlsx":
            from api.reports.group_workbook import to_workbook

            text = to_workbook(snapshot, found, plans, tongue)
        case ".csv":
            text = tables.table(snapshot, found, plans, tongue)
        case ".json":
            made = tables.document(snapshot, entries, found, plans, tongue)
            options = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS
            text = orjson.dumps(made, option=options).decode() + "\n"
        case ".ics":
            text = as_calendar(plans, on=on, language=tongue).decode()
            if not any(step.on for one in plans for step in one.steps):
                notice(told(said("No step has a day yet, so the calendar is empty: name --dates."), tongue))
        case _:
            from api.pages.plans import printed

            text = printed(snapshot, entries, found, plans, tongue)
    write_with_command(output, text, snapshot, on=on, tongue=tongue)


def _show(snapshot: Snapshot, entries: Sequence[Entry], found: Grouped, plans: Sequence[Plan]) -> None:
    tongue = language()
    if not found.groups:
        for at, sentence in enumerate(tables.why_none(found, tongue)):
            line(OUT, sentence, lead="• " if at else "")
        return
    naming = tables.Naming(snapshot, tongue)
    for number, group in enumerate(found.groups, start=1):
        title = said("Group {number}: {topics}", number=number, topics=naming.topics(group.topics) or "–")
        heading(OUT, f"{told(title, tongue)}  ({group.fit:.0f})")
        for at in group.members:
            entry = found.towns.entries[at]
            known = naming.topics([t for t in group.topics if found.towns.experience[at, t]])
            about = ", ".join(filter(None, (country_name(entry.country, tongue), _people(entry))))
            brings = told(said("has experience: {topics}", topics=known), tongue) if known else ""
            behind = (f" ({about})" if about else "") + (f" – {brings}" if brings else "")
            line(OUT, Text.assemble((entry.name, "bold"), behind), lead="• ")
        if not any(known for _, known in group.experienced):
            line(OUT, told(said("Nobody here is known to have experience in a common topic."), tongue), indent=2)
        if group.languages:
            line(OUT, told(said("Common: {languages}", languages=naming.languages(group.languages)), tongue), indent=2)
        if group.dates is not None:
            free = tuple(day(one.isoformat(), tongue) for one in group.dates)
            line(OUT, told(said("All can on: {days}", days=free or "–"), tongue), indent=2)
    OUT.print()
    line(OUT, tables.quality(found, tongue))
    line(OUT, told(tables.ABOUT_FIT, tongue), style="dim")
    if (left := tables.left_out_told(entries, found, tongue)) is not None:
        line(OUT, left)
    for one in plans:
        show_plan(one)


def _people(entry: Entry) -> str:
    from matching.words.written import number

    return "" if entry.population is None else number(entry.population, language())


def show_plan(one: Plan) -> None:
    """The plan on the terminal; what is not known is called so."""
    tongue = language()
    unknown = told(tables.UNKNOWN, tongue)
    heading(OUT, told(said("Plan of group {group}: {format}", group=one.group, format=one.name), tongue))
    line(OUT, ", ".join(one.members))
    length = said(
        "As it was done before – who: {who}; duration: {duration}; rhythm: {rhythm}.",
        who=one.group_size or unknown,
        duration=one.duration or unknown,
        rhythm=one.rhythm or unknown,
    )
    line(OUT, told(length, tongue))
    for step in one.steps:
        when = told(tables.NO_DAY, tongue) if step.on is None else day(step.on.isoformat(), tongue)
        line(OUT, f"{step.text} – {when}", lead=f"{step.number:2}. ")
    if not one.steps:
        line(OUT, told(said("The source tells no steps."), tongue))
    for role in one.roles:
        sentence = said(
            "{topic} – shows how it went: {shows}; learns: {learns}.",
            topic=role.topic,
            shows=", ".join(role.shows) or told(tables.OPEN, tongue),
            learns=", ".join(role.learns) or "–",
        )
        line(OUT, told(sentence, tongue), lead="• ")
    line(OUT, told(said("Source of the format: {source}", source=one.source), tongue), style="dim")


def formats(as_json: AsJson = False, lang: InLanguage = None) -> None:
    """The formats in which towns learned from each other: who, how long, in which steps, as their sources tell."""
    snapshot, tongue = workspace().view().snapshot, language()
    table = snapshot.tables["Format"]
    if as_json:
        print_json([format_of(snapshot, at) for at in range(len(table))])
        return
    unknown = told(tables.UNKNOWN, tongue)
    for at in range(len(table)):
        one = format_of(snapshot, at)
        line(OUT, Text.assemble((one.name_in(tongue), "bold"), f" · {one.id}"))
        about = said(
            "Who: {who}. Duration: {duration}. Rhythm: {rhythm}.",
            who=one.group_size_in(tongue) or unknown,
            duration=one.duration_in(tongue) or unknown,
            rhythm=one.rhythm_in(tongue) or unknown,
        )
        line(OUT, told(about, tongue), indent=2)
