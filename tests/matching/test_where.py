"""Where something is wanted is not what is wanted."""

from __future__ import annotations

import pytest

from matching.need.circumstances import what_is_asked
from matching.need.countries_named import partners_sought_in
from matching.need.text import content_words
from matching.need.where import where_is_not_what, without_neighbours, without_where
from matching.types import TopicMatch


def _match(topic: str, strength: float, *words: str) -> TopicMatch:
    return TopicMatch(topic=topic, label=topic, strength=strength, words=words)


RAIN, SHOPS = _match("topic:rain", 0.7, "Starkregen"), _match("topic:shops", 0.9, "Innenstadt")


@pytest.mark.parametrize(
    ("need", "place"),
    [
        ("Starkregen in der Innenstadt", "Innenstadt"),
        ("Ärztemangel auf dem Land", "Land"),
        ("heat in the town centre", "town centre"),
        ("transport na żądanie dla wsi", "wsi"),
        ("vacance en centre-ville", "centre-ville"),
        ("covoiturage en zone rurale", "rurale"),
        ("mobilnost na podeželju", "podeželju"),
        ("parkering vid skolan", "skolan"),
        ("сянка на площада", "площада"),
        ("lávka cez potok", "potok"),
        ("vandali nel parco giochi", "giochi"),
        ("Lastwagen durchs Dorf", "Dorf"),
        ("ēna pilsētas laukumā", "laukumā"),
    ],
)
def test_what_only_says_where_comes_behind(need: str, place: str) -> None:
    what = _match("topic:what", 0.7, need.split()[0])
    where = _match("topic:where", 0.9, place)
    assert [m.topic for m in where_is_not_what(need, (where, what))] == ["topic:what", "topic:where"]


def test_who_wants_the_centre_itself_gets_it() -> None:
    assert where_is_not_what("Mehr Leben in der Innenstadt", (SHOPS,)) == (SHOPS,)
    assert where_is_not_what("Innenstadt beleben, Starkregen", (SHOPS, RAIN)) == (SHOPS, RAIN)
    # The word stands outside of the phrase, too.
    both = where_is_not_what("Innenstadt: Starkregen in der Innenstadt", (SHOPS, RAIN))
    assert both == (SHOPS, RAIN)


@pytest.mark.parametrize(
    ("need", "word", "asked"),
    [
        ("Ein Bürgerterminal im Dorf?", "Dorf", "Ein Bürgerterminal ?"),
        ("repair café in our old town", "old", "repair café"),
    ],
)
def test_a_place_alone_is_no_topic_where_something_else_is_asked(need: str, word: str, asked: str) -> None:
    assert without_where(need, (_match("topic:place", 0.6, word),)) == asked


def test_who_asks_for_the_place_itself_is_not_sent_away_from_it() -> None:
    for need in ("Mehr Leben in der Innenstadt", "Innenstadt beleben"):
        assert without_where(need, (_match("topic:centre", 0.8, "Innenstadt"),)) == need
    # Something was understood beside the place: the need stays as it is.
    need = "Starkregen in der Innenstadt"
    assert without_where(need, (SHOPS, RAIN)) == need


@pytest.mark.parametrize(
    ("need", "asked"),
    [
        ("how to start with a digital twin on a small budget", "a digital twin"),
        ("Onlinedienste, haben aber kaum Personal", "Onlinedienste"),
        ("Wer hat schon Erfahrung mit Mehrgenerationenhäusern?", "Mehrgenerationenhäusern?"),
        ("Szukamy partnerów do rewitalizacji dworca", "rewitalizacji dworca"),
        ("opieka nad seniorami w małej gminie", "opieka nad seniorami"),
        ("transporte a demanda con pocos recursos", "transporte a demanda"),
        ("biblioteca aperta di notte", "biblioteca aperta di notte"),
        # Who has no car asks for what takes its place.
        ("zum Arzt ohne Auto", "zum Arzt Rufbus"),
        ("sans voiture au marché", "Rufbus au marché"),
        ("Auto im Dorf", "Auto im Dorf"),
        # What is all that is said is what is asked.
        ("zu wenig Personal", "zu wenig Personal"),
        ("mit wenig Geld", "mit wenig Geld"),
    ],
)
def test_how_one_asks_and_with_what_means_is_not_what_is_asked(need: str, asked: str) -> None:
    assert what_is_asked(need) == asked


