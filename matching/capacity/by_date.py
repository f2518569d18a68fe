"""All calls as they stand on a day, whoever asks: with a closing day, open at any time, expected again, over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.model import Call
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.capacity.offer import Offer, offer_of
from matching.rules.asking.situation import Body, Situation
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.rules_of import RuleBook, book_of_call

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
class Standing:
    """A call on a day: `call` is its row, `offer` what it asks and gives whoever asks, but for partners to be found."""

    call: int
    id: str
    state: State
    offer: Offer


def by_date(snapshot: Snapshot, on: date) -> tuple[Standing, ...]:
    """The calls in the order of `STATES`, those that close by that day, the others by id."""
    table = snapshot.tables["Call"]
    found = [standing(snapshot, at, on) for at in range(len(table))]
    order = list(STATES)

    def key(one: Standing) -> tuple[int, int, str]:
        days = one.offer.days if one.state in AHEAD and one.offer.days is not None else 0
        return (order.index(one.state), days, one.id)

    return tuple(sorted(found, key=key))


def standing(snapshot: Snapshot, call: int, on: date) -> Standing:
    """How one call stands on the day."""
    record, book = snapshot.tables["Call"].record(call), book_of_call(snapshot, call)
    assert isinstance(record, Call)
    judged = Judgement.of(book, Situation(applicant=Body(), stage="apply", at=on))
    offer = offer_of(book, record, judged, on)
    return Standing(call=call, id=record.id, state=_state(offer, book), offer=offer)


def _state(offer: Offer, book: RuleBook) -> State:
    """What is expected is never told as open; a closing day that has passed is over, unless another round is likely."""
    ahead = offer.days is not None and offer.days >= 0
    if ahead and offer.status not in _OVER:
        return "too late" if offer.too_late else "dated"
    if offer.status == "continuous" or any(r.kind == "deadline" and r.operator == "continuous" for r in book.own):
        return "any time"
    if offer.expected is not None or offer.status in _AGAIN:
        return "expected"
    return "over" if offer.status in _OVER or offer.days is not None else "not known"
