"""The evaluation as one document: what was measured on what, so that it can be cited and made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from matching.evaluation.columns import Table
from matching.evaluation.exposure import Exposure
from matching.evaluation.run import Run, TaskResult
from matching.evaluation.standing import Standing

#: Grows when the document's keys mean something else than before.
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """On what an evaluation ran. `data` is the SHA-256 of the files, `known` the digest of the snapshot by world.

    `counts` are numbers of what was read: towns in the pool, networks known and hidden, names masked.
    """

    split: str
    pool: str
    seed: int
    data: str
    known: Mapping[str, str]
    counts: Mapping[str, int]
    versions: Mapping[str, str]


def document(setting: Setting, run: Run) -> dict[str, Any]:
    """The document, of plain values: under `tasks`, task → method → segment → metric → estimate.

    `median-places` is task → method → place from 1; `exposure` is task → method → share of the first places, with
    `truth` and, under `against-truth`, the ratios. `standings` is task → segment → the best simple method and by how
    much each other method is above it. `purposes` is purpose → task → the same, of what is right for the purpose.
    """
    return {
        "format": FORMAT,
        **asdict(setting),
        "tasks": {task: _methods(result.methods) for task, result in run.tasks.items()},
        "standings": {task: _standings(result.standings) for task, result in run.tasks.items()},
        "purposes": {
            purpose: {
                task: {
                    **{"questions": result.questions, "relevant": result.relevant, "ceiling": result.ceiling},
                    "methods": _methods(result.methods),
                    "median-places": dict(result.median_places),
                    "standings": _standings(result.standings),
                    **({"exposure": _exposure(result, result.truth)} if result.truth is not None else {}),
                }
                for task, result in results.items()
            }
            for purpose, results in run.purposes.items()
        },
        "questions": {
            task: {"questions": result.questions, "relevant": result.relevant, "ceiling": result.ceiling}
            for task, result in run.tasks.items()
        },
        "median-places": {task: dict(result.median_places) for task, result in run.tasks.items()},
        "exposure": {
            task: _exposure(result, result.truth) for task, result in run.tasks.items() if result.truth is not None
        },
        "skipped": dict(run.skipped),
        "seconds": {name: round(seconds, 1) for name, seconds in run.seconds.items()},
    }


def _exposure(result: TaskResult, truth: Exposure) -> dict[str, Any]:
    shown = {name: {**asdict(own), "against-truth": own.against(truth)} for name, own in result.exposures.items()}
    return {"truth": asdict(truth), **shown}


def _methods(methods: Mapping[str, Table]) -> dict[str, Any]:
    return {
        name: {segment: {metric: asdict(e) for metric, e in row.items()} for segment, row in table.items()}
        for name, table in methods.items()
    }


def _standings(standings: Mapping[str, Standing]) -> dict[str, Any]:
    return {segment: asdict(standing) for segment, standing in standings.items()}
