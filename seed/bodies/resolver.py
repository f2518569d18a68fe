"""Which body of the graph a name in somebody's list means: the one resolver behind all importers.

A list names a town ("Herrenberg") or its body ("Stadt Herrenberg", "Comune di Milano"), sometimes with more: a code, a
place, the seat, a population. The answer is one of three: *sure*, *likely* (with what it rests on), *unresolved*.
What stays open can be decided by hand, and the decision is kept (`seed.bodies.decisions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graph.legal_forms import (
    WIDE_KINDS,
    Body,
    BodyKind,
    Naming,
    compact,
    full_forms,
    nominatives,
    read_body,
    with_office,
)
from graph.model import PARTNER_KINDS, Municipality
from graph.names import normal_forms
from graph.said import Said, said, said_as
from graph.shortened import CutWord, article_before, cut_readings, may_mean, whole_words
from seed.bodies.districts import with_district
from seed.bodies.identity import Found, Match, Others, Regions, far_away, judge, spelt
from seed.bodies.mention import Identity, Mention, Outcome
from seed.bodies.official_names import OfficialNames

__all__ = ["Identity", "Mention", "Outcome", "Resolver"]

#: What is made of municipalities, as told to people.
_WIDE_KINDS: Mapping[str, Said] = {
    "county": said_as("of the register", "county"),
    "region": said_as("of the register", "region"),
    "union": said_as("of the register", "union"),
}

_Index = Mapping[str, Sequence[Municipality]]


@dataclass(frozen=True)
class _Country:
    """The bodies of one country, indexed by the normal forms of their names when first asked for; `official` are
    their names in the list of municipalities, by id: as much their own as the register's."""

    official: Mapping[str, str]
    towns: list[Municipality] = field(default_factory=list)

    @cached_property
    def own(self) -> _Index:
        return _indexed((town, self._own_forms(town)) for town in self.towns)

    def namesakes(self, town: Municipality) -> list[Municipality]:
        """The other municipalities that bear one of the town's own names as theirs."""
        met = {other.id: other for form in self._own_forms(town) for other in self.own.get(form, ())}
        return [other for other in met.values() if other.id != town.id and other.kind in PARTNER_KINDS]

    def rivals(self, town: Municipality) -> list[Municipality]:
        """Those that bear one of the town's own names, as theirs or as another."""
        met = {other.id: other for form in self._own_forms(town) for other in self.other.get(form, ())}
        return [other for other in met.values() if other.id != town.id]

    def beginning_so(self, town: Municipality, place: str) -> list[Municipality]:
        """The other municipalities whose official name begins as the town's does: with `place`, which is neither's
        whole one; none where it is the town's whole official name, or the list does not tell it."""
        official = self.official.get(town.id)
        if official is None or not place or place in full_forms(official):
            return []
        return [other for other in self.longer.get(place, ()) if other.id != town.id]

    @cached_property
    def longer(self) -> _Index:
        """Municipalities by the first words of their official names."""
        partners = [town for town in self.towns if town.kind in PARTNER_KINDS and town.kind not in WIDE_KINDS]
        return _indexed((town, self._beginnings(town)) for town in partners)

    def _beginnings(self, town: Municipality) -> set[str]:
        named = full_forms(self.official.get(town.id) or (town.name if not town.id.startswith("gn:") else ""))
        words = [form.split() for form in named]
        return {" ".join(one[:count]) for one in words for count in range(1, len(one))}

    def _own_forms(self, town: Municipality) -> set[str]:
        official = self.official.get(town.id)
        return {*full_forms(town.name), *(full_forms(official) if official else ())}

    @cached_property
    def other(self) -> _Index:
        return _indexed((t, {f for name in (t.name, *t.names) for f in normal_forms(name)}) for t in self.towns)

    def cut_so(self, words: Sequence[CutWord]) -> list[Municipality]:
        """Those whose own name these may be the words of, some of them cut short."""
        ends = words[0].letters[0], words[-1].letters[0]
        met = {town.id: town for town, whole in self._by_ends.get(ends, ()) if may_mean(words, whole)}
        return list(met.values())

    @cached_property
    def _by_ends(self) -> Mapping[tuple[str, str], Sequence[tuple[Municipality, tuple[str, ...]]]]:
        """The own names of the bodies, as words, by the letters that the first and the last of them begin with."""
        found: dict[tuple[str, str], list[tuple[Municipality, tuple[str, ...]]]] = defaultdict(list)
        for town in self.towns:
            for words in {w for name in (town.name, self.official.get(town.id)) if name for w in whole_words(name)}:
                found[words[0][0], words[-1][0]].append((town, words))
        return found

    @cached_property
    def loose(self) -> _Index:
        return _indexed((town, {compact(form) for form in full_forms(town.name)}) for town in self.towns)


