"""The records of the graph: nodes, relations and facts, frozen, each with its source.

What a source does not say is None, never 0, False or "". Ids are readable and stable:
`gn:2951134` (a town of the register), `body:…` (a county, union or borough outside the register), `topic:…`,
`net:…`, `sol:…`, `prac:…` (a solution that is a practice of single towns), `prog:…`, `call:…`, `region:…`, `clause:…`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
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
#: Kinds that act for themselves: they can be asked for, and suggested, as partners.
PARTNER_KINDS: frozenset[str] = frozenset({"municipality", "county", "union", "borough", "region"})


def check_id(value: str) -> None:
    """Raise InvalidRecord unless `value` is `prefix:name` in ASCII."""
    if not _ID.fullmatch(value):
        raise InvalidRecord(
            said("{wrong!r} is not an id; ids look like gn:2951134 or topic:heat-planning", wrong=value)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: an id, a name, and where the record comes from (`source`) as of when (`as_of`)."""

    label: ClassVar[str] = "Node"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of",)

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
class Region(Node):
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
    `countries` are those that it takes members from (ISO 3166-1 alpha-2; empty: not limited, or not known),
    `population_max` is how many inhabitants a member may have, `one_per_country` is "yes" where it takes one of each.
    `keywords` are its publisher's; `text` is what the publisher writes about it, at length, in the language `lang`
    (ISO 639-1; None for unknown or several), for machines to compare.
    """

    label: ClassVar[str] = "Network"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of", "start", "end")

    kind: Literal["association", "network", "initiative", "project", "tandem"]
    start: str | None = None
    end: str | None = None
    url: str | None = None
    umbrella: str | None = None
    admission: Admission | None = None
    countries: tuple[str, ...] = ()
    population_max: int | None = None
    one_per_country: Literal["yes"] | None = None
    keywords: tuple[str, ...] = ()
    text: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(Described):
    """What municipalities use or do: software, a platform, a data set, or a practice, which need not be digital."""

    label: ClassVar[str] = "Solution"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of", "since")

    kind: Literal["software", "platform", "practice", "dataset"]
    owner: str | None = None
    owner_country: str | None = None
    licence: str | None = None
    languages: tuple[str, ...] = ()
    url: str | None = None
    repository: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Described):
    """A funding programme, or the part of one that municipalities meet."""

    label: ClassVar[str] = "Programme"

    period: str | None = None
    managing_body: str | None = None
    url: str | None = None
    regulation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Described):
    """A call for proposals. `name` is a short title; money is in euros; dates are those of the publisher.

    `official_title` is the publisher's own, in English: by it a call is found on the publisher's pages.
    """

    label: ClassVar[str] = "Call"
    date_fields: ClassVar[tuple[str, ...]] = ("as_of", "opening", "deadline", "deadline_2")

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
    local_authorities: str | None = None
    relevance: int | None = None
    url: str | None = None


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


NODE_TYPES: Mapping[str, type[Node]] = MappingProxyType(
    {t.label: t for t in (Municipality, Region, Topic, Network, Solution, Programme, Call, Clause)}
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
        )
    }
)


@dataclass(frozen=True, slots=True)
class RelationSpec:
    """Which labels a relation type joins, and which attributes it may carry beside provenance and validity."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    attributes: tuple[str, ...] = ()


