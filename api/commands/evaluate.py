"""`peerpolis evaluate`: how good the matches are, on years that no method has seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.terminal import OUT, AsJson, InLanguage, fault, language, notice, print_json
from graph.outputs import check_output, write_output
from graph.said import said, said_many
from matching.words.told import told

if TYPE_CHECKING:
    from matching.evaluation.types import Task

#: Values that could not be read, told one by one.
TOLD = 10
FOLDER = typer.Argument(
    exists=True,
    file_okay=False,
    metavar="DIR",
    help="municipalities.csv, networks.csv, memberships.csv; see docs/evaluation.md.",
)


def evaluate(
    folder: Annotated[Path, FOLDER],
    split: Annotated[
        str, typer.Option(help="What began before this day (2015-01-01) is known; the rest is asked for.")
    ],
    task: Annotated[
        list[str] | None,
        typer.Option(help="partners, peers, networks, solutions or tandems; may be repeated. Default: all."),
    ] = None,
    method: Annotated[list[str] | None, typer.Option(help="Only this method; may be repeated. Default: all.")] = None,
    pool: Annotated[
        str, typer.Option(help="register: all of Europe's towns; file: only those in DIR, for comparison.")
    ] = "register",
    seed: Annotated[int, typer.Option(min=0, help="For everything that draws or learns.")] = 0,
    ablate: Annotated[
        list[str] | None,
        typer.Option(
            help="Run each learned method once more without this feature (or group); may be repeated; all: one by one."
        ),
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write the report as one HTML page here.", dir_okay=False)] = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Measure the matches: known is what began before the day, asked for is what came after.

    Each method is fitted in the run, on what was known; see docs/evaluation.md for tasks, metrics and leaks.
    """
    if report is not None:
        check_output(report)
    from api.commands.show_evaluation import show_evaluation
    from api.pages.evaluation import evaluation_page
    from api.workspace.evaluation import run_evaluation
    from matching.evaluation.document import document

    setting, run, errors = run_evaluation(
        folder,
        day_of(split),
        tasks=_tasks(task),
        names=method or (),
        pool="file" if _one_of(pool, ("register", "file"), "--pool") == "file" else "register",
        seed=seed,
        ablate=ablate or (),
        progress=lambda what: notice(told(what, language())),
    )
    for error in errors[:TOLD]:
        fault(told(error.said, language()))
    if len(errors) > TOLD:
        unread = said_many(
            "… and {count} more value that could not be read",
            "… and {count} more values that could not be read",
            count=len(errors) - TOLD,
        )
        fault(told(unread, language()))
    if report is not None:
        write_output(report, evaluation_page(document(setting, run), language()))
        notice(told(said("The page is in {file}.", file=report), language()))
    if as_json:
        print_json(document(setting, run))
    else:
        show_evaluation(OUT, setting, run, language())


def day_of(text: str, option: str = "--split") -> date:
    """The day that was typed. Raises typer.BadParameter, which names the option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        why = told(said("{wrong!r} is not a day; write 2015-01-01", wrong=text), language())
        raise typer.BadParameter(why, param_hint=option) from None


def _tasks(names: list[str] | None) -> tuple[Task, ...]:
    from matching.evaluation.types import TASKS

    for name in names or ():
        _one_of(name, TASKS, "--task")
    return tuple(task for task in TASKS if not names or task in names)


def _one_of(text: str, choices: tuple[str, ...], option: str) -> str:
    if text not in choices:
        why = said("{wrong!r} is not one of {known}", wrong=text, known=choices)
        raise typer.BadParameter(told(why, language()), param_hint=option)
    return text
