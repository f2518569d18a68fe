"""What a call asks of a town and gives it, read from its rules: partners, money, own money, work, and time."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph import dates
from graph.errors import InvalidRecord
from graph.model import Call
from matching.capacity.work import hours_of
from matching.kinds.calls import SERVICES, SIGNING
from matching.kinds.lead_times import lead_time
from matching.rules.judging.countries import one_from_each
from matching.rules.judging.outcome import Judged, Judgement
from matching.rules.judging.rules_of import RuleBook

#: A source that tells of no round to come says nothing of today after so many days.
OLD = 730
#: Of a call whose last known round is over for so many days, and of which no other is told, nobody knows whether it
#: still exists: most come back within a year. Our assumption.
SILENT = 365
#: A day of every year.
_DAY_OF_YEAR = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31")
#: What is said of the state of calls of which another round is told, or that are open at any time.
COMES_BACK = frozenset({"continuous", "expected", "forthcoming", "open", "recurring"})
#: Words of the Commission for actions in which large consortia do research.
RESEARCH = frozenset({"RIA", "IA", "PCP", "PPI", "research and innovation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is known of a call, None for what is not.

    `partners` are those to be found still, `countries` how many of other countries, where a least number is known
    (`least_known`); `rate` is the share that is paid; `days` are left; an application takes `least_days` and so
    many `hours` of work, as we assume. `last_round` is the last day of a round that is over, where none is
    expected; `unconfirmed` says that nobody tells whether it is still offered, and that the source, as of `told_on`
    (None for an undated one), is old; `silent` that the last round is over for SILENT days, and no other is told.
    `relevance` (1–5) is how much it is one for municipalities, in the compilers' judgement. With `matchmaking` it
    helps to find partners, and asks for none; with `signing` one joins or declares something. `source_of_dates` are
    the days of past rounds that a next one is `expected` from, `expected_source` says where they are told;
    `overdue` is when one was expected by that day, and none is known. With `rolling` there are several cut-off
    dates a year. `costs` is what a project may cost as a whole at most. `pays` is what is paid for
    (`graph.model.PAYS`), empty where nobody tells. `yearly` is the next last day of what comes back on one day
    every year.
    """

    partners: int
    countries: int
    least_known: bool
    grant: float | None
    lump_sum: bool
    rate: float | None
    service: bool
    status: str
    days: int | None
    deadline: str | None
    expected: str | None
    source_of_dates: str | None
    expected_source: str | None
    least_days: int
    research: bool
    stages: int | None
    hours: float
    rolling: bool
    overdue: str | None = None
    last_round: str | None = None
    unconfirmed: bool = False
    silent: bool = False
    told_on: str | None = None
    relevance: int | None = None
    matchmaking: bool = False
    signing: bool = False
    costs: float | None = None
    pays: tuple[str, ...] = ()
    yearly: str | None = None

    @property
    def most(self) -> float | None:
        """The most that is paid: the sum that is told, or else the share that is paid of the costs of a project."""
        if self.grant is not None or self.costs is None or self.rate is None:
            return self.grant
        return self.costs * self.rate

    @property
    def own_money(self) -> float | None:
        """What the town itself would have to find at most, None where that is not known."""
        if self.service or (self.lump_sum and self.rate is None):
            return 0.0
        if self.most is None or not self.rate:
            return None
        return self.most * (1 - self.rate) / self.rate

    @property
    def unclear(self) -> bool:
        """Whether it is known to have been offered once, and nobody tells that it still is: by an old source, or a last
        round that is long over. An undated source tells neither."""
        return self.silent or (self.unconfirmed and self.told_on is not None)

    @property
    def too_late(self) -> bool:
        """Whether the time left is shorter than an application takes."""
        return self.days is not None and self.days < self.least_days

    @property
    def weeks(self) -> int:
        """The weeks that an application takes at least, as we assume."""
        return max(1, round(self.least_days / 7))


