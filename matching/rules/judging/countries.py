"""Countries: which bodies are from a set, and the least numbers of applicants, countries and Member States."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.said import Said, said, said_many
from matching.rules.asking.situation import Body
from matching.rules.country_sets import country_sets, in_set, set_names, state_of
from matching.rules.judging.body_types import counts_as
from matching.rules.judging.case import BESIDE, Case, Finding, enough, of_truth
from matching.rules.judging.conditions import applies
from matching.rules.judging.places import areas_of
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES
from matching.words.countries import country_named

#: What rules count that is not all that is eligible, by the words of their condition `of`.
_WITH_PEER = "applicant+peer"
_ELIGIBLE = ("eligible_countries", _WITH_PEER, "participating_countries", "network_members")
ADMISSION = said(
    "Whether {country} is admitted, the rules that we read do not say: the text of the call or who runs it can tell."
)
#: The condition `of` of a rule about the country of a partner, and the set of the OECD's list of recipients of aid,
#: on which no Member State is.
PARTNER, RECIPIENTS = "partner", "DAC_list_country"
_PROGRAMME_AREA = "programme_countries"


def body_in(names: Sequence[str], body: Body, on: date) -> int:
    """Whether a body is from one of the sets or countries; what is stated of its association goes first."""
    answers = [_one(name, body, on) for name in names]
    return max(answers, default=UNKNOWN)


def _one(name: str, body: Body, on: date) -> int:
    stated = body.truth("horizon_association")
    if name == "HE_associated" and stated is not None:
        return of_truth(stated)
    if name == "HE_widening_countries_or_outermost" and body.truth("widening_country") is not None:
        return of_truth(body.truth("widening_country"))
    if body.country is None:
        return UNKNOWN
    if name == "non-associated-third-countries" and stated is not None and in_set("EU27", body.country, on) == NO:
        return -of_truth(stated)
    return in_set(name, body.country, on)


def judge_country_set(rule: Rule, case: Case) -> Finding:
    """The country of the applicant: `in` limits, `includes` widens, `not` bars."""
    applicant, on = case.situation.applicant, case.situation.day
    if rule.conditions.get("of") == PARTNER and rule.operator == "in":
        return _of_partner(rule, case)
    if "of" in rule.conditions or rule.role:
        return Finding(UNKNOWN, said("This is about others than the applicant: read the call's text."), to_read=True)
    named = body_in(set_names(rule.values), applicant, on)
    if rule.operator == "not":
        answer = -named
        reasons = (said("The country is among those left out."), said("The country is not among those left out."))
        return _of_country(answer, reasons, applicant, set_names(rule.values))
    if rule.operator == "includes" and named != YES:
        return _beside_a_widening(rule, case, named)
    reasons = (said("The country is not among them."), said("The country is among them."))
    return _of_country(_admitted_first(named, applicant), reasons, applicant, set_names(rule.values))


def _of_partner(rule: Rule, case: Case) -> Finding:
    """Whether one of the partners is from the set."""
    partners, on = case.situation.partners, case.situation.day
    needed = said("A partner from such a country is needed.")
    if partners is None:
        return Finding(UNKNOWN, needed, "partners", more=1)
    answers = [_outside(rule, body, on) for body in partners if body.role not in BESIDE]
    if YES in answers:
        return Finding(YES, said("The country is among them."))
    if all(answer == NO for answer in answers):
        return Finding(NO, needed, more=1)
    return Finding(UNKNOWN, said("Whether a partner's country is one of them, the source's list tells."), more=1)


def _outside(rule: Rule, body: Body, on: date) -> int:
    """Whether the partner is from the set. The OECD's list is not on record: a Member State is not on it, of others it
    is not known."""
    names = set_names(rule.values)
    if names == (RECIPIENTS,):
        member = body_in(("EU27",), body, on)
        return NO if member == YES else UNKNOWN
    return body_in(names, body, on)


def _admitted_first(named: int, applicant: Body) -> int:
    stated = applicant.truth("eligible_country")
    return named if stated is None else of_truth(stated)


def _beside_a_widening(rule: Rule, case: Case, named: int) -> Finding:
    """A rule that only widens the circle, for a country that it does not surely name: the limit decides."""
    limit = admitted(case.situation.applicant, case, but=rule)
    if limit == YES:
        return Finding(YES, said("Your country is admitted without this rule."))
    reasons = (said("The country is not among them."), said("The country is among them."))
    return _of_country(max(named, limit), reasons, case.situation.applicant)


def _of_country(answer: int, reasons: tuple[Said, Said], body: Body, names: Sequence[str] = ()) -> Finding:
    if answer != UNKNOWN:
        return Finding(answer, reasons[answer == YES])
    if body.country is None:
        return Finding(UNKNOWN, said("We do not know the country."), "country")
    notes = [entry.note for name in names if (entry := country_sets().get(name, {}).get(body.country)) and entry.note]
    country = country_named(body.country)
    if notes:
        unsettled = said("Whether {country} counts is not settled by what we know ({note}).")
        return Finding(UNKNOWN, unsettled.fill(country=country, note="; ".join(notes)))
    return Finding(UNKNOWN, said("Whether {country} counts is not settled by what we know.", country=country))


def admitted(body: Body, case: Case, but: Rule | None = None) -> int:
    """Whether the country of a body is admitted: it meets all limits, or a rule that widens names it, and none bars it.

    Without limits a Member State is surely admitted, and a country of the sets that least numbers count (EU27 and those
    associated); who else, we do not know.
    """
    stated = body.truth("eligible_country")
    if stated is not None:
        return of_truth(stated)
    on = case.situation.day
    own = [r for r in case.rules if r.kind == "country_set" and r is not but and r.concern == "town"]
    named = {r.clause: _unsure(r, body_in(set_names(r.values), body, on), case) for r in own}
    limits = [named[r.clause] for r in own if r.operator == "in"]
    wider = [named[r.clause] for r in own if r.operator == "includes"]
    barred = [-named[r.clause] for r in own if r.operator == "not"]
    within = min(limits) if limits else max(body_in(("EU27", *_sets_counted(case)), body, on), UNKNOWN)
    return min([max([within, *wider]), *barred])


def _sets_counted(case: Case) -> tuple[str, ...]:
    """The sets of countries whose applicants a least number surely counts: who is counted may take part."""
    least = (r for r in case.rules if r.kind == "min_countries" and applies(r, case) == YES)
    sets = (_sets(r.conditions.get("of", "")) for r in least)
    return tuple(name for names in sets for name in names if name in _WHOLE_SETS or _is_country(name))


def _unsure(rule: Rule, named: int, case: Case) -> int:
    """Whether a country is named, where it is not sure that the rule holds: a limit then bars nobody for sure."""
    if applies(rule, case) == YES:
        return named
    return max(named, UNKNOWN) if rule.operator == "in" else min(named, UNKNOWN)


def counted(body: Body, rule: Rule, case: Case) -> int:
    """Whether a body is one that the rule counts: an applicant from a country that is admitted and that it names."""
    if body.role in BESIDE:
        return NO
    answer = admitted(body, case)
    named = _named_by(rule, case)
    if named:
        return answer if answer == NO else body_in(named, body, case.situation.day)
    of = rule.conditions.get("of", "")
    if of == _PROGRAMME_AREA:
        return min(answer, in_programme(body, case))
    if of in ("cities", "cities_or_regions"):
        return min(answer, _is_city(body, of))
    if of and of not in _ELIGIBLE:
        return min(answer, UNKNOWN)
    return answer


def _named_by(rule: Rule, case: Case) -> tuple[str, ...]:
    """The sets or countries that the rule counts: its own, else those of the programme's rule of the same kind."""
    own = _sets(rule.conditions.get("of", ""))
    if own or "of" in rule.conditions:
        return own
    others = (r for r in case.rules if r.kind == rule.kind and r is not rule and applies(r, case) == YES)
    found = (_sets(r.conditions.get("of", "")) for r in others)
    return next((sets for sets in found if any(name in _WHOLE_SETS for name in sets)), ())


