"""`peerpolis serve` with a route beside its own that works for a minute and cannot be stopped."""

from __future__ import annotations

import time

from fastapi import FastAPI

import api.app
from api.commands.run import serve

_own = api.app.from_environment


def sleep() -> dict[str, bool]:
    time.sleep(60)
    return {"slept": True}


def with_sleep() -> FastAPI:
    app = _own()
    app.add_api_route("/sleep", sleep)
    return app


if __name__ == "__main__":
    api.app.from_environment = with_sleep
    serve()
