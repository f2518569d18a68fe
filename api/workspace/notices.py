"""What is told beside an answer, in the reader's language: long work that begins, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from api.words.german import told
from api.words.terminal_words import NOTICES
from graph.errors import PeerpolisError
from matching.types import Language

#: Work that takes long enough to be announced.
Work = Literal["filling", "reading", "opening-model", "embedding"]
Notice = Callable[[Work | PeerpolisError], None]


def silent(what: Work | PeerpolisError) -> None:
    """Take no notice."""


def in_words(what: Work | PeerpolisError, language: Language) -> str:
    """The work or the error as a sentence for people."""
    if isinstance(what, PeerpolisError):
        return told(what.said, language)
    return NOTICES[language][what]
