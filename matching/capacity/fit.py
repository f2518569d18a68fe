"""How well a call fits what a town can carry: a sum of features between 0 and 1; and the group that it is told in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from graph.said import Said, said
from matching.capacity.offer import Offer
from matching.capacity.participants import Participants
from matching.capacity.work import USUAL_HOURS
from matching.rules.asking.situation import Body
from matching.rules.three_valued import NO

Group = Literal["first steps", "as a partner", "beside", "large", "to join", "not now"]
GROUPS: Mapping[Group, Said] = {
    "first steps": said("First steps"),
    "as a partner": said("As a partner"),
    "beside": said("To prepare it and learn from others; they pay no building"),
    "large": said("Large, with a strong lead"),
    "to join": said("To join or sign, without money"),
    "not now": said("Too late, uncertain, or not for you"),
}
FIRST: Group = "first steps"
TOO_LATE: Group = "not now"
#: What pays no building, for who wants to build.
BESIDE: Group = "beside"
#: What comes after first steps that are bound to no subject: for a small town those come first.
AFTER_ANYWAY: frozenset[str] = frozenset({"large", "to join", "not now"})
#: What a small town can carry without others who lead it.
CARRIED: frozenset[Group] = frozenset({FIRST, "as a partner"})
Name = Literal["partners", "small participants", "money", "own money", "role", "work", "time"]
#: A grant up to this size one town can carry; from here on a strong lead is needed.
SMALL, LARGE = 200_000.0, 1_500_000.0
#: From this relevance on (1–5) a call is one for municipalities.
FOR_TOWNS = 4
#: A grant of so many euros a head one town can carry; a hundred times as much it cannot.
GRANT_PER_HEAD = 20.0
#: Own money of so many euros a head is felt in the budget of a small town.
OWN_PER_HEAD = 5.0
#: What signing is worth beside money and help, which it does not bring.
SIGNED = 0.3
#: The inhabitants of a town that does not tell them, for sums by head.
USUAL_SIZE = 10_000.0
#: How much each feature counts; they add up to 1.
WEIGHTS: Mapping[Name, float] = {
    "partners": 0.22,
    "small participants": 0.18,
    "money": 0.14,
    "own money": 0.14,
    "time": 0.14,
    "role": 0.10,
    "work": 0.08,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a town carries a call with: inhabitants, hours a month, own money it can give, each None where it is not
    known; and the states from which it has partners already (twin towns, fellows in small networks)."""

    population: float | None = None
    staff_hours: float | None = None
    own_money: float | None = None
    partner_states: frozenset[str] = frozenset()

    @classmethod
    def of(cls, town: Body, partner_states: frozenset[str] = frozenset()) -> Means:
        """What is stated of the town."""
        return cls(
            population=town.number("population"),
            staff_hours=town.number("staff_hours"),
            own_money=town.number("cofinancing_ceiling"),
            partner_states=partner_states,
        )


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a call fits the town: the group, and the features, `measured` when they are first asked for: those of calls
    that are not for the town never are."""

    group: Group
    measured: Callable[[], Mapping[Name, float]] = field(compare=False, repr=False)

    @cached_property
    def features(self) -> Mapping[Name, float]:
        """The features, each 0–1."""
        return self.measured()

    @cached_property
    def capacity(self) -> float:
        """Their weighted sum, 0–1."""
        return round(sum(WEIGHTS[name] * value for name, value in self.features.items()), 4)


def fit_of(offer: Offer, *, town: int, deadline: int, means: Means, leads: bool, took_part: Participants | None) -> Fit:
    """The fit; `town` and `deadline` are answers of the rules, `leads` says that the town may lead, `took_part` who was
    in the programme so far. Whether rules admit the town decides the group, and is in no feature."""

    def measured() -> dict[Name, float]:
        return {
            "partners": 1 / (1 + to_find(offer, means)),
            "small participants": 0.5 if took_part is None else took_part.share,
            "money": _money(offer, means.population),
            "own money": _own(offer, means),
            "time": _time(offer),
            "role": _role(offer, leads),
            "work": _work(offer, means),
        }

    return Fit(group=_group(offer, town, deadline), measured=measured)


def to_find(offer: Offer, means: Means) -> int:
    """The partners still to be found, when one from each state where the town has partners can be asked."""
    return max(0, max(offer.partners, offer.countries) - len(means.partner_states))


def per_head(sum_of_money: float, population: float | None) -> float:
    """A sum by head, of a town of usual size where its size is not known."""
    return sum_of_money / max(population or USUAL_SIZE, 1.0)


def _money(offer: Offer, population: float | None) -> float:
    """1 for what one town can carry, falling with the logarithm to 0 at a hundred times as much by head."""
    if offer.service:
        return SIGNED if offer.signing else 1.0
    if offer.most is None:
        return 0.5
    by_head = per_head(offer.most, population)
    return min(1.0, max(0.0, 1 - math.log10(max(by_head, 1e-9) / GRANT_PER_HEAD) / 2))


def _own(offer: Offer, means: Means) -> float:
    """1 without own money, falling as it grows by head, 0 above what the town can give; half where it is not known."""
    own = offer.own_money
    if own is None:
        return 0.5
    if means.own_money is not None and own > means.own_money:
        return 0.0
    return 1 / (1 + per_head(own, means.population) / OWN_PER_HEAD)


def _time(offer: Offer) -> float:
    """1 for at any time, or with twice the time that it takes; 0 where it is too late; half where nobody says."""
    if offer.status == "continuous":
        return 1.0
    if offer.days is None or offer.days < 0:
        return 0.6 if offer.expected else 0.4
    left = offer.days / (offer.least_days * 2) if offer.least_days else 1.0
    return min(1.0, max(0.9 if offer.rolling and left >= 0.5 else 0.0, left))


def _role(offer: Offer, leads: bool) -> float:
    """1 where the town may lead what one town can lead, less for a partner, least for a part in large research."""
    if offer.research:
        return 0.4
    if (offer.most or 0) >= LARGE:
        return 0.5
    return 1.0 if leads else 0.7


def _work(offer: Offer, means: Means) -> float:
    """1 where the hours are there in the time that an application takes, less the more are missing."""
    have = (USUAL_HOURS if means.staff_hours is None else means.staff_hours) * max(offer.least_days, 7) / 30
    return min(1.0, have / offer.hours) if offer.hours else 1.0


def _group(offer: Offer, town: int, deadline: int) -> Group:
    if town == NO or deadline == NO or offer.status == "closed" or offer.too_late:
        return "not now"
    if offer.unclear and not offer.signing:
        return "not now"
    if is_large(offer):
        return "large"
    if offer.signing:
        return "to join"
    if _builds_alone(offer):
        return "first steps"
    if max(offer.partners, offer.countries) > 1 or (offer.most or 0) > SMALL or _is_of_unknown_size(offer):
        return "as a partner"
    return "first steps"


def is_large(offer: Offer) -> bool:
    """Whether it is research, or a sum that no town takes part in without a strong lead. What a town builds for itself,
    with nobody else to find, it leads however dear it is."""
    return offer.research or ((offer.most or 0) >= LARGE and not _builds_alone(offer))


def _builds_alone(offer: Offer) -> bool:
    return "building" in offer.pays and not max(offer.partners, offer.countries)


def _is_of_unknown_size(offer: Offer) -> bool:
    """Whether nobody tells the sum of a call that is not one for municipalities first of all: a project of the large
    programmes, more than one town begins with."""
    return offer.most is None and not offer.service and offer.relevance is not None and offer.relevance < FOR_TOWNS
