"""Topics that are wanted and not served, and everything the graph knows around one topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Ints32
from graph.measures.report import CALLS, NETWORKS, SOLUTIONS, TOPICS, TOWNS, Report, index_of, report
from graph.said import Named, counted, said, said_as, said_many
from graph.snapshot.frozen import Links, Snapshot

#: What may stand around a topic, in the order in which it is listed: how it is tied, by which relation, from where.
_TIES: tuple[tuple[Literal["needs", "offers", "addresses"], str, str], ...] = (
    ("needs", "NEEDS", "Municipality"),
    ("offers", "OFFERS", "Municipality"),
    ("addresses", "ADDRESSES", "Network"),
    ("addresses", "ADDRESSES", "Solution"),
    ("addresses", "ADDRESSES", "Call"),
    ("addresses", "ADDRESSES", "Programme"),
)
_NONE = said_as("countries or towns", "none")


@dataclass(frozen=True, slots=True)
class TopicGap:
    """A topic that more towns need than offer, in a `country` or, where that is None, in the whole graph.

    `needed` and `offered` count towns there, `elsewhere` the towns of other countries that offer it; `networks`,
    `solutions` and `calls` count those of the whole graph that address it.
    """

    topic: str
    name: str
    country: str | None
    needed: int
    offered: int
    elsewhere: int
    networks: int
    solutions: int
    calls: int
    why: str


@dataclass(frozen=True, slots=True)
class TopicTie:
    """One statement about a topic: who (`label` says of what kind) `needs`, `offers` or `addresses` it.

    A row with `tie` "nobody" names a country without any. `weight` is the need's priority or how strongly it is
    addressed (0–1), None where the source does not say.
    """

    tie: Literal["needs", "offers", "addresses", "nobody"]
    label: str
    id: str
    name: str
    country: str | None
    topic: str
    weight: float | None
    evidence: str | None
    source: str | None
    as_of: str | None


def unserved_topics(snapshot: Snapshot, *, country: str | None = None, top: int | None = None) -> Report[TopicGap]:
    """Topics that more towns need than offer: first in the whole graph, then country by country.

    In each part those come first that nobody offers, then those that most towns lack. With `country` only that
    country is looked at. A need for a field is not met by an offer for one of its topics: the two say different things.
    """
    topics, countries = snapshot.tables["Topic"], snapshot.municipalities.category("country").values
    needed, offered = (_by_country(snapshot, type) for type in ("NEEDS", "OFFERS"))
    networks, solutions, calls = (
        snapshot.links("ADDRESSES", label).end_degrees for label in ("Network", "Solution", "Call")
    )
    places: list[tuple[str | None, Ints32, Ints32]] = [(None, needed.sum(axis=0), offered.sum(axis=0))]
    places += [(name, needed[at], offered[at]) for at, name in enumerate(countries)]
    rows = []
    for place, wanted, given in places:
        if country is not None and place != country:
            continue
        short = np.flatnonzero(wanted > given)
        for at in short[np.lexsort((short, given[short] - wanted[short], given[short] > 0))].tolist():
            elsewhere = 0 if place is None else int(offered[:, at].sum() - given[at])
            about = {
                "towns": counted(int(wanted[at]), TOWNS),
                "given": int(given[at]) or _NONE,
                "by": tuple(
                    counted(int(n[at]), noun)
                    for n, noun in ((networks, NETWORKS), (solutions, SOLUTIONS), (calls, CALLS))
                ),
            }
            if place is None:
                why = said("Needed by {towns}, offered by {given}; addressed by {by}.", **about)
            else:
                why = said(
                    "Needed by {towns} of {country}, offered by {given}, elsewhere by {others}; addressed by {by}.",
                    country=place,
                    others=elsewhere or _NONE,
                    **about,
                )
            rows.append(
                TopicGap(
                    topics.ids[at],
                    topics.named(at),
                    place,
                    int(wanted[at]),
                    int(given[at]),
                    elsewhere,
                    int(networks[at]),
                    int(solutions[at]),
                    int(calls[at]),
                    why,
                )
            )
    stated = int(needed.sum()) if country is None else sum(int(w.sum()) for place, w, _ in places if place == country)
    where = "" if country is None else said(" of {country}", country=country)
    summary = said_many(
        "{count:,} need{where} stated; {topics} short of offers.",
        "{count:,} needs{where} stated; {topics} short of offers.",
        count=stated,
        where=where,
        topics=counted(len({r.topic for r in rows}), TOPICS),
    )
    if not stated:
        summary = said(
            "No town{where} has stated a need, so nothing can be said to be missing: import needs and offers first.",
            where=where,
        )
    return report(snapshot, said("Topics needed and not offered"), summary, tuple(rows[:top]), country=country, top=top)


def topic_picture(snapshot: Snapshot, topic: str) -> Report[TopicTie]:
    """Who needs, offers and addresses a topic or one of its narrower topics, and in which countries nobody does.

    One row a statement, so that two sources that say the same are two rows, with their sources. A country has somebody
    if a town there needs or offers the topic, is a member of a network or uses a solution that addresses it. Raises
    UnknownId for an unknown topic.
    """
    at = index_of(snapshot, "Topic", topic)
    wanted = _with_narrower(snapshot, at)
    rows: list[TopicTie] = []
    counts: dict[str, int] = {}
    reached = np.zeros(len(snapshot.municipalities), dtype=np.bool_)
    for tie, type, label in _TIES:
        links = snapshot.links(type, label)
        chosen = np.flatnonzero(wanted[links.end])
        rows += _statements(snapshot, tie, links, chosen)
        start = np.unique(links.start[chosen])
        counts[f"{type} {label}"] = len(start)
        if label == "Municipality":
            reached[start] = True
        elif label in ("Network", "Solution"):
            joined = snapshot.links("MEMBER_OF" if label == "Network" else "USES")
            reached[joined.start[np.isin(joined.end, start)]] = True
    country = snapshot.municipalities.category("country")
    met = set(country.codes[reached].tolist())
    nobody = [name for code, name in enumerate(country.values) if code not in met]
    rows += [TopicTie("nobody", "Country", name, name, name, topic, None, None, None, None) for name in nobody]
    name = snapshot.tables["Topic"].named(at)
    summary = said(
        "{topic}: needed by {towns}, offered by {others}; addressed by {networks}, {solutions} and {calls}. "
        "Countries where we know of nobody: {countries}.",
        topic=name,
        towns=counted(counts["NEEDS Municipality"], TOWNS),
        others=counted(counts["OFFERS Municipality"], TOWNS),
        networks=counted(counts["ADDRESSES Network"], NETWORKS),
        solutions=counted(counts["ADDRESSES Solution"], SOLUTIONS),
        calls=counted(counts["ADDRESSES Call"], CALLS),
        countries=tuple(nobody) or _NONE,
    )
    return report(
        snapshot, said("The picture of {topic}", topic=Named(topic, name.called)), summary, tuple(rows), topic=topic
    )


def _by_country(snapshot: Snapshot, type: str) -> npt.NDArray[np.int64]:
    """How many towns of each country (rows) are tied to each topic (columns)."""
    country, (town, topic) = snapshot.municipalities.category("country"), snapshot.links(type).pairs
    counts = np.zeros((len(country.values), len(snapshot.tables["Topic"])), dtype=np.int64)
    np.add.at(counts, (country.codes[town], topic), 1)
    return counts


def _with_narrower(snapshot: Snapshot, topic: int) -> npt.NDArray[np.bool_]:
    """The topic and all topics below it."""
    narrower = snapshot.links("BROADER", "Topic")
    chosen = np.zeros(len(snapshot.tables["Topic"]), dtype=np.bool_)
    chosen[topic] = True
    while (below := narrower.start[chosen[narrower.end] & ~chosen[narrower.start]]).size:
        chosen[below] = True
    return chosen


def _statements(
    snapshot: Snapshot, tie: Literal["needs", "offers", "addresses"], links: Links, chosen: npt.NDArray[np.intp]
) -> Iterator[TopicTie]:
    """The chosen rows of `links` as statements, by the name of who is tied, then id and topic."""
    table, topics = snapshot.tables[links.start_label], snapshot.tables["Topic"]
    for row in sorted(chosen.tolist(), key=lambda r: (table.name(int(links.start[r])), int(links.start[r]), r)):
        start, weight = int(links.start[row]), float(links.weight[row])
        country = table.category("country")[start] if links.start_label == "Municipality" else None
        yield TopicTie(
            tie,
            links.start_label,
            table.ids[start],
            table.named(start),
            country,
            topics.ids[int(links.end[row])],
            None if np.isnan(weight) else weight,
            links.evidence[row],
            snapshot.source(int(links.source[row])),
            dates.from_code(int(links.as_of[row])),
        )
