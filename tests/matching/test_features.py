"""The recipes and their features: each a number between 0 and 1 with a sentence in two languages."""

from __future__ import annotations

import math
import string
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from api.book import keys
from matching.asker import Asker, understand
from matching.best import best
from matching.kinds import items, learned, partners, solutions
from matching.kinds.calls import CALLS
from matching.kinds.learned import LEARNED
from matching.kinds.networks import NETWORKS
from matching.kinds.partners import PARTNERS
from matching.kinds.scoring import Feature, Recipe, for_question
from matching.kinds.solutions import SOLUTIONS
from matching.need.reading import borne_out
from matching.ties import Ties
from matching.types import Query, TopicMatch
from matching.words.taking_part import dated_use, in_network, with_solution
from matching.words.told import told
from matching.words.written import rough_number
from tests import worlds
from tests.memory_store import snapshot_of

RECIPES = {"partners": PARTNERS, "networks": NETWORKS, "solutions": SOLUTIONS, "calls": CALLS}
LINES = [(kind, feature) for kind, recipe in RECIPES.items() for feature in recipe]
#: The lines whose worth is learnt; the others of that recipe are made by hand and stand above.
TAUGHT = [("learned", feature) for feature in LEARNED if feature.value.__module__ == learned.__name__]


@pytest.fixture(scope="module")
def ties() -> Ties:
    return Ties(snapshot_of(worlds.twelve_towns()))


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_weights_of_a_recipe_add_up_to_a_hundred(ties: Ties, recipe: Recipe) -> None:
    nothing_wanted = understand(ties, Query(town=worlds.POTSDAM, on=date(2026, 11, 24)), None, {})
    for lines in (recipe, for_question(recipe, nothing_wanted)):
        assert sum(feature.weight for feature in lines if not feature.takes) == pytest.approx(100)


@pytest.mark.parametrize(("kind", "feature"), LINES + TAUGHT, ids=[f"{k}.{f.name}" for k, f in LINES + TAUGHT])
def test_a_reason_has_the_same_places_in_both_languages(kind: str, feature: Feature) -> None:
    assert feature.reason.endswith(".")
    assert places(told(feature.reason, "de")) == places(feature.reason)


def test_the_book_of_words_has_every_reason() -> None:
    found = {key.template for key in keys() if key.file.startswith("matching/kinds/")}
    assert {feature.reason.template for _, feature in LINES + TAUGHT} <= found


def test_a_rough_number_has_a_decimal_only_where_it_matters() -> None:
    assert [rough_number(x, "de") for x in (1.04, 1.36, 9.94, 9.96, 1234.5)] == ["1,0", "1,4", "9,9", "10", "1.234"]
    assert [rough_number(x, "en") for x in (1.36, 9.96, 1234.5)] == ["1.4", "10", "1,234"]


@pytest.mark.parametrize("feature", [f for kind, f in LINES if kind != "partners"])
def test_what_a_german_reason_calls_by_its_name_is_quoted_unless_it_is_a_town(feature: Feature) -> None:
    for place in ("{name}", "{network}", "{solution}"):
        german = told(feature.reason, "de")
        assert german.count(place) == german.count(f"„{place}“")


@pytest.mark.parametrize(
    ("role", "network", "said"),
    [
        ("member", "Klimaliga", "Spa ist Mitglied in „Klimaliga“ (seit 2020)"),
        ("partner", "Klimaliga", "Spa ist als Partner in „Klimaliga“ (seit 2020)"),
        (None, "Mission „100 Städte“", "Spa ist in „Mission ‚100 Städte‘“ (seit 2020)"),  # nobody says in which role
    ],
)
def test_a_membership_is_told_in_german_with_its_role_and_the_quoted_name(
    role: str | None, network: str, said: str
) -> None:
    assert told(in_network("Spa", network, role=role, since="2020"), "de") == said


LABELLED = "Spa hat oder hatte ein Siegel, einen Preis oder einen Platz in einer Liste: {}"


