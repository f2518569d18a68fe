"""publiccode.yml: one software a file, its users and its origin."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Node, Solution
from seed.importers.publiccode import LARGEST_FILE, place, read_publiccode
from seed.reading import Reading
from tests.seed.requests import request

PUBLICCODE = Path(__file__).parents[3] / "shared" / "data" / "solutions" / "publiccode"
SIGNALS = """
publiccodeYmlVersion: '0.2'
name: Signalen
url: https://github.com/Amsterdam/signals-frontend.git
usedBy:
  - Gemeente Amsterdam
  - Italy - Comune di Torino
  - 'Stadt Herrenberg: fork'
  - ACME B.V.
description:
  nl: {shortDescription: Meldingen}
  en: {shortDescription: "Reports about\\npublic space", localisedName: Signals}
legal: {license: MPL-2.0, repoOwner: Gemeente Amsterdam}
maintenance: {contacts: [{name: Jane Doe, email: jane@example.org}]}
localisation: {availableLanguages: [nl, en-GB, all]}
"""


def read(folder: Path, *texts: str, known: tuple[Node, ...] = ()) -> Reading:
    for number, text in enumerate(texts):
        (folder / str(number)).mkdir(exist_ok=True)
        (folder / str(number) / "publiccode.yml").write_text(text, encoding="utf-8")
    return read_publiccode(request(folder, ".yml", known=known))


def uses(reading: Reading) -> dict[str, str | None]:
    return {r.start: r.status for r in reading.batch.relations}


def test_a_software_has_users_and_an_origin(tmp_path: Path) -> None:
    reading = read(tmp_path, SIGNALS)
    (solution,) = reading.batch.nodes
    assert isinstance(solution, Solution)
    assert solution.id == "sol:github.com-amsterdam-signals-frontend"
    assert (solution.name, solution.licence, solution.owner) == ("Signalen", "MPL-2.0", "Gemeente Amsterdam")
    assert (solution.summary, solution.languages) == ("Reports about public space", ("nl", "en"))
    assert uses(reading) == {"gn:6": "origin", "gn:2": "in-use", "gn:1": "in-use"}
    assert reading.errors == ()
    assert "Jane" not in repr(reading)
    assert "jane@" not in repr(reading)


@pytest.mark.parametrize(
    "address", ["https://github.com/Amsterdam/signals-frontend", "http://www.github.com/amsterdam/Signals-frontend/"]
)
def test_a_software_that_the_graph_knows_by_its_repository_is_not_made_again(tmp_path: Path, address: str) -> None:
    known = Solution(id="sol:signalen", name="Signalen", kind="software", repository=address, source="bundle")
    reading = read(tmp_path, SIGNALS, known=(known,))
    assert reading.batch.nodes == ()
    assert {r.end for r in reading.batch.relations} == {"sol:signalen"}


def test_a_software_of_an_earlier_import_of_the_same_source_is_said_again(tmp_path: Path) -> None:
    first = read(tmp_path, SIGNALS)
    assert read(tmp_path, SIGNALS, known=tuple(first.batch.nodes)).batch == first.batch


def test_other_files_of_a_folder_are_passed_over_and_faulty_ones_told(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        SIGNALS,
        "services: {db: {image: postgres}}",
        "publiccodeYmlVersion: 0.2\nname: A\n\turl: tab",
        "publiccodeYmlVersion: 0.2\nname: A",
        "publiccodeYmlVersion: 0.2\nname: A\nurl: https://a.example\nusedBy: everybody",
        "# publiccodeYmlVersion\n- a list",
        "publiccodeYmlVersion: 0.2\n" + "#" * LARGEST_FILE,
        "publiccodeYmlVersion: 0.2\nname: !!python/object/apply:os.system [false]\nurl: https://b.example",
    )
    assert [(e.file, e.row, e.column) for e in reading.errors] == [
        ("2/publiccode.yml", 3, ""),
        ("3/publiccode.yml", 1, "url"),
        ("4/publiccode.yml", 4, "usedBy"),
        ("5/publiccode.yml", 1, "publiccodeYmlVersion"),
        ("6/publiccode.yml", 1, ""),
        ("7/publiccode.yml", 2, ""),
    ]
    assert reading.notices[0] == "1 file passed over: no publiccode.yml"
    assert [n.name for n in reading.batch.nodes] == ["Signalen", "A"]


def test_a_file_in_another_encoding_is_told_with_the_line_that_shows_it(tmp_path: Path) -> None:
    text = "publiccodeYmlVersion: 0.2\nname: Größe\nurl: https://a.example/a\n"
    for encoding, line in (("latin-1", 2), ("utf-16", 1)):
        (tmp_path / "a.yml").write_bytes(text.encode(encoding))
        (error,) = read_publiccode(request(tmp_path / "a.yml")).errors
        assert (error.row, "UTF-8" in error.why) == (line, True)


def test_one_file_that_is_none_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("services: {}")
    assert [e.column for e in read_publiccode(request(tmp_path / "a.yml")).errors] == ["publiccodeYmlVersion"]


@pytest.mark.parametrize(
    "address",
    [
        "https://GitHub.com/a/b",
        "http://www.github.com/a/b/",
        "git+https://github.com/a/b.git",
        " https://github.com/a/b ",
        "git@github.com:a/b.git",
        "ssh://git@github.com:22/a/b.git",
        "https://user@github.com/a/b/tree/main",
        "https://github.com/a/b/releases",
        "https://github.com/a/b.git#readme",
        "github.com/a/b",
    ],
)
def test_one_repository_has_one_place_however_its_address_is_written(address: str) -> None:
    assert place(address) == "github.com/a/b"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript://a.example/%0aalert(1)", "data:text/html,a", "file:///etc/passwd", "a b"],
)
def test_what_a_browser_must_not_open_is_stored_as_no_address(tmp_path: Path, address: str) -> None:
    reading = read(
        tmp_path,
        f"publiccodeYmlVersion: 0.2\nname: A\nurl: '{address}'",
        f"publiccodeYmlVersion: 0.2\nname: B\nurl: https://b.example/b\nlandingURL: '{address}'",
    )
    assert [(e.file, e.row, e.column) for e in reading.errors] == [
        ("0/publiccode.yml", 3, "url"),
        ("1/publiccode.yml", 4, "landingURL"),
    ]
    (software,) = (node for node in reading.batch.nodes if isinstance(node, Solution))
    assert (software.name, software.url, software.repository) == ("B", "https://b.example/b", "https://b.example/b")


@pytest.mark.parametrize("address", ["git@github.com:a/b.git", "ssh://git@github.com/a/b", "github.com/a/b"])
def test_a_repository_is_stored_where_a_browser_finds_it(tmp_path: Path, address: str) -> None:
    (software,) = read(tmp_path, f"publiccodeYmlVersion: 0.2\nname: A\nurl: '{address}'").batch.nodes
    assert isinstance(software, Solution)
    assert (software.url, software.repository) == ("https://github.com/a/b", "https://github.com/a/b")


def test_a_folder_of_a_repository_is_another_software_and_other_addresses_stay() -> None:
    assert place("https://github.com/a/b/tree/main/app") == "github.com/a/b/app"
    assert place("https://example.org/en/wiki/x") == "example.org/en/wiki/x"
    assert place("https://gitlab.com/group/sub/b/-/tree/dev") == "gitlab.com/group/sub/b"


HEAD = "publiccodeYmlVersion: '0.4'\nurl: https://a.example/x\n"


def test_users_are_read_as_texts_as_mappings_and_with_a_note_and_others_are_told_with_their_line(
    tmp_path: Path,
) -> None:
    users = "usedBy:\n  - name: Comune di Torino\n    url: https://t.example\n  - Stadt Herrenberg: seit 2020\n"
    users += "  - 2024-01-01\n  - 12\n  -\n  - true\n  - [Torino]\n  - {a: 1, b: 2}\n  - c_f205\n"
    reading = read(tmp_path, f"{HEAD}name: 311\n{users}")
    assert [node.name for node in reading.batch.nodes] == ["311"]
    assert set(uses(reading)) == {"gn:1", "gn:2"}
    assert [(e.row, e.column) for e in reading.errors] == [(row, "usedBy") for row in (8, 9, 10, 11, 12, 13, 14)]


def test_a_key_that_stands_twice_is_told_and_the_first_is_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD}name: A\nusedBy: [Torino]\nusedBy: [Herrenberg]\n")
    assert [(e.row, e.column) for e in reading.errors] == [(5, "usedBy")]
    assert set(uses(reading)) == {"gn:2"}


def test_another_document_in_the_file_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD}name: A\nusedBy: [Torino]\n---\nname: B\n")
    assert [(e.row, "only the first was read" in str(e.said)) for e in reading.errors] == [(5, True)]
    assert set(uses(reading)) == {"gn:2"}
    assert read(tmp_path, f"---\n{HEAD}name: A\n...\n").errors == ()


def test_norway_stays_a_country(tmp_path: Path) -> None:
    text = f"{HEAD}name: A\nusedBy: [Torino]\nintendedAudience: {{countries: [NO]}}\n"
    assert uses(read(tmp_path, text)) == {}  # there is no Torino in Norway
    assert set(uses(read(tmp_path, text.replace("[NO]", "[NO, IT]")))) == {"gn:2"}


def test_nested_anchors_and_deep_values_end_in_a_sentence_and_cost_nothing(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
    )
    reading = read(tmp_path, f"{HEAD}name: A\n{bomb}usedBy: *u\n", f"{HEAD}name: B\n{bomb}")
    assert [node.name for node in reading.batch.nodes] == ["A"]  # both say that they are the software of one address
    assert any(e.value == "B" and "the first was taken" in str(e.said) for e in reading.errors)
    deep = read(tmp_path, f"{HEAD}name: A\nx: " + "[" * 5_000, f"{HEAD}name: B\nusedBy: &a [*a]\n")
    assert [e.row for e in deep.errors] == [4, 4]


@pytest.mark.skipif(not PUBLICCODE.is_dir(), reason="needs the real files in ../shared/data/solutions/publiccode")
def test_of_the_real_files_two_are_no_yaml_and_all_others_are_read() -> None:
    reading = read_publiccode(request(PUBLICCODE, ".yml"))
    assert {(e.row, "smart-city-dashboard" in e.file) for e in reading.errors} == {(67, True)}
    assert len(reading.errors) == 2
    assert len(reading.batch.nodes) == 12


def test_a_value_of_another_kind_than_is_looked_for_is_told_with_its_line(tmp_path: Path) -> None:
    document = """publiccodeYmlVersion: "0.4"
name: [One, Two]
url: https://a.example/b
legal:
  license: [MIT]
  repoOwner: {name: Milano}
localisation:
  availableLanguages: it
description:
  it: short
  en:
    localisedName: Both
    shortDescription: [5]
"""
    reading = read(tmp_path, document)
    (solution,) = (node for node in reading.batch.nodes if isinstance(node, Solution))
    assert (solution.name, solution.licence, solution.owner, solution.summary) == ("Both", None, None, None)
    assert sorted((e.row, e.column) for e in reading.errors) == [
        (2, "name"),
        (5, "license"),
        (6, "repoOwner"),
        (8, "availableLanguages"),
        (10, "it"),
        (13, "shortDescription"),
    ]
