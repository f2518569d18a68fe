"""Methods that live on the record: who took part in how much, and with whom."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from graph.snapshot import Snapshot
from matching.evaluation.methods.baseline import Answering
from matching.evaluation.types import Question
from matching.programmes import lineage


def popularity(known: Snapshot, seed: int) -> Answering:
    """Towns by the number of their networks, networks by the size of their programme's past, solutions by users."""
    towns = known.links("MEMBER_OF").start_degrees.astype(np.float64)
    solutions = known.links("USES").end_degrees.astype(np.float64)
    programmes = known.tables["Programme"]
    paid = known.links("FUNDED_BY", "Network").pairs[1]
    past = Counter(lineage(programmes.name(int(at))) for at in paid)

    def answer(question: Question) -> npt.NDArray[np.floating]:
        if question.task == "networks":
            return np.array([past[lineage(item.programme_name or "")] for item in question.items], dtype=np.float64)
        return solutions if question.task == "solutions" else towns

    return answer
