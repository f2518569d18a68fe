"""Which places are municipalities, and what is known of them, as the official list says."""

from __future__ import annotations

import pytest

from graph.model import Municipality
from seed.register.geonames import Register
from seed.register.official import (
    LEAST_INHABITANTS,
    OfficialUnit,
    covered,
    official_reading,
    official_register,
    read_units,
    rightly_placed,
)
from tests.factory import municipality


def unit(lau: str, name: str, id: str | None = None, population: int | None = 9_000, **about: object) -> OfficialUnit:
    values = {"nuts3": "DE404", "degurba": "2", "coastal": False, "population_of": "eurostat-2019", **about}
    return OfficialUnit(id=id, lau=lau, name=name, population=population, **values)  # type: ignore[arg-type]  # fields of it


POTSDAM = municipality("gn:1", "Potsdam", country="DE", population=150_000)
BABELSBERG = municipality("gn:2", "Babelsberg", country="DE", population=20_000)
CUT = municipality("gn:3", "Cut-off", country="DE", kind="quarter")
DOVER = municipality("gn:4", "Dover", country="GB")
OSLO = municipality("gn:5", "Oslo", country="NO")
REGISTER = Register((POTSDAM, BABELSBERG, CUT, DOVER, OSLO), (), ())
UNITS = (
    unit("DE_12054000", "Potsdam, Stadt", "gn:1", 178_089),
    unit("DE_12054001", "Cut-off", "gn:3"),
    unit("GB_1", "Breckland", population=140_000),
)


def kinds() -> dict[str, str]:
    return {town.name: town.kind for town in official_register(REGISTER, UNITS).towns}


def test_a_place_that_the_list_has_is_a_municipality_and_any_other_of_its_countries_a_part_of_one() -> None:
    assert kinds() == {
        "Potsdam": "municipality",
        "Babelsberg": "settlement",
        "Cut-off": "municipality",
        "Dover": "municipality",  # the list's districts are larger than towns there
        "Oslo": "municipality",  # the list does not speak of Norway
    }


def test_a_town_is_found_by_its_official_name_as_well() -> None:
    units = (unit("DE_1", "Potsdam-Babelsberg, Stadt", "gn:1"), unit("DE_2", "Cut-off, Stadt", "gn:3"))
    names = {town.name: town.names for town in official_register(REGISTER, units).towns}
    assert (names["Potsdam"], names["Cut-off"]) == (("Potsdam-Babelsberg",), ())


@pytest.mark.parametrize(
    ("lau", "registered", "others", "official", "called"),
    [
        ("LT_1", "Plunge", ("Plungė",), "Plungės rajono savivaldybė", "Plungė"),
        ("LT_2", "Taurage", ("Tauraģe", "Tauragė"), "Tauragės rajono savivaldybė", "Tauragė"),  # the one is Latvian
        ("LT_3", "Silute", ("Šilute", "Šilutė"), "Šilutės rajono savivaldybė", "Šilutė"),
        ("LT_4", "Vilnius", ("Vílnius",), "Vilniaus miesto savivaldybė", "Vilnius"),
        ("ES_1", "Denia", (), "Dénia", "Dénia"),
        ("CH_1", "Domat", (), "Domat/Ems", "Domat/Ems"),
        ("DE_1", "Kirchen", (), "Kirchen (Sieg), Stadt", "Kirchen (Sieg)"),
        ("DE_2", "Boxberg", (), "Boxberg/O.L.", "Boxberg"),  # to be asked for beside the other Boxberg
        ("PL_1", "Dobra", (), "Dobra (Szczecińska)", "Dobra"),  # what the list tells it by, no name
        ("FR_1", "Bourg de Joué-sur-Erdre", (), "Joué-sur-Erdre", "Joué-sur-Erdre"),
        ("RO_1", "Iaşi", (), "Municipiul Iasi", "Iaşi"),  # here it is the list that has lost the marks
    ],
)
def test_a_town_is_called_as_its_own_country_writes_it_and_found_by_the_other_name(
    lau: str, registered: str, others: tuple[str, ...], official: str, called: str
) -> None:
    town = municipality("gn:7", registered, country=lau[:2], names=others, population=9_000)
    (found,) = official_register(Register((town,), (), ()), [unit(lau, official, "gn:7")]).towns
    assert found.name == called
    assert {registered, *others} <= set(found.all_names)


