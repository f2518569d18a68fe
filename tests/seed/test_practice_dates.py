"""As of when a practice is told: by its source, else by what it tells itself, else by the day on which it was read."""

from __future__ import annotations

import pytest

from seed.bundle.compile_practices import READ_ON, said_as_of

READ = max(READ_ON)


@pytest.mark.parametrize(
    ("as_of", "year", "summary", "told"),
    [
        ("2021-05", "2019", "Cut waste by 2023.", "2021-05"),  # the page has a date of its own
        (READ, "2016", "Waste fell by a third.", "2016"),
        (READ, "2016", "Waste fell from 327 to 202 kg by 2023.", "2023"),  # what tells of 2023 is not of 2016
        (READ, "2016", "It is to be climate-neutral by 2040.", "2016"),  # nobody has seen that year
        (READ, "", "The school of 1962 was insulated.", READ),  # the year of a building dates no page
    ],
)
def test_a_practice_is_as_of_the_latest_year_that_it_tells(as_of: str, year: str, summary: str, told: str) -> None:
    assert said_as_of({"as_of": as_of, "year": year, "summary_en": summary}) == told
