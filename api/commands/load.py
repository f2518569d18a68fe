"""`peerpolis seed`, and how any load is told: what came into the graph, what would, and what could not."""

from __future__ import annotations

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from api.commands.terminal import ERR, OUT, AsJson, fault, print_json, workspace
from api.typesetting import line
from seed.load import Difference, Report


def seed(as_json: AsJson = False) -> None:
    """Load the register of Europe's towns and the curated bundle; a second run changes nothing."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=ERR, transient=True) as bar:
        task = bar.add_task("seeding", total=None)
        space = workspace()
        report = space.seed(progress=lambda text: bar.update(task, description=text))
        bar.update(task, description="embedding the descriptions of networks, solutions and calls")
        space.embed_texts()
    show_load(report, as_json)


def show_load(report: Report, as_json: bool) -> None:
    """What a load changed, and every value that could not be taken."""
    if as_json:
        print_json(report)
        return
    changes = report.changes
    if changes:
        OUT.print(
            f"{changes.created:,} records new, {changes.changed:,} changed, {changes.removed:,} removed, "
            f"{changes.unchanged:,} unchanged."
        )
    else:
        OUT.print(f"Nothing has changed: all {changes.unchanged:,} records were there already.")
    for kind, count in report.records.items():
        OUT.print(f"  {count:>9,}  {kind}")
    show_problems(report.errors, report.notices)


def show_problems(errors: object, notices: object) -> None:
    """The notices and errors of readings, by the name of the reading."""
    for name, found in dict(notices).items():  # type: ignore[call-overload]
        for sentence in found:
            line(ERR, f"{name}: {sentence}", style="yellow")
    for found in dict(errors).values():  # type: ignore[call-overload]
        for error in found:
            fault(str(error))


def show_difference(changes: Difference) -> None:
    """What a load would change, record by record."""
    if not changes:
        OUT.print(f"Nothing would change: {changes.unchanged:,} records are there already.")
        return
    for record in changes.created:
        line(OUT, Text(_named(record), style="green"), lead="+ ")
    for change in changes.changed:
        fields = ", ".join(f"{name}: {old} → {new}" for name, (old, new) in change.fields.items())
        line(OUT, Text(f"{_named(change.record)}  {fields}", style="yellow"), lead="~ ")
    for removed in changes.removed:
        line(OUT, Text(_named(removed), style="red"), lead="- ")
    OUT.print(
        f"{len(changes.created):,} new, {len(changes.changed):,} changed, {len(changes.removed):,} removed, "
        f"{changes.unchanged:,} unchanged. Nothing was written (--dry-run)."
    )


def _named(record: object) -> str:
    from graph.model import Fact, Relation

    if isinstance(record, Relation):
        return f"{record.start} {record.type} {record.end}"
    if isinstance(record, Fact):
        return f"{record.subject} {record.key} = {record.value}"
    return str(getattr(record, "id", record))
