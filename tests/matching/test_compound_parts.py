"""Without vectors a text that has one part of a compound answers to less than one that has both."""

from __future__ import annotations

from matching.proofs.shared_words import SharedWords

TEXTS = SharedWords(["Ein Chatbot weist auf Beteiligung hin", "Beteiligung der Jugend im Rat", "Freibad", "Tarife"])


def test_a_text_with_both_parts_leads_and_one_with_one_part_stands_well_behind() -> None:
    with_vectors, alone = TEXTS.shares("Jugendbeteiligung"), TEXTS.shares("Jugendbeteiligung", one_part=0.5)
    assert alone[1] > alone[0] * 2
    assert alone[0] < with_vectors[0]
    assert not alone[2:].any()


def test_a_word_that_stands_whole_is_worth_as_much_either_way() -> None:
    assert TEXTS.shares("Freibad")[2] == TEXTS.shares("Freibad", one_part=0.5)[2]
