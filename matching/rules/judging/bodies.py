"""What the applicants are: types that may apply, roles that some of them fill, and who may lead."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from graph.said import Said, said, said_many
from matching.rules.asking.situation import Body
from matching.rules.judging.body_types import PARTS, counts_as, counts_as_any, sort_of
from matching.rules.judging.case import BESIDE, LEADS, Case, Finding, enough, lead_of, of_truth
from matching.rules.rule import Rule
from matching.rules.terms import term
from matching.rules.three_valued import NO, UNKNOWN, YES

#: Roles that a fact about a body decides, and whether only a city fills them.
_BY_FACT: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        "mission_city": ("mission_city", True),
        "entity_from_mission_city": ("mission_city", False),
        "former_uia_city": ("uia_city", True),
        "urbact_good_practice_city": ("urbact_good_practice", True),
        "ten_t_urban_node": ("ten_t_urban_node", False),
        "entity_from_adaptation_charter_signatory": ("adaptation_charter", False),
        "local_or_regional_authority_disaster_response": ("disaster_response_authority", False),
    }
)
#: Several roles that are counted together: how many of each.
_SEVERAL: Mapping[str, tuple[tuple[int, str], ...]] = MappingProxyType(
    {"2_cso+2_youth_ngo": ((2, "civil_society_organisation"), (2, "youth_ngo"))}
)

_MOST = said("There are {have}, at most {wanted} may be.")

#: Of the policies of a project, those whose authority takes part.
RESPONSIBLE = "policy_instruments_with_responsible_authority"


def fills(body: Body, role: str) -> int:
    """Whether the body fills a role that a rule counts."""
    if body.role in BESIDE:
        return NO
    if role in _BY_FACT:
        fact, city = _BY_FACT[role]
        answer = of_truth(body.truth(fact))
        kind = counts_as(body.type, "city") if city and body.type is not None else YES
        if role == "local_or_regional_authority_disaster_response" and body.type is not None:
            kind = max(counts_as(body.type, "local_or_regional_authority"), counts_as(body.type, role))
        return min(answer, kind)
    if body.role is not None and body.role == role:
        return YES
    return counts_as(body.type, role)


#: People of a body, who apply in its stead.
PEOPLE = frozenset({"individual_from_urban_authority", "elected_local_or_regional_representative"})


def judge_type(rule: Rule, case: Case) -> Finding:
    """What the applicant is (`in`, `includes`, `not`), or how many bodies fill a role (`>=`, `<=`)."""
    if rule.operator in (">=", "<=") or rule.role:
        return _judge_role(rule, case)
    body = case.situation.applicant
    answer = counts_as_any(body.type, rule.values)
    if rule.operator == "not":
        answer = -counts_as_any(body.type, rule.values)
    if rule.operator == "includes" and answer == NO:
        answer = UNKNOWN  # they are named among others
    if "urban_authority" in rule.values and answer == YES and body.word("degurba") == "3":
        answer = UNKNOWN
    if sort_of(body.type) in PARTS:
        return Finding(NO, said("A part of a municipality cannot apply for itself."))
    if answer != UNKNOWN:
        return Finding(answer, said("It is such a body.") if answer == YES else said("It is no such body."))
    missing = "legal_type" if body.type is None else None
    if body.type is not None and all(value in PEOPLE for value in rule.values):
        return Finding(UNKNOWN, said("Not the body itself applies, but somebody who works or was elected there."))
    return Finding(UNKNOWN, said("Whether it counts as such a body, the text has to tell."), missing)


def _judge_role(rule: Rule, case: Case) -> Finding:
    of = rule.conditions.get("of")
    if of == RESPONSIBLE:
        return _share(rule, case)
    if of is not None or not rule.role:
        return Finding(UNKNOWN, said("This concerns the project, not the town: read the call's text."), to_read=True)
    if "per" in rule.conditions:
        return Finding(
            UNKNOWN, said("This is counted for each place of the project: read the call's text."), to_read=True
        )
    if rule.operator == "<=":
        return _at_most(rule, case)
    findings = [_at_least(n, role, case) for n, role in in_several(rule)]
    return min(findings, key=lambda finding: finding.answer)


def in_several(rule: Rule) -> Sequence[tuple[float, str]]:
    """The roles that the rule counts, each with how many are asked for."""
    return _SEVERAL.get(rule.role or "", ((rule.number or 1, rule.role or ""),))


def _at_least(wanted: float, role: str, case: Case) -> Finding:
    answers = [fills(body, role) for body in case.situation.bodies]
    sure, possible = answers.count(YES), sum(answer != NO for answer in answers)
    if sure >= wanted:
        return enough(sure, wanted)
    more, open_ = math.ceil(wanted - sure), case.situation.partners is None
    needed = said_many("{count} more is needed: {role}.", "{count} more are needed: {role}.")
    own = _BY_FACT.get(role, ("", False))[0]
    missing = own if own and case.situation.applicant.truth(own) is None else "partners" if open_ else "partners.type"
    answer = NO if not open_ and possible < wanted else UNKNOWN
    return Finding(answer, needed.fill(count=more, role=term(role)), missing if answer == UNKNOWN else None, more=more)


def _at_most(rule: Rule, case: Case) -> Finding:
    limit = rule.number
    answers = [fills(body, rule.role) for body in case.situation.bodies]
    sure, possible = answers.count(YES), sum(answer != NO for answer in answers)
    if limit is None:
        return Finding(UNKNOWN, said("The text leaves the number to another document."), to_read=True)
    if sure > limit:
        return Finding(
            NO, said("There are {have}, at most {wanted} may be.", have=sure, wanted=round(limit)), fatal=True
        )
    if case.situation.partners is None or possible > limit:
        return Finding(UNKNOWN, said("It depends on the partners."), "partners")
    return Finding(YES, _MOST.fill(have=sure, wanted=round(limit)))


def _share(rule: Rule, case: Case) -> Finding:
    have, wanted = case.situation.project("policy_responsible_share"), rule.number
    if have is None or wanted is None:
        return Finding(UNKNOWN, said("The share is not known."), "policy_responsible_share")
    have = have / 100 if have > 1 else have
    reason = said("It is {have:.0%}; at least {wanted:.0%} are asked for.", have=have, wanted=wanted)
    return Finding(YES if have >= wanted else NO, reason)


def judge_lead(rule: Rule, case: Case) -> Finding:
    """Whether the lead partner is what the rule asks for; it binds nobody but the lead."""
    situation = case.situation
    lead = lead_of(situation)
    if lead is not None:
        answer, missing = _may_lead(rule, lead)
        reason = said("The lead is such a body.") if answer == YES else said("The lead is no such body.")
        if answer == UNKNOWN:
            reason = said("Whether the lead is such a body is not known.")
        own = lead is situation.applicant
        return Finding(answer, reason, missing if own or answer != UNKNOWN else "partners.type")
    if situation.role is not None and situation.role not in LEADS:
        return Finding(YES, said("This binds the lead only; you take part in another role."))
    answer, missing = _may_lead(rule, situation.applicant)
    if answer == YES:
        return Finding(YES, said("You could lead; as a partner you need not."))
    others = [_may_lead(rule, body)[0] for body in situation.partners or ()]
    if YES in others:
        return Finding(YES, said("One of the partners could lead."))
    if situation.partners and answer == NO and all(other == NO for other in others):
        return Finding(NO, _lead_wanted(rule), more=1)
    return Finding(UNKNOWN, _lead_wanted(rule), missing or "role")


def _lead_wanted(rule: Rule) -> Said:
    if rule.operator == "not":
        return said("A lead partner from another country is needed.")
    role = tuple(term(name) for name in ((rule.role,) if rule.role else rule.values))
    return said("A lead partner of this kind is needed: {role}.", role=role)


def _may_lead(rule: Rule, body: Body) -> tuple[int, str | None]:
    if rule.operator == "not":
        barred = rule.conditions.get("country", "")
        return (UNKNOWN, "country") if body.country is None else (NO if body.country == barred else YES, None)
    answer = max((fills(body, value) for value in rule.values), default=UNKNOWN)
    fact = next((_BY_FACT[value][0] for value in rule.values if value in _BY_FACT), "legal_type")
    return answer, fact if answer == UNKNOWN else None
