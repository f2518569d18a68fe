"""Every form of every page, filled in as nobody should: answered by a page, escaped, and never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from tests import worlds
from tests.api.test_pages import BROWSER

TOWN = f"/towns/{worlds.BAD_BELZIG}"
PAGES = (
    "/",
    TOWN,
    f"{TOWN}/partners?need=heat",
    f"{TOWN}/compare?with={worlds.LOMZA}",
    "/calls",
    f"/calls?town={worlds.BAD_BELZIG}",
    f"/calls/{worlds.HEAT_TOGETHER}",
    f"/calls/{worlds.CITY_LAB}?town={worlds.BAD_BELZIG}",
    "/gaps",
    "/introductions",
    "/groups",
    "/network",
    "/what-if",
    f"/topics/{worlds.HEAT_PLANNING}",
    "/networks",
    "/solutions",
)
#: Ten thousand bytes of a need, and more in an address.
LONG = "Ł" * 5_000
HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "' OR 1=1; -- {{ 7*7 }} ${7*7} %s {town} {0}",
    "\u202eSłubice\u200b\u0000\ufffd\U0001f3d9\ufe0f",
    "9" * 300,
    "-1",
    LONG,
)


class Forms(HTMLParser):
    """The forms of a page: method, address, and the fields with what they hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self.free: list[list[str]] = []
        self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = True
            self.found.append((given.get("method", "get"), given["action"], {}))
            self.free.append([])
        elif self._open and tag in ("input", "textarea", "select") and given.get("name"):
            self.found[-1][2][given["name"]] = given.get("value", "")
            if given.get("type") not in ("hidden", "checkbox", "file"):
                self.free[-1].append(given["name"])

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"


def asked(client: TestClient, page: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    forms = Forms(client.get(page, headers=BROWSER).text)
    assert forms.found
    for (method, action, fields), free in zip(forms.found, forms.free, strict=True):
        for text in HOSTILE:
            # All at once, and each alone: where one field is refused, the others are not reached.
            if text != LONG:
                yield method, action, fields | dict.fromkeys(free, text)
            if text in (HOSTILE[0], LONG):
                for name in free:
                    yield method, action, fields | {name: text}


@pytest.mark.parametrize("page", PAGES)
def test_a_form_that_is_filled_in_with_rubbish_is_answered_by_a_page(client: TestClient, page: str) -> None:
    for method, action, fields in asked(client, page):
        question = {name: value for name, value in fields.items() if value}
        if method == "post":
            answer = client.post(action, data=question, headers=BROWSER)
        else:
            answer = client.get(action, params=question, headers=BROWSER)
        assert answer.status_code < 500, (action, question, answer.text[:500])
        assert answer.headers["content-type"].startswith("text/html")
        assert re.search(r"<h1", answer.text), (action, question)
        assert "<script>alert" not in answer.text
        assert "onerror=alert(1)>" not in answer.text.replace("&gt;", "")
