"""May we take part? From what somebody typed or sent to one question, and its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.workspace.alike import OFFERED
from api.workspace.naming import Names, node_named
from graph.errors import InvalidRecord, UnknownId
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.rules.asking.given import read
from matching.rules.asking.situation import STAGES, Body, Situation, Stage
from matching.rules.asking.stored import body_of
from matching.rules.asking.words import word
from matching.rules.judging.changes import changes
from matching.rules.judging.outcome import Assessment, assess
from matching.rules.judging.rules_of import RuleBook, book_of_call, book_of_programme
from matching.types import Language

#: A partner that is no town of the register: its country, and what it is (FR:university).
_DESCRIBED = re.compile(r"(?P<country>[A-Z]{2})(:(?P<type>.+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question as it was put: names as they were typed, `facts` as JSON has them; what is not said is None."""

    call: str
    town: str | None = None
    country: str | None = None
    facts: Mapping[str, object] | None = None
    role: str | None = None
    stage: str | None = None
    partners: Sequence[str] = ()
    grouping: Sequence[str] = ()
    at: date | datetime
    change: bool = False
    language: Language = "en"


def may_take_part(snapshot: Snapshot, names: Names, asked: Asked) -> Assessment:
    """The answer. Raises UnknownId, AmbiguousName and InvalidRecord for what cannot be understood."""
    situation = situation_of(snapshot, names, asked)
    book = rules_asked_for(snapshot, asked.call, situation.applicant.word("topic"))
    found = changes(book, situation, asked.language) if asked.change else ()
    return assess(book, situation, asked.language, snapshot.digest, found)


def situation_of(snapshot: Snapshot, names: Names, asked: Asked) -> Situation:
    """The question as one value."""
    given = read(asked.facts or {})
    facts = dict(given.facts)
    if asked.role is not None:
        facts["role"] = word(asked.role)
    if asked.town is None:
        if not facts.get("country") and asked.facts is None:
            raise InvalidRecord(said("name a town, or describe the body by facts"))
        applicant = Body(facts)
    else:
        town = names.meant(asked.town, asked.country).town
        applicant = body_of(snapshot, snapshot.municipalities.ids.index(town.id), facts)
    named = tuple(_partner(snapshot, names, text) for text in asked.partners)
    members = tuple(_town(snapshot, names, text) for text in asked.grouping)
    return Situation(
        applicant=applicant,
        partners=(*(given.partners or ()), *named) if named else given.partners,
        grouping=(*(given.grouping or ()), *members) if members else given.grouping,
        agglomeration=given.agglomeration,
        stage=_stage(asked.stage) or given.stage,
        at=asked.at,
    )


def _stage(text: str | None) -> Stage | None:
    if text is None:
        return None
    for stage in STAGES:
        if stage == text:
            return stage
    raise InvalidRecord(said("{field}: {wrong!r} is not one of {known}", field="stage", wrong=text, known=STAGES))


def _partner(snapshot: Snapshot, names: Names, text: str) -> Body:
    described = _DESCRIBED.fullmatch(text.strip())
    if described is None:
        return _town(snapshot, names, text)
    type = described["type"]
    return Body({"country": described["country"], "legal_type": word(type) if type else None}, text)


def _town(snapshot: Snapshot, names: Names, text: str) -> Body:
    try:
        return body_of(snapshot, snapshot.municipalities.ids.index(names.town(text).id))
    except UnknownId as error:
        raise InvalidRecord(error.said) from error


def rules_asked_for(snapshot: Snapshot, text: str, topic: str | None = None) -> RuleBook:
    """The rules of the call, or of the programme, with the id or name, however it is spelt."""
    for form in dict.fromkeys((text, text.strip(), text.strip().lower())):
        for label in ("Call", "Programme"):
            at = _with_id(snapshot, label, form)
            if at is not None:
                return _book(snapshot, label, at, topic)
    try:
        return _book(snapshot, "Call", snapshot.tables["Call"].ids.index(node_named(snapshot, "Call", text)), topic)
    except UnknownId as unknown:
        try:
            id = node_named(snapshot, "Programme", text)
        except UnknownId as neither:
            raise UnknownId("call", text, (*unknown.nearest, *neither.nearest)[:OFFERED]) from None
        return _book(snapshot, "Programme", snapshot.tables["Programme"].ids.index(id), topic)


def _with_id(snapshot: Snapshot, label: str, text: str) -> int | None:
    prefix = {"Call": "call", "Programme": "prog"}[label]
    ids = snapshot.tables[label].ids
    at = ids.find(text)
    return ids.find(f"{prefix}:{text}") if at is None else at


def _book(snapshot: Snapshot, label: str, at: int, topic: str | None) -> RuleBook:
    return book_of_call(snapshot, at) if label == "Call" else book_of_programme(snapshot, at, topic)
