"""`peerpolis introductions`: the pairs of towns that would help each other most, for whoever introduces them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.text import Text

from api.commands.again import day_named, write_with_command
from api.commands.load import show_problems
from api.commands.question_options import Topics
from api.commands.terminal import OUT, AsCsv, AsJson, InLanguage, language, notice, print_json, workspace
from api.commands.towns_file import rows_of
from api.commands.typesetting import line
from api.workspace.group_tables import as_csv as table_of
from api.workspace.introducing import ABOUT_WORTH, COLUMNS, FIRST_PAIRS, NO_NEEDS, NOBODY, Scope, Telling, introduced
from api.workspace.registration import read_registration
from graph.measures.files import ending
from graph.outputs import check_output
from graph.said import said, said_many
from matching.introductions.introductions import MOST_PAIRS, Introduction
from matching.words.told import told
from matching.words.written import country_name, language_name, number

#: What it is written as, by the ending of the file's name.
_ENDINGS = (".csv", ".json")


def introductions(
    pairs: Annotated[int, typer.Option(min=1, max=MOST_PAIRS, help="How many pairs.")] = 10,
    country: Annotated[str | None, typer.Option(help="One of the two is of this country (DE).")] = None,
    region: Annotated[
        str | None, typer.Option(help="One of the two is of this region, by name (Brandenburg) or NUTS code (DE40).")
    ] = None,
    network: Annotated[str | None, typer.Option(help="One of the two is a member of this network.")] = None,
    topic: Topics = None,
    needs: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="CSV: town, country, and need in words or topics; these towns are then the ones that are introduced.",
        ),
    ] = None,
    within: Annotated[
        bool, typer.Option("--within", help="Both of the two are of the country, region, network.")
    ] = False,
    on: Annotated[str | None, typer.Option(help="The day of the question (2026-11-24); default: today.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write into this file: .csv or .json.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Whom to introduce to whom: the pairs that would help most, nobody more than twice, with what pays for a start."""
    if output is not None:
        ending(output.name, _ENDINGS)
        check_output(output)
    space, tongue, asked_on = workspace(), language(), day_named(on)
    view = space.view()
    registered = None
    if needs is not None:
        rows, faults = rows_of(needs)
        registered = read_registration(space, rows, needs.name, tongue, unknown_too=False)
        show_problems({needs.name: [*faults, *registered.faults]}, {})
    scope = Scope(country=country, region=region, network=network, topics=tuple(topic or ()), within=within)
    found = introduced(space, view, scope, registered, count=pairs, on=asked_on, language=tongue)
    telling = Telling(view.snapshot, found, tongue, registered)
    table = [telling.row(rank, one) for rank, one in enumerate(found.pairs, start=1)]
    if output is not None:
        made: str | bytes = table_of(table, COLUMNS, tongue)
        if output.suffix.lower() == ".json":
            made = orjson.dumps(telling.document(), option=orjson.OPT_INDENT_2) + b"\n"
        write_with_command(output, made, view.snapshot, on=asked_on, tongue=tongue)
    elif as_json:
        print_json(telling.document())
        return
    elif as_csv:
        sys.stdout.write(table_of(table, COLUMNS, tongue))
    if output is not None or as_csv:
        if found.basis == "proof":
            notice(told(NO_NEEDS, tongue))
        return
    if found.basis == "proof":
        line(OUT, told(NO_NEEDS, tongue))
    if not found.pairs:
        line(OUT, told(NOBODY, tongue))
        return
    for rank, one in enumerate(found.pairs, start=1):
        _show(telling, rank, one)
    OUT.print()
    proof = said("proven: no other choice is worth more in sum")
    if found.gap:
        proof = said("not proven: another choice may be worth up to {gap:.1%} more in sum", gap=found.gap)
    about = said_many(
        "{count} pair; {proof}. Towns looked at: {towns:,}.",
        "{count} pairs, no town in more than two; {proof}. Towns looked at: {towns:,}.",
        count=len(found.pairs),
        proof=proof,
        towns=found.looked_at,
    )
    line(OUT, told(about, tongue))
    if found.basis == "needs":
        line(OUT, told(FIRST_PAIRS, tongue))
    if (left := telling.unpaired_told()) is not None:
        line(OUT, left)
    line(OUT, told(ABOUT_WORTH, tongue), style="dim")


def _show(telling: Telling, rank: int, one: Introduction) -> None:
    tongue, snapshot = telling.language, telling.snapshot
    names = []
    for town in (one.one, one.other):
        country = country_name(snapshot.municipalities.category("country")[town], tongue)
        people = number(float(snapshot.population[town]), tongue)
        names.append(f"{telling.name(town)} ({country}, {people})")
    OUT.print()
    line(OUT, Text.assemble((" – ".join(names), "bold"), f"  {one.worth:.0f}"), lead=f"{rank:2}. ")
    for sentence in telling.why(one):
        line(OUT, sentence, indent=4, lead="• ")
    for learning in one.learning:
        for code, text in learning.letter:
            writes = said(
                "For the letter of {town} ({language}): {text}",
                town=telling.name(learning.town),
                language=language_name(code, tongue),
                text=text,
            )
            line(OUT, told(writes, tongue), indent=4, lead="→ ")
    paid, form = telling.paid(one), telling.format(one)
    if paid is None:
        line(OUT, told(said("We know nothing that pays for these two."), tongue), indent=4)
    else:
        sentence = said("What pays: {paid}.", paid=paid)
        if form is not None:
            sentence = said("What pays: {paid}. Format: {format}.", paid=paid, format=form)
        line(OUT, told(sentence, tongue), indent=4)
    for source in telling.sources(one):
        line(OUT, told(said("Source: {source}", source=source), tongue), indent=4, style="dim")
