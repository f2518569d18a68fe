"""The answer to "may we take part?": one verdict for each stage, clause by clause, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graph.said import said
from matching.rules.asking.fields import who_gives
from matching.rules.asking.situation import STAGES, Body, Situation, Stage
from matching.rules.judging.all import judge, kind_of
from matching.rules.judging.body_types import counts_as
from matching.rules.judging.case import Case, Finding, When, lead_of
from matching.rules.judging.conditions import applies
from matching.rules.judging.countries import admitted, body_in, names_countries
from matching.rules.judging.documents import needed_by
from matching.rules.judging.rules_of import RuleBook, Status
from matching.rules.rule import PROGRAMME, RECORD, Rule
from matching.rules.three_valued import NO, UNKNOWN, YES
from matching.types import Concern, Language
from matching.words.told import told

Answer = Literal["yes", "no", "unknown"]
Together = Literal["complete", "incomplete", "barred"]
_ANSWERS: Mapping[int, Answer] = {YES: "yes", NO: "no", UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The fact that would decide a clause, by its name in the question, and who gives it."""

    fact: str
    who_gives: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAnswer:
    """The answer to one clause. `requirement` says in words what it asks for; `status` whether it counts, and why not;
    `needed_by` when it has to be met."""

    clause: str
    kind: str
    concern: Concern
    route: str | None
    verdict: Answer
    requirement: str
    reason: str
    missing: Missing | None
    needed_by: When
    source: str
    quote: str | None
    as_of: str | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A smallest set of what would have to be otherwise for a yes: field names, and what they would hold."""

    facts: Mapping[str, object]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """May we take part?

    `verdict` is that of the stage asked for (to apply, unless another is), `by_stage` both. `town` is the answer for
    the one that asks alone, whatever the deadline. `consortium` is complete, incomplete (others may still join), or
    barred (no joining helps). `clauses` are judged; `to_read` are for a person, or do not count (`status`).
    """

    verdict: Answer
    by_stage: Mapping[Stage, Answer]
    town: Answer
    consortium: Together
    clauses: tuple[ClauseAnswer, ...]
    to_read: tuple[ClauseAnswer, ...]
    changes: tuple[Change, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule with its finding, and how it stands to the question."""

    rule: Rule
    finding: Finding
    status: Status
    #: The answer if it were sure that the rule holds.
    likely: int = UNKNOWN

    @property
    def counts(self) -> bool:
        """Whether the verdict rests on it as well."""
        return self.status in ("in_force", "doubtful", "may_not_apply", "expected") and not self.finding.to_read


def assess(
    book: RuleBook, situation: Situation, language: Language = "en", digest: str = "", changes: Sequence[Change] = ()
) -> Assessment:
    """May they take part, clause by clause, and in both stages?"""
    judged = Judgement.of(book, situation)
    at = {stage: Judgement.of(book, replace(situation, stage=stage)) for stage in STAGES}
    by_stage = {stage: _ANSWERS[at[stage].verdict] for stage in STAGES}
    rows = [(one, _told(one, language)) for one in judged.rows]
    return Assessment(
        verdict=by_stage[situation.stage or "apply"],
        by_stage=by_stage,
        town=_ANSWERS[at[situation.stage or "apply"].town],
        consortium=judged.consortium,
        clauses=tuple(row for one, row in rows if one.counts and not _of_project(one)),
        to_read=tuple(row for one, row in rows if not one.counts or _of_project(one)),
        changes=tuple(changes),
        digest=digest,
    )


def _of_project(one: Judged) -> bool:
    """A figure of the project that the question does not state: it is told, and does not count."""
    return one.rule.concern == "project" and one.finding.answer == UNKNOWN and not _of_cover(one)


def _of_cover(one: Judged) -> bool:
    """What those who take part have to cover together: no figure that they choose, so that unknown gives no yes."""
    return one.rule.concern == "project" and one.counts and one.rule.kind in ("region_area", "applicant_type")


