from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.need.phrases import PhraseIndex
from matching.need.text import cut

PARTICIPATION, HEAT, LIGHT = range(3)
PHRASES = [
    (PARTICIPATION, "Bürgerbeteiligung", "de"),
    (PARTICIPATION, "digital participation", "en"),
    (HEAT, "Wärmeplanung", "de"),
    (HEAT, "digitale Wärmekarte", "de"),
    (LIGHT, "smart lighting", "en"),
    (LIGHT, "Straßenbeleuchtung", "de"),
]
INDEX = PhraseIndex(PHRASES, groups=3)


def first(text: str) -> int:
    found = INDEX.find(cut(text))
    return max(found, key=lambda group: found[group].evidence)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("eine Bürgerbeteiligungsplattform", PARTICIPATION),
        ("die Bürger an allem beteiligen", PARTICIPATION),
        ("Beteiligung", PARTICIPATION),
        ("kommunale Waermeplanungen", HEAT),
        ("der Wärmeplan", HEAT),
        ("die Beleuchtung der Straßen", LIGHT),
        ("smarter lights", LIGHT),
    ],
)
def test_inflected_compound_and_divided_words_are_found(text: str, group: int) -> None:
    assert first(text) == group


def test_a_whole_phrase_says_more_than_its_half() -> None:
    half, whole = (INDEX.find(cut(text))[LIGHT].evidence for text in ("smart towns", "smart lighting"))
    assert 0 < half < whole / 2


def test_a_word_that_only_one_group_uses_says_more_than_one_that_all_share() -> None:
    index = PhraseIndex([(0, "data", "en"), (0, "heat", "en"), (1, "data", "en"), (2, "data", "en")], groups=3)
    assert index.find(cut("heat"))[0].evidence > index.find(cut("data"))[0].evidence


def test_one_word_counts_once_however_many_synonyms_hold_it() -> None:
    one = PhraseIndex([(0, "lighting", "en"), (1, "water", "en")], groups=2).find(cut("lighting"))
    many = PhraseIndex(
        [(0, "lighting", "en"), (0, "lighting plan", "en"), (0, "lighting poles", "en"), (1, "water", "en")], groups=2
    )
    assert many.find(cut("lighting"))[0].evidence == pytest.approx(one[0].evidence)


def test_two_words_for_the_same_part_of_a_compound_do_not_make_the_whole() -> None:
    index = PhraseIndex([(0, "Bürgerhaushalt", "de"), (1, "Wasser", "de")], groups=2)
    same_part, both_parts = (
        index.find(cut("Bürger, Burger, Bürgerinnen"))[0],
        index.find(cut("der Haushalt der Bürger"))[0],
    )
    assert same_part.evidence < both_parts.evidence


def test_a_phrase_found_whole_is_named_outright_and_half_of_one_is_not() -> None:
    assert len(INDEX.find(cut("smart lighting in our streets"))[LIGHT].outright) == 2
    assert len(INDEX.find(cut("Bürgerbeteiligung"))[PARTICIPATION].outright) == 1
    assert not INDEX.find(cut("smart towns"))[LIGHT].outright
    assert not INDEX.find(cut("Wärme"))[HEAT].outright


def test_of_another_language_a_whole_phrase_speaks_and_a_part_of_one_does_not() -> None:
    index = PhraseIndex([(0, "personal data", "en"), (1, "Personalmangel", "de")], groups=2)
    assert set(index.find(cut("zu wenig Personal"))) == {0, 1}
    assert set(index.find(cut("zu wenig Personal"), {"de"})) == {1}
    assert set(index.find(cut("Schutz von personal data"), {"de"})) == {0}


def test_the_words_of_a_fixed_phrase_say_nothing_one_by_one() -> None:
    index = PhraseIndex([(0, "digital twin", "en"), (1, "twin town", "en"), (2, "twin", "en")], groups=3)
    assert set(index.find(cut("how to build a digital twin"))) == {0}
    assert set(index.find(cut("our twin town wants a digital map"))) >= {1}
    # What does not stand side by side is no phrase.
    assert 2 in index.find(cut("a twin that is digital"))


