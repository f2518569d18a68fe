"""What sources are called in an answer: what is ours in them is told in words, all else by its own name."""

from __future__ import annotations

from collections.abc import Mapping

from matching.types import Language

_OURS: Mapping[Language, str] = {"en": "compiled by Peerpolis", "de": "von Peerpolis zusammengestellt"}
#: What the project's own curation writes into sources.
_GERMAN: Mapping[str, str] = {
    "Peerpolis, general knowledge": "Peerpolis, Allgemeinwissen",
    "Peerpolis, rules read in a published source": "Peerpolis, Regeln aus einer veröffentlichten Quelle",
    "(text names Annex B)": "(der Text nennt Anhang B)",
    "(portal field ": "(Feld im Portal: ",
    "(same rule, there for co-funded actions)": "(dieselbe Regel, dort für kofinanzierte Maßnahmen)",
}


def source_called(source: str, language: Language) -> str:
    """The source as the language calls it."""
    if source == "peerpolis":
        return _OURS[language]
    if language == "de":
        for own, german in _GERMAN.items():
            source = source.replace(own, german)
    return source
