"""`peerpolis consortium`: who is missing for a call, beside those who are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.text import Text

from api.commands.eligible import moment
from api.commands.question_options import Moment, Need
from api.commands.terminal import OUT, AsJson, InLanguage, language, print_json, workspace
from api.commands.typesetting import heading, line
from api.workspace.missing import ConsortiaFound, ConsortiumAsked, ConsortiumFound, consortia
from graph.said import said, said_as, said_many
from matching.rules.asking.situation import Body, Situation
from matching.words.told import told
from matching.words.written import country_name

_TOGETHER = {
    "complete": said_as("consortium", "By the rules that count members, they are enough."),
    "incomplete": said_as("consortium", "Towns alone are not enough: others are to be found."),
    "barred": said_as("consortium", "The rules bar them from applying together."),
}


def consortium(
    call: Annotated[str, typer.Option(help="The call or the programme, by id or name.")] = "",
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", help="The towns that are there, the one that asks first (A,B); may be repeated."),
    ] = None,
    size: Annotated[
        int | None, typer.Option(min=2, max=25, help="How many in all; without it as few as the rules allow.")
    ] = None,
    wanted: Annotated[list[str] | None, typer.Option(help="A town that has to join; may be repeated.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="A town that must not join; may be repeated.")] = None,
    per_country: Annotated[int | None, typer.Option(min=1, help="At most so many of each country.")] = None,
    need: Need = None,
    on: Moment = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Who is missing for a call: the towns that complete those who are there best, and three other choices."""
    if not call or not with_:
        raise typer.BadParameter(said("name a call, and the towns that are there"), param_hint="--call, --with")
    asked = ConsortiumAsked(
        call=call,
        named=with_,
        size=size,
        wanted=wanted or (),
        excluded=exclude or (),
        per_country=per_country,
        need=need,
        on=Situation(applicant=Body(), at=moment(on)).day,
        language=language(),
    )
    found = consortia(workspace(), asked)
    if as_json:
        print_json(found)
    else:
        _show(found)


def _show(found: ConsortiaFound) -> None:
    tongue = language()
    if not found.consortia:
        line(OUT, told(said("No consortium meets all of this together:"), tongue), style="bold")
        for demand in found.conflict:
            line(OUT, demand, indent=1, lead="• ")
        return
    for number, one in enumerate(found.consortia):
        other = said("Other choice {number}", number=number)
        heading(OUT, told(other if number else said("Best choice"), tongue))
        _show_one(one)
    if found.elsewhere:
        rules = said_many(
            "{count} rule is met by no town that we know of: {names}",
            "{count} rules are met by no town that we know of: {names}",
        )
        line(OUT, told(rules.fill(count=len(found.elsewhere), names=_names(found.elsewhere)), tongue))
    about = said(
        "Fit is the sum of the points of those who join; {count} towns were looked at, the best of each country.",
        count=found.looked_at,
    )
    line(OUT, Text(told(about, tongue), style="dim"))


def _show_one(one: ConsortiumFound) -> None:
    tongue = language()
    for member in one.members:
        points = "" if member.points is None else f" · {member.points:.0f}"
        name = member.name, "bold" if member.joins else ""
        open_ = told(said("whether it may take part is open"), tongue)
        unsure = f" · {open_}" if member.may_take_part == "unknown" else ""
        line(OUT, Text.assemble(name, f" ({country_name(member.country or '', tongue)}){points}{unsure}"), lead="• ")
    proof = said("proven: none fits better") if one.proven else said("not proven: up to {gap:.1%} better", gap=one.gap)
    fit = said("Fit {fit:.0f}, {proof}. {together}", fit=one.fit, proof=proof, together=_TOGETHER[one.consortium])
    line(OUT, told(fit, tongue), indent=2)
    if one.open:
        line(OUT, told(said("Open: {names}", names=_names(one.open)), tongue), indent=2)


def _names(clauses: Sequence[str]) -> tuple[str, ...]:
    return tuple(clause.rpartition("/")[2].replace("_", " ") for clause in clauses)
