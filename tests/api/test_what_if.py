"""What-if by both doors."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi.testclient import TestClient

from tests import worlds
from tests.command_line import CommandLine


def test_the_command_and_the_service_tell_the_same(peerpolis: CommandLine, client: TestClient) -> None:
    told = peerpolis(
        *("what-if", "--tie", "Bad Belzig, Zambrów", "--member", "Bad Belzig,Heat Maps", "--remove", "Berlin"),
        "--json",
    )
    assert told.code == 0, told.err
    sent = {"ties": [["Bad Belzig", "Zambrów"]], "members": [["Bad Belzig", worlds.HEAT_MAPS]], "removed": ["Berlin"]}
    found = client.post("/api/v1/what-if", json=sent).json()
    assert found["rows"] == told.json["rows"]
    degree = {row["id"]: (row["before"], row["after"]) for row in found["rows"] if row["figure"] == "degree"}
    assert degree == {worlds.BAD_BELZIG: (0.0, 4.0), worlds.ZAMBROW: (0.0, 1.0)}
    assert client.post("/api/v1/what-if", json={}).status_code == 422
    assert client.post("/api/v1/what-if", json={"removed": ["net:none"]}).status_code == 422


def test_it_is_told_in_german_and_made_again_from_its_file(peerpolis: CommandLine, tmp_path: Path) -> None:
    told = peerpolis("what-if", "--remove", "Climate League", "--lang", "de").out
    assert "Was anders wäre" in told
    assert "vorher" in told
    file = tmp_path / "x.csv"
    assert peerpolis("what-if", "--remove", "Climate League", "--as-of", "2015", "--output", str(file)).code == 0
    about = json.loads(Path(f"{file}-metadata.json").read_text(encoding="utf-8"))["dc:description"]
    assert about["parameters"]["removed"] == [worlds.CLIMATE_LEAGUE]
    assert peerpolis("reproduce", str(file)).code == 0


def test_nothing_asked_and_the_wrong_side_are_told(peerpolis: CommandLine) -> None:
    for words in ((), ("--tie", "Potsdam,Potsdam"), ("--tie", "Potsdam"), ("--remove", "Berlin", "--onto", "networks")):
        assert peerpolis("what-if", *words).code == 1
