"""Who registered for groups: from the rows of a table, or of a request, to entries; what could not be taken is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

import numpy as np

from api.workspace.workspace import View, Workspace
from graph.errors import PeerpolisError, RowError
from graph.measures.topics import with_narrower
from graph.names import normal_form
from graph.nuts import iso_country
from graph.said import said
from matching.groups.entries import Entry
from matching.letters.languages import spoken_in
from matching.need.reading import read_need
from matching.types import Language

#: A topic that the need's words touch counts if it is so strong beside the strongest, and so many count.
_BESIDE, _TOPICS = 0.6, 3
_LIST = re.compile(r"[;|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A town that registers, as it is written: lists divided by `;` or `|`. What is not known is empty.

    `town` is its name or id, `topics` what it wants to work on, by name or id, `need` the same in its own words,
    `experience` topics in which it has some (or "yes": in all that it names), `languages` two-letter codes, `dates` the
    days on which it can; `together` and `apart` are labels, `met` names towns of the table that it has met before.
    """

    town: str
    country: str = ""
    topics: str = ""
    need: str = ""
    experience: str = ""
    languages: str = ""
    county: str = ""
    population: str = ""
    dates: str = ""
    together: str = ""
    apart: str = ""
    met: str = ""


COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Row))
#: What else the columns are called.
ALSO: Mapping[str, str] = {
    **{"name": "town", "id": "town", "lau": "town", "municipality": "town", "kommune": "town"},
    **{"gemeinde": "town", "stadt": "town", "ort": "town"},
    **{"land": "country", "staat": "country", "themen": "topics", "thema": "topics", "topic": "topics"},
    **{"bedarf": "need", "text": "need", "needs": "topics", "offers": "experience", "erfahrung": "experience"},
    **{"sprachen": "languages", "language": "languages", "sprache": "languages", "kreis": "county"},
    **{"landkreis": "county", "einwohner": "population", "inhabitants": "population", "termine": "dates"},
    **{"zusammen": "together", "getrennt": "apart", "bekannt": "met", "met_before": "met"},
}


@dataclass(slots=True)
class Registration:
    """The entries, in the order of the rows, and what could not be taken."""

    file: str
    entries: list[Entry] = field(default_factory=list)
    faults: list[RowError] = field(default_factory=list)


def read_registration(
    space: Workspace,
    rows: Sequence[Row],
    file: str,
    language: Language = "en",
    *,
    unknown_too: bool = True,
    first: int = 2,
) -> Registration:
    """The entries of the rows, of which the first is row `first` of the file. A town that is not recognised takes part
    with what its row says, which is told (where `unknown_too`: introductions can do nothing with one); a topic or date
    that cannot be read is left out and told, and so is a town that comes twice."""
    reading, view = Registration(file), space.view()
    kept: list[Row] = []
    seen: dict[object, int] = {}
    for number, row in enumerate(rows, start=first):
        entry = _Reading(space, view, reading, number, language, unknown_too).entry(row)
        who = entry.town if entry.town is not None else normal_form(entry.name)
        if who in seen:
            why = said("this town stands in row {row} already; this one was not read", row=seen[who])
            reading.faults.append(RowError(file, number, "town", row.town, why))
            continue
        seen[who] = number
        kept.append(row)
        reading.entries.append(entry)
    places = {normal_form(row.town): at for at, row in enumerate(kept)}
    places |= {normal_form(entry.name): at for at, entry in enumerate(reading.entries)}
    for at, row in enumerate(kept):
        names = [normal_form(name) for name in _parts(row.met)]
        met = frozenset(places[name] for name in names if name in places) - {at}
        reading.entries[at] = replace(reading.entries[at], met=met)
    return reading


