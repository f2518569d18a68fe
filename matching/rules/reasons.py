"""Why a rule is met, not met or not known to be: the words for one town and one rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.errors import InvalidRecord
from graph.said import Said, said
from matching.rules.applicants import Asked
from matching.rules.kinds.all import kind_of
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES
from matching.rules.wording import Telling, Words
from matching.types import ClauseVerdict, Concern, Language, Verdict
from matching.words.told import told

VERDICTS = {YES: Verdict.YES, UNKNOWN: Verdict.UNKNOWN, NO: Verdict.NO, OPEN: Verdict.UNKNOWN}
#: What is said of rules for a person to read, by whom they concern.
_TO_READ: Mapping[Concern, Said] = {
    "project": said("This concerns the project, not the town: read the call's text."),
    "wish": said("The text wishes this; it is no condition."),
}
#: How operators are written; those that go without saying are not.
_OPERATORS: Mapping[str, str] = {"has": "", "in": "", "includes": "", "==": "", ">=": "≥", "<=": "≤", "not": "≠"}
#: What is said of a rule that may not apply, by the condition that is not known to hold.
_MAY_NOT_APPLY: Mapping[str, Said] = {
    "if": said("This holds only for: {condition}."),
    "except": said("This does not hold for: {condition}."),
}


def clause_verdict(rule: Rule, rules: Sequence[Rule], asked: Asked, answer: int, language: Language) -> ClauseVerdict:
    """The answer to one rule in words. `asked` are the town and its partners, `rules` all rules of the call.

    Raises InvalidRecord for a judged rule whose kind has no words.
    """
    requirement, why, missing = _words(Telling(rule, rules, asked, answer, language))
    sentences = [why, *_conditions(rule)]
    return ClauseVerdict(
        clause=rule.clause,
        requirement=told(requirement, language),
        verdict=VERDICTS[answer],
        why=" ".join(told(sentence, language) for sentence in sentences),
        source=rule.source,
        missing=missing if answer in (UNKNOWN, OPEN) else None,
        quote=rule.quote,
        concern=rule.concern,
        route=rule.conditions.get("route"),
        as_of=rule.as_of,
    )


def _conditions(rule: Rule) -> list[Said]:
    if rule.certain:
        return []
    return [
        sentence.fill(condition=rule.conditions[key].replace("_", " ").replace(":", " ").replace(",", ", "))
        for key, sentence in _MAY_NOT_APPLY.items()
        if key in rule.conditions
    ]


def _words(telling: Telling) -> Words:
    rule = telling.rule
    if rule.concern in _TO_READ:
        return _text(rule), _TO_READ[rule.concern], None
    words = kind_of(rule.clause, rule.kind).words
    if words is None:
        no_words = said("{clause}: clauses of the kind {kind!r} have no words")
        raise InvalidRecord(no_words.fill(clause=rule.clause, kind=rule.kind))
    return words(telling)


def _text(rule: Rule) -> Said:
    value = ", ".join([*rule.values, *(f"{key} {text}" for key, text in rule.conditions.items())])
    value = value.replace("_", " ").replace("  ", " ")
    name = rule.name.removesuffix("_expected").replace("_", " ")
    operator = _OPERATORS.get(rule.operator, rule.operator)
    if not operator:
        return said("{name}: {value}", name=name, value=value)
    return said("{name}: {operator} {value}", name=name, operator=operator, value=value)
