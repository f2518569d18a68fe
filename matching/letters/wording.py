"""The sentences of letters. They have a book of words of their own, in more languages than the answers (`BOOK`).

One town writes to another: "we" is who asks, "you" the partner. Names stand where no language has to bend them.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import HONOURS
from graph.said import Said, said, said_many
from matching.letters.known import AREA, Known, Tense
from matching.letters.ways import Paid

SUBJECT = said("Exchange of experience: {town} and {partner}")
SUBJECT_ON = said("{topics} – exchange of experience: {town} and {partner}")
GREETING = said("Dear colleagues,")
WHO = said("We are writing to you on behalf of our local authority, {town} ({facts}).")
INHABITANTS = said_many("{count:,} inhabitant", "{count:,} inhabitants")
AWAY = said("about {km:,.0f} km from you")
WANTED = said("We are looking for experience with: {topics}.")
WANTED_IN_WORDS = said("What we are looking for, in our own words: “{need}”.")
BECAUSE = said("We are turning to you because of what public sources say:")
NOTHING_KNOWN = said("Of your work we know little so far; that is why we ask openly.")
#: Practices are named by us, in English and German.
IN_ENGLISH = said("Titles in English are those of the collection that we use (Peerpolis).")
#: A sentence with the public address it was read at, or without one.
SOURCED = said("{sentence} ({source})")
QUESTIONS = said("What we would like to ask you first:")
CLOSE = said(
    "A first conversation of half an hour, for example by video, would already help us a great deal. "
    "We look forward to your answer."
)
REGARDS = said("With kind regards")
SIGNED = said("[name, office, telephone]")

_USES: Mapping[str | None, Said] = {
    None: said("You use {thing}."),
    "pilot": said("You are trying out {thing}."),
    "planned": said("You plan to use {thing}."),
    "origin": said("{thing} was created by you."),
    "ended": said("You used {thing}."),
    "label": said("You hold or held a label or a prize: {thing}."),
    "nominated": said("You were nominated for a prize: {thing}."),
    "supported": said("You were chosen for a programme or won support: {thing}."),
    "joined": said("You take or took part: {thing}."),
    "plan": said("You work or worked by an adopted plan: {thing}."),
    "studied": said("You were studied as an example: {thing}."),
}
_PRACTICE = said("It is reported of you: {thing}.")
_PRACTICE_PLANNED = said("It is reported of you that you plan: {thing}.")
_LEADS: Mapping[Tense, Said] = {
    "now": said("You lead {thing}."),
    "then": said("You led {thing}."),
    "unknown": said("You lead or led {thing}."),
}
_LEADS_A_PART = said("You are or were one of the lead partners in {thing}.")
_TAKES_PART: Mapping[Tense, Said] = {
    "now": said("You take part in {thing}."),
    "then": said("You took part in {thing}."),
    "unknown": said("You take or took part in {thing}."),
}
_BOTH_IN: Mapping[Tense, Said] = {
    "now": said("We both take part in {thing}."),
    "then": said("We both took part in {thing}."),
    "unknown": said("We both take or took part in {thing}."),
}
_LISTED = said("You are named in {thing}.")
_TOOK_ALONG = said("{sentence} Small towns are or were in it too: {small}.")
_BOTH_USE = said("We both use {thing}.")
_OFFERS = said("You say that you can offer experience: {thing}.")
_NEEDS = said("You say that you are looking for experience: {thing}. That is something we can offer.")
_AREA = said("Both of us lie in the area of one programme: {thing}.")
_AREA_PERHAPS = said(
    "One programme pays on both sides of the border: {thing}. Whether it covers both our places, we would ask."
)
_TWINS = said("Our two towns are twinned.")
_NEIGHBOURS = said("We are neighbours on the two sides of a border.")

_HOW = said("How did you go about it ({thing}), and who had to be won over?")
_COST = said("What did it cost, once and every year, and how much work is it?")
_AGAIN = said("Would you do it again, and what would you do differently?")
_WHAT_HELPED = said("What helped you, and what did you lack ({thing})?")
_DIFFERENTLY = said("What would you do differently today, and what do you advise us to prepare?")
_LABEL = said("What did you do for it ({thing}), and what has come of it?")
_WHY_PLANNED = said("What speaks for it in your view ({thing}), and what else did you look at?")
_WHEN_PLANNED = said("By when do you want to decide, and what will it cost?")
_GAINED = said("What has it brought you so far ({thing}), and what would you do differently?")
_UNDER_WHICH = said("Who paid for your part ({thing}), and under which programme?")
_WHAT_REMAINED = said("What remained of it in your town?")
_HOW_JOINED = said("How did you come to take part ({thing}), and what did your council have to decide?")
_WHAT_IT_GIVES = said("What does it give you, and what does it cost in money and work?")
_APPLIED = said("Have you applied under this programme ({thing}) before, with whom and with what result?")
_WHO_WORKS = said("What are you working on at present, and where could a partner be of use to you?")
_OUR_TWINNING = said("Who looks after our twinning on your side, and what was done last?")
_WITH_WHOM = said("Have you worked with a town of another country or region before, and what came of it?")
_ON_TOPIC = said("What have you tried in this field ({topics}), and what do you advise against?")
_FIRST_STEP = said("What was the first step, and what do you advise a town of our size?")

_VISIT = said("We could visit you, or meet by video, to see how it works with you ({thing}).")
_PLAN_TOGETHER = said("What you plan we could plan together ({thing}).")
_FROM_NETWORK = said("You could show us what you gain from it ({thing}), and we could plan a next project together.")
_FROM_ENDED = said("You could tell us what has remained of it ({thing}), and we could plan a next project together.")
_COMPARE = said("We could compare what each of us makes of it ({thing}), and plan a next step together.")
_SMALL_PROJECT = said("We could prepare a small joint project for people on both sides of the border.")
_OF_TWINNING = said("We could make it a subject of our twinning.")
_TALK = said("We could begin with an exchange between those who do the work.")

_PAID: Mapping[Paid, Said] = {
    "small projects": said("There is a fund for such projects: {call}, {programme}."),
    "one of several": said(
        "For this there are funds for small projects, {programme}; which of them is in charge of us both, we would ask."
    ),
    "programme": said("A frame for it may be {programme}; which calls are open, we would ask."),
    "twinning": said("Meetings of the citizens of twin towns are supported by {programme}."),
    "two countries": said("Joint projects of our two countries are supported by {programme}."),
    "visits": said("Visits of towns to each other are supported by {programme}."),
    "network": said("Networks of towns are supported by {programme}."),
    "call": said("We could apply for it together: {call}, {programme}."),
}
TO_BE_CHECKED = said("Whether both of us may take part would have to be checked.")


def fact(known: Known) -> Said:
    """What a source says of the partner, as one tells it to the partner itself."""
    match known.fact:
        case "solution" if known.practice and known.how not in HONOURS:
            sentence = _PRACTICE_PLANNED if known.how == "planned" else _PRACTICE
        case "solution":
            sentence = _USES.get(known.how, _USES[None])
        case "network":
            sentence = _membership(known)
        case "took along":
            return _TOOK_ALONG.fill(sentence=_membership(known).fill(thing=known.thing), small=known.small)
        case "both use":
            sentence = _BOTH_USE
        case "both in":
            sentence = _BOTH_IN[known.tense]
        case "offers":
            sentence = _OFFERS
        case "needs":
            sentence = _NEEDS
        case "area":
            sentence = _AREA
        case "area perhaps":
            sentence = _AREA_PERHAPS
        case "twins":
            return _TWINS
        case "neighbours":
            return _NEIGHBOURS
    return sentence.fill(thing=known.thing)


def _membership(known: Known) -> Said:
    if known.how == "listed":
        return _LISTED
    if known.how == "one of the leads":
        return _LEADS_A_PART
    return (_LEADS if known.how == "lead" else _TAKES_PART)[known.tense]


def questions(known: tuple[Known, ...], topics: tuple[str, ...]) -> tuple[Said, ...]:
    """Two or three things to ask first, by what is known best of the partner."""
    beside = _OUR_TWINNING if any(one.fact == "twins" for one in known) else _WITH_WHOM
    general = (_ON_TOPIC.fill(topics=topics), _FIRST_STEP) if topics else (_WHO_WORKS, beside)
    if not known:
        return (*general, _WHO_WORKS) if topics else general
    first = known[0]
    match first.fact:
        case "solution" if first.how == "lesson":
            return _WHAT_HELPED.fill(thing=first.thing), _DIFFERENTLY, *general[:1]
        case "solution" if first.how in HONOURS:
            return _LABEL.fill(thing=first.thing), *general
        case "solution" if first.how == "planned":
            return _WHY_PLANNED.fill(thing=first.thing), _WHEN_PLANNED
        case "solution" | "both use":
            return _HOW.fill(thing=first.thing), _COST, _AGAIN
        case "both in" if first.goes_on:  # how one joins they know themselves
            return _GAINED.fill(thing=first.thing), *general
        case "network" | "took along" if first.goes_on:
            return _HOW_JOINED.fill(thing=first.thing), _WHAT_IT_GIVES
        case "network" | "took along" | "both in" if first.how != "listed":
            return _UNDER_WHICH.fill(thing=first.thing), _WHAT_REMAINED, _AGAIN
        case "area" | "area perhaps":
            return _APPLIED.fill(thing=first.thing), *general
    return (*general, _WHO_WORKS) if topics else general


def together(known: tuple[Known, ...], topics: tuple[str, ...]) -> Said:
    """What the two could do together; a twinning can take up a subject only where there is one."""
    if not known:
        return _TALK
    facts = {one.fact for one in known}
    first = known[0]
    if first.fact in ("solution", "both use") and first.how not in (*HONOURS, "lesson"):
        return (_PLAN_TOGETHER if first.how == "planned" else _VISIT).fill(thing=first.thing)
    if facts & {*AREA}:
        return _SMALL_PROJECT
    if "twins" in facts and topics:
        return _OF_TWINNING
    if first.fact == "both in":
        return _COMPARE.fill(thing=first.thing)
    if first.fact in ("network", "took along") and first.how != "listed":
        return (_FROM_ENDED if first.tense == "then" else _FROM_NETWORK).fill(thing=first.thing)
    return _TALK


def paid(by: Paid) -> Said:
    """What a programme pays for, with places for the `programme` and the `call`."""
    return _PAID[by]
