"""One call with the rules you write, and one question about it, for tests about "may we take part?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from graph.model import Call, Clause
from matching.rules.asking.given import read
from matching.rules.asking.situation import Body, Situation
from matching.rules.clauses import parse
from matching.rules.judging.outcome import Assessment, ClauseAnswer, assess
from matching.rules.judging.rules_of import RuleBook
from matching.rules.rule import Rule
from tests.matching.rule_world import ClauseText

TODAY = date(2026, 11, 29)
#: The verdicts, as answers write them.
Y, N, U = "yes", "no", "unknown"
TOWN: Mapping[str, object] = {"country": "DE", "legal_type": "municipality"}


def partners(*countries: str) -> list[dict[str, str]]:
    """Municipalities of these countries."""
    return [{"country": country, "type": "municipality"} for country in countries]


def rules(owner: str, clauses: Sequence[ClauseText], quotes: Mapping[str, str] | None = None) -> tuple[Rule, ...]:
    """The clauses as rules of the owner."""
    made = (
        Clause(
            id=f"clause:{owner}/{name}",
            name=name,
            kind=kind,
            operator=operator,
            value=value,
            quote=(quotes or {}).get(name),
            source=f"text of {name}",
        )
        for name, kind, operator, value in clauses
    )
    return tuple(parse(clause) for clause in made)


@dataclass(frozen=True)
class Answered:
    """The answer, with its clauses by name."""

    found: Assessment

    def __getitem__(self, name: str) -> str:
        return self.clause(name).verdict

    def clause(self, name: str) -> ClauseAnswer:
        return next(c for c in (*self.found.clauses, *self.found.to_read) if c.clause.endswith(f"/{name}"))


def situation(facts: Mapping[str, object], at: date | datetime = TODAY) -> Situation:
    """The facts as one question."""
    given = read(facts)
    return Situation(
        applicant=Body(given.facts),
        partners=given.partners,
        grouping=given.grouping,
        agglomeration=given.agglomeration,
        stage=given.stage,
        at=at,
    )


def book(
    clauses: Sequence[ClauseText] = (),
    inherited: Sequence[ClauseText] = (),
    *,
    call: str | None = "call:the-call",
    action_type: str | None = None,
    quotes: Mapping[str, str] | None = None,
) -> RuleBook:
    """The rules of a call and of its programme; of a programme alone where `call` is None."""
    record = Call(id=call, name="The call", action_type=action_type, source="portal") if call else None
    owner = call.partition(":")[2] if call else "the-programme"
    return RuleBook(own=rules(owner, clauses, quotes), inherited=rules("the-programme", inherited), call=record)


def ask(
    clauses: Sequence[ClauseText] = (),
    inherited: Sequence[ClauseText] = (),
    *,
    at: date | datetime = TODAY,
    action_type: str | None = None,
    call: str | None = "call:the-call",
    quotes: Mapping[str, str] | None = None,
    facts: Mapping[str, object] | None = None,
    **more: object,
) -> Answered:
    """The answer for a German municipality, or what the facts say of who asks."""
    rulebook = book(clauses, inherited, call=call, action_type=action_type, quotes=quotes)
    return Answered(assess(rulebook, situation({**TOWN, **(facts or {}), **more}, at)))
