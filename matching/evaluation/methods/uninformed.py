"""Methods that know nothing of the question."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from graph.snapshot.frozen import Snapshot
from matching.evaluation.methods.baseline import Answering
from matching.evaluation.types import TOWN_TASKS, Question


def random(known: Snapshot, seed: int) -> Answering:
    """By lot; each question draws its own, the same in each run with the seed."""

    def answer(question: Question) -> npt.NDArray[np.floating]:
        lot = np.random.default_rng([seed, zlib.crc32(question.id.encode())])
        if question.task == "networks":
            return lot.random(len(question.items))
        return lot.random(len(known.municipalities if question.task in TOWN_TASKS else known.tables["Solution"]))

    return answer
