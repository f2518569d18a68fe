"""A programme's name tells its countries, its family and its lineage."""

from __future__ import annotations

import pytest

from matching.programmes import family, is_european, lineage, named_countries


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("2007 - 2013 Italy - Switzerland (IT-CH)", {"IT", "CH"}),
        ("2014 - 2020 INTERREG V-A Germany / Bavaria - Czech Republic", {"DE", "CZ"}),
        ("2014 - 2020 Interreg IPA CBC Bulgaria - Former Yugoslav Republic of Macedonia", {"BG", "MK"}),
        ("Northern Ireland - Scotland", {"GB"}),
        ("2007 - 2013 Alpine Space", set()),
        ("(EL-CY)", {"GR", "CY"}),
    ],
)
def test_countries_are_read_from_names_and_codes(name: str, countries: set[str]) -> None:
    assert named_countries(name) == countries


@pytest.mark.parametrize(
    ("name", "european"),
    [
        ("Interreg Alpine Space 2014–2020", True),
        ("2007 - 2013 North Sea Region", True),
        ("URBACT III", True),
        ("Horizon 2020", True),
        ("Europe for Citizens – Town Twinning", True),
        ("European Commission, DG AGRI", True),
        ("Vinnova", False),
        ("France 2030", False),
        ("#connectedinEurope", False),  # of Germany's government
        ("Regio.NRW (ERDF)", False),  # one land's own, with Europe's money
        ("City Deals of Agenda Stad", False),
    ],
)
def test_a_programme_that_more_than_one_country_pays_for_says_so_in_its_name(name: str, european: bool) -> None:
    assert is_european(name) is european


def test_families() -> None:
    assert family("2014 - 2020 URBACT III") == "urbact"
    assert family("2007 - 2013 Sweden - Norway (SE-NO)") == "cross-border"
    assert family("2007 - 2013 North Sea Region") == "transnational"
    assert family(None) is None


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2007 - 2013 Alpine Space", "2014 - 2020 INTERREG VB Alpine Space"),
        ("2007 - 2013 Baltic Sea Region", "2014 - 2020 INTERREG VB Baltic Sea"),
        ("2000 - 2006 Italy - Switzerland (IT-CH)", "2014 - 2020 INTERREG V-A Switzerland - Italy"),
        ("2007 - 2013 Interreg IVC", "2014 - 2020 INTERREG EUROPE"),
        ("URBACT II", "2014 - 2020 URBACT III"),
    ],
)
def test_a_programme_and_its_successor_are_of_one_lineage(older: str, newer: str) -> None:
    assert lineage(older) == lineage(newer)


def test_different_programmes_stay_apart() -> None:
    names = (
        "North Sea Region",
        "Baltic Sea Region",
        "Central Europe",
        "South East Europe",
        "INTERREG EUROPE",
        "URBACT I",
    )
    assert len({lineage(name) for name in names}) == len(names)
