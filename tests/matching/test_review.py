"""What is proposed of a call's text is looked at by a person once, and counts only where it was accepted."""

from __future__ import annotations

from matching.rules.reading.reader import propose
from matching.rules.reading.review import COLUMNS, Row, proposed_rows

TEXT = "It must be submitted by at least three applicants. Projects last up to 24 months. Others last up to 36 months."


def rows(settled: tuple[Row, ...] = (), known: tuple[tuple[str, str, str], ...] = ()) -> list[Row]:
    return list(proposed_rows("A-CALL", propose(TEXT), "https://example.org", settled=settled, known=known))


def test_each_proposal_is_a_row_with_its_words_and_a_name_of_its_own() -> None:
    found = rows()
    assert tuple(found[0].as_dict()) == COLUMNS
    assert [row.clause for row in found] == ["min_applicants", "duration_max_months", "duration_max_months_2"]
    assert all(row.evidence_quote in TEXT and row.source == "https://example.org" for row in found)
    assert found[0].asks("en") == "At least 3 independent applicants"


def test_what_was_accepted_or_refused_or_is_known_does_not_come_again() -> None:
    first, second, third = rows()
    assert [row.says for row in rows(settled=(first, third))] == [second.says]
    assert [row.says for row in rows(known=(("min_applicants", ">=", "3"),))] == [second.says, third.says]


def test_a_row_is_read_back_as_it_was_written() -> None:
    for row in rows():
        assert Row.read(row.as_dict()) == row
        assert row.rule().values == (row.value,)
