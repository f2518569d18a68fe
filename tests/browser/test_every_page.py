"""Every page, on a phone and a laptop, light and dark, in both languages: no barrier, nothing from elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request

from tests import worlds
from tests.browser.conftest import LAPTOP, PHONE, watched, window

pytestmark = pytest.mark.browser

TOWN = f"/towns/{worlds.BAD_BELZIG}"
NEED = "need=W%C3%A4rmeplanung"
#: One address of each page and of each state that looks otherwise.
PAGES = (
    "/",
    "/?town=Belzg",
    TOWN,
    f"{TOWN}?{NEED}",
    f"{TOWN}?need=xqzwv",
    f"{TOWN}/partners?{NEED}&country=PL&not=topic:heat-planning&topic=topic:e-participation&offer=topic:open-data",
    f"{TOWN}/partners?size=100000000-",
    *(f"{TOWN}/{kind}" for kind in ("networks", "solutions", "calls")),
    f"{TOWN}/compare?with=gn:2852458&with={worlds.LOMZA}&{NEED}",
    f"{TOWN}/compare",
    f"/letter?town={worlds.BAD_BELZIG}&partner={worlds.LOMZA}&{NEED}",
    f"/calls?{NEED}",
    f"/calls?town={worlds.BAD_BELZIG}&{NEED}&topic={worlds.HEAT_PLANNING}&deadline=180",
    f"/calls/{worlds.HEAT_TOGETHER}",
    f"/calls/{worlds.HEAT_TOGETHER}?town={worlds.BAD_BELZIG}&partner={worlds.LOMZA}&partner=Nowhere&complete=yes",
    f"/calls/{worlds.CITY_LAB}?town={worlds.BAD_BELZIG}&fact.population=many",
    "/network",
    f"/network?year=2022&measure=betweenness&town={worlds.BRUECK}",
    "/gaps",
    "/gaps?country=DE&size=small&since=2015",
    *("/introductions", "/introductions?country=DE&pairs=3", "/groups", "/groups?size=4-8&mixed=yes"),
    f"{TOWN}/portrait",
    f"/topics/{worlds.HEAT_PLANNING}",
    f"/networks/{worlds.CLIMATE_LEAGUE}?part=members&country=DE",
    *(f"/networks/{network}" for network in (worlds.CLIMATE_LEAGUE, worlds.TOWN_TANDEMS)),
    f"/solutions/{worlds.TOWN_APP}",
    f"/programmes/{worlds.HORIZON}",
    *("/topics", "/networks?q=town&kind=association", "/solutions?q=xqzwv"),
    *("/sources", "/about", "/privacy"),
    "/docs",
    "/nowhere",
)
#: What axe holds against a page: WCAG 2.2 A and AA, and good practice.
_BROKEN = """() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"""


def told(page: str, language: str) -> str:
    return f"{page}{'&' if '?' in page else '?'}{urlencode({'lang': language})}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_barrier_and_asks_nobody_else(chromium: Browser, small: str, path: str) -> None:
    found: list[Any] = []
    for language in ("de", "en"):
        for size in (PHONE, LAPTOP):
            with window(chromium, viewport=size, locale=language) as context:
                page = context.new_page()
                met = watched(page, small)
                answer = page.goto(small + told(path, language))
                assert answer is not None
                page.wait_for_load_state("networkidle")
                # That an address answers 404 or 409 is told in the console, and is no fault of the page.
                met.faults = [fault for fault in met.faults if answer.ok or "status of" not in fault]
                assert (met.elsewhere, met.faults) == ([], [])
                assert page.evaluate(_BROKEN) <= 0, "wider than its window"
                for colours in ("light", "dark"):
                    page.emulate_media(color_scheme=colours)
                    for details in page.query_selector_all("details"):
                        details.evaluate("found => { found.open = true; }")
                    found += [
                        f"{language} {size['width']} {colours}: {violation['id']} {node['html'][:160]} "
                        f"{node['failureSummary'][:300]}"
                        for violation in Axe().run(page).response["violations"]
                        for node in violation["nodes"]
                    ]
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_at_twice_the_size(chromium: Browser, small: str, path: str) -> None:
    with window(chromium, viewport={"width": 640, "height": 400}, device_scale_factor=2) as context:
        page = context.new_page()
        page.goto(small + told(path, "de"))
        page.wait_for_load_state("networkidle")
        assert page.evaluate(_BROKEN) <= 0


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_for_who_wants_it_still(chromium: Browser, small: str, path: str) -> None:
    with window(chromium, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(small + told(path, "de"))
        moving = page.evaluate(
            "() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
            " return s.animationName !== 'none' || /[1-9]/.test(s.transitionDuration); }).map(e => e.tagName)"
        )
        assert moving == []


def test_what_a_page_loads_is_small(chromium: Browser, small: str) -> None:
    """HTML, CSS and scripts of any page, as they go over the wire, without the typeface: 100 kB at most."""
    for path in PAGES:
        with window(chromium) as context:
            page = context.new_page()
            loaded: list[Request] = []

            def count(asked: Request, loaded: list[Request] = loaded) -> None:
                loaded.append(asked)

            page.on("requestfinished", count)
            page.goto(small + told(path, "de"))
            page.wait_for_load_state("networkidle")
            counted = {r.url: r.sizes()["responseBodySize"] for r in loaded if not r.url.endswith(".woff2")}
        assert sum(counted.values()) <= 100_000, counted
