"""The snapshot of an earlier day, out of that of all that is known: what `freeze` gives with `as_of`, at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Ints32
from graph.model import STANDING_FACTS
from graph.snapshot.build import TIES, digest_of, indptr_of
from graph.snapshot.frozen import Facts, Links, Snapshot
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, frozen

Mask = npt.NDArray[np.bool_]
_NEVER = np.iinfo(np.int64).max


def as_of(whole: Snapshot, day: date, *, undated: bool = False) -> Snapshot:
    """The snapshot as of the day, to the byte as it is built from a store (`graph.snapshot.build.freeze`).

    What holds on a day, and what `undated` is, is said there. Raises ValueError where `whole` is that of a day itself.
    """
    if whole.as_of:
        raise ValueError("only the snapshot of all that is known can be taken back to a day")
    code = dates.to_code(day.isoformat())
    kept: dict[tuple[str, str, str], Mask] = {}
    for key, links in whole.all_links.items():
        since, until = _span(whole, links)
        kept[key] = (since <= code) & (_last_day(until) >= code)
        if links.type in TIES and not undated:
            kept[key] &= since > 0
    standing = [at for at, key in enumerate(whole.facts.key.values) if key in STANDING_FACTS]
    stated = (whole.facts.as_of <= code) | np.isin(whole.facts.key.codes, standing)
    used = [links.source[kept[key]] for key, links in whole.all_links.items()] + [whole.facts.source[stated]]
    sources = np.unique(np.concatenate(used)) if used else np.empty(0, np.int32)
    facts = whole.facts
    past = Snapshot(
        "",
        code,
        whole.tables,
        {key: _kept(whole, links, kept[key], sources) for key, links in whole.all_links.items()},
        Facts(
            subject=frozen(facts.subject[stated]),
            key=_categories(facts.key, stated),
            value=facts.value.kept(stated),
            source=_renumbered(facts.source[stated], sources),
            as_of=frozen(facts.as_of[stated]),
        ),
        TextColumn.of(whole.source(int(source)) for source in sources),
    )
    return replace(past, digest=digest_of(past), undated=whole.undated, undated_in=undated)


def undated_in(whole: Snapshot) -> int:
    """How many ties of a snapshot do not say when they began (`Snapshot.undated`)."""
    ties = (links for links in whole.all_links.values() if links.type in TIES)
    return sum(int((_span(whole, links)[0] == 0).sum()) for links in ties)


def _span(whole: Snapshot, links: Links) -> tuple[Ints32, Ints32]:
    """When each statement began and ended, 0 for unknown: a membership that does not say so, with its network."""
    if links.type != "MEMBER_OF":
        return links.since, links.until
    networks: Mapping[str, Ints32] = {name: whole.tables["Network"].date(name) for name in ("start", "end")}
    since = np.where(links.since > 0, links.since, networks["start"][links.end])
    return since, np.where(links.until > 0, links.until, networks["end"][links.end])


def _last_day(codes: Ints32) -> npt.NDArray[np.int64]:
    """The last day that each code can mean, as a code; what has no end ends never. A month has 31 days here: none is
    later than any of its days, and none as late as the next month."""
    wide = codes.astype(np.int64)
    month = np.where(wide % 10_000 == 0, wide + 1231, np.where(wide % 100 == 0, wide + 31, wide))
    return np.where(wide == 0, _NEVER, month)


def _kept(whole: Snapshot, links: Links, kept: Mask, sources: Ints32) -> Links:
    start, end = links.start[kept], links.end[kept]
    return Links(
        type=links.type,
        start_label=links.start_label,
        end_label=links.end_label,
        start=frozen(start),
        end=frozen(end),
        indptr=indptr_of(start, len(whole.tables[links.start_label])),
        by_end=frozen(np.lexsort((start, end)).astype(np.int32)),
        end_indptr=indptr_of(end, len(whole.tables[links.end_label])),
        since=frozen(links.since[kept]),
        until=frozen(links.until[kept]),
        as_of=frozen(links.as_of[kept]),
        role=_categories(links.role, kept),
        status=_categories(links.status, kept),
        weight=frozen(links.weight[kept]),
        evidence=links.evidence.kept(kept),
        source=_renumbered(links.source[kept], sources),
    )


def _renumbered(codes: Ints32, used: Ints32) -> Ints32:
    return frozen(np.searchsorted(used, codes).astype(np.int32))


def _categories(column: CategoryColumn, kept: Mask) -> CategoryColumn:
    codes = column.codes[kept]
    used = np.unique(codes[codes >= 0])
    numbered = np.where(codes >= 0, np.searchsorted(used, codes), -1).astype(np.int32)
    return CategoryColumn(frozen(numbered), tuple(column.values[code] for code in used.tolist()))
