"""The ways to read a name as people and lists write it, the closest first: one understanding for all who look up names.

"Stadt Niesky", "Merano/Meran", "Frankfurt a.d. Oder" and "14822 Brück" are no names of the register, but each can be
read as one. A reading says under which forms a name is looked up, and which kind of body its words of office mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.legal_forms import (
    WIDE_KINDS,
    BodyKind,
    Naming,
    full_forms,
    genitive_countries,
    nominatives,
    read_body,
    with_office,
)
from graph.names import normal_form, normal_forms, spelling

#: What stands before a name as its postcode: 14822, D-14822, 57-300, 110 00, 1012 AB, 1000-001.
_POSTCODE = r"(?:[A-Z]{1,3}[- ])?(?:\d{2}-\d{3}|\d{4}-\d{3}|\d{3} ?\d{2}|\d{4} ?[A-Z]{2}|\d{4,6})"
_POSTCODE_BEFORE = re.compile(_POSTCODE + r",? +(?=[^\W\d])")
_POSTCODE_ALONE = re.compile(_POSTCODE)
#: Landscapes of which a name bears some letters only, that are not the first ones: `Boxberg/O.L.`, `Weiden i.d. OPf.`
_LANDSCAPES = (
    (re.compile(r"\bO\. ?L\.?(?!\w)"), "Oberlausitz"),
    (re.compile(r"\bN\. ?L\.?(?!\w)"), "Niederlausitz"),
    (re.compile(r"/OL\b"), "/Oberlausitz"),
    (re.compile(r"\bO\.?[Pp]f\.?(?!\w)"), "Oberpfalz"),
    (re.compile(r"\bO\.?[Ff]r\.?(?!\w)"), "Oberfranken"),
    (re.compile(r"\bM\.?[Ff]r\.?(?!\w)"), "Mittelfranken"),
    (re.compile(r"\bU\.?[Ff]r\.?(?!\w)"), "Unterfranken"),
    (re.compile(r"\bNdb\.(?!\w)"), "Niederbayern"),
    (re.compile(r"\bObb\.(?!\w)"), "Oberbayern"),
)
#: Abbreviations in German names, and what they stand for.
_ABBREVIATIONS = (
    (re.compile(r"\ba\. ?d\. ?"), "an der "),
    (re.compile(r"\bi\. ?d\. ?"), "in der "),
    (re.compile(r"\bb\. ?(?=[A-ZÄÖÜ])"), "bei "),
    (re.compile(r"\ba\. ?(?=[A-ZÄÖÜ])"), "am "),
    (re.compile(r"\bi\. ?(?=[A-ZÄÖÜ])"), "in "),
    (re.compile(r"\bBay\."), "Bayern"),
)
_PARTS = re.compile(r"\s*[/|,;()\[\]]\s*|\s+[-–—]+\s+")
#: What follows a slash only tells a town from others (`Boxberg/O.L.`); behind a comma or in brackets may stand what is
#: meant, or that it is another one (`Saint-Denis (Réunion)`).
_TELLS_APART = re.compile(r"[^/|,;()\[\]]+/[^/|,;()\[\]]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: looked up under the `forms`, in the `country` if there is one.

    `kind` is the kind of body that its words of office speak of, None where there are none. With `short`, the words
    of the name may be cut off in the query: a name of the register is met whose words begin with those of `short`.
    With `beside`, of several namesakes those are meant that also bear one of these words or names; with `both`, no
    other can be.
    """

    forms: tuple[str, ...]
    kind: BodyKind | None = None
    country: str | None = None
    short: str = ""
    beside: tuple[str, ...] = ()
    both: bool = False

    def fits(self, kind: str) -> bool:
        """Whether a body of this kind can be meant: a county is not the town of the same name."""
        return self.kind is None or (kind in WIDE_KINDS) == (self.kind in WIDE_KINDS)


def in_full(name: str) -> str:
    """`name` with its German abbreviations written out: `Neustadt a.d.Waldnaab` is Neustadt an der Waldnaab."""
    for abbreviation, words in _ABBREVIATIONS:
        name = abbreviation.sub(words, name)
    return name


