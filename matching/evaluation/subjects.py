"""What past networks are about: their masked texts read as topics, once each, as the product reads a need."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Batch, Network, Relation
from graph.snapshot.build import freeze
from matching.need.network_text import joined_text
from matching.need.topics import UNDERSTOOD, TopicReader

#: What says so is our own reading, and no publisher.
OWN_READING = "own reading of the masked text"
#: Characters that are read: name, keywords and the beginning of the text say what a project is for; further on stand
#: partners, indicators and dissemination, which are in every project.
BEGINNING = 600
#: So many topics a network is about, at most.
MOST = 3


def subjects(batch: Batch, vocabulary: Batch) -> Iterator[Relation]:
    """ADDRESSES from each network of the batch that has none yet to the topics that its text speaks of, by strength.

    The topics are those of the `vocabulary` (Topic nodes, with BROADER). Networks whose texts are not understood have
    none. What is read is what is in the batch and nothing else: hand over what was known on the day, masked.
    """
    topics = [node for node in vocabulary.nodes if node.label == "Topic"]
    if not topics:
        return
    reader = TopicReader(freeze(topics, [relation for relation in vocabulary.relations if relation.type == "BROADER"]))
    told = {relation.start for relation in batch.relations if relation.type == "ADDRESSES"}
    for node in batch.nodes:
        if not isinstance(node, Network) or node.id in told:
            continue
        text = joined_text(node.name, node.keywords, node.summary, node.text)[:BEGINNING]
        for match in reader.read(text)[:MOST]:
            if match.strength >= UNDERSTOOD:
                weight = round(match.strength, 3)
                yield Relation(type="ADDRESSES", start=node.id, end=match.topic, weight=weight, source=OWN_READING)
