"""Whether a need asks for something to be built: to renovate, extend, install or insulate it, or for places in it.

For that, money for meetings is no answer. The verbs are a table, the beginnings of words in 22 languages
(`matching/data/building_words.csv`, folded; with a dot behind it a word stands whole); what people call such works
otherwise the glossary tells in English, and of buildings in a bad state `matching.need.condition`.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib import resources

from graph.names import normal_form
from matching.need.condition import RENOVATION, with_its_condition
from matching.need.glossary import in_english

#: What the glossary calls works on buildings, pipes and roads.
_WORKS = frozenset(
    (
        *("renovation of buildings", "energy saving in buildings", "leaking water pipes", "roof", "potholes"),
        *("replacement of coal stoves", "sports field renewal", "dirt roads paths"),
    )
)
#: Where there is a lack of these, more have to be built.
_PLACES = frozenset(("nursery places child care", "housing", "affordable housing", "social housing"))
_LACK = frozenset(("lack",))
#: So long a beginning is looked for within words as well, in the language that writes several in one: Dachsanierung.
_WITHIN, _COMPOUNDS = 6, "de"
#: What follows "build" or "repair" where nothing is built.
_NO_BUILDING = frozenset(
    (
        *("trust", "capacity", "capacities", "community", "communities", "network", "networks", "partnership"),
        *("cafe", "cafes", "centre", "shop"),
    )
)


@lru_cache(maxsize=256)
def asks_to_build(need: str) -> bool:
    """Whether the need asks for works on a building, a road, pipes or the like."""
    if with_its_condition(need).endswith(RENOVATION):
        return True
    words = normal_form(need).split()
    for at, word in enumerate(words):
        rest = words[at + 1 : at + 3]
        if _is_work(word) and not _NO_BUILDING & set(rest):
            return True
    english = in_english(need)
    things = frozenset(english.text.split(", ")) if english is not None else frozenset[str]()
    return bool(things & _WORKS) or bool(things & _PLACES and things & _LACK)


def _is_work(word: str) -> bool:
    whole, beginnings, within = _works()
    return word in whole or word.startswith(beginnings) or any(part in word for part in within)


@cache
def _works() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Whole words, beginnings of words, and parts of compounds."""
    text = resources.files("matching").joinpath("data/building_words.csv").read_text(encoding="utf-8")
    rows = {row["language"]: row["words"].split() for row in csv.DictReader(text.splitlines())}
    every = {word for words in rows.values() for word in words}
    whole = frozenset(word[:-1] for word in every if word.endswith("."))
    within = tuple(sorted(word for word in rows[_COMPOUNDS] if len(word) >= _WITHIN and not word.endswith(".")))
    return whole, tuple(sorted(word for word in every if not word.endswith("."))), within
