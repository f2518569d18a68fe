"""Why a rule is met, not met or not known to be: the words for one town and one rule."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import InvalidRecord
from matching.rules.applicants import Asked
from matching.rules.kinds.all import kind_of
from matching.rules.rule import Rule
from matching.rules.sentences import say
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES
from matching.rules.wording import Telling, Words
from matching.types import ClauseVerdict, Language, Verdict

VERDICTS = {YES: Verdict.YES, UNKNOWN: Verdict.UNKNOWN, NO: Verdict.NO, OPEN: Verdict.UNKNOWN}


def clause_verdict(rule: Rule, rules: Sequence[Rule], asked: Asked, answer: int, language: Language) -> ClauseVerdict:
    """The answer to one rule in words. `asked` are the town and its partners, `rules` all rules of the call.

    Raises InvalidRecord for a judged rule whose kind has no words.
    """
    requirement, why, missing = _words(Telling(rule, rules, asked, answer, language))
    if not rule.certain:
        for key in ("if", "except"):
            if key in rule.conditions:
                condition = rule.conditions[key].replace("_", " ").replace(":", " ").replace(",", ", ")
                why += say(key, language, condition=condition)
    return ClauseVerdict(
        clause=rule.clause,
        requirement=requirement,
        verdict=VERDICTS[answer],
        why=why,
        source=rule.source,
        missing=missing if answer in (UNKNOWN, OPEN) else None,
        quote=rule.quote,
        concern=rule.concern,
        route=rule.conditions.get("route"),
        as_of=rule.as_of,
    )


_TO_READ = {"project": "to-read", "wish": "wish"}


def _words(told: Telling) -> Words:
    rule, language = told.rule, told.language
    if rule.concern in _TO_READ:
        return _text(rule, language), say(_TO_READ[rule.concern], language), None
    words = kind_of(rule.clause, rule.kind).words
    if words is None:
        raise InvalidRecord(f"{rule.clause}: clauses of the kind {rule.kind!r} have no words")
    return words(told)


def _text(rule: Rule, language: Language) -> str:
    value = ", ".join([*rule.values, *(f"{key} {text}" for key, text in rule.conditions.items())])
    return say(
        "other-value",
        language,
        name=rule.name.removesuffix("_expected").replace("_", " "),
        operator={"has": "", "in": "", "includes": "", "==": "", ">=": "≥", "<=": "≤", "not": "≠"}.get(
            rule.operator, rule.operator
        ),
        value=value.replace("_", " "),
    ).replace("  ", " ")
