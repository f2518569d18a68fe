"""What is claimed of a town is no more than its proof holds, and answers the need first."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import Batch, Call, Clause, Solution
from matching.engine import Engine
from matching.kinds.explanation import foremost
from matching.kinds.lead_times import lead_time
from matching.types import About, Contribution, Eligibility, Evidence, Proof, Query, Suggestion, Verdict
from tests import worlds
from tests.factory import fact, member_of, municipality, network, relation
from tests.matching.engine_world import TODAY, ask, ids
from tests.memory_store import snapshot_of
from tests.worlds import BAD_BELZIG, HEAT_ATLAS, HEAT_PLANNING

#: Ten towns of one place and size, each tied to heat planning in another way.
TIES: dict[str, Proof | None] = {
    "gn:uses": "own",
    "gn:leads": "own",
    "gn:led": "own",
    "gn:once": "own",
    "gn:plans": "planned",
    "gn:holds": "label",
    "gn:partner": "network",
    "gn:was": "network",
    "gn:stands": "listed",
    "gn:nothing": None,
}


def _world() -> Engine:
    towns = [municipality(id, id[3:].title(), country="PL", lat=52.1, lon=15.0, population=12_000) for id in TIES]
    nets = [
        network("net:pool", "GreenPlace", kind="project", start="2025", end="2028"),
        network("net:old", "Warm Towns", kind="project", start="2014", end="2018"),
        network("net:led", "Heat Lead", kind="project", start="2025", end="2028"),
        network("net:long", "Heat Tour", kind="project", start="2017"),
        network("net:list", "Pledges", admission="listed"),
    ]
    about = [relation("ADDRESSES", n.id, HEAT_PLANNING) for n in nets]
    # Each network has as many members, so that its size makes no difference.
    crowd = [member_of(t, n.id) for n in nets for t in (worlds.BERLIN, worlds.TARTU, worlds.LOMZA)]
    ties = [
        relation("USES", "gn:uses", HEAT_ATLAS, status="in-use"),
        relation("USES", "gn:once", HEAT_ATLAS, status="in-use", as_of="2018-03"),
        member_of("gn:led", "net:long", role="lead", as_of=None),
        relation("USES", "gn:plans", HEAT_ATLAS, status="planned"),
        relation("USES", "gn:holds", HEAT_ATLAS, status="label"),
        member_of("gn:leads", "net:led", role="lead"),
        member_of("gn:partner", "net:pool", role="partner"),
        member_of("gn:was", "net:old", role="partner"),
        member_of("gn:stands", "net:list"),
    ]
    return Engine(snapshot_of(worlds.twelve_towns(), Batch((*towns, *nets), (*about, *crowd, *ties))))


def _suggested(engine: Engine, **wanted: Any) -> dict[str, Suggestion]:
    answer = ask(engine, topics=(HEAT_PLANNING,), kinds=("partners",), purposes=("peers",), top=50, **wanted)
    return {s.id: s for s in answer.suggestions["partners"]}


def _on_topic(found: Suggestion) -> Contribution | None:
    return next((c for c in found.contributions if c.feature == "topic_fit"), None)


@pytest.mark.parametrize(
    ("town", "language", "reason"),
    [
        ("gn:uses", "en", "Uses works on this topic: Heat planning."),
        ("gn:leads", "en", "Leads works on this topic: Heat planning."),
        ("gn:led", "de", "Led hat an diesem Thema gearbeitet: Wärmeplanung."),  # nobody says when it ended
        ("gn:once", "en", "Once worked on this topic: Heat planning."),  # nothing was heard of it for years
        ("gn:plans", "en", "Plans plans something on: Heat planning."),
        ("gn:holds", "en", "Holds holds or held a label or a prize on: Heat planning."),
        ("gn:holds", "de", "Holds hat oder hatte ein Siegel oder einen Preis für: Wärmeplanung."),
        ("gn:partner", "en", "Partner is partner in GreenPlace, which is also about Heat planning."),
        ("gn:was", "en", "Was was partner in Warm Towns, which was also about Heat planning."),
        ("gn:stands", "en", "Stands is listed in Pledges, which is also about Heat planning."),
        ("gn:uses", "de", "Uses arbeitet an diesem Thema: Wärmeplanung."),
        ("gn:partner", "de", "Partner ist Partner in „GreenPlace“, wo es auch um Wärmeplanung geht."),
        ("gn:was", "de", "Was war Partner in „Warm Towns“, wo es auch um Wärmeplanung ging."),
        ("gn:stands", "de", "Stands steht auf der Liste „Pledges“, bei der es auch um Wärmeplanung geht."),
    ],
)
def test_a_claim_says_what_its_proof_holds(town: str, language: str, reason: str) -> None:
    found = _suggested(_world(), language=language)[town]
    told = _on_topic(found)
    assert told is not None
    assert told.reason == reason
    assert told.proof == TIES[town]
    assert found.name in told.evidence[0].text  # the proof itself is what the reason is read with


@pytest.mark.parametrize(
    ("status", "english", "german"),
    [
        ("nominated", "was nominated for a prize on", "war für einen Preis nominiert zum Thema"),
        ("supported", "was chosen for a programme, or won support, on", "wurde für ein Programm ausgewählt oder"),
        ("joined", "takes or took part in what towns do together on", "macht oder machte mit"),
        ("plan", "works or worked by an adopted plan on", "arbeitet oder arbeitete nach einem beschlossenen Plan"),
        ("studied", "was studied as an example on", "wurde als Beispiel untersucht"),
    ],
)
def test_no_honour_is_told_as_another(status: str, english: str, german: str) -> None:
    """Who was nominated may have won nothing, and who joined an alliance has no prize."""
    town = municipality("gn:asked", "Asked", country="PL", lat=52.1, lon=15.0, population=12_000)
    said = {"en": "It saved a third.", "de": "Es sparte."}
    did = Solution(
        id="prac:plan", name="Plan", source="s", kind="practice", summary=said["en"], summaries=(f"{said['de']}@de",)
    )
    tied = [relation("ADDRESSES", did.id, HEAT_PLANNING), relation("USES", town.id, did.id, status=status)]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch((town, did), tied)))
    for language, reason in (("en", english), ("de", german)):
        told = _on_topic(_suggested(engine, language=language)["gn:asked"])
        assert told is not None
        assert told.reason.startswith(f"Asked {reason}")
        assert told.proof == "label"  # it counts as a label does
        assert told.evidence[0].text == said[language]  # what it did is read, not that it is tied


def test_a_lesson_stands_behind_what_can_be_done_again_and_who_learned_it_can_be_asked() -> None:
    towns = [municipality(f"gn:{n}", n.title(), country="PL", lat=52.1, lon=15.0, population=12_000) for n in "ab"]
    found = [Solution(id=f"prac:{n}", name=n.title(), source="s", kind="practice") for n in "ab"]
    about = [relation("ADDRESSES", f"prac:{n}", HEAT_PLANNING) for n in "ab"]
    uses = [
        relation("USES", "gn:a", "prac:a", status="lesson"),
        relation("USES", "gn:b", "prac:b", status="planned"),
    ]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch((*towns, *found), (*about, *uses))))
    answer = ask(engine, topics=(HEAT_PLANNING,), kinds=("partners", "solutions"), top=50)
    solutions = [s.id for s in answer.suggestions["solutions"]]
    assert solutions.index("prac:a") > solutions.index("prac:b")  # even behind what is only planned
    partners = {s.id: _on_topic(s) for s in answer.suggestions["partners"]}
    assert (a := partners["gn:a"]) is not None
    assert a.proof == "own"


def test_the_stronger_the_proof_the_more_it_counts() -> None:
    suggested = _suggested(_world())
    worth = {id: c.points for id in TIES if id in suggested and (c := _on_topic(suggested[id]))}
    assert worth["gn:uses"] > worth["gn:plans"] > worth["gn:partner"] > worth["gn:stands"] > 0
    assert "gn:nothing" not in suggested  # of a peer something has to be known
    assert worth["gn:leads"] > worth["gn:plans"]
    places = [id for id in suggested if id in TIES]
    assert places.index("gn:uses") < places.index("gn:partner") < places.index("gn:stands")


def test_a_town_that_uses_and_is_listed_is_told_by_what_it_uses() -> None:
    both = Batch([network("net:l", "List", admission="listed")], [member_of(worlds.BRUECK, "net:l")])
    about = Batch([], [relation("ADDRESSES", "net:l", worlds.ENERGY_COMMUNITIES)])
    engine = Engine(snapshot_of(worlds.twelve_towns(), both, about))
    answer = ask(engine, topics=(HEAT_PLANNING, worlds.ENERGY_COMMUNITIES), kinds=("partners",), top=20)
    (brueck,) = [s for s in answer.suggestions["partners"] if s.id == worlds.BRUECK]
    told = _on_topic(brueck)
    assert told is not None
    assert told.proof == "own"
    assert "nergy communities" not in told.reason  # only the list says that


def test_to_stand_on_a_list_is_no_experience_and_nothing_that_two_share() -> None:
    stand = [member_of(t, "net:vouchers") for t in (BAD_BELZIG, worlds.ZAMBROW)]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([network("net:vouchers", admission="listed")], stand)))
    towns = engine.snapshot.municipalities.ids
    assert engine.ties.experience[towns.index(worlds.ZAMBROW)] == 0
    assert engine.ties.experience[towns.index(worlds.BERLIN)] == 2
    answer = ask(engine, town=worlds.LOMZA, kinds=("partners",), purposes=("nearby",), top=20)
    found = answer.suggestions["partners"]
    assert all("shared_networks" not in {c.feature for c in s.contributions} for s in found)
    answer = ask(engine, kinds=("partners",), call=worlds.HEAT_TOGETHER, top=20)
    (zambrow,) = [s for s in answer.suggestions["partners"] if s.id == worlds.ZAMBROW]
    assert "experience" not in {c.feature for c in zambrow.contributions}


def test_the_first_reason_answers_the_need_and_facts_are_no_reasons() -> None:
    for found in _suggested(_world()).values():
        first = foremost(found.contributions)
        assert len(first) <= 3
        assert not {"near", "similar_size", "abroad"} & {c.feature for c in first}
        assert all(c.points >= 0.05 for c in first)
        if any(c.about == "need" and c.points >= 0.05 for c in found.contributions):
            assert first[0].about == "need"
        # Everything stays for programs, and adds up.
        assert sum(c.points for c in found.contributions) == pytest.approx(found.score)


def test_that_a_town_has_been_in_one_network_is_told_only_where_nothing_else_is() -> None:
    def reason(feature: str, networks: int, about: About = "ties") -> Contribution:
        rests_on = tuple(Evidence(text="", source="s", path=("gn:1", f"net:{n}-{feature}")) for n in range(networks))
        return Contribution(feature=feature, value=1, weight=9, points=9, reason="", about=about, evidence=rests_on)

    need = reason("nearest_proof", 1, "need")
    assert [c.feature for c in foremost((need, reason("experience", 1)))] == ["nearest_proof"]
    assert [c.feature for c in foremost((need, reason("practice", 2)))] == ["nearest_proof", "practice"]
    assert [c.feature for c in foremost((reason("experience", 1),))] == ["experience"]


def test_what_rests_on_the_same_statement_is_told_once() -> None:
    def reason(feature: str, points: float, *sources: str) -> Contribution:
        rests_on = tuple(Evidence(text="", source=source, path=("gn:1", "sol:a")) for source in sources)
        return Contribution(
            feature=feature, value=1, weight=points, points=points, reason="", about="need", evidence=rests_on
        )

    said = (
        reason("near_text", 9, "a"),
        reason("does", 8, "a"),
        reason("again", 8, "a", "c"),
        reason("proof", 7, "b", "a"),
        reason("like", 6),
    )
    assert [c.feature for c in foremost(said)] == ["near_text", "proof", "like"]


@pytest.mark.parametrize(
    ("action_type", "days"),
    [("IA", 60), ("CSA", 60), ("voucher", 14), ("small project", 42), (None, 30), ("some new kind", 30)],
)
def test_a_call_that_closes_before_an_application_can_be_written_is_not_suggested(
    action_type: str | None, days: int
) -> None:
    def call(id: str, left: int) -> Call:
        deadline = TODAY.fromordinal(TODAY.toordinal() + left).isoformat()
        return Call(id=id, name=id, action_type=action_type, deadline=deadline, source="portal")

    made = [call("call:late", days - 1), call("call:in-time", days), Call(id="call:undated", name="u", source="portal")]
    about = [relation("ADDRESSES", c.id, HEAT_PLANNING) for c in made]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(made, about)))
    found = ids(ask(engine, topics=(HEAT_PLANNING,)), "calls")
    assert "call:late" not in found
    assert {"call:in-time", "call:undated"} <= set(found)
    assert lead_time(action_type).because
    # Who is writing one already asks for it by its name.
    answer = ask(engine, call="call:late", kinds=("partners",))
    assert answer.suggestions["partners"]


def _for_a_call(engine: Engine, **asker: Any) -> tuple[Eligibility | None, dict[str, Eligibility]]:
    answer = engine.suggest(Query(on=TODAY, call=worlds.HEAT_TOGETHER, kinds=("partners",), top=50, **asker))
    told = {s.id: s.eligibility for s in answer.suggestions["partners"] if s.eligibility is not None}
    return answer.eligibility, told


def test_partners_for_a_call_are_judged_together_with_the_asker() -> None:
    # Heat Together asks for three applicants of three countries, one of them a Member State.
    towns = [municipality("gn:ua", "Kalush", country="UA"), municipality("gn:ch", "Thun", country="CH")]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(towns)))
    own, told = _for_a_call(engine, town=BAD_BELZIG)
    assert own is not None
    assert own.verdict is not Verdict.NO
    assert told[worlds.LOMZA].summary == "With Łomża you are 2 of 3; missing: 1 more country."
    assert told[worlds.BRUECK].summary == "With Brück you are 2 of 3; missing: 2 more countries."
    order = [Verdict.NO, Verdict.UNKNOWN, Verdict.YES]
    assert all(order.index(found.verdict) >= order.index(own.verdict) for found in told.values())
    # From Switzerland the Member State is what one looks for.
    _, swiss = _for_a_call(engine, town="gn:ch")
    assert swiss[worlds.LOMZA].summary == "With Łomża you are 2 of 3; missing: 1 more country."
    _, german = _for_a_call(engine, town=BAD_BELZIG, language="de")
    assert german[worlds.LOMZA].summary == "Mit Łomża sind Sie 2 von 3; es fehlt noch: 1 weiteres Land."


def test_a_partner_whose_country_is_not_admitted_is_said_not_to_count() -> None:
    towns = [municipality("gn:md", "Bender", country="MD", lat=46.8, lon=29.5, population=12_000)]
    only = [relation("REQUIRES", worlds.HEAT_TOGETHER, "clause:eu")]
    clause = Clause(id="clause:eu", name="countries", kind="country_set", operator="in", value="EU27", source="text")
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch((*towns, clause), only, (fact("gn:md"),))))
    own, told = _for_a_call(engine, town=BAD_BELZIG)
    assert own is not None
    assert told["gn:md"].summary == "Bender does not count here: this call does not admit its country."
    assert told["gn:md"].verdict is own.verdict
