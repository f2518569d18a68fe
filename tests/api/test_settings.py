"""What the environment says, and what the documentation says about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.workspace.settings import SETTINGS, InvalidSetting, Settings, settings_page

ROOT = Path(__file__).parents[2]


def test_nothing_has_to_be_set() -> None:
    settings = Settings.from_environment({})
    assert settings.graph.startswith("sqlite:///")
    assert settings.graph.endswith("/graph.sqlite")
    assert (settings.host, settings.port, settings.workers, settings.model) == ("127.0.0.1", 8000, 1, None)


def test_every_variable_that_is_set_counts() -> None:
    settings = Settings.from_environment(
        {
            "PEERPOLIS_GRAPH": "neo4j://host:7687",
            "PEERPOLIS_GRAPH_USER": "neo4j",
            "PEERPOLIS_GRAPH_PASSWORD": "long enough",
            "PEERPOLIS_CACHE": "/data/cache",
            "PEERPOLIS_DECISIONS": "/data/decisions.csv",
            "PEERPOLIS_MODEL": "none",
            "PEERPOLIS_HOST": "0.0.0.0",
            "PEERPOLIS_PORT": "80",
            "PEERPOLIS_WORKERS": "4",
        }
    )
    assert settings == Settings(
        graph="neo4j://host:7687",
        graph_user="neo4j",
        graph_password="long enough",
        cache=Path("/data/cache"),
        decisions=Path("/data/decisions.csv"),
        model="none",
        host="0.0.0.0",
        port=80,
        workers=4,
    )


def test_an_empty_variable_counts_as_not_set() -> None:
    empty = {setting.name: "" for setting in SETTINGS}
    assert Settings.from_environment(empty) == Settings.from_environment({})


def test_a_password_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("long enough\n")
    settings = Settings.from_environment({"PEERPOLIS_GRAPH_PASSWORD_FILE": str(tmp_path / "secret")})
    assert settings.graph_password == "long enough"
    assert "long enough" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PEERPOLIS_PORT", "http"),
        ("PEERPOLIS_PORT", "0"),
        ("PEERPOLIS_PORT", "65536"),
        ("PEERPOLIS_PORT", "tcp://10.0.0.1:80"),
        ("PEERPOLIS_WORKERS", "-1"),
        ("PEERPOLIS_GRAPH_PASSWORD_FILE", "/there/is/no/such/file"),
    ],
)
def test_a_wrong_value_is_told_with_the_name_of_its_variable(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=name):
        Settings.from_environment({name: value})


def test_two_passwords_are_one_too_many(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("one")
    with pytest.raises(InvalidSetting, match="not both"):
        Settings.from_environment(
            {"PEERPOLIS_GRAPH_PASSWORD": "two", "PEERPOLIS_GRAPH_PASSWORD_FILE": str(tmp_path / "secret")}
        )


def test_the_documentation_is_that_of_the_settings() -> None:
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_page()
