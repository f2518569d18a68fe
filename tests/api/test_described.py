"""A town that is not known here is not left at the door: it is described, in the terminal, over HTTP and on a page."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from matching.kinds.all import kind_names
from tests.command_line import CommandLine

#: A place between the towns of the world, with as many inhabitants as Bad Belzig.
WHERE = ("--population", "11000", "--lat", "52.1", "--lon", "12.6")


def test_the_command_tells_how_to_describe_it_and_that_command_answers(peerpolis: CommandLine) -> None:
    told = peerpolis("suggest", "Xqzburg", "--in", "DE", "--need", "heat planning")
    command = "peerpolis suggest Xqzburg --described --in DE --need 'heat planning'"
    assert (told.code, command in told.err) == (1, True)
    assert peerpolis("suggest", "Xqzburg", "--in", "DE", "--json").json["describe"].endswith("--described --in DE")
    assert "--in XX" in peerpolis("suggest", "Xqzburg").err
    assert "--described" not in peerpolis("suggest", "gn:999999999").err  # an id is mistyped, and no town missing
    answer = peerpolis("suggest", "Xqzburg", "--described", "--in", "DE", *WHERE, "--json").json
    assert answer["query"]["place"]["population"] == 11000
    assert answer["suggestions"]["partners"]
    shown = peerpolis("suggest", "Xqzburg", "--described", "--in", "DE", *WHERE).out
    assert shown.startswith("Xqzburg · Germany · 11,000 inhabitants · as you describe it")


def test_what_describes_a_town_is_not_asked_of_one_that_is_known(peerpolis: CommandLine) -> None:
    assert peerpolis("suggest", "Bad Belzig", "--population", "11000").code == 2
    assert peerpolis("suggest", "Xqzburg", "--described").code == 2


def test_over_http_the_problem_says_where_to_describe_it(client: TestClient) -> None:
    detail = client.get("/api/v1/municipalities/Xqzburg/partners").json()["detail"]
    assert "POST /api/v1/partners" in detail
    assert "POST" not in client.get("/api/v1/networks/net:none").json()["detail"]


def test_the_page_leads_to_a_form_and_that_to_the_suggestions(client: TestClient) -> None:
    missing = client.get("/", params={"town": "Xqzburg", "lang": "en"})
    assert missing.status_code == 404
    assert 'action="/described"' in missing.text
    asked = {"name": "Xqzburg", "in": "de", "population": "11,000", "lat": "52,1", "lon": "12.6", "lang": "en"}
    page = client.get("/described", params=asked)
    assert page.status_code == 200
    assert "as you describe it" in page.text
    assert "/portrait" in page.text
    # Each kind has its place, that of what was not found as well; a letter is drafted for a town that is on record.
    assert [kind for kind in kind_names() if f'id="{kind}"' not in page.text] == []
    assert "/letter?" not in page.text


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"in": ""}, {"in": "D1"}, {"population": "many"}, {"lat": "91"}, {"lon": "nan"}]
)
def test_what_describes_no_town_is_told_on_a_page(client: TestClient, wrong: dict[str, str]) -> None:
    page = client.get("/described", params={"name": "<b>X", "in": "DE"} | wrong)
    assert page.status_code == 422
    assert "<b>" not in page.text
