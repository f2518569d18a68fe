"""How many of what: "two or three days", "höchstens fünf Seiten", "bis zu zehn Kommunen werden ausgewählt".

Each sort of thing has its names, and what a least, a greatest and an exact number of it state. What nobody bounds is a
clause only where the words around say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matching.rules.reading.bounds import LEAST, MOST, OVER, UNDER, amount, read_amount, refused, turned
from matching.rules.reading.numbers import NUMBER, SUM, money, whole, written
from matching.rules.reading.proposal import Proposal, proposed, sentences, told

#: Words that may describe things between their number and their name.
_DESCRIBED = (
    r"(?:(?:different|further|new|eligible|project|full|legal|independent|public|small|local|urban|peer|visiting|"
    r"external|"
    r"international|partner|pilot|DIN|A4|DIN-A4|ganze[nr]?|weitere[nr]?|verschiedene[nr]?|kleine[nr]?|kommunale[nr]?|"
    r"working|consecutive|calendar|selected|preparation|joint|jointly developed|such|solcher|transnational|"
    r"cooperation|more|zusätzliche[nr]?) "
    r"){0,3}"
)
_ANYTHING = ""
#: A bound that says no itself: "may not exceed 20 pages".
_DENIES = re.compile(r"\b(?:no|not|nicht)\b", re.IGNORECASE)
#: After these more of something is asked for.
_MORE_OF = ("more", "mehr", "over", "über", "above", "exceeding")


@dataclass(frozen=True, slots=True)
class _Things:
    """One sort of things that texts count.

    `bounded` and `exact` are what the sentence must say besides, for a bounded number and for an exact one to state a
    clause, with `<>` for the number and its things where it matters where they stand; an `exact` of None never does.
    """

    of: str
    names: str
    bounded: str = _ANYTHING
    exact: str | None = None
    #: The kind that a least number states.
    least: str = "other"


_CHOSEN = (
    r"\b(?:will|can|may|to|again) (?:fund|select|choose|support|award|pay)[^.;]{0,25}<>|"
    r"<>[^.;]{0,10}\b(?:will|can) receive (?:support|funding|a grant)|"
    r"<>[^.;]{0,25}\b(?:(?:will be|are(?: expected)?(?: to be)?|can be) (?:selected|chosen|awarded|funded|supported|"
    r"approved)|"
    r"ausgewählt|gefördert|ausgezeichnet|unterstützt|aufgenommen|bewilligt|zu (?:fördern|unterstützen|auszuwählen))|"
    r"(?:Ausgewählt|"
    r"Gefördert|Ausgezeichnet) werden[^.;]{0,20}<>"
)
_A_YEAR = r"(?:jährlich|pro Jahr|im Jahr|je Jahr|a year|per year|each year|every year|annually)"
_MEETING = (
    r"\b(?:visits?|exchanges?|encounters?|meetings?|events?|stays?|sessions?|reviews?|workshops?|trips?|"
    r"Begegnung\w*|Treffen|"
    r"Besuch\w*|Austausch\w*|Aufenthalt\w*|Veranstaltung\w*|Workshops?|Fahrt\w*)\b"
)
_THINGS: tuple[_Things, ...] = (
    _Things("pages", r"pages?|Seiten?"),
    _Things("visits", r"visits?|Besuchen?", _MEETING),
    _Things("visitors", r"(?:staff members|visitors|participants)(?= from a| \(?per visit| from the)", ""),
    _Things(
        "participants",
        r"people|persons|individuals|Personen|Teilnehmende[nr]?|Teilnehmer(?:n|innen)?\b(?:\sund Teilnehmern?)?|"
        r"participants",
        rf"{_MEETING}|\bcity\b|\bgroup|Gruppe|[Dd]elegation|\bteam\b",
    ),
    _Things("participants", r"Teilnehmende[nr]?|Teilnehmenden|Teilnehmerinnen und Teilnehmern?", ""),
    _Things("days", r"days?|day(?= \w+)|Tagen?", _MEETING, rf"(?:-| )days? (?:\w+ )?(?:{_MEETING})|eintägig|zweitägig"),
    _Things("expert_days", r"days? of (?:\w+ )?(?:expert|advi|support|consult)\w*|Beratungstagen?", "", ""),
    _Things("hours", r"hours?(?= (?:\w+ ){0,2}(?:session|discussion|meeting|call|webinar))|Stunden", "", _MEETING),
    _Things("experts", r"experts?|Fachleuten?|Expertinnen und Experten"),
    _Things("stakeholders", r"stakeholders"),
    _Things("meetings", r"meetings|Treffen"),
    _Things("calls", r"calls for proposals|Aufrufen?|Förderaufrufen?|calls?", "", rf"{_A_YEAR}|\bopen\b|geöffnet"),
    _Things(
        "rounds_per_year",
        r"(?:selection |Auswahl|Antrags|Vergabe|Förder)?(?:rounds?|runden?)|Terminen?|Auswahlterminen?",
        _A_YEAR,
        _A_YEAR,
    ),
    _Things(
        "grants",
        r"(?:\w+)?(?:projects?|projekte?n?|vorhaben|initiatives|villages|networks|partnerships|Netzwerken?|winners|"
        r"prizes|Preisen?|grants|solutions|"
        r"Kommunen|"
        r"Städten?|Gemeinden|Regionen|cities|towns|municipalities)",
        _CHOSEN,
        _CHOSEN,
    ),
    _Things(
        "phases",
        r"(?:distinct )?(?:phases|stages)",
        "",
        r"^(?!.*\b(?:procedure|process|application|selection)\b).*\b(?:ha[sv]e?|in|consists? of|comprises?|into) <>",
    ),
)


def quantities(text: str) -> Iterator[Proposal]:
    """The clauses of kind `other` that count things, and how large a place may be."""
    for sentence in sentences(text):
        yield from _inhabitants(sentence)
        for things, words in _PATTERNS:
            for match in words.finditer(sentence):
                yield from _counted(things, match, sentence)


def _counted(things: _Things, match: re.Match[str], sentence: str) -> Iterator[Proposal]:
    found = read_amount(match)
    one_end = not found.exact and not (found.low and found.high)
    if one_end and not _DENIES.search(match[0]) and refused(sentence[match.end() :].partition(",")[0]):
        found = turned(found)
    elif found.above and not match["over"].casefold().startswith(_MORE_OF):
        return  # "longer than 30 pages" names what is too much, and asks for nothing
    needs = things.exact if found.exact else things.bounded
    number = found.least or whole(found.high or "")
    if needs is None or number is None or told(sentence, *match.span()):
        return
    around = f"{sentence[: match.start()]}<>{sentence[match.end() :]}" if "<>" in needs else sentence
    if not re.search(needs, around, re.IGNORECASE) or (found.exact and number == 1 and things.of == "grants"):
        return
    if found.exact:
        yield proposed("other", "==", f"{number};of={things.of}", match[0])
        return
    if found.low:
        yield proposed(things.least, ">=", f"{found.least};of={things.of}", match[0])
    if found.high:
        yield proposed("other", "<=", f"{whole(found.high)};of={things.of}", match[0])


_PATTERNS = tuple((things, amount(things.names, NUMBER, _DESCRIBED)) for things in _THINGS)
_PEOPLE = amount(
    r"inhabitants|residents|abitanti|Einwohner(?:n|innen)?(?:\sund Einwohnern?)?(?!/)|Einwohner\w*",
    SUM,
    r"(?:or more |oder mehr )?",
    bare=True,
)
#: Inhabitants of whom it is told, or that are a share of others.
_OF_PEOPLE = re.compile(
    r"\b(?:has|have|hat|haben|liegt|zählt|reached?|serves?) (?:rund |etwa |about |some )?$", re.IGNORECASE
)
#: The bound behind its name: "a population of at least 5,000", "The minimum population is 20 000".
_POPULATION = re.compile(
    rf"(?:(?P<least>\bminimum population\b|Mindesteinwohnerzahl\b)|(?P<most>\bmaximum population\b)|"
    rf"\bpopulation\b(?! equivalent)|"
    rf"\bEinwohnerzahl(?:en)?\b)[^.;0-9]{{0,40}}?(?:(?:(?P<over>{LEAST}|(?P<above>{OVER}))|(?P<upto>{MOST}|not "
    rf"exceeding)|"
    rf"(?P<below>{UNDER})) |(?P<between>between |zwischen ))?(?P<n>{SUM})(?: (?:and|und|to|bis) (?P<m>{SUM}))?",
    re.IGNORECASE,
)
#: No bound at all.
_ANY_SIZE = re.compile(
    r"\bno (?:minimum|least|lower limit|limit|threshold|requirement)\b[^.;]{0,30}\b(?:population|inhabitants)|"
    r"\bno population "
    r"(?:size )?(?:threshold|minimum|limit)|(?:regardless|irrespective) of (?:the |their |its )?(?:population|size|"
    r"number of "
    r"inhabitants)|(?:cities|towns|municipalities|authorities) of (?:any|all) sizes?|"
    r"(?:Kommunen|Gemeinden|Städte) jeder Größe|unabhängig von (?:der|ihrer|seiner) (?:Größe|Einwohnerzahl)|"
    r"Mindesteinwohnerzahl\b[^.;]{0,25} (?:nicht|keine)\b|keine (?:Mindesteinwohnerzahl|Mindestgröße|"
    r"Mindestzahl an Einwohn\w+)",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:or more|oder mehr)", re.IGNORECASE)


#: Who is only preferred, or only takes part beside others, is not asked for.
_NO_RULE = re.compile(
    r"\b(?:priority|preference|preferred|bonus)\b|\b(?:bevorzugt|vorrangig|Vorrang)\b|"
    r"\b(?:only|nur) (?:as|als) (?:an? )?(?:\w+ )?[Pp]artner",
    re.IGNORECASE,
)


def _inhabitants(sentence: str) -> Iterator[Proposal]:
    if _NO_RULE.search(sentence):
        return
    if anything := _ANY_SIZE.search(sentence):
        yield proposed("population_min", ">=", "0", anything[0])
    yield from _population(sentence)
    for match in _PEOPLE.finditer(sentence):
        found = read_amount(match)
        if refused(sentence[match.end() :]) and not found.exact and not (found.low and found.high):
            found = turned(found)
        low, high = (money(end, None) if end else None for end in (found.low, found.high))
        if _MORE.search(match[0]):
            high = None
        elif found.exact:
            continue
        if low is not None and low >= 300:
            yield proposed("population_min", ">=", written(low + found.above), match[0])
        if high is not None and high >= 300:
            yield proposed("other", "<" if found.below else "<=", f"{written(high)};of=population", match[0])


def _population(sentence: str) -> Iterator[Proposal]:
    for match in _POPULATION.finditer(sentence):
        value, other = money(match["n"], None), money(match["m"], None) if match["m"] else None
        if value is None or value < 300 or refused(sentence[match.end() :]):
            continue
        if match["between"] and other is not None:
            yield proposed("population_min", ">=", written(value), match[0])
            yield proposed("other", "<=", f"{written(other)};of=population", match[0])
        elif match["least"] or match["over"]:
            yield proposed("population_min", ">=", written(value + (match["above"] is not None)), match[0])
        elif match["most"] or match["upto"] or match["below"]:
            operator = "<" if match["below"] else "<="
            yield proposed("other", operator, f"{written(value)};of=population", match[0])
