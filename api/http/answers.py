"""Answers of the routes: JSON straight from the dataclasses, conditional (ETag), and page by page (Link)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import orjson
from fastapi import Request, Response

ItemT = TypeVar("ItemT")
JSON, HTML = "application/json", "text/html; charset=utf-8"
#: Caches may keep an answer, but ask each time whether it still holds: a new snapshot counts at once.
REVALIDATE = "no-cache"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@cache
def program_version() -> str:
    """The version of the installed program; "unknown" where it runs from its sources without being installed."""
    try:
        return version("peerpolis")
    except PackageNotFoundError:
        return "unknown"


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """A part of a list: `items` from `offset` on, at most `limit` of the `total`."""

    items: Sequence[ItemT]
    total: int
    limit: int
    offset: int


def entity_tag(request: Request, *parts: str) -> str:
    """A strong ETag: the same for the same program, path, query and `parts`, such as a digest and a day."""
    text = "\n".join((program_version(), request.url.path, request.url.query, *parts))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def answer(
    request: Request,
    tag: str,
    make: Callable[[], Any],
    *,
    media_type: str = JSON,
    headers: Mapping[str, str] | None = None,
    kept: bool = False,
) -> Response:
    """What `make` gives, as JSON, text or bytes; 304 without calling it if the client's copy has the same tag.

    `kept` is for what is dear to make and asked for again: it is given from memory as long as the tag is the same.
    Only answers to GET are representations that can be kept and asked for again; what is posted is answered each time.
    """
    if request.method == "POST":
        common = {"Cache-Control": "no-store", **(headers or {})}
    else:
        common = {"ETag": tag, "Cache-Control": REVALIDATE, **(headers or {})}
    if request.method != "POST" and _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=common)

    def made() -> bytes:
        content = make()
        if isinstance(content, bytes):
            return content
        return content.encode() if isinstance(content, str) else orjson.dumps(content)

    body = request.app.state.answered.get(tag, made) if kept and request.method != "POST" else made()
    return Response(body, headers=common, media_type=media_type)


def page_answer(request: Request, tag: str, page: Page[Any]) -> Response:
    """A page of a list, with the addresses of the pages beside it in the Link header (RFC 8288)."""
    links = []
    if page.offset + page.limit < page.total:
        links.append(_link(request, page.offset + page.limit, "next"))
    if page.offset > 0:
        links.append(_link(request, max(page.offset - page.limit, 0), "prev"))
    return answer(request, tag, lambda: page, headers={"Link": ", ".join(links)} if links else None)


def _link(request: Request, offset: int, rel: str) -> str:
    url = request.url.include_query_params(offset=offset)
    return f'<{quote(url.path, safe="/:%")}?{url.query}>; rel="{rel}"'


def _has(if_none_match: str, tag: str) -> bool:
    """Whether the header names the tag; the comparison is weak, as RFC 9110 (13.1.2) asks."""
    tags = [t.strip().removeprefix("W/") for t in if_none_match.split(",")]
    return tag in tags or tags == ["*"]
