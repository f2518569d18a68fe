"""What a call or programme pays for, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.model import Pays
from graph.said import AND, Said, said, said_as

#: The kinds of money and help, each as the object of "pays".
PAID: Mapping[Pays, Said] = {
    "building": said_as("pays", "building"),
    "meetings": said_as("pays", "meetings"),
    "plans": said_as("pays", "plans"),
    "activities": said_as("pays", "activities"),
    "help": said_as("pays", "advice"),
    "research": said_as("pays", "research and trials"),
    "prize": said_as("pays", "a prize"),
}
#: What is given without money for a project.
_NOT_PAID = frozenset(("help", "prize"))
#: What pays for no project of a town.
NO_PROJECT = frozenset(("meetings", "help", "prize"))
_PAYS, _PAYS_NO_BUILDING = said("pays {kinds}"), said("pays {kinds}, no building")
_HELPS, _HELPS_NO_BUILDING = said("advice and help"), said("advice and help, no building")
_HONOURS, _HONOURS_NO_BUILDING = said("a prize"), said("a prize, no money to build")


def builds(kinds: Collection[str]) -> bool | None:
    """Whether building is paid for; None where nobody tells what is."""
    return "building" in kinds if kinds else None


def pays(kinds: Collection[str], *, to_build: bool = False) -> Said | None:
    """What is paid for, as a part of a line; None where nobody tells. Who wants `to_build` is told where building is
    not."""
    lacking = to_build and builds(kinds) is False
    if not kinds:
        return None
    if set(kinds) <= _NOT_PAID:
        if "help" in kinds:
            return _HELPS_NO_BUILDING if lacking else _HELPS
        return _HONOURS_NO_BUILDING if lacking else _HONOURS
    return (_PAYS_NO_BUILDING if lacking else _PAYS).fill(kinds=paid(kinds))


def paid(kinds: Collection[str]) -> Said:
    """The kinds that money is paid for, joined; without money those of help and honour."""
    of_money = [told for kind, told in PAID.items() if kind in kinds and kind not in _NOT_PAID]
    first, *more = of_money or [told for kind, told in PAID.items() if kind in kinds]
    return AND.fill(some=(first, *more[:-1]), other=more[-1]) if more else first


def serves(kinds: Collection[str]) -> Said:
    """How a call serves its topics, with places for `topics` and the `kinds` that are `paid`: that it pays is
    said of money only."""
    if not kinds:
        return said("Topic: {topics}.")
    if set(kinds) <= {"prize"}:
        return said("A prize for: {topics}.")
    if set(kinds) <= _NOT_PAID:
        return said("Help with: {topics}.")
    return said("Pays {kinds} on: {topics}.")
