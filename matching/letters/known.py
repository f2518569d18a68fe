"""What is known of a partner that a letter to it may say: things in sources, each with no more than its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from graph.arrays import Floats32
from graph.said import Named, said
from graph.snapshot.frozen import UNIT, Links
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.explanation import LEAST_POINTS
from matching.purposes.areas import Area, Areas
from matching.purposes.experienced import small_members
from matching.purposes.neighbours import IN_AREA_KM, common_area
from matching.purposes.purpose import Searched
from matching.types import Contribution, Evidence
from matching.words.told import told

#: What a letter tells: a solution or practice, a network, one of both that the two share, what the partner says that it
#: offers or needs, an area of a programme, a twinning, or that only a border is between them.
Fact = Literal[
    "solution",
    "network",
    "both use",
    "both in",
    "took along",
    "offers",
    "needs",
    "area",
    "area perhaps",
    "twins",
    "neighbours",
]
#: When a membership holds: of many projects nobody says whether they have ended.
Tense = Literal["now", "then", "unknown"]
#: So many things are told: a letter is read by people with little time.
MOST = 3
#: What is told first where several things are known.
_ORDER: tuple[Fact, ...] = (
    *(
        "solution",
        "offers",
        "twins",
        "area",
        "area perhaps",
        "took along",
        "both use",
        "both in",
        "network",
        "needs",
        "neighbours",
    ),
)
_NO_NAME = Named("")
#: A common programme, in whose area both lie, or perhaps lie.
AREA: tuple[Fact, ...] = ("area", "area perhaps")
#: What is between the two, whatever the letter is about.
_BETWEEN: tuple[Fact, ...] = ("twins", *AREA)
_IN_COMMON: tuple[Fact, ...] = (*_BETWEEN, "both in", "both use")
#: What the two share, or a network that it took small towns along in, is not told once more as the partner's own.
_SORTS: Mapping[Fact, Fact] = {"both use": "solution", "both in": "network", "took along": "network"}
#: Uses of which the two may say "we both use it".
_IN_USE = (None, "in-use", "pilot", "origin")
#: Networks that go on for as long as nobody says that they ended.
_LASTING = ("association", "network", "initiative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One thing that sources say of a partner.

    `how` is the status of a use, or the role in a network ("listed" for a mere list, "one of the leads" in what many
    lead a part of); `practice` tells a solution that
    is done from one that is used, `lasting` a network that one joins from a project; `small` names the small towns that
    it took along.
    """

    fact: Fact
    evidence: Evidence
    thing: Named = _NO_NAME
    how: str | None = None
    practice: bool = False
    tense: Tense = "unknown"
    lasting: bool = False
    small: tuple[Named, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether it is a network that one can join today."""
        return self.lasting and self.tense != "then"


def topics_of(asker: Asker, strengths: Floats32, most: int = 2) -> tuple[Named, ...]:
    """The strongest topics, by the names they have in each language."""
    if not strengths.any():
        return ()
    table = asker.ties.snapshot.tables["Topic"]
    order = np.lexsort((np.arange(len(strengths)), -strengths))[:most]
    return tuple(table.named(int(topic)) for topic in order if strengths[topic] > 0)


def subjects_of(asker: Asker, known: Known) -> tuple[Named, ...]:
    """What the thing is about, in its strongest topics; nothing for what is no network, solution or topic."""
    ties, id = asker.ties, known.evidence.path[-1] if known.evidence.path else ""
    for label, matrix in (("Network", ties.network_topics), ("Solution", ties.solution_topics)):
        at = ties.snapshot.tables[label].ids.find(id)
        if at is not None:
            return topics_of(asker, matrix[at], most=1)
    return (known.thing,) if id in ties.snapshot.tables["Topic"].ids else ()


def known_of(searched: Searched, partner: int, reasons: Sequence[Contribution]) -> tuple[Known, ...]:
    """What the reasons for the partner rest on, at most MOST things, each once: first what is about the need."""
    found: dict[tuple[Fact, str], tuple[tuple[bool, int], Known]] = {}
    for known in _of_both(searched.asker, searched.areas, partner):
        found[known.fact, ""] = ((True, _ORDER.index(known.fact)), known)
    telling = [c for c in reasons if c.points >= LEAST_POINTS]
    seen: set[str] = set()
    for reason in sorted(telling, key=lambda c: (c.about != "need", -c.points)):
        for known in _known(searched, partner, reason, seen):
            weak = known.how == "listed"
            place = (reason.about != "need" or weak, _ORDER.index(known.fact) + weak * len(_ORDER))
            found.setdefault((_SORTS.get(known.fact, known.fact), str(known.thing)), (place, known))
    # Where something is known that is about the need, what is about something else has no place in the letter, unless
    # it ties the two.
    about = any(not aside for (aside, _), _ in found.values())
    kept = [(place, known) for place, known in found.values() if not (about and place[0]) or known.fact in _IN_COMMON]
    ordered = [known for _, known in sorted(kept, key=lambda one: one[0])]
    first, rest = ordered[:MOST], ordered[MOST:]
    # A twinning, and one programme for both, are told in any case: the one is between them already, the other may pay.
    pinned = [known for known in rest if known.fact in _BETWEEN][: MOST - 1]
    return (*first[: MOST - len(pinned)], *pinned)


def _known(searched: Searched, partner: int, reason: Contribution, seen: set[str]) -> Iterator[Known]:
    """What the reason rests on, but for the networks and solutions that are `seen` already."""
    asker = searched.asker
    snapshot = asker.ties.snapshot
    own = snapshot.municipalities.ids[partner]
    if reason.feature == "common_programme" and not reason.evidence:
        yield Known(fact="neighbours", evidence=Evidence(text=reason.reason, source=""))
    for evidence in reason.evidence:
        if len(evidence.path) != 2 or evidence.path[0] != own or (thing := evidence.path[1]) in seen:
            continue
        elif (network := snapshot.tables["Network"].ids.find(thing)) is not None:
            seen.add(thing)
            yield _network(searched, partner, network, reason, evidence)
        elif (solution := snapshot.tables["Solution"].ids.find(thing)) is not None:
            seen.add(thing)
            yield solution_known(asker, partner, solution, evidence)
        elif (topic := snapshot.tables["Topic"].ids.find(thing)) is not None:
            named = snapshot.tables["Topic"].named(topic)
            fact: Fact = "offers" if reason.feature == "offers_what_you_need" else "needs"
            yield Known(fact=fact, evidence=evidence, thing=named)


def joins_neighbours(asker: Asker, area: Area, partner: int) -> bool:
    """Whether the programme, in whose area both lie or perhaps lie, joins the two as neighbours: where only its record
    tells where it pays, they have to be near, and it to name regions; what pays in whole countries makes nobody one."""
    if area.sure:
        return True
    codes = (asker.ties.snapshot.tables["Programme"].text("area")[area.programme] or "").split(UNIT)
    return float(asker.distances[partner]) <= IN_AREA_KM and any(len(code) > len("DE") for code in codes)


def _of_both(asker: Asker, areas: Areas, partner: int) -> Iterator[Known]:
    """What ties the two whatever the partner is suggested for: a twinning; one programme on both sides of a border."""
    snapshot = asker.ties.snapshot
    towns = snapshot.municipalities
    links = snapshot.links("TWINNED_WITH")
    if asker.index is not None and asker.is_twin(partner):
        for start, end in ((asker.index, partner), (partner, asker.index)):
            if end in links.ends(start):
                name = towns.name(partner, asker.query.language)
                text = told(
                    said("{name} and {asker} are twin towns", name=name, asker=asker.name), asker.query.language
                )
                stated = statements.statement(snapshot, "TWINNED_WITH", "Municipality", start, end, text)
                yield Known(fact="twins", evidence=stated)
                break
    if towns.category("country")[partner] != asker.country:
        common = common_area(asker, areas, partner)
        table = snapshot.tables["Programme"]
        if common is not None and joins_neighbours(asker, common[0], partner):
            fact: Fact = "area" if common[0].sure else "area perhaps"
            yield Known(fact=fact, evidence=common[1], thing=table.named(common[0].programme))


def led_known(asker: Asker, partner: int, network: int, evidence: Evidence) -> Known:
    """What a letter says of a project that the partner leads."""
    links = asker.ties.snapshot.links("MEMBER_OF")
    tense = _tense(asker, links, statements.row(links, partner, network), network)
    thing = asker.ties.snapshot.tables["Network"].named(network)
    return Known(fact="network", evidence=evidence, thing=thing, how="lead", tense=tense)


def _network(searched: Searched, partner: int, network: int, reason: Contribution, evidence: Evidence) -> Known:
    asker = searched.asker
    ties = asker.ties
    snapshot, links = ties.snapshot, ties.snapshot.links("MEMBER_OF")
    row = statements.row(links, partner, network)
    small: tuple[Named, ...] = ()
    fact: Fact = "network"
    listed = ties.listed.item(network)
    if not listed and asker.is_in(network):
        fact = "both in"
    elif reason.feature == "took_small_towns_along":
        fact = "took along"
        taken = small_members(asker, searched.along, network, partner)[:2]
        small = tuple(snapshot.municipalities.named(member) for member in taken)
    return Known(
        fact=fact,
        evidence=evidence,
        thing=snapshot.tables["Network"].named(network),
        how="listed" if listed else _role(links, row),
        lasting=not listed and snapshot.tables["Network"].category("kind")[network] in _LASTING,
        tense=_tense(asker, links, row, network),
        small=small,
    )


def _role(links: Links, row: int) -> str | None:
    """The role; whoever leads what others lead too leads a part of it: one of the networks of a round, an action."""
    role = links.role[row]
    if role != "lead":
        return role
    rows = links.rows_to(int(links.end[row]))
    leads = links.start[rows[links.role.codes[rows] == links.role.codes[row]]]
    return "one of the leads" if (leads != links.start[row]).any() else role


def _tense(asker: Asker, links: Links, row: int, network: int) -> Tense:
    snapshot = asker.ties.snapshot
    if statements.takes_part_no_more(snapshot, links, row, asker.query.on):
        return "then"
    table = snapshot.tables["Network"]
    ends = int(links.until[row]) or int(table.date("end")[network])
    return "now" if ends or table.category("kind")[network] in _LASTING else "unknown"


def solution_known(asker: Asker, partner: int, solution: int, evidence: Evidence) -> Known:
    """What a letter says of a solution that the partner uses, or of what it does."""
    ties = asker.ties
    table = ties.snapshot.tables["Solution"]
    how = statements.use_status(ties.snapshot, partner, solution)
    practice = table.category("kind")[solution] == "practice"
    both = asker.index is not None and solution in asker.solutions and how in _IN_USE
    if both:
        both = statements.use_status(ties.snapshot, int(asker.index or 0), solution) in _IN_USE
    return Known(
        fact="both use" if both and not practice else "solution",
        evidence=evidence,
        thing=table.named(solution),
        how=how,
        practice=practice,
    )
