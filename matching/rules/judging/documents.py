"""Documents that are asked for, and when they have to be there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.said import said
from matching.rules.asking.situation import Body
from matching.rules.judging.case import Case, Finding, When, of_truth
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

#: Documents that a fact about the applicant stands for.
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "gender_equality_plan": "gender_equality_plan",
        "pic_validated": "pic_validated",
        "participant_register_entry": "pic",
        "approved_climate_or_energy_plan": "climate_plan",
        "climate_or_energy_plan": "climate_plan",
        "adaptation_charter_signature": "adaptation_charter",
        "article_11_strategy": "article_11_city",
    }
)
#: Documents that go by several names in the rules of a programme and of its calls.
_SAME: Mapping[str, str] = MappingProxyType({"letter_of_support_signed_by_mayor": "letter_of_political_support"})
_WHEN: Mapping[str, When] = MappingProxyType({"grant_signature": "grant_signature", "after_start": "after_start"})


def needed_by(rule: Rule) -> When:
    """When what the rule asks for has to be there: to apply, unless it says otherwise."""
    return _WHEN.get(rule.conditions.get("when", ""), "apply")


def is_same_document(own: Rule, inherited: Rule) -> bool:
    """Whether a call asks for the document that its programme asks for as well, from the same, and no later."""
    first, second = (_meant(rule) for rule in (own, inherited))
    if first != second or own.conditions.get("who") != inherited.conditions.get("who"):
        return False
    return needed_by(own) in ("apply", needed_by(inherited))


def _meant(rule: Rule) -> str:
    document = rule.values[0] if rule.values else ""
    return DOCUMENTS.get(document) or _SAME.get(document, document)


def judge_document(rule: Rule, case: Case) -> Finding:
    """Whether the document is there; what is due at grant signature is not needed to apply."""
    document = rule.values[0] if rule.values else ""
    fact = DOCUMENTS.get(document)
    due = needed_by(rule)
    if fact is None or due == "after_start":
        why = said("This is due after the start of the project.") if due == "after_start" else None
        return Finding(
            UNKNOWN, why or said("Nobody but you knows whether this is there: read the call's text."), to_read=True
        )
    answer = _has(fact, case.situation.applicant)
    there = {
        YES: said("It is there."),
        NO: said("It is not there."),
        UNKNOWN: said("Whether it is there is not known."),
    }
    missing = fact if answer == UNKNOWN else None
    if due == "apply" or case.situation.stage == "grant_signature" or answer == YES:
        return Finding(answer, there[answer], missing)
    later = said("{there} It has to be there by grant signature, not to apply.", there=there[answer])
    return Finding(YES if case.situation.stage == "apply" else UNKNOWN, later, fact)


def _has(fact: str, body: Body) -> int:
    if fact == "pic":  # a validated code is a code
        stated = body.word("pic")
        if stated is None:
            return YES if body.truth("pic_validated") else UNKNOWN
        return NO if stated.casefold() in ("no", "none", "false") else YES
    if fact == "pic_validated" and (body.word("pic") or "").casefold() in ("no", "none", "false"):
        return NO  # what does not exist is not validated
    return of_truth(body.truth(fact))
