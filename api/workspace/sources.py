"""Which sources the graph rests on, and how much on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from api.workspace.known import once
from graph import dates
from graph.snapshot.frozen import Snapshot
from seed.files.source import OWN, Source, read_sources
from seed.importers.all import importers
from seed.importers.frame import Importer


@dataclass(frozen=True, slots=True)
class Age:
    """As of when the bundled data and the newest call are (ISO 8601, at their precision), None where nobody says."""

    bundle: str | None
    calls: str | None


def age(snapshot: Snapshot) -> Age:
    """The same as `seed.seeding` reads from the store."""
    topics, calls = snapshot.tables["Topic"], snapshot.tables["Call"]
    source, read = topics.text("source"), topics.date("as_of")
    own = (dates.from_code(int(read[at])) for at in range(len(topics)) if source[at] == OWN)
    told = (dates.from_code(int(code)) for code in np.unique(calls.date("as_of")))
    return Age(max(filter(None, own), default=None), max(filter(None, told), default=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """A source and the number of records (nodes, relations, facts) that rest on it.

    What the bundle knows about it stands beside it, and what is known of a publisher whose file was imported; a source
    of one's own, or a page on the web, has its id alone.
    """

    id: str
    records: int
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    attribution: str | None = None
    as_of: str | None = None


@once
def sources(snapshot: Snapshot) -> Sequence[SourceUse]:
    """All sources of the snapshot, ordered by id; counted once a snapshot."""
    counts: Counter[str] = Counter()
    for table in snapshot.tables.values():
        column = table.text("source")
        counts.update(source for at in range(len(table)) if (source := column[at]))
    for codes in (snapshot.facts.source, *(links.source for links in snapshot.all_links.values())):
        values, numbers = np.unique(codes, return_counts=True)
        counts.update({snapshot.source(int(v)): int(n) for v, n in zip(values, numbers, strict=True)})
    known = {s.id: s for s in read_sources()}
    ours = importers(lambda broken: None)  # whoever runs the service is told by the command
    return [_use(id, counts[id], known, ours) for id in sorted(counts)]


def _use(id: str, records: int, known: Mapping[str, Source], importers: Sequence[Importer]) -> SourceUse:
    source = known.get(id)
    if source is None:
        importer = next((i for i in importers if id.startswith(f"{i.name}:")), None)
        if importer is None:
            return SourceUse(id=id, records=records)
        return SourceUse(
            id=id,
            records=records,
            title=importer.what,
            publisher=importer.publisher,
            url=importer.page,
            licence=importer.terms,
        )
    return SourceUse(
        id=id,
        records=records,
        title=source.title,
        publisher=source.publisher,
        url=source.url or None,
        licence=source.licence,
        attribution=source.attribution,
        as_of=source.as_of,
    )
