"""The options that state a network, the same for every command that measures or writes one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer
from typer.models import ArgumentInfo

from api.commands.terminal import country_code, workspace
from api.workspace.naming import node_named
from graph import dates
from graph.measures.chosen import Which
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.outputs import check_output
from graph.snapshot.frozen import Snapshot

AsOf = Annotated[
    str | None, typer.Option(help="The network as of this year, month or day (2015: its last day); default: all known.")
]
Undated = Annotated[
    Literal["out", "in"],
    typer.Option(help="With --as-of: whether ties of which nobody says when they began are counted."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a network as they are typed; each is an option of the command line."""

    leave_out: Annotated[list[str] | None, typer.Option(help="Leave out this network (id); may be repeated.")] = None
    kind: Annotated[list[str] | None, typer.Option(help="Count networks of this kind only; may be repeated.")] = None
    programme: Annotated[
        list[str] | None, typer.Option(help="Count networks that this programme pays for only; may be repeated.")
    ] = None
    topic: Annotated[
        list[str] | None, typer.Option(help="Count networks on this topic only, or one below it; may be repeated.")
    ] = None
    largest: Annotated[int | None, typer.Option(help="Leave out networks with more members than this.", min=2)] = None
    listed: Annotated[
        bool, typer.Option("--listed", help="Count lists on which towns only stand (vouchers, directories), too.")
    ] = False
    places: Annotated[
        list[str] | None,
        typer.Option(
            "--in", help="Only towns of this country (DE), region (Brandenburg) or NUTS code; may be repeated."
        ),
    ] = None
    at_least: Annotated[int | None, typer.Option(help="Only towns with so many inhabitants at least.", min=0)] = None
    at_most: Annotated[int | None, typer.Option(help="Only towns with so many inhabitants at most.", min=0)] = None
    onto: Annotated[Onto, typer.Option(help="Ties between towns, or between the networks that share them.")] = "towns"
    weighting: Annotated[
        Weighting,
        typer.Option(
            help="newman: a tie in a small network weighs more, 1/(n-1); hyperbolic: 1/n; count: shared networks; "
            "simple: every tie 1; allocation: what flows along it."
        ),
    ] = "newman"
    isolates: Annotated[bool, typer.Option("--isolates", help="With all other towns, which have no tie.")] = False
    as_of: AsOf = None
    undated: Undated = "out"


@dataclass(frozen=True, slots=True)
class Stated:
    """The network that was asked for: the snapshot, and the arguments of `graph.measures.projection.project`."""

    snapshot: Snapshot
    onto: Onto
    weighting: Weighting
    isolates: bool
    which: Which

    def projected(self) -> Projection:
        """Its ties."""
        return project(self.snapshot, onto=self.onto, weighting=self.weighting, isolates=self.isolates, **self.which)


def stated(options: Options) -> Stated:
    """The network that the options mean: names become ids, and the day a snapshot. Raises UnknownId."""
    space = workspace()
    day = None if options.as_of is None else dates.last_day(options.as_of)
    snapshot = space.snapshot_as_of(day, undated=options.undated == "in")
    which: Which = {
        "leave_out": tuple(space.names.network(name) for name in options.leave_out or ()),
        "kinds": options.kind or None,
        "programmes": [node_named(snapshot, "Programme", name.strip()) for name in options.programme or ()] or None,
        "topics": [space.names.topic(name) for name in options.topic or ()] or None,
        "largest": options.largest,
        "listed": options.listed,
        "places": [place(snapshot, name) for name in options.places or ()] or None,
        "population_min": options.at_least,
        "population_max": options.at_most,
    }
    return Stated(snapshot, options.onto, options.weighting, options.isolates, which)


def place(snapshot: Snapshot, text: str) -> str:
    """A country's code, a NUTS code, or the id of the region with the name. Raises UnknownId."""
    text = text.strip()
    if len(text) == 2 and text.isalpha():
        return country_code(text) or text
    if 3 <= len(text) <= 5 and text[:2].isalpha() and any(letter.isdigit() for letter in text) and text.isalnum():
        return text.upper()
    return node_named(snapshot, "Region", text)


def with_network(command: Callable[..., None]) -> Callable[..., None]:
    """The command, whose first parameter is a `Stated`, with the options of a network in its place.

    So each option is written once, and every command has all of them.
    """
    hints = get_type_hints(command, include_extras=True)
    offered = get_type_hints(Options, include_extras=True)
    first, *own = inspect.signature(command).parameters.values()

    def run(**given: Any) -> None:
        options = Options(**{name: given.pop(name) for name in offered})
        if isinstance(output := given.get("output"), Path):
            check_output(output)
        command(**{first.name: stated(options)}, **given)

    shared = [
        inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=offered[f.name])
        for f in fields(Options)
    ]
    kept = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    arguments = [p for p in kept if any(isinstance(m, ArgumentInfo) for m in getattr(p.annotation, "__metadata__", ()))]
    rest = [p for p in kept if p not in arguments]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {p.name: p.annotation for p in (*arguments, *shared, *rest)}
    run.__signature__ = inspect.Signature([*arguments, *shared, *rest])  # type: ignore[attr-defined]  # inspect reads it
    return run
