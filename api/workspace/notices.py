"""What is told beside an answer, in the reader's language: long work that begins, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from graph.errors import PeerpolisError
from graph.said import Said, said
from matching.types import Language
from matching.words.told import told

#: Work that takes long enough to be announced.
Work = Literal["filling", "reading", "opening-model", "embedding"]
Notice = Callable[[Work | PeerpolisError], None]
#: What is told when the work begins.
_BEGINS: Mapping[Work, Said] = {
    "filling": said("The graph is empty: filling it with the register of towns and the curated data, once …"),
    "reading": said("Reading the graph …"),
    "opening-model": said("Opening the sentence model …"),
    "embedding": said("Preparing the texts for comparison, once: half a minute for those that come along …"),
}


def silent(what: Work | PeerpolisError) -> None:
    """Take no notice."""


def in_words(what: Work | PeerpolisError, language: Language) -> str:
    """The work or the error as a sentence for people."""
    if isinstance(what, PeerpolisError):
        return told(what.said, language)
    return told(_BEGINS[what], language)
