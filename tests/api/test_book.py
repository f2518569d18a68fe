"""The books of words: every sentence is a key, German says each, and another language is a file of messages."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from fastapi.testclient import TestClient
from jinja2 import Environment, nodes

from api import book
from api.commands import help as help_of_commands
from api.commands.labels import RECORDS
from graph.errors import DanglingRelation, RowError, StoreUnavailable, UnknownId
from graph.said import Said, said_many
from matching.words import told as telling
from matching.words.told import BOOKS, DOMAIN, LETTERS, languages, letter_languages, told
from tests import worlds
from tests.command_line import CommandLine

ROOT = Path(__file__).parents[2]
FOLDERS = ("graph", "matching", "seed", "api")
#: Raised where programmers go wrong, or with ids and names that are put into sentences by the error itself.
NOT_TOLD = {"ValueError", "KeyError", "TypeError", "RuntimeError", "SystemExit", "RequestValidationError", "UnknownId"}
#: What keeps the faults of a reading.
FAULTS = {"RowError", "fault", "_fault"}
#: For programmers, who make the bundle.
FOR_PROGRAMMERS = re.compile(r"seed/bundle/compile\w*\.py")

#: The next language, as a translator begins it.
FRENCH = """
msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

msgctxt "quotation"
msgid "'{text}'"
msgstr "«\N{NARROW NO-BREAK SPACE}{text}\N{NARROW NO-BREAK SPACE}»"

msgctxt "quotation within another"
msgid "'{text}'"
msgstr "“{text}”"

msgid "{count:,} inhabitant"
msgid_plural "{count:,} inhabitants"
msgstr[0] "{count:,} habitant"
msgstr[1] "{count:,} habitants"

msgid "{file}, row {row}: {value!r}: {why}"
msgstr "{file}, ligne {row} : {value!r} : {why}"

msgid "We do not know the {what} {id!r}."
msgstr "{what} {id!r} n’est pas dans le graphe."

msgid "We do not know the {what} {id!r}. Did you mean {nearest}?"
msgstr "{what} {id!r} n’est pas dans le graphe. Vouliez-vous dire {nearest} ?"

msgctxt "sought"
msgid "municipality"
msgstr "La commune"

msgctxt "sought"
msgid "network"
msgstr "Le réseau"

msgid "No town of this name was found. Please check the spelling."
msgstr "Aucune commune de ce nom n’a été trouvée. Vérifiez l’orthographe."

msgid "Find the towns, networks and calls that fit yours"
msgstr "Peerpolis : trouvez les communes, les réseaux et les appels qui conviennent à la vôtre"

msgid "Your town, county or union"
msgstr "Votre commune"

msgctxt "records"
msgid "Municipality"
msgstr "Communes et lieux"

msgctxt "records"
msgid "facts"
msgstr "Faits"

msgid "Peerpolis {version}, graph {address}, revision {revision}"
msgstr "Peerpolis {version}, graphe {address}, révision {revision}"

msgid "Commands"
msgstr "Commandes"

msgid "Missing argument {name}."
msgstr "Il manque {name}."

msgid "Help: {command} --help"
msgstr "Aide : {command} --help"

msgid "one of {known}"
msgstr "possibles : {known}"

msgid "Name or id (gn:2951134, DE_12069020)."
msgstr "Nom ou identifiant (gn:2951134, DE_12069020)."

msgid "What to suggest: {known}; may be repeated."
msgstr "Ce qui est suggéré : {known} ; peut être répété."
"""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), book.tree_of(path)


def name_of(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def is_made(text: ast.expr) -> bool:
    """Whether the expression puts a text together: an f-string, `.format`, `%` or `+`."""
    match text:
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, op=ast.Add() | ast.Mod(), right=right):
            return any(is_made(part) or is_text(part) for part in (left, right))
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "format_map" | "join")):
            return is_made(value) or is_text(value)
        case ast.IfExp(body=one, orelse=other):
            return is_made(one) or is_made(other)
    return False


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_bare(text: ast.expr) -> bool:
    """Whether the expression may be a sentence that no book can know: made of pieces, or not said."""
    if isinstance(text, ast.IfExp):
        return is_bare(text.body) or is_bare(text.orelse)
    return is_made(text) or (isinstance(text, ast.Constant) and isinstance(text.value, str) and " " in text.value)


def bare_errors(tree: ast.Module) -> Iterator[ast.Call]:
    """The errors that a person may see and that are raised, or kept, with a bare sentence."""
    for node in ast.walk(tree):
        call = node.exc if isinstance(node, ast.Raise) else node
        if not isinstance(call, ast.Call):
            continue
        name = name_of(call)
        if name in FAULTS or (isinstance(node, ast.Raise) and name not in NOT_TOLD):
            texts = [*call.args[-1:], *(word.value for word in call.keywords if word.arg in ("why", "message"))]
            if any(is_bare(text) for text in texts):
                yield call


def bare_keys(tree: ast.Module) -> Iterator[ast.Call]:
    """What is said, or told, without being a literal that the book can find."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = name_of(call)
        wanted = book.SAYING.get(name, 0)
        keys = call.args[:wanted]
        bare = len(keys) < wanted or not all(is_text(key) for key in keys)
        if bare or (name in ("told", "Said") and call.args and is_bare(call.args[0])):
            yield call