@pytest.mark.parametrize(
    ("status", "since", "as_of", "said"),
    [
        ("in-use", "2015", "2018-05", "Spa: „Fahrplan“ (ab 2015)"),
        ("in-use", "2018", "2018-05", "Spa: „Fahrplan“ (Stand 2018)"),  # the year of the source, perhaps not of a start
        ("origin", "2018", "2018", "Spa: „Fahrplan“ (Stand 2018)"),
        (
            "label",
            "2015",
            "2018",
            "Spa hat oder hatte ein Siegel oder einen Preis: Fahrplan (2015)",
        ),
        ("planned", "2020", "2018", "Spa plant „Fahrplan“ (für 2020)"),
        ("planned", "2018", "2018", "Spa plant „Fahrplan“ (Stand 2018)"),
        ("ended", "2003", "2018", "Spa, inzwischen beendet: „Fahrplan“ (ab 2003)"),
        ("in-use", "2018", None, "Spa: „Fahrplan“ (Stand 2018)"),
        ("in-use", None, "2018", "Spa: „Fahrplan“"),
    ],
)
def test_only_a_year_before_that_of_the_source_is_told_as_a_start(
    status: str, since: str | None, as_of: str | None, said: str
) -> None:
    when = dated_use(status, since, as_of, practice=True)
    filled = when and when.fill(day=since)
    assert told(with_solution("Spa", "Fahrplan", status=status, when=filled, practice=True), "de") == said


@pytest.mark.parametrize(("kind", "feature"), LINES, ids=[f"{k}.{f.name}" for k, f in LINES])
def test_a_feature_lies_between_nothing_and_all(ties: Ties, kind: str, feature: Feature) -> None:
    labels = {"partners": "Municipality", "networks": "Network", "solutions": "Solution", "calls": "Call"}
    everything = np.arange(len(ties.snapshot.tables[labels[kind]]), dtype=np.int32)
    for town in ties.snapshot.municipalities.ids.ids:
        query = Query(town=town.decode(), on=date(2026, 11, 24), topics=(worlds.HEAT_PLANNING,))
        values = feature.value(understand(ties, query, None, {}), everything)
        assert values.dtype == np.float32
        assert values.shape == everything.shape
        assert np.isfinite(values).all()
        least, most = (-1, 0) if feature.takes else (0, 1)
        assert ((values >= least) & (values <= most)).all()


def asker(ties: Ties, town: str) -> Asker:
    return understand(ties, Query(town=town, on=date(2026, 11, 24)), None, {})


def value(ties: Ties, feature: str, town: str, other: str) -> float:
    at = np.array([ties.snapshot.municipalities.ids.index(other)], dtype=np.int32)
    return float(getattr(partners, feature)(asker(ties, town), at)[0])


def test_nearness_falls_to_a_third_every_two_hundred_kilometres(ties: Ties) -> None:
    # Bad Belzig to Brück: 13.5 km by the haversine.
    assert value(ties, "near", worlds.BAD_BELZIG, worlds.BRUECK) == pytest.approx(math.exp(-13.5 / 200), abs=1e-3)
    assert value(ties, "near", worlds.BAD_BELZIG, worlds.POTSDAM_MITTELMARK) == 0  # its place is not known


def test_size_likeness_is_a_bell_over_the_ratio(ties: Ties) -> None:
    expected = math.exp(-0.5 * (math.log(11_999 / 4_018) / 0.7) ** 2)
    assert value(ties, "similar_size", worlds.BAD_BELZIG, worlds.BRUECK) == pytest.approx(expected, abs=1e-4)
    assert value(ties, "similar_size", worlds.BRUECK, worlds.BAD_BELZIG) == pytest.approx(expected, abs=1e-4)
    assert value(ties, "similar_size", worlds.BAD_BELZIG, worlds.VASLUI) == 0  # unknown is not alike


def test_the_experience_of_a_metropolis_counts_less_for_a_small_town(ties: Ties) -> None:
    # Berlin and Potsdam are in two networks each; Berlin is 18 times as large.
    for_town = value(ties, "experience", worlds.BAD_BELZIG, worlds.BERLIN)
    assert for_town < value(ties, "experience", worlds.BAD_BELZIG, worlds.POTSDAM)
    assert value(ties, "experience", worlds.BERLIN, worlds.POTSDAM) == pytest.approx(math.log(3) / math.log(7))


def test_what_a_metropolis_does_is_of_less_use_to_a_small_town(ties: Ties) -> None:
    # Potsdam is 15 times as large as Bad Belzig, Berlin 286 times; nobody knows how large Vaslui is.
    ids, population = ties.snapshot.municipalities.ids, ties.snapshot.population
    berlin, potsdam, vaslui = (ids.index(id) for id in (worlds.BERLIN, worlds.POTSDAM, worlds.VASLUI))
    towns = np.array([berlin, potsdam, vaslui], dtype=np.int32)
    beyond = float(population[berlin] / (20 * population[ids.index(worlds.BAD_BELZIG)]))
    expected = [2 ** -(math.log(beyond) / math.log(4)), 1, 1]
    small, unknown = asker(ties, worlds.BAD_BELZIG), asker(ties, worlds.VASLUI)
    assert beyond > 10
    assert partners.of_use(small, towns, free=20).tolist() == pytest.approx(expected, abs=1e-5)
    assert partners.of_use(unknown, towns, free=20).tolist() == [1, 1, 1]


