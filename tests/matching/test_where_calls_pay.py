"""Which calls are suggested where: none of a programme that pays elsewhere only."""

from __future__ import annotations

import dataclasses

import pytest

from graph.model import Batch, Fact, Programme
from matching.engine import Engine
from matching.rules.asking.situation import Body
from matching.rules.clauses import area_of
from matching.rules.judging.places import judge_area
from matching.rules.three_valued import NO, UNKNOWN, YES
from seed.bundle.curated import read_bundle
from seed.reading import Reading
from tests import worlds
from tests.matching.engine_world import ask, ids
from tests.memory_store import snapshot_of


@pytest.fixture(scope="module")
def bundle() -> Reading:
    return read_bundle()


def suggested(area: tuple[str, ...], town: str, *facts: Fact) -> bool:
    """Whether a call of programmes that pay in the area is suggested to the town for heat planning."""
    world = worlds.twelve_towns()
    nodes = [dataclasses.replace(n, area=area) if isinstance(n, Programme) else n for n in world.nodes]
    engine = Engine(snapshot_of(Batch(nodes, world.relations, [*world.facts, *facts])))
    answer = ask(engine, town=town, topics=(worlds.HEAT_PLANNING,), kinds=("calls",))
    return worlds.HEAT_TOGETHER in ids(answer, "calls")


def test_a_programme_of_one_country_is_no_matter_in_another() -> None:
    assert suggested((), worlds.LOMZA)
    assert suggested(("PL",), worlds.LOMZA)
    assert not suggested(("DE", "FR"), worlds.LOMZA)


@pytest.mark.parametrize(
    ("nuts3", "verdict"),
    [("DE40E", YES), ("DE212", UNKNOWN), ("DE111", NO)],
)
def test_a_region_of_which_a_part_is_paid_for_leaves_it_open_whether_a_town_is_in_it(nuts3: str, verdict: int) -> None:
    programme = Programme(id="prog:p", name="P", area=("DE40", "DE21"), area_parts=("DE21",), source="s")
    rule = area_of(programme)
    assert rule is not None
    assert judge_area(rule, Body({"country": "DE", "nuts3": nuts3})).answer == verdict


def test_where_a_programme_pays_is_told_by_the_source_of_its_area() -> None:
    told = Programme(id="prog:p", name="P", area=("DE40",), area_source="map", source="s")
    rules = (area_of(told), area_of(dataclasses.replace(told, area_source=None)))
    assert [rule and rule.source for rule in rules] == ["map", "s"]


#: Of programmes across a border what their own pages, or those of the states that carry them, say of 2021 to 2027.
TRUE_OF_AREAS = (
    ("prog:interreg-bavaria-czechia", "CZ", "CZ052", NO),  # Rychnov nad Kněžnou lies at the border to Poland
    ("prog:interreg-bavaria-czechia", "CZ", "CZ041", YES),
    ("prog:interreg-bavaria-czechia", "DE", "DE212", NO),  # Munich
    ("prog:interreg-bavaria-czechia", "DE", "DE24D", YES),
    ("prog:interreg-saxony-czechia", "DE", "DEG0M", NO),  # no part of Thuringia since 2021
    ("prog:interreg-saxony-czechia", "DE", "DED51", NO),  # Leipzig
    ("prog:interreg-saxony-czechia", "CZ", "CZ010", NO),  # Prague
    ("prog:interreg-saxony-czechia", "DE", "DED44", YES),
    ("prog:interreg-meuse-rhine", "DE", "DEA1C", NO),  # Erkrath lies in the district of Mettmann
    ("prog:interreg-meuse-rhine", "DE", "DEA28", YES),
    ("prog:interreg-meuse-rhine", "NL", "NL414", UNKNOWN),  # of Noord-Brabant a part, and which is not told
    ("prog:interreg-bavaria-austria", "AT", "AT130", NO),  # Vienna
    ("prog:interreg-bavaria-austria", "AT", "AT322", YES),
    ("prog:interreg-bavaria-austria", "DE", "DE252", NO),  # Erlangen
    ("prog:interreg-upper-rhine", "CH", "CH040", NO),  # Zurich
    ("prog:interreg-upper-rhine", "CH", "CH025", YES),
    ("prog:interreg-germany-denmark", "DK", "DK050", NO),  # North Jutland
    ("prog:interreg-germany-denmark", "DE", "DEF09", NO),  # Pinneberg
    ("prog:interreg-germany-denmark", "DE", "DEF08", YES),
    ("prog:interreg-brandenburg-poland", "DE", "DE40E", NO),  # Potsdam-Mittelmark
    ("prog:interreg-poland-saxony", "PL", "PL432", UNKNOWN),  # of its subregion one county
    ("prog:interreg-south-baltic", "SE", "SE110", NO),  # Stockholm
    ("prog:interreg-hungary-serbia", "RS", "RS110", UNKNOWN),
)


@pytest.mark.parametrize(("programme", "country", "nuts3", "verdict"), TRUE_OF_AREAS)
def test_a_programme_across_a_border_is_for_the_districts_that_its_sources_name(
    bundle: Reading, programme: str, country: str, nuts3: str, verdict: int
) -> None:
    record = next(node for node in bundle.batch.nodes if node.id == programme)
    assert isinstance(record, Programme)
    rule = area_of(record)
    assert rule is not None
    assert judge_area(rule, Body({"country": country, "nuts3": nuts3})).answer == verdict


def test_no_programme_across_a_border_is_for_the_whole_of_a_large_country(bundle: Reading) -> None:
    small = {"AD", "CY", "EE", "LI", "LU", "MD"}
    for node in bundle.batch.nodes:
        if isinstance(node, Programme) and 2 <= len({code[:2] for code in node.area}) <= 4 and "interreg" in node.id:
            whole = {code for code in node.area if len(code) == 2} - set(node.area_parts)
            assert whole <= small, node.id


def test_within_a_country_the_region_decides_where_it_is_known() -> None:
    region = Fact(subject=worlds.LOMZA, key="nuts3", value="PL842", source="test")
    assert suggested(("PL84",), worlds.LOMZA, region)
    assert not suggested(("PL43",), worlds.LOMZA, region)
    assert suggested(("PL43",), worlds.LOMZA)
