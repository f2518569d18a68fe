"""The service: the workspace behind routes under /api/v1, and pages for people."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from starlette.concurrency import run_in_threadpool

from api.http import metrics
from api.http.answered import Answered
from api.http.answers import program_version
from api.http.bounds import Bounds
from api.http.documentation import describe_more
from api.http.headers import SecurityHeaders
from api.http.limits import GOODBYE_SECONDS, LAST_SECONDS, MOST_AT_ONCE
from api.http.methods import Head
from api.http.metrics import Metrics
from api.http.observed import Observed
from api.http.parameters import only_known_parameters
from api.http.problems import add_handlers
from api.http.routes import (
    calendars,
    catalogue,
    eligibility,
    gaps,
    groups,
    measures,
    missing,
    municipalities,
    service,
    suggestions,
    topics,
    town_calls,
    years,
)
from api.pages import about, assets, described, docs, start, town
from api.pages import call as call_page
from api.pages import calls as calls_page
from api.pages import compare as compare_page
from api.pages import gaps as gaps_page
from api.pages import gaps_of_list as gaps_of_list_page
from api.pages import groups as groups_page
from api.pages import introductions as introductions_page
from api.pages import letter as letter_page
from api.pages import network as network_page
from api.pages import what_if as what_if_page
from api.pages.portraits import lists
from api.pages.portraits import routes as portraits
from api.pages.trouble import trouble_page
from api.workspace.following import LOOK_EVERY
from api.workspace.notices import in_words
from api.workspace.settings import Settings
from api.workspace.workspace import Workspace

DESCRIPTION = """\
Finds a municipality the partners, networks, solutions and calls that fit it, and says why.

Read-only: data come in by the command `peerpolis`. Where a town is asked for, its id, its LAU code or its name will do;
a name that several towns have is answered with 409 and the candidates. Lists come page by page (`limit`, `offset`, Link
header); answers carry an ETag made from the digest of the snapshot. A parameter that a route does not have is refused.
Every error is application/problem+json (RFC 9457).
"""


def from_environment() -> FastAPI:
    """The service with the settings of the environment: what a server calls to get its app."""
    log = logging.getLogger("uvicorn.error")
    settings = Settings.from_environment(os.environ)
    workspace = Workspace(settings, notice=lambda what: log.info(in_words(what, "en")))
    return create_app(workspace, leave=lambda: _leave_after(LAST_SECONDS - GOODBYE_SECONDS))


def _leave_after(seconds: float) -> None:
    """End the process then, whatever it still does: a writer that is cut off is undone by its store."""
    timer = threading.Timer(seconds, os._exit, (0,))
    timer.daemon = True
    timer.start()


def create_app(
    workspace: Workspace, *, look_every: float = LOOK_EVERY, leave: Callable[[], None] = lambda: None
) -> FastAPI:
    """The service over the workspace; while it runs it follows the store, looking every `look_every` seconds.

    `leave` is called when it is about to end, before the workspace is closed.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Whoever waits in a queue holds a thread: there has to be one for each request, lest others wait for those.
        current_default_thread_limiter().total_tokens = MOST_AT_ONCE
        workspace.watch(look_every)
        yield
        leave()
        await run_in_threadpool(workspace.close)

    app = FastAPI(
        title="Peerpolis",
        version=program_version(),
        summary="Partners, networks, solutions and calls for municipalities, explained.",
        description=DESCRIPTION,
        docs_url=None,  # FastAPI's own page loads scripts from elsewhere; `api.pages.docs` has ours
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.workspace = workspace
    app.state.answered = Answered()
    app.state.problem_page = trouble_page
    add_handlers(app)
    app.add_middleware(GZipMiddleware, compresslevel=5)
    app.add_middleware(Bounds)
    app.add_middleware(Head)
    app.add_middleware(SecurityHeaders)
    app.state.metrics = Metrics()
    app.add_middleware(Observed, metrics=app.state.metrics)
    for routes in (
        suggestions,
        missing,
        town_calls,
        municipalities,
        catalogue,
        eligibility,
        calendars,
        gaps,
        groups,
        measures,
        service,
        topics,
        years,
    ):
        app.include_router(routes.router, prefix="/api/v1", dependencies=[Depends(only_known_parameters)])
    for pages in (
        start,
        described,
        lists,
        portraits,
        compare_page,
        town,
        letter_page,
        calls_page,
        call_page,
        gaps_page,
        gaps_of_list_page,
        introductions_page,
        groups_page,
        network_page,
        what_if_page,
        about,
        docs,
        assets,
    ):
        app.include_router(pages.router)
    app.include_router(metrics.router)
    describe_more(app)
    return app
