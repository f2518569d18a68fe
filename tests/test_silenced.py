"""What a checker is told to overlook says why on its own line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: A silencing, with what it silences, and the reason behind it.
SILENCED = re.compile(r"#\s*(?:type: ignore|noqa|pragma:)[^#]*(?P<why>#\s*\S.*)?$", re.MULTILINE)


@pytest.mark.parametrize("folder", ["graph", "matching", "seed", "api", "peerpolis", "tests", "benchmarks"])
def test_every_silencing_has_a_reason_on_its_line(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (silenced := SILENCED.search(line)) and not silenced["why"]
    ]
    assert found == []
