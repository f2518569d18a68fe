"""What bounds a number: "at least three", "three or more", "between 3 and 9", "höchstens zwölf".

One vocabulary for all that is counted, paid or lasts, and an amount of things as one pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.rules.reading.numbers import NUMBER, whole

LEAST = (
    r"(?:at (?:the very )?least|(?:an? |the )?minimum(?: number)?(?: of)?|min\.|not? (?:fewer|less|lower|smaller) "
    r"than|non meno di|almeno|au moins|co najmniej|"
    r"(?:eine )?Mindest(?:an)?zahl (?:von|an)|mindestens|wenigstens|zumindest|mind\.|nicht (?:weniger|kürzer) als)"
)
OVER = r"(?:(?:more|longer|larger|higher) than|over|above|exceeding|(?:mehr|länger|größer|höher) als|über)"
MOST = (
    r"(?:up to|at (?:the )?most|not? (?:more|longer|larger|higher|greater) than|(?:an? |the )?maximum(?: "
    r"number)?(?: of)?|"
    r"max\.|not exceed(?:ing)?|limited to|capped at|bis zu|höchstens|maximal|nicht (?:mehr|länger|höher) als|"
    r"längstens|(?:eine )?Höchst(?:an)?zahl (?:von|an)|"
    r"(?:begrenzt|beschränkt|gedeckelt) auf)"
)
UNDER = r"(?:fewer than|less than|below|under|weniger als|unter(?:halb von)?)"
#: What joins the two ends of a span, with a bound of the second one or not.
_TO = rf"(?:\s?[–-]\s?|\s(?:to|and|or|but|bis|und|oder|aber)\s)(?:(?:{MOST}|(?P<under>{UNDER}))\s)?"
#: What says that whatever the bound holds is turned down, so that the other side of it is asked for.
_REFUSED = re.compile(
    r"^[^.;:]{0,60}\b(?:(?:not|cannot|nicht|keine?)\b[^.;:]{0,40}\b(?:eligible|considered|accepted|admissible|"
    r"apply|funded|"
    r"supported|evaluated|assessed|bewertet|geprüft|awarded|approved|paid|granted|förderfähig|berücksichtigt|"
    r"gefördert|bewilligt|ausgezahlt|gewährt|"
    r"antragsberechtigt|teilnahmeberechtigt|zulässig|angenommen)|ineligible|inadmissible|rejected|excluded|"
    r"ausgeschlossen|"
    r"abgelehnt|unzulässig)\b",
    re.IGNORECASE,
)
_AFTER = (
    r"\s(?:(?P<more>or more|oder mehr|at least)|(?P<fewer>or (?:fewer|less)|oder weniger|maximum|at most|"
    r"nicht (?:überschreiten|übersteigen)))\b"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a text bounds it: its ends as they are written; both where it is exact."""

    low: str | None
    high: str | None
    #: Whether the upper bound itself is out: "fewer than 20,000".
    below: bool
    exact: bool
    #: Whether the lower one is: "more than three".
    above: bool = False

    @property
    def least(self) -> int | None:
        """The least whole number that it holds: four of "more than three"; None without a lower bound."""
        number = whole(self.low or "")
        return None if number is None else number + self.above


def amount(things: str, number: str = NUMBER, described: str = "", bare: bool = False) -> re.Pattern[str]:
    """A pattern of a number of things, bounded or not; `described` is what may stand between the two, and where it is
    `bare` "ab" and "bis" bound alone, which of other things open a span."""
    from_on, until = (r"|\bab", r"|\bbis") if bare else ("", "")
    return re.compile(
        rf"(?:(?P<least>{LEAST}|(?P<over>{OVER}){from_on})\s|(?P<most>{MOST}|(?P<below>{UNDER}){until})\s|"
        rf"\b(?:between|from|"
        rf"zwischen|von)\s|"
        rf"(?<![\w.,]))(?P<n>{number})(?:\s?\(\d+\))?(?:{_TO}(?P<m>{number})(?:\s?\(\d+\))?)?(?P<plus>\+|\sor "
        rf"more|\soder mehr)?"
        rf"[\s-](?:{described})(?P<thing>{things})\b(?:{_AFTER})?",
        re.IGNORECASE,
    )


def refused(after: str) -> bool:
    """Whether what stands after a bound turns down what it holds: "fewer than three partners will be rejected"."""
    return _REFUSED.search(after) is not None


def turned(found: Amount) -> Amount:
    """What is asked for where all that an amount holds is turned down."""
    above, below = (end is not None and not out for end, out in ((found.high, found.below), (found.low, found.above)))
    return Amount(found.high, found.low, below=below, exact=False, above=above)


def read_amount(match: re.Match[str]) -> Amount:
    """The amount that a pattern of `amount` found."""
    n, m = match["n"], match["m"]
    if m is not None:
        below, above = (match[end] is not None for end in ("under", "over"))
        return Amount(n, m, below=below, exact=False, above=above)
    if match["least"] or match["plus"] or match["more"]:
        return Amount(n, None, below=False, exact=False, above=match["over"] is not None)
    if match["most"] or match["fewer"]:
        return Amount(None, n, below=match["below"] is not None, exact=False)
    return Amount(n, n, below=False, exact=True)
