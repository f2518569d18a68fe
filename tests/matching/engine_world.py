"""How the tests ask the engine."""

from __future__ import annotations

from datetime import date
from typing import Any

from matching.engine import Engine
from matching.types import Answer, Query, SuggestionKind
from tests import worlds

TODAY = date(2026, 11, 24)


def ask(engine: Engine, town: str | None = worlds.BAD_BELZIG, **wanted: Any) -> Answer:
    return engine.suggest(Query(town=town, on=TODAY, **wanted))


def ids(answer: Answer, kind: SuggestionKind = "partners") -> list[str]:
    return [s.id for s in answer.suggestions[kind]]
