"""What the reader proposes, and the sentences that it reads one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: A quotation has no more words than this.
WORDS = 12
#: A sentence ends at a mark before a capital letter or the end; the point of 3. March, Mio. or max. ends none.
_END = re.compile(
    r"(?<!\bmax)(?<!\bmin)(?<!\bMio)(?<!\bca)(?<!\bv)(?<!\bz)(?<!\bd)(?<!\bu)(?<!\be)(?<!\bNr)(?<!\bArt)(?<!\bAbs)"
    r"(?<!\bSt)(?<!\bbzw)(?<!\binkl)(?<!\bmind)(?<!\be\.g)(?<!\bi\.e)(?<!\d)[.;!?](?=\s+[A-ZÄÖÜ„“\"(]|\s*$)|"
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


def proposed(kind: str, operator: str, value: str, words: str) -> Proposal:
    """The clause with the words that it was read in, as they are quoted."""
    return Proposal(kind=kind, operator=operator, value=value, quote=quoted(words))


def alternatives(names: Sequence[tuple[str, str]]) -> str:
    """A pattern of names, of which the first that fits counts, for the end of a pattern: `meant` tells which it was."""
    return "|".join(rf"(?P<is{at}>{words})" for at, (words, _) in enumerate(names))


def meant(match: re.Match[str], names: Sequence[tuple[str, str]]) -> str:
    """What the name stands for that `alternatives` found."""
    group = match.lastgroup
    assert group is not None
    return names[int(group.removeprefix("is"))][1]


#: Words, and the operator and value of the clause that they state.
Stating = tuple[re.Pattern[str], str, str]


def stating(table: Iterable[tuple[str, str, str]]) -> tuple[Stating, ...]:
    """The table with its words as patterns, in capitals or not."""
    return tuple((re.compile(words, re.IGNORECASE), operator, value) for words, operator, value in table)


def either_order(one: str, other: str, within: int = 60) -> str:
    """A pattern of both in one clause of a sentence, whichever stands first."""
    between = rf"[^.;]{{0,{within}}}?"
    return rf"(?:(?:{one}){between}(?:{other})|(?:{other}){between}(?:{one}))"


def stated(text: str, kind: str, table: Iterable[Stating]) -> Iterator[Proposal]:
    """One clause of the kind for each entry of the table whose words the text has."""
    for words, operator, value in table:
        if found := words.search(text):
            yield proposed(kind, operator, value, found[0])


#: What was once, or is told of a network or a programme, asks nothing of anybody.
_TOLD = re.compile(
    r"\b(?:(?<!be )(?<!is )(?<!are )(?:funded|supported)|previous|earlier|in the (?:first|last) (?:round|call|"
    r"edition)|applied(?! for)|"
    r"frühere\w*|bisherige\w*|took part|participated|joined|received|gathered|"
    r"has grown|have joined|were (?:funded|selected|approved|"
    r"held)|"
    r"nahmen|wurden|haben(?!\s*[.;]?\s*$)|hatten|kamen|zählt|counts|In 20\d\d|Im Jahr 20\d\d|more than \d{2,}|über "
    r"\d{2,}|"
    r"(?!20\d\d\b)\d{3,})\b",
    re.IGNORECASE,
)


def told(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a place tells of what was, and states no rule."""
    begin = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1
    over = text.find(". ", end)
    around = text[max(begin, start - 120) : start], text[end : over if over > 0 else None]
    return any(_TOLD.search(part[:120]) is not None for part in around)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text without breaks of lines."""
    begin = 0
    for end in _END.finditer(text):
        yield text[begin : end.end()].strip()
        begin = end.end()
    if text[begin:].strip():
        yield text[begin:].strip()
