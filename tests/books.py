"""A book of words with sentences that Peerpolis does not say, for what a test adds to the program."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path

import pytest

from api.book import catalogue, write
from matching.words import told


def german_added(monkeypatch: pytest.MonkeyPatch, folder: Path, sentences: Mapping[str, str]) -> None:
    """Let the German book, written anew into the folder, have these sentences as well while the test runs."""
    book = catalogue("de")
    for english, german in sentences.items():
        book.add(english, german)
    write(book, folder)
    monkeypatch.setattr(
        told, "_book", lambda language: gettext.translation(told.DOMAIN, folder, [language], None, True)
    )
