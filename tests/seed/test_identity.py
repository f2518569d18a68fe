"""The resolver against 800 names with their towns: 400 of real files, and 400 hard ones of 28 countries."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.identity import Labelled, bodies, figures, read_mentions, read_names
from graph.store.sqlite_store import SqliteStore
from seed.bodies.recognition import resolver_of
from seed.bodies.resolver import Identity, Mention, Outcome, Resolver
from seed.register.official import read_units

WRITTEN = Path(__file__).parents[1] / "data" / "written_names.csv"
SURE, EVERY = (Outcome.SURE,), (Outcome.SURE, Outcome.LIKELY)


@pytest.fixture(scope="module")
def resolver(seeded: Path) -> Resolver:
    store = SqliteStore(seeded / "graph.sqlite")
    found = resolver_of(store, units=read_units())
    store.close()
    return found


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return read_mentions()


@pytest.fixture(scope="module")
def answers(resolver: Resolver, labelled: list[Labelled]) -> list[Identity]:
    return [resolver.resolve(one.mention) for one in labelled]


@pytest.mark.real
@pytest.mark.parametrize("half", ["tune", "kept"])
def test_sure_is_right_and_few_bodies_are_missed(labelled: list[Labelled], answers: list[Identity], half: str) -> None:
    group = [(one, answer) for one, answer in zip(labelled, answers, strict=True) if one.half == half]
    mentions, given = [one for one, _ in group], [answer for _, answer in group]
    assert len(mentions) == 200
    assert figures(mentions, given, SURE).precision >= 0.99
    assert figures(mentions, given, SURE).recall >= 0.95
    assert figures(mentions, given, EVERY).precision >= 0.98
    assert figures(mentions, given, EVERY).recall >= 0.96


def test_sure_is_right_of_namesakes_short_names_and_words_of_office(resolver: Resolver) -> None:
    names = read_names()
    answers = [resolver.resolve(one.mention) for one in names]
    assert len({one.mention.country for one in names}) >= 12
    assert len(names) == 400
    assert figures(names, answers, SURE).precision >= 0.99
    assert figures(names, answers, SURE).recall >= 0.9


def test_what_stays_open_says_why(answers: list[Identity]) -> None:
    assert all(answer.why for answer in answers)
    assert all(answer.id is None for answer in answers if answer.outcome is Outcome.UNRESOLVED)


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [
        ("Gmina Chojna", "PL", "Chojna"),
        ("Primăria Municipiului Cluj-Napoca", "RO", "Cluj-Napoca"),
        ("Pécs Megyei Jogú Város Önkormányzata", "HU", "Pécs"),
        ("Vilniaus miesto savivaldybė", "LT", "Vilnius"),
        ("Helsingin kaupunki", "FI", "Helsinki"),
        ("Göteborgs Stad", "SE", "Göteborg"),
        ("Rīgas dome", "LV", "Riga"),
        ("Urząd Miasta Gdańska", "PL", "Gdańsk"),
        ("Comune di Sant'Angelo in Vado", "IT", "Sant'Angelo in Vado"),
        ("Δήμος Θεσσαλονίκης", "GR", "Thessaloníki"),
        ("Община Русе", "BG", "Ruse"),
        ("Powiat Bolesławiecki", "PL", "Powiat bolesławiecki"),
        ("Provincia di Cuneo", "IT", "Provincia di Cuneo"),
        ("Landratsamt Görlitz", "DE", "Landkreis Görlitz"),
    ],
)
def test_bodies_are_found_in_the_languages_of_europe(resolver: Resolver, name: str, country: str, town: str) -> None:
    found = resolver.resolve(Mention(name, country)).id
    assert found in {one.id for one in bodies() if one.country == country and town in (one.name, *one.names)}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Universität Rostock", "DE"),
        ("Industrie- und Handelskammer zu Flensburg", "DE"),
        ("Powiat Nowozmyślony", "PL"),
        ("Milano Ristorazione SpA", "IT"),
        ("Agencia de Desarrollo Local de Málaga", "ES"),
    ],
)
def test_who_is_no_municipality_is_nobodys(resolver: Resolver, name: str, country: str) -> None:
    found = resolver.resolve(Mention(name, country))
    assert (found.id, found.outcome) == (None, Outcome.UNRESOLVED)


def test_names_are_understood_as_lists_write_them(resolver: Resolver) -> None:
    """Cut short, with signs of provinces, with articles behind: 264 names of 22 countries, each with its town."""
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    given = [(row, resolver.resolve(Mention(row["written"], row["country"]))) for row in rows]
    wrong = [(row["written"], answer.id) for row, answer in given if answer.id not in (row["id"], None)]
    assert wrong == []
    sure = sum(answer.outcome is Outcome.SURE for _, answer in given)
    assert sure >= 0.9 * len(rows)


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("St. Martin", "FR"),  # a hundred of them
        ("Neustadt/W.", "DE"),  # on the Weinstraße, the Waldnaab, the Wied
        ("S. Pietro", "IT"),
        ("Nová V.", "CZ"),
        ("N. V.", "SK"),
        ("Samone (XX)", "IT"),
    ],
)
def test_a_name_cut_short_that_several_bear_is_nobodys(resolver: Resolver, written: str, country: str) -> None:
    assert resolver.resolve(Mention(written, country)).outcome is not Outcome.SURE


def test_a_district_beside_the_name_tells_namesakes_apart_and_may_speak_against_a_town(resolver: Resolver) -> None:
    def found(written: str, region: str | None = None) -> tuple[str | None, Outcome]:
        answer = resolver.resolve(Mention(written, "IT", region=region))
        return answer.id, answer.outcome

    assert found("Samone (TO)")[1] is found("Samone (TN)")[1] is Outcome.SURE
    assert found("Samone (TO)")[0] != found("Samone (TN)")[0]
    assert found("Rovereto (TN)")[1] is Outcome.SURE
    assert found("Rovereto (TO)")[1] is not Outcome.SURE
    assert found("Rovereto (TN)", "ITH20")[1] is Outcome.SURE
