"""What forms offer to choose from, by name in the reader's language: topics and countries of the graph."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from api.workspace.kept import Kept
from graph.names import normal_form
from graph.snapshot.frozen import Snapshot
from matching.types import Language
from matching.words.written import country_name

#: A choice: what stands in the address, and what it is called.
Choice = tuple[str, str]


#: The choices that most pages offer; to order them takes longer than to show them.
_KEPT: Kept[tuple[Choice, ...]] = Kept(32)


def topics(snapshot: Snapshot, language: Language) -> tuple[Choice, ...]:
    """All topics, by name."""
    table = snapshot.tables["Topic"]

    def ordered() -> tuple[Choice, ...]:
        return _by_name((table.ids[at], table.name(at, language)) for at in range(len(table)))

    return _KEPT.get((snapshot.digest, "topics", language), ordered)


def countries(snapshot: Snapshot, language: Language) -> tuple[Choice, ...]:
    """The countries that have a possible partner, by name."""
    column = snapshot.municipalities.category("country")

    def ordered() -> tuple[Choice, ...]:
        # Unknown is -1, and no country.
        towns = np.bincount(column.codes[snapshot.partners] + 1, minlength=len(column.values) + 1)[1:]
        return _by_name((column.values[at], country_name(column.values[at], language)) for at in np.flatnonzero(towns))

    return _KEPT.get((snapshot.digest, "countries", language), ordered)


def _by_name(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda choice: normal_form(choice[1])))


def topics_of_calls(snapshot: Snapshot, language: Language) -> tuple[Choice, ...]:
    """The topics that a call is about, by name."""
    return _ends(snapshot, "ADDRESSES", "Topic", language)


def programmes_of_calls(snapshot: Snapshot, language: Language) -> tuple[Choice, ...]:
    """The programmes that have a call, by name."""
    return _ends(snapshot, "UNDER", "Programme", language)


def _ends(snapshot: Snapshot, relation: str, label: str, language: Language) -> tuple[Choice, ...]:
    table = snapshot.tables[label]
    ends = np.unique(snapshot.links(relation, "Call").end).tolist()
    return _by_name((table.ids[at], table.name(at, language)) for at in ends)
