"""The learned ranking on a made-up border: sixty towns on two sides, where each project joins the nearest across."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from itertools import permutations

import numpy as np
import pytest

from graph.arrays import Floats32
from graph.errors import PeerpolisError
from graph.model import Batch, Municipality, Network, Programme, Relation
from matching.asker import understand
from matching.evaluation.methods.announced import NetworkRecipe
from matching.evaluation.types import Item, Question
from matching.kinds.learned import LEARNED, TOLD
from matching.kinds.networks import worth_of_chance
from matching.ranking.features import FEATURES, GROUPS, LEANINGS, PARTNER_PAIRS, PEER_PAIRS, term_name
from matching.ranking.files import models_of, shipped_models, text_of
from matching.ranking.joining import Ranking
from matching.ranking.lesson import Lesson, Models
from matching.ranking.model import model_of, to_json
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ranking.retrieval import candidates
from matching.ranking.situation import situation
from matching.ranking.training import Backwards, drawn_order, past_questions, train, visible
from matching.ties import Ties
from matching.types import Language, Query
from matching.words.told import told
from tests.matching.engine_world import TODAY
from tests.memory_store import snapshot_of

SOURCE = "world/border"
BORDER = "2007 - 2013 Germany - Poland"


def border() -> Batch:
    """Thirty German towns on one side of a river, thirty Polish ones on the other, 10 km apart along it, 20 km across;
    project i of 2008 joins German town i (lead) with the Polish one opposite; the same anew in 2012 for every third."""
    towns = [
        Municipality(
            id=f"gn:{country.lower()}{i:02}",
            name=f"{country} {i}",
            country=country,
            lat=51.0 + i * 0.09,
            lon=14.5 if country == "DE" else 14.79,
            population=5000 + 100 * i,
            source=SOURCE,
        )
        for country in ("DE", "PL")
        for i in range(30)
    ]
    projects = [(f"net:p{i}", i, "2008") for i in range(30)] + [(f"net:q{i}", i, "2012") for i in range(0, 30, 3)]
    networks = [Network(id=id, name=id[4:], kind="project", start=year, source=SOURCE) for id, _, year in projects]
    relations = [
        relation
        for id, i, _ in projects
        for relation in (
            Relation(type="MEMBER_OF", start=f"gn:de{i:02}", end=id, role="lead", source=SOURCE),
            Relation(type="MEMBER_OF", start=f"gn:pl{i:02}", end=id, role="partner", source=SOURCE),
            Relation(type="FUNDED_BY", start=id, end="prog:border", source=SOURCE),
        )
    ]
    programme = Programme(id="prog:border", name=BORDER, source=SOURCE)
    return Batch([*towns, *networks, programme], relations)


@cache
def past() -> Past:
    return Past(Ties(snapshot_of(border())))


@cache
def models() -> Models:
    return Models(train(past(), "partners", seed=0), train(past(), "peers", seed=0))


def index(id: str) -> int:
    return past().snapshot.municipalities.ids.index(id)


def test_the_partner_across_the_river_comes_first() -> None:
    hits = 0
    for i in range(30):
        asked = situation(Record.whole(past()), index(f"gn:de{i:02}"), BORDER, None)
        towns = candidates(asked)
        first = towns[np.argmax(models().partners.scores(asked, towns))]
        hits += past().snapshot.municipalities.ids[int(first)] == f"gn:pl{i:02}"
    assert hits >= 27


def test_the_town_that_asks_is_no_candidate() -> None:
    town = index("gn:de03")
    assert town not in candidates(situation(Record.whole(past()), town, BORDER, None))


def test_a_past_question_sees_neither_itself_nor_a_later_year() -> None:
    backwards, starts = Backwards(past(), "partners", 0), past().starts
    for question in past_questions(past(), "partners", np.random.default_rng(0)):
        seen = backwards.situation(question).record.visible > 0
        assert not seen[question.network]
        assert (starts[seen] <= starts[question.network]).all()


def test_of_two_networks_known_to_the_year_one_sees_the_other() -> None:
    order, first = drawn_order(past(), 0), np.flatnonzero(past().starts == past().starts.min())
    seen = np.array([visible(past(), int(network), "partners", order)[first] for network in first])
    assert (seen + seen.T + np.eye(len(first)) == 1).all()
    assert not np.array([visible(past(), int(network), "peers", order)[first] for network in first]).any()


def test_what_begins_on_the_same_day_is_not_seen() -> None:
    nodes = [
        replace(node, start="2008-05-01") if isinstance(node, Network) and node.start == "2008" else node
        for node in border().nodes
    ]
    dated = Past(Ties(snapshot_of(Batch(nodes, border().relations))))
    day = np.flatnonzero(dated.starts == 20080501)
    assert len(day) == 30
    assert not np.array([visible(dated, int(network), "partners", drawn_order(dated, 0))[day] for network in day]).any()


def test_the_record_is_the_count_of_what_is_visible() -> None:
    everything, nothing = Record.whole(past()), Record(past(), np.zeros(40, dtype=np.float32))
    assert everything.projects[index("gn:de00")] == 2
    assert everything.projects[index("gn:pl01")] == 1
    assert everything.of_programme("2014 - 2020 Interreg VA Poland - Germany")[index("gn:pl01")] == 1
    assert not everything.of_programme("URBACT III").any()
    assert not nothing.projects.any()
    met = everything.met(index("gn:de00"))
    assert met[index("gn:pl00")] == 2
    assert met[index("gn:pl01")] == 0


def test_of_late_counts_by_years_before_the_newest() -> None:
    everything = Record.whole(past())
    faded = np.exp(-1)  # from 2012 back to 2008: RECENT_YEARS
    assert everything.recent_projects[index("gn:de00")] == pytest.approx(1 + faded)
    assert everything.recent_projects[index("gn:pl01")] == pytest.approx(faded)
    nodes = [
        replace(node, start=None) if isinstance(node, Network) and node.id == "net:p0" else node
        for node in border().nodes
    ]
    unknown = Record.whole(Past(Ties(snapshot_of(Batch(nodes, border().relations)))))
    assert unknown.recent_projects[index("gn:de00")] == pytest.approx(1 + np.exp(-10 / 4))


def test_where_nothing_is_seen_nothing_is_of_late() -> None:
    assert not Record(past(), np.zeros(40, dtype=np.float32)).recent_projects.any()


def test_training_again_gives_the_same_file_to_the_byte() -> None:
    again = Models(train(past(), "partners", seed=0), train(past(), "peers", seed=0))
    assert text_of(again.partners, again.peers) == text_of(models().partners, models().peers)


def test_a_file_read_and_written_again_is_the_same_to_the_byte_whatever_the_order_of_its_groups() -> None:
    document = models().partners.document()
    for order in permutations(
        document["charges"]
    ):  # a set of names would have one order in this process, another elsewhere
        asked = {**document, "charges": {group: document["charges"][group] for group in order}}
        asked["curves"] = {
            name: {**{key: curve[key] for key in ("features", "knots")}, **{group: curve[group] for group in order}}
            for name, curve in document["curves"].items()
        }
        assert to_json(model_of(asked).document()) == to_json(asked)


def test_a_file_of_models_ranks_as_the_models_do() -> None:
    stored = models_of(text_of(models().partners, models().peers), "ranking.json")
    asked = situation(Record.whole(past()), index("gn:de07"), BORDER, None)
    towns = candidates(asked)
    assert stored.partners.scores(asked, towns).tobytes() == models().partners.scores(asked, towns).tobytes()


@pytest.mark.parametrize("text", ["", "{}", '{"partners": {"format": 99}, "peers": {}}', "[1]"])
def test_what_is_no_file_of_models_is_told(text: str) -> None:
    with pytest.raises(PeerpolisError, match="peerpolis train"):
        models_of(text, "ranking.json")


def test_an_unknown_feature_is_told() -> None:
    document = json.loads(text_of(models().partners, models().peers))
    document["peers"]["curves"]["horoscope"] = {"features": ["horoscope"], "knots": [[0, 1]], "known": [0, 1]}
    with pytest.raises(PeerpolisError, match="horoscope"):
        models_of(json.dumps(document), "ranking.json")


def test_a_model_for_other_groups_is_told() -> None:
    document = json.loads(text_of(models().partners, models().peers))
    document["peers"]["charges"] = {"giant": {"very_large": 0, "at_home": 0}}
    with pytest.raises(PeerpolisError, match="giant"):
        models_of(json.dumps(document), "ranking.json")


def test_the_points_of_a_suggestion_add_up_to_its_score_and_carry_true_words() -> None:
    from matching.engine import Engine

    engine = Engine(past().snapshot, models=models())
    query = Query(town="gn:de04", kinds=("partners",), purposes=("neighbours",), present_partners=True, on=TODAY)
    answer = engine.suggest(query)
    assert answer.recipe.startswith("learned-")
    for suggestion in answer.suggestions["partners"]:
        assert sum(c.points for c in suggestion.contributions) == pytest.approx(suggestion.score, abs=1e-4)
        learned = {feature.name for feature in LEARNED} | {"common_programme"}
        assert {c.feature for c in suggestion.contributions} <= learned
    first = answer.suggestions["partners"][0]
    assert first.id == "gn:pl04"
    assert "PL 4 is 20 km from you." in {c.reason for c in first.contributions}
    assert "You and PL 4 are both in p4." in {c.reason for c in first.contributions}


def test_a_record_is_told_as_it_is_and_none_as_none() -> None:
    whole = border()
    few = Batch(whole.nodes, [r for r in whole.relations if not {r.start, r.end} & {"net:p4", "net:p5"}])
    snapshot = snapshot_of(few)
    practice = next(feature for feature in LEARNED if feature.name == "practice")

    def record(asking: str, town: str, language: Language = "en") -> str:
        ties = Ties(snapshot)
        asker = understand(ties, Query(town=asking, language=language, on=TODAY), None, {})
        ground = practice.ground(asker, snapshot.municipalities.ids.index(town))
        return told(practice.reason.fill(**ground.words), language)

    assert record("gn:de04", "gn:pl06") == "PL 6 has been in 2 networks and projects."
    assert record("gn:de04", "gn:pl05") == "PL 5 is, as you are, in no network or project that we know of."
    assert record("gn:de04", "gn:pl05", "de") == "PL 5 ist wie Sie in keinem uns bekannten Netzwerk oder Projekt."
    assert record("gn:de06", "gn:pl05") == "PL 5 is in no network or project that we know of."


def test_every_term_is_told_by_one_group_of_reasons() -> None:
    told = [term for terms in TOLD.values() for term in terms]
    shipped = shipped_models()
    assert shipped is not None
    terms = {*shipped.partners.terms, *shipped.peers.terms}
    pairs = {term_name(pair) for pair in (*PARTNER_PAIRS, *PEER_PAIRS)}
    assert len(told) == len(set(told))
    leanings = {feature.__name__ for feature in LEANINGS}
    assert set(told) == {*FEATURES, *pairs, *leanings} - {feature.__name__ for feature in GROUPS["theme"]}
    assert terms <= {*FEATURES, *pairs, *leanings}


def test_what_a_country_pays_for_at_home_is_no_record_of_working_across_borders() -> None:
    home = [
        Programme(id="prog:home", name="Modellprojekte", source=SOURCE),
        *(Network(id=f"net:home{i}", name=f"home {i}", kind="project", source=SOURCE) for i in range(2)),
    ]
    paid = [Relation(type="FUNDED_BY", start=f"net:home{i}", end="prog:home", source=SOURCE) for i in range(2)]
    members = [
        Relation(type="MEMBER_OF", start=f"gn:de{town:02}", end=f"net:home{i}", source=SOURCE)
        for i, town in ((0, 1), (0, 2), (1, 3))
    ]
    world = border()
    known = Past(Ties(snapshot_of(Batch([*world.nodes, *home], [*world.relations, *paid, *members]))))
    names = [known.snapshot.tables["Network"].ids[int(at)] for at in np.flatnonzero(known.national)]
    assert names == ["net:home0", "net:home1"]
    assert not known.working[known.national].any()


def test_an_engine_that_is_prepared_answers_the_same() -> None:
    from matching.engine import Engine

    snapshot = snapshot_of(with_a_project_to_come())
    query = Query(town="gn:pl09", kinds=("partners", "networks"), on=TODAY)
    prepared = Engine(snapshot, models=models())
    prepared.prepare(TODAY)
    assert prepared.suggest(query) == Engine(snapshot, models=models()).suggest(query)


def with_a_project_to_come() -> Batch:
    """The border, and a project of next year that a German town in the middle leads, with nobody else in it yet.

    The town is called otherwise in German.
    """
    coming = Network(id="net:z", name="Coming", kind="project", start="2027", source=SOURCE)
    told = (
        Relation(type="MEMBER_OF", start="gn:de10", end="net:z", role="lead", source=SOURCE),
        Relation(type="FUNDED_BY", start="net:z", end="prog:border", source=SOURCE),
    )
    world = border()
    nodes = [
        replace(n, labels=("Zehnstadt@de",)) if isinstance(n, Municipality) and n.id == "gn:de10" else n
        for n in world.nodes
    ]
    return Batch([*nodes, coming], [*world.relations, *told])


def test_the_town_across_the_river_is_likeliest_to_join_a_project_to_come() -> None:
    ranking = Ranking(models(), Record.whole(Past(Ties(snapshot_of(with_a_project_to_come())))))
    to_come = ranking.to_come(20261124)
    ids = ranking.record.past.snapshot.municipalities.ids
    (network,) = to_come.networks.tolist()
    chances = to_come.chances(network)
    assert np.exp(chances.astype(np.float64)).sum() == pytest.approx(1, abs=1e-4)
    assert ids[int(chances.argmax())] == "gn:pl10"
    assert not len(ranking.to_come(20270101).networks)  # it has begun
    assert not len(ranking.to_come(20240101).networks)  # nobody looks for partners three years ahead


def test_a_day_long_past_makes_no_more_networks_to_come_than_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.ranking.joining.MOST_TO_COME", 4)
    ranking = Ranking(models(), Record.whole(past()))
    soonest = ranking.to_come(20070101).networks
    assert len(soonest) == 4
    assert (past().starts[soonest] == past().starts.min()).all()


def test_what_is_no_likelier_than_for_the_average_town_is_worth_nothing() -> None:
    chances = np.log(np.array([1.0, 0.1, 0.01, 0.001], dtype=np.float32))
    assert worth_of_chance(chances, 100).tolist() == pytest.approx([1, 0.5, 0, 0], abs=1e-6)
    assert worth_of_chance(np.array([-np.inf], dtype=np.float32), 100).tolist() == [0]


def test_a_project_to_come_is_told_to_those_who_join_such_and_points_add_up() -> None:
    from matching.engine import Engine

    engine = Engine(snapshot_of(with_a_project_to_come()), models=models())

    def reasons(town: str, language: Language = "en") -> list[str]:
        query = Query(town=town, kinds=("networks",), language=language, on=TODAY)
        (suggestion,) = engine.suggest(query).suggestions["networks"]
        assert sum(c.points for c in suggestion.contributions) == pytest.approx(suggestion.score, abs=1e-4)
        told = [c for c in suggestion.contributions if c.feature == "joins_such"]
        assert all([e.path for e in c.evidence] == [("gn:de10", "net:z")] for c in told)
        return [c.reason for c in told]

    (across,) = reasons("gn:pl10")
    times = int(re.fullmatch(r"DE 10 leads it: .+ you are (\d+) times as likely to join as .+", across)[1])  # type: ignore[index]  # it matches
    assert 30 < times <= 60  # of sixty towns one joins, and nearly always it is this one
    german = reasons("gn:pl10", "de")[0]
    assert german.startswith("Zehnstadt leitet es: ")
    assert f" {times}-mal so wahrscheinlich " in german
    assert reasons("gn:pl29") == []


def test_the_evaluation_measures_the_networks_that_the_engine_suggests() -> None:
    from matching.engine import Engine

    snapshot = snapshot_of(with_a_project_to_come())
    item = Item(
        id="net:z",
        name="Coming",
        text="",
        keywords=(),
        programme="prog:border",
        programme_name=BORDER,
        lead=index("gn:de10"),
        start=20270000,
    )

    def chances(item: Item) -> Floats32:
        asked = situation(Record.whole(past()), item.lead, item.programme_name, None)
        return models().of(asked).chances(asked)

    for engine, measured in (
        (Engine(snapshot, models=models()), NetworkRecipe(past().snapshot, chances=chances)),
        (Engine(snapshot), NetworkRecipe(past().snapshot)),
    ):
        for town in ("gn:pl10", "gn:pl12", "gn:de11", "gn:pl29"):
            (suggestion,) = engine.suggest(Query(town=town, kinds=("networks",), on=TODAY)).suggestions["networks"]
            (score,) = measured.scores(Question(id="q", task="networks", asker=index(town), items=(item,)))
            assert suggestion.score == pytest.approx(float(score), abs=1e-3), town


def test_without_a_past_those_abroad_of_the_same_size_come_first() -> None:
    empty = Past(Ties(snapshot_of(Batch(border().nodes))))
    model = train(empty, "peers", seed=0)
    asked = situation(Record.whole(empty), index("gn:de10"), None, None)
    towns = candidates(asked)
    assert empty.snapshot.municipalities.ids[int(towns[np.argmax(model.scores(asked, towns))])] == "gn:pl10"
    bare = train(empty, "peers", seed=0, without=frozenset(feature.__name__ for feature in LEANINGS))
    assert not bare.points(asked, towns).any()


def test_what_is_looked_at_at_once_is_cut_out_to_the_bit() -> None:
    town = index("gn:de03")
    asked = situation(Record.whole(past()), town, None, None)
    towns = candidates(asked)
    some, others = towns[::3].copy(), towns[1::2].copy()
    at_once, each = Lesson(models(), asked), Lesson(models(), asked)
    at_once.look_at(towns)
    for wanted in (some, others, some, np.array([town], dtype=np.int32), some[:0]):
        for terms in (("distance", "population"), ("projects", "no such term")):
            assert np.array_equal(at_once.worth(terms, wanted), each.worth(terms, wanted))
