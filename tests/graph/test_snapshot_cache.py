"""A snapshot comes back from disk as it was, and a broken one is made again."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from graph.snapshot.build import digest_of, named_arrays
from graph.snapshot.cache import KEPT, cached_snapshot, open_snapshot, save_snapshot
from graph.snapshot.frozen import Snapshot
from graph.store.protocol import Store
from tests.memory_store import MemoryStore, snapshot_of
from tests.worlds import twelve_towns


def store() -> Store:
    return cast(Store, MemoryStore(twelve_towns()))


@pytest.mark.parametrize("snapshot", [snapshot_of(twelve_towns()), snapshot_of()], ids=["twelve towns", "empty"])
def test_what_is_opened_is_what_was_saved(snapshot: Snapshot, tmp_path: Path) -> None:
    opened = open_snapshot(save_snapshot(snapshot, tmp_path))
    assert opened.digest == snapshot.digest == digest_of(opened)
    for (name, array), (other_name, other) in zip(named_arrays(snapshot), named_arrays(opened), strict=True):
        assert name == other_name
        assert array.dtype == other.dtype
        assert array.tobytes() == other.tobytes()
        assert not other.flags.writeable
    for label, table in snapshot.tables.items():
        assert [opened.tables[label].record(i) for i in range(len(table))] == [
            table.record(i) for i in range(len(table))
        ]


def test_a_graph_is_read_once_and_then_opened(tmp_path: Path) -> None:
    readings: list[int] = []
    first = cached_snapshot(store(), tmp_path, before_reading=lambda: readings.append(1))
    second = cached_snapshot(store(), tmp_path, before_reading=lambda: readings.append(1))
    assert first.digest == second.digest
    assert len(readings) == 1


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize("harm", [cut_in_half, Path.unlink, lambda file: file.write_bytes(b"")])
@pytest.mark.parametrize("name", ["snapshot.json", "arrays.bin"])
def test_a_broken_snapshot_is_made_again_once(name: str, harm: Callable[[Path], object], tmp_path: Path) -> None:
    digest = cached_snapshot(store(), tmp_path).digest
    harm(tmp_path / digest / name)
    readings: list[int] = []
    assert cached_snapshot(store(), tmp_path, before_reading=lambda: readings.append(1)).digest == digest
    assert cached_snapshot(store(), tmp_path, before_reading=lambda: readings.append(1)).digest == digest
    assert len(readings) == 1


def test_only_a_few_snapshots_are_kept(tmp_path: Path) -> None:
    world = twelve_towns()
    for count in range(KEPT + 2):
        grown = MemoryStore(replace(world, facts=world.facts[:count]))
        grown.identity = f"graph{count}"
        cached_snapshot(cast(Store, grown), tmp_path)
    assert len(list(tmp_path.glob("*/snapshot.json"))) == KEPT


def test_arrays_are_mapped_where_vector_instructions_can_read_them(tmp_path: Path) -> None:
    opened = open_snapshot(save_snapshot(snapshot_of(twelve_towns()), tmp_path))
    assert opened.municipalities.number("lat").ctypes.data % np.dtype(np.float64).alignment == 0


def flipped(file: Path) -> None:
    """One byte of it is another one, as disks do it."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


@pytest.mark.parametrize("name", ["snapshot.json", "arrays.bin"])
def test_a_single_wrong_byte_is_noticed_and_costs_a_reading_of_the_graph(name: str, tmp_path: Path) -> None:
    digest = cached_snapshot(store(), tmp_path).digest
    flipped(tmp_path / digest / name)
    readings: list[int] = []
    again = cached_snapshot(store(), tmp_path, before_reading=lambda: readings.append(1))
    assert (digest_of(again), readings) == (digest, [1])


def test_a_folder_that_cannot_be_written_to_costs_no_answer(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("not a folder")
    told: list[OSError] = []
    snapshot = cached_snapshot(store(), tmp_path / "a-file" / "cache", unkept=told.append)
    assert len(snapshot.municipalities) == 12
    assert len(told) == 1


def test_a_full_disk_costs_no_answer_and_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(snapshot: Snapshot, draft: Path) -> None:
        (draft / "arrays.bin").write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("graph.snapshot.cache._write", full)
    told: list[OSError] = []
    assert len(cached_snapshot(store(), tmp_path, unkept=told.append).municipalities) == 12
    assert [error.errno for error in told] == [errno.ENOSPC]
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_processes_that_were_killed_are_removed(tmp_path: Path) -> None:
    old, new, pointer = tmp_path / ".draft-old", tmp_path / ".draft-new", tmp_path / "by-revision" / ".a-pointer.1"
    for folder in (old, new, pointer.parent):
        folder.mkdir()
    pointer.write_text("half")
    for path in (old, pointer):
        os.utime(path, (0, 0))
    cached_snapshot(store(), tmp_path)
    assert (old.exists(), new.exists(), pointer.exists()) == (False, True, False)


def test_a_copied_snapshot_outlives_its_file(tmp_path: Path) -> None:
    path = save_snapshot(snapshot_of(twelve_towns()), tmp_path)
    opened = open_snapshot(path, copied=True)
    os.truncate(path / "arrays.bin", 0)  # of a mapped one the next look would end the process
    assert digest_of(opened) == opened.digest
