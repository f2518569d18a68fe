"""Methods that compare texts: what a network or solution says with the mean of what a town's own ones say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.snapshot.frozen import Links, Snapshot
from matching.evaluation.methods.baseline import Answering
from matching.evaluation.types import Item, MethodUnavailable, Question
from matching.need.network_text import joined_text, network_text
from matching.vectors.embedder import Embedder, ModelUnavailable
from matching.vectors.opening import open_embedder
from matching.vectors.transformer import MINILM

#: Texts as rows of unit length, zero for a text without known words; dense or sparse.
Rows: TypeAlias = Any
Vectorise: TypeAlias = Callable[[Sequence[str]], Rows]
#: A word in fewer texts compares nothing.
FEWEST_TEXTS = 2
#: The sentence model reads the beginning of a text only, 256 tokens at most; so many characters tell what it is about.
LONGEST = 600


def tf_idf(known: Snapshot, seed: int) -> Answering:
    """Towns by the TF-IDF likeness of what their networks say; vocabulary and frequencies of known texts only."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(strip_accents="unicode", sublinear_tf=True, min_df=FEWEST_TEXTS, dtype=np.float32)
    texts = [*_network_texts(known), *_solution_texts(known)]
    try:
        words.fit([text for text in texts if text])
    except ValueError:  # so few texts that no word is left
        return lambda question: np.zeros(_answers(known, question))
    # The empty text at the end is for worlds without any solution: the library takes no empty list.
    return _by_profile(known, lambda some: words.transform([*some, ""])[: len(some)])


def minilm(known: Snapshot, seed: int) -> Answering:
    """Towns by the likeness of what their networks say, as the packaged MiniLM reads it."""
    try:
        return _by_profile(known, _sentence_model().encode)
    except ModelUnavailable as error:
        raise MethodUnavailable(error.said) from None


@cache
def _sentence_model() -> Remembering:
    return Remembering(open_embedder(MINILM))


class Remembering:
    """Encodes no text twice in a run: the worlds of an evaluation share most of theirs."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[str, npt.NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The texts as rows, zeros for an empty one, shape (texts, dimensions)."""
        new = sorted({text[:LONGEST] for text in texts} - self._kept.keys() - {""})
        self._kept.update(zip(new, self._embedder.encode(new), strict=True))
        nothing = np.zeros(self._embedder.dimensions, dtype=np.float32)
        rows = [self._kept[text[:LONGEST]] if text else nothing for text in texts]
        return np.stack(rows) if rows else np.zeros((0, len(nothing)), dtype=np.float32)


def _by_profile(known: Snapshot, vectorise: Vectorise) -> Answering:
    """Cosines: of a question's text with the towns' profiles, or of the asker's profile with towns and items."""
    networks, solutions = vectorise(_network_texts(known)), vectorise(_solution_texts(known))
    taking_part = _Profiles(known.links("MEMBER_OF"), networks)
    using = _Profiles(known.links("USES"), solutions)

    @cache
    def described(items: tuple[Item, ...]) -> Rows:
        return vectorise([item.text for item in items])

    def answer(question: Question) -> npt.NDArray[np.floating]:
        if question.task == "solutions":
            return _dense(solutions @ using.of(question.asker).T)
        if question.task == "networks":
            return _dense(described(question.items) @ taking_part.of(question.asker).T)
        asked = vectorise([question.text]) if question.text else taking_part.of(question.asker)
        return taking_part.likeness(asked)

    return answer


class _Profiles:
    """The mean vector of each town's things, of unit length; towns whose things say nothing have none."""

    def __init__(self, links: Links, things: Rows) -> None:
        from scipy.sparse import csr_matrix
        from sklearn.preprocessing import normalize

        towns, at = links.pairs
        self._size = len(links.indptr) - 1
        self._towns, row = np.unique(towns, return_inverse=True)
        shape = (len(self._towns), len(links.end_indptr) - 1)
        takes_part = csr_matrix((np.ones(len(towns), dtype=np.float32), (row, at)), shape=shape)
        self._rows = normalize(takes_part @ things) if len(self._towns) else things[:0]
        self._nothing = csr_matrix((1, things.shape[1]), dtype=np.float32)

    def of(self, town: int) -> Rows:
        """The town's profile as one row."""
        at = int(np.searchsorted(self._towns, town))
        return self._rows[at : at + 1] if at < len(self._towns) and self._towns[at] == town else self._nothing

    def likeness(self, row: Rows) -> npt.NDArray[np.floating]:
        """The cosine of the row with every town, 0 for towns without a profile."""
        scores = np.zeros(self._size)
        scores[self._towns] = _dense(self._rows @ row.T)
        return scores


def _dense(column: Rows) -> npt.NDArray[np.floating]:
    return np.asarray(column.todense() if hasattr(column, "todense") else column).ravel()


def _network_texts(known: Snapshot) -> list[str]:
    return [network_text(known, at) for at in range(len(known.tables["Network"]))]


def _solution_texts(known: Snapshot) -> list[str]:
    table = known.tables["Solution"]
    return [joined_text(table.name(at), (), table.text("summary")[at]) for at in range(len(table))]


def _answers(known: Snapshot, question: Question) -> int:
    """How many answers the question can have."""
    if question.task == "networks":
        return len(question.items)
    return len(known.tables["Solution"] if question.task == "solutions" else known.municipalities)
