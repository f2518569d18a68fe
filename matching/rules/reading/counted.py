"""What else a text counts or bounds: places of a project, the least months, visits, guests.

All are clauses of kind `other`; what is counted stands behind `of=` where the text names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.numbers import NUMBER, whole
from matching.rules.reading.proposal import Proposal, alternatives, meant, proposed, sentences, stated, stating

_LEAST = r"(?:at least|a minimum of|minimum(?: of)?)"
_PLACES = (
    r"(?:Member States?|countries|neighbourhoods|cities|regions|areas|sites|airports|ports|buildings|municipalities|"
    r"EU Member States)"
)
_KIND = (
    r"(?:participating|eligible|programme|partner|different|distinct|EU|European|real-life|urban|"
    r"coastal and freshwater|pilot|demonstration|replication)"
)
#: Where a project acts: "in at least three different Member States and/or Associated Countries".
_ACTED = re.compile(
    rf"\b(?:in|to|on) (?:{_LEAST} (?P<n>{NUMBER})(?: {_KIND})*|(?P<m>{NUMBER}) different(?: {_KIND})*) {_PLACES}",
    re.IGNORECASE,
)
#: The same in German: "in mindestens zwei Gemeinden umgesetzt".
_ACTED_DE = re.compile(
    rf"\bin (?:mindestens|wenigstens) (?P<n>{NUMBER}) (?:verschiedenen |unterschiedlichen )?(?:Gemeinden|Kommunen|"
    rf"Städten|"
    rf"Ländern|Regionen|Quartieren|Landkreisen|Mitgliedstaaten)\b[^.;]{{0,25}}(?:umgesetzt|durchgeführt|erprobt|"
    rf"stattfinden|"
    rf"umzusetzen|getestet)",
    re.IGNORECASE,
)
#: What a project shows: "at least three demonstrators".
_SHOWN = re.compile(
    rf"{_LEAST} (?P<n>{NUMBER})(?: (?:different|large[- ]scale|small[- ]scale|dedicated|real-world|industrial|"
    rf"complementary|low|"
    r"distinct))* (?:demonstrat(?:ors?(?! cit)|ions?|ion (?:sites|activities))|pilots?(?: sites| cases|"
    r" trials)?|living labs|"
    r"case studies|prototypes)\b",
    re.IGNORECASE,
)
_SUPPORTED = re.compile(rf"establishment of (?P<n>{NUMBER}) to {NUMBER} living labs", re.IGNORECASE)
#: Before these a number of countries is one of applicants.
_APPLICANTS = re.compile(
    r"(?:entit(?:y|ies)|organi[sz]ations?|applicants?|partners?|beneficiar\w+|established|authorit(?:y|ies)|"
    r"practitioners?|"
    r"consorti\w+|participants)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:implement|demonstrat|validat|test|locat|take place|experiment|pilot|conduct|deploy|appl|show|replicat|"
    r"carr)\w*"
    r"[^.;]{0,110}$",
    re.IGNORECASE,
)
_LEAST_MONTHS = re.compile(
    rf"(?:Mindest(?:laufzeit|dauer)|minimum (?:project )?duration)(?: (?:of|von|is|beträgt|liegt bei))* "
    rf"(?P<n>{NUMBER}) "
    rf"(?:months|Monaten?)",
    re.IGNORECASE,
)
_YEARS_FIT = re.compile(rf"project duration of at least (?P<n>{NUMBER}) years is appropriate", re.IGNORECASE)
_CHOICE = re.compile(
    r"(?:one of the following|identify one|choosing from the|select[^.]{0,40}one of the) (?P<n>two|three|four)? ?"
    r"(?:objectives|areas?|options)\b(?P<rest>[^.]{0,60})",
    re.IGNORECASE,
)
#: Bounds of things that only the noun tells apart.
_NOUNS: tuple[tuple[str, str], ...] = (
    (r"visits", "visits"),
    (r"stakeholders", "stakeholders"),
    (r"peers?\b", "peers"),
    (r"representatives", "representatives"),
    (r"(?:cities|peers) acting as .?peer reviewers", "reviewing_cities"),
    (r"weeks", "weeks"),
    (r"direct participants", "direct_participants"),
    (r"experts?\b", "experts"),
)
_UP_TO = re.compile(
    rf"(?:up to|at most|no more than|maximum of) (?P<n>{NUMBER}) (?:" + alternatives(_NOUNS) + ")",
    re.IGNORECASE,
)
_INVITED = re.compile(
    r"(?:minimum of|at least) (?P<n>\d+) (?:participants (?:are )?(?:invited|from abroad)|"
    r"invited (?:international )?participants|"
    r"international)|(?:of (?:whom|which|these)|davon)(?: must| should| müssen)? (?:at least|a minimum of|mindestens) "
    r"(?P<m>\d+) (?:\w+ ){0,4}?(?:from abroad|international|invited|aus dem Ausland|from (?:another|other|(?:the )?"
    r"partner|a different) countr|aus (?:anderen|dem Partner))",
    re.IGNORECASE,
)
_WORDS = stating(
    (
        (
            r"Keine Vorlage und Prüfung von Rechnungen|no (?:invoices|receipts) (?:need|have) to be|"
            r"(?:Belege|Rechnungen|Einzelbelege)\b[^.;]{0,30} (?:nicht|keine) [^.;]{0,20}(?:eingereicht|vorgelegt|"
            r"vorzulegen)|"
            r"(?:keine|ohne) (?:Belege|Rechnungen|Einzelnachweise)\b",
            "not",
            "invoices",
        ),
        (r"gedeckelte Pauschalen", "==", "capped_lump_sums"),
        (r"nichtkommerzieller Art|non-commercial activities only", "==", "non_commercial"),
        (
            r"first come,? first served|in (?:the )?order (?:in which they (?:arrive|are received)|of (?:receipt|"
            r"arrival|submission))|"
            r"Reihenfolge (?:des|ihres) (?:Antrags)?[Ee]ingangs|Windhund(?:verfahren|"
            r"prinzip)",
            "==",
            "first_come_first_served",
        ),
        (r"submit joint applications|joint applications are encouraged", "includes", "joint_application"),
        (r"cannot (?:directly )?finance the actual investments", "not", "investment_costs"),
        (r"Sprachkenntnisse sind keine Voraussetzung", "not", "language_skills"),
        (r"keine Mindestdauer", "not", "minimum_duration"),
    )
)


def counted(text: str) -> Iterator[Proposal]:
    """The clauses of kind `other` that count or bound something, and some that only state it."""
    for sentence in sentences(text):
        yield from _places(sentence)
        for match in (
            *_LEAST_MONTHS.finditer(sentence),
            *_YEARS_FIT.finditer(sentence),
        ):
            months = (whole(match["n"]) or 0) * (12 if "years" in match[0] else 1)
            yield _clause(">=", f"{months};of=duration_months", match[0])
        for match in _UP_TO.finditer(sentence):
            yield _clause("<=", f"{whole(match['n'])};of={meant(match, _NOUNS)}", match[0])
        for match in _INVITED.finditer(sentence):
            yield _clause(">=", f"{match['n'] or match['m']};of=invited_international_participants", match[0])
    yield from stated(text, "other", _WORDS)
    for match in _CHOICE.finditer(text):
        later = re.search(r"from the (two|three|four)", match["rest"])
        number = whole(match["n"] or (later[1] if later else ""))
        if number and "both" not in match["rest"]:
            yield _clause("choose", ";".join(map(str, range(1, number + 1))), match[0])


def _places(sentence: str) -> Iterator[Proposal]:
    for match in _ACTED.finditer(sentence):
        before = sentence[: match.start()]
        if _ACTS.search(before) and not _APPLICANTS.search(before):
            number = whole(match["n"] or match["m"]) or 0
            if number > 1:
                yield _clause(">=", str(number), match[0])
    for match in _ACTED_DE.finditer(sentence):
        yield _clause(">=", str(whole(match["n"])), match[0])
    for match in (*_SHOWN.finditer(sentence), *_SUPPORTED.finditer(sentence)):
        yield _clause(">=", str(whole(match["n"])), match[0])


def _clause(operator: str, value: str, words: str) -> Proposal:
    return proposed("other", operator, value, words)
