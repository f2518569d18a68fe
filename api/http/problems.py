"""Every error of the service in one shape: application/problem+json (RFC 9457), never a stack trace."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.http.headers import SECURITY_HEADERS
from api.http.methods import allowed
from api.workspace.describing import OVER_HTTP, is_missing_town
from api.workspace.naming import TOLD, AmbiguousName, PartOfMunicipality
from api.workspace.waiting import Busy
from api.workspace.workspace import NotReady
from graph.errors import EmptyGraph, InvalidRecord, PeerpolisError, StoreBroken, StoreUnavailable, UnknownId
from graph.said import said
from matching.vectors.embedder import ModelUnavailable

MEDIA_TYPE = "application/problem+json"
#: So much is shown of a value that was not understood.
_SHOWN = 60
_log = logging.getLogger("peerpolis")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its `type` is `/docs#<slug>`. `retry_after` is in seconds."""

    slug: str
    status: int
    title: str
    meaning: str
    retry_after: int | None = None


NOT_FOUND = Kind("not-found", 404, "Not found", "No page or route has this address.")
UNKNOWN = Kind("unknown-id", 404, "Not in the graph", "`nearest` lists what looks alike.")
METHOD = Kind("method-not-allowed", 405, "Method not allowed", "The service only answers; data come in by the command.")
AMBIGUOUS = Kind("ambiguous-name", 409, "Several towns have this name", "Ask again with the id of a candidate.")
PART = Kind(
    "part-of-a-municipality", 409, "The place is no municipality", "Ask again with the id of the town it belongs to."
)
INVALID = Kind(
    "invalid-question", 422, "The question cannot be answered as it is asked", "`errors` says where and why."
)
LARGE_BODY = Kind("body-too-large", 413, "The body is too large", "A question has 65,536 bytes at most.")
LONG_ADDRESS = Kind("address-too-long", 414, "The address is too long", "It has 16,384 bytes at most, query included.")
LARGE_HEADERS = Kind("headers-too-large", 431, "The headers are too large", "They have 16,384 bytes at most.")
SLOW = Kind("request-timeout", 408, "The request came too slowly", "Its headers have to be here within ten seconds.")
NOT_HTTP = Kind("not-http", 400, "This is no HTTP request", "What was sent cannot be read as one.")
NOT_JSON = Kind(
    "unsupported-media-type",
    415,
    "The body is no JSON",
    "A question is JSON, with Content-Type: application/json.",
)
OTHER = Kind("request-refused", 400, "The request cannot be served", "The detail says why.")
INTERNAL = Kind("internal-error", 500, "An error of ours", "It has been logged; please tell whoever runs the service.")
STARTING = Kind("starting", 503, "The service is starting", "The graph is being read. Ask again in some seconds.", 5)
STORE_DOWN = Kind("store-unavailable", 503, "The graph store does not answer", "Nothing was read before it failed.", 10)
BUSY = Kind("busy", 503, "Many ask at the moment", "So many questions wait that no more are let in. Ask again.", 3)
EMPTY = Kind("empty-graph", 503, "The graph is empty", "Whoever runs the service has to fill it: peerpolis seed.", 60)
NO_MODEL = Kind("model-unavailable", 503, "The sentence model cannot be loaded", "Name topics instead of a need.", 60)

KINDS = (
    *(NOT_FOUND, UNKNOWN, METHOD, AMBIGUOUS, PART, INVALID, LARGE_BODY, LONG_ADDRESS, LARGE_HEADERS, SLOW, NOT_HTTP),
    NOT_JSON,
    *(OTHER, INTERNAL, STARTING, STORE_DOWN, BUSY, EMPTY, NO_MODEL),
)

#: The first class that an error belongs to says its kind.
_KIND_OF: Mapping[type[PeerpolisError], Kind] = {
    UnknownId: UNKNOWN,
    PartOfMunicipality: PART,
    AmbiguousName: AMBIGUOUS,
    NotReady: STARTING,
    Busy: BUSY,
    EmptyGraph: EMPTY,
    StoreUnavailable: STORE_DOWN,
    StoreBroken: INTERNAL,
    ModelUnavailable: NO_MODEL,
    PeerpolisError: INVALID,
}


class Candidate(BaseModel):
    """A town that an ambiguous name may mean."""

    id: str
    name: str
    country: str
    place: str = Field(description="Its county and region, as far as they are known.")
    population: int | None


class Fault(BaseModel):
    """One value of a request that cannot be taken: `where` it stands (`query.top`) and `why`."""

    where: str
    why: str


class Problem(BaseModel):
    """An error (RFC 9457). `nearest`, `candidates` and `errors` are there where they help."""

    type: str = Field(examples=["/docs#unknown-id"])
    title: str
    status: int
    detail: str
    instance: str
    nearest: list[str] | None = None
    candidates: list[Candidate] | None = None
    errors: list[Fault] | None = None


def _described(title: str) -> dict[str, Any]:
    return {"description": title, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


#: For the documentation of every route that asks the graph.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: _described(title)
    for status, title in (
        (400, "The request cannot be read"),
        (404, "Not in the graph"),
        (409, "Several towns have this name"),
        (422, "The question cannot be answered as it is asked"),
        (503, "The graph cannot be read at the moment"),
    )
}
#: What every address may answer, whatever it is for: a parameter that it has not, a request that is too large.
ALWAYS: Mapping[str, dict[str, Any]] = {
    str(kind.status): _described(kind.title) for kind in (INVALID, LARGE_BODY, LONG_ADDRESS, LARGE_HEADERS)
}

