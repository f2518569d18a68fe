"""May a town take part in a call? The answer as the page of the call shows it, and what its reader can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.pages.call_asked import TYPES, CallAsked
from api.pages.named import Named, named
from api.pages.rendering import Value
from api.workspace.asking import Asked, situation_of
from api.workspace.workspace import View, Workspace
from graph.errors import InvalidRecord
from graph.model import Municipality
from graph.said import Said, said, said_as
from matching.capacity.fit import is_large
from matching.rules.asking.fields import FIELDS
from matching.rules.asking.given import read
from matching.rules.asking.situation import Situation
from matching.rules.judging.changes import changes
from matching.rules.judging.eligibility import in_words
from matching.rules.judging.outcome import Assessment, Change, ClauseAnswer, Judgement, assess
from matching.rules.judging.rules_of import RuleBook
from matching.rules.three_valued import NO, YES
from matching.types import Eligibility, Language, Verdict
from matching.words.told import told
from matching.words.written import country_name, number

#: How a clause stands.
MET: Mapping[str, Said] = {
    "yes": said_as("clause", "Met"),
    "no": said_as("clause", "Not met"),
    "unknown": said_as("clause", "Open"),
    "missing": said_as("clause", "Still missing"),
}
#: What a fact may be said to be, where it is one of few words.
_WORDS: Mapping[str, Mapping[str, Said]] = {
    "degurba": {
        "1": said_as("degree of urbanisation", "1 – city"),
        "2": said_as("degree of urbanisation", "2 – town or suburb"),
        "3": said_as("degree of urbanisation", "3 – rural area"),
    },
    "region_category": {
        "less_developed": said_as("cohesion category", "less developed region"),
        "transition": said_as("cohesion category", "transition region"),
        "more_developed": said_as("cohesion category", "more developed region"),
    },
}
_TRUTHS: Mapping[str, Said] = {"yes": said_as("fact", "yes"), "no": said_as("fact", "no")}
#: Facts that are no fields of the form: they have a place of their own on the page.
_ELSEWHERE = ("role", "stage", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner as the address names it (`text`), what it is called, and what is asked back where it is not clear."""

    text: str
    called: str
    asked: Named | None = None

    @property
    def clear(self) -> bool:
        """Whether it is known who is meant."""
        return self.asked is None or self.asked.town is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactField:
    """A field for a fact: `value` is what the address states, `on_record` what is stored, `options` what to choose."""

    name: str
    label: str
    value: str
    on_record: str | None
    who_gives: str
    options: Sequence[tuple[str, str]]
    number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleChange:
    """A smallest set of changes that turns the answer to yes, and the address with them, where one can state them."""

    told: Sequence[str]
    carried: Mapping[str, Value] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """The answer for a town: all that is to be shown of it. `troubles` are facts that could not be understood."""

    situation: Situation
    judged: Judgement
    assessment: Assessment
    words: Eligibility
    if_open: Verdict | None
    partners: Sequence[Partner]
    members: Sequence[Partner]
    fields: Sequence[FactField]
    changes: Sequence[PossibleChange]
    troubles: Sequence[str]

    @property
    def has_consortium(self) -> bool:
        """Whether a rule is about those who apply together, or somebody is named."""
        return bool(self.partners) or any(row.concern == "consortium" for row in self.assessment.clauses)

    def clauses(self, which: str) -> tuple[tuple[ClauseAnswer, ...], ...]:
        """The clauses that stand so: `no`, `missing` (others can still bring it), `unknown`, `yes`, due at
        `signature` only, or of an `other way` than one that is open. What several texts say alike, with the same
        answer, stands together."""
        alike: dict[tuple[str, str], list[ClauseAnswer]] = {}
        for row in self.assessment.clauses:
            if self._stands(row) == which:
                alike.setdefault((row.requirement, row.reason), []).append(row)
        return tuple(map(tuple, alike.values()))

    def _stands(self, row: ClauseAnswer) -> str:
        if row.needed_by == "grant_signature":
            return "signature"
        if row.route and row.verdict != "yes" and (self.assessment.town == "yes" or row.verdict == "no"):
            return "no" if self.assessment.town == "no" else "other way"
        may_join = self.assessment.consortium == "incomplete" and not self.situation.alone
        return "missing" if row.verdict != "yes" and may_join and row.clause in self._wanting else row.verdict

    @property
    def _wanting(self) -> frozenset[str]:
        """The clauses that somebody who joins can meet."""
        joined = [j for j in self.judged.rows if j.rule.concern == "consortium" and not j.finding.fatal]
        wanting = [j.rule.clause for j in joined if j.finding.more or j.finding.answer == NO]
        return frozenset(clause.removeprefix("clause:") for clause in wanting)


