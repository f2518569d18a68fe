"""What a kind of clause is: whom its rules concern, how they are judged, and their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.rules.applicants import Asked
from matching.rules.counting import Count
from matching.rules.rule import Rule
from matching.rules.three_valued import Answers
from matching.rules.wording import Telling, Words
from matching.types import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseKind:
    """A kind of clause. A kind for a person to read has a name and a concern only.

    `concern` tells whom a rule concerns. `judge` answers a rule about the town or the call for each applicant by
    itself; `count` tells what a rule about the consortium counts among the applicants (None: cannot be counted), given
    all rules of the call. `together` answers for all applicants at once a rule that is judged on each of them (None:
    the first applicant decides). `words` tells the requirement, why it is met or not, and the missing fact.
    """

    name: str
    concern: Callable[[Rule], Concern]
    judge: Callable[[Rule, Asked], Answers] | None = None
    count: Callable[[Rule, Sequence[Rule], Asked], Count | None] | None = None
    together: Callable[[Rule, Asked], int | None] | None = None
    words: Callable[[Telling], Words] | None = None

    @property
    def for_a_person(self) -> bool:
        """Whether the program judges no clause of this kind."""
        return self.judge is None and self.count is None


def always(concern: Concern) -> Callable[[Rule], Concern]:
    """Whom a rule concerns, where the kind alone tells it."""
    return lambda rule: concern
