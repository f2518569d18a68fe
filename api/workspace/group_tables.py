"""Groups and their plans as both doors give them: one document, rows of a table, plans; in the reader's language."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from graph.model import Format
from graph.outputs import defused
from graph.said import Said, said, said_as, said_many
from graph.snapshot.frozen import Snapshot
from matching.groups.entries import Entry
from matching.groups.grouped import Alone, Group, Grouped
from matching.groups.solve import PATIENCE
from matching.groups.wishes import WISHES, Wish
from matching.plans.plan import Plan, Role, plan
from matching.types import Language
from matching.words.told import told
from matching.words.written import language_name

#: The columns of the table of groups, and of that of plans.
GROUP_COLUMNS: Mapping[str, Said] = {
    "group": said_as("column", "group"),
    "town": said_as("column", "town"),
    "id": said_as("column", "id"),
    "country": said_as("column", "country"),
    "county": said_as("column", "county (NUTS 3)"),
    "inhabitants": said_as("column", "inhabitants"),
    "common_topics": said_as("column", "common topics"),
    "experience_in": said_as("column", "experience in"),
    "common_languages": said_as("column", "common languages"),
    "common_dates": said_as("column", "dates on which all can"),
    "fit": said_as("column", "fit of the group"),
}
PLAN_COLUMNS: Mapping[str, Said] = {
    "group": said_as("column", "group"),
    "format": said_as("column", "format"),
    "step": said_as("column", "step"),
    "what": said_as("column", "what"),
    "day": said_as("column", "day"),
    "members": said_as("column", "members"),
    "shows": said_as("column", "who shows"),
    "learns": said_as("column", "who learns"),
    "duration": said_as("column", "duration"),
    "rhythm": said_as("column", "rhythm"),
    "source": said_as("column", "source"),
}
NEEDS_A_PLAN = said("a calendar or a page needs a plan; name a format")
UNKNOWN = said_as("of a plan", "unknown")
#: Of a step that nobody has dated yet: not unknown, for whoever plans sets it.
NO_DAY = said_as("of a plan", "still open")
OPEN = said_as("of a plan", "open")
#: Told once below all groups.
ABOUT_FIT = said(
    "Fit (0–100): common topics 40, what one can learn of the other 30, similar size 15, no known tie yet 15. "
    "It orders groups; it is no probability."
)

_WAYS_OUT = said("Ways out: smaller groups, or doing without one of these wishes.")
_WAYS_OUT_OF_PAIRS = said("Ways out: one town more or less, or doing without one of these wishes.")


def wish_told(wish: Wish, language: Language) -> str:
    """The wish in words."""
    return told(WISHES[wish], language)


def quality(found: Grouped, language: Language) -> str:
    """How good the split is, and what proves it."""
    proof = (
        said("proven: no other split fits better in sum")
        if found.gap < 1e-6
        else said("proven: another split could fit at most {gap:.1%} better in sum", gap=found.gap)
    )
    sizes = sorted({len(group.members) for group in found.groups})
    sentence = said_many(
        "{count} group of {sizes} towns; mean fit {fit:.0f}, the weakest group reaches {weakest:.0%} of it; {proof}.",
        "{count} groups of {sizes} towns; mean fit {fit:.0f}, the weakest group reaches {weakest:.0%} of it; {proof}.",
        count=len(found.groups),
        sizes="–".join(map(str, (sizes[0], sizes[-1]) if len(sizes) > 1 else sizes)),
        fit=found.average,
        weakest=found.weakest,
        proof=proof,
    )
    return told(sentence, language)


def why_none(found: Grouped, language: Language) -> tuple[str, ...]:
    """Why there is no split: which wishes, and who finds no place because of them."""
    names = tuple(wish_told(wish, language) for wish in found.conflict)
    if found.proven:
        first = said("No split meets all of this together: {wishes}.", wishes="; ".join(names))
    elif found.late:
        first = said(
            "No split that meets all of this together was found within {seconds:g} seconds, and none is proven "
            "impossible: {wishes}.",
            seconds=PATIENCE,
            wishes="; ".join(names),
        )
    else:
        first = said(
            "No split was found that meets all of this together, and none is proven impossible: {wishes}.",
            wishes="; ".join(names),
        )
    ways = _WAYS_OUT if found.wishes.smallest > 2 else _WAYS_OUT_OF_PAIRS
    out = (told(ways, language),) if found.proven and found.conflict else ()
    closed = (_circle(found, circle, language) for circle in found.circles)
    return (told(first, language), *out, *closed, *(_alone(found, one, language) for one in found.alone))


def _circle(found: Grouped, circle: Sequence[int], language: Language) -> str:
    sizes = (found.wishes.smallest, found.wishes.largest)
    sentence = said(
        "{towns} may meet among themselves only: {count} towns make up no groups of {sizes}. One more on their topic, "
        "or fewer, and they do.",
        count=len(circle),
        towns=tuple(found.towns.entries[at].name for at in circle),
        sizes="–".join(map(str, dict.fromkeys(sizes))),
    )
    return told(sentence, language)


def _alone(found: Grouped, one: Alone, language: Language) -> str:
    kept = [told(said("{wish}: {count}", wish=WISHES[wish], count=count), language) for wish, count in one.kept_from]
    sentence = said(
        "{town} may meet {count} of the {all} others (kept from – {wishes}).",
        town=found.towns.entries[one.entry].name,
        count=one.may_meet,
        all=len(found.towns.entries) - 1,
        wishes="; ".join(kept) or "–",
    )
    return told(sentence, language)


def left_out_told(entries: Sequence[Entry], found: Grouped, language: Language) -> str | None:
    """Who is in no group because no topic of it is known."""
    if not found.left_out:
        return None
    names = tuple(entries[at].name for at in found.left_out)
    sentence = said_many(
        "{names} is in no group: no topic of it is known.",
        "{names} are in no group: no topic of theirs is known.",
        names=names,
        count=len(names),
    )
    return told(sentence, language)


class Naming:
    """What topics and languages are called."""

    def __init__(self, snapshot: Snapshot, language: Language) -> None:
        self.snapshot, self.language = snapshot, language

    def topics(self, rows: Sequence[int]) -> tuple[str, ...]:
        """The topics by name."""
        return tuple(self.snapshot.tables["Topic"].name(at, self.language) for at in rows)

    def languages(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The languages by name."""
        return tuple(language_name(code, self.language) for code in codes)

    def id(self, entry: Entry) -> str | None:
        """The id of a town that was recognised."""
        return None if entry.town is None else self.snapshot.municipalities.ids[entry.town]


