"""Areas of rules in words: no code that a table names is shown to people."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest

from matching.rules.judging.areas_told import areas_told
from matching.words.told import told

_CODE = re.compile(r"\b[A-Z]{2}[0-9A-Z]*[0-9][0-9A-Z]*\b")


@pytest.mark.parametrize(
    ("values", "german"),
    [
        (("DE409", "DE40C", "DE403"), ("Märkisch-Oderland", "Oder-Spree", "Kreisfreie Stadt Frankfurt (Oder)")),
        (("part_of_DE40", "PL43"), ("ein Teil von Brandenburg", "Lebus")),
        (("DE4", "DE40"), ("Brandenburg",)),  # the same region under both codes
        (("FRE",), ("Hauts-de-France",)),  # and not the name that it bore for a year
        (("ITH10", "LT023", "SE331"), ("Südtirol", "Bezirk Klaipėda", "Västerbotten")),
        (("LI", "CH:AR,ZH"), ("Liechtenstein", "Schweiz (Appenzell Ausserrhoden, Zürich)")),
        (("EL",), ("Griechenland",)),
        (("euroregion:spree-neisse-bober",), ("Euroregion Spree-Neisse-Bober",)),
        (("DE999",), ("DE999",)),  # what no table names stays as it is written
    ],
)
def test_an_area_is_told_by_the_names_of_its_regions(values: tuple[str, ...], german: tuple[str, ...]) -> None:

    assert tuple(told(word, "de") for word in areas_told(values, "de")) == german


def test_no_rule_of_the_bundle_shows_a_code() -> None:
    text = resources.files("seed").joinpath("data/clauses.csv").read_text(encoding="utf-8")
    shown = {
        row["id"]: " ".join(areas_told([v for v in row["value"].split(";") if "=" not in v], "en"))
        for row in csv.DictReader(text.splitlines())
        if row["kind"] == "region_area"
    }
    assert shown
    assert {id: words for id, words in shown.items() if _CODE.search(words)} == {}
