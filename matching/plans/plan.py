"""A format of exchange as the plan of one group. What the format's source leaves unknown stays unknown.

Formats come from pages that tell what was done once (`graph.model.Format`): most tell steps, few tell when each was.
So a step has a day only where who makes the plan names one, and no day is guessed from a duration told in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Format
from graph.snapshot.frozen import Snapshot
from matching.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """On a `topic` of the group: who `shows` how it went, and who `learns`. Where nobody is known to have experience,
    `shows` is empty: that role is open."""

    topic: str
    shows: tuple[str, ...]
    learns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `on` is None where no day is set."""

    number: int
    text: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of one group. `duration`, `rhythm` and `group_size` are the format's, in the plan's language where
    its record says them in it, else in English; None where its source does not tell."""

    group: int
    format: str
    name: str
    members: tuple[str, ...]
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]
    group_size: str | None
    duration: str | None
    rhythm: str | None
    source: str
    as_of: str | None


def format_of(snapshot: Snapshot, at: int) -> Format:
    """The format in its row."""
    record = snapshot.tables["Format"].record(at)
    assert isinstance(record, Format)
    return record


def plan(
    form: Format,
    group: int,
    members: Sequence[str],
    roles: Sequence[Role],
    days: Sequence[date | None] = (),
    language: Language = "en",
) -> Plan:
    """The plan of a group in a language: the format's steps, the days (None: not set) given to them in their order."""
    texts = form.steps_in(language) or form.steps_in("en")
    set_days = [*days, *[None] * len(texts)]
    return Plan(
        group=group,
        format=form.id,
        name=form.name_in(language),
        members=tuple(members),
        steps=tuple(Step(number=at + 1, text=text, on=set_days[at]) for at, text in enumerate(texts)),
        roles=tuple(roles),
        group_size=form.group_size_in(language),
        duration=form.duration_in(language),
        rhythm=form.rhythm_in(language),
        source=form.source,
        as_of=form.as_of,
    )
