"""Portraits, lists, and what the service says of itself: complete, linked to each other, with source and date."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.workspace.settings import Settings
from api.workspace.tied import by_country, doers
from api.workspace.workspace import Workspace
from graph.model import Batch, Call, Municipality, Network, Programme, Relation, Solution, Topic
from matching.ties import Ties
from tests import worlds
from tests.api import test_pages
from tests.api.conftest import SwitchedStore, settings_in, until_ready

TOPIC, NETWORK, SOLUTION = worlds.HEAT_PLANNING, worlds.CLIMATE_LEAGUE, worlds.TOWN_APP
PAGES = (
    f"/towns/{worlds.BAD_BELZIG}/portrait?lang=de",
    f"/towns/{worlds.POTSDAM}/portrait",
    f"/towns/{worlds.KREUZBERG}/portrait?lang=de",
    f"/towns/{worlds.BERLIN}/portrait?part=networks",
    *(f"{path}?lang=de" for path in ("/topics", "/networks", "/solutions", "/programmes", "/strategies", "/formats")),
    "/networks?q=climate&kind=association&admission=open",
    f"/solutions?topic={TOPIC}",
    "/topics?q=nothing+of+the+kind&lang=de",
    *(f"/topics/{topic}?lang=de" for topic in (TOPIC, worlds.CLIMATE_ENERGY, worlds.OPEN_DATA)),
    f"/topics/{TOPIC}?part=towns&country=DE",
    f"/networks/{NETWORK}",
    f"/networks/{NETWORK}?part=members&country=PL&lang=de",
    f"/networks/{worlds.TANDEM}?lang=de",
    f"/networks/{worlds.TOWN_TANDEMS}",
    *(f"/solutions/{solution}" for solution in (SOLUTION, worlds.HEAT_ATLAS, "sol:decidim")),
    *(f"/programmes/{programme}?lang=de" for programme in (worlds.HORIZON, worlds.TOWN_FUND)),
    *(f"{path}?lang={lang}" for path in ("/sources", "/about", "/privacy") for lang in ("de", "en")),
    "/sources?q=records",
    "/networks/net:nowhere?lang=de",
)


def shown(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one after the other."""
    at = -1
    for part in parts:
        at = text.find(part, at + 1)
        if at < 0:
            return False
    return True


def section(text: str, name: str) -> str:
    """The part of the name on a portrait."""
    found = re.search(rf'<section class="part" aria-labelledby="{name}">.*?</section>', text, re.DOTALL)
    assert found is not None, name
    return found[0]


@pytest.mark.parametrize("path", PAGES)
def test_portraits_and_lists_keep_what_every_page_keeps(client: TestClient, path: str) -> None:
    test_pages.test_a_page_loads_nothing_from_elsewhere_and_has_no_script_in_it(client, path)
    test_pages.test_a_page_can_be_used_without_seeing_it(client, path)
    assert "set-cookie" not in client.get(path).headers


def test_every_link_on_a_portrait_leads_to_a_page_that_is_there(client: TestClient) -> None:
    seen, waiting = set[str](), [path for path in PAGES if "nowhere" not in path]
    calls_are_elsewhere = re.compile(r"/calls/")
    while waiting and len(seen) < 200:
        path = waiting.pop()
        for link in test_pages.Page(client.get(path).text).all("a"):
            href = (link.get("href") or "").partition("#")[0]
            if href.startswith("/") and href not in seen and not calls_are_elsewhere.match(href):
                seen.add(href)
                assert client.get(href).status_code == 200, f"{path} → {href}"


def test_a_topic_names_the_towns_that_do_something_themselves_the_small_ones_first(client: TestClient) -> None:
    towns = section(shown(client, f"/topics/{TOPIC}?lang=en"), "towns")
    assert in_order(towns, "Brück", "Heat Atlas", "being tried", worlds.RECORDS, "Manresa", "Potsdam")
    assert "Heat plan adopted in 2023" in towns
    for only_in_a_network_about_it in ("Berlin", "Tartu", "Łomża"):
        assert f">{only_in_a_network_about_it}</a>" not in towns
    needed = section(shown(client, f"/topics/{TOPIC}?lang=de"), "needs")
    assert in_order(needed, "Bad Belzig", "Łomża")


def test_a_field_of_topics_has_what_its_topics_have(client: TestClient) -> None:
    text = shown(client, f"/topics/{worlds.CLIMATE_ENERGY}?lang=en")
    assert in_order(text, "In this field:", "Energy communities", "Heat planning")
    assert in_order(section(text, "towns"), "Brück", "Potsdam")
    assert "Heat Together" in section(text, "calls")


