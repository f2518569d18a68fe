"""A copy of a snapshot in which something is otherwise: a tie more, a member more, a node's relations gone.

The snapshot itself stays as it is. The copy has a digest of its own, and tells the same things in the same arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from graph.snapshot.build import digest_of, indptr_of
from graph.snapshot.frozen import Column, Links, Snapshot, Table, read_only
from graph.snapshot.vocabulary import CategoryColumn, ScalarT, TextColumn, Vocabulary, frozen

#: The source of what is only supposed.
SUPPOSED = "supposed (what-if)"


def with_tandems(snapshot: Snapshot, pairs: Sequence[tuple[int, int]]) -> Snapshot:
    """The copy in which each pair of municipalities (indices) has a tandem of its own: a network of these two."""
    made = [(f"net:what-if-{number}", pair) for number, pair in enumerate(pairs, start=1)]
    for id, _ in made:
        ids = snapshot.tables["Network"].ids
        snapshot = _with_network(snapshot, id, int(np.searchsorted(ids.ids, np.bytes_(id.encode("ascii")))))
    # All members at once: to write down all memberships, and their digest, is what costs.
    ids = snapshot.tables["Network"].ids
    return with_members(snapshot, [(town, ids.index(id)) for id, pair in made for town in pair]) if made else snapshot


def with_members(snapshot: Snapshot, pairs: Sequence[tuple[int, int]]) -> Snapshot:
    """The copy in which each municipality (index) is in a network (index); who is in it already stays in it once."""
    key = ("MEMBER_OF", "Municipality", "Network")
    links = snapshot.all_links[key]
    known = set(zip(links.start.tolist(), links.end.tolist(), strict=True))
    more = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    sources = [snapshot.source(code) for code in range(len(snapshot.sources))]
    if SUPPOSED not in sources:
        sources.append(SUPPOSED)
    added = np.array(more, dtype=np.int32).reshape(-1, 2)
    joined = _joined(links, added, sources.index(SUPPOSED))
    return _with(replace(snapshot, sources=TextColumn.of(sources)), {key: joined})


def without(snapshot: Snapshot, label: str, index: int) -> Snapshot:
    """The copy in which nothing is said of the node: it stays in its table, and has no relation."""
    changed = {}
    for key, links in snapshot.all_links.items():
        gone = np.zeros(len(links), dtype=np.bool_)
        if links.start_label == label:
            gone |= links.start == index
        if links.end_label == label:
            gone |= links.end == index
        if gone.any():
            changed[key] = _taken(links, ~gone)
    return _with(snapshot, changed)


def _with(snapshot: Snapshot, changed: dict[tuple[str, str, str], Links]) -> Snapshot:
    copy = replace(snapshot, all_links={**snapshot.all_links, **changed})
    return replace(copy, digest=digest_of(copy))


def _taken(links: Links, rows: npt.NDArray[np.bool_]) -> Links:
    """The links of the rows that are marked, in their order."""
    return _numbered(
        replace(
            links,
            start=links.start[rows],
            end=links.end[rows],
            since=links.since[rows],
            until=links.until[rows],
            as_of=links.as_of[rows],
            role=_codes(links.role, rows),
            status=_codes(links.status, rows),
            weight=links.weight[rows],
            evidence=links.evidence.kept(rows),
            source=links.source[rows],
        )
    )


def _joined(links: Links, added: npt.NDArray[np.int32], source: int) -> Links:
    """The links and the added pairs, of which nothing else is known, in the order of all links."""
    more = len(added)
    start = np.concatenate([links.start, added[:, 0]]).astype(np.int32)
    end = np.concatenate([links.end, added[:, 1]]).astype(np.int32)
    sources = np.concatenate([links.source, np.full(more, source)]).astype(np.int32)
    order = np.lexsort((sources, end, start))

    def filled(column: npt.NDArray[ScalarT], value: float) -> npt.NDArray[ScalarT]:
        return np.concatenate([column, np.full(more, value, dtype=column.dtype)])[order]

    def unknown(column: CategoryColumn) -> CategoryColumn:
        codes = np.concatenate([column.codes, np.full(more, -1, dtype=np.int32)])[order]
        return CategoryColumn(frozen(codes.astype(np.int32)), column.values)

    texts = [*(links.evidence[at] for at in range(len(links))), *([None] * more)]
    return _numbered(
        replace(
            links,
            start=start[order],
            end=end[order],
            since=filled(links.since, 0),
            until=filled(links.until, 0),
            as_of=filled(links.as_of, 0),
            role=unknown(links.role),
            status=unknown(links.status),
            weight=filled(links.weight, np.nan),
            evidence=TextColumn.of(texts[int(at)] for at in order),
            source=sources[order],
        )
    )


def _numbered(links: Links, sizes: tuple[int, int] | None = None) -> Links:
    """The links with their rows cut by start and by end anew, for so many starts and ends (those that there were)."""
    starts, ends = sizes or (len(links.indptr) - 1, len(links.end_indptr) - 1)
    return replace(
        links,
        start=frozen(links.start),
        end=frozen(links.end),
        indptr=indptr_of(links.start, starts),
        by_end=frozen(np.lexsort((links.start, links.end)).astype(np.int32)),
        end_indptr=indptr_of(links.end, ends),
        since=frozen(links.since),
        until=frozen(links.until),
        as_of=frozen(links.as_of),
        weight=frozen(links.weight),
        source=frozen(links.source),
    )


def _codes(column: CategoryColumn, rows: npt.NDArray[np.bool_]) -> CategoryColumn:
    return CategoryColumn(frozen(column.codes[rows]), column.values)


def _with_network(snapshot: Snapshot, id: str, at: int) -> Snapshot:
    """The copy with a tandem more, of which nothing else is known, at index `at` of the table of networks."""
    table = snapshot.tables["Network"]
    ids = [table.ids[index] for index in range(len(table))]
    known = {"name": id, "kind": "tandem", "source": SUPPOSED}
    columns: dict[str, Column] = {
        name: _inserted(column, at, known.get(name)) for name, column in table.columns.items()
    }
    longer = Table("Network", Vocabulary.of([*ids, id]), read_only(columns))
    changed = {
        key: _moved(links, at, len(longer))
        for key, links in snapshot.all_links.items()
        if "Network" in (links.start_label, links.end_label)
    }
    copy = replace(snapshot, tables={**snapshot.tables, "Network": longer})
    return replace(copy, all_links={**snapshot.all_links, **changed})


def _inserted(column: Column, at: int, value: str | None) -> Column:
    if isinstance(column, TextColumn):
        texts = [column[index] for index in range(len(column))]
        return TextColumn.of([*texts[:at], value, *texts[at:]])
    if isinstance(column, CategoryColumn):
        words = [column[index] for index in range(len(column))]
        return CategoryColumn.of([*words[:at], value, *words[at:]])
    if column.dtype == np.float64:
        return frozen(np.insert(column, at, np.nan).astype(np.float64))
    return frozen(np.insert(column, at, 0).astype(np.int32))


def _moved(links: Links, at: int, networks: int) -> Links:
    """The links with room for a network at index `at`, of now so many."""
    start, end = links.start, links.end
    sizes = [len(links.indptr) - 1, len(links.end_indptr) - 1]
    if links.start_label == "Network":
        start, sizes[0] = (start + (start >= at)).astype(np.int32), networks
    if links.end_label == "Network":
        end, sizes[1] = (end + (end >= at)).astype(np.int32), networks
    return _numbered(replace(links, start=start, end=end), (sizes[0], sizes[1]))
