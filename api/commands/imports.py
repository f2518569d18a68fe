"""`peerpolis import`: files of publishers, and of towns themselves, into the graph; what was imported; undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from typer.core import TyperCommand

from api.commands.late_commands import LateCommands
from api.commands.load import show_difference, show_load, show_problems
from api.commands.terminal import ERR, OUT, AsJson, InLanguage, fault, language, notice, print_json, workspace
from graph import dates
from graph.model import Municipality
from graph.outputs import check_output
from graph.said import Said, said, said_many
from graph.store.protocol import Store
from matching.words.told import told
from matching.words.written import number
from seed.bodies.decisions import Decided
from seed.files.row_stream import Advance
from seed.importers.all import IMPORTERS, BrokenImporter, importers, names
from seed.importers.frame import Importer, Request, imported, placed, source_of, undo, wanted
from seed.load import difference, load
from seed.reading import Reading


class _Imports(LateCommands):
    """Ours, and those of importers that other distributions bring."""

    def late(self) -> typer.Typer:
        """A command for each importer that is not ours."""
        others = typer.Typer()
        for importer in importers()[len(IMPORTERS) :]:
            _add(others, importer)
        return others


def _without(error: BrokenImporter) -> None:
    """An importer of another distribution is broken: said, and gone on without."""
    notice(told(error.said, language()))


imports = typer.Typer(
    cls=_Imports, no_args_is_help=True, help="Bring data of publishers, and your own, into the graph."
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; change nothing.")]
Where = Annotated[str, typer.Argument(metavar="FILE|FOLDER|ADDRESS", help="What to read; an address is fetched.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Day, month or year as of which the file speaks.")]
Sha256 = Annotated[str | None, typer.Option("--sha256", help="Digest that the file at the address must have.")]
Likely = Annotated[bool, typer.Option("--likely", help="Take bodies that are only likely the right ones as well.")]
Whole = Annotated[
    bool,
    typer.Option(
        "--whole", help="The list (of `lau`) is whole: what is not in it is no municipality. Else that is looked at."
    ),
]
OpenNames = Annotated[
    Path | None,
    typer.Option("--unresolved", metavar="FILE.csv", dir_okay=False, help="Write the names that stay open to a file."),
]
Decisions = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE.csv",
        exists=True,
        dir_okay=False,
        help="Keep the decisions of such a file first, in which you have filled in the column id ('-': none of ours).",
    ),
]


@imports.callback()
def _group() -> None:
    """Bring data of publishers, and your own, into the graph."""


@imports.command("profiles")
def profiles(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="CSV: name or id, country, needs, offers, facts; see docs/profiles.md."
        ),
    ],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Load towns' own needs, offers and facts. Importing a file again replaces what it said before."""
    from seed.bodies.decisions import kept_decisions
    from seed.bodies.known_names import known_names
    from seed.bodies.recognition import resolver_of
    from seed.bodies.resolver import Resolver
    from seed.importers.profiles import read_profiles
    from seed.register.official import read_units

    store = workspace().filled_store()

    def resolver() -> Resolver:
        return resolver_of(store, kept_decisions(workspace().settings.decisions), read_units())

    _bring(store, read_profiles(file, known_names(store, resolver)), dry_run, as_json)


def _command(importer: Importer) -> Callable[..., None]:
    def command(
        where: Where,
        dry_run: DryRun = False,
        as_of: AsOf = None,
        sha256: Sha256 = None,
        unresolved: OpenNames = None,
        decisions: Decisions = None,
        likely: Likely = False,
        whole: Whole = False,
        as_json: AsJson = False,
        lang: InLanguage = None,
    ) -> None:
        from seed.bodies.decisions import kept_decisions
        from seed.bodies.recognition import Recognition, resolver_of, write_unresolved
        from seed.files.input_files import input_files
        from seed.register.official import read_units

        if as_of is not None:
            dates.parts(as_of)
        if unresolved is not None:
            check_output(unresolved)
        if whole and not importer.lists_all:
            raise typer.BadParameter(
                told(said("is for lists that name all there are"), language()), param_hint="--whole"
            )
        limits = workspace().settings.limits
        with _progress(importer.name) as tell:
            path, source, changed = _fetched(importer, where, sha256, tell(said("fetching")))
            files = input_files(path, importer.suffixes, limits)
            store = workspace().filled_store()
            own = _decided(decisions, keep=not dry_run) if decisions else Decided({})
            decided = {**kept_decisions(workspace().settings.decisions), **own.names}
            bodies = Recognition(resolver_of(store, decided, read_units()), likely=likely)
            reading = importer.read(
                Request(files, source, bodies, store, as_of or changed, tell(said("reading")), whole=whole)
            )
            tell(said("comparing with the graph"))
            reading = placed(store, replace(reading, errors=(*own.errors, *reading.errors)), source)
        if unresolved is not None:
            count = write_unresolved(unresolved, reading.unresolved, lambda why: told(why, language()))
            still_open = said_many(
                "{count:,} open name is in {file}: fill in the column id, and import with --decisions.",
                "{count:,} open names are in {file}: fill in the column id, and import with --decisions.",
                count=count,
                file=str(unresolved),
            )
            notice(told(still_open, language()))
        _bring(store, reading, dry_run, as_json)

    return command