def document(
    snapshot: Snapshot, entries: Sequence[Entry], found: Grouped, plans: Sequence[Plan], language: Language
) -> dict[str, Any]:
    """The whole answer for programs; null for unknown."""
    naming, towns = Naming(snapshot, language), found.towns
    topic_ids = snapshot.tables["Topic"].ids

    def member(at: int) -> dict[str, Any]:
        entry = towns.entries[at]
        return {
            "id": naming.id(entry),
            "name": entry.name,
            "country": entry.country,
            "county": entry.county,
            "population": None if entry.population is None else int(entry.population),
            "topics": [topic_ids[t] for t in towns.topics[at].nonzero()[0].tolist()],
            "experience": [topic_ids[t] for t in towns.experience[at].nonzero()[0].tolist()],
            "proven": [topic_ids[t] for t in towns.proven[at].nonzero()[0].tolist()],
        }

    def one(group: Group) -> dict[str, Any]:
        return {
            "members": [member(at) for at in group.members],
            "fit": round(group.fit, 3),
            "topics": [topic_ids[t] for t in group.topics],
            "languages": group.languages,
            "dates": None if group.dates is None else [day.isoformat() for day in group.dates],
        }

    return {
        "groups": [one(group) for group in found.groups],
        "gap": found.gap if found.groups else None,
        "mean_fit": round(found.average, 3) if found.groups else None,
        "weakest_share": round(found.weakest, 4) if found.groups else None,
        "wishes": asdict(found.wishes),
        "left_out": [entries[at].name for at in found.left_out],
        "conflict": list(found.conflict),
        "conflict_proven": found.proven if found.conflict else None,
        "why_none": list(why_none(found, language)) if not found.groups else [],
        "without_place": [
            {"name": towns.entries[a.entry].name, "may_meet": a.may_meet, "kept_from": dict(a.kept_from)}
            for a in found.alone
        ],
        "plans": [plan_document(one) for one in plans],
        "digest": snapshot.digest,
    }


