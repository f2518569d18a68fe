"""How well the register's marking of quarters and villages does: `python -m benchmarks.quarters --data DIRECTORY`.

The truth is Eurostat's list of local administrative units (`lau/nuts_lau_2019.csv.gz` in DIRECTORY), joined to the
register by `seed.importers.official_list`. Places are halved by a hash of their id: `--fit` makes the points of the
rule on the one half; the table is of the other half only.

precision: of the places marked, how many are no municipality · recall: of those that are none, how many are marked ·
lost: municipalities that are marked. Towns whose place has another name than the municipality count as no
municipality here, so the true precision is a little higher.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.model import PARTNER_KINDS, Municipality
from seed.files.input_files import input_files
from seed.importers.lau import NAMED_AS_TOWNS
from seed.importers.lau_units import read_units
from seed.importers.official_list import matched
from seed.register.geonames import read_register, read_rows
from seed.register.quarter_evidence import GRADES, Evidence, gather

Mask = npt.NDArray[np.bool_]
#: Countries to measure on: their units are the municipalities, and bear the names of the towns.
MEASURED = NAMED_AS_TOWNS
#: To fit on: also those in which a tenth of the municipalities goes by another name than its town.
FITTED = (*MEASURED, "BG", "LU", "SE")
POINTS = Path(__file__).parents[1] / "seed" / "data" / "quarter_points.csv"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts for one group of places."""

    places: int
    marked: int
    lost: int
    parts: int

    @property
    def precision(self) -> float:
        return 1.0 - self.lost / self.marked if self.marked else float("nan")

    @property
    def recall(self) -> float:
        return (self.marked - self.lost) / self.parts if self.parts else float("nan")


def in_test_half(towns: Sequence[Municipality]) -> Mask:
    """Half of the places, by a hash of their id: the half that the points were not made on."""
    return np.array([hashlib.sha256(town.id.encode()).digest()[0] % 2 == 1 for town in towns], dtype=np.bool_)


def is_municipality(towns: Sequence[Municipality], data: Path) -> Mask:
    """Which places are municipalities according to the official list."""
    (file,) = input_files(data / "lau" / "nuts_lau_2019.csv.gz", (".gz",))
    truth = np.zeros(len(towns), dtype=np.bool_)
    truth[list(matched(towns, list(read_units(file, []))))] = True
    return truth


def measure(towns: Sequence[Municipality], truth: Mask) -> Mapping[tuple[str, int], Figures]:
    """Figures by country ("all" for the measured ones together) and least population (0, 5,000, 20,000)."""
    country = np.array([town.country for town in towns])
    population = np.array([town.population or 0 for town in towns])
    marked = np.array([town.kind not in PARTNER_KINDS for town in towns])
    counted = in_test_half(towns) & np.array([town.kind != "borough" for town in towns])
    figures = {}
    for code in ("all", *MEASURED):
        mine = counted & (np.isin(country, MEASURED) if code == "all" else country == code)
        for least in (0, 5_000, 20_000):
            group = mine & (population >= least)
            figures[code, least] = Figures(
                places=int(group.sum()),
                marked=int((group & marked).sum()),
                lost=int((group & marked & truth).sum()),
                parts=int((group & ~truth).sum()),
            )
    return figures


def fit(towns: Sequence[Municipality], evidence: Evidence, truth: Mask, *, shrink: float = 1.0) -> list[list[str]]:
    """The rows of `quarter_points.csv`: logistic regression on the grades, with a ridge penalty (C = 0.3).

    Each country gets the points of all countries together plus its own difference, which the penalty keeps small where
    there is little to learn from; the points of countries that were not fitted come from all together.
    """
    country = np.array([town.country for town in towns])
    learn = np.isin(country, FITTED) & ~in_test_half(towns) & ~evidence.after_city & ~evidence.twin
    onehot = {kind: np.eye(len(limits) + 1)[evidence.grades[kind][learn]] for kind, limits in GRADES.items()}
    common = np.hstack([onehot[kind] for kind in GRADES])
    own = [np.hstack([common, np.ones((len(common), 1))]) * (country[learn] == code)[:, None] for code in FITTED]
    rows = _rows("", *_regress(common, truth[learn]))
    start, weights = _regress(np.hstack([common, *(shrink * block for block in own)]), truth[learn])
    width = common.shape[1]
    for number, code in enumerate(FITTED):
        difference = shrink * weights[width + number * (width + 1) :][: width + 1]
        rows += _rows(code, start + difference[-1], weights[:width] + difference[:-1])
    return rows


