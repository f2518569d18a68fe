"""The options that state a network, the same for every command that measures or writes one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer
from typer.models import ArgumentInfo

from api.commands.terminal import workspace
from api.workspace.network_stated import Named, Stated, network_stated
from graph.measures.projection import Onto, Weighting
from graph.outputs import check_output

AsOf = Annotated[
    str | None, typer.Option(help="The network as of this year, month or day (2015: its last day); default: all known.")
]
ByChance = Annotated[
    int,
    typer.Option(
        min=0,
        max=100_000,
        help="Compare with so many networks drawn by chance, in which all have as many memberships as here.",
    ),
]
Bootstrap = Annotated[
    int,
    typer.Option(min=0, max=100_000, help="Give intervals, over so many draws of the memberships with replacement."),
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


def stated(options: Options) -> Stated:
    """The network that the options mean: names become ids, and the day a snapshot. Raises UnknownId."""
    named = Named(
        leave_out=options.leave_out or (),
        kinds=options.kind or (),
        programmes=options.programme or (),
        topics=options.topic or (),
        largest=options.largest,
        listed=options.listed,
        places=options.places or (),
        population_min=options.at_least,
        population_max=options.at_most,
    )
    return network_stated(
        workspace(),
        named,
        as_of=options.as_of,
        undated=options.undated == "in",
        onto=options.onto,
        weighting=options.weighting,
        isolates=options.isolates,
    )


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
