"""How many days an application takes at least, by the kind of what is applied for.

No publisher states these: each is an assumption of ours, with what it assumes beside it, and errs on the short side, so
that only what can hardly be used any more is left out. A town that is preparing one already asks for it by its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeadTime:
    """The `days` that are needed at least, and the assumption they rest on."""

    days: int
    because: str


_CONSORTIUM = LeadTime(60, "partners of several countries are found, the council agrees, a joint text is written")
_WITH_A_PARTNER = LeadTime(42, "one partner agrees in writing, both councils are asked, a form is filled in")
_OF_ONES_OWN = LeadTime(42, "own money is found, a council that meets once a month agrees, no partner is needed")
_COUNCIL = LeadTime(30, "the council meets once a month and has to agree")
_SHORT_FORM = LeadTime(14, "a short form, and the mayor signs")

#: By action type, as the calls have it.
LEAD_TIMES: Mapping[str, LeadTime] = {
    "RIA": _CONSORTIUM,
    "IA": _CONSORTIUM,
    "CSA": _CONSORTIUM,
    "PCP": _CONSORTIUM,
    "PPI": _CONSORTIUM,
    "research and innovation": _CONSORTIUM,
    "regular project": _CONSORTIUM,
    "network": _CONSORTIUM,
    "pilot": _CONSORTIUM,
    "small project": _WITH_A_PARTNER,
    "lump-sum grant": _WITH_A_PARTNER,
    "grant": _OF_ONES_OWN,
    "technical assistance": _OF_ONES_OWN,
    "membership": _COUNCIL,
    "declaration": _COUNCIL,
    "prize": _SHORT_FORM,
    "voucher": _SHORT_FORM,
    "small grant": _SHORT_FORM,
    "exchange": _SHORT_FORM,
    "peer review": _SHORT_FORM,
    "peer learning": _SHORT_FORM,
    "expert service": _SHORT_FORM,
    "expertise": _SHORT_FORM,
    "matchmaking service": LeadTime(7, "a message with what one looks for"),
}
#: What is applied for by consortia of several countries.
BY_CONSORTIA = frozenset(kind for kind, time in LEAD_TIMES.items() if time is _CONSORTIUM)
#: Where partners agree in a message, and no council is asked.
_LIGHT = frozenset({"exchange", "peer review", "peer learning", "expert service", "matchmaking service"})
#: Of a kind that nobody names, or that is not in the table.
UNKNOWN_KIND = LeadTime(30, "at least a decision of the council and a form")


def lead_time(action_type: str | None, partners: int = 0) -> LeadTime:
    """The time that an application of the kind takes at least, where so many partners are still to be found: several
    take as long as those of any consortium."""
    own = LEAD_TIMES.get(action_type or "", UNKNOWN_KIND)
    with_others = _CONSORTIUM if partners > 1 else _WITH_A_PARTNER if partners else own
    return max(own, with_others if action_type not in _LIGHT else own, key=lambda time: time.days)
