"""HEAD is answered wherever GET is, and a method that an address does not have is told which it has (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """ASGI middleware that answers HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        asked = {**scope, "method": "GET"}
        await self._app(asked, receive, without_body)
        scope["route"] = asked.get("route")  # for whoever counts answers by route


def allowed(routes: Iterable[BaseRoute], scope: Scope) -> str:
    """The methods that the address has, as the header Allow names them; one address may have several routes."""
    found: set[str] = set()
    for method in ("GET", "POST"):
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in routes):
            found |= {"GET", "HEAD"} if method == "GET" else {method}
    return ", ".join(sorted(found))
