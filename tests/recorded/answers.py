"""Answers as they were given once: thirty questions in both languages, kept to see what a change of the code changes.

A change that is to change answers makes the record anew, and says so: `python -m tests.recorded.answers`. It takes two
minutes: the graph is filled and the texts are embedded by the default models.
"""

from __future__ import annotations

import json
import lzma
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from matching.types import Language

RECORD = Path(__file__).with_name("answers.json.xz")
LANGUAGES: tuple[Language, ...] = ("en", "de")
#: The day of all questions.
ON = date(2026, 11, 24)
#: So many of each kind are recorded.
TOP = 3
#: Town, country and what is wanted: a need in words, topics, a call, or nothing.
QUESTIONS: Sequence[Mapping[str, Any]] = (
    {"town": "Bad Belzig", "country": "DE"},
    {"town": "Herrenberg", "country": "DE", "need": "digitale Bürgerbeteiligung"},
    {"town": "Wiesenburg/Mark", "country": "DE", "need": "Kommunale Wärmeplanung mit drei Nachbarorten"},
    {"town": "Lübbenau", "country": "DE", "need": "Wir möchten unsere Verwaltungsleistungen online anbieten"},
    {"town": "Zittau", "country": "DE", "topics": ("topic:heat-planning",)},
    {"town": "Flensburg", "country": "DE", "need": "Hochwasser früher erkennen"},
    {"town": "Wittstock", "country": "DE", "need": "leere Läden in der Innenstadt"},
    {"town": "Bad Münstereifel", "country": "DE", "need": "E-Akte einführen"},
    {"town": "Passau", "country": "DE"},
    {"town": "Buxtehude", "country": "DE", "need": "qwertz"},
    {"town": "Leipzig", "country": "DE", "need": "Verwaltung digitalisieren"},
    {"town": "Freistadt", "country": "AT", "need": "Fördermittel"},
    {"town": "Hallein", "country": "AT"},
    {"town": "Bruneck", "country": "IT", "need": "barrierefreie Webseite"},
    {"town": "Matera", "country": "IT", "need": "turismo lento e cammini"},
    {"town": "Faenza", "country": "IT"},
    {"town": "Gniezno", "country": "PL", "need": "opieka nad seniorami w małej gminie"},
    {"town": "Cieszyn", "country": "PL"},
    {"town": "Kolín", "country": "CZ", "need": "energetická komunita obce"},
    {"town": "Autun", "country": "FR", "need": "revitaliser le centre-bourg"},
    {"town": "Redon", "country": "FR"},
    {"town": "Lugo", "country": "ES", "need": "despoblación rural"},
    {"town": "Zwolle", "country": "NL", "need": "cyber attack, how to prepare"},
    {"town": "Mechelen", "country": "BE", "need": "open data from the council"},
    {"town": "Tartu", "country": "EE", "need": "urban digital twin"},
    {"town": "Fundão", "country": "PT", "need": "young people leave and do not come back"},
    {"town": "Aalborg", "country": "DK"},
    {"town": "Ponta Delgada", "country": "PT", "need": "accessible tourism"},
    {"town": "Gorizia", "country": "IT", "topics": ("topic:tourism",), "countries": ("SI", "AT")},
    {"town": "Dundee", "country": "GB", "need": "how to start with a digital twin on a small budget"},
)


def told(folder: Path) -> list[Any]:
    """The answers of the graph in `folder` as JSON has them, question by question, each in both languages."""
    import orjson

    from api.workspace.settings import Settings
    from api.workspace.workspace import Workspace
    from matching.types import Query

    settings = Settings.from_environment(
        {"PEERPOLIS_GRAPH": f"sqlite:///{folder}/graph.sqlite", "PEERPOLIS_CACHE": str(folder / "cache")}
    )
    space = Workspace(settings)
    answers = []
    for question in QUESTIONS:
        town = space.names.town(question["town"], question["country"]).id
        wanted = {key: value for key, value in question.items() if key not in ("town", "country")}
        for language in LANGUAGES:
            answer = space.suggest(Query(town=town, on=ON, top=TOP, language=language, **wanted))
            answers.append(json.loads(orjson.dumps(answer, option=orjson.OPT_NON_STR_KEYS)))
    space.close()
    return answers


def recorded() -> list[Any]:
    """The answers of the record."""
    answers: list[Any] = json.loads(lzma.decompress(RECORD.read_bytes()))
    return answers


def differences(before: Any, after: Any, where: str = "") -> Iterator[str]:
    """Where two documents differ, and how. Numbers may differ as they do between processors, in the fifth digit."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            if key not in before or key not in after:
                yield f"{where}.{key}: only {'before' if key in before else 'after'}"
            else:
                yield from differences(before[key], after[key], f"{where}.{key}")
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{where}: {len(before)} before, {len(after)} after"
        for at, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from differences(one, other, f"{where}[{at}]")
    elif isinstance(before, float) and isinstance(after, int | float):
        if abs(before - after) > 1e-4 * max(1.0, abs(before)):
            yield f"{where}: {before} before, {after} after"
    elif before != after:
        yield f"{where}: {before!r} before, {after!r} after"


def main() -> None:
    """Make the record anew."""
    from graph.store.sqlite_store import SqliteStore
    from seed.seeding import seed_store

    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "graph.sqlite")
        seed_store(store)
        store.close()
        document = json.dumps(told(Path(folder)), ensure_ascii=False, indent=0)
    RECORD.write_bytes(lzma.compress(document.encode(), preset=9))


if __name__ == "__main__":
    main()