class Resolver:
    """Finds the bodies among `towns`. `codes` are official codes → id; `decisions` are (country, name) → id.

    The id of a decision is empty where a person decided that the name is no body of the register. `regions` are the
    NUTS regions of towns, by id, where they are known, and `official` is what the list of municipalities says of names.
    """

    def __init__(
        self,
        towns: Iterable[Municipality],
        codes: Mapping[str, str] | None = None,
        decisions: Mapping[tuple[str, str], str] | None = None,
        regions: Mapping[str, str] | None = None,
        official: OfficialNames | None = None,
    ) -> None:
        self._codes = codes or {}
        self._decisions = decisions or {}
        self._official = official or OfficialNames()
        self._regions = Regions({**self._official.regions, **(regions or {})})
        self._absent = frozenset(town.id for town in self._official.absent)
        self._countries: dict[str, _Country] = defaultdict(lambda: _Country(self._official.names))
        for town in (*towns, *self._official.absent):
            self._countries[town.country].towns.append(town)

    def lacks(self, id: str) -> bool:
        """Whether this is a municipality that the graph lacks: nobody can decide for it."""
        return id in self._absent

    def without(self, ids: Collection[str]) -> Resolver:
        """The resolver over all towns but these."""
        left = {*ids, *self._absent}
        towns = (town for country in self._countries.values() for town in country.towns if town.id not in left)
        codes = {code: id for code, id in self._codes.items() if id not in ids}
        return Resolver(towns, codes, self._decisions, self._regions.of, self._official)

    def resolve(self, mention: Mention) -> Identity:
        """The body that the mention means: by a decision, its official code, or its name and what speaks for it."""
        decided = self._decisions.get((mention.country or "", mention.name))
        if decided is not None:
            return Identity(decided or None, Outcome.SURE, said("decided by hand"))
        if mention.code and mention.code in self._codes:
            return Identity(self._codes[mention.code], Outcome.SURE, said("official code"))
        identity = self._by_name(mention)
        if identity.outcome is not Outcome.SURE:
            for other in self._read_otherwise(mention):
                told = self._by_name(other)
                if told.outcome is Outcome.SURE:
                    return told
        return identity

    def _read_otherwise(self, mention: Mention) -> Iterator[Mention]:
        """The mention with what stands behind the name put where it belongs: an article, a district."""
        if name := article_before(mention.name):
            yield replace(mention, name=name)
        if told := with_district(mention, lambda town: self._region_of(mention.country or "", town)):
            yield told

    def _region_of(self, country: str, form: str) -> str | None:
        """The region of the town whose own name has this form; None where several regions have one, or none."""
        found = {self._regions.of.get(town.id) for town in self._countries[country].own.get(form, ())} - {None}
        return found.pop() if len(found) == 1 else None

    def _by_name(self, mention: Mention) -> Identity:
        name = read_body(mention.name)
        distant: Found | None = None
        doubtful: Identity | None = None
        for found in self._found(name, mention):
            at_hand = [town for town in found.towns if not far_away(town, mention)]
            if not at_hand:
                distant = distant or found
                continue
            identity, against = self._judged(replace(found, towns=_told_apart(at_hand, found.kind)), mention)
            if not against and (doubtful is None or identity.outcome is Outcome.SURE):
                return identity
            doubtful = doubtful or identity
        if doubtful is not None:
            return doubtful
        if distant is not None:
            ids = tuple(town.id for town in distant.towns)
            why = said("of this {match}, but far from the place given", match=distant.match.value)
            return Identity(None, Outcome.UNRESOLVED, why, ids)
        return Identity(None, Outcome.UNRESOLVED, _why_nothing(name))

    def _judged(self, found: Found, mention: Mention) -> tuple[Identity, bool]:
        """Who is meant of those found, and whether something that the mention says speaks against it. A municipality
        that the graph lacks is nobody, and one that other bearers of its name may be taken for is not sure."""
        meant = self._of_rank(spelt(found, mention), found)
        towns = [(town, self._countries[town.country]) for town in meant]
        namesakes = tuple({t.id: t for town, country in towns for t in country.namesakes(town)}.values())
        rivals = tuple({t.id: t for town, country in towns for t in country.rivals(town)}.values())
        beginning = [t for town, country in towns if len(towns) == 1 for t in country.beginning_so(town, found.place)]
        others = Others(namesakes, rivals, beginning, self._outranked(meant, found))
        identity, against = judge(replace(found, towns=meant), mention, self._regions, others)
        if identity.id in self._absent:
            lacks = said("a municipality of this name that the register lacks: {code}", code=identity.id)
            return Identity(None, Outcome.UNRESOLVED, lacks, identity.candidates), against
        return identity, against

    def _outranked(self, towns: Sequence[Municipality], found: Found) -> frozenset[str]:
        """The towns, by id, that have a rank of which the name says nothing, where it names an office and another of
        them has none: the Gemeinde Münster is hardly the large town of Münster."""
        ranks = self._official.ranks
        ranked = frozenset(town.id for town in towns if town.id in ranks)
        said_plainly = found.kind == "municipality" and found.rank is None
        return ranked if said_plainly and len(ranked) < len(towns) else frozenset()

    def _of_rank(self, towns: Sequence[Municipality], found: Found) -> Sequence[Municipality]:
        """The towns of the rank that the name speaks of, if there are any: Orașul Odobești is no commune."""
        ranks = self._official.ranks
        return [town for town in towns if found.rank and ranks.get(town.id) == found.rank] or towns

    def _found(self, name: Body, mention: Mention) -> Iterator[Found]:
        """Who bears the name, the closest way of bearing it first."""
        codes = [mention.country] if mention.country else sorted(self._countries)
        countries = [(code, self._countries[code]) for code in codes if code in self._countries]

        def bearers(namings: Iterable[Naming], match: Match) -> Iterator[Found]:
            for naming in namings:
                towns = [
                    town
                    for code, country in countries
                    for town in _looked_up(country, code, naming, match)
                    if _fits(town, naming.kind)
                ]
                if towns:
                    # "Kauno rajono savivaldybė" is another name as a whole, and says of what kind its bearer is.
                    kind = naming.kind or (name.kind if match is Match.OTHER_NAME and naming == name.whole[0] else None)
                    bearing = list({town.id: town for town in towns}.values())
                    yield Found(bearing, match, kind, naming.rank, naming.place)

        yield from bearers(name.whole, Match.NAME)
        if name.other:
            return
        for naming, words in cut_readings(mention.name):
            towns = [t for _, country in countries for t in country.cut_so(words) if _fits(t, naming.kind)]
            if towns:
                yield Found(towns, Match.SHORT, naming.kind, naming.rank)
        yield from bearers(name.whole, Match.OTHER_NAME)
        yield from bearers((naming for naming in name.whole if naming.kind), Match.GENITIVE)
        yield from bearers(name.parts, Match.PART)
        yield from bearers(name.whole, Match.SPELLING)


