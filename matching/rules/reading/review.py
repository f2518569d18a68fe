"""What becomes of proposed clauses: a person accepts or refuses each; what is neither stays a proposal, and counts not.

Accepted ones are rows as the curated bundle's `call_clauses` has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from graph.model import Clause
from matching.rules.clauses import parse
from matching.rules.judging.all import kind_of
from matching.rules.reading.proposal import Proposal
from matching.rules.rule import Rule
from matching.types import Language
from matching.words.told import told

#: The columns of `call_clauses`.
COLUMNS = ("call", "clause", "kind", "operator", "value", "evidence_quote", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One clause in the layout of the bundle; `call` is the id of the call without its prefix."""

    call: str
    clause: str
    kind: str
    operator: str
    value: str
    evidence_quote: str
    source: str

    @classmethod
    def read(cls, row: Mapping[str, str | None]) -> Row:
        """A row of a file; what it lacks is empty."""
        return cls(**{name: (row.get(name) or "").strip() for name in COLUMNS})

    @property
    def says(self) -> tuple[str, str, str, str]:
        """What tells it from other clauses: of which call it says what."""
        return self.call.casefold(), self.kind, self.operator, self.value

    def as_dict(self) -> dict[str, str]:
        """The row by its columns."""
        return asdict(self)

    def rule(self) -> Rule:
        """The clause as the program reads it. Raises InvalidRecord where it cannot."""
        return parse(
            Clause(
                id=f"clause:{self.call.lower()}/{self.clause}",
                name=self.clause,
                kind=self.kind,
                operator=self.operator,
                value=self.value,
                quote=self.evidence_quote or None,
                source=self.source or "review",
            )
        )

    def asks(self, language: Language) -> str:
        """In words what it asks for."""
        rule = self.rule()
        return told(kind_of(rule.clause, rule.kind).asks(rule, language), language)


def proposed_rows(
    call: str,
    proposals: Sequence[Proposal],
    source: str,
    *,
    settled: Iterable[Row] = (),
    known: Iterable[tuple[str, str, str]] = (),
) -> Iterator[Row]:
    """The proposals that are to be looked at: neither accepted or refused before (`settled`) nor `known` of the call
    already (kind, operator, value). Each gets a name that no other clause of the call has."""
    settled = list(settled)
    said_before, known = {row.says for row in settled}, set(known)
    names = {row.clause for row in settled if row.call.casefold() == call.casefold()}
    for one in proposals:
        row = Row(
            call=call,
            clause=_name(one.kind, names),
            kind=one.kind,
            operator=one.operator,
            value=one.value,
            evidence_quote=one.quote,
            source=source,
        )
        if row.says not in said_before and (one.kind, one.operator, one.value) not in known:
            names.add(row.clause)
            yield row


def _name(kind: str, taken: set[str]) -> str:
    number = 1
    while (name := kind if number == 1 else f"{kind}_{number}") in taken:
        number += 1
    return name
