"""`peerpolis seed`, and how any load is told: what came into the graph, what would, and what could not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from api.commands.labels import RECORDS
from api.commands.terminal import ERR, OUT, AsJson, InLanguage, fault, language, print_json, workspace
from api.commands.typesetting import line
from graph.errors import RowError
from graph.said import said
from matching.words.told import told
from matching.words.written import number
from seed.load import Difference, Report


def seed(as_json: AsJson = False, lang: InLanguage = None) -> None:
    """Load the register of Europe's towns and the curated bundle; a second run changes nothing."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=ERR, transient=True) as bar:
        task = bar.add_task(told(said("seeding"), language()), total=None)
        space = workspace()
        report = space.seed(progress=lambda text: bar.update(task, description=told(text, language())))
        embedding = said("embedding the descriptions of networks, solutions and calls")
        bar.update(task, description=told(embedding, language()))
        space.embed_texts()
    show_load(report, as_json)


def show_load(report: Report, as_json: bool) -> None:
    """What a load changed, and every value that could not be taken."""
    if as_json:
        print_json(report)
        return
    changes = report.changes
    if changes:
        what = said(
            "{created:,} records new, {changed:,} changed, {removed:,} removed, {unchanged:,} unchanged.",
            created=changes.created,
            changed=changes.changed,
            removed=changes.removed,
            unchanged=changes.unchanged,
        )
    else:
        there = changes.unchanged
        what = said("Nothing has changed: all {unchanged:,} records were there already.", unchanged=there)
    OUT.print(told(what, language()))
    for kind, count in report.records.items():
        OUT.print(f"  {number(count, language()):>9}  {told(RECORDS.get(kind, kind), language())}")
    show_problems(report.errors, report.notices)


def show_problems(errors: Mapping[str, Sequence[RowError]], notices: Mapping[str, Sequence[str]]) -> None:
    """The notices and errors of readings, by the name of the reading."""
    for name, sentences in notices.items():
        for sentence in sentences:
            line(ERR, told(said("{reading}: {notice}", reading=name, notice=sentence), language()), style="yellow")
    for found in errors.values():
        for error in found:
            fault(told(error.said, language()))


def show_difference(changes: Difference) -> None:
    """What a load would change, record by record."""
    if not changes:
        there = changes.unchanged
        nothing = said("Nothing would change: {unchanged:,} records are there already.", unchanged=there)
        OUT.print(told(nothing, language()))
        return
    for record in changes.created:
        line(OUT, Text(_named(record), style="green"), lead="+ ")
    for change in changes.changed:
        fields = ", ".join(f"{name}: {old} → {new}" for name, (old, new) in change.fields.items())
        line(OUT, Text(f"{_named(change.record)}  {fields}", style="yellow"), lead="~ ")
    for removed in changes.removed:
        line(OUT, Text(_named(removed), style="red"), lead="- ")
    what = said(
        "{created:,} new, {changed:,} changed, {removed:,} removed, {unchanged:,} unchanged. "
        "Nothing was written (--dry-run).",
        created=len(changes.created),
        changed=len(changes.changed),
        removed=len(changes.removed),
        unchanged=changes.unchanged,
    )
    OUT.print(told(what, language()))


def _named(record: object) -> str:
    from graph.model import Fact, Relation

    if isinstance(record, Relation):
        return f"{record.start} {record.type} {record.end}"
    if isinstance(record, Fact):
        return f"{record.subject} {record.key} = {record.value}"
    return str(getattr(record, "id", record))