def _looked_up(country: _Country, code: str, naming: Naming, match: Match) -> Sequence[Municipality]:
    match match:
        case Match.NAME:
            if naming.kind in WIDE_KINDS:  # "Landratsamt Görlitz" is the Landkreis Görlitz
                return [t for form in with_office(naming.place, naming.kind) for t in country.own.get(form, ())]
            return country.own.get(naming.place, ())
        case Match.OTHER_NAME:
            return country.other.get(naming.place, ())
        case Match.GENITIVE:
            forms = nominatives(naming.place, code)
            return [t for form in forms for t in country.own.get(form) or country.other.get(form, ())]
        case Match.PART:
            return country.own.get(naming.place) or country.other.get(naming.place, ())
        case Match.SHORT:  # word by word: `_Country.cut_so`
            return ()
        case Match.SPELLING:
            return country.loose.get(compact(naming.place), ())


def _indexed(pairs: Iterable[tuple[Municipality, Iterable[str]]]) -> _Index:
    index: dict[str, list[Municipality]] = defaultdict(list)
    for town, forms in pairs:
        for form in forms:
            index[form].append(town)
    return index


def _fits(town: Municipality, kind: BodyKind | None) -> bool:
    """Whether a body of this kind, as its name says, can be the town: a county is not the town of the same name."""
    return kind is None or (town.kind in WIDE_KINDS) == (kind in WIDE_KINDS)


def _told_apart(towns: Sequence[Municipality], kind: BodyKind | None) -> list[Municipality]:
    """Municipalities go before counties where the name says neither, and both before quarters and settlements."""
    partners = [town for town in towns if town.kind in PARTNER_KINDS]
    narrow = [town for town in partners if town.kind not in WIDE_KINDS]
    return list(narrow or partners or towns)


def _why_nothing(name: Body) -> Said:
    if name.kind == "other":
        return said("no municipality: {word}", word=name.other)
    what = _WIDE_KINDS.get(name.kind or "", said_as("of the register", "town"))
    return said("the register has no {what} of this name", what=what)
