"""The service under load: each question alone and at 32 connections, and its memory over mixed questions.

    python -m benchmarks.under_load --graph graph.sqlite                       this program
    python -m benchmarks.under_load --graph graph.sqlite --workers 2           with a process for each of two cores
    python -m benchmarks.under_load --graph graph.sqlite --against HEAD~1      and another commit, in turn, with ratios

The graph is a SQLite file that is copied, so that nothing is written to it; clients and service share the machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import psutil

from tests.neo4j_server import free_port

ROOT = Path(__file__).parents[1]
#: So many towns are drawn, of those that are in a network: they have most to tell. Each is asked for in turn, so that
#: answers that are kept (`api.http.answered`) are none of those measured, but for the line that says so.
DRAWN = 6_000
READY_SECONDS = 300
KINDS = ("partners", "page", "search by name", "calls")


@dataclass(frozen=True)
class Question:
    """One kind of question: its addresses, asked in turn, and what is wanted of it on two cores."""

    name: str
    paths: Sequence[str]
    wanted_ms: float
    wanted_rate: float | None


def questions(graph: Path) -> tuple[Question, ...]:
    """The questions, of towns that are drawn from the graph with a seed, and of their names as somebody types them."""
    statement = (
        "SELECT DISTINCT node.id, node.name FROM relation JOIN node ON node.id = relation.start "
        "WHERE relation.type = 'MEMBER_OF' AND node.label = 'Municipality' ORDER BY node.id"
    )
    with closing(sqlite3.connect(f"file:{graph}?mode=ro", uri=True)) as connection:
        towns = connection.execute(statement).fetchall()
    draw = random.Random(12)
    draw.shuffle(towns)
    towns = towns[:DRAWN]
    typed = [name[: draw.randint(3, max(3, len(name)))] for _, name in towns]

    def of_towns(kind: str) -> list[str]:
        return [f"/api/v1/municipalities/{quote(town)}/{kind}" for town, _ in towns]

    return (
        Question("partners", of_towns("partners"), 12, 100),
        Question("page", [f"/towns/{quote(town)}" for town, _ in towns], 30, 30),
        Question("search by name", [f"/api/v1/municipalities?q={quote(text)}" for text in typed], 8, 200),
        Question("calls", of_towns("calls"), 12, None),
    )


class Turns:
    """The paths of a question, each in its turn, whichever thread asks."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths, self._at, self._lock = paths, 0, threading.Lock()

    def next(self, several: int) -> list[str]:
        """The next paths."""
        with self._lock:
            first, self._at = self._at, self._at + several
        return [self._paths[at % len(self._paths)] for at in range(first, first + several)]


@contextmanager
def service(root: Path, graph: Path, folder: Path, workers: int = 1) -> Iterator[tuple[psutil.Process, int]]:
    """The service of the checkout in `root` over a copy of the graph: its process and port, ready and warm."""
    folder.mkdir()
    shutil.copy(graph, folder / "graph.sqlite")
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERPOLIS_")}
    own = {
        "PEERPOLIS_GRAPH": f"sqlite:///{folder}/graph.sqlite",
        "PEERPOLIS_CACHE": str(folder / "cache"),
        "PEERPOLIS_MODEL": "none",
        "PEERPOLIS_PORT": str(port),
        "PEERPOLIS_WORKERS": str(workers),
        "PYTHONPATH": str(root),
    }
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "api.cli", "serve"]
        process = subprocess.Popen(command, cwd=root, env=kept | own, stdout=log, stderr=log)
    try:
        until = time.monotonic() + READY_SECONDS
        while not all(_answers(port) for _ in range(8 * workers)):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((folder / "log").read_text())
            time.sleep(0.2)
        times = 1 if workers == 1 else 8 * workers  # on new connections, so that all processes are met
        for question in questions(graph):
            for path in question.paths[-10:]:
                for _ in range(times):
                    timed(port, [path])
        yield psutil.Process(process.pid), port
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        timed(port, ["/api/v1/health/ready"])
    except (OSError, AssertionError):
        return False
    return True


