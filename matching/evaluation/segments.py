"""The groups in which an average is looked at, so that it hides nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from graph.model import MEDIUM_TOWN, SMALL_TOWN
from graph.snapshot.frozen import Snapshot
from matching.evaluation.types import Bools, Question
from matching.programmes import family

ALL = "all"
#: Groups of asking countries with fewer questions say nothing.
FEWEST = 10


def segments(known: Snapshot, newcomers: Bools, asker: int, programme_name: str | None = None) -> tuple[str, ...]:
    """The groups of a question: newcomer or known, the asker's size, the programme's family, the asker's country."""
    country = known.municipalities.category("country")[asker]
    named = family(programme_name)
    return (
        ALL,
        "newcomer" if newcomers[asker] else "known",
        size_class(float(known.population[asker])),
        *([named] if named else []),
        f"country:{country}",
    )


def size_class(population: float) -> str:
    """small, medium or large; size-unknown for NaN."""
    if np.isnan(population):
        return "size-unknown"
    return "small" if population < SMALL_TOWN else "medium" if population < MEDIUM_TOWN else "large"


def told(questions: Iterable[Question]) -> tuple[str, ...]:
    """The groups worth a row: all of them but countries with fewer than FEWEST questions, in a fixed order."""
    count = Counter(segment for question in questions for segment in question.segments)
    order = {name: at for at, name in enumerate((ALL, "newcomer", "known", "small", "medium", "large", "size-unknown"))}
    kept = [name for name, many in count.items() if many >= FEWEST or not name.startswith("country:")]
    return tuple(sorted(kept, key=lambda name: (order.get(name, len(order)), name.startswith("country:"), name)))
