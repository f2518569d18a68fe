from __future__ import annotations

from pathlib import Path

import pytest

from seed.bundle.compile import DATA, compile_bundle
from seed.bundle.compile_bodies import slug
from seed.bundle.compile_sources import public
from seed.register.geonames import Register

SHARED = Path(__file__).parents[2] / "../shared"


@pytest.mark.real
@pytest.mark.skipif(not (SHARED / "facts").is_dir(), reason="the folder with the collected facts is not here")
def test_compiling_again_gives_the_committed_files(tmp_path: Path, register: Register) -> None:
    (tmp_path / "topics.csv").write_bytes((DATA / "topics.csv").read_bytes())
    for written_by_hand in ("german_names.csv", "everyday_words.csv"):
        (tmp_path / written_by_hand).write_bytes((DATA / written_by_hand).read_bytes())
    compile_bundle(SHARED, tmp_path, register)
    different = [file.name for file in tmp_path.iterdir() if file.read_bytes() != (DATA / file.name).read_bytes()]
    assert different == []


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