def is_postcode(name: str) -> bool:
    """Whether the text is a postcode and nothing else."""
    return _POSTCODE_ALONE.fullmatch(" ".join(name.split()).upper()) is not None


def readings(name: str, country: str | None = None) -> Iterator[Reading]:
    """The ways to read `name`, the closest first: as it stands, without its postcode, by its words of office, with its
    abbreviations, by its parts, led back from a genitive of a language of the `country`, or of any. Each once."""
    seen = set[Reading]()
    for reading in _readings(name, country):
        if reading.forms and reading not in seen:
            seen.add(reading)
            yield reading


def _readings(name: str, country: str | None) -> Iterator[Reading]:
    yield Reading(full_forms(name))  # who writes Saint-Denis (Réunion) means no other
    text = _POSTCODE_BEFORE.sub("", " ".join(name.split()), count=1)
    yield Reading(full_forms(text))
    for landscape, word in _LANDSCAPES:
        text = landscape.sub(word, text)
    yield Reading(full_forms(in_full(text)))
    body = read_body(text)
    if body.other:  # a university in Köln is not Köln
        return
    yield from map(_official, (naming for naming in body.whole if naming.kind))
    yield from _shortened(text, body.whole)
    yield from _by_parts(text)
    yield from map(_official, (naming for naming in body.parts if naming.kind))
    for naming in body.whole:
        if naming.kind:
            for code in (country,) if country else genitive_countries():
                yield Reading(nominatives(naming.place, code), naming.kind, code)


def _official(naming: Naming) -> Reading:
    """The reading of a name that says its office. Towns are called by the bare name, counties and unions seldom."""
    if naming.kind in WIDE_KINDS:
        return Reading(with_office(naming.place, naming.kind), naming.kind)
    return Reading((naming.place,), naming.kind)


def _shortened(text: str, whole: Sequence[Naming]) -> Iterator[Reading]:
    """The name with words cut off: `Neustadt a.d. Weinstr.`; only where a full stop says so."""
    if "." not in text:
        return
    for naming in whole:
        head, _, rest = naming.place.partition(" ")
        if rest:
            yield Reading((head,), naming.kind, short=naming.place)


def _by_parts(text: str) -> Iterator[Reading]:
    """Two names of one town, or a name with what tells it from others: `Merano/Meran`, `Oelsnitz/Erzgeb.`."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) < 2:
        return
    for at, part in enumerate(parts[:2]):
        others = tuple(form for other in (*parts[:at], *parts[at + 1 :]) for form in normal_forms(other))
        for naming in read_body(part).whole:
            kind = naming.kind
            forms = with_office(naming.place, kind) if kind in WIDE_KINDS else (naming.place,)
            both = at > 0 or _TELLS_APART.fullmatch(text) is None or len(parts) > 2
            yield Reading(tuple(dict.fromkeys(forms)), kind, beside=others, both=both)


def begins_with(form: str, short: str) -> bool:
    """Whether the words of `form` begin, one by one, with those of `short`, the first one being whole."""
    words, cut = form.split(), short.split()
    pairs = zip(words, cut, strict=False)
    return len(words) == len(cut) and words[0] == cut[0] and all(word.startswith(part) for word, part in pairs)


def borne_beside(names: Sequence[str], beside: Sequence[str]) -> bool:
    """Whether one of the `names` is, or has a word that begins with, what stands beside the name in a query."""
    forms = [form for name in names for form in normal_forms(name)]
    return any(other in forms or any(f" {other}" in form for form in forms) for other in beside)


def spelt_so(names: Sequence[str], typed: str) -> bool:
    """Whether one of the `names` stands in what was typed as it is spelt, also in letters that normal forms fold.

    Brück does in `14822 Brück`, Bruck does not.
    """
    wanted = f" {_words(typed)} "
    return any(f" {_words(name)} " in wanted for name in names)


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", spelling(text)).split())


def folds(typed: str) -> bool:
    """Whether the text has letters that normal forms fold: who types an ü means one."""
    return normal_form(typed) != spelling(typed) and not typed.isascii()
