"""The models as a file: the one that comes along, and those that `peerpolis train` makes."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from graph.errors import PeerpolisError
from graph.said import said
from matching.ranking.lesson import Models
from matching.ranking.model import AGAIN, AdditiveModel, model_of, to_json

#: The name under which the models come along.
SHIPPED = "data/ranking.json"


def shipped_models() -> Models | None:
    """The models that come along; None where none does: the recipe made by hand then serves."""
    file = resources.files("matching").joinpath(SHIPPED)
    return models_of(file.read_text(encoding="utf-8"), SHIPPED) if file.is_file() else None


def read_models(path: Path) -> Models:
    """The models in a file that `peerpolis train` made. Raises PeerpolisError where it is none, or cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PeerpolisError(said("{file}: the models cannot be read ({why}).", file=path, why=str(error))) from error
    return models_of(text, str(path))


def models_of(text: str, name: str) -> Models:
    """The models in the text of a file called `name`."""
    try:
        stored = json.loads(text)
        return Models(model_of(stored["partners"]), model_of(stored["peers"]))
    except (ValueError, KeyError, TypeError) as error:
        raise PeerpolisError(
            said("{file} is no file of models ({why}). {hint}", file=name, why=repr(error), hint=AGAIN)
        ) from error


def text_of(partners: AdditiveModel, peers: AdditiveModel) -> str:
    """The text of the file: the same models give the same bytes."""
    parts = (f'"{task}": {to_json(model.document())}' for task, model in (("partners", partners), ("peers", peers)))
    return "{" + ",\n".join(part.rstrip() for part in parts) + "}\n"
