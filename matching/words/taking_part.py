"""That a town is in a network or uses a solution, and how networks take members, as sentences to be told."""

from __future__ import annotations

from collections.abc import Mapping

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
    "label": said("{name} holds or held a label, a prize or a place in a list: {solution}{since}"),
}
_WITH_PRACTICE: Mapping[str, Said] = {
    "in-use": said("{name} carries out {solution}{since}"),
    "planned": said("{name} plans {solution}{since}"),
    "ended": said("{name} carried out {solution}{since}"),
}
_ADMISSION: Mapping[str, Said] = {
    "open": said("Takes new members on application."),
    "chosen": said("Its members were settled when it began."),
    "listed": said("A list of its publisher: to stand there ties nobody to another."),
}


def in_network(name: str, network: str, *, role: str | None, since: str | None, listed: bool = False) -> Said:
    """That the town of the name is in the network, in which role, and since which day, where these are known; of a mere
    list no more than that it stands there."""
    sentence = _LISTED if listed else _IN_NETWORK.get(role, _IN_NETWORK[None])
    return sentence.fill(name=name, network=network, since=_since(since))


def network_about(role: str | None, *, ended: bool, listed: bool) -> Said:
    """That a town takes part in a network which is also about the topics, with places for `name`, `network` and
    `topics`: no more than that. Who is only listed takes part in nothing."""
    return _LISTED_ABOUT if listed else _NETWORK_ABOUT.get(role, _NETWORK_ABOUT[None])[ended]


def with_solution(name: str, solution: str, *, status: str | None, since: str | None, practice: bool = False) -> Said:
    """That the town of the name uses the solution, plans to or did, and since which day, where it is known; a practice
    is not used but carried out."""
    sentence = _WITH_SOLUTION.get(status, _WITH_SOLUTION["in-use"])
    if practice:
        sentence = _WITH_PRACTICE.get(status or "in-use", sentence)
    return sentence.fill(name=name, solution=solution, since=_since(since))


def admission(kind: str) -> Said:
    """How a network takes members, by the kind of its admission (`graph.model`)."""
    return _ADMISSION[kind]


def _since(day: str | None) -> str:
    return said(" (since {day})", day=day) if day else ""
