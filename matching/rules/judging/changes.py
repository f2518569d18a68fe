"""What would turn the answer to yes: the smallest sets of changes, each run through the rules again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph.said import Said, said
from matching.rules.asking.fields import FIELDS, label
from matching.rules.asking.situation import Body, Situation
from matching.rules.country_sets import country_sets, state_of
from matching.rules.judging.case import LEADS
from matching.rules.judging.documents import DOCUMENTS
from matching.rules.judging.outcome import Change, Judged, Judgement
from matching.rules.judging.rules_of import RuleBook
from matching.rules.terms import term
from matching.rules.three_valued import NO, YES
from matching.types import Language
from matching.words.told import told
from matching.words.written import country_name

#: Sets are no larger than this, and no more of them are told.
LARGEST, TOLD = 3, 6
#: Facts that can be made, where they are missing; others can only turn out to be so.
_MADE = frozenset(DOCUMENTS.values())


@dataclass(frozen=True, slots=True)
class _Step:
    """One change: a fact of the applicant, a partner, or a member of the grouping that joins. `after` comes first."""

    name: str
    told: Said
    fact: object = None
    partner: Body | None = None
    member: Body | None = None
    after: str | None = None


def changes(book: RuleBook, situation: Situation, language: Language = "en") -> tuple[Change, ...]:
    """The smallest sets of at most three changes that turn the answer to yes, those of fewest changes first.

    Where a call is only expected, they would turn it to yes if it were open; of a call that has closed there are none.
    """
    now = Judgement.of(book, _at_stage(situation))
    if now.verdict == YES or now.deadline == NO:
        return ()
    steps = list(_steps(book, situation, now, language))
    found: list[frozenset[str]] = []
    kept: list[Change] = []
    for size in range(1, LARGEST + 1):
        for chosen in combinations(steps, size):
            names = frozenset(step.name for step in chosen)
            if any(smaller <= names for smaller in found) or any(s.after and s.after not in names for s in chosen):
                continue
            if _goal(book, _changed(situation, chosen), now.deadline):
                found.append(names)
                kept.append(_change(situation, chosen, language))
    return tuple(kept[:TOLD])


def _at_stage(situation: Situation) -> Situation:
    return situation if situation.stage else replace(situation, stage="apply")


def _goal(book: RuleBook, situation: Situation, deadline: int) -> bool:
    judged = Judgement.of(book, _at_stage(situation))
    return (judged.verdict if deadline == YES else judged.but_for_the_date) == YES


def _changed(situation: Situation, steps: Sequence[_Step]) -> Situation:
    stated = dict(situation.applicant.stated)
    stated.update({step.name: step.fact for step in steps if step.partner is None and step.member is None})
    partners = tuple(step.partner for step in steps if step.partner is not None)
    members = tuple(step.member for step in steps if step.member is not None)
    return replace(
        situation,
        applicant=Body(stated, situation.applicant.name),
        partners=(*(situation.partners or ()), *partners) if partners else situation.partners,
        grouping=(*(situation.grouping or ()), *members) if members else situation.grouping,
    )


def _change(situation: Situation, steps: Sequence[_Step], language: Language) -> Change:
    after = _changed(situation, steps)
    facts: dict[str, object] = {s.name: s.fact for s in steps if s.partner is None and s.member is None}
    joined = {
        "partners": (after.partners, situation.partners),
        "grouping": (after.grouping, situation.grouping),
    }
    for name, (bodies, now) in joined.items():
        if bodies is not None and bodies != now:
            facts[name] = [_as_stated(body) for body in bodies]
    return Change(facts=facts, told=tuple(told(step.told, language) for step in steps))


def _as_stated(body: Body) -> dict[str, object]:
    """A body by the names that questions have."""
    names = {"legal_type": "type"} if "country" in body.stated else {}
    return {names.get(name, name): value for name, value in body.stated.items() if value is not None}


def _steps(book: RuleBook, situation: Situation, now: Judgement, language: Language) -> Iterator[_Step]:
    open_ = [j for j in now.rows if j.counts and j.finding.answer != YES and j.rule.kind != "deadline"]
    seen: set[str] = set()
    for j in open_:
        for step in _of_facts(j, situation):
            if step.name not in seen:
                seen.add(step.name)
                yield step
    yield from _of_partners(open_, now, language)


def _of_facts(j: Judged, situation: Situation) -> Iterator[_Step]:
    """Facts about the applicant or its project that would meet one rule."""
    rule, applicant = j.rule, situation.applicant
    fact = j.finding.missing
    if rule.kind == "requires_document":
        fact = DOCUMENTS.get(rule.values[0]) if rule.values else None
        if fact == "pic" and applicant.word("pic") is None:
            yield _Step("pic_validated", said("get this: {fact}", fact=label("pic_validated")), True)
        elif fact is not None and (fact in _MADE or applicant.truth(fact) is None):
            yield _Step(fact, said("get this: {fact}", fact=label(fact)), True)
        return
    if rule.kind == "lead_type" and situation.role in (None, *LEADS):
        yield _Step("role", said("take part as a partner, not as the lead"), "partner")
    if fact is not None and fact in FIELDS and FIELDS[fact].sort == "truth" and applicant.truth(fact) is None:
        yield _Step(fact, said("if it turns out to be so: {fact}", fact=label(fact)), True)
    if rule.kind == "population_min" and "of" not in rule.conditions and applicant.number("population") is None:
        reason = said("if it has {count:,} inhabitants or more", count=round(rule.number or 0))
        yield _Step("population", reason, rule.number)
    if rule.kind == "degurba" and rule.values and applicant.word("degurba") is None:
        reason = said("if its degree of urbanisation is {values}", values=rule.values)
        yield _Step("degurba", reason, rule.values[0])
    if rule.conditions.get("or") == "article_11_city" and applicant.truth("article_11_city") is None:
        yield _Step("article_11_city", said("if it turns out to be so: {fact}", fact=label("article_11_city")), True)
    if rule.conditions.get("of") == "grouping_total" and rule.number is not None:
        lacking = rule.number - sum(body.number("population") or 0 for body in (applicant, *(situation.grouping or ())))
        member = Body({"population": max(lacking, 1.0), "degurba": "2"})
        reason = said("apply as a grouping with neighbours of DEGURBA 1 or 2 that bring {count:,} inhabitants")
        yield _Step("grouping", reason.fill(count=round(max(lacking, 1))), member=member)
    if rule.kind in ("duration_max_months", "grant_max_eur", "grant_min_eur", "other") and j.finding.answer == NO:
        yield from _of_figures(j)


def _of_figures(j: Judged) -> Iterator[_Step]:
    names = {"duration_max_months": "duration_months", "grant_max_eur": "requested_grant_eur"}
    names |= {"grant_min_eur": "requested_grant_eur", "other": j.rule.conditions.get("of", "")}
    fact = names[j.rule.kind]
    if fact in FIELDS and FIELDS[fact].sort == "number" and j.rule.number is not None:
        yield _Step(fact, said("{fact}: {count:,}", fact=label(fact), count=round(j.rule.number)), j.rule.number)


def _of_partners(open_: Sequence[Judged], now: Judgement, language: Language) -> Iterator[_Step]:
    """Partners from countries that are not there yet, and of the types that are counted."""
    wanting = [j for j in open_ if j.rule.concern == "consortium" and j.finding.more]
    if not wanting:
        return
    present = {state_of(b.country) for b in now.case.situation.bodies if b.country}
    named = [c for j in wanting for c in j.rule.conditions.get("of", "").split(",") if len(c) == 2 and c.isupper()]
    members = [c for c, entry in sorted(country_sets()["EU27"].items()) if entry.counts_as is None]
    countries = [c for c in dict.fromkeys((*named, *members)) if c not in present]
    roles = [j.rule.role for j in wanting if j.rule.kind == "applicant_type" and j.rule.role]
    before: str | None = None
    for number, country in enumerate(countries[:LARGEST]):
        name = f"partner {number + 1}"
        role = roles[min(number, len(roles) - 1)] if roles else None
        stated: dict[str, object] = {"country": country, "legal_type": role or "municipality"}
        if role in ("mission_city", "entity_from_mission_city"):
            stated |= {"legal_type": "municipality", "mission_city": True}
        body = Body(stated)
        such = country_name(country, language)
        reason = said("find a partner from another country, such as {country}").fill(country=such)
        if role:
            reason = said("find a partner: {role}, from another country, such as {country}").fill(
                role=term(role), country=such
            )
        yield _Step(name, reason, partner=body, after=before)
        before = name
