"""The page that is shown while the service still opens what reads needs: it says so, and goes on by itself."""

from __future__ import annotations

from fastapi import Request, Response

from api.pages.rendering import page_of
from matching.types import Language

#: After so many seconds it is looked again whether a need can be read.
_LOOK_AGAIN = 2


def about_to_be_read(request: Request, language: Language, name: str) -> Response:
    """What the town of the name sees instead of the page that it asked for, until its need can be read."""
    return page_of(
        request,
        "reading.html",
        language,
        503,
        {"Retry-After": str(_LOOK_AGAIN)},
        name=name,
        again=f"{request.url.path}?{request.url.query}",
        seconds=_LOOK_AGAIN,
    )
