"""The partner route against a bare route of the same service that sleeps as long as the engine takes.

One client, one connection, towns in turn: the engine is timed here, then the bare route sleeps just so long, then the
partner route is asked; so what else the machine does slows all alike.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.service import get, of_town, service
from benchmarks.speed_load import large_snapshot
from benchmarks.speed_suggest import TODAY, ask, draw_towns
from matching.engine import Engine
from matching.need.topics import TopicReader
from matching.ranking.files import shipped_models


def figures(folder: Path) -> Iterator[Figure]:
    snapshot = large_snapshot(folder)
    engine = Engine(snapshot, TopicReader(snapshot), models=shipped_models())
    engine.prepare(TODAY)
    towns = draw_towns(snapshot, 300)
    with service(folder, ("-m", "benchmarks.speed_http")) as (_, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for town in towns[:20]:
            ask(engine, town, "partners")
            get(connection, of_town(town, "partners"))
        bare = asked = 0.0
        for town in towns:
            began = time.perf_counter()
            ask(engine, town, "partners")
            taken = time.perf_counter() - began
            began = time.perf_counter()
            get(connection, f"/bare?seconds={taken:.6f}")
            middle = time.perf_counter()
            get(connection, of_town(town, "partners"))
            bare, asked = bare + middle - began, asked + time.perf_counter() - middle
        yield Figure("partner route", len(towns) / asked, "answers/s")
        yield Figure("bare route that sleeps as long as the engine takes", len(towns) / bare, "answers/s")
        yield Figure("partner route, share of the bare route's rate", 100 * bare / asked, "%", least=80)


def serve() -> None:
    """Run the service with the bare route beside its own."""
    import uvicorn
    from fastapi import Response

    from api.app import create_app
    from api.workspace.settings import Settings
    from api.workspace.workspace import Workspace

    settings = Settings.from_environment(os.environ)
    app = create_app(Workspace(settings))

    def bare(seconds: float) -> Response:
        time.sleep(seconds)
        return Response(b"{}", media_type="application/json")

    app.add_api_route("/bare", bare)
    uvicorn.run(app, host="127.0.0.1", port=settings.port, log_level="error", server_header=False, date_header=False)


if __name__ == "__main__":
    serve()
