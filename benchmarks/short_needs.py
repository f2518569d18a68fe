"""How often a short need in everyday words is understood: as a topic that a person who knows the field accepts.

    python -m benchmarks.short_needs

`tests/data/short_needs.csv` holds what a German and an English-writing town hall types into a search box, with the
topics accepted for it; a need without topics is one that no topic fits. It was written before the vocabulary was
extended for it. Every second row, from the first, is the development half, which words and reader were mended with; the
others are the test half. `--missed` lists what the development half gets wrong; nothing lists the other.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.languages import ROOT, borne_out_vectors, topics_snapshot
from graph.snapshot.frozen import Snapshot
from matching.need.topics import TopicReader
from matching.vectors.opening import open_embedder

HALVES = ("development", "test")


@dataclass(frozen=True)
class ShortNeed:
    """A need as it is typed, its language, and the ids of the topics accepted for it; none where no topic fits."""

    language: str
    text: str
    accepted: frozenset[str]


def read_short_needs(half: int) -> list[ShortNeed]:
    """Every second row, from the first (half 0, development) or the second (half 1, test)."""
    with (ROOT / "tests" / "data" / "short_needs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[half::2]
    return [ShortNeed(r["language"], r["need"], frozenset(filter(None, r["topics"].split("|")))) for r in rows]


def by_words(reader: TopicReader, needs: Sequence[ShortNeed]) -> list[str | None]:
    """The first topic that each need is read as by its words; None where it is read as none."""
    read = (reader.read(need.text) for need in needs)
    return [matches[0].topic if matches else None for matches in read]


def borne_out(snapshot: Snapshot, reader: TopicReader, needs: Sequence[ShortNeed]) -> list[str | None]:
    """The first topic of each need as the packaged sentence models bear it out, as it counts in suggestions."""
    ids = snapshot.tables["Topic"].ids
    strengths = borne_out_vectors(snapshot, reader, open_embedder(), [need.text for need in needs])
    return [ids[int(row.argmax())] if row.any() else None for row in strengths]


def understood(needs: Sequence[ShortNeed], first: Sequence[str | None]) -> float:
    """The share of needs whose first topic is an accepted one, of those that a topic fits."""
    right = [topic in need.accepted for need, topic in zip(needs, first, strict=True) if need.accepted]
    return sum(right) / len(right)


def left_alone(needs: Sequence[ShortNeed], first: Sequence[str | None]) -> float:
    """The share of needs read as no topic, of those that no topic fits."""
    right = [topic is None for need, topic in zip(needs, first, strict=True) if not need.accepted]
    return sum(right) / len(right)


def main() -> None:
    """Print both shares, by half and language, by words alone and as the sentence bears them out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="list what the development half gets wrong")
    missed: bool = parser.parse_args().missed
    snapshot = topics_snapshot()
    reader = TopicReader(snapshot)
    for half, name in enumerate(HALVES):
        needs = read_short_needs(half)
        ways = {"words": by_words(reader, needs), "borne out": borne_out(snapshot, reader, needs)}
        for language in ("de", "en"):
            own = [at for at, need in enumerate(needs) if need.language == language]
            for way, first in ways.items():
                asked, found = [needs[at] for at in own], [first[at] for at in own]
                fitting = sum(bool(need.accepted) for need in asked)
                shown = f"understood {understood(asked, found):.2f} of {fitting}"
                others = f"left alone {left_alone(asked, found):.2f} of {len(asked) - fitting}"
                print(f"{name:11}  {language}  {way:9}  {shown}   {others}")
        if missed and half == 0:
            for at, need in enumerate(needs):
                found_by = {way: first[at] for way, first in ways.items()}
                wrong = [
                    topic not in need.accepted if need.accepted else topic is not None for topic in found_by.values()
                ]
                if any(wrong):
                    print(f"    {need.text}: {found_by}")


if __name__ == "__main__":
    main()
