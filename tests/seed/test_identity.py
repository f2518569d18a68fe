"""The resolver against 800 names with their towns: 400 of real files, and 400 hard ones of 28 countries."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.identity import Labelled, bodies, figures, read_mentions, read_names
from graph.store.sqlite_store import SqliteStore
from seed.bodies.recognition import resolver_of
from seed.bodies.resolver import Identity, Mention, Outcome, Resolver
from seed.register.official import read_units

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
