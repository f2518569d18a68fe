"""What stops a person who reads the pages closely: things said twice, codes, raw addresses, links of one name."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages.rendering import by_quote, linked, templates
from api.pages.saying import saying
from api.pages.start import EXAMPLES, OFFERED
from api.workspace.workspace import Workspace
from graph.model import Batch, Call, Fact, Municipality, Programme
from tests import worlds
from tests.api.conftest import SwitchedStore, until_ready
from tests.api.test_pages import BROWSER, PAGES, plain

TOWN = f"/towns/{worlds.BAD_BELZIG}"


def title_of(text: str) -> str:
    found = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


class Links(HTMLParser):
    """The links of a page's own part: what each is called, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._open: str | None = None
        self._called = ""
        self.feed(text.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            given = dict(attrs)
            self._open, self._called = given.get("href") or "", given.get("aria-label") or ""

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._called += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            self.found.append((" ".join(self._called.split()), self._open))
            self._open = None


def test_sources_in_a_sentence_are_links_called_as_where_they_stand_alone() -> None:
    text = (
        "So: <b> (Source: https://www.alda-europe.eu/fr/join/; https://x.org/a_(b).) "
        "owner/name:a/b.csv@8e47dba, wikidata-p190."
    )
    told = linked(text, "en")
    assert '<a href="https://www.alda-europe.eu/fr/join/" rel="noreferrer">alda-europe.eu</a>; <a' in told
    assert '<a href="https://x.org/a_(b)" rel="noreferrer">x.org</a>.)' in told
    assert (
        'href="https://github.com/owner/name/blob/8e47dba/a/b.csv" rel="noreferrer">github.com/owner/name</a>' in told
    )
    assert told.endswith("Wikidata.")
    assert "&lt;b&gt;" in told
    assert linked("nothing but words & signs", "en") == "nothing but words &amp; signs"
    assert "<a" not in linked('javascript:alert(1) "data:text/html,x"', "en")


def test_a_sentence_that_several_rules_rest_on_is_quoted_once_with_all_sources() -> None:
    rules = [
        SimpleNamespace(quote="two countries", source="https://a.eu", as_of=None),
        SimpleNamespace(quote="two countries", source="Peerpolis; https://a.eu; https://b.eu", as_of="2026"),
        SimpleNamespace(quote=None, source="https://c.eu", as_of="2025"),
    ]
    assert by_quote(rules) == [
        ("two countries", [("https://a.eu", None), ("Peerpolis", None), ("https://b.eu", "2026")]),
        (None, [("https://c.eu", "2025")]),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "summary", "again"),
    [
        ("Heat pumps warm the school.", "Fits what you describe.", "Heat pumps warm the school.", False),
        ("The league is about heat", "The league is about heat.", None, False),
        ("Łomża carries out Warm school", "Łomża did what you want.", "Heat pumps warm the school.", True),
    ],
)
def test_what_a_card_says_already_is_not_said_again_as_its_proof(
    text: str, reason: str, summary: str | None, again: bool
) -> None:
    card = templates().from_string(
        '{% from "cards.html" import proof with context %}{{ proof(proven, reason, summary) }}'
    )
    proven = SimpleNamespace(text=text, source="https://a.eu/page", as_of=None)
    shown = card.render(
        language="en", to=lambda path: path, **saying("en"), proven=proven, reason=reason, summary=summary
    )
    assert (text in shown) == again
    assert 'href="https://a.eu/page"' in shown


