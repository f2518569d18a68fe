"""What networks are about, by the words of their texts: how like each is to a text that is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats32
from graph.snapshot.frozen import Snapshot
from matching.need.network_text import network_text
from matching.pairs import floats

if TYPE_CHECKING:
    import scipy.sparse as sp
    from sklearn.feature_extraction.text import TfidfVectorizer


@dataclass(frozen=True)
class Themes:
    """TF-IDF over the texts of the snapshot's networks (Salton and Buckley 1988, 10.1016/0306-4573(88)90021-0)."""

    snapshot: Snapshot

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """All that is said of each network; "" where nothing is but its name."""
        table = self.snapshot.tables["Network"]
        return tuple(network_text(self.snapshot, at) for at in range(len(table)))

    @cached_property
    def _vectors(self) -> tuple[TfidfVectorizer, sp.csr_matrix] | None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.3, stop_words="english", dtype=np.float32)
        try:
            return vectorizer, vectorizer.fit_transform(self.texts)
        except ValueError:  # too few texts have a word in common
            return None

    def likeness(self, text: str) -> Floats32 | None:
        """The cosine (0–1) of the text with each network's; None where the texts have no words in common."""
        if self._vectors is None or not text:
            return None
        vectorizer, matrix = self._vectors
        return floats((matrix @ vectorizer.transform([text]).T).toarray().ravel())
