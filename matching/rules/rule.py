"""One rule of a call or a programme, read from its clause."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from matching.types import Concern

#: What the condition `basis` says of a rule that the record of a programme tells, and no text of a call.
PROGRAMME = "programme"
#: The basis of a rule that our list of calls tells, which is of calls that towns can use.
RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One clause as read by the program.

    `concern` is whom the rule concerns: the town itself, the consortium, the call (its deadline), the project, or a
    wish. It follows from the kind of the clause.
    """

    clause: str
    name: str
    kind: str
    operator: str
    values: tuple[str, ...]
    conditions: Mapping[str, str]
    source: str
    as_of: str | None = None
    quote: str | None = None
    concern: Concern = "project"

    @property
    def number(self) -> float | None:
        """The first value as a number, None where the text does not give one."""
        try:
            number = float(self.values[0])
        except (IndexError, ValueError):
            return None
        return number if math.isfinite(number) else None

    @property
    def number_unknown(self) -> bool:
        """Whether the rule sets a minimum that its text does not give."""
        return self.kind.startswith("min_") and self.number is None

    @property
    def role(self) -> str:
        """Which role is counted, "" where none is named."""
        return self.conditions.get("role", "")