def timed(port: int, paths: Sequence[str], times: int = 1) -> list[float]:
    """Milliseconds of each answer over one connection, the paths in turn."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    taken = []
    for at in range(times * len(paths)):
        began = time.perf_counter()
        connection.request("GET", paths[at % len(paths)])
        response = connection.getresponse()
        response.read()
        assert response.status in (200, 409), (paths[at % len(paths)], response.status)
        taken.append(1000 * (time.perf_counter() - began))
    connection.close()
    return taken


def at_once(port: int, turns: Turns, connections: int, seconds: float) -> tuple[float, float, float]:
    """Answers a second, and the median and the 99th percentile of their milliseconds."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def ask() -> None:
        while time.perf_counter() < until:
            taken.extend(timed(port, turns.next(8)))

    began = time.perf_counter()
    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(taken) / (time.perf_counter() - began)
    return rate, statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def processor(process: psutil.Process) -> float:
    """Seconds of the processor that the service has taken; they depend little on what else the machine does."""
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


def resident(process: psutil.Process) -> float:
    """Memory of the service's processes, in MiB."""
    return float(sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))) / 2**20


@contextmanager
def checkout(commit: str, folder: Path) -> Iterator[Path]:
    """The program as it was at the commit."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", "--quiet", str(folder), commit], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, required=True, help="a filled SQLite graph")
    parser.add_argument("--against", metavar="COMMIT", help="measured in turn with this program")
    parser.add_argument("--only", choices=KINDS, help="one kind of question")
    parser.add_argument("--workers", type=int, default=1, help="processes that serve; one for each core uses them all")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each question is asked at 32 connections")
    parser.add_argument("--mixed", type=int, default=20_000, help="questions over which the memory is watched; 0: none")
    chosen = parser.parse_args()
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; load before: {load}\n")
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        roots = {"now": ROOT}
        if chosen.against:
            roots[chosen.against] = stack.enter_context(checkout(chosen.against, folder / "checkout"))
        services = {
            name: stack.enter_context(service(root, chosen.graph, folder / f"service-{at}", chosen.workers))
            for at, (name, root) in enumerate(roots.items())
        }
        for question in (q for q in questions(chosen.graph) if chosen.only in (None, q.name)):
            turns = {name: Turns(question.paths) for name in services}
            again: list[float] = []
            alone: dict[str, list[float]] = {name: [] for name in services}
            spent = dict.fromkeys(services, 0.0)
            for _ in range(5):  # in turn, so that what else the machine does meets all alike
                for name, (process, port) in services.items():
                    before = processor(process)
                    paths = turns[name].next(16)
                    alone[name] += timed(port, paths)
                    spent[name] += processor(process) - before
                    again += timed(port, paths) if name == "now" else []
            for name, (_, port) in services.items():
                rate, p50, p99 = at_once(port, turns[name], 32, chosen.seconds)
                wanted = "" if question.wanted_rate is None else f" (wanted {question.wanted_rate:g})"
                print(
                    f"{question.name:15} {name:12} alone {statistics.median(alone[name]):6.1f} ms, of the processor "
                    f"{1000 * spent[name] / len(alone[name]):.1f} (wanted {question.wanted_ms:g}); "
                    f"32 at once {rate:6.1f}/s{wanted}, "
                    f"p50 {p50:.0f} ms, p99 {p99:.0f} ms ({p99 / p50:.1f} times)",
                    flush=True,
                )
            print(f"{question.name:15} asked again, alone {statistics.median(again):6.1f} ms", flush=True)
            if chosen.against:
                ratio = statistics.median(alone["now"]) / statistics.median(alone[chosen.against])
                print(
                    f"{question.name:15} takes {ratio:.2f} of the time that it took at {chosen.against}\n", flush=True
                )
        if chosen.mixed:
            _memory(*services["now"], questions(chosen.graph), chosen.mixed)


def _memory(process: psutil.Process, port: int, kinds: Sequence[Question], mixed: int) -> None:
    mix = Turns([path for paths in zip(*(question.paths for question in kinds), strict=True) for path in paths])
    before: float | None = None

    def ask(times: int) -> None:
        for _ in range(times):
            timed(port, mix.next(8))

    for part in range(4):
        threads = [threading.Thread(target=ask, args=(mixed // (16 * 8),)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        now = resident(process)
        print(f"memory after {(part + 1) * mixed // 4:6} mixed questions: {now:.0f} MiB", flush=True)
        before = before or now
    assert before is not None
    print(f"growth after the first quarter: {100 * (now / before - 1):.1f} %")


if __name__ == "__main__":
    main()
