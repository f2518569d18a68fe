"""The calls of a town as a feed (JSON Feed 1.1): a saved search is an address that a feed reader asks again and again.

Nothing is kept of who asks. An item has the id of the call, so that a reader shows as new what it has not seen; what is
too late, or not for the town, stands in none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.said import said
from matching.capacity.listing import Listed
from matching.types import Language
from matching.words.told import told

#: What the feed is, as https://www.jsonfeed.org/version/1.1/ has it.
VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"
#: The length of a full day as ISO 8601 has it: "2027-04-15".
_DAY = 10


def call_feed(
    found: Sequence[Listed], town: str, need: str | None, *, address: str | None, language: Language
) -> dict[str, Any]:
    """The feed: the calls that are for the town, those that opened or were told last first, each in a line.

    `address` is where the feed itself is asked for, None for a file.
    """
    title = said("Calls for {town}: {need}", town=town, need=need) if need else said("Calls for {town}", town=town)
    items = [_item(one) for one in found if one.group != "not now"]
    items.sort(key=lambda item: (item.get("date_published", ""), item["id"]), reverse=True)
    feed: dict[str, Any] = {"version": VERSION, "title": told(title, language), "language": language}
    if address is not None:
        feed["feed_url"] = address
    return {**feed, "items": items}


def _item(one: Listed) -> dict[str, Any]:
    item: dict[str, Any] = {"id": one.id, "title": one.name, "content_text": one.line}
    if one.url:
        item["url"] = one.url
    if one.programme:
        item["tags"] = [one.programme]
    day = _last_known(one)
    if day is not None:
        item["date_published"] = f"{day}T00:00:00Z"
    return item


def _last_known(one: Listed) -> str | None:
    """The day on which the source was read, or else on which the call opened; none where no day is told exactly."""
    return next((text for text in (one.as_of, one.opening) if text is not None and len(text) == _DAY), None)
