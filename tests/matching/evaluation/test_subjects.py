"""What past networks are about: read from their masked texts, and from nothing that was still to come."""

from __future__ import annotations

from dataclasses import replace

from graph.model import Batch, Network, Relation, Topic
from matching.evaluation.history import known_records, split_history
from matching.evaluation.subjects import MOST, subjects
from tests.matching.evaluation.small_world import SPLIT, another_future, small_world

HEATING, LIGHTS, BIKES = "topic:heating", "topic:lights", "topic:bikes"


def vocabulary() -> Batch:
    topics = {HEATING: "District heating", LIGHTS: "Street lights", BIKES: "Bicycles"}
    return Batch(tuple(Topic(id=id, name=name, source="own") for id, name in topics.items()))


def read(batch: Batch) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for relation in subjects(batch, vocabulary()):
        found.setdefault(relation.start, []).append(relation.end)
    return found


def test_a_network_is_about_what_its_text_speaks_of() -> None:
    assert read(known_records(small_world(), SPLIT)) == {"net:heat": [HEATING], "net:lights": [LIGHTS]}


def test_what_has_topics_is_not_read_again_and_what_no_topic_fits_has_none() -> None:
    told = Relation(type="ADDRESSES", start="net:heat", end=BIKES, source="somebody")
    quiet = Network(id="net:quiet", name="Quiet", kind="project", text="nothing of the kind", source="own")
    batch = known_records(small_world(), SPLIT)
    assert read(Batch((*batch.nodes, quiet), (*batch.relations, told))) == {"net:lights": [LIGHTS]}


def test_of_a_text_its_beginning_is_read_and_few_topics_are_told() -> None:
    late = Network(id="net:late", name="Late", kind="project", text="word " * 200 + "street lights", source="own")
    assert read(Batch((late,))) == {}
    some = vocabulary()
    more = tuple(Topic(id=f"topic:{word}", name=word, source="own") for word in ("Forest", "River", "Harbour"))
    every = replace(late, text=". ".join(topic.name for topic in (*some.nodes, *more)))
    assert len(list(subjects(Batch((every,)), Batch((*some.nodes, *more))))) == MOST


def test_another_future_does_not_change_what_past_networks_are_about() -> None:
    one, other = (
        split_history(world, SPLIT, vocabulary=vocabulary()).known
        for world in (small_world(), another_future(small_world()))
    )
    assert one.digest == other.digest
    links = one.links("ADDRESSES", "Network")
    assert len(links) == 2
