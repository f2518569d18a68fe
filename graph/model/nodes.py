"""The nodes of the graph: what each kind holds, and which kinds there are."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal, get_args

from graph import dates
from graph.errors import InvalidRecord
from graph.said import Said, said, said_as

_ID = re.compile(r"[a-z]+:[A-Za-z0-9][A-Za-z0-9._/+-]*")
_LANGUAGE_TAG = re.compile(r".+@[a-z]{2,3}", re.DOTALL)

MunicipalityKind = Literal["municipality", "county", "union", "borough", "region", "quarter", "settlement"]
MUNICIPALITY_KINDS: tuple[MunicipalityKind, ...] = get_args(MunicipalityKind)
Admission = Literal["open", "chosen", "listed"]
ADMISSIONS: tuple[Admission, ...] = get_args(Admission)
NetworkKind = Literal["association", "network", "initiative", "project", "tandem"]
NETWORK_KINDS: tuple[NetworkKind, ...] = get_args(NetworkKind)
SolutionKind = Literal["software", "platform", "practice", "dataset"]
SOLUTION_KINDS: tuple[SolutionKind, ...] = get_args(SolutionKind)
StrategyKind = Literal["law", "strategy", "charter", "declaration", "publication"]
STRATEGY_KINDS: tuple[StrategyKind, ...] = get_args(StrategyKind)
#: What money or help may be for: people and towns meeting; advice without money; plans and studies; the soft costs of a
#: project (staff, events, courses); building and equipment; research and trials in a consortium; honour for what was
#: done.
Pays = Literal["meetings", "help", "plans", "activities", "building", "research", "prize"]
PAYS: tuple[Pays, ...] = get_args(Pays)
#: Kinds that act for themselves: they can be asked for, and suggested, as partners.
PARTNER_KINDS: frozenset[str] = frozenset({"municipality", "county", "union", "borough", "region"})
#: The BBSR's classes: a small town has fewer inhabitants than the first, a medium one than the second.
SMALL_TOWN, MEDIUM_TOWN = 20_000, 100_000


#: What a browser may be sent to, and nothing that it would run or open on the reader's machine.
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@:]+\S*")


def is_web_address(text: object) -> bool:
    """Whether the text is an address of a page, whole, with http or https."""
    return isinstance(text, str) and _WEB_ADDRESS.fullmatch(text) is not None


def check_id(value: str) -> None:
    """Raise InvalidRecord unless `value` is `prefix:name` in ASCII."""
    if not _ID.fullmatch(value):
        raise InvalidRecord(
            said("{wrong!r} is not an id; ids look like gn:2951134 or topic:heat-planning", wrong=value)
        )


def _check_pays(kinds: Sequence[str]) -> None:
    """Raise InvalidRecord for a kind of money or help that there is not."""
    for kind in kinds:
        if kind not in PAYS:
            raise InvalidRecord(said("{wrong!r} is nothing that a call pays for", wrong=kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: an id, a name, and where the record comes from (`source`) as of when (`as_of`)."""

    label: ClassVar[str] = "Node"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of",)
    address_fields: ClassVar[tuple[str, ...]] = ()

    id: str
    name: str
    source: str
    as_of: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        if not self.name.strip():
            raise InvalidRecord(said("{id} has no name", id=self.id))
        if not self.source.strip():
            raise InvalidRecord(said("{id} has no source", id=self.id))
        for name in self.date_fields:
            value = getattr(self, name)
            if value is not None:
                dates.parts(value)
        for name in self.address_fields:
            value = getattr(self, name)
            if value is not None and not is_web_address(value):
                raise InvalidRecord(
                    said(
                        "{id}: {name} {wrong!r} is not an address; write it whole, as https://bad-belzig.de",
                        id=self.id,
                        name=name,
                        wrong=value,
                    )
                )


def untagged(text: str) -> tuple[str, str]:
    """A text tagged with its language (`Wärme@de`) as the text and the language (ISO 639-1)."""
    said, _, language = text.rpartition("@")
    return said, language


