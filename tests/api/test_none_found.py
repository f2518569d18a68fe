"""Where nothing is suggested, the answer says why, and blames no condition that has nothing to do with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.words.none_found import none_found
from matching.kinds.all import kind_of
from matching.types import Answer, Query


def said_of(kind: str, *, on_subject: bool = False, **wanted: Any) -> str:
    answer = Answer(query=Query(on=date(2026, 11, 30), **wanted), digest="d", recipe="r", on_subject=on_subject)
    return none_found(kind_of(kind), answer)


def test_countries_and_sizes_keep_out_partners_and_nothing_else() -> None:
    for narrow in ({"countries": ("FR",)}, {"within_km": 50.0}, {"population_to": 9_000}, {"purposes": ("peers",)}):
        assert "under these conditions" in said_of("partners", **narrow)
        for kind in ("networks", "solutions", "calls"):
            assert "conditions" not in said_of(kind, on_subject=True, need="pools", **narrow)
    assert "under these conditions" in said_of("networks", exclude=("net:a",))


def test_without_conditions_it_is_what_we_know_or_what_was_not_asked() -> None:
    assert said_of("partners", need="pools") == "We do not know a town that has done this yet."
    assert said_of("calls", on_subject=True, need="pools") == "No call that we know pays for this."
    assert said_of("networks", on_subject=True, need="pools") == "Nothing on this that we know of."
    assert "Without a need" in said_of("calls")
