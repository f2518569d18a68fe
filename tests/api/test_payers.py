"""What pays is said once for all partners."""

from __future__ import annotations

from api.words.payers import payers
from matching.types import Pays, Suggestion


def partner(name: str, text: str | None = None, *, sure: bool = True) -> Suggestion:
    pays = None if text is None else Pays(text, sure)
    return Suggestion(id=f"gn:{name}", kind="partners", name=name, score=1, contributions=(), source="s", paid_by=pays)


def test_what_pays_for_all_is_said_once_and_without_their_names() -> None:
    assert payers([partner("A", "Visits pay."), partner("B", "Visits pay.")], "en") == ("Visits pay.",)


def test_what_pays_for_some_says_for_whom_and_what_is_open_is_said_at_last() -> None:
    partners = [partner("A", "Visits pay."), partner("B"), partner("C", "A fund pays.", sure=False)]
    assert payers(partners, "en") == (
        "Visits pay. For: A.",
        "A fund pays. For: C.",
        "Ask first whether both of you may take part: C.",
    )


def test_where_it_is_open_for_all_no_names_are_said() -> None:
    found = payers([partner("A", "Besuche.", sure=False), partner("B", "Besuche.", sure=False)], "de")
    assert found == ("Besuche.", "Klären Sie vorher, ob Sie beide teilnehmen können.")


def test_where_nothing_pays_nothing_is_said() -> None:
    assert payers([partner("A")], "en") == ()
