"""`peerpolis letter`, its route and its page: the same draft at each door, and nothing of it goes anywhere."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests import worlds
from tests.command_line import CommandLine

ASKED = f"/api/v1/municipalities/{worlds.BAD_BELZIG}/letter"
TOPIC = "heat-planning"


def test_the_same_letter_stands_at_each_door(client: TestClient, peerpolis: CommandLine) -> None:
    answer = client.get(ASKED, params={"partner": "Łomża", "topic": TOPIC})
    assert answer.status_code == 200
    letter = answer.json()
    assert (letter["town"], letter["partner"]) == (worlds.BAD_BELZIG, worlds.LOMZA)
    assert [draft["language"] for draft in letter["drafts"]] == ["de", "pl"]
    command = ("letter", "Bad Belzig", "Łomża", "--topic", TOPIC)
    assert peerpolis(*command, "--json").json == letter
    out = peerpolis(*command).out
    for draft in letter["drafts"]:
        assert draft["subject"] in out
        assert draft["text"] in out


def test_a_letter_can_be_asked_for_in_other_languages(client: TestClient, peerpolis: CommandLine) -> None:
    asked = {"partner": worlds.LOMZA, "written_in": ["cs", "en"]}
    assert [d["language"] for d in client.get(ASKED, params=asked).json()["drafts"]] == ["cs", "en"]
    drafts = peerpolis("letter", "Bad Belzig", "Łomża", "--lang", "it", "--json").json["drafts"]
    assert [draft["language"] for draft in drafts] == ["it"]
    assert client.get(ASKED, params={"partner": worlds.LOMZA, "written_in": "xx"}).status_code == 422
    wrong = peerpolis("letter", "Bad Belzig", "Łomża", "--lang", "xx")
    assert wrong.code == 2
    assert "one of en, cs, de, es, fr, it, pl" in " ".join(wrong.err.split())


@pytest.mark.parametrize(
    ("params", "status"),
    [({}, 422), ({"partner": "gn:0"}, 422), ({"partner": worlds.BAD_BELZIG}, 422), ({"partner": "Potsdam"}, 200)],
)
def test_a_letter_needs_another_town(client: TestClient, params: dict[str, str], status: int) -> None:
    assert client.get(ASKED, params=params).status_code == status


def test_a_town_that_nobody_knows_writes_no_letter(client: TestClient) -> None:
    assert client.get("/api/v1/municipalities/Xqzwv/letter", params={"partner": worlds.LOMZA}).status_code == 404


def test_each_partner_on_the_page_has_a_next_step_and_a_link_to_its_letter(client: TestClient) -> None:
    page = client.get("/?town=bad+belzig&need=W%C3%A4rmeplanung&lang=de").text
    assert "Fragen Sie Potsdam, wofür es genutzt wird, was es kostet und wer es betreut: Heat Atlas." in page
    links = [parse_qs(urlsplit(html.unescape(link)).query) for link in re.findall(r'href="(/letter[^"]*)"', page)]
    asked = [link for link in links if link["partner"] == ["gn:2852458"]]
    assert [(link["town"], link["need"], link["lang"]) for link in asked] == [
        ([worlds.BAD_BELZIG], ["Wärmeplanung"], ["de"])
    ]
    assert 'aria-label="Brief entwerfen an Potsdam"' in page


def test_the_page_of_a_letter_is_in_the_languages_of_both(client: TestClient) -> None:
    page = client.get("/letter", params={"town": "Bad Belzig", "partner": worlds.LOMZA, "lang": "de"})
    assert page.status_code == 200
    for expected in (
        '<html lang="de"',
        '<section class="draft" id="draft-de" lang="de">',
        '<section class="draft" id="draft-pl" lang="pl">',
        "Szanowni Państwo,",
        "Entwurf",
    ):
        assert expected in page.text
    assert page.headers["content-language"] == "de"


def test_the_page_of_a_letter_to_nobody_is_the_one_to_begin_with(client: TestClient) -> None:
    page = client.get("/letter", params={"town": "Bad Belzig", "partner": "Xqzwv", "lang": "en"})
    assert "Suggestions for Bad Belzig" in page.text
    assert client.get("/letter").status_code == 200


def test_what_a_clerk_typed_is_never_markup(client: TestClient) -> None:
    page = client.get("/letter", params={"town": "Bad Belzig", "partner": worlds.ZAMBROW, "need": "<b>xyzzy</b>"})
    assert "<b>xyzzy" not in page.text
    assert "&lt;b&gt;xyzzy&lt;/b&gt;" in page.text


def test_an_answer_ends_its_partners_with_the_command_for_a_letter(peerpolis: CommandLine) -> None:
    out = peerpolis("suggest", "Bad Belzig", "--need", "Wärmeplanung & Netze", "--kind", "partners").out
    assert "→ " in out
    assert f"peerpolis letter {worlds.BAD_BELZIG} gn:" in out
    assert "--need 'Wärmeplanung & Netze'" in out
