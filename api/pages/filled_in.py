"""What a form was filled in with, from the address or, where it was posted, from the body; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import Request

from graph.errors import InvalidRecord
from graph.said import said

#: A form has no more fields than this, each at most once but for boxes that are ticked.
_MOST_FIELDS = 100

Fields = Mapping[str, str]


async def filled_in(request: Request) -> Fields:
    """The fields by name, without outer blanks; of one that comes twice the last. What is empty is left out.

    Raises InvalidRecord for a body that is no form.
    """
    found = dict(request.query_params)
    if request.method == "POST":
        try:
            body = (await request.body()).decode("utf-8")
            posted = parse_qs(body, max_num_fields=_MOST_FIELDS)
        except ValueError as error:
            raise InvalidRecord(said("What was sent is no form that could be read.")) from error
        found |= {name: values[-1] for name, values in posted.items()}
    return {name: value.strip() for name, value in found.items() if value.strip()}


def whole(fields: Fields, name: str, *, otherwise: int, least: int, most: int) -> int:
    """The whole number in a field. Raises InvalidRecord for what is none, or out of its bounds."""
    text = fields.get(name, str(otherwise))
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise InvalidRecord(
            said("“{text}”: a whole number from {least:,} to {most:,}, please", text=text[:40], least=least, most=most)
        )
    return int(text)
