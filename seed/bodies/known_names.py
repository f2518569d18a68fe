"""What a graph knows by name: towns, topics, networks and solutions, looked up as people write them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from graph.errors import InvalidRecord
from graph.model import PARTNER_KINDS, Municipality, Network, Node, Solution, Topic, untagged
from graph.names import normal_form, normal_forms
from graph.readings import is_postcode
from graph.said import Said, said, said_as
from graph.store.name_search import named as bearing
from graph.store.name_search import own_bearers
from graph.store.protocol import NameMatch, Store
from seed.bodies.mention import Mention, Outcome
from seed.bodies.resolver import Resolver

#: What profiles name, beside towns.
_TOPIC = said_as("of a profile", "topic")
_NETWORK = said_as("of a profile", "network")
_SOLUTION = said_as("of a profile", "solution")

#: Towns of the given name (and country, if known), best first: `Store.search` with two arguments.
Find = Callable[[str, str | None], Sequence[NameMatch]]


@dataclass(frozen=True, slots=True)
class NamedThings:
    """Nodes of one label by id and by normal form of their names; `what` is what to call one of them."""

    what: str
    ids: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)

    def id_of(self, text: str) -> str:
        """The id that `text` means: an id, with or without its prefix, or a name. Raises InvalidRecord."""
        if text in self.ids:
            return self.ids[text]
        found = sorted({id for form in normal_forms(text) for id in self.forms.get(form, ())})
        if len(found) == 1:
            return found[0]
        if found:
            several = {"what": self.what, "ids": tuple(found[:5])}
            raise InvalidRecord(said("means more than one {what}; write its id: {ids}", **several))
        near = difflib.get_close_matches(normal_form(text), self.spellings, n=1, cutoff=0.6)
        hint = said("; did you mean {near!r}?", near=self.spellings[near[0]]) if near else ""
        raise InvalidRecord(said("no {what} has this name or id{hint}", what=self.what, hint=hint))


def named_things(what: str, nodes: Iterable[tuple[Node, Iterable[str]]]) -> NamedThings:
    """The index of `nodes`, each with the names it goes by."""
    ids: dict[str, str] = {}
    forms: dict[str, set[str]] = {}
    spellings: dict[str, str] = {}
    for node, names in nodes:
        ids[node.id] = ids[node.id.partition(":")[2]] = node.id
        for name in names:
            for form in normal_forms(name):
                forms.setdefault(form, set()).add(node.id)
            spellings.setdefault(normal_form(name), name)
    return NamedThings(what, ids, {form: tuple(sorted(found)) for form, found in forms.items()}, spellings)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """All that a profile may refer to. `surely` is the town that the importers' resolver is sure of, by name and
    country: asked for names that are not found as they stand."""

    find: Find
    get: Callable[[str], Node | None]
    laus: Mapping[str, str] = field(default_factory=dict)
    topics: NamedThings = field(default_factory=lambda: NamedThings(_TOPIC))
    networks: NamedThings = field(default_factory=lambda: NamedThings(_NETWORK))
    solutions: NamedThings = field(default_factory=lambda: NamedThings(_SOLUTION))
    surely: Callable[[str, str | None], str | None] = lambda name, country: None

    def town(self, *, id: str = "", lau: str = "", name: str = "", country: str = "") -> str:
        """The id of the town with this id; else with this LAU code; else with this name, in the country if given.

        Of several towns of the name, those that act for themselves go before quarters, and those with the name itself
        before those with it as another name. Raises InvalidRecord with the ids to choose from, or the likeliest name.
        """
        if id:
            if not isinstance(self.get(id), Municipality):
                raise InvalidRecord(said("no town has this id; ids look like gn:2951134"))
            return id
        if lau and (lau in self.laus or not name):
            if lau not in self.laus:
                raise InvalidRecord(said("no town in the graph has this code; write its name and country, or its id"))
            return self.laus[lau]
        return self._by_name(name, country)

    def _by_name(self, name: str, country: str) -> str:
        if is_postcode(name):
            raise InvalidRecord(said("this is a postcode; write the name of the town, or its official code"))
        matches = self.find(name, country or None)
        bearers = bearing(name, matches)
        bearers = [match for match in bearers if match.municipality.kind in PARTNER_KINDS] or bearers
        named = [match.municipality for match in own_bearers(name, bearers) or bearers]
        if len(named) == 1:
            return named[0].id
        if named:
            several = {"number": len(named), "ids": tuple(map(_described, named[:8]))}
            raise InvalidRecord(said("{number} towns have this name; write one of their ids: {ids}", **several))
        if (sure := self.surely(name, country or None)) is not None:
            return sure
        where = country or said("the graph")
        hint: str = ""
        if matches:
            near = matches[0]
            hint = said("; did you mean {near} ({id})?", near=near.name, id=near.municipality.id)
        raise InvalidRecord(said("no town of {where} has this name{hint}", where=where, hint=hint))


def known_names(store: Store, resolver: Callable[[], Resolver] | None = None) -> KnownNames:
    """Everything the store knows by name. Reads all its topics, networks, solutions and facts.

    `resolver` makes the one behind all importers, when the first name is not found as it stands.
    """
    made = None if resolver is None else cache(resolver)

    def surely(name: str, country: str | None) -> str | None:
        identity = None if made is None else made().resolve(Mention(name, country))
        return identity.id if identity is not None and identity.outcome is Outcome.SURE else None

    return KnownNames(
        surely=surely,
        find=lambda name, country: store.search(name, country=country, limit=20),
        get=store.get,
        laus={fact.value: fact.subject for fact in store.facts() if fact.key == "lau"},
        topics=named_things(_TOPIC, ((node, _topic_names(node)) for node in store.nodes("Topic"))),
        networks=named_things(_NETWORK, _by_own_name(store.nodes(Network.label))),
        solutions=named_things(_SOLUTION, _by_own_name(store.nodes(Solution.label))),
    )


def _topic_names(node: Node) -> list[str]:
    tagged = (*node.labels, *node.synonyms) if isinstance(node, Topic) else ()
    return [node.name, *(text for text, _ in map(untagged, tagged))]


def _by_own_name(nodes: Iterable[Node]) -> Iterable[tuple[Node, Iterable[str]]]:
    return ((node, [node.name]) for node in nodes)


def _described(town: Municipality) -> Said:
    """The id of the town, with what tells it from others of its name."""
    values = {"id": town.id, "country": town.country, "people": town.population}
    where = "" if town.lat is None else f", {town.lat:.2f} {town.lon:.2f}"
    if town.population is None:
        return said("{id} ({country}, population unknown{where})", where=where, **values)
    return said("{id} ({country}, {people:,} inhabitants{where})", where=where, **values)