@dataclass(frozen=True, slots=True)
class Judgement:
    """All rules judged on one situation, and what they come to."""

    case: Case
    rows: tuple[Judged, ...]
    has_call: bool
    of_programme: bool = False

    @classmethod
    def of(cls, book: RuleBook, situation: Situation) -> Judgement:
        """Every rule with its finding. Judges look at the rules that may hold for the call."""
        call = book.call
        case = Case(
            situation=situation,
            rules=(),
            call=call.id if call else None,
            called=call.name if call else "",
            action_type=call.action_type if call else None,
        )
        holds = {r.clause: applies(r, case) for r in book.rules}
        standing = {r.clause: book.standing(r, situation.day) for r in book.rules}
        holding = [r for r in book.rules if standing[r.clause] in (None, "repeated") and holds[r.clause] != NO]
        case = replace(case, rules=holding)
        rows = tuple(_judged(r, standing[r.clause], holds[r.clause], case) for r in book.rules)
        if book.of_programme:
            rows = tuple(_of_one_round(j) for j in rows)
        return cls(case, rows, call is not None, book.of_programme)

    @property
    def town(self) -> int:
        """The answer for the one that asks: all rules about it, but of the routes one is enough."""
        own = [j for j in self.rows if j.counts and self._about_the_town(j)]
        single = [j.finding.answer for j in own if "route" not in j.rule.conditions and not _joined(j)]
        placed = any(j.rule.kind == "region_area" and j.finding.answer == YES for j in own)
        if not placed or any(j.rule.kind == "country_set" for j in own):
            single.append(admitted(self.case.situation.applicant, self.case))
        applicant, day = self.case.situation.applicant, self.case.situation.day
        counting = [j.rule for j in self.rows if j.counts and names_countries(j.rule)]
        if any(body_in(rule.conditions["of"].split(","), applicant, day) == NO for rule in counting):
            single.append(UNKNOWN)  # it is not among those who are counted; whether it may join them, nobody says
        stated = [j for j in self.rows if is_stated(j)]
        if of_our_list(stated) and not _for_towns(applicant):
            single.append(UNKNOWN)  # our list is of what towns can use: of others it says nothing
        named = [j.finding.answer for j in own if _includes(j)]
        if named and not any(j.rule.kind == "applicant_type" and j.rule.operator == "in" for j in own):
            single.append(max(named))
        routes: dict[str, list[int]] = {}
        for j in own:
            if "route" in j.rule.conditions:
                routes.setdefault(j.rule.conditions["route"], []).append(j.finding.answer)
        if routes:
            single.append(max(min(steps) for steps in routes.values()))
        if not stated:
            return min(single, default=UNKNOWN) if NO in single else UNKNOWN  # of no rule one cannot say that it is met
        return min(single, default=YES)

    def _about_the_town(self, j: Judged) -> bool:
        # Who leads and may not is out, whoever joins.
        situation = self.case.situation
        leads = j.rule.kind == "lead_type" and lead_of(situation) is situation.applicant
        return j.rule.concern == "town" or leads

    @property
    def consortium(self) -> Together:
        """Whether those who are named are enough."""
        answers = [j.finding for j in self.rows if j.counts and j.rule.concern == "consortium"]
        if any(finding.answer == NO and finding.fatal for finding in answers):
            return "barred"
        return "complete" if all(finding.answer == YES for finding in answers) else "incomplete"

    @property
    def deadline(self) -> int:
        """Whether one may still apply: of several days one is enough; rules that no call is asked for have none. Of a
        programme whose last round is over it is not known."""
        own = [
            j for j in self.rows if j.rule.kind == "deadline" and j.status not in ("earlier_round", "does_not_apply")
        ]
        if own:
            answer = max(j.finding.answer for j in own)
            return UNKNOWN if answer == NO and self.of_programme else answer
        rounds = any(j.rule.kind == "deadline" for j in self.rows)
        return UNKNOWN if rounds and not self.has_call else YES

    @property
    def wrong(self) -> bool:
        """Whether a figure of the project breaks a rule, or the one that means to be alone lacks somebody."""
        against = ("project", "consortium") if self.case.situation.alone else ("project",)
        return any(j.counts and j.rule.concern in against and j.finding.answer == NO for j in self.rows)

    @property
    def verdict(self) -> int:
        """May they take part as they are; NO only where nobody who joins can help, or where they mean to be alone."""
        return self._joined(self.deadline)

    @property
    def but_for_the_date(self) -> int:
        """The verdict if the call were open."""
        return self._joined(YES)

    def _joined(self, deadline: int) -> int:
        town, together = self.town, self.consortium
        if NO in (town, deadline) or self.wrong or together == "barred":
            return NO
        covered = all(j.finding.answer == YES for j in self.rows if _of_cover(j))
        return YES if town == YES and deadline == YES and together == "complete" and covered else UNKNOWN


