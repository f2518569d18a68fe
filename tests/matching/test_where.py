"""Where something is wanted is not what is wanted."""

from __future__ import annotations

import pytest

from matching.need.where import where_is_not_what
from matching.types import TopicMatch


def _match(topic: str, strength: float, *words: str) -> TopicMatch:
    return TopicMatch(topic=topic, label=topic, strength=strength, words=words)


RAIN, SHOPS = _match("topic:rain", 0.7, "Starkregen"), _match("topic:shops", 0.9, "Innenstadt")


@pytest.mark.parametrize(
    ("need", "place"),
    [
        ("Starkregen in der Innenstadt", "Innenstadt"),
        ("Ärztemangel auf dem Land", "Land"),
        ("heat in the town centre", "town centre"),
        ("transport na żądanie dla wsi", "wsi"),
        ("vacance en centre-ville", "centre-ville"),
    ],
)
def test_what_only_says_where_comes_behind(need: str, place: str) -> None:
    what = _match("topic:what", 0.7, need.split()[0])
    where = _match("topic:where", 0.9, place)
    assert [m.topic for m in where_is_not_what(need, (where, what))] == ["topic:what", "topic:where"]


def test_who_wants_the_centre_itself_gets_it() -> None:
    assert where_is_not_what("Mehr Leben in der Innenstadt", (SHOPS,)) == (SHOPS,)
    assert where_is_not_what("Innenstadt beleben, Starkregen", (SHOPS, RAIN)) == (SHOPS, RAIN)
    # The word stands outside of the phrase, too.
    both = where_is_not_what("Innenstadt: Starkregen in der Innenstadt", (SHOPS, RAIN))
    assert both == (SHOPS, RAIN)
