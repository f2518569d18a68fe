"""That a town is in a network or uses a solution, and how networks take members, as sentences to be told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from graph.model import HONOURS
from graph.said import Said, said, said_as

#: By role; nobody says in which role a town is that has none.
_IN_NETWORK: Mapping[str | None, Said] = {
    None: said("{name} is in {network}{since}"),
    "member": said_as("member", "{name} is in {network}{since}"),
    "lead": said("{name} is in {network} as lead{since}"),
    "partner": said("{name} is in {network} as partner{since}"),
    "lighthouse": said("{name} is in {network} as lighthouse city{since}"),
    "fellow": said("{name} is in {network} as fellow city{since}"),
    "twin": said("{name} is in {network} as twin{since}"),
    "associated": said("{name} is in {network} as associated partner{since}"),
}
#: The same of what is over.
_WAS_IN_NETWORK: Mapping[str | None, Said] = {
    None: said("{name} was in {network}{since}"),
    "member": said_as("member", "{name} was in {network}{since}"),
    "lead": said("{name} was in {network} as lead{since}"),
    "partner": said("{name} was in {network} as partner{since}"),
    "lighthouse": said("{name} was in {network} as lighthouse city{since}"),
    "fellow": said("{name} was in {network} as fellow city{since}"),
    "twin": said("{name} was in {network} as twin{since}"),
    "associated": said("{name} was in {network} as associated partner{since}"),
}
_LISTED = said("{name} is listed in {network}{since}")
#: That only a network carries a topic, by role: while it lasts, and after it.
_NETWORK_ABOUT: Mapping[str | None, tuple[Said, Said]] = {
    None: (
        said("{name} takes part in {network}, which is also about {topics}."),
        said("{name} took part in {network}, which was also about {topics}."),
    ),
    "partner": (
        said("{name} is partner in {network}, which is also about {topics}."),
        said("{name} was partner in {network}, which was also about {topics}."),
    ),
    "lead": (
        said("{name} leads {network}, which is also about {topics}."),
        said("{name} led {network}, which was also about {topics}."),
    ),
}
_LISTED_ABOUT = said("{name} is listed in {network}, which is also about {topics}.")
_WITH_SOLUTION: Mapping[str | None, Said] = {
    "in-use": said("{name} uses {solution}{since}"),
    "pilot": said("{name} pilots {solution}{since}"),
    "planned": said("{name} plans to use {solution}{since}"),
    "origin": said("{name} created {solution}{since}"),
    "ended": said("{name} used {solution}{since}"),
    "lesson": said("A lesson from {name}: {solution}{since}"),
    "label": said("{name} holds or held a label or a prize: {solution}{since}"),
    "nominated": said("{name} was nominated for a prize: {solution}{since}"),
    "supported": said("{name} was chosen for a programme or won support: {solution}{since}"),
    "joined": said("{name} takes or took part: {solution}{since}"),
    "plan": said("{name} works or worked by an adopted plan: {solution}{since}"),
    "studied": said("{name} was studied as an example: {solution}{since}"),
}
#: That no more than an honour (`graph.model.HONOURS`) carries a topic.
_HONOURED_ON: Mapping[str, Said] = {
    "label": said("{name} holds or held a label or a prize on: {topics}."),
    "nominated": said("{name} was nominated for a prize on: {topics}."),
    "supported": said("{name} was chosen for a programme, or won support, on: {topics}."),
    "joined": said("{name} takes or took part in what towns do together on: {topics}."),
    "plan": said("{name} works or worked by an adopted plan on: {topics}."),
    "studied": said("{name} was studied as an example on: {topics}."),
}
#: What a town did may be a thing that goes on, or one that befell it: its name says which.
_DID = said("{name}: {solution}{since}")
_WITH_PRACTICE: Mapping[str, Said] = {
    "in-use": _DID,
    "origin": _DID,
    "planned": said("{name} plans {solution}{since}"),
    "ended": said("{name}, now ended: {solution}{since}"),
}
_SINCE, _FROM, _AS_OF = said("since {day}"), said("from {day}"), said("as of {day}")
_IN, _FOR = said("in {day}"), said("for {day}")
_ADMISSION: Mapping[str, Said] = {
    "open": said("Takes new members on application."),
    "chosen": said("Its members were settled when it began."),
    "listed": said("A list of its publisher: to stand there ties nobody to another."),
}


def in_network(
    name: str, network: str, *, role: str | None, since: str | None, listed: bool = False, over: bool = False
) -> Said:
    """That the town of the name is in the network, or was where that is over, in which role, and since which day, where
    these are known; of a mere list no more than that it stands there."""
    if listed:
        sentence = _LISTED
    else:
        by_role = _WAS_IN_NETWORK if over else _IN_NETWORK
        sentence = by_role.get(role, by_role[None])
    when = _from_day(since, over and not listed) if since else ""
    return sentence.fill(name=name, network=network, since=when)


def network_about(role: str | None, *, ended: bool, listed: bool) -> Said:
    """That a town takes part in a network which is also about the topics, with places for `name`, `network` and
    `topics`: no more than that. Who is only listed takes part in nothing."""
    return _LISTED_ABOUT if listed else _NETWORK_ABOUT.get(role, _NETWORK_ABOUT[None])[ended]


def honoured_on(status: str | None) -> Said:
    """That a town has an honour of that status which is about the topics, with places for `name` and `topics`."""
    return _HONOURED_ON.get(status or "label", _HONOURED_ON["label"])


def with_solution(name: str, solution: str, *, status: str | None, when: Said | None, practice: bool = False) -> Said:
    """That the town of the name uses the solution, plans to or did, and when (`dated_use`), where it is known; a
    practice is not used, but what the town did."""
    sentence = _WITH_SOLUTION.get(status, _WITH_SOLUTION["in-use"])
    if practice:
        sentence = _WITH_PRACTICE.get(status or "in-use", sentence)
    return sentence.fill(name=name, solution=solution, since=_in_brackets(when))


def dated_use(status: str | None, since: str | None, as_of: str | None, *, practice: bool = False) -> Said | None:
    """What the date of a use says, with a place for `day`; None where it has none.

    The year of a use is that of a start, an award or a decision, and most often that of the source itself: only what
    lies before the year of the source is told as a start; and of a practice, which may be what befell the town once
    (work after an attack), not that it goes on. In the year of the source a town did it, no more is known.
    """
    if since is None:
        return None
    if status in HONOURS or status == "lesson":
        return _IN
    seen = since[:4] if as_of is None else as_of[:4]
    if since[:4] > seen:
        return _FOR if status == "planned" else _IN
    if since[:4] == seen or status == "planned":
        return _AS_OF
    return _FROM if practice or status == "ended" else _SINCE


def admission(kind: str) -> Said:
    """How a network takes members, by the kind of its admission (`graph.model`)."""
    return _ADMISSION[kind]


@lru_cache(maxsize=4096)
def _from_day(day: str, over: bool) -> str:
    """Since which day, or, of what is over, from which day on, in brackets: days are few."""
    return _in_brackets((_FROM if over else _SINCE).fill(day=day))


def _in_brackets(when: Said | None) -> str:
    return said(" ({when})", when=when) if when else ""
