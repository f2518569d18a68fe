"""The page that is shown while an answer is not there yet: it says so, and goes on by itself."""

from __future__ import annotations

from fastapi import Request, Response

from api.pages.rendering import page_of
from api.workspace.kept import InWork
from graph.said import Said, said
from matching.types import Language
from matching.words.told import told

#: After so many seconds it is looked again whether the answer is there.
_LOOK_AGAIN = 2
#: Nobody looks longer than so many seconds at a page that does nothing, and then is told that it is being worked on.
PATIENCE = 1.5
_NO_MODEL_YET = said("Your need is about to be read")
_OPENING = said(
    "The service has just started, and its language model is being opened. That takes some seconds, once; then the "
    "page appears here by itself."
)
_WORKING = said("This is being worked out")
_MAY_LEAVE = said(
    "For a whole country that can take a minute. Stay, and the page appears here by itself; or leave it and come back "
    "to this address: the result is kept for a while."
)


def about_to_be_read(request: Request, language: Language, heading: str) -> Response:
    """What is seen instead of the page with this heading until its need can be read."""
    return _waiting(request, language, 503, told(heading, language), _NO_MODEL_YET, _OPENING, 0.0)


def being_made(request: Request, language: Language, heading: str, work: InWork, until: Said = _MAY_LEAVE) -> Response:
    """What is seen instead of the page with this heading until its result is there; leaving it stops nothing. `until`
    says how long it takes."""
    return _waiting(request, language, 202, told(heading, language), _WORKING, until, work.waited)


def _waiting(
    request: Request, language: Language, status: int, heading: str, what: Said, until: Said, waited: float
) -> Response:
    return page_of(
        request,
        "waiting.html",
        language,
        status,
        {"Retry-After": str(_LOOK_AGAIN), "Cache-Control": "no-store"},
        heading=heading,
        what=what,
        until=until,
        waited=int(waited),
        again=f"{request.url.path}?{request.url.query}",
        seconds=_LOOK_AGAIN,
    )
