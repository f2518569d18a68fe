"""The files that pages load: our own, and those of others (`vendor/vendor.json`). All come from this service."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

router = APIRouter(include_in_schema=False)

#: What a browser is told of a file, by its ending; no other file is served.
MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
#: A file never changes under its address: that of another's has its version in it, that of ours a digest.
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


@router.get("/static/{name}")
def own(request: Request, name: str) -> Response:
    """A file of our own."""
    return _served(request, _pages() / "static", name)


@router.get("/vendor/{package}/{name}")
def others(request: Request, package: str, name: str) -> Response:
    """A file of another project, unchanged."""
    folder = next((found for found in (_pages() / "vendor").iterdir() if found.name == package), None)
    if folder is None or not folder.is_dir():
        raise HTTPException(404)
    return _served(request, folder, name)


def asset(name: str) -> str:
    """The address of a file: `style.css` of our own, `htmx-4.0.1/htmx.min.js` of another project."""
    return f"/vendor/{name}" if "/" in name else f"/static/{name}?v={_digest(name)}"


def _pages() -> Traversable:
    return resources.files("api") / "pages"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((_pages() / "static" / name).read_bytes()).hexdigest()[:12]


def _served(request: Request, folder: Traversable, name: str) -> Response:
    # Looked for among what is there, so that no name leads out of the folder.
    found = next((file for file in folder.iterdir() if file.name == name), None)
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2])
    if found is None or media_type is None:
        raise HTTPException(404)
    if media_type.startswith("font/") or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.read_bytes(), headers=_KEPT, media_type=media_type)
    return Response(_small(folder.name, name), headers={**_KEPT, "Content-Encoding": "gzip"}, media_type=media_type)


@cache
def _small(folder: str, name: str) -> bytes:
    """The file as it goes over the wire, made once."""
    within = _pages() / folder if folder == "static" else _pages() / "vendor" / folder
    return gzip.compress((within / name).read_bytes(), mtime=0)
