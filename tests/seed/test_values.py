"""Numbers, degrees, days and flags are read in one way by all importers, as people and publishers write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidRecord
from seed import values
from seed.bodies.countries import country_code


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *(
            ("34.192", 34_192),
            ("34 500", 34_500),
            ("11,999", 11_999),
            ("1'234'567", 1_234_567),
            ("12\u202f345", 12_345),
        ),
        *(("31545.0", 31_545), ("2e+05", 200_000), ("7", 7), ("", None), ("NA", None), ("k. A.", None)),
    ],
)
def test_counts_may_have_marks_between_thousands(text: str, count: int | None) -> None:
    assert values.whole(text) == count


@pytest.mark.parametrize(
    "text", ["48,5", "2.7", "NaN", "1e400", "-3", "9" * 400, "1.23.456", "1,234.567", "٣", "Dec-01"]
)
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecord):
        values.whole(text)


@pytest.mark.parametrize("value", [2.7, float("nan"), float("inf"), True, -1, 10**400, [3], {}, "2.7"])
def test_of_a_programs_numbers_only_whole_ones_are_counts(value: object) -> None:
    with pytest.raises(InvalidRecord):
        values.counted(value)


@pytest.mark.parametrize(
    ("text", "degrees"), [("48,5952", 48.5952), ("48.595", 48.595), ("48,595", 48.595), ("-1.5°", -1.5), ("−1,5", -1.5)]
)
def test_a_comma_in_degrees_is_a_decimal_one(text: str, degrees: float) -> None:
    assert values.degrees(text, 90) == degrees


@pytest.mark.parametrize("text", ["91", "nan", "inf", "48.59.52", "34.192.000", "north", "1e400"])
def test_what_is_no_degrees_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecord):
        values.degrees(text, 90)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01.02.2023", "2023-02-01"),
        ("1. 2. 2023", "2023-02-01"),
        ("2023.02.01.", "2023-02-01"),
        ("2016/01/31", "2016-01-31"),
        ("31/12/2023", "2023-12-31"),
        ("12/31/2023", "2023-12-31"),
        ("2026-09-17T17:00:00.000+0000", "2026-09-17"),
        ("2023-01-01 00:00:00", "2023-01-01"),
        ("2023", "2023"),
        ("2023/05", "2023-05"),
        ("05/2023", "2023-05"),
        ("20230201", "2023-02-01"),
        ("1. Februar 2023", "2023-02-01"),
        ("1er février 2023", "2023-02-01"),
        ("12 de mayo de 2023", "2023-05-12"),
        ("3 lutego 2023", "2023-02-03"),
        ("February 3, 2023", "2023-02-03"),
        ("Feb. 2023", "2023-02"),
        ("brak danych", None),
        ("#NV", None),
        ("", None),
    ],
)
def test_days_are_read_as_publishers_write_them(text: str, day: str | None) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize(
    "text", ["Dec-01", "01/02/2023", "31.02.2023", "2023-13", "soon", "20231301", "1.2.23", "listopad 2023", "1-Feb-23"]
)
def test_what_is_no_day_or_may_be_two_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecord):
        values.day(text)


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%dT12:00:00Z"]))
def test_every_day_is_read_whatever_its_form(day: date, form: str) -> None:
    assert values.day(day.strftime(form)) == day.isoformat()


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (values.whole, values.number, values.day, values.flag, lambda text: values.degrees(text, 180)):
        with suppress(InvalidRecord):
            read(text)
    country_code(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *(("WAHR", True), ("FALSCH", False), ("vrai", True), ("faux", False), ("PRAWDA", True), ("tak", True)),
        *(("igen", True), ("nem", False), ("kyllä", True), ("ei", False), ("✓", True), ("ναι", True), ("όχι", False)),
        *(("nej", False), ("да", True), ("1.0", True), ("k. A.", None), ("brak danych", None)),
    ],
)
def test_yes_and_no_are_known_in_the_languages_and_spreadsheets_of_europe(text: str, answer: bool | None) -> None:
    assert values.flag(text) is answer


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://bad-belzig.de/a?b=c", "https://bad-belzig.de/a?b=c"),
        (" HTTP://Bad-Belzig.de ", "http://Bad-Belzig.de"),
        ("www.bad-belzig.de", "https://www.bad-belzig.de"),
        ("centralbaltic.eu/projects", "https://centralbaltic.eu/projects"),
        ('https://news.example/he-said:"it\'s"', 'https://news.example/he-said:"it\'s"'),
        ("", None),
        ("n/a", None),
    ],
)
def test_addresses_are_read_as_people_and_browsers_write_them(text: str, address: str | None) -> None:
    assert values.address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        *("javascript:alert(1)", "JAVASCRIPT://a.example/%0aalert(1)", "java\tscript:alert(1)", "data:text/html,a"),
        *("file:///etc/passwd", "vbscript:a", "https://", "https:///a", "//a.example", "https://a b.example", "a b"),
        *("mailto:a@b.example", "a.b:alert(1)", "\x01javascript:alert(1)", "see the page"),
    ],
)
def test_what_a_browser_must_not_open_or_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecord):
        values.address(text)


@pytest.mark.parametrize("text", ["Dec-05", "01.Dez", "1-Dec", "01. Dez.", "Mar-24"])
def test_a_code_that_a_spreadsheet_made_a_date_is_known(text: str) -> None:
    assert values.made_a_date(text)
    assert not values.made_a_date("DEC05")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("UK", "GB"), ("EL", "GR"), ("el", "GR"), ("DEU", "DE"), ("DE", "DE"), ("XX", None), ("EU", None)),
        *(("Kingdom of the Netherlands", "NL"), ("Netherlands, The", "NL"), ("Republic of Poland", "PL")),
        *(("Deutschland", "DE"), ("Frankreich", "FR"), ("Bundesrepublik Deutschland", "DE"), ("Polska", "PL")),
        *(("Ελλάδα", "GR"), ("España", "ES"), ("Moldova, Republic of", "MD"), ("Slovakia (Slovak Republic)", "SK")),
        *(
            ("Kingdom of Hungary", None),
            ("Kingdom of Italy", None),
            ("Republic of China", None),
            ("The Netherlands", "NL"),
        ),
        *(("Belgique/België", "BE"), ("DE - Germany", "DE"), ("DE/FR", None), ("Guinea-Bissau", "GW"), ("FYROM", "MK")),
        *(("Great Britain", "GB"), ("Atlantis", None), ("", None), ("NO", "NO"), ("Norge", "NO")),
    ],
)
def test_countries_are_known_by_code_and_by_name_in_the_languages_of_europe(text: str, code: str | None) -> None:
    assert country_code(text) == code
