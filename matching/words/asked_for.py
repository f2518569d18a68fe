"""How the answer speaks of strategies, laws, charters and declarations that ask for what is wanted."""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said, said_as
from matching.types import StrategyFound

#: The heading over them.
STRATEGIES = said("Strategies and laws on the subject, to name in an application")
_KINDS: Mapping[str, Said] = {
    "law": said_as("kind of strategy", "law"),
    "strategy": said_as("kind of strategy", "strategy"),
    "charter": said_as("kind of strategy", "charter"),
    "declaration": said_as("kind of strategy", "declaration"),
    "publication": said_as("kind of strategy", "publication"),
}


def issued(found: StrategyFound) -> Said:
    """What it is, whose it is, and of which year, as far as known."""
    return kind_and_issuer(found.kind, found.issuer, found.issued[:4] if found.issued else None)


def kind_and_issuer(kind: str, issuer: str | None, year: str | None) -> Said:
    """The same of a strategy's kind (`graph.model.STRATEGY_KINDS`), its issuer as the reader calls it, and the year."""
    called = _KINDS[kind]
    if issuer and year:
        return said("{kind}, {issuer}, {year}", kind=called, issuer=issuer, year=year)
    if issuer:
        return said("{kind}, {issuer}", kind=called, issuer=issuer)
    return said("{kind}, {year}", kind=called, year=year) if year else called
