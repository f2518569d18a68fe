"""The composition root: the store, the snapshot of its present revision and the engine over it, put together once.

The command asks `view()` and is done. The service calls `watch()`: a thread then looks at the store's revision every
few seconds, builds the next view beside the present one and swaps one reference. While the store is down the last
view goes on answering.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from api.workspace import known
from api.workspace.age import outdated
from api.workspace.following import LONGEST_GOODBYE, LOOK_EVERY, Follower
from api.workspace.naming import Names
from api.workspace.notices import Notice, silent
from api.workspace.patience import Patient
from api.workspace.portrait import Portrait, portrait
from api.workspace.settings import BY_HAND, NO_MODEL, Settings
from graph.errors import EmptyGraph, PeerpolisError, StoreUnavailable
from graph.said import Said, said
from graph.snapshot.cache import cached_snapshot
from graph.snapshot.frozen import Snapshot
from graph.snapshot.past import as_of
from graph.store.opening import open_store
from graph.store.protocol import Store
from matching.words.told import told

if TYPE_CHECKING:
    from matching.capacity.listing import CallsOfSnapshot
    from matching.engine import Engine
    from matching.ranking.lesson import Models
    from matching.types import Answer, Language, Query, TopicMatch
    from matching.vectors.embedder import Embedder
    from seed.load import Report


def today() -> date:
    """The present day of the service (UTC)."""
    return datetime.now(UTC).date()


def _set_aside() -> None:
    """Keep what is there now, which stays until the next view, out of later searches for garbage: each would hold up
    all questions for a tenth of a second. What the view before this one left behind is found first."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class NotReady(PeerpolisError):
    """The service has just started and is still reading the graph."""

    def __init__(self) -> None:
        super().__init__(said("The graph is being read; this takes some seconds, at the very first start a minute."))


class Unkept(PeerpolisError):
    """The folder of the cache cannot be written to: all is answered, but the next start reads the graph again."""

    def __init__(self, folder: Path, why: OSError) -> None:
        super().__init__(
            said(
                "The snapshot could not be kept in {folder} ({why}); the next start reads the graph again.",
                folder=folder,
                why=why.strerror or str(why),
            )
        )


@dataclass(frozen=True)
class View:
    """One revision of the graph, ready to be asked. Never changes; threads share it."""

    revision: int
    identity: str
    snapshot: Snapshot
    made: Callable[[CallsOfSnapshot], Engine]

    @cached_property
    def engine(self) -> Engine:
        """The engine over the snapshot, made when it is first asked."""
        return self.made(self.calls)

    @cached_property
    def calls(self) -> CallsOfSnapshot:
        """The calls with their rules, which need no engine."""
        from matching.capacity.listing import CallsOfSnapshot

        return CallsOfSnapshot.of(self.snapshot)

    def suggest(self, query: Query) -> Answer:
        """The engine's answer (see `matching.engine.Engine.suggest`), with a note where its data are outdated."""
        answer = self.engine.suggest(query)
        if self._outdated is None:
            return answer
        return replace(answer, notes=(*answer.notes, told(self._outdated, query.language)))

    @cached_property
    def _outdated(self) -> Said | None:
        from seed.files.source import OWN, bundle_date

        return outdated(self.snapshot, OWN, bundle_date())


