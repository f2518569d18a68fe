"""The page of the network: picture, table, years, files and citation, each state an address."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.workspace.workspace import Workspace
from graph.measures.chosen import memberships
from graph.measures.years import held_in
from tests import worlds
from tests.api.test_pages import Page


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/network[^"]*town=[^"]*">([^<]+)</a>', page)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_has_picture_table_years_files_and_citation(client: TestClient, language: str) -> None:
    response = client.get(f"/network?lang={language}")
    assert response.status_code == 200
    page = Page(response.text)
    assert len([e for e in page.all("svg") if "network" in (e.get("class") or "")]) == 1
    assert {"table", "years", "files", "cite"} <= {e["id"] for e in page.all("h2") if e.get("id")}
    assert not any("style" in attributes for _, attributes in page.elements)


def test_the_first_of_the_table_is_in_the_most_networks(client: TestClient) -> None:
    assert set(rows(client.get("/network?lang=en").text)[:2]) == {"Manresa", "Tartu"}


def test_every_column_sorts_both_ways_by_its_address(client: TestClient) -> None:
    by_name = rows(client.get("/network?sort=name&lang=en").text)
    assert by_name == sorted(by_name, key=str.casefold)
    assert rows(client.get("/network?sort=name&ascending=true&lang=en").text) == by_name[::-1]
    largest = client.get("/network?sort=population&lang=en").text
    assert rows(largest)[0] == "Berlin"
    assert 'aria-sort="descending"' in largest


def test_a_year_shows_the_network_as_it_was(client: TestClient) -> None:
    assert set(rows(client.get("/network?year=2015&lang=en").text)) == {"Berlin", "Potsdam", "Manresa", "Tartu"}


def test_filters_stay_in_every_address_of_the_page(client: TestClient) -> None:
    page = Page(client.get("/network?year=2015&kind=association&measure=degree&lang=en").text)
    sorting = [unescape(a["href"] or "") for a in page.all("a") if "#table" in (a.get("href") or "")]
    assert sorting
    for link in sorting:
        assert {"year=2015", "kind=association", "measure=degree"} <= set(re.split("[?&#]", link))


def test_one_town_is_shown_with_its_networks(client: TestClient) -> None:
    page = client.get(f"/network?town={worlds.BRUECK}&lang=en").text
    assert 'class="third"' in page
    assert "Berlin" not in rows(page)
    alone = client.get(f"/network?town={worlds.BAD_BELZIG}&lang=en")
    assert alone.status_code == 200
    assert "is in no network that is counted here" in alone.text


def test_filters_that_leave_nothing_say_so(client: TestClient) -> None:
    page = client.get("/network?year=1960&lang=en")
    assert page.status_code == 200
    assert "no network is left" in page.text


def test_the_backbone_of_so_small_a_world_is_explained_by_chance(client: TestClient) -> None:
    assert "No tie is left" in client.get("/network?show=backbone&lang=en").text


def test_files_are_those_of_the_filters(client: TestClient) -> None:
    table = client.get("/network/towns.csv?year=2015")
    assert [row["name"] for row in csv.DictReader(io.StringIO(table.text))][:1]
    assert len(table.text.splitlines()) == 1 + 4
    for ending in ("csv", "graphml", "gexf", "net", "json"):
        for what in ("ties", "memberships"):
            got = client.get(f"/network/{what}.{ending}?kind=association")
            assert got.status_code == 200, (what, ending)
            assert worlds.TARTU in got.text
            assert f".{ending}" in got.headers["content-disposition"]
    assert (
        client.get("/network/nothing.exe").status_code == 400 or client.get("/network/nothing.exe").status_code == 422
    )


def test_the_citation_names_data_address_and_version(client: TestClient, workspace: Workspace) -> None:
    page = unescape(client.get("/network?measure=degree&year=2015&lang=en").text)
    cited = re.search(r'<p class="draft">(.*?)</p>', page, re.DOTALL)
    assert cited is not None
    assert "/network?measure=degree&year=2015&lang=en" in cited[1]
    assert "as of the end of 2015" in cited[1]
    assert re.search(r"data [0-9a-f]{64}\.", cited[1])
    assert "<code>peerpolis centrality degree --as-of 2015</code>" in page


@pytest.mark.parametrize(
    "query", ["year=x", "measure=none", "largest=-1", "town=Nowhere", "country=ZZ", "first=-1", "show=%3Cscript%3E"]
)
def test_what_cannot_be_asked_is_a_page_that_says_so(client: TestClient, query: str) -> None:
    response = client.get(f"/network?{query}&lang=en", headers={"accept": "text/html"})
    assert 400 <= response.status_code < 500
    assert response.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("year", [1995, 2008, 2009, 2014, 2015, 2018, 2022])
def test_so_many_memberships_held_as_the_snapshot_of_the_year_has(workspace: Workspace, year: int) -> None:
    years, held, _ = held_in(workspace.view().snapshot, last=2024)
    assert years[0] == 1995  # Berlin joins the Climate League
    there, _ = memberships(workspace.snapshot_as_of(date(year, 12, 31)))
    assert held[years.tolist().index(year)] == len(there)


def test_values_have_intervals_where_they_are_asked_for_and_the_command_gives_the_same(client: TestClient) -> None:
    plain = client.get("/network?measure=degree&lang=en").text
    assert ">From</th>" not in plain
    page = client.get("/network?measure=degree&interval=true&lang=en").text
    assert ">From</th>" in page
    assert "95 % of 50 draws" in page
    assert "--bootstrap 50 --seed 0" in page
    assert all("interval=true" in link for link in re.findall(r'href="(/network[^"]*#table)"', page))


def test_intervals_that_would_take_a_minute_are_left_to_the_command(client: TestClient) -> None:
    page = client.get("/network?measure=betweenness&interval=true&lang=en").text
    assert ">From</th>" not in page
    assert "peerpolis centrality betweenness --bootstrap 100 --seed 0" in page
