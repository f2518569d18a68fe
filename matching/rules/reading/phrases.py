"""Phrases that each state one clause: what share is paid, until when, how large a place may be, and others.

A pattern is kept where it is right nearly always.
"""

from __future__ import annotations

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


def _share(operator: str) -> Callable[[Match], tuple[str, str] | None]:
    return lambda match: (operator, f"{float(match['n'].replace(',', '.')) / 100:g}")


def _patterns() -> Sequence[Pattern]:
    n = f"(?P<n>{NUMBER})"
    percent = r"(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?:%|per cent|percent|Prozent)"
    return (
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
    )


PATTERNS = _patterns()
