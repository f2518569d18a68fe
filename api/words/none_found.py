"""What is said where nothing of a kind is suggested: why, as far as it is known, and what to do about it."""

from __future__ import annotations

from graph.said import Said, said
from matching.kinds.calls import CALL
from matching.kinds.kind import NOTHING, NOTHING_PAYS, Kind
from matching.types import Answer, Query

_NARROWED = said("Nothing found under these conditions. Fewer of them may help.")
_NO_TOWN = said("We do not know a town that has done this yet.")
_NOBODY = said("We know of no town to suggest here.")
_NO_NEED = said("Without a need we name none here. Say in a sentence what your town needs.")
_OTHER_WORDS = said("Nothing found here. A need said in other words may help.")


def none_found(kind: Kind, answer: Answer) -> Said:
    """Why nothing of the kind is suggested: narrow conditions, nothing known about the need, or no need."""
    if answer.query.exclude or (kind.leads and _is_narrowed(answer.query)):
        return _NARROWED
    if kind.leads:
        return _NO_TOWN if answer.query.need else _NOBODY
    if kind.subject is not None and answer.on_subject:
        near = answer.nearest.get(kind.name, ())
        return kind.near_called if near else NOTHING_PAYS if kind is CALL else NOTHING
    return _OTHER_WORDS if answer.query.need else _NO_NEED


def _is_narrowed(query: Query) -> bool:
    """Whether the question keeps partners, and nothing else, to some places, sizes or purposes."""
    limits = (query.within_km, query.population_from, query.population_to)
    return bool(query.countries or query.purposes) or any(limit is not None for limit in limits)
