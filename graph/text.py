"""Text is checked once, where it enters: what a file holds can be stored, shown, and sent on.

Signs without a shape (of zero width, of direction, control signs) are left out; a text with half a letter (a lone
surrogate) or a NUL is damaged, and not taken.
"""

from __future__ import annotations

import re

from graph.errors import InvalidRecord
from graph.said import said

#: Signs without a shape.
UNSEEN = re.compile(
    "[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_DAMAGED = re.compile("[\u0000\ud800-\udfff]")
#: A text that holds none of these is what it seems.
SUSPECT = re.compile(f"{UNSEEN.pattern[:-1]}\u0000\ud800-\udfff]")


def entered(text: str) -> str:
    """The text without unseen signs; raises InvalidRecord where it is damaged."""
    if SUSPECT.search(text) is None:
        return text
    if damaged := _DAMAGED.search(text):
        raise InvalidRecord(said("the text is damaged: it holds {sign}", sign=f"U+{ord(damaged[0]):04X}"))
    return UNSEEN.sub("", text)


def legible(text: str) -> str:
    """The text as a person who sees it reads it: without unseen signs, and with a gap where it is damaged.

    What is copied out of a PDF is full of soft hyphens.
    """
    return text if SUSPECT.search(text) is None else _DAMAGED.sub(" ", UNSEEN.sub("", text))


def is_damaged(text: str) -> bool:
    """Whether the text holds half a letter or a NUL, which no store takes."""
    return (not text.isascii() and _DAMAGED.search(text) is not None) or "\0" in text


def shown(text: str) -> str:
    """The text with what cannot be stored or shown replaced, for names of files and for faults."""
    return _DAMAGED.sub("\ufffd", text)
