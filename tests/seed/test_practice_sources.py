"""Practices are cited by pages that one can cite; what no such page bears out is left out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graph.errors import PeerpolisError
from seed.bundle.compile_practice_sources import with_better_sources
from seed.reading import Reading

MIRROR, COPY = "https://mirror.example/agency/", "https://copies.example/42"
#: Hosts that only copy or translate what others published, or that are behind the pages that readers see.
NOT_TO_CITE = (
    "demokracija.eu", "amazonaws.com", "readkong.com", "medjouel.com", "tellerreport.com", "webjosh.com", "thewall.fyi",
    "mwitty.com", "abc-z.com", "supertravelr.com", "fur-dich.com", "mittelhessen.app", "pages.dev", "zxc.wiki",
    "rssing.com", "proxy.bund.dev", "1novembre54.com", "android-news.", "v2-dev.", "feeds.bbci", "alt=amp",
)  # fmt: skip


def _row(source: str, **other: str) -> dict[str, str]:
    return {"id": "prac:a", "source": source, "url": source, "as_of": "2026-11-29", "year": "", **other}


def _better(source: str, instead: str, **other: str) -> dict[str, str]:
    return {"source": source, "practice": "", "instead": instead, "as_of": "", "year": "", "why": "tested", **other}


@pytest.mark.parametrize(
    ("source", "better", "told"),
    [
        (
            MIRROR + "2025/week",
            _better(MIRROR, "https://agency.example/"),
            {"source": "https://agency.example/2025/week"},
        ),
        (
            COPY,
            _better(COPY, "https://paper.example/9", as_of="2019-05", year="2017"),
            {"source": "https://paper.example/9", "url": "https://paper.example/9", "as_of": "2019-05", "year": "2017"},
        ),
        (f"https://town.example/a ; {COPY}", _better(COPY, ""), {"source": "https://town.example/a"}),
    ],
)
def test_a_better_source_takes_the_place_of_a_copy(
    source: str, better: dict[str, str], told: Mapping[str, str]
) -> None:
    (row,) = with_better_sources([_row(source)], [better])
    assert {column: row[column] for column in told} == told


def test_what_no_other_source_bears_out_is_left_out_and_what_is_said_of_one_practice_comes_first() -> None:
    rows = [_row(COPY), _row(COPY, id="prac:b")]
    kept = with_better_sources(rows, [_better(COPY, ""), _better(COPY, "https://b.example/", practice="prac:b")])
    assert [(row["id"], row["source"]) for row in kept] == [("prac:b", "https://b.example/")]


def test_a_better_source_for_nothing_is_an_error() -> None:
    with pytest.raises(
        PeerpolisError, match=r"practice_sources\.csv: 'https://copies.example/42', '' fits no practice"
    ):
        with_better_sources([_row(COPY + "0")], [_better(COPY, "")])


def test_no_practice_is_cited_by_a_copy(bundle: Reading) -> None:
    uses = [r for r in bundle.batch.relations if r.type == "USES" and r.end.startswith("prac:")]
    assert uses
    assert [r.source for r in uses if any(host in r.source for host in NOT_TO_CITE)] == []
