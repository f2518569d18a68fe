"""Whom a rule concerns, where its kind alone does not tell: the town, the consortium, or the project."""

from __future__ import annotations

from matching.rules.judging.countries import PARTNER
from matching.rules.judging.documents import DOCUMENTS
from matching.rules.judging.figures import COUNTED
from matching.rules.judging.regions import AREAS, COHESION, WIDENING
from matching.rules.rule import Rule
from matching.types import Concern


def of_types(rule: Rule) -> Concern:
    """What the applicant is, or a role that some of the partners fill; a share without a role is of the project."""
    if rule.operator in (">=", "<=") or rule.role:
        return "consortium" if rule.role else "project"
    return "town"


def of_regions(rule: Rule) -> Concern:
    """Where the applicant lies, where partners come from, or what the project covers."""
    if rule.operator == "in":
        return "town"
    of = rule.conditions.get("of")
    counted = of == COHESION or rule.conditions.get("set") == WIDENING
    return "consortium" if counted and of != AREAS else "project"


def of_figures(rule: Rule) -> Concern:
    """A greatest number of partners, the inhabitants of the town, or a figure of the project."""
    of = rule.conditions.get("of")
    counts = rule.operator == "<=" and of in COUNTED
    return "consortium" if counts else "town" if of == "population" else "project"


def of_countries(rule: Rule) -> Concern:
    """The country of the applicant, of the partners, or of others."""
    if rule.conditions.get("of") == PARTNER and rule.operator == "in":
        return "consortium"
    return "project" if "of" in rule.conditions or rule.role else "town"


def of_documents(rule: Rule) -> Concern:
    """A document that a fact about the town stands for, or one that is written for the project."""
    return "town" if rule.values and rule.values[0] in DOCUMENTS else "project"
