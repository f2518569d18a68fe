"""A gap report as plain values, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from matching.gaps.values import FindingName, GapReport
from matching.types import Language
from matching.words.told import told


def document(report: GapReport, language: Language, data: Mapping[FindingName, str] | None = None) -> dict[str, Any]:
    """The report as `matching.gaps.values.GapReport` has it, names and sentences in the language; null for unknown.

    `data` is the way to the rows of each finding (a command, or an address), told as its `data`.
    """
    found: dict[str, Any] = _plain(report, language)
    for one, finding in zip(found["findings"], report.findings, strict=True):
        one["data"] = (data or {}).get(finding.name)
    return found


def _plain(value: Any, language: Language) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), language) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one, language) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, language) for one in value]
    return told(value, language) if isinstance(value, str) else value
