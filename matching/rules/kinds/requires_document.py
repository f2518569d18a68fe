"""Clauses that ask for a document: of the town, where a fact stands for it, else of the project."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from graph.said import Said, said
from matching.rules.applicants import Asked
from matching.rules.kinds.kind import ClauseKind
from matching.rules.rule import Rule
from matching.rules.terms import term
from matching.rules.three_valued import UNKNOWN, Answers, affirmed, each
from matching.rules.wording import Telling, Words
from matching.types import Concern

#: Documents that a fact about the town stands for.
_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "gender_equality_plan": "gender_equality_plan",
        "pic_validated": "pic_validated",
        "approved_climate_or_energy_plan": "climate_plan",
    }
)
#: The facts that say whether a town has such a document: each can still be made.
DOCUMENTS = frozenset(_FACTS.values())


def _concern(rule: Rule) -> Concern:
    own = bool(rule.values) and rule.values[0] in _FACTS
    return "town" if own and rule.conditions.get("when") != "after_start" else "project"


def _judge(rule: Rule, asked: Asked) -> Answers:
    """Whether the town has what the document stands for; what is due later can still be made: UNKNOWN, not NO."""
    answers = each(asked.applicants.fact(_FACTS[rule.values[0]]), affirmed)
    return np.maximum(answers, UNKNOWN).astype(np.int8) if "when" in rule.conditions else answers


_WHY: Mapping[str, Said] = {
    "yes": said("{name} has it."),
    "no": said("{name} has none."),
    "not-yet": said("{name} has none so far; there is still time for it."),
    "unknown": said("We do not know whether {name} has it."),
}


def _words(told: Telling) -> Words:
    rule = told.rule
    key, requirement = _FACTS[rule.values[0]], term(rule.values[0])
    if rule.conditions.get("when") == "grant_signature":
        requirement = said("{document}, by grant signature", document=requirement)
    stated = told.asked.applicants.first.fact(key)[0] is not None
    ending = "not-yet" if told.answer == UNKNOWN and stated else told.ending
    return requirement, _WHY[ending].fill(name=told.name), key


REQUIRES_DOCUMENT = ClauseKind(name="requires_document", concern=_concern, judge=_judge, words=_words)
