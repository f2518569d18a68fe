"""The page of what-ifs: its forms, what they lead to, and the figures before and after as the command has them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from tests import worlds
from tests.api.test_pages import Page

ALL = {
    "tie": f"{worlds.BAD_BELZIG},{worlds.ZAMBROW}",
    "member": f"{worlds.BAD_BELZIG},{worlds.HEAT_MAPS}",
    "remove": worlds.CLIMATE_LEAGUE,
}


def row(page: str, called: str) -> list[str]:
    """The cells of the first row with this head: today, then, change."""
    found = re.search(rf'<th scope="row">{re.escape(called)}</th>(.*?)</tr>', page, re.DOTALL)
    assert found is not None, called
    return re.findall(r'<td class="number">([^<]*)</td>', found[1])


@pytest.mark.parametrize("language", ["en", "de"])
def test_without_a_question_there_are_the_forms_and_an_example(client: TestClient, language: str) -> None:
    page = client.get(f"/what-if?lang={language}")
    assert page.status_code == 200
    assert len(Page(page.text).all("fieldset")) == 3
    assert "/what-if?lang=" in page.text
    assert f"remove={worlds.CLIMATE_LEAGUE.replace(':', '%3A')}" in page.text


def test_a_tie_between_two_that_are_alone_is_one_more_and_two_towns_more(client: TestClient) -> None:
    page = client.get("/what-if", params={"lang": "en", "tie": ALL["tie"]}).text
    assert row(page, "Towns in the network") == ["7", "9", "+2"]
    assert row(page, "Ties: pairs of towns with a network in common") == ["16", "17", "+1"]
    assert row(page, "Parts between which there is no tie") == ["1", "2", "+1"]
    assert row(page, "partners of the town") == ["0", "1", "+1"]
    assert "Bad Belzig and Zambrów work together" in page


def test_the_page_and_the_service_have_the_same_figures(client: TestClient) -> None:
    sent = {"ties": [ALL["tie"].split(",")], "members": [ALL["member"].split(",")], "removed": [ALL["remove"]]}
    found = {r["figure"]: r for r in client.post("/api/v1/what-if", json=sent).json()["rows"] if not r["id"]}
    page = client.get("/what-if", params={"lang": "en", **ALL}).text
    for figure, called in {"nodes": "Towns in the network", "largest_component": "Towns in the largest part"}.items():
        assert row(page, called)[:2] == [f"{found[figure][when]:.0f}" for when in ("before", "after")]


def test_what_is_typed_goes_into_the_address_as_ids_beside_what_is_there(client: TestClient) -> None:
    typed = {"one": "Bad Belzig", "other": "Zambrów", "joining": "Vaslui", "joined": "Heat Maps", "gone": "Berlin"}
    moved = client.get("/what-if", params={"remove": ALL["remove"], "year": "2022", **typed}, follow_redirects=False)
    assert moved.status_code == 303
    there = unescape(client.get(moved.headers["location"]).text)
    assert "without Berlin" in there
    assert "without Climate League" in there
    assert "As of the end of 2022." in there
    assert f"--remove {worlds.CLIMATE_LEAGUE} --remove {worlds.BERLIN} --as-of 2022" in there


def test_each_change_can_be_taken_out_again(client: TestClient) -> None:
    page = Page(client.get("/what-if", params={"lang": "en", **ALL}).text)
    out = [unescape(a["href"] or "") for a in page.all("a") if a.get("title") == "Take out"]
    assert len(out) == 3
    for link, field in zip(out, ALL, strict=True):
        assert f"{field}=" not in link
        assert all(f"{other}=" in link for other in ALL if other != field)


def test_a_town_that_is_not_clear_is_asked_back_and_the_rest_is_kept(client: TestClient) -> None:
    page = client.get("/what-if?lang=en&one=Berlin&other=Belzg")
    assert page.status_code == 200
    assert "Which Belzg do you mean?" in page.text
    assert 'value="Berlin"' in page.text


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("one=Berlin", 422, "fill in the two fields"),
        ("tie=gn:2950159", 422, "fill in the two fields"),
        (f"tie={worlds.BERLIN},{worlds.BERLIN}", 422, "no relation with itself"),
        ("joining=Berlin&joined=Nowhere+League", 404, "We do not know the network"),
        ("remove=net:none", 404, "We do not know"),
        (f"remove={worlds.TOWN_APP}", 404, "We do not know the network"),
        ("&".join(f"remove=gn:{n}" for n in range(21)), 422, "At most 20 changes"),
        ("tie=%00,%3Cscript%3E", 404, "We do not know"),
    ],
)
def test_what_cannot_be_is_told_on_the_page_with_the_forms(
    client: TestClient, query: str, status: int, told: str
) -> None:
    page = client.get(f"/what-if?lang=en&{query}")
    assert page.status_code == status
    assert told in unescape(page.text)
    assert len(Page(page.text).all("fieldset")) == 3


@pytest.mark.parametrize(
    "path", ["/network", "/gaps?country=DE", f"/networks/{worlds.CLIMATE_LEAGUE}", "/introductions?country=DE"]
)
def test_where_one_needs_it_there_is_a_way_to_it(client: TestClient, path: str) -> None:
    assert 'href="/what-if' in client.get(path).text
