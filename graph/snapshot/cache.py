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
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.model import NODE_TYPES
from graph.snapshot.build import build_snapshot, named_arrays
from graph.snapshot.frozen import Column, Facts, Links, Snapshot, Table, read_only
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, Vocabulary
from graph.store.protocol import Store

#: Grows when the arrays mean something else than before: older folders are then not read.
FORMAT = 3
#: Arrays begin at multiples of this many bytes, so that vector instructions can read them.
ALIGNED = 64
#: Older snapshots are deleted beyond this number.
KEPT = 3


def cached_snapshot(store: Store, folder: Path, *, before_reading: Callable[[], None] = lambda: None) -> Snapshot:
    """The snapshot of the store's present revision: opened from `folder`, or built and kept there.

    `before_reading` is called before the long work of building.
    """
    pointer = folder / "by-revision" / f"{store.identity}-{store.revision()}-{FORMAT}"
    try:
        return open_snapshot(folder / pointer.read_text(encoding="ascii"))
    except (OSError, ValueError, KeyError):
        pass  # not there, or not whole: the graph itself is the truth
    before_reading()
    snapshot = build_snapshot(store)
    save_snapshot(snapshot, folder)
    pointer.parent.mkdir(parents=True, exist_ok=True)
    for older in pointer.parent.glob(f"{store.identity}-*"):
        older.unlink(missing_ok=True)
    _write_text(pointer, snapshot.digest)
    _forget_old(folder)
    return snapshot


def save_snapshot(snapshot: Snapshot, folder: Path) -> Path:
    """Write the snapshot into `folder`/digest, whole or not at all, and return that path."""
    target = folder / snapshot.digest
    if target.exists():
        try:
            open_snapshot(target)
        except (OSError, ValueError, KeyError):  # not whole, or written by another version
            shutil.rmtree(target, ignore_errors=True)
        else:
            os.utime(target)
            return target
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=".draft-"))
    places = {}
    with (draft / "arrays.bin").open("wb") as file:
        for name, array in named_arrays(snapshot):
            file.seek(-(-file.tell() // ALIGNED) * ALIGNED)
            places[name] = (array.dtype.str, array.shape, file.tell())
            file.write(np.ascontiguousarray(array).data if array.size else b"")
        file.write(bytes(ALIGNED))  # an empty file cannot be mapped
    meta = {"format": FORMAT, "digest": snapshot.digest, "as_of": snapshot.as_of, "arrays": places}
    (draft / "snapshot.json").write_text(json.dumps(meta), encoding="ascii")
    try:
        draft.rename(target)
    except OSError:  # another process has just written the same snapshot
        shutil.rmtree(draft, ignore_errors=True)
    return target


def open_snapshot(path: Path) -> Snapshot:
    """The snapshot in the folder, its arrays memory-mapped. Raises OSError or ValueError if it is not whole."""
    meta = json.loads((path / "snapshot.json").read_text(encoding="ascii"))
    if meta["format"] != FORMAT:
        raise ValueError(f"snapshot format {meta['format']}, not {FORMAT}")
    places = meta["arrays"]
    with (path / "arrays.bin").open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    # Which dtype an array has, the file says, and mypy cannot: hence the ignores below.
    def array(name: str) -> npt.NDArray[np.generic]:
        dtype, shape, offset = places[name]
        return np.frombuffer(whole, dtype=dtype, count=math.prod(shape), offset=offset).reshape(shape)

    def column(name: str) -> Column:
        if f"{name}:block" in places:
            return TextColumn(array(f"{name}:block"), array(f"{name}:offsets"))  # type: ignore[arg-type]
        if f"{name}:codes" in places:
            values = TextColumn(array(f"{name}:values-block"), array(f"{name}:values-offsets"))  # type: ignore[arg-type]
            return CategoryColumn(array(f"{name}:codes"), tuple(values[i] or "" for i in range(len(values))))  # type: ignore[arg-type]
        return array(name)  # type: ignore[return-value]

    tables = {}
    for label, node_type in NODE_TYPES.items():
        columns = {f.name: column(f"{label}.{f.name}") for f in fields(node_type) if f.name != "id"}
        tables[label] = Table(label, Vocabulary(array(f"{label}.id")), read_only(columns))  # type: ignore[arg-type]
    keys = sorted({tuple(n.split(".")[:3]) for n in places if n.endswith(".indptr")})
    links = {
        key: Links(*key, **{f.name: column(".".join((*key, f.name))) for f in fields(Links)[3:]})  # type: ignore[arg-type]
        for key in keys
    }
    facts = Facts(**{f.name: column(f"Fact.{f.name}") for f in fields(Facts)})  # type: ignore[arg-type]
    return Snapshot(meta["digest"], meta["as_of"], tables, links, facts, column("source"))  # type: ignore[arg-type]


def _write_text(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="ascii")
    draft.replace(path)


def _forget_old(folder: Path) -> None:
    snapshots = sorted((p.parent for p in folder.glob("*/snapshot.json")), key=lambda p: p.stat().st_mtime)
    for old in snapshots[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
