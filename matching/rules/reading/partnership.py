"""How many take part and from how many countries, read from a text: "at least three partners from two countries"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.bounds import LEAST
from matching.rules.reading.numbers import NUMBER
from matching.rules.reading.partners import partners
from matching.rules.reading.pattern import Match, Pattern, either_case, fixed, least, read_by
from matching.rules.reading.proposal import Proposal, told

_N = f"(?P<n>{NUMBER})"
_LEAST = rf"(?:{LEAST}|non meno di|almeno|au moins|co najmniej)"
_STATES = (
    r"(?:different |other |eligible |participating |programme |partner )*"
    r"(?:countries|states|Ländern?|Staaten|Stati|stati)"
)
_STAATEN = (
    r"(?:verschiedenen |unterschiedlichen |förderfähigen |teilnehmenden |beteiligten )*"
    r"(?:EU-)?(?:Mitglied(?:s)?|Teilnehmer|Programm|Partner|Teilnahme|Förder)?(?:staaten|ländern)"
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


def _countries(match: Match) -> tuple[str, str] | None:
    before = match.string[max(0, match.start() - 80) : match.start()]
    bounded = re.search(_LEAST, match[0], re.IGNORECASE)
    return (
        None if _DONE_THERE.search(before) or (bounded is None and told(match.string, *match.span())) else least(match)
    )


def _staaten(match: Match) -> tuple[str, str] | None:
    if told(match.string, *match.span()):
        return None
    told_apart = "verschieden" in match[0] or "unterschiedlich" in match[0] or "mindestens" in match[0]
    return least(match) if told_apart or _WHO.search(match.string[max(0, match.start() - 80) : match.start()]) else None


_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "min_countries",
        either_case(rf"(?:(?<=established in )|(?<!\bin )(?<!regions of )){_LEAST} {_N} {_STATES}"),
        _countries,
    ),
    Pattern(
        "min_countries",
        either_case(
            rf"(?:from|(?:established|located|based) in) (?:a minimum of |minimum |at least )?{_N}(?: \(\d+\))? "
            rf"(?:{_STATES}|(?:different )?(?:EU )?member states)"
        ),
        _countries,
    ),
    Pattern("min_countries", either_case(rf"{_LEAST} {_N} different (?:EU )?Member States"), _countries),
    Pattern("min_countries", either_case(rf"\baus (?:mindestens )?{_N} {_STAATEN}"), _staaten),
    Pattern(
        "min_countries",
        either_case(
            rf"(?:fewer|less) than {_N} {_STATES}[^.;]{{0,30}}(?:rejected|not (?:be )?(?:eligible|considered|"
            rf"accepted|"
            rf"admissible))"
        ),
        least,
    ),
    Pattern("min_countries", either_case(r"from a single eligible country"), fixed(">=", "1")),
    Pattern(
        "min_countries",
        either_case(r"each established in a different Member State or Associated Country"),
        fixed(">=", "3"),
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
        either_case(rf"{_LEAST} {_N} (?:independent )?legal entit(?:y|ies) established in a Member State"),
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
    yield from read_by(_PATTERNS, text)
