"""The list of all kinds of suggestions: a new kind is a file beside this one, and a line in the list."""

from __future__ import annotations

from graph.errors import InvalidRecord
from graph.said import said
from matching.kinds.calls import CALL
from matching.kinds.kind import Kind
from matching.kinds.networks import NETWORK
from matching.kinds.partner_kind import PARTNER
from matching.kinds.solutions import SOLUTION

KINDS: tuple[Kind, ...] = (
    PARTNER,
    NETWORK,
    SOLUTION,
    CALL,
)


def kind_names() -> tuple[str, ...]:
    """The names of all kinds, in the order in which they are shown."""
    return tuple(kind.name for kind in KINDS)


def kind_of(name: str) -> Kind:
    """The kind with the name. Raises InvalidRecord where no kind has it."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise InvalidRecord(said("{wrong!r} is not one of {known}", wrong=name, known=kind_names()))
