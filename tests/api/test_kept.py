"""Results that are dear to compute are computed once."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from api.workspace.kept import Kept


def test_what_is_kept_is_not_made_again() -> None:
    made: list[str] = []
    kept: Kept[str] = Kept(2)

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, partial(make, key)) == key.upper()
    assert made == ["a", "b", "c", "b"]  # b was asked for longest ago when c came


def test_threads_that_ask_the_same_share_one_result() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(8)

    def make() -> int:
        made.append(1)
        time.sleep(0.02)
        return len(made)

    threads = [threading.Thread(target=kept.get, args=("key", make)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (made, kept.get("key", make)) == ([1], 1)


def test_a_failure_is_not_kept() -> None:
    kept: Kept[int] = Kept(8)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 // 0)
    assert kept.get("key", lambda: 1) == 1
