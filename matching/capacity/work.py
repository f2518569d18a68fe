"""How many hours of work an application takes, by the kind of what is applied for.

No publisher states these: each is an assumption of ours that only orders calls, and is told as one.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Hours for all that one partner writes, agrees and proves, by action type as the calls have it.
HOURS: Mapping[str, float] = {
    **dict.fromkeys(("RIA", "IA", "PCP", "PPI", "research and innovation"), 240.0),
    **dict.fromkeys(("CSA", "regular project", "pilot"), 160.0),
    "network": 120.0,
    **dict.fromkeys(("small project", "lump-sum grant", "grant", "technical assistance"), 60.0),
    **dict.fromkeys(("small grant", "voucher", "prize", "membership"), 24.0),
    "declaration": 8.0,
    **dict.fromkeys(("exchange", "peer review", "peer learning", "expert service", "expertise"), 16.0),
    "matchmaking service": 4.0,
}
#: Of a kind that nobody names, or that is not in the table.
OTHER_HOURS = 60.0
#: Hours a month that a town without an EU office has for it, where it does not say: two days.
USUAL_HOURS = 16.0
#: A form of a page; a second stage; two languages.
SHORT, STAGE, TWO_LANGUAGES = 0.5, 1.4, 1.3


def hours_of(action_type: str | None, *, stages: int | None, short: bool, languages: int) -> float:
    """The hours that an application takes, as we assume: more with stages and languages, less with a short form."""
    hours = HOURS.get(action_type or "", OTHER_HOURS)
    hours *= STAGE if (stages or 1) > 1 else 1.0
    hours *= TWO_LANGUAGES if languages > 1 else 1.0
    return hours * SHORT if short else hours
