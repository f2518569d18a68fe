"""What the service counts of itself, as Prometheus reads it (text format 0.0.4), at `/metrics`.

Each process counts for itself: with several workers one answer is that of one of them.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request, Response

from api.http.answers import program_version

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Upper bounds of the counted times, in seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
router = APIRouter(include_in_schema=False)


class Metrics:
    """Counts and times of answers by route; threads may share it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._answers: dict[tuple[str, str, int], int] = defaultdict(int)
        self._times: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._sums: dict[str, float] = defaultdict(float)
        self.under_way = 0

    def begun(self) -> None:
        """A request has come."""
        with self._turn:
            self.under_way += 1

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """It has been answered; `route` is that of the program, never the address, which strangers choose."""
        with self._turn:
            self.under_way -= 1
            self._answers[route, method, status] += 1
            self._times[route][bisect_left(BOUNDS, seconds)] += 1
            self._sums[route] += seconds

    def lines(self) -> Iterator[str]:
        """The counts as lines."""
        with self._turn:
            answers, sums = dict(self._answers), dict(self._sums)
            times = {route: list(counts) for route, counts in self._times.items()}
            under_way = self.under_way
        yield from _head("peerpolis_requests_total", "counter", "Answers by route, method and status.")
        for (route, method, status), count in sorted(answers.items()):
            yield f'peerpolis_requests_total{{route="{route}",method="{method}",status="{status}"}} {count}'
        yield from _head("peerpolis_request_seconds", "histogram", "Time until an answer was sent, by route.")
        for route, counts in sorted(times.items()):
            below = 0
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), counts, strict=True):
                below += count
                yield f'peerpolis_request_seconds_bucket{{route="{route}",le="{bound}"}} {below}'
            yield f'peerpolis_request_seconds_sum{{route="{route}"}} {sums[route]:.6f}'
            yield f'peerpolis_request_seconds_count{{route="{route}"}} {below}'
        yield from _head("peerpolis_requests_under_way", "gauge", "Requests that are being answered.")
        yield f"peerpolis_requests_under_way {under_way}"


def _head(name: str, kind: str, meaning: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"


def _state(space: Any) -> Iterator[str]:
    view = space.present_view()
    yield from _head("peerpolis_info", "gauge", "The version of the program.")
    yield f'peerpolis_info{{version="{program_version()}"}} 1'
    yield from _head("peerpolis_ready", "gauge", "1 as soon as questions are answered.")
    yield f"peerpolis_ready {int(view is not None)}"
    yield from _head("peerpolis_store_answers", "gauge", "1 while the graph store answers.")
    yield f"peerpolis_store_answers {int(space.trouble is None)}"
    if view is not None:
        yield from _head("peerpolis_graph_revision", "gauge", "The revision of the graph that is asked.")
        yield f"peerpolis_graph_revision {view.revision}"


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """For whoever runs the service; the proxy keeps it from the world."""
    lines = [*request.app.state.metrics.lines(), *_state(request.app.state.workspace)]
    return Response("\n".join(lines) + "\n", media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})
