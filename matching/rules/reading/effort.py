"""What an application and a project take, read from a text: rounds a year, sections of a form, weeks to a decision.

All are clauses of kind `other`; what is counted stands behind `of=`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.numbers import DAY, NUMBER, SUM, day, money, whole, written
from matching.rules.reading.proposal import Proposal, proposed, stated

_TWICE = {"zweimal": 2, "twice": 2, "dreimal": 3, "viermal": 4}
#: What is counted exactly: the words around the number, and what clauses call it.
_EXACT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words.replace("N ", rf"(?P<n>{NUMBER})[ -]"), re.IGNORECASE), of)
    for words, of in (
        (r"\bN calls (?:a|per|each|every) year", "calls_per_year"),
        (r"each year there are N calls", "calls_per_year"),
        (r"\bN (?:Stichtage|cut-?off dates)(?: ?/ ?| pro | im | a | per )(?:Jahr|year)", "cut_off_dates_per_year"),
        (r"repeated N times a year", "support_rounds_per_year"),
        (r"application form (?:is composed of|consists of|has) N sections", "form_sections"),
        (r"\bN distinct phases", "phases"),
        (r"\bN (?:Peer Review )?experts", "experts"),
        (r"\bN day event", "days_event"),
        (r"\bN ‘?guiding questions", "guiding_questions"),
        (r"award N prizes", "prizes"),
        (r"support (?:the development of )?N (?:investment concepts|projects|grants)", "grants"),
        (r"monitoring period of N years", "monitoring_years"),
    )
)
_WITHIN = re.compile(
    rf"(?:decisions?|bewilligt|entschieden|informed|results)[^.;]{{0,45}}?(?:within|in|innerhalb von) (?P<n>{NUMBER}) "
    rf"(?P<unit>weeks|months|Wochen|Monaten)|(?:innerhalb von|within) (?P<m>{NUMBER}) (?P<unit2>Wochen|Monaten|"
    rf"weeks|months) "
    r"(?:bewilligt|entschieden|decided)",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"(?P<n>{'|'.join(_TWICE)}) (?:jährlich|im Jahr|a year|per year)", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:Zeitraum|Jahren?|period)(?: von)? (?P<a>20\d\d)(?: ?[-–] ?| bis |"
    r" to )(?P<b>20\d\d)",
    re.IGNORECASE,
)
_FEWER = re.compile(
    rf"(?:fewer than|less than|weniger als|unter|bis zu) (?P<n>{SUM}) (?:inhabitants|"
    rf"Einwohner\w*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?:population|inhabitants) (?:of )?between {SUM} and (?P<n>{SUM})|zwischen {SUM} und (?P<m>{SUM}) Einwohner",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"(?:spätestens am|no later than|latest by) (?P<day>{DAY}) (?:enden|abgeschlossen|"
    rf"end\b)",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"frühestens am Tag der Antrag\w+ beginnen|"
    r"not start before the (?:day of )?submission",
    re.IGNORECASE,
)
_ONE_EACH = re.compile(
    r"(?:Für jede[sn]? (?:Quartier|Vorhaben|Projekt)|"
    r"for each project)[^.;]{0,40} separate[rn]? (?:Antrag|application)",
    re.IGNORECASE,
)
_ONE_ONLY = re.compile(
    rf"(?:je|pro) (?:Kommune|Gemeinde|Stadt|Antragsteller\w*) (?:kann|darf|ist)\w* (?:nur |höchstens )?"
    rf"(?P<k>{NUMBER}) Antrag|"
    rf"kann (?:zu|je|pro) (?:einer )?Antragsfrist (?P<n>{NUMBER}) Antrag|"
    rf"only (?P<m>one) application per (?:applicant|organisation)|"
    rf"(?:applicant|municipality|organisation|town) (?:may|can) (?:only )?submit (?:only )?(?P<o>{NUMBER}) "
    rf"(?:proposal|application)",
    re.IGNORECASE,
)
_BY_MAIL = re.compile(r"per E-?Mail (?:einzureichen|zu senden)|submitted by e-?mail", re.IGNORECASE)
_ONLINE = re.compile(
    r"Antragstellung erfolgt online|applications? (?:is|are|must be) submitted online|"
    r"online gestellt",
    re.IGNORECASE,
)
_ALL_YEAR = re.compile(r"das ganze Jahr über|laufend Anträge|all year round|at any time of the year", re.IGNORECASE)
_NEVER_BEFORE = re.compile(
    r"have not been supported under previous|not (?:yet )?(?:been )?(?:funded|"
    r"supported) (?:before|in earlier)",
    re.IGNORECASE,
)


def effort(text: str) -> Iterator[Proposal]:
    """The clauses about rounds, forms, decisions, and how an application is handed in."""
    for words, of in _EXACT:
        for match in words.finditer(text):
            yield _clause("==", f"{whole(match['n'])};of={of}", match[0])
    for match in _WITHIN.finditer(text):
        unit = (match["unit"] or match["unit2"]).casefold()
        of = "weeks_to_decision" if unit.startswith("w") else "months_to_decision"
        yield _clause("<=", f"{whole(match['n'] or match['m'])};of={of}", match[0])
    for match in _TIMES.finditer(text):
        yield _clause("<=", f"{_TWICE[match['n'].casefold()]};of=decisions_per_year", match[0])
    for match in _YEARS.finditer(text):
        yield _clause("in", f"{match['a']}-{match['b']};of=fund_years", match[0])
    for match in _FEWER.finditer(text):
        if most := money(match["n"], None):
            below = "<=" if match[0].casefold().startswith("bis zu") else "<"
            yield _clause(below, f"{written(most)};of=population", match[0])
    for match in _BETWEEN.finditer(text):
        if most := money(match["n"] or match["m"], None):
            yield _clause("<=", f"{written(most)};of=population", match[0])
    for match in _ENDS.finditer(text):
        yield _clause("<=", f"{day(match['day'])};of=project_end", match[0])
    for match in _ONE_ONLY.finditer(text):
        yield _clause(
            "<=",
            f"{whole(match['n'] or match['m'] or match['k'] or match['o'])};of=applications_per_applicant_and_deadline",
            match[0],
        )
    fixed = (
        (_STARTS, ">=", "day_of_application;of=project_start"),
        (_ONE_EACH, "==", "1;of=application_per_project"),
        (_BY_MAIL, "==", "e_mail;of=effort"),
        (_ONLINE, "==", "online;of=effort"),
        (_ALL_YEAR, "==", "all_year"),
        (_NEVER_BEFORE, "not", "supported_in_earlier_call"),
    )
    yield from stated(text, "other", fixed)


def _clause(operator: str, value: str, words: str) -> Proposal:
    return proposed("other", operator, value, words)
