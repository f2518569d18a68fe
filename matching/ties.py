"""What can be derived from a snapshot once and serves every question: who works on what, with whom, how much."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.model import HONOURS
from graph.snapshot.frozen import UNIT, Links, Snapshot
from graph.snapshot.vocabulary import CategoryColumn, TextColumn
from matching.pairs import Bipartite, floats, spread
from matching.programmes import is_european
from matching.types import Proof

#: What more towns than these did under one name is a programme that each took part in by itself.
FEW = 60
#: Members of a network this small know each other; beyond it, membership is an address, not a contact.
#: 30 is the size up to which the peers task of the evaluation counts a network.
WORKING_SIZE = 30
#: Countries with which the European Union has suspended the cooperation of regions and towns since March 2022
#: (European Commission, 4 March 2022): no programme pays for it. Who names one of them gets its towns all the same.
SUSPENDED = ("BY", "RU")
#: Fields that are digital in themselves: what is about these first of all is under the surface of what towns do.
DIGITAL_FIELDS = ("topic:field-digital-administration", "topic:field-data-and-infrastructure")
#: Known members, all of one country, from which on a network is a national one.
NATIONAL = 4
#: How much a thing's topics say of a town, by what ties the two: what it does itself counts whole; what it plans, or
#: what a network does that it is in, half as much; of a list on which it stands next to nothing is known to follow.
PROOF: Mapping[Proof, float] = {"own": 1.0, "planned": 0.5, "label": 0.5, "network": 0.5, "listed": 0.1}


def _any_row(pairs: Bipartite, links: Links, rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """For which of the pairs any row of `links` is among `rows`."""
    count = max(len(pairs.sizes), 1)
    chosen = links.start[rows].astype(np.int64) * count + links.end[rows]
    return np.isin(pairs.towns.astype(np.int64) * count + pairs.things, chosen)


#: A use of what more towns use than this counts for so much of it: who is one of three hundred in a list of rental
#: bicycles has done less for cycling, as far as we know, than who built a path. Chosen by eye.
MANY_USERS, OF_MANY = 20, 0.75


def topic_matrix(snapshot: Snapshot, type: str, label: str) -> Floats32:
    """What each node of `label` says about each topic, shape (nodes, topics), 0–1.

    A topic also counts, at 0.3, for its field (BROADER): a question that names a field finds what is in it.
    The array is laid out topic by topic, for a question reads few topics and many nodes.
    """
    links = snapshot.links(type, label)
    matrix = np.zeros((len(snapshot.tables[label]), len(snapshot.tables["Topic"])), dtype=np.float32, order="F")
    if len(links):
        weight = np.where(np.isnan(links.weight), 1.0, links.weight).astype(np.float32)
        np.maximum.at(matrix, (links.start, links.end), weight)
        broader = snapshot.links("BROADER", "Topic")
        for narrow, field in zip(*broader.pairs, strict=True):
            np.maximum(matrix[:, field], matrix[:, narrow] * np.float32(0.3), out=matrix[:, field])
    return matrix


def _holders(column: TextColumn | CategoryColumn) -> Mapping[str, npt.NDArray[np.bool_]]:
    """By text, which rows of a column of tuples hold it."""
    holders: dict[str, npt.NDArray[np.bool_]] = {}
    for at in range(len(column)):
        for text in filter(None, (column[at] or "").split(UNIT)):
            holders.setdefault(text, np.zeros(len(column), dtype=np.bool_))[at] = True
    return holders


@dataclass(frozen=True)
class Ties:
    """The derived arrays of one snapshot. Rows follow the tables of the snapshot; topics are columns."""

    snapshot: Snapshot

    @cached_property
    def memberships(self) -> Bipartite:
        """Towns and networks."""
        return Bipartite.of(self.snapshot.links("MEMBER_OF"))

    @cached_property
    def uses(self) -> Bipartite:
        """Towns and solutions."""
        return Bipartite.of(self.snapshot.links("USES"))

    @cached_property
    def network_topics(self) -> Floats32:
        """What each network works on, (networks, topics)."""
        return topic_matrix(self.snapshot, "ADDRESSES", "Network")

    @cached_property
    def solution_topics(self) -> Floats32:
        """What each solution is for, (solutions, topics)."""
        return topic_matrix(self.snapshot, "ADDRESSES", "Solution")

    @cached_property
    def topics_by_network(self) -> Floats32:
        """`network_topics` laid out network by network, to read those of one."""
        return np.ascontiguousarray(self.network_topics)

    @cached_property
    def topics_by_solution(self) -> Floats32:
        """`solution_topics` laid out solution by solution, to read those of one."""
        return np.ascontiguousarray(self.solution_topics)

    @cached_property
    def _solutions_by_name(self) -> Mapping[str, Ints32]:
        table = self.snapshot.tables["Solution"]
        found: dict[str, list[int]] = {}
        for at in range(len(table)):
            found.setdefault(table.name(at), []).append(at)
        return {name: np.array(ones, dtype=np.int32) for name, ones in found.items()}

    def solution_namesakes(self, solution: int) -> Ints32:
        """The solution, and those of the same name: what several towns did alike is one practice each."""
        return self._solutions_by_name[self.snapshot.tables["Solution"].name(solution)]

    @cached_property
    def solution_bearers(self) -> Ints32:
        """How many solutions have the name of each."""
        count = np.zeros(len(self.snapshot.tables["Solution"]), dtype=np.int32)
        for alike in self._solutions_by_name.values():
            count[alike] = len(alike)
        return count

    @cached_property
    def solution_languages(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """By language (ISO 639-1), which solutions are known to exist in it."""
        return _holders(self.snapshot.tables["Solution"].text("languages"))

    @cached_property
    def network_countries(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """By country (ISO 3166-1 alpha-2), which networks name it among those that they take members from."""
        return _holders(self.snapshot.tables["Network"].text("countries"))

    @cached_property
    def network_regions(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """By region (NUTS), which networks name it among those that they take members from."""
        return _holders(self.snapshot.tables["Network"].text("regions"))

    @cached_property
    def network_conditions(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The networks that name conditions of joining, each with what they are."""
        takes = self.snapshot.tables["Network"].text("takes")
        named = ((at, takes[at]) for at in range(len(self.snapshot.tables["Network"])))
        return tuple((at, tuple(text.split(UNIT))) for at, text in named if text)

    @cached_property
    def usual_activity(self) -> Floats32:
        """How much the towns that do anything work on each topic, the mean of them."""
        busy = self.activity[self.activity.any(axis=1)]
        return floats(busy.mean(axis=0)) if len(busy) else np.zeros(self.activity.shape[1], dtype=np.float32)

    @cached_property
    def call_areas(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The calls of programmes that pay in some areas only, each with the NUTS codes of these."""
        area = self.snapshot.tables["Programme"].text("area")
        pairs = zip(*(side.tolist() for side in self.snapshot.links("UNDER", "Call").pairs), strict=True)
        return tuple((call, tuple(text.split(UNIT))) for call, programme in pairs if (text := area[programme]))

    @cached_property
    def call_topics(self) -> Floats32:
        """What each call pays for, (calls, topics)."""
        return topic_matrix(self.snapshot, "ADDRESSES", "Call")

    def topics_of(self, label: str) -> Floats32:
        """What each node of the label says about each topic, (nodes, topics)."""
        match label:
            case "Network":
                return self.network_topics
            case "Solution":
                return self.solution_topics
            case "Call":
                return self.call_topics
            case _:
                return topic_matrix(self.snapshot, "ADDRESSES", label)

    @cached_property
    def needs(self) -> Floats32:
        """What each town says it needs, (towns, topics)."""
        return topic_matrix(self.snapshot, "NEEDS", "Municipality")

    @cached_property
    def offers(self) -> Floats32:
        """What each town says it offers, (towns, topics)."""
        return topic_matrix(self.snapshot, "OFFERS", "Municipality")

    @cached_property
    def listed(self) -> npt.NDArray[np.bool_]:
        """Which networks are lists of their publishers, or parts of one: to stand there is no taking part."""
        lists = self._networks_with("admission", "listed")
        listed: npt.NDArray[np.bool_] = lists | ((self.umbrellas >= 0) & lists[self.umbrellas])
        return listed

    @cached_property
    def umbrellas(self) -> Ints32:
        """The network that each network is a part of; -1 for none."""
        table, umbrellas = self.snapshot.tables["Network"], np.full(len(self.memberships.sizes), -1, dtype=np.int32)
        above = table.text("umbrella")
        for at in range(len(table)):
            found = table.ids.find(above[at] or "")
            umbrellas[at] = -1 if found is None else found
        return umbrellas

    def _networks_with(self, column: str, value: str) -> npt.NDArray[np.bool_]:
        """Which networks have the value; none that the snapshot has not, for evaluation adds some to its own."""
        values = self.snapshot.tables["Network"].category(column)
        return np.pad(values.codes == values.code(value), (0, len(self.memberships.sizes) - len(values.codes)))

    @cached_property
    def practices(self) -> npt.NDArray[np.bool_]:
        """Which solutions are practices: each town carries one out for itself."""
        kind = self.snapshot.tables["Solution"].category("kind")
        practices: npt.NDArray[np.bool_] = kind.codes == kind.code("practice")
        return practices

    @cached_property
    def of_few(self) -> npt.NDArray[np.bool_]:
        """Which rows of the uses tell of a practice that several towns did under its name, but no more than FEW."""
        things = self.snapshot.links("USES").end
        bearers = self.solution_bearers[things]
        return self.practices[things] & (bearers > 1) & (bearers <= FEW)

    @cached_property
    def leads(self) -> npt.NDArray[np.bool_]:
        """Which of the pairs of `memberships` are a project and the town that leads it: a project of its own."""
        links = self.snapshot.links("MEMBER_OF")
        leading = _any_row(self.memberships, links, links.role.codes == links.role.code("lead"))
        projects: npt.NDArray[np.bool_] = self._networks_with("kind", "project")[self.memberships.things]
        return projects & leading

    @cached_property
    def planned(self) -> npt.NDArray[np.bool_]:
        """Which of the pairs of `uses` are planned only, by all who tell of them."""
        return self._only({"planned"})

    @cached_property
    def labelled(self) -> npt.NDArray[np.bool_]:
        """Of which of the pairs of `uses` no more is told than a label, a nomination or the like (HONOURS), by all who
        tell of them."""
        return self._only(HONOURS)

    @cached_property
    def done(self) -> npt.NDArray[np.bool_]:
        """Which of the pairs of `uses` a town carried out itself: they are neither planned only nor a mere label."""
        return ~(self.planned | self.labelled)

    def doers(self, solution: int) -> Ints32:
        """The towns that carried the solution out themselves."""
        return self._towns_of(solution, self.done)

    def holders(self, solution: int) -> Ints32:
        """The towns that hold a label or a prize for the solution."""
        return self._towns_of(solution, self.labelled)

    def _towns_of(self, solution: int, some: npt.NDArray[np.bool_]) -> Ints32:
        """The towns of those of the solution's pairs of `uses` that are among `some`."""
        first, last = self.uses.thing_indptr[solution : solution + 2]
        rows = self.uses.rows_by_thing[first:last]
        towns: Ints32 = self.uses.towns[rows[some[rows]]]
        return towns

    @cached_property
    def own_uses(self) -> tuple[Ints32, Ints32]:
        """The pairs of `uses` that are `done`: the towns and the solutions."""
        return self.uses.towns[self.done], self.uses.things[self.done]

    @cached_property
    def own_projects(self) -> tuple[Ints32, Ints32]:
        """The pairs of `memberships` that are `leads`: the towns and the networks."""
        return self.memberships.towns[self.leads], self.memberships.things[self.leads]

    def last_heard_before(self, day: int) -> npt.NDArray[np.bool_]:
        """Of which of the pairs of `uses` the last that is known is of before the day (`graph.dates.to_code`); of which
        no day is known, none."""
        before: npt.NDArray[np.bool_] = self._last_heard < day
        return before

    @cached_property
    def _last_heard(self) -> npt.NDArray[np.int64]:
        """The last day that is known of each of the pairs of `uses`; a day that never comes where none is."""
        links, pairs = self.snapshot.links("USES"), self.uses
        heard = np.maximum(links.as_of, links.since).astype(np.int64)
        heard[heard == 0] = np.iinfo(np.int64).max
        count = max(len(pairs.sizes), 1)
        rows = links.start.astype(np.int64) * count + links.end
        own = pairs.towns.astype(np.int64) * count + pairs.things
        order = np.argsort(own)
        at = np.minimum(np.searchsorted(own, rows, sorter=order), max(len(own) - 1, 0))
        last = np.zeros(len(own), dtype=np.int64)
        if len(own):
            told = own[order[at]] == rows
            np.maximum.at(last, order[at[told]], heard[told])
        return last

    @cached_property
    def everyday(self) -> npt.NDArray[np.bool_]:
        """Which solutions are practices that are not about data or the digital administration first of all
        (DIGITAL_FIELDS): what towns do every day."""
        topics, digital = self.solution_topics, self.topics_inside(DIGITAL_FIELDS)
        first = topics[:, digital].max(axis=1, initial=0) >= topics.max(axis=1, initial=0)
        everyday: npt.NDArray[np.bool_] = self.practices & ~(first & topics.any(axis=1))
        return everyday

    @cached_property
    def everyday_uses(self) -> tuple[Ints32, Ints32]:
        """Those of `own_uses` that are `everyday`, and neither a warning nor an honour."""
        towns, solutions = self.own_uses
        some = (self.everyday & ~self.warnings & ~self.honours)[solutions]
        return towns[some], solutions[some]

    @cached_property
    def everyday_counts(self) -> npt.NDArray[np.int64]:
        """How many `everyday_uses` each town has."""
        return np.bincount(self.everyday_uses[0], minlength=len(self.snapshot.municipalities))

    def topics_inside(self, fields: Iterable[str]) -> list[int]:
        """The topics of some fields (their ids), and the fields themselves."""
        narrow, field = self.snapshot.links("BROADER", "Topic").pairs
        known = [at for at in map(self.snapshot.tables["Topic"].ids.find, fields) if at is not None]
        return [*known, *narrow[np.isin(field, known)].tolist()]

    @cached_property
    def warnings(self) -> npt.NDArray[np.bool_]:
        """Which solutions nobody would do after another: all that is told of them is over, or a lesson."""
        return self._nothing_but(self._only({"lesson", "ended"}))

    @cached_property
    def honours(self) -> npt.NDArray[np.bool_]:
        """Which solutions nobody uses or plans: all that is told of them is a label, a nomination or the like."""
        return self._nothing_but(self.labelled)

    def _nothing_but(self, some: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which solutions have pairs of `uses`, all of them among `some`."""
        others = np.bincount(self.uses.things, weights=~some, minlength=len(self.uses.sizes))
        nothing_but: npt.NDArray[np.bool_] = (others == 0) & (self.uses.sizes > 0)
        return nothing_but

    def _only(self, statuses: Collection[str]) -> npt.NDArray[np.bool_]:
        links = self.snapshot.links("USES")
        codes = [links.status.code(status) for status in sorted(statuses)]
        return ~_any_row(self.uses, links, ~np.isin(links.status.codes, codes))

    @cached_property
    def membership_shares(self) -> Floats32:
        """How much of a network's topics count for a member, one for each pair of `memberships`; see `activity`."""
        networks = self.memberships.things
        of_size = 1.0 / np.log2(1.0 + np.maximum(self.memberships.sizes, 1))
        proof = np.where(self.listed, PROOF["listed"], PROOF["network"])
        return floats(np.where(self.leads, PROOF["own"], (of_size * proof)[networks]))

    @cached_property
    def use_shares(self) -> Floats32:
        """How much of a solution's topics count for a user, one for each pair of `uses`; less of one that very many
        use: lists of feeds and portals name them, and tell nothing of the town."""
        shares = np.where(self.planned, PROOF["planned"], PROOF["own"])
        shares = np.where(self.labelled, PROOF["label"], shares)
        return floats(np.where(self.of_many, shares * OF_MANY, shares))

    @cached_property
    def of_many(self) -> npt.NDArray[np.bool_]:
        """Which of the pairs of `uses` are of a solution that more than MANY_USERS use."""
        crowded: npt.NDArray[np.bool_] = self.uses.sizes[self.uses.things] > MANY_USERS
        return crowded

    @cached_property
    def activity(self) -> Floats32:
        """How much each town does on each topic, (towns, topics), 0–1.

        Topic weights count by their proof (PROOF), those of a network by 1/log₂(1 + size) as well (a large association
        says little about one member); sums saturate as s/(s + 1/3): one solution on the topic is three quarters.
        """
        return self._doings(self.membership_shares, self.use_shares)

    def chosen(self, towns: Ints32) -> Floats32:
        """The `activity` of the towns without what very many use, shape (towns, topics): that a portal lists them tells
        nothing of what they, or towns like them, are interested in."""
        return self._doings(self.membership_shares, floats(np.where(self.of_many, 0, self.use_shares)))[towns]

    def _doings(self, membership_shares: Floats32, use_shares: Floats32) -> Floats32:
        """`activity`, with these shares of the topics of what each town is in and what it uses. Summed for the towns
        alone that have any tie: a tenth of all."""
        tied = np.flatnonzero(self.memberships.degrees + self.uses.degrees)
        place = np.zeros(len(self.snapshot.municipalities), dtype=np.int32)
        place[tied] = np.arange(len(tied))
        doings = np.zeros((len(place), len(self.snapshot.tables["Topic"])), dtype=np.float32, order="F")
        summed = [
            (place[pairs.towns], pairs.things, shares, topics)
            for pairs, shares, topics in (
                (self.memberships, membership_shares, self.network_topics),
                (self.uses, use_shares, self.solution_topics),
            )
        ]
        for topic in range(doings.shape[1]):
            total = np.zeros(len(tied), dtype=np.float32)
            for rows, things, shares, topics in summed:
                told = topics[things, topic]
                at = np.flatnonzero(told)
                total += np.bincount(rows[at], told[at] * shares[at], minlength=len(tied))
            doings[tied, topic] = total / (total + np.float32(1 / 3))
        return doings

    @cached_property
    def known_doings(self) -> tuple[Ints32, Floats32]:
        """The towns of which anything is known that they do or offer, sorted, and for these `activity` + `offers`,
        shape (such towns, topics): a tenth of all."""
        towns = np.flatnonzero(self.activity.any(axis=1) | self.offers.any(axis=1)).astype(np.int32)
        return towns, np.asfortranarray(self.activity[towns] + self.offers[towns])

    @cached_property
    def _choices(self) -> tuple[Ints32, Floats32]:
        """The row of each town in the array that stands beside, which is `chosen` town by town; the first row is that
        of all who are not among `known_doings`."""
        towns, _ = self.known_doings
        place = np.zeros(len(self.activity), dtype=np.int32)
        place[towns] = np.arange(1, len(towns) + 1)
        return place, np.vstack([np.zeros((1, self.activity.shape[1]), dtype=np.float32), self.chosen(towns)])

    def choices_of(self, towns: Ints32) -> Floats32:
        """`chosen` of some towns, read from where it is kept for all."""
        place, rows = self._choices
        found: Floats32 = rows[place[towns]]
        return found

    @cached_property
    def beyond_lists(self) -> npt.NDArray[np.bool_]:
        """Which of the towns of `known_doings` do, or offer, more on which topics than to stand on a list."""
        towns, _ = self.known_doings
        place = np.zeros(len(self.activity), dtype=np.int32)
        place[towns] = np.arange(len(towns))
        more = np.asfortranarray(self.offers[towns] > 0)
        for pairs, left_out, topics in (
            (self.memberships, self.listed[self.memberships.things], self.network_topics),
            (self.uses, self.of_many, self.solution_topics),
        ):
            rows, things = place[pairs.towns[~left_out]], pairs.things[~left_out]
            for topic in range(topics.shape[1]):
                more[rows[topics[things, topic] > 0], topic] = True
        return more

    @cached_property
    def experience(self) -> npt.NDArray[np.int64]:
        """How many networks each town is or was in; to stand on a list is no experience."""
        pairs = self.memberships
        return np.bincount(pairs.towns[~self.listed[pairs.things]], minlength=len(pairs.degrees))

    @cached_property
    def tied(self) -> Ints32:
        """The towns that can be partners and have any network or solution, sorted."""
        tied = self.snapshot.partners & (self.memberships.degrees + self.uses.degrees > 0)
        return np.flatnonzero(tied).astype(np.int32)

    @cached_property
    def suspended(self) -> Ints32:
        """The towns of the countries that are SUSPENDED."""
        country = self.snapshot.municipalities.category("country")
        return np.flatnonzero(np.isin(country.codes, [country.code(c) for c in SUSPENDED])).astype(np.int32)

    @cached_property
    def telling(self) -> Ints32:
        """Those of `tied` that have more than what very many use, sorted: they can speak for towns like them."""
        own = np.bincount(self.uses.towns[~self.of_many], minlength=len(self.uses.degrees))
        return np.flatnonzero(self.snapshot.partners & (self.memberships.degrees + own > 0)).astype(np.int32)

    @cached_property
    def log_population(self) -> Floats32:
        """Natural logarithm of the inhabitants, NaN where unknown."""
        return floats(np.log(self.snapshot.population))

    @cached_property
    def countries_present(self) -> npt.NDArray[np.bool_]:
        """Whether a network has or had a member in a country, (networks, countries)."""
        country = self.snapshot.municipalities.category("country")
        present = np.zeros((len(self.memberships.sizes), len(country.values)), dtype=np.bool_)
        present[self.memberships.things, country.codes[self.memberships.towns]] = True
        return present

    @cached_property
    def _funding(self) -> Bipartite:
        """Networks and what is looked at as one: each network by itself, numbered as it is, and behind these each
        programme, for all networks that it pays for. A network that Europe pays for is in none: it is nobody's own.
        """
        networks = np.arange(len(self.memberships.sizes), dtype=np.int32)
        table = self.snapshot.tables["Programme"]
        said = [(table.name(at), table.text("managing_body")[at] or "") for at in range(len(table))]
        european = np.array([any(map(is_european, names)) for names in said], dtype=np.bool_)
        paid, programmes = self.snapshot.links("FUNDED_BY", "Network").pairs
        by_itself = networks[~np.isin(networks, paid[european[programmes]])]
        kept = np.isin(paid, by_itself)
        ones = np.concatenate([by_itself, paid[kept]])
        groups = np.concatenate([by_itself, len(networks) + programmes[kept]]).astype(np.int32)
        order = np.lexsort((groups, ones))
        return Bipartite.of_pairs(ones[order], groups[order], len(networks), len(networks) + len(table))

    @cached_property
    def national(self) -> npt.NDArray[np.bool_]:
        """Which networks are one country's own: all their known members, NATIONAL at least, are of one country; or all
        those of the networks that one of their programmes pays for, together. None that a European programme pays for.
        """
        networks, groups = self._funding.towns, self._funding.things
        members = np.bincount(groups, self.memberships.sizes[networks], len(self._funding.sizes))
        present = np.zeros((len(members), self.countries_present.shape[1]), dtype=np.bool_)
        np.logical_or.at(present, groups, self.countries_present[networks])
        own = (present.sum(axis=1) == 1) & (members >= NATIONAL)
        national = np.zeros(len(self.memberships.sizes), dtype=np.bool_)
        national[networks[own[groups]]] = True
        return national

    @cached_property
    def within_one_region(self) -> tuple[Ints32, Ints32, Ints32]:
        """The networks whose members, where their region is known, are all in one; that region; how many they are.

        A network stands once for each such region (a town can be in a land and in a district of it), and once more for
        each of its programmes where all members of the networks that it pays for are in one, with the count of all
        these. None that a European programme pays for.
        """
        located, members = Bipartite.of(self.snapshot.links("IN")), self.memberships
        at, groups = spread(self._funding.indptr, self._funding.things, members.things)
        towns = members.towns[at]
        known = np.bincount(groups, located.degrees[towns] > 0)
        at, regions = spread(located.indptr, located.things, towns)
        count = max(len(located.sizes), 1)
        keys, inside = np.unique(groups[at].astype(np.int64) * count + regions, return_counts=True)
        found, regions = (half.astype(np.int32) for half in np.divmod(keys, count))
        whole = inside == known[found]
        at, networks = spread(self._funding.thing_indptr, self._funding.towns_by_thing, found[whole])
        return networks, regions[whole][at], inside[whole][at].astype(np.int32)

    @cached_property
    def country_ties(self) -> Floats32:
        """How usual it is that towns of two countries meet in one working network, (countries, countries), 0–1.

        The number of networks of at most WORKING_SIZE towns in which both countries are present, over the larger count
        a country of the pair reaches with any other country; the diagonal is 0.
        """
        present = self.countries_present[self.memberships.sizes <= WORKING_SIZE].astype(np.float32)
        together = present.T @ present
        np.fill_diagonal(together, 0)
        most = together.max(axis=1, initial=0)
        return floats(together / np.maximum(np.maximum.outer(most, most), 1))
