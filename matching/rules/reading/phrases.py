"""Phrases that each state one clause: how many apply, from how many countries, what share is paid, until when.

A pattern is kept where it is right nearly always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from matching.rules.reading.numbers import DAY, NUMBER, SUM, day, money, whole, written
from matching.rules.reading.proposal import WORDS, Proposal

_Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What words say a clause, and what it says: operator and value, or None where it is something else."""

    kind: str
    words: re.Pattern[str]
    says: Callable[[_Match], tuple[str, str] | None]


def by_patterns(text: str) -> Iterator[Proposal]:
    """The clauses that single phrases state, in the order of the patterns."""
    for pattern in PATTERNS:
        for match in pattern.words.finditer(text):
            said = pattern.says(match)
            if said is not None:
                yield Proposal(
                    kind=pattern.kind,
                    operator=said[0],
                    value=said[1],
                    quote=" ".join(match[0].split()[:WORDS]).strip(" ,;:.("),
                )


def _re(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _least(match: _Match) -> tuple[str, str] | None:
    number = whole(match["n"] or match.groupdict().get("m") or "")
    return None if number is None else (">=", str(number))


def _sum(operator: str) -> Callable[[_Match], tuple[str, str] | None]:
    def says(match: _Match) -> tuple[str, str] | None:
        value = money(match["sum"], match["million"])
        return None if value is None or value < 300 else (operator, written(value))

    return says


def _rate(operator: str) -> Callable[[_Match], tuple[str, str] | None]:
    return lambda match: (operator, f"{float(match['n'].replace(',', '.')) / 100:.2f}")


def _share(operator: str) -> Callable[[_Match], tuple[str, str] | None]:
    return lambda match: (operator, f"{float(match['n'].replace(',', '.')) / 100:g}")


def _fixed(operator: str, value: str) -> Callable[[_Match], tuple[str, str] | None]:
    return lambda match: (operator, value)


#: What holds until a day is no deadline: a rule, a programme, a licence.
_HOLDS = re.compile(r"\b(?:appl(?:y|ies)|valid|in force|derogation|remains?|extends?|runs?|eligible)\b", re.IGNORECASE)


def _deadline(match: _Match) -> tuple[str, str] | None:
    if re.search(r"\b(?:waren|were|war|was)\b", match[0]):
        return None
    if re.match("until", match[0], re.IGNORECASE) and _HOLDS.search(
        match.string[max(0, match.start() - 90) : match.start()]
    ):
        return None
    found = day(match["day"])
    return None if found is None else ("<=", found)


def _patterns() -> Sequence[_Pattern]:
    n, least = f"(?P<n>{NUMBER})", r"(?:at least|a minimum of|minimum|min\.|mindestens|wenigstens|non meno di)"
    percent = r"(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?:%|per cent|percent|Prozent)"
    bodies = (
        r"(?:different |independent |eligible )*(?:legal entities|(?<=independent )entities|applicants?|"
        r"partners?|project partners|participants(?= from)|organisations|beneficiaries|"
        r"Einrichtungen|institutions|Partnern?|Antragsteller\w*|"
        r"Netzwerkteilnehmer\w*|Projektpartnern?)"
    )
    states = (
        r"(?:different |eligible |participating |programme |partner )*(?:countries|states|Ländern?|Staaten|Stati|stati)"
    )
    return (
        _Pattern(
            "min_applicants",
            _re(
                rf"{least} \(?{n}\)?(?: \(\d+\))? (?:different |independent |eligible |project )?"
                rf"{bodies}(?! must| from each)"
            ),
            _least,
        ),
        _Pattern("min_applicants", _re(rf"{n} ?(?:to|–|-|bis|fino a) ?{NUMBER} partners?"), _least),
        _Pattern(
            "min_applicants",
            _re(rf"minimum of {n}(?: \(\d+\))? to a maximum of {NUMBER}(?: \(\d+\))? partners"),
            _least,
        ),
        _Pattern(
            "min_applicants",
            _re(rf"minimum {n} and maximum {NUMBER} (?:independent )?legal entities"),
            _least,
        ),
        _Pattern(
            "min_applicants",
            _re(
                rf"(?:minimum number of (?:project )?(?:partners|applicants|beneficiaries)|"
                rf"Mindest(?:an)?zahl (?:der|an|von) (?:Projekt)?[Pp]artnern?)(?: is| are| beträgt| liegt bei)?:? {n}"
            ),
            _least,
        ),
        _Pattern("min_applicants", _re(r"(?:by|as) a single applicant"), _fixed(">=", "1")),
        _Pattern(
            "min_countries", _re(rf"(?:(?<=established in )|(?<!\bin )(?<!regions of )){least} {n} {states}"), _least
        ),
        _Pattern(
            "min_countries",
            _re(rf"from (?:minimum |at least )?{n}(?: \(\d+\))? (?:{states}|(?:different )?(?:EU )?member states)"),
            _least,
        ),
        _Pattern("min_countries", _re(rf"{least} {n} different (?:EU )?Member States"), _least),
        _Pattern(
            "min_countries",
            _re(
                rf"(?:(?<=partner )|(?<=partnern )|(?<=kommunen )|(?<=einrichtungen ))aus (?:mindestens )?{n} "
                rf"(?:verschiedenen |unterschiedlichen )?(?:EU-)?(?:Mitglied(?:s)?staaten|Ländern|Staaten)|"
                rf"aus (?:mindestens )?(?P<m>{NUMBER}) (?:verschiedenen|unterschiedlichen) "
                rf"(?:EU-)?(?:Mitglied(?:s)?staaten|Ländern|Staaten)"
            ),
            _least,
        ),
        _Pattern("min_countries", _re(r"from a single eligible country"), _fixed(">=", "1")),
        _Pattern(
            "min_countries",
            _re(r"each established in a different Member State or Associated Country"),
            _fixed(">=", "3"),
        ),
        _Pattern(
            "min_member_states", _re(rf"(?:of which )?at least {n} (?:is an|must be|are) EU Member States?"), _least
        ),
        _Pattern(
            "min_member_states",
            _re(rf"{least} {n} (?:independent )?legal entit(?:y|ies) established in a Member State"),
            _least,
        ),
        _Pattern(
            "min_member_states",
            _re(
                r"(?:another|other|second|partner|peer|host) (?:[a-z]+ ){0,3}(?:from|in|of) (?:a different|another) EU "
                r"Member State"
            ),
            _fixed(">=", "2"),
        ),
        _Pattern("min_member_states", _re(rf"{n} of which are established in a Member State"), _least),
        _Pattern(
            "funding_rate",
            _re(
                rf"(?<!% )(?:up to|maximum of|bis zu|maximal|höchstens|maximum) {percent}"
                r"(?!(?: of)? the EU funding)(?=[^.]{0,60}(?:cost|fund|financ|grant|förder|Kosten|"
                r"Ausgaben|Zuschuss|expend|zuwendung))"
            ),
            _rate("<="),
        ),
        _Pattern(
            "funding_rate",
            _re(
                rf"(?:funding rate|co-?(?:funding|financing) rate|Other Action Grants \(OAGs\)|"
                rf"Zuschuss beträgt|beträgt der Zuschuss|"
                rf"Förderquote)(?![^.%0-9]{{0,30}}(?:up to|maximal|bis zu|maximum))[^.%0-9]{{0,30}}{percent}"
            ),
            _rate("=="),
        ),
        _Pattern("funding_rate", _re(rf"{percent} (?:co-?financing|EU co-?funding)\b"), _rate("==")),
        _Pattern(
            "funding_rate",
            _re(rf"(?:contribution|grant|funding) (?:will|may|shall|can|must)(?: ?not) exceed {percent}"),
            _rate("<="),
        ),
        _Pattern(
            "funding_rate",
            _re(
                rf"(?:(?:grant|funding|programme|fund|support) (?:covers|finances|pays|amounts to)|"
                rf"übernimmt|übernehmen|erstattet|Zuschuss (?:von|in Höhe von)|"
                rf"(?:gefördert|bezuschusst) (?:werden|wird) mit|Förderung (?:von|in Höhe von)) "
                rf"{percent}(?=[^.]{{0,60}}(?:cost|Kosten|Ausgaben|expend))"
            ),
            _rate("=="),
        ),
        _Pattern(
            "funding_rate",
            _re(
                rf"(?:Fördersatz|(?:funding|financing) rate|Förderquote)[^.%0-9]{{0,30}}"
                rf"(?:up to|maximal|bis zu|maximum) {percent}"
            ),
            _rate("<="),
        ),
        _Pattern(
            "funding_rate",
            _re(
                r"fully financed by|(?:participation|services?|support|assistance|training|"
                r"exchange)[^.]{0,40} free of charge"
            ),
            _fixed("==", "1.00"),
        ),
        _Pattern(
            "deadline",
            _re(
                rf"(?:deadline(?! of the [A-Z])|closes?|until|closing|submit\w* by|end date|open until|"
                rf"bis (?:zum|zur)?|Frist|entro il|"
                rf"Stichtag ist der|"
                rf"läuft bis|Ablauf des|(?<!raum )endet|frist\w*|termin\w*|Antragstellung)"
                rf"[^.0-9]{{0,45}}(?P<day>{DAY})(?! bis\b)"
            ),
            _deadline,
        ),
        _Pattern("deadline", _re(rf"\d{{1,2}}\.? \w+(?: \d{{4}})? (?:to|-|–|bis) (?P<day>{DAY})"), _deadline),
        _Pattern("population_min", _re(r"no minimum population size"), _fixed(">=", "0")),
        _Pattern(
            "population_min",
            _re(
                rf"(?:at least|more than|mindestens|mehr als|over|über|ab) (?P<sum>{SUM})(?P<million>) "
                rf"(?:inhabitants|residents|Einwohner|abitanti)"
            ),
            _sum(">="),
        ),
        _Pattern(
            "population_min",
            _re(
                rf"(?:population|inhabitants) (?:of )?between (?P<sum>{SUM})(?P<million>) and|"
                rf"zwischen (?P<low>{SUM}) und {SUM} Einwohner"
            ),
            lambda m: _sum(">=")(m) if m["sum"] else (">=", written(money(m["low"], None) or 0)),
        ),
        _Pattern(
            "population_min", _re(r"no limit of population size|regardless of population size"), _fixed(">=", "0")
        ),
        _Pattern("degurba", _re(r"codes 2 or 3"), _fixed("in", "2;3")),
        _Pattern("degurba", _re(r"DEGURBA code 1 or (?:DEGURBA )?code 2"), _fixed("in", "1;2")),
        _Pattern("deadline", _re(rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}} (?:to|-|–|bis) (?P<day>{DAY})"), _deadline),
        _Pattern(
            "country_set",
            _re(r"limited to legal entities established in Member States and Associated Countries"),
            _fixed("in", "EU27+HE_associated"),
        ),
        _Pattern(
            "other", _re(r"Eligible costs (?:will take the form of a|may take form of) lump sum"), _fixed("==", "true")
        ),
        _Pattern(
            "other",
            _re(r"Subject to restrictions for the protection of European communication networks"),
            _fixed("not", "high_risk_network_supplier"),
        ),
        _Pattern("other", _re(r"proposals must apply the multi-actor approach"), _fixed("has", "multi_actor_approach")),
        _Pattern("other", _re(r"directly or indirectly controlled by China"), _fixed("not", "controlled_by=CN")),
        _Pattern(
            "other",
            _re(r"directly or indirectly controlled by a non-eligible country"),
            _fixed("not", "controlled_by=non_eligible_country"),
        ),
        _Pattern("other", _re(rf"granted to each third party is EUR (?P<sum>{SUM})(?P<million>)"), _sum("<=")),
        _Pattern("other", _re(rf"(?:allocate|dedicate) at least {percent} of their (?:total )?budget"), _share(">=")),
        _Pattern("other", _re(r"will be evaluated blindly"), _fixed("==", "true")),
        _Pattern(
            "other",
            _re(
                r"(?:page limit[^.]{0,40}? (?:is|to|of)|(?:not|no) (?:exceed(?:ing)?|longer than|more than)|at most) "
                r"\[?(?P<sum>\d{1,3})\]? pages"
            ),
            lambda m: ("<=", m["sum"]),
        ),
        _Pattern("other", _re(rf"in at least {n} neighbourhoods"), _least),
        _Pattern(
            "other",
            _re(r"(?:minimum of|at least) (?P<n>\d+) direct participants"),
            lambda m: (">=", f"{m['n']};of=direct_participants"),
        ),
        _Pattern(
            "other",
            _re(rf"{NUMBER} ?(?:to|–|-|bis|fino a) ?{n} partners?"),
            lambda m: ("<=", f"{whole(m['n'])};of=partners"),
        ),
    )


PATTERNS = _patterns()