def offer_of(book: RuleBook, call: Call, judged: Judgement, on: date) -> Offer:
    """What the call asks and gives, for the one that the rules were judged for."""
    rows = [j for j in judged.rows if j.status in ("in_force", "doubtful", "wish", "to_read", "may_not_apply")]
    expected = next((j for j in judged.rows if j.rule.operator == "expected"), None)
    partners = _needed(judged, "min_applicants")
    across = (j.finding.more for j in judged.rows if j.counts and one_from_each(j.rule))
    countries = max(_needed(judged, "min_countries"), _needed(judged, "min_member_states"), *across)
    next_round = expected.rule.values[0] if expected and expected.rule.values else None
    yearly = None if expected is None or next_round is None else _next_of_year(expected, next_round, on)
    next_round = None if yearly else next_round
    passed = next_round is not None and _is_over(next_round, on)
    least_known = any(j.rule.kind == "min_applicants" and not j.rule.number_unknown for j in rows)
    alone = max(partners, countries) == 0
    action = _action(call, joined=alone and _most(rows, "grant_max_eur") is None and call.grant_max is None)
    least_days = lead_time(action, max(partners, countries)).days
    deadline = _next_deadline(judged, call, on, least_days)
    ahead = deadline is not None and dates.last_day(deadline) >= on
    last_round = _last_round(book, judged)
    over = max(filter(None, (last_round, deadline)), default=None)
    told_again = expected is not None or ahead or call.status in COMES_BACK
    return Offer(
        partners=partners,
        countries=countries,
        least_known=least_known,
        grant=_most(rows, "grant_max_eur") or call.grant_max,
        lump_sum=call.action_type == "lump-sum grant" or any(j.rule.name == "lump_sum" for j in rows),
        rate=_most(rows, "funding_rate"),
        service=action in SERVICES,
        status=call.status or "unknown",
        days=None if deadline is None else (dates.last_day(deadline) - on).days,
        deadline=deadline,
        expected=None if passed else next_round,
        overdue=next_round if passed else None,
        expected_source=expected.rule.source if expected else None,
        source_of_dates=expected.rule.conditions.get("pattern") if expected else None,
        least_days=least_days,
        research=call.action_type in RESEARCH,
        stages=_stages(rows),
        hours=hours_of(
            action,
            stages=_stages(rows),
            short=any(j.rule.conditions.get("of") == "effort" for j in rows),
            languages=max((len(j.rule.values) for j in rows if j.rule.name == "two_languages"), default=1),
        ),
        rolling=_is_rolling(judged),
        last_round=last_round,
        unconfirmed=expected is None and not ahead and _is_unconfirmed(call, on),
        silent=not told_again and over is not None and (on - dates.last_day(over)).days > SILENT,
        told_on=call.as_of,
        relevance=call.relevance,
        matchmaking=call.action_type == "matchmaking service",
        signing=action in SIGNING,
        costs=_costs(rows),
        pays=call.pays,
        yearly=yearly,
    )


def _next_of_year(expected: Judged, text: str, on: date) -> str | None:
    """The next of a month and day that comes back every year (`10-31`), None for another text."""
    if expected.rule.conditions.get("per") != "year" or not _DAY_OF_YEAR.fullmatch(text):
        return None
    this_year = f"{on.year}-{text}"
    return this_year if date.fromisoformat(this_year) >= on else f"{on.year + 1}-{text}"


def _is_unconfirmed(call: Call, on: date) -> bool:
    """Whether nobody tells that the call still comes, and its source is undated or older than OLD days."""
    if (call.status or "unknown") != "unknown":
        return False
    return call.as_of is None or (on - dates.last_day(call.as_of)).days > OLD


def _last_round(book: RuleBook, judged: Judgement) -> str | None:
    """The last day of the rounds of the call itself that are told."""
    own = {rule.clause for rule in book.own}
    told = [j.rule for j in judged.rows if j.rule.kind == "deadline" and j.status == "earlier_round"]
    days = (rule.values[0] for rule in told if rule.clause in own and rule.values and "doubt" not in rule.conditions)
    return max((day for day in days if len(day) == len("2026-11-30")), default=None)


def _action(call: Call, *, joined: bool) -> str | None:
    """The kind of action; a network that names neither partners nor money is joined, and not applied for."""
    return "membership" if call.action_type == "network" and joined else call.action_type


def _is_over(text: str, on: date) -> bool:
    """Whether the month or day that a round was expected by is over; what names no year comes back."""
    try:
        return dates.last_day(text) < on
    except InvalidRecord:
        return False


def _is_rolling(judged: Judgement) -> bool:
    """Whether several last days of the same call are told."""
    return len({j.rule.values for j in _days_to_apply(judged)}) > 1


def _days_to_apply(judged: Judgement) -> list[Judged]:
    """The rules that name a last day of this round, or of several that depend on when the project begins."""
    dated = (j for j in judged.rows if j.rule.kind == "deadline" and j.rule.operator == "<=")
    return [j for j in dated if j.status in ("in_force", "may_not_apply")]


def _needed(judged: Judgement, kind: str) -> int:
    return max((j.finding.more for j in judged.rows if j.counts and j.rule.kind == kind), default=0)


def _most(rows: Iterable[Judged], kind: str) -> float | None:
    of_kind = [j.rule for j in rows if j.rule.kind == kind]
    plain = [rule for rule in of_kind if "if" not in rule.conditions] or of_kind
    return max((float(v) for rule in plain for v in rule.values if _is_number(v)), default=None)


def _costs(rows: Iterable[Judged]) -> float | None:
    """The most that a project may cost as a whole."""
    told = [j.rule for j in rows if j.rule.conditions.get("of") == "total_costs_eur" and "if" not in j.rule.conditions]
    return max((float(r.number) for r in told if r.operator in ("<", "<=") and r.number is not None), default=None)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _stages(rows: Iterable[Judged]) -> int | None:
    numbers = [j.rule.number for j in rows if j.rule.conditions.get("of") == "stages" and j.rule.number]
    return round(max(numbers)) if numbers else None


def _next_deadline(judged: Judgement, call: Call, on: date, least_days: int) -> str | None:
    """The first last day that leaves as many days as an application takes, or else the first that is not over, or the
    last of all."""
    own = _days_to_apply(judged)
    named = [*(j.rule.values[0] for j in own if j.rule.values), *filter(None, (call.deadline, call.deadline_2))]
    known: list[str] = []
    for text in named:
        try:
            dates.last_day(text)
        except InvalidRecord:
            continue
        known.append(text)
    ahead = [text for text in known if dates.last_day(text) >= on]
    in_time = [text for text in ahead if (dates.last_day(text) - on).days >= least_days]
    return min(in_time or ahead, default=max(known, default=None))
