"""Whom to ask about a practice, in one line: towns with country, inhabitants and public page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.said import Said, said
from matching.types import Language, TownToAsk
from matching.words.inhabitants import INHABITANTS
from matching.words.told import told
from matching.words.written import country_name

#: What stands before the towns.
ASK = said("Ask how it went:")
ASK_A_MEMBER = said("Ask a member:")
#: What stands before towns of which the same is known as of the one above: the same project, network or label.
THE_SAME = said("The same is known of:")
#: What stands before towns on the other side of a border.
NEAR_THERE = said("Near you there:")


def ask(kind: str) -> Said:
    """What stands before the towns to ask about a suggestion of the kind."""
    return ASK_A_MEMBER if kind == "networks" else ASK


def to_ask(towns: Sequence[TownToAsk], language: Language, kind: str = "solutions") -> str:
    """Whom to ask about a suggestion of the kind, the first of them first, each with its public page."""
    named = (f"{town.name} ({', '.join(filter(None, (facts(town, language), town.website)))})" for town in towns)
    return f"{told(ask(kind), language)} {'; '.join(named)}"


def facts(town: TownToAsk, language: Language) -> str:
    """The country, inhabitants and distance of a town to ask, as far as they are known."""
    known = [country_name(town.country, language)]
    if town.population is not None:
        known.append(told(INHABITANTS.fill(count=town.population), language))
    if town.distance_km is not None:
        known.append(told(said("{km:,.0f} km", km=town.distance_km), language))
    return ", ".join(known)


def the_same(towns: Sequence[TownToAsk], language: Language) -> str:
    """Of which towns the same is known as of a suggested one, with country and distance."""
    return f"{told(THE_SAME, language)} {_listed(towns, language)}"


def near_there(towns: Sequence[TownToAsk], language: Language) -> str:
    """Which towns lie near on the other side of a border, with country and distance."""
    return f"{told(NEAR_THERE, language)} {_listed(towns, language)}"


def _listed(towns: Sequence[TownToAsk], language: Language) -> str:
    return ", ".join(f"{town.name} ({where(town, language)})" for town in towns)


def where(town: TownToAsk, language: Language) -> str:
    """The country of a town, and how far away it is where that is known."""
    return facts(replace(town, population=None), language)
