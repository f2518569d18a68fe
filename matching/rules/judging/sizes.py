"""Inhabitants and degrees of urbanisation: of the applicant, its agglomeration, the grouping that applies as one."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import Said, said
from matching.rules.asking.situation import Body, Situation
from matching.rules.asking.words import truth
from matching.rules.judging.case import Case, Finding
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES
from matching.words.degrees import degree as degree_told

_INFORMAL = ("informal", "loose", "no_", "not_", "without")


def judge_population(rule: Rule, case: Case) -> Finding:
    """A least number of inhabitants."""
    wanted, situation = rule.number, case.situation
    if wanted is None:
        return Finding(UNKNOWN, said("The text leaves the number to another document."), to_read=True)
    of = rule.conditions.get("of")
    if of == "agglomeration_total":
        return _of_agglomeration(situation, "population", wanted)
    if of == "grouping_total":
        return _of_grouping(situation, wanted)
    if wanted == 0:
        return Finding(YES, said("There is no smallest size."))
    have = situation.applicant.number("population")
    if have is None:
        return Finding(UNKNOWN, said("The number of inhabitants is not known."), "population")
    return Finding(YES if have >= wanted else NO, _compared(have, wanted))


def _compared(have: float, wanted: float) -> str:
    return said("{have:,} inhabitants; at least {wanted:,} are asked for.", have=round(have), wanted=round(wanted))


def _of_agglomeration(situation: Situation, figure: str, wanted: float) -> Finding:
    """A figure of the organised agglomeration: it has to have a legal status, and the figure has to be stated."""
    stated = situation.agglomeration
    if stated is None:
        reason = said("Whether it belongs to an organised agglomeration, and of what size, is not known.")
        return Finding(UNKNOWN, reason, "agglomeration")
    status = legal_status(stated)
    if status is False:
        return Finding(NO, said("The agglomeration has no legal status of its own."))
    have = stated.number(figure)
    if have is None:
        return Finding(UNKNOWN, said("The figures of the agglomeration are not known."), f"agglomeration.{figure}")
    if figure != "population":
        have = have / 100 if have > 1 else have
        reason = said("{have:.1%} of the inhabitants; at least {wanted:.0%} are asked for.", have=have, wanted=wanted)
    else:
        reason = said(
            "{have:,} inhabitants; at least {wanted:,} are asked for.", have=round(have), wanted=round(wanted)
        )
    if have < wanted:
        return Finding(NO, reason)
    if status is None:
        unsure = said("The figures suffice; whether the agglomeration has a legal status is not known.")
        return Finding(UNKNOWN, unsure, "agglomeration.legal_status")
    return Finding(YES, reason)


def legal_status(agglomeration: Body) -> bool | None:
    """Whether the agglomeration has a legal status; a name of one says that it has."""
    text = agglomeration.word("legal_status")
    if text is None:
        return None
    plain = truth(text)
    return plain if plain is not None else not text.startswith(_INFORMAL)


def members(situation: Situation) -> tuple[Body, ...]:
    """Who makes the grouping: the applicant and the others that are named, of its own country."""
    own = situation.applicant.country
    return (situation.applicant, *(b for b in situation.grouping or () if b.country in (None, own) or own is None))


def _of_grouping(situation: Situation, wanted: float) -> Finding:
    sizes = [body.number("population") for body in members(situation)]
    known = sum(size for size in sizes if size is not None)
    reason = said(
        "Together {have:,} inhabitants; at least {wanted:,} are asked for.", have=round(known), wanted=round(wanted)
    )
    if known >= wanted:
        return Finding(YES, reason)
    if situation.grouping is None:
        lacking = said(
            "A way is a grouping with others that bring {lacking:,} inhabitants.", lacking=round(wanted - known)
        )
        return Finding(UNKNOWN, lacking, "grouping" if sizes[0] is not None else "population")
    if None in sizes:
        return Finding(UNKNOWN, reason, "population" if sizes[0] is None else "grouping.population")
    return Finding(NO, reason)


def judge_degurba(rule: Rule, case: Case) -> Finding:
    """The degree of urbanisation: of the applicant, of every member of the grouping, or of most inhabitants."""
    situation = case.situation
    if rule.operator == ">=":
        return _of_agglomeration(situation, "share_degurba_1_2", rule.number or 1.0)
    if rule.conditions.get("of") == "every_member":
        return _every_member(rule, situation)
    applicant = situation.applicant
    degree, alternative = applicant.word("degurba"), rule.conditions.get("or")
    if degree in rule.values:
        return Finding(YES, _its(degree))
    also = applicant.truth(alternative) if alternative else False
    if also:
        return Finding(YES, said("It does not have the degree, but is an Article 11 city."))
    if degree is None:
        return Finding(UNKNOWN, said("The degree of urbanisation is not known."), "degurba")
    if any(degree in _degrees_of(other) for other in case.rules if other is not rule):
        return Finding(
            YES, said("It does not have the degree; for places of its degree another rule stands in for it.")
        )
    if also is None:
        return Finding(
            UNKNOWN, said("It does not have the degree; whether it is an Article 11 city is not known."), alternative
        )
    return Finding(NO, _its(degree))


def _its(degree: str) -> Said:
    return said("Its degree of urbanisation is {degree}.", degree=degree_told(degree))


def _degrees_of(rule: Rule) -> Sequence[str]:
    """The degrees of urbanisation that a rule holds for alone, where one about the town may stand in for another."""
    subject, _, wanted = rule.conditions.get("if", "").partition(":")
    return wanted.split(",") if subject == "degurba" and rule.concern == "town" and rule.number else ()


def _every_member(rule: Rule, situation: Situation) -> Finding:
    degrees: Sequence[str | None] = [body.word("degurba") for body in members(situation)]
    if any(degree is not None and degree not in rule.values for degree in degrees):
        return Finding(NO, said("Not every member has such a degree of urbanisation."))
    if degrees[0] is None:
        return Finding(UNKNOWN, said("The degree of urbanisation is not known."), "degurba")
    if situation.grouping is None:
        return Finding(UNKNOWN, said("It depends on who the other members of the grouping are."), "grouping")
    if None in degrees:
        return Finding(UNKNOWN, said("The degree of a member is not known."), "grouping.degurba")
    return Finding(YES, said("Every member has such a degree of urbanisation."))