def test_the_language_that_knows_more_words_of_a_text_is_told() -> None:
    known = INDEX.at_home(cut("smart lighting, digital participation, Wärme"))
    assert known["en"] == 4.0
    # "digital" is a German word as well; of Wärmeplanung, twelve letters without its ending, "Wärme" is a part.
    assert 1.0 < known["de"] < 2.0


def test_the_words_are_those_of_the_text_in_its_order() -> None:
    found = INDEX.find(cut("Wir möchten die Bürger online beteiligen"))
    assert found[PARTICIPATION].words == ("Bürger", "beteiligen")


def test_a_text_of_other_things_says_nothing() -> None:
    assert INDEX.find(cut("Der Hund bellt im Hof")) == {}
    assert INDEX.find(cut("")) == {}


@given(st.permutations(PHRASES), st.sampled_from([phrase for _, phrase, _ in PHRASES]))
def test_the_order_of_the_phrases_does_not_matter(phrases: list[tuple[int, str, str]], text: str) -> None:
    found, expected = PhraseIndex(phrases, groups=3).find(cut(text)), INDEX.find(cut(text))
    assert {group: said.words for group, said in found.items()} == {g: said.words for g, said in expected.items()}
    assert [said.evidence for said in found.values()] == pytest.approx([said.evidence for said in expected.values()])


@given(st.sampled_from(PHRASES))
def test_each_phrase_finds_its_own_group_whole(phrase: tuple[int, str, str]) -> None:
    group, text, _ = phrase
    assert first(text) == group


@pytest.mark.parametrize(
    ("word", "vocabulary", "language"),
    [
        ("touristische", "Touristen", "de"),
        ("kulturelle", "Kultur", "de"),
        ("időseknek", "idősek", "hu"),
        ("kirjastossa", "kirjasto", "fi"),
    ],
)
def test_what_is_derived_of_a_word_or_inflected_is_the_word(word: str, vocabulary: str, language: str) -> None:
    index = PhraseIndex([(0, vocabulary, language), (1, "Feuerwehr", "de")], groups=2)
    found = index.find(cut(word))
    assert found[0].evidence > 0.6 * index.find(cut(vocabulary))[0].evidence


def test_the_end_of_a_compound_is_no_ending() -> None:
    index = PhraseIndex([(0, "Sport", "de"), (1, "Feuerwehr", "de")], groups=2)
    assert index.find(cut("Sportplatz"))[0].evidence < 0.9 * index.find(cut("sportlich"))[0].evidence


@pytest.mark.parametrize(("noun", "inflected"), [("żłobek", "żłobku"), ("vrtec", "vrtca"), ("domek", "domków")])
def test_a_vowel_that_falls_out_before_an_ending_makes_no_other_word(noun: str, inflected: str) -> None:
    index = PhraseIndex([(0, noun, "pl"), (1, "parking", "en")], groups=2)
    assert index.find(cut(inflected))[0].evidence > 0.5


def test_two_cases_of_one_slavic_word_are_one_word() -> None:
    index = PhraseIndex([(0, "dažďová", "sk"), (1, "parking", "en")], groups=2)
    assert index.find(cut("dažďovej"))[0].evidence > 0.5


def test_a_short_word_of_another_language_is_no_phrase_of_this_one() -> None:
    index = PhraseIndex([(0, "start", "en"), (1, "sokolovna", "cs")], groups=2)
    assert 0 not in index.find(cut("staré sokolovny"), languages={"cs"})
    assert index.find(cut("start"), languages={"en"})[0].evidence > 0.5


@pytest.mark.parametrize(("phrase", "text"), [("občinska", "občinsko"), ("gasilska", "gasilsko")])
def test_a_long_word_in_another_case_is_the_very_word(phrase: str, text: str) -> None:
    """All but the last letter are alike: what differs is a case, and no other word."""
    found = PhraseIndex([(0, phrase, "xx"), (1, "škola", "xx")], 2).find(cut(text))
    assert found[0].outright
