"""`peerpolis grouping`: with which neighbours a town is large enough to apply as one."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from api.commands.question_options import AskingTown, InCountry
from api.commands.terminal import OUT, AsJson, InLanguage, country_code, language, print_json, workspace
from api.commands.typesetting import line
from api.workspace.missing import DEGREES, groupings_of
from graph.said import said, said_many
from matching.consortia.grouping import Wanted
from matching.words.told import told
from matching.words.written import number


def grouping(
    town: AskingTown,
    at_least: Annotated[int, typer.Option(min=1, help="The inhabitants that they need together.")] = 50_000,
    degurba: Annotated[
        str, typer.Option(help="The degrees of urbanisation that count: 1 cities, 2 towns and suburbs, 3 rural areas.")
    ] = "1,2",
    share: Annotated[
        float | None,
        typer.Option(
            min=1,
            max=100,
            help="So many per cent of the inhabitants (51) in members of these degrees are enough; without it every "
            "member needs one of them.",
        ),
    ] = None,
    km: Annotated[
        float, typer.Option(min=1, max=100, help="How many kilometres apart the centres of neighbours are at most.")
    ] = 15,
    reach: Annotated[float, typer.Option(min=1, max=200, help="How many kilometres away members are at most.")] = 50,
    top: Annotated[int, typer.Option(min=1, max=50, help="How many groupings.")] = 5,
    in_country: InCountry = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """The neighbours that make one applicant with a town: large enough together, the fewest and nearest first."""
    degrees = tuple(part for part in degurba.replace(" ", "").split(",") if part)
    if not degrees or not set(degrees) <= set(DEGREES):
        raise typer.BadParameter(said("one of {known}", known=DEGREES), param_hint="--degurba")
    space, tongue = workspace(), language()
    asker = space.names.meant(town, country_code(in_country)).town.id
    wanted = Wanted(at_least=at_least, degrees=degrees, share=None if share is None else share / 100)
    found = groupings_of(space, asker, wanted, km=km, reach=reach, top=top, language=tongue)
    if as_json:
        print_json(found)
        return
    ways = said("Neighbours are towns of one country whose centres are at most {km:g} km apart: we know no borders.")
    line(OUT, told(ways.fill(km=km), tongue))
    for one in found.groupings:
        sums = said(
            "{inhabitants} inhabitants, {share:.0%} of them in degrees {degrees}, distances of {km:g} km added up",
            inhabitants=number(one.population, tongue),
            share=one.share,
            degrees=degrees,
            km=one.spread_km,
        )
        listed = ", ".join(f"{member.name} ({number(member.population or 0, tongue)})" for member in one.members)
        line(OUT, Text(listed, style="bold"), lead="• ")
        line(OUT, told(sums, tongue), indent=2)
    if found.why_none is not None:
        line(OUT, found.why_none)
    if not found.proven:
        upto = said_many(
            "Complete with up to {count} member; of larger groupings not all could be looked at.",
            "Complete with up to {count} members; of larger groupings not all could be looked at.",
        )
        line(OUT, told(upto.fill(count=found.complete_to), tongue))
    if found.left_out:
        left = said_many(
            "{count} neighbour is left out: its inhabitants or its degree of urbanisation are not known.",
            "{count} neighbours are left out: their inhabitants or degrees of urbanisation are not known.",
        )
        line(OUT, told(left.fill(count=found.left_out), tongue))
    if share is not None and found.groupings:
        status = said("As an agglomeration it counts only with a legal status of its own: that is not known here.")
        line(OUT, told(status, tongue))
