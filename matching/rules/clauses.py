"""The rules of calls and programmes, parsed: which rules bind a call, and under which conditions.

A clause's value is the value first, then conditions after semicolons: `3;if=action_type:RIA,IA;of=EU27`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from graph.errors import InvalidRecord
from graph.model import FACT_KEYS, Call, Clause
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.rules.kinds.all import kind_of
from matching.rules.rule import Rule

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

    A name that ends in `_expected` makes it a wish. Raises InvalidRecord, which tells the clause, for a kind that
    nobody knows and, where the kind is judged, for a condition or an alternative fact that nobody knows.
    """
    kind = kind_of(clause.id, clause.kind)
    parts = [part.strip() for part in clause.value.split(";") if part.strip()]
    conditions = dict(p.split("=", 1) for p in parts if "=" in p)
    if not kind.for_a_person:
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
    return replace(rule, concern="wish" if rule.name.endswith("_expected") else kind.concern(rule))


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


def rules_of_call(snapshot: Snapshot, call: int, on: date) -> tuple[Rule, ...]:
    """The call's own rules, then those it inherits from its programmes, as they apply on the day.

    A programme's deadline is that of another call and is not inherited, nor is that of a round before. Where no clause
    names the deadline, the call's record does, or its status (closed; continuous: at any time); a deadline that nobody
    gives is a rule without a value.
    """
    record = snapshot.tables["Call"].record(call)
    assert isinstance(record, Call)
    own = tuple(r for r in _applying(clauses_of(snapshot, "Call", call), on, record) if not _of_another_round(r))
    if not any(rule.kind == "deadline" and rule.concern == "call" for rule in own):
        own = (*own, stated_deadline(record, record.deadline or ""))
    programmes = snapshot.links("UNDER", "Call").ends(call)
    clauses = (clause for programme in programmes for clause in clauses_of(snapshot, "Programme", int(programme)))
    inherited = {c.id: c for c in clauses if c.kind != "deadline"}
    from_programmes = tuple(_applying(iter(inherited.values()), on, record))
    return (*own, *(rule for rule in from_programmes if not any(_says_as_much(mine, rule) for mine in own)))


def stated_deadline(record: Call, value: str) -> Rule:
    """The deadline that the record of a call tells, or, without a value, its status; one that nobody gives has none."""
    without = {"closed": "closed", "continuous": "continuous"}.get(record.status or "", "<=")
    operator = "<=" if value else without
    return parse(
        Clause(id=record.id, name="deadline", kind="deadline", operator=operator, value=value, source=record.source)
    )


def rules_of_programme(snapshot: Snapshot, programme: int, on: date) -> tuple[Rule, ...]:
    """The rules of a programme, as they apply on the day, whatever the call."""
    return tuple(_applying(clauses_of(snapshot, "Programme", programme), on, None))


def _of_another_round(rule: Rule) -> bool:
    """Whether it is the deadline of a round, kept for the record: in the year of that round it is not the call's."""
    return rule.kind == "deadline" and "call" in rule.conditions


def _says_as_much(own: Rule, inherited: Rule) -> bool:
    """Whether the call repeats its programme's rule, or asks for more applicants, countries or Member States."""
    if own.clause == inherited.clause:
        return True
    if (own.kind, own.operator) != (inherited.kind, inherited.operator):
        return False
    if own.kind.startswith("min_"):
        return own.certain and (own.number or 0) >= (inherited.number or 0)
    return (own.values, own.conditions) == (inherited.values, inherited.conditions)


def clauses_of(snapshot: Snapshot, owner: Owner, index: int) -> Iterator[Clause]:
    """The clauses of a call or a programme (its index)."""
    for at in snapshot.links("REQUIRES", owner).ends(index):
        clause = snapshot.tables["Clause"].record(int(at))
        assert isinstance(clause, Clause)
        yield clause


def _applying(clauses: Iterator[Clause], on: date, call: Call | None) -> Iterator[Rule]:
    for clause in clauses:
        rule = parse(clause)
        applies = _applies(rule, on, call)
        if applies is not False:
            yield rule if applies else replace(rule, certain=False)


def _applies(rule: Rule, on: date, call: Call | None) -> bool | None:
    """Whether the rule's conditions hold for the call; None where that is not known."""
    year = rule.conditions.get("call")
    if year is not None and year != str(on.year):
        return False  # the rule of an earlier call, kept for the record
    answers: list[bool | None] = []
    if "doubt" in rule.conditions or "nuts_assumed" in rule.conditions:
        answers.append(None)
    condition, excepted = rule.conditions.get("if"), rule.conditions.get("except")
    if condition is not None:
        subject, _, wanted = condition.partition(":")
        if subject == "action_type":
            known = call.action_type if call else None
            answers.append(None if known is None else known in wanted.split(","))
        elif subject == "topic":
            answers.append(_is_topic(call, wanted))
        else:
            answers.append(None)
    if excepted is not None:
        named = _is_topic(call, excepted)
        answers.append(None if named is None else not named)
    return False if False in answers else None if None in answers else True


def _is_topic(call: Call | None, names: str) -> bool | None:
    """Whether the call's id has one of the topic names as a part: `call:life-2026-cet-oss` is OSS."""
    if call is None:
        return None
    parts = call.id.partition(":")[2].upper().split("-")
    return any(name in parts for name in names.split(","))
