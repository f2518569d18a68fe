"""Call features: under which call could we work? Each between 0 and 1. Whether the town may is judged beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Floats32, Ints32
from graph.nuts import may_lie_in, nuts_country
from graph.said import Said, said
from graph.snapshot.frozen import UNIT
from matching.asker import CLEARLY_ADDRESSED, Asker
from matching.best import Points
from matching.kinds import items
from matching.kinds.kind import Kind, Shown
from matching.kinds.lead_times import BY_CONSORTIA, lead_time
from matching.kinds.scoring import Feature, Ground, Recipe
from matching.need.confidence import CONFIDENT
from matching.pairs import floats
from matching.types import Evidence, Language
from matching.words.paying import paid, serves
from matching.words.told import told

#: How strongly a call's text asks for local authorities, from the facts' own scale.
ASKED_FOR: Mapping[str, float] = {
    "required": 1.0,
    "public_body_required": 0.9,
    "must_involve": 0.8,
    "encouraged": 0.5,
    "conditional": 0.4,
    "named": 0.3,
    "not_named": 0.0,
}
#: What those words of the scale say.
ASKED: Mapping[str, Said] = {
    "required": said("local or regional authorities must be in the consortium"),
    "public_body_required": said("a public body or public procurer must be in the consortium"),
    "must_involve": said("local authorities must be involved, their role is free"),
    "encouraged": said("public or local authorities are encouraged as partners"),
    "conditional": said("local authorities under certain conditions"),
    "named": said("public or local authorities are named as users or possible partners"),
    "not_named": said("local authorities are not named"),
}
#: What a call is that names others as those who may apply.
NOT_NAMED = "not_named"
#: Actions that are no money but somebody's help or company: nothing is to be financed.
SERVICES = frozenset(
    {"exchange", "peer review", "peer learning", "expert service", "expertise", "matchmaking service"}
    | {"technical assistance", "membership", "declaration"}
)
#: Actions by which one joins or declares something: they give neither money nor help by themselves.
SIGNING = frozenset({"membership", "declaration"})
#: Words of the Commission for the actions of Horizon Europe, all of them in consortia.
RESEARCHED = frozenset({"RIA", "IA", "CSA", "PCP", "PPI"})
#: From here on, of ASKED_FOR, a call is written for local authorities.
WRITTEN_FOR = 0.8
#: From this relevance on a call is one for municipalities.
FOR_TOWNS = 4
#: Below this relevance municipalities are at the edge of a call.
WITH_TOWNS = 3
_FOR_TOWNS = said("Written for local authorities.")


def towns_are_asked_for(asker: Asker, calls: Ints32) -> Floats32:
    """The call addresses towns: {who}.

    From 1, local authorities required, to 0, not named.
    """
    column = asker.ties.snapshot.tables["Call"].text("local_authorities")
    return np.array([ASKED_FOR.get(column[int(c)] or "", 0.0) for c in calls], dtype=np.float32)


def _asked_ground(asker: Asker, call: int) -> Ground:
    asked = asker.ties.snapshot.tables["Call"].text("local_authorities")[call] or ""
    who = told(ASKED.get(asked, asked), asker.query.language)
    # That it is written for local authorities is told in a word (`matters_to_towns`).
    return Ground({"who": who}, (_of_the_call(asker, call, who),), about="facts")


def _of_the_call(asker: Asker, call: int, text: str) -> Evidence:
    table = asker.ties.snapshot.tables["Call"]
    as_of = dates.from_code(int(table.date("as_of")[call]))
    return Evidence(text=text, source=table.text("source")[call] or "", as_of=as_of, path=(table.ids[call],))


def matters_to_towns(asker: Asker, calls: Ints32) -> Floats32:
    """How much it is one for local authorities, from 1 to 5: {relevance}.

    The compilers' judgement of how much the call is one for municipalities, from 1 to 5.
    """
    return floats(np.nan_to_num(asker.ties.snapshot.tables["Call"].number("relevance")[calls] / 5))


def _relevance_ground(asker: Asker, call: int) -> Ground:
    relevance = int(asker.ties.snapshot.tables["Call"].number("relevance")[call])
    asked = asker.ties.snapshot.tables["Call"].text("local_authorities")[call]
    if relevance >= FOR_TOWNS and asked != NOT_NAMED:
        return Ground(sentence=_FOR_TOWNS)
    return Ground({"relevance": relevance}, about="facts")


def _topics_ground(asker: Asker, call: int) -> Ground:
    """How the call serves the topics: it pays, helps or honours; with what its programme says that it pays for."""
    ground = items.topics_ground(asker, CALL.label, call)
    snapshot, language = asker.ties.snapshot, asker.query.language
    kinds = tuple(filter(None, (snapshot.tables[CALL.label].text("pays")[call] or "").split(UNIT)))
    return replace(
        ground,
        words={**ground.words, **({"kinds": paid(kinds)} if kinds else {})},
        sentence=serves(kinds),
        evidence=_of_its_programme(asker, call, language) or ground.evidence,
    )


def _of_its_programme(asker: Asker, call: int, language: Language) -> tuple[Evidence, ...]:
    """What the call's programme pays for, in a sentence of its own; nothing where nobody wrote one."""
    snapshot = asker.ties.snapshot
    table = snapshot.tables["Programme"]
    for at in snapshot.links("UNDER", CALL.label).ends(call).tolist()[:1]:
        if (summary := table.summary(at, language)) is not None:
            path = (snapshot.tables[CALL.label].ids[call], table.ids[at])
            return (Evidence(text=summary, source=table.text("source")[at] or "", path=path),)
    return ()


