"""How much a need reads like the descriptions of networks, solutions and calls, and like topics: cosines of vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.arrays import Floats32
from graph.snapshot.frozen import Snapshot, Table
from graph.store.protocol import Embedding
from matching.need.glossary import in_english
from matching.need.topics import topic_texts
from matching.pairs import floats
from matching.vectors.embedder import Embedder

#: The labels whose nodes have a text to compare a need with.
LABELS = ("Network", "Solution", "Call", "Topic")
#: Whose texts tell how clearly a model knows a need: what towns did, and are in.
WEIGHED = ("Network", "Solution")
#: How much the model counts more that knows a need more clearly. Chosen with the development half of
#: `benchmarks.proofs`, which from 0 (all alike) to 8 answers 0.875 to 0.969 of its needs among the first three peers.
CLEARLY = 8
#: How the ids of the practices of single towns begin.
PRACTICE = "prac:"
#: Characters of a publisher's long text that are read. Needs find more by 2,000 than by 600 or 1,200, and no more by
#: 4,000 (`benchmarks.across_languages`, titles and beginnings over keep.eu).
BEGINNING = 2000


def texts(snapshot: Snapshot) -> dict[str, str]:
    """What is embedded of each node of the labels, by id.

    Of networks, solutions and calls: name, official title and summary, name and summary in German, and text. Of topics:
    labels and synonyms in German and English. The German name of what one town did (`prac:…`) is left out: it says in
    short what the German summary says.
    """
    items = {
        table.ids[at]: _text(table, at)
        for table in (snapshot.tables[label] for label in LABELS if label != "Topic")
        for at in range(len(table))
    }
    return items | topic_texts(snapshot.tables["Topic"], ("de", "en"))


def _text(table: Table, at: int) -> str:
    german = ("summaries",) if table.ids[at].startswith(PRACTICE) else ("labels", "summaries")
    parts = [
        table.name(at),
        table.text("official_title")[at] if table.label == "Call" else None,
        table.text("summary")[at],
        *(text for column in german for text, tag in table.tagged(column, at) if tag == "de"),
        (table.text("text")[at] or "")[:BEGINNING] if table.label == "Network" else None,
    ]
    return ". ".join(part for part in parts if part)


@dataclass(frozen=True)
class TextLikeness:
    """Compares a need with all texts at once; `vectors` has a row a node of each label, zero where there is none."""

    embedder: Embedder
    vectors: Mapping[str, Floats32]

    def __call__(self, need: str) -> Mapping[str, Floats32]:
        """Cosine of the need, and of what the glossary says of it in English, with each node, by label.

        Of several models side by side each counts by how clearly it knows the need: the highest of its cosines with
        what towns do, to the power CLEARLY, over the sum of these. A model that was not made for the need's language
        finds nothing near, and would drown what the other finds.
        """
        english = in_english(need)
        read = need if english is None else f"{need}. {english.text}"
        # A command's argument may hold bytes that are no text: models refuse what cannot be written as UTF-8.
        (vector,) = self.embedder.encode([read.encode(errors="replace").decode()])
        parts = getattr(self.embedder, "parts", ())
        if len(parts) < 2:
            return {label: matrix @ vector for label, matrix in self.vectors.items()}
        of_each = [{label: m[:, part] @ vector[part] for label, m in self.vectors.items()} for part in parts]
        highest = np.array([max(float(c[label].max(initial=0)) for label in WEIGHED) for c in of_each]) ** CLEARLY
        weights = highest / highest.sum() if highest.any() else np.full(len(parts), 1 / len(parts))
        return {
            label: floats(sum(len(parts) * w * c[label] for w, c in zip(weights, of_each, strict=True)))
            for label in self.vectors
        }


def text_likeness(snapshot: Snapshot, embedder: Embedder, embeddings: Iterable[Embedding]) -> TextLikeness:
    """The comparison over the snapshot, from the vectors kept for the embedder's model."""
    by_id = {e.id: e.vector for e in embeddings}
    none = np.zeros(embedder.dimensions, dtype=np.float32)
    vectors = {}
    for label in LABELS:
        ids = snapshot.tables[label].ids
        rows = [by_id.get(ids[at], none) for at in range(len(ids))]
        vectors[label] = np.stack(rows) if rows else np.zeros((0, embedder.dimensions), dtype=np.float32)
    return TextLikeness(embedder, vectors)
