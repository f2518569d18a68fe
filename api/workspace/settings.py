"""The settings: data first, so that the documentation is written from them; read once, from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from platformdirs import user_cache_path, user_data_path

from graph.errors import PeerpolisError
from graph.said import said
from seed.files.limits import DEFAULT, MIB, Limits

#: The value of PEERPOLIS_MODEL with which no sentence model is loaded at all.
NO_MODEL = "none"
#: The value of PEERPOLIS_RANKING with which partners are ranked by the recipe made by hand.
BY_HAND = "by-hand"


class InvalidSetting(PeerpolisError, ValueError):
    """A variable of the environment has a value that it cannot have."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment: `default` in words where it depends on the machine, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "PEERPOLIS_GRAPH",
        "a SQLite file in the user's data folder",
        "Where the graph is: `sqlite:///relative/path`, `sqlite:////absolute/path`, or `neo4j://host:7687` "
        "(`neo4j+s://` for an encrypted connection).",
    ),
    Setting("PEERPOLIS_GRAPH_USER", "none", "The user name for Neo4j."),
    Setting("PEERPOLIS_GRAPH_PASSWORD", "none", "The password for Neo4j."),
    Setting(
        "PEERPOLIS_GRAPH_PASSWORD_FILE",
        "none",
        "A file that holds the password for Neo4j, as container secrets do; instead of `PEERPOLIS_GRAPH_PASSWORD`.",
    ),
    Setting(
        "PEERPOLIS_CACHE",
        "the user's cache folder",
        "The folder for snapshots. It can be deleted at any time and is made again.",
    ),
    Setting(
        "PEERPOLIS_DECISIONS",
        "`decisions.csv` in the user's data folder",
        "The file in which decisions by hand about names in imported lists are kept.",
    ),
    Setting(
        "PEERPOLIS_MODEL",
        "the packaged models of many languages",
        "The sentence model, by local path or by name. Packaged are universal-sentence-encoder-multilingual-3 and "
        "multilingual-e5-small, which serve together where none is named, and all-MiniLM-L6-v2, of English. Another "
        "name may be downloaded by sentence-transformers. "
        f"`{NO_MODEL}` loads no model: free text is then understood through the vocabulary of topics alone.",
    ),
    Setting(
        "PEERPOLIS_RANKING",
        "the models that come along",
        "The file of models that partners are ranked by, made by `peerpolis train`. "
        f"`{BY_HAND}` ranks them by the recipe made by hand.",
    ),
    Setting(
        "PEERPOLIS_IMPORT_MIB",
        "4096",
        "How much of a file an import reads at most, unpacked, and how much it fetches, in MiB.",
    ),
    Setting(
        "PEERPOLIS_IMPORT_MEMORY_MIB",
        "512",
        "How large a file may be that an import reads in one piece (a workbook, unpacked; one JSON document), in MiB.",
    ),
    Setting(
        "PEERPOLIS_IMPORT_CELLS",
        "20000000",
        "How many cells a sheet of an imported workbook may span, the empty ones between others included.",
    ),
    Setting("PEERPOLIS_IMPORT_MINUTES", "60", "How long an import may fetch a file, in minutes."),
    Setting("PEERPOLIS_HOST", "127.0.0.1", "The address that the service listens on."),
    Setting("PEERPOLIS_PORT", "8000", "The port that the service listens on."),
    Setting("PEERPOLIS_WORKERS", "1", "How many processes serve; each holds a snapshot of its own."),
    Setting(
        "PEERPOLIS_OPERATOR",
        "none",
        "Who runs this installation, for the page `/about`: name, postal and web address, e-mail, divided by `;` or on "
        "lines of their own. Where nothing is set, the page says so.",
    ),
    Setting("PEERPOLIS_LOG", "text", "How the service logs: `text` for people, `json` for programs, a line an answer."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values of the settings. `model` and `ranking` are None for what comes along; `operator` are lines."""

    graph: str
    cache: Path
    decisions: Path
    graph_user: str | None = None
    graph_password: str | None = field(default=None, repr=False)
    model: str | None = None
    ranking: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    limits: Limits = DEFAULT
    log: Literal["text", "json"] = "text"
    operator: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """The settings out of `environment`; an empty variable counts as not set.

        Raises InvalidSetting, which names the variable, for a value that cannot be used.
        """
        known = {s.name: value for s in SETTINGS if (value := environment.get(s.name, "").strip())}
        cache, decisions = known.get("PEERPOLIS_CACHE"), known.get("PEERPOLIS_DECISIONS")
        return cls(
            graph=known.get("PEERPOLIS_GRAPH") or _default_graph(),
            cache=Path(cache).expanduser() if cache else user_cache_path("peerpolis", appauthor=False),
            decisions=Path(decisions).expanduser() if decisions else _data_folder() / "decisions.csv",
            graph_user=known.get("PEERPOLIS_GRAPH_USER"),
            graph_password=_password(known),
            model=known.get("PEERPOLIS_MODEL"),
            ranking=known.get("PEERPOLIS_RANKING"),
            host=known.get("PEERPOLIS_HOST", "127.0.0.1"),
            port=_number(known, "PEERPOLIS_PORT", 8000, most=65535),
            workers=_number(known, "PEERPOLIS_WORKERS", 1, most=256),
            limits=Limits(
                stream=MIB * _number(known, "PEERPOLIS_IMPORT_MIB", DEFAULT.stream // MIB, most=2**20),
                memory=MIB * _number(known, "PEERPOLIS_IMPORT_MEMORY_MIB", DEFAULT.memory // MIB, most=2**20),
                cells=_number(known, "PEERPOLIS_IMPORT_CELLS", DEFAULT.cells, most=10**10),
                minutes=_number(known, "PEERPOLIS_IMPORT_MINUTES", DEFAULT.minutes, most=10_000),
            ),
            log=_log(known),
            operator=tuple(filter(None, map(str.strip, re.split(r"[;\n]", known.get("PEERPOLIS_OPERATOR", ""))))),
        )


def settings_page() -> str:
    """The settings as the Markdown page `docs/settings.md`."""
    rows = "\n".join(f"| `{s.name}` | {s.default} | {s.meaning} |" for s in SETTINGS)
    return (
        "# Settings\n\n"
        "Peerpolis reads these variables of the environment once, at its start. None has to be set.\n\n"
        f"| variable | default | meaning |\n|---|---|---|\n{rows}\n"
    )


def _data_folder() -> Path:
    return user_data_path("peerpolis", appauthor=False)


def _default_graph() -> str:
    path = _data_folder() / "graph.sqlite"
    return f"sqlite:///{quote(path.as_posix(), safe='/:')}"


def _password(known: Mapping[str, str]) -> str | None:
    password, file = known.get("PEERPOLIS_GRAPH_PASSWORD"), known.get("PEERPOLIS_GRAPH_PASSWORD_FILE")
    if file is None:
        return password
    if password is not None:
        raise InvalidSetting(said("Set PEERPOLIS_GRAPH_PASSWORD or PEERPOLIS_GRAPH_PASSWORD_FILE, not both."))
    try:
        return Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(
            said("PEERPOLIS_GRAPH_PASSWORD_FILE: {file} cannot be read ({why}).", file=file, why=str(error))
        ) from error


def _log(known: Mapping[str, str]) -> Literal["text", "json"]:
    text = known.get("PEERPOLIS_LOG", "text")
    if text == "json":
        return "json"
    if text != "text":
        raise InvalidSetting(said("PEERPOLIS_LOG is {wrong!r}; it must be text or json.", wrong=text))
    return "text"


def _number(known: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    text = known.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise InvalidSetting(
            said("{name} is {wrong!r}; it must be a number from 1 to {most}.", name=name, wrong=text, most=most)
        )
    return int(text)