def in_language(tagged: Sequence[str], language: str) -> str | None:
    """The text in the language (ISO 639-1) among texts tagged with theirs; None where it has none."""
    return next((text for text, tag in map(untagged, tagged) if tag == language), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled(Node):
    """What readers of several languages call by different names: `labels` are those beside `name`, `Wien@de`.

    There is one label a language; none where that is `name`, or where nobody has written it.
    """

    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        self._check_tags(self.labels)

    def _check_tags(self, texts: Sequence[str]) -> None:
        for text in texts:
            if not _LANGUAGE_TAG.fullmatch(text):
                raise InvalidRecord(
                    said("{id}: {text!r} lacks its language; write Wärmeplanung@de", id=self.id, text=text)
                )

    @property
    def own_names(self) -> tuple[str, ...]:
        """`name`, and the labels without their languages."""
        return (self.name, *(label for label, _ in map(untagged, self.labels)))

    def name_in(self, language: str) -> str:
        """The name in `language` (ISO 639-1); `name` where there is none in it."""
        return in_language(self.labels, language) or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality(Labelled):
    """A town or another local public body. Suggested as a partner only if `kind` is in PARTNER_KINDS.

    `country` is the ISO 3166-1 alpha-2 code, `lat`/`lon` are degrees (WGS 84), `population` counts inhabitants,
    `names` are other names (alternate, historical, in other languages), which nobody vouches for in a language.
    `approximate` is "yes" where the place is only the middle of its region: enough to rank by, no distance is told.
    """

    label: ClassVar[str] = "Municipality"

    country: str
    kind: MunicipalityKind = "municipality"
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    names: tuple[str, ...] = ()
    approximate: Literal["yes"] | None = None

    def __post_init__(self) -> None:
        Labelled.__post_init__(self)
        if not re.fullmatch(r"[A-Z]{2}", self.country):
            raise InvalidRecord(
                said("{id}: country {wrong!r} is not a two-letter ISO code such as DE", id=self.id, wrong=self.country)
            )
        if (self.lat is None) != (self.lon is None):
            raise InvalidRecord(said("{id}: latitude and longitude come together or not at all", id=self.id))
        lat, lon = self.lat or 0.0, self.lon or 0.0
        if not (math.isfinite(lat) and -90 <= lat <= 90 and -180 <= lon <= 180):
            where = {"lat": str(self.lat), "lon": str(self.lon)}  # told as they stand, with decimal points
            raise InvalidRecord(said("{id}: {lat}, {lon} is not a place in degrees", id=self.id, **where))
        if self.population is not None and self.population <= 0:
            raise InvalidRecord(
                said(
                    "{id}: population {wrong} is not a count; leave it out if unknown",
                    id=self.id,
                    wrong=self.population,
                )
            )

    @property
    def own_names(self) -> tuple[str, ...]:
        """`name` and what it is called in other languages, without the alternate names."""
        return (self.name, *(label.rpartition("@")[0] for label in self.labels))

    @property
    def all_names(self) -> tuple[str, ...]:
        """`name`, `names` and `labels`, each once: by each of them the municipality is found."""
        own, *labels = self.own_names
        return tuple(dict.fromkeys((own, *self.names, *labels)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Labelled):
    """A region of a country: `level` 1 is the first below the country (a German Land); `code` is its publisher's."""

    label: ClassVar[str] = "Region"

    country: str
    level: int = 1
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Labelled):
    """A topic of the controlled vocabulary; `name` is the English label.

    `synonyms` are language-tagged as the labels are, `Wärmeplanung@de`; there may be any number in a language.
    A field (group of topics) is a topic without a BROADER relation.
    """

    label: ClassVar[str] = "Topic"

    synonyms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Labelled.__post_init__(self)
        self._check_tags(self.synonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described(Labelled):
    """What people choose by reading: `summary` says what it is, in a sentence or two of English or of its publisher.

    `summaries` say it in other languages, tagged with theirs as the labels are. Both rest on the node's source.
    """

    summary: str | None = None
    summaries: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Labelled.__post_init__(self)
        self._check_tags(self.summaries)

    def summary_in(self, language: str) -> str | None:
        """The summary in `language` (ISO 639-1); `summary` where there is none in it."""
        return in_language(self.summaries, language) or self.summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Network(Described):
    """An association, network, initiative, project or tandem that municipalities take part in.

    `umbrella` is the id of the network that this one is a part of (its members stand there too: count one of the two).
    `admission` is how one becomes a member: "open", by applying to it; "chosen", its members were chosen once, in a
    competition or call that is over, or by each other when it began; "listed", it is a list in which its publisher
    names whom it knows, or who signed: to stand there ties nobody to another.
    `countries` and `regions` are those that it takes members from (ISO 3166-1 alpha-2, NUTS; empty: not limited, or
    not known), `population_min` and `population_max` are how many inhabitants a member has to have and may have,
    `one_per_country` is "yes" where it takes one of each, `takes` what a member has to be beside that ("coast",
    "spa", "next-door" …).
    `joining` says how one joins, each text tagged with its language, as `joining_source` has it.
    `keywords` are its publisher's; `text` is what the publisher writes about it, at length, in the language `lang`
    (ISO 639-1; None for unknown or several), for machines to compare.
    """

    label: ClassVar[str] = "Network"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of", "start", "end")
    address_fields: ClassVar[tuple[str, ...]] = ("url",)

    kind: NetworkKind
    start: str | None = None
    end: str | None = None
    url: str | None = None
    umbrella: str | None = None
    admission: Admission | None = None
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    one_per_country: Literal["yes"] | None = None
    takes: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    joining_source: str | None = None
    keywords: tuple[str, ...] = ()
    text: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(Described):
    """What municipalities use or do: software, a platform, a data set, or a practice, which need not be digital."""

    label: ClassVar[str] = "Solution"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of", "since")
    address_fields: ClassVar[tuple[str, ...]] = ("url", "repository")

    kind: SolutionKind
    owner: str | None = None
    owner_country: str | None = None
    licence: str | None = None
    languages: tuple[str, ...] = ()
    url: str | None = None
    repository: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Described):
    """A funding programme, or the part of one that municipalities meet.

    `managing_bodies` are what `managing_body` is called in other languages, tagged with theirs as the labels are.
    `area` is where who it pays lies: NUTS codes of any level, that of a country among them; empty where it is not
    limited, or not known. Within it the rules of a call may ask for more. Of the codes in `area_parts`, which are among
    those of `area`, no more than a part belongs to it, and which, we do not know. `area_source` tells where it lies,
    where that is another source than that of the rest. `pays` is what it pays for, as far as it is known (PAYS), and
    `pays_source` tells that, where it is another source than that of the rest.
    """

    label: ClassVar[str] = "Programme"
    address_fields: ClassVar[tuple[str, ...]] = ("url",)

    period: str | None = None
    managing_body: str | None = None
    managing_bodies: tuple[str, ...] = ()
    url: str | None = None
    regulation: str | None = None
    area: tuple[str, ...] = ()
    area_parts: tuple[str, ...] = ()
    area_source: str | None = None
    pays: tuple[str, ...] = ()
    pays_source: str | None = None

    def __post_init__(self) -> None:
        Described.__post_init__(self)
        self._check_tags(self.managing_bodies)
        _check_pays(self.pays)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Described):
    """A call for proposals. `name` is a short title; money is in euros; dates are those of the publisher.

    `official_title` is the publisher's own, as it stands there: by it a call is found on the publisher's pages.
    `applicants` say what `who_may_apply` says in other languages, tagged with theirs as the labels are. `pays` is what
    it pays for, as far as it is known (PAYS), and `pays_source` tells that, where it is another source than that of the
    rest.
    """

    label: ClassVar[str] = "Call"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of", "opening", "deadline", "deadline_2")
    address_fields: ClassVar[tuple[str, ...]] = ("url",)

    official_title: str | None = None
    action_type: str | None = None
    status: str | None = None
    opening: str | None = None
    deadline: str | None = None
    deadline_2: str | None = None
    grant_min: float | None = None
    grant_max: float | None = None
    expected_grants: int | None = None
    who_may_apply: str | None = None
    applicants: tuple[str, ...] = ()
    local_authorities: str | None = None
    relevance: int | None = None
    url: str | None = None
    pays: tuple[str, ...] = ()
    pays_source: str | None = None

    def __post_init__(self) -> None:
        Described.__post_init__(self)
        self._check_tags(self.applicants)
        _check_pays(self.pays)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Node):
    """One rule of a call or a programme, as dated data: `name` `operator` `value`, with the words it rests on.

    `value` is the value first, then conditions `key=value` after semicolons; `quote` is at most twelve words of the
    source's text. A name that ends in `_expected` is a wish of the text, not a condition.
    """

    label: ClassVar[str] = "Clause"

    kind: str
    operator: str
    value: str
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(Described):
    """A law, strategy, charter or declaration that asks towns for something, or a publication on how to do it.

    `issued` is when it was adopted or published. `countries` are those whose towns it speaks to (ISO 3166-1 alpha-2;
    `EU` for all of the European Union; empty: all of Europe). `issuers` are what `issuer` is called in other languages,
    tagged with theirs as the labels are.
    """

    label: ClassVar[str] = "Strategy"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of", "issued")
    address_fields: ClassVar[tuple[str, ...]] = ("url",)

    kind: StrategyKind
    issuer: str | None = None
    issuers: tuple[str, ...] = ()
    issued: str | None = None
    countries: tuple[str, ...] = ()
    url: str | None = None

    def __post_init__(self) -> None:
        Described.__post_init__(self)
        self._check_tags(self.issuers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format(Labelled):
    """A way in which towns learn from each other, as it was done once: a tandem, a visit, a workshop, a peer review.

    `group_size`, `duration` and `rhythm` are in words, English, as far as the source tells them; `group_sizes`,
    `durations` and `rhythms` say the same in other languages, tagged with theirs as the labels are. `steps` are what
    was done one after the other, each tagged alike: first all of one language, then those of the next.
    """

    label: ClassVar[str] = "Format"

    group_size: str | None = None
    duration: str | None = None
    rhythm: str | None = None
    group_sizes: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    rhythms: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Labelled.__post_init__(self)
        for texts in (self.group_sizes, self.durations, self.rhythms, self.steps):
            self._check_tags(texts)

    def group_size_in(self, language: str) -> str | None:
        """Who takes part, in `language` (ISO 639-1); in English where nobody has written it in it; None: unknown."""
        return in_language(self.group_sizes, language) or self.group_size

    def duration_in(self, language: str) -> str | None:
        """How long it takes, as `group_size_in`."""
        return in_language(self.durations, language) or self.duration

    def rhythm_in(self, language: str) -> str | None:
        """How often one meets, as `group_size_in`."""
        return in_language(self.rhythms, language) or self.rhythm

    def steps_in(self, language: str) -> tuple[str, ...]:
        """The steps in `language` (ISO 639-1), in their order; none where nobody has written them in it."""
        return tuple(text for text, tag in map(untagged, self.steps) if tag == language)


NODE_TYPES: Mapping[str, type[Node]] = MappingProxyType(
    {t.label: t for t in (Municipality, Region, Topic, Network, Solution, Programme, Call, Clause, Strategy, Format)}
)
#: What people call what has the label.
LABELS: Mapping[str, Said] = MappingProxyType(
    {
        str(label): label
        for label in (
            said_as("label", "Municipality"),
            said_as("label", "Region"),
            said_as("label", "Topic"),
            said_as("label", "Network"),
            said_as("label", "Solution"),
            said_as("label", "Programme"),
            said_as("label", "Call"),
            said_as("label", "Clause"),
            said_as("label", "Strategy"),
            said_as("label", "Format"),
        )
    }
)
