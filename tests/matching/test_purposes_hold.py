"""What holds in each purpose of partners, whatever the world: proof before none, and nobody who is there already."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Batch
from matching.purposes.portfolio import PORTFOLIO
from matching.types import Suggestion
from tests import worlds
from tests.factory import member_of, municipality, network, relation
from tests.matching.engine_world import ask
from tests.matching.test_purposes import ASKER, PARTNERS, _engine, by_purpose
from tests.worlds import HEAT_ATLAS, HEAT_PLANNING

#: What one of two towns that are alike in all else may have more than the other: a proof on heat planning.
_PROOFS = st.sampled_from(["in-use", "planned", "pilot", "origin"])
#: What both of them have: ties that prove nothing on heat planning.
_BOTH = st.lists(st.sampled_from(["net:along", "net:other"]), max_size=2, unique=True)


def _alike(both: list[str], status: str | None) -> Batch:
    """Eins and Zwei: of one country, one place and one size; both are in the same networks; Zwei may have a proof."""
    towns = [
        municipality(f"gn:{name.casefold()}", name, country="FR", lat=47.0, lon=3.0, population=9_000)
        for name in ("Eins", "Zwei")
    ]
    relations = [member_of(town.id, id, source="both") for town in towns for id in both]
    if status is not None:
        relations.append(relation("USES", "gn:zwei", HEAT_ATLAS, status=status))
    return Batch([*towns, network("net:other", "Other", kind="project", start="2024")], relations)


def _places(found: list[Suggestion]) -> dict[str, int]:
    return {suggestion.id: at for at, suggestion in enumerate(found)}


@given(_BOTH, _PROOFS)
@settings(max_examples=8, deadline=None)
def test_without_a_proof_nobody_is_before_a_town_that_is_alike_and_has_one(both: list[str], status: str) -> None:
    found = _places(by_purpose(_engine(_alike(both, status)), purposes=("peers",), top=50).get("peers", []))
    assert "gn:zwei" in found
    assert found["gn:zwei"] < found.get("gn:eins", len(found))


def test_under_peers_only_towns_with_a_proof_are_named() -> None:
    found = _places(by_purpose(_engine(_alike([], "in-use")), purposes=("peers",), top=50)["peers"])
    assert "gn:zwei" in found
    assert "gn:eins" not in found


@given(
    st.lists(st.sampled_from(["gn:nahe", "gn:fern", "gn:drueben", "gn:leiter"]), min_size=1, max_size=3, unique=True)
)
@settings(max_examples=8, deadline=None)
def test_twin_towns_and_fellow_members_are_in_no_purpose(present: list[str]) -> None:
    ties = [relation("TWINNED_WITH", ASKER, present[0])]
    ties += [member_of(town, "net:pair") for town in (ASKER, *present[1:])]
    engine = _engine(Batch([network("net:pair", "Pair", kind="project")], ties))
    for purpose in (None, *(purpose.name for purpose in PORTFOLIO)):
        purposes = () if purpose is None else (purpose,)
        found = by_purpose(engine, purposes=purposes, top=50)
        assert not {*present, ASKER} & {suggestion.id for of in found.values() for suggestion in of}


@pytest.mark.parametrize("purpose", [purpose.name for purpose in PORTFOLIO])
def test_in_each_purpose_what_is_told_adds_up_to_the_score(purpose: str) -> None:
    engine = _engine()
    for wanted in ({"topics": (HEAT_PLANNING,)}, {"topics": (worlds.ENERGY_COMMUNITIES,)}, {}):
        answer = ask(engine, ASKER, kinds=PARTNERS, purposes=(purpose,), top=50, **wanted)
        scores = [suggestion.score for suggestion in answer.suggestions["partners"]]
        assert scores == sorted(scores, reverse=True)
        for suggestion in answer.suggestions["partners"]:
            assert sum(c.points for c in suggestion.contributions) == pytest.approx(suggestion.score, abs=1e-6)