def test_doers_are_whom_the_records_name(workspace: Workspace) -> None:
    snapshot = workspace.view().snapshot
    ties = Ties(snapshot)
    table, topics = snapshot.municipalities, snapshot.tables["Topic"]
    for name, own in {
        worlds.HEAT_PLANNING: [worlds.BRUECK, worlds.MANRESA, worlds.POTSDAM],
        worlds.E_PARTICIPATION: [worlds.TARTU, worlds.BERLIN],
        worlds.OPEN_DATA: [worlds.BERLIN],
        worlds.ENERGY_COMMUNITIES: [],
    }.items():
        found, others = doers(ties, topics.ids.index(name))
        assert [table.ids[at] for at in found.tolist()] == own
        assert len(others) == 0


def test_members_stand_by_country_each_with_all_who_say_so(client: TestClient, workspace: Workspace) -> None:
    text = section(shown(client, f"/networks/{NETWORK}?lang=de"), "members")
    assert in_order(
        text, "<h3", "Deutschland", "Berlin", "Potsdam", "<h3", "Estland", "<h3", "Polen", "<h3", "Spanien", "Manresa"
    )
    assert in_order(text, "Berlin", "seit 1995", worlds.NEWSPAPER, worlds.RECORDS, "Potsdam")
    german = shown(client, f"/networks/{NETWORK}?part=members&country=DE&lang=de")
    assert "Berlin" in german
    assert "Manresa" not in german
    snapshot = workspace.view().snapshot
    at = snapshot.tables["Network"].ids.index(NETWORK)
    found = by_country(snapshot, "MEMBER_OF", "Network", at, "en")
    named = [snapshot.municipalities.name(town) for town in found.tolist()]
    assert named == ["Tartu", "Berlin", "Potsdam", "Łomża", "Manresa"]  # Estonia, Germany, Poland, Spain


def test_a_network_says_how_one_joins_and_what_that_takes(switched: SwitchedStore, switched_space: Workspace) -> None:
    club = Network(
        id="net:club",
        name="Club",
        kind="association",
        admission="open",
        takes=("spa",),
        population_max=49_999,
        countries=("DE", "PL"),
        joining=("The council decides.@en", "Der Rat beschließt.@de"),
        joining_source="https://club.example/join",
        source="s",
    )
    pays = Relation(
        type="FUNDED_BY", start="net:club", end=worlds.TOWN_FUND, source="https://fund.example", as_of="2025"
    )
    switched.write([Batch(nodes=(club,), relations=(pays,))])
    with TestClient(create_app(switched_space)) as client:
        text = shown(until_ready(client), "/networks/net:club?lang=de")
    assert in_order(
        text, "Beitritt", "Nimmt auf Antrag neue Mitglieder auf. Der Rat beschließt.", "club.example /join"[:12]
    )
    assert in_order(text, "Voraussetzungen", "bis 49.999 Einwohner", "Deutschland, Polen")
    assert in_order(text, "Gefördert durch", "/programmes/prog:town-fund", "Town Fund", "fund.example", "2025")
    assert "Wir kennen kein Mitglied." in text
    assert "Uns nicht bekannt: die Internetseite." in text


def test_the_town_that_made_a_solution_is_called_first(client: TestClient) -> None:
    towns = section(shown(client, f"/solutions/{SOLUTION}?lang=de"), "towns")
    assert in_order(towns, "Tartu", "dort entstanden", "Berlin", "im Einsatz")


def test_a_town_is_told_what_is_known_of_it_and_what_is_not(client: TestClient) -> None:
    text = shown(client, f"/towns/{worlds.BAD_BELZIG}/portrait?lang=de")
    assert in_order(text, "Einwohner", "11.999", worlds.REGISTER, "2024", "Uns nicht bekannt: ", "Gleichstellungsplan")
    assert "Wir kennen kein Netzwerk oder Projekt, in dem sie ist." in section(text, "networks")
    assert in_order(section(text, "needs"), "Energiegemeinschaften", "mittlere", "Wärmeplanung", "hohe")
    assert f'href="/towns/{worlds.BAD_BELZIG}?lang=de"' in text
    unknown = shown(client, f"/towns/{worlds.VASLUI}/portrait?lang=en")
    assert "Not known to us: Inhabitants" in unknown
    for town, twin in ((worlds.VASLUI, "Manresa"), (worlds.MANRESA, "Vaslui")):
        assert in_order(
            section(shown(client, f"/towns/{town}/portrait?lang=en"), "twins"), twin, "since 1999", "by one source"
        )


