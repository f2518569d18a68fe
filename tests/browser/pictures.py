"""Pictures of the pages as people meet them: `python -m tests.browser.pictures FOLDER [NAME …]`.

A dozen ways through the pages over all that Peerpolis brings along, on a laptop and on a phone, light and dark. They
are looked at before a change of the pages is called done; with names, only these. `answer-laptop.png` stands in the
README, as docs/images/answer.png.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from tests.api.conftest import settings_in
from tests.beginnings import seeded
from tests.browser.conftest import LAPTOP, PHONE, SWITCHES, chromium_path, serving, until_ready, window

TEMPLIN = "/towns/gn:2823533"
#: The name of each picture, the address it shows, and what is asked there.
JOURNEYS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("start", "/", {}),
    ("answer", TEMPLIN, {"need": "Jugendbeteiligung"}),
    ("partners", f"{TEMPLIN}/partners", {"need": "Jugendbeteiligung", "country": "PL"}),
    ("calls", f"{TEMPLIN}/calls", {"need": "Jugendbeteiligung"}),
    ("compare", f"{TEMPLIN}/compare", {"need": "Jugendbeteiligung", "with": "gn:2978758"}),
    ("letter", "/letter", {"town": "gn:2823533", "partner": "gn:2978758", "need": "Jugendbeteiligung"}),
    ("network", "/network", {}),
    ("network-of-a-town", "/network", {"town": "gn:2879139", "year": "2022"}),
    ("gaps", "/gaps", {"region": "Brandenburg"}),
    ("what-if", "/what-if", {"tie": "gn:2823533,gn:2978758", "remove": "net:cittaslow"}),
    ("portrait", f"{TEMPLIN}/portrait", {}),
    ("topic", "/topics/topic:youth", {}),
    ("calls-of-a-town", "/calls", {"town": "gn:2823533"}),
    ("may-we-take-part", "/calls/call:cerv-2027-town-tt-expected", {"town": "gn:2823533"}),
    ("introductions", "/introductions", {"region": "Brandenburg", "pairs": "3"}),
    ("groups", "/groups", {}),
    ("unknown-need", TEMPLIN, {"need": "Quantenkryptographie"}),
    ("which-town", "/", {"town": "Neustadt"}),
    ("not-there", "/nowhere", {}),
)


def take(folder: Path, names: Sequence[str] = ()) -> None:
    """Take each picture in German, or those of the names: laptop light, laptop dark, phone light; whole pages where the
    file's name says so."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as graph, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=SWITCHES)
        with serving(replace(settings_in(seeded(Path(graph))), model=None)) as address:
            until_ready(address)
            for name, page_of, asked in (journey for journey in JOURNEYS if not names or journey[0] in names):
                url = f"{address}{page_of}?{urlencode({'lang': 'de', **asked})}"
                for kind, size, colours in (
                    ("laptop", LAPTOP, "light"),
                    ("dark", LAPTOP, "dark"),
                    ("phone", PHONE, "light"),
                ):
                    with window(browser, viewport=size, color_scheme=colours) as context:
                        page = context.new_page()
                        page.goto(url)
                        # The first need comes before the sentence model is open: the page says so, and goes on.
                        page.wait_for_selector("[data-again]", state="detached", timeout=120_000)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=folder / f"{name}-{kind}.png")
                        if kind != "dark":
                            page.screenshot(path=folder / f"{name}-{kind}-whole.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= {name for name, _, _ in JOURNEYS}:
        raise SystemExit("python -m tests.browser.pictures FOLDER [NAME …]")
    take(Path(sys.argv[1]), sys.argv[2:])
