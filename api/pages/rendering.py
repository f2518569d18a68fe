"""How a page is made: the templates, what they all use, and the addresses that they link to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from api.http.answers import program_version
from api.pages.assets import asset
from api.pages.saying import saying
from api.words.language import of_browser
from api.words.payers import payers
from api.words.sources import dated, is_a_topic_of_ours, source_called
from graph.said import Said, said, said_as
from matching.kinds.explanation import NO_REASON, foremost
from matching.types import Language
from matching.words.inhabitants import of_place
from matching.words.to_ask import NEAR_THERE, THE_SAME, ask, facts, where
from matching.words.told import languages, told
from matching.words.written import country_name, day, language_name, number
from seed.files.source import OWN, read_sources


class Door(NamedTuple):
    """A way into the pages that stands at the top or the foot of each: its address and what it is called.

    `short` is what it is called where the window is narrow, `behind` the addresses of other pages that it leads to.
    """

    path: str
    called: Said
    short: Said | None = None
    behind: tuple[str, ...] = ()

    def leads_to(self, path: str) -> bool:
        """Whether the page of the path is this one, or lies behind it."""
        below = tuple(f"{page}/" for page in (self.path, *self.behind) if page != "/")
        return path in (self.path, *self.behind) or path.startswith(below)


#: The ways in, in their order.
DOORS: tuple[Door, ...] = (
    Door("/", said("For your town"), said_as("on a narrow window", "Your town"), ("/towns", "/letter")),
    Door("/calls", said("Calls"), said_as("on a narrow window", "Calls")),
    Door(
        "/gaps",
        said("For coordinators"),
        said_as("on a narrow window", "Coordination"),
        ("/introductions", "/groups", "/what-if"),
    ),
    Door("/network", said("For research"), said_as("on a narrow window", "Research")),
)
#: What stands at the foot of each page: what is on record, and what the service says of itself.
FOOT: tuple[Door, ...] = (
    Door("/topics", said("Topics")),
    Door("/networks", said("Networks")),
    Door("/solutions", said("Solutions and practices")),
    Door("/programmes", said("Funding programmes")),
    Door("/strategies", said("Strategies and laws")),
    Door("/sources", said("Sources")),
    Door("/about", said("About this service")),
    Door("/privacy", said("Privacy")),
    Door("/docs", said("Interface (API)")),
)

#: What an address carries: a value, several of one name, or nothing.
Value = str | int | float | None | Iterable[str]


class Cited(NamedTuple):
    """A source as it is shown: its address, where it has one that a browser may open, and what it is called.

    `id` is that of a source which stands on the page of sources; it has no address of its own here.
    """

    url: str | None
    called: str
    id: str | None = None


#: Divides the pages that one statement rests on.
_NEXT_SOURCE = re.compile(r"\s*;\s+(?=\S)")
#: A file at GitHub as the curation writes it: repository, path, commit.
_AT_GITHUB = re.compile(r"(?:github\.com/)?([\w.-]+/[\w.-]+):([^@\s]+)@([0-9a-f]{7,40})")


@cache
def _publishers() -> Mapping[str, str]:
    """Who published the sources that come along, by their ids."""
    return {source.id: source.publisher for source in read_sources()}


@lru_cache(maxsize=4096, typed=True)
def cited(source: str, language: Language) -> tuple[Cited, ...]:
    """The pages that a statement rests on, each as a link and words; an address that is not of the web is only words.

    What comes along is called by its publisher, a page by where it stands and what is said of it beside its address.
    """
    return tuple(_cited(part, language) for part in _NEXT_SOURCE.split(source.strip()))


def _cited(source: str, language: Language) -> Cited:
    if publisher := _publishers().get(source):
        return Cited(None, source_called(source, language) if source == OWN else told(publisher, language), source)
    if at_github := _AT_GITHUB.fullmatch(source):
        repository, path, commit = at_github.groups()
        return Cited(f"https://github.com/{repository}/blob/{commit}/{quote(path)}", f"github.com/{repository}")
    named = source_called(source, language)
    if web(named) is None:
        return Cited(None, named)
    url, _, rest = named.partition(" ")
    place = url.partition("://")[2].removeprefix("www.").partition("/")[0]
    return Cited(url.rstrip(";,"), f"{place} {rest}".strip())


@lru_cache(maxsize=4096)
def source_shown(source: str, as_of: str | None, language: Language, sources: str) -> Markup:
    """What a statement rests on, as a page shows it beside each: links, and as of when; `sources` is the address of the
    page of sources."""
    parts = []
    for found in cited(source, language):
        if found.id:
            parts.append(Markup('<a href="{}#{}">{}</a>').format(sources, found.id, found.called))
        elif found.url:
            parts.append(Markup('<a href="{}" rel="noreferrer">{}</a>').format(found.url, found.called))
        else:
            parts.append(escape(found.called))
    shown = Markup("; ").join(parts)
    return shown + ", " + dated(source, as_of, language) if as_of else shown


def linked(text: str, language: Language) -> Markup:
    """The text with the sources that it names in it as links, each called as it is where it stands by itself."""
    parts, end = [Markup("")], 0
    for found in _named_in_text().finditer(text):
        # What closes the sentence or the bracket is none of the address.
        named = found[0].rstrip(".,;:")
        while named.endswith(")") and named.count(")") > named.count("("):
            named = named[:-1].rstrip(".,;:")
        (source,) = cited(named, language)
        link = Markup('<a href="{}" rel="noreferrer">{}</a>') if source.url else Markup("{1}")
        parts += [escape(text[end : found.start()]), link.format(source.url, source.called)]
        end = found.start() + len(named)
    return Markup("").join([*parts, escape(text[end:])])


@cache
def _named_in_text() -> re.Pattern[str]:
    """Finds addresses, files at GitHub and, by their ids, the sources that come along."""
    ids = "|".join(re.escape(id) for id in _publishers() if "-" in id)
    return re.compile(rf"https?://[^\s<>\"]+|{_AT_GITHUB.pattern}|(?<![\w-])(?:{ids})(?![\w-])")


def by_quote(rows: Iterable[Any]) -> list[tuple[str | None, list[tuple[str, str | None]]]]:
    """What rules that ask the same rest on: each quotation once, with all its sources, the day beside the last of a
    rule."""
    found: dict[str | None, dict[str, str | None]] = {}
    for row in rows:
        parts = row.source.split("; ")
        sources = found.setdefault(row.quote or None, {})
        for at, part in enumerate(parts):
            sources.setdefault(part, row.as_of if at == len(parts) - 1 else None)
    return [(quoted, list(sources.items())) for quoted, sources in found.items()]


def web(url: str | None) -> str | None:
    """The address, where a browser may open it: what imports say may be anything."""
    return url if url and url.startswith(("https://", "http://")) else None


def grouped(rows: Iterable[Any]) -> list[tuple[str | None, list[Any]]]:
    """Rows that stand together, by their `group`, in the order in which they come."""
    return [(group, list(several)) for group, several in groupby(rows, key=lambda row: row.group)]


def choices_shown(choices: Iterable[tuple[str, str]], chosen: Iterable[str]) -> Markup:
    """The choices of a field as options: what stands in the address, and what it is called."""
    return _options(tuple(choices), chosen if isinstance(chosen, str) else tuple(chosen))


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: tuple[str, ...] | str) -> Markup:
    option = Markup('<option value="{}"{}>{}</option>')
    selected = Markup(" selected")
    return Markup("").join(
        option.format(value, selected if value in chosen else "", called) for value, called in choices
    )


def address(path: str, **carried: Value) -> str:
    """The address of a page with what it carries, leaving out what is empty; ids in the path are escaped."""
    return _address(path, tuple((name, value) for name, values in carried.items() for value in _values(values)))


@lru_cache(maxsize=4096)
def _address(path: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """A page links to the same addresses many times, and pages to those of one another."""
    return quote(path, safe="/:") + ("?" + urlencode(pairs) if pairs else "")


def _values(values: Value) -> list[str]:
    several = [values] if isinstance(values, str | int | float) or values is None else list(values)
    return [f"{value:g}" if isinstance(value, float) else str(value) for value in several if value not in (None, "")]


def language_of(request: Request, asked: Language | None) -> Language:
    """The language asked for in the address, else the best of the browser's."""
    return asked or of_browser(request.headers.get("accept-language", ""))


