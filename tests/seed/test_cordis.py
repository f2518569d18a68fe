"""CORDIS tables: municipal bodies among the participants, and nothing but their projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Network, Programme
from seed.importers.cordis import read_cordis
from seed.reading import Reading
from tests.seed.requests import request

CORDIS = Path(__file__).parents[3] / "shared" / "data" / "cordis"
HEADER = "projectID;projectAcronym;organisationID;name;activityType;city;country;geolocation;role;contactForm"
PROJECTS = (
    "id;acronym;title;startDate;endDate;objective;frameworkProgramme\n"
    '1;HEAT;Heat for towns;2021-01-01;2024-12-31;"Warm; and ""clean""\nwater.";HORIZON\n'
    "2;NOTOWN;No town;2021-01-01;2024-12-31;Nothing;HORIZON\n"
)


def read(folder: Path, *rows: str, projects: str | None = None) -> Reading:
    (folder / "organization.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    if projects is not None:
        (folder / "project.csv").write_text(projects, encoding="utf-8")
    (folder / "webLink.csv").write_text("another table;of the archive\n1;2\n", encoding="utf-8")
    return read_cordis(request(folder, ".csv"))


def members(reading: Reading) -> list[tuple[str, str, str | None]]:
    return [(r.start, r.end, r.role) for r in reading.batch.relations if r.type == "MEMBER_OF"]


def test_only_municipal_public_bodies_take_part_and_only_their_projects_are_read(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        '1;HEAT;999000001;COMUNE DI TORINO;PUB;TORINO;IT;"45.07,7.69";coordinator;https://contact',
        "1;HEAT;999000002;GEMEENTE AMSTERDAM;PUB;Amsterdam;NL;;participant;",
        "1;HEAT;999000003;MINISTERO DELLA SALUTE;PUB;TORINO;IT;;participant;",
        "1;HEAT;999000004;STADTWERKE HERRENBERG GMBH;PRC;HERRENBERG;DE;;participant;",
        "2;NOTOWN;999000005;UNIVERSITA DI TORINO;HES;TORINO;IT;;coordinator;",
        projects=PROJECTS,
    )
    assert members(reading) == [("gn:2", "net:cordis-1", "lead"), ("gn:6", "net:cordis-1", "partner")]
    (network,) = (n for n in reading.batch.nodes if isinstance(n, Network))
    assert (network.name, network.start, network.end) == ("HEAT", "2021-01-01", "2024-12-31")
    assert (network.text, network.lang) == ('Warm; and "clean"\nwater.', "en")
    (programme,) = (n for n in reading.batch.nodes if isinstance(n, Programme))
    assert programme.id == "prog:horizon-europe"  # the id that the curated bundle has for it
    assert {(f.subject, f.key, f.value) for f in reading.batch.facts} == {
        ("gn:2", "pic", "999000001"),
        ("gn:6", "pic", "999000002"),
    }
    assert reading.errors == ()


def test_without_the_projects_the_acronym_is_all_that_is_known(tmp_path: Path) -> None:
    reading = read(tmp_path, "7;COLD;1;STADT HERRENBERG;PUB;;DE;;thirdParty;")
    assert members(reading) == [("gn:1", "net:cordis-7", "associated")]
    assert [(n.id, n.name) for n in reading.batch.nodes] == [("net:cordis-7", "COLD")]
    assert list(reading.batch.facts) == []  # 1 is no participant's code
    assert reading.notices[0] == "1 project with a municipal body, 1 of them known by name only"


def test_faults_are_told_with_their_place_and_the_rest_is_read(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "1;HEAT;;STADT HERRENBERG;PUB;;DE;;boss;",
        ";HEAT;;STADT HERRENBERG;PUB;;DE;;participant;",
        "1;HEAT;;COMUNE DI TORINO;PUB;;Atlantis;;participant;",
        "1;HEAT;;COMUNE DI TORINO;PUB;;IT;;participant;",
        projects=PROJECTS.replace("2021-01-01", "in spring", 1),
    )
    assert [(e.file, e.row, e.column) for e in reading.errors] == [
        ("organization.csv", 2, "role"),
        ("organization.csv", 3, "projectID"),
        ("organization.csv", 4, "country"),
        ("project.csv", 2, "startDate"),
    ]
    assert [(town, role) for town, _, role in members(reading)] == [("gn:1", None), ("gn:2", "partner")]


@pytest.mark.skipif(not CORDIS.is_dir(), reason="needs the real table in ../shared/data/cordis")
def test_the_real_table_is_read_without_a_fault() -> None:
    reading = read_cordis(request(CORDIS, ".csv"))
    assert reading.errors == ()
    acronyms = {n.name for n in reading.batch.nodes}
    assert {"5G-TOURS", "REFLOW"} <= acronyms  # the cities of Turin and Amsterdam are in these
    assert "BiodivClim" not in acronyms  # ministries and agencies alone


def test_who_left_a_project_is_no_present_member_and_that_is_told(tmp_path: Path) -> None:
    head = "projectID;projectAcronym;organisationID;name;activityType;city;country;role;endOfParticipation\n"
    rows = "7;HEAT;999999999;Stadt Herrenberg;PUB;Herrenberg;DE;coordinator;false\n"
    rows += "7;HEAT;999999998;Comune di Torino;PUB;Torino;IT;participant;true\n"
    (tmp_path / "organization.csv").write_text(head + rows, encoding="utf-8")
    reading = read_cordis(request(tmp_path / "organization.csv"))
    assert [r.start for r in reading.batch.relations] == ["gn:1"]
    assert reading.notices[0].startswith("1 participation ended before the project did")


def test_the_columns_of_earlier_editions_are_known(tmp_path: Path) -> None:
    head = "projectRcn;projectReference;projectAcronym;role;id;name;shortName;activityType;country;city\n"
    (tmp_path / "organization.csv").write_text(
        f"{head}1;7;HEAT;coordinator;999999999;Stadt Herrenberg;;PUB;DE;Herrenberg\n", encoding="utf-8"
    )
    (tmp_path / "project.csv").write_text(
        "rcn;reference;acronym;title;startDate;endDate;objective\n1;7;HEAT;Heat;2014-01-01;31/12/2016;\n",
        encoding="utf-8",
    )
    reading = read_cordis(request(tmp_path, ".csv"))
    assert reading.errors == ()
    assert [(r.start, r.end) for r in reading.batch.relations] == [("gn:1", "net:cordis-7")]
    (project,) = [n for n in reading.batch.nodes if isinstance(n, Network)]
    assert (project.summary, project.end) == ("Heat", "2016-12-31")
