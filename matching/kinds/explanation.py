"""From points to words: the contributions of one suggestion, largest first, adding up to its score."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import said
from matching.asker import Asker
from matching.best import Points
from matching.kinds.scoring import Recipe
from matching.types import Contribution
from matching.words.told import told_with

#: What earns less is shown as zero, and is no reason.
LEAST_POINTS = 0.05
#: How many reasons are read at first sight.
AT_FIRST = 3
#: The features that count what a town has been in.
RECORDS = ("experience", "practice")
#: Beside another reason that answers the need these say nothing more: that a text is near to it; and of what size, how
#: far away and in which country who did it is, for that town stands above, to be asked.
SAYS_NO_MORE = ("text_likeness", "done_in_your_size", "nearest_user", "used_in_your_country")
#: What is said where nothing but the line of facts speaks for a suggestion.
NO_REASON = said("We know of nothing more than its place and size that speaks for it.")


def contributions(recipe: Recipe, asker: Asker, points: Points, position: int, index: int) -> tuple[Contribution, ...]:
    """What each feature contributes to one candidate, with its sentence and evidence.

    What neither adds nor takes is left out.

    `points` has shape (features, candidates); `position` is the candidate's column in it.
    """
    found, language = [], asker.query.language
    for feature, earned in zip(recipe, points[:, position].tolist(), strict=True):
        if earned == 0:
            continue
        ground = feature.ground(asker, index)
        found.append(
            Contribution(
                feature=feature.name,
                value=earned / feature.weight,
                weight=float(feature.weight),
                points=earned,
                reason=told_with(ground.sentence or feature.reason, ground.words, language),
                evidence=ground.evidence,
                about=ground.about or feature.about,
                proof=ground.proof,
            )
        )
    return tuple(sorted(found, key=lambda c: -c.points))


def foremost(contributions: Sequence[Contribution], most: int = AT_FIRST) -> tuple[Contribution, ...]:
    """The reasons to read first: those that answer the need, then what ties the two, each by points.

    Without those that only repeat the line of facts (place, size, country), speak against it, earn next to nothing, or
    rest on nothing but what an earlier one rests on; and of two that answer the need by the same first proof the one.
    That a town has been in one network is told only of which nothing else is, and what SAYS_NO_MORE only where nothing
    else answers the need.
    """
    telling = [c for c in contributions if c.points >= LEAST_POINTS and c.about != "facts"]
    if any(c.about == "need" and c.feature not in SAYS_NO_MORE for c in telling):
        telling = [c for c in telling if c.feature not in SAYS_NO_MORE]
    first: list[Contribution] = []
    told: set[tuple[tuple[str, ...], str]] = set()
    proved: set[tuple[tuple[str, ...], str]] = set()
    for reason in sorted(telling, key=lambda c: (c.about != "need", -c.points)):
        rests_on = [(e.path, e.source) for e in reason.evidence]
        if rests_on and (told.issuperset(rests_on) or (reason.about == "need" and rests_on[0] in proved)):
            continue
        first.append(reason)
        told.update(rests_on)
        if reason.about == "need":
            proved.update(rests_on[:1])
    telling = [reason for reason in first if not _is_thin(reason)]
    return tuple((telling or first)[:most])


def _is_thin(reason: Contribution) -> bool:
    """Whether it counts networks, and there is one."""
    return reason.feature in RECORDS and len(reason.evidence) < 2
