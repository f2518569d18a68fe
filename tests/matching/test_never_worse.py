"""Never worse by adding: a consortium that grows by a partner who is admitted goes on towards yes, never to no."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.rule_world import CERV_NETWORKS, EUI, HORIZON, HORIZON_COUNTRIES, ClauseText
from tests.matching.situation_world import ask

TYPES = ("municipality", "university", "firm", "police_authority", "unnamed", None)
COUNTRIES = ("DE", "FR", "IT", "PL", "NO", "UA", "TR", "CH", None)
CALLS: dict[str, tuple[ClauseText, ...]] = {
    "horizon": (*HORIZON, HORIZON_COUNTRIES),
    "towns": tuple(c for c in CERV_NETWORKS if c[1] != "deadline"),
    "roles": (
        ("countries", "country_set", "in", "EU27+HE_associated"),
        ("police", "applicant_type", ">=", "2;role=police_authority"),
        ("cities", "min_countries", ">=", "2;of=cities"),
        ("lead", "lead_type", "not", "country=CH"),
    ),
    "urban": (*EUI, ("peer", "min_member_states", ">=", "2;of=applicant+peer")),
}
partners = st.fixed_dictionaries(
    {
        "country": st.sampled_from(COUNTRIES),
        "type": st.sampled_from(TYPES),
        "mission_city": st.sampled_from((True, None)),
    }
)
applicants = st.fixed_dictionaries(
    {
        "country": st.sampled_from(("DE", "FR", "CH", "UA")),
        "population": st.sampled_from((None, 9_000, 50_000)),
        "degurba": st.sampled_from((None, 1, 3)),
        "role": st.sampled_from((None, "lead", "partner")),
        "stage": st.sampled_from((None, "apply", "grant_signature")),
        "gender_equality_plan": st.sampled_from((None, True, False)),
        "pic_validated": st.sampled_from((None, True)),
    }
)
ORDER = {"no": 0, "unknown": 1, "yes": 2}


def _asked(name: str, applicant: dict[str, Any], together: list[dict[str, Any]]) -> str:
    return ask(CALLS[name], action_type="IA", facts={**applicant, "partners": together}).found.verdict


@given(st.sampled_from(sorted(CALLS)), applicants, st.lists(partners, max_size=4), partners)
@settings(max_examples=300, deadline=None)
def test_one_more_partner_never_makes_a_verdict_worse(
    name: str, applicant: dict[str, Any], together: list[dict[str, Any]], joining: dict[str, Any]
) -> None:
    before, after = _asked(name, applicant, together), _asked(name, applicant, [*together, joining])
    assert ORDER[after] >= ORDER[before]


@given(st.sampled_from(sorted(CALLS)), applicants, st.none() | st.lists(partners, max_size=4), st.data())
@settings(max_examples=300, deadline=None)
def test_a_fact_that_is_not_known_never_gives_a_yes_that_a_stated_one_takes_back(
    name: str, applicant: dict[str, Any], together: list[dict[str, Any]] | None, data: st.DataObject
) -> None:
    """What is answered yes or no with a fact unknown is answered so whatever the fact is."""
    hidden = data.draw(st.sampled_from(("population", "degurba", "gender_equality_plan", "pic_validated")))
    stated: dict[str, tuple[object, ...]] = {
        "population": (1_000, 90_000),
        "degurba": (1, 2, 3),
        "gender_equality_plan": (True, False),
        "pic_validated": (True, False),
    }
    without = {**applicant, hidden: None, "partners": together}
    open_ = ask(CALLS[name], action_type="IA", facts=without).found
    for value in stated[hidden]:
        found = ask(CALLS[name], action_type="IA", facts={**without, hidden: value}).found
        if open_.verdict != "unknown":
            assert found.verdict == open_.verdict
        clauses = {c.clause: c.verdict for c in open_.clauses}
        assert all(
            c.verdict == clauses[c.clause] for c in found.clauses if clauses.get(c.clause, "unknown") != "unknown"
        )
