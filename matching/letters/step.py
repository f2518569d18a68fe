"""The next step with a suggested partner, in a sentence to the town that asks, and what pays for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.model import HONOURS
from graph.said import Said, said
from matching.letters.known import AREA, Known, known_of, topics_of
from matching.letters.ways import Paid, Ways
from matching.purposes.purpose import Searched
from matching.types import Contribution, Pays
from matching.words.told import told

#: After so many years one asks first what has become of what a town did.
OLD_YEARS = 10
#: And after so many what has become of what it planned.
PLANNED_YEARS = 3
_SHOW = said("Ask {name} how it went, what it cost and what it would do differently.")
_IN_USE = said("Ask {name} what it is used for, what it costs and who looks after it: {thing}.")
_PLANNED = said("Ask {name} what speaks for it, and whether you could plan it together.")
_FROM_NETWORK = said(
    "Ask {name} what the town gains from it, and whether it would plan a next project with you: {thing}."
)
_FROM_ENDED = said("Ask {name} what has remained of it, and whether it would plan a next project with you: {thing}.")
_COMPARE = said("Compare with {name} what each of you makes of it, and think of a next step together: {thing}.")
_SMALL_PROJECT = said("Think of a small joint project with {name}, for people on both sides of the border.")
_TWINS = said("Make it a subject of your twinning with {name}.")
_ON_TOPIC = said("Ask {name} for a first talk: {topics}.")
_OLD = said("Ask {name} what has become of it, and what it would do differently today.")
_LESSON = said("Ask {name} what helped, what was lacking and what it would do differently today.")
_LABEL = said("Ask {name} what it did for it, and what has come of it.")
_TALK = said("Ask {name} for a first talk: what each of you works on, and where you could help each other.")
_PAID: Mapping[Paid, Said] = {
    "small projects": said("There is a fund for such projects: {call} ({programme})."),
    "one of several": said("{programme} has funds for small projects; ask which is in charge of you both."),
    "programme": said("{programme} may be a frame for it; ask which calls are open."),
    "twinning": said("{programme} supports meetings of the citizens of twin towns."),
    "two countries": said("{programme} supports joint projects of your two countries."),
    "visits": said("{programme} supports visits to each other."),
    "network": said("{programme} supports networks of towns."),
    "call": said("You could apply for it together: {call}."),
}


def next_step(searched: Searched, partner: int, reasons: Sequence[Contribution]) -> str:
    """What the asker and the partner (its index), for which these reasons speak, could do together."""
    asker = searched.asker
    known = known_of(searched, partner, reasons)
    table = asker.ties.snapshot.municipalities
    topics = topics_of(asker, asker.wanted)
    thing = known[0].thing if known else ""
    step = _do(known, topics, asker.query.on).fill(name=table.named(partner), thing=thing, topics=topics)
    return told(step, asker.query.language)


def what_pays(searched: Searched, ways: Ways, partner: int) -> Pays | None:
    """What pays for it; None where nothing is known to."""
    way = ways.first(searched.asker, partner)
    if way is None:
        return None
    sentence = _PAID[way.paid].fill(programme=way.programme, call=way.call or "")
    return Pays(told(sentence, searched.asker.query.language), way.sure)


def _is_old(known: Known, on: date, years: int = OLD_YEARS) -> bool:
    """Whether nobody has told of it for so many years: it may be there no more."""
    heard = known.evidence.as_of
    return heard is not None and int(heard[:4]) < on.year - years


def _do(known: tuple[Known, ...], topics: tuple[str, ...], on: date) -> Said:
    """What to do first, with places for the `name` of the partner, the `thing` known best of it and the `topics`."""
    facts, first = {one.fact for one in known}, next(iter(known), None)
    if first is not None:
        if first.fact in ("solution", "both use") and first.how not in HONOURS:
            step = {"planned": _PLANNED, "lesson": _LESSON, "ended": _OLD}.get(first.how or "")
            if first.how == "planned" and _is_old(first, on, PLANNED_YEARS):
                return _OLD
            return step or (_OLD if _is_old(first, on) else _SHOW if first.practice else _IN_USE)
        if first.fact == "solution" and not facts & {*AREA}:
            return _LABEL
        if facts & {*AREA}:
            return _SMALL_PROJECT
        if "twins" in facts and topics:
            return _TWINS
        if first.fact == "both in":
            return _COMPARE
        if first.fact in ("network", "took along") and first.how != "listed":
            return _FROM_ENDED if first.tense == "then" else _FROM_NETWORK
    return _ON_TOPIC if topics else _TALK
