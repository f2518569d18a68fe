"""How often the resolver is right: `python -m benchmarks.identity`.

The truth is 800 names, resolved over all that a fresh installation knows. `tests/data/mentions.csv`: 400 mentions drawn
from a keep.eu export, CORDIS, town twinnings and the facts, labelled by hand with the id of the register that is meant
(`none`: nobody's, or not in the register; ids divided by `|`: one body that stands there twice). The half `tune` was
looked at while the resolver was made; on `kept` nothing was tuned. `tests/data/names.csv`: 400 hard names of 28
countries, drawn from the official list by sort (namesakes alone, with their region, their inhabitants or words of
office; names of up to four letters; words of office; nobody's municipality), each with the town that a person of that
country would take it for, or `none` where that person would have to ask back.

precision: of the answers of this outcome, how many are right · recall: of the bodies that are in the register, how many
were found with this outcome or a surer one.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.model import Municipality
from seed.bodies.recognition import resolver_over
from seed.bodies.resolver import Identity, Mention, Outcome, Resolver
from seed.bundle.curated import read_bundle
from seed.register.geonames import read_register
from seed.register.official import read_units
from seed.seeding import coming_along

_DATA = Path(__file__).parents[1] / "tests" / "data"
MENTIONS, NAMES = _DATA / "mentions.csv", _DATA / "names.csv"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A mention with its truth: the ids that are right, none where the body is not in the register."""

    file: str
    half: str
    mention: Mention
    truth: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts for one group of mentions and the outcomes that count as answers."""

    answers: int
    right: int
    bodies: int

    @property
    def precision(self) -> float:
        return self.right / self.answers if self.answers else float("nan")

    @property
    def recall(self) -> float:
        return self.right / self.bodies if self.bodies else float("nan")


def read_mentions(path: Path = MENTIONS) -> list[Labelled]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_labelled(row) for row in csv.DictReader(file)]


def _labelled(row: dict[str, str]) -> Labelled:
    mention = Mention(
        name=row["name"],
        country=row["country"],
        region=row["region"] or None,
        seat=row["seat"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        population=int(row["population"]) if row["population"] else None,
    )
    truth = frozenset() if row["label"] == "none" else frozenset(row["label"].split("|"))
    return Labelled(row["file"], row["half"], mention, truth)


def read_names(path: Path = NAMES) -> list[Labelled]:
    """The hard names; `file` is of which sort they are."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_labelled({"seat": "", "lat": "", "lon": "", "file": r["sort"], "half": "hard", **r}) for r in rows]


def fresh_resolver() -> Resolver:
    """The resolver of an import into a fresh installation; half a minute."""
    batches = [reading.batch for reading in coming_along()]
    towns = {n.id: n for batch in batches for n in batch.nodes if isinstance(n, Municipality)}
    return resolver_over(towns.values(), [f for batch in batches for f in batch.facts], units=read_units())


def bodies() -> list[Municipality]:
    """The bodies that a fresh installation knows: the register of towns and the curated ones."""
    curated = [node for node in read_bundle().batch.nodes if isinstance(node, Municipality)]
    return [*curated, *read_register().towns]


def figures(labelled: Sequence[Labelled], answers: Sequence[Identity], outcomes: Iterable[Outcome]) -> Figures:
    """Figures of the answers with one of the outcomes."""
    counted = frozenset(outcomes)
    given = [(m, a) for m, a in zip(labelled, answers, strict=True) if a.outcome in counted and a.id is not None]
    right = sum(answer.id in mention.truth for mention, answer in given)
    return Figures(len(given), right, sum(bool(mention.truth) for mention in labelled))


def main() -> None:
    labelled = [*read_mentions(), *read_names()]
    resolver = fresh_resolver()
    began = time.perf_counter()
    answers = [resolver.resolve(one.mention) for one in labelled]
    took = time.perf_counter() - began
    head = f"{'half':6}{'file':40}{'mentions':>9}{'bodies':>8}"
    print(f"{head}  {'sure: precision':>15}{'recall':>8}  {'likely':>7}{'all: precision':>16}{'recall':>8}")
    files = sorted({one.file for one in labelled})
    for half in ("tune", "kept", "hard", "all"):
        for file in ("all", *files):
            chosen = [n for n, one in enumerate(labelled) if half in (one.half, "all") and file in (one.file, "all")]
            if not chosen:
                continue
            group, given = [labelled[n] for n in chosen], [answers[n] for n in chosen]
            sure = figures(group, given, [Outcome.SURE])
            likely = figures(group, given, [Outcome.LIKELY])
            every = figures(group, given, [Outcome.SURE, Outcome.LIKELY])
            print(
                f"{half:6}{file:40}{len(group):>9}{sure.bodies:>8}  {sure.precision:>15.3f}{sure.recall:>8.3f}"
                f"  {likely.right:>3}/{likely.answers:<3}{every.precision:>16.3f}{every.recall:>8.3f}"
            )
    sure = figures(labelled, answers, [Outcome.SURE])
    print(f"{sure.answers - sure.right} errors among {sure.answers} sure answers: precision {sure.precision:.4f}")
    print(f"{len(answers)} mentions in {took:.2f} s, with the indexes of their countries")


if __name__ == "__main__":
    main()
