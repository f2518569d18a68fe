"""A query parameter that a route does not have is refused: ignored, a misspelt one would answer another question."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel


async def only_known_parameters(request: Request) -> None:
    """The dependency of all routes of the API: each query parameter must be one that the route declares. It waits for
    nothing; a function that is not async would be handed to a thread, which costs more than all that it does.

    Raises RequestValidationError, which names every unknown parameter and the known one that it is nearest to.
    """
    known = list(_declared(request))
    faults = [
        {"loc": ("query", name), "msg": _why(name, known), "type": "unknown_parameter"}
        for name in dict.fromkeys(request.query_params)
        if name not in known
    ]
    if faults:
        raise RequestValidationError(faults)


def _declared(request: Request) -> Iterator[str]:
    for field in request.scope["route"].dependant.query_params:
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (member.alias or name for name, member in model.model_fields.items())
        else:
            yield field.alias


def _why(name: str, known: list[str]) -> str:
    if not known:
        return "there is no such parameter; this address takes none"
    near = difflib.get_close_matches(name.casefold(), known, n=1)
    return f"there is no such parameter; did you mean {near[0]}?" if near else f"not one of {', '.join(known)}"
