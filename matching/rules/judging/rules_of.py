"""All rules of a call or a programme, none left out, and how each stands: in force, of another round, a wish …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from graph.model import Call, Programme
from graph.snapshot.frozen import Snapshot
from matching.rules.clauses import area_of, clauses_of, parse, stated_deadline
from matching.rules.judging.conditions import of_other_round
from matching.rules.judging.documents import is_same_document
from matching.rules.rule import Rule

#: Why a rule counts or not.
Status = Literal[
    "in_force",
    "doubtful",
    "expected",
    "may_not_apply",
    "does_not_apply",
    "earlier_round",
    "repeated",
    "wish",
    "to_read",
]
_CLOSED = ("closed", "ended")
#: Conditions that tell where a rule is from, and do not limit what it holds for.
_BESIDE = frozenset({"basis", "call", "doubt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules that are looked at: `own` of what is asked for, then `inherited` ones; `call` is the call, if any.

    With `of_programme` a programme is asked for, and the call is the round that it is asked through: that this one is
    over says nothing of the next.
    """

    own: tuple[Rule, ...]
    inherited: tuple[Rule, ...] = ()
    call: Call | None = None
    of_programme: bool = False
    #: Why rules do not count, by day: kept, for many are asked about the same call.
    _standings: dict[date, dict[str, Status | None]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All of them."""
        return (*self.own, *self.inherited)

    def standing(self, rule: Rule, on: date) -> Status | None:
        """Why the rule does not count, whatever the question; None where it does."""
        if on not in self._standings:
            rules = self.rules
            rounds = any("call" in r.conditions for r in rules)
            other = frozenset(r.clause for r in rules if rounds and of_other_round(r, rules, on))
            holding = [own for own in self.own if own.clause not in other]
            inherited = frozenset(rule.clause for rule in self.inherited)
            self._standings[on] = {
                r.clause: self._standing(r, other, holding if r.clause in inherited else ()) for r in rules
            }
        return self._standings[on][rule.clause]

    def _standing(self, rule: Rule, other: Set[str], holding: Sequence[Rule]) -> Status | None:
        """`other` are rules of another round; `holding` are own rules that hold, for one that is inherited."""
        if rule.concern == "wish":
            return "wish"
        if rule.kind == "deadline":
            return self._deadline(rule)
        if rule.clause in other:
            return "earlier_round"
        return "repeated" if any(_says_as_much(own, rule) for own in holding) else None

    def _deadline(self, rule: Rule) -> Status | None:
        """A deadline of a round is kept for the record, and so is one of a programme, where a call is asked for."""
        if "call" in rule.conditions:
            return "earlier_round"
        if self.call is not None and rule.clause in {r.clause for r in self.rules if not _of(r, self.call.id)}:
            return "earlier_round"
        return "expected" if rule.operator == "expected" else None


def _of(rule: Rule, owner: str) -> bool:
    return rule.clause.partition(":")[2].startswith(owner.partition(":")[2] + "/") or rule.clause == owner


def _says_as_much(own: Rule, inherited: Rule) -> bool:
    """Whether the one says the same as the other, or asks for more applicants, countries or Member States."""
    if _lets_one_apply(own, inherited):
        return True
    if (own.kind, own.operator) != (inherited.kind, inherited.operator):
        return False
    if own.kind == "requires_document" and is_same_document(own, inherited):
        return True
    if own.kind.startswith("min_") and not own.conditions and not inherited.number_unknown:
        return "of" not in inherited.conditions and (own.number or 0) >= (inherited.number or 0)
    without = [{k: v for k, v in r.conditions.items() if k != "call"} for r in (own, inherited)]
    return own.values == inherited.values and without[0] == without[1]


def _lets_one_apply(own: Rule, inherited: Rule) -> bool:
    """Whether the call itself lets one body apply alone, where the programme asks for several, or for more countries.
    Of two least numbers above one the larger holds."""
    if own.kind != "min_applicants" or own.number != 1 or not set(own.conditions) <= _BESIDE:
        return False
    return inherited.kind.startswith("min_") and (inherited.number or 0) > 1


def book_of_call(snapshot: Snapshot, call: int) -> RuleBook:
    """The rules of a call, then those of its programmes. Without a clause of it, the record tells the deadline."""
    record = snapshot.tables["Call"].record(call)
    assert isinstance(record, Call)
    own = list(_rules(snapshot, "Call", [call]))
    if not any(r.kind == "deadline" and "call" not in r.conditions for r in own) or (
        record.status in _CLOSED and not any(_dated(r) for r in own)
    ):
        own.append(_deadline_of(record))
    programmes = [int(at) for at in snapshot.links("UNDER", "Call").ends(call)]
    inherited = [] if any(_is_handed_on(r) for r in own) else list(_rules(snapshot, "Programme", programmes))
    inherited += _areas(snapshot, programmes, (*own, *inherited))
    return RuleBook(own=tuple(own), inherited=tuple(inherited), call=record)


def book_of_programme(snapshot: Snapshot, programme: int, topic: str | None = None) -> RuleBook:
    """The rules of a programme, then those of its latest or expected call, if one is to be told from the others."""
    own = tuple(_rules(snapshot, "Programme", [programme]))
    call = _latest(snapshot, programme, topic)
    if call is None:
        return RuleBook(own=own, inherited=tuple(_areas(snapshot, [programme], own)))
    of_call = book_of_call(snapshot, call)
    names = {r.clause for r in own}
    rest = tuple(r for r in of_call.inherited if r.clause not in names)
    return RuleBook(own=own, inherited=(*of_call.own, *rest), call=of_call.call, of_programme=True)


def _latest(snapshot: Snapshot, programme: int, topic: str | None) -> int | None:
    """The call through which a programme is asked: the only one that is to come or open, else the last that closed."""
    links, table = snapshot.links("UNDER", "Call"), snapshot.tables["Call"]
    calls = [at for at in range(len(table)) if programme in links.ends(at)]
    if topic is not None:
        parts = topic.upper().split()
        named = [at for at in calls if any(p in table.ids[at].upper().replace(":", "-").split("-") for p in parts)]
        calls = named or calls
    records = {at: record for at in calls if isinstance(record := table.record(at), Call)}
    ahead = [at for at, record in records.items() if record.status not in _CLOSED]
    if ahead:
        return ahead[0] if len(ahead) == 1 else None
    return max(records, key=lambda at: (records[at].deadline or "", table.ids[at]), default=None)


def _areas(snapshot: Snapshot, programmes: Sequence[int], rules: Sequence[Rule]) -> Iterator[Rule]:
    """Where the programmes pay, as their records tell it, where no rule says where applicants are from."""
    limits = (r for r in rules if r.operator == "in" and r.kind in ("region_area", "country_set"))
    if any(r.concern == "town" and not {"doubt", "nuts_assumed"} & set(r.conditions) for r in limits):
        return
    for at in programmes:
        record = snapshot.tables["Programme"].record(at)
        assert isinstance(record, Programme)
        if (rule := area_of(record)) is not None:
            yield rule


def _is_handed_on(rule: Rule) -> bool:
    """Whether a project that is paid hands on the money of the call: to whom and how, the project says, and not the
    programme that pays the project."""
    return rule.conditions.get("basis", "").startswith("award_of_")


def _dated(rule: Rule) -> bool:
    return rule.kind == "deadline" and rule.operator == "<=" and "call" not in rule.conditions


def _deadline_of(record: Call) -> Rule:
    """The deadline that the record of a call tells, or its status; one that nobody gives has no value."""
    value = "" if record.status in _CLOSED and not record.deadline else record.deadline or ""
    return stated_deadline(record, value)


def _rules(snapshot: Snapshot, owner: Literal["Call", "Programme"], at: Sequence[int]) -> Iterator[Rule]:
    seen: set[str] = set()
    for index in at:
        for clause in clauses_of(snapshot, owner, index):
            if clause.id not in seen:
                seen.add(clause.id)
                yield parse(clause)


@dataclass(frozen=True)
class RuleBooks:
    """The rules of the calls and programmes of one snapshot, each read once and kept."""

    snapshot: Snapshot
    _calls: dict[int, RuleBook] = field(default_factory=dict, compare=False, repr=False)
    _programmes: dict[int, RuleBook] = field(default_factory=dict, compare=False, repr=False)

    def of_call(self, call: int) -> RuleBook:
        """The rules of a call (its index), see `book_of_call`."""
        if call not in self._calls:
            self._calls[call] = book_of_call(self.snapshot, call)
        return self._calls[call]

    def of_programme(self, programme: int) -> RuleBook:
        """The own rules of a programme (its index), whatever the call: its deadlines are those of calls."""
        if programme not in self._programmes:
            rules = _rules(self.snapshot, "Programme", [programme])
            self._programmes[programme] = RuleBook(own=tuple(rule for rule in rules if rule.kind != "deadline"))
        return self._programmes[programme]
