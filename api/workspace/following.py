"""A thread that looks at something every few seconds, whatever goes wrong, until it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable

#: How often the service looks for a new revision, in seconds; one look is one row of the store.
LOOK_EVERY = 1.0
#: How often it looks while the last look failed: who is back shall be seen soon.
LOOK_AGAIN = 1.0
#: How long a shutdown waits for a look at the store that has begun, in seconds; a write left half done is undone.
LONGEST_GOODBYE = 3.0


class Follower:
    """Calls `look` at once and then `every` so many seconds, in a thread of its own, and `failed` with what it raises;
    after that it looks again sooner.

    The thread outlives any fault: what it follows must go on being looked at.
    """

    def __init__(self, look: Callable[[], None], failed: Callable[[Exception], None], every: float) -> None:
        self._look, self._failed, self._every = look, failed, every
        self._woken, self._stopped = threading.Event(), False
        self._thread = threading.Thread(target=self._run, name="workspace", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Have it look now."""
        self._woken.set()

    def stop(self) -> None:
        """Have the thread end after what it has begun; waits for nothing."""
        self._stopped = True
        self._woken.set()

    def join(self, seconds: float = LONGEST_GOODBYE) -> None:
        """Wait for a look that has begun, though not for ever."""
        self._thread.join(timeout=seconds)

    def _run(self) -> None:
        while True:
            wait = self._every
            try:
                self._look()
            except Exception as error:  # whatever the store fails with is told, and looked at again
                self._failed(error)
                wait = min(wait, LOOK_AGAIN)
            self._woken.wait(wait)
            self._woken.clear()
            if self._stopped:
                return
