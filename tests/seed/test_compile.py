from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Municipality, MunicipalityKind
from seed.bodies import slug
from seed.compile import DATA, compile_bundle, public
from seed.geonames import read_register
from seed.identity import TownNames

SHARED = Path(__file__).parents[2] / "../shared"


def town(
    id: int,
    name: str,
    population: int | None = None,
    *,
    names: tuple[str, ...] = (),
    kind: MunicipalityKind = "municipality",
) -> Municipality:
    return Municipality(
        id=f"gn:{id}", name=name, country="DE", population=population, names=names, kind=kind, source="test"
    )


@pytest.mark.skipif(not (SHARED / "facts").is_dir(), reason="the folder with the collected facts is not here")
def test_compiling_again_gives_the_committed_files(tmp_path: Path) -> None:
    (tmp_path / "topics.csv").write_bytes((DATA / "topics.csv").read_bytes())
    (tmp_path / "topic_terms.csv").write_bytes((DATA / "topic_terms.csv").read_bytes())
    compile_bundle(SHARED, tmp_path, read_register())
    different = [file.name for file in tmp_path.iterdir() if file.read_bytes() != (DATA / file.name).read_bytes()]
    assert different == []


def test_a_towns_own_name_goes_before_a_larger_towns_other_name() -> None:
    names = TownNames([town(1, "Zell", 2_000), town(2, "Bad Zell", 90_000, names=("Zell",))])
    assert names.find("Zell", "DE").id == "gn:1"


def test_of_two_towns_the_clearly_larger_is_meant_and_of_equals_none() -> None:
    assert TownNames([town(1, "Essen", 8_000), town(2, "Essen", 590_000)]).find("Essen", "DE").id == "gn:2"
    equals = TownNames([town(1, "Burgen", 580), town(2, "Burgen", 828)]).find("Burgen", "DE")
    assert equals.id is None
    assert "2 towns" in equals.why


def test_a_municipality_goes_before_a_larger_quarter_of_its_name() -> None:
    names = TownNames([town(1, "Kaulsdorf", 19_000, kind="quarter"), town(2, "Kaulsdorf", 2_900)])
    assert names.find("Kaulsdorf", "DE").id == "gn:2"


def test_a_town_is_looked_for_in_its_own_country_only() -> None:
    assert TownNames([town(1, "Wien", 5)]).find("Wien", "AT").id is None


def test_towns_are_found_without_accents_and_by_their_short_form() -> None:
    names = TownNames([town(1, "Frankfurt (Oder)", 57_000), town(2, "Łomża", 60_000)])
    assert names.find("Frankfurt", "DE").id == "gn:1"
    assert names.find("LOMZA", "DE").id == "gn:2"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Märkischer Kreis", "maerkischer-kreis"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Bergen (L.)", "bergen-l"),
        ("Unione Val d'Enza", "unione-val-denza"),
    ],
)
def test_slugs_are_readable_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://urbact.eu/networks/re-gen", "https://urbact.eu/networks/re-gen"),
        ("data/solutions/publiccode/it-at-m+mucgpt.4ce30f1f.yml", "github.com/it-at-m/mucgpt:publiccode.yml@4ce30f1f"),
        (
            "data/solutions/okfde_awesome-behoerden-floss_README.md",
            "github.com/okfde/awesome-behoerden-floss:README.md",
        ),
        (
            "data/benchmark/solutions.csv row practice:97 (URBACT good practices)",
            "URBACT good practices (list of 97, 2017), no. 97",
        ),
    ],
)
def test_a_source_is_named_as_a_reader_can_follow_it(source: str, expected: str) -> None:
    assert public(source) == expected
