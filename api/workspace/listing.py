"""What is on record of one label, by name or by a word in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from api.workspace.known import once
from graph.arrays import Ints32
from graph.names import normal_form
from graph.snapshot.frozen import Snapshot, Table
from matching.types import Language
from matching.words.told import languages

#: What can be looked through; towns have a search of their own (`Names.search`).
LABELS = ("Topic", "Network", "Solution", "Programme", "Strategy", "Format")


@dataclass(frozen=True, slots=True)
class _Written:
    """The nodes of a label in one language: what is searched, in normal form, and their order by name."""

    texts: tuple[str, ...]
    order: Ints32


def found(snapshot: Snapshot, label: str, words: str, language: Language) -> Ints32:
    """The nodes of the label in the order of their names in the language; those in whose names, synonyms or summary
    every one of the `words` stands, in any spelling. Without words all of them; where what is typed has no letter and
    no digit, none."""
    written = _written(snapshot)[label, language]
    wanted = normal_form(words).split()
    if not wanted:
        return written.order[:0] if words.strip() else written.order
    kept: npt.NDArray[np.bool_] = np.array(
        [all(word in written.texts[at] for word in wanted) for at in written.order.tolist()], dtype=np.bool_
    )
    return written.order[kept]


def found_in_any(snapshot: Snapshot, label: str, words: str) -> Ints32:
    """The same in any language that is told, in the order of their ids."""
    every: Ints32 = np.unique(np.concatenate([found(snapshot, label, words, language) for language in languages()]))
    return every


@once
def _written(snapshot: Snapshot) -> Mapping[tuple[str, Language], _Written]:
    return {
        (label, language): _in_language(snapshot.tables[label], language)
        for label in LABELS
        for language in languages()
    }


def _in_language(table: Table, language: Language) -> _Written:
    names = [normal_form(table.name(at, language)) for at in range(len(table))]
    order = np.array(sorted(range(len(table)), key=lambda at: (names[at], at)), dtype=np.int32)
    return _Written(tuple(f"{names[at]} {_more(table, at, language)}" for at in range(len(table))), order)


def _more(table: Table, at: int, language: Language) -> str:
    """What else a node is found by: its own name and that in English, synonyms and summary in the language."""
    synonyms = [text for text, tag in table.tagged("synonyms", at) if tag == language]
    others = (table.text("name")[at], table.name(at), table.summary(at, language), *synonyms)
    return normal_form(" ".join(filter(None, others)))
