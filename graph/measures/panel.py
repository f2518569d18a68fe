"""The network year by year: its figures and its towns, who arrived, who stayed and who left.

Each year is the snapshot of its last day (`graph.snapshot.past.as_of`). A town is in the network of a year if it is in
one of the networks that count; it arrived if it was not in that of the year before in the row of years, stayed if it
was, and left if it was and is no more. How many inhabitants a town has, and where it lies, is as known today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Unpack

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidRecord
from graph.measures.basis import ended, notes, reach
from graph.measures.centrality import measured
from graph.measures.chosen import Which, stated
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.measures.report import TOWNS, Report, report
from graph.measures.years import held_in
from graph.model import SMALL_TOWN
from graph.said import Said, counted, said, said_many
from graph.snapshot.frozen import Snapshot
from graph.snapshot.past import as_of
from graph.steps import begin_step

#: More years than this are not measured at once.
MOST_YEARS = 150


@dataclass(frozen=True, slots=True)
class Year:
    """The network at the end of a year, in figures.

    `sized` are the towns whose number of inhabitants is known, `small` those of them with fewer than 20,000, and
    `small_share` their share of the `sized`; None where there are none. The columns of arrival, staying and leaving are
    None in the first year; they count towns, those that begin with `small_` small ones.
    """

    year: int
    towns: int
    networks: int
    memberships: int
    ties: int
    sized: int
    small: int
    small_share: float | None
    arrived: int | None
    stayed: int | None
    left: int | None
    small_arrived: int | None
    small_stayed: int | None
    small_left: int | None


@dataclass(frozen=True, slots=True)
class InYear:
    """A town's, or network's, value of a measure at the end of a year: None where it is not defined, or where it left
    (`status` is then "left"). `status` is "arrived", "stayed" or "left", None in the first year."""

    year: int
    id: str
    name: str
    country: str | None
    population: int | None
    status: str | None
    measure: str
    value: float | None


def years_report(
    snapshot: Snapshot,
    years: Sequence[int],
    *,
    undated: bool = False,
    **which: Unpack[Which],
) -> Report[Year]:
    """The co-membership network at the end of each of these years, in figures, and who came and went.

    `snapshot` is that of all that is known; `undated` counts memberships that nobody dates in every year. Raises
    InvalidRecord for no year, more than MOST_YEARS, or years that do not rise.
    """
    people = snapshot.population
    small = np.nan_to_num(people, nan=np.inf) < SMALL_TOWN
    rows = []
    before: npt.NDArray[np.int32] | None = None
    for year, ties in _networks(snapshot, years, undated=undated, which=which):
        now = ties.towns
        moved: list[int | None] = [None] * 6
        if before is not None:
            sets = np.setdiff1d(now, before), np.intersect1d(now, before), np.setdiff1d(before, now)
            moved = [*(len(towns) for towns in sets), *(int(small[towns].sum()) for towns in sets)]
        sized, few = int((~np.isnan(people[now])).sum()), int(small[now].sum())
        share = few / sized if sized else None
        counted_ = len(now), len(ties.networks), ties.incidence.nnz, ties.matrix.nnz // 2
        rows.append(Year(year, *counted_, sized, few, share, *moved))
        before = now
    last = rows[-1]
    return report(
        snapshot,
        said("The co-membership network by year"),
        said(
            "From {first} to {last}: {then} at the end of the first year, {now} at the end of the last.",
            first=str(rows[0].year),
            last=str(last.year),
            then=counted(rows[0].towns, TOWNS),
            now=counted(last.towns, TOWNS),
        ),
        tuple(rows),
        notes=_told(snapshot, years, undated, which),
        sources=tuple(row for row in reach(snapshot) if row.type == "MEMBER_OF"),
        first=int(years[0]),
        last=int(years[-1]),
        undated="in" if undated else "out",
        **stated(which),
    )


def panel(
    snapshot: Snapshot,
    years: Sequence[int],
    measures: Sequence[str],
    *,
    undated: bool = False,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
    **which: Unpack[Which],
) -> Report[InYear]:
    """One row for each year, node and measure (keys of `graph.measures.centrality.MEASURES` or BIPARTITE), in the order
    of years, ids, measures; also for those that left, in the year in which they are first missing.

    Raises InvalidRecord as `years_report`, and for an unknown measure.
    """
    if not measures:
        raise InvalidRecord(said("name at least one measure"))
    rows: list[InYear] = []
    before: npt.NDArray[np.int32] | None = None
    for year, ties in _networks(snapshot, years, undated=undated, which=which, onto=onto, weighting=weighting):
        values = [measured(ties, measure) for measure in measures]
        gone = np.empty(0, np.int32) if before is None else np.setdiff1d(before, ties.nodes)
        for node in np.union1d(ties.nodes, gone).tolist():
            at = int(np.searchsorted(ties.nodes, node))
            inside = at < len(ties.nodes) and int(ties.nodes[at]) == node
            status = None
            if before is not None:
                status = ("stayed" if node in before else "arrived") if inside else "left"
            for measure, column in zip(measures, values, strict=True):
                value = float(column[at]) if inside and not np.isnan(column[at]) else None
                rows.append(_row(snapshot, onto, year, node, status, measure, value))
        before = ties.nodes
    return report(
        snapshot,
        said("A panel of measures by year"),
        said_many(
            "{count:,} row, for {years} years and {measures} measures.",
            "{count:,} rows, for {years} years and {measures} measures.",
            count=len(rows),
            years=len(years),
            measures=len(measures),
        ),
        tuple(rows),
        notes=_told(snapshot, years, undated, which),
        sources=tuple(row for row in reach(snapshot) if row.type == "MEMBER_OF"),
        first=int(years[0]),
        last=int(years[-1]),
        measures=tuple(measures),
        undated="in" if undated else "out",
        onto=onto,
        weighting=weighting,
        **stated(which),
    )


def _networks(
    snapshot: Snapshot,
    years: Sequence[int],
    *,
    undated: bool,
    which: Which,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
) -> Iterator[tuple[int, Projection]]:
    """The network at the end of each year."""
    if not years or len(years) > MOST_YEARS or any(a >= b for a, b in pairwise(years)):
        raise InvalidRecord(
            said(
                "Name rising years, at least one and at most {most}, not {count:,}.", most=MOST_YEARS, count=len(years)
            )
        )
    for year in years:
        begin_step()
        past = as_of(snapshot, date(int(year), 12, 31), undated=undated)
        # Where a town lies is known from facts that are younger than most years: they are those of today.
        yield int(year), project(replace(past, facts=snapshot.facts), onto=onto, weighting=weighting, **which)


def _row(
    snapshot: Snapshot, onto: Onto, year: int, node: int, status: str | None, measure: str, value: float | None
) -> InYear:
    if onto == "networks":
        table = snapshot.tables["Network"]
        return InYear(year, table.ids[node], table.named(node), None, None, status, measure, value)
    table, people = snapshot.municipalities, snapshot.population[node]
    country, population = table.category("country")[node], None if np.isnan(people) else int(people)
    return InYear(year, table.ids[node], table.named(node), country, population, status, measure, value)


def _told(snapshot: Snapshot, years: Sequence[int], undated: bool, which: Which) -> tuple[Said, ...]:
    """In words, what is in no year, by which numbers of inhabitants towns are small, and which lists are no ties."""
    *_, never = held_in(snapshot, last=int(years[-1]), **which)
    told = [
        said("Small: fewer than {small:,} inhabitants, as known today.", small=SMALL_TOWN),
        said(
            "Most lists name the members of today: an end is known of {ended:,} of {all:,} rows. Who left earlier is "
            "missing in the years before, and the networks of early years look smaller than they were.",
            ended=int(ended(snapshot).sum()),
            all=len(snapshot.links("MEMBER_OF")),
        ),
    ]
    if never and not undated:
        told.append(
            said_many(
                "{count:,} membership is in no year: nobody says when it began (--undated in counts it in every year).",
                "{count:,} memberships are in no year: nobody says when they began (--undated in counts them in every "
                "year).",
                count=never,
            )
        )
    elif never:
        told.append(
            said_many(
                "{count:,} membership of which nobody says when it began is counted in every year.",
                "{count:,} memberships of which nobody says when they began are counted in every year.",
                count=never,
            )
        )
    return (*told, *notes(snapshot, listed=bool(which.get("listed")), by_year=True))
