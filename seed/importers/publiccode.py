"""publiccode.yml: what public bodies say of their software, and who uses it (yml.publiccode.tools, 0.2 to 0.5).

A file describes one software. Its contacts and contractors are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import InvalidRecord
from graph.model import Solution
from graph.said import said, said_many
from seed import values
from seed.bodies.countries import country_code
from seed.bodies.resolver import Mention
from seed.files.input_files import InputFile
from seed.files.yaml_tree import Entries, Items, NoYaml, Text, line_of, read_tree
from seed.importers.frame import Importer, Request, is_part
from seed.importers.plain import graph_id
from seed.importers.statements import Statements
from seed.reading import Reading

#: What calls a user that is written as a mapping.
_NAMES = ("name", "nome", "organisation", "organization", "title")
#: Codes of the Italian index of public administrations (IPA), as `c_f205`.
_REGISTERED = re.compile(r"[a-z]{1,6}_[a-z0-9]{1,8}", re.IGNORECASE)
#: A page of a forge behind the address of a repository: its branch says nothing; a folder in it is another software.
_PAGE = re.compile(
    r"^([^/]+/[^/]+(?:/[^/]+)*?)(?:\.git)?/(?:-/)?"
    r"(?:(?:tree|blob|raw|src/branch)/[^/]+(?=/|$)|(?:commits?|releases|issues|wiki)(?:/.*)?$)(/.*)?$"
)
#: An address as git takes it, or without its beginning: no browser opens it as it stands.
_OF_GIT = re.compile(r"(?:git\+)?(?:ssh|git|https?)://|[\w.-]+@[\w.-]+:|[\w-]+(?:\.[\w-]+)+/\S+$", re.IGNORECASE)
#: Bytes of a file at most; real ones have some thousands.
LARGEST_FILE = 2**18
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
    wanted={"publiccode.yml": ("publiccodeYmlVersion", "name", "url", "usedBy")},
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
            data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.at(line, "", "", said("this is no UTF-8 text; save the file as UTF-8 and import it again"))
            return None
        try:
            tree = read_tree(data)
        except NoYaml as error:
            self.at(error.line, "", "", said("this is no YAML ({why})", why=error.why))
            return None
        if not isinstance(tree.root, dict) or not ours:
            self.said.fault(_VERSION[0], "", said("the file does not say that it is a publiccode.yml"))
            return None
        for line, key, why in tree.faults:
            self.at(line, key, "", why)
        return tree.root

    def at(self, line: int, column: str, value: str, why: str) -> None:
        """Tell a fault at a line of the present file."""
        self.said.row = line
        self.said.fault(column, value, why)
        self.said.row = 1

    def software(self, document: Mapping[str, Any]) -> None:
        """A software, with the bodies that use and own it."""
        address = _text(document.get("url")) or _text(document.get("landingURL"))
        name = _text(document.get("name")) or _named(document)
        self.of_other_kinds(document)
        if not name or not address:
            why = said("the software has none, and was left out")
            self.said.fault("name" if not name else "url", "", why)
            return
        repository = _in_a_browser(address)
        if repository is None:
            column = "url" if _text(document.get("url")) else "landingURL"
            self.at(line_of(document.get(column)), column, address, said("no address of a repository or a page"))
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
                url=self.landing(document) or repository,
                repository=repository,
                summary=_summary(document),
            )
            if not taken:
                return
        self.uses(id, document)

    def of_other_kinds(self, document: Mapping[str, Any]) -> None:
        """Tell what stands where a text, a list or named values are looked for and is none of that."""
        legal, localisation = _mapping(document, "legal"), _mapping(document, "localisation")
        described = _mapping(document, "description")
        texts = [(document, key) for key in ("name", "url", "landingURL")]
        texts += [(legal, key) for key in ("license", "repoOwner", "mainCopyrightOwner")]
        texts += [(one, key) for one in _descriptions(document) for key in ("shortDescription", "localisedName")]
        mappings = [(document, key) for key in ("legal", "localisation", "description")]
        mappings += [(described, key) for key in described]
        for kind, why, places in (
            (Text, said("not a text; left out"), texts),
            (Items, said("not a list; left out"), [(localisation, "availableLanguages")]),
            (Entries, said("no names and values; left out"), mappings),
        ):
            for where, key in places:
                value = where.get(key)
                if value is not None and not isinstance(value, kind):
                    self.at(line_of(value), key, _short(value), why)

    def landing(self, document: Mapping[str, Any]) -> str | None:
        """The page of the software; None, and a fault, for an address that a browser must not open."""
        try:
            return values.address(_text(document.get("landingURL")) or "")
        except InvalidRecord as error:
            written = document.get("landingURL")
            self.at(line_of(written), "landingURL", str(written), said("{why}; left out", why=error.said))
            return None

    def uses(self, id: str, document: Mapping[str, Any]) -> None:
        """Who uses the software, and whose it is."""
        country = _country(document)
        for line, user in self.users(document.get("usedBy")):
            self.said.row = line
            body = self.said.body(_mention(user, country))
            if body is not None:
                self.said.relate("USES", body, id, status="in-use")
        self.said.row = 1
        organisation, legal = _mapping(document, "organisation"), _mapping(document, "legal")
        owners = (organisation.get("name"), legal.get("repoOwner"), legal.get("mainCopyrightOwner"))
        for owner in dict.fromkeys(filter(None, map(_text, owners))):
            body = self.said.body(_mention(owner, country))
            if body is not None:
                self.said.relate("USES", body, id, status="origin")

    def users(self, users: object) -> Iterator[tuple[int, str]]:
        """The names of users, each with its line: texts, mappings with a name, and names with a note behind a colon."""
        if users is None or users == "":
            return
        if not isinstance(users, Items):
            self.at(line_of(users), "usedBy", _short(users), said("not a list of names; left out"))
            return
        for line, user in zip(users.lines, users, strict=True):
            name = user
            if isinstance(user, Entries):
                named = (user[key] for key in _NAMES if isinstance(user.get(key), str))
                name = next(named, next(iter(user)) if len(user) == 1 else None)
            if not isinstance(name, str) or not name.strip() or (isinstance(name, Text) and not name.plain):
                self.at(line, "usedBy", _short(user), said("not a name; left out"))
            elif _REGISTERED.fullmatch(name.strip()):
                self.at(line, "usedBy", name, said("a code of Italy's index of administrations, not a name; left out"))
            else:
                yield line, str(name)


def _in_a_browser(written: str) -> str | None:
    """Where a browser finds the repository or page; None for what is no address of one (`javascript:…`)."""
    try:
        return values.address(written)
    except InvalidRecord:
        of_git = _OF_GIT.match(written) and "." in place(written).partition("/")[0]
        return f"https://{place(written)}" if of_git else None


def place(address: str) -> str:
    """An address without what does not tell one repository from another: scheme, user, port, `www.`, `.git`, capitals,
    and the page of the forge (`/tree/main`). An address in the form of git (`git@github.com:a/b.git`) is one too.
    """
    bare = re.sub(r"^(git\+)?[a-z+]+://", "", address.strip().casefold())
    if bare == address.strip().casefold():
        bare = re.sub(r"^([\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!\d+/)/?", r"\2/", bare)
    host, slash, path = re.sub(r"[?#].*", "", bare).partition("/")
    host = re.sub(r"^.*@|:(?:22|80|443)$", "", host).removeprefix("www.")
    path = _PAGE.sub(lambda page: page[1] + (page[2] or ""), re.sub("/+", "/", path).rstrip("/"))
    return (host + slash + path).rstrip("/").removesuffix(".git")


def _mention(text: str, country: str | None) -> Mention:
    """A user as such lists write it: `Germany - City of Koblenz`, `Landeshauptstadt Stuttgart (BW): fork`."""
    name = text.partition(":")[0].strip()
    first, dash, rest = name.partition(" - ")
    stated = country_code(first) if dash and len(first) > 2 else None
    return Mention(rest.strip(), stated) if stated else Mention(name, country)


def _country(document: Mapping[str, Any]) -> str | None:
    """The country of the software's users where the file names one alone: its audience, or a section of a country."""
    countries = _mapping(document, "intendedAudience").get("countries")  # NO is Norway: read as it is written
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


def _short(value: object) -> str:
    """What a fault shows of a value: a text, else its beginning."""
    if isinstance(value, Entries):
        return "; ".join(f"{key}: …" for key in list(value)[:3])
    return "" if value is None else "[…]" if isinstance(value, Items) else str(value)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