@dataclass(slots=True)
class _Reading:
    """One row while it is read."""

    space: Workspace
    view: View
    reading: Registration
    number: int
    language: Language
    unknown_too: bool

    def fault(self, column: str, value: str, why: str) -> None:
        self.reading.faults.append(RowError(self.reading.file, self.number, column, value, why))

    def entry(self, row: Row) -> Entry:
        country = iso_country(row.country.strip().upper()) or None
        town = self._town(row.town, country)
        snapshot = self.view.snapshot
        table = snapshot.municipalities
        country = table.category("country")[town] if town is not None else country
        topics = self._topics("topics", row.topics) | self._of_need(row.need)
        every = row.experience.strip().casefold() in ("yes", "ja", "x")
        experience = topics if every else self._experience(row.experience)
        nuts3 = None if town is None else snapshot.fact(town, "nuts3")
        people = self._population(row.population)
        if people is None and town is not None and not np.isnan(snapshot.population[town]):
            people = float(snapshot.population[town])
        return Entry(
            name=row.town.strip() if town is None else table.name(town, self.language),
            country=country,
            town=town,
            topics=topics,
            experience=experience,
            languages=self._languages(row.languages, town, country),
            county=nuts3.value if nuts3 else row.county.strip() or None,
            population=people,
            dates=self._dates(row.dates),
            together=frozenset(map(normal_form, _parts(row.together))),
            apart=frozenset(map(normal_form, _parts(row.apart))),
        )

    def _town(self, text: str, country: str | None) -> int | None:
        try:
            town = self.space.names.meant(text, country).town
        except PeerpolisError as error:
            takes_part = said("{why} It takes part with what its row says.", why=error.said)
            self.fault("town", text, takes_part if self.unknown_too else error.said)
            return None
        return self.view.snapshot.municipalities.ids.find(town.id)

    def _topics(self, column: str, text: str) -> frozenset[int]:
        found: set[int] = set()
        ids = self.view.snapshot.tables["Topic"].ids
        for part in _parts(text):
            name = re.sub(r":\s*[123]$", "", part)
            try:
                found.add(ids.index(self.space.names.topic(name)))
            except PeerpolisError as error:
                read = self._of_need(name)
                found |= read
                if not read:
                    self.fault(column, part, error.said)
        return frozenset(with_narrower(self.view.snapshot, found))

    def _experience(self, text: str) -> frozenset[int]:
        if text.strip().casefold() in ("no", "nein", "none", "keine", "-"):
            return frozenset()
        return self._topics("experience", text)

    def _of_need(self, text: str) -> frozenset[int]:
        """The topics that a need in words speaks of: the strongest, and those hardly weaker."""
        if not text.strip():
            return frozenset()
        engine = self.view.engine
        if engine.reader is None:
            return frozenset()
        near = engine.likeness(text).get("Topic") if engine.likeness else None
        ids = self.view.snapshot.tables["Topic"].ids
        read = read_need(engine.reader, text, ids, near, self.language).understood[:_TOPICS]
        return frozenset(ids.index(m.topic) for m in read if m.strength >= _BESIDE * read[0].strength)

    def _languages(self, text: str, town: int | None, country: str | None) -> frozenset[str]:
        """Those that the row names, else those of the town's profile, else its country's if all of it speaks them."""
        stated = None if town is None else self.view.snapshot.fact(town, "languages")
        written = [part.casefold() for part in re.split(r"[;|,\s]+", text or (stated.value if stated else "")) if part]
        codes = frozenset(part for part in written if re.fullmatch("[a-z]{2}", part))
        for wrong in sorted(set(written) - codes):
            self.fault("languages", wrong, said("write two-letter codes, as de;en"))
        return codes or spoken_in(country)

    def _population(self, text: str) -> float | None:
        digits = re.sub(r"[\s.,']", "", text)
        if text.strip() and not digits.isdigit():
            self.fault("population", text, said("this is no number of inhabitants"))
        return float(digits) if digits.isdigit() and int(digits) > 0 else None

    def _dates(self, text: str) -> frozenset[date]:
        found = set()
        for part in _parts(text):
            german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", part)
            try:
                found.add(date(int(german[3]), int(german[2]), int(german[1])) if german else date.fromisoformat(part))
            except ValueError:
                self.fault("dates", part, said("a day is written 2026-11-24"))
        return frozenset(found)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _LIST.split(text) if part.strip()]
