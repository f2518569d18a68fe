"""The next step with a suggested partner, in a sentence or two to the town that asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model import HONOURS
from graph.said import Said, said
from matching.letters.known import AREA, Known, known_of, topics_of
from matching.letters.ways import Paid, Ways
from matching.purposes.purpose import Searched
from matching.types import Contribution
from matching.words.told import told

_SHOW = said("Have {name} show you how it went: {thing}.")
_PLANNED = said("Ask {name} what speaks for it, and whether you could plan it together: {thing}.")
_FROM_NETWORK = said(
    "Ask {name} what the town gains from it, and whether it would plan a next project with you: {thing}."
)
_FROM_ENDED = said("Ask {name} what has remained of it, and whether it would plan a next project with you: {thing}.")
_COMPARE = said("Compare with {name} what each of you makes of it, and think of a next step together: {thing}.")
_SMALL_PROJECT = said("Think of a small joint project with {name}, for people on both sides of the border.")
_TWINS = said("Make it a subject of your twinning with {name}.")
_ON_TOPIC = said("Ask {name} for a first talk: {topics}.")
_LESSON = said("Ask {name} what helped, what was lacking and what it would do differently today: {thing}.")
_LABEL = said("Ask {name} what it did for it, and what has come of it: {thing}.")
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
_TO_BE_CHECKED = said("Whether you both may take part is still to be checked.")


def next_step(searched: Searched, ways: Ways, partner: int, reasons: Sequence[Contribution]) -> str:
    """What the asker and the partner (its index), for which these reasons speak, could do together, and what pays for
    it where that is known."""
    asker = searched.asker
    known = known_of(searched, partner, reasons)
    table = asker.ties.snapshot.municipalities
    topics = topics_of(asker, asker.wanted)
    thing = known[0].thing if known else ""
    sentences = [_do(known, topics).fill(name=table.named(partner), thing=thing, topics=topics)]
    paid = ways.first(asker, partner)
    if paid is not None:
        sentences.append(_PAID[paid.paid].fill(programme=paid.programme, call=paid.call or ""))
        if not paid.sure:
            sentences.append(_TO_BE_CHECKED)
    return " ".join(told(sentence, asker.query.language) for sentence in sentences)


def _do(known: tuple[Known, ...], topics: tuple[str, ...]) -> Said:
    """What to do first, with places for the `name` of the partner, the `thing` known best of it and the `topics`."""
    facts, first = {one.fact for one in known}, next(iter(known), None)
    if first is not None:
        if first.fact in ("solution", "both use") and first.how not in HONOURS:
            return {"planned": _PLANNED, "lesson": _LESSON}.get(first.how or "", _SHOW)
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