def test_the_documentation_shows_code_and_examples_as_one_writes_them(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "&lt;code&gt;" not in page
    assert "<code>peerpolis</code>" in page
    assert "[&#39;" not in page


def test_codes_stand_with_what_they_mean(switched: SwitchedStore, switched_space: Workspace) -> None:
    facts = (
        Fact(subject=worlds.LOMZA, key="degurba", value="3", source="s"),
        Fact(subject=worlds.LOMZA, key="nuts3", value="DE40E", source="s"),
    )
    programmes = tuple(
        Programme(id=f"prog:{at}", name=f"Programme {at}", period=period, source="s")
        for at, period in enumerate(("2021-2027", "1991-", "two years"))
    )
    switched.write([Batch(nodes=programmes, facts=facts)])
    with TestClient(create_app(switched_space)) as client:
        portrait = plain(until_ready(client).get(f"/towns/{worlds.LOMZA}/portrait?lang=de").text)
        listed = plain(client.get("/programmes?lang=de").text)
    assert "Verstädterungsgrad3 (ländlich)" in portrait
    assert "Potsdam-Mittelmark (DE40E)" in portrait
    for period in ("2021–2027", "seit 1991", "two years"):
        assert period in listed
    assert "1991-" not in listed


def test_who_may_apply_is_told_in_the_readers_language_or_marked_as_english(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    calls = (
        Call(id="call:told", name="T", who_may_apply="small towns", applicants=("kleine Kommunen@de",), source="s"),
        Call(id="call:untold", name="U", who_may_apply="small towns", source="s"),
    )
    programme = Programme(
        id="prog:eu",
        name="P",
        regulation="Regulation (EU) 2021/1",
        managing_body="A",
        managing_bodies=("B@de",),
        source="s",
    )
    switched.write([Batch(nodes=(*calls, programme))])
    with TestClient(create_app(switched_space)) as client:
        german = until_ready(client).get("/calls/call:told?lang=de").text
        english = client.get("/calls/call:told?lang=en").text
        untold = client.get("/calls/call:untold?lang=de").text
        portrait = plain(client.get("/programmes/prog:eu?lang=de").text)
    assert "<span>kleine Kommunen</span>" in german
    assert "small towns" not in german
    assert "small towns" in english
    assert '<span lang="en">small towns</span>' in untold
    assert "ZuständigB" in portrait
    assert "Verordnung (EU) 2021/1" in portrait


def test_a_country_is_chosen_by_its_name(client: TestClient) -> None:
    for page in ("/?lang=de", "/?town=Xyzzyburg&lang=de"):
        text = client.get(page).text
        assert '<option value="PL">Polen</option>' in text
        assert 'maxlength="2"' not in text
    assert '<option value="PL" selected>' in client.get("/?town=Xyzzyburg&in=pl&lang=de").text


def test_without_a_need_no_theme_is_spoken_of_and_the_page_says_what_helps(client: TestClient) -> None:
    bare, asked = (client.get(f"{TOWN}?lang=en{need}").text for need in ("", "&need=heat+planning"))
    assert 'class="purpose">Peers on your theme' not in bare
    assert "Say it in your own words" in bare
    assert "A need said in other words" not in bare
    assert 'class="purpose">Peers on your theme' in asked
    assert "Say it in your own words" not in asked


def test_where_nothing_is_suggested_the_page_leads_on(client: TestClient) -> None:
    for kind in ("networks", "solutions", "calls"):
        page = client.get(f"{TOWN}/{kind}?need=xqzwv&topic=topic:open-data&lang=en").text
        empty = re.search(r'<p class="empty">(.*?)</p>', page, re.DOTALL)
        if empty is None or '<ul class="cards">' in page:
            continue
        onward = re.search(r'href="([^"]*)"', empty[1])
        assert onward is not None, kind
        assert client.get(html.unescape(onward[1])).status_code == 200
        break
    else:
        raise AssertionError("something is suggested of each kind: ask for what nothing is about")


def test_of_towns_of_one_name_those_come_first_that_bear_it_and_others_say_where_it_is_from(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    towns = [
        Municipality(id="gn:80", name="Wejherowo", country="PL", names=("Neustadt",), population=90_000, source="s"),
        *(
            Municipality(
                id=f"gn:{81 + at}", name=f"Neustadt an der {at}", country="DE", names=("Neustadt",), source="s"
            )
            for at in range(OFFERED - 1)
        ),
    ]
    switched.write([Batch(nodes=tuple(towns))])
    with TestClient(create_app(switched_space)) as client:
        text = until_ready(client).get("/?town=Neustadt&lang=en").text
    found = re.findall(r'<li><a class="kern-link" href="/towns/([^?"]*)[^>]*>([^<]*)</a>\s*<span>([^·<]*)', text)
    assert len(found) == OFFERED
    assert found[-1] == ("gn:80", "Wejherowo", "also called Neustadt ")
    assert not any("also called" in said for _, _, said in found[:-1])
    assert title_of(text) == "Which town do you mean? – Peerpolis"


def test_a_letter_rests_on_the_topics_that_the_answer_was_asked_with(client: TestClient) -> None:
    page = client.get(f"{TOWN}/partners?topic={worlds.HEAT_PLANNING}&not=topic:open-data&lang=en").text
    links = [html.unescape(link) for link in re.findall(r'href="(/letter[^"]*)"', page)]
    assert links
    for link in links:
        carried = parse_qs(urlsplit(link).query)
        assert (carried["topic"], carried["not"]) == ([worlds.HEAT_PLANNING], ["topic:open-data"])
    letter = client.get(links[0]).text
    assert "Heat planning" in letter
    back = re.search(r'<p class="back"><a class="kern-link" href="([^"]*)"', letter)
    assert back is not None
    assert parse_qs(urlsplit(html.unescape(back[1])).query)["topic"] == [worlds.HEAT_PLANNING]


def test_each_page_of_a_town_has_a_title_of_its_own(client: TestClient) -> None:
    pages = ("", "/partners", "/networks", "/solutions", "/calls", "/compare", "/portrait")
    titles = [title_of(client.get(f"{TOWN}{page}?lang=en").text) for page in pages]
    assert len(set(titles)) == len(pages)
    assert all("Bad Belzig" in title for title in titles)
    assert "heat" in title_of(client.get(f"{TOWN}?need=heat+planning&lang=en").text)


def test_an_example_to_begin_with_is_of_a_town_that_is_there(client: TestClient) -> None:
    shown = re.findall(r'<section aria-labelledby="examples">.*?</section>', client.get("/?lang=en").text, re.DOTALL)
    examples = re.findall(r'href="(/towns/[^"]*)"', shown[0])
    assert [urlsplit(link).path for link in examples] == [f"/towns/{id}" for id in EXAMPLES if id == worlds.BAD_BELZIG]
    assert client.get(html.unescape(examples[0])).status_code == 200


def test_what_a_report_is_about_leads_to_its_portrait(client: TestClient) -> None:
    report = client.get("/gaps?country=DE&size=&lang=en").text
    subjects = set(re.findall(r'<strong><a href="(/(?:topics|networks|solutions)/[^"?]*)', report))
    assert subjects
    assert {client.get(subject).status_code for subject in subjects} == {200}


@pytest.mark.parametrize(
    ("page", "said", "kept"),
    [
        ("/gaps?region=Atlantis&country=DE", "Die Region „Atlantis“", 'value="Atlantis"'),
        ("/gaps?network=Nirgends&country=DE", "Das Netzwerk „Nirgends“", 'value="Nirgends"'),
        ("/gaps?size=riesig&country=DE", "riesig", 'value="riesig"'),
        ("/described?name=Melga%C3%A7o&in=PT&population=viele", "„viele“ ist keine Zahl", 'value="viele"'),
        ("/described?name=Melga%C3%A7o", "Wählen Sie das Land der Kommune", 'value="Melgaço"'),
    ],
)
def test_what_was_typed_wrong_is_told_beside_the_form_that_keeps_it(
    client: TestClient, page: str, said: str, kept: str
) -> None:
    answer = client.get(f"{page}&lang=de", headers=BROWSER)
    assert answer.status_code in (404, 422)
    assert said in plain(answer.text)
    assert kept in answer.text


def test_a_value_that_is_none_is_named(client: TestClient) -> None:
    answer = client.get("/network?year=last+year&lang=en", headers=BROWSER)
    assert answer.status_code == 422
    assert "This was not understood: year=last year." in plain(answer.text)


#: A link whose name is what a record or a source is called may stand for several of them.
_NAMED_ALIKE = re.compile(r'/(solutions|networks|calls|programmes|topics)/|^https?://|"')


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/docs")])
def test_links_of_one_name_lead_to_one_place(client: TestClient, path: str) -> None:
    leads: dict[str, set[str]] = {}
    for called, to in Links(client.get(path, headers=BROWSER).text).found:
        assert called, to
        if not _NAMED_ALIKE.search(to):
            leads.setdefault(called, set()).add(to.partition("#")[0] or to)
    assert {called: several for called, several in leads.items() if len(several) > 1} == {}
