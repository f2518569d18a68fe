"""`peerpolis calls`: which calls fit what a town can carry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer
from rich.text import Text

from api.commands.eligible import moment
from api.commands.question_options import AskingTown, InCountry, Moment, Need
from api.commands.show_reasons import show_programmes, show_reason
from api.commands.terminal import OUT, AsJson, InLanguage, country_code, language, notice, print_json, workspace
from api.commands.typesetting import heading, line
from api.reports.call_feed import call_feed
from api.workspace.calls import AT_FIRST, calls_of
from graph.said import said_many
from matching.capacity.fit import AFTER_ANYWAY, GROUPS
from matching.capacity.listing import Listed
from matching.kinds.kind import (
    ACROSS,
    ACROSS_NEED,
    ANYWAY,
    NOT_READ,
    NOTHING_BUT_NEAR,
    NOTHING_PAYS,
    calls_headed,
    programmes_called,
)
from matching.words.told import told


def calls(
    town: AskingTown,
    need: Need = None,
    on: Moment = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only calls that are new since this day: opened after it, or from a newer source."),
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, max=500, help="How many of each group.")] = None,
    feed: Annotated[
        bool, typer.Option("--feed", help="Print them as a feed for a feed reader (JSON Feed): a saved search.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Say why each stands where it does, with sources.")] = False,
    in_country: InCountry = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """The calls that fit a town, by what it can carry: first steps, as a partner, large ones, and what is too late."""
    space, tongue = workspace(), language()
    asker = space.names.meant(town, country_code(in_country)).town
    day = _day(on)
    first = None if since is None else _day(since)
    found = calls_of(space, asker.id, on=day, need=need, since=first, language=tongue, why=why or as_json)
    if found.earlier:
        before = said_many(
            "{count} call was there before, or its source bears no day.",
            "{count} calls were there before, or their sources bear no day.",
        )
        notice(told(before.fill(count=found.earlier), tongue))
    if feed:
        snapshot = space.view().snapshot
        name = snapshot.municipalities.name(snapshot.municipalities.ids.index(asker.id), tongue)
        print_json(call_feed(found.calls, name, need, address=None, language=tongue))
        return
    if as_json:
        print_json(found.calls)
        return
    nothing = need is not None and not found.pays and not found.near
    if nothing:
        line(OUT, told(NOT_READ if found.unread else NOTHING_PAYS, tongue), style="bold")
    headed = calls_headed(pays_no_building=found.pays_no_building, none_just_for_this=found.none_just_for_this)
    if headed is not None and not nothing:
        line(OUT, told(headed, tongue), style="bold")
    _show([one for one in found.calls if one.group not in AFTER_ANYWAY], top, why)
    if found.near:
        line(OUT, told(NOTHING_BUT_NEAR, tongue), style="bold")
        _show(found.near, top, why)
    if found.anyway:
        OUT.print()
        line(OUT, told(ANYWAY, tongue), style="bold")
        _show(found.anyway, top, why)
    _show([one for one in found.calls if one.group in AFTER_ANYWAY], top, why)
    if found.programmes:
        OUT.print()
        called = programmes_called(calls=found.pays, said=nothing or bool(found.near))
        line(OUT, told(called, tongue), style="bold")
        show_programmes(OUT, found.programmes, tongue)
    if found.across:
        OUT.print()
        line(OUT, told(ACROSS if need is None else ACROSS_NEED, tongue), style="bold")
        show_programmes(OUT, found.across, tongue)


def _day(text: str | None) -> date:
    found = moment(text)
    return found.date() if isinstance(found, datetime) else found


def _show(found: Sequence[Listed], top: int | None, why: bool) -> None:
    tongue = language()
    for group, called in GROUPS.items():
        rows = [one for one in found if one.group == group]
        if not rows:
            continue
        heading(OUT, f"{told(called, tongue)} ({len(rows)})")
        for one in rows[: top or AT_FIRST[group]]:
            programme = f" · {one.programme}" if one.programme else ""
            line(OUT, Text.assemble((one.name, "bold"), programme), lead="• ")
            line(OUT, one.why_not if one.why_not and group == "not now" else one.line, indent=2)
            for reason in one.reasons if why else ():
                show_reason(OUT, reason, tongue, indent=2)
            line(OUT, Text(one.id, style="dim"), indent=2)