class Workspace:
    """Everything that a question needs, opened when it is first needed. Threads may share it.

    `store` is opened from the settings unless given. `notice` is told before long work, and of faults
    that the workspace outlives.
    """

    def __init__(self, settings: Settings, *, store: Store | None = None, notice: Notice = silent) -> None:
        self.settings = settings
        self._notice = notice
        self._store = store
        self._view: View | None = None
        self._trouble: PeerpolisError | None = None
        self._looking = threading.Lock()
        self._opening = threading.Lock()  # apart, so that a search by name does not wait for a snapshot to be built
        self._follower: Follower | None = None
        self._preparer: Follower | None = None
        self._serves = False
        self._patient: Patient | None = None
        self._prepared: tuple[int, date] | None = None
        self._embedder = cache(self._open_embedder)

    @property
    def store(self) -> Store:
        """The store of the settings, opened at first use. Raises StoreUnavailable, StoreBroken."""
        with self._opening:
            if self._store is None:
                own = self.settings
                self._store = open_store(own.graph, user=own.graph_user, password=own.graph_password)
            return self._store

    @property
    def trouble(self) -> PeerpolisError | None:
        """Why the last look at the store failed; None if it did not."""
        return self._trouble

    def view(self) -> View:
        """The newest view that is ready.

        Without `watch()` the first call reads the graph, and fills an embedded store that is still empty. With it no
        call ever waits: NotReady, or the trouble with the store, is raised until there is a first view.
        """
        if self._view is None:
            if self._follower is not None:
                raise self._trouble or NotReady()
            self.refresh()
        assert self._view is not None
        return self._view

    def present_view(self) -> View | None:
        """The view that is ready, None where there is none yet; never waits."""
        return self._view

    def refresh(self) -> bool:
        """Look at the store; where its revision is another one than the view's, make a new view. Whether it did.

        Raises StoreUnavailable, StoreBroken or EmptyGraph, and then the present view stays.
        """
        with self._looking:
            try:
                store = self.store
                revision = store.revision()
                known = self._view
                if known is not None and (known.revision, known.identity) == (revision, store.identity):
                    changed = False
                else:
                    self._view = self._read(store, revision, self._continuable(store))
                    changed = True
            except PeerpolisError as error:
                self._trouble = error
                raise
            self._trouble = None
            return changed

    def watch(self, every: float = LOOK_EVERY) -> None:
        """Follow the store from now on, in a thread of its own; another makes ready what questions share, so that the
        next write is seen meanwhile. `close` ends both."""
        if self._follower is None:
            self._serves = True
            if self._on_a_server:
                self._patient = Patient(lambda: self.store)
            self._preparer = Follower(self._prepare, self._failed, every)
            self._follower = Follower(self._look, self._failed, every)

    @property
    def names(self) -> Names:
        """What is meant by names and ids, in the present view."""
        patient = self._patient
        return Names(self.view().snapshot, lambda: patient or self.store, self._down, self._went_down)

    def suggest(self, query: Query) -> Answer:
        """The answer over the present view; see `View.suggest`."""
        return self.view().suggest(query)

    def read(self, text: str, language: Language = "en") -> tuple[TopicMatch, ...]:
        """The topics that a free text is understood as, the strongest first, with labels in the language."""
        reader = self.view().engine.reader
        return () if reader is None else reader.read(text, language)

    def portrait(self, id: str, language: str = "en") -> Portrait:
        """Everything known about the municipality with the id, names in `language`. Raises UnknownId."""
        return portrait(self.view().snapshot, "Municipality", id, language)

    def snapshot_as_of(self, day: date | None, *, undated: bool = False) -> Snapshot:
        """The graph as it was on the day; None is all that is known. Ties without a date are in no year, unless they
        are asked for (`undated`)."""
        whole = self.view().snapshot
        return whole if day is None else as_of(whole, day, undated=undated)

    def filled_store(self) -> Store:
        """The store; an embedded one that is still empty is filled first. Raises EmptyGraph for an empty server."""
        if self.store.revision() == 0:
            self._fill(self.store)
        return self.store

    def seed(self, *, progress: Callable[[str], None] | None = None) -> Report:
        """Load the register and the curated data into the store; a second time changes nothing."""
        from seed.seeding import seed_store

        return seed_store(self.store, progress=progress)

    def embed_texts(self) -> None:
        """Embed now what needs will be compared with, so that no question has to wait for it."""
        from api.workspace.understanding import LazyLikeness
        from matching.vectors.multilingual import kept_name

        likeness = self.view().engine.likeness
        if isinstance(likeness, LazyLikeness) and not likeness.kept(kept_name(self.settings.model)):
            likeness.prepare()

    def open_model(self) -> None:
        """Open the model, and embed what needs will be compared with: a service does so before the first need comes."""
        from api.workspace.understanding import LazyLikeness

        likeness = self.view().engine.likeness
        if isinstance(likeness, LazyLikeness):
            likeness.prepare()

    @property
    def reads_needs(self) -> bool:
        """Whether a need is read at once: the model is open, and what it is compared with is embedded."""
        from api.workspace.understanding import LazyLikeness

        likeness = self.view().engine.likeness
        return likeness.ready if isinstance(likeness, LazyLikeness) else True

    def close(self) -> None:
        """Stop following the store, and close it. Closing twice is allowed."""
        threads = [thread for thread in (self._follower, self._preparer) if thread is not None]
        for thread in threads:
            thread.stop()
        for thread in threads:
            thread.join(LONGEST_GOODBYE / len(threads))
        if self._patient is not None:
            self._patient.close()
        with self._opening:
            if self._store is not None:
                self._store.close()

    @property
    def _on_a_server(self) -> bool:
        return not self.settings.graph.startswith("sqlite:")

    def _down(self) -> bool:
        """Whether the last look found the store down. Only who follows it learns that it is back."""
        return self._serves and isinstance(self._trouble, StoreUnavailable)

    def _went_down(self, error: StoreUnavailable) -> None:
        if self._serves:
            self._trouble = error

    def _look(self) -> None:
        """What following does every second: the newest view."""
        if self.refresh() and self._preparer is not None:
            self._preparer.wake()

    def _prepare(self) -> None:
        """All that questions of the day wait for in the present view; texts that are new take long to be embedded."""
        view = self._view
        if view is not None and self._prepared != (wanted := (view.revision, today())):
            view.engine.prepare(wanted[1])
            self._prepared = wanted
            self.open_model()
            if self._on_a_server:
                known.bearers(view.snapshot)  # names are looked for there while the server is down
            _set_aside()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, PeerpolisError):
            error = PeerpolisError(
                said("Reading the graph failed ({kind}: {why}).", kind=type(error).__name__, why=str(error))
            )
            self._trouble = error
        self._notice(error)

    def _continuable(self, store: Store) -> tuple[int, Snapshot] | None:
        """The present view, which the next can be made of. A store that was away may have come back as another."""
        known = self._view
        if known is None or self._trouble is not None or known.identity != store.identity:
            return None
        return known.revision, known.snapshot

    def _read(self, store: Store, revision: int, last: tuple[int, Snapshot] | None = None) -> View:
        if revision == 0:
            revision = self._fill(store)
        folder = self.settings.cache / "snapshots"
        snapshot = cached_snapshot(
            store,
            folder,
            before_reading=lambda: self._notice("reading"),
            unkept=lambda error: self._notice(Unkept(folder, error)),
            copied=self._serves,
            last=last,
        )
        return View(revision, store.identity, snapshot, lambda calls: self._engine(snapshot, store, calls))

    def _fill(self, store: Store) -> int:
        """Seed an embedded store that is empty; a server's graph is filled by whoever runs it, on purpose."""
        if self._on_a_server:
            raise EmptyGraph(store.address)
        self._notice("filling")
        self.seed()
        return store.revision()

    def _engine(self, snapshot: Snapshot, store: Store, calls: CallsOfSnapshot) -> Engine:
        from api.workspace.understanding import LazyLikeness
        from matching.engine import Engine
        from matching.need.topics import TopicReader

        reader, models = TopicReader(snapshot), self._models()
        if self.settings.model == NO_MODEL:
            return Engine(snapshot, reader, models=models, listed=calls)
        likeness = LazyLikeness(snapshot, store, self._embedder, self._notice)
        return Engine(snapshot, reader, likeness, models, calls)

    def _models(self) -> Models | None:
        """The models that rank partners: those of the settings, else those that come along."""
        from matching.ranking.files import read_models, shipped_models

        chosen = self.settings.ranking
        if chosen == BY_HAND:
            return None
        return read_models(Path(chosen).expanduser()) if chosen else shipped_models()

    def _open_embedder(self) -> Embedder:
        from matching.vectors.opening import open_embedder

        return open_embedder(self.settings.model)
