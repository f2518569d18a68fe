"""The documentation of the API, made from its description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from api.http.documentation import operations
from api.http.problems import KINDS
from api.pages.rendering import page_of

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    """The documentation of the API; it is in English."""
    document: Mapping[str, Any] = request.app.openapi()
    return page_of(request, "docs.html", "en", info=document["info"], operations=operations(document), kinds=KINDS)