def test_a_town_does_not_do_what_only_its_network_is_about(client: TestClient) -> None:
    chips = re.compile(r'<ul class="chips">.*?</ul>', re.DOTALL)
    potsdam = chips.search(shown(client, f"/towns/{worlds.POTSDAM}/portrait?lang=en"))
    assert potsdam is not None
    assert "Heat planning" in potsdam[0]
    assert chips.search(shown(client, f"/towns/{worlds.LOMZA}/portrait?lang=en")) is None


def test_a_programme_leads_to_its_calls_and_quotes_its_rules(client: TestClient) -> None:
    text = shown(client, f"/programmes/{worlds.TOWN_FUND}?lang=de")
    assert in_order(text, "2021–2027", "Uns nicht bekannt: wer zuständig ist")
    assert in_order(section(text, "calls"), "City Lab", "seit 14. Oktober 2024 geschlossen", "bis 5 Millionen Euro")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/networks/net:climate-leage?lang=de", "Meinten Sie net:climate-league"),
        ("/topics/topic:nothing?lang=de", "Das Thema"),
        ("/strategies/strat:none?lang=de", "Die Strategie"),
        (f"/networks/{NETWORK}?part=nothing&lang=de", "Unter dieser Adresse"),
        (f"/networks/{NETWORK}?part=members&page=9&lang=de", "Unter dieser Adresse"),
        ("/networks?page=99&lang=de", "Unter dieser Adresse"),
    ],
)
def test_what_is_not_there_is_told_as_a_page(client: TestClient, path: str, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert told in answer.text
    assert '<html lang="de">' in answer.text
    test_pages.Page(answer.text)


@pytest.mark.parametrize(
    ("asked", "id"),
    [("/topics/heat-planning", TOPIC), ("/topics/Wärmeplanung", TOPIC), ("/networks/Klimaliga", NETWORK)],
)
def test_a_name_in_the_address_leads_to_the_one_address(client: TestClient, asked: str, id: str) -> None:
    answer = client.get(f"{asked}?lang=de", follow_redirects=False)
    assert answer.status_code == 303
    assert unquote(answer.headers["location"]) == f"/{asked.split('/')[1]}/{id}?lang=de"


def test_lists_are_searched_by_words_in_any_spelling(client: TestClient) -> None:
    assert "Wärmeplanung" in shown(client, "/topics?q=warmeplan&lang=de")
    assert "Heat planning" in shown(client, "/topics?q=district+heating&lang=en")
    assert "Climate League" in shown(client, "/networks?q=coal+TOWNS&lang=en")
    assert "Climate League" not in shown(client, "/networks?q=coal+ships&lang=en")
    joinable = shown(client, "/networks?admission=open&lang=en")
    assert "Open Town Alliance" in joinable
    assert "Climate League" not in joinable
    about = shown(client, f"/solutions?topic={TOPIC}&lang=en")
    assert "Heat Atlas" in about
    assert "Town App" not in about


def test_topics_stand_below_their_fields(client: TestClient) -> None:
    text = shown(client, "/topics?lang=en")
    assert in_order(text, "<h3", "Climate and energy", "Energy communities", "Heat planning", "3 active towns", "<h3")


def test_long_lists_come_page_by_page(switched: SwitchedStore, switched_space: Workspace) -> None:
    towns = tuple(
        Municipality(id=f"gn:{n}", name=f"Town {n:03}", country="FR", lat=47.0, lon=2.0, population=n, source="s")
        for n in range(1, 121)
    )
    uses = tuple(
        Relation(type="USES", start=town.id, end=worlds.HEAT_ATLAS, status="in-use", source="s") for town in towns
    )
    members = tuple(Relation(type="MEMBER_OF", start=town.id, end=NETWORK, source="s") for town in towns)
    networks = tuple(Network(id=f"net:n{n}", name=f"Net {n:03}", kind="project", source="s") for n in range(120))
    switched.write([Batch(nodes=(*towns, *networks), relations=(*uses, *members))])
    with TestClient(create_app(switched_space)) as client:
        until_ready(client)
        whole = shown(client, f"/topics/{TOPIC}?lang=en")
        second = shown(client, f"/topics/{TOPIC}?part=towns&page=2&lang=en")
        last = shown(client, f"/networks/{NETWORK}?part=members&country=FR&page=3&lang=en")
        listed = shown(client, "/networks?q=net&page=2&lang=en")
    assert in_order(whole, "(123)", "Town 001", "Town 008", "All 123")
    assert "Town 009" not in whole
    assert in_order(second, "Town 051", "Town 100", "Page 2 of 3", "Next page")
    assert in_order(last, "Town 101", "Town 120", "Previous page", "Page 3 of 3")
    assert "Next page" not in last
    assert in_order(listed, "120 found, shown: 51 to 100", "Net 050", "Net 099", "q=net")


def test_names_and_texts_from_imports_are_shown_and_never_run(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    evil, link = "<script>alert(1)</script>", "javascript:alert(1)"
    page = f'https://evil.example/">{evil}'
    nodes = (
        Network(id="net:evil", name=evil, kind="project", url=page, summary=evil, source=link, admission="open"),
        Solution(id="sol:evil", name=evil, kind="software", url=page, repository=page, owner=evil, source=evil),
        Programme(id="prog:evil", name=evil, url=page, managing_body=evil, area=("DE4", "x<b>"), source=link),
        Topic(id="topic:evil", name=evil, labels=(f"{evil}@de",), source=evil),
        Municipality(id="gn:9", name=evil, country="DE", names=(evil + "'",), source='https://a.example/"><b>'),
    )
    ties = (
        Relation(type="MEMBER_OF", start="gn:9", end="net:evil", source=evil),
        Relation(type="USES", start="gn:9", end="sol:evil", source=link),
        Relation(type="ADDRESSES", start="sol:evil", end="topic:evil", source=link),
    )
    switched.write([Batch(nodes=nodes, relations=ties)])
    paths = ("/networks/net:evil", "/solutions/sol:evil", "/programmes/prog:evil", "/topics/topic:evil")
    with TestClient(create_app(switched_space)) as client:
        until_ready(client)
        lists = ("/networks", "/solutions", "/programmes", "/topics", "/sources")
        for path in (*paths, "/towns/gn:9/portrait", *lists, f"/networks?q={evil}", f"/sources?q={evil}"):
            text = shown(client, path)
            assert "<script>" not in text
            assert 'href="javascript' not in text
            assert '"><b>' not in text
            test_pages.Page(text)


def test_sources_are_named_with_licence_and_count(client: TestClient) -> None:
    text = shown(client, "/sources?lang=de")
    assert in_order(text, 'id="geonames"', "GeoNames", "Lizenz: CC BY 4.0")
    assert in_order(text, worlds.RECORDS, "Einträge")
    assert worlds.NEWSPAPER in shown(client, "/sources?q=newspaper")
    assert "Nichts gefunden" in shown(client, "/sources?q=xqzwv&lang=de")


def test_old_calls_are_warned_of(switched: SwitchedStore, switched_space: Workspace) -> None:
    switched.write([Batch(nodes=(Call(id="call:old", name="Old", source="s", as_of="2020-01"),))])
    with TestClient(create_app(switched_space)) as client:
        until_ready(client)
        for path in ("/about?lang=de", "/sources?lang=de"):
            text = shown(client, path)
            assert "mehr als ein halbes Jahr alt" in text
            assert "Januar 2020" in text


def test_who_runs_the_service_is_a_setting(world_folder: Path, client: TestClient) -> None:
    assert "Der Betreiber hat sich nicht genannt." in shown(client, "/about?lang=de")
    asked = {
        "PEERPOLIS_OPERATOR": "Stadt <b>; Rathausplatz 1; ; mail@stadt.example ;https://stadt.example;javascript:x"
    }
    operator = Settings.from_environment(asked).operator
    assert operator == ("Stadt <b>", "Rathausplatz 1", "mail@stadt.example", "https://stadt.example", "javascript:x")
    with TestClient(create_app(Workspace(replace(settings_in(world_folder), operator=operator)))) as other:
        text = shown(until_ready(other), "/about?lang=de")
    assert "Stadt &lt;b&gt;<br>Rathausplatz 1<br>" in text
    assert 'href="mailto:mail@stadt.example"' in text
    assert 'href="https://stadt.example"' in text
    assert 'href="javascript' not in text
    test_pages.Page(text)


def test_what_is_said_of_privacy_is_true(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="peerpolis.access"):
        client.get(f"/towns/{worlds.BAD_BELZIG}", params={"need": "confidential"}, headers={"User-Agent": "Firefox 99"})
    lines = [record.__dict__ for record in caplog.records if record.name == "peerpolis.access"]
    assert [line["path"] for line in lines] == [f"/towns/{worlds.BAD_BELZIG}"]
    for secret in ("confidential", "Firefox", "testclient", "127.0.0.1"):
        assert secret not in str(lines)
    assert "Es gibt keine Cookies" in shown(client, "/privacy?lang=de")


def test_privacy_is_told_before_there_are_any_data(switched: SwitchedStore, switched_space: Workspace) -> None:
    switched.down = True
    with TestClient(create_app(switched_space, look_every=60)) as client:
        assert client.get("/privacy").status_code == 200
        assert client.get("/about").status_code == 503
