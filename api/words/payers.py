"""What pays for working with the suggested partners, said once for all of them and not beside each."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import Said, said
from matching.types import Language, Suggestion
from matching.words.told import told

CALLED = said("What pays for it")
_FOR = said("{sentence} For: {names}.")
_CHECK = said("Ask first whether both of you may take part.")
_CHECK_FOR = said("Ask first whether both of you may take part: {names}.")


def payers(partners: Sequence[Suggestion], language: Language) -> tuple[str, ...]:
    """The sentences on what pays, each once, with the partners for which it does where it does not for all; at last for
    which of them it is still open whether both may take part."""
    paid = [one for one in partners if one.paid_by is not None]
    found: dict[str, list[Suggestion]] = {}
    for one in paid:
        assert one.paid_by is not None, "only such were taken"
        found.setdefault(one.paid_by.text, []).append(one)
    said_once = [
        sentence if len(those) == len(partners) else told(_FOR.fill(sentence=sentence, names=_names(those)), language)
        for sentence, those in found.items()
    ]
    open_for = [one for one in paid if one.paid_by is not None and not one.paid_by.sure]
    if open_for:
        check: Said = _CHECK if len(open_for) == len(paid) else _CHECK_FOR.fill(names=_names(open_for))
        said_once.append(told(check, language))
    return tuple(said_once)


def _names(partners: Sequence[Suggestion]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in partners))