@pytest.mark.parametrize(
    ("need", "countries"),
    [
        ("Bürgermeister sucht Partnergemeinde in Frankreich", ("FR",)),
        ("miasto partnerskie we Francji lub w Niemczech", ("DE", "FR")),
        ("gemellaggio con la Polonia", ("PL",)),
        ("Polizei und Feuerwehr", ()),
        ("twin town", ()),
    ],
)
def test_partners_are_sought_in_the_country_that_a_need_for_partners_names(
    need: str, countries: tuple[str, ...]
) -> None:
    partners = (_match("topic:town-partnerships", 0.8, "x"),)
    assert partners_sought_in(need, partners, ("DE", "FR", "PL", "SK")) == countries


@pytest.mark.parametrize(
    "need", ["Wohnungen für Fachkräfte", "casa per Fachkräfte", "bydlení pro Fachkräfte", "homes for our Fachkräfte"]
)
def test_for_whom_is_not_what(need: str) -> None:
    people = TopicMatch(topic="topic:skilled-labour", label="", strength=0.9, words=("Fachkräfte",))
    homes = _match("topic:homes", 0.6, need.split()[0])
    assert [(m.topic, m.strength) for m in where_is_not_what(need, (people, homes))] == [
        ("topic:homes", 0.6),
        ("topic:skilled-labour", 0.36),
    ]
    # Who wants something for them alone is heard; and what stands behind "for" and is nobody is what is wanted.
    assert where_is_not_what("etwas für Fachkräfte", (people,)) == (people,)
    ways = _match("topic:ways", 0.9, "Radwege")
    assert where_is_not_what("Konzept für Radwege", (ways, _match("topic:plan", 0.5, "Konzept")))[0] == ways


@pytest.mark.parametrize(
    ("need", "rest"),
    [
        ("Radwegenetz mit Nachbargemeinden", "Radwegenetz"),
        ("Wärmeplan mit drei Nachbarorten", "Wärmeplan"),
        ("gemeinsam mit den umliegenden Gemeinden ein Hallenbad", "ein Hallenbad"),
        ("waste collection together with neighbouring municipalities", "waste collection"),
        ("piscine avec les communes voisines", "piscine"),
        ("společný bazén se sousedními obcemi", "společný bazén"),
        # Nothing else is wanted, or the neighbour is one across the border.
        ("Zusammenarbeit mit Nachbargemeinden", None),
        ("gemeinsames Projekt mit Nachbargemeinden", None),
        ("gemeinsames Projekt mit der tschechischen Nachbarstadt", None),
    ],
)
def test_with_whom_around_is_not_what_is_wanted(need: str, rest: str | None) -> None:
    assert without_neighbours(need) == (need if rest is None else rest)


def test_for_small_towns_is_said_of_oneself() -> None:
    for need in ("Wärmeplanung für kleine Städte", "Wärmeplanung für kleinere Kommunen"):
        assert what_is_asked(need) == "Wärmeplanung"
    assert what_is_asked("e-government for small towns") == "e-government"
    assert what_is_asked("Fördermittel für kleine Unternehmen") == "Fördermittel für kleine Unternehmen"


@pytest.mark.parametrize(
    ("need", "countries"),
    [
        ("Zusammenarbeit mit Tschechien bei Feuerwehr", ("CZ",)),
        ("cross-border health services with Spain", ("ES",)),
        ("współpraca z Niemcami w turystyce", ("DE",)),
        ("Fachkräfte aus Spanien", ()),
        ("Starkregen in Deutschland", ()),
        ("Radweg nach Tschechien mit Förderung", ()),
    ],
)
def test_with_whom_abroad_something_is_to_be_done_names_where_partners_are_sought(
    need: str, countries: tuple[str, ...]
) -> None:
    assert partners_sought_in(need, (RAIN,), ("CZ", "DE", "ES")) == countries


def test_to_save_something_is_no_emergency() -> None:
    for need in ("Wir wollen unser Freibad retten", "save our pool", "sauver la piscine", "ratować basen"):
        assert len(list(content_words(need))) == 1, need
