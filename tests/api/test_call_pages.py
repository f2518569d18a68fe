"""May we take part? The list of calls and the page of a call: all in the address, nothing stored, each rule with its
source, and what is not known asked back."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages.rendering import cited
from api.workspace.workspace import Workspace
from graph.model import Batch, Call, Clause, Fact, Municipality, Programme, Relation
from tests import worlds
from tests.api.conftest import SwitchedStore, until_ready
from tests.api.test_pages import BROWSER, LOADING, Page, plain

ON = "on=2026-11-29"
HEAT = f"/calls/{worlds.HEAT_TOGETHER}"
CITY = f"/calls/{worlds.CITY_LAB}"
ASKED = f"{HEAT}?town={worlds.BAD_BELZIG}&{ON}"
PAGES = (
    "/calls",
    f"/calls?lang=de&{ON}",
    f"/calls?town=Bad+Belzig&lang=de&{ON}",
    f"/calls?town=Bad+Belzig&need=W%C3%A4rmeplanung&lang=de&{ON}",
    f"/calls?town=Bad+Belzig&group=large&page=1&{ON}",
    f"/calls?need=heat+planning&{ON}",
    f"/calls?need=xqzwv&lang=de&{ON}",
    f"/calls?topic={worlds.HEAT_PLANNING}&programme={worlds.HORIZON}&deadline=180&{ON}",
    f"/calls?deadline=over&lang=de&{ON}",
    "/calls?deadline=soon&lang=de",
    "/calls?town=Nowhere+at+all&lang=de",
    f"{HEAT}?lang=de&{ON}",
    f"{CITY}?{ON}",
    f"{ASKED}&lang=de",
    f"{ASKED}&lang=de&role=lead&stage=grant_signature&fact.gender_equality_plan=yes&fact.nonsense=1",
    f"{ASKED}&partner={worlds.LOMZA}&partner=FR:university&partner=Nowhere&lang=de",
    f"{ASKED}&alone=yes",
    f"{ASKED}&complete=yes&lang=de",
    f"{CITY}?town=Bad+Belzig&lang=de&{ON}",
    f"/calls/{worlds.HORIZON}?town=Bad+Belzig&{ON}",
    f"{HEAT}?role=king&lang=de",
    "/calls/call:nothing?lang=de",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_labelled_and_loads_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    response = client.get(path, headers=BROWSER)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.status_code < 500
    page = Page(response.text)
    for tag, attributes in page.elements:
        loaded = {name: value for name, value in attributes.items() if name in LOADING}
        if tag == "link":
            loaded["href"] = attributes["href"]
        assert all(value and re.match("/(?!/)", value) for value in loaded.values())
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag not in {"style", "iframe", "object", "embed", "base"}
    assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main")) == 1
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    fields = [a for tag in ("input", "select") for a in page.all(tag) if a.get("type") != "hidden"]
    assert {field.get("id") for field in fields} <= {label.get("for") for label in page.all("label")}
    for name in ("aria-describedby", "aria-labelledby"):
        assert {a[name] for _, a in page.elements if name in a} <= set(ids)
    inner = {str(a["href"])[1:] for a in page.all("a") if str(a.get("href")).startswith("#")}
    assert inner <= set(ids)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _get(client: TestClient, path: str) -> str:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200
    return html.unescape(response.text)


def _links(text: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', text)


def test_calls_stand_by_their_days_and_what_is_over_only_where_it_is_asked_for(client: TestClient) -> None:
    text = _get(client, f"/calls?lang=en&{ON}")
    assert text.index("With a closing day") < text.index("Heat Together")
    assert "79 days left" in text
    assert "City Lab" not in text
    assert "1 call that is closed" in text
    assert "City Lab" in _get(client, f"/calls?lang=en&deadline=over&{ON}")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (f"topic={worlds.HEAT_PLANNING}", {"Heat Together"}),
        (f"topic={worlds.HEAT_PLANNING}&deadline=30", set()),
        (f"programme={worlds.HORIZON}&deadline=90", {"Heat Together"}),
        ("programme=prog:nothing", set()),
        ("deadline=expected", set()),
        ("need=heat+planning", {"Heat Together"}),
    ],
)
def test_filters_leave_what_they_say(client: TestClient, filters: str, found: set[str]) -> None:
    text = _get(client, f"/calls?lang=en&{filters}&{ON}")
    assert {name for name in ("Heat Together", "City Lab", "Cities") if f">{name}</a>" in text} == found
    assert ("No call is left with these filters" in text) == (not found)


def test_for_a_town_calls_stand_in_groups_with_why_some_are_not_for_it(client: TestClient) -> None:
    text = _get(client, f"/calls?town=Bad+Belzig&lang=en&{ON}")
    assert text.index("Large, with a strong lead") < text.index("Heat Together")
    assert text.index("Too late, uncertain, or not for you") < text.index("City Lab")
    assert f"/calls/{worlds.HEAT_TOGETHER}?lang=en&town={worlds.BAD_BELZIG}" in "".join(
        link.replace("%3A", ":") for link in _links(text)
    )
    assert f"/api/v1/calendars/{worlds.BAD_BELZIG}" in text
    assert "webcal://testserver/api/v1/calendars/" in text


def test_the_rules_are_told_one_by_one_with_their_words_and_source(client: TestClient) -> None:
    text = _get(client, f"{CITY}?town=Bad+Belzig&lang=en&{ON}")
    against = text[text.index("What speaks against it") :]
    assert "50,000" in against
    assert "open to urban authorities of all Member States" in text
    assert worlds.RULES in text
    assert "This call is closed" in text


def test_partners_are_still_missing_and_speak_not_against_it(client: TestClient) -> None:
    text = _get(client, f"{ASKED}&partner={worlds.LOMZA}&lang=en")
    assert "What speaks against it" not in text
    missing = text[text.index("What is still missing") :]
    assert "Still missing" in missing
    assert "Łomża, Poland" in text


def test_what_would_turn_the_answer_to_yes_is_an_address_and_turns_it(client: TestClient) -> None:
    text = _get(client, f"{ASKED}&lang=en")
    changes = text[text.index("What would turn the answer to yes") :]
    link = re.search(r'href="([^"]*)">see the answer', changes)
    assert link is not None
    changed = _get(client, link[1])
    assert "Those who are named are enough." in changed
    assert parse_qs(urlsplit(link[1]).query)["town"] == [worlds.BAD_BELZIG]
    assert "What would turn the answer to yes" not in changed


def test_a_fact_stated_on_the_spot_changes_the_answer_and_stays_in_the_address(client: TestClient) -> None:
    before = _get(client, f"{ASKED}&lang=en")
    signature = before[before.index("Only due when the grant is signed") :]
    assert 'href="#fact-gender_equality_plan"' in signature
    after = _get(client, f"{ASKED}&lang=en&fact.gender_equality_plan=yes")
    assert '<option value="yes" selected>' in after
    assert all("fact.gender_equality_plan=yes" in link for link in _links(after) if "alone=yes" in link)
    told = _get(client, f"{ASKED}&lang=en&fact.gender_equality_plan=yes&fact.pik=1&fact.population=many")
    assert told.count("A fact was not understood and is left out") == 2
    assert "'pic'" in told


def test_a_partner_that_is_described_joins_those_that_are_named(client: TestClient) -> None:
    text = _get(client, f"{ASKED}&partner={worlds.LOMZA}&partner_country=fr&partner_type=university&lang=en")
    assert "university, France" in text
    assert "partner=FR%3Auniversity" in text


def test_a_name_that_several_towns_have_is_asked_back_on_the_page(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    towns = tuple(
        Municipality(
            id=f"gn:90{n}", name="Neustadt", country="DE", lat=52.0 + n, lon=12.6, population=9_000, source="s"
        )
        for n in (1, 2)
    )
    switched.write([Batch(nodes=towns)])
    with TestClient(create_app(switched_space)) as client:
        until_ready(client)
        asked = _get(client, f"{ASKED}&partner=Neustadt&lang=en")
        town = _get(client, f"{HEAT}?town=Neustadt&lang=en&{ON}")
        listed = _get(client, f"/calls?town=Neustadt&lang=en&{ON}")
    assert "Which Neustadt do you mean?" in asked
    assert "Until this is clear, the partner is left out of the answer." in asked
    assert {link for link in _links(asked) if "partner=gn%3A901" in link and "town=" in link}
    for text in (town, listed):
        assert "Which Neustadt do you mean?" in text
        assert {link for link in _links(text) if "town=gn%3A901" in link}


def test_a_programme_is_asked_through_its_call_or_offers_those_it_has(client: TestClient) -> None:
    through = _get(client, f"/calls/{worlds.TOWN_FUND}?town=Bad+Belzig&lang=en&{ON}")
    assert "It is asked through this call:" in through
    assert "City Lab" in through
    several = _get(client, f"/calls/{worlds.HORIZON}?lang=en&{ON}")
    assert "This is a programme with several calls." in several
    assert {"Heat Together", "Cities"} <= set(re.findall(r">([^<>]+)</a></li>", several))


def test_what_is_only_expected_is_shown_as_expected(switched: SwitchedStore, switched_space: Workspace) -> None:
    coming = Call(id="call:coming", name="Coming", status="expected", source="s")
    again = Clause(
        id="clause:coming/deadline_expected",
        name="deadline_expected",
        kind="deadline",
        operator="expected",
        value="2027-09;pattern=2025-09-19,2026-09-23",
        source="s",
    )
    fund = Programme(id="prog:fund", name="Fund", source="s")
    switched.write(
        [
            Batch(
                nodes=(coming, again, fund),
                relations=(
                    Relation(type="UNDER", start=coming.id, end=fund.id, source="s"),
                    Relation(type="REQUIRES", start=coming.id, end=again.id, source="s"),
                ),
            )
        ]
    )
    with TestClient(create_app(switched_space)) as client:
        until_ready(client)
        listed = _get(client, f"/calls?lang=en&deadline=expected&{ON}")
        page = _get(client, f"/calls/call:coming?lang=en&town={worlds.BAD_BELZIG}&{ON}")
    assert "Expected again, not announced" in listed
    assert "days left" not in listed + page
    assert "expected again September 2027, not announced (so far: 19 September 2025, 23 September 2026)" in page
    assert "If it comes back with the rules of before:" in page


def test_who_could_complete_it_is_computed_where_it_is_asked_for(client: TestClient) -> None:
    before = _get(client, f"{ASKED}&lang=en")
    assert "complete=yes" in before
    after = _get(client, f"{ASKED}&complete=yes&lang=en")
    link = re.search(r'href="([^"]*)">Take these as partners', after)
    assert link is not None
    assert len(parse_qs(urlsplit(link[1]).query)["partner"]) == 2
    assert "Those who are named are enough." in _get(client, link[1])


def test_what_was_typed_and_what_was_stored_is_shown_and_never_run(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    evil = "<script>alert(1)</script>"
    url = f'https://evil.example/">{evil}'
    call = Call(id="call:evil", name=evil, url=url, who_may_apply=evil, source=evil)
    switched.write([Batch(nodes=(call,))])
    with TestClient(create_app(switched_space)) as client:
        until_ready(client)
        for path in ("/calls", "/calls/call:evil"):
            for town in (worlds.BAD_BELZIG, evil):
                asked = {"town": town, "need": evil, "partner": [evil, 'DE:"><b>'], "fact.pic": evil, "fact.<b>": evil}
                response = client.get(path, params=asked, headers=BROWSER)
                assert response.status_code < 500
                assert "<script>alert" not in response.text
                assert "<b>" not in response.text
                assert 'href="javascript' not in response.text
                Page(response.text)


def test_pages_are_whole_in_german(client: TestClient) -> None:
    text = _get(client, f"{ASKED}&lang=de&complete=yes")
    for expected in ("Kann Bad Belzig teilnehmen?", "Was noch fehlt", "Beste Wahl", "Fristen in Ihrem Kalender"):
        assert expected in text
    assert not re.search(r">\s*(What|Who|With|Known to|Judge)\b", text)


def test_a_town_below_a_threshold_sees_with_which_neighbours_it_passes(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    grouped = Call(id="call:grouped", name="Grouped", source="s")
    rules = {
        "alone": ("population_min", "50000;route=A"),
        "together": ("population_min", "50000;route=C;of=grouping_total"),
        "every": ("degurba", "1;2;route=C;of=every_member"),
    }
    clauses = tuple(
        Clause(
            id=f"clause:grouped/{name}",
            name=name,
            kind=kind,
            operator="in" if kind == "degurba" else ">=",
            value=value,
            source="s",
        )
        for name, (kind, value) in rules.items()
    )
    towns = tuple(
        Municipality(id=f"gn:9{n}", name=name, country="DE", lat=52.0 + n / 50, lon=12.6, population=30_000, source="s")
        for n, name in enumerate(("Aldorf", "Bedorf"))
    )
    degrees = tuple(Fact(subject=town.id, key="degurba", value="2", source="s") for town in towns)
    requires = tuple(Relation(type="REQUIRES", start=grouped.id, end=clause.id, source="s") for clause in clauses)
    switched.write([Batch(nodes=(grouped, *clauses, *towns), relations=requires, facts=degrees)])
    with TestClient(create_app(switched_space)) as client:
        until_ready(client)
        text = _get(client, f"/calls/call:grouped?town=gn:90&lang=en&{ON}")
        link = re.search(r'href="([^"]*grouping=gn%3A91[^"]*)"', text)
        assert link is not None
        together = _get(client, link[1])
    assert "Bedorf (30,000 inhabitants)" in plain(text)
    assert "What speaks against it" not in together
    assert "Other ways, not needed or not open to you" in together
    assert "Bedorf, Germany" in together


def test_a_remark_beside_an_address_does_not_stand_for_the_page() -> None:
    (page,) = cited("https://www.ec.example/call (text)", "en")
    assert (page.url, page.called) == ("https://www.ec.example/call", "ec.example (text)")
