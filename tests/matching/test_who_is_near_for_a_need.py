"""Near you and experienced, where a need is told: who did the thing, and who took small towns along in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graph.arrays import Floats32
from graph.model import Batch, Solution
from matching.asker import Asker
from matching.engine import Engine
from matching.kinds.own_proof import long_ago
from matching.purposes.experienced import EXPERIENCED
from matching.purposes.nearby import NEAR_YOU
from matching.types import Query
from tests import worlds
from tests.factory import member_of, municipality, network, relation, topic
from tests.matching.engine_world import TODAY
from tests.memory_store import snapshot_of

ASKER, CYBER = "gn:fragt", "topic:cyber"
KM_A_DEGREE = 71.5  # of longitude, at 50° north
#: Who has what, and how many kilometres east of the asker: deeds on the topic, one beside it, a label, a membership.
EAST = {"fragt": 0, "deed": 140, "beside": 60, "label": 20, "member": 30, "led": 40, "small": 90, "with": 50}
#: The cosine of each text with the need.
COSINES = {"prac:deed": 0.2, "prac:beside": 0.37, "prac:label": 0.37}


def _world() -> Batch:
    towns = [
        municipality(
            f"gn:{name}",
            name.title(),
            country="DE",
            lat=50,
            lon=8 + east / KM_A_DEGREE,
            population=3_000 if name == "small" else 9_000,
        )
        for name, east in EAST.items()
    ]
    things = [
        Solution(id=f"prac:{name}", name=name, kind="practice", source="press") for name in ("deed", "beside", "label")
    ]
    nets = [network("net:club", "Club", kind="association"), network("net:cyber", "Defence", kind="project")]
    nets.append(network("net:other", "Else", kind="project"))
    relations = [
        relation("USES", "gn:deed", "prac:deed", status="in-use"),
        relation("USES", "gn:beside", "prac:beside", status="in-use"),
        relation("USES", "gn:label", "prac:label", status="label"),
        *(relation("ADDRESSES", id, CYBER) for id in ("prac:deed", "prac:label", "net:club", "net:cyber")),
        member_of("gn:member", "net:club"),
        member_of("gn:led", "net:cyber", role="lead"),
        member_of("gn:with", "net:cyber", role="partner"),
        member_of("gn:small", "net:cyber", role="partner"),
        member_of("gn:beside", "net:other", role="lead"),
        member_of("gn:small", "net:other", role="partner"),
    ]
    return Batch([topic(CYBER, "Cyber"), *towns, *things, *nets], relations)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), _world()))


def _asker(engine: Engine, *, told: bool = False, compared: bool = True) -> Asker:
    """Who asks in words that surely lead to the topic; the deed's text is near, and may be `told` to answer it. Where
    nothing was compared, words alone say how near."""
    asker = engine._asker(Query(town=ASKER, need="Notfallplan", topics=(CYBER,), on=TODAY))
    near = asker.near
    assert near is not None
    ids = engine.snapshot.tables["Solution"].ids
    cosines: Floats32 = np.zeros(len(ids), dtype=np.float32)
    nearness = np.zeros(len(ids), dtype=np.float32)
    for id, cosine in COSINES.items():
        cosines[ids.index(id)] = cosine
        nearness[ids.index(id)] = 0.6
    says = near.told["Solution"].copy()
    says[ids.index("prac:deed")] = told
    return replace(
        asker,
        confidence=0.95,
        likeness={"Solution": cosines} if compared else {},
        near=replace(
            near,
            nearness={**near.nearness, "Solution": nearness},
            told={**near.told, "Solution": says},
            cosines={"Solution": cosines} if compared else {},
        ),
    )


def _serve(engine: Engine, asker: Asker, purpose: object = NEAR_YOU) -> set[str]:
    assert purpose in (NEAR_YOU, EXPERIENCED)
    served = NEAR_YOU if purpose is NEAR_YOU else EXPERIENCED
    ids = engine.snapshot.municipalities.ids
    rows = np.array([ids.index(f"gn:{name}") for name in EAST if name != "fragt"], dtype=np.int32)
    return {ids[int(row)][3:] for row in rows[served.serves(engine._searched(asker), rows)]}


def test_near_you_is_who_did_what_may_be_told_to_answer_the_need(engine: Engine) -> None:
    # That it is on the topic is not enough, nor is the text that is as near and beside it.
    assert _serve(engine, _asker(engine, told=True)) == {"deed"}
    assert _serve(engine, _asker(engine, told=False)) == set()


def test_where_words_alone_were_compared_near_you_is_also_who_did_something_on_the_topic(engine: Engine) -> None:
    # Neither a label nor a membership is a deed; to have led a project is.
    assert _serve(engine, _asker(engine, compared=False)) == {"deed", "led"}


def test_experienced_is_who_led_small_towns_in_what_the_need_is_about(engine: Engine) -> None:
    # All of them are small. Beside took others along as well, in another thing; With was in the same project, and did
    # not lead it.
    assert _serve(engine, _asker(engine), EXPERIENCED) == {"led"}


def test_who_was_in_a_project_that_reads_like_the_need_is_experienced_too(engine: Engine) -> None:
    asker = _asker(engine)
    near = asker.near
    assert near is not None
    told = near.told["Network"].copy()
    told[engine.snapshot.tables["Network"].ids.index("net:cyber")] = True
    asker = replace(asker, near=replace(near, told={**near.told, "Network": told}))
    assert _serve(engine, asker, EXPERIENCED) == {"led", "with", "small"}  # each took the others along


def test_what_was_last_heard_of_long_ago_stands_behind_what_is_newer() -> None:
    years = {"old": "2009-05", "new": "2024", "undated": None}
    towns = [municipality(f"gn:{name}", name.title(), country="FR", lat=47, lon=3) for name in ("asks", *years)]
    things = [Solution(id=f"prac:{name}", name="Free bus", kind="practice", source="press") for name in years]
    uses = [
        relation("USES", f"gn:{name}", f"prac:{name}", status="in-use", source=name, as_of=day)
        for name, day in years.items()
    ]
    snapshot = snapshot_of(Batch([*towns, *things], uses))
    asker = Engine(snapshot)._asker(Query(town="gn:asks", need="free bus", on=TODAY))
    rows = np.array([snapshot.municipalities.ids.index(f"gn:{name}") for name in years], dtype=np.int32)
    assert long_ago(asker, rows).tolist() == [-1, 0, 0]
    again = relation("USES", "gn:old", "prac:new", status="in-use", source="again", as_of="2024")
    renewed = snapshot_of(Batch([*towns, *things], [*uses, again]))
    asker = Engine(renewed)._asker(Query(town="gn:asks", need="free bus", on=TODAY))
    assert not long_ago(asker, rows).any()
