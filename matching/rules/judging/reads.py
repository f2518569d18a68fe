"""Which facts of a town the answer to a rule rests on, by the names of `asking.fields`."""

from __future__ import annotations

from collections.abc import Sequence

from matching.rules.judging.documents import DOCUMENTS, needed_by
from matching.rules.rule import Rule


def country(rule: Rule) -> Sequence[str]:
    """Rules about countries, and least numbers that name some."""
    return ("country",)


def region(rule: Rule) -> Sequence[str]:
    """Where the town lies."""
    return ("country", "nuts3", "region") if rule.operator == "in" else ()


def document(rule: Rule) -> Sequence[str]:
    """A document that has to be there to apply."""
    fact = DOCUMENTS.get(rule.values[0]) if rule.values else None
    return () if fact is None or needed_by(rule) != "apply" else (fact, "pic", "legal_type")


def size(rule: Rule) -> Sequence[str]:
    """Inhabitants, for towns of a certain degree of urbanisation where the rule says so."""
    return ("population", "degurba") if rule.conditions.get("if", "").startswith("degurba") else ("population",)


def degree(rule: Rule) -> Sequence[str]:
    """The degree of urbanisation, or what is enough instead."""
    also = ("article_11_city",) if "or" in rule.conditions else ()
    return ("degurba", *also, *(("legal_type",) if "if" in rule.conditions else ()))


def body(rule: Rule) -> Sequence[str]:
    """What the town is."""
    return ("legal_type", "degurba") if "urban_authority" in rule.values else ("legal_type",)


def lead(rule: Rule) -> Sequence[str]:
    """Whether the town may lead."""
    return ("country", "legal_type", "mission_city", "uia_city", "urbact_good_practice")
