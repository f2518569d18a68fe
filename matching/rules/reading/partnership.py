"""How many take part and from how many countries, read from a text: "at least three partners from two countries"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.bounds import LEAST, amount, read_amount, refused, turned
from matching.rules.reading.numbers import NUMBER
from matching.rules.reading.partners import partners
from matching.rules.reading.pattern import Pattern, either_case, fixed, least, read_by
from matching.rules.reading.proposal import Proposal, proposed, sentences, told

_N = f"(?P<n>{NUMBER})"
#: Countries as those that partners come from, with words that may describe them.
_DESCRIBED = (
    r"(?:(?:different|other|eligible|participating|programme|partner|further|separate|distinct|EU|verschiedenen|"
    r"unterschiedlichen|förderfähigen|teilnehmenden|beteiligten|anderen)[ -]){0,3}"
)
_STATES = (
    r"countries|states|member states|Stati|stati|(?:Mitglied(?:s)?|Teilnehmer|Programm|Partner|Teilnahme|Förder)?"
    r"(?:staaten|ländern?)"
)
_COUNTRIES = amount(_STATES, NUMBER, _DESCRIBED)
#: After these the countries are those that somebody comes from.
_WHENCE = re.compile(
    r"\b(?:from|aus|(?:established|located|based|registered|resident) in|cover(?:ing|s)?|represent(?:ing|s)?|in)"
    r"(?: insgesamt)? $",
    re.IGNORECASE,
)
#: Who comes from a number of countries.
_WHO = re.compile(
    r"(?:partner|partners|partnern|kommunen|städten?|gemeinden|einrichtungen|organisationen|trägern?|"
    r"antragsteller\w*|"
    r"netzwerk|netzwerken?|konsorti\w+|partnerschaft(?:en)?|akteuren?)\b[^.;:]{0,25}$",
    re.IGNORECASE,
)
#: After these the countries are those in which something is done, and nobody comes from them.
_DONE_THERE = re.compile(
    r"(?:buildings?|sites?|housing projects?|take place|took place|held|implement\w*|carried out|"
    r"demonstrat\w*|"
    r"activit\w+|stattfinden|statt|durchgeführt|"
    r"validat\w*|tested|replicat\w*|events?)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
#: Countries in which or for which something is done.
_ABOUT_ELSE = re.compile(
    r"(?<!established )(?<!located )(?<!based )\b(?:in|for|für|regions of|across) $", re.IGNORECASE
)
#: What is said of those who take part.
_TAKE_PART = re.compile(
    r"partner|applicant|consorti|network|netzwerk|entit|organi[sz]|particip|authorit|municipalit|\bcit(?:y|ies)\b|"
    r"proposal|"
    r"application|project|projekt|involv|cover|include|beteilig|kommune|gemeinde|einrichtung|beneficiar",
    re.IGNORECASE,
)
_BOUND = re.compile(LEAST, re.IGNORECASE)
_APART = re.compile(r"verschieden|unterschiedlich", re.IGNORECASE)


def _countries(sentence: str) -> Iterator[Proposal]:
    """From how many countries those who take part come at least."""
    for match in _COUNTRIES.finditer(sentence):
        found, before = read_amount(match), sentence[: match.start()]
        denied = found.low is None and refused(sentence[match.end() :])
        found = turned(found) if denied else found
        number = found.least
        if number is None or _DONE_THERE.search(before[-80:]):
            continue
        bounded = _BOUND.match(match[0])
        whence = match[0].casefold().startswith("from ") or _WHENCE.search(before)
        if _ABOUT_ELSE.search(before) or (bounded and not (whence or _TAKE_PART.search(before[-110:]))):
            continue
        if not bounded and not denied and (not whence or told(sentence, *match.span())):
            continue
        german = re.search(r"\baus(?: insgesamt)? $", before, re.IGNORECASE)
        if german and not (bounded or _APART.search(match[0]) or _WHO.search(before[-80:])):
            continue
        yield proposed("min_countries", ">=", str(number), f"{'aus ' if german else ''}{match[0]}")


_PATTERNS: tuple[Pattern, ...] = (
    Pattern("min_countries", either_case(r"from a single eligible country"), fixed(">=", "1")),
    Pattern(
        "min_countries",
        either_case(r"each established in a different Member State or Associated Country"),
        fixed(">=", "3"),
    ),
    Pattern(
        "min_countries",
        either_case(
            r"(?:partner|applicant|organi[sz]ation|municipality|body)\w* (?:from|on|of) (?:each|either|"
            r"both) sides? of the "
            r"[^.;]{0,30}\bborders?\b|von (?:jeder|beiden) Seiten? der Grenze|beiderseits der Grenze"
        ),
        fixed(">=", "2"),
    ),
    Pattern(
        "min_member_states",
        either_case(
            rf"{LEAST} {_N} (?:of the )?(?:\w+ )?(?:partners?|applicants?|beneficiar(?:y|ies)|entit(?:y|ies)|"
            rf"organi[sz]ations?|members?|them|these)(?: (?:must|ha(?:s|ve) to|should|shall) be| (?:is|are|being))? "
            rf"(?:established|located|based|registered) in (?:an? |the |different |{NUMBER} )?(?:different )?"
            rf"(?:EU )?Member States?\b(?! (?:and|or|and/or) (?:\w+ )?Associated)"
        ),
        least,
    ),
    Pattern(
        "min_member_states",
        either_case(
            rf"(?:countries|states)[^.;]{{0,40}}?(?:at least |minimum )?{_N} (?:of (?:which|whom|them|these) "
            rf")?(?:must |have to |"
            rf"should )?(?:be |being |is |are |come from |from |in )(?:an? |the )?(?:EU )?Member States?"
        ),
        least,
    ),
    Pattern(
        "min_member_states",
        either_case(
            rf"(?:of which |of whom )?at least {_N} (?:is an|must be|are|is|of (?:them|which|whom|these)|being)"
            rf"(?: is| are| must be)?(?: an)? EU Member States?|davon mindestens {_N.replace('<n>', '<m>')} "
            rf"(?:EU-)?Mitglied"
        ),
        least,
    ),
    Pattern(
        "min_member_states",
        either_case(rf"{LEAST} {_N} (?:independent )?legal entit(?:y|ies) established in a Member State"),
        least,
    ),
    Pattern(
        "min_member_states",
        either_case(
            r"(?:another|other|second|partner|peer|host) (?:[a-z]+ ){0,3}(?:from|in|of) (?:a different|another) EU "
            r"Member State"
        ),
        fixed(">=", "2"),
    ),
    Pattern("min_member_states", either_case(rf"{_N} of which are established in a Member State"), least),
)


def partnership(text: str) -> Iterator[Proposal]:
    """The clauses that count who takes part and the countries they come from."""
    yield from partners(text)
    for sentence in sentences(text):
        yield from _countries(sentence)
    yield from read_by(_PATTERNS, text)