_WHOLE_SETS = ("EU27", "HE_associated")


def _sets(of: str) -> tuple[str, ...]:
    """The sets or countries that `of` names: EU27+HE_associated, or DE,PL."""
    names = tuple(name for part in of.split(",") for name in set_names((part,)))
    known = [name in _WHOLE_SETS or name.startswith("EU27") or _is_country(name) for name in names]
    return names if names and any(known) else ()


def _is_country(name: str) -> bool:
    return len(name) == 2 and name.isupper()


def names_countries(rule: Rule) -> bool:
    """Whether the rule counts bodies of certain countries alone: two of Germany and Czechia."""
    codes = rule.conditions.get("of", "").split(",")
    return rule.kind in ("min_applicants", "min_countries") and all(map(_is_country, codes))


def one_from_each(rule: Rule) -> bool:
    """Whether it asks for as many applicants as it names countries: a German and an Austrian, not two Germans."""
    asks = rule.kind == "min_applicants" and rule.operator == ">=" and names_countries(rule)
    return asks and rule.number == len(set(rule.conditions["of"].split(",")))


def in_programme(body: Body, case: Case) -> int:
    """Whether the country of a body belongs to the area of the programme."""
    countries = areas_of([r for r in case.rules if r.kind == "region_area" and r.operator == "in"])
    if not countries:
        return UNKNOWN
    return UNKNOWN if body.country is None else YES if state_of(body.country) in countries else NO