def _add(app: typer.Typer, importer: Importer) -> None:
    terms = {"who": importer.publisher, "page": importer.page, "terms": importer.terms, "wanted": wanted(importer)}
    app.command(
        importer.name,
        cls=_helped_by(said("{what} Importing it again replaces what it said before.", what=importer.what)),
        epilog=said("Offered by {who}: {page}. Terms: {terms}. What it must hold: {wanted}.", **terms)
        if importer.wanted
        else said("Offered by {who}: {page}. Terms: {terms}.", **terms),
    )(_command(importer))


def _helped_by(help: Said) -> type[TyperCommand]:
    """Commands with this help: typer itself would make a plain text of the sentence."""

    class Helped(TyperCommand):
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **{**more, "help": help})

    return Helped


for _importer in IMPORTERS:
    _add(imports, _importer)


@imports.command("decisions")
def decisions_(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A list that --unresolved wrote, with ids filled in.")
    ],
    lang: InLanguage = None,
) -> None:
    """Keep what you decided about open names; all later imports go by it. '-' as id: none of ours."""
    mistakes = _decided(file, keep=True).errors
    for mistake in mistakes:
        fault(told(mistake.said, language()))
    if mistakes:
        raise typer.Exit(1)


@imports.command("list")
def list_(as_json: AsJson = False, lang: InLanguage = None) -> None:
    """The sources that were imported, each with the number of records that rest on it."""
    known = importers(_without)
    found = imported(workspace().store, names(known))
    if as_json:
        print_json(found)
    elif not found:
        nothing = said("Nothing was imported yet. `peerpolis import --help` says what can be.")
        OUT.print(told(nothing, language()))
    else:
        publishers = {importer.name: (importer.publisher, importer.terms) for importer in known}
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(justify="right")
        for one in found:
            about = "; ".join(told(text, language()) for text in publishers.get(one.importer, ()))
            table.add_row(number(one.records, language()), one.source, about)
        OUT.print(table)


@imports.command("undo")
def undo_(
    source: Annotated[str, typer.Argument(help="A source as `peerpolis import list` shows it.")],
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Take everything that an import said out of the graph again."""
    changes = undo(workspace().store, source, names(importers(_without)))
    if as_json:
        print_json(changes)
    else:
        removed = said_many("{count:,} record removed.", "{count:,} records removed.", count=changes.removed)
        OUT.print(told(removed, language()))


def _decided(file: Path, *, keep: bool) -> Decided:
    """What a person decided in the file; from now on it holds for all imports, if it is to be kept."""
    from seed.bodies.decisions import keep_decisions, read_decisions

    store, kept = workspace().filled_store(), workspace().settings.decisions
    found = read_decisions(file, lambda id: isinstance(store.get(id), Municipality))
    count = len(found.names)
    made = said_many("{count:,} decision", "{count:,} decisions", count=count) if count else said("no decisions")
    text = said("{decisions}, {open:,} still open", decisions=made, open=found.undecided)
    if keep:
        text = said(
            "{decisions}, {open:,} still open; {new:,} new ones are kept in {file}",
            decisions=made,
            open=found.undecided,
            new=keep_decisions(kept, found.names),
            file=str(kept),
        )
    notice(told(text, language()))
    return found


def _fetched(importer: Importer, where: str, sha256: str | None, advance: Advance) -> tuple[Path, str, str | None]:
    """The path to read, the source of what is there, and the day on which a server last changed it."""
    from seed.files.fetch import fetch, is_address

    if is_address(where):
        settings = workspace().settings
        folder = settings.cache / "downloads"
        download = fetch(where, folder, sha256=sha256, limits=settings.limits, advance=advance)
        return download.path, source_of(importer, where), download.as_of
    path = Path(where)
    try:
        there = path.exists()
    except OSError:  # a name that is too long, a folder that may not be entered
        there = False
    if not there:
        why = said("there is no file or folder {where}", where=where)
        raise typer.BadParameter(told(why, language()), param_hint="FILE|FOLDER|ADDRESS")
    if sha256 is not None:
        raise typer.BadParameter(told(said("is for addresses; this is a file"), language()), param_hint="--sha256")
    return path, source_of(importer, path), None


def _bring(store: Store, reading: Reading, dry_run: bool, as_json: bool) -> None:
    """Load the reading, or show what it would change; code 1 if something could not be taken."""
    if dry_run:
        changes = difference(store, reading.batch, remove_sources=reading.replaces)
        if as_json:
            beside = {"errors": reading.errors, "notices": reading.notices, "unresolved": reading.unresolved}
            print_json({"difference": changes, **beside})
        else:
            show_difference(changes)
            show_problems({reading.name: reading.errors}, {reading.name: reading.notices})
    else:
        show_load(load(store, [reading]), as_json)
    if reading.errors:
        raise typer.Exit(1)


@contextmanager
def _progress(name: str) -> Iterator[Callable[[Said], Advance]]:
    """A bar on the terminal; each call of what is given begins a stage of the work and returns what moves the bar."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=ERR, transient=True) as bar:
        task = bar.add_task(name, total=None)

        def stage(what: Said) -> Advance:
            now = told(said("{reading}: {notice}", reading=name, notice=what), language())
            bar.update(task, description=now, completed=0, total=None)
            return lambda done, total: bar.update(task, completed=done, total=total or None)

        yield stage
