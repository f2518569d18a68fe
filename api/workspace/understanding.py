"""How a need is compared with the texts of the graph: by a sentence model that is opened at the first need."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from api.workspace.kept import Kept
from api.workspace.notices import Notice
from api.workspace.waiting import Queue
from graph.errors import PeerpolisError, StoreUnavailable
from graph.snapshot.frozen import Snapshot
from graph.store.protocol import Embedding, Store

if TYPE_CHECKING:
    from graph.arrays import Floats32
    from matching.need.likeness import TextLikeness
    from matching.vectors.embedder import Embedder

OpenEmbedder = Callable[[], "Embedder"]

#: Needs that are read at a time, those that wait, and how long they do, in seconds.
AT_ONCE, WAITING, SECONDS = 2, 16, 20.0
#: The needs asked last are not read again: whoever asks one asks it of several kinds and looks back.
NEEDS_KEPT = 256
#: Vectors that are kept at once, so that who interrupts the first preparation does not begin again.
KEPT_AT_ONCE = 128


class LazyLikeness:
    """Compares a need with the texts of networks, solutions and calls, in whatever language either is.

    The topics of the vocabulary say what a need is about; the texts tell apart what shares its topics, and find what
    the vocabulary has no word for. The model is opened at the first need, because most questions have none. Vectors are
    kept under the hash of their text: those of the texts that come along beside the program, all others in the store.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        store: Store,
        embedder: OpenEmbedder,
        notice: Notice,
    ) -> None:
        self._snapshot = snapshot
        self._store = store
        self._embedder = embedder
        self._notice = notice
        self._turn = threading.Lock()
        self._ready: TextLikeness | None = None
        self._tried = False
        self._needs: Kept[Mapping[str, Floats32]] = Kept(NEEDS_KEPT, Queue(AT_ONCE, WAITING, SECONDS))

    def __call__(self, need: str) -> Mapping[str, Floats32]:
        """Cosine of the need with each item, by label. Raises Busy where too many new needs wait to be read."""
        return self._needs.get(need, lambda: self.prepare()(need))

    @property
    def ready(self) -> bool:
        """Whether a need is answered at once: the model has been opened, or could not be, which is then told."""
        return self._tried

    def kept(self, model: str) -> bool:
        """Whether there is a vector of the model for each text as it is now, one that came along or one in the store;
        does not open the model."""
        from matching.need.likeness import texts
        from matching.vectors.texts import changed_texts

        own = texts(self._snapshot)
        return not changed_texts(own, self._kept(model, own).values())

    def _kept(self, model: str, texts: Mapping[str, str]) -> dict[str, Embedding]:
        """The vectors of the model that came along for the texts, and those of the store for the rest, by id."""
        from matching.vectors.shipped import shipped_vectors

        shipped = shipped_vectors(model, texts)
        return {e.id: e for e in self._store.embeddings(model)} | shipped

    def prepare(self) -> TextLikeness:
        """Open the model and embed what has changed, if that has not been done; each text once, some 40 ms each."""
        with self._turn:
            try:
                if self._ready is None:
                    self._ready = self._open()
            finally:
                self._tried = True
            return self._ready

    def _open(self) -> TextLikeness:
        from matching.need.likeness import text_likeness, texts
        from matching.vectors.shipped import shipped_vectors
        from matching.vectors.texts import changed_texts, embed

        self._notice("opening-model")
        embedder, own = self._embedder(), texts(self._snapshot)
        try:
            kept = self._kept(embedder.name, own)
        except StoreUnavailable:
            kept = shipped_vectors(embedder.name, own)
        changed = changed_texts(own, kept.values(), embedder.dimensions)
        if changed:
            self._notice("embedding")
        ids, writable = [*changed], True
        for start in range(0, len(ids), KEPT_AT_ONCE):
            made = embed(embedder, {id: changed[id] for id in ids[start : start + KEPT_AT_ONCE]})
            kept |= {e.id: e for e in made}
            # A store that cannot be written to just now costs the next start this work again, and this answer nothing.
            try:
                if writable:
                    self._store.write_embeddings(embedder.name, made)
            except PeerpolisError as error:
                writable = False
                self._notice(error)
        return text_likeness(self._snapshot, embedder, [*kept.values()])
