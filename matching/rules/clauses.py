"""The rules of calls and programmes, parsed: which rules bind a call, and under which conditions.

A clause's value is the value first, then conditions after semicolons: `3;if=action_type:RIA,IA;of=EU27`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from graph.model import Call, Clause
from graph.snapshot.frozen import Snapshot
from matching.types import Concern

Owner = Literal["Call", "Programme"]

#: Roles of `applicant_type` that a municipality fills by what it is, and those that a fact about it decides.
MUNICIPAL_ROLES: frozenset[str] = frozenset(
    {
        "city",
        "entity_from_city_or_region",
        "host_city",
        "local_authority",
        "local_or_regional_authority",
        "municipality_or_local_authority",
        "public_administration",
        "public_procurer",
    }
)
FACT_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "mission_city": "mission_city",
        "entity_from_mission_city": "mission_city",
        "former_uia_city": "uia_city",
        "urbact_good_practice_city": "good_practice",
    }
)
#: Documents that a fact about the town stands for.
DOCUMENT_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "gender_equality_plan": "gender_equality_plan",
        "pic_validated": "pic",
        "approved_climate_or_energy_plan": "climate_plan",
    }
)
_ALWAYS_CONSORTIUM = frozenset({"min_applicants", "min_countries", "min_member_states", "lead_type"})
_OF_A_GROUP = frozenset({"agglomeration_total", "grouping_total", "share_of_inhabitants_in_degurba_1_2"})
#: The share of partners from regions that the cohesion policy helps most.
COHESION_SHARE = "partners_in_less_developed_or_transition_regions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One clause as read by the program. `certain` is False where it depends on something that is not known."""

    clause: str
    name: str
    kind: str
    operator: str
    values: tuple[str, ...]
    conditions: Mapping[str, str]
    source: str
    as_of: str | None = None
    quote: str | None = None
    certain: bool = True

    @property
    def number(self) -> float | None:
        """The first value as a number, None where the text does not give one."""
        try:
            return float(self.values[0])
        except (IndexError, ValueError):
            return None

    @property
    def number_unknown(self) -> bool:
        """Whether the rule sets a minimum that its text does not give."""
        return self.kind.startswith("min_") and self.number is None

    @property
    def role(self) -> str:
        """Which role is counted, "" where none is named."""
        return self.conditions.get("role", "")

    @property
    def concern(self) -> Concern:
        """Whom the rule concerns: the town itself, the consortium, the call (its deadline), the project, or a wish."""
        if self.name.endswith("_expected"):
            return "wish"
        if self.kind == "deadline":
            return "call"
        of_group = self.conditions.get("of") in _OF_A_GROUP
        if self.kind in _ALWAYS_CONSORTIUM or (self.kind in ("population_min", "degurba") and of_group):
            return "consortium"
        if self.kind in ("country_set", "population_min", "degurba"):
            return "town"
        if self.kind == "requires_document":
            own = bool(self.values) and self.values[0] in DOCUMENT_FACTS
            return "town" if own and self.conditions.get("when") != "after_start" else "project"
        if self.kind == "applicant_type":
            return self._concern_of_applicants()
        if self.kind == "region_area":
            return self._concern_of_area()
        return "project"

    def _concern_of_applicants(self) -> Concern:
        if self.operator == "in":
            return "town"
        counted = self.operator in (">=", "includes") and self.conditions.get("of") is None
        return "consortium" if counted and self.role else "project"

    def _concern_of_area(self) -> Concern:
        if self.operator == "in":
            return "town"
        if self.operator == ">=" and self.conditions.get("of") == COHESION_SHARE:
            return "consortium"
        return "consortium" if self.operator == ">=" and "outermost" in self.conditions.get("set", "") else "project"


def parse(clause: Clause, *, certain: bool = True) -> Rule:
    """The clause with its value taken apart: parts without `=` are values, the others conditions."""
    parts = [part.strip() for part in clause.value.split(";") if part.strip()]
    return Rule(
        clause=clause.id,
        name=clause.name,
        kind=clause.kind,
        operator=clause.operator,
        values=tuple(p for p in parts if "=" not in p),
        conditions=MappingProxyType(dict(p.split("=", 1) for p in parts if "=" in p)),
        source=clause.source,
        as_of=clause.as_of,
        quote=clause.quote,
        certain=certain,
    )


def rules_of_call(snapshot: Snapshot, call: int, on: date) -> tuple[Rule, ...]:
    """The call's own rules, then those it inherits from its programmes, as they apply on the day.

    A programme's deadline is that of another call and is not inherited. Where no clause names the deadline, the call's
    record does; a deadline that nobody gives is a rule without a value.
    """
    record = snapshot.tables["Call"].record(call)
    assert isinstance(record, Call)
    own = tuple(_applying(_clauses(snapshot, "Call", call), on, record))
    if not any(rule.kind == "deadline" and rule.concern == "call" for rule in own):
        value = record.deadline or ""
        stated = Clause(
            id=record.id, name="deadline", kind="deadline", operator="<=", value=value, source=record.source
        )
        own = (*own, parse(stated))
    programmes = snapshot.links("UNDER", "Call").ends(call)
    clauses = (clause for programme in programmes for clause in _clauses(snapshot, "Programme", int(programme)))
    inherited = {c.id: c for c in clauses if c.kind != "deadline"}
    from_programmes = tuple(_applying(iter(inherited.values()), on, record))
    return (*own, *(rule for rule in from_programmes if not any(_says_as_much(mine, rule) for mine in own)))


def rules_of_programme(snapshot: Snapshot, programme: int, on: date) -> tuple[Rule, ...]:
    """The rules of a programme, as they apply on the day, whatever the call."""
    return tuple(_applying(_clauses(snapshot, "Programme", programme), on, None))


def _says_as_much(own: Rule, inherited: Rule) -> bool:
    """Whether the call repeats its programme's rule, or asks for more applicants, countries or Member States."""
    if own.clause == inherited.clause:
        return True
    if (own.kind, own.operator) != (inherited.kind, inherited.operator):
        return False
    if own.kind.startswith("min_"):
        return own.certain and (own.number or 0) >= (inherited.number or 0)
    return (own.values, own.conditions) == (inherited.values, inherited.conditions)


def _clauses(snapshot: Snapshot, owner: Owner, index: int) -> Iterator[Clause]:
    for at in snapshot.links("REQUIRES", owner).ends(index):
        clause = snapshot.tables["Clause"].record(int(at))
        assert isinstance(clause, Clause)
        yield clause


def _applying(clauses: Iterator[Clause], on: date, call: Call | None) -> Iterator[Rule]:
    for clause in clauses:
        rule = parse(clause)
        applies = _applies(rule, on, call)
        if applies is not False:
            yield rule if applies else parse(clause, certain=False)


def _applies(rule: Rule, on: date, call: Call | None) -> bool | None:
    """Whether the rule's conditions hold for the call; None where that is not known."""
    year = rule.conditions.get("call")
    if year is not None and year != str(on.year):
        return False  # the rule of an earlier call, kept for the record
    answers: list[bool | None] = []
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