@pytest.mark.parametrize(
    ("name", "others", "lau", "official", "shown"),
    [
        ("Louvain-la-Neuve", (), "BE_1", "Ottignies-Louvain-la-Neuve", "Ottignies-Louvain-la-Neuve"),
        ("Vilariño", (), "ES_1", "Vilariño de Conso", "Vilariño de Conso"),
        ("Porriño", (), "ES_1", "Porriño, O", "O Porriño"),
        ("Mühldorf", ("Muhldorf am Inn", "Mühldorf am Inn"), "DE_1", "Mühldorf a.Inn, St", "Mühldorf am Inn"),
        ("Mühldorf", (), "DE_1", "Mühldorf a.Inn, St", "Mühldorf"),  # nobody says what the cut word is
        ("Lahr", (), "DE_1", "Lahr/Schwarzwald, GKSt", "Lahr"),
        ("Pula", (), "HR_1", "Pula - Pola", "Pula"),  # one name in two languages
        ("Glasgow", (), "GB_1", "Glasgow City", "Glasgow"),  # the council, not the town
        ("Hanau am Main", (), "DE_1", "Hanau", "Hanau am Main"),
        ("Turku", (), "FI_1", "Åbo", "Turku"),
    ],
)
def test_a_town_is_shown_by_its_whole_name_where_the_register_has_a_part_of_it(
    name: str, others: tuple[str, ...], lau: str, official: str, shown: str
) -> None:
    town = municipality("gn:7", name, country=lau[:2], names=others)
    (found,) = official_register(Register((town,), (), ()), [unit(lau, official, "gn:7")]).towns
    assert (found.name, found.name_in("en"), found.name_in("de")) == (name, shown, shown)


def test_a_german_name_is_not_replaced_by_the_whole_one() -> None:
    town = municipality("gn:7", "Lo", country="BE", labels=("Loo@de",))
    (found,) = official_register(Register((town,), (), ()), [unit("BE_1", "Lo-Reninge", "gn:7")]).towns
    assert (found.name_in("en"), found.name_in("de")) == ("Lo-Reninge", "Loo")


def test_a_large_city_is_called_as_the_world_calls_it() -> None:
    riga = municipality("gn:7", "Riga", country="LV", population=605_000)
    (found,) = official_register(Register((riga,), (), ()), [unit("LV_1", "Rīga", "gn:7", 632_000)]).towns
    assert (found.name, found.names) == ("Riga", ())


@pytest.mark.parametrize(
    ("lau", "official", "called"),
    [
        ("LT_1", "Klaipėdos rajono savivaldybė", "Klaipėdos rajono savivaldybė"),  # "of the district of Klaipėda"
        ("LV_1", "Talsu novads", "Talsu novads"),
        ("HR_1", "SVETI JURAJ NA BREGU", "Sveti Juraj na Bregu"),
        ("HR_2", "IVANIĆ-GRAD", "Ivanić-Grad"),
    ],
)
def test_a_municipality_without_a_place_has_a_name_that_is_one(lau: str, official: str, called: str) -> None:
    (node,) = official_reading(Register((), (), ()), [unit(lau, official)], ()).batch.nodes
    assert node.name == called


def test_a_place_larger_than_every_municipality_of_its_country_is_no_part_of_one() -> None:
    skopje = municipality("gn:9", "Skopje", country="MK", population=475_000)
    units = (unit("MK_1", "Kumanovo", population=105_000),)
    assert [town.kind for town in official_register(Register((skopje,), (), ()), units).towns] == ["municipality"]


def test_the_figures_are_those_of_the_list_with_their_source_and_date_and_what_it_does_not_say_stays_unknown() -> None:
    units = (*UNITS[:1], unit("DE_2", "Cut-off", "gn:3", None, nuts3=None, degurba=None, coastal=None))
    said = {(f.subject, f.key): (f.value, f.source, f.as_of) for f in official_reading(REGISTER, units, ()).batch.facts}
    assert said == {
        ("gn:1", "lau"): ("DE_12054000", "eurostat-lau-2019", "2019"),
        ("gn:1", "nuts3"): ("DE404", "eurostat-lau-2019", "2019"),
        ("gn:1", "degurba"): ("2", "eurostat-lau-2019", "2019"),
        ("gn:1", "coastal"): ("no", "eurostat-lau-2019", "2019"),
        ("gn:1", "population"): ("178089", "eurostat-lau-2019", "2019"),
        ("gn:3", "lau"): ("DE_2", "eurostat-lau-2019", "2019"),
    }


def test_french_populations_are_insee_s_of_a_year_that_is_not_known() -> None:
    facts = official_reading(REGISTER, [unit("FR_1", "Lille", "gn:1", population_of="insee")], ()).batch.facts
    assert [(f.source, f.as_of) for f in facts if f.key == "population"] == [("insee-legal-populations", None)]


def test_a_municipality_without_a_place_is_known_from_a_size_on_unless_a_curated_body_is_it() -> None:
    units = [
        unit("DE_1", "Weinstadt, Stadt", population=27_000),
        unit("DE_2", "Kleindorf", population=LEAST_INHABITANTS - 1),
        unit("DE_3", "Niemand", population=None),
        unit("DE_4", "Schon da", population=27_000),
    ]
    (weinstadt,) = official_reading(REGISTER, units, {"DE_4"}).batch.nodes
    assert isinstance(weinstadt, Municipality)
    assert (weinstadt.id, weinstadt.name, weinstadt.population) == ("lau:DE_1", "Weinstadt", 27_000)
    assert (weinstadt.lat, weinstadt.approximate) == (None, None)  # nothing of its region has a place


