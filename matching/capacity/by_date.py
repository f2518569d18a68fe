"""All calls as they stand on a day, whoever asks: with a closing day, open at any time, expected again, over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.said import Said, said
from matching.capacity.listing import CallsOfSnapshot
from matching.capacity.offer import Offer
from matching.rules.asking.situation import Body
from matching.rules.judging.rules_of import RuleBook

State = Literal["dated", "any time", "expected", "not known", "too late", "over"]
STATES: Mapping[State, Said] = {
    "dated": said("With a closing day"),
    "any time": said("At any time"),
    "expected": said("Expected again, not announced"),
    "not known": said("The date is not known to us"),
    "too late": said("Closes too soon to begin now, as we assume"),
    "over": said("Closed"),
}
#: The states of calls whose closing day is ahead.
AHEAD: tuple[State, ...] = ("dated", "too late")
_OVER = ("closed", "ended")
_AGAIN = ("expected", "recurring")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOnDay:
    """A call on a day: `call` is its row, `offer` what it asks and gives whoever asks, but for partners to be found."""

    call: int
    id: str
    state: State
    offer: Offer


def by_date(calls: CallsOfSnapshot, on: date) -> tuple[CallOnDay, ...]:
    """All calls in the order of `STATES`, those that close by that day, the others by id."""
    found = [on_day(calls, at, on) for at in range(len(calls.weighing.snapshot.tables["Call"]))]
    order = list(STATES)

    def key(one: CallOnDay) -> tuple[int, int, str]:
        days = one.offer.days if one.state in AHEAD and one.offer.days is not None else 0
        return (order.index(one.state), days, one.id)

    return tuple(sorted(found, key=key))


def on_day(calls: CallsOfSnapshot, call: int, on: date) -> CallOnDay:
    """How one call (its row) stands on the day."""
    weighed, _ = calls.weighing.of(call, Body(), on)
    state = _state(weighed.offer, calls.weighing.books.of_call(call))
    return CallOnDay(call=call, id=calls.weighing.record(call).id, state=state, offer=weighed.offer)


def _state(offer: Offer, book: RuleBook) -> State:
    """What is expected is never told as open; a closing day that has passed is over, unless another round is likely."""
    ahead = offer.days is not None and offer.days >= 0
    if ahead and offer.status not in _OVER:
        return "too late" if offer.too_late else "dated"
    if offer.status == "continuous" or any(r.kind == "deadline" and r.operator == "continuous" for r in book.own):
        return "any time"
    if offer.overdue is not None:
        return "not known"
    if offer.expected is not None or offer.status in _AGAIN:
        return "expected"
    return "over" if offer.status in _OVER or offer.days is not None else "not known"
