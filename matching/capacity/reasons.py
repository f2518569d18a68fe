"""What each feature of the fit says of a call, in words, with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.said import Said, said, said_many
from matching.capacity.fit import GRANT_PER_HEAD, LARGE, Means, Name, per_head, to_find
from matching.capacity.offer import Offer
from matching.capacity.participants import Participants
from matching.capacity.work import USUAL_HOURS
from matching.rules.judging.rules_of import RuleBook
from matching.types import Evidence, Language
from matching.words.countries import country_named
from matching.words.told import told
from matching.words.written import day, number

#: Kinds of rules that a feature rests on.
_RULES: Mapping[Name, tuple[str, ...]] = {
    "partners": ("min_applicants", "min_countries", "min_member_states"),
    "money": ("grant_max_eur",),
    "own money": ("funding_rate",),
    "time": ("deadline",),
    "role": ("lead_type",),
}


def reason_of(
    name: Name, offer: Offer, means: Means, took_part: Participants | None, leads: bool, language: Language
) -> Said | None:
    """What the feature says of the call; None where nothing is known."""
    say: Mapping[Name, Callable[[], Said | None]] = {
        "partners": lambda: _partners(offer, means),
        "small participants": lambda: _small(took_part),
        "money": lambda: _money(offer, means, language),
        "own money": lambda: _own(offer, means, language),
        "time": lambda: _time(offer, language),
        "role": lambda: _role(offer, leads),
        "work": lambda: _work(offer, means),
    }
    return say[name]()


def evidence_of(
    name: Name, call: str, book: RuleBook, took_part: Participants | None, source: tuple[str, str | None], text: str
) -> tuple[Evidence, ...]:
    """Where it is written: the clause with its quotation, the list of the projects, or the record of the call, whose
    `source` is that and as of when. What is our own assumption has none."""
    if name == "work":
        return ()
    if name == "small participants":
        if took_part is None or took_part.source is None:
            return ()
        return (Evidence(text=text, source=took_part.source, path=(took_part.example or call,)),)
    rules = [rule for rule in book.rules if rule.kind in _RULES.get(name, ()) and rule.quote]
    if rules:
        first = rules[0]
        return (Evidence(text=f"“{first.quote}”", source=first.source, as_of=first.as_of, path=(first.clause,)),)
    return (Evidence(text=text, source=source[0], as_of=source[1], path=(call,)),)


def _partners(offer: Offer, means: Means) -> Said | None:
    needed = max(offer.partners, offer.countries)
    if not needed:
        return said("One applicant is enough.") if offer.least_known else None
    left = to_find(offer, means)
    if left == needed:
        return said_many("{count} partner has to be found.", "{count} partners have to be found.", count=needed)
    states = tuple(country_named(state) for state in sorted(means.partner_states))
    asked = said_many(
        "{count} partner is needed; you have partners in: {countries}.",
        "{count} partners are needed; you have partners in: {countries}.",
    )
    return asked.fill(count=needed, countries=states)


def _small(took_part: Participants | None) -> Said | None:
    if took_part is None or not took_part.known:
        return None
    sentence = said_many(
        "Of {count} municipality that we know in its projects so far, {small} had fewer than 20,000 inhabitants.",
        "Of {count} municipalities that we know in its projects so far, {small} had fewer than 20,000 inhabitants.",
    )
    return sentence.fill(count=took_part.known, small=took_part.small)


def _money(offer: Offer, means: Means, language: Language) -> Said | None:
    if offer.signing:
        return said("It gives no money.")
    if offer.service:
        return said("It gives help, not money: nothing has to be administered.")
    if offer.most is None:
        return None
    by_head = per_head(offer.most, means.population)
    amounts = {"sum": number(offer.most, language), "head": number(max(round(by_head), 1), language)}
    if by_head <= GRANT_PER_HEAD:
        return said("Up to {sum} €, {head} € a head: one town can carry that.", **amounts)
    return said("Up to {sum} €, {head} € a head.", **amounts)


def _own(offer: Offer, means: Means, language: Language) -> Said | None:
    own = offer.own_money
    if own is None or (offer.rate is None and not offer.service):
        return None
    if own == 0:
        return said("No own money is asked for.")
    head = number(max(round(per_head(own, means.population)), 1), language)
    if means.own_money is not None and own > means.own_money:
        more = said("Your own share can be up to {sum} €, more than the {most} € that you can give.")
        return more.fill(sum=number(round(own), language), most=number(means.own_money, language))
    return said("Your own share can be up to {sum} €, {head} € a head.", sum=number(round(own), language), head=head)


def _time(offer: Offer, language: Language) -> Said:
    if offer.status == "continuous":
        return said("One can apply at any time.")
    if offer.days is not None and offer.days >= 0:
        return said_many(
            "{count} day is left; an application takes about {weeks} weeks, as we assume.",
            "{count} days are left; an application takes about {weeks} weeks, as we assume.",
            count=offer.days,
            weeks=offer.weeks,
        )
    if offer.expected:
        return said("It is expected again: there is time to look for partners now.")
    if offer.deadline:
        return said("The last known day was {day}.", day=day(offer.deadline, language))
    return said("When one can apply is not known.")


def _role(offer: Offer, leads: bool) -> Said:
    if offer.research:
        return said("Large research: towns take part as partners or pilots; the lead is for those with experience.")
    if (offer.most or 0) >= LARGE:
        return said("A sum that asks for an experienced lead.")
    return said("You could lead it.") if leads else said("Open to you as a partner; who leads has to meet more.")


def _work(offer: Offer, means: Means) -> Said:
    if means.staff_hours is None:
        assumed = said("About {hours} hours of work, with {have} hours a month for it, both as we assume.")
        return assumed.fill(hours=round(offer.hours), have=round(USUAL_HOURS))
    stated = said("About {hours} hours of work, as we assume; you have {have} a month.")
    return stated.fill(hours=round(offer.hours), have=round(means.staff_hours))


def told_reason(sentence: Said | None, language: Language) -> str | None:
    """The reason in the language, None where there is none."""
    return None if sentence is None else told(sentence, language)