def test_shared_networks_weigh_by_how_few_meet_there(ties: Ties) -> None:
    # Brück and Łomża: Town Tandems (4 members) and their tandem (2).
    strength = 1 / math.log2(5) + 1 / math.log2(3)
    expected = strength / (strength + 0.5)
    assert value(ties, "shared_networks", worlds.BRUECK, worlds.LOMZA) == pytest.approx(expected, abs=1e-6)
    assert value(ties, "shared_networks", worlds.BRUECK, worlds.BERLIN) == 0


def test_twins_are_found_from_either_side(ties: Ties) -> None:
    assert value(ties, "twinned", worlds.VASLUI, worlds.MANRESA) == 1
    assert value(ties, "twinned", worlds.MANRESA, worlds.VASLUI) == 1
    assert value(ties, "twinned", worlds.MANRESA, worlds.TARTU) == 0


def test_look_alikes_are_tied_towns_of_like_size_nearby(ties: Ties) -> None:
    like, weight = asker(ties, worlds.BAD_BELZIG).look_alikes
    names = {ties.snapshot.municipalities.ids[int(t)]: float(w) for t, w in zip(like, weight, strict=True) if w > 0}
    assert worlds.KREUZBERG not in names
    assert worlds.ZAMBROW not in names  # has no ties: it cannot speak for others
    assert max(names, key=lambda t: names[t]) == worlds.BRUECK
    assert sum(names.values()) == pytest.approx(1, abs=1e-6)


def test_the_best_are_ordered_by_score_then_id() -> None:
    scores = np.array([1.0, 3.0, 3.0, 2.0, 3.0])
    candidates = np.array([9, 8, 2, 1, 5], dtype=np.int32)
    assert [int(candidates[i]) for i in best(scores, candidates, 4)] == [2, 5, 8, 1]
    assert len(best(scores[:0], candidates[:0], 4)) == 0


def test_a_solution_counts_by_its_nearest_user_who_is_named(ties: Ties) -> None:
    # The heat atlas is used in Brück and in Potsdam, the repair desk in Berlin.
    town = asker(ties, worlds.BAD_BELZIG)
    atlas, desk = (ties.snapshot.tables["Solution"].ids.index(s) for s in (worlds.HEAT_ATLAS, worlds.REPAIR_DESK))
    near, far = solutions.nearest_user(town, np.array([atlas, desk], dtype=np.int32))
    assert near == pytest.approx(50 / (50 + 13.5), abs=1e-2)  # to Brück; see above
    assert 0 < far < near
    (line,) = (f for f in SOLUTIONS if f.value is solutions.nearest_user)
    ground = line.ground(town, atlas)
    assert (ground.words["town"], ground.words["distance"]) == ("Brück", "14")
    assert [e.path for e in ground.evidence] == [(worlds.BRUECK, worlds.HEAT_ATLAS)]


def test_a_town_without_a_place_has_no_nearest_user(ties: Ties) -> None:
    town = asker(ties, worlds.POTSDAM_MITTELMARK)
    assert not solutions.nearest_user(town, np.arange(3, dtype=np.int32)).any()


def near_texts(ties: Ties, *cosines: float) -> list[float]:
    """What networks earn for texts with these cosines to the need; all other texts have 0."""
    of_all = np.zeros(len(ties.snapshot.tables["Network"]), dtype=np.float32)
    of_all[: len(cosines)] = cosines
    query = Query(town=worlds.BAD_BELZIG, need="Schlaglöcher", on=date(2026, 11, 24))
    asking = understand(ties, query, None, {"Network": of_all})
    earned: list[float] = items.likeness_of_text(asking, "Network", np.arange(len(cosines), dtype=np.int32)).tolist()
    return earned


def test_the_nearest_text_earns_all_whatever_the_language_does_to_cosines(ties: Ties) -> None:
    near, far = near_texts(ties, 0.8, 0.45), near_texts(ties, 0.45, 0.275)
    assert near == pytest.approx([1, 0.25])
    assert far == pytest.approx([1, 0.25])


def test_a_text_that_is_merely_the_least_far_earns_little(ties: Ties) -> None:
    least_far, other = near_texts(ties, 0.2, 0.1)
    assert least_far < 0.15
    assert other == 0


