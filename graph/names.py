"""Names of towns as people type them: one normal form, and how alike two names are.

`Łomża`, `Lomza` and `LOMZA` are one name; `Köln` is found as `Koln` and as `Koeln`.
"""

from __future__ import annotations

import re
import unicodedata

from graph.text import UNSEEN

_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
#: Romanian letters as old code pages wrote them, with a cedilla for the comma below: one letter in two spellings.
_COMMA_BELOW = str.maketrans({"ş": "ș", "ţ": "ț"})
_SEPARATORS = re.compile(r"[^\w]+", re.UNICODE)


class _Folded(dict[int, str]):
    """What becomes of each sign in a normal form, by its code; worked out at the first of each, for a register has half
    a million names and some hundred signs."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        bare = "" if UNSEEN.fullmatch(sign) else unicodedata.normalize("NFKD", sign.translate(_LETTERS))
        bare = "".join(c for c in bare if not unicodedata.combining(c)).translate(_LETTERS)
        self[code] = folded = _SEPARATORS.sub(" ", bare.replace("'", "").replace("’", ""))
        return folded


_FOLDED = _Folded()
#: The same of ASCII, in which most names are written, in one pass and eight times as quick.
_PLAIN = bytes(ord(sign.lower()) if sign.isalnum() or sign == "_" else ord(" ") for sign in map(chr, range(128)))
_PLAIN += bytes(128)


def normal_form(name: str) -> str:
    """`name` in lower case, without accents and punctuation, words divided by one space."""
    if name.isascii():
        return b" ".join(name.encode().translate(_PLAIN, b"'").split()).decode()
    return " ".join(name.casefold().translate(_FOLDED).split())


def spelling(name: str) -> str:
    """`name` as it is spelt, letter by letter, whatever its case, blanks and unseen marks: Brück is not Bruck."""
    bare = UNSEEN.sub("", unicodedata.normalize("NFC", name)).casefold()
    return " ".join(bare.translate(_COMMA_BELOW).split())


def normal_forms(name: str) -> tuple[str, ...]:
    """All normal forms under which a name is found: `Köln` as `koln` and `koeln`, `Halle (Saale)` also as `halle`."""
    form = normal_form(name)
    if "(" not in name and name.isascii():
        return (form,) if form else ()
    forms = {form}
    if not name.isascii():
        lowered = UNSEEN.sub("", unicodedata.normalize("NFC", name.casefold()))
        if (spelt_out := lowered.translate(_UMLAUTS)) != lowered:
            forms.add(normal_form(spelt_out))
    if "(" in name:
        forms.add(normal_form(re.sub(r"\([^)]*\)", " ", name)))
    return tuple(sorted(f for f in forms if f))
