"""What goes into the engine and what comes out: a query, and suggestions with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Literal

from graph.errors import InvalidRecord
from graph.model import Admission, StrategyKind
from graph.said import said
from graph.text import entered

#: ISO 639-1; which there are, `matching.words.told.languages` says.
Language = str
#: The name of a kind of suggestion; which there are, `matching.kinds.all` lists.
SuggestionKind = str
#: What a reason speaks of: what is wanted; what ties the two; or facts (place, size, country) that stand in one line.
About = Literal["need", "ties", "facts"]
#: What shows that a town works on a topic, from the strongest: a use or a project of its own; what it only plans; a
#: label or a prize for it, behind which may be anything; a network that is about it as well; a list on which it stands.
Proof = Literal["own", "planned", "label", "network", "listed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A town that is not in the register, as its clerk describes it. Unknown is None. Raises InvalidRecord for a name
    whose text is damaged."""

    name: str
    country: str
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    kind: str = "municipality"

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", entered(self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: who asks (`town` by id, or a `place` that is not in the register), and what is wanted.

    `need` is free text, `topics` and `call` are ids; `not_topics` are those that the need was read as and is not about;
    `offers` are topics that the asker can show others, beside those it stated. Partners are kept to these `countries`,
    to towns at most `within_km` kilometres away (one whose place is unknown is left out), and to towns of
    `population_from` to `population_to` inhabitants (one of unknown size is left out); `exclude` are ids never to be
    suggested; `present_partners` lets towns and networks in that the
    asker already works with; `kinds` are what is suggested, all where it is empty; `purposes` are what partners are
    for (`matching.purposes.portfolio`), all where it is empty; `top` is how many of each kind, and of partners how
    many of the one purpose that is named; `on` is the day of the question (deadlines, networks that have ended);
    `bias_control` keeps very large cities and the own country from being shown more often than they take part;
    `language` is that of the reasons (en, de). Equal scores are ordered by id, so that the same question gets the
    same answer. Unseen signs in the need are left out; InvalidRecord is raised for one whose text is damaged, and
    for a smallest size above the largest.
    """

    town: str | None = None
    place: Place | None = None
    need: str | None = None
    topics: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    call: str | None = None
    kinds: tuple[SuggestionKind, ...] = ()
    purposes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    within_km: float | None = None
    population_from: int | None = None
    population_to: int | None = None
    exclude: tuple[str, ...] = ()
    present_partners: bool = False
    bias_control: bool = True
    top: int = 10
    on: date
    language: Language = "en"

    def __post_init__(self) -> None:
        if self.need is not None:
            object.__setattr__(self, "need", entered(self.need))
        least, most = self.population_from, self.population_to
        if least is not None and most is not None and least > most:
            raise InvalidRecord(
                said("no town has more than {least:,} and fewer than {most:,} inhabitants", least=least, most=most)
            )

    def asks_for(self, kind: SuggestionKind) -> bool:
        """Whether suggestions of the kind are wanted."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a reason rests on: a sentence, the source it was read in, and as of when."""

    text: str
    source: str
    as_of: str | None = None
    #: ids of the nodes on the path through the graph, from the asker to the suggestion.
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one feature adds to the score: `value` × `weight` = `points`, in words, with evidence.

    `about` tells what the reason speaks of, `proof` what a claim about the wanted topics rests on.
    """

    feature: str
    value: float
    weight: float
    points: float
    reason: str
    evidence: tuple[Evidence, ...] = ()
    about: About = "ties"
    proof: Proof | None = None


class Verdict(Enum):
    """An answer that admits not to know."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


