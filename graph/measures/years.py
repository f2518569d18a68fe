"""How memberships grew: how many held at the end of each year, as far as their dates are known."""

from __future__ import annotations

from typing import Unpack

import numpy as np
import numpy.typing as npt

from graph.measures.chosen import Which, memberships
from graph.snapshot.frozen import Snapshot

#: Earlier years are not told: before them there is hardly a list.
EARLIEST = 1950


def held_in(
    snapshot: Snapshot, *, last: int, **which: Unpack[Which]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int]:
    """The years up to `last`, how many memberships held at the end of each, and how many in no year.

    A membership is in no year where nobody says when it began.

    Memberships are those of `graph.measures.chosen.memberships(...)`, and hold as in the snapshot of a year's last day
    (`graph.snapshot.build`): if any source says so, with the dates of the network where it gives none.
    """
    links, networks = snapshot.links("MEMBER_OF"), snapshot.tables["Network"]
    towns, joined = memberships(snapshot, **which)
    size = max(len(networks), 1)
    asked = towns.astype(np.int64) * size + joined
    pair = links.start.astype(np.int64) * size + links.end
    at = np.searchsorted(asked, pair)
    counted = at < len(asked)
    counted[counted] = asked[at[counted]] == pair[counted]
    at, rows = at[counted], np.flatnonzero(counted)
    since = np.where(links.since[rows] > 0, links.since[rows], networks.date("start")[links.end[rows]]).astype(np.int64)
    until = np.where(links.until[rows] > 0, links.until[rows], networks.date("end")[links.end[rows]]).astype(np.int64)
    known = since > 0
    undated = len(asked) - len(np.unique(at[known]))
    if not known.any():
        return np.empty(0, np.int64), np.empty(0, np.int64), undated
    at, since, over = at[known], since[known], _last_day(until[known])
    years = np.arange(max(int(since.min()) // 10_000, EARLIEST), last + 1)
    held = [len(np.unique(at[(since <= end) & (over >= end)])) for end in (years * 10_000 + 1231).tolist()]
    return years, np.array(held, dtype=np.int64), undated


def _last_day(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The last day that each code of a date can mean, a code as well; what is open ends never."""
    year, month = codes // 10_000, codes // 100 % 100
    whole = np.where(month == 0, year * 10_000 + 1231, np.where(codes % 100 == 0, codes + 31, codes))
    return np.where(codes == 0, np.iinfo(np.int64).max, whole)
