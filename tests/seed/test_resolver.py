from __future__ import annotations

from dataclasses import replace

import pytest

from graph.model import Municipality, MunicipalityKind
from seed.bodies.official_names import OfficialNames
from seed.bodies.resolver import Identity, Mention, Outcome, Resolver


def town(
    id: int,
    name: str,
    population: int | None = None,
    *,
    country: str = "DE",
    names: tuple[str, ...] = (),
    kind: MunicipalityKind = "municipality",
    place: tuple[float, float] | None = None,
) -> Municipality:
    lat, lon = place or (None, None)
    return Municipality(
        id=f"gn:{id}",
        name=name,
        country=country,
        population=population,
        names=names,
        kind=kind,
        lat=lat,
        lon=lon,
        source="test",
    )


def find(towns: list[Municipality], name: str, country: str | None = "DE") -> Identity:
    return Resolver(towns).resolve(Mention(name, country))


def test_a_towns_own_name_goes_before_a_larger_towns_other_name() -> None:
    assert find([town(1, "Zell", 2_000), town(2, "Bad Zell", 90_000, names=("Zell",))], "Zell").id == "gn:1"


def test_the_clearly_larger_town_is_likely_and_of_equals_none_is_taken() -> None:
    larger = find([town(1, "Essen", 8_000), town(2, "Essen", 90_000)], "Essen")
    assert (larger.id, larger.outcome) == ("gn:2", Outcome.LIKELY)
    equals = find([town(1, "Burgen", 580), town(2, "Burgen", 828)], "Burgen")
    assert (equals.id, equals.outcome) == (None, Outcome.UNRESOLVED)
    assert set(equals.candidates) == {"gn:1", "gn:2"}


def test_a_municipality_goes_before_a_larger_quarter_of_its_name() -> None:
    towns = [town(1, "Kaulsdorf", 19_000, kind="quarter"), town(2, "Kaulsdorf", 2_900)]
    assert find(towns, "Kaulsdorf").id == "gn:2"


def test_a_town_is_looked_for_in_its_own_country_only() -> None:
    assert find([town(1, "Wien", 5)], "Wien", "AT").id is None


def test_towns_are_found_without_accents_and_by_their_short_form() -> None:
    towns = [town(1, "Frankfurt (Oder)", 57_000), town(2, "Łomża", 60_000)]
    assert find(towns, "Frankfurt").id == "gn:1"
    assert find(towns, "LOMZA").id == "gn:2"


@pytest.mark.parametrize("name", ["Stadt Herrenberg", "HERRENBERG", "Große Kreisstadt Herrenberg", "Herrenberg, Stadt"])
def test_the_words_of_the_office_are_no_part_of_the_name(name: str) -> None:
    found = find([town(1, "Herrenberg", 31_000)], name)
    assert (found.id, found.outcome) == ("gn:1", Outcome.SURE)


def test_a_county_is_not_the_town_of_its_name() -> None:
    towns = [town(1, "Rostock", 208_000), town(2, "Rostock", 215_000, kind="county")]
    assert find(towns, "Landkreis Rostock").id == "gn:2"
    assert find(towns, "Stadt Rostock").id == "gn:1"
    assert find(towns[:1], "Landkreis Rostock").id is None


def test_a_university_is_nobodys_municipality() -> None:
    found = find([town(1, "Rostock", 208_000)], "Universität Rostock")
    assert (found.id, found.outcome) == (None, Outcome.UNRESOLVED)
    assert "universit" in found.why


def test_the_place_tells_towns_of_one_name_apart() -> None:
    towns = [town(1, "Burgen", 580, place=(50.2, 7.4)), town(2, "Burgen", 828, place=(49.9, 7.0))]
    found = Resolver(towns).resolve(Mention("Burgen", "DE", lat=49.91, lon=7.01))
    assert (found.id, found.outcome) == ("gn:2", Outcome.SURE)


def test_a_decision_by_hand_holds() -> None:
    towns = [town(1, "Burgen", 580), town(2, "Burgen", 828)]
    decided = Resolver(towns, decisions={("DE", "Burgen"): "gn:1", ("DE", "Burgen GmbH"): ""})
    assert decided.resolve(Mention("Burgen", "DE")).id == "gn:1"
    nobody = decided.resolve(Mention("Burgen GmbH", "DE"))
    assert (nobody.id, nobody.outcome) == (None, Outcome.SURE)


def test_the_official_code_goes_before_the_name() -> None:
    towns = [town(1, "Burgen", 580), town(2, "Burgen", 828)]
    found = Resolver(towns, {"DE_1": "gn:2"}).resolve(Mention("Burgen", "DE", code="DE_1"))
    assert (found.id, found.outcome) == ("gn:2", Outcome.SURE)


def told(towns: list[Municipality], mention: Mention, **official: object) -> tuple[str | None, Outcome]:
    found = Resolver(towns, official=OfficialNames(**official)).resolve(mention)  # type: ignore[arg-type]  # fields of it
    return found.id, found.outcome