def where(file: str, call: ast.Call) -> str:
    return f"{file}:{call.lineno}: {ast.unparse(call)[:100]}"


def places(text: str) -> set[str]:
    """The names of the places, each with how it is written; fails where a brace is not closed."""
    return {f"{name}:{form}" for _, name, form, _ in Formatter().parse(text) if name is not None}


def test_what_is_said_is_a_literal_that_the_book_finds() -> None:
    assert [where(file, call) for file, tree in modules() for call in bare_keys(tree)] == []


def test_no_error_that_a_person_may_see_is_a_sentence_made_of_pieces() -> None:
    found = [
        where(file, call)
        for file, tree in modules()
        if not FOR_PROGRAMMERS.fullmatch(file)
        for call in bare_errors(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "raise InvalidRecord(f'{x} is wrong')",
        "raise InvalidRecord('it is wrong')",
        "raise InvalidRecord('wrong: {}'.format(x))",
        "raise InvalidRecord('wrong: %s' % x)",
        "raise InvalidRecord('wrong: ' + x)",
        "raise InvalidRecord('it is wrong' if x else said('it is not'))",
        "errors.append(RowError(file, 1, 'a', 'b', f'{x} is wrong'))",
        "errors.append(RowError(file, 1, 'a', 'b', why='it is wrong'))",
        "self._fault(row, f'{x} is wrong')",
    ],
)
def test_a_bare_sentence_is_noticed_however_it_is_made(line: str) -> None:
    assert list(bare_errors(ast.parse(line)))


def test_a_key_that_is_no_literal_is_noticed() -> None:
    for line in (
        "Said(f'{x} y')",
        "said(f'{x} y')",
        "said('a' + x)",
        "said(x)",
        "said_many('one', x)",
        "said_as('c')",
        "told(f'{x} y', l)",
    ):
        assert list(bare_keys(ast.parse(line))), line
    for line in ("said('a b', x=f'{x}')", "said_many('one', 'many')", "raise InvalidRecord(said('it is wrong'))"):
        assert not [*bare_keys(ast.parse(line)), *bare_errors(ast.parse(line))], line


def test_what_pages_say_is_a_literal_that_the_book_finds() -> None:
    keys = {"say": 1, "say_many": 2}
    bare = [
        f"{path.name}:{call.lineno}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.html")
        for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        for wanted in (keys.get(call.node.name, 0),)
        if [type(key) for key in call.args[:wanted]] != [nodes.Const] * wanted
    ]
    assert bare == []


@pytest.fixture(scope="module")
def keys() -> list[book.Key]:
    return list(book.keys())


@pytest.fixture(scope="module")
def german() -> Catalog:
    return book.catalogue("de")


#: What a language says, by the id and the context of the key.
Translations = Mapping[tuple[str | tuple[str, ...], str | None], tuple[str, ...]]


def translations(catalog: Catalog) -> Translations:
    """What the language says for each key; keys for which it says nothing are not in it."""
    told = {}
    for message in catalog:
        id = message.id if isinstance(message.id, str) else tuple(message.id)
        forms = [message.string] if isinstance(message.string, str) else message.string or ()
        if id and any(forms):
            # What Babel reads of a compiled book it has as bytes here.
            context = message.context.decode() if isinstance(message.context, bytes) else message.context
            told[id, context] = tuple(form or "" for form in forms)
    return told


def test_german_says_every_sentence(keys: list[book.Key], german: Catalog) -> None:
    told = translations(german)
    assert len(keys) > 300
    assert [key for key in keys if not all(told.get((key.id, key.context), ("",)))] == []


def one(key: book.Key, number: int) -> set[str]:
    """What the singular of a sentence may leave out: German says „einen Partner“ where English counts 1."""
    return {place for place in places(key.template) if place.startswith("count:") and key.many and number == 0}


def test_german_has_no_places_but_those_of_the_english(keys: list[book.Key], german: Catalog) -> None:
    told = translations(german)
    unlike = [
        (key, said)
        for key in keys
        for number, said in enumerate(told.get((key.id, key.context), ()))
        if not places(said) <= places(key.template) | places(key.many or "")
        or (key.file.startswith("matching/") and places(said) | one(key, number) != places(key.template))
    ]
    assert unlike == []


def test_german_says_nothing_that_the_code_no_longer_says(keys: list[book.Key], german: Catalog) -> None:
    known = {(key.id, key.context) for key in keys}
    assert [message.id for message in german if message.id and (message.id, message.context) not in known] == []


