"""Network features: which network should we join? Each is between 0 (says nothing) and 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Floats32, Ints32
from graph.said import said, said_as
from matching.asker import MAINLY_ADDRESSED, Asker
from matching.kinds import items, statements
from matching.kinds.conditions import NEXT_DOOR_KM, judged, of_unknown_surroundings, special_and_unknown, told_of
from matching.kinds.kind import AMONG_OTHER_THINGS, Kind, Shown
from matching.kinds.scoring import Feature, Ground, Recipe, names_a_need, of_need
from matching.kinds.to_ask import member_to_ask
from matching.need.confidence import CONFIDENT
from matching.pairs import floats, spread
from matching.words.told import told
from matching.words.written import rough_number

#: Kinds of networks that take members while they run.
JOINABLE = ("association", "network", "initiative")
#: Known members, all of one region, from which on a network is a regional one.
REGIONAL = 4
#: A topic comes first in a need from this share of the strongest one on.
CLOSE_BEHIND = 0.8
#: What its main purpose is says no more where its text lies farther than this from a need in words: a label for beaches
#: has to do with water, and not with sewers. So near a network's text comes that is named as near. By eye on 28 needs.
ON_PURPOSE, NEAR_FROM = 0.2, 0.18


def your_like_is_there(asker: Asker, networks: Ints32) -> Floats32:
    """Towns like yours take part: {towns}.

    See `items.like_among`.
    """
    return items.like_among(asker, asker.ties.memberships, networks)


def _members_ground(asker: Asker, network: int, towns: list[int]) -> Ground:
    snapshot, language = asker.ties.snapshot, asker.query.language
    evidence = tuple(statements.membership(snapshot, t, network, language, asker.query.on) for t in towns)
    return Ground({"towns": ", ".join(snapshot.municipalities.name(t, language) for t in towns)}, evidence)


def _like_ground(asker: Asker, network: int) -> Ground:
    return _members_ground(asker, network, items.like_names(asker, asker.ties.memberships, network))


def your_country_is_there(asker: Asker, networks: Ints32) -> Floats32:
    """Known members from your country: {count} of {members}.

    n / (n + 3).
    """
    return items.country_share(asker, asker.ties.memberships, networks)


def _country_ground(asker: Asker, network: int) -> Ground:
    snapshot = asker.ties.snapshot
    members = asker.ties.memberships.towns_of(network)
    codes = snapshot.municipalities.category("country").codes[members]
    own = members[codes == asker.country_code]
    nearest = own[np.lexsort((own, -asker.nearness[own]))][:2]
    evidence = tuple(
        statements.membership(snapshot, int(t), network, asker.query.language, asker.query.on) for t in nearest
    )
    return Ground({"count": len(own), "members": len(members)}, evidence)


def towns_of_your_size(asker: Asker, networks: Ints32) -> Floats32:
    """Members closest to your size: {towns}.

    The mean size likeness of the members, in networks of at least three.
    """
    pairs = asker.ties.memberships
    total = pairs.sums(asker.size_likeness)[networks]
    sizes = pairs.sizes[networks]
    return floats(np.where(sizes >= 3, total / np.maximum(sizes, 1), 0))


def _size_ground(asker: Asker, network: int) -> Ground:
    members = asker.ties.memberships.towns_of(network)
    closest = members[np.lexsort((members, -asker.size_likeness[members]))][:2]
    return _members_ground(asker, network, [int(t) for t in closest])


def partners_are_there(asker: Asker, networks: Ints32) -> Floats32:
    """Your partners take part: {towns}.

    Present partners among the members, n / (n + 2).
    """
    pairs = asker.ties.memberships
    _, joined = spread(pairs.indptr, pairs.things, asker.present_partners)
    count = np.bincount(joined, minlength=len(pairs.sizes))[networks]
    return floats(count / (count + 2))


def _partners_ground(asker: Asker, network: int) -> Ground:
    there = np.intersect1d(asker.present_partners, asker.ties.memberships.towns_of(network))
    return _members_ground(asker, network, [int(t) for t in there[there != (asker.index or -1)][:3]])


def _are_to_come(asker: Asker) -> bool:
    """Whether there are networks to come that the learned curves say something of, to a town of the register."""
    return asker.joining is not None and asker.index is not None and len(asker.joining.networks) > 0


def joins_such(asker: Asker, networks: Ints32) -> Floats32:
    """{lead} leads it: going by past projects, you are {times} times as likely to join as the average town.

    For networks that are still to come and have a known lead; see `worth_of_chance`.
    """
    chances = np.full(len(networks), -np.inf, dtype=np.float32)
    if _are_to_come(asker):
        assert asker.joining is not None
        for at in np.flatnonzero(np.isin(networks, asker.joining.networks)):
            chances[at] = asker.joining.chances(int(networks[at]))[asker.index]
    return worth_of_chance(chances, _partner_count(asker))


def worth_of_chance(chances: Floats32, towns: int) -> Floats32:
    """What chances among so many towns, as logarithms, are worth: log(times the average) / log(towns), within 0–1."""
    return floats(np.clip((chances + np.float32(np.log(towns))) / np.log(max(towns, 2)), 0, 1))


def _partner_count(asker: Asker) -> int:
    return int(asker.ties.snapshot.partners.sum())


def _joins_ground(asker: Asker, network: int) -> Ground:
    snapshot, language = asker.ties.snapshot, asker.query.language
    members = snapshot.links("MEMBER_OF")
    rows = members.rows_to(network)
    lead = int(members.start[rows[members.role.codes[rows] == members.role.code("lead")][0]])
    assert asker.joining is not None
    times = float(np.exp(asker.joining.chances(network)[asker.index])) * _partner_count(asker)
    words = {"lead": snapshot.municipalities.name(lead, language), "times": rough_number(times, language)}
    return Ground(words, (statements.membership(snapshot, lead, network, language, asker.query.on),))


#: Which network should we join? The weights add up to 100. A need outweighs the rest; how its topics and its text share
#: theirs was chosen with the development half of `benchmarks.across_languages`, and how much they have together so that
#: no fewer of the first items address the topic of a paraphrase than before. It holds for solutions and calls as well.
#: Of what is not for a need, `joins_such` has two thirds where a network is to come: `benchmarks.network_weights`.
NETWORKS: Recipe = (
    items.topic_fit(
        "Network",
        32.4,
        said("Topic: {topics}."),
    ),
    items.text_likeness(
        "Network",
        32.4,
        items.FITS,
    ),
    items.interests_of_your_like(
        "Network",
        1.7,
        said_as("network", "Its topics: {topics}."),
        beside_a_need=False,
    ),
    Feature(your_like_is_there, 4.1, _like_ground),
    Feature(your_country_is_there, 2.4, _country_ground, about="facts"),
    Feature(towns_of_your_size, 2.8, _size_ground, about="facts"),
    Feature(partners_are_there, 1.4, _partners_ground),
    Feature(joins_such, 22.8, _joins_ground, _are_to_come),
)


def network_candidates(asker: Asker, allowed: Ints32) -> Ints32:
    """The networks that can be suggested: not ended, not its own, no tandem, no project that has begun, none whose
    members were chosen once, no directory, no part of a whole in another part of which it is, none of another country
    or region, none whose rules shut the asker out, none for towns around it of which nobody knows how far they are, and
    without a need none of which it is not known whether the asker is what it takes, and none that nobody around is in.

    A tandem is a pair, and the partners of a project are fixed when it begins. Which networks are one country's own,
    `Ties.national` tells; in the same way, by REGIONAL members of one region, a network is regional.
    Whether a network of unknown admission takes new members is for its secretariat to say.
    """
    table = asker.ties.snapshot.tables["Network"]
    kind, start, end = table.category("kind"), table.date("start")[allowed], table.date("end")[allowed]
    admission = table.category("admission")
    takes_members = ~np.isin(admission.codes[allowed], [admission.code("chosen"), admission.code("listed")])
    day = dates.to_code(asker.query.on.isoformat())
    running = lasts(end, day)
    to_come = (kind.codes[allowed] == kind.code("project")) & (start > day)
    open_kind = np.isin(kind.codes[allowed], [kind.code(k) for k in JOINABLE])
    unmet, unknown = judged(asker)
    elsewhere = _of_another_country(asker) | _of_another_region(asker) | _shut_to(asker, day) | unmet
    elsewhere |= of_unknown_surroundings(asker) if names_a_need(asker) else unknown
    above = asker.ties.umbrellas
    elsewhere |= (above >= 0)[: len(elsewhere)] & np.isin(above, above[asker.networks])[: len(elsewhere)]
    others = ~np.isin(allowed, asker.networks) & ~elsewhere[allowed]
    if not of_need(asker):  # who joins a project to come, the curves say
        others &= _known_around(asker)[allowed] | to_come
    joinable: Ints32 = allowed[running & (open_kind | to_come) & takes_members & others]
    return joinable


def _known_around(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which networks have a member next door, or are those of the asker's country: what speaks for them where nothing
    is wanted. The others would be the same for every town. Of an asker without a place all are."""
    if np.isnan(asker.point).any():
        return np.ones(len(asker.nearest_members), dtype=np.bool_)
    around: npt.NDArray[np.bool_] = (asker.nearest_members <= NEXT_DOOR_KM) | asker.ties.national
    return around


