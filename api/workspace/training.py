"""Puts a training together: the folder read and joined with the register, as the evaluation knows it, and learnt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from api.workspace.evaluation import digest_of_files, read_records
from graph.said import said
from matching.evaluation.history import split_history
from matching.ranking.model import AdditiveModel
from matching.ranking.past import Past
from matching.ranking.training import train
from matching.ties import Ties


def trained_models(
    folder: Path, before: date | None, seed: int, progress: Callable[[str], None]
) -> tuple[AdditiveModel, AdditiveModel]:
    """The models for partners and for peers, from the networks in the folder (the plain layout) that began before.

    Place names are masked in all texts, as the evaluation does it.
    """
    progress(said("Reading the register and the files …"))
    batch, _ = read_records(folder)
    past = Past(Ties(split_history(batch, before or date.max).known))
    origin = {"data": digest_of_files(folder), "before": None if before is None else before.isoformat()}
    models = []
    for task in ("partners", "peers"):
        model = train(past, task, seed=seed, progress=progress)
        models.append(AdditiveModel(model.curves, model.charges, {**model.trained, **origin}))
    return models[0], models[1]
