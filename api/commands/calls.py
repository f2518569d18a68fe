"""`peerpolis calls`: which calls fit what a town can carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

import typer
from rich.text import Text

from api.commands.eligible import moment
from api.commands.question_options import AskingTown, InCountry, Moment, Need
from api.commands.show_answer import show_programmes, show_reason
from api.commands.terminal import OUT, AsJson, InLanguage, country_code, language, print_json, workspace
from api.commands.typesetting import heading, line
from api.workspace.workspace import Workspace
from graph.said import said
from matching.capacity.fit import GROUPS, Group
from matching.capacity.listing import Listed, calls_for, open_to_any_subject
from matching.capacity.partner_states import partner_states_of
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of
from matching.types import Query
from matching.words.told import told

#: How many of each group are shown, unless more are asked for.
SHOWN: Mapping[Group, int] = {"first steps": 8, "as a partner": 5, "large": 3, "not now": 3}


def calls(
    town: AskingTown,
    need: Need = None,
    on: Moment = None,
    top: Annotated[int | None, typer.Option(min=1, max=500, help="How many of each group.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Say why each stands where it does, with sources.")] = False,
    in_country: InCountry = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """The calls that fit a town, by what it can carry: first steps, as a partner, large ones, and what is too late."""
    space, tongue = workspace(), language()
    snapshot = space.view().snapshot
    asker = space.names.meant(town, country_code(in_country)).town
    body = body_of(snapshot, snapshot.municipalities.ids.index(asker.id))
    day = Situation(applicant=body, at=moment(on)).day
    query = Query(town=asker.id, need=need, kinds=("calls",), top=500, on=day, language=tongue)
    wanted = None if need is None else _wanted(space, query)
    engine = space.view().engine
    listed = partial(
        calls_for,
        snapshot,
        body,
        on=day,
        partner_states=partner_states_of(snapshot, snapshot.municipalities.ids.index(asker.id)),
        language=tongue,
        why=why or as_json,
        calls=engine.calls,
    )
    found = listed(wanted=wanted)
    if as_json:
        print_json(found)
        return
    if wanted is not None and not wanted:
        nobody = said("No call that we know pays for this. Visits and small joint projects may be open to it:")
        line(OUT, told(nobody, tongue))
        anything = dict.fromkeys(open_to_any_subject(snapshot), 0.5)
        found = listed(wanted=anything)
        found = tuple(one for one in found if one.group == "first steps")
        show_programmes(OUT, engine.might_pay(query), tongue)
    _show(found, top, why)


def _wanted(space: Workspace, query: Query) -> dict[str, float]:
    """The calls that are about what is needed, with how well they fit."""
    points = space.view().engine.points_of_calls(query)
    best = max(points.values(), default=1.0) or 1.0
    return {id: one / best for id, one in points.items()}


def _show(found: Sequence[Listed], top: int | None, why: bool) -> None:
    tongue = language()
    for group, called in GROUPS.items():
        rows = [one for one in found if one.group == group]
        if not rows:
            continue
        heading(OUT, f"{told(called, tongue)} ({len(rows)})")
        for one in rows[: top or SHOWN[group]]:
            programme = f" · {one.programme}" if one.programme else ""
            line(OUT, Text.assemble((one.name, "bold"), programme), lead="• ")
            line(OUT, one.why_not if one.why_not and group == "not now" else one.line, indent=2)
            for reason in one.reasons if why else ():
                show_reason(OUT, reason, tongue, indent=2)
            line(OUT, Text(one.id, style="dim"), indent=2)
