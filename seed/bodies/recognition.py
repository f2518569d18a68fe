"""The bodies that a list names, recognised: each name is resolved once, what stays open is gathered for a person.

A list of partners names universities and firms as well; these are counted, and nobody has to decide about them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from graph import dates
from graph.legal_forms import read_body
from graph.model import Fact, Municipality, MunicipalityKind
from graph.outputs import defused, write_output
from graph.said import said, said_many
from graph.store.protocol import Store
from seed.bodies.official_names import Unit, official_names
from seed.bodies.resolver import Identity, Mention, Outcome, Resolver
from seed.reading import Unresolved

#: The columns of the list of open names; a person fills in `id` (see `seed.bodies.decisions`).
COLUMNS = ("country", "name", "id", "why", "candidates", "times", "file", "row")


class Recognition:
    """Finds bodies by `resolver`. With `likely`, an identity that is only likely is taken as well."""

    def __init__(self, resolver: Resolver, *, likely: bool = False) -> None:
        self._resolver = resolver
        self._likely = likely
        self._known: dict[Mention, Identity] = {}
        self._open: dict[tuple[str, str], Unresolved] = {}
        self._outcomes: Counter[str] = Counter()

    def body(self, file: str, row: int, mention: Mention, *others: Mention) -> str | None:
        """The id of the body that stands in the row, None if it is open or not a municipal body.

        `others` are further ways to read the row, asked where the ones before give nothing.
        """
        return self.look(file, row, mention, *others)[0]

    def look(self, file: str, row: int, mention: Mention, *others: Mention) -> tuple[str | None, bool]:
        """The id of the body, as `body` gives it, and whether it is open which it is: with neither, there is none."""
        first = self._identity(mention)
        decided = first.outcome is Outcome.SURE and first.id is None
        for identity in (first, *(self._identity(other) for other in others if not decided)):
            if identity.id and (identity.outcome is Outcome.SURE or self._likely):
                self._outcomes[identity.outcome] += 1
                return identity.id, False
        if decided or (not first.candidates and read_body(mention.name).kind in (None, "other")):
            self._outcomes["other"] += 1
            return None, False
        self._outcomes["open"] += 1
        key = (mention.country or "", mention.name)
        before = self._open.get(key)
        self._open[key] = (
            replace(before, times=before.times + 1)
            if before
            else Unresolved(file, row, mention.name, mention.country or "", first.why, self._to_choose(first))
        )
        return None, True

    def _to_choose(self, identity: Identity) -> tuple[str, ...]:
        return tuple(id for id in identity.candidates if not self._resolver.lacks(id))

    def sure(self, mention: Mention) -> str | None:
        """The id of the body that the mention surely means; nothing is counted or noted."""
        identity = self._identity(mention)
        return identity.id if identity.outcome is Outcome.SURE else None

    def without(self, ids: Collection[str]) -> Recognition:
        """The same over a graph without these towns: those that an earlier reading of the same source has brought."""
        return Recognition(self._resolver.without(ids), likely=self._likely) if ids else self

    def _identity(self, mention: Mention) -> Identity:
        identity = self._known.get(mention)
        if identity is None:
            identity = self._known[mention] = self._resolver.resolve(mention)
        return identity

    @property
    def unresolved(self) -> tuple[Unresolved, ...]:
        """The open names, by country and name."""
        return tuple(self._open[key] for key in sorted(self._open))

    def notices(self) -> tuple[str, ...]:
        """What was recognised, in one sentence; nothing if nobody was asked for."""
        if not self._outcomes:
            return ()
        number = self._outcomes
        values = {
            "names": said_many("{count:,} name", "{count:,} names", count=sum(number.values())),
            **{outcome: number[outcome] for outcome in ("sure", "likely", "open", "other")},
        }
        if self._likely:
            told = said(
                "{names} of bodies: {sure:,} sure, {likely:,} likely, "
                "{open:,} open (--unresolved writes them to a file), {other:,} not of the graph",
                **values,
            )
        else:
            told = said(
                "{names} of bodies: {sure:,} sure, {open:,} open (--unresolved writes them to a file), "
                "{other:,} not of the graph",
                **values,
            )
        return (told,)


def resolver_of(
    store: Store, decisions: Mapping[tuple[str, str], str] | None = None, units: Iterable[Unit] = ()
) -> Resolver:
    """The resolver over the towns of the store, with what facts say of their codes, regions, names, kinds and
    inhabitants; `units` are the official municipalities, of which the store may lack some."""
    towns = (node for node in store.nodes(Municipality.label) if isinstance(node, Municipality))
    return resolver_over(towns, store.facts(), decisions, units)


def resolver_over(
    towns: Iterable[Municipality],
    facts: Iterable[Fact],
    decisions: Mapping[tuple[str, str], str] | None = None,
    units: Iterable[Unit] = (),
) -> Resolver:
    """As `resolver_of`, over these towns and facts."""
    stated: dict[str, dict[str, str]] = {key: {} for key in ("lau", "nuts3", "official_name", "kind", "population")}
    for fact in sorted(facts, key=lambda fact: dates.to_code(fact.as_of)):
        if fact.key in stated:
            stated[fact.key][fact.subject] = fact.value
    names, kinds, inhabitants = stated["official_name"], stated["kind"], stated["population"]

    def official(town: Municipality) -> Municipality:
        if town.id not in names and town.id not in kinds and town.id not in inhabitants:
            return town
        aliases = (*town.names, names[town.id]) if town.id in names else town.names
        kind = cast(MunicipalityKind, kinds.get(town.id, town.kind))
        people = int(inhabitants[town.id]) if town.id in inhabitants else town.population
        return replace(town, names=aliases, kind=kind, population=people)

    codes = {code: id for id, code in stated["lau"].items()}
    return Resolver(map(official, towns), codes, decisions, stated["nuts3"], official_names(units, codes))


def write_unresolved(path: Path, names: Iterable[Unresolved], tell: Callable[[str], str] = str) -> int:
    """Write the open names as CSV (COLUMNS, UTF-8), with an empty `id` to be filled in. Returns how many they are.

    No text is taken for a formula where the file is opened in a spreadsheet; `seed.bodies.decisions` takes it back.

    `tell` gives a sentence (`graph.said`) in the language of who will fill it in.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for name in names:
        texts = map(defused, (name.country, name.name, "", tell(name.why), " ".join(name.candidates)))
        writer.writerow((*texts, name.times, defused(name.file), name.row))
        count += 1
    write_output(path, out.getvalue())
    return count
