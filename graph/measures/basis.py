"""What a measurement rests on: which lists are loaded, how far they reach in a country, and what has no date."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from graph.measures.report import TOWNS, Reach
from graph.said import Named, Said, counted, said, said_as, said_many
from graph.snapshot.frozen import Snapshot

#: Ties by the type of their relations, as lists of them are called.
_LISTS: Mapping[str, Said] = MappingProxyType(
    {
        "MEMBER_OF": said_as("list", "networks and projects"),
        "USES": said_as("list", "solutions"),
        "TWINNED_WITH": said_as("list", "twin towns"),
    }
)
#: How many sources are named in words; all stand in the report.
NAMED = 5


def _listed(snapshot: Snapshot) -> npt.NDArray[np.bool_]:
    """Which networks are mere lists of their publishers."""
    admission = snapshot.tables["Network"].category("admission")
    listed: npt.NDArray[np.bool_] = admission.codes == admission.code("listed")
    return listed


def reach(snapshot: Snapshot, country: str | None = None) -> tuple[Reach, ...]:
    """Of how many towns of each country each source says a tie: by sort of tie, then the farthest-reaching first.

    With `country` only there. Only bodies that can be partners are counted.
    """
    countries, found = snapshot.municipalities.category("country"), []
    for type in _LISTS:
        links = snapshot.links(type)
        starts = [(links.start, links.source)]
        if type == "TWINNED_WITH":  # a twinning is a tie of both
            starts.append((links.end, links.source))
        town, source = (np.concatenate([pair[at] for pair in starts]) for at in (0, 1))
        kept = snapshot.partners[town] & (countries.codes[town] >= 0)
        if type == "MEMBER_OF":
            kept &= ~_listed(snapshot)[links.end]
        if country is not None:
            kept &= countries.codes[town] == countries.code(country)
        rows = np.unique(np.stack([source[kept], countries.codes[town[kept]], town[kept]]), axis=1)
        pairs, towns = np.unique(rows[:2], axis=1, return_counts=True)
        for (code, where), count in zip(pairs.T.tolist(), towns.tolist(), strict=True):
            found.append(Reach(type, snapshot.source(code), countries.values[where], count))
    order = tuple(_LISTS)
    return tuple(sorted(found, key=lambda r: (order.index(r.type), -r.towns, r.source, r.country)))


def reach_notes(snapshot: Snapshot, country: str | None = None, called: Named | None = None) -> tuple[Said, ...]:
    """In words, how far each sort of list reaches in the country (`called` so), or in all, and which sources carry
    it."""
    told: list[Said] = []
    for type, sort in _LISTS.items():
        rows = [r for r in reach(snapshot, country) if r.type == type]
        where = "" if country is None else said(" in {country}", country=called or country)
        if not rows and snapshot.as_of and not snapshot.undated_in:
            told.append(said("Of {list}{where} nothing is known to have held on that day.", list=sort, where=where))
        elif not rows:
            told.append(said("Of {list}{where} nothing is loaded.", list=sort, where=where))
            continue
        by_source: dict[str, int] = {}
        for row in rows:
            by_source[row.source] = by_source.get(row.source, 0) + row.towns
        first = sorted(by_source.items(), key=lambda item: (-item[1], item[0]))[:NAMED]
        told.append(
            said_many(
                "Loaded on {list}{where}: {count:,} source; the largest: {sources}.",
                "Loaded on {list}{where}: {count:,} sources; the largest: {sources}.",
                list=sort,
                where=where,
                count=len(by_source),
                sources=tuple(said("{source} ({towns})", source=s, towns=counted(n, TOWNS)) for s, n in first),
            )
        )
    return tuple(told)


def ended(snapshot: Snapshot) -> npt.NDArray[np.bool_]:
    """Of each row of a list of members, whether it says when the membership ended, or its network does."""
    links = snapshot.links("MEMBER_OF")
    over: npt.NDArray[np.bool_] = (links.until > 0) | (snapshot.tables["Network"].date("end")[links.end] > 0)
    return over


def _whenever(snapshot: Snapshot) -> tuple[Said, ...]:
    """That all memberships count where no day was asked for, with how many of them no day would count."""
    links = snapshot.links("MEMBER_OF")
    undated = (links.since == 0) & (snapshot.tables["Network"].date("start")[links.end] == 0)
    over, never = int(ended(snapshot).sum()), int(undated.sum())
    if not (over or never):
        return ()
    return (
        said(
            "Counted is all that is known, whenever it held. Of {all:,} rows of members an end is known of {ended:,}, "
            "no beginning of {undated:,}. Name a day to count only what held on it.",
            all=len(links),
            ended=over,
            undated=never,
        ),
    )


def notes(snapshot: Snapshot, *, listed: bool = False, by_year: bool = False) -> tuple[Said, ...]:
    """What was counted and what was not: mere lists, and ties without a date where a day was asked for; where none was,
    and the report does not tell it `by_year`, that what has ended counts too."""
    told: list[Said] = []
    lists = _listed(snapshot)
    if lists.any() and not listed:
        left_out = said_many(
            "Not counted: {count:,} list on which towns only stand (vouchers, signatures, directories).",
            "Not counted: {count:,} lists on which towns only stand (vouchers, signatures, directories).",
            count=int(lists.sum()),
        )
        told.append(left_out)
    if snapshot.as_of:
        held = sum(len(snapshot.links(type)) for type in _LISTS)
        if snapshot.undated_in:
            told.append(
                said(
                    "Of the statements counted, {undated:,} have no date, and may be of another time.",
                    undated=snapshot.undated,
                )
            )
        else:
            told.append(
                said(
                    "Counted: {held:,} statements that held on the day. Left out: {undated:,} of which nobody says "
                    "when they began (--undated in counts them).",
                    held=held,
                    undated=snapshot.undated,
                )
            )
        told.append(
            said(
                "Municipalities and regions are those of the newest lists: which of them were merged or moved since "
                "that day, nobody says here. Populations are those of lists up to that day, else the register's."
            )
        )
    elif not by_year:
        told += _whenever(snapshot)
    return tuple(told)
