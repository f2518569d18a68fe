"""Topic words of the collected facts as topics: labels, slugs and free words, all by one table.

The table is `seed/curation/topic_words.csv`: a word, a topic that it means, and how strongly (1: that topic, 0.5:
beside it). A word that means none of ours has a row without a topic, so that what is missing is told from what was
judged.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import PeerpolisError
from seed.files.table import Row


class TopicWords:
    """What the words of the table mean, as far as the vocabulary has the topics.

    `skipped` are the topics that the vocabulary does not have (yet), each with the subjects that they were left out of.
    """

    def __init__(self, table: Iterable[Row], topics: Iterable[str]) -> None:
        self._meant: dict[str, list[tuple[str, float]]] = {}
        for row in table:
            meant = self._meant.setdefault(row["word"], [])
            if row["topic"]:
                meant.append((row["topic"], float(row["weight"])))
        self._topics = frozenset(topics)
        self.skipped: dict[str, set[str]] = {}

    def of(self, subject: str, words: Iterable[str]) -> dict[str, float]:
        """The topics that the words of the subject mean, in the order of the words; of one that several mean, the
        highest weight. Raises PeerpolisError for a word that the table does not have.
        """
        found: dict[str, float] = {}
        for word in filter(None, words):
            if word not in self._meant:
                raise PeerpolisError(f"{subject}: no row for the word {word!r} in seed/curation/topic_words.csv")
            for topic, weight in self._meant[word]:
                if topic in self._topics:
                    found[topic] = max(weight, found.get(topic, 0.0))
                else:
                    self.skipped.setdefault(topic, set()).add(subject)
        return found
