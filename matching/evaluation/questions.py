"""The three tasks of a split in time: partners for a network to come, peers for a town, networks for a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from matching.evaluation.history import Hidden, History
from matching.evaluation.segments import segments
from matching.evaluation.truths import truths
from matching.evaluation.types import Question, Task
from matching.ties import WORKING_SIZE


def partner_questions(history: History) -> list[Question]:
    """For each hidden network with a municipal lead and at least one other member: who else joins?

    Given: its lead, programme and masked text; relevant: its members without the lead.
    """
    return [
        Question(
            id=f"partners:{network.id}",
            task="partners",
            asker=network.item.lead,
            network=network.id,
            programme=network.item.programme,
            programme_name=network.item.programme_name,
            text=network.item.text,
            keywords=network.item.keywords,
            start=network.item.start,
            relevant=network.partners,
            truths=truths(history.known, network.item.lead, [network]),
            cluster=network.id,
            segments=segments(history.known, history.newcomers, network.item.lead, network.item.programme_name),
        )
        for network in history.hidden
        if network.item is not None and network.partners
    ]


def peer_questions(history: History) -> list[Question]:
    """For each town that is in a hidden network of at most WORKING_SIZE towns: with whom will it work in such ones?

    Given: the town and nothing else. The first of its networks is the cluster.
    """
    own: dict[int, list[Hidden]] = defaultdict(list)
    for network in history.hidden:
        if 2 <= len(network.members) <= WORKING_SIZE:
            for town in network.members:
                own[town].append(network)
    return [
        Question(
            id=f"peers:{history.known.municipalities.ids[town]}",
            task="peers",
            asker=town,
            relevant=tuple(sorted({member for network in networks for member in network.members} - {town})),
            truths=truths(history.known, town, networks),
            cluster=networks[0].id,
            segments=segments(history.known, history.newcomers, town),
        )
        for town, networks in sorted(own.items())
    ]


def network_questions(history: History) -> list[Question]:
    """For each town that joins a hidden network with a municipal lead: which of these networks will it join?

    The networks are known by masked text, programme and lead. Its lead does not ask for a network.
    """
    joined: dict[int, list[int]] = defaultdict(list)
    led = [network for network in history.hidden if network.item is not None]
    for at, network in enumerate(led):
        for town in network.partners:
            joined[town].append(at)
    return [
        Question(
            id=f"networks:{history.known.municipalities.ids[town]}",
            task="networks",
            asker=town,
            items=history.items,
            relevant=tuple(networks),
            cluster=led[networks[0]].id,
            segments=segments(history.known, history.newcomers, town),
        )
        for town, networks in sorted(joined.items())
    ]


HISTORY_TASKS: Mapping[Task, Callable[[History], list[Question]]] = {
    "partners": partner_questions,
    "peers": peer_questions,
    "networks": network_questions,
}