def lasts(end: Ints32, day: int) -> npt.NDArray[np.bool_]:
    """Which of the ends (date codes, 0 for unknown) are not before the day."""
    # An end known to the year or month only lasts until its last day: 20250000 counts as 20259999.
    last = np.where(end % 10000 == 0, end + 9999, np.where(end % 100 == 0, end + 99, end))
    lasts: npt.NDArray[np.bool_] = (end == 0) | (last >= day)
    return lasts


def _shut_to(asker: Asker, day: int) -> npt.NDArray[np.bool_]:
    """Which networks the asker cannot join by their rules: they take members from other countries or regions only, of
    fewer inhabitants or of more, or one of each country and have one of the asker's on that day. What is unknown shuts
    nobody out.
    """
    table, members = asker.ties.snapshot.tables["Network"], asker.ties.snapshot.links("MEMBER_OF")
    shut: npt.NDArray[np.bool_] = asker.population > table.number("population_max")
    shut |= asker.population < table.number("population_min")
    by_country = asker.ties.network_countries
    if asker.country:
        limited = np.logical_or.reduce([*by_country.values()])
        shut |= limited & ~by_country.get(asker.country, np.zeros_like(shut))
    shut |= _of_other_regions(asker)
    single, codes = table.category("one_per_country"), asker.ties.snapshot.municipalities.category("country").codes
    for network in np.flatnonzero(single.codes == single.code("yes")):
        rows = members.rows_to(int(network))
        present = members.start[rows[lasts(members.until[rows], day)]]
        shut[network] |= asker.country_code >= 0 and bool(np.any(codes[present] == asker.country_code))
    return shut


