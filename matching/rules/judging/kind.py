"""What a kind of clause is: whom its rules concern, how they are judged, what they ask for, and what they look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.rules.judging.case import Judge
from matching.rules.rule import Rule
from matching.types import Concern, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseKind:
    """A kind of clause.

    `concern` tells whom a rule concerns and `judge` answers it; `asks` tells in words what it asks for. `reads` are the
    facts of a town that the answer for the town rests on, by the names of `asking.fields`: none for a rule that no town
    decides by itself. With `any_condition` the conditions of its values are not checked: a person reads them.
    """

    name: str
    concern: Callable[[Rule], Concern]
    judge: Judge
    asks: Callable[[Rule, Language], str]
    reads: Callable[[Rule], Sequence[str]] | None = None
    any_condition: bool = False


def always(concern: Concern) -> Callable[[Rule], Concern]:
    """Whom a rule concerns, where the kind alone tells it."""
    return lambda rule: concern
