"""The feed of calls: a day is published only where it is known exactly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.reports.call_feed import call_feed
from matching.capacity.listing import CallsOfSnapshot, Listed
from matching.rules.asking.stored import body_of
from tests.matching.rule_world import TODAY, world


def listed() -> Listed:
    there = world(deadline=None, status="continuous")
    town = body_of(there.snapshot, there.town("lomza"))
    return CallsOfSnapshot.of(there.snapshot).for_town(town, on=TODAY)[0]


@pytest.mark.parametrize(
    ("as_of", "opening", "published"),
    [
        ("2026-11-03", "2026-10-01", "2026-11-03T00:00:00Z"),
        ("2026-11", "2026-10-01", "2026-10-01T00:00:00Z"),
        ("2026", None, None),
        (None, "2026-02", None),
    ],
)
def test_a_month_or_a_year_is_no_day_of_publication(as_of: str | None, opening: str | None, published: object) -> None:
    one = replace(listed(), as_of=as_of, opening=opening)
    (item,) = call_feed([one], "Łomża", None, address=None, language="en")["items"]
    assert item.get("date_published") == published


def test_what_is_not_for_the_town_stands_in_no_feed() -> None:
    one = replace(listed(), group="not now")
    feed = call_feed([one], "Łomża", "ogrzewanie", address="https://example.org/feed", language="en")
    assert feed["items"] == []
    assert feed["title"] == "Calls for Łomża: ogrzewanie"
    assert feed["feed_url"] == "https://example.org/feed"
