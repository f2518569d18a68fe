"""`docs/imports.md` says of each importer what `--help` says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seed.importers.all import IMPORTERS, names
from seed.importers.frame import Importer

TEXT = Path(__file__).parents[1].joinpath("docs", "imports.md").read_text(encoding="utf-8")
ROWS = {row[0]: row for row in re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$", TEXT, re.MULTILINE)}


def test_each_importer_has_its_row_and_there_are_no_others() -> None:
    assert set(ROWS) == names()


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
def test_publisher_page_and_terms_are_those_of_the_help(importer: Importer) -> None:
    _, _, publisher, terms = ROWS[importer.name]
    assert f"<{importer.page}>" in publisher
    assert publisher.startswith(importer.publisher.partition(":")[0])
    assert terms == importer.terms
