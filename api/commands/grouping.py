"""`peerpolis grouping`: with which neighbours a town is large enough to apply as one."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from api.commands.question_options import AskingTown, InCountry
from api.commands.terminal import OUT, AsJson, InLanguage, country_code, language, print_json, workspace
from api.commands.typesetting import line
from graph.said import said, said_many
from graph.snapshot.frozen import Snapshot
from matching.consortia.grouping import Found, Wanted, groupings
from matching.consortia.nearby import Neighbourhood, neighbourhood
from matching.words.told import told
from matching.words.written import number

_DEGREES = ("1", "2", "3")


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
    if not degrees or not set(degrees) <= set(_DEGREES):
        raise typer.BadParameter(said("one of {known}", known=_DEGREES), param_hint="--degurba")
    space, tongue = workspace(), language()
    snapshot = space.view().snapshot
    asker = snapshot.municipalities.ids.index(space.names.meant(town, country_code(in_country)).town.id)
    hood = neighbourhood(snapshot, asker, km=km, reach=reach)
    wanted = Wanted(at_least=at_least, degrees=degrees, share=None if share is None else share / 100)
    found = groupings(hood, wanted, top)
    if as_json:
        print_json(_document(snapshot, hood, wanted, found, km, reach))
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
        names = [snapshot.municipalities.name(hood.towns[at], tongue) for at in one.members]
        sizes = [number(hood.sizes[at] or 0, tongue) for at in one.members]
        listed = ", ".join(f"{name} ({size})" for name, size in zip(names, sizes, strict=True))
        line(OUT, Text(listed, style="bold"), lead="• ")
        line(OUT, told(sums, tongue), indent=2)
    if found.why_none is not None:
        line(OUT, told(found.why_none, tongue))
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


def _document(
    snapshot: Snapshot, hood: Neighbourhood, wanted: Wanted, found: Found, km: float, reach: float
) -> dict[str, object]:
    def member(at: int) -> dict[str, object]:
        return {
            "id": snapshot.municipalities.ids[hood.towns[at]],
            "name": snapshot.municipalities.name(hood.towns[at], language()),
            "population": hood.sizes[at],
            "degurba": hood.degrees[at],
            "distance_km": hood.km[at],
        }

    return {
        "at_least": wanted.at_least,
        "degurba": wanted.degrees,
        "share": wanted.share,
        "neighbours_km": km,
        "reach_km": reach,
        "groupings": [
            {
                "members": [member(at) for at in one.members],
                "population": one.population,
                "share": one.share,
                "spread_km": one.spread_km,
            }
            for one in found.groupings
        ],
        "proven": found.proven,
        "complete_to": found.complete_to,
        "left_out": found.left_out,
        "why_none": None if found.why_none is None else told(found.why_none, language()),
    }
