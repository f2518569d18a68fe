"""Text as people paste it: unseen signs are left out, what is damaged is refused, whatever else it says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidRecord
from graph.names import normal_form
from graph.text import entered, is_damaged, legible
from matching.types import Place, Query

#: The soft hyphen of PDFs, joiners of zero width, marks of direction and of byte order, tags.
UNSEEN = "\u00ad\u200b\u200d\u202e\ufeff\U000e0041"
DAMAGED = ("\x00", "\ud83d")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Co", "Cn"])), st.data())
def test_unseen_signs_change_nothing_wherever_they_stand(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    pasted = text[:at] + data.draw(st.text(UNSEEN, max_size=5)) + text[at:]
    assert entered(pasted) == legible(pasted) == text
    assert normal_form(pasted) == normal_form(text)


@pytest.mark.parametrize("sign", DAMAGED)
def test_damaged_text_is_refused_and_shown_with_a_gap(sign: str) -> None:
    assert is_damaged(f"Bürger{sign}bus")
    assert legible(f"Bürger{sign}bus") == "Bürger bus"
    with pytest.raises(InvalidRecord, match="damaged"):
        entered(f"Bürger{sign}bus")
    with pytest.raises(InvalidRecord, match="damaged"):
        Query(town="gn:1", need=f"Bürger{sign}bus", on=date(2026, 11, 30))
    with pytest.raises(InvalidRecord, match="damaged"):
        Place(name=f"Muster{sign}stadt", country="DE")


def test_a_need_out_of_a_pdf_is_asked_as_it_reads() -> None:
    query = Query(town="gn:1", need="Wärme\u00adpla\u00adnung", on=date(2026, 11, 30))
    assert query.need == "Wärmeplanung"