@cache
def templates() -> Environment:
    """The templates of the pages, with what they all use."""
    environment = Environment(
        loader=PackageLoader("api", "pages/templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        auto_reload=False,  # they come with the program: to look whether they changed costs each page
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        ask=ask,
        by_quote=by_quote,
        town_facts=facts,
        town_where=where,
        the_same=THE_SAME,
        near_there=NEAR_THERE,
        of_place=of_place,
        choices_shown=choices_shown,
        country_name=country_name,
        day=day,
        doors=DOORS,
        foot=FOOT,
        foremost=foremost,
        payers=payers,
        grouped=grouped,
        is_a_topic_of_ours=is_a_topic_of_ours,
        language_name=language_name,
        linked=linked,
        no_reason=NO_REASON,
        number=number,
        source_shown=source_shown,
        version=program_version,
        web=web,
    )
    return environment


def page_of(
    request: Request,
    template: str,
    language: Language,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """A page in the language, made of the template and the values."""
    return HTMLResponse(
        page_text(request, template, language, **values), status, {**page_headers(language), **(headers or {})}
    )


def page_headers(language: Language) -> Mapping[str, str]:
    """What is told of a page in the language beside it."""
    return {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-cache"}


def page_text(request: Request, template: str, language: Language, **values: Any) -> str:
    """A page in the language, made of the template and the values.

    Beside them each template has `to(path, …)`, the address of another page in the same language, and `asset(name)`,
    that of a file which comes along.
    """
    root, asked = _root(request), request.url.include_query_params
    return (
        templates()
        .get_template(template)
        .render(
            language=language,
            root=root,
            to=linking(request, language),
            asset=lambda name: root + asset(name),
            here=request.url.path.removeprefix(root),
            others={other: f"?{asked(lang=other).query}" for other in languages() if other != language},
            **saying(language),
            **values,
        )
    )


def linking(request: Request, language: Language | None) -> Callable[..., str]:
    """Gives the addresses of pages, or of the API, as a browser asks for them, in the language if one is named."""
    root = _root(request)

    def to(path: str, **carried: Value) -> str:
        return root + address(path, lang=language, **carried)

    return to


def moved(request: Request, path: str) -> Response:
    """Sends who asked on to the page, with all else that was asked."""
    return RedirectResponse(f"{_root(request)}{address(path)}?{request.url.query}".rstrip("?"), 303)


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))
