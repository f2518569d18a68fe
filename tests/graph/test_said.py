"""Sentences keep their templates, and are filled as Python fills them."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.said import Writing, said

VALUES = {"a": "towns", "n": 1234567.5, "w": 12, "several": ["one", "two"]}


@pytest.mark.parametrize(
    "template",
    ["", "plain", "{a!r} and {a}", "{n:,.1f} €", "{{not a place}} {a}", "{a:>{w}}|", "{several[0]}", "{a}{a}{n}"],
)
def test_a_template_is_filled_as_python_does(template: str) -> None:
    filled = Writing().vformat(template, (), VALUES)
    assert filled == Formatter().vformat(template, (), VALUES) == template.format(**VALUES)
    assert said(template, **VALUES) == filled


@given(st.text(), st.text())
def test_what_stands_in_a_value_is_never_a_place(before: str, value: str) -> None:
    template = before.replace("{", "{{").replace("}", "}}") + "{value}"
    assert said(template, value=value) == before + value


def test_a_place_without_a_value_and_a_template_that_is_none_raise_as_python_does() -> None:
    with pytest.raises(KeyError):
        said("{missing}", other=1)
    with pytest.raises(ValueError, match=r"[}{]"):
        said("{open", other=1)
