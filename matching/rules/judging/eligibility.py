"""The answer to "may we take part?" as suggestions show it: for the town itself, told in a sentence or two.

Rules about the town and the deadline decide. What only partners can bring stands in what is still needed, and what is
due at signature beside it: neither speaks against applying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.said import Said, said
from matching.rules.asking.situation import Body, Situation
from matching.rules.judging.all import kind_of
from matching.rules.judging.bodies import in_several
from matching.rules.judging.case import BESIDE
from matching.rules.judging.countries import admitted
from matching.rules.judging.documents import DOCUMENTS, needed_by
from matching.rules.judging.lacking import COUNTED, in_partners, lacks, missing
from matching.rules.judging.outcome import Judged, Judgement
from matching.rules.judging.rules_of import RuleBook
from matching.rules.terms import condition_told, term
from matching.rules.three_valued import NO, UNKNOWN, YES
from matching.types import ClauseVerdict, Eligibility, Language, Verdict
from matching.words.told import told

VERDICTS: Mapping[int, Verdict] = {YES: Verdict.YES, UNKNOWN: Verdict.UNKNOWN, NO: Verdict.NO}
#: Whom rules concern, in the order in which they are told.
_ORDER = ("town", "call", "consortium")
#: From so many partners on that are still to be found, the answer begins with them.
SEVERAL = 2
_WITH_OTHERS = said("Yes, but only together with others: {name} meets every rule about towns that we know.")
_BESIDE_A_LEAD = said(
    "Formally yes, but only as a partner of a strong lead: {name} meets every rule about towns that we know."
)
_OF_ALL = said("Among all of you, yourselves included, there have to be at least: {roles}.")
_LATER_BESIDE_A_LEAD = said(
    "Formally {name} may take part by all rules that we know, but only as a partner of a strong lead; when one can "
    "apply is not settled."
)
#: What is said of a rule that may not apply, by the condition that is not known to hold.
_MAY_NOT_APPLY: Mapping[str, Said] = {
    "if": said("This holds only for: {condition}."),
    "except": said("This does not hold for: {condition}."),
}


def eligibility(
    book: RuleBook,
    town: Body,
    *,
    name: str,
    on: date,
    partners: Sequence[Body] | None = None,
    language: Language = "en",
    beside_a_lead: bool = False,
) -> Eligibility:
    """May the town take part under these rules on the day, to apply? `name` is what the answer calls it;
    `beside_a_lead` says that no town carries such a project without a strong lead.

    With `partners` named the verdict is never worse, save where a rule bars them all together: others may join, and
    what is lacking stands in `needed`.
    """
    return _Told(_judged(book, town, partners, on), name, language, beside_a_lead).eligibility()


def in_words(judged: Judgement, name: str, language: Language, *, beside_a_lead: bool = False) -> Eligibility:
    """As `eligibility`, of a question that is judged already: with a grouping, a role, or facts given on the spot."""
    return _Told(judged, name, language, beside_a_lead).eligibility()


def with_partner(
    book: RuleBook,
    town: Body,
    partner: Body,
    *,
    names: tuple[str, str],
    on: date,
    language: Language = "en",
) -> Eligibility:
    """As `eligibility` with one partner; the `summary` tells how many of how many the two are, and what is missing.

    `names` are those of the town and of the partner.
    """
    judged = _judged(book, town, (partner,), on)
    found = _Told(judged, names[0], language).eligibility()
    return replace(found, summary=told(_of_two(judged, partner, names[1]), language))


def _judged(book: RuleBook, town: Body, partners: Sequence[Body] | None, on: date) -> Judgement:
    together = None if partners is None else tuple(partners)
    return Judgement.of(book, Situation(applicant=town, partners=together, stage="apply", at=on))


def _of_two(judged: Judgement, partner: Body, name: str) -> Said:
    if admitted(partner, judged.case) == NO or partner.role in BESIDE:
        return said("{name} does not count here: this call does not admit its country.", name=name)
    found = lacks(judged)
    still, count = missing(found), {"name": name, "have": found.have, "wanted": found.wanted}
    if still and found.wanted > 1:
        return said("With {name} you are {have} of {wanted}; missing: {missing}.").fill(missing=still, **count)
    if still:
        return said("With {name} you are two; missing: {missing}.", name=name, missing=still)
    if found.wanted > 1:
        return said("With {name} you are {have}; {wanted} are needed: enough.").fill(**count)
    return said("We know of no least number of partners for this call.")


class _Told:
    """One judgement, to be told."""

    def __init__(self, judged: Judgement, name: str, language: Language, beside_a_lead: bool = False) -> None:
        self.judged, self.name, self.language = judged, name, language
        self.beside_a_lead = beside_a_lead
        self.named = judged.case.situation.partners is not None
        self.counting = [j for j in judged.rows if j.counts]
        self.closed = _closed_routes(self.counting)
        self.told = {j.rule.clause: self._clause(j) for j in judged.rows}

    def eligibility(self) -> Eligibility:
        judged = self.judged
        barred = judged.consortium == "barred" or judged.wrong
        verdict = NO if barred else min(judged.town, judged.deadline)
        rows = [j for concern in _ORDER for j in self.counting if j.rule.concern == concern]
        unmet = [j for j in rows if self._is_needed(j)]
        needed = tuple(dict.fromkeys(self.told[j.rule.clause].why for j in unmet))
        return Eligibility(
            verdict=VERDICTS[verdict],
            clauses=tuple(self.told[j.rule.clause] for j in rows),
            summary=self._summary(verdict, rows, unmet),
            needed=needed,
            to_read=tuple(self.told[j.rule.clause] for j in judged.rows if _to_read(j)),
        )

    def _clause(self, j: Judged) -> ClauseVerdict:
        verdict = clause_verdict(j, self.language)
        # Of a way that leads nowhere, or beside one that is open, no fact is missing.
        return replace(verdict, missing=None) if verdict.route in self.closed else verdict

    def _is_needed(self, j: Judged) -> bool:
        """Whether the rule asks for somebody who is still to be found, or is a way with others that is open."""
        if j.finding.answer == YES or j.rule.number_unknown or j.rule.conditions.get("route") in self.closed:
            return False
        if j.rule.concern == "town":
            return j.finding.missing in ("grouping", "agglomeration")
        if j.rule.concern != "consortium" or not (j.finding.more or j.rule.kind == "lead_type"):
            return False
        return j.finding.answer == NO or not self.named

    def _summary(self, verdict: int, rows: Sequence[Judged], unmet: Sequence[Judged]) -> str:
        if verdict == NO:
            text = self._no(rows)
        elif self.judged.town == YES:
            text = self._yes(rows, verdict)
        else:
            text = self._perhaps(rows)
        return " ".join([told(text, self.language), *self._in_one(unmet), *self._by_signature(rows)])

    def _yes(self, rows: Sequence[Judged], verdict: int) -> Said:
        alone = not self.named
        if verdict != YES:
            later = said("By the rules that we know, yes. When one can apply is not settled yet.")
            if alone and self.beside_a_lead:
                later = _LATER_BESIDE_A_LEAD
            return later.fill(name=self.name)
        if self.named and all(j.finding.answer == YES for j in rows):
            return said("Yes: {name} and these partners meet every rule that we know.", name=self.name)
        if alone and self.beside_a_lead:
            return _BESIDE_A_LEAD.fill(name=self.name)
        if alone and lacks(self.judged).partners >= SEVERAL:
            return _WITH_OTHERS.fill(name=self.name)
        return said("Yes: {name} meets every rule about towns that we know.", name=self.name)

    def _no(self, rows: Sequence[Judged]) -> Said:
        against = [j for j in rows if j.finding.answer == NO and (j.rule.concern != "consortium" or j.finding.fatal)]
        if self.judged.town != NO:  # another way than those that are not open
            against = [j for j in against if "route" not in j.rule.conditions]
        reason = said("{requirement}: {why}")
        clauses = [self.told[j.rule.clause] for j in against]
        reasons = [told(reason.fill(requirement=c.requirement, why=c.why), self.language) for c in clauses]
        return said("No. {reasons}", reasons=" ".join(dict.fromkeys(reasons)))

    def _perhaps(self, rows: Sequence[Judged]) -> Said:
        unsure = [j for j in rows if j.finding.answer == UNKNOWN and j.rule.concern != "consortium"]
        unsure = [j for j in unsure if j.rule.conditions.get("route") not in self.closed]
        if not unsure:
            nothing = said("Open: we know of nothing that speaks against it, but of no rule about {name} alone either.")
            return nothing.fill(name=self.name)
        unsure = [j for j in unsure if j.rule.concern != "call"] or unsure
        points = "; ".join(dict.fromkeys(self.told[j.rule.clause].requirement for j in unsure))
        if all(j.rule.kind == "requires_document" for j in unsure):
            return said("Probably yes. Still to be brought: {points}.", points=points)
        return said("Open: we know of nothing that speaks against it. To be settled: {points}.", points=points)

    def _in_one(self, unmet: Sequence[Judged]) -> Iterator[str]:
        """What is needed, each once: partners, countries and Member States at once, for one partner can bring all; what
        of these is asked for under a condition only where it is more; and of whom there have to be how many."""
        sure = lacks(self.judged)
        parts = [in_partners(sure)]
        counted = [j for j in unmet if j.rule.kind in COUNTED and j.status != "in_force"]
        for condition in dict.fromkeys(map(_condition, counted)):
            more = lacks(self.judged, only=[j for j in counted if _condition(j) == condition])
            if not more.within(sure):
                parts += [in_partners(more), condition]
        roles = [j for j in unmet if parts[0] is not None and _is_role(j)]
        if roles:
            parts.append(_OF_ALL.fill(roles=tuple(role for j in roles for role in _roles(j))))
        yield from (told(part, self.language) for part in parts if part is not None)
        rest = [j for j in unmet if not _is_counted(j) and j not in roles]
        yield from dict.fromkeys(self.told[j.rule.clause].why for j in rest)

    def _by_signature(self, rows: Sequence[Judged]) -> Iterator[str]:
        """What need not be there to apply, but has to be by the signature of the grant."""
        due = [j for j in rows if needed_by(j.rule) == "grant_signature" and j.finding.missing is not None]
        documents = tuple(term(j.rule.values[0]) for j in due if j.rule.values and j.rule.values[0] in DOCUMENTS)
        if documents:
            yield told(said("By the signature of the grant: {documents}.", documents=documents), self.language)


def clause_verdict(j: Judged, language: Language) -> ClauseVerdict:
    """One judged rule in words: what it asks for, and why it is met, not met, or not known to be."""
    rule, why = j.rule, [j.finding.reason]
    if (condition := _condition(j)) is not None:
        why.append(condition)
    if rule.concern == "wish":
        why = [said("The text wishes this; it is no condition.")]
    return ClauseVerdict(
        clause=rule.clause,
        requirement=told(kind_of(rule.clause, rule.kind).asks(rule, language), language),
        verdict=VERDICTS[j.finding.answer] if rule.concern != "wish" else Verdict.UNKNOWN,
        why=" ".join(told(sentence, language) for sentence in why),
        source=rule.source,
        missing=j.finding.missing if j.finding.answer == UNKNOWN else None,
        quote=rule.quote,
        concern=rule.concern,
        route=rule.conditions.get("route"),
        as_of=rule.as_of,
    )


def _condition(j: Judged) -> Said | None:
    """The condition under which the rule holds, where it is not known to."""
    rule = j.rule
    if j.status not in ("may_not_apply", "doubtful"):
        return None
    told_of = [(key, sentence) for key, sentence in _MAY_NOT_APPLY.items() if key in rule.conditions]
    parts = [sentence.fill(condition=condition_told(rule.conditions[key])) for key, sentence in told_of]
    return parts[0] if len(parts) == 1 else said("{one} {two}", one=parts[0], two=parts[1]) if parts else None


def _is_counted(j: Judged) -> bool:
    """Whether partners, countries or Member States tell what it asks for."""
    return j.rule.kind in COUNTED and j.rule.number is not None and j.rule.operator != "=="


def _is_role(j: Judged) -> bool:
    return j.rule.kind == "applicant_type" and j.rule.operator == ">=" and bool(j.rule.role) and not _condition(j)


def _roles(j: Judged) -> Iterator[Said]:
    for count, role in in_several(j.rule):
        yield said("{count} × {role}", count=round(count), role=term(role))


def _to_read(j: Judged) -> bool:
    """Whether a person has to read the rule: it is about the project, or a wish, and of this round."""
    return j.status in ("to_read", "wish") or (j.counts and j.rule.concern == "project")


def _closed_routes(counting: Sequence[Judged]) -> set[str]:
    """The routes that need not be looked into: impossible for this town, or beside one that is open already."""
    ways: dict[str, int] = {}
    for j in counting:
        route = j.rule.conditions.get("route")
        if route is not None:
            ways[route] = min(ways.get(route, YES), j.finding.answer)
    return set(ways) if YES in ways.values() else {name for name, answer in ways.items() if answer == NO}
