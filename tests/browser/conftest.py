"""A real Chromium before the running service: Debian's, which `.ci/run` installs."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.app import create_app
from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from graph.store.sqlite_store import SqliteStore
from tests import worlds
from tests.api.conftest import EXAMPLES, settings_in, soon
from tests.neo4j_server import free_port

#: Without these a browser asks its maker's hosts by itself, or draws by a graphics card that is not there.
SWITCHES = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@dataclass
class Met:
    """What a page did while it was looked at: what it asked of others, and what went wrong in it."""

    elsewhere: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def chromium_path() -> str | None:
    """Where the browser is; None where there is none."""
    return os.environ.get("PEERPOLIS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Skips where there is none, but fails in CI: there it must be tested."""
    path = chromium_path()
    if path is None:
        missing = "no Chromium: install Debian's package chromium, or set PEERPOLIS_CHROMIUM to its path"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of the service with these settings, while it runs."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(create_app(Workspace(settings)), host="127.0.0.1", port=port, log_level="error", lifespan="on")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert soon(lambda: server.started, within=30)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service over the twelve-town world."""
    folder = tmp_path_factory.mktemp("small")
    store = SqliteStore(folder / "graph.sqlite")
    store.write([worlds.twelve_towns(), EXAMPLES])
    store.close()
    with serving(settings_in(folder)) as address:
        until_ready(address)
        yield address


@pytest.fixture(scope="session")
def large(seeded: Path) -> Iterator[str]:
    """The address of the service over all that Peerpolis brings along, without a sentence model."""
    with serving(settings_in(seeded)) as address:
        until_ready(address)
        yield address


def until_ready(address: str) -> None:
    """Wait until the service has read its graph."""
    import urllib.error
    import urllib.request

    def ready() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health/ready") as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return False

    assert soon(ready, within=120)


@contextmanager
def window(browser: Browser, **how: Any) -> Iterator[BrowserContext]:
    """A window of its own, with nothing kept from the ones before."""
    context = browser.new_context(**{"viewport": LAPTOP, "locale": "de-DE", **how})
    context.set_default_timeout(20_000)
    try:
        yield context
    finally:
        context.close()


def watched(page: Page, address: str) -> Met:
    """What the page does from now on."""
    met = Met()
    page.on(
        "request", lambda asked: None if asked.url.startswith((address, "data:")) else met.elsewhere.append(asked.url)
    )
    page.on("pageerror", lambda error: met.faults.append(str(error)))
    page.on("console", lambda told: met.faults.append(told.text) if told.type in ("error", "warning") else None)
    return met
