"""Who is tied to a topic, a network or a solution, as indices in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from api.workspace.kept import Kept
from api.workspace.known import once
from graph import dates
from graph.arrays import Ints32
from graph.names import normal_form
from graph.snapshot.frozen import Snapshot
from matching.kinds.lead_times import lead_time
from matching.ties import Ties
from matching.types import Language
from matching.words.written import country_name

#: Members of networks and users of solutions in the order of their names: to write out thousands of names takes longer
#: than all else of a page.
_ORDERS = Kept[Ints32](64)


def about(ties: Ties, label: str, topic: int) -> npt.NDArray[np.bool_]:
    """Which nodes of the label address the topic, or one that it is the field of."""
    return ties.topics_of(label)[:, topic] > 0


def topics_of(snapshot: Snapshot, label: str, at: int) -> list[int]:
    """The topics that a node addresses itself, the strongest first."""
    links = snapshot.links("ADDRESSES", label)
    rows = links.rows_from(at)
    weight = np.where(np.isnan(links.weight[rows]), 1.0, links.weight[rows])
    found = links.end[rows][np.lexsort((links.end[rows], -weight))]
    return list(dict.fromkeys(found.tolist()))


def doers(ties: Ties, topic: int) -> tuple[Ints32, Ints32]:
    """The towns that do something of their own on the topic, and those of which no more is known than a plan, a label
    or a prize; each the smallest first, those of unknown size last.

    Of its own is a solution that it uses or used, a project on it that it leads, and what it says that it can show.
    That a network is about the topic says nothing of a member.
    """
    solutions, networks = ties.solution_topics[:, topic] > 0, ties.network_topics[:, topic] > 0
    used = solutions[ties.uses.things]
    weaker = ties.planned | ties.labelled
    led = ties.leads & networks[ties.memberships.things]
    own = np.unique(
        np.concatenate(
            [ties.uses.towns[used & ~weaker], ties.memberships.towns[led], np.flatnonzero(ties.offers[:, topic] > 0)]
        )
    ).astype(np.int32)
    others = np.setdiff1d(ties.uses.towns[used & weaker], own).astype(np.int32)
    return smallest_first(ties.snapshot, own), smallest_first(ties.snapshot, others)


def smallest_first(snapshot: Snapshot, towns: Ints32) -> Ints32:
    """The towns by their inhabitants; those of unknown size last."""
    return towns[np.lexsort((towns, snapshot.population[towns]))]  # NaN sorts last


def needing(ties: Ties, topic: int) -> Ints32:
    """The towns that say they need the topic, the smallest first."""
    return smallest_first(ties.snapshot, np.flatnonzero(ties.needs[:, topic] > 0).astype(np.int32))


def by_country(snapshot: Snapshot, type: str, label: str, at: int, language: Language) -> Ints32:
    """The distinct towns with a relation of the type to the node: by the names of their countries, then their own."""

    def order() -> Ints32:
        towns, table = snapshot.links(type, "Municipality", label).starts(at), snapshot.municipalities
        country = table.category("country")
        ranked = {code: country_name(country.values[code], language) for code in np.unique(country.codes[towns])}
        named = ((normal_form(ranked[country.codes[t]]), normal_form(table.name(t, language)), t) for t in towns)
        return np.array([t for *_, t in sorted(named)], dtype=np.int32)

    return _ORDERS.get((snapshot.digest, type, label, at, language), order)


def countries_of(snapshot: Snapshot, towns: Ints32) -> Mapping[str, int]:
    """How many of the towns lie in each country that one of them lies in."""
    country = snapshot.municipalities.category("country")
    counts = np.bincount(country.codes[towns], minlength=len(country.values))
    return {country.values[code]: int(counts[code]) for code in np.flatnonzero(counts)}


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """How much is on record on each topic; the arrays follow the table of topics."""

    towns: npt.NDArray[np.int64]
    networks: npt.NDArray[np.int64]
    solutions: npt.NDArray[np.int64]
    calls: npt.NDArray[np.int64]


@once
def topic_counts(snapshot: Snapshot) -> TopicCounts:
    """How many towns do something of their own on each topic; how many networks, solutions and calls are about it."""
    ties = Ties(snapshot)
    return TopicCounts(
        np.array([len(doers(ties, topic)[0]) for topic in range(len(snapshot.tables["Topic"]))], dtype=np.int64),
        *((ties.topics_of(label) > 0).sum(axis=0) for label in ("Network", "Solution", "Call")),
    )


@once
def parts_of_networks(snapshot: Snapshot) -> Mapping[str, Ints32]:
    """The networks that are a part of another one, by its id."""
    umbrella = snapshot.tables["Network"].text("umbrella")
    found: dict[str, list[int]] = {}
    for at in range(len(umbrella)):
        if above := umbrella[at]:
            found.setdefault(above, []).append(at)
    return {above: np.array(parts, dtype=np.int32) for above, parts in found.items()}


def too_soon(snapshot: Snapshot, call: int, days: int) -> bool:
    """Whether an application takes more than the days that are left, by its kind (`matching.kinds.lead_times`)."""
    return days < lead_time(snapshot.tables["Call"].text("action_type")[call]).days


def last_deadline(snapshot: Snapshot, call: int) -> str | None:
    """The last deadline of a call, None where none is known."""
    table = snapshot.tables["Call"]
    return dates.from_code(int(max(table.date("deadline")[call], table.date("deadline_2")[call])))