RELATION_TYPES: Mapping[str, RelationSpec] = MappingProxyType(
    {
        "MEMBER_OF": RelationSpec(("Municipality",), ("Network",), ("role",)),
        "NEEDS": RelationSpec(("Municipality",), ("Topic",), ("weight",)),
        "OFFERS": RelationSpec(("Municipality",), ("Topic",), ("evidence",)),
        "USES": RelationSpec(("Municipality",), ("Solution",), ("status",)),
        "TWINNED_WITH": RelationSpec(("Municipality",), ("Municipality",)),
        "ADDRESSES": RelationSpec(("Network", "Solution", "Call", "Programme"), ("Topic",), ("weight",)),
        "FUNDED_BY": RelationSpec(("Network",), ("Programme",)),
        "UNDER": RelationSpec(("Call",), ("Programme",)),
        "BROADER": RelationSpec(("Topic",), ("Topic",)),
        "IN": RelationSpec(("Municipality", "Region"), ("Region",)),
        "REQUIRES": RelationSpec(("Call", "Programme"), ("Clause",)),
    }
)
#: Closed vocabularies of relation attributes. Of the statuses of USES, "label" proves least: that a town holds or held
#: a label or a prize for it, or stands in a list; what it did, the source does not tell.
ROLES: frozenset[str] = frozenset({"lead", "partner", "member", "lighthouse", "fellow", "twin", "associated"})
STATUSES: frozenset[str] = frozenset({"in-use", "pilot", "planned", "origin", "ended", "label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed relation as one source states it. Its identity is (`type`, `start`, `end`, `source`).

    `since`/`until` are when it holds, at the source's precision; None is unknown. `weight` is the strength of
    ADDRESSES (0–1) or the priority of NEEDS (0–1).
    """

    type: str
    start: str
    end: str
    source: str
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    role: str | None = None
    status: str | None = None
    weight: float | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        spec = RELATION_TYPES.get(self.type)
        where = f"{self.start} {self.type} {self.end}"
        if spec is None:
            raise InvalidRecord(
                said("{id}: unknown relation; known are {known}", id=where, known=tuple(RELATION_TYPES))
            )
        if not self.source.strip():
            raise InvalidRecord(said("{id} has no source", id=where))
        if self.start == self.end:
            raise InvalidRecord(said("{id}: a node has no relation with itself", id=where))
        for name in ("role", "status", "weight", "evidence"):
            if getattr(self, name) is not None and name not in spec.attributes:
                raise InvalidRecord(said("{id}: {type} has no attribute {name!r}", id=where, type=self.type, name=name))
        if self.role is not None and self.role not in ROLES:
            raise InvalidRecord(
                said("{id}: role {wrong!r} is not one of {known}", id=where, wrong=self.role, known=sorted(ROLES))
            )
        if self.status is not None and self.status not in STATUSES:
            raise InvalidRecord(
                said(
                    "{id}: status {wrong!r} is not one of {known}", id=where, wrong=self.status, known=sorted(STATUSES)
                )
            )
        if self.weight is not None and not 0.0 <= self.weight <= 1.0:
            raise InvalidRecord(said("{id}: weight {wrong} is not between 0 and 1", id=where, wrong=self.weight))
        for value in (self.as_of, self.since, self.until):
            if value is not None:
                dates.parts(value)
        if self.since and self.until and dates.first_day(self.since) > dates.last_day(self.until):
            raise InvalidRecord(
                said("{id}: ends ({until}) before it begins ({since})", id=where, until=self.until, since=self.since)
            )

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes two relations the same statement: (type, start, end, source)."""
        return (self.type, self.start, self.end, self.source)


#: Facts a municipality is judged by, beside its record: key → what it says (unit). See `domain` in docs/.
FACT_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "lau": "official code of the local administrative unit, with country (DE_12069020)",
        "official_name": "its name in an official list, where the register has another",
        "kind": "what an official list says it is: municipality, county, union, borough, region, quarter, settlement",
        "nuts3": "NUTS 3 region",
        "population": "inhabitants",
        "degurba": "degree of urbanisation: 1 city, 2 town or suburb, 3 rural",
        "coastal": "lies on the coast (yes, no)",
        "cohesion_category": "less-developed, transition or more-developed region",
        "agglomeration": "name of the organised agglomeration it belongs to",
        "article_11_city": "takes part in sustainable urban development under Article 11 ERDF (yes, no)",
        "pic": "participant identification code, nine digits",
        "pic_validated": "its participant identification code is validated (yes, no)",
        "gender_equality_plan": "has a gender equality plan (yes, no)",
        "climate_plan": "has an approved climate or energy plan (yes, no)",
        "mission_city": "one of the 112 cities of the EU Cities Mission (yes, no)",
        "good_practice": "holds an URBACT good practice label (yes, no)",
        "uia_city": "has led an Urban Innovative Actions project (yes, no)",
        "adaptation_charter": "has signed the charter of the EU Mission on adaptation to climate change (yes, no)",
        "ten_t_urban_node": "urban node of the TEN-T network (yes, no)",
        "disaster_response_authority": "is in charge of disaster response (yes, no)",
        "roles_willing": "roles it would take: lead, partner, associated",
        "languages": "working languages (ISO 639-1)",
        "staff_hours": "hours a month that staff can give",
        "cofinancing_ceiling": "own money it can give, in euros",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact about a municipality as one source states it. Its identity is (`subject`, `key`, `source`)."""

    subject: str
    key: str
    value: str
    source: str
    as_of: str | None = None

    def __post_init__(self) -> None:
        if self.key not in FACT_KEYS:
            raise InvalidRecord(
                said(
                    "{id}: unknown fact {wrong!r}; known are {known}",
                    id=self.subject,
                    wrong=self.key,
                    known=tuple(FACT_KEYS),
                )
            )
        if not self.value.strip() or not self.source.strip():
            raise InvalidRecord(said("{id}: fact {key} needs a value and a source", id=self.subject, key=self.key))
        if self.key == "population" and not re.fullmatch(r"0*[1-9][0-9]*(\.0+)?", self.value):
            raise InvalidRecord(
                said(
                    "{id}: population {wrong!r} is not a count; write it in digits, as 11999",
                    id=self.subject,
                    wrong=self.value,
                )
            )
        if self.key == "kind" and self.value not in MUNICIPALITY_KINDS:
            raise InvalidRecord(
                said(
                    "{id}: kind {wrong!r} is not one of {known}",
                    id=self.subject,
                    wrong=self.value,
                    known=MUNICIPALITY_KINDS,
                )
            )
        if self.as_of is not None:
            dates.parts(self.as_of)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes two facts the same statement: (subject, key, source)."""
        return (self.subject, self.key, self.source)


@dataclass(frozen=True, slots=True)
class Batch:
    """Records to write together. Order does not matter: nodes go before facts and relations."""

    nodes: Sequence[Node] = ()
    relations: Sequence[Relation] = ()
    facts: Sequence[Fact] = ()

    def __len__(self) -> int:
        return len(self.nodes) + len(self.relations) + len(self.facts)


Property = str | int | float | bool | tuple[str, ...]

_FIELD_NAMES: Mapping[type, tuple[str, ...]] = {
    t: tuple(f.name for f in fields(t)) for t in (*NODE_TYPES.values(), Relation, Fact)
}


def to_properties(record: Node | Relation | Fact) -> dict[str, Property]:
    """The record as flat properties; what is unknown or empty is left out. `from_properties` is the inverse."""
    names = _FIELD_NAMES[type(record)]
    return {n: v for n in names if (v := getattr(record, n)) is not None and v != ()}


def node_from_properties(label: str, properties: Mapping[str, object]) -> Node:
    """The node that `to_properties` flattened; lists become tuples. Raises InvalidRecord for an unknown label."""
    try:
        node_type = NODE_TYPES[label]
    except KeyError:
        raise InvalidRecord(
            said("unknown label {wrong!r}; known are {known}", wrong=label, known=tuple(NODE_TYPES))
        ) from None
    # The columns are those that to_properties wrote, which mypy cannot know.
    return node_type(**{k: tuple(v) if isinstance(v, list) else v for k, v in properties.items()})  # type: ignore[arg-type]
