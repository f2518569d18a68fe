"""How free text is understood: the vocabulary of topics first, the sentence model where the vocabulary says nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from api.notices import Notice
from graph.errors import PeerpolisError, StoreUnavailable
from graph.snapshot import Snapshot
from graph.store import Store

if TYPE_CHECKING:
    from matching.embedding import Embedder
    from matching.likeness import TextLikeness
    from matching.ties import Floats
    from matching.topics import TopicReader

OpenEmbedder = Callable[[], "Embedder"]


class SparingLikeness:
    """Compares a need with the texts of networks, solutions and calls where the vocabulary does not understand it.

    The model takes seconds and a gigabyte to load; a need that names a topic is answered without it, here as on the
    command line, so that the same question gets the same answer in both. The model is opened at the first need that
    wants it; vectors are kept in the store under the hash of their text.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        reader: TopicReader,
        store: Store,
        embedder: OpenEmbedder,
        notice: Notice,
    ) -> None:
        self._snapshot = snapshot
        self._reader = reader
        self._store = store
        self._embedder = embedder
        self._notice = notice
        self._turn = threading.Lock()
        self._ready: TextLikeness | None = None

    def __call__(self, need: str) -> Mapping[str, Floats]:
        """Cosine of the need with each item, by label; empty where the vocabulary understands the need."""
        if self._reader.understood(need):
            return {}
        return self.prepare()(need)

    def kept(self, model: str) -> bool:
        """Whether the store holds the vectors of the model for all texts as they are now; does not open the model."""
        from matching.embedding import text_hash
        from matching.likeness import texts

        held = {e.id: e.text_hash for e in self._store.embeddings(model)}
        return all(held.get(id) == text_hash(text) for id, text in texts(self._snapshot).items())

    def prepare(self) -> TextLikeness:
        """Open the model and embed what has changed, if that has not been done; the first time takes half a minute."""
        with self._turn:
            if self._ready is None:
                self._ready = self._open()
            return self._ready

    def _open(self) -> TextLikeness:
        from matching.embedding import embed_changed
        from matching.likeness import text_likeness, texts

        self._notice("opening-model")
        embedder = self._embedder()
        try:
            kept = {e.id: e for e in self._store.embeddings(embedder.name)}
        except StoreUnavailable:
            kept = {}
        changed = embed_changed(embedder, texts(self._snapshot), kept.values())
        if changed:
            # A store that cannot be written to just now costs the next start some seconds, and this answer nothing.
            try:
                self._store.write_embeddings(embedder.name, changed)
            except PeerpolisError as error:
                self._notice(error)
        return text_likeness(self._snapshot, embedder, [*(kept | {e.id: e for e in changed}).values()])
