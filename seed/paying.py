"""What a call pays for, where its kind of action alone tells."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Pays

#: Research and innovation actions, and procurement of it, as the Commission's rules define them: tests, prototypes and
#: pilots in a consortium; coordination and support actions: events, exchange, studies. Of the others the word tells.
_PAID: Mapping[str, tuple[Pays, ...]] = {
    **dict.fromkeys(("RIA", "IA", "PCP", "PPI", "research and innovation"), ("research",)),
    "CSA": ("activities",),
    **dict.fromkeys(("exchange", "peer review", "peer learning"), ("meetings",)),
    **dict.fromkeys(("expert service", "expertise", "technical assistance", "matchmaking service"), ("help",)),
    "prize": ("prize",),
}


def paid_by_action(action: str | None) -> tuple[Pays, ...]:
    """What a call with this kind of action pays for; nothing where the kind does not tell."""
    return _PAID.get(action or "", ())
