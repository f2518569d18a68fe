"""Where are the gaps? From what somebody typed or sent to a scope, and its report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from api.workspace.naming import topic_known
from api.workspace.regions import regions_named
from api.workspace.workspace import Workspace
from graph import dates
from graph.errors import InvalidRecord, PeerpolisError
from graph.model import MEDIUM_TOWN, SMALL_TOWN
from graph.nuts import iso_country
from graph.said import said
from graph.snapshot.countries import must_be_known
from matching.gaps.report import TOP, gap_report
from matching.gaps.scope import Need, Scope
from matching.gaps.values import FINDINGS, FindingName, GapReport
from matching.need.reading import read_need
from matching.ties import Ties

#: The BBSR's classes of towns: least and most inhabitants.
SIZES: Mapping[str, tuple[int | None, int | None]] = MappingProxyType(
    {"small": (None, SMALL_TOWN - 1), "medium": (SMALL_TOWN, MEDIUM_TOWN - 1), "large": (MEDIUM_TOWN, None)}
)
_RANGE = re.compile(r"(\d{0,9})\s*[-–]\s*(\d{0,9})")
#: What the columns of a list of towns, or of needs, may be called.
_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "town": ("id", "lau", "ags", "town", "name", "municipality", "gemeinde", "stadt", "kommune", "ort"),
        "country": ("country", "land", "staat"),
        "text": ("need", "needs", "text", "bedarf", "bedarfe", "thema", "topic"),
    }
)
_NO_TOWN = said("{file} has no column that tells the town; it may be called {known}")
_NO_TEXT = said("{file} has no column that tells what is needed; it may be called {known}")
#: So many faults of a file are told at once.
_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedText:
    """What a town (as typed, with its country if named) says that it needs, and where that stands."""

    town: str
    text: str
    country: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTown:
    """A town of a list, as typed, with its country if named, and where it stands."""

    town: str
    country: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsAsked:
    """The question as it was put: names as they were typed; what is not said is None or empty.

    `size` is a class (small, medium, large) or a range of inhabitants (5000-20000, 20000-, -5000).
    """

    countries: Sequence[str] = ()
    regions: Sequence[str] = ()
    network: str | None = None
    topic: str | None = None
    size: str | None = None
    members: Sequence[NamedTown] | None = None
    needs: Sequence[WantedText] = ()
    findings: Sequence[str] = ()
    since: str | None = None
    as_of: str | None = None
    undated: bool = False
    on: date
    top: int = TOP


def gaps_found(space: Workspace, asked: GapsAsked) -> GapReport:
    """The report. Raises UnknownId, AmbiguousName and InvalidRecord for what cannot be understood."""
    present = space.view()
    day = None if asked.as_of is None else dates.last_day(asked.as_of)
    scope = scope_of(space, asked)
    ties = present.engine.ties if day is None else Ties(space.snapshot_as_of(day, undated=asked.undated))
    return gap_report(
        ties,
        scope,
        on=asked.on,
        findings=_findings(asked.findings),
        since=asked.since,
        whole=present.snapshot,
        top=asked.top,
    )


def scope_of(space: Workspace, asked: GapsAsked) -> Scope:
    """The scope, with ids for names. Raises as `gaps_found`."""
    snapshot, names = space.view().snapshot, space.names
    countries = tuple(dict.fromkeys(iso_country(code.strip().upper()) for code in asked.countries))
    must_be_known(snapshot, countries)
    smallest, largest = size_range(asked.size)
    needs, unread = _needs(space, asked.needs)
    return Scope(
        countries=countries,
        regions=tuple(dict.fromkeys(id for text in asked.regions for id in regions_named(snapshot, text, countries))),
        smallest=smallest,
        largest=largest,
        members=None if asked.members is None else _towns(space, asked.members),
        network=None if asked.network is None else names.network(asked.network),
        topic=None if asked.topic is None else names.topic(asked.topic),
        needs=needs,
        unread=unread,
    )


def size_range(text: str | None) -> tuple[int | None, int | None]:
    """The least and the most inhabitants that a class or a range of them names. Raises InvalidRecord."""
    if text is None:
        return None, None
    if text.strip().lower() in SIZES:
        return SIZES[text.strip().lower()]
    found = _RANGE.fullmatch(re.sub(r"(?<=\d)[., ](?=\d{3})", "", text.strip()))
    if found is None or not (found[1] or found[2]):
        raise InvalidRecord(
            said("{wrong!r} is no size: write {known}, or 5000-20000, 20000- or -5000", wrong=text, known=tuple(SIZES))
        )
    least, most = (int(side) if side else None for side in found.groups())
    if least is not None and most is not None and least > most:
        raise InvalidRecord(said("no town has at least {least:,} and at most {most:,}", least=least, most=most))
    return least, most


def _findings(asked: Sequence[str]) -> tuple[FindingName, ...]:
    found = tuple(name for name in FINDINGS if name in asked)
    if unknown := sorted(set(asked) - set(FINDINGS)):
        raise InvalidRecord(said("{wrong!r} is no finding; known are {known}", wrong=unknown[0], known=FINDINGS))
    return found


def _towns(space: Workspace, listed: Sequence[NamedTown]) -> tuple[str, ...]:
    """The ids of the towns of a list. Raises InvalidRecord, with the first that cannot be told, where there are any."""
    found, faults = [], []
    for one in listed:
        try:
            found.append(space.names.town(one.town, one.country).id)
        except PeerpolisError as error:
            faults.append(said("{where}: {why}", where=one.where or one.town, why=error.said))
    _raise(faults)
    return tuple(dict.fromkeys(found))


def _raise(faults: Sequence[str]) -> None:
    if faults:
        more = len(faults) - _TOLD
        told = (*faults[:_TOLD], *([said("further faults: {count:,}", count=more)] if more > 0 else []))
        raise InvalidRecord(said("Not all of the list could be read: {faults}", faults=tuple(told)))


def _needs(space: Workspace, wanted: Sequence[WantedText]) -> tuple[tuple[Need, ...], tuple[str, ...]]:
    """The needs, each text read as topics, and the texts in which no topic was found.

    A topic's id or name is that topic; of other texts those count that it is understood as, as for a town that asks.
    """
    towns = _towns(space, [NamedTown(town=w.town, country=w.country, where=w.where) for w in wanted]) if wanted else ()
    if not wanted:
        return (), ()
    reader, topics = space.view().engine.reader, space.view().snapshot.tables["Topic"].ids
    ids = {w.town: space.names.town(w.town, w.country).id for w in wanted}
    assert set(ids.values()) == set(towns)
    needs: list[Need] = []
    unread: list[str] = []
    for one in wanted:
        named = topic_known(space.view().snapshot, one.text.strip())
        if named is not None:
            found = [named]
        else:
            read = () if reader is None else read_need(reader, one.text, topics, None).understood
            strongest = max((match.strength for match in read), default=0.0)
            found = [match.topic for match in read if match.strength >= _CLEARLY * strongest]
        if not found:
            unread.append(one.text)
        needs += (Need(town=ids[one.town], topic=topic, text=one.text, source=one.where) for topic in found)
    return tuple(dict.fromkeys(needs)), tuple(dict.fromkeys(unread))


#: A topic of a need counts from this share of the strongest on: what a text only touches is not wanted.
_CLEARLY = 0.8


def members_of_file(path: Path) -> tuple[NamedTown, ...]:
    """The towns of a list: a column of ids, official codes or names (`id`, `lau`, `name`, `Gemeinde` …), and `country`
    if there is one; or one town a line. Raises InvalidRecord for what cannot be read, OSError if there is no file."""
    rows = _rows(path, ("town", "country"))
    return tuple(NamedTown(town=row["town"], country=_code(row.get("country")), where=where) for where, row in rows)


def needs_of_file(path: Path) -> tuple[WantedText, ...]:
    """The needs of a table: a column that tells the town, as in a list of towns, and one with what it wants in its own
    words (`need`, `text`, `Bedarf` …). Raises as `members_of_file`."""
    found = []
    for where, row in _rows(path, ("town", "country", "text")):
        if row.get("text"):
            found.append(WantedText(town=row["town"], text=row["text"], country=_code(row.get("country")), where=where))
    return tuple(found)


def _code(text: str | None) -> str | None:
    return text.strip().upper() if text and len(text.strip()) == 2 else None


def _rows(path: Path, wanted: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    """The rows with a town, each with where it stands, by the names of `_COLUMNS`."""
    from seed.files.delimited import read_delimited

    table = read_delimited(path)
    _raise([said("{file}, row {row}: {why}", file=e.file, row=e.row, why=e.why) for e in table.errors])
    headers = [header.strip().casefold() for header in table.header]
    columns = {
        name: next((at for at, header in enumerate(headers) if header in _COLUMNS[name]), None) for name in wanted
    }
    rows = [(row.number, row.cells) for row in table.rows]
    if columns["town"] is None and wanted[-1] != "text":  # one town a line, without a header
        columns = {"town": 0}
        rows = [(1, tuple(table.header)), *rows]
    if columns.get("town") is None:
        raise InvalidRecord(_NO_TOWN.fill(file=path.name, known=_COLUMNS["town"]))
    if "text" in wanted and columns.get("text") is None:
        raise InvalidRecord(_NO_TEXT.fill(file=path.name, known=_COLUMNS["text"]))
    read = [
        (
            f"{path.name}, {number}",
            {name: cells[at].strip() for name, at in columns.items() if at is not None and at < len(cells)},
        )
        for number, cells in rows
    ]
    return [(where, row) for where, row in read if row.get("town")]
