"""How well a call fits what a town can carry: a sum of features between 0 and 1, each in words; and its group."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.said import Said, said, said_many
from matching.capacity.offer import Offer
from matching.rules.three_valued import NO, YES
from matching.types import Language
from matching.words.written import day, month, number

Group = Literal["first steps", "as a partner", "large", "not now"]
GROUPS: Mapping[Group, Said] = {
    "first steps": said("First steps"),
    "as a partner": said("As a partner"),
    "large": said("Large, with a strong lead"),
    "not now": said("Too late, or not for you"),
}
#: A grant up to this size one town can carry; from here on a strong lead is needed.
SMALL, LARGE = 200_000.0, 1_500_000.0
#: Own money of so much a head is felt in the budget of a small town.
OWN_PER_HEAD = 5.0
#: How much each feature counts; they add up to 1.
WEIGHTS: Mapping[str, float] = {"partners": 0.3, "money": 0.2, "own money": 0.2, "time": 0.2, "standing": 0.1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a call fits the town: the group, the `capacity` (0–1) and the features that it is the sum of."""

    group: Group
    capacity: float
    features: Mapping[str, float]


def fit_of(offer: Offer, *, town: int, deadline: int, population: float | None, leads: bool) -> Fit:
    """The fit for a town of the size; `town` and `deadline` are answers of the rules, `leads` says that it may lead."""
    features = {
        "partners": 1 / (1 + max(offer.partners, offer.countries)),
        "money": _money(offer),
        "own money": _own(offer, population),
        "time": _time(offer),
        "standing": {YES: 1.0, NO: 0.0}.get(town, 0.5) * (1.0 if leads else 0.5),
    }
    capacity = sum(WEIGHTS[name] * value for name, value in features.items())
    return Fit(group=_group(offer, town, deadline), capacity=round(capacity, 4), features=features)


def _money(offer: Offer) -> float:
    """1 for what one town can carry, falling with the logarithm to 0 at a hundred times as much."""
    if offer.service:
        return 1.0
    if offer.grant is None:
        return 0.5
    return min(1.0, max(0.0, 1 - math.log10(max(offer.grant, 1) / SMALL) / 2))


def _own(offer: Offer, population: float | None) -> float:
    """1 without own money, falling as it grows by head; half where it is not known."""
    own = offer.own_money
    if own is None:
        return 0.5
    return 1.0 if own == 0 else 1 / (1 + own / (OWN_PER_HEAD * (population or 10_000)))


def _time(offer: Offer) -> float:
    """1 for at any time, or with twice the time that it takes; 0 where it is too late; half where nobody says."""
    if offer.status == "continuous":
        return 1.0
    if offer.days is None or offer.days < 0:
        return 0.6 if offer.expected else 0.4
    return min(1.0, max(0.0, offer.days / (offer.weeks * 14)))


def _group(offer: Offer, town: int, deadline: int) -> Group:
    if town == NO or deadline == NO or offer.status == "closed" or offer.too_late:
        return "not now"
    if offer.research or (offer.grant or 0) >= LARGE:
        return "large"
    if max(offer.partners, offer.countries) > 1 or (offer.grant or 0) > SMALL:
        return "as a partner"
    return "first steps"


def in_one_line(offer: Offer, language: Language) -> tuple[Said, ...]:
    """What one has to know, part by part: partners, money, own money, work, date."""
    return (_partners(offer), *_sum(offer, language), _weeks(offer), _date(offer, language))


def _partners(offer: Offer) -> Said:
    found = max(offer.partners, offer.countries)
    if not found:
        return said("one applicant is enough") if offer.least_known else said("partners: not stated")
    if offer.countries >= found:
        return said_many("{count} partner from another country", "{count} partners from other countries").fill(
            count=found
        )
    return said_many("{count} partner", "{count} partners").fill(count=found)


def _sum(offer: Offer, language: Language) -> tuple[Said, ...]:
    if offer.service:
        return (said("help, no money; nothing to finance"),)
    parts: list[Said] = []
    if offer.grant is not None:
        most = said("up to {sum} € as a lump sum") if offer.lump_sum else said("up to {sum} €")
        parts.append(most.fill(sum=number(offer.grant, language)))
    else:
        parts.append(said("the sum is not known"))
    if offer.rate is not None:
        paid = said("no own money") if offer.rate >= 1 else said("at least {own:.0%} own money", own=1 - offer.rate)
        parts.append(paid)
    elif offer.lump_sum:
        parts.append(said("no share of own money named"))
    return tuple(parts)


def _weeks(offer: Offer) -> Said:
    weeks = said_many("about {count} week of work, as we assume", "about {count} weeks of work, as we assume")
    return weeks.fill(count=offer.weeks)


def _date(offer: Offer, language: Language) -> Said:
    if offer.days is not None and offer.days >= 0 and offer.deadline is not None:
        return said("until {day}", day=day(offer.deadline, language))
    if offer.status == "continuous":
        return said("at any time")
    if offer.status == "closed":
        return said("closed")
    if offer.expected and len(offer.expected) >= 7 and offer.expected[:4].isdigit():
        likely = said("expected again {month}, not announced", month=month(offer.expected, language))
        past = offer.source_of_dates
        if not past:
            return likely
        days = tuple(day(text, language) for text in past.split(",") if len(text) == 10)
        return said("{likely} (so far: {days})", likely=likely, days=days[-2:]) if days else likely
    if offer.status in ("recurring", "expected"):
        return said("comes back, the date is not known")
    return said("the date is not known")