#: What those may answer beside that take a body.
WITH_BODY: tuple[str, dict[str, Any]] = (str(NOT_JSON.status), _described(NOT_JSON.title))


class ProblemPage(Protocol):
    """Tells a problem as a page for people."""

    def __call__(
        self, request: Request, kind: Kind, status: int, headers: Mapping[str, str], error: PeerpolisError | None
    ) -> Response:
        """The page; `error` is what was raised, where something was."""
        ...


def problem(
    request: Request,
    kind: Kind,
    detail: str,
    *,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
    error: PeerpolisError | None = None,
    **more: Any,
) -> Response:
    """The answer that tells a problem; `more` are the members beside those of every problem.

    Who reads pages gets one, made by `app.state.problem_page`, where the app has it.
    """
    code = status or kind.status
    retry = {} if kind.retry_after is None else {"Retry-After": str(kind.retry_after)}
    told = {"Cache-Control": "no-store", **SECURITY_HEADERS, **retry, **(headers or {})}
    app = request.scope.get("app")
    page: ProblemPage | None = None if app is None else getattr(app.state, "problem_page", None)
    if page is not None and _reads_pages(request):
        return page(request, kind, code, told, error)
    return Response(body_of(kind, detail, request.url.path, status=code, **more), code, told, MEDIA_TYPE)


def _reads_pages(request: Request) -> bool:
    """Whether a browser asks, or anybody for a page: only programs ask for the rest."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    if path.startswith(("/api/", "/metrics", "/openapi.json")):
        return False
    route = request.scope.get("route")
    return "text/html" in request.headers.get("accept", "") or not getattr(route, "include_in_schema", True)


def body_of(kind: Kind, detail: str, instance: str, *, status: int | None = None, **more: Any) -> bytes:
    """The problem as JSON."""
    always = {"type": f"/docs#{kind.slug}", "title": kind.title, "status": status or kind.status, "detail": detail}
    return orjson.dumps({**always, "instance": instance, **more})


def kind_of(error: PeerpolisError) -> Kind:
    """The kind of problem that an error of Peerpolis is."""
    return next(_KIND_OF[base] for base in type(error).__mro__ if base in _KIND_OF)


def told(error: PeerpolisError) -> str:
    """What the public is told: faults of the service without the addresses and paths that its operator is told."""
    kind = kind_of(error)
    return f"{kind.title}. {kind.meaning}" if kind.status >= 500 else str(error)


def _in_the_address(error: RequestValidationError) -> InvalidRecord | None:
    """What a person is told of values that stand in the address or in a form; None where none does."""
    wrong = [
        f"{e['loc'][-1]}={str(e.get('input'))[:_SHOWN]}"
        for e in error.errors()
        if len(e["loc"]) == 2 and e["loc"][0] == "query"
    ]
    return InvalidRecord(said("This was not understood: {parts}.", parts=tuple(wrong))) if wrong else None


def _of_another_type(request: Request, error: RequestValidationError) -> bool:
    """Whether there is a body that says, or leaves open, that it is no JSON: nobody has looked into it."""
    said_type = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    unread = any(tuple(e["loc"]) == ("body",) and e["type"] != "missing" for e in error.errors())
    return unread and not (said_type == "application/json" or re.fullmatch(r"application/[^/]+\+json", said_type))


def add_handlers(app: FastAPI) -> None:
    """Make the app answer every error as a problem."""

    @app.exception_handler(PeerpolisError)
    def own(request: Request, error: PeerpolisError) -> Response:
        kind = kind_of(error)
        if kind.status >= 500:
            _log.warning("%s: %s", request.url.path, error)
        more: dict[str, Any] = {}
        if isinstance(error, UnknownId):
            more["nearest"] = list(error.nearest)
        if isinstance(error, AmbiguousName):
            towns = [c.municipality for c in error.candidates[:TOLD]]
            place = request.app.state.workspace.names.place
            more["candidates"] = [
                {"id": t.id, "name": t.name, "country": t.country, "place": place(t.id), "population": t.population}
                for t in towns
            ]
        detail = f"{told(error)} {OVER_HTTP}" if is_missing_town(error) else told(error)
        return problem(request, kind, detail, error=error, **more)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        faults = [{"where": ".".join(map(str, e["loc"])), "why": str(e["msg"])} for e in error.errors()]
        detail = "; ".join(f"{f['where']}: {f['why']}" for f in faults)
        if _of_another_type(request, error):
            return problem(request, NOT_JSON, NOT_JSON.meaning, headers={"Accept": "application/json"})
        return problem(request, INVALID, detail, error=_in_the_address(error), errors=faults)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        kind = {404: NOT_FOUND, 405: METHOD}.get(error.status_code, OTHER)
        detail = f"{HTTPStatus(error.status_code).phrase}. {kind.meaning}" if kind is not OTHER else str(error.detail)
        headers = {"Allow": allowed(app.routes, request.scope)} if kind is METHOD else error.headers
        return problem(request, kind, detail, status=error.status_code, headers=headers)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        # The server logs the error with its traceback; the client learns that there was one.
        return problem(request, INTERNAL, INTERNAL.meaning)
