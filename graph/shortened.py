"""Names with words cut short, as lists write them: `Ústí n. L.`, `Gorzów Wlkp.`, `St-Étienne`, `Boulogne s/Mer`.

A word is cut where a full stop or a stroke says so, or where it has no vowel. What is left of it are letters of the
whole word in their order, the first one first: Wlkp. is Wielkopolski.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.legal_forms import Naming, full_forms, read_body
from graph.names import normal_form

_LINK_WORDS = """
    am an auf bei beim dem den der des die im in ob unter vor
    aan bij de du en et la le les lez op sous sur
    a da das do dos del della delle di e el las los nel sul sull sulla
    k na nad o od pod pri pro pre u v ve by on the under upon
"""
#: Words between the parts of a name, which lists leave out: Bruck/Mur is Bruck an der Mur.
_LINKS = frozenset(_LINK_WORDS.split())
#: Cut words that have a vowel: those of the saints.
_SAINTS = frozenset({"ste", "sta", "sto"})
_VOWELS = frozenset("aeiouy")
#: The end of a word behind a full stop: V.to, C.ne.
_ENDING = re.compile(r"\b([^\W\d_])\.([a-zà-ž]{2})\b")
#: A stroke in a word that is cut: s/Mer, n/L, a/d; what is left of the next word may be one letter as well.
_STROKE = re.compile(r"\b([^\W\d_]{1,2})/(?=\w)")
_WORD = re.compile(r"([^\W_]+)(\.?)")
#: So many letters has a word that tells what the cut ones are parts of.
_TELLING = 3
#: An article that lists put behind the name, to sort by what follows it: Havre (Le), Rozas de Madrid, Las.
_ARTICLE_BEHIND = re.compile(
    r"(?P<name>.+?)(?:, *| *\()(?P<article>l['’]|le|la|les|el|els|los|las|il|lo|o|os|a|as)\)?", re.IGNORECASE
)


def article_before(name: str) -> str | None:
    """The name with the article that stands behind it before it; None where none does."""
    found = _ARTICLE_BEHIND.fullmatch(name.strip())
    return None if found is None else f"{found['article']} {found['name']}"


@dataclass(frozen=True, slots=True)
class CutWord:
    """A word in normal form, whether it is `cut`, and whether it is so short that it may stand for a link (`a. d.`)."""

    letters: str
    cut: bool
    link: bool


def cut_readings(name: str) -> Iterator[tuple[Naming, Sequence[CutWord]]]:
    """The readings of the name in which a word is cut, or a stroke may stand for one, each with its words."""
    text = re.sub("['’`´]", " ", _STROKE.sub(r"\1. ", _ENDING.sub(r"\1\2.", name)))
    words = [word for found in _WORD.finditer(text) for word in _words(found[1], bool(found[2]))]
    stroke = "/" in text or "(" in text
    if not stroke and not any(word.cut for word in words):
        return
    for naming in read_body(text).whole:
        found = _run(words, naming.place.split())
        is_cut = stroke or any(word.cut for word in found)
        if is_cut and any(not word.cut and len(word.letters) >= _TELLING for word in found):
            yield naming, found


def whole_words(name: str) -> list[tuple[str, ...]]:
    """The words of a name of the register, in its normal forms."""
    spellings = dict.fromkeys((name, re.sub("['’`´]", " ", name)))
    return list(dict.fromkeys(tuple(form.split()) for one in spellings for form in full_forms(one)))


def may_mean(cut: Sequence[CutWord], whole: Sequence[str]) -> bool:
    """Whether the name of these words may be the one that was cut: word by word, links left out or not."""
    if not cut or not whole:
        return not cut and not whole
    one, word = cut[0], whole[0]
    if (_is_left_of(one.letters, word) if one.cut else one.letters == word) and may_mean(cut[1:], whole[1:]):
        return True
    if word in _LINKS and may_mean(cut, whole[1:]):
        return True
    return one.link and may_mean(cut[1:], whole)


def _is_left_of(cut: str, word: str) -> bool:
    rest = iter(word)
    return word[:1] == cut[:1] and all(letter in rest for letter in cut)


def _words(written: str, stop: bool) -> Iterator[CutWord]:
    for word in normal_form(written).split():
        bare = len(word) <= _TELLING and word.isalpha() and (not _VOWELS & set(word) or word in _SAINTS)
        yield CutWord(word, stop or bare, stop and len(word) == 1 and written.islower())


def _run(words: Sequence[CutWord], place: Sequence[str]) -> Sequence[CutWord]:
    """Where the words of the place stand among all; none where they do not in a row."""
    letters = [word.letters for word in words]
    for at in range(len(words) - len(place) + 1):
        if letters[at : at + len(place)] == list(place):
            return words[at : at + len(place)]
    return ()
