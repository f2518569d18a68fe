"""How methods stand beside the best simple one, as rows of a table: for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.words.evaluation_words import difference, segment_name, with_interval
from matching.evaluation.segments import ALL
from matching.evaluation.standing import COMPARED
from matching.types import Language

#: Segments with fewer questions are in the JSON and on the page only.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A method in a segment: its figure, the best simple method with its own, and how far the first is above it.

    `below` where it is under it beyond the interval.
    """

    method: str
    segment: str
    questions: int
    figure: str
    simple: str
    best: str
    difference: str
    below: bool


def told_first(purpose: str | None) -> tuple[str, ...]:
    """The methods whose standing the terminal tells: for a purpose its own, for a task what the product answers."""
    return ("learned", "recipe", "portfolio") if purpose is None else (f"purpose {purpose}", "portfolio", "learned")


def standing_rows(
    methods: Mapping[str, Any], standings: Mapping[str, Any], language: Language, told: Sequence[str] | None = None
) -> list[Row]:
    """The rows of `told` methods (None: of all that are compared) by segment, of one task of the document.

    With `told` only segments of FEWEST questions beside the whole, and no countries.
    """
    rows = []
    compared = next((list(s["differences"]) for s in standings.values()), [])
    for method in compared if told is None else [name for name in told if name in compared]:
        for segment, standing in standings.items():
            small = segment != ALL and (segment.startswith("country:") or standing["questions"] < FEWEST)
            if told is not None and small:
                continue
            own, best, above = methods[method][segment][COMPARED], standing["best"], standing["differences"][method]
            rows.append(
                Row(
                    method=method,
                    segment=segment_name(segment, language),
                    questions=standing["questions"],
                    figure=with_interval(own["value"], own["low"], own["high"], language),
                    simple=standing["simple"],
                    best=with_interval(best["value"], best["low"], best["high"], language),
                    difference=difference(above["value"], above["low"], above["high"], language),
                    below=above["high"] is not None and above["high"] < 0,
                )
            )
    return rows
