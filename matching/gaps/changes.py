"""What changed since an earlier day: first ties of towns, memberships and uses that began or ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Ints32
from graph.measures.chosen import repeats
from graph.measures.report import TOWNS
from graph.said import Noun, counted, said, said_many
from graph.snapshot.frozen import Links, Snapshot
from matching.gaps.hub import named_towns
from matching.gaps.scope import Cut, ids_of
from matching.gaps.values import Finding, Gap, Subject
from matching.kinds.networks import lasts

_BEGAN = Noun(said("no tie began"), said_many("{count:,} tie began", "{count:,} ties began"))
_ENDED = Noun(said("no tie ended"), said_many("{count:,} tie ended", "{count:,} ties ended"))


@dataclass(frozen=True, slots=True)
class Spans:
    """Pairs of a body and a thing, each once, and what is known of them: held on the earlier day (`then`), on the later
    one (`now`), or `undated`: nobody says when it began, and so it is in neither."""

    bodies: npt.NDArray[np.int64]
    things: npt.NDArray[np.int64]
    then: npt.NDArray[np.bool_]
    now: npt.NDArray[np.bool_]
    undated: npt.NDArray[np.bool_]

    @property
    def began(self) -> npt.NDArray[np.bool_]:
        """What holds now and did not then."""
        return self.now & ~self.then & ~self.undated

    @property
    def ended(self) -> npt.NDArray[np.bool_]:
        """What held then and does not now."""
        return self.then & ~self.now & ~self.undated


def changes(cut: Cut, whole: Snapshot, since: str, top: int) -> Finding:
    """What changed in the scope between the last day of `since` and the day of the report (that of its snapshot, else
    the day of the question), by the dates of `whole`, the snapshot of all that is known.

    `number` is how many bodies had no known tie then and have one now. Rows are networks and
    solutions with the `count` of bodies here that came or went, then those bodies. Statements without a date are
    counted apart.
    """
    then = dates.to_code(dates.last_day(since).isoformat())
    now = cut.snapshot.as_of or dates.to_code(cut.on.isoformat())
    members = _spans(cut, whole, "MEMBER_OF", then, now)
    uses = _spans(cut, whole, "USES", then, now)
    twins = _spans(cut, whole, "TWINNED_WITH", then, now)
    every = (members, uses, twins)
    before, after = (np.zeros(len(cut.bodies), dtype=np.bool_) for _ in range(2))
    for spans in every:
        before[spans.bodies[spans.then | spans.undated]] = True
        after[spans.bodies[spans.now]] = True
    fresh = np.flatnonzero(cut.bodies & after & ~before)
    began, ended = (sum(int(getattr(spans, side).sum()) for spans in every) for side in ("began", "ended"))
    undated = sum(int(spans.undated.sum()) for spans in every)
    things = (("Network", members), ("Solution", uses))
    rows = sorted((row for label, spans in things for row in _came_and_went(cut, label, spans)), key=_count)
    rows += _first_ties(cut, fresh, things)
    words = {"since": since, "fresh": counted(len(fresh), TOWNS)}
    words |= {"began": counted(began, _BEGAN), "ended": counted(ended, _ENDED)}
    return Finding(
        name="changes",
        title=said("What changed since {since}", since=since),
        number=len(fresh),
        of=int(cut.bodies.sum()),
        summary=said(
            "{fresh} here had no known tie at the end of {since}; today they have one. {began}, {ended}.",
            **words,
        ),
        action=said("Ask those with a first tie how they came by it, and those who left why."),
        rows=tuple(rows[:top]),
        total=len(rows),
        counts=said("towns here that came or went"),
        not_known=(
            said_many(
                "{count:,} tie here has no date, and is in no comparison.",
                "{count:,} ties here have no date, and are in no comparison.",
                count=undated,
            ),
            said("An end is known only where a list names it: who left silently still counts as there."),
        ),
    )


def _spans(cut: Cut, whole: Snapshot, type: str, then: int, now: int) -> Spans:
    links = whole.links(type)
    since, until = _dates(whole, links)
    start, end = links.start.astype(np.int64), links.end.astype(np.int64)
    if type == "TWINNED_WITH":  # a twinning is a tie of both
        start, end = np.concatenate([start, end]), np.concatenate([end, start])
        since, until = np.tile(since, 2), np.tile(until, 2)
    kept = cut.bodies[start]
    if type == "MEMBER_OF":
        kept &= cut.networks[end] & ~repeats(whole, links.start, links.end)[end]
    elif cut.network is not None:
        kept &= False
    elif cut.scope.topic is not None:
        kept &= cut.about(cut.ties.solution_topics)[end] if type == "USES" else False
    start, end, since, until = start[kept], end[kept], since[kept], until[kept]
    size = int(end.max(initial=0)) + 1
    keys, pair = np.unique(start * size + end, return_inverse=True)

    def any_row(rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        return np.bincount(pair[rows], minlength=len(keys)) > 0

    dated = since > 0
    held = [any_row(dated & (since <= day) & lasts(until, day)) for day in (then, now)]
    return Spans(keys // size, keys % size, held[0], held[1], any_row(~dated))


def _dates(whole: Snapshot, links: Links) -> tuple[Ints32, Ints32]:
    """When each row began and ended: a membership that does not say so, with its network."""
    if links.type != "MEMBER_OF":
        return links.since, links.until
    table = whole.tables["Network"]
    start, end = table.date("start")[links.end], table.date("end")[links.end]
    return np.where(links.since > 0, links.since, start), np.where(links.until > 0, links.until, end)


def _first_ties(cut: Cut, fresh: npt.NDArray[np.int64], every: tuple[tuple[str, Spans], ...]) -> Iterator[Gap]:
    for body in fresh.tolist():
        town = cut.places.town(body)
        for label, spans in every:
            things = spans.things[spans.now & (spans.bodies == body)]
            if len(things):
                subject = _subject(cut, label, int(things[0]))
                why = said("Its first tie that we know of: {thing}.", thing=subject.name)
                break
        else:
            subject, why = None, said("Its first tie that we know of is a twin town.")
        action = said("Ask {town} how it came by it.", town=town.name)
        yield Gap(subject=subject, town=town, why=why, action=action, towns=(town.id,))


def _came_and_went(cut: Cut, label: str, spans: Spans) -> list[Gap]:
    rows = []
    for sentence, action, chosen in (
        (said("Came: {towns}."), said("Ask what {thing} gives them."), spans.began),
        (said("Went, or it ended: {towns}."), said("Ask why, and what is to follow {thing}."), spans.ended),
    ):
        things, counts = np.unique(spans.things[chosen], return_counts=True)
        for at in np.lexsort((things, -counts)).tolist():
            bodies = spans.bodies[chosen & (spans.things == things[at])]
            subject = _subject(cut, label, int(things[at]))
            rows.append(
                Gap(
                    subject=subject,
                    count=int(counts[at]),
                    why=sentence.fill(towns=named_towns(cut, bodies)),
                    action=action.fill(thing=subject.name),
                    towns=ids_of(cut.snapshot, bodies),
                )
            )
    return rows


def _count(row: Gap) -> tuple[int, str]:
    return -(row.count or 0), "" if row.subject is None else row.subject.id


def _subject(cut: Cut, label: str, index: int) -> Subject:
    table = cut.snapshot.tables[label]
    return Subject(kind="network" if label == "Network" else "solution", id=table.ids[index], name=table.named(index))
