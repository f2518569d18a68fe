"""Ways through the pages of calls, coordinators and comparisons: by keyboard alone, and without scripts."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from api.workspace.gap_question import GapsAsked, gaps_found
from api.workspace.workspace import Workspace
from matching.gaps.values import GapReport
from tests import worlds
from tests.browser.conftest import PHONE, watched, window
from tests.browser.test_every_page import violations
from tests.browser.test_journeys import tab_to

pytestmark = pytest.mark.browser

TOWN = f"/towns/{worlds.BAD_BELZIG}"
CALL = f"/calls/{worlds.HEAT_TOGETHER}"
LIST = "Bad Belzig; Wärmeplanung\nBrück; Wärmeplanung\nTreuenbrietzen; Wärmeplanung\nAtlantis; Wärmeplanung\n"


def chosen(page: Page, field: str, typed: str) -> None:
    """Type into the field that has the focus, and take the first town that is found."""
    page.keyboard.type(typed, delay=30)
    found = page.locator(f"#{field}__option--0 small")
    expect(found).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_a_partner_of_a_call_is_found_by_keyboard_alone(chromium: Browser, small: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        met = watched(page, small)
        page.goto(f"{small}{CALL}?lang=de&town={worlds.BAD_BELZIG}")
        tab_to(page, "#partner")
        chosen(page, "partner", "Łom")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("partner="))
        assert f"partner={worlds.LOMZA}" in unquote(page.url)
        expect(page.locator(".panel .chips").first).to_contain_text("Łomża")
        assert (met.elsewhere, met.faults) == ([], [])


def test_another_town_is_set_beside_by_keyboard_alone_and_on_a_phone_one_is_below_the_other(
    chromium: Browser, small: str
) -> None:
    with window(chromium, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{small}{TOWN}/compare?lang=de&with={worlds.LOMZA}")
        tab_to(page, "#with")
        chosen(page, "with", "Berl")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(worlds.BERLIN.replace(":", "%3A") + "|" + worlds.BERLIN))
        cells = page.locator(".compare tbody tr").first.locator("td")
        one, other = (cells.nth(at).bounding_box() for at in (0, 1))
        assert one is not None
        assert other is not None
        assert other["y"] >= one["y"] + one["height"]
        assert cells.nth(1).get_attribute("data-town") == "Berlin"


def test_a_town_is_put_into_a_list_by_keyboard_alone_and_nothing_is_sent_yet(chromium: Browser, small: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        page.goto(f"{small}/groups?lang=de")
        tab_to(page, "#add-town")
        chosen(page, "add-town", "Bad Bel")
        expect(page.locator("#towns")).to_have_value("Bad Belzig; ")
        expect(page.locator("#towns")).to_be_focused()
        page.keyboard.type("Wärmeplanung")
        expect(page.locator("#towns")).to_have_value("Bad Belzig; Wärmeplanung")
        assert page.url.endswith("/groups?lang=de")


def test_a_report_of_gaps_is_asked_for_and_walked_through_by_keyboard_alone(chromium: Browser, small: str) -> None:
    with window(chromium) as context:
        page = context.new_page()
        met = watched(page, small)
        page.goto(f"{small}/gaps?lang=de")
        tab_to(page, "#country")
        page.keyboard.type("Deutsch")
        tab_to(page, "form.filters button")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("country=DE"))
        tab_to(page, ".contents a")
        page.keyboard.press("Enter")
        assert page.evaluate("() => location.hash").startswith("#")
        assert (met.elsewhere, met.faults) == ([], [])


def test_long_work_says_so_and_the_page_appears_by_itself(
    chromium: Browser, small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(space: Workspace, asked: GapsAsked) -> GapReport:
        assert go_on.wait(60)
        return gaps_found(space, asked)

    monkeypatch.setattr("api.pages.gaps.gaps_found", slow)
    monkeypatch.setattr("api.pages.gaps.PATIENCE", 0.05)
    with window(chromium) as context:
        page = context.new_page()
        met = watched(page, small)
        page.goto(f"{small}/gaps?country=DE&size=4000-&lang=de")
        expect(page.get_by_role("status").first).to_contain_text("Das Ergebnis wird berechnet")
        assert violations(page, "waiting") == []
        go_on.set()
        expect(page.locator("section.finding").first).to_be_visible()
        assert met.elsewhere == []


def test_without_scripts_a_partner_is_named_and_towns_are_compared(chromium: Browser, small: str) -> None:
    with window(chromium, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{small}{CALL}?lang=de")
        page.get_by_label("Ihre Kommune").fill("Bad Belzig")
        page.get_by_role("button", name="Regeln prüfen").click()
        page.get_by_label("Eine Kommune als Partner").fill("Łomża")
        page.locator(".partner-form button").first.click()
        expect(page.locator(".panel .chips").first).to_contain_text("Łomża")
        page.goto(f"{small}{TOWN}/compare?lang=de")
        for name in ("Łomża", "Berlin"):
            page.get_by_label("Weitere Kommune zum Vergleich").fill(name)
            page.get_by_role("button", name="Hinzufügen").click()
        assert page.locator("th[scope=col]").all_inner_texts() == ["Łomża", "Berlin"]
        page.get_by_role("link", name="Brief an Berlin entwerfen").click()
        expect(page.locator(".draft").first).to_contain_text("Bad Belzig")


@pytest.mark.parametrize(
    ("path", "button", "found"),
    [("/gaps", "Anzeigen", "section.finding"), ("/introductions", "Paare finden", "h2"), ("/groups", "Gruppen", "h2")],
)
def test_without_scripts_a_list_is_uploaded_and_its_faults_are_told(
    chromium: Browser, small: str, tmp_path: Path, path: str, button: str, found: str
) -> None:
    listed = tmp_path / "liste.csv"
    listed.write_bytes(LIST.replace("; Wärmeplanung" if path == "/gaps" else "\0", "").encode("cp1252"))
    with window(chromium, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{small}{path}?lang=de")
        if path == "/gaps":
            page.locator("summary", has_text="eigene Liste").click()
        if path == "/groups":
            page.get_by_label("Kommunen je Gruppe").fill("2-4")
        form = page.locator("form[method=post]").first
        form.locator("input[type=file]").set_input_files(listed)
        form.get_by_role("button", name=button).click()
        expect(page.locator(found).first).to_be_visible()
        expect(page.locator("main")).to_contain_text("Zeile 4: Atlantis")
        expect(form.locator("textarea")).to_have_value(re.compile("Treuenbrietzen"))


def test_without_scripts_the_network_is_filtered_and_a_topic_leads_on_to_a_town(chromium: Browser, small: str) -> None:
    with window(chromium, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{small}/network?lang=de")
        page.locator("summary", has_text="Filter").click()
        page.get_by_label("Stand am Ende des Jahres").fill("2022")
        page.get_by_role("button", name="Anzeigen").click()
        assert "year=2022" in page.url
        page.goto(f"{small}/topics/{worlds.HEAT_PLANNING}?lang=de")
        page.locator("form[role=search] input[name=town]").fill("Bad Belzig")
        page.locator("form[role=search] button").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bad Belzig")


def test_what_would_be_otherwise_is_supposed_by_keyboard_alone_and_taken_out_again(
    chromium: Browser, small: str
) -> None:
    with window(chromium) as context:
        page = context.new_page()
        met = watched(page, small)
        page.goto(f"{small}/what-if?lang=de")
        tab_to(page, "#one")
        chosen(page, "one", "Bad Bel")
        tab_to(page, "#other")
        chosen(page, "other", "Zambr")
        tab_to(page, ".supposing button")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("tie="))
        assert f"tie={worlds.BAD_BELZIG},{worlds.ZAMBROW}" in unquote(page.url)
        expect(page.locator("#measured")).to_be_visible()
        tab_to(page, ".read .chips a")
        page.keyboard.press("Enter")
        expect(page.locator(".empty")).to_be_visible()
        assert (met.elsewhere, met.faults) == ([], [])


def test_without_scripts_somebody_leaves_and_the_network_stands_before_and_after(chromium: Browser, small: str) -> None:
    with window(chromium, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{small}/what-if?lang=de")
        page.get_by_label("Kommune oder Netzwerk").fill("Climate League")
        page.get_by_role("button", name="Vorher und nachher zeigen").click()
        expect(page.locator(".read .chips")).to_contain_text("ohne Klimaliga")
        expect(page.locator("table.figures").first).to_contain_text("Kommunen im Netzwerk")
