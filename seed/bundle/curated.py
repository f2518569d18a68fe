"""The curated bundle: topics, networks, solutions, programmes and calls, with the towns that take part in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, TypeAlias, TypeVar

from graph.errors import InvalidRecord, RowError
from graph.model import (
    ADMISSIONS,
    NETWORK_KINDS,
    SOLUTION_KINDS,
    STRATEGY_KINDS,
    Batch,
    Call,
    Clause,
    Fact,
    Format,
    Municipality,
    MunicipalityKind,
    Network,
    Node,
    Programme,
    Relation,
    Solution,
    Strategy,
    Topic,
)
from graph.nuts import PART_OF
from graph.said import Said, said
from seed.files.source import OWN, bundle_date
from seed.reading import Reading
from seed.register.official import SOURCES

#: The source of what is known of curated bodies: Eurostat's list of local administrative units of 2019.
OFFICIAL_LIST = "eurostat-lau-2019"
#: The languages of labels and synonyms of topics.
LANGUAGES = ("de", "en", "fr", "es", "it", "pl", "nl", "pt", "cs", "el")
#: The languages of `everyday_words.csv`: of most of them topics have words, and no labels.
EVERYDAY_LANGUAGES = ("hu", "ro", "bg", "sk", "sl", "hr", "sv", "da", "fi", "lt", "nl", "pt", "el", "lv", "et")

#: The kinds of the bodies that were curated by hand, and of those that a list of counties and unions has.
BODY_KINDS: tuple[MunicipalityKind, ...] = ("municipality", "county", "union", "borough", "region")
WIDE_KINDS: tuple[MunicipalityKind, ...] = ("county", "union")
_YES: tuple[Literal["yes"], ...] = ("yes",)

TextT = TypeVar("TextT", bound=str)
Record: TypeAlias = Node | Relation | Fact
Row: TypeAlias = Mapping[str, str]


class _BadValue(Exception):
    """A value of one column that cannot be read."""

    def __init__(self, column: str, why: Said) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


#: So many of the names that could not be told are named.
NAMED = 3


def read_bundle(folder: Traversable | None = None) -> Reading:
    """The bundle that comes with Peerpolis (`seed/data`), or another of the same layout in `folder`.

    Holds topics with BROADER; networks with MEMBER_OF, FUNDED_BY and ADDRESSES; solutions with USES and ADDRESSES;
    programmes and calls with UNDER, REQUIRES and ADDRESSES; strategies with ADDRESSES; formats; and the bodies that the
    register of towns does not hold (counties, unions, boroughs), with IN and facts. Relations point to towns of the
    register (`gn:…`), which has to be loaded with it. What a row says and cannot be taken becomes a RowError; rows
    whose town nobody could tell are counted in a notice.
    """
    folder = resources.files("seed").joinpath("data") if folder is None else folder
    records: list[Record] = []
    errors: list[RowError] = []
    everyday = {row["topic"]: row for _, row in _rows(folder, "everyday_words")}
    for table, make in _TABLES.items():
        for number, row in _rows(folder, table):
            if table == "topics":
                row |= {f"everyday_{code}": everyday.get(row["id"], {}).get(code, "") for code in EVERYDAY_LANGUAGES}
            try:
                records.extend(make(row))
            except _BadValue as bad:
                errors.append(RowError(f"{table}.csv", number, bad.column, row[bad.column] or "", bad.why))
            except InvalidRecord as bad:
                column = _blamed(row, str(bad))
                errors.append(RowError(f"{table}.csv", number, column, row[column] or "", bad.said))
    batch = Batch(
        nodes=tuple(record for record in records if isinstance(record, Node)),
        relations=tuple(record for record in records if isinstance(record, Relation)),
        facts=tuple(record for record in records if isinstance(record, Fact)),
    )
    return Reading(
        said("curated bundle"), batch, tuple(errors), _notices(row for _, row in _rows(folder, "unresolved"))
    )


def _notices(unresolved: Iterable[Row]) -> tuple[str, ...]:
    rows = [f"{row['name']} ({row['country']})" for row in unresolved for _ in range(int(row["rows"]))]
    names = tuple(dict.fromkeys(rows))
    if not rows:
        return ()
    left_out = said(
        "{number} statements are left out because their town could not be told, of {count} names, such as {names}; "
        "all stand in seed/data/unresolved.csv",
        number=len(rows),
        count=len(names),
        names=names[:NAMED],
    )
    return (left_out,)


def _rows(folder: Traversable, table: str) -> Iterator[tuple[int, dict[str, str]]]:
    with folder.joinpath(f"{table}.csv").open(encoding="utf-8") as file:
        yield from enumerate(csv.DictReader(file, restval=""), start=2)


def _blamed(row: Row, message: str) -> str:
    """The column whose value the message names, else the first column."""
    return next((column for column, value in row.items() if value and repr(value) in message), next(iter(row)))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _number(row: Row, column: str) -> float | None:
    try:
        return float(row[column]) if row[column] else None
    except ValueError:
        raise _BadValue(column, said("not a number; leave it empty if unknown")) from None


def _count(row: Row, column: str) -> int | None:
    try:
        return int(row[column]) if row[column] else None
    except ValueError:
        raise _BadValue(column, said("not a whole number; leave it empty if unknown")) from None


def _one_of(row: Row, column: str, allowed: Sequence[TextT]) -> TextT:
    for text in allowed:
        if text == row[column]:
            return text
    raise _BadValue(column, said("not one of {known}", known=tuple(allowed)))


def _topic(row: Row) -> Iterator[Record]:
    yield Topic(
        id=row["id"],
        name=row["label_en"],
        labels=tuple(f"{row[f'label_{code}']}@{code}" for code in LANGUAGES if row[f"label_{code}"]),
        synonyms=tuple(
            f"{text}@{code}"
            for code, column in (
                *((code, f"synonyms_{code}") for code in LANGUAGES),
                *((code, f"everyday_{code}") for code in EVERYDAY_LANGUAGES),
            )
            for text in _parts(row[column])
        ),
        source=OWN,
        # By it a store tells which bundle it was filled from (`seed.seeding.filled_from`).
        as_of=bundle_date(),
    )
    if row["broader"]:
        yield Relation(type="BROADER", start=row["id"], end=row["broader"], source=OWN)


def _body(row: Row) -> Iterator[Record]:
    yield Municipality(
        id=row["id"],
        name=row["name"],
        country=row["country"],
        kind=_one_of(row, "kind", BODY_KINDS),
        names=_parts(row["names"]),
        population=_count(row, "population"),
        lat=_number(row, "lat"),
        lon=_number(row, "lon"),
        source=OWN,
    )
    if row["region"]:
        yield Relation(type="IN", start=row["id"], end=row["region"], source=OWN)
    for key in ("lau", "nuts3", "degurba"):
        if row[key]:
            yield Fact(subject=row["id"], key=key, value=row[key], source=OFFICIAL_LIST, as_of="2019")
    if row["population"]:
        source = row["population_source"]
        as_of = dict(SOURCES.values())[source]
        yield Fact(subject=row["id"], key="population", value=row["population"], source=source, as_of=as_of)


def _wide(row: Row) -> Iterator[Record]:
    kind = _one_of(row, "kind", WIDE_KINDS)
    yield Municipality(
        id=row["id"],
        name=row["name"],
        country=row["country"],
        kind=kind,
        names=_parts(row["names"]),
        population=_count(row, "population"),
        lat=_number(row, "lat"),
        lon=_number(row, "lon"),
        source=row["source"],
        as_of=row["as_of"] or None,
    )
    if row["region"]:
        yield Relation(type="IN", start=row["id"], end=row["region"], source=OWN)
    if row["nuts3"]:
        yield Fact(subject=row["id"], key="nuts3", value=row["nuts3"], source=OFFICIAL_LIST, as_of="2019")
    if row["population"]:
        year, source = row["population_year"], row["population_source"]
        yield Fact(subject=row["id"], key="population", value=row["population"], source=source, as_of=year)


def _network(row: Row) -> Iterator[Record]:
    kind = _one_of(row, "kind", NETWORK_KINDS)
    admission = _one_of(row, "admission", ADMISSIONS) if row["admission"] else None
    one_per_country = _one_of(row, "one_per_country", _YES) if row["one_per_country"] else None
    yield Network(
        id=row["id"],
        name=row["name"],
        kind=kind,
        start=row["start"] or None,
        end=row["end"] or None,
        umbrella=row["umbrella"] or None,
        admission=admission,
        countries=_parts(row["countries"]),
        regions=_parts(row["regions"]),
        population_min=_count(row, "population_min"),
        population_max=_count(row, "population_max"),
        one_per_country=one_per_country,
        takes=_parts(row["takes"]),
        joining=tuple(f"{row[f'joining_{code}']}@{code}" for code in ("en", "de") if row[f"joining_{code}"]),
        joining_source=row["joining_source"] or None,
        url=row["url"] or None,
        labels=_in_languages(row, "name"),
        summary=row["summary_en"] or None,
        summaries=_in_languages(row, "summary"),
        source=row["source"],
        as_of=row["as_of"] or None,
    )


def _in_languages(row: Row, column: str) -> tuple[str, ...]:
    """What the row says in other languages than English, tagged with them: `title_de` gives `…@de`."""
    tagged = ((name.removeprefix(f"{column}_"), text) for name, text in row.items() if name.startswith(f"{column}_"))
    return tuple(f"{text}@{language}" for language, text in tagged if text and language != "en")


def _membership(row: Row) -> Iterator[Record]:
    yield _relation("MEMBER_OF", row, row["town"], row["network"], role=row["role"] or None)


def _solution(row: Row) -> Iterator[Record]:
    kind = _one_of(row, "kind", SOLUTION_KINDS)
    yield Solution(
        id=row["id"],
        name=row["name"],
        kind=kind,
        owner=row["owner"] or None,
        owner_country=row["owner_country"] or None,
        licence=row["licence"] or None,
        languages=_parts(row["languages"]),
        url=row["url"] or None,
        repository=row["repository"] or None,
        since=row["since"] or None,
        labels=_in_languages(row, "name"),
        summary=row["summary_en"] or None,
        summaries=_in_languages(row, "summary"),
        source=row["source"],
        as_of=row["as_of"] or None,
    )


def _use(row: Row) -> Iterator[Record]:
    yield _relation("USES", row, row["town"], row["solution"], status=row["status"] or None)


def _programme(row: Row) -> Iterator[Record]:
    yield Programme(
        id=row["id"],
        name=row["name"],
        period=row["period"] or None,
        managing_body=row["managing_body"] or None,
        managing_bodies=_in_languages(row, "managing_body"),
        url=row["url"] or None,
        regulation=row["regulation"] or None,
        area=tuple(code.removeprefix(PART_OF) for code in _parts(row["area"])),
        area_parts=tuple(code.removeprefix(PART_OF) for code in _parts(row["area"]) if code.startswith(PART_OF)),
        area_source=row["area_source"] or None,
        pays=_parts(row["pays"]),
        pays_source=row["pays_source"] or None,
        labels=(*_in_languages(row, "name"), *_parts(row["names"])),
        summary=row["what_for_en"] or None,
        summaries=_in_languages(row, "what_for"),
        source=row["source"],
    )


def _funding(row: Row) -> Iterator[Record]:
    yield _relation("FUNDED_BY", row, row["network"], row["programme"])


def _call(row: Row) -> Iterator[Record]:
    yield Call(
        id=row["id"],
        name=row["title_en"],
        labels=_in_languages(row, "title"),
        official_title=row["official_title"] or None,
        action_type=row["action_type"] or None,
        status=row["status_2026_08"] or None,
        opening=row["opening_date"] or None,
        deadline=row["deadline"] or None,
        deadline_2=row["deadline_2"] or None,
        grant_min=_number(row, "grant_min_eur"),
        grant_max=_number(row, "grant_max_eur"),
        expected_grants=_count(row, "expected_grants"),
        who_may_apply=row["who_may_apply"] or None,
        applicants=_in_languages(row, "who_may_apply"),
        local_authorities=row["local_authorities"] or None,
        relevance=_count(row, "relevance"),
        pays=_parts(row["pays"]),
        pays_source=row["pays_source"] or None,
        url=row["url"] or None,
        source=row["source"],
        as_of=row["as_of"] or None,
    )
    yield _relation("UNDER", row, row["id"], row["programme"])
    if row["part_of"]:
        yield _relation("UNDER", row, row["id"], row["part_of"])


def _clause(row: Row) -> Iterator[Record]:
    yield Clause(
        id=row["id"],
        name=row["clause"],
        kind=row["kind"],
        operator=row["operator"],
        value=row["value"],
        quote=row["quote"] or None,
        source=row["source"],
    )
    yield _relation("REQUIRES", row, row["subject"], row["id"])


def _strategy(row: Row) -> Iterator[Record]:
    kind = _one_of(row, "kind", STRATEGY_KINDS)
    yield Strategy(
        id=row["id"],
        name=row["name"],
        kind=kind,
        issuer=row["issuer"] or None,
        issuers=_in_languages(row, "issuer"),
        issued=row["issued"] or None,
        countries=_parts(row["countries"]),
        url=row["url"] or None,
        labels=_in_languages(row, "name"),
        summary=row["summary_en"] or None,
        summaries=_in_languages(row, "summary"),
        source=row["source"],
        as_of=row["as_of"] or None,
    )


def _format(row: Row) -> Iterator[Record]:
    yield Format(
        id=row["id"],
        name=row["name"],
        labels=_in_languages(row, "name"),
        group_size=row["group_size"] or None,
        duration=row["duration"] or None,
        rhythm=row["rhythm"] or None,
        group_sizes=_in_languages(row, "group_size"),
        durations=_in_languages(row, "duration"),
        rhythms=_in_languages(row, "rhythm"),
        steps=tuple(f"{step}@{code}" for code in ("en", "de") for step in _steps(row[f"steps_{code}"])),
        source=row["source"],
        as_of=row["as_of"] or None,
    )


def _steps(text: str) -> Iterator[str]:
    """The steps of a text that numbers them: `1 kick-off; 2 visit`."""
    yield from (step.strip(" ;") for step in re.split(r"(?:^|; )\d+ ", text) if step.strip(" ;"))


def _address(row: Row) -> Iterator[Record]:
    weight = _number(row, "weight")
    yield Relation(type="ADDRESSES", start=row["subject"], end=row["topic"], weight=weight, source=OWN)


def _relation(
    type: str, row: Row, start: str, end: str, *, role: str | None = None, status: str | None = None
) -> Relation:
    return Relation(
        type=type,
        start=start,
        end=end,
        role=role,
        status=status,
        since=row.get("since") or None,
        until=row.get("until") or None,
        source=row["source"],
        as_of=row.get("as_of") or None,
    )


_TABLES: Mapping[str, Callable[[Row], Iterator[Record]]] = {
    "topics": _topic,
    "bodies": _body,
    "counties_unions": _wide,
    "programmes": _programme,
    "networks": _network,
    "solutions": _solution,
    "calls": _call,
    "clauses": _clause,
    "memberships": _membership,
    "uses": _use,
    "funded_by": _funding,
    "strategies": _strategy,
    "formats": _format,
    "addresses": _address,
}
