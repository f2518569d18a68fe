"""What the tests of the bundle share."""

from __future__ import annotations

import pytest

from seed.bundle.curated import read_bundle
from seed.reading import Reading


@pytest.fixture(scope="session")
def bundle() -> Reading:
    """The curated bundle, read once."""
    return read_bundle()
