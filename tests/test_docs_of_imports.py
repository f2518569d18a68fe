"""`docs/imports.md` says of each importer what its record says."""

from __future__ import annotations

from pathlib import Path

from seed.importers.all import IMPORTERS
from seed.importers.catalogue import catalogue, renewed
from tests.installed_importer import CIRCLES

TEXT = Path(__file__).parents[1].joinpath("docs", "imports.md").read_text(encoding="utf-8")
ANEW = "write it anew: python -m seed.importers.catalogue docs/imports.md"


def test_the_catalogue_of_importers_is_that_of_their_records() -> None:
    assert catalogue() in TEXT, ANEW
    assert renewed(TEXT) == TEXT, ANEW


def test_an_outdated_catalogue_is_written_anew_and_the_rest_of_the_page_stays() -> None:
    older = f"# A\n\n{catalogue(IMPORTERS[:2])}\n- b\n"
    assert renewed(older) == f"# A\n\n{catalogue()}\n- b\n"


def test_what_would_break_the_table_stands_in_no_record() -> None:
    said = [text for i in IMPORTERS for text in (i.name, i.file, i.publisher, i.page, i.terms)]
    assert [text for text in said if "|" in text or "\n" in text or not text] == []


def test_the_importer_that_is_shown_is_the_one_that_the_tests_install() -> None:
    assert f"```python{CIRCLES}```" in TEXT
