"""`peerpolis what-if`: the measures of the network before and after a tie, a member more, or a hub gone."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.measure import Output, check_file, show_report
from api.commands.network_options import with_network
from api.commands.terminal import AsCsv, AsJson, InLanguage, workspace
from api.workspace.network_stated import Stated
from graph.errors import InvalidRecord
from graph.said import said


@with_network
def what_if(
    network: Stated,
    tie: Annotated[list[str] | None, typer.Option(help="Two towns that would be tied (A,B); may be repeated.")] = None,
    member: Annotated[
        list[str] | None,
        typer.Option(help="A town and the network that it would be in (A,Cittaslow); may be repeated."),
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option(help="A town or network that would be gone; may be repeated.")
    ] = None,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """What would change in the network if two towns were tied, a town joined, or a hub left?

    On a copy: the graph stays as it is. Figures of the whole network, and of the towns named how many partners they
    have and how much they stand between others, before and after.
    """
    from graph.measures.what_if import what_if as compared

    check_file(output)
    if network.onto != "towns":
        raise InvalidRecord(said("what would be otherwise is told of the ties between towns"))
    names = workspace().names
    found = compared(
        network.snapshot,
        ties=[(names.town(one).id, names.town(other).id) for one, other in map(_two, tie or ())],
        members=[(names.town(town).id, names.network(club)) for town, club in map(_two, member or ())],
        removed=[names.node(text) for text in remove or ()],
        weighting=network.weighting,
        isolates=network.isolates,
        **network.which,
    )
    show_report(found, top=100, output=output, as_json=as_json, as_csv=as_csv)


def _two(text: str) -> tuple[str, str]:
    """What stands before and after the first comma. Raises InvalidRecord where there is nothing."""
    one, _, other = (part.strip() for part in text.partition(","))
    if not (one and other):
        raise InvalidRecord(said("{wrong!r} names one: write two, with a comma between", wrong=text))
    return one, other
