"""What the reader proposes, and the sentences that it reads one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: A quotation has no more words than this.
WORDS = 12
#: A sentence ends at a mark before a capital letter or the end; the point of 3. March, Mio. or max. ends none.
_END = re.compile(
    r"(?<!\bmax)(?<!\bmin)(?<!\bMio)(?<!\bca)(?<!\d)[.;!?](?=\s+[A-ZÄÖÜ„“\"(]|\s*$)|"
    r"(?<=\d)[.;](?=\s+[A-ZÄÖÜ][a-zäöü]+\s[a-zäöü])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One clause as the reader proposes it; `quote` are the words that it read."""

    kind: str
    operator: str
    value: str
    quote: str


def quoted(text: str) -> str:
    """The words as they are quoted: the last of them, where there are too many, for what is read stands there."""
    return " ".join(text.split()[-WORDS:]).strip(" ,;:.(")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text without breaks of lines."""
    begin = 0
    for end in _END.finditer(text):
        yield text[begin : end.end()].strip()
        begin = end.end()
    if text[begin:].strip():
        yield text[begin:].strip()
