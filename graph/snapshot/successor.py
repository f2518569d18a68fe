"""The next snapshot out of the last one and the records that were written since: to the byte what is built anew.

A table or relation type that no write touched is the very same arrays; only where nodes came or went are its indices
moved. What a write of ten rows costs is so the digest, and not the reading of a million relations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.model import Node
from graph.snapshot.build import Numbers, digest_of, facts_of, indptr_of, links_of, table_of
from graph.snapshot.frozen import Facts, Links, Snapshot, Table, read_only
from graph.snapshot.joining import Rows, joined, joined_categories, joined_texts, recoded
from graph.snapshot.past import undated_in
from graph.snapshot.vocabulary import TextColumn, Vocabulary, frozen
from graph.store.written import FactKey, RelationKey, Since


@dataclass(frozen=True)
class _Moves:
    """The tables of the next snapshot, where the old nodes are in them, and the old and the new names of sources."""

    tables: Mapping[str, Table]
    moved: Mapping[str, Ints32 | None]
    old: Sequence[str]
    new: Sequence[str]

    def of(self, label: str, indices: Ints32) -> Ints32:
        """The indices of old nodes as they are now. Raises KeyError where a relation is left whose end is gone."""
        moved = self.moved[label]
        if moved is None:
            return indices
        now = moved[indices]
        if len(now) and int(now.min()) < 0:
            raise KeyError(label)
        return now

    def source(self, codes: Ints32) -> Ints32:
        """The codes of old sources as they are now."""
        return codes if self.new == self.old else recoded(codes, self.old, self.new)


def successor(last: Snapshot, since: Since) -> Snapshot:
    """The snapshot that `graph.snapshot.build.build_snapshot` gives after the writes of `since`.

    Raises ValueError where `last` is that of a day, KeyError where a relation or fact is left without its node: then
    what was read is not of one moment, and the snapshot is built anew.
    """
    if last.as_of:
        raise ValueError("only the snapshot of all that is known can be continued")
    tables, moved = {}, {}
    for label, table in last.tables.items():
        present = [node for node in since.nodes.values() if node is not None and node.label == label]
        tables[label], moved[label] = _next_table(table, since.nodes, present)
    old = [last.source(at) for at in range(len(last.sources))]
    code = {name: at for at, name in enumerate(old)}
    kept = {key: _kept(last, links, since.relations, code) for key, links in last.all_links.items()}
    stated = _stated(last, since.facts, code)
    relations = [r for r in since.relations.values() if r is not None]
    facts = [f for f in since.facts.values() if f is not None]
    used = np.zeros(len(old), dtype=np.bool_)
    for key, links in last.all_links.items():
        used[links.source[kept[key]]] = True
    used[last.facts.source[stated]] = True
    left = {name for name, stays in zip(old, used.tolist(), strict=True) if stays}
    sources = sorted(left | {r.source for r in relations} | {f.source for f in facts})
    moves = _Moves(tables, moved, old, sources)
    named = {id for r in relations for id in (r.start, r.end)} | {f.subject for f in facts}
    place = {id: (label, at) for label, t in tables.items() for id in named if (at := t.ids.find(id)) is not None}
    new_numbers = Numbers(place, tables, {name: code for code, name in enumerate(sources)})
    all_links = {}
    for key, links in last.all_links.items():
        new = [r for r in relations if (r.type, place[r.start][0], place[r.end][0]) == key]
        all_links[key] = _next_links(links, kept[key], links_of(key[0], key[1:], new, new_numbers), moves)
    stated_now = _next_facts(last.facts, stated, facts_of(facts, new_numbers), moves)
    copy = replace(last, tables=tables, all_links=all_links, facts=stated_now, sources=TextColumn.of(sources))
    return replace(copy, digest=digest_of(copy), undated=undated_in(copy))


def _next_table(table: Table, touched: Iterable[str], present: Sequence[Node]) -> tuple[Table, Ints32 | None]:
    """The table with the touched nodes as they are now, and where each old node is."""
    kept = np.ones(len(table), dtype=np.bool_)
    kept[[at for id in touched if (at := table.ids.find(id)) is not None]] = False
    if kept.all() and not present:
        return table, None
    new = table_of(table.label, present)
    ids = np.concatenate([table.ids.ids[kept], new.ids.ids])
    order = np.argsort(ids, kind="stable")
    rows: Rows = np.concatenate([np.flatnonzero(kept), len(table) + np.arange(len(new))])[order]
    ids = ids[order]
    ids = ids.astype(f"S{max(int(np.char.str_len(ids).max(initial=1)), 1)}")  # as wide as the longest that is left
    columns = {name: joined(column, new.columns[name], rows) for name, column in table.columns.items()}
    where: Ints32 = np.full(len(table) + len(new), -1, dtype=np.int32)
    where[rows] = np.arange(len(rows), dtype=np.int32)
    moved = where[: len(table)]
    for at, id in enumerate(new.ids.ids.tolist()):  # one that is only otherwise than before is no other node
        old = table.ids.find(id.decode("ascii"))
        if old is not None:
            moved[old] = where[len(table) + at]
    still = len(ids) == len(table) and bool((moved == np.arange(len(table))).all())
    return Table(table.label, Vocabulary(frozen(ids)), read_only(columns)), None if still else moved


def _kept(
    last: Snapshot, links: Links, touched: Iterable[RelationKey], code: Mapping[str, int]
) -> npt.NDArray[np.bool_]:
    """Which rows no write touched; `code` numbers the sources."""
    starts, ends = last.tables[links.start_label].ids, last.tables[links.end_label].ids
    kept = np.ones(len(links), dtype=np.bool_)
    for type, start_id, end_id, source in touched:
        if type != links.type or source not in code:
            continue
        start, end = starts.find(start_id), ends.find(end_id)
        if start is not None and end is not None:
            first, after = int(links.indptr[start]), int(links.indptr[start + 1])
            kept[first:after] &= (links.end[first:after] != end) | (links.source[first:after] != code[source])
    return kept


def _stated(last: Snapshot, touched: Iterable[FactKey], code: Mapping[str, int]) -> npt.NDArray[np.bool_]:
    """Which facts no write touched; `code` numbers the sources."""
    facts = last.facts
    kept = np.ones(len(facts.subject), dtype=np.bool_)
    for id, key, source in touched:
        subject = last.municipalities.ids.find(id)
        if subject is not None and source in code:
            first, after = np.searchsorted(facts.subject, np.array([subject, subject + 1], dtype=np.int32)).tolist()
            same = (facts.key.codes[first:after] == facts.key.code(key)) & (facts.source[first:after] == code[source])
            kept[first:after] &= ~same
    return kept


def _next_links(links: Links, kept: npt.NDArray[np.bool_], new: Links, moves: _Moves) -> Links:
    sizes = len(moves.tables[links.start_label]), len(moves.tables[links.end_label])
    if kept.all() and not len(new):
        # Nodes keep their order among each other, and so do the rows.
        start, end = moves.of(links.start_label, links.start), moves.of(links.end_label, links.end)
        return replace(
            links,
            start=frozen(start),
            end=frozen(end),
            indptr=links.indptr if start is links.start else indptr_of(start, sizes[0]),
            end_indptr=links.end_indptr if end is links.end else indptr_of(end, sizes[1]),
            source=frozen(moves.source(links.source)),
        )
    stay = np.flatnonzero(kept)
    start = np.concatenate([moves.of(links.start_label, links.start[kept]), new.start])
    end = np.concatenate([moves.of(links.end_label, links.end[kept]), new.end])
    source = np.concatenate([moves.source(links.source[kept]), new.source])
    order = np.lexsort((source, end, start))
    rows: Rows = np.concatenate([stay, len(links) + np.arange(len(new))])[order]
    start, end = start[order], end[order]
    others = {
        field.name: joined(getattr(links, field.name), getattr(new, field.name), rows)
        for field in fields(Links)
        if field.name in ("since", "until", "as_of", "role", "status", "weight", "evidence")
    }
    return replace(
        links,
        start=frozen(start),
        end=frozen(end),
        indptr=indptr_of(start, sizes[0]),
        by_end=frozen(np.lexsort((start, end)).astype(np.int32)),
        end_indptr=indptr_of(end, sizes[1]),
        source=frozen(source[order]),
        **others,  # type: ignore[arg-type]  # each column joined is of the kind of its field
    )


def _next_facts(facts: Facts, kept: npt.NDArray[np.bool_], new: Facts, moves: _Moves) -> Facts:
    if kept.all() and not len(new.subject):
        subject = frozen(moves.of("Municipality", facts.subject))
        return replace(facts, subject=subject, source=frozen(moves.source(facts.source)))
    stay = np.flatnonzero(kept)
    all_rows: Rows = np.concatenate([stay, len(kept) + np.arange(len(new.subject))])
    key = joined_categories(facts.key, new.key, all_rows)
    subject = np.concatenate([moves.of("Municipality", facts.subject[kept]), new.subject])
    source = np.concatenate([moves.source(facts.source[kept]), new.source])
    as_of = np.concatenate([facts.as_of[kept], new.as_of])
    order = np.lexsort((source, -as_of, key.codes, subject))
    return Facts(
        subject=frozen(subject[order]),
        key=joined_categories(facts.key, new.key, all_rows[order]),
        value=joined_texts(facts.value, new.value, all_rows[order]),
        source=frozen(source[order]),
        as_of=frozen(as_of[order]),
    )
