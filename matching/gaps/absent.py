"""Who is absent: networks in which nobody of the scope is, or countries and regions without a member of one network;
with the towns that could join by the network's own terms."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.measures.report import MEMBERS, NETWORKS, TOWNS
from graph.said import Noun, Said, counted, said, said_many
from matching.gaps.reach import reached
from matching.gaps.scope import Cut, ids_of
from matching.gaps.topics import VISIT_KM
from matching.gaps.values import Finding, Gap, Subject
from matching.rules.three_valued import UNKNOWN, YES, Answers
from matching.words.countries import country_named

#: Of a network with fewer known members than this no list is loaded, and nobody can be told to be absent from it.
LISTED_MEMBERS = 4
#: So many towns that could join are named by id in a row.
NAMED = 20
_KNOWN = Noun(said("No known member"), said_many("{count:,} known member", "{count:,} known members"))
_KNOWN_AMONG = Noun(said("no known member"), said_many("{count:,} known member", "{count:,} known members"))
_COUNTRIES = Noun(said("no countries"), said_many("{count:,} country", "{count:,} countries"))
_REGIONS = Noun(said("no regions"), said_many("{count:,} region", "{count:,} regions"))
_CLOSED = said("It takes no new members: they were chosen once, it has ended, or it is a mere list.")


def absent(cut: Cut, top: int) -> Finding:
    """With a network: the countries and regions of the scope without a member in it. Else: the networks that take
    members, and have none in the scope.

    Of each, `towns` that could join by the network's own terms, first those nearest and most alike its members (at most
    NAMED); `count` is how many there are. A place or network where nobody could join is no gap, and not listed.
    """
    if cut.network is None:
        return _networks(cut, top)
    listed = int(cut.ties.memberships.sizes[cut.network]) >= LISTED_MEMBERS
    return _places(cut, cut.network, top) if listed else _without_list(cut, cut.network)


def _without_list(cut: Cut, network: int) -> Finding:
    """Of a network whose members are not known, nothing can be told but that."""
    called = cut.snapshot.tables["Network"].named(network)
    return Finding(
        name="absent",
        title=said("Who is absent from {network}", network=called),
        number=0,
        of=0,
        summary=said(
            "Of {network} we have no list of members, so who is absent from it we cannot say ({members}).",
            network=called,
            members=counted(int(cut.ties.memberships.sizes[network]), _KNOWN_AMONG),
        ),
        action=said("Ask its office for the list of its members, and import it."),
        rows=(),
        total=0,
        counts=said("towns there that could join"),
        not_known=_not_known(),
    )


def _networks(cut: Cut, top: int) -> Finding:
    """The networks without a member in the scope, those first that most of the scope's countries are in already."""
    ties, snapshot = cut.ties, cut.snapshot
    pairs = ties.memberships
    present = np.zeros(len(pairs.sizes), dtype=np.bool_)
    present[pairs.things[cut.bodies[pairs.towns]]] = True
    takes = cut.networks & cut.admission.taking
    asked = np.flatnonzero(takes & (pairs.sizes >= LISTED_MEMBERS))
    country = snapshot.municipalities.category("country").codes
    own = np.zeros(len(country), dtype=np.bool_)
    own[np.isin(country, np.unique(country[cut.bodies]))] = True
    at_home = pairs.sums(own)
    found = []
    for network in asked[~present[asked]].tolist():
        answers = cut.admission.of(network)
        able = np.flatnonzero(cut.towns & (answers >= UNKNOWN))
        # Where it depends on nearness, who lies nobody knows where may be near; a network for these alone is no gap.
        if cut.admission.placed[able].any():
            sure = int((answers[able] == YES).sum())
            found.append((sure == 0, -int(at_home[network]), -int(pairs.sizes[network]), network, able, answers))
    found.sort(key=lambda entry: entry[:4])
    rows = tuple(_absent_row(cut, network, able, answers) for *_, network, able, answers in found[:top])
    return Finding(
        name="absent",
        title=said("Networks in which nobody from here is"),
        number=len(found),
        of=len(asked),
        summary=said("We know of no network of these that may take members, and whose members we know.")
        if not len(asked)
        else said(
            "Without a known member here, though by their own terms towns here could join: {absent} of {networks} that "
            "may take members.",
            networks=counted(len(asked), NETWORKS),
            absent=len(found),
        ),
        action=said("Tell the towns named of the network, and ask its office what joining takes."),
        rows=rows,
        total=len(found),
        counts=said("towns here that could join"),
        not_known=(
            *_not_known(),
            said_many(
                "Of {count:,} network that may take members we have no list, so nothing is said of it.",
                "Of {count:,} networks that may take members we have no list, so nothing is said of them.",
                count=int(takes.sum()) - len(asked),
            ),
        ),
    )