def taking_part(
    space: Workspace, view: View, book: RuleBook, town: Municipality, asked: CallAsked, on: date, language: Language
) -> TakingPart:
    """The answer for the town. What cannot be understood is left out of the question, and told."""
    partners = [_partner(space, text, language) for text in asked.partner]
    members = [_partner(space, text, language) for text in asked.grouping]
    facts, troubles = _stated(asked.facts)
    alone: Mapping[str, object] = {"partners": []} if asked.alone and not asked.partner else {}
    question = Asked(
        call=book.call.id if book.call else "",
        town=town.id,
        facts={**facts, **alone},
        role=asked.role or None,
        stage=asked.stage or None,
        partners=[_in_question(one) for one in partners if one.clear],
        grouping=[_in_question(one) for one in members if one.clear],
        at=on,
        language=language,
    )
    situation = situation_of(view.snapshot, space.names, question)
    judged = Judgement.of(book, replace(situation, stage=situation.stage or "apply"))
    possible = changes(book, situation, language)
    assessment = assess(book, situation, language, view.snapshot.digest, possible)
    return TakingPart(
        situation=situation,
        judged=judged,
        assessment=assessment,
        words=_in_words(view, book, judged, situation, town.name_in(language), on, language),
        if_open=_verdict(judged.but_for_the_date) if judged.deadline != YES else None,
        partners=partners,
        members=members,
        fields=list(_fields(assessment, situation, asked, language)),
        changes=[PossibleChange(told=one.told, carried=_carried(one, situation, asked)) for one in possible],
        troubles=troubles,
    )


def _in_words(
    view: View, book: RuleBook, judged: Judgement, situation: Situation, name: str, on: date, language: Language
) -> Eligibility:
    call, town = book.call, situation.applicant
    if call is None or town is None:
        return in_words(judged, name, language)
    at = view.snapshot.tables["Call"].ids.index(call.id)
    weighed, _ = view.calls.weighing.of(at, town, on)
    found = in_words(judged, name, language, beside_a_lead=is_large(weighed.offer))
    return view.calls.beside_the_rules(found, at, weighed, language)


def _verdict(answer: int) -> Verdict:
    return {YES: Verdict.YES, NO: Verdict.NO}.get(answer, Verdict.UNKNOWN)


def _partner(space: Workspace, text: str, language: Language) -> Partner:
    country, colon, kind = text.partition(":")
    if len(country) == 2 and country.isupper() and country.isalpha():
        what = told(TYPES.get(kind) or kind.replace("_", " "), language) if colon else told(said("a partner"), language)
        return Partner(text=text, called=f"{what}, {country_name(country, language)}")
    found = named(space, text, language)
    called = text
    if found.town is not None:
        called = f"{found.town.name_in(language)}, {country_name(found.town.country, language)}"
    return Partner(text=text, called=called, asked=found)


def _in_question(partner: Partner) -> str:
    return partner.text if partner.asked is None or partner.asked.town is None else partner.asked.town.id


def _stated(facts: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The facts that can be understood, and what is told of the others."""
    understood: dict[str, str] = {}
    troubles: list[str] = []
    for name, value in facts.items():
        try:
            if name not in FIELDS:
                read({name: value})  # tells the nearest
            understood.update({name: value} if read({name: value}).facts else {})
        except InvalidRecord as error:
            troubles.append(error.said)
    return understood, troubles


def _fields(assessment: Assessment, situation: Situation, asked: CallAsked, language: Language) -> Iterator[FactField]:
    """The facts that a clause asks for, then those that the address states already."""
    rows = (*assessment.clauses, *assessment.to_read)
    wanted = [row.missing.fact for row in rows if row.missing is not None and row.status in ("in_force", "to_read")]
    wanted += [row.missing.fact for row in assessment.clauses if row.missing is not None]
    for name in dict.fromkeys((*wanted, *asked.facts)):
        if name not in FIELDS or name in _ELSEWHERE:
            continue
        own = FIELDS[name]
        words = _TRUTHS if own.sort == "truth" else _WORDS.get(name, {})
        given = asked.facts.get(name, "")
        stored = None if given else situation.applicant.stated.get(name)
        yield FactField(
            name=name,
            label=told(own.label, language),
            value=given,
            on_record=None if stored is None else _on_record(stored, words, language),
            who_gives=told(own.who_gives, language),
            options=[(value, told(called, language)) for value, called in words.items()],
            number=own.sort in ("number", "count"),
        )


def _on_record(stored: object, words: Mapping[str, Said], language: Language) -> str:
    text = {True: "yes", False: "no"}[stored] if isinstance(stored, bool) else str(stored)
    if isinstance(stored, float):
        return number(stored, language)
    return told(words[text], language) if text in words else text


def _carried(change: Change, situation: Situation, asked: CallAsked) -> Mapping[str, Value] | None:
    """The address with the change; None where no address can state it."""
    facts: dict[str, str] = {}
    other: dict[str, object] = {}
    for name, value in change.facts.items():
        if name == "partners":
            assert isinstance(value, Sequence)
            joining = [_described(body) for body in value[len(situation.partners or ()) :]]
            if None in joining:
                return None
            other["partner"] = (*asked.partner, *_numbered(joining))
        elif name == "role":
            other["role"] = str(value)
        elif name in FIELDS and isinstance(value, bool | int | float | str):
            facts[name] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else _plain(value)
        else:
            return None
    return asked.carried(facts={**asked.facts, **facts}, **other)


def _numbered(joining: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in joining if text is not None))


def _plain(value: float | str) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _described(body: Mapping[str, object]) -> str | None:
    if not set(body) <= {"country", "type"} or "country" not in body:
        return None
    return f"{body['country']}:{body['type']}" if body.get("type") else str(body["country"])
