"""What the tests of the bundle share."""

from __future__ import annotations

import pytest

from seed.reading import Reading
from tests.beginnings import curated


@pytest.fixture(scope="session")
def bundle() -> Reading:
    """The curated bundle, read once."""
    return curated()
