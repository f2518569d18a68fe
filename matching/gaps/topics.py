"""Topics that are wanted and not served, and thin ones, which hardly anybody in the scope does."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.measures.report import SOLUTIONS, TOWNS
from graph.said import Noun, Said, counted, said, said_many
from matching.gaps.doing import Pairs, Work
from matching.gaps.reach import reached
from matching.gaps.scope import ADDRESSED, Cut, ids_of
from matching.gaps.values import Finding, Gap, Subject

#: A topic is thin that so few towns of the scope do at most, or no more than this share of those that do anything.
THIN, THIN_SHARE = 2, 0.01
#: So far away a teacher is still near, in kilometres: a day's visit.
VISIT_KM = 150.0
#: So many of the nearest that do a topic are compared: there are many topics.
_FEW = 8
_Counts = npt.NDArray[np.int64]
_TOPICS = Noun(said("no topics"), said_many("{count:,} topic", "{count:,} topics"))
_DOERS = Noun(said("nobody"), said_many("{count:,} town", "{count:,} towns"))


def topics(cut: Cut, top: int) -> Finding:
    """Topics wanted by towns of the scope and done by none or fewer, then thin ones (THIN, THIN_SHARE).

    Wanted are the needs of profiles and of the file of needs. A town does a topic where it has something of its own on
    it (`Work.own`). First what nobody does and most want; of what nobody wants, what most others do. `count` is how
    many do it, `town` one that wants it (without needs: the one that could learn it best), `partner` who could show it.
    """
    work = Work(cut.ties)
    wanted = _count(cut, cut.wants)
    does = _count(cut, _within(cut, work.own))
    around = np.bincount(work.own[1], minlength=len(cut.topics)) - does
    unserved = cut.topics & (wanted > does)
    few = max(THIN, int(THIN_SHARE * len(np.unique(_within(cut, work.own)[0]))))
    thin = cut.topics & ~unserved & (does <= few)
    chosen = np.flatnonzero(unserved | thin)
    order = np.lexsort((chosen, -around[chosen], does[chosen], -wanted[chosen] * unserved[chosen], ~unserved[chosen]))
    rows = tuple(_row(cut, work, at, wanted, does, around) for at in chosen[order][:top].tolist())
    number = int(unserved.sum()) if len(cut.wants[0]) else int(thin.sum())
    summary: Said
    if len(cut.wants[0]):
        summary = said_many(
            "{count:,} need is known here. Topics that more towns want than do: {number}; others that are thin: "
            "{thin}.",
            "{count:,} needs are known here. Topics that more towns want than do: {number}; others that are thin: "
            "{thin}.",
            count=len(cut.wants[0]),
            number=number,
            thin=int(thin.sum()),
        )
    else:
        summary = said(
            "Nobody here has told what it needs (a profile, or a file of needs), so what is wanted is not known. "
            "Thin, with {most} towns or fewer here that are known to do something of their own: {thin} of {topics}.",
            thin=int(thin.sum()),
            topics=counted(int(cut.topics.sum()), _TOPICS),
            most=few,
        )
    return Finding(
        name="topics",
        title=said("Topics wanted and not served, and thin topics"),
        number=number,
        of=int(cut.topics.sum()),
        summary=summary,
        action=said("Bring those who want a topic together with who does it, and let a first town here begin."),
        rows=rows,
        total=len(chosen),
        counts=said("towns here that do it"),
        not_known=(
            said("Only what a list names counts as done: everyday work that nobody wrote down is missing."),
            said("Needs are those of imported profiles and of the file of needs; silence is not satisfaction."),
            *_unread(cut),
        ),
    )


def _unread(cut: Cut) -> tuple[Said, ...]:
    if not cut.scope.unread:
        return ()
    return (said("Needs in which no topic was found, and which do not count: {texts}.", texts=cut.scope.unread),)


def _within(cut: Cut, pairs: Pairs) -> Pairs:
    kept = cut.bodies[pairs[0]]
    return pairs[0][kept], pairs[1][kept]


def _count(cut: Cut, pairs: Pairs) -> _Counts:
    """How many bodies there are of each topic."""
    return np.bincount(pairs[1], minlength=len(cut.topics)).astype(np.int64)


def _row(cut: Cut, work: Work, topic: int, wanted: _Counts, does: _Counts, around: _Counts) -> Gap:
    snapshot = cut.snapshot
    table = snapshot.tables["Topic"]
    wants = cut.wants[0][cut.wants[1] == topic]
    doers = work.own[0][work.own[1] == topic]
    towns = doers[~snapshot.wide_bodies[doers]]
    doers = towns if len(towns) else doers  # a county shows a town little
    learners = wants if len(wants) else np.flatnonzero(cut.towns)
    learners = np.setdiff1d(learners, doers)
    found = reached(snapshot, learners.astype(np.int64), doers.astype(np.int64), VISIT_KM, _FEW)
    town, partner = None, None
    if len(learners) and float(np.max(found.score, initial=0)) > 0:
        first = int(np.lexsort((learners, -found.score))[0])
        town, partner = int(learners[first]), int(found.other[first])
    elif len(learners) and len(wants):
        town = int(learners[0])
    solutions = int((cut.ties.solution_topics[:, topic] >= ADDRESSED).sum())
    words = {
        "wanted": counted(int(wanted[topic]), TOWNS),
        "does": counted(int(does[topic]), _DOERS),
        "around": counted(int(around[topic]), _DOERS),
        "solutions": counted(solutions, SOLUTIONS),
    }
    if wanted[topic]:
        why = said("Wanted by {wanted}; known to do it: {does} here, {around} elsewhere; {solutions} on it.", **words)
    else:
        why = said("Known to do it: {does} here, {around} elsewhere; {solutions} on it.", **words)
    here, there = (None if at is None else cut.places.town(at) for at in (town, partner))
    if here is None or there is None:
        action = said("Look for a first town abroad: nobody who could show it is known near here.")
    elif len(wants):
        action = said(
            "Introduce {town}, which wants it, to {partner}, which does it.", town=here.name, partner=there.name
        )
    else:
        action = said("Ask {partner} to show it to {town} and others.", town=here.name, partner=there.name)
    return Gap(
        subject=Subject(kind="topic", id=table.ids[topic], name=table.named(topic)),
        town=here,
        partner=there,
        distance_km=None if town is None or partner is None else cut.places.kilometres(town, partner),
        count=int(does[topic]),
        why=why,
        action=action,
        towns=ids_of(snapshot, wants),
    )
