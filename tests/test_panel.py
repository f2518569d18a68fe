"""Fifty towns of twenty-six countries ask the real bundle: what must hold of the answers, and what must not appear.

`tests/data/panel.csv`: town, country, the need as people there write it, one of the topics that it has to be read as
("-": none), the proof that one of the first three partners has to have, and what must not be suggested. None of the
towns stands in an example of the documentation. Without sentence models: the words alone have to do.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from matching.types import Answer, Query
from tests.command_line import environment

PANEL = Path(__file__).parent / "data" / "panel.csv"
ON = date(2026, 11, 24)
KINDS = ("partners", "networks", "solutions", "calls")


@dataclass(frozen=True)
class Asked:
    """A row of the panel with the answer to its need; without one, that to none."""

    town: str
    country: str
    need: str
    topics: tuple[str, ...]
    proof: str
    never: tuple[str, ...]
    answer: Answer
    unasked: Answer


@pytest.fixture(scope="module")
def panel(seeded: Path) -> Iterator[list[Asked]]:
    """Every row, asked with its need and without."""
    space = Workspace(Settings.from_environment(environment(seeded)))
    asked = []
    with PANEL.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            town = space.names.town(row["town"], row["country"]).id
            unasked = space.suggest(Query(town=town, on=ON, top=3))
            answer = space.suggest(Query(town=town, on=ON, top=3, need=row["need"])) if row["need"] else unasked
            topics, never = (tuple(filter(None, row[column].split("|"))) for column in ("topic", "never"))
            asked.append(Asked(row["town"], row["country"], row["need"], topics, row["proof"], never, answer, unasked))
    yield asked
    space.close()


def needy(panel: list[Asked]) -> list[Asked]:
    return [row for row in panel if row.need]


def test_the_panel_is_wide(panel: list[Asked]) -> None:
    assert len(panel) >= 40
    assert len({row.country for row in panel}) >= 15


def test_needs_are_read_as_their_topic_and_what_fits_none_as_none(panel: list[Asked]) -> None:
    wrong = {}
    for row in needy(panel):
        first = row.answer.understood[0].topic if row.answer.understood else "-"
        if first not in row.topics:
            wrong[row.town, row.need] = first
    assert len(wrong) <= 0.1 * len(needy(panel)), wrong
    assert not [topic for (_, need), topic in wrong.items() if need == "Hundekot"]


def test_one_of_the_first_partners_has_done_what_is_wanted(panel: list[Asked]) -> None:
    asking = [row for row in needy(panel) if row.proof]
    lacking = [
        (row.town, row.need)
        for row in asking
        if row.proof not in {c.proof for found in row.answer.suggestions["partners"] for c in found.contributions}
    ]
    assert len(lacking) <= 0.1 * len(asking), lacking


def test_what_cannot_be_joined_or_applied_for_there_is_not_suggested(panel: list[Asked]) -> None:
    for row in panel:
        for answer in (row.answer, row.unasked):
            shown = {found.id for kind in KINDS for found in answer.suggestions[kind]}
            assert not shown & set(row.never), row.town


def test_where_a_need_is_named_only_what_is_about_it_is_listed_and_at_most_two_come_near(panel: list[Asked]) -> None:
    for row in needy(panel):
        for kind in KINDS[1:]:
            near = row.answer.nearest.get(kind, ())
            assert len(near) <= 2
            assert not (near and row.answer.suggestions[kind])


@pytest.mark.parametrize("kind", ["networks", "calls"])
@pytest.mark.parametrize("asking", [True, False])
def test_no_network_and_no_call_is_the_answer_to_everyone(panel: list[Asked], kind: str, *, asking: bool) -> None:
    answers = [row.answer for row in needy(panel)] if asking else [row.unasked for row in panel]
    count = Counter(found.id for answer in answers for found in answer.suggestions[kind])
    assert {id: n for id, n in count.items() if n > len(answers) / 3} == {}


def test_calls_are_those_of_the_asker_s_country_and_region(panel: list[Asked]) -> None:
    for row in panel:
        if row.country != "DE":
            shown = {found.id for answer in (row.answer, row.unasked) for found in answer.suggestions["calls"]}
            assert not [id for id in shown if id.startswith(("call:de-kfw", "call:bb-", "call:de-kommunalrichtlinie"))]
