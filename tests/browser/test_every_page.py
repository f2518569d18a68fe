"""Every page, on a phone and a laptop, light and dark, in both languages: no barrier, nothing from elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

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
    "/described?name=Melga%C3%A7o&in=PT&population=8000",
    "/described?name=Melga%C3%A7o&in=PT&population=many",
    f"{TOWN}/partners?{NEED}&country=PL&not=topic:heat-planning&topic=topic:e-participation&offer=topic:open-data",
    f"{TOWN}/partners?size=100000000-",
    *(f"{TOWN}/{kind}" for kind in ("networks", "solutions", "calls")),
    f"{TOWN}/compare?with=gn:2852458&with={worlds.LOMZA}&{NEED}",
    f"{TOWN}/compare",
    f"{TOWN}/compare?with=Br%C3%BCk&with=Nowhere&with={worlds.BAD_BELZIG}",
    f"/letter?town={worlds.BAD_BELZIG}&partner={worlds.LOMZA}&{NEED}",
    f"/calls?{NEED}",
    f"/calls?town={worlds.BAD_BELZIG}&{NEED}&topic={worlds.HEAT_PLANNING}&deadline=180",
    f"/calls/{worlds.HEAT_TOGETHER}",
    f"/calls/{worlds.HEAT_TOGETHER}?town={worlds.BAD_BELZIG}&partner={worlds.LOMZA}&partner=Nowhere&complete=yes",
    f"/calls/{worlds.CITY_LAB}?town={worlds.BAD_BELZIG}&fact.population=many",
    "/network",
    f"/network?year=2022&measure=betweenness&town={worlds.BRUECK}",
    "/gaps",
    "/gaps?region=Atlantis",
    "/what-if",
    f"/what-if?tie={worlds.BAD_BELZIG},{worlds.ZAMBROW}&member={worlds.BAD_BELZIG},{worlds.HEAT_MAPS}&remove={worlds.CLIMATE_LEAGUE}",
    "/what-if?one=Berlin&other=Belzg",
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
_TOO_WIDE = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
_MOVING = (
    "() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
    " return s.animationName !== 'none' || /[1-9]/.test(s.transitionDuration); }).map(e => e.tagName)"
)


def told(page: str, language: str) -> str:
    return f"{page}{'&' if '?' in page else '?'}{urlencode({'lang': language})}"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_barrier_and_asks_nobody_else(chromium: Browser, small: str, path: str, language: str) -> None:
    found: list[str] = []
    for size in (PHONE, LAPTOP):
        with window(chromium, viewport=size, locale=language) as context:
            page = context.new_page()
            met = watched(page, small)
            loaded: list[Request] = []

            def count(asked: Request, loaded: list[Request] = loaded) -> None:
                loaded.append(asked)

            page.on("requestfinished", count)
            answer = page.goto(small + told(path, language))
            if page.locator("[data-again]").count():
                # Long work is waited for; what counts is what the page with its result loads.
                page.wait_for_selector("[data-again]", state="detached")
                page.wait_for_load_state("networkidle")
                loaded.clear()
                answer = page.goto(small + told(path, language))
            assert answer is not None
            page.wait_for_load_state("networkidle")
            # That an address answers 404 or 409 is told in the console, and is no fault of the page.
            met.faults = [fault for fault in met.faults if answer.ok or "status of" not in fault]
            assert (met.elsewhere, met.faults) == ([], [])
            assert page.evaluate(_TOO_WIDE) <= 0, "wider than its window"
            # HTML, CSS and scripts as they go over the wire, without the typeface.
            weighed = {r.url: r.sizes()["responseBodySize"] for r in loaded if not r.url.endswith(".woff2")}
            assert sum(weighed.values()) <= 100_000, weighed
            for details in page.query_selector_all("details"):
                details.evaluate("found => { found.open = true; }")
            found += violations(page, f"{size['width']} light")
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            # In the dark only colours are other ones.
            found += violations(page, f"{size['width']} dark", {"runOnly": ["color-contrast"]})
            assert page.evaluate(_MOVING) == [], "moves for who wants it still"
            page.set_viewport_size({"width": 640, "height": 400})
            assert page.evaluate(_TOO_WIDE) <= 0, "not whole at twice the size"
    assert found == []


def violations(page: Page, how: str, options: dict[str, Any] | None = None) -> list[str]:
    """What axe holds against the page as it is: WCAG 2 A and AA, and good practice."""
    return [
        f"{how}: {violation['id']} {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in Axe().run(page, options=options).response["violations"]
        for node in violation["nodes"]
    ]


def test_axe_finds_what_is_wrong(chromium: Browser, small: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        page.goto(f"{small}/?lang=en")
        page.evaluate(
            "() => { document.querySelector('main').innerHTML += '<input><p style=\"color:#eee\">pale</p>'; }"
        )
        found = " ".join(violations(page, "broken"))
        assert "label" in found
