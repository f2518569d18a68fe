"""Kinds of suggestions: one can be added as a module of its own, and then it is suggested, told and shown."""

from __future__ import annotations

import importlib.util
import io
import string
import sys
from pathlib import Path

import pytest
from rich.console import Console

from api.commands.show_answer import show_answer
from graph.errors import InvalidRecord
from matching.engine import Engine
from matching.kinds import all as listed
from matching.kinds.kind import Kind
from matching.types import Language, Query
from matching.words.told import told
from tests import worlds
from tests.books import german_added
from tests.matching.engine_world import TODAY, ask, ids

LANGUAGES: tuple[Language, ...] = ("en", "de")
#: A kind that Peerpolis does not have: regions to visit, for how many of their towns do what is wanted.
MODULE = """
from __future__ import annotations

import numpy as np

from graph.said import said
from matching.asker import Asker
from matching.kinds.claims import claim
from matching.kinds.kind import Kind
from matching.kinds.scoring import Feature, Ground, Recipe, of_need
from matching.pairs import floats


def towns_at_work(asker: Asker, regions: Ints32) -> Floats32:
    towns = [asker.works_on_wanted[asker.ties.snapshot.links("IN").starts(int(r))].sum() for r in regions]
    return floats(np.minimum(towns, 1))


def _ground(asker: Asker, region: int) -> Ground:
    towns = asker.ties.snapshot.links("IN").starts(region)
    best = int(towns[np.argmax(asker.works_on_wanted[towns])])
    language = asker.query.language
    name = asker.ties.snapshot.municipalities.name(best, language)
    return Ground({"town": name}, claim(asker, best, asker.wanted).evidence)


RECIPE: Recipe = (
    Feature(
        towns_at_work,
        100,
        _ground,
        of_need,
        sentence=said("{town} works on what you want."),
    ),
)
REGION = Kind(
    name="regions",
    label="Region",
    recipe=lambda _: RECIPE,
    candidates=lambda _, allowed: allowed,
    called=said("Regions to visit"),
    summary="Regions to visit",
)
"""
GERMAN = {
    "{town} works on what you want.": "{town} arbeitet an dem, was Sie suchen.",
    "Regions to visit": "Regionen zum Besuchen",
}


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kind:
    """The kind, read from a module of its own and put in the list."""
    path = tmp_path / "kind_of_regions.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)
    kind: Kind = module.REGION
    monkeypatch.setattr(listed, "KINDS", (*listed.KINDS, kind))
    german_added(monkeypatch, tmp_path, GERMAN)
    return kind


@pytest.mark.parametrize(
    ("language", "reason"),
    [("en", "Potsdam works on what you want."), ("de", "Potsdam arbeitet an dem, was Sie suchen.")],
)
def test_an_added_kind_is_suggested_with_reasons_and_evidence(
    engine: Engine, region: Kind, language: Language, reason: str
) -> None:
    answer = ask(engine, topics=(worlds.HEAT_PLANNING,), kinds=(region.name,), language=language)
    first = answer.suggestions[region.name][0]
    assert (first.id, first.name, first.kind) == ("region:DE-BB", "Brandenburg", region.name)
    assert [c.reason for c in first.contributions] == [reason]
    assert first.contributions[0].evidence[0].path[0] == worlds.POTSDAM
    assert first.score == pytest.approx(sum(c.points for c in first.contributions))


def test_an_added_kind_comes_last_where_none_is_asked_for_and_changes_no_other(engine: Engine, region: Kind) -> None:
    everything = ask(engine, topics=(worlds.HEAT_PLANNING,))
    others = ask(engine, topics=(worlds.HEAT_PLANNING,), kinds=("partners", "networks", "solutions", "calls"))
    assert [*everything.suggestions] == [*others.suggestions, region.name]
    assert everything.query.kinds == listed.kind_names()
    assert {kind: everything.suggestions[kind] for kind in others.suggestions} == others.suggestions


def test_what_is_excluded_is_not_suggested_of_an_added_kind_either(engine: Engine, region: Kind) -> None:
    answer = ask(engine, topics=(worlds.HEAT_PLANNING,), kinds=(region.name,), exclude=("region:DE-BB",))
    assert "region:DE-BB" not in ids(answer, region.name)


@pytest.mark.parametrize(("language", "called"), [("en", "Regions to visit"), ("de", "Regionen zum Besuchen")])
def test_an_added_kind_is_shown_under_what_it_is_called(
    engine: Engine, region: Kind, language: Language, called: str
) -> None:
    answer = ask(engine, topics=(worlds.HEAT_PLANNING,), kinds=(region.name,), language=language)
    shown = io.StringIO()
    show_answer(Console(file=shown, width=100), answer, why=False)
    assert called in shown.getvalue()
    assert "Brandenburg" in shown.getvalue()


def test_a_kind_that_nobody_knows_is_an_error_that_names_those_there_are(engine: Engine) -> None:
    with pytest.raises(InvalidRecord, match="'festivals' is not one of partners, networks, solutions, calls"):
        engine.suggest(Query(town=worlds.BAD_BELZIG, kinds=("festivals",), on=TODAY))


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len(set(listed.kind_names())) == len(listed.KINDS)


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("kind", listed.KINDS, ids=listed.kind_names())
def test_a_kind_is_called_something_in_both_languages(kind: Kind) -> None:
    assert len({told(kind.called, language) for language in LANGUAGES}) == 2
    assert len({kind.heading_on_page(language) for language in LANGUAGES}) == 2
