"""What is meant by a name: from what somebody typed to one town, topic or network, or to the choice between several."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from graph.errors import PeerpolisError, StoreUnavailable, UnknownId
from graph.model import PARTNER_KINDS, Municipality, MunicipalityKind
from graph.names import normal_form, normal_forms
from graph.said import listed, said
from graph.snapshot.frozen import UNIT, Snapshot
from graph.store.protocol import NameMatch, Store

#: `DE_12069020`: the official code of the local administrative unit, with its country.
LAU = re.compile(r"[A-Z]{2}_[A-Z0-9]+")
#: A town this many times as large as each of its namesakes is meant by the bare name.
FAR_LARGER = 10
#: How many towns of similar name are looked at, and told.
LOOKED_AT, TOLD = 50, 8


class AmbiguousName(PeerpolisError):
    """Several towns have the name. `candidates` are these towns, the likeliest first."""

    def __init__(self, name: str, candidates: Sequence[NameMatch]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        found = [c.municipality for c in self.candidates]
        towns = listed([f"{town.name} {town.country} ({town.id})" for town in found], TOLD)
        super().__init__(
            said("Several towns are called {name!r}: {towns}. Name the country, or use the id.", name=name, towns=towns)
        )


@dataclass(frozen=True, slots=True)
class Names:
    """Names and ids over one snapshot; towns are looked for by name in the `store`, which may be down."""

    snapshot: Snapshot
    store: Callable[[], Store]

    def town(self, name_or_id: str, country: str | None = None) -> Municipality:
        """A municipality, by its id, its LAU code with country (`DE_12069020`) or its name.

        Names forgive accents and case, never letters; `choose` says which of several towns is meant. While the store is
        down, names are looked for in the snapshot. Raises UnknownId and AmbiguousName.
        """
        text, table = name_or_id.strip(), self.snapshot.municipalities
        at = table.ids.find(text)
        if at is None and LAU.fullmatch(text):
            at = by_lau(self.snapshot, text)
        if at is not None:
            town = table.record(at)
            assert isinstance(town, Municipality)
            return town
        if ":" in text:
            raise UnknownId("municipality", text)
        return choose(text, self.search(text, country=country, limit=LOOKED_AT))

    def search(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """Municipalities by name, as the store finds them; while it is down, those of the very name in the snapshot."""
        try:
            return self.store().search(name, country=country, limit=limit)
        except StoreUnavailable:
            return same_name(self.snapshot, name, country)[:limit]

    def node(self, name_or_id: str) -> str:
        """The id of any node, by its id or the name of a network, solution, call or programme, else as `town`."""
        return item_named(self.snapshot, name_or_id.strip()) or self.town(name_or_id).id

    def network(self, name_or_id: str) -> str:
        """The id of a network, by its id or name. Raises UnknownId."""
        return node_named(self.snapshot, "Network", name_or_id.strip())

    def call(self, name_or_id: str) -> str:
        """The id of a call, by its id or name. Raises UnknownId."""
        return node_named(self.snapshot, "Call", name_or_id.strip())

    def topic(self, name_or_id: str) -> str:
        """The id of a topic, by its id, or a label or synonym in any language. Raises UnknownId."""
        return topic_named(self.snapshot, name_or_id.strip())


def choose(name: str, matches: Sequence[NameMatch]) -> Municipality:
    """The town that `name` means, out of what the store found (`Store.search`).

    Only a town that has the very name is ever chosen, never one that is spelt alike. Of several, the one FAR_LARGER
    times as large as every other is meant (Roma is Rome, not the village in Romania); else the only one whose own name
    it is, if no other of the name is larger. Raises AmbiguousName where that leaves a choice, or where a quarter or
    village would be meant (Kreuzberg), and UnknownId, with the names that look alike, where there is none.
    """
    exact = [m for m in matches if m.score >= 1.0]
    if not exact:
        towns = [(m.municipality, m.name) for m in matches[:3]]
        # Who has nearly typed München is answered with München, not with Munich.
        alike = [f"{met if met in town.own_names else town.name} ({town.id})" for town, met in towns]
        raise UnknownId("municipality", name, alike)
    wanted = set(normal_forms(name))
    # `Neustadt (Hessen)` is found as Neustadt, but has no better right to the bare name than the others so called.
    own = [m for m in exact if "(" not in m.municipality.name and wanted & _own_forms(m.municipality)]
    meant = _outstanding(exact) or _outstanding([m for m in own if m.municipality.kind in PARTNER_KINDS])
    largest = max(m.municipality.population or 0 for m in exact)
    if meant is None or (len(exact) > 1 and (meant.population or 0) < largest) or meant.kind not in PARTNER_KINDS:
        raise AmbiguousName(name, [*own, *(m for m in exact if m not in own)])
    return meant


def _own_forms(town: Municipality) -> set[str]:
    """The forms of its own name, and of those by which it is called in other languages."""
    return {form for own in town.own_names for form in normal_forms(own)}


def _outstanding(matches: Sequence[NameMatch]) -> Municipality | None:
    """The only town, or the one far larger than every other; a namesake of unknown size may be the larger one."""
    if not matches:
        return None
    largest, *others = sorted(matches, key=lambda m: -(m.municipality.population or 0))
    size = largest.municipality.population
    alone = not others or (size and all(size >= FAR_LARGER * (m.municipality.population or size) for m in others))
    return largest.municipality if alone else None


def by_lau(snapshot: Snapshot, code: str) -> int | None:
    """The index of the municipality whose LAU code with country is `code`, None where there is none."""
    facts = snapshot.facts
    key = facts.key.code("lau")
    for row in (facts.key.codes == key).nonzero()[0]:
        if facts.value[int(row)] == code:
            return int(facts.subject[row])
    return None


def same_name(snapshot: Snapshot, name: str, country: str | None = None) -> list[NameMatch]:
    """The towns that have the very name, as `Store.search` finds them; reads all names of the snapshot."""
    wanted, table = set(normal_forms(name)), snapshot.municipalities
    countries = table.category("country")
    found = []
    for at in range(len(table)):
        if country is not None and countries[at] != country:
            continue
        labels = (label for label, _ in table.tagged("labels", at))
        names = [table.name(at), *(table.text("names")[at] or "").split(UNIT), *labels]
        met = next((n for n in names if wanted & set(normal_forms(n))), None)
        if met is not None:
            town = table.record(at)
            assert isinstance(town, Municipality)
            stated = snapshot.fact(at, "kind")
            kind = cast(MunicipalityKind, stated.value) if stated else town.kind
            found.append(NameMatch(replace(town, kind=kind), met, 1.0))
    return found


def topic_named(snapshot: Snapshot, text: str) -> str:
    """The id of a topic, by its id (with or without `topic:`) or by a label or synonym in any language.

    Raises UnknownId, with the topics that look alike.
    """
    table = snapshot.tables["Topic"]
    for id in (text, f"topic:{text}"):
        if id in table.ids:
            return id
    wanted = normal_form(text)
    names: dict[str, str] = {}
    for column in ("labels", "synonyms"):  # a label says more surely what is meant than another topic's synonym
        for at in range(len(table)):
            for name in (table.name(at), *(text for text, _ in table.tagged(column, at))):
                for form in normal_forms(name):
                    names.setdefault(form, table.ids[at])
    if wanted not in names:
        alike = difflib.get_close_matches(wanted, names, n=3)
        raise UnknownId("topic", text, list(dict.fromkeys(names[a] for a in alike)))
    return names[wanted]


def item_named(snapshot: Snapshot, text: str) -> str | None:
    """The id of any node, by its id; of a network, solution, call or programme also by its name, English or German.

    None where unknown.
    """
    if any(text in table.ids for table in snapshot.tables.values()):
        return text
    wanted = normal_form(text)
    for label in ("Network", "Solution", "Call", "Programme"):
        table = snapshot.tables[label]
        for at in range(len(table)):
            if wanted in {normal_form(table.name(at, language)) for language in ("en", "de")}:
                return table.ids[at]
    return None


def node_named(snapshot: Snapshot, label: str, text: str) -> str:
    """The id of the node with this label, by its id (with or without its prefix) or by its name, English or German.

    Raises UnknownId, with the names that look alike.
    """
    table, wanted = snapshot.tables[label], normal_form(text)
    names: dict[str, str] = {}
    for at in range(len(table)):
        id = table.ids[at]
        if text in (id, id.partition(":")[2]):
            return id
        for language in ("en", "de"):
            names.setdefault(normal_form(table.name(at, language)), id)
    if wanted not in names:
        alike = difflib.get_close_matches(wanted or text, names, n=3)
        raise UnknownId(label.lower(), text, list(dict.fromkeys(names[a] for a in alike)))
    return names[wanted]
