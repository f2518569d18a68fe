"""How one subscribes to a town's deadlines: the address of its calendar, as programs take it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from api.pages.rendering import linking
from graph.model import Municipality
from matching.types import Language


@dataclass(frozen=True, slots=True)
class Subscription:
    """The feed of a town's deadlines: `path` to download it once, `feed` for a calendar to follow, `open` to open it
    in the reader's calendar at once."""

    path: str
    feed: str
    open: str


def calendar_of(request: Request, town: Municipality, language: Language) -> Subscription:
    """Where the town's calendar is. The host is the one that the reader's browser asked."""
    path = linking(request, None)(f"/api/v1/calendars/{town.id}", language=language)
    feed = f"{request.url.scheme}://{request.url.netloc}{path}"
    return Subscription(path, feed, f"webcal://{request.url.netloc}{path}")
