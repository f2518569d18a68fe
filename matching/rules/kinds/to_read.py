"""Kinds of clauses about the project, which the program does not judge: a person has to read them."""

from __future__ import annotations

from matching.rules.kinds.kind import ClauseKind, always

_NAMES = ("duration_max_months", "funding_rate", "grant_max_eur", "grant_min_eur", "other")

TO_READ: tuple[ClauseKind, ...] = tuple(ClauseKind(name=name, concern=always("project")) for name in _NAMES)
