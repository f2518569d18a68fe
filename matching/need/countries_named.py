"""Countries that a need names: "Partnergemeinde in Frankreich", "miasto partnerskie we Francji"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from graph.names import normal_form
from matching.need.text import words
from matching.types import TopicMatch

#: The languages in which names of countries are known (CLDR).
_LANGUAGES = (
    *("de", "en", "fr", "es", "it", "pl", "cs", "nl", "pt", "sk", "hu", "ro", "hr", "sl", "bg", "el", "sv", "da"),
    *("fi", "lt", "uk", "lv", "et"),
)
#: The countries of Europe and around (ISO 3166), whose names tell where to or with whom, and not what is wanted.
EUROPE = frozenset(
    (
        *("AL", "AT", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB"),
        *("GE", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MD", "ME", "MK", "MT", "NL"),
        *("NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA"),
    )
)
#: What is inflected of a country's name are its last letters (Francja, Francji; Francie, Francii), in Latvian the very
#: last (Polija), in Estonian none (Poola, Poolas); shorter beginnings say nothing.
_INFLECTED, _SHORTEST = 2, 4
_INFLECTED_LESS = {"lv": 1, "et": 0}
#: How the languages say with, and behind how many words at most the country stands: "mit unserem Nachbarn Tschechien".
_WITH = frozenset(("mit", "with", "avec", "con", "com", "z", "ze", "s", "se", "so", "met", "med", "cu"))
_WITHIN = 3
#: Who asks for this and names a country seeks partners there.
PARTNERSHIPS = "topic:town-partnerships"


@cache
def _beginnings(country: str) -> tuple[str, ...]:
    from babel import Locale

    names = {language: str(Locale(language).territories.get(country, "")) for language in _LANGUAGES}
    forms = {(normal_form(n), _INFLECTED_LESS.get(tag, _INFLECTED)) for tag, n in names.items() if n and " " not in n}
    return tuple(sorted({form[: max(_SHORTEST, len(form) - end)] for form, end in forms if len(form) >= _SHORTEST}))


def countries_named(text: str, countries: Collection[str], *, only_with: bool = False) -> tuple[str, ...]:
    """Those of the countries (ISO 3166) of which `text` has the name, of one word and capitalised, in any of the
    languages; sorted. `only_with`: where it says that something is to be done with them."""
    spoken = [(word, normal_form(word)) for word in words(text)]
    written = [
        folded
        for at, (word, folded) in enumerate(spoken)
        if word[:1].isupper() and (not only_with or _WITH & {before for _, before in spoken[max(at - _WITHIN, 0) : at]})
    ]
    return tuple(
        country
        for country in sorted(countries)
        if any(
            word.startswith(beginning) and len(word) <= len(beginning) + _INFLECTED + 3
            for word in written
            for beginning in _beginnings(country)
        )
    )


def partners_sought_in(need: str, understood: Sequence[TopicMatch], countries: Collection[str]) -> tuple[str, ...]:
    """Those of the countries in which a need seeks partners: those it names where it was understood as town
    partnerships first of all, else those with which it wants to do something ("Feuerwehr mit Tschechien")."""
    partnerships = bool(understood) and understood[0].topic == PARTNERSHIPS
    return countries_named(need, countries, only_with=not partnerships)
