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
_WITH_SOLUTION: Mapping[str | None, Said] = {
    "in-use": said("{name} uses {solution}{since}"),
    "pilot": said("{name} pilots {solution}{since}"),
    "planned": said("{name} plans to use {solution}{since}"),
    "origin": said("{name} created {solution}{since}"),
    "ended": said("{name} used {solution}{since}"),
    "label": said("{name} holds or held a label, a prize or a place in a list: {solution}{since}"),
}
_ADMISSION: Mapping[str, Said] = {
    "open": said("Takes new members on application."),
    "chosen": said("Its members were settled when it began."),
    "listed": said("A list of its publisher: to stand there ties nobody to another."),
}


def in_network(name: str, network: str, *, role: str | None, since: str | None) -> Said:
    """That the town of the name is in the network, in which role, and since which day, where these are known."""
    sentence = _IN_NETWORK.get(role, _IN_NETWORK[None])
    return sentence.fill(name=name, network=network, since=_since(since))


def with_solution(name: str, solution: str, *, status: str | None, since: str | None) -> Said:
    """That the town of the name uses the solution, plans to or did, and since which day, where it is known."""
    sentence = _WITH_SOLUTION.get(status, _WITH_SOLUTION["in-use"])
    return sentence.fill(name=name, solution=solution, since=_since(since))


def admission(kind: str) -> Said:
    """How a network takes members, by the kind of its admission (`graph.model`)."""
    return _ADMISSION[kind]


def _since(day: str | None) -> str:
    return said(" (since {day})", day=day) if day else ""
