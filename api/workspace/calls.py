"""The calls that fit a town, as both doors ask for them: by need or not, new since a day or all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.workspace.workspace import Workspace
from matching.capacity.fit import TOO_LATE, Group
from matching.capacity.for_asker import beside_the_calls, hardly_a_step, is_paid, pay_no_building
from matching.capacity.listing import Listed, new_since
from matching.capacity.partner_states import partner_states_of
from matching.rules.asking.stored import body_of
from matching.types import Language, ProgrammeFound, Query

#: How many of each group are shown, unless more are asked for.
AT_FIRST: Mapping[Group, int] = {
    "first steps": 8,
    "as a partner": 5,
    "beside": 5,
    "large": 3,
    "to join": 3,
    "not now": 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsFound:
    """The `calls`, by group and then the best first; `earlier` so many are left out, for they are not new. Where none
    is about a need, `near` are the two at most that come nearest in subject.

    Where a need is named and hardly one of the calls about it is a first step, `anyway` are first steps that pay for
    visits and small joint projects whatever they are about; where no call that a small town can carry pays for it,
    `programmes` are those that might. `across` are programmes across the town's border of which none of the calls is,
    whatever they pay for. With `pays_no_building` what is needed is to be built, and none of the calls is known to pay
    for that; with `none_just_for_this` the text of none of them may be said to fit the need. `unread`: a need is named,
    and what it is about is not known.
    """

    calls: tuple[Listed, ...]
    near: tuple[Listed, ...] = ()
    earlier: int = 0
    anyway: tuple[Listed, ...] = ()
    programmes: tuple[ProgrammeFound, ...] = ()
    across: tuple[ProgrammeFound, ...] = ()
    pays_no_building: bool = False
    none_just_for_this: bool = False
    unread: bool = False

    @property
    def pays(self) -> bool:
        """Whether one of the calls is for the town, and not too late."""
        return any(one.group != TOO_LATE for one in self.calls)


def _shares(points: Mapping[str, float]) -> dict[str, float]:
    return {id: one / 100 for id, one in points.items()}


def calls_of(
    space: Workspace,
    town: str,
    *,
    on: date,
    need: str | None = None,
    since: date | None = None,
    language: Language = "en",
    why: bool = False,
) -> CallsFound:
    """The calls for the town (its id) on the day; with `why` each with its reasons."""
    view = space.view()
    snapshot = view.snapshot
    at = snapshot.municipalities.ids.index(town)
    body, states = body_of(snapshot, at), partner_states_of(view.engine.ties, at)

    def listed(wanted: dict[str, float] | None, *, to_build: bool = False) -> tuple[Listed, ...]:
        return view.calls.for_town(
            body, on=on, wanted=wanted, partner_states=states, language=language, why=why, to_build=to_build
        )

    query = Query(town=town, need=need, kinds=("calls",), top=500, on=on, language=language)
    points = None if need is None else view.engine.points_of_calls(query)
    wanted = None if points is None else _shares(points.about)
    to_build = points is not None and points.to_build
    found = listed(wanted, to_build=to_build)
    near = listed(_shares(points.near), to_build=to_build) if points is not None and points.near else ()
    anyway: tuple[Listed, ...] = ()
    if points is not None and hardly_a_step(one.group for one in found):
        anyway = tuple(sorted(listed(_shares(points.anyway)), key=lambda one: "meetings" not in one.pays))
    for_town = [one for one in (*found, *near) if one.group != TOO_LATE]
    shown = {one.id for one in for_town}
    paid = wanted is None or any(is_paid(one, to_build=to_build) for one in for_town)
    programmes = () if paid else view.engine.might_pay(query, shown)
    across = beside_the_calls(view.calls, body, shown, programmes, language)
    missed = {} if points is None else dict.fromkeys(points.missed, 0.0)
    told = {one.id for one in found}
    found = (*found, *(one for one in listed(missed) if one.id not in told)) if missed else found
    kept = found if since is None else new_since(found, since, on)
    return CallsFound(
        calls=kept,
        near=near,
        earlier=len(found) - len(kept),
        anyway=anyway,
        programmes=programmes,
        across=across,
        pays_no_building=pay_no_building(for_town, to_build=to_build),
        none_just_for_this=points is not None
        and points.fitting is not None
        and bool(for_town)
        and not near
        and not shown & points.fitting,
        unread=points is not None and not points.understood,
    )
