"""Whether the rules are sound: kinds and sets that nobody knows, least above most, old sources, calls without rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph import dates
from graph.errors import InvalidRecord
from graph.model import Clause
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.rules.clauses import parse
from matching.rules.country_sets import country_sets, in_set, set_names
from matching.rules.judging.conditions import of_other_round
from matching.rules.judging.rules_of import book_of_call, book_of_programme
from matching.rules.rule import Rule

Severity = Literal["error", "notice"]
#: A rule that was read longer ago than this may have changed.
OLD_DAYS = 3 * 365
_OPERATORS = frozenset(
    {">=", "<=", "<", "==", "in", "includes", "not", "has", "choose", "expected", "closed", "continuous"}
)
#: What a rule sets a least value of, by kind and what it counts, and the rule that sets the greatest.
_PAIRS: Sequence[tuple[tuple[str, str], tuple[str, str]]] = (
    (("min_applicants", ""), ("other", "partners")),
    (("min_countries", ""), ("other", "countries")),
    (("grant_min_eur", ""), ("grant_max_eur", "")),
    (("other", "duration_months"), ("duration_max_months", "")),
)
#: Sets of countries that rules name and that depend on the call.
_OPEN_SETS = frozenset(
    {"others_in_annex_B", "non-associated-third-countries", "associated_third_countries", "DAC_list_country"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, or worth a look: of which call, programme or clause."""

    where: str
    severity: Severity
    what: str


def check(snapshot: Snapshot, on: date) -> list[Fault]:
    """All faults, errors first."""
    found = [*_clauses(snapshot, on), *_owners(snapshot, on)]
    return sorted(found, key=lambda fault: (fault.severity, fault.where))


def _clauses(snapshot: Snapshot, on: date) -> Iterator[Fault]:
    table = snapshot.tables["Clause"]
    for at in range(len(table)):
        clause = table.record(at)
        assert isinstance(clause, Clause)
        try:
            rule = parse(clause)
        except InvalidRecord as error:
            yield Fault(where=clause.id, severity="error", what=error.said)
            continue
        yield from _of_clause(rule, on)


def _of_clause(rule: Rule, on: date) -> Iterator[Fault]:
    if rule.operator not in _OPERATORS:
        unknown = said("unknown operator {wrong!r}", wrong=rule.operator)
        yield Fault(where=rule.clause, severity="error", what=unknown)
    if rule.kind == "country_set":
        for name in set_names(rule.values):
            known = name in country_sets() or name in _OPEN_SETS or (len(name) == 2 and name.isupper())
            if not known:
                yield Fault(
                    where=rule.clause, severity="error", what=said("unknown set of countries {wrong!r}", wrong=name)
                )
    if rule.kind.startswith("min_") and rule.number is None:
        yield Fault(where=rule.clause, severity="notice", what=said("the number is not known"))
    if rule.as_of is not None and (on - dates.last_day(rule.as_of)).days > OLD_DAYS:
        old = said("the source was read as of {day}: look whether it still holds", day=rule.as_of)
        yield Fault(where=rule.clause, severity="notice", what=old)


def _owners(snapshot: Snapshot, on: date) -> Iterator[Fault]:
    for at, id in enumerate(_ids(snapshot, "Call")):
        try:
            book = book_of_call(snapshot, at)
        except InvalidRecord:
            continue  # the clause that is wrong is told already
        if not any(r.kind != "deadline" for r in book.own):
            yield Fault(where=id, severity="notice", what=said("the call has no rules of its own"))
        yield from _contradictions(id, [r for r in book.own if not of_other_round(r, book.own, on)], on)
    for at, id in enumerate(_ids(snapshot, "Programme")):
        try:
            rules = book_of_programme(snapshot, at).own
        except InvalidRecord:
            continue
        yield from _contradictions(id, [r for r in rules if not of_other_round(r, rules, on)], on)


def _contradictions(owner: str, rules: Sequence[Rule], on: date) -> Iterator[Fault]:
    """Rules of one owner that nobody can meet together."""
    plain = [
        r for r in rules if "if" not in r.conditions and "except" not in r.conditions and "route" not in r.conditions
    ]
    for least, most in _PAIRS:
        lows = [r for r in plain if _is(r, least) and r.operator in (">=", "==") and r.number is not None]
        highs = [r for r in plain if _is(r, most) and r.operator in ("<=", "==") and r.number is not None]
        for low in lows:
            for high in highs:
                if (low.number or 0) > (high.number or 0):
                    what = said("the least is above the most: {low} and {high}", low=low.name, high=high.name)
                    yield Fault(where=owner, severity="error", what=what)
    limits = [r for r in plain if r.kind == "country_set" and r.operator == "in" and r.concern == "town"]
    if len(limits) > 1:
        countries = {c for sets in country_sets().values() for c in sets}
        names = [set_names(r.values) for r in limits]
        if not any(all(max(in_set(n, c, on) for n in one) >= 0 for one in names) for c in countries):
            yield Fault(where=owner, severity="error", what=said("no country meets all limits"))


def _is(rule: Rule, what: tuple[str, str]) -> bool:
    return (rule.kind, rule.conditions.get("of", "")) == what


def _ids(snapshot: Snapshot, label: str) -> list[str]:
    table = snapshot.tables[label]
    return [table.ids[at] for at in range(len(table))]
