"""What the words of a stated fact mean: yes, no or nothing certain; a text that states something else is no yes."""

from __future__ import annotations

import re

_YES_WORDS = """
    yes true 1 y ja oui si tak has present adopted approved published validated associated member signed signatory
    in_force valid labelled member_state eu eu_member_state associated_country
"""
_NO_WORDS = """
    no false 0 n nein non nie none never absent missing rejected expired withdrawn planned draft pending in_preparation
    not_yet applied being_prepared not_approved not_adopted not_validated not_associated non_associated unsigned
    third_country declared in_progress under_preparation
"""
_UNKNOWN_WORDS = "unknown unclear tbd tbc tba na n_a null ?"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
#: What says yes or no only where it stands alone.
_FIGURES = frozenset({"0", "1", "y", "n", "si", "eu"})
_UNKNOWN = frozenset(_UNKNOWN_WORDS.split())


def word(text: object) -> str:
    """The text as a word: small letters, underscores for spaces and hyphens."""
    return re.sub(r"[\s\-–/]+", "_", str(text).strip().casefold()).strip("_")


def truth(value: object) -> bool | None:
    """Whether the value says yes or no, None where it says neither: `unknown`, or a text that only names something."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return None if value not in (0, 1) else bool(value)
    text = word(value)
    if text in _YES or text in _NO:
        return text in _YES
    # `approved 2021` says yes and `draft of 2024` no; `adopted, but expired` says neither.
    parts = re.split(r"[_,;.()]+", text)
    says = [part in _YES for part in parts if part in _YES - _FIGURES or part in _NO - _FIGURES]
    first = parts[0] in _YES | _NO and parts[0] not in _FIGURES
    if parts[0] in ("not", "no"):
        return False
    return says[0] if first and len(set(says)) == 1 else None


def states_nothing(value: object) -> bool:
    """Whether the value leaves open what it is about: nothing, an empty text, or a word for not known."""
    return value is None or (isinstance(value, str) and (not value.strip() or word(value) in _UNKNOWN))
