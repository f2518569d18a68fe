"""Conditions of calls that no rule is judged by, and that decide all the same: only the government can ask, only where
no shop is left. They are told in the line of a call, and with the answer whether a town may take part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graph.said import Said, said
from matching.rules.judging.outcome import Judgement
from matching.types import Eligibility, Language, Verdict
from matching.words.told import told
from matching.words.written import day

#: What a clause says in one word, by which a town cannot apply itself.
_OTHERS: Mapping[str, Said] = {
    "request_by_member_state": said("only your government can ask for it"),
    "energy_community_legal_entity": said("only an energy community can apply"),
    "individual_from_urban_authority": said("persons apply, for themselves"),
}
#: What a clause says in one word, and a town has to be or to have.
_DECIDES: Mapping[str, Said] = {
    "no_shop_for_basic_needs": said("only where no shop for daily needs is left"),
    "held_a_heritage_day_before": said("only for who held a European Heritage Day before"),
    "solution_piloted_in_own_or_other_city": said("only for a solution that a city has tried already"),
    "investment_programme_launched": said("only where investments begin within it"),
    "article_11_strategy": said("only for towns with a strategy under Article 11 of the ERDF"),
    "below_1.3_times_mean_tax_power": said("above 2,000 inhabitants only with little tax power"),
    "approval_of_national_training_coordinator": said("through the national training coordinator"),
}
#: What one has to know, and what keeps nobody out.
_TO_KNOW: Mapping[str, Said] = {
    "reimbursement": said("you pay first, the money comes afterwards"),
    "received_eucf_support_before": said("only once"),
    "supported_in_earlier_eui_ia_call": said("only once"),
    "won_before": said("not for earlier winners"),
    "compulsory_advice": said("advice by its office comes first"),
}
#: Of these every kind of applicant has to be, for others to be named beside it is no condition.
_ALONE = ("in", "==", "not", "has")
_NOT_OF_NOW = frozenset({"earlier_round", "does_not_apply", "repeated", "wish"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What decides beside the rules that are judged: by whom else alone one applies, what a town has to be or to have,
    and what one has to know."""

    others: Said | None = None
    decides: tuple[Said, ...] = ()
    to_know: tuple[Said, ...] = ()

    @property
    def told(self) -> tuple[Said, ...]:
        """All of it, what weighs most first."""
        return (*filter(None, (self.others,)), *self.decides, *self.to_know)


NOTHING_DECIDES = Deciding()


def deciding(judged: Judgement) -> Deciding:
    """What the rules of a call say of it."""
    words = dict.fromkeys(_words(judged))
    return Deciding(
        others=next((_OTHERS[word] for word in words if word in _OTHERS), None),
        decides=tuple(_DECIDES[word] for word in words if word in _DECIDES),
        to_know=tuple(_TO_KNOW[word] for word in words if word in _TO_KNOW),
    )


def _words(judged: Judgement) -> Iterator[str]:
    for j in judged.rows:
        if j.status not in _NOT_OF_NOW and j.rule.operator in _ALONE and len(j.rule.values) == 1:
            yield j.rule.values[0]


def with_deciding(found: Eligibility, call: Deciding, next_day: str | None, language: Language) -> Eligibility:
    """The answer with what decides beside the rules that were judged: for the best of them is no yes without it."""
    if found.verdict is Verdict.NO or not (call.others or call.decides):
        return found
    if call.others is not None:
        parts = [told(said("Not by yourself: {who}.", who=call.others), language)]
        if next_day is not None:
            parts.append(told(said("The next last day is {day}.", day=day(next_day, language)), language))
        return replace(found, verdict=Verdict.UNKNOWN, summary=" ".join(parts))
    beside = told(said("What decides beside that: {conditions}.", conditions=call.decides), language)
    return replace(found, verdict=Verdict.UNKNOWN, summary=f"{found.summary} {beside}")


def where_not_named(found: Eligibility, language: Language) -> Eligibility:
    """The answer for a call that names others as those who may apply: no rule against a town is no yes."""
    if found.verdict is not Verdict.YES:
        return found
    ask = told(said("Municipalities are not named among those who may apply: ask who runs it."), language)
    return replace(found, verdict=Verdict.UNKNOWN, summary=ask)
