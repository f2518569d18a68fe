"""A query parameter that a route does not have, or that stands twice where it has one value, is refused: ignored, it
would answer another question."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel


async def only_known_parameters(request: Request) -> None:
    """The dependency of all routes of the API: each query parameter must be one that the route declares, and stand once
    unless it is a list. It waits for nothing; a function that is not async would be handed to a thread, which costs
    more than all that it does.

    Raises RequestValidationError, which names every unknown parameter and the known one that it is nearest to, and
    every one that stands twice.
    """
    declared = dict(_declared(request))
    known = list(declared)
    given = Counter(name for name, _ in request.query_params.multi_items())
    faults = [
        {"loc": ("query", name), "msg": _why(name, known), "type": "unknown_parameter"}
        for name in given
        if name not in known
    ]
    faults += [
        {"loc": ("query", name), "msg": "stands twice, and has one value", "type": "repeated_parameter"}
        for name, times in given.items()
        if times > 1 and not declared.get(name, True)
    ]
    if faults:
        raise RequestValidationError(faults)


def _declared(request: Request) -> Iterator[tuple[str, bool]]:
    """The names of the route's parameters, each with whether it may stand several times."""
    for field in request.scope["route"].dependant.query_params:
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            for name, member in model.model_fields.items():
                yield member.alias or name, _is_list(member.annotation)
        else:
            yield field.alias, _is_list(model)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) in (list, tuple, set, frozenset) or any(map(_is_list, get_args(annotation)))


def _why(name: str, known: list[str]) -> str:
    if not known:
        return "there is no such parameter; this address takes none"
    near = difflib.get_close_matches(name.casefold(), known, n=1)
    return f"there is no such parameter; did you mean {near[0]}?" if near else f"not one of {', '.join(known)}"