def _regress(columns: npt.NDArray[np.float64], truth: Mask) -> tuple[float, npt.NDArray[np.float64]]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=0.3, max_iter=1000).fit(columns.astype(np.float32), truth)
    return float(model.intercept_[0]), np.asarray(model.coef_[0], dtype=np.float64)


def _rows(country: str, start: float, weights: npt.NDArray[np.float64]) -> list[list[str]]:
    rows = [[country, "start", f"{start:.2f}"]]
    for kind, limits in GRADES.items():
        mine, weights = weights[: len(limits) + 1], weights[len(limits) + 1 :]
        rows.append([country, kind, " ".join(f"{point:.2f}" for point in mine)])
    return rows


def facts_marked(towns: Sequence[Municipality], facts: Path) -> tuple[int, int, list[str]]:
    """How many towns of the facts are a place's own name; how many of them only marked places bear."""
    kept: dict[tuple[str, str], bool] = {}
    for town in towns:
        key = (town.country, town.name)
        kept[key] = kept.get(key, False) or town.kind in PARTNER_KINDS
    named = set()
    for file in ("memberships.csv", "uses.csv"):
        with (facts / file).open(encoding="utf-8", newline="") as lines:
            named |= {(row["country"], row["municipality"]) for row in csv.DictReader(lines)}
    found = sorted(key for key in named if key in kept)
    lost = [f"{name} ({country})" for country, name in found if not kept[country, name]]
    return len(found), len(lost), lost


def participants_marked(towns: Sequence[Municipality], data: Path) -> tuple[int, int, int, int]:
    """Of the places that took part in networks: all, marked; and of those with feature PPLX (quarter): all, marked."""
    kinds = {town.id: town.kind for town in towns}
    with (data / "benchmark" / "municipalities.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            (kinds[row["id"]] not in PARTNER_KINDS, row["feature"])
            for row in csv.DictReader(lines)
            if row["id"] in kinds
        ]
    quarters = [marked for marked, feature in rows if feature == "PPLX"]
    return len(rows), sum(marked for marked, _ in rows), len(quarters), sum(quarters)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the marking of quarters and villages in the register.")
    parser.add_argument("--data", type=Path, required=True, help="directory with lau/ and benchmark/")
    parser.add_argument("--facts", type=Path, help="directory with memberships.csv and uses.csv")
    parser.add_argument("--fit", action="store_true", help="make the points anew first, and write them")
    options = parser.parse_args()
    towns = read_register().towns
    truth = is_municipality(towns, options.data)
    if options.fit:
        alternates = [row["alternatenames"] for row in read_rows()]
        with POINTS.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [["country", "evidence", "points"], *fit(towns, gather(towns, alternates), truth)]
            )
        print(f"wrote {POINTS}; run again without --fit to measure")
        return
    print(f"{'':8}{'least pop.':>10}{'places':>8}{'marked':>8}{'lost':>6}{'precision':>11}{'recall':>8}")
    for (code, least), f in measure(towns, truth).items():
        row = f"{code:8}{least:>10,}{f.places:>8,}{f.marked:>8,}{f.lost:>6}{f.precision:>11.3f}{f.recall:>8.3f}"
        print(row)
    everyone, marked, quarters, marked_quarters = participants_marked(towns, options.data)
    print(f"places that took part in networks: {everyone:,}, marked {marked} ({marked / everyone:.2%})")
    print(f"of these quarters by GeoNames (PPLX): {quarters}, marked {marked_quarters}")
    if options.facts:
        found, lost, names = facts_marked(towns, options.facts)
        print(f"towns of the facts under their own name: {found}, marked {lost}: {', '.join(names)}")


if __name__ == "__main__":
    main()