def _absent_row(cut: Cut, network: int, able: npt.NDArray[np.int64], answers: Answers) -> Gap:
    snapshot, table = cut.snapshot, cut.snapshot.tables["Network"]
    members = cut.ties.memberships.towns_of(network).astype(np.int64)
    ordered, others = _nearest_first(cut, able, members, answers)
    sure = int((answers[able] == YES).sum())
    first, other = int(ordered[0]), int(others[0])
    town = cut.places.town(first)
    partner = None if other < 0 else cut.places.town(other)
    called = table.named(network)
    words: dict[str, object] = {
        "open": len(able) - sure,
        "members": counted(len(members), _KNOWN),
        "able": counted(len(able), TOWNS),
    }
    if sure == len(able):
        why = said("{members}, none here. It takes new ones, and no term that we know is against {able} here.")
    elif sure:
        why = said("{members}, none here. It takes new ones; not sure to meet its terms: {open:,} of {able} here.")
    else:
        why = said("{members}, none here. No term that we know is against {able} here; the rest its office knows.")
    return Gap(
        subject=Subject(kind="network", id=table.ids[network], name=called),
        town=town,
        partner=partner,
        distance_km=None if other < 0 else cut.places.kilometres(first, other),
        count=len(able),
        may_join="yes" if answers[first] == YES else "unknown",
        why=why.fill(**words),
        action=_action(town.name, called, None if partner is None else partner.name),
        towns=ids_of(snapshot, ordered[:NAMED]),
        sources=tuple(filter(None, (table.text("joining_source")[network] or table.text("source")[network],))),
    )


def _action(town: str, network: str, member: str | None) -> Said:
    if member is None:
        return said("Tell {town} of {network}.", town=town, network=network)
    return said(
        "Tell {town} of {network}; {member} is in it, and can say what it brings.",
        town=town,
        network=network,
        member=member,
    )


def _nearest_first(
    cut: Cut, able: npt.NDArray[np.int64], members: npt.NDArray[np.int64], answers: Answers
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Those that could join, the sure ones first, then by how well they reach a member; and which member each does."""
    found = reached(cut.snapshot, able, members, VISIT_KM)
    order = np.lexsort((able, -found.score, -answers[able]))
    return able[order], found.other[order]


def _places(cut: Cut, network: int, top: int) -> Finding:
    """The countries of the scope without a member in the network, then the regions in the countries that have one."""
    snapshot, table = cut.snapshot, cut.snapshot.tables["Network"]
    called, country = table.named(network), snapshot.municipalities.category("country")
    members = cut.ties.memberships.towns_of(network).astype(np.int64)
    answers = cut.admission.of(network)
    able = np.flatnonzero(cut.towns & (answers >= UNKNOWN))
    asked = cut.asked_for  # the places that are looked at, also where nobody could join
    rows: list[Gap] = []
    countries = np.unique(country.codes[asked])
    lacking = np.setdiff1d(countries, country.codes[members])
    for code in lacking.tolist():
        there = able[country.codes[able] == code]
        value = country.values[code]
        rows += _place_row(
            cut, network, Subject(kind="country", id=value, name=country_named(value)), there, members, answers
        )
    region = cut.places.region_of
    with_members = np.isin(country.codes, np.setdiff1d(countries, lacking))
    regions = np.unique(region[asked & with_members & (region >= 0)])
    without = np.setdiff1d(regions, region[members])
    names = snapshot.tables["Region"]
    for at in without.tolist():
        there = able[region[able] == at]
        rows += _place_row(
            cut, network, Subject(kind="region", id=names.ids[at], name=names.named(at)), there, members, answers
        )
    rows.sort(key=lambda row: (row.subject is not None and row.subject.kind == "region", -(row.count or 0)))
    missing = len(lacking) + len(without)
    if cut.admission.taking[network]:
        summary: Said = said(
            "{network} has {members}. Without a known one: {absent} of {countries}, and in the others {without} of "
            "{regions}. Towns that could join by its own terms are known in {places} of these.",
            network=called,
            members=counted(len(members), _KNOWN_AMONG),
            countries=counted(len(countries), _COUNTRIES),
            absent=len(lacking),
            regions=counted(len(regions), _REGIONS),
            without=len(without),
            places=len(rows),
        )
        action = said("Write to the first town of each place; the member named beside it can say what it brings.")
    else:
        summary = said(
            "{network} has {members}. {closed}", network=called, members=counted(len(members), MEMBERS), closed=_CLOSED
        )
        action = said("Nothing to do: nobody can join it. Look for a network on the same topics that takes members.")
    return Finding(
        name="absent",
        title=said("Who is absent from {network}", network=called),
        number=missing,
        of=len(countries) + len(regions),
        summary=summary,
        action=action,
        rows=tuple(rows[:top]),
        total=len(rows),
        counts=said("towns there that could join"),
        not_known=_not_known(),
    )


def _place_row(
    cut: Cut,
    network: int,
    place: Subject,
    able: npt.NDArray[np.int64],
    members: npt.NDArray[np.int64],
    answers: Answers,
) -> list[Gap]:
    if not len(able):
        return []
    row = _absent_row(cut, network, able, answers)
    return [
        Gap(
            subject=place,
            town=row.town,
            partner=row.partner,
            distance_km=row.distance_km,
            count=row.count,
            may_join=row.may_join,
            why=said("No known member; {able} there could join as far as we know.", able=counted(len(able), TOWNS)),
            action=row.action,
            towns=row.towns,
            sources=row.sources,
        )
    ]


def _not_known() -> tuple[Said, ...]:
    return (
        said("Member lists are incomplete: who is absent from a list may be a member."),
        said("Fees, votes of the council and what a board expects of new members are known of few networks."),
    )
