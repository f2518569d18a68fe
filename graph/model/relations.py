"""What ties nodes: the types of relations, what they join, and a relation as one source states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph import dates
from graph.errors import InvalidRecord
from graph.said import said


@dataclass(frozen=True, slots=True)
class RelationSpec:
    """Which labels a relation type joins, and which attributes it may carry beside provenance and validity."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    attributes: tuple[str, ...] = ()


RELATION_TYPES: Mapping[str, RelationSpec] = MappingProxyType(
    {
        "MEMBER_OF": RelationSpec(("Municipality",), ("Network",), ("role",)),
        "NEEDS": RelationSpec(("Municipality",), ("Topic",), ("weight",)),
        "OFFERS": RelationSpec(("Municipality",), ("Topic",), ("evidence",)),
        "USES": RelationSpec(("Municipality",), ("Solution",), ("status",)),
        "TWINNED_WITH": RelationSpec(("Municipality",), ("Municipality",)),
        "ADDRESSES": RelationSpec(("Network", "Solution", "Call", "Programme", "Strategy"), ("Topic",), ("weight",)),
        "FUNDED_BY": RelationSpec(("Network",), ("Programme",)),
        "UNDER": RelationSpec(("Call",), ("Programme",)),
        "BROADER": RelationSpec(("Topic",), ("Topic",)),
        "IN": RelationSpec(("Municipality", "Region"), ("Region",)),
        "REQUIRES": RelationSpec(("Call", "Programme"), ("Clause",)),
    }
)
#: Closed vocabularies of relation attributes.
ROLES: frozenset[str] = frozenset({"lead", "partner", "member", "lighthouse", "fellow", "twin", "associated"})
#: Of a use, what proves least: that a town holds or held a label or a prize for it, was nominated for one, was chosen
#: for a programme or won support, takes part with others, works by an adopted plan, or was studied as an example. How
#: far it got, the source does not tell.
HONOURS: frozenset[str] = frozenset({"label", "nominated", "supported", "joined", "plan", "studied"})
#: A "lesson" is what befell a town, or did not work: it can be asked about it, and nobody would do it after it.
STATUSES: frozenset[str] = frozenset({"in-use", "pilot", "planned", "origin", "ended", "lesson"}) | HONOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed relation as one source states it. Its identity is (`type`, `start`, `end`, `source`).

    `since`/`until` are when it holds, at the source's precision; None is unknown. `weight` is the strength of
    ADDRESSES (0–1) or the priority of NEEDS (0–1).
    """

    type: str
    start: str
    end: str
    source: str
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    role: str | None = None
    status: str | None = None
    weight: float | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        spec = RELATION_TYPES.get(self.type)
        where = f"{self.start} {self.type} {self.end}"
        if spec is None:
            raise InvalidRecord(
                said("{id}: unknown relation; known are {known}", id=where, known=tuple(RELATION_TYPES))
            )
        if not self.source.strip():
            raise InvalidRecord(said("{id} has no source", id=where))
        if self.start == self.end:
            raise InvalidRecord(said("{id}: a node has no relation with itself", id=where))
        for name in ("role", "status", "weight", "evidence"):
            if getattr(self, name) is not None and name not in spec.attributes:
                raise InvalidRecord(said("{id}: {type} has no attribute {name!r}", id=where, type=self.type, name=name))
        if self.role is not None and self.role not in ROLES:
            raise InvalidRecord(
                said("{id}: role {wrong!r} is not one of {known}", id=where, wrong=self.role, known=sorted(ROLES))
            )
        if self.status is not None and self.status not in STATUSES:
            raise InvalidRecord(
                said(
                    "{id}: status {wrong!r} is not one of {known}", id=where, wrong=self.status, known=sorted(STATUSES)
                )
            )
        if self.weight is not None and not 0.0 <= self.weight <= 1.0:
            raise InvalidRecord(said("{id}: weight {wrong} is not between 0 and 1", id=where, wrong=self.weight))
        for value in (self.as_of, self.since, self.until):
            if value is not None:
                dates.parts(value)
        if self.since and self.until and dates.first_day(self.since) > dates.last_day(self.until):
            raise InvalidRecord(
                said("{id}: ends ({until}) before it begins ({since})", id=where, until=self.until, since=self.since)
            )

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes two relations the same statement: (type, start, end, source)."""
        return (self.type, self.start, self.end, self.source)
