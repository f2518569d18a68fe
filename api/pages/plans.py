"""The groups and their plans as one page to print: whole in itself, so that it can be kept and passed on as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.pages.rendering import templates
from api.pages.saying import saying
from api.workspace import group_tables as tables
from graph.snapshot.frozen import Snapshot
from matching.groups.entries import Entry
from matching.groups.grouped import Grouped
from matching.plans.plan import Plan
from matching.types import Language
from matching.words.written import day, number


def printed(
    snapshot: Snapshot, entries: Sequence[Entry], found: Grouped, plans: Sequence[Plan], language: Language
) -> str:
    """The page: each group with its members on a sheet of its own, and its plan where a format was chosen."""
    naming = tables.Naming(snapshot, language)

    def member(at: int, topics: Sequence[int]) -> dict[str, Any]:
        entry = found.towns.entries[at]
        return {
            "name": entry.name,
            "country": entry.country,
            "people": None if entry.population is None else number(entry.population, language),
            "knows": naming.topics([t for t in topics if found.towns.experience[at, t]]),
        }

    groups = [
        {
            "topics": naming.topics(group.topics),
            "members": [member(at, group.topics) for at in group.members],
            "languages": naming.languages(group.languages),
            "days": None if group.dates is None else [one.isoformat() for one in group.dates],
            "plan": next((one for one in plans if one.group == count), None),
        }
        for count, group in enumerate(found.groups, start=1)
    ]
    return (
        templates()
        .get_template("plans.html")
        .render(
            language=language,
            **saying(language),
            groups=groups,
            quality=tables.quality(found, language) if found.groups else None,
            about_fit=tables.ABOUT_FIT,
            why_none=() if found.groups else tables.why_none(found, language),
            left_out=tables.left_out_told(entries, found, language),
            unknown=tables.UNKNOWN,
            nobody=tables.OPEN,
            digest=snapshot.digest[:12],
            formatted=lambda days, tongue: ", ".join(day(one, tongue) for one in days),
        )
    )
