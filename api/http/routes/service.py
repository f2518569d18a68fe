"""Is the service alive, is it ready, and what exactly answers here?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import orjson
from fastapi import APIRouter, Request, Response

from api.http.answers import JSON, answer, entity_tag, program_version
from api.http.problems import RESPONSES, told
from api.workspace.workspace import Workspace

router = APIRouter(tags=["service"])
_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether questions are answered; `trouble` says what is wrong with the store, if it does not answer now."""

    ready: bool
    store: Literal["answers", "does not answer"]
    trouble: str | None
    revision: int | None
    digest: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """What answers: the program, the snapshot, and how many nodes (by label), relations (by type) and facts it has."""

    version: str
    digest: str
    revision: int
    nodes: Mapping[str, int]
    relations: Mapping[str, int]
    facts: int


@router.get("/health/live", summary="Is the process alive?")
async def live() -> dict[str, bool]:
    """Always true while the process serves; asks nothing of the store."""
    return {"live": True}


@router.get("/health/ready", summary="Are questions answered?", response_model=Readiness)
async def ready(request: Request) -> Response:
    """200 as soon as there is a snapshot, also while the store is down (`store` says so); 503 before."""
    space: Workspace = request.app.state.workspace
    view, trouble = space.present_view(), space.trouble
    state = Readiness(
        ready=view is not None,
        store="answers" if trouble is None else "does not answer",
        trouble=None if trouble is None else told(trouble),
        revision=view.revision if view else None,
        digest=view.snapshot.digest if view else None,
    )
    status = 200 if view else 503
    headers = _NO_STORE if view else _NO_STORE | {"Retry-After": "5"}
    return Response(orjson.dumps(state), status, headers, JSON)


@router.get("/version", summary="What exactly answers here?", response_model=Version, responses=RESPONSES)
def version(request: Request) -> Response:
    """The version of the program, and the digest and size of the snapshot."""
    view = request.app.state.workspace.view()
    snapshot = view.snapshot
    relations: dict[str, int] = {}
    for links in snapshot.all_links.values():
        relations[links.type] = relations.get(links.type, 0) + len(links)
    state = Version(
        version=program_version(),
        digest=snapshot.digest,
        revision=view.revision,
        nodes={label: len(table) for label, table in sorted(snapshot.tables.items())},
        relations=dict(sorted(relations.items())),
        facts=len(snapshot.facts.subject),
    )
    return answer(request, entity_tag(request, snapshot.digest, str(view.revision)), lambda: state)
