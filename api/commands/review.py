"""`peerpolis calls review`: clauses that the reader proposes from a call's text; a person accepts or refuses each."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from api.commands.terminal import OUT, AsJson, InLanguage, language, print_json, workspace
from api.commands.typesetting import line
from api.workspace.asking import rules_asked_for
from graph.errors import InvalidRecord, UnknownId
from graph.said import said, said_many
from matching.rules.judging.rules_of import RuleBook
from matching.rules.reading.reader import propose
from matching.rules.reading.review import COLUMNS, Row, proposed_rows
from matching.rules.rule import Rule
from matching.words.told import told


def review(
    call: Annotated[str, typer.Argument(help="The call that the text is of, by id; also one not on record.")],
    text: Annotated[Path, typer.Argument(help="A file with the text of the call, in English or German.")],
    into: Annotated[
        Path, typer.Option(help="The CSV that accepted clauses are written to; those refused go beside it.")
    ] = Path("call_clauses.csv"),
    source: Annotated[str, typer.Option(help="Where the text was read: the address of the page.")] = "",
    accept: Annotated[str | None, typer.Option(help="Accept these: their numbers (1,3), or all.")] = None,
    refuse: Annotated[str | None, typer.Option(help="Refuse these: their numbers (2), or all.")] = None,
    action: Annotated[
        str | None, typer.Option(help="The kind of action (RIA, IA, CSA), for topics of Horizon Europe.")
    ] = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Look through the clauses that a call's text states, each with the words that say it, and accept or refuse them.

    On a terminal each is asked for. What is neither accepted nor refused comes again; nothing proposed counts.
    """
    book = _book(call)
    name = call if book is None or book.call is None else book.call.id.partition(":")[2]
    kind = action or (book.call.action_type if book is not None and book.call is not None else None)
    beside = into.with_name(f"{into.stem}-refused{into.suffix}")
    accepted, refused = _read(into), _read(beside)
    rules = () if book is None else book.rules
    known = {(rule.kind, rule.operator, _value(rule)) for rule in rules}
    found = list(
        proposed_rows(name, propose(_text(text), kind), source or str(text), settled=(*accepted, *refused), known=known)
    )
    if as_json and accept is None and refuse is None:
        print_json([{**row.as_dict(), "asks": row.asks(language())} for row in found])
        return
    yes, no = _chosen(accept, found), _chosen(refuse, found)
    if set(yes) & set(no):
        raise InvalidRecord(said("one clause cannot be accepted and refused"))
    for number, row in enumerate(found, start=1):
        _show(number, row)
        if accept is None and refuse is None and sys.stdin.isatty():
            asked = told(said("Accept (y), refuse (n), later (Enter)?"), language())
            answer = typer.prompt(asked, default="", show_default=False).strip().casefold()[:1]
            if answer in ("y", "j"):
                yes.append(number - 1)
            elif answer == "n":
                no.append(number - 1)
    for path, before, chosen in ((into, accepted, yes), (beside, refused, no)):
        if chosen:
            _write(path, [*before, *(found[at] for at in chosen)])
    sums = said(
        "{accepted} accepted, written to {file}; {refused} refused; {left} still to be looked at.",
        accepted=len(yes),
        refused=len(no),
        left=len(found) - len(yes) - len(no),
        file=into,
    )
    if yes or no:
        line(OUT, told(sums, language()))
    else:
        none = said_many("{count} clause to look at; none counts.", "{count} clauses to look at; none counts.")
        line(OUT, told(none.fill(count=len(found)), language()))


def _book(call: str) -> RuleBook | None:
    """The rules that are on record, None for a call that is not."""
    try:
        return rules_asked_for(workspace().view().snapshot, call)
    except UnknownId:
        return None


def _value(rule: Rule) -> str:
    """The value of a clause as it is written down."""
    return ";".join((*rule.values, *(f"{key}={value}" for key, value in rule.conditions.items())))


def _show(number: int, row: Row) -> None:
    line(
        OUT,
        Text.assemble((row.asks(language()), "bold"), f" · {row.kind} {row.operator} {row.value}"),
        lead=f"{number:2}. ",
    )
    line(OUT, Text(told(said("“{quote}”", quote=row.evidence_quote), language()), style="dim"), indent=4)


def _chosen(numbers: str | None, found: Sequence[Row]) -> list[int]:
    if numbers is None:
        return []
    if numbers.strip().casefold() in ("all", "alle"):
        return list(range(len(found)))
    try:
        chosen = [int(part) - 1 for part in numbers.split(",") if part.strip()]
    except ValueError:
        chosen = [-1]
    if any(not 0 <= at < len(found) for at in chosen):
        raise InvalidRecord(said("{wrong!r} are no numbers of the {count} clauses", wrong=numbers, count=len(found)))
    return list(dict.fromkeys(chosen))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidRecord(said("{file} cannot be read: {reason}", file=str(path), reason=error.strerror)) from error


def _read(path: Path) -> list[Row]:
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [Row.read(row) for row in csv.DictReader(file)]
    except OSError as error:
        raise InvalidRecord(said("{file} cannot be read: {reason}", file=str(path), reason=error.strerror)) from error


def _write(path: Path, rows: Sequence[Row]) -> None:
    """All rows, first to a file beside it: what is there stays whole if writing fails."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(row.as_dict() for row in rows)
        new.replace(path)
    except OSError as error:
        raise InvalidRecord(
            said("{file} cannot be written: {reason}", file=str(path), reason=error.strerror)
        ) from error