def _of_other_regions(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which networks take members from certain regions (NUTS), and not from the asker's; of a town whose NUTS 3 region
    is not known, none."""
    snapshot = asker.ties.snapshot
    shut = np.zeros(len(snapshot.tables["Network"]), dtype=np.bool_)
    fact = None if asker.index is None else snapshot.fact(asker.index, "nuts3")
    if fact is not None:
        named = asker.ties.network_regions
        for networks in named.values():
            shut |= networks
        for region in named:
            if fact.value.startswith(region):
                shut &= ~named[region]
    return shut


def _of_another_country(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which networks are one country's own, and not the asker's."""
    if asker.country_code < 0:
        return asker.ties.national
    return asker.ties.national & ~asker.ties.countries_present[:, asker.country_code]


def _of_another_region(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which networks are those of one region that is not the asker's: next door in another Land or province, one asks a
    member what it does, and does not join."""
    pairs = asker.ties.memberships
    elsewhere = np.zeros(len(pairs.sizes), dtype=np.bool_)
    own = asker.ties.snapshot.links("IN").ends(asker.index) if asker.index is not None else ()
    if not len(own):
        return elsewhere  # a town whose region nobody knows is not kept from any
    networks, regions, members = asker.ties.within_one_region
    elsewhere[networks[members >= REGIONAL]] = True
    elsewhere[networks[np.isin(regions, own)]] = False
    return elsewhere


#: What is said of how one joins, and where no source that we read tells it.
_HOW = said("How one joins: {how} (Source: {source})")
_HOW_UNKNOWN = said("How one joins is not known to us: ask who runs it, or a member.")
_HOW_UNKNOWN_TO_ALL = said("How one joins is not known to us; who runs it can say.")


def _shown(asker: Asker, network: int) -> Shown:
    language = asker.query.language
    table = asker.ties.snapshot.tables["Network"]
    tagged = {tag: text for text, tag in table.tagged("joining", network)}
    how, source = tagged.get(language) or tagged.get("en"), table.text("joining_source")[network]
    conditions = tuple(told(sentence, language) for sentence in told_of(asker, network))
    joinable = table.text("kind")[network] in JOINABLE
    members = member_to_ask(asker, _present_members(asker, network)) if joinable else ()
    if how is not None:
        sentence = _HOW.fill(how=how, source=source) if source else said("How one joins: {how}", how=how)
        return Shown(joining=(*conditions, told(sentence, language)), to_ask=members)
    unknown = (told(_HOW_UNKNOWN if members else _HOW_UNKNOWN_TO_ALL, language),) if joinable else ()
    return Shown(joining=(*conditions, *unknown), to_ask=members)


def _present_members(asker: Asker, network: int) -> Ints32:
    """The known members on the day of the question."""
    links = asker.ties.snapshot.links("MEMBER_OF")
    rows = links.rows_to(network)
    present: Ints32 = links.start[rows[lasts(links.until[rows], dates.to_code(asker.query.on.isoformat()))]]
    return present


def _comes_first(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which topics come first in a need: the strongest, and those close behind it."""
    most = float(asker.wanted.max(initial=0))
    first: npt.NDArray[np.bool_] = asker.wanted >= max(CLOSE_BEHIND * most, 1e-6)
    return first


def for_a_special_sort(asker: Asker, networks: Ints32) -> Floats32:
    """{name} is for a special sort of town; whether yours is one we do not know.

    −1 for a network with such a condition, unless its text may be told to come near to the need; else 0.
    """
    special = special_and_unknown(asker)[networks]
    if asker.near is not None:
        special &= ~asker.near.told["Network"][networks]
    return floats(-1.0 * special)


def _special_ground(asker: Asker, network: int) -> Ground:
    return Ground({"name": asker.ties.snapshot.tables["Network"].name(network, asker.query.language)})


#: A hundred points, as many as all that speaks for a network.
FOR_A_SORT = Feature(for_a_special_sort, 100.0, _special_ground, about="facts", takes=True)


class _Subject(items.Mainly):
    """A network is about a need in words where its text may be told to come near to it, or where what comes first in
    the need is its main purpose. Who touches the topic beside ten others is near at best: to join a club takes years;
    one of lighting is none for school meals, and that nothing is known is the better answer.

    One for a special sort of town, of which nobody knows whether the asker is of the sort, is about a need only by its
    text: to spa towns belongs tourism, but who asks for tourism need be no spa. It is near to none. Where topics are
    named without words, others are as all items are.
    """

    def about(self, asker: Asker, networks: Ints32) -> npt.NDArray[np.bool_]:
        """Which are about what is wanted; those for a special sort by their text alone."""
        special = special_and_unknown(asker)[networks]
        if asker.near is None:
            guess = special & ~items.says_so(asker, self.label, networks)
            found: npt.NDArray[np.bool_] = items.Mainly.about(self, asker, networks) & ~guess
            return found
        first = _comes_first(asker)
        elsewhere = items.in_other_fields(asker, self.label, networks, first, CONFIDENT)
        # Of a need that nobody understood, the text alone can tell.
        told = asker.near.told["Network"][networks] & ~elsewhere
        if not asker.wanted.any():
            told = items.text_fits(asker, self.label, networks)
        main = (asker.ties.topics_of(self.label)[np.ix_(networks, first)] >= MAINLY_ADDRESSED).any(axis=1)
        if self.label in asker.likeness:
            main &= asker.likeness[self.label][networks] >= ON_PURPOSE
        if asker.ties.snapshot.links("BROADER", "Topic").end_degrees[first].any():  # a whole field is wanted
            main |= self.by_topics(asker, networks)
        about: npt.NDArray[np.bool_] = told | (main & ~special)
        return about

    def nearness(self, asker: Asker, networks: Ints32) -> Floats32:
        """As of all items; 0 where a condition is unknown of the asker, or no leading topic is clearly addressed."""
        _, unknown = judged(asker)
        clearly = asker.on_topic("Network")[networks] & ~unknown[networks]
        return floats(items.Addressed.nearness(self, asker, networks) * clearly)


NETWORK = Kind(
    name="networks",
    label="Network",
    recipe=lambda asker: (*NETWORKS, FOR_A_SORT) if names_a_need(asker) else NETWORKS,
    candidates=network_candidates,
    shows=_shown,
    called=said("Networks you could join"),
    in_short=said("Networks"),
    near_called=AMONG_OTHER_THINGS,
    summary="Networks and projects a town could join",
    subject=_Subject("Network", near_from=NEAR_FROM),
)
