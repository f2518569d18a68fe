"""The documentation of the API, made from its description."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup, escape

from api.http.documentation import operations
from api.http.problems import KINDS
from api.pages.rendering import page_of

router = APIRouter(include_in_schema=False)
_CODE = re.compile(r"`([^`]+)`")


@router.get("/docs")
def docs(request: Request) -> Response:
    """The documentation of the API; it is in English."""
    document: Mapping[str, Any] = request.app.openapi()
    operated = operations(document)
    return page_of(request, "docs.html", "en", info=document["info"], operations=operated, kinds=KINDS, coded=coded)


def coded(text: str) -> Markup:
    """The text with what stands between backticks, as descriptions write it, as code."""
    # As a plain string: what is put into text that knows itself escaped is escaped once more.
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))
