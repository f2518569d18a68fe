"""With which neighbours a town is large enough for a call, as the call's page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.call_asked import CallAsked
from api.pages.rendering import Value
from api.pages.taking_part import TakingPart
from api.workspace.kept import Kept
from api.workspace.missing import GroupingFound, GroupingsFound, groupings_of
from api.workspace.workspace import Workspace
from graph.model import Municipality
from matching.consortia.grouping import Wanted
from matching.rules.rule import Rule
from matching.rules.three_valued import YES
from matching.types import Language

#: Neighbours are so many kilometres apart at most, members so many from the one that asks; so many are shown.
KM, REACH, SHOWN = 15.0, 50.0, 4
_FOUND: Kept[GroupingsFound] = Kept(64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The groupings that pass the threshold, each with the address of this page with its members."""

    found: GroupingsFound
    choices: Sequence[tuple[GroupingFound, Mapping[str, Value]]]


def threshold(part: TakingPart) -> Wanted | None:
    """What a grouping has to come to, where a rule asks it of one and the town has none that does."""
    rules = [j.rule for j in part.judged.rows if j.counts and j.finding.answer != YES]
    sizes = [rule.number for rule in rules if _of(rule, "population_min", "grouping_total") and rule.number]
    if not sizes:
        return None
    every = [rule for rule in rules if _of(rule, "degurba", "every_member")]
    return Wanted(at_least=max(sizes), degrees=tuple(every[0].values) if every else ("1", "2", "3"))


def _of(rule: Rule, kind: str, of: str) -> bool:
    return rule.kind == kind and rule.conditions.get("of") == of


def neighbours(
    space: Workspace, town: Municipality, wanted: Wanted, asked: CallAsked, language: Language
) -> Neighbours:
    """The groupings of the town with its neighbours; kept, for who looks back."""
    key = (space.view().snapshot.digest, town.id, wanted, language)
    found = _FOUND.get(
        key,
        lambda: groupings_of(space, town.id, wanted, km=KM, reach=REACH, top=SHOWN, language=language),
    )
    return Neighbours(
        found=found,
        choices=[
            (one, asked.carried(grouping=tuple(member.id for member in one.members if member.id != town.id)))
            for one in found.groupings
        ],
    )