def test_the_text_of_what_is_about_other_fields_counts_half_where_the_need_was_surely_understood(ties: Ties) -> None:
    topics, networks = ties.snapshot.tables["Topic"].ids, ties.snapshot.tables["Network"].ids
    alike = np.full(len(networks), 0.5, dtype=np.float32)
    query = Query(town=worlds.BAD_BELZIG, need="Wärmeplanung", on=date(2026, 11, 24))
    asking = understand(ties, query, None, {"Network": alike})
    wanted = np.zeros(len(topics), dtype=np.float32)
    wanted[topics.index(worlds.HEAT_PLANNING)] = 1
    rows = np.arange(len(networks), dtype=np.int32)
    feature = items.text_likeness("Network", 10, items.FITS)

    def earned(confidence: float) -> dict[str, float]:
        asker = replace(asking, wanted=wanted, confidence=confidence)
        return {networks[at]: value for at, value in enumerate(feature.value(asker, rows).tolist())}

    addressed = {
        networks[at]: {topics[int(t)] for t in np.flatnonzero(ties.network_topics[at])} for at in rows.tolist()
    }
    energy = {"topic:climate-energy", worlds.HEAT_PLANNING, "topic:energy-communities"}
    elsewhere = {id for id, named in addressed.items() if named and not named & energy}
    assert elsewhere
    assert elsewhere < addressed.keys()
    assert {id for id, value in earned(0.95).items() if value == 0.5} == elsewhere
    assert {id for id, value in earned(0.95).items() if value == 1} == addressed.keys() - elsewhere
    assert set(earned(0.6).values()) == {1}


def test_a_topic_stands_when_the_sentence_is_near_it_and_falls_when_it_is_far(ties: Ties) -> None:
    topics = ties.snapshot.tables["Topic"].ids
    read = [TopicMatch(topic=topics[at], label=topics[at], strength=0.8, words=("Bus",)) for at in (0, 1, 2)]
    nearness = np.array([0.04, 0.2, 0.6] + [0.0] * (len(topics) - 3), dtype=np.float32)
    assert borne_out(read, topics, None) == tuple(read)
    heard = borne_out(read, topics, nearness)
    assert [match.topic for match in heard] == [topics[2], topics[1]]
    assert [match.strength for match in heard] == pytest.approx([0.8, 0.4])
    assert not borne_out(read, topics, np.zeros(len(topics), dtype=np.float32))


def test_a_topic_that_the_need_names_outright_stands_however_far_the_sentence_is(ties: Ties) -> None:
    topics = ties.snapshot.tables["Topic"].ids
    read = [TopicMatch(topic=topics[at], label="", strength=0.8, outright=share) for at, share in ((0, 1.0), (1, 0.5))]
    heard = borne_out(read, topics, np.zeros(len(topics), dtype=np.float32))
    assert [(match.topic, match.strength) for match in heard] == [(topics[0], 0.8), (topics[1], 0.4)]


def test_a_further_topic_that_one_word_names_in_passing_counts_as_far_as_the_sentence_bears_it_out(ties: Ties) -> None:
    topics = ties.snapshot.tables["Topic"].ids
    doctor = TopicMatch(topic=topics[0], label="", strength=0.87, words=("Hausarzt",), outright=0.5)
    heir = TopicMatch(topic=topics[1], label="", strength=0.83, words=("Nachfolger",), outright=0.5)

    def heard(near: float) -> list[tuple[str, float]]:
        nearness = np.array([0.33, near] + [0.0] * (len(topics) - 2), dtype=np.float32)
        return [(match.topic, match.strength) for match in borne_out([doctor, heir], topics, nearness)]

    assert heard(0.05) == [(topics[0], 0.718)]
    assert heard(0.15) == [(topics[0], 0.718), (topics[1], 0.415)]


def test_what_addresses_one_of_two_wanted_topics_fits_solutions_by_the_best_in_part(ties: Ties) -> None:
    """Worked by hand: wanted are heat planning, 1, and another topic, 0.5; a solution that addresses heat planning
    alone fits by 1 / 1.5 of what is wanted, and by its best topic in full."""
    query = Query(town=worlds.POTSDAM, topics=(worlds.HEAT_PLANNING,), on=date(2026, 11, 24))
    asker = understand(ties, query, None, {})
    topics = ties.snapshot.tables["Topic"].ids
    heat = topics.index(worlds.HEAT_PLANNING)
    only_heat = ties.topics_of("Solution")[:, heat] == 1
    item = int(np.flatnonzero(only_heat)[0])
    other = next(t for t in range(len(topics)) if not ties.topics_of("Solution")[item, t])
    wanted = np.zeros_like(asker.wanted)
    wanted[[heat, other]] = 1, 0.5
    both = replace(asker, wanted=wanted)
    at = np.array([item], dtype=np.int32)
    assert items.fit_of_topics(both, "Solution", at)[0] == pytest.approx(1 / 1.5)
    assert items.fit_of_topics(both, "Solution", at, best=0.5)[0] == pytest.approx(0.5 / 1.5 + 0.5)
