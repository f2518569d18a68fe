"""The pages for whoever brings towns together: introductions, and peer groups with their plans."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests import worlds
from tests.api.test_pages import BROWSER, LOADING, Page

INTRODUCTIONS = "/introductions"
NEEDS = "Zambrów; open data\nAtlantis; open data"


def sound(text: str) -> Page:
    """The page; all that it loads or sends goes to itself, and every field has its label."""
    page = Page(text)
    ids = [found["id"] for _, found in page.elements if found.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {found.get("for") for found in page.all("label")}
    for tag, found in page.elements:
        assert all((value or "").startswith("/") for name, value in found.items() if name in LOADING)
        assert "style" not in found
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden":
            assert found.get("id") in labelled or found in page.labelled_within
    return page


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("query", ["", "country=DE&pairs=3", "country=PL&topic=topic:open-data", "country=RO"])
def test_introductions_are_a_sound_page_in_both_languages(client: TestClient, query: str, language: str) -> None:
    answer = client.get(f"{INTRODUCTIONS}?{query}&lang={language}", headers=BROWSER)
    assert answer.status_code == 200
    assert sound(answer.text).all("html")[0]["lang"] == language


def test_each_pair_links_to_both_portraits_and_to_the_letter(client: TestClient) -> None:
    text = client.get(f"{INTRODUCTIONS}?country=DE&pairs=3&lang=en").text
    page = sound(text)
    links = [a["href"] or "" for a in page.all("a")]
    cards = [li for li in page.all("li") if li.get("class") == "card"]
    assert cards
    assert sum(link.startswith("/towns/") and "/portrait" in link for link in links) == 2 * len(cards)
    letters = [link for link in links if link.startswith("/letter?")]
    assert letters
    assert client.get(letters[0]).status_code == 200


def test_needs_that_are_typed_pair_their_towns_and_what_is_not_read_is_told(client: TestClient) -> None:
    answer = client.post(f"{INTRODUCTIONS}?lang=en", data={"needs": NEEDS}, headers=BROWSER)
    assert answer.status_code == 200
    page = sound(answer.text)
    links = {a["href"] for a in page.all("a")}
    assert f"/towns/{worlds.ZAMBROW}/portrait?lang=en" in links
    assert f"/towns/{worlds.BERLIN}/portrait?lang=en" in links
    assert "<strong>Atlantis</strong>" in answer.text
    assert "takes part" not in answer.text
    assert "Zambrów; open data" in answer.text  # stays in the field, to be changed
    assert answer.headers["cache-control"] == "no-store"


def test_a_pasted_table_has_the_columns_that_its_first_row_names(client: TestClient) -> None:
    table = "Kommune\tLand\tBedarf\nZambrów\tPL\topen data"
    text = client.post(f"{INTRODUCTIONS}?lang=de", data={"needs": table}).text
    assert f"/towns/{worlds.BERLIN}/portrait" in text
    assert "could not be read" not in text


def test_pairs_without_needs_say_so_and_what_is_missing_where_there_are_none(client: TestClient) -> None:
    unneeded = client.get(f"{INTRODUCTIONS}?country=EE&topic=open+data&lang=en").text
    assert "None of these towns has told what it needs" in unneeded
    nobody = client.post(f"{INTRODUCTIONS}?lang=en", data={"needs": "Atlantis; open data"}).text
    assert "We know of no pair" in nobody
    assert "Write who needs what" in nobody


def test_the_table_of_the_page_is_that_of_the_interface(client: TestClient) -> None:
    question = {"country": "DE", "pairs": 3, "answer": "csv", "language": "de"}
    of_interface = client.post("/api/v1/introductions", json=question)
    assert client.get(f"{INTRODUCTIONS}?country=DE&pairs=3&answer=csv&lang=de").text == of_interface.text
    typed = client.post(f"{INTRODUCTIONS}?lang=de", data={"needs": NEEDS, "answer": "csv"})
    assert typed.text.startswith("Rang,Kommune")
    assert "attachment" in typed.headers["content-disposition"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("country=ZZ", 422),
        ("region=Nowhere", 404),
        ("network=None", 404),
        ("country=DE&pairs=many", 422),
        ("country=DE&pairs=21", 422),
        ("topic=" + "x" * 300, 422),
    ],
)
def test_what_cannot_be_is_told_above_the_form(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"{INTRODUCTIONS}?{query}&lang=en", headers=BROWSER)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    sound(answer.text)


def test_more_towns_than_can_be_read_at_a_time_and_what_is_no_form_are_refused(client: TestClient) -> None:
    answer = client.post(f"{INTRODUCTIONS}?lang=en", data={"needs": "Berlin; open data\n" * 101})
    assert answer.status_code == 422
    assert "101 towns are too many" in answer.text
    assert client.post(INTRODUCTIONS, data={"needs": f"Berlin; {'x' * 600}"}).status_code == 422
    assert client.post(INTRODUCTIONS, content=b"\xff\xfe", headers=BROWSER).status_code == 422


def test_the_report_of_gaps_leads_on(client: TestClient) -> None:
    text = client.get("/gaps?country=DE&size=0-100000000&lang=en").text
    assert 'href="/introductions?lang=en&amp;country=DE"' in text
    assert 'href="/groups?lang=en"' in text


GROUPS = "/groups"
TOWNS = f"town,topics,experience\n{worlds.BAD_BELZIG},heat planning,\n{worlds.POTSDAM},heat planning,yes\n" + (
    "Tartu,e-participation,\nVaslui,e-participation,\n"
)
PAIRS = {"towns": TOWNS, "pairs": "yes"}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("query", ["", "&size=4-8&common_language=yes&one_per=country&times=4&seed=7"])
def test_the_form_of_groups_is_filled_in_by_its_address(client: TestClient, query: str, language: str) -> None:
    answer = client.get(f"{GROUPS}?lang={language}{query}", headers=BROWSER)
    assert answer.status_code == 200
    inputs = {found.get("name"): found for found in sound(answer.text).all("input")}
    assert ("checked" in inputs["common_language"]) == bool(query)
    assert inputs["size"]["value"] == ("4-8" if query else "6")


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_pasted_list_becomes_groups_with_what_proves_them(client: TestClient, language: str) -> None:
    answer = client.post(f"{GROUPS}?lang={language}", data=PAIRS, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    page = sound(answer.text)
    assert len([found for found in page.all("section") if found.get("class") == "group"]) == 2
    assert f"/towns/{worlds.POTSDAM}/portrait" in answer.text
    assert ("proven" if language == "en" else "bewiesen") in answer.text


def test_lines_without_a_header_are_towns_and_what_they_want(client: TestClient) -> None:
    lines = "Bad Belzig; heat planning\nPotsdam\theat planning\nTartu; e-participation\n\nVaslui;e-participation"
    page = sound(client.post(f"{GROUPS}?lang=en", data={"towns": lines, "pairs": "yes"}).text)
    assert len([found for found in page.all("section") if found.get("class") == "group"]) == 2


def test_who_has_no_topic_that_is_known_is_named(client: TestClient) -> None:
    text = client.post(f"{GROUPS}?lang=en", data={**PAIRS, "towns": TOWNS + "Cluj-Napoca,,\n"}).text
    assert "is in no group" in text


def test_wishes_that_cannot_be_met_are_named_and_what_to_do(client: TestClient) -> None:
    answer = client.post(f"{GROUPS}?lang=en", data={"towns": TOWNS, "size": "4"}, headers=BROWSER)
    assert answer.status_code == 200
    assert "a common topic" in answer.text
    assert "Take back one of these wishes" in answer.text
    assert 'value="csv"' not in answer.text
    sound(answer.text)


def test_a_format_is_each_groups_plan_and_a_step_has_only_the_day_that_was_named(client: TestClient) -> None:
    form = client.get("/api/v1/formats").json()["items"][0]["id"]
    asked = {**PAIRS, "format": form, "dates": "1.2.2027"}
    text = client.post(f"{GROUPS}?lang=en", data=asked, headers=BROWSER).text
    sound(text)
    assert "1 February 2027" in text
    calendar = client.post(f"{GROUPS}?lang=en", data={**asked, "answer": "ics"})
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert b"20270201" in calendar.content
    assert 'value="ics"' in text
    assert 'value="ics"' not in client.post(f"{GROUPS}?lang=en", data={**asked, "dates": ""}).text
    more = client.post(f"{GROUPS}?lang=en", data={**asked, "dates": ",".join(["2027-02-01"] * 15)}).text
    assert "days than the format has steps" in more


def test_the_files_of_groups_are_those_of_the_interface(client: TestClient) -> None:
    rows = [
        dict(zip(("town", "topics", "experience"), line.split(","), strict=True)) for line in TOWNS.split("\n")[1:-1]
    ]
    question = {"towns": rows, "smallest": 2, "largest": 2, "answer": "csv", "language": "de"}
    asked = {**PAIRS, "answer": "csv"}
    assert client.post(f"{GROUPS}?lang=de", data=asked).text == client.post("/api/v1/groups", json=question).text
    page = client.post(f"{GROUPS}?lang=de", data={**PAIRS, "answer": "html"})
    assert "attachment" in page.headers["content-disposition"]
    assert "/towns/" not in page.text  # a file that is passed on links to nothing here


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": "40"},
        {"size": "many"},
        {"times": "x"},
        {"one_per": "street"},
        {"dates": "soon"},
        {"format": "format:none"},
        {"seed": "-1"},
        {"towns": "Berlin"},
        {"towns": "town\n" + "Berlin\n" * 101},
    ],
)
def test_what_cannot_be_asked_of_groups_is_told_above_the_form(client: TestClient, wrong: dict[str, str]) -> None:
    answer = client.post(f"{GROUPS}?lang=en", data={"towns": TOWNS, "size": "2", **wrong}, headers=BROWSER)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    sound(answer.text)
