"""The rules of calls and programmes, parsed: which rules bind a call, and under which conditions.

A clause's value is the value first, then conditions after semicolons: `3;if=action_type:RIA,IA;of=EU27`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from graph.errors import InvalidRecord
from graph.model import FACT_KEYS, Call, Clause, Programme
from graph.nuts import PART_OF
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.rules.judging.all import concern_of, kind_of
from matching.rules.rule import PROGRAMME, Rule

Owner = Literal["Call", "Programme"]

#: Conditions that rules may have: key → what it says.
CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "basis": "what it was told from, where no text gives it",
        "call": "the year or the name of the call, or round, that it holds for",
        "country": "the country that is meant",
        "doubt": "why it is not certain that it holds",
        "except": "what it does not hold for (topics)",
        "if": "what it holds for (`action_type:RIA,IA`, `topic:OSS`)",
        "min": "a least value beside the first one",
        "nuts_assumed": "NUTS regions that were assumed for the area: the codes, or yes where they are the values",
        "of": "what is counted or summed, or of whom",
        "or": "the fact that is enough instead",
        "pattern": "the days of past rounds that a next one is expected from",
        "per": "for each of what",
        "role": "the role that is counted",
        "route": "which of several ways to qualify it belongs to",
        "side": "the country that the regions are of, where those of others are not told",
        "set": "the set of countries or regions that is counted",
        "when": "when it has to be met",
        "who": "whom it holds for",
    }
)


def parse(clause: Clause) -> Rule:
    """The clause with its value taken apart: parts without `=` are values, the others conditions.

    A name that ends in `_expected` makes it a wish, or an expected deadline. Raises InvalidRecord, which tells the
    clause, for a kind that nobody knows and, where the program checks them, for a condition or an alternative fact that
    nobody knows.
    """
    kind = kind_of(clause.id, clause.kind)
    parts = [part.strip() for part in clause.value.split(";") if part.strip()]
    conditions = dict(p.split("=", 1) for p in parts if "=" in p)
    if not kind.any_condition:
        _check(clause.id, conditions)
    rule = Rule(
        clause=clause.id,
        name=clause.name,
        kind=clause.kind,
        operator=clause.operator,
        values=tuple(p for p in parts if "=" not in p),
        conditions=MappingProxyType(conditions),
        source=clause.source,
        as_of=clause.as_of,
        quote=clause.quote,
    )
    return replace(rule, concern=concern_of(rule))


def _check(clause: str, conditions: Mapping[str, str]) -> None:
    """Raise InvalidRecord for a condition that would be passed over, and so change what the clause asks for."""
    for key in conditions:
        if key not in CONDITIONS:
            known = {"clause": clause, "wrong": key, "known": tuple(CONDITIONS)}
            raise InvalidRecord(said("{clause}: unknown condition {wrong!r}; known are {known}", **known))
    alternative = conditions.get("or")
    if alternative is not None and alternative not in FACT_KEYS:
        known = {"clause": clause, "wrong": alternative, "known": tuple(FACT_KEYS)}
        raise InvalidRecord(said("{clause}: unknown fact {wrong!r}; known are {known}", **known))


def stated_deadline(record: Call, value: str) -> Rule:
    """The deadline that the record of a call tells, or, without a value, its status; one that nobody gives has none."""
    without = {"closed": "closed", "continuous": "continuous"}.get(record.status or "", "<=")
    operator = "<=" if value else without
    return parse(
        Clause(id=record.id, name="deadline", kind="deadline", operator=operator, value=value, source=record.source)
    )


def area_of(record: Programme) -> Rule | None:
    """Where who the programme pays lies, as its record tells it, as a rule; None where it tells none."""
    if not record.area:
        return None
    codes = (PART_OF + code if code in record.area_parts else code for code in record.area)
    value = ";".join((*codes, f"basis={PROGRAMME}"))
    return parse(
        Clause(
            id=record.id,
            name="area",
            kind="region_area",
            operator="in",
            value=value,
            source=record.area_source or record.source,
            as_of=record.as_of,
        )
    )


def clauses_of(snapshot: Snapshot, owner: Owner, index: int) -> Iterator[Clause]:
    """The clauses of a call or a programme (its index)."""
    for at in snapshot.links("REQUIRES", owner).ends(index):
        clause = snapshot.tables["Clause"].record(int(at))
        assert isinstance(clause, Clause)
        yield clause
