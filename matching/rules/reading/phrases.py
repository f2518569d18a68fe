"""Phrases that each state one clause: what share is paid, until when, how large a place may be, and others.

A pattern is kept where it is right nearly always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from matching.rules.reading.numbers import NUMBER, SUM, money, whole, written
from matching.rules.reading.pattern import Match, Pattern, either_case, fixed, read_by
from matching.rules.reading.pattern import least as at_least
from matching.rules.reading.proposal import Proposal


def by_patterns(text: str) -> Iterator[Proposal]:
    """The clauses that single phrases state, in the order of the patterns."""
    yield from read_by(PATTERNS, text)


def _sum(operator: str) -> Callable[[Match], tuple[str, str] | None]:
    def says(match: Match) -> tuple[str, str] | None:
        value = money(match["sum"], match["million"])
        return None if value is None or value < 300 else (operator, written(value))

    return says


def _rate(operator: str) -> Callable[[Match], tuple[str, str] | None]:
    return lambda match: (operator, f"{float(match['n'].replace(',', '.')) / 100:.2f}")


def _named_rate(match: Match) -> tuple[str, str] | None:
    """The rate as it is, or at most, where it is named as the greatest: "a maximum EU co-funding rate of 80%"."""
    before = match.string[max(0, match.start() - 25) : match.start()]
    greatest = re.search(r"\b(?:maximum|maximal\w*|höchst\w*|max\.)(?: \w+)?\s*$", before, re.IGNORECASE)
    return _rate("<=" if greatest else "==")(match)


def _share(operator: str) -> Callable[[Match], tuple[str, str] | None]:
    return lambda match: (operator, f"{float(match['n'].replace(',', '.')) / 100:g}")


def _patterns() -> Sequence[Pattern]:
    n = f"(?P<n>{NUMBER})"
    percent = r"(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?:%|per cent|percent|Prozent)"
    return (
        Pattern(
            "funding_rate",
            either_case(
                rf"(?<!% )(?:up to|maximum of|at most|bis zu|maximal|höchstens|maximum) "
                rf"{percent}"
                r"(?!(?: of)? the EU funding)(?=[^.]{0,60}(?:cost|fund|financ|grant|förder|Kosten|"
                r"Ausgaben|Zuschuss|expend|zuwendung))"
            ),
            _rate("<="),
        ),
        Pattern(
            "funding_rate",
            either_case(
                rf"(?:funding rate|co-?(?:funding|financing)(?: rate| by the (?:programme|fund|EU|Union))|Other "
                rf"Action Grants \(OAGs\)|"
                rf"Zuschuss beträgt|beträgt der Zuschuss|"
                rf"(?:support|aid) intensity|intensity of (?:the )?(?:support|aid|grant)|Fördersatz|Interventionssatz|"
                rf"\bQuote|"
                rf"Förderquote)(?![^.%0-9]{{0,30}}(?:up to|maximal|bis zu|maximum))[^.%0-9]{{0,30}}{percent}"
            ),
            _named_rate,
        ),
        Pattern("funding_rate", either_case(rf"{percent} (?:co-?financing|EU co-?funding)\b"), _rate("==")),
        Pattern(
            "funding_rate",
            either_case(rf"(?:contribution|grant|funding) (?:will|may|shall|can|must)(?: ?not) exceed {percent}"),
            _rate("<="),
        ),
        Pattern(
            "funding_rate",
            either_case(
                rf"(?:(?:grant|funding|programme|fund|support) (?:covers|finances|pays|amounts to)|"
                rf"übernimmt|übernehmen|erstattet|Zuschuss (?:von|in Höhe von)|"
                rf"(?:gefördert|bezuschusst) (?:werden|wird) mit|Förderung (?:von|in Höhe von)) "
                rf"{percent}(?=[^.]{{0,60}}(?:cost|Kosten|Ausgaben|expend))"
            ),
            _rate("=="),
        ),
        Pattern(
            "funding_rate",
            either_case(
                rf"(?:Fördersatz|(?:funding|financing) rate|Förderquote)[^.%0-9]{{0,30}}"
                rf"(?:up to|maximal|bis zu|maximum) {percent}"
            ),
            _rate("<="),
        ),
        Pattern(
            "funding_rate",
            either_case(
                r"fully financed by|(?:participation|services?|support|assistance|training|"
                r"exchange|expert days|advice)[^.]{0,40} free of charge"
            ),
            fixed("==", "1.00"),
        ),
        Pattern(
            "funding_rate",
            either_case(
                rf"(?<!bis zu )(?<!maximal )(?<!höchstens )(?<!mindestens )\b{percent} (?:der|Ihrer) "
                rf"(?:(?:förder|zuwendungs|zuschuss)fähigen |anerkannten )?(?:Gesamt|Projekt)?(?:kosten|ausgaben)"
                rf"(?=[^.%]{{0,60}}\b(?:gefördert|übernommen|bezuschusst|erstattet|getragen durch|finanziert))"
            ),
            _rate("=="),
        ),
        Pattern(
            "funding_rate",
            either_case(
                rf"(?:gefördert|bezuschusst|erstattet) werden {percent} (?:der|Ihrer) [^.;,%]{{0,30}}(?:kosten|"
                rf"ausgaben)"
            ),
            _rate("=="),
        ),
        Pattern(
            "funding_rate",
            either_case(
                rf"\b(?:covers?|finances?|pays?|reimburses?) {percent} of (?:the |all |your )?(?:\w+ "
                rf"){{0,2}}costs"
            ),
            _rate("=="),
        ),
        # Who has to bring a share of the costs is paid no more than the rest.
        Pattern(
            "funding_rate",
            either_case(
                rf"(?:Eigenanteil|Eigenbeteiligung|Eigenleistung|Eigenmittel|Kofinanzierung|own (?:contribution|share|"
                rf"resources)|"
                rf"own co-?financing|co-?financing by (?:the )?(?:applicants?|partners?|beneficiar\w+))"
                rf"(?: \w+){{0,3}}? (?:von|of|beträgt|is|mindestens|at least|minimum)(?: mindestens| at least)? "
                rf"{percent}"
            ),
            lambda match: ("<=", f"{1 - float(match['n'].replace(',', '.')) / 100:.2f}"),
        ),
        Pattern(
            "funding_rate",
            either_case(
                rf"(?:finanzschwache[nr]?|finanzschwächere[nr]?|structurally weak|financially weak) (?:[\w-]+ )?"
                rf"(?:Kommunen|Gemeinden|municipalities)[^.;%0-9]{{0,40}}{percent}|"
                rf"{percent.replace('<n>', '<m>')} (?:der [\w ]{{0,30}})?(?:für|for|bei) (?:finanzschwache[nr]?|"
                rf"financially weak)"
            ),
            lambda m: ("==", f"{float((m['n'] or m['m']).replace(',', '.')) / 100:.2f};if=finanzschwach"),
        ),
        Pattern(
            "degurba",
            either_case(
                rf"(?:at least|mindestens) {percent}\)? (?:of )?(?:its|their|the|der|seiner|ihrer)? ?(?:inhabitants|"
                rf"population|"
                rf"Einwohner\w*|Bevölkerung)[^.;]{{0,40}}(?:live|wohn|leb)\w*[^.;]{{0,60}}(?:Local Administrative "
                rf"Units|LAUs?|"
                rf"DEGURBA)"
            ),
            lambda m: (">=", f"{float(m['n'].replace(',', '.')) / 100:g};of=share_of_inhabitants_in_degurba_1_2"),
        ),
        Pattern("population_min", either_case(r"no minimum population size"), fixed(">=", "0")),
        Pattern(
            "population_min",
            either_case(
                rf"(?:at least|more than|mindestens|mehr als|over|über|ab) (?P<sum>{SUM})(?P<million>) "
                rf"(?:inhabitants|residents|Einwohner|abitanti)"
            ),
            _sum(">="),
        ),
        Pattern(
            "population_min",
            either_case(
                rf"(?:population|inhabitants) (?:of )?between (?P<sum>{SUM})(?P<million>) and|"
                rf"(?:zwischen|von) (?P<low>{SUM}) (?:und|bis) {SUM} Einwohner|Einwohner(?:zahl|n)? (?:zwischen|von) "
                rf"(?P<low2>{SUM}) "
                rf"(?:und|bis)"
            ),
            lambda m: _sum(">=")(m) if m["sum"] else (">=", written(money(m["low"] or m["low2"], None) or 0)),
        ),
        Pattern(
            "population_min",
            either_case(
                r"no limit of population size|regardless of population size|(?:cities|towns|municipalities|"
                r"authorities) of any size|"
                r"Kommunen jeder Größe|unabhängig von (?:der|ihrer) (?:Größe|Einwohnerzahl)"
            ),
            fixed(">=", "0"),
        ),
        Pattern(
            "degurba",
            either_case(r"(?:codes|DEGURBA|degree of urbani[sz]ation|Verstädterungsgrad) 2 (?:or|oder|and|und) 3"),
            fixed("in", "2;3"),
        ),
        Pattern(
            "degurba",
            either_case(r"(?:DEGURBA|degree of urbani[sz]ation|Verstädterungsgrad) 1 (?:or|oder|and|und) 2"),
            fixed("in", "1;2"),
        ),
        Pattern("degurba", either_case(r"DEGURBA code 1 or (?:DEGURBA )?code 2"), fixed("in", "1;2")),
        Pattern(
            "country_set",
            either_case(r"limited to legal entities established in Member States and Associated Countries"),
            fixed("in", "EU27+HE_associated"),
        ),
        Pattern(
            "other",
            either_case(r"Eligible costs (?:will take the form of a|may take form of) lump sum"),
            fixed("==", "true"),
        ),
        Pattern(
            "other",
            either_case(r"Subject to restrictions for the protection of European communication networks"),
            fixed("not", "high_risk_network_supplier"),
        ),
        Pattern(
            "other", either_case(r"proposals must apply the multi-actor approach"), fixed("has", "multi_actor_approach")
        ),
        Pattern("other", either_case(r"directly or indirectly controlled by China"), fixed("not", "controlled_by=CN")),
        Pattern(
            "other",
            either_case(r"directly or indirectly controlled by a non-eligible country"),
            fixed("not", "controlled_by=non_eligible_country"),
        ),
        Pattern("other", either_case(rf"granted to each third party is EUR (?P<sum>{SUM})(?P<million>)"), _sum("<=")),
        Pattern(
            "other", either_case(rf"(?:allocate|dedicate) at least {percent} of their (?:total )?budget"), _share(">=")
        ),
        Pattern("other", either_case(r"will be evaluated blindly"), fixed("==", "true")),
        Pattern(
            "other",
            either_case(
                r"(?:page limit[^.]{0,40}? (?:is|to|of)|(?:not|no) (?:exceed(?:ing)?|longer than|more than)|at most|"
                r"limited to|maximum of|up to|höchstens|maximal|max\.|nicht mehr als|bis zu) "
                r"\[?(?P<sum>\d{1,3})\]? (?:A4 )?(?:pages|Seiten)"
            ),
            lambda m: ("<=", m["sum"]),
        ),
        Pattern(
            "other",
            either_case(rf"(?P<sum>{NUMBER}|\d+) (?:DIN[ -]A4-)?Seiten nicht (?:überschreiten|übersteigen)"),
            lambda m: ("<=", str(whole(m["sum"]))),
        ),
        Pattern("other", either_case(rf"in at least {n} neighbourhoods"), at_least),
        Pattern(
            "other",
            either_case(r"(?:minimum of|at least) (?P<n>\d+) direct participants"),
            lambda m: (">=", f"{m['n']};of=direct_participants"),
        ),
        Pattern(
            "other",
            either_case(rf"{NUMBER} ?(?:to|–|-|bis|fino a) ?{n} partners?"),
            lambda m: ("<=", f"{whole(m['n'])};of=partners"),
        ),
    )


PATTERNS = _patterns()
