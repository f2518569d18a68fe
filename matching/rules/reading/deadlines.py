"""Until when one may apply, read from a text: "by 14 April 2027", "Einsendeschluss ist der 15.09.2027".

A day is a deadline where words before it say so, or where the sentence is about applications that are handed in by
then. What holds, runs or is completed until a day is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.numbers import DAY, day
from matching.rules.reading.pattern import Match, Pattern, either_case, read_by
from matching.rules.reading.proposal import Proposal

#: What holds until a day is no deadline: a rule, a programme, a licence.
_HOLDS = re.compile(
    r"\b(?:appl(?:y|ies)(?! by)|valid|in force|derogation|remains?|extends?|runs?|eligible|in Kraft|gilt|gelten|"
    r"gültig)\b",
    re.IGNORECASE,
)
#: What is handed in.
_APPLYING = re.compile(
    r"\bappli|\bapply\b|submi|propos|\bcall\b|candidat|expression|antr[aä]g|einreich|eingereicht|bewerb|skizze|"
    r"runde\b|aufruf|teilnahme|nominat",
    re.IGNORECASE,
)
_TIME = r"(?:\d{1,2}(?::\d{2}|[:.]?\d{0,2}\s?(?:noon|midday|hours?|h\b|a\.?m\b\.?|p\.?m\b\.?|Uhr))[^.0-9]{0,25})?"
#: A meeting from one day to another is no window for applications.
_TAKES_PLACE = re.compile(
    r"\b(?:findet|finden|stattfinden|takes? place|will be held|is held|meets?|info(?:rmation)? (?:session|day|"
    r"event)s?|webinar|"
    r"Informationsveranstaltung|Informationstag)\b",
    re.IGNORECASE,
)
#: What is signed or built by a day is no application.
_SIGNED = re.compile(r"\b(?:signed|built|installed|unterzeichnet|operational|delivered|publish\w*)\b", re.IGNORECASE)
#: What runs until a day is a programme, not its window for applications.
_RUNNING = re.compile(
    rf"(?:\b\w*programm|programme|fonds|fund|initiative|projekte?|projects?|förderperiode|richtlinie)\b[^.;]{{0,25}}"
    rf"\b(?:läuft|laufen|runs?|ends?|endet) (?:noch )?(?:until|bis|on|am)?[^.0-9]{{0,12}}{DAY}$",
    re.IGNORECASE,
)
#: What is over by that day, and so is no application.
_OVER = (
    r"(?! (?:enden|beendet|zu beenden|abgeschlossen|abzuschließen|umzusetzen|durchzuführen|fertig|completed|"
    r"finished))"
)


def _sentence_before(match: Match) -> str:
    return re.split(r"(?:(?<!\d)|(?<=\d{4}))[.;](?=\s)", match.string[max(0, match.start() - 90) : match.start()])[-1]


def _deadline(match: Match) -> tuple[str, str] | None:
    if re.search(r"\b(?:waren|were|war|was)\b", match[0]) or _RUNNING.search(match.string[: match.end()]):
        return None
    if re.match("until|bis|läuft", match[0], re.IGNORECASE) and _HOLDS.search(
        match.string[max(0, match.start() - 90) : match.start()]
    ):
        return None
    after = match.string[match.end() : match.end() + 60].split(". ")[0]
    found = day(match["day"])
    return None if found is None or _TAKES_PLACE.search(f"{_sentence_before(match)} {after}") else ("<=", found)


def _last_of_span(match: Match) -> tuple[str, str] | None:
    """The end of a span of days, unless its sentence says that something else runs from one to the other."""
    before = _sentence_before(match)
    after = match.string[match.end() : match.end() + 60].split(". ")[0]
    if _TAKES_PLACE.search(f"{before} {after}") or (_HOLDS.search(before) and not _APPLYING.search(before)):
        return None
    found = day(match["day"])
    return None if found is None else ("<=", found)


def _window(match: Match) -> tuple[str, str] | None:
    """The end of a span of days in which applications are handed in."""
    over = match.string.find(". ", match.end())
    sentence = f"{_sentence_before(match)} {match.string[match.end() : over if over > 0 else None][:90]}"
    return _last_of_span(match) if _APPLYING.search(sentence) else None


def _handed_in(match: Match) -> tuple[str, str] | None:
    found = day(match["day"])
    before = _sentence_before(match)
    about = _APPLYING.search(before) and not _HOLDS.search(before) and not _SIGNED.search(before)
    return ("<=", found) if found and about else None


_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "deadline",
        either_case(
            rf"(?:deadline(?! of the [A-Z])|last (?:date|day)|closes?|until|closing|submit\w* by|end date|final "
            rf"date|open until|"
            rf"bis (?:zum|zur)?|Frist|entro il|Stichtag ist der|läuft bis|Ablauf des|(?<!raum )endet|frist\w*|"
            rf"termin\w*|"
            rf"Antragstellung|(?:Einsende|Bewerbungs|Einreich|Antrags|Annahme|Anmelde)schluss)"
            rf"[^.0-9]{{0,45}}(?P<day>{DAY})(?! bis\b){_OVER}"
        ),
        _deadline,
    ),
    Pattern(
        "deadline",
        either_case(rf"\d{{1,2}}\.? \w+(?: \d{{4}})? (?:to|until|-|–|bis)(?: zum)? (?P<day>{DAY})"),
        _last_of_span,
    ),
    Pattern(
        "deadline",
        either_case(
            rf"\b(?:between|zwischen)(?: the| dem)? \d{{1,2}}\.? \w+(?: \d{{4}})? (?:and|und)(?: dem)? (?P<day>{DAY})"
        ),
        _window,
    ),
    Pattern(
        "deadline",
        either_case(rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}} (?:to|until|-|–|bis)(?: zum)? (?P<day>{DAY})"),
        _last_of_span,
    ),
    Pattern(
        "deadline",
        either_case(
            rf"\b(?:by|no later than|not later than|before|spätestens)(?: on| am| bis)?(?: zum)? "
            rf"{_TIME}(?P<day>{DAY}){_OVER}"
        ),
        _handed_in,
    ),
    Pattern(
        "deadline",
        either_case(
            rf"(?:after|nach dem) (?P<day>{DAY}) (?:\w+ ){{0,2}}(?:cannot|not|nicht)\b[^.]{{0,20}}(?:considered|"
            rf"accepted|"
            rf"berücksichtigt|angenommen)"
        ),
        _deadline,
    ),
)


def deadlines(text: str) -> Iterator[Proposal]:
    """The days until which one may apply."""
    yield from read_by(_PATTERNS, text)
