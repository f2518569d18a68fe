"""Whom to ask about a practice, in one line: towns with country, inhabitants and public page."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import said, said_many
from matching.types import Language, TownToAsk
from matching.words.told import told
from matching.words.written import country_name

#: What stands before the towns.
ASK = said("Ask how it went:")
_INHABITANTS = said_many("{count:,} inhabitant", "{count:,} inhabitants")


def to_ask(towns: Sequence[TownToAsk], language: Language) -> str:
    """Whom to ask, the first of them first, each with its public page."""
    named = (f"{town.name} ({', '.join(filter(None, (facts(town, language), town.website)))})" for town in towns)
    return f"{told(ASK, language)} {'; '.join(named)}"


def facts(town: TownToAsk, language: Language) -> str:
    """The country and inhabitants of a town to ask, as far as they are known."""
    known = [country_name(town.country, language)]
    if town.population is not None:
        known.append(told(_INHABITANTS.fill(count=town.population), language))
    return ", ".join(known)