def plan_document(one: Plan) -> dict[str, Any]:
    """A plan for programs; days as ISO 8601, null where none is set."""
    steps = [{**asdict(step), "on": None if step.on is None else step.on.isoformat()} for step in one.steps]
    return {**asdict(one), "steps": steps}


def group_rows(snapshot: Snapshot, found: Grouped, language: Language) -> list[dict[str, object]]:
    """One row a member, under GROUP_COLUMNS."""
    naming, rows = Naming(snapshot, language), []
    for number, group in enumerate(found.groups, start=1):
        for at in group.members:
            entry = found.towns.entries[at]
            known = [t for t in group.topics if found.towns.experience[at, t]]
            rows.append(
                {
                    "group": number,
                    "town": entry.name,
                    "id": naming.id(entry),
                    "country": entry.country,
                    "county": entry.county,
                    "inhabitants": None if entry.population is None else int(entry.population),
                    "common_topics": naming.topics(group.topics),
                    "experience_in": naming.topics(known),
                    "common_languages": naming.languages(group.languages),
                    "common_dates": tuple(day.isoformat() for day in group.dates or ()),
                    "fit": round(group.fit, 1),
                }
            )
    return rows


def plan_rows(plans: Sequence[Plan], language: Language) -> list[dict[str, object]]:
    """One row a step, under PLAN_COLUMNS; what is not known is called so."""
    unknown = told(UNKNOWN, language)
    return [
        {
            "group": one.group,
            "format": one.name,
            "step": step.number,
            "what": step.text,
            "day": told(NO_DAY, language) if step.on is None else step.on.isoformat(),
            "members": one.members,
            "shows": tuple(f"{r.topic}: {', '.join(r.shows) or told(OPEN, language)}" for r in one.roles),
            "learns": tuple(f"{r.topic}: {', '.join(r.learns) or '–'}" for r in one.roles),
            "duration": one.duration or unknown,
            "rhythm": one.rhythm or unknown,
            "source": one.source,
        }
        for one in plans
        for step in one.steps
    ]


def as_csv(rows: Sequence[Mapping[str, object]], columns: Mapping[str, Said], language: Language) -> str:
    """The rows as CSV with headers in the language: commas, decimal points, CRLF; lists divided by `; `; safe for
    spreadsheets. An unknown value is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([told(column, language) for column in columns.values()])
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
    return out.getvalue()


def table(snapshot: Snapshot, found: Grouped, plans: Sequence[Plan], language: Language) -> str:
    """The plans as CSV where there are some, else the groups."""
    if plans:
        return as_csv(plan_rows(plans, language), PLAN_COLUMNS, language)
    return as_csv(group_rows(snapshot, found, language), GROUP_COLUMNS, language)


def _cell(value: object) -> object:
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else value
    return defused(text) if isinstance(text, str) else text


def plans_of(
    snapshot: Snapshot, found: Grouped, form: Format, days: Sequence[date | None], language: Language
) -> tuple[Plan, ...]:
    """A plan for each group: who has experience in a common topic shows, the others learn."""
    naming, towns = Naming(snapshot, language), found.towns

    def names(members: Sequence[int]) -> tuple[str, ...]:
        return tuple(towns.entries[at].name for at in members)

    def roles(group: Group) -> list[Role]:
        return [
            Role(
                topic=naming.topics((topic,))[0],
                shows=names(known),
                learns=names([at for at in group.members if at not in known]),
            )
            for topic, known in group.experienced
        ]

    return tuple(
        plan(form, number, names(group.members), roles(group), days, language)
        for number, group in enumerate(found.groups, start=1)
    )
