"""Rules that concern a consortium: what its members add up to, counted with care for what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from matching.rules.applicants import Asked
from matching.rules.counting import Count
from matching.rules.kinds.all import kind_of
from matching.rules.rule import Rule
from matching.rules.three_valued import UNKNOWN


def count_of(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count | None:
    """What the rule counts among the applicants; None where the program cannot count it.

    `rules` are all rules of the call: only applicants from the countries that they name count. An independent body is
    one applicant; a territory counts as its state (Réunion as France).
    """
    count = kind_of(rule.clause, rule.kind).count
    return None if count is None else count(rule, rules, asked)


def consortium_answer(rule: Rule, rules: Sequence[Rule], asked: Asked) -> int:
    """Whether the applicants together meet the rule. Where it may not apply (`certain` is False), no NO."""
    count = count_of(rule, rules, asked)
    answer = UNKNOWN if count is None else count.answer
    return answer if rule.certain else max(answer, UNKNOWN)


def all_applicants_answer(rule: Rule, asked: Asked) -> int | None:
    """The answer to a rule that every applicant has to meet; None for rules that do not ask it of all of them."""
    together = kind_of(rule.clause, rule.kind).together
    return None if together is None else together(rule, asked)
