"""The words with which loads and imports are told on the terminal, in English and German."""

from __future__ import annotations

from collections.abc import Mapping

from matching.types import Language
from matching.words.written import number

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "changed": "{created} records new, {changed} changed, {removed} removed, {unchanged} unchanged.",
        "unchanged": "Nothing has changed: all {unchanged} records were there already.",
        "would-change": "{created} new, {changed} changed, {removed} removed, {unchanged} unchanged. "
        "Nothing was written (--dry-run).",
        "would-not-change": "Nothing would change: {unchanged} records are there already.",
        "none-imported": "Nothing was imported yet. `peerpolis import --help` says what can be.",
        "undone": "{removed} records removed.",
        "open": "{count} open names are in {file}: fill in the column id, and import with --decisions.",
        "seeding": "seeding",
        "embedding": "embedding the descriptions of networks, solutions and calls",
        "fetching": "fetching",
        "reading": "reading",
        "writing": "comparing with the graph",
        "no-file": "there is no file or folder {where}",
        "only-addresses": "is for addresses; this is a file",
    },
    "de": {
        "changed": "{created} Einträge neu, {changed} geändert, {removed} entfernt, {unchanged} unverändert.",
        "unchanged": "Nichts hat sich geändert: Alle {unchanged} Einträge waren schon da.",
        "would-change": "{created} neu, {changed} geändert, {removed} entfernt, {unchanged} unverändert. "
        "Nichts wurde geschrieben (--dry-run).",
        "would-not-change": "Nichts würde sich ändern: {unchanged} Einträge sind schon da.",
        "none-imported": "Noch wurde nichts importiert. `peerpolis import --help` sagt, was möglich ist.",
        "undone": "{removed} Einträge entfernt.",
        "open": "{count} offene Namen stehen in {file}: Füllen Sie die Spalte id aus, und importieren Sie mit "
        "--decisions.",
        "seeding": "wird gefüllt",
        "embedding": "Beschreibungen von Netzwerken, Lösungen und Aufrufen werden eingebettet",
        "fetching": "wird geholt",
        "reading": "wird gelesen",
        "writing": "wird mit dem Graphen verglichen",
        "no-file": "es gibt keine Datei und keinen Ordner {where}",
        "only-addresses": "gilt für Adressen; dies ist eine Datei",
    },
}


def import_words(key: str, language: Language, **values: object) -> str:
    """The sentence with its values; numbers are written as the language writes them."""
    written = {name: number(value, language) if isinstance(value, int) else value for name, value in values.items()}
    return _WORDS[language][key].format(**written)