@pytest.mark.parametrize("path", sorted(BOOKS.glob("*/LC_MESSAGES/*.po")), ids=lambda path: path.parents[1].name)
def test_what_the_program_reads_is_what_people_wrote(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        assert translations(read_mo(file)) == translations(book.catalogue(path.parents[1].name, domain=path.stem))


@pytest.mark.parametrize("language", [language for language in letter_languages() if language != "en"])
def test_letters_are_whole_in_each_of_their_languages(language: str) -> None:
    letters = book.catalogue(language, domain=LETTERS)
    told, keys = translations(letters), list(book.letter_keys())
    assert len(keys) > 50
    assert set(told) == {(key.id, key.context) for key in keys}
    for key in keys:
        forms = told[key.id, key.context]
        assert all(forms)
        assert len(forms) == (1 if key.many is None else letters.num_plurals)
        # A letter loses no value on its way into another language.
        assert all(places(form) == places(key.template) for form in forms), key


def test_letters_have_more_languages_than_answers() -> None:
    assert languages() == ("en", "de")
    assert letter_languages() == ("en", "cs", "de", "es", "fr", "it", "pl")


@pytest.fixture(scope="module")
def with_french(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books there are and a French one, in line with the code."""
    books = tmp_path_factory.mktemp("books") / "locale"
    shutil.copytree(BOOKS, books)
    begun = books / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po"
    begun.parent.mkdir(parents=True, exist_ok=True)  # there is a book of letters
    begun.write_text(FRENCH, encoding="utf-8")
    book.write(book.renewed("fr", books), books)
    return books


@pytest.fixture
def french(with_french: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Translations]:
    """French beside the languages there are; gives what it says once its book is in line with the code."""
    books = with_french
    caches = (telling.languages, telling._book, telling._writing, telling._quoted_within)
    for cache in caches:
        cache.cache_clear()
    monkeypatch.setattr(telling, "BOOKS", books)
    monkeypatch.setattr(help_of_commands, "BOOKS", books)
    yield translations(book.catalogue("fr", books))
    for cache in caches:
        cache.cache_clear()


def test_the_next_language_is_a_book_of_twenty_messages(french: Translations) -> None:
    assert len(french) == 20
    assert languages() == ("en", "de", "fr")


def test_the_next_language_writes_values_in_its_own_way(french: Translations) -> None:
    thin = "\N{NARROW NO-BREAK SPACE}"
    people = said_many("{count:,} inhabitant", "{count:,} inhabitants")
    assert [told(people.fill(count=count), "fr") for count in (0, 1, 2, 1195)] == [
        "0 habitant",
        "1 habitant",
        "2 habitants",
        f"1{thin}195 habitants",
    ]
    # A value that reads like one of our words is left as it is; one that is a sentence is told.
    wrong = RowError("networks", 3, "", "network", UnknownId("network", "net:none").said)
    assert told(wrong.said, "fr") == (
        f"networks, ligne 3 : «{thin}network{thin}» : Le réseau «{thin}net:none{thin}» n’est pas dans le graphe."
    )


def test_what_the_next_language_lacks_is_told_in_english(french: Translations) -> None:
    assert told(DanglingRelation(["gn:1"]).said, "fr") == str(DanglingRelation(["gn:1"]))
    down = StoreUnavailable("neo4j://graph", "refused")
    assert told(down.said, "fr") == str(down)
    quoted = "«\N{NARROW NO-BREAK SPACE}x\N{NARROW NO-BREAK SPACE}»"
    assert told(Said("said {name!r}", values={"name": "x"}), "fr") == f"said {quoted}"
    # The word for a topic is missing where the sentence is there.
    assert told(UnknownId("topic", "topic:x").said, "fr").startswith("topic «")


def test_a_browser_that_asks_for_the_next_language_is_told_it(client: TestClient, french: Translations) -> None:
    page = client.get("/", headers={"Accept-Language": "fr-BE,fr;q=0.9,en;q=0.5"})
    assert page.headers["content-language"] == "fr"
    assert '<html lang="fr"' in page.text
    for told_in_french in ("Votre commune", "trouvez les communes"):
        assert told_in_french in page.text
    unknown = client.get("/?town=Xqzwv", headers={"Accept-Language": "fr"})
    assert "Aucune commune de ce nom" in unknown.text
    assert client.get("/", headers={"Accept-Language": "it"}).headers["content-language"] == "en"


def test_a_terminal_is_told_the_next_language(
    peerpolis: CommandLine, monkeypatch: pytest.MonkeyPatch, french: Translations
) -> None:
    status = peerpolis("status", "--lang", "fr").out
    assert "graphe sqlite" in status
    assert "Communes et lieux" in status
    assert str(RECORDS["Network"]) in status
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    assert "─ Commandes ─" in peerpolis("--help").out
    assert "Nom ou identifiant" in peerpolis("town", "--help").out
    of_kinds = re.sub(r"[│\s]+", " ", peerpolis("suggest", "--help").out)
    assert "suggéré : partners, networks, solutions, calls ; peut" in of_kinds
    missing = peerpolis("town")
    assert missing.code == 2
    assert "Il manque «" in missing.err
    assert "Aide : " in missing.err
    assert "n’est pas dans le graphe" in peerpolis("town", worlds.CLIMATE_LEAGUE).err
