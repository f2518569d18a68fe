"""The pages for people: useful without scripts, in two languages, and nothing loaded from elsewhere."""

from __future__ import annotations

import csv
import html
import io
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.headers import SECURITY_HEADERS
from api.pages import rendering
from api.workspace.workspace import Workspace
from graph.errors import InvalidRecord
from graph.model import Batch, Municipality, Relation, Solution
from tests import worlds
from tests.api.conftest import SwitchedStore, soon, until_ready

TOWN = f"/towns/{worlds.BAD_BELZIG}"
PAGES = (
    "/",
    "/?lang=de",
    "/?town=Bad+Belzig&need=W%C3%A4rmeplanung&lang=de",
    "/?town=Bad+Belzig&lang=en",
    "/?town=Belzg",
    f"{TOWN}?need=W%C3%A4rmeplanung&not=topic:heat-planning&topic=topic:e-participation&offer=topic:e-participation&country=PL&size=alike",
    f"{TOWN}?need=xqzwv",
    f"{TOWN}/partners?within=100&size=5000-20000&purpose=peers&lang=de",
    *(f"{TOWN}/{kind}?lang=de" for kind in ("networks", "solutions", "calls")),
    f"{TOWN}/compare?with=gn:2852458&with={worlds.LOMZA}&need=W%C3%A4rmeplanung&lang=de",
    f"{TOWN}/compare",
    f"{TOWN}?size=huge&lang=de",
    "/towns/gn:1?lang=de",
    "/nowhere?lang=de",
    "/docs",
    "/network?lang=de",
    "/network?year=2015&kind=association&show=backbone",
    "/gaps?lang=de",
    "/what-if?lang=de",
    "/what-if?remove=Berlin",
    "/gaps?country=DE&size=small&since=2015",
    "/introductions?lang=de",
    "/introductions?country=DE&pairs=3",
    "/groups?lang=de",
    "/groups?size=4-8&mixed=yes",
)
#: Attributes by which a browser loads something by itself, or sends something.
LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest"}
EMPTY_ELEMENTS = {"meta", "link", "input", "br", "img", "hr"}


#: What a browser says that it takes.
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


def plain(text: str) -> str:
    """What a page says, without its elements."""
    return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\u00a0", " ")


