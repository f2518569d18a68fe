"""How soon a page is there, and how much it loads: in a real Chromium, beside an empty page in the same run.

    python -m benchmarks.pages --graph graph.sqlite

The graph is a SQLite file, as `peerpolis seed` fills it; no sentence model is opened, so needs are read by their words.
The service runs in this process: clients and service share the machine.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Response, Route, sync_playwright

from tests.api.conftest import settings_in
from tests.browser.conftest import LAPTOP, SWITCHES, chromium_path, serving, until_ready, window

TEMPLIN = "/towns/gn:2823533"
PAGES = {
    "start": "/?lang=de",
    "answer": f"{TEMPLIN}?lang=de&need=Jugendbeteiligung",
    "answer without a need": f"{TEMPLIN}?lang=de",
    "calls": "/calls?lang=de&town=gn:2823533",
    "network": "/network?lang=de",
    "gaps": "/gaps?lang=de&region=Brandenburg",
}
_EMPTY = "<!doctype html><html lang=en><title>empty</title><p>empty</p>"
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0]"
#: What is done with the map of all towns in each frame: as people do, and the worst that a page could do.
_EACH_FRAME = {
    "scrolled": "scrollTo(0, 20 * Math.abs(30 - frame))",
    "moved and zoomed as one piece": "map.style.transform = `translate(${frame}px) scale(${1 + frame / 60})`",
    "drawn anew": "map.setAttribute('viewBox', `${box[0]} ${box[1]} ${box[2] - 9 * frame} ${box[3]}`)",
}
_FRAMES = """async () => {
  const map = document.querySelector('figure svg.picture');
  const box = map.getAttribute('viewBox').split(' ').map(Number);
  const times = [];
  let last = null;
  map.style.willChange = 'transform';
  for (let frame = 0; frame < 60; frame += 1) {
    EACH;
    const now = await new Promise(requestAnimationFrame);
    if (last !== null) times.push(now - last);
    last = now;
  }
  return times;
}"""


@dataclass(frozen=True)
class Measured:
    """Of a page: the server's time, the processor's for it and the first paint in ms (medians), and what goes over the
    wire in bytes."""

    server_ms: float
    processor_ms: float
    painted_ms: float
    size: int


def measured(browser: Browser, address: str, path: str, runs: int) -> Measured:
    """The page asked `runs` times, after once that does not count."""
    server, processor, painted, sizes = [], [], [], []
    for run in range(runs + 1):
        started, worked = time.perf_counter(), time.process_time()
        with urlopen(Request(address + path, headers={"Accept-Encoding": "gzip"})) as answer:
            answer.read()
        taken, work = (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000
        with window(browser) as context:
            page = context.new_page()
            loaded: list[int] = []

            def came(got: Response, loaded: list[int] = loaded) -> None:
                loaded.append(int(got.headers.get("content-length", 0)))

            page.on("response", came)
            page.goto(address + path, wait_until="load")
            page.wait_for_function(_PAINTED)
            if run:
                server.append(taken)
                processor.append(work)
                painted.append(page.evaluate(_PAINTED))
                sizes.append(sum(loaded))
    return Measured(statistics.median(server), statistics.median(processor), statistics.median(painted), max(sizes))


def empty(browser: Browser, address: str, runs: int) -> float:
    """The first paint of a page with nothing in it, ms (median)."""

    def answered(route: Route) -> None:
        route.fulfill(body=_EMPTY, content_type="text/html")

    painted: list[float] = []
    for _ in range(runs):
        with window(browser) as context:
            page = context.new_page()
            page.route("**/*", answered)
            page.goto(f"{address}/empty", wait_until="load")
            page.wait_for_function(_PAINTED)
            painted.append(page.evaluate(_PAINTED))
    return statistics.median(painted)


def frames(browser: Browser, address: str, each: str) -> tuple[float, float]:
    """The map of all towns on a laptop, `each` done in each of sixty frames: ms a frame, median and 95th percentile."""
    with window(browser) as context:
        page = context.new_page()
        page.goto(f"{address}/gaps?lang=de", wait_until="networkidle")
        taken: list[float] = page.evaluate(_FRAMES.replace("EACH", each))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args(arguments)
    logging.disable(logging.INFO)  # what is asked would stand between the figures
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        shutil.copy(asked.graph, Path(folder) / "graph.sqlite")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=SWITCHES)
        with serving(settings_in(Path(folder))) as address:
            until_ready(address)
            nothing = empty(browser, address, asked.runs)
            print(f"{LAPTOP['width']} × {LAPTOP['height']}; an empty page is painted after {nothing:.0f} ms")
            print(f"{'page':24}{'server ms':>12}{'processor ms':>14}{'painted later ms':>18}{'kB over the wire':>18}")
            for name, of_page in PAGES.items():
                found = measured(browser, address, of_page, asked.runs)
                later, size = found.painted_ms - nothing, found.size / 1000
                print(f"{name:24}{found.server_ms:12.0f}{found.processor_ms:14.0f}{later:18.0f}{size:18.0f}")
            print("map of all towns (wanted: 40 ms a frame)")
            for what, each in _EACH_FRAME.items():
                usual, slow = frames(browser, address, each)
                print(f"  {what:32}{usual:6.0f} ms a frame, 95th percentile {slow:.0f}")
        browser.close()


if __name__ == "__main__":
    main()
