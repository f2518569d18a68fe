"""Which memberships count: the choices that state a network, each with its default, in one place for all measures.

Every measure, projection and file takes the same choices (`Which`), and every report says all of them
(`stated`), also those that nobody made: a network that is not stated cannot be cited.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.errors import InvalidRecord, UnknownId
from graph.measures.report import Parameter, index_of
from graph.measures.topics import with_narrower
from graph.model import NETWORK_KINDS
from graph.said import said
from graph.snapshot.countries import must_be_known
from graph.snapshot.frozen import Snapshot

#: The kinds of networks, in the order in which they are offered.
KINDS_TO_CHOOSE = tuple(sorted(NETWORK_KINDS))
#: A country, or a region of the European classification: DE, DE4, DE40, DE40E.
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")


class Which(TypedDict, total=False):
    """What may be chosen; what is not chosen is as in DEFAULTS.

    Networks: `kinds` keeps those of these kinds, `programmes` those that one of these programmes pays for, `topics`
    those on one of these topics or on one below it, `leave_out` are ids that do not count, nor do networks with more
    than `largest` members, nor, unless `listed`, mere lists of their publishers (vouchers, signatures, directories):
    who stands on one has met nobody there.

    Towns: `places` keeps those in these countries (DE), regions (ids) or NUTS regions (DE40), `population_min` and
    `population_max` those with so many inhabitants at least and at most: where that is not known, the town is left out.
    """

    kinds: Collection[str] | None
    programmes: Collection[str] | None
    topics: Collection[str] | None
    leave_out: Collection[str]
    largest: int | None
    listed: bool
    places: Collection[str] | None
    population_min: int | None
    population_max: int | None


DEFAULTS: Which = {
    "kinds": None,
    "programmes": None,
    "topics": None,
    "leave_out": (),
    "largest": None,
    "listed": False,
    "places": None,
    "population_min": None,
    "population_max": None,
}


def stated(which: Which) -> dict[str, Parameter]:
    """Every choice with its value, also those that were left as they are, in the order of their names."""
    chosen = {**DEFAULTS, **which}
    return {name: _plain(value) for name, value in sorted(chosen.items())}


def memberships(snapshot: Snapshot, **which: Unpack[Which]) -> tuple[Ints32, Ints32]:
    """The (town, network) pairs that count, ordered by town, then network: each pair once, whatever the sources.

    Of the networks and towns that were chosen (`Which`), a part that only repeats its umbrella is not counted: a tandem
    or project whose members all stand in its umbrella as well, where the umbrella counts. So no tie is lost, and none
    counts twice. To count the parts instead, leave the umbrella out.

    Raises UnknownId for an id that is not known, InvalidRecord for an unknown kind or country.
    """
    counts, there = networks_chosen(snapshot, **which), towns_chosen(snapshot, **which)
    towns, networks = snapshot.links("MEMBER_OF").pairs
    held = counts[networks] & there[towns]
    towns, networks = towns[held], networks[held]
    kept = ~repeats(snapshot, towns, networks)[networks]
    return towns[kept], networks[kept]


def networks_chosen(snapshot: Snapshot, **which: Unpack[Which]) -> npt.NDArray[np.bool_]:
    """Whether each network of the snapshot is one of the chosen, before parts of umbrellas are looked at."""
    chosen: Which = {**DEFAULTS, **which}
    table = snapshot.tables["Network"]
    counts = np.ones(len(table), dtype=np.bool_)
    if (kinds := chosen["kinds"]) is not None:
        if unknown := sorted(set(kinds) - set(KINDS_TO_CHOOSE)):
            raise InvalidRecord(
                said("{wrong!r} is not a kind of network; known are {known}", wrong=unknown[0], known=KINDS_TO_CHOOSE)
            )
        column = table.category("kind")
        counts &= np.isin(column.codes, [column.code(kind) for kind in kinds])
    if (programmes := chosen["programmes"]) is not None:
        paid = [index_of(snapshot, "Programme", id) for id in programmes]
        counts &= _pointing(snapshot, "FUNDED_BY", "Programme", paid)
    if (topics := chosen["topics"]) is not None:
        asked = with_narrower(snapshot, [index_of(snapshot, "Topic", id) for id in topics])
        counts &= _pointing(snapshot, "ADDRESSES", "Topic", asked)
    counts[[index_of(snapshot, "Network", id) for id in chosen["leave_out"]]] = False
    if not chosen["listed"]:
        admission = table.category("admission")
        counts &= admission.codes != admission.code("listed")
    if (largest := chosen["largest"]) is not None:
        counts &= snapshot.links("MEMBER_OF").end_degrees <= largest
    return counts


def towns_chosen(snapshot: Snapshot, **which: Unpack[Which]) -> npt.NDArray[np.bool_]:
    """Whether each municipality of the snapshot lies in one of the chosen places and is of a chosen size."""
    chosen: Which = {**DEFAULTS, **which}
    there = np.ones(len(snapshot.municipalities), dtype=np.bool_)
    if (places := chosen["places"]) is not None:
        there = np.zeros_like(there)
        for place in places:
            there |= _lying_in(snapshot, place)
    with np.errstate(invalid="ignore"):  # an unknown number of inhabitants is neither enough nor few enough
        if (least := chosen["population_min"]) is not None:
            there &= snapshot.population >= least
        if (most := chosen["population_max"]) is not None:
            there &= snapshot.population <= most
    return there


def repeats(snapshot: Snapshot, towns: Ints32, networks: Ints32) -> npt.NDArray[np.bool_]:
    """For each network, whether it has an umbrella in which all of its members (of these pairs) stand as well."""
    table = snapshot.tables["Network"]
    umbrella = np.full(len(table), -1, dtype=np.int64)
    for at in range(len(table)):
        id = table.text("umbrella")[at]
        found = None if id is None else table.ids.find(id)
        if found is not None and found != at:
            umbrella[at] = found
    pair = towns.astype(np.int64) * len(table) + networks
    above = umbrella[networks]
    there = (above >= 0) & np.isin(towns.astype(np.int64) * len(table) + above, pair)
    members = np.bincount(networks, minlength=len(table))
    repeated: npt.NDArray[np.bool_] = (members > 0) & (np.bincount(networks[there], minlength=len(table)) == members)
    return repeated


def _plain(value: object) -> Parameter:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    assert isinstance(value, Collection)
    return tuple(sorted(map(str, value)))


def _pointing(snapshot: Snapshot, type: str, label: str, ends: Collection[int]) -> npt.NDArray[np.bool_]:
    links = snapshot.links(type, "Network", label)
    pointing = np.zeros(len(snapshot.tables["Network"]), dtype=np.bool_)
    pointing[links.start[np.isin(links.end, list(ends))]] = True
    return pointing


def lying_in_nuts(snapshot: Snapshot, code: str) -> npt.NDArray[np.bool_]:
    """Which municipalities lie in the NUTS region of the code, of whatever level, by any fact about their NUTS 3."""
    facts = snapshot.facts
    there = np.zeros(len(snapshot.municipalities), dtype=np.bool_)
    rows = np.flatnonzero(facts.key.codes == facts.key.code("nuts3")) if len(facts.subject) else np.empty(0, dtype=int)
    first, last = facts.value.offsets[rows], facts.value.offsets[rows + 1]
    rows, first = rows[last - first >= len(code)], first[last - first >= len(code)]
    begins = np.ones(len(rows), dtype=np.bool_)
    for at, letter in enumerate(code.encode()):  # letter by letter, for all towns at once
        begins &= facts.value.block[first + at] == letter
    there[facts.subject[rows[begins]]] = True
    return there


def _lying_in(snapshot: Snapshot, place: str) -> npt.NDArray[np.bool_]:
    """Whether each municipality lies in the country (DE), the region (its id) or the NUTS region (DE40)."""
    countries = snapshot.municipalities.category("country")
    if len(place) == 2:
        must_be_known(snapshot, (place,))
        here: npt.NDArray[np.bool_] = countries.codes == countries.code(place)
        return here
    there = np.zeros(len(snapshot.municipalities), dtype=np.bool_)
    if _NUTS.fullmatch(place):
        there = lying_in_nuts(snapshot, place)
        if not there.any():
            raise UnknownId("region", place, [])
        return there
    regions = {index_of(snapshot, "Region", place)}
    if ("IN", "Region", "Region") in snapshot.all_links:
        within, waiting = snapshot.links("IN", "Region", "Region"), list(regions)
        while waiting:
            below = {int(at) for at in within.starts(waiting.pop())} - regions
            regions |= below
            waiting += below
    lying = snapshot.links("IN", "Municipality", "Region")
    there[lying.start[np.isin(lying.end, list(regions))]] = True
    return there
