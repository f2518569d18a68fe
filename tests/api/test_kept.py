"""Results that are dear to compute are computed once."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from api.workspace.kept import InWork, Kept


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


def test_nobody_waits_longer_than_is_said_and_finds_it_when_coming_again() -> None:
    kept: Kept[int] = Kept(8)
    go_on = threading.Event()
    made: list[int] = []

    def make() -> int:
        made.append(1)
        go_on.wait(10)
        return 7

    first = kept.soon("key", make, within=0.01)
    again = kept.soon("key", make, within=0.01)
    assert isinstance(first, InWork)
    assert isinstance(again, InWork)
    assert again.waited > first.waited
    go_on.set()
    assert (kept.soon("key", make, within=10), kept.get("key", make), made) == (7, 7, [1])


def test_what_goes_wrong_while_nobody_waits_is_told_once_to_who_comes_next() -> None:
    kept: Kept[int] = Kept(8)
    go_on = threading.Event()

    def fails() -> int:
        go_on.wait(10)
        raise ZeroDivisionError

    assert isinstance(kept.soon("key", fails, within=0.01), InWork)
    go_on.set()
    with pytest.raises(ZeroDivisionError):
        kept.soon("key", fails, within=10)
    assert kept.soon("key", lambda: 1, within=10) == 1


def test_quick_work_is_given_at_once() -> None:
    kept: Kept[int] = Kept(8)
    assert [kept.soon("key", lambda: 1, within=10), kept.soon("key", lambda: 2, within=10)] == [1, 1]