#: Whom a rule concerns: the town, the consortium, the call (its deadline), the project, or nobody: a mere wish.
Concern = Literal["town", "consortium", "call", "project", "wish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseVerdict:
    """Whether one rule is met: the `requirement` in words, why, what fact is `missing` where unknown, the source.

    `missing` is a field of the question (`rules.asking.fields`); `route` names one of several ways to qualify, of which
    one is enough.
    """

    clause: str
    requirement: str
    verdict: Verdict
    why: str
    source: str
    missing: str | None = None
    quote: str | None = None
    concern: Concern = "town"
    route: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """May this town take part, to apply? NO if one clause about it or the deadline is no, else UNKNOWN if one is
    unknown, else YES.

    What only partners bring (three applicants) is no reason for NO: it stands in `needed`, in words, as far as those
    who are named do not bring it. What is due by the signature of the grant is told in `summary`, the answer in a
    sentence or two, and does not count. Of several routes one is enough. `clauses` bear on the answer or on the
    partners; `to_read` are rules about the project and mere wishes, which a person has to read.
    """

    verdict: Verdict
    clauses: tuple[ClauseVerdict, ...] = ()
    summary: str = ""
    needed: tuple[str, ...] = ()
    to_read: tuple[ClauseVerdict, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts about the town that could change the answer, each once."""
        if self.verdict is Verdict.YES:
            return ()
        return tuple(dict.fromkeys(c.missing for c in self.clauses if c.missing is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class TownToAsk:
    """A town that did what is suggested itself, and can be asked how it went; what is not known of it is None."""

    id: str
    name: str
    country: str
    population: int | None = None
    distance_km: float | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Pays:
    """What pays for what the asker and a partner do together, in a sentence; `sure` where nothing is open about whether
    both may take part."""

    text: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One suggestion. `contributions` add up to `score`, the largest first.

    `name` and `summary` are in the language of the question where the graph has them in it; `official_title` is what
    the publisher of a call calls it, `website` the public page of a town. `purpose` is what a partner is for,
    `next_step` what the asker and the partner could do together, `paid_by` what pays for it, where known. `admission`
    is how one becomes a member of a network, see `graph.model.Network`; `joining` says in sentences what that takes, as
    far as it is known. `to_ask` are towns that did a practice, those like the asker first; `also` those that
    answer a need by the same scheme as a partner (one project, network or label), and are not suggested themselves, the
    nearest first. Of a call `group` tells what it is for the town (`matching.capacity.fit.GROUPS`), `line` what it asks
    and gives, and `pays` what it pays for (`graph.model.PAYS`).
    """

    id: str
    kind: SuggestionKind
    name: str
    score: float
    contributions: tuple[Contribution, ...]
    source: str
    purpose: str | None = None
    as_of: str | None = None
    country: str | None = None
    region: str | None = None
    population: int | None = None
    distance_km: float | None = None
    summary: str | None = None
    official_title: str | None = None
    url: str | None = None
    website: str | None = None
    admission: Admission | None = None
    joining: tuple[str, ...] = ()
    to_ask: tuple[TownToAsk, ...] = ()
    also: tuple[TownToAsk, ...] = ()
    deadline: str | None = None
    eligibility: Eligibility | None = None
    next_step: str | None = None
    paid_by: Pays | None = None
    group: str | None = None
    line: str | None = None
    pays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNotNow:
    """A call about what is wanted that is too late, or not for who asks, and why (`why`)."""

    id: str
    name: str
    why: str
    source: str
    as_of: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFound:
    """A programme that might pay for what no call is about, and why one may think so."""

    id: str
    name: str
    why: str
    source: str
    as_of: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDoor:
    """A programme across the asker's border, and towns near there of which nothing else is known that speaks for them:
    no proof on the need, and no tie to the asker."""

    id: str
    name: str
    why: str
    towns: tuple[TownToAsk, ...]
    source: str
    as_of: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter in one `language` (ISO 639-1): its `subject`, and its `text` in paragraphs with empty lines between."""

    language: Language
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The draft of a letter from the `town` to the `partner` (ids), in the languages of both, that of the asker first.

    It says no more than its `evidence`; `website` is the partner's public page, where a source gives one. Nothing is
    sent; who signs it, and to whom it goes, is for people to fill in.
    """

    town: str | None
    partner: str
    drafts: tuple[Draft, ...]
    evidence: tuple[Evidence, ...] = ()
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """A topic that a free text was understood as: how strongly (0–1), and through which words.

    `outright` is the share of the text's telling words that stand in a word or phrase of the topic, found whole.
    """

    topic: str
    label: str
    strength: float
    words: tuple[str, ...] = ()
    outright: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinTown:
    """A twin town of who asks, by the sources that name it: with one alone the tie is weaker.

    `since` is when it began, where a source says so; `as_of` is the date of the newest source.
    """

    id: str
    name: str
    country: str
    sources: tuple[str, ...]
    since: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyFound:
    """A law, strategy, charter or declaration that asks for what is wanted; see `graph.model.Strategy`."""

    id: str
    name: str
    kind: StrategyKind
    source: str
    as_of: str | None = None
    issuer: str | None = None
    issued: str | None = None
    summary: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The whole answer: suggestions by kind, how the need was understood, and what would make the answer better.

    `on_subject` says that the question names a need, so that only what is about it is suggested of networks, solutions
    and calls. Where nothing of a kind is about it, `suggestions` has none of the kind, and `nearest` the two at most
    that come nearest in subject. `eligibility` is the asker's own, alone, for the call that the question names.
    `digest` names the snapshot and `recipe` the scoring recipe, so that the answer can be reproduced.
    """

    query: Query
    digest: str
    recipe: str
    suggestions: dict[SuggestionKind, tuple[Suggestion, ...]] = field(default_factory=dict)
    nearest: dict[SuggestionKind, tuple[Suggestion, ...]] = field(default_factory=dict)
    on_subject: bool = False
    eligibility: Eligibility | None = None
    understood: tuple[TopicMatch, ...] = ()
    #: Where the need was not understood, the ids of the topics that are nearest to it, the nearest first.
    nearest_topics: tuple[str, ...] = ()
    #: Which strategies of the asker's country and of Europe ask for what a need or topic names.
    strategies: tuple[StrategyFound, ...] = ()
    #: The asker's twin towns: present partners, whatever is suggested.
    twins: tuple[TwinTown, ...] = ()
    #: Calls about what is wanted that are too late, or not for who asks.
    not_now: tuple[CallNotNow, ...] = ()
    #: Where hardly a first step is about what is wanted: calls that pay for meeting and working together whatever it is
    #: about, two at most.
    anyway: tuple[Suggestion, ...] = ()
    #: Where a need is named: programmes across the asker's border, and towns near there that do nothing on it.
    next_door: tuple[NextDoor, ...] = ()
    #: Whether what is wanted is to be built, and none of the calls is known to pay for that.
    pays_no_building: bool = False
    #: Whether a need is given in words, and the text of none of the calls on its subject may be said to fit it.
    none_just_for_this: bool = False
    #: Where no call that a small town can carry pays for what is wanted: programmes that might.
    programmes: tuple[ProgrammeFound, ...] = ()
    #: Programmes across the asker's border of which none of the calls is, whatever they pay for.
    across: tuple[ProgrammeFound, ...] = ()
    #: How likely the first topic is what the need is about (0–1); where that is unlikely, none is understood.
    confidence: float | None = None
    advice: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