def test_a_namesake_that_the_register_lacks_keeps_a_name_from_being_sure() -> None:
    towns, absent = [town(1, "Dreetz", 1_100)], (replace(town(2, "Dreetz", 900), id="lau:DE_2"),)
    assert told(towns, Mention("Gemeinde Dreetz", "DE")) == ("gn:1", Outcome.SURE)
    assert told(towns, Mention("Gemeinde Dreetz", "DE"), absent=absent) == (None, Outcome.UNRESOLVED)
    there = Mention("Dreetz", "DE", region="DE80K")
    assert told(towns, there, absent=absent, regions={"lau:DE_2": "DE80K", "gn:1": "DE40D"}) == (
        None,
        Outcome.UNRESOLVED,
    )


def test_the_rank_of_a_town_tells_it_from_a_village_of_its_name() -> None:
    towns = [town(1, "Babenhausen", 17_000), town(2, "Babenhausen", 6_000), town(3, "Babenhausen", 500)]
    ranks = {"gn:1": "town", "gn:2": "market"}
    assert told(towns, Mention("Stadt Babenhausen", "DE"), ranks=ranks) == ("gn:1", Outcome.SURE)
    assert told(towns, Mention("Markt Babenhausen", "DE"), ranks=ranks) == ("gn:2", Outcome.SURE)
    assert told(towns, Mention("Babenhausen", "DE"), ranks=ranks)[1] is not Outcome.SURE


def test_a_name_is_not_sure_of_a_town_of_another_size_or_region() -> None:
    one = [town(1, "Corvara", 238)]
    assert told(one, Mention("Corvara", "IT"))[1] is Outcome.UNRESOLVED  # of another country
    assert told(one, Mention("Corvara", "DE", population=1_400))[1] is Outcome.LIKELY
    regions = {"gn:1": "DE111", "gn:9": "DE212"}
    resolver = Resolver(one, regions=regions)
    assert resolver.resolve(Mention("Corvara", "DE", region="DE111")).outcome is Outcome.SURE
    assert resolver.resolve(Mention("Corvara", "DE", region="DE212")).outcome is Outcome.LIKELY
    assert resolver.resolve(Mention("Corvara", "DE", region="DE9")).outcome is Outcome.SURE  # of no region we know


def test_who_writes_a_mark_means_it_and_old_code_pages_write_a_cedilla() -> None:
    towns = [town(1, "Håbo", 21_000, country="SE"), town(2, "Habo", 12_000, country="SE")]
    assert find(towns, "Håbo", "SE").id == "gn:1"
    assert find(towns, "Habo", "SE").outcome is Outcome.UNRESOLVED
    same = [town(1, "Odobeşti", 8_000, country="RO"), town(2, "Odobești", 5_000, country="RO")]
    assert find(same, "Odobești", "RO").outcome is Outcome.UNRESOLVED


def test_another_name_makes_nobody_sure_whose_own_name_is_shared() -> None:
    towns = [town(1, "Byala", 3_000, country="BG", names=("Бяла",)), town(2, "Byala", 12_000, country="BG")]
    assert find(towns, "Община Бяла", "BG").outcome is Outcome.LIKELY
    assert find(towns[:1], "Община Бяла", "BG").outcome is Outcome.SURE


def test_of_villages_the_largest_is_not_sure_for_its_size() -> None:
    assert find([town(1, "Zarza", 3_500), town(2, "Zarza", 110)], "Zarza").outcome is Outcome.LIKELY
    assert find([town(1, "Marl", 84_000), town(2, "Marl", 700)], "Marl").outcome is Outcome.SURE


def test_a_name_cut_short_is_not_sure_where_others_begin_so() -> None:
    towns = [town(1, "Rothenburg", 5_800), town(2, "Rothenburg ob der Tauber", 11_100), town(3, "Kempten", 69_000)]
    names = {"gn:1": "Rothenburg/O.L.", "gn:2": "Rothenburg ob der Tauber", "gn:3": "Kempten (Allgäu)"}
    assert told(towns, Mention("Stadt Rothenburg", "DE"), names=names) == (None, Outcome.UNRESOLVED)
    assert told(towns, Mention("Stadt Rothenburg", "DE")) == ("gn:1", Outcome.SURE)  # nobody says it is longer
    assert told(towns, Mention("Stadt Kempten", "DE"), names=names) == ("gn:3", Outcome.SURE)
    there = Mention("Stadt Rothenburg", "DE", region="DED2D")
    assert told(towns, there, names=names, regions={"gn:1": "DED2D"}) == ("gn:1", Outcome.SURE)
    whole = {**names, "gn:1": "Rothenburg"}
    assert told(towns, Mention("Stadt Rothenburg", "DE"), names=whole) == ("gn:1", Outcome.SURE)
    far_larger = [replace(towns[0], population=300_000), *towns[1:]]
    assert told(far_larger, Mention("Stadt Rothenburg", "DE"), names=names) == ("gn:1", Outcome.SURE)


def test_the_gemeinde_of_a_name_is_not_surely_the_large_town_that_has_it_too() -> None:
    towns = [town(1, "Münster", 308_000), town(2, "Münster", 14_000)]
    ranks = {"gn:1": "town"}
    assert told(towns, Mention("Gemeinde Münster", "DE"), ranks=ranks)[1] is Outcome.LIKELY
    assert told(towns, Mention("Stadt Münster", "DE"), ranks=ranks) == ("gn:1", Outcome.SURE)
    assert told(towns, Mention("Münster", "DE"), ranks=ranks) == ("gn:1", Outcome.SURE)
    assert told(towns, Mention("Gemeinde Münster", "DE"), ranks={**ranks, "gn:2": "town"})[1] is Outcome.SURE
