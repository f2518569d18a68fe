"""How many live in a town, and of what the figure is: of the municipality, or of its place alone."""

from __future__ import annotations

from graph.nuts import UNITS_ARE_PARTS
from graph.said import Said, said_many

INHABITANTS = said_many("{count:,} inhabitant", "{count:,} inhabitants")
_OF_THE_PLACE = said_many(
    "{count:,} inhabitant (the place, not all of the municipality)",
    "{count:,} inhabitants (the place, not all of the municipality)",
)


def of_place(country: str | None, id: str) -> bool:
    """Whether the population that is known of a node is that of a place: a town of the register where the official
    list has parts of municipalities, and so no figure of theirs."""
    return country in UNITS_ARE_PARTS and id.startswith("gn:")


def inhabitants(count: int, country: str | None, id: str) -> Said:
    """The population of the town with the id, in words."""
    return (_OF_THE_PLACE if of_place(country, id) else INHABITANTS).fill(count=count)
