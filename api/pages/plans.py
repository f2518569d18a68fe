"""The groups and their plans as one page to print: whole in itself, so that it can be kept and passed on as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def groups_shown(
    snapshot: Snapshot, found: Grouped, plans: Sequence[Plan], language: Language
) -> Sequence[Mapping[str, Any]]:
    """The groups as `groups_shown.html` shows them: members with what is known of each, what they share, the plan."""
    naming = tables.Naming(snapshot, language)

    def member(at: int, topics: Sequence[int]) -> Mapping[str, Any]:
        entry = found.towns.entries[at]
        return {
            "id": naming.id(entry),
            "name": entry.name,
            "country": entry.country,
            "people": None if entry.population is None else number(entry.population, language),
            "knows": naming.topics([t for t in topics if found.towns.experience[at, t]]),
        }

    return [
        {
            "topics": naming.topics(group.topics),
            "fit": number(round(group.fit), language),
            "members": [member(at, group.topics) for at in group.members],
            "languages": naming.languages(group.languages),
            "days": None if group.dates is None else [one.isoformat() for one in group.dates],
            "plan": next((one for one in plans if one.group == count), None),
        }
        for count, group in enumerate(found.groups, start=1)
    ]


def listed_days(days: Sequence[str], language: Language) -> str:
    """Days (ISO 8601) as a list in the language."""
    return ", ".join(day(one, language) for one in days)


def printed(
    snapshot: Snapshot, entries: Sequence[Entry], found: Grouped, plans: Sequence[Plan], language: Language
) -> str:
    """The page: each group with its members on a sheet of its own, and its plan where a format was chosen."""
    return (
        templates()
        .get_template("plans.html")
        .render(
            language=language,
            **saying(language),
            groups=groups_shown(snapshot, found, plans, language),
            quality=tables.quality(found, language) if found.groups else None,
            about_fit=tables.ABOUT_FIT,
            why_none=() if found.groups else tables.why_none(found, language),
            left_out=tables.left_out_told(entries, found, language),
            unknown=tables.UNKNOWN,
            no_day=tables.NO_DAY,
            nobody=tables.OPEN,
            digest=snapshot.digest[:12],
            formatted=listed_days,
        )
    )
