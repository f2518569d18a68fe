"""What is meant by a name: from what somebody typed to one town, topic or network, or to the choice between several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from api.workspace import known
from api.workspace.alike import alike
from api.workspace.portrait import Portrait
from graph.errors import PeerpolisError, StoreUnavailable, UnknownId
from graph.legal_forms import Rank, full_forms, read_body
from graph.model import PARTNER_KINDS, Municipality, MunicipalityKind
from graph.names import normal_form, normal_forms
from graph.nuts_names import nuts_name
from graph.readings import is_postcode
from graph.said import Said, listed, said
from graph.snapshot.countries import must_be_known
from graph.snapshot.frozen import Snapshot
from graph.store.name_search import CANDIDATES, named, own_bearers, understood
from graph.store.protocol import NameMatch
from matching.words.region import region_of
from matching.words.told import told

if TYPE_CHECKING:
    from matching.types import Answer

#: `DE_12069020`: the official code of the local administrative unit, with its country.
LAU = re.compile(r"[A-Z]{2}_[A-Z0-9]+")
#: A town this many times as large as each of its namesakes is meant by the bare name.
FAR_LARGER = 10
#: How many towns of similar name are looked at, and told.
LOOKED_AT, TOLD = 50, 8
#: Countries in which a quarter is called after its town and itself, with a hyphen between: Wuppertal-Elberfeld.
#: Elsewhere a hyphen stands in any name (Croix-Rousse).
HYPHENATED = frozenset({"AT", "CH", "CZ", "DE", "HU", "NL", "PL", "SK"})
#: What tells a person something in notes.
Told = TypeVar("Told", "Answer", Portrait)
#: How many namesakes of the town that was meant are told.
NAMESAKES_TOLD = 3


class AmbiguousName(PeerpolisError):
    """Several towns have the name. `candidates` are these towns, the likeliest first."""

    def __init__(self, name: str, candidates: Sequence[NameMatch]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        super().__init__(self._told(name, [c.municipality for c in self.candidates]))

    def _told(self, name: str, found: Sequence[Municipality]) -> Said:
        towns = listed([f"{town.name} {town.country} ({town.id})" for town in found], TOLD)
        if len({town.country for town in found}) == 1:  # to name it would leave as many
            return said(
                "Several towns are called {name!r}: {towns}. Use the id of the one meant.", name=name, towns=towns
            )
        return said(
            "Several towns are called {name!r}: {towns}. Name the country, or use the id.", name=name, towns=towns
        )

    @property
    def asked(self) -> Said:
        """What a person is asked, before the candidates."""
        if any(match.municipality.kind in PARTNER_KINDS for match in self.candidates):
            if len({match.municipality.country for match in self.candidates}) == 1:  # to name it would leave as many
                return said("Which {name} do you mean? Ask again with the id of the one meant.", name=self.name)
            return said(
                "Which {name} do you mean? Ask again with the id, or with --in and the country.", name=self.name
            )
        return said(
            "{name} is not a municipality of its own. Ask for the town it belongs to; or, if you do mean this place, "
            "ask with its id.",
            name=self.name,
        )


class PartOfMunicipality(AmbiguousName):
    """A place was named that is no municipality. `candidates` are those it may belong to, the likeliest first; `stated`
    is whether a source says so."""

    def __init__(self, name: str, towns: Sequence[Municipality], stated: bool) -> None:
        self.stated = stated
        super().__init__(name, [NameMatch(town, town.name, 1.0) for town in towns])

    def _told(self, name: str, found: Sequence[Municipality]) -> Said:
        return belongs_told(name, [town.name for town in found], self.stated)

    @property
    def asked(self) -> Said:
        """To which municipality the place belongs, and whom to ask for."""
        return self._told(self.name, [match.municipality for match in self.candidates])


def belongs_told(part: str, towns: Sequence[str], stated: bool) -> Said:
    """That a place is no municipality, and to which of the `towns` it belongs, the likeliest first: one or two."""
    again = towns[0].removesuffix(".")  # the sentence ends behind Rosenbach/Vogtl.
    if len(towns) > 1:
        return said(
            "{part} is not a municipality of its own. It most likely belongs to {first} or {second}: ask for one.",
            part=part,
            first=towns[0],
            second=towns[1],
        )
    if stated:
        return said("{part} belongs to {town}: ask for {again}.", part=part, town=towns[0], again=again)
    return said("{part} most likely belongs to {town}: ask for {again}.", part=part, town=towns[0], again=again)


class PostcodeGiven(PeerpolisError):
    """A postcode was typed where a name belongs; the graph knows none."""

    def __init__(self, text: str) -> None:
        super().__init__(
            said(
                "{text} looks like a postcode, and these are not known here. "
                "Type the name of the town, or its official code with the country (DE_12069020).",
                text=text,
            )
        )


class Searched(Protocol):
    """What finds towns by their names: a store."""

    def search(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """As `graph.store.protocol.Store.search`."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The town that a name means, and the others of the name that were passed over, the largest first.

    Where a place was asked for by its id that is no municipality, `within` are those it may belong to.
    """

    town: Municipality
    namesakes: tuple[Municipality, ...] = ()
    within: tuple[Municipality, ...] = ()
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Names and ids over one snapshot; towns are looked for by name in the `store`, which may be down."""

    snapshot: Snapshot
    store: Callable[[], Searched]
    #: Whether the store is known to be down: then nobody waits for it.
    down: Callable[[], bool] = lambda: False
    #: Called with what a search met, so that the next one need not wait to meet it again.
    met: Callable[[StoreUnavailable], None] = lambda error: None

    def town(self, name_or_id: str, country: str | None = None) -> Municipality:
        """A municipality, by its id, its LAU code with country (`DE_12069020`) or its name.

        Names forgive accents and case, never letters; `choose` says which of several towns is meant. While the store is
        down, names are looked for in the snapshot. Raises UnknownId, AmbiguousName, PartOfMunicipality and
        PostcodeGiven, and InvalidRecord for a country of which no town is known.
        """
        return self.meant(name_or_id, country).town

    def meant(self, name_or_id: str, country: str | None = None) -> Meant:
        """As `town`, with those of the same name that were not meant."""
        must_be_known(self.snapshot, (country,))
        text, table = name_or_id.strip(), self.snapshot.municipalities
        at = table.ids.find(text)
        if at is None and LAU.fullmatch(text):
            at = by_lau(self.snapshot, text)
        if at is not None:
            town = _record(self.snapshot, at)
            return Meant(town) if town.kind in PARTNER_KINDS else Meant(town, (), *self.municipalities_of(at))
        if ":" in text:
            raise UnknownId("municipality", text)
        if is_postcode(text):
            raise PostcodeGiven(text)
        try:
            return choose(text, self.search(text, country=country, limit=LOOKED_AT))
        except AmbiguousName as several:
            return self._told_apart(text, several) or self._around(several)
        except UnknownId:
            head, hyphen, rest = text.partition("-")
            if hyphen and head.strip() and rest.strip():
                self._behind_a_hyphen(text, head, country)
            raise

    def municipalities_of(self, at: int) -> tuple[tuple[Municipality, ...], bool]:
        """The municipalities that the place may belong to, the likeliest first, and whether a source says so."""
        found = known.belonging_of(self.snapshot, at)
        return tuple(_record(self.snapshot, town) for town in found.municipalities), found.stated

    def _told_apart(self, text: str, several: AmbiguousName) -> Meant | None:
        """The only one of the candidates whose county or region begins as what stands behind its name in the text:
        `Oelsnitz/Erzgeb.` lies in the Erzgebirgskreis."""
        beside = [form for part in re.split(r"[/,()]", text)[1:] for form in normal_forms(part)]
        if not beside:
            return None

        def lies_there(town: Municipality) -> bool:
            words = [word for form in normal_forms(self.place(town.id)) for word in form.split()]
            return any(word.startswith(other) for word in words for other in beside)

        there = [match.municipality for match in several.candidates if lies_there(match.municipality)]
        return Meant(there[0]) if len(there) == 1 and there[0].kind in PARTNER_KINDS else None

    def _around(self, several: AmbiguousName) -> Meant:
        """The municipality of a part that goes on under its name (Herxheim bei Landau for Herxheim); else raises what
        was raised, or PartOfMunicipality where all of the name are parts of the same one."""
        within = set[tuple[tuple[Municipality, ...], bool]]()
        for match in several.candidates:
            at = self.snapshot.municipalities.ids.find(match.municipality.id)
            if at is None or match.municipality.kind in PARTNER_KINDS:
                raise several
            within.add(self.municipalities_of(at))
        towns, stated = within.pop()
        if within or not towns:
            raise several
        part = several.candidates[0].municipality.name
        if stated and f"{normal_form(towns[0].name)} ".startswith(f"{normal_form(part)} "):
            return Meant(towns[0])
        raise PartOfMunicipality(part, towns, stated) from several

    def _behind_a_hyphen(self, text: str, head: str, country: str | None) -> None:
        """Raises PartOfMunicipality where the name of a town stands before the hyphen: Wuppertal-Elberfeld."""
        try:
            towns = [choose(head, self.search(head, country=country, limit=LOOKED_AT)).town]
        except UnknownId:
            return
        except AmbiguousName as several:
            towns = [m.municipality for m in several.candidates if m.municipality.kind in PARTNER_KINDS][:2]
        towns = [town for town in towns if town.country in HYPHENATED and normal_form(town.name) != normal_form(text)]
        if towns:
            raise PartOfMunicipality(text, towns, stated=False)

    def with_namesakes(self, answer: Told, meant: Meant, language: str) -> Told:
        """The answer, or portrait, with a note on the namesakes that were passed over, or on the municipality that a
        place belongs to, if there are any."""
        also = namesakes_told(self, meant, language)
        if meant.within:
            part, towns = meant.town.name_in(language), [town.name_in(language) for town in meant.within]
            also = told(belongs_told(part, towns, meant.stated), language)
        return replace(answer, notes=(also, *answer.notes)) if also else answer

    def place(self, id: str, language: str = "en") -> str:
        """Where the municipality lies within its country, as far as that is known: its county and its region; for a
        place that is none, the municipality that it is a part of as well."""
        table = self.snapshot.municipalities
        at = table.ids.find(id)
        if at is None:
            return ""
        kept = known.places(self.snapshot)
        if (at, language) not in kept:
            kept[at, language] = self._place(at, language)
        return kept[at, language]

    def _place(self, at: int, language: str) -> str:
        table = self.snapshot.municipalities
        own = table.name(at, language)
        whole = None if self.snapshot.bodies[at] else known.belonging_of(self.snapshot, at).sure
        part_of = None if whole is None else told(said("part of {town}", town=table.name(whole, language)), language)
        county = county_of(self.snapshot, at if whole is None else whole, language)
        parts = (part_of, county, region_of(self.snapshot, at, language))
        return ", ".join(part for part in dict.fromkeys(parts) if part and part != own)

    def search(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """Municipalities by name, as the store finds them; while it is down, those of the very name in the snapshot."""
        return self.counted(self.found(name, country=country, limit=limit))

    def counted(self, matches: Sequence[NameMatch]) -> Sequence[NameMatch]:
        """The matches, each municipality with the number of inhabitants that the newest fact states."""
        return _all_counted(self.snapshot, matches)

    def found(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """As `search`, with the inhabitants that the store's records have: for who shows a few of many (`counted`)."""
        try:
            found = None if self.down() else self.store().search(name, country=country, limit=limit)
        except StoreUnavailable as error:
            self.met(error)
            found = None
        if found is None:
            found = same_name(self.snapshot, name, country)[:limit]
        return found

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


def namesakes_told(names: Names, meant: Meant, language: str) -> str | None:
    """Who else has the name, in one sentence of the language, None where nobody has."""
    if not meant.namesakes:
        return None
    called = [
        ", ".join(filter(None, (town.name_in(language), names.place(town.id, language))))
        + f" ({town.country}, {town.id})"
        for town in meant.namesakes[:NAMESAKES_TOLD]
    ]
    more = len(meant.namesakes) - len(called)
    also = said("There is also: {towns}.", towns="; ".join(called))
    if more:
        also = said("There is also: {towns}; and {more} more of the name.", towns="; ".join(called), more=more)
    return told(also, language)


def choose(name: str, matches: Sequence[NameMatch]) -> Meant:
    """The town that `name` means, out of what the store found (`Store.search`), and the namesakes passed over.

    Only a town that has the very name is ever chosen, never one that is spelt alike; who types an ü means one. Of
    several, the one FAR_LARGER times as large as every other is meant (Roma is Rome, not the village in Romania); else
    the only one that bears the whole of the name, with its words of office (Oraș Odobești), or whose own name it is, if
    no other of the name is larger. Raises AmbiguousName, with the largest first,
    where that leaves a choice, or where a quarter or village would be meant (Kreuzberg), and UnknownId, with the names
    that look alike, where there is none.
    """
    exact = [m for m in matches if m.score >= 1.0]
    if not exact:
        towns = [(m.municipality, m.name) for m in matches[:3]]
        # Who has nearly typed München is answered with München, not with Munich.
        nearest = [f"{met if met in town.own_names else town.name} ({town.id})" for town, met in towns]
        raise UnknownId("municipality", name, nearest)
    bearers = own_bearers(name, exact)
    exact = named(name, exact)
    # `Neustadt (Hessen)` is found as Neustadt, but has no better right to the bare name than the others so called.
    own = [m for m in own_bearers(name, exact) if "(" not in m.municipality.name]
    meant = _outstanding(exact) or _only(_with_all_of(name, exact))
    meant = meant or _outstanding([m for m in own if m.municipality.kind in PARTNER_KINDS])
    largest = max(m.municipality.population or 0 for m in exact)
    if meant is None or (len(exact) > 1 and (meant.population or 0) < largest) or meant.kind not in PARTNER_KINDS:
        raise AmbiguousName(name, sorted(exact, key=_by_size))
    others = (m.municipality for m in sorted(bearers, key=_by_size))
    return Meant(meant, tuple(t for t in others if t.id != meant.id and t.kind in PARTNER_KINDS))


def _with_all_of(name: str, matches: Sequence[NameMatch]) -> list[Municipality]:
    """The municipalities that bear the whole of what was typed as one of their names, nothing of it left out; of
    Orașul and Oraș, which tell one rank, either."""
    whole, ranked = set(full_forms(name)), _ranked(name)
    towns = (match.municipality for match in matches if match.municipality.kind in PARTNER_KINDS)
    return [
        town
        for town in towns
        if any(whole & set(normal_forms(borne)) or ranked & _ranked(borne) for borne in town.all_names)
    ]


def _ranked(name: str) -> set[tuple[str, Rank]]:
    return {(naming.place, naming.rank) for naming in read_body(name).whole if naming.rank}


def _only(towns: Sequence[Municipality]) -> Municipality | None:
    return towns[0] if len(towns) == 1 else None


def _by_size(match: NameMatch) -> tuple[bool, int]:
    return match.municipality.kind not in PARTNER_KINDS, -(match.municipality.population or 0)


def county_of(snapshot: Snapshot, municipality: int, language: str = "en") -> str | None:
    """The name of the county that is the municipality's NUTS 3 region, or else of that region, unless it is called
    after the municipality (Kreisfreie Stadt München); None where unknown."""
    stated = snapshot.fact(municipality, "nuts3")
    if stated is None:
        return None
    county = known.counties(snapshot).get(stated.value)
    if county is not None:
        return snapshot.municipalities.name(county, language)
    name = nuts_name(stated.value)
    return name if name and snapshot.municipalities.name(municipality) not in name else None


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
    return known.towns_by_lau(snapshot).get(code)


def same_name(snapshot: Snapshot, name: str, country: str | None = None) -> list[NameMatch]:
    """The towns that have the very name, as `Store.search` finds them; the first time all names are read, once."""
    bearers = known.bearers(snapshot)

    def bearing(forms: Sequence[str], where: str | None, limit: int) -> list[NameMatch]:
        met = {
            at: spelling
            for form in reversed(forms)
            for at in bearers.of(form)
            for spelling in known.names_of(snapshot, at)
            if form in normal_forms(spelling)
        }
        towns = [NameMatch(_record(snapshot, at), spelling, 1.0) for at, spelling in sorted(met.items())]
        return [m for m in towns if where in (None, m.municipality.country)]

    return understood(name, country, CANDIDATES, bearing=bearing, alike=bearing)


def _record(snapshot: Snapshot, at: int) -> Municipality:
    """The municipality with the kind and the number of inhabitants that the newest facts state."""
    town = snapshot.municipalities.record(at)
    assert isinstance(town, Municipality)
    stated = snapshot.fact(at, "kind")
    return _counted(snapshot, replace(town, kind=cast(MunicipalityKind, stated.value)) if stated else town)


def _all_counted(snapshot: Snapshot, matches: Sequence[NameMatch]) -> list[NameMatch]:
    """The matches, each municipality as `_counted` gives it."""
    rows = snapshot.municipalities.ids.indices([match.municipality.id for match in matches]).tolist()
    counted = [_with_count(match.municipality, snapshot, at) for match, at in zip(matches, rows, strict=True)]
    return [
        match if town is match.municipality else replace(match, municipality=town)
        for match, town in zip(matches, counted, strict=True)
    ]


def _counted(snapshot: Snapshot, town: Municipality) -> Municipality:
    """The municipality with the number of inhabitants that the newest fact states."""
    at = snapshot.municipalities.ids.find(town.id)
    return _with_count(town, snapshot, -1 if at is None else at)


def _with_count(town: Municipality, snapshot: Snapshot, at: int) -> Municipality:
    stated = float(snapshot.population[at]) if at >= 0 else float("nan")
    return town if stated != stated or int(stated) == town.population else _of_size(town, int(stated))


@lru_cache(maxsize=4096)
def _of_size(town: Municipality, population: int) -> Municipality:
    """The municipality with so many inhabitants. Whoever types a name asks for the same ones with each letter."""
    return replace(town, population=population)


def topic_named(snapshot: Snapshot, text: str) -> str:
    """The id of a topic, by its id (with or without `topic:`) or by a label or synonym in any language.

    Raises UnknownId, with the topics that look alike.
    """
    found = topic_known(snapshot, text)
    if found is None:
        raise UnknownId("topic", text, alike(text, snapshot.tables["Topic"], known.topics(snapshot)))
    return found


def topic_known(snapshot: Snapshot, text: str) -> str | None:
    """The id of a topic as `topic_named` finds it; None where there is none of the name."""
    ids = snapshot.tables["Topic"].ids
    return next((id for id in (text, f"topic:{text}") if id in ids), known.topics(snapshot).get(normal_form(text)))


def item_named(snapshot: Snapshot, text: str) -> str | None:
    """The id of any node, by its id; of a network, solution, call or programme also by its name, English or German.

    None where unknown.
    """
    if any(text in table.ids for table in snapshot.tables.values()):
        return text
    wanted = normal_form(text)
    # A region or a format is no thing that is suggested: its name means none of them.
    things = [names for label, names in known.nodes(snapshot).items() if label not in ("Region", "Format")]
    return next((names[wanted] for names in things if wanted in names), None)


def node_named(snapshot: Snapshot, label: str, text: str) -> str:
    """The id of the node with this label, by its id (with or without its prefix, or as people write it: Cittaslow is
    net:cittaslow) or by its name, English or German.

    Raises UnknownId, with those that may be meant.
    """
    table, wanted = snapshot.tables[label], normal_form(text)
    names = known.nodes(snapshot)[label]
    prefix = table.ids[0].partition(":")[0] if len(table) else ""
    for id in (text, f"{prefix}:{text}", f"{prefix}:{wanted.replace(' ', '-')}"):
        if id in table.ids:
            return id
    if wanted not in names:
        raise UnknownId(label.lower(), text, alike(text, table, names))
    return names[wanted]
