"""Twin towns are partners that are there already: told with who says so, and not suggested as new."""

from __future__ import annotations

import pytest

from graph.model import Batch, Clause, Programme, Relation
from matching.engine import Engine
from matching.twins import TOWN_TWINNING
from matching.types import Language
from tests import worlds
from tests.matching.engine_world import ask, ids
from tests.memory_store import snapshot_of

TOWN_TWINNING_PROGRAMME = Programme(id=TOWN_TWINNING, name="Town Twinning", source="rules", labels=("Begegnung@de",))


def world(*more: Relation, nodes: tuple[Programme | Clause, ...] = ()) -> Engine:
    towns = worlds.twelve_towns()
    batch = Batch((*towns.nodes, *nodes), (*towns.relations, *more), towns.facts)
    return Engine(snapshot_of(batch))


def twinned(one: str, other: str, source: str = "a list", **kw: str) -> Relation:
    return Relation(type="TWINNED_WITH", start=one, end=other, source=source, **kw)  # type: ignore[arg-type]  # fields of it


@pytest.mark.parametrize("one_side", [True, False])
def test_a_twin_town_is_not_suggested_as_new_whoever_names_it(one_side: bool) -> None:
    pair = (worlds.BAD_BELZIG, worlds.LOMZA) if one_side else (worlds.LOMZA, worlds.BAD_BELZIG)
    engine = world(twinned(*pair))
    assert worlds.LOMZA in ids(ask(world(), top=50))
    assert worlds.LOMZA not in ids(ask(engine, top=50))
    assert worlds.LOMZA in ids(ask(engine, top=50, present_partners=True))
    assert [twin.id for twin in ask(engine).twins] == [worlds.LOMZA]


def test_a_town_without_twin_towns_is_told_of_none() -> None:
    answer = ask(world())
    assert answer.twins == ()
    assert not any("Twin towns" in note for note in answer.notes)


def test_a_pair_that_one_source_names_is_told_so_and_comes_after_those_that_two_name() -> None:
    engine = world(
        twinned(worlds.BAD_BELZIG, worlds.TARTU),
        twinned(worlds.BAD_BELZIG, worlds.LOMZA),
        twinned(worlds.LOMZA, worlds.BAD_BELZIG, "another list"),
    )
    answer = ask(engine)
    assert [(twin.id, len(twin.sources)) for twin in answer.twins] == [(worlds.LOMZA, 2), (worlds.TARTU, 1)]
    assert any("Twin towns of Bad Belzig: Łomża; by one source: Tartu." in note for note in answer.notes)


def test_since_when_is_told_only_where_a_source_says_so() -> None:
    dated = ask(world(twinned(worlds.BAD_BELZIG, worlds.LOMZA, since="1999-05")))
    assert any("by one source: Łomża (since 1999)" in note for note in dated.notes)
    assert ask(world(twinned(worlds.BAD_BELZIG, worlds.LOMZA))).twins[0].since is None


def test_the_way_to_money_for_meetings_is_told_where_it_is_known_and_open_to_the_town() -> None:
    pair, programme = twinned(worlds.BAD_BELZIG, worlds.LOMZA), TOWN_TWINNING_PROGRAMME
    admitted = Clause(id="clause:eu", name="eu", kind="country_set", operator="in", value="EU27", source="rules")
    large = Clause(
        id="clause:x", name="towns_only", kind="population_min", operator=">=", value="1000000", source="rules"
    )

    def notes(*rules: Clause, language: Language = "en") -> str:
        requires = (Relation(type="REQUIRES", start=TOWN_TWINNING, end=rule.id, source="rules") for rule in rules)
        return " ".join(ask(world(pair, *requires, nodes=(programme, *rules)), language=language).notes)

    assert "can be funded" not in " ".join(ask(world(pair)).notes)
    assert "can be funded: Town Twinning" in notes(admitted)
    assert "können gefördert werden: Begegnung" in notes(admitted, language="de")
    assert "can be funded" not in notes(admitted, large)
    assert "can be funded" not in notes()  # nobody knows who is admitted


def test_a_twin_town_of_the_same_country_gives_no_way_to_money_for_meetings_of_two_countries() -> None:
    notes = ask(world(twinned(worlds.BAD_BELZIG, worlds.POTSDAM), nodes=(TOWN_TWINNING_PROGRAMME,))).notes
    assert any("Potsdam" in note for note in notes)
    assert not any("can be funded" in note for note in notes)
