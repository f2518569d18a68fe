"""Whole ways through the pages as people go them: by keyboard alone, without scripts, onto paper."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, watched, window
from tests.command_line import CommandLine

pytestmark = pytest.mark.browser

TEMPLIN = "/towns/gn:2823533"


def tab_to(page: Page, what: str, most: int = 80) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"{what} is not reached by Tab")


def test_a_town_is_found_and_a_letter_drafted_by_keyboard_alone(chromium: Browser, large: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        met = watched(page, large)
        page.goto(f"{large}/?lang=de")
        tab_to(page, "#town")
        page.keyboard.type("Templin", delay=30)
        option = page.get_by_role("option", name="Templin")
        expect(option).to_be_visible()
        assert "Uckermark" in option.inner_text()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        tab_to(page, "#need")
        page.keyboard.type("Jugendbeteiligung")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/towns/gn:2823533\?"))
        assert "need=Jugendbeteiligung" in page.url
        tab_to(page, ".card .do a")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/letter"))
        expect(page.locator(".draft").first).to_contain_text("Templin")
        assert (met.elsewhere, met.faults) == ([], [])


def test_a_filter_changes_the_answer_in_place_and_stands_in_the_address(chromium: Browser, large: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        met = watched(page, large)
        page.goto(f"{large}{TEMPLIN}/partners?lang=de&need=Jugendbeteiligung")
        page.evaluate("() => { window.kept = true; }")
        page.locator("details.filters summary").click()
        page.get_by_label("Land", exact=True).focus()
        page.get_by_label("Land", exact=True).select_option("PL")
        page.wait_for_url(re.compile("country=PL"))
        expect(page.locator(".card .facts").first).to_contain_text("Polen")
        assert page.evaluate("() => window.kept") is True, "the page was loaded anew"
        # Who does not see it is told, and goes on from the same field.
        expect(page.get_by_role("status")).to_have_text(re.compile("Die Antwort hat sich geändert: [0-9]+ Vorschl"))
        assert page.evaluate("() => document.activeElement.name") == "country"
        for facts in page.locator(".card .facts").all_inner_texts():
            assert "Polen" in facts
        # Whoever gets the address sees the same.
        other = context.new_page()
        other.goto(page.url)
        assert (
            other.locator(".card h3, .card h4").all_inner_texts()
            == page.locator(".card h3, .card h4").all_inner_texts()
        )
        assert (met.elsewhere, met.faults) == ([], [])


def test_without_scripts_everything_is_there(chromium: Browser, large: str) -> None:
    with window(chromium, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{large}/?lang=de")
        page.get_by_label("Ihre Stadt, Gemeinde oder Ihr Landkreis").fill("Templin")
        page.get_by_label("Was Sie brauchen").fill("Jugendbeteiligung")
        page.get_by_role("button", name="Finden").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Templin")
        page.locator("details.filters summary").click()
        page.get_by_label("Land", exact=True).select_option("FR")
        page.get_by_role("button", name="Filtern").click()
        assert "country=FR" in page.url
        expect(page.locator(".card .facts").first).to_contain_text("Frankreich")
        for box in page.locator(".compared input").all()[:2]:
            box.check()
        page.get_by_role("button", name="Markierte Kommunen vergleichen").click()
        assert page.locator("th[scope=col]").count() == 2


def test_a_misread_need_is_corrected_by_a_click(chromium: Browser, large: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        page.goto(f"{large}{TEMPLIN}?lang=de&need=Jugendbeteiligung")
        first = page.locator(".chips a").first
        named = first.inner_text()
        first.click()
        expect(page.locator(".chips del").first).to_have_text(re.sub(r"\s*×.*", "", named, flags=re.DOTALL).strip())


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
def test_the_first_suggestion_stands_on_the_first_screen(chromium: Browser, large: str, size: dict[str, int]) -> None:
    with window(chromium, viewport=size) as context:
        page = context.new_page()
        page.goto(f"{large}{TEMPLIN}?lang=de&need=Jugendbeteiligung")
        page.wait_for_load_state("networkidle")
        reason = page.locator(".card .reason").first.bounding_box()
        assert reason is not None
        assert reason["y"] + reason["height"] <= size["height"]


def test_with_filters_the_first_suggestion_begins_on_the_first_screen_of_a_phone(chromium: Browser, large: str) -> None:
    with window(chromium, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{large}{TEMPLIN}/partners?lang=de&need=Jugendbeteiligung&country=PL")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_label("Land", exact=True)).to_be_visible()
        called = page.locator(".card a").first.bounding_box()
        assert called is not None
        assert called["y"] + called["height"] <= PHONE["height"]


@pytest.mark.parametrize("need", ["Jugendbeteiligung", "", "Wir wollen unser Freibad retten"])
def test_an_answer_fits_on_two_printed_pages(chromium: Browser, large: str, need: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        page.goto(f"{large}{TEMPLIN}?{urlencode({'lang': 'de', 'need': need})}")
        printed = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


def test_on_paper_links_are_as_large_as_their_sentence_and_what_one_can_only_click_is_not_there(
    chromium: Browser, large: str
) -> None:
    sizes = (
        "() => [...document.querySelectorAll('main a')].filter(a => a.getClientRects().length).map(a =>"
        " [a.textContent, getComputedStyle(a).fontSize, getComputedStyle(a.parentElement).fontSize])"
    )
    with window(chromium) as context:
        page = context.new_page()
        for path in (TEMPLIN, f"/calls/call:cerv-2027-town-tt-expected?town={TEMPLIN.removeprefix('/towns/')}"):
            page.goto(f"{large}{path}{'&' if '?' in path else '?'}lang=de&need=Jugendbeteiligung")
            page.emulate_media(media="print")
            shown = page.evaluate(sizes)
            assert shown
            assert [told for told in shown if told[1] != told[2]] == []
            for only_for_the_screen in ("andere Kommune", "Brief entwerfen", "Partner nennen", "Filtern"):
                assert not [told for told in shown if only_for_the_screen in told[0]]


def test_a_letter_is_copied_by_keyboard_and_the_page_says_so(chromium: Browser, large: str) -> None:
    letter = f"{large}/letter?lang=de&town=gn:2823533&partner=gn:2978758&need=Jugendbeteiligung"
    with window(chromium) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=large)
        page = context.new_page()
        met = watched(page, large)
        page.goto(letter)
        tab_to(page, "[data-copies] button")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_have_text("Kopiert: Fügen Sie ihn in Ihre E-Mail ein.")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert "Sehr geehrte Damen und Herren,\n" in copied
        assert "Templin und Saint-Lô" in copied
        assert "Madame" not in copied
        # Where a browser keeps its clipboard to itself, the letter is marked, to be copied by hand.
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
        page.locator("[data-copies] button").first.click()
        expect(page.get_by_role("status").first).to_contain_text("Strg+C")
        assert "Sehr geehrte Damen und Herren" in page.evaluate("() => getSelection().toString()")
        assert (met.elsewhere, met.faults) == ([], [])
    with window(chromium, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(letter)
        expect(page.locator(".draft").first).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("kopieren"))).to_have_count(0)


def test_a_plan_is_printed_with_a_sheet_for_each_group_and_a_margin_around(
    chromium: Browser, whole: CommandLine, tmp_path: Path
) -> None:
    example = Path(__file__).parents[2] / "docs" / "examples" / "groups-towns.csv"
    plan = tmp_path / "plans.html"
    told = whole("groups", str(example), "--size", "4", "--format", "cie-tandem", "--output", str(plan))
    assert told.code == 0, told.err
    with window(chromium) as context:
        page = context.new_page()
        page.goto(plan.as_uri())
        groups = page.locator("section.group").count()
        # The browser asks for no margin: what there is, the page brings along.
        printed = page.pdf(prefer_css_page_size=True)
    assert groups == 3
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == groups
    box = re.search(rb"/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    assert box is not None
    assert (round(float(box[1]) / 72 * 25.4), round(float(box[2]) / 72 * 25.4)) == (210, 297)  # A4, in millimetres
    assert "@page { size: A4; margin: 14mm; }" in plan.read_text(encoding="utf-8")
