"""What is known of a partner that a letter to it may say: things in sources, each with no more than its proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from graph import dates
from graph.arrays import Floats32
from graph.said import Named
from graph.snapshot.frozen import Links
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.explanation import LEAST_POINTS
from matching.purposes.areas import Areas
from matching.purposes.purpose import Searched
from matching.types import Contribution, Evidence, Suggestion

#: What a letter tells: a solution or practice, a network, one of both that the two share, what the partner says that it
#: offers or needs, a programme's area in which both lie, a twinning, or that only the border is between them.
Fact = Literal[
    "solution", "network", "both use", "both in", "took along", "offers", "needs", "area", "twins", "neighbours"
]
#: When a membership holds: of many projects nobody says whether they have ended.
Tense = Literal["now", "then", "unknown"]
#: So many things are told: a letter is read by people with little time.
MOST = 3
#: What is told first where several things are known.
_ORDER: tuple[Fact, ...] = (
    *("solution", "offers", "twins", "area", "took along", "both use", "both in", "network", "needs", "neighbours"),
)
_NO_NAME = Named("")
#: Uses of which the two may say "we both use it".
_IN_USE = (None, "in-use", "pilot", "origin")
#: Networks that go on for as long as nobody says that they ended.
_LASTING = ("association", "network", "initiative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One thing that sources say of a partner.

    `how` is the status of a use, or the role in a network ("listed" for a mere list); `practice` tells a solution that
    is done from one that is used, `lasting` a network that one joins from a project; `small` names the small towns that
    it took along; `topics` are what the thing is about of all that is wanted.
    """

    fact: Fact
    evidence: Evidence
    thing: Named = _NO_NAME
    how: str | None = None
    practice: bool = False
    tense: Tense = "unknown"
    lasting: bool = False
    small: tuple[Named, ...] = ()
    topics: tuple[Named, ...] = ()


def topics_of(asker: Asker, strengths: Floats32, most: int = 2) -> tuple[Named, ...]:
    """The strongest topics, by the names they have in each language."""
    table = asker.ties.snapshot.tables["Topic"]
    order = np.lexsort((np.arange(len(strengths)), -strengths))[:most]
    return tuple(table.named(int(topic)) for topic in order if strengths[topic] > 0)


def known_of(searched: Searched, partner: int, suggestion: Suggestion) -> tuple[Known, ...]:
    """What the reasons of the suggestion rest on, at most MOST things, each once: first what is about the need."""
    reasons = [c for c in suggestion.contributions if c.points >= LEAST_POINTS]
    found: dict[tuple[Fact, str], tuple[tuple[bool, int], Known]] = {}
    for reason in sorted(reasons, key=lambda c: (c.about != "need", -c.points)):
        for known in _known(searched, partner, reason):
            weak = known.how == "listed"
            place = (reason.about != "need" or weak, _ORDER.index(known.fact) + weak * len(_ORDER))
            # What the two share is told as shared, and not once more as the partner's own.
            rest = {"both use": "solution", "both in": "network", "took along": "network"}
            found.setdefault((_as_fact(rest.get(known.fact, known.fact)), str(known.thing)), (place, known))
    ordered = [known for _, known in sorted(found.values(), key=lambda one: one[0])]
    told, rest_told = ordered[:MOST], ordered[MOST:]
    # Where one programme is for both it is told in any case: it may pay.
    area = next((known for known in rest_told if known.fact == "area"), None)
    return tuple(told if area is None else (*told[:-1], area))


def _as_fact(name: str) -> Fact:
    return next(fact for fact in _ORDER if fact == name)


def _known(searched: Searched, partner: int, reason: Contribution) -> Iterator[Known]:
    asker = searched.asker
    snapshot = asker.ties.snapshot
    own = snapshot.municipalities.ids[partner]
    if reason.feature == "common_programme":
        yield _area(asker, searched.areas, partner, reason)
        return
    for evidence in reason.evidence:
        if reason.feature == "twinned":
            yield Known(fact="twins", evidence=evidence)
        elif len(evidence.path) != 2 or evidence.path[0] != own:
            continue
        elif (network := snapshot.tables["Network"].ids.find(evidence.path[1])) is not None:
            yield _network(searched, partner, network, reason, evidence)
        elif (solution := snapshot.tables["Solution"].ids.find(evidence.path[1])) is not None:
            yield _solution(asker, partner, solution, evidence)
        elif (topic := snapshot.tables["Topic"].ids.find(evidence.path[1])) is not None:
            named = snapshot.tables["Topic"].named(topic)
            fact: Fact = "offers" if reason.feature == "offers_what_you_need" else "needs"
            yield Known(fact=fact, evidence=evidence, thing=named, topics=(named,))


def _area(asker: Asker, areas: Areas, partner: int, reason: Contribution) -> Known:
    shared = int(areas.shared(asker.index, np.array([partner], dtype=np.int32))[0])
    if shared < 0:
        return Known(fact="neighbours", evidence=Evidence(text=reason.reason, source=""))
    programme = asker.ties.snapshot.tables["Programme"].named(areas.all[shared].programme)
    return Known(fact="area", evidence=reason.evidence[0], thing=programme)


def _network(searched: Searched, partner: int, network: int, reason: Contribution, evidence: Evidence) -> Known:
    asker = searched.asker
    ties = asker.ties
    snapshot, links = ties.snapshot, ties.snapshot.links("MEMBER_OF")
    row = statements.row(links, partner, network)
    small: tuple[Named, ...] = ()
    fact: Fact = "network"
    if not ties.listed[network] and network in asker.networks:
        fact = "both in"
    elif reason.feature == "took_small_towns_along":
        fact = "took along"
        taken = [int(t) for t in ties.memberships.towns_of(network) if searched.along.small[t] and t != partner]
        likeness = asker.size_likeness_of(np.array(taken, dtype=np.int32))
        first = sorted(range(len(taken)), key=lambda i: (not asker.at_home[taken[i]], -likeness[i], taken[i]))[:2]
        small = tuple(snapshot.municipalities.named(taken[i]) for i in first)
    return Known(
        fact=fact,
        evidence=evidence,
        thing=snapshot.tables["Network"].named(network),
        how="listed" if ties.listed[network] else links.role[row],
        lasting=not ties.listed[network] and snapshot.tables["Network"].category("kind")[network] in _LASTING,
        tense=_tense(asker, links, row, network),
        small=small,
        topics=topics_of(asker, ties.network_topics[network] * asker.wanted),
    )


def _tense(asker: Asker, links: Links, row: int, network: int) -> Tense:
    table = asker.ties.snapshot.tables["Network"]
    until = dates.from_code(int(links.until[row]) or int(table.date("end")[network]))
    if until is not None:
        return "then" if dates.last_day(until) < asker.query.on else "now"
    return "now" if table.category("kind")[network] in _LASTING else "unknown"


def _solution(asker: Asker, partner: int, solution: int, evidence: Evidence) -> Known:
    ties = asker.ties
    table, links = ties.snapshot.tables["Solution"], ties.snapshot.links("USES")
    how = links.status[statements.row(links, partner, solution)]
    practice = table.category("kind")[solution] == "practice"
    both = asker.index is not None and solution in asker.solutions and how in _IN_USE
    if both:
        both = links.status[statements.row(links, int(asker.index or 0), solution)] in _IN_USE
    return Known(
        fact="both use" if both and not practice else "solution",
        evidence=evidence,
        thing=table.named(solution),
        how=how,
        practice=practice,
        topics=topics_of(asker, ties.solution_topics[solution] * asker.wanted),
    )
