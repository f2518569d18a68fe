"""The book of words: every sentence of the program, found in its code, and what each language says for it.

`python -m api.book` brings the catalogues (`matching/words/locale`) in line with the code: new sentences are
added for translators to fill, those that are gone leave, and each catalogue is compiled.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from graph.said import Said
from matching.words.told import BOOKS, DOMAIN, LETTERS

ROOT = Path(__file__).parents[1]
#: What letters between towns say stands here, and in a book of its own: it is told in more languages than answers.
LETTER_WORDS = "matching/letters/wording.py"
#: The calls whose first arguments are keys of the books (`graph.said`), by the number of those arguments.
SAYING: Mapping[str, int] = {"said": 1, "said_as": 2, "said_many": 2}
#: Books begin with the project, which is as old as this.
_HEADER = "# What Peerpolis says: English templates and what this language says for them."
_BEGUN = datetime(2026, 11, 29, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Key:
    """One sentence to translate: its template, that for many, its context, and the file that says it."""

    template: str
    many: str | None = None
    context: str | None = None
    file: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        """What gettext knows it by, beside the context."""
        return self.template if self.many is None else (self.template, self.many)


@cache
def tree_of(path: Path) -> ast.Module:
    """The code of a file, parsed once in the process."""
    return ast.parse(path.read_text(encoding="utf-8"))


def letter_keys() -> Iterator[Key]:
    """Every sentence that letters may say."""
    yield from _said(tree_of(ROOT / LETTER_WORDS), LETTER_WORDS)


def keys() -> Iterator[Key]:
    """Every sentence that the program may say, in the order of the files, but those of letters."""
    for path in sorted(path for folder in ("graph", "matching", "seed", "api") for path in (ROOT / folder).rglob("*")):
        file = path.relative_to(ROOT).as_posix()
        if file != LETTER_WORDS:
            yield from _keys_of(path, file)
    yield from _help()
    yield from _sources()


@cache
def _keys_of(path: Path, file: str) -> tuple[Key, ...]:
    """What one file says, read once in the process."""
    if path.suffix == ".html":
        return tuple(_on_page(path, file))
    if path.suffix != ".py":
        return ()
    tree = tree_of(path)
    return (*_said(tree, file), *(_reasons(tree, file) if file.startswith("matching/kinds/") else ()))


#: The sentences of each book.
KEYS: Mapping[str, Callable[[], Iterator[Key]]] = {DOMAIN: keys, LETTERS: letter_keys}


def _said(tree: ast.Module, file: str) -> Iterator[Key]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        texts = [a.value for a in call.args[: SAYING.get(name, 0)] if isinstance(a, ast.Constant)]
        match name, texts:
            case "said", [str(template)]:
                yield Key(template, file=file)
            case "said_as", [str(context), str(template)]:
                yield Key(template, context=context, file=file)
            case "said_many", [str(one), str(many)]:
                yield Key(one, many, file=file)


def _on_page(path: Path, file: str) -> Iterator[Key]:
    """What a template of a page says (`api.pages.saying`)."""
    with path.open("rb") as template:
        for _, name, found, _ in babel_extract(template, ("say", "say_many"), (), {}):
            # Of the arguments, those that are no literals are None.
            match name, found if isinstance(found, tuple) else (found,):
                case "say_many", (str(one), str(many), *_):
                    yield Key(one, many, file=file)
                case "say", (str(text), *_):
                    yield Key(text, file=file)


def _reasons(tree: ast.Module, file: str) -> Iterator[Key]:
    """The reasons of features: the first lines of the docstrings of what scores candidates for an asker."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("_") or function.args.kwonlyargs:
            continue
        types = [getattr(a.annotation, "id", "") for a in function.args.args]
        reason = (ast.get_docstring(function) or "").partition("\n")[0]
        if reason and (types, getattr(function.returns, "id", "")) == (["Asker", "Ints32"], "Floats32"):
            yield Key(reason, file=file)


def _help() -> Iterator[Key]:
    """What `--help` says of the commands and their options."""
    import typer

    from api.cli import app
    from api.commands.help_texts import sentence

    waiting: list[Any] = [typer.main.get_command(app)]
    while waiting:
        command = waiting.pop(0)
        for about in (command, *command.params):
            for text in filter(None, (getattr(about, name, None) for name in ("help", "epilog"))):
                yield from _key(sentence(text), "api/cli.py")
        waiting += getattr(command, "commands", {}).values()


def _sources() -> Iterator[Key]:
    """What the sources of the bundled data are called."""
    from seed.files.source import read_sources

    for source in read_sources():
        for text in filter(None, (source.title, source.publisher, source.attribution, source.licence)):
            yield Key(text, file="seed/data/sources.csv")


def _key(text: Said, file: str) -> Iterator[Key]:
    # A sentence that has values is found where it is said.
    if not text.values:
        yield Key(text.template, file=file)


def catalogue(language: str, books: Path = BOOKS, domain: str = DOMAIN) -> Catalog:
    """The book of the language as its file has it; an empty one where there is none."""
    path = books / language / "LC_MESSAGES" / f"{domain}.po"
    text = path.read_bytes() if path.exists() else b""
    return read_po(io.BytesIO(text), locale=language, domain=domain, charset="utf-8")


def renewed(language: str, books: Path = BOOKS, domain: str = DOMAIN) -> Catalog:
    """The book of the language with the keys of the code as it is now."""
    before = catalogue(language, books, domain)
    book = Catalog(
        locale=language,
        domain=domain,
        header_comment=_HEADER,
        project="Peerpolis",
        version="",
        msgid_bugs_address="",
        creation_date=_BEGUN,
        revision_date=_BEGUN,
        last_translator="Peerpolis",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )
    for key in KEYS[domain]():
        known = before.get(key.id, key.context)
        book.add(key.id, known.string if known else "", [(key.file, 1)], context=key.context)
    return book


def write(book: Catalog, books: Path = BOOKS) -> None:
    """Write the book for people (.po) and for the program (.mo)."""
    path = books / str(book.locale) / "LC_MESSAGES" / f"{book.domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, book, width=120, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, book)


def main() -> None:
    """Bring every catalogue in line with the code, and say on standard output what is left to translate."""
    for path in sorted(BOOKS.glob("*/LC_MESSAGES/*.po")):
        language, domain = path.parents[1].name, path.stem
        book = renewed(language, domain=domain)
        write(book)
        empty = [message.id for message in book if message.id and not any(message.string or ())]
        sys.stdout.write(f"{language}, {domain}: {len(book)} sentences, {len(empty)} without a translation\n")
        sys.stdout.writelines(f"  {id}\n" for id in empty)


if __name__ == "__main__":
    main()
