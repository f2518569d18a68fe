"""What a gap report is made of: findings, each with a number, its rows, an action, its data and what is not known.

All sentences and names are said (`graph.said`), so that one report is told in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from graph.measures.report import Parameter, Reach

FindingName = Literal["isolates", "topics", "doing", "learning", "bridges", "absent", "hub", "changes"]
FINDINGS: tuple[FindingName, ...] = get_args(FindingName)
#: The findings of one topic: told only where the scope names one.
OF_A_TOPIC: frozenset[FindingName] = frozenset({"doing", "learning"})
#: The findings whose rows are about one town each; those of the others are about their subject.
LISTS_TOWNS: frozenset[FindingName] = frozenset({"isolates", "doing", "learning"})
SubjectKind = Literal["topic", "network", "solution", "country", "region", "town", "group"]
#: Whether a town can join a network by its own terms: nothing is against it, or nobody knows.
MayJoin = Literal["yes", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town of a finding, and where it lies; what is not known is None.

    `region` is the name of the region the register has it in, `nuts3` its NUTS 3 code, `lat` and `lon` are degrees.
    """

    id: str
    name: str
    country: str
    region: str | None
    nuts3: str | None
    population: int | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a row is about beside towns: what is thin, missing, or holds others together."""

    kind: SubjectKind
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One row of a finding.

    `town` is the one to speak to, `partner` whom it could meet, `distance_km` how far apart they are (None where a
    place is not known). `count` is what the finding counts of the `subject`, `towns` are all that are meant (ids, at
    most so many as the finding says), `may_join` whether `town` can join the subject by its own terms. `why` says what
    was found, `action` what could be done; `sources` are what it rests on.
    """

    why: str
    action: str
    subject: Subject | None = None
    town: Town | None = None
    partner: Town | None = None
    distance_km: float | None = None
    count: int | None = None
    may_join: MayJoin | None = None
    towns: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding over the scope.

    `number` is how many it is about, `of` out of how many; None where the data cannot say. `rows` are the first of
    `total`. `columns` says in words what `count` of a row counts, None where it counts nothing. `not_known` tells what
    the lists do not know and so this finding cannot.
    """

    name: FindingName
    title: str
    number: int | None
    of: int | None
    summary: str
    action: str
    rows: tuple[Gap, ...]
    total: int
    counts: str | None = None
    not_known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """The findings for one scope over one snapshot. The same question over the same `digest` gives the same report.

    `scope` says in words who and what was looked at, `parameters` in values; `on` is the day of the question, `as_of`
    the day of the network (None: all that is known). `notes` tell what was counted, `sources` how far lists reach.
    """

    question: str
    scope: tuple[str, ...]
    towns: int
    findings: tuple[Finding, ...]
    digest: str
    as_of: str | None
    on: str
    parameters: Mapping[str, Parameter]
    notes: tuple[str, ...] = ()
    sources: tuple[Reach, ...] = ()
