"""What is looked up in a snapshot by name or code again and again, made once a snapshot, when it is first needed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from graph.measures.belonging import Belonging, belonging
from graph.names import normal_form, normal_forms
from graph.snapshot.frozen import UNIT, Snapshot

ValueT = TypeVar("ValueT")
#: The present snapshot and the one before it, which questions under way may still ask.
_KEPT = 2


def once(make: Callable[[Snapshot], ValueT]) -> Callable[[Snapshot], ValueT]:
    """`make`, called once for each snapshot, also where several threads ask for it at a time."""
    kept: OrderedDict[str, ValueT] = OrderedDict()
    turn = threading.Lock()

    def known(snapshot: Snapshot) -> ValueT:
        found = kept.get(snapshot.digest)
        if found is not None:
            return found
        with turn:
            if snapshot.digest not in kept:
                kept[snapshot.digest] = make(snapshot)
                while len(kept) > _KEPT:
                    kept.popitem(last=False)
            return kept[snapshot.digest]

    return known


@once
def counties(snapshot: Snapshot) -> Mapping[str, int | None]:
    """NUTS 3 region → the county that it is; None where several are."""
    facts, kinds = snapshot.facts, snapshot.municipalities.category("kind")
    subject = facts.subject.astype(np.intp)
    rows = (facts.key.codes == facts.key.code("nuts3")) & (kinds.codes[subject] == kinds.code("county"))
    found: dict[str, int | None] = {}
    for row in np.flatnonzero(rows).tolist():
        value, county = facts.value[row] or "", int(subject[row])
        found[value] = county if found.get(value, county) == county else None
    return found


@once
def _belongings(snapshot: Snapshot) -> dict[int, Belonging]:
    return {}


def belonging_of(snapshot: Snapshot, part: int) -> Belonging:
    """`graph.measures.belonging` of a place, kept: who types the name of a village is told it with each letter."""
    kept = _belongings(snapshot)
    found = kept.get(part)
    if found is None:
        found = kept[part] = belonging(snapshot, part)
    return found


@once
def places(snapshot: Snapshot) -> dict[tuple[int, str], str]:
    """Municipality and language → where it lies, as `Names.place` has told it so far."""
    return {}


@once
def towns_by_lau(snapshot: Snapshot) -> Mapping[str, int]:
    """The official code of the local administrative unit, with its country → the municipality."""
    facts = snapshot.facts
    found: dict[str, int] = {}
    for row in np.flatnonzero(facts.key.codes == facts.key.code("lau")).tolist():
        found.setdefault(facts.value[row] or "", int(facts.subject[row]))
    return found


@once
def topics(snapshot: Snapshot) -> Mapping[str, str]:
    """Normal form of a label or synonym → the topic's id; a label says more surely what is meant than a synonym."""
    table = snapshot.tables["Topic"]
    names: dict[str, str] = {}
    for column in ("labels", "synonyms"):
        for at in range(len(table)):
            for name in (table.name(at), *(text for text, _ in table.tagged(column, at))):
                for form in normal_forms(name):
                    names.setdefault(form, table.ids[at])
    return names


@once
def nodes(snapshot: Snapshot) -> Mapping[str, Mapping[str, str]]:
    """Label → normal form of a name, English or German → the id of the first node of that name."""
    found: dict[str, dict[str, str]] = {}
    for label in ("Network", "Solution", "Call", "Programme", "Region", "Format"):
        table, names = snapshot.tables[label], found.setdefault(label, {})
        for at in range(len(table)):
            for language in ("en", "de"):
                names.setdefault(normal_form(table.name(at, language)), table.ids[at])
    return found


@dataclass(frozen=True, slots=True)
class Bearers:
    """Which municipalities bear a name: hashes of normal forms, sorted, each with the index of the municipality."""

    hashes: npt.NDArray[np.int64]
    at: npt.NDArray[np.int32]

    def of(self, form: str) -> list[int]:
        """Those that bear the form, and perhaps one whose form has the same hash."""
        first = int(np.searchsorted(self.hashes, hash(form), "left"))
        last = int(np.searchsorted(self.hashes, hash(form), "right"))
        return sorted(set(self.at[first:last].tolist()))


def names_of(snapshot: Snapshot, at: int) -> Iterator[str]:
    """All names of a municipality, each once."""
    table = snapshot.municipalities
    labels = (label for label, _ in table.tagged("labels", at))
    yield from dict.fromkeys((table.name(at), *(table.text("names")[at] or "").split(UNIT), *labels))


@once
def bearers(snapshot: Snapshot) -> Bearers:
    """The municipalities by all their names; some seconds for 100,000."""
    hashes, towns = [], []
    for at in range(len(snapshot.municipalities)):
        for form in {form for name in names_of(snapshot, at) for form in normal_forms(name)}:
            hashes.append(hash(form))
            towns.append(at)
    order = np.argsort(np.array(hashes, dtype=np.int64), kind="stable")
    return Bearers(np.array(hashes, dtype=np.int64)[order], np.array(towns, dtype=np.int32)[order])
