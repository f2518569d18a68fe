"""One topic: the towns that do it, those that could learn it, and from whom."""

from __future__ import annotations

import numpy as np

from graph.measures.report import TOWNS
from graph.said import Said, counted, said, said_many
from matching.gaps.doing import Work, proof
from matching.gaps.reach import reached, similar_size
from matching.gaps.scope import Cut, ids_of
from matching.gaps.topics import VISIT_KM
from matching.gaps.values import Finding, Gap, Subject

_OFFERS = said("{name} says that it offers {topic}")
_LISTS = said("Only what a list names counts as done: everyday work that nobody wrote down is missing.")


def doing(cut: Cut, top: int) -> Finding:
    """The bodies of the scope that do the topic, or one below it: first those with something of their own, the smallest
    towns first, for they are nearest to most; then those that only a network ties to it. `sources` say so."""
    work = Work(cut.ties)
    own, network = work.doers(cut, work.own), work.doers(cut, work.by_network)
    chosen = np.flatnonzero(cut.bodies & (own | network))
    people = np.nan_to_num(cut.snapshot.population[chosen], nan=np.inf)
    order = chosen[np.lexsort((chosen, people, ~own[chosen]))]
    strong = int((cut.bodies & own).sum())
    return Finding(
        name="doing",
        title=said("Who does it: {topic}", topic=_subject(cut).name),
        number=strong,
        of=int(cut.bodies.sum()),
        summary=said_many(
            "{count:,} town here does something of its own on it; {networks:,} more are in a network about it.",
            "{count:,} towns here do something of their own on it; {networks:,} more are in a network about it.",
            count=strong,
            networks=len(chosen) - strong,
        ),
        action=_ASK if len(order) else said("Nobody here is known to do it: look for who could show it elsewhere."),
        rows=tuple(_doer(cut, at) for at in order[:top].tolist()),
        total=len(order),
        not_known=(_LISTS, said("How well it goes, and whether they have time for guests, no list tells.")),
    )


def _doer(cut: Cut, at: int) -> Gap:
    town, found = cut.places.town(at), proof(cut, at)
    if found is None:  # it says so itself
        return Gap(
            subject=_subject(cut),
            town=town,
            why=said("{proof}.", proof=_OFFERS.fill(name=town.name, topic=_subject(cut).name)),
            action=_SHOW.fill(town=town.name),
            towns=(town.id,),
        )
    action = _SHOW if found.own else said("Ask {town} what of it is its own work.")
    return Gap(
        subject=_subject(cut),
        town=town,
        why=said("{proof}.", proof=found.sentence),
        action=action.fill(town=town.name),
        towns=(town.id,),
        sources=(found.source,),
    )


_SHOW = said("Ask {town} to show it.")
_ASK = said("Ask those that do it whether they would show it, and to how many a year.")


def learning(cut: Cut, top: int) -> Finding:
    """The towns of the scope that could learn the topic: of which nothing on it is known, with whom to introduce them.

    First those that want it, then those that best reach a town that does it (`matching.gaps.reach`, at a day's visit),
    wherever that lies. The first row is the pair to introduce.
    """
    snapshot, work = cut.snapshot, Work(cut.ties)
    own = work.doers(cut, work.own)
    could = np.flatnonzero(cut.towns & ~own & ~work.doers(cut, work.by_network))
    found = reached(snapshot, could, np.flatnonzero(own & snapshot.partners), VISIT_KM)
    wants = np.isin(could, cut.wants[0])
    order = np.lexsort((could, -found.score, ~wants))
    rows = tuple(_learner(cut, int(could[at]), int(found.other[at]), bool(wants[at])) for at in order[:top].tolist())
    action: Said = said("Nobody is known to do it: look for a project that begins with it.")
    if rows and rows[0].partner is not None and rows[0].town is not None:
        action = said("Introduce first: {town} and {partner}.", town=rows[0].town.name, partner=rows[0].partner.name)
    return Finding(
        name="learning",
        title=said("Who could learn it: {topic}", topic=_subject(cut).name),
        number=len(could),
        of=int(cut.towns.sum()),
        summary=said(
            "Of {towns} here nothing on it is known; known to want it: {wants} of them.",
            towns=counted(len(could), TOWNS),
            wants=int(wants.sum()),
        ),
        action=action,
        rows=rows,
        total=len(could),
        not_known=(_LISTS, said("Whether they want it, only those have told that sent a profile or a need.")),
    )


def _learner(cut: Cut, at: int, other: int, wants: bool) -> Gap:
    town = cut.places.town(at)
    if other < 0:
        return Gap(
            subject=_subject(cut),
            town=town,
            why=said("No town that does it is known near {town}, or its place is not known.", town=town.name),
            action=said("Ask {town} whether the topic matters to it.", town=town.name),
            towns=(town.id,),
        )
    partner, km, found = cut.places.town(other), cut.places.kilometres(at, other), proof(cut, other)
    shown = found.sentence if found else _OFFERS.fill(name=partner.name, topic=_subject(cut).name)
    words = {"proof": shown, "km": km, "town": town.name}
    if km is None:
        why = said("{proof}.", **words)
    elif similar_size(cut.snapshot, at, other):
        why = said("{proof}: {km:.0f} km away, and of a similar size.", **words)
    else:
        why = said("{proof}: {km:.0f} km away.", **words)
    if wants:
        why = said("{town} wants it. {why}", town=town.name, why=why)
    return Gap(
        subject=_subject(cut),
        town=town,
        partner=partner,
        distance_km=km,
        why=why,
        action=said("Introduce {town} to {partner}.", town=town.name, partner=partner.name),
        towns=ids_of(cut.snapshot, [at]),
        sources=() if found is None else (found.source,),
    )


def _subject(cut: Cut) -> Subject:
    table = cut.snapshot.tables["Topic"]
    assert cut.scope.topic is not None
    return Subject(kind="topic", id=cut.scope.topic, name=table.named(table.ids.index(cut.scope.topic)))
