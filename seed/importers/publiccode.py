"""publiccode.yml: what public bodies say of their software, and who uses it (yml.publiccode.tools, 0.2 to 0.5).

A file describes one software. Its contacts and contractors are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import RowError
from graph.model import Solution
from graph.said import said, said_many
from seed.bodies.countries import country_code
from seed.bodies.resolver import Mention
from seed.files.input_files import InputFile
from seed.importers.frame import Importer, Request, is_part
from seed.importers.plain import graph_id
from seed.importers.statements import Statements
from seed.reading import Reading

#: Bytes of a file at most; real ones have some thousands.
LARGEST_FILE = 2**20
_VERSION = ("publiccodeYmlVersion", "publiccode-yaml-version")


def read_publiccode(request: Request) -> Reading:
    """Solutions with USES: `usedBy`, and the owner as its origin, where they are municipal bodies of the graph.

    A software whose repository the graph knows is that solution. In a folder, files that are no publiccode.yml are
    passed over.
    """
    return _PublicCode(request).read()


PUBLICCODE = Importer(
    name="publiccode",
    what=said("Public software and who uses it, from publiccode.yml files."),
    file="`publiccode.yml`, or a folder of repositories",
    publisher=said("the repositories of public software, found for example in Italy's catalogue"),
    page="https://developers.italia.it/en/software",
    terms=said("as each repository says"),
    suffixes=(".yml", ".yaml"),
    common_names=frozenset({"publiccode.yml", "publiccode.yaml"}),
    read=read_publiccode,
)


class _PublicCode:
    """The files of one request while they are read."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.said = Statements(request)
        solutions = (node for node in request.store.nodes(Solution.label) if isinstance(node, Solution))
        self.known = {
            place(address): solution.id
            for solution in solutions
            for address in (solution.repository, solution.url)
            if address and not is_part(solution.source, request.source)
        }
        self.passed = 0

    def read(self) -> Reading:
        """What all files say."""
        for done, file in enumerate(self.request.files, start=1):
            self.said.file, self.said.row = file.name, 1
            document = self.document(file)
            if document is not None:
                self.software(document)
            self.request.advance(done, len(self.request.files))
        if not self.passed:
            return self.said.reading()
        files = said_many("{count:,} file", "{count:,} files", count=self.passed)
        return self.said.reading(said("{files} passed over: no publiccode.yml", files=files))

    def document(self, file: InputFile) -> Mapping[str, Any] | None:
        """The file's content; None, and an error, where it is none, and None for another kind of file in a folder."""
        import yaml

        with file.open() as stream:
            data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            self.said.fault("", "", said("the file has more than {size:,} bytes", size=LARGEST_FILE))
            return None
        ours = any(word.encode() in data for word in _VERSION)
        if not ours and len(self.request.files) > 1:
            self.passed += 1
            return None
        try:
            document = yaml.safe_load(data)
        except yaml.MarkedYAMLError as error:
            row = error.problem_mark.line + 1 if error.problem_mark else 1
            why = said("this is no YAML ({why})", why=str(error.problem))
            self.said.errors.append(RowError(file.name, row, "", "", why))
            return None
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            self.said.fault("", "", said("this is no YAML ({why})", why=str(error).splitlines()[0]))
            return None
        if not isinstance(document, dict) or not ours:
            self.said.fault(_VERSION[0], "", said("the file does not say that it is a publiccode.yml"))
            return None
        return document

    def software(self, document: Mapping[str, Any]) -> None:
        """A software, with the bodies that use and own it."""
        address = _text(document.get("url"))
        name = _text(document.get("name")) or _named(document)
        if not name or not address:
            why = said("the software has none, and was left out")
            self.said.fault("name" if not name else "url", "", why)
            return
        id = self.known.get(place(address))
        if id is None:
            id = graph_id(f"sol:{place(address).replace('/', '-')}", "sol")
            legal, localisation = _mapping(document, "legal"), _mapping(document, "localisation")
            taken = self.said.node(
                Solution,
                id=id,
                name=" ".join(name.split()),
                kind="software",
                owner=_text(legal.get("repoOwner")) or _text(legal.get("mainCopyrightOwner")),
                licence=_text(legal.get("license")),
                languages=tuple(_language_codes(localisation.get("availableLanguages"))),
                url=_text(document.get("landingURL")) or address,
                repository=address,
                summary=_summary(document),
            )
            if not taken:
                return
        self.uses(id, document)

    def uses(self, id: str, document: Mapping[str, Any]) -> None:
        """Who uses the software, and whose it is."""
        country = _country(document)
        users = document.get("usedBy") or []
        if not isinstance(users, list):
            self.said.fault("usedBy", str(users), said("not a list of names; left out"))
            users = []
        for user in users:
            body = self.said.body(_mention(str(user), country))
            if body is not None:
                self.said.relate("USES", body, id, status="in-use")
        organisation, legal = _mapping(document, "organisation"), _mapping(document, "legal")
        owners = (organisation.get("name"), legal.get("repoOwner"), legal.get("mainCopyrightOwner"))
        for owner in dict.fromkeys(filter(None, map(_text, owners))):
            body = self.said.body(_mention(owner, country))
            if body is not None:
                self.said.relate("USES", body, id, status="origin")


def place(address: str) -> str:
    """An address without what does not tell one repository from another: scheme, `www.`, `.git`, capitals."""
    bare = re.sub(r"^[a-z+]+://(www\.)?", "", address.strip().casefold())
    return bare.rstrip("/").removesuffix(".git")


def _mention(text: str, country: str | None) -> Mention:
    """A user as such lists write it: `Germany - City of Koblenz`, `Landeshauptstadt Stuttgart (BW): fork`."""
    name = text.partition(":")[0].strip()
    first, dash, rest = name.partition(" - ")
    stated = country_code(first) if dash and len(first) > 2 else None
    return Mention(rest.strip(), stated) if stated else Mention(name, country)


def _country(document: Mapping[str, Any]) -> str | None:
    """The country of the software's users where the file names one alone: its audience, or a section of a country."""
    countries = _mapping(document, "intendedAudience").get("countries")
    named = {code for item in countries if (code := country_code(str(item)))} if isinstance(countries, list) else set()
    named = named or {key.upper() for key in document if isinstance(key, str) and re.fullmatch("it|IT", key)}
    return named.pop() if len(named) == 1 else None


def _descriptions(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What is said of the software in each language, English first."""
    found = _mapping(document, "description")
    for key in sorted(found, key=lambda key: (str(key).casefold()[:2] != "en", str(key))):
        if isinstance(found[key], dict):
            yield found[key]


def _summary(document: Mapping[str, Any]) -> str | None:
    texts = (_text(one.get("shortDescription")) for one in _descriptions(document))
    return next((" ".join(text.split()) for text in texts if text), None)


def _named(document: Mapping[str, Any]) -> str | None:
    names = (_text(one.get("localisedName")) for one in _descriptions(document))
    return next(filter(None, names), None)


def _language_codes(languages: object) -> Iterator[str]:
    for language in languages if isinstance(languages, list) else ():
        code = str(language).strip().casefold().partition("-")[0].partition("_")[0]
        if re.fullmatch("[a-z]{2}", code):
            yield code


def _mapping(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = document.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
