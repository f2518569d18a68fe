"""What a person is shown instead of a page: what is wrong, in the reader's language, and the way on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from api.http.problems import (
    BUSY,
    EMPTY,
    INTERNAL,
    INVALID,
    LARGE_BODY,
    LARGE_HEADERS,
    LONG_ADDRESS,
    NO_MODEL,
    NOT_FOUND,
    STARTING,
    STORE_DOWN,
    UNKNOWN,
    Kind,
)
from api.pages.rendering import language_of, page_of
from graph.errors import PeerpolisError
from graph.said import Said, said
from matching.words.told import languages

#: What is told for each kind of problem.
_TROUBLE: Mapping[Kind, Said] = {
    NOT_FOUND: said("There is no page at this address. It may be mistyped, or out of date."),
    UNKNOWN: said("No town of this name was found. Please check the spelling."),
    STARTING: said("The service is just starting. Please try again in a minute."),
    STORE_DOWN: said("The data cannot be read at the moment. Please try again later."),
    BUSY: said("Many ask at the moment. Please ask again in some seconds."),
    EMPTY: said("This service has no data yet. Whoever runs it has to fill it first (peerpolis seed)."),
    NO_MODEL: said("The need could not be read. Please leave it empty, or tell whoever runs the service."),
    INTERNAL: said("This is an error of ours. It has been written down; please tell whoever runs the service."),
    LONG_ADDRESS: said("This address is too long. A need has 2,000 letters at most."),
    LARGE_HEADERS: said("Your browser sent more than can be taken. Deleting its cookies for this address helps."),
    LARGE_BODY: said("What was sent is too large."),
}
_OTHER_TROUBLE = said("The question could not be answered as it was asked.")


def told_to_people(kind: Kind) -> Said:
    """What a person is told of a problem."""
    return _TROUBLE.get(kind, _OTHER_TROUBLE)


def trouble_page(
    request: Request, kind: Kind, status: int, headers: Mapping[str, str], error: PeerpolisError | None
) -> Response:
    """The page that tells a problem; `error` is what was raised, where something was."""
    asked: Any = request.query_params.get("lang")
    language = language_of(request, asked if asked in languages() else None)
    # What a question is refused for helps who asked it; what befalls the service is for who runs it.
    why = error.said if error is not None and kind in (INVALID, UNKNOWN) else None
    return page_of(
        request,
        "trouble.html",
        language,
        status,
        {**headers, "Cache-Control": "no-store"},
        trouble=told_to_people(kind) if why is None else why,
        again=kind.retry_after,
    )
