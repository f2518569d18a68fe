"""What is told of those who apply together."""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said
from matching.rules.judging.outcome import Together

TOGETHER: Mapping[Together, Said] = {
    "complete": said("Those who are named are enough."),
    "incomplete": said("Others are still to be found."),
    "barred": said("They cannot apply together as they are, whoever joins."),
}
