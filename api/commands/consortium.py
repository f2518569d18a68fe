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
from api.workspace.asking import rules_asked_for
from api.workspace.workspace import Workspace
from graph.errors import InvalidRecord
from graph.said import said, said_as, said_many
from matching.consortia.completion import Completion, Consortium, Wishes, complete
from matching.rules.asking.situation import Body, Situation
from matching.types import Query
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
    space, tongue = workspace(), language()
    snapshot = space.view().snapshot
    book = rules_asked_for(snapshot, call)
    named = _towns(space, with_)
    wishes = Wishes(
        named=named,
        wanted=_towns(space, wanted or ()),
        excluded=frozenset(_towns(space, exclude or ())),
        size=size,
        per_country=per_country,
    )
    if wishes.excluded & {*named, *wishes.wanted}:
        raise InvalidRecord(said("a town cannot be in and left out"))
    if size is not None and size < len(named):
        raise InvalidRecord(said("{count} towns are named already", count=len(named)))
    day = Situation(applicant=Body(), at=moment(on)).day
    query = Query(
        town=snapshot.municipalities.ids[named[0]],
        need=need,
        call=book.call.id if book.call else None,
        kinds=("partners",),
        present_partners=True,
        on=day,
        language=tongue,
    )
    towns, points = space.view().engine.fits(query)
    fits = dict(zip(towns.tolist(), points.tolist(), strict=True))
    found = complete(snapshot, book, wishes, fits, day)
    if as_json:
        print_json(_document(space, found, fits, len(named)))
    else:
        _show(space, found, fits, len(named))


def _towns(space: Workspace, texts: Sequence[str]) -> tuple[int, ...]:
    ids = space.view().snapshot.municipalities.ids
    names = (part.strip() for text in texts for part in text.split(","))
    return tuple(dict.fromkeys(ids.index(space.names.town(name).id) for name in names if name))


def _show(space: Workspace, found: Completion, fits: dict[int, float], named: int) -> None:
    tongue = language()
    if not found.consortia:
        line(OUT, told(said("No consortium meets all of this together:"), tongue), style="bold")
        for demand in found.conflict:
            line(OUT, told(demand, tongue), indent=1, lead="• ")
        return
    for number, one in enumerate(found.consortia):
        other = said("Other choice {number}", number=number)
        heading(OUT, told(other if number else said("Best choice"), tongue))
        _show_one(space, one, fits, named)
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


def _show_one(space: Workspace, one: Consortium, fits: dict[int, float], named: int) -> None:
    table, tongue = space.view().snapshot.municipalities, language()
    countries = table.category("country")
    for at, town in enumerate(one.towns):
        points = "" if at < named else f" · {fits.get(town, 0):.0f}"
        name = table.name(town, tongue), "" if at < named else "bold"
        unsure = f" · {told(said('whether it may take part is open'), tongue)}" if town in one.unsure else ""
        line(OUT, Text.assemble(name, f" ({country_name(countries[town] or '', tongue)}){points}{unsure}"), lead="• ")
    proof = said("proven: none fits better") if not one.gap else said("not proven: up to {gap:.1%} better", gap=one.gap)
    fit = said("Fit {fit:.0f}, {proof}. {together}", fit=one.fit, proof=proof, together=_TOGETHER[one.together])
    line(OUT, told(fit, tongue), indent=2)
    if one.open:
        line(OUT, told(said("Open: {names}", names=_names(one.open)), tongue), indent=2)


def _names(clauses: Sequence[str]) -> tuple[str, ...]:
    return tuple(clause.rpartition("/")[2].replace("_", " ") for clause in clauses)


def _document(space: Workspace, found: Completion, fits: dict[int, float], named: int) -> dict[str, object]:
    table, tongue = space.view().snapshot.municipalities, language()
    countries = table.category("country")

    def member(at: int, town: int, one: Consortium) -> dict[str, object]:
        return {
            "id": table.ids[town],
            "name": table.name(town, tongue),
            "country": countries[town],
            "points": None if at < named else round(fits.get(town, 0.0), 3),
            "joins": at >= named,
            "may_take_part": "unknown" if town in one.unsure else "yes",
        }

    return {
        "consortia": [
            {
                "members": [member(at, town, one) for at, town in enumerate(one.towns)],
                "fit": one.fit,
                "gap": one.gap,
                "proven": not one.gap,
                "consortium": one.together,
                "open": one.open,
            }
            for one in found.consortia
        ],
        "conflict": [told(one, tongue) for one in found.conflict],
        "clauses": found.clauses,
        "elsewhere": found.elsewhere,
        "looked_at": found.looked_at,
    }