def test_a_municipality_without_a_place_lies_in_the_middle_of_its_region_and_says_that_this_is_approximate() -> None:
    towns = (municipality("gn:1", "A", lat=48.0, lon=9.0), municipality("gn:2", "B", lat=49.0, lon=10.0))
    units = [unit("DE_1", "A", "gn:1"), unit("DE_2", "B", "gn:2"), unit("DE_3", "C"), unit("DE_4", "D", nuts3="DE111")]
    nodes = official_reading(Register(towns, (), ()), units, ()).batch.nodes
    assert [(n.name, n.lat, n.lon, n.approximate) for n in nodes if isinstance(n, Municipality)] == [
        ("C", 48.5, 9.5, "yes"),
        ("D", None, None, None),
    ]


def test_a_small_municipality_without_a_place_is_known_where_places_of_the_register_are_parts_of_it() -> None:
    units = [unit("DE_1", "Kleindorf", population=900), unit("DE_2", "Weiler", population=900)]
    nodes = official_reading(REGISTER, units, (), divided={"DE_1"}).batch.nodes
    assert [node.name for node in nodes] == ["Kleindorf"]


def test_a_rural_gmina_around_a_town_is_told_from_the_town() -> None:
    town = municipality("gn:9", "Tarnów", country="PL")
    register = Register((town,), (), ())
    (around,) = official_reading(register, [unit("PL_1", "Tarnów", population=26_028)], ()).batch.nodes
    assert (around.name, around.id) == ("Gmina Tarnów", "lau:PL_1")
    register = Register((municipality("gn:9", "Tartu", country="EE"),), (), ())
    (vald,) = official_reading(register, [unit("EE_796", "Tartu vald")], ()).batch.nodes
    assert vald.name == "Tartu vald"


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Köln, Stadt", "Köln"),
        ("Coruña, A", "A Coruña"),
        ("Hospitalet de Llobregat, L'", "L'Hospitalet de Llobregat"),
        ("DIBER", "Diber"),
        ("Tartu vald", "Tartu"),
        ("Súdwest-Fryslân", "Súdwest-Fryslân"),
    ],
)
def test_names_are_written_as_people_say_them(listed: str, name: str) -> None:
    assert unit("XX_1", listed).plain_name == name


def test_the_table_that_comes_along_holds_each_municipality_once() -> None:
    units = read_units()
    assert len({u.lau for u in units}) == len(units) > 88_000
    ids = [u.id for u in units if u.id]
    assert len(set(ids)) == len(ids) > 55_000
    assert {"GB", "GR", "PT", "TR", "IE"} & covered(units) == set()
    (belzig,) = (u for u in units if u.lau == "DE_12069020")
    assert (belzig.plain_name, belzig.nuts3, belzig.population, belzig.coastal) == (
        "Bad Belzig",
        "DE40E",
        11_144,
        False,
    )


def test_a_quarter_of_a_city_is_not_the_village_of_its_name() -> None:
    around = [municipality(f"gn:1{n}", f"Town {n}", lat=51.4 + n / 100, lon=6.7, population=9_000) for n in range(9)]
    village = [municipality(f"gn:2{n}", f"Village {n}", lat=48.2 + n / 100, lon=7.7, population=900) for n in range(9)]
    quarter = municipality("gn:1", "Rheinhausen", lat=51.4, lon=6.71, population=78_000)
    grown = municipality("gn:2", "Herxheim", lat=48.2, lon=7.71, population=10_000)
    ussel = municipality("gn:3", "Ussel", lat=51.4, lon=6.72, population=11_000)
    units = (
        *(unit(f"DE_05{n}", f"Town {n}", f"gn:1{n}", nuts3="DEA12") for n in range(9)),
        *(unit(f"DE_08{n}", f"Village {n}", f"gn:2{n}", population=800, nuts3="DE133") for n in range(9)),
        unit("DE_1", "Rheinhausen", "gn:1", population=3_800, nuts3="DE133"),
        unit("DE_2", "Herxheim", "gn:2", population=700, nuts3="DE133"),
        unit("DE_3", "Ussel", "gn:3", population=450, nuts3="DE133"),
        unit("DE_4", "Ussel", None, population=9_200, nuts3="DEA12"),
    )
    found = rightly_placed(units, Register((*around, *village, quarter, grown, ussel), (), ()))
    places = {one.lau: one.id for one in found}
    assert places["DE_1"] is None  # the village is elsewhere: here lie other municipalities of another region
    assert places["DE_2"] == "gn:2"  # among those of its region a wrong number is nothing against it
    assert (places["DE_3"], places["DE_4"]) == (None, "gn:3")  # as many people live there as in the other of the name
    assert [one for one in found if one.lau not in ("DE_1", "DE_3", "DE_4")] == [
        one for one in units if one.lau not in ("DE_1", "DE_3", "DE_4")
    ]


def test_no_quarter_of_prague_or_marseille_is_a_village_of_the_list(register: Register) -> None:
    official = {unit.id for unit in rightly_placed(read_units(), register)}
    for id in (
        "gn:3069467",
        "gn:3062119",
        "gn:2978722",
        "gn:2847631",
    ):  # Nové Město, Žabovřesky … Rheinhausen
        assert id not in official
    assert "gn:2971298" in official  # Ussel, which has another Ussel's people and its own code