class Page(HTMLParser):
    """A page as its elements; raises where an element is not closed as it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.labelled_within: list[dict[str, str | None]] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("input", "select", "textarea") and "label" in self._open:
            self.labelled_within.append(dict(attrs))
        if tag not in EMPTY_ELEMENTS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_has_no_script_in_it(client: TestClient, path: str) -> None:
    response = client.get(path, headers=BROWSER)
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
        assert tag not in {"style", "iframe", "object", "embed", "base"}
        assert tag != "script" or "src" in attributes


def test_style_sheets_load_nothing_from_elsewhere(client: TestClient) -> None:
    sheets = {link["href"] for link in Page(client.get("/").text).all("link") if link["rel"] == "stylesheet"}
    assert len(sheets) == 3
    for sheet in sheets:
        answer = client.get(sheet or "")
        assert answer.headers["content-type"].startswith("text/css")
        assert "immutable" in answer.headers["cache-control"]
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", answer.text)


@pytest.mark.parametrize("path", [*PAGES, "/static/icon.svg", "/openapi.json", "/api/v1/version", "/nowhere"])
def test_every_answer_forbids_what_comes_from_elsewhere(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "http" not in headers["content-security-policy"]
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_without_seeing_it(client: TestClient, path: str) -> None:
    text = client.get(path, headers=BROWSER).text
    page = Page(text)
    assert page.all("html")[0]["lang"] in ("en", "de")
    assert text.partition("<body")[0].count("<title>") == 1  # marks of pictures have titles of their own
    assert len(page.all("h1")) == len(page.all("main")) == 1
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {label["for"] for label in page.all("label") if "for" in label}
    asked = [i for tag in ("input", "select", "textarea") for i in page.all(tag) if i.get("type") != "hidden"]
    assert {i["id"] for i in asked if i not in page.labelled_within} == labelled
    assert all(i["autocomplete"] == "off" for i in page.all("input") if i.get("type", "text") == "text")
    for name in ("aria-describedby", "aria-labelledby"):
        assert {a[name] for _, a in page.elements if name in a} <= set(ids)
    assert all("scope" in th for th in page.all("th"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_clerk_gets_suggestions_in_german_with_their_sources(client: TestClient) -> None:
    text = client.get("/?town=bad+belzig&need=W%C3%A4rmeplanung&lang=de").text
    for expected in (
        "Vorschläge für Bad Belzig",
        "Brandenburg, Deutschland",
        "Wärmeplanung",
        "Potsdam",
        "Heat Together",
    ):
        assert expected in text
    assert worlds.RECORDS in text
    assert "Nimmt auf Antrag" not in text  # the Open Town Alliance is not about heat
    assert client.get("/?town=bad+belzig&lang=de").text.count("Nimmt auf Antrag neue Mitglieder auf.") == 1
    assert 'href="?need=W%C3%A4rmeplanung&amp;lang=en" hreflang="en"' in text


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
    assert 'href="/towns/gn:3117533?lang=en"' in response.text
    assert client.get("/towns/gn:3117533?lang=en").status_code == 200


def test_a_name_leads_to_the_address_of_its_town_and_what_else_was_asked_goes_along(client: TestClient) -> None:
    for path in ("/?town=bad+belzig&need=x+y&lang=de", "/towns/bad%20belzig?need=x+y&lang=de"):
        moved = client.get(path, follow_redirects=False)
        assert moved.status_code == 303
        assert sorted(moved.headers["location"].partition("?")[2].split("&")) == ["lang=de", "need=x+y"]
        assert moved.headers["location"].startswith(f"{TOWN}?")
    # A name that is chosen from the list while one types it is sent with its id.
    chosen = client.get("/", params={"town": "Bad", "id": worlds.BAD_BELZIG}, follow_redirects=False)
    assert chosen.headers["location"] == TOWN


def test_filters_keep_partners_to_what_was_asked_for_and_all_stands_in_the_address(client: TestClient) -> None:
    polish = client.get(f"{TOWN}/partners?country=PL&lang=en").text
    assert ">Łomża<" in polish
    assert ">Potsdam<" not in polish
    near = client.get(f"{TOWN}/partners?within=100&lang=en").text
    assert ">Potsdam<" in near
    assert ">Łomża<" not in near
    none = client.get(f"{TOWN}/partners?size=100000000-&lang=en").text
    assert "No town is left with these filters." in none
    # Each link to another state carries the filters along.
    states = re.compile(rf"{TOWN}(/partners|/networks|/solutions|/calls)?\?")
    links = [a["href"] or "" for a in Page(polish).all("a") if states.match(a.get("href") or "")]
    assert len(links) > 4
    # All but the link that takes the filters away.
    assert [link for link in links if "country=PL" not in link] == [f"{TOWN}/partners?lang=en"]


def test_a_wrong_reading_is_taken_back_and_another_topic_named_in_its_place(client: TestClient) -> None:
    read = client.get(f"{TOWN}?need=W%C3%A4rmeplanung&lang=en")
    wrong = "not=topic%3Aheat-planning"
    assert wrong in read.text
    corrected = client.get(f"{TOWN}?need=W%C3%A4rmeplanung&{wrong}&topic=topic:e-participation&lang=en").text
    assert "<del>" in corrected
    chips = re.findall(r'title="(.*?)">(.*?) <span', corrected)
    assert [title for title, _ in chips] == ["Leave this topic out"]


def test_what_is_needed_and_offered_can_be_taken_along_as_a_profile_that_the_importer_reads(client: TestClient) -> None:
    asked = "topic=topic:heat-planning&offer=topic:e-participation"
    told = client.get(f"{TOWN}/profile?{asked}")
    assert told.headers["content-type"].startswith("text/csv")
    assert told.headers["content-disposition"].startswith("attachment")
    heads, row = list(csv.reader(io.StringIO(told.text)))
    assert heads == ["id", "name", "country", "needs", "offers"]
    assert row[:3] == [worlds.BAD_BELZIG, "Bad Belzig", "DE"]
    assert all(row[3:])


def test_towns_stand_side_by_side(client: TestClient) -> None:
    text = client.get(f"{TOWN}/compare?with=gn:2852458&with={worlds.LOMZA}&lang=en").text
    page = Page(text)
    assert len([th for th in page.all("th") if th["scope"] == "col"]) == 2
    assert "Łomża" in text
    assert "No town is marked yet" in client.get(f"{TOWN}/compare?lang=en").text


@pytest.mark.parametrize(("path", "status"), [("/towns/gn:1", 404), ("/nowhere", 404), (f"{TOWN}?size=huge", 422)])
def test_what_goes_wrong_is_told_as_a_page_in_the_readers_language(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path, headers={**BROWSER, "Accept-Language": "de"})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert '<html lang="de">' in answer.text
    assert client.get(f"/api/v1{path}", headers=BROWSER).headers["content-type"] == "application/problem+json"


def test_what_was_typed_and_what_was_stored_is_shown_and_never_run(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    evil = "<script>alert(1)</script>"
    town = Municipality(
        id="gn:9", name=evil, country="DE", lat=52.1, lon=12.6, population=12_000, source="javascript:0"
    )
    with pytest.raises(InvalidRecord, match="not an address"):
        Solution(id="sol:evil", name=evil, kind="software", url="javascript:alert(1)", source="s")
    url = f'https://evil.example/">{evil}'
    tool = Solution(id="sol:evil", name=evil, kind="software", url=url, source="https://a.example x")
    uses = Relation(type="USES", start=worlds.BRUECK, end="sol:evil", source="s")
    switched.write([Batch(nodes=(town, tool), relations=(uses,))])
    with TestClient(create_app(switched_space)) as client:
        text = until_ready(client).get("/", params={"town": worlds.BAD_BELZIG, "need": evil}).text
        typed = client.get("/", params={"town": evil + '"'}).text
    assert "&lt;script&gt;" in text
    for shown in (text, typed):
        assert "<script>" not in shown
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
    monkeypatch.setattr(rendering, "languages", lambda: ("en", "cs", "de"))
    for lang, others in (("en", {"cs": "čeština", "de": "Deutsch"}), ("de", {"en": "English", "cs": "čeština"})):
        text = client.get(f"/?town=Belzg&lang={lang}").text
        links = re.findall(r'<a href="(.*?)" hreflang="(.*?)" lang="(.*?)">(.*?)</a>', text)
        expected = [(f"?town=Belzg&amp;lang={o}", o, o, name) for o, name in others.items()]
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
    assert "Brandenburg, Deutschland · 4.018 Einwohner" in plain(german)
    assert "Wiesenau is not a municipality of its own. It most likely belongs to" in english
    assert "Brandenburg, Germany · 4,018 inhabitants" in plain(english)


def test_the_documentation_names_every_route(client: TestClient) -> None:
    text = client.get("/docs").text
    paths = client.get("/openapi.json").json()["paths"]
    assert [path for path in paths if f" {path}<" not in text] == []