def is_stated(j: Judged) -> bool:
    """Whether a yes can rest on it: a rule of a text about who takes part that surely holds, not the mere area of the
    programme, nor what another page says of another round."""
    who = j.rule.concern in ("town", "consortium") and j.rule.conditions.get("basis") != PROGRAMME
    return j.counts and j.status != "doubtful" and who


def of_our_list(stated: Sequence[Judged]) -> bool:
    """Whether of the rules on which a yes can rest each is told by our list of calls alone."""
    return all(j.rule.conditions.get("basis") == RECORD for j in stated)


def _judged(rule: Rule, status: Status | None, holds: int, case: Case) -> Judged:
    finding = judge(rule, case)
    if status in ("wish", "earlier_round", "expected"):
        return Judged(rule, finding, status)
    if holds == NO:
        return Judged(rule, replace(finding, answer=YES, missing=None), "does_not_apply")
    if status is None and finding.to_read:
        return Judged(rule, finding, "to_read")
    if holds == UNKNOWN:
        softened = replace(finding, answer=max(finding.answer, UNKNOWN), fatal=False)
        doubtful = "doubt" in rule.conditions or "nuts_assumed" in rule.conditions
        return Judged(rule, softened, status or ("doubtful" if doubtful else "may_not_apply"), finding.answer)
    return Judged(rule, finding, status or "in_force", finding.answer)


def _of_one_round(j: Judged) -> Judged:
    """The row, where a programme is asked for: the day of its last round is told as that of one round."""
    if j.rule.kind != "deadline" or j.finding.answer != NO or not j.counts:
        return j
    over = said("That round is over; when the next one opens is not known to us.")
    return replace(j, finding=Finding(NO, over))


def _for_towns(body: Body) -> bool:
    """Whether the body is, or may be, a local or regional authority."""
    return body.type is None or counts_as(body.type, "local_or_regional_authority") != NO


def _includes(j: Judged) -> bool:
    return j.rule.kind == "applicant_type" and j.rule.operator == "includes"


def _joined(j: Judged) -> bool:
    """Whether it is not judged by itself: countries go together, and of types named among others one is enough."""
    return j.rule.kind == "country_set" or _includes(j)


def _told(one: Judged, language: Language) -> ClauseAnswer:
    rule, finding = one.rule, one.finding
    missing = None
    if finding.missing is not None:
        missing = Missing(fact=finding.missing, who_gives=told(who_gives(finding.missing), language))
    return ClauseAnswer(
        clause=rule.clause.removeprefix("clause:"),
        kind=rule.kind,
        concern=rule.concern,
        route=rule.conditions.get("route"),
        verdict=_ANSWERS[finding.answer],
        requirement=told(kind_of(rule.clause, rule.kind).asks(rule, language), language),
        reason=told(finding.reason, language),
        missing=missing,
        needed_by=needed_by(rule),
        source=rule.source,
        quote=rule.quote,
        as_of=rule.as_of,
        status=one.status,
    )
