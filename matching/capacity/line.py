"""What one has to know of a call in one line: partners, money, own money, work, date."""

from __future__ import annotations

from graph.said import Said, said, said_many
from matching.capacity.offer import Offer
from matching.types import Language
from matching.words.paying import pays
from matching.words.written import day, month, number


def in_one_line(offer: Offer, language: Language, *, to_build: bool = False, partners: bool = True) -> tuple[Said, ...]:
    """What one has to know, part by part: what is paid for, partners (where they are asked for), money, own money,
    work, date. Who wants `to_build` is told where building is not paid for."""
    found = (partners_asked(offer),) if partners else ()
    return (*_pays(offer, to_build), *found, *_sum(offer, language), _weeks(offer), _date(offer, language))


def _pays(offer: Offer, to_build: bool) -> tuple[Said, ...]:
    """What is paid for; that help is no money stands behind it anyway."""
    told = None if offer.service and set(offer.pays) <= {"help"} else pays(offer.pays, to_build=to_build)
    return () if told is None else (told,)


def partners_asked(offer: Offer) -> Said:
    """How many partners one needs, and from where."""
    found = max(offer.partners, offer.countries)
    if offer.matchmaking:
        return said("to find partners")
    if not found:
        return said("one applicant is enough") if offer.least_known else said("partners: not stated")
    if offer.countries >= found:
        return said_many("{count} partner from another country", "{count} partners from other countries").fill(
            count=found
        )
    return said_many("{count} partner", "{count} partners").fill(count=found)


def _sum(offer: Offer, language: Language) -> tuple[Said, ...]:
    if offer.signing:
        return (said("no money is given"),)
    if offer.service and "meetings" in offer.pays:
        return (said("no money for a project"),)
    if offer.service:
        return (said("free help, no money"),)
    if offer.most is None and offer.pays == ("prize",):
        return ()
    parts: list[Said] = []
    if offer.grant is not None:
        most = said("up to {sum} € as a lump sum") if offer.lump_sum else said("up to {sum} €")
        parts.append(most.fill(sum=number(offer.grant, language)))
    elif offer.costs is not None:
        parts.append(said("for projects of up to {sum} €", sum=number(offer.costs, language)))
    else:
        parts.append(said("the sum is not known"))
    if offer.rate is not None:
        paid = said("no own money") if offer.rate >= 1 else said("at least {own:.0%} own money", own=1 - offer.rate)
        parts.append(paid)
    return tuple(parts)


def _weeks(offer: Offer) -> Said:
    weeks = said_many("an estimated {count} week to apply", "an estimated {count} weeks to apply")
    return weeks.fill(count=offer.weeks)


def _date(offer: Offer, language: Language) -> Said:
    if offer.days is not None and offer.days >= 0 and offer.deadline is not None:
        return said("until {day}", day=day(offer.deadline, language))
    if offer.status == "continuous":
        return said("at any time")
    if offer.status == "closed":
        return said("closed")
    if offer.expected and offer.expected[:4].isdigit():
        return _expected(offer, offer.expected, language)
    if offer.overdue:
        return said("was expected {month}, not confirmed", month=month(offer.overdue, language))
    if offer.yearly:
        return said("every year, next until {day}", day=day(offer.yearly, language))
    last = None if offer.last_round is None else day(offer.last_round, language)
    if offer.status in ("recurring", "expected"):
        comes_back = said("comes back, the date is not known")
        return comes_back if last is None else said("{likely} (last until {day})", likely=comes_back, day=last)
    return whether_still_offered(offer, language)


def whether_still_offered(offer: Offer, language: Language) -> Said:
    """What is known of whether it is still offered, where no date to come is."""
    if offer.last_round is not None:
        return said("last open until {day}; whether and when again is not known", day=day(offer.last_round, language))
    if offer.unconfirmed:
        return _unconfirmed(offer, language)
    return said("the date is not known")


def _expected(offer: Offer, next_round: str, language: Language) -> Said:
    if len(next_round) == len("2027"):
        return said("expected in {year}, not announced", year=next_round)
    likely = said("expected again {month}, not announced", month=month(next_round, language))
    days = tuple(day(text, language) for text in (offer.source_of_dates or "").split(",") if len(text) == 10)
    return said("{likely} (so far: {days})", likely=likely, days=days[-2:]) if days else likely


def _unconfirmed(offer: Offer, language: Language) -> Said:
    if offer.told_on is None:
        return said("whether it is still offered is not known (undated source): ask first")
    told_on = (
        day(offer.told_on, language) if len(offer.told_on) == len("2026-11-30") else month(offer.told_on, language)
    )
    return said("whether it is still offered is not known (source of {day}): ask first", day=told_on)
