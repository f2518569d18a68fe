"""Snapshots on disk under their digest, opened as memory maps: a command starts without reading the graph.

A folder a snapshot: `arrays.bin` holds all arrays one after the other, `snapshot.json` says where each begins (one map
opens in a tenth of the time of two hundred `.npy` files). `by-revision/` says which digest a revision of a graph has.
Everything here can be deleted at any time and is made again.
"""

from __future__ import annotations

import json
import math
import mmap
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.model import NODE_TYPES
from graph.snapshot.build import build_snapshot, named_arrays
from graph.snapshot.damage import DAMAGE
from graph.snapshot.frozen import Facts, Links, Snapshot, Table, read_only
from graph.snapshot.successor import successor
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, Vocabulary
from graph.store.protocol import Store

#: Grows when the arrays mean something else than before: older folders are then not read.
FORMAT = 3
#: Arrays begin at multiples of this many bytes, so that vector instructions can read them.
ALIGNED = 64
#: Older snapshots are deleted beyond this number.
KEPT = 3
#: What a process that was killed left half written is deleted when it is so many seconds old.
DRAFT_SECONDS = 3600
#: What is raised where a folder is no whole snapshot: it is not there, cut short, or holds something else.
NOT_WHOLE = (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError)


def cached_snapshot(
    store: Store,
    folder: Path,
    *,
    before_reading: Callable[[], None] = lambda: None,
    unkept: Callable[[OSError], None] = lambda error: None,
    copied: bool = False,
    last: tuple[int, Snapshot] | None = None,
) -> Snapshot:
    """The snapshot of the store's present revision: opened from `folder`, or built and kept there.

    `before_reading` is called before the long work of building, `unkept` where the folder cannot be written to: the
    next start then builds it again, and nothing else is lost. `copied` as for `open_snapshot`. Who has the snapshot of
    an earlier revision of this graph gives both (`last`): it is continued where what was written since is known.
    """
    pointer = folder / "by-revision" / f"{store.identity}-{store.revision()}-{FORMAT}"
    try:
        return open_snapshot(folder / pointer.read_text(encoding="ascii"), copied=copied)
    except NOT_WHOLE:
        pass  # the graph itself is the truth
    snapshot = None if last is None else _continued(store, *last)
    if snapshot is None:
        before_reading()
        snapshot = build_snapshot(store)
    try:
        save_snapshot(snapshot, folder)
        pointer.parent.mkdir(parents=True, exist_ok=True)
        for older in pointer.parent.glob(f"{store.identity}-*"):
            older.unlink(missing_ok=True)
        _write_text(pointer, snapshot.digest)
        _forget_old(folder)
    except OSError as error:
        unkept(error)
    return snapshot


def _continued(store: Store, revision: int, last: Snapshot) -> Snapshot | None:
    """The snapshot after what was written since the revision; None where that is not known, or does not fit."""
    try:
        since = store.since(revision)
        return None if since is None else successor(last, since)
    except DAMAGE:  # which record it is, building the snapshot tells
        return None


def save_snapshot(snapshot: Snapshot, folder: Path) -> Path:
    """Write the snapshot into `folder`/digest, whole or not at all, and return that path. Raises OSError."""
    target = folder / snapshot.digest
    if target.exists():
        try:
            open_snapshot(target)
        except NOT_WHOLE:  # or written by another version
            shutil.rmtree(target, ignore_errors=True)
        else:
            os.utime(target)
            return target
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=".draft-"))
    try:
        _write(snapshot, draft)
        draft.rename(target)
    except BaseException as error:
        shutil.rmtree(draft, ignore_errors=True)
        # Another process may just have written the same snapshot.
        if not (isinstance(error, OSError) and (target / "snapshot.json").exists()):
            raise
    return target


def _write(snapshot: Snapshot, draft: Path) -> None:
    places, check = {}, 0
    with (draft / "arrays.bin").open("wb") as file:

        def write(data: bytes | memoryview) -> None:
            nonlocal check
            check = zlib.crc32(data, check)
            file.write(data)

        for name, array in named_arrays(snapshot):
            write(bytes(-file.tell() % ALIGNED))
            places[name] = (array.dtype.str, array.shape, file.tell())
            write(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
        write(bytes(ALIGNED))  # an empty file cannot be mapped
    meta = {
        "format": FORMAT,
        "digest": snapshot.digest,
        "as_of": snapshot.as_of,
        "undated": snapshot.undated,
        "undated_in": snapshot.undated_in,
        "bytes": check,
        "arrays": places,
    }
    text = json.dumps(meta)
    (draft / "snapshot.json").write_text(f"{zlib.crc32(text.encode())}\n{text}", encoding="ascii")


def open_snapshot(path: Path, *, copied: bool = False) -> Snapshot:
    """The snapshot in the folder, its arrays memory-mapped, or `copied` into memory: a map of a file that somebody cuts
    short ends the process that reads it, and a service has to live on. Raises one of NOT_WHOLE if it is not as it was
    written, to the byte."""
    check, _, text = (path / "snapshot.json").read_text(encoding="ascii").partition("\n")
    if int(check) != zlib.crc32(text.encode()):
        raise ValueError("the description of the snapshot is not what was written")
    meta = json.loads(text)
    if meta["format"] != FORMAT:
        raise ValueError(f"snapshot format {meta['format']}, not {FORMAT}")
    places = meta["arrays"]
    whole: bytes | mmap.mmap
    with (path / "arrays.bin").open("rb") as file:
        whole = file.read() if copied else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if zlib.crc32(whole) != meta["bytes"]:
        raise ValueError("the arrays of the snapshot are not what was written")

    # Which dtype an array has, and of which kind a column is, the file says, and mypy cannot.
    def array(name: str) -> npt.NDArray[Any]:
        dtype, shape, offset = places[name]
        return np.frombuffer(whole, dtype=dtype, count=math.prod(shape), offset=offset).reshape(shape)

    def column(name: str) -> Any:
        if f"{name}:block" in places:
            return TextColumn(array(f"{name}:block"), array(f"{name}:offsets"))
        if f"{name}:codes" in places:
            values = TextColumn(array(f"{name}:values-block"), array(f"{name}:values-offsets"))
            return CategoryColumn(array(f"{name}:codes"), tuple(values[i] or "" for i in range(len(values))))
        return array(name)

    tables = {}
    for label, node_type in NODE_TYPES.items():
        columns = {f.name: column(f"{label}.{f.name}") for f in fields(node_type) if f.name != "id"}
        tables[label] = Table(label, Vocabulary(array(f"{label}.id")), read_only(columns))
    keys = sorted({tuple(n.split(".")[:3]) for n in places if n.endswith(".indptr")})
    links = {key: Links(*key, **{f.name: column(".".join((*key, f.name))) for f in fields(Links)[3:]}) for key in keys}
    facts = Facts(**{f.name: column(f"Fact.{f.name}") for f in fields(Facts)})
    undated, undated_in = meta["undated"], meta["undated_in"]
    sources = column("source")
    return Snapshot(meta["digest"], meta["as_of"], tables, links, facts, sources, undated, undated_in)


def _write_text(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="ascii")
    draft.replace(path)


def _forget_old(folder: Path) -> None:
    snapshots = sorted((p.parent for p in folder.glob("*/snapshot.json")), key=lambda p: p.stat().st_mtime)
    for old in snapshots[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    for draft in (*folder.glob(".draft-*"), *folder.glob("by-revision/.*")):
        try:
            left = time.time() - draft.stat().st_mtime > DRAFT_SECONDS
        except OSError:  # its process has just finished it
            continue
        if left and draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        elif left:
            draft.unlink(missing_ok=True)
