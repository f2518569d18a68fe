"""The operator's page, the bill of materials and the image say what is so."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from typer.main import get_command

from api.cli import app
from api.http.limits import limits_table
from api.sbom import document, needed
from api.workspace.settings import SETTINGS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


def test_the_limits_on_the_page_are_those_of_the_program() -> None:
    assert limits_table() in PAGE


def test_the_page_names_commands_and_settings_that_there_are() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # it is a group
    assert set(re.findall(r"\bpeerpolis ([a-z]+)(?= |`|$)", PAGE, re.MULTILINE)) - {"peerpolis"} <= commands.keys()
    assert set(re.findall(r"PEERPOLIS_[A-Z]+", PAGE)) <= {setting.name for setting in SETTINGS}


def test_the_page_names_metrics_that_there_are() -> None:
    source = (ROOT / "api" / "http" / "metrics.py").read_text(encoding="utf-8")
    assert set(re.findall(r"peerpolis_[a-z_]+", PAGE)) - {"peerpolis_peerpolis"} <= set(
        re.findall(r"peerpolis_[a-z_]+", source)
    )


def test_the_image_holds_to_the_tested_versions() -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert all("--constraint constraints.txt" in line for line in image.splitlines() if line.startswith("RUN pip"))


def test_the_image_is_built_on_one_version_and_of_files_that_it_is_given() -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (base,) = re.findall(r"^ARG PYTHON_IMAGE=(.+)$", image, re.MULTILINE)
    assert re.fullmatch(r"python:3\.11\.\d+-slim-[a-z]+(@sha256:[0-9a-f]{64})?", base)
    assert base in PAGE
    given = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", image, re.MULTILINE) for name in line.split()}
    assert copied <= given
    assert all((ROOT / name).exists() for name in copied)


def test_the_bill_of_materials_names_all_that_the_program_needs() -> None:
    try:
        distribution("peerpolis")
    except PackageNotFoundError:
        pytest.skip("not installed here")
    bill = document()
    names = {component["name"] for component in bill["components"]}
    assert {"fastapi", "starlette", "numpy", "uvicorn", "orjson"} <= names
    assert names == needed().keys() - {"peerpolis"}
    assert all(component["version"] for component in bill["components"])
    assert bill == document()
