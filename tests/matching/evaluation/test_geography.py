"""Where towns and programmes lie is known on every day, and tells nobody who takes part."""

from __future__ import annotations

from graph.model import Batch, Programme
from matching.evaluation.geography import areas, regions
from matching.evaluation.history import split_history
from matching.purposes.areas import Areas
from tests.factory import municipality
from tests.matching.evaluation.small_world import SPLIT, another_future, small_world, town

#: Ahausen (longitude 0), Beville (1) and Cestadt (2) as an official list may have them.
TOLD = {town("a"): "DE401", town("b"): "FRB01", town("c"): "DE402"}
PROGRAMME = Programme(id="prog:across", name="Across", area=("DE40", "FRB"), source="register")


def test_a_town_that_no_list_names_lies_in_the_region_of_the_nearest_of_its_country() -> None:
    listed = municipality("gn:listed", "Listed", country="DE", lat=50.0, lon=10.0)
    beside = municipality("gn:beside", "Beside", country="DE", lat=50.0, lon=10.1)
    abroad = municipality("gn:abroad", "Abroad", country="FR", lat=50.0, lon=10.1)
    far = municipality("gn:far", "Far", country="DE", lat=51.0, lon=10.0)
    found = {fact.subject: fact.value for fact in regions([listed, beside, abroad, far], {"gn:listed": "DE401"})}
    assert found == {"gn:listed": "DE401", "gn:beside": "DE401"}


def test_all_regions_are_of_one_source_so_that_a_folders_towns_are_not_told_from_others() -> None:
    known = split_history(small_world(), SPLIT, nuts3=TOLD).known
    assert {known.source(int(at)) for at in known.facts.source} == {"pool"}


def test_areas_of_programmes_are_known_and_programmes_without_one_are_not() -> None:
    without = Programme(id="prog:without", name="Without", source="register")
    assert areas(Batch((PROGRAMME, without))) == (PROGRAMME,)
    known = split_history(small_world(), SPLIT, vocabulary=Batch((PROGRAMME,)), nuts3=TOLD).known
    (area,) = Areas(known).all
    ids = known.municipalities.ids
    assert {ids[at] for at in range(len(area.inside)) if area.inside[at]} == set(TOLD)


def test_another_future_leaves_regions_and_areas_as_they_were() -> None:
    one, other = (
        split_history(batch, SPLIT, vocabulary=Batch((PROGRAMME,)), nuts3=TOLD).known
        for batch in (small_world(), another_future(small_world()))
    )
    assert one.digest == other.digest
