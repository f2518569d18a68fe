"""All calls for one town, grouped by what it can carry, the best first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.model import Call
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.capacity.border import Borders
from matching.capacity.fit import GROUPS, Fit, Group, fit_of, in_one_line
from matching.capacity.offer import Offer, offer_of
from matching.rules.asking.fields import label
from matching.rules.asking.situation import Body, Situation
from matching.rules.judging.all import kind_of
from matching.rules.judging.outcome import Answer, Judged, Judgement
from matching.rules.judging.rules_of import book_of_call
from matching.rules.three_valued import NO, UNKNOWN, YES
from matching.types import Language
from matching.words.told import told

#: Topics of calls that pay for people and towns to meet; on what, the towns say.
MEETING = ("topic:intermunicipal-cooperation", "topic:town-partnerships", "topic:volunteering")
#: From this weight on a call is mainly for a topic.
MAINLY = 0.75
_ANSWERS: Mapping[int, Answer] = {YES: "yes", NO: "no", UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One call for the town: `line` says in one line what it asks and gives; `town` whether the town may take part,
    `why_not` what speaks against it; `score` is half the fit to the need (or to towns), half the capacity."""

    id: str
    name: str
    programme: str | None
    group: Group
    line: str
    town: Answer
    why_not: str | None
    missing: tuple[str, ...]
    score: float
    capacity: float
    features: Mapping[str, float]
    deadline: str | None
    expected: str | None
    url: str | None
    source: str
    as_of: str | None


def calls_for(
    snapshot: Snapshot,
    town: Body,
    *,
    on: date,
    wanted: Mapping[str, float] | None = None,
    language: Language = "en",
) -> tuple[Listed, ...]:
    """The calls, in the order of the groups, the best of each first.

    `wanted` are the calls that fit a need, by id, with how well (0–1); others are left out. Without a need a call fits
    as much as it is one for municipalities.
    """
    table = snapshot.tables["Call"]
    found: list[Listed] = []
    borders = Borders(snapshot, town)
    for at in range(len(table)):
        call = table.record(at)
        assert isinstance(call, Call)
        if wanted is None or call.id in wanted:
            fit = (call.relevance or 3) / 5 if wanted is None else wanted[call.id]
            found.append(_listed(borders, at, call, on, fit, language))
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda one: (order.index(one.group), -one.score, one.id)))


def open_to_any_subject(snapshot: Snapshot) -> frozenset[str]:
    """The calls, by id, that pay for meeting and working together whatever it is about: what they are mainly for is
    among MEETING."""
    topics = snapshot.tables["Topic"].ids
    links = snapshot.links("ADDRESSES", "Call")
    mainly = np.nan_to_num(links.weight, nan=1.0) >= MAINLY
    meeting = np.isin(links.end, [at for topic in MEETING if (at := topics.find(topic)) is not None])
    special = set(links.start[mainly & ~meeting].tolist())
    calls = set(links.start[mainly & meeting].tolist()) - special
    return frozenset(snapshot.tables["Call"].ids[at] for at in calls)


def _listed(borders: Borders, at: int, call: Call, on: date, wanted: float, language: Language) -> Listed:
    snapshot, town = borders.snapshot, borders.town
    book = book_of_call(snapshot, at)
    judged = Judgement.of(book, Situation(applicant=town, stage="apply", at=on))
    offer = offer_of(book, call, judged, on)
    leads = all(j.finding.answer != NO for j in judged.rows if j.counts and j.rule.kind == "lead_type")
    border = borders.against(book, call, language)
    out = border is not None or likely_out(judged)
    fit = fit_of(
        offer,
        town=NO if out else judged.town,
        deadline=judged.deadline,
        population=town.number("population"),
        leads=leads,
    )
    to_settle = tuple(dict.fromkeys(j.finding.missing for j in judged.rows if _open(j) and j.finding.missing))
    parts = [told(part, language) for part in in_one_line(offer, language)]
    if to_settle and judged.town == UNKNOWN:
        parts.append(told(said("to settle: {facts}", facts=tuple(label(fact) for fact in to_settle)), language))
    programmes = snapshot.links("UNDER", "Call").ends(at)
    return Listed(
        id=call.id,
        name=snapshot.tables["Call"].name(at, language),
        programme=snapshot.tables["Programme"].name(int(programmes[0]), language) if len(programmes) else None,
        group=fit.group,
        line=" · ".join(parts),
        town=_ANSWERS[judged.town],
        why_not=_why_not(judged, offer, fit, border, language),
        missing=to_settle,
        score=round((wanted + fit.capacity) / 2, 4),
        capacity=fit.capacity,
        features=fit.features,
        deadline=offer.deadline if offer.days is not None and offer.days >= 0 else None,
        expected=offer.expected,
        url=call.url,
        source=call.source,
        as_of=call.as_of,
    )


def _open(j: Judged) -> bool:
    return j.counts and j.rule.concern == "town" and j.finding.answer == UNKNOWN


def likely_out(judged: Judgement) -> bool:
    """Whether a rule speaks against the town of which we are only not sure that it still holds."""
    return any(j.status == "doubtful" and j.rule.concern == "town" and j.likely == NO for j in judged.rows)


def _asked(j: Judged, language: Language) -> str:
    return told(kind_of(j.rule.clause, j.rule.kind).asks(j.rule, language), language)


def _why_not(judged: Judgement, offer: Offer, fit: Fit, border: Said | None, language: Language) -> str | None:
    """What speaks against it: the rules that are not met, or the time."""
    against = [j for j in judged.rows if j.counts and j.rule.concern == "town" and j.finding.answer == NO]
    if judged.town == NO and against:
        reasons = (f"{_asked(j, language)}: {told(j.finding.reason, language)}" for j in against)
        return " ".join(dict.fromkeys(reasons))
    if border is not None:
        return told(border, language)
    if likely_out(judged):
        doubtful = next(j for j in judged.rows if j.status == "doubtful" and j.likely == NO)
        return told(said("Probably not for you: {rule}.", rule=_asked(doubtful, language)), language)
    if judged.deadline == NO or offer.status == "closed":
        return told(said("The call is closed."), language)
    if fit.group == "not now" and offer.days is not None:
        late = said("It closes in {days} days; an application takes about {weeks} weeks, as we assume.")
        return told(late.fill(days=offer.days, weeks=offer.weeks), language)
    return None
