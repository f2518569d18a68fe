"""The pages for people: useful without scripts, in two languages, and nothing loaded from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.headers import SECURITY_HEADERS
from api.pages import start
from api.workspace.workspace import Workspace
from graph.model import Batch, Municipality, Relation, Solution
from tests import worlds
from tests.api.conftest import SwitchedStore, soon, until_ready

PAGES = (
    "/",
    "/?lang=de",
    "/?town=Bad+Belzig&need=W%C3%A4rmeplanung&lang=de",
    "/?town=Bad+Belzig&lang=en",
    "/?town=Belzg",
    "/docs",
)
#: Attributes by which a browser loads something by itself, or sends something.
LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest"}
EMPTY_ELEMENTS = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """A page as its elements; raises where an element is not closed as it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY_ELEMENTS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_runs_no_script(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(response.text)
    for tag, attributes in page.elements:
        loaded = {name: value for name, value in attributes.items() if name in LOADING}
        if tag == "link":
            loaded["href"] = attributes["href"]
        for value in loaded.values():
            assert value is not None
            assert value.startswith("/")
            assert not value.startswith("//")
        assert not [name for name in attributes if name.startswith("on")]
        assert "style" not in attributes  # the content security policy would leave it out
        assert tag not in {"script", "style", "iframe", "object", "embed", "base"}


def test_the_style_sheet_loads_nothing(client: TestClient) -> None:
    sheet = client.get("/static/style.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert not re.search(r"url\(|@import|https?:", sheet.text)


@pytest.mark.parametrize("path", [*PAGES, "/static/style.css", "/openapi.json", "/api/v1/version", "/nowhere"])
def test_every_answer_forbids_what_comes_from_elsewhere(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "http" not in headers["content-security-policy"]
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_without_seeing_it(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)
    assert page.all("html")[0]["lang"] in ("en", "de")
    assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main")) == 1
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {label["for"] for label in page.all("label")}
    assert {i["id"] for i in page.all("input") if i.get("type") != "hidden"} == labelled
    for name in ("aria-describedby", "aria-labelledby"):
        assert {a[name] for _, a in page.elements if name in a} <= set(ids)
    assert all("scope" in th for th in page.all("th"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_clerk_gets_suggestions_in_german_with_their_sources(client: TestClient) -> None:
    text = client.get("/?town=bad+belzig&need=W%C3%A4rmeplanung&lang=de").text
    for expected in ("Vorschläge für Bad Belzig, Deutschland", "Wärmeplanung", "Potsdam", "Heat Together", "Quelle"):
        assert expected in text
    assert worlds.RECORDS in text
    assert "Nimmt auf Antrag" not in text  # the Open Town Alliance is not about heat
    assert client.get("/?town=bad+belzig&lang=de").text.count("Nimmt auf Antrag neue Mitglieder auf.") == 1
    assert 'href="?lang=en&amp;town=bad+belzig&amp;need=W%C3%A4rmeplanung"' in text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("de-DE,de;q=0.9,en;q=0.8", "de"), ("en,de;q=0.5", "en"), ("fr,de;q=0.3", "de"), ("fr", "en"), ("", "en")],
)
def test_the_page_speaks_the_language_of_the_browser(client: TestClient, accepted: str, language: str) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})
    assert response.headers["content-language"] == language
    assert "Accept-Language" in response.headers["vary"]


def test_a_mistyped_town_leads_to_the_right_one(client: TestClient) -> None:
    response = client.get("/?town=Manrasa&lang=en")
    assert response.status_code == 404
    assert "No town of this name was found. Please check the spelling." in response.text
    assert "?lang=en&amp;town=gn%3A3117533" in response.text
    assert client.get("/?lang=en&town=gn%3A3117533").status_code == 200


def test_what_was_typed_and_what_was_stored_is_shown_and_never_run(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    evil = "<script>alert(1)</script>"
    town = Municipality(
        id="gn:9", name=evil, country="DE", lat=52.1, lon=12.6, population=12_000, source="javascript:0"
    )
    tool = Solution(id="sol:evil", name=evil, kind="software", url="javascript:alert(1)", source="https://a.example x")
    uses = Relation(type="USES", start=worlds.BRUECK, end="sol:evil", source="s")
    switched.write([Batch(nodes=(town, tool), relations=(uses,))])
    with TestClient(create_app(switched_space)) as client:
        text = until_ready(client).get("/", params={"town": worlds.BAD_BELZIG, "need": evil}).text
        typed = client.get("/", params={"town": evil + '"'}).text
    assert "&lt;script&gt;" in text
    for shown in (text, typed):
        assert "<script" not in shown
        assert 'href="javascript' not in shown
        Page(shown)


def test_trouble_is_told_in_words(switched: SwitchedStore, switched_space: Workspace) -> None:
    switched.down = True
    with TestClient(create_app(switched_space, look_every=60)) as client:
        assert soon(lambda: switched_space.trouble is not None)
        response = client.get("/?town=Berlin&lang=de")
    assert response.status_code == 503
    assert "Die Daten sind gerade nicht lesbar. Bitte versuchen Sie es später noch einmal." in response.text


def test_the_page_leads_to_itself_in_every_other_language(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "languages", lambda: ("en", "cs", "de"))
    for lang, others in (("en", {"cs": "čeština", "de": "Deutsch"}), ("de", {"en": "English", "cs": "čeština"})):
        text = client.get(f"/?town=Belzg&lang={lang}").text
        links = re.findall(r'<a href="(.*?)" hreflang="(.*?)" lang="(.*?)">(.*?)</a>', text)
        expected = [(f"?lang={o}&amp;town=Belzg", o, o, name) for o, name in others.items()]
        assert sorted(links) == sorted(expected)


def test_a_place_that_is_no_municipality_is_told_with_those_it_may_belong_to_and_their_size(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    part = Municipality(
        id="gn:9", name="Wiesenau", country="DE", kind="quarter", lat=52.1, lon=12.6, population=1_234, source="s"
    )
    switched.write([Batch(nodes=(part,))])
    with TestClient(create_app(switched_space)) as client:
        german = until_ready(client).get("/?town=Wiesenau&lang=de").text
        english = client.get("/?town=Wiesenau&lang=en").text
    assert "Wiesenau ist keine eigene Kommune und gehört wahrscheinlich zu" in german
    assert "</a>, Brandenburg, Deutschland · 4.018 Einwohner</li>" in german
    assert "Wiesenau is not a municipality of its own. It most likely belongs to" in english
    assert "</a>, Brandenburg, Germany · 4,018 inhabitants</li>" in english


def test_the_documentation_names_every_route(client: TestClient) -> None:
    text = client.get("/docs").text
    paths = client.get("/openapi.json").json()["paths"]
    assert [path for path in paths if f" {path}<" not in text] == []