def _days_left(asker: Asker, deadlines: Ints32) -> Points:
    """The days from the question to each deadline (a date code), NaN where it is not known."""
    days = [
        (dates.last_day(text) - asker.query.on).days if (text := dates.from_code(int(code))) else np.nan
        for code in deadlines
    ]
    return np.array(days, dtype=np.float64)


#: Under which call, by the need alone? The weights add up to 100. What the town can carry comes beside it
#: (`matching.capacity.recipe`).
CALLS: Recipe = (
    items.topic_fit(
        "Call",
        44,
        said("Topic: {topics}."),
        _topics_ground,
    ),
    items.text_likeness(
        "Call",
        44,
        items.FITS,
    ),
    items.interests_of_your_like(
        "Call",
        2.4,
        said("{name} is about what towns like yours work on: {topics}."),
        beside_a_need=False,
    ),
    Feature(towns_are_asked_for, 5.8, _asked_ground),
    Feature(matters_to_towns, 3.8, _relevance_ground),
)


def paid_elsewhere(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which calls are of programmes that pay only in areas where the asker does not lie: the Upper Rhine, Germany.

    An asker of which no more than the country is known lies in each area of it.
    """
    country = nuts_country(asker.country)
    fact = None if asker.index is None else asker.ties.snapshot.fact(asker.index, "nuts3")
    code = country if fact is None else fact.value
    elsewhere = np.zeros(len(asker.ties.snapshot.tables["Call"]), dtype=np.bool_)
    for call, area in asker.ties.call_areas if country else ():
        elsewhere[call] = not may_lie_in(code, area)
    return elsewhere


def call_candidates(asker: Asker, allowed: Ints32) -> Ints32:
    """The calls that can be suggested: those that are not closed, and whose last deadline leaves as many days as an
    application of their kind takes (`lead_times`), counted from the day of the question; those without a known deadline
    as well. None of a programme that pays elsewhere only.
    """
    table = asker.ties.snapshot.tables["Call"]
    last = np.maximum(table.date("deadline")[allowed], table.date("deadline_2")[allowed])
    action = table.category("action_type")
    needed = np.array([lead_time(kind).days for kind in (*action.values, None)])[action.codes[allowed]]
    status = table.category("status")
    closed, left = status.codes[allowed] == status.code("closed"), _days_left(asker, last)
    # Closed counts where no deadline says that the call was open on the day; an unknown one, NaN, is not too near.
    in_time: Ints32 = allowed[~(closed & ~(left >= 0)) & ~(left < needed)]
    return in_time[~paid_elsewhere(asker)[in_time]]


def _shown(asker: Asker, call: int) -> Shown:
    return Shown(deadline=dates.from_code(int(asker.ties.snapshot.tables["Call"].date("deadline")[call])))


def _towns_apply(asker: Asker, calls: Ints32) -> npt.NDArray[np.bool_]:
    """For which calls local authorities apply: they have to, or are named for what no consortium is needed for."""
    table = asker.ties.snapshot.tables["Call"]
    asked, action = table.text("local_authorities"), table.category("action_type")
    alone = ~np.isin(action.codes[calls], [action.code(kind) for kind in sorted(BY_CONSORTIA)])
    asked_for = [asked[call] for call in calls.tolist()]
    applies: npt.NDArray[np.bool_] = np.array([who == "required" for who in asked_for], dtype=np.bool_)
    applies |= np.array([who == "named" for who in asked_for], dtype=np.bool_) & alone
    return applies


class _Subject(items.Mainly):
    """A call that its compilers hardly see as one for municipalities (research on what they deal with as well) is about
    a need only where its own text is: an airport's noise is not the air of a town with coal stoves. Where towns apply
    for it, it is about what it addresses all the same, however few they may be."""

    def about(self, asker: Asker, calls: Ints32) -> npt.NDArray[np.bool_]:
        """As of all items, and help that is mainly for something else as well, where it clearly addresses what leads
        the need: it costs nothing to ask. Of calls of a relevance below WITH_TOWNS that are not for towns to apply, by
        their text alone; research on other topics, and any where nobody understood the need, only where its text fits:
        a word in common with months of work in a consortium is no answer."""
        table = asker.ties.snapshot.tables["Call"]
        action = table.category("action_type")
        helps, research = (
            np.array([kind in kinds for kind in (*action.values, None)])[action.codes[calls]]
            for kinds in (SERVICES - SIGNING, RESEARCHED)
        )
        by_text = np.where(
            research | (not asker.wanted.any()),
            items.text_fits(asker, self.label, calls),
            items.says_so(asker, self.label, calls),
        ).astype(np.bool_)
        addressed = asker.ties.call_topics[np.ix_(calls, asker.leading)] >= CLEARLY_ADDRESSED
        if (asker.confidence or 0) >= CONFIDENT:
            by_text &= self._on_a_topic(asker, calls)
        mainly = self.by_topics(asker, calls) | by_text | (helps & addressed.any(axis=1))
        edge = table.number("relevance")[calls] < WITH_TOWNS
        about: npt.NDArray[np.bool_] = mainly & (~edge | by_text | _towns_apply(asker, calls))
        return about

    def _on_a_topic(self, asker: Asker, calls: Ints32) -> npt.NDArray[np.bool_]:
        """Which of the calls address a topic of the need, or one akin to it: of those that have no topics nobody knows.
        A sentence that reads alike is no call of the subject: lamps are no poor households."""
        addressed = asker.ties.topics_of(self.label)[calls]
        shared = ~items.beside(asker, self.label, asker.wanted > 0)[calls]
        return np.asarray(shared | ~addressed.any(axis=1))

    def nearness(self, asker: Asker, calls: Ints32) -> Floats32:
        """As of all items, of calls that are written for local authorities, and, where texts were compared, have one
        that is about the need: what is on another subject, or for others, helps nobody."""
        serves = towns_are_asked_for(asker, calls) >= WRITTEN_FOR
        if self.label in asker.likeness:
            serves &= items.says_so(asker, self.label, calls)
        return floats(items.Mainly.nearness(self, asker, calls) * serves)


SUBJECT = _Subject("Call", akin=True)

CALL = Kind(
    name="calls",
    label="Call",
    recipe=lambda _: CALLS,
    candidates=call_candidates,
    shows=_shown,
    called=said("Calls you could apply for"),
    in_short=said("Calls"),
    summary="Calls a town could apply for",
    subject=SUBJECT,
    columns=("deadline", "may"),
    of_interest_only=True,
)
