"""What is told beside an answer, in the reader's language: long work that begins, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from api.words.german import told
from api.words.terminal_words import NOTICES, THINGS, WORDS
from graph.errors import EmptyGraph, PeerpolisError, StoreUnavailable, UnknownId
from matching.types import Language

#: Work that takes long enough to be announced.
Work = Literal["filling", "reading", "opening-model", "embedding"]
Notice = Callable[[Work | PeerpolisError], None]


def silent(what: Work | PeerpolisError) -> None:
    """Take no notice."""


def in_words(what: Work | PeerpolisError, language: Language) -> str:
    """The work or the error as a sentence for people."""
    match what:
        case UnknownId():
            return _unknown(what, language)
        case StoreUnavailable():
            reason = told(what.reason, language)
            return NOTICES[language]["down"].format(address=what.address, reason=reason)
        case EmptyGraph():
            return NOTICES[language]["empty"].format(address=what.address)
        case PeerpolisError():
            return told(str(what), language)
    return NOTICES[language][what]


def _unknown(error: UnknownId, language: Language) -> str:
    words, what = WORDS[language], THINGS[language].get(error.what, error.what)
    sentence = words["unknown-id"].format(what=what, id=f"„{error.id}“" if language == "de" else f"“{error.id}”")
    nearest = ", ".join(error.nearest)
    return f"{sentence} {words['nearest'].format(nearest=nearest)}" if nearest else sentence