def _is_city(body: Body, of: str) -> int:
    return counts_as(body.type, "city" if of == "cities" else "entity_from_city_or_region")


def judge_min_applicants(rule: Rule, case: Case) -> Finding:
    """How many independent bodies apply; `==` asks for one that applies for all."""
    if rule.operator == "==":
        return _single(case)
    if one_from_each(rule):
        return judge_min_countries(rule, case)
    answers = [counted(body, rule, case) for body in case.situation.bodies]
    needed = said_many("{count} more applicant is needed.", "{count} more applicants are needed.")
    return _least(rule, case, sum(a == YES for a in answers), sum(a != NO for a in answers), needed)


def _single(case: Case) -> Finding:
    others = [b for b in case.situation.partners or () if b.role in ("applicant", "co_applicant", "coapplicant")]
    if others:
        return Finding(NO, said("Only one body applies, for all who take part."), fatal=True)
    return Finding(YES, said("One body applies, for all who take part."))


def judge_min_countries(rule: Rule, case: Case) -> Finding:
    """How many states the applicants are from; a territory counts as its state (Réunion as France)."""
    needed = said_many(
        "{count} more country is needed (so far: {countries}).",
        "{count} more countries are needed (so far: {countries}).",
    )
    without = said_many("{count} more country is needed.", "{count} more countries are needed.")
    return _states(rule, case, [counted(body, rule, case) for body in case.situation.bodies], needed, without)


def judge_min_member_states(rule: Rule, case: Case) -> Finding:
    """How many Member States of the European Union the applicants are from."""
    on, bodies = case.situation.day, case.situation.bodies
    peers = [_is_peer(b, rule) for b in case.situation.partners or ()]
    answers = [
        NO if b.role in BESIDE else min(peer, _not_barred(b), body_in(("EU27",), b, on))
        for b, peer in zip(bodies, [YES, *peers], strict=True)
    ]
    needed = said_many("{count} more EU Member State is needed.", "{count} more EU Member States are needed.")
    return _states(rule, case, answers, needed, needed)


def _is_peer(body: Body, rule: Rule) -> int:
    """Whether a partner is one that the rule counts: beside a city its peer is an urban authority as well."""
    if rule.conditions.get("of") != _WITH_PEER or counts_as(body.type, "urban_authority") != NO:
        return YES
    return NO


def _not_barred(body: Body) -> int:
    return NO if body.truth("eligible_country") is False else YES


def _states(rule: Rule, case: Case, answers: Sequence[int], needed: Said, without: Said) -> Finding:
    """`needed` has a place for the countries that are there, `without` is said where there is none."""
    pairs = list(zip(case.situation.bodies, answers, strict=True))
    sure = {state_of(b.country) for b, a in pairs if a == YES and b.country}
    possible = {state_of(b.country) for b, a in pairs if a != NO and b.country}
    named = {"countries": tuple(country_named(state) for state in sorted(sure))} if sure else {}
    nameless = sum(b.country is None and a != NO for b, a in pairs)
    sentence = needed if sure else without
    return _least(rule, case, len(sure), len(possible) + nameless, sentence, **named)


def _least(rule: Rule, case: Case, sure: int, possible: float, needed: Said, **words: object) -> Finding:
    wanted = rule.number
    if wanted is None:
        return Finding(UNKNOWN, said("The text leaves the number to another document."))
    if sure >= wanted:
        return enough(sure, wanted)
    if case.situation.partners is None and possible > sure and (unsettled := _unsettled(case)) is not None:
        return _least_with(unsettled, max(round(wanted - possible), 0), needed, words)
    more, open_ = round(wanted) - sure, case.situation.partners is None
    answer = NO if not open_ and possible < wanted else UNKNOWN
    missing = "partners" if open_ else "partners.country" if answer == UNKNOWN else None
    return Finding(answer, needed.fill(count=more, **words), missing, more=more)


def _unsettled(case: Case) -> Said | None:
    """That nobody tells whether the country of the one that asks is admitted; None where it is settled or not known."""
    applicant = case.situation.applicant
    if applicant.country is None or admitted(applicant, case) != UNKNOWN:
        return None
    return ADMISSION.fill(country=country_named(applicant.country))


def _least_with(unsettled: Said, more: int, needed: Said, words: Mapping[str, object]) -> Finding:
    """A least number that hangs on whether the one that asks counts: how many more there have to be if it does."""
    if not more:
        return Finding(UNKNOWN, unsettled)
    reason = said("{needed} {unsettled}", needed=needed.fill(count=more, **words), unsettled=unsettled)
    return Finding(UNKNOWN, reason, "partners", more=more)
