"""A server is asked with patience for a second: one that has hung must not hold the questions of the service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate

from graph.errors import StoreUnavailable
from graph.said import said
from graph.store.protocol import NameMatch, Store

#: How long a question waits for the store, in seconds.
PATIENCE = 1.0
#: So many questions ask the server at a time.
_AT_ONCE = 8


class Patient:
    """The search of a store, given up after PATIENCE; a thread that has hung ends when its server does."""

    def __init__(self, store: Callable[[], Store], patience: float = PATIENCE) -> None:
        self._store, self._patience = store, patience
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="search")

    def search(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """As `Store.search`. Raises StoreUnavailable as well where the answer takes too long."""
        asked = self._threads.submit(lambda: self._store().search(name, country=country, limit=limit))
        try:
            return asked.result(self._patience)
        except TooLate:
            asked.cancel()
            why = said("no answer within {seconds:g} s", seconds=self._patience)
            raise StoreUnavailable(self._store().address, why) from None

    def close(self) -> None:
        """End the threads; none is waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
