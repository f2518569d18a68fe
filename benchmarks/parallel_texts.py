"""Projects that describe themselves in several languages, from keep.eu's own workbook: needs that nobody wrote for us.

Two kinds of need, each with its translation by the project itself, so that across languages and within one the same is
asked for:

- A project's title asks for its description.
- The first sentence of a description asks for the rest of it.

The pool holds all projects, as a graph with imports does: in the language asked over where they have it, else in
English, else in what they have. Names and acronyms stay out of it. The workbook names no languages: they are told by
their commonest words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

_COMMONEST = {
    "en": "the of and to in for with is on by",
    "de": "der die und das ist zu den mit von für",
    "fr": "le la les des et est pour dans une du",
    "es": "el los las y para una con del es por",
    "it": "il di e la per che della un del con",
    "pl": "i w na z do się jest oraz przez dla",
    "nl": "de het en van een voor in met is op",
    "pt": "o os as e do da para uma com em",
    "cs": "a v na je se pro s z o do k",
    "da": "og i at af til er på for det en",
    "sv": "och i att av till är för på som en",
    "no": "og i å av til er på for det som",
    "sl": "in na za je se s v z so ki",
    "sk": "a v na sa je pre s z o ako",
    "hu": "a az és hogy egy is nem meg",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMONEST.items()}
_TEXTS = ("Description EN", "Description 1", "Description 2")
_TITLES = ("Project Name", "Project Name language 2", "Project Name language 3")
#: A text of a language has at least this share of its commonest words; titles and lists of names have not.
_SHARE = 0.05
#: A description is at least so long, in characters, and so is what is left of it without its beginning.
_SHORTEST = 150
#: A first sentence is at least so long, else the next one belongs to it, and at most so long.
_BEGINNING = (60, 320)
#: The halves of the projects: what is chosen by the first is measured on the other.
DEVELOPMENT, TEST = 0, 1
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÄÖÜÉÀÈČŠŽŁŚ0-9•-])")

#: What asks and what is asked for, by language.
Sides = tuple[Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Project:
    """A project's titles and descriptions, by language."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]

    def by_title(self) -> Sides:
        """The titles, which ask, and the descriptions."""
        return self.titles, self.texts

    def by_beginning(self) -> Sides:
        """The first sentences, which ask, and the rest of the descriptions."""
        parts = {language: cut for language, text in self.texts.items() if (cut := _cut(text))}
        return {o: first for o, (first, _) in parts.items()}, {o: rest for o, (_, rest) in parts.items()}


@dataclass(frozen=True)
class Asked:
    """A need in the language asked in and in the one asked over, and the index of the item that is right for both."""

    across: str
    within: str
    right: int


def read_projects(workbook: Path) -> list[Project]:
    """The projects of keep.eu's workbook, each once, in their order."""
    book = CalamineWorkbook.from_path(workbook)
    header, *rows = book.get_sheet_by_name(book.sheet_names[0]).iter_rows()
    projects: dict[tuple[str, str], Project] = {}
    for row in rows:
        cells = {str(key): " ".join(str(cell).split()) for key, cell in zip(header, row, strict=False)}
        projects.setdefault((cells["Programme"], cells["Acronym"]), _project(cells))
    return list(projects.values())


def _project(cells: Mapping[str, str]) -> Project:
    texts: dict[str, str] = {}
    titles: dict[str, str] = {}
    for text in (cells[column] for column in _TEXTS):
        language = _language(text, _WORDS)
        if language and len(text) >= _SHORTEST and _count(text, language) >= _SHARE * len(text.split()):
            texts.setdefault(language, text)
    for title in dict.fromkeys(cells[column] for column in _TITLES):
        language = _language(title, texts)
        if language:
            titles.setdefault(language, title)
    return Project(titles, texts)


def _language(text: str, among: Collection[str]) -> str | None:
    """The language whose commonest words the text has most of; None where two are level or it has none of any."""
    counts = sorted(((_count(text, language), language) for language in among), reverse=True)
    if not counts or not counts[0][0] or (len(counts) > 1 and counts[0][0] == counts[1][0]):
        return None
    return counts[0][1]


def _count(text: str, language: str) -> int:
    return sum(word in _WORDS[language] for word in re.findall(r"\w+", text.lower()))


def _cut(text: str) -> tuple[str, str] | None:
    shortest, longest = _BEGINNING
    end = _SENTENCE_END.search(text, shortest)
    if end is None or end.end() > longest or len(text) - end.end() < _SHORTEST:
        return None
    return text[: end.start()], text[end.end() :]


def half_of(project: int) -> int:
    """The half that a project belongs to, by its place in the list."""
    return project % 2


def pool_texts(projects: Sequence[Project], sides: Callable[[Project], Sides], over: str) -> dict[int, str]:
    """What is asked for, by the project's place in the list: in `over`, else in English, else in what it has."""
    found = {}
    for at, (_, texts) in enumerate(map(sides, projects)):
        if texts:
            found[at] = texts.get(over) or texts.get("en") or next(iter(texts.values()))
    return found


def needs(projects: Sequence[Project], sides: Callable[[Project], Sides], asked: str, over: str) -> list[Asked]:
    """The needs that stand in both languages, for projects with a text in the one asked over."""
    return [
        Asked(asking[asked], asking[over], at)
        for at, (asking, texts) in enumerate(map(sides, projects))
        if asked in asking and over in asking and over in texts
    ]
