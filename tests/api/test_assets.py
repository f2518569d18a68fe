"""Files that pages load: those of others are unchanged, carry their licence, and are kept for a year."""

from __future__ import annotations

import gzip
import hashlib
import json
from importlib import resources
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.pages.assets import MEDIA_TYPES

VENDOR = resources.files("api") / "pages" / "vendor"
PACKAGES: list[dict[str, Any]] = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))


def test_each_folder_of_others_is_listed_and_no_other() -> None:
    assert sorted(p["folder"] for p in PACKAGES) == sorted(f.name for f in VENDOR.iterdir() if f.is_dir())


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_files_of_others_are_unchanged_and_carry_their_licence(client: TestClient, package: dict[str, Any]) -> None:
    folder = VENDOR / package["folder"]
    assert {f.name for f in folder.iterdir()} == set(package["files"])
    assert package["licence_file"] in package["files"]
    assert package["integrity"].startswith("sha512-")
    assert package["version"] in package["folder"]
    for name, digest in package["files"].items():
        content = (folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        media_type = MEDIA_TYPES.get(name.rpartition(".")[2])
        answer = client.get(f"/vendor/{package['folder']}/{name}")
        assert answer.status_code == (200 if media_type else 404)
        if media_type:
            assert answer.content == content
            assert answer.headers["content-type"] == media_type
            assert "max-age=31536000" in answer.headers["cache-control"]


def test_what_is_asked_for_small_comes_small(client: TestClient) -> None:
    path = "/vendor/kern-ux-native-2.7.2/kern.min.css"
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == client.get(path, headers={"Accept-Encoding": "identity"}).content
    assert len(raw) < 50_000


@pytest.mark.parametrize(
    "path",
    [
        "/static/nothing.css",
        "/static/..%2Ftemplates%2Fbase.html",
        "/vendor/vendor.json",
        "/vendor/../../app.py",
        "/vendor/kern-ux-native-2.7.2/LICENSE.md",
        "/vendor/%2e%2e/static/style.css",
    ],
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
