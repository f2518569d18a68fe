"""May this town take part in this call? Answered rule by rule, in three values, with the words of the rule beside it.

Rules are data (`graph.model.Clause`). Those that concern the town decide; those that concern the consortium count only
when partners are named, and are told as what is still needed otherwise; of several routes one is enough; rules about
the project, and wishes, are for a person to read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.rules.applicants import Applicants, Asked
from matching.rules.clauses import rules_of_call, rules_of_programme
from matching.rules.consortium_rules import all_applicants_answer, consortium_answer
from matching.rules.country_rules import country_group
from matching.rules.groups import of_agglomeration
from matching.rules.kinds.requires_document import DOCUMENTS
from matching.rules.lacking import COUNTED, in_partners, lacks
from matching.rules.reasons import VERDICTS, clause_verdict
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES, Answers, all_of, any_of, same, whole_way
from matching.rules.town_rules import town_answers
from matching.types import ClauseVerdict, Eligibility, Language, Place, Verdict
from matching.words.told import told


def assess(
    snapshot: Snapshot,
    town: int | Place,
    call: int,
    *,
    on: date,
    partners: Sequence[int] = (),
    language: Language = "en",
) -> Eligibility:
    """May the town (an index, or a place outside the register) take part in the call on the day, with these partners?

    The call's own rules and those of its programmes are judged. Without partners the answer is about the town alone.
    With partners it is never worse: what the group still lacks stands in `needed`, for others may join.
    """
    asked = Asked(Applicants.of(snapshot, town, partners), on)
    return _eligibility(rules_of_call(snapshot, call, on), asked, language)


def assess_programme(
    snapshot: Snapshot,
    town: int | Place,
    programme: int,
    *,
    on: date,
    partners: Sequence[int] = (),
    language: Language = "en",
) -> Eligibility:
    """May the town take part in the programme, whatever the call? As `assess`, but deadlines do not count.

    They are those of earlier calls, and are told in `to_read`.
    """
    asked = Asked(Applicants.of(snapshot, town, partners), on)
    rules = rules_of_programme(snapshot, programme, on)
    earlier = [r for r in rules if r.concern == "call"]
    found = _eligibility([r for r in rules if r.concern != "call"], asked, language)
    deadlines = tuple(_earlier_deadline(r, rules, asked, language) for r in earlier)
    return Eligibility(
        verdict=found.verdict,
        clauses=found.clauses,
        summary=found.summary,
        needed=found.needed,
        to_read=(*deadlines, *found.to_read),
    )


def may_take_part(snapshot: Snapshot, call: int, *, on: date) -> Answers:
    """For every municipality, alone: 1 yes, 0 unknown, −1 no, shape (municipalities,), int8. Equals `assess`."""
    asked = Asked(Applicants.everyone(snapshot), on)
    rules = rules_of_call(snapshot, call, on)
    return _joined(rules, lambda rule: town_answers(rule, asked), asked)


def _eligibility(rules: Sequence[Rule], asked: Asked, language: Language) -> Eligibility:
    together = asked.size > 1
    answers = {rule.clause: _answer(rule, rules, asked, together) for rule in rules}
    verdict = max(_verdict(rules, group) for group in _groups(rules, asked))

    def judge(rule: Rule) -> ClauseVerdict:
        answer = answers[rule.clause]
        if answer == OPEN and rule.concern == "consortium" and _alone_enough(rule, rules, asked):
            answer = YES
        return clause_verdict(rule, rules, asked, answer, language)

    order = ("town", "call", "consortium")
    judged = [r for concern in order for r in rules if r.concern == concern and not _beside(r, answers)]
    clauses = tuple(judge(rule) for rule in judged)
    closed = _closed_routes(rules, answers)
    wanting = {r.clause for r in judged if r.concern == "consortium" and not r.number_unknown}
    unmet = [c for c in clauses if c.clause in wanting and c.verdict is not Verdict.YES and c.route not in closed]
    if together:  # what is only not known of the partners is to be settled, not needed
        unmet = [c for c in unmet if c.verdict is Verdict.NO or c.route]
    needed = tuple(dict.fromkeys(c.why for c in unmet))
    return Eligibility(
        verdict=VERDICTS[verdict],
        clauses=clauses,
        summary=_summary(verdict, clauses, _in_one(rules, unmet, asked, language), asked, language),
        needed=needed,
        to_read=tuple(judge(rule) for rule in rules if rule.concern in ("project", "wish")),
    )


def _in_one(rules: Sequence[Rule], unmet: Sequence[ClauseVerdict], asked: Asked, language: Language) -> tuple[str, ...]:
    """What is needed, told at once where it is partners, countries and Member States: one partner can bring all."""
    counted = {r.clause for r in rules if r.kind in COUNTED and r.certain}
    partners = in_partners(lacks(rules, asked))
    told_at_once = () if partners is None else (told(partners, language),)
    rest = [c.why for c in unmet if c.clause not in counted or partners is None]
    return tuple(dict.fromkeys((*told_at_once, *rest)))


def _verdict(rules: Sequence[Rule], asked: Asked) -> int:
    """The verdict for exactly these applicants."""
    answers = {rule.clause: _answer(rule, rules, asked, asked.size > 1) for rule in rules}
    return int(_joined(rules, lambda rule: same(answers[rule.clause], 1), asked.first)[0])


def _groups(rules: Sequence[Rule], asked: Asked) -> list[Asked]:
    """The groups that the town may apply in: all, those whom no rule shuts out, those who surely fulfil all, itself.

    Nobody has to apply with everyone named, and more partners may come: so naming one never makes a verdict worse.
    """
    if asked.size == 1:
        return [asked]
    each = [rule for rule in rules if all_applicants_answer(rule, asked) is not None]
    worst = np.min([town_answers(rule, asked) for rule in each], axis=0) if each else same(YES, asked.size)
    return [asked, asked.those(worst != NO), asked.those(worst == YES), asked.first]


def _answer(rule: Rule, rules: Sequence[Rule], asked: Asked, together: bool) -> int:
    """The answer to one rule for the first applicant: alone, or together with the others."""
    alone = int(town_answers(rule, asked.first)[0])
    if not together:
        return alone
    of_all = all_applicants_answer(rule, asked)
    if of_all is not None:
        return of_all
    if rule.concern != "consortium" or of_agglomeration(rule):
        return alone
    return consortium_answer(rule, rules, asked)


def _alone_enough(rule: Rule, rules: Sequence[Rule], asked: Asked) -> bool:
    """Whether the town by itself is all that the rule asks for (one applicant, one Member State)."""
    grouping = rule.conditions.get("of") in ("grouping_total", "agglomeration_total")
    return not grouping and consortium_answer(rule, rules, asked) == YES


def _joined(rules: Sequence[Rule], answer: Callable[[Rule], Answers], asked: Asked) -> Answers:
    """The answers of all rules that decide, joined: all must hold, but of the routes one is enough."""
    deciding = [r for r in rules if r.concern in ("town", "call", "consortium")]
    single = [answer(r) for r in deciding if "route" not in r.conditions and r.kind != "country_set"]
    names = dict.fromkeys(r.conditions["route"] for r in deciding if "route" in r.conditions)
    ways = [whole_way([answer(r) for r in deciding if r.conditions.get("route") == name], asked.size) for name in names]
    joined = all_of([country_group(rules, asked), *single, any_of(ways, asked.size)], asked.size)
    joined[joined == OPEN] = UNKNOWN
    return joined


def _closed_routes(rules: Sequence[Rule], answers: dict[str, int]) -> set[str]:
    """The routes that need no partners to be found: impossible for this town, or beside one that is open already."""
    ways: dict[str, list[int]] = {}
    for rule in rules:
        if "route" in rule.conditions:
            ways.setdefault(rule.conditions["route"], []).append(answers[rule.clause])
    joined = {name: int(whole_way([same(a, 1) for a in steps], 1)[0]) for name, steps in ways.items()}
    if YES in joined.values():
        return set(joined)
    return {name for name, answer in joined.items() if answer == NO}


def _beside(rule: Rule, answers: dict[str, int]) -> bool:
    """A rule that only widens the circle, for a town that it does not name."""
    return rule.kind == "country_set" and rule.operator == "includes" and answers[rule.clause] == OPEN


def _earlier_deadline(rule: Rule, rules: Sequence[Rule], asked: Asked, language: Language) -> ClauseVerdict:
    verdict = clause_verdict(rule, rules, asked, int(town_answers(rule, asked.first)[0]), language)
    earlier = said("The last call that we know; ask the programme for the next one.")
    return ClauseVerdict(
        clause=verdict.clause,
        requirement=verdict.requirement,
        verdict=Verdict.UNKNOWN,
        why=" ".join((verdict.why, told(earlier, language))),
        source=verdict.source,
        quote=verdict.quote,
        concern="call",
        as_of=verdict.as_of,
    )


def _summary(
    verdict: int, clauses: Sequence[ClauseVerdict], needed: Sequence[str], asked: Asked, language: Language
) -> str:
    if verdict == YES:
        text = _yes(clauses, asked, language)
    elif verdict == NO:
        text = _no(clauses, language)
    else:
        text = _perhaps(clauses, asked, language)
    return " ".join([told(text, language), *needed])


def _yes(clauses: Sequence[ClauseVerdict], asked: Asked, language: Language) -> Said:
    name = asked.applicants.name(language)
    if asked.size > 1 and all(clause.verdict is Verdict.YES for clause in clauses):
        return said("Yes: {name} and these partners meet every rule that we know.", name=name)
    return said("Yes: {name} meets every rule about towns that we know.", name=name)


def _no(clauses: Sequence[ClauseVerdict], language: Language) -> Said:
    reason = said("{requirement}: {why}")
    against = [reason.fill(requirement=c.requirement, why=c.why) for c in clauses if c.verdict is Verdict.NO]
    return said("No. {reasons}", reasons=" ".join(dict.fromkeys(told(sentence, language) for sentence in against)))


def _perhaps(clauses: Sequence[ClauseVerdict], asked: Asked, language: Language) -> Said:
    unsure = [c for c in clauses if c.verdict is Verdict.UNKNOWN and (c.concern != "consortium" or asked.size > 1)]
    if not unsure:
        nothing = said("Open: we know of nothing that speaks against it, but of no rule about {name} alone either.")
        return nothing.fill(name=asked.applicants.name(language))
    points = "; ".join(dict.fromkeys(c.requirement for c in unsure))
    if all(c.missing in DOCUMENTS for c in unsure):
        return said("Probably yes. Still to be brought: {points}.", points=points)
    return said("Open: we know of nothing that speaks against it. To be settled: {points}.", points=points)
