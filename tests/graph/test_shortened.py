"""Names with words cut short: which name of the register they may be left of."""

from __future__ import annotations

import pytest

from graph.shortened import article_before, cut_readings, may_mean, whole_words


def means(written: str, name: str) -> bool:
    """Whether one of the readings of what is written may be the name."""
    return any(may_mean(cut, whole) for _, cut in cut_readings(written) for whole in whole_words(name))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Rothenburg o.d.T.", "Rothenburg ob der Tauber"),
        ("Stadt Rothenburg o. d. Tauber", "Rothenburg ob der Tauber"),
        ("Frankfurt/O.", "Frankfurt (Oder)"),
        ("Frankfurt a. d. Oder", "Frankfurt (Oder)"),
        ("Bruck/Mur", "Bruck an der Mur"),
        ("Boulogne s/Mer", "Boulogne-sur-Mer"),
        ("St-Étienne", "Saint-Étienne"),
        ("Palazzolo s/Oglio", "Palazzolo sull'Oglio"),
        ("Castelfranco V.to", "Castelfranco Veneto"),
        ("Gorzów Wlkp.", "Gorzów Wielkopolski"),
        ("Ústí n/L", "Ústí nad Labem"),
        ("V. N. Famalicão", "Vila Nova de Famalicão"),
        ("Capelle a/d IJssel", "Capelle aan den IJssel"),
        ("Tg. Mureș", "Târgu Mureş"),
    ],
)
def test_what_is_left_of_words_are_their_letters_in_order(written: str, name: str) -> None:
    assert means(written, name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Rothenburg o.d.T.", "Rothenburg an der Fulda"),
        ("Frankfurt/O.", "Frankfurt am Main"),
        ("Gorzów Wlkp.", "Gorzów Śląski"),
        ("Bruck/Mur", "Bruck an der Leitha"),
        ("Ústí n. L.", "Ústí nad Orlicí"),
        ("St. Veit/Glan", "Sankt Veit im Pongau"),
        ("Neustadt", "Neustadt an der Weinstraße"),  # nothing is cut
        ("N. V.", "Nová Ves"),  # nothing tells what is meant
    ],
)
def test_another_name_is_not_meant(written: str, name: str) -> None:
    assert not means(written, name)


def test_an_article_behind_the_name_is_put_before_it() -> None:
    assert article_before("Havre (Le)") == "Le Havre"
    assert article_before("Rozas de Madrid, Las") == "Las Rozas de Madrid"
    assert article_before("Halle (Saale)") is None
    assert article_before("Le Havre") is None
