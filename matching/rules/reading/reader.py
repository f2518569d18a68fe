"""Clauses proposed from the text of a call, in English or German, each with the words that say it.

What is read is proposed only: a person accepts it. A pattern is kept where it is right nearly always; what it misses is
left to the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.counted import counted
from matching.rules.reading.deadlines import deadlines
from matching.rules.reading.durations import durations
from matching.rules.reading.effort import effort
from matching.rules.reading.numbers import NUMBER, whole
from matching.rules.reading.papers import papers
from matching.rules.reading.partnership import partnership
from matching.rules.reading.phrases import by_patterns
from matching.rules.reading.procedure import procedure
from matching.rules.reading.proposal import Proposal
from matching.rules.reading.quantities import quantities
from matching.rules.reading.rates import rates
from matching.rules.reading.roles import roles
from matching.rules.reading.sums import sums
from matching.rules.reading.where import countries_and_regions
from matching.rules.reading.who import who_may_apply


def propose(text: str, action_type: str | None = None) -> tuple[Proposal, ...]:
    """The clauses that the text states, each once. `action_type` says what the Annex of Horizon Europe asks for."""
    plain = re.sub(r"\s+", " ", text)
    found: dict[tuple[str, str, str], Proposal] = {}
    readers = (
        partnership,
        by_patterns,
        deadlines,
        durations,
        rates,
        sums,
        who_may_apply,
        roles,
        countries_and_regions,
        papers,
        quantities,
        counted,
        procedure,
        effort,
    )
    of_text = (proposal for read in readers for proposal in read(plain))
    for proposal in (*of_text, *_of_annex(plain, action_type)):
        found.setdefault((proposal.kind, proposal.operator, proposal.value), proposal)
    return tuple(found.values())


_ANNEX = re.compile(r"described in Annex B of the Work Programme General Annexes")
#: What Annex B asks for by the kind of action: applicants, countries, Member States.
_LEAST = {"RIA": (3, 3, 1), "IA": (3, 3, 1), "CSA": (1, 1, None)}


#: Roles that no body fills beside another, so that their least numbers add up.
_APART = frozenset(
    {"police_authority", "civil_society_organisation", "public_procurer", "end_user", "national_disaster_authority"}
    | {"local_or_regional_authority_disaster_response", "living_lab_linked_to_local_or_regional_authority"}
)


def _of_annex(text: str, action_type: str | None) -> Iterator[Proposal]:
    """What a topic of Horizon Europe takes over from the General Annexes, unless it asks for more itself."""
    match = _ANNEX.search(text)
    if match is None:
        return
    limited = re.search(r"limited to legal entities established in", text)
    if limited is None:
        yield Proposal(kind="country_set", operator="in", value="EU27+HE_associated+others_in_annex_B", quote=match[0])
    applicants, countries, states = _LEAST.get(action_type or "", (None, None, None))
    bodies_from = re.search(rf"entities from at least (?P<n>{NUMBER}) cities or regions", text, re.IGNORECASE)
    filled = [p.value for p in roles(text) if p.operator == ">="]
    sizes = [int(value.split(";")[0]) for value in filled if value.partition("role=")[2] in _APART]
    shared = re.search(r"can have the role of [^.]+ simultaneously", text) is not None
    bodies = max(sizes, default=0) if shared else sum(sizes)
    if bodies_from is not None:
        bodies = max(bodies, whole(bodies_from["n"]) or 0)
    own = max((int(p.value) for p in partnership(text) if p.kind == "min_applicants" and p.value.isdigit()), default=0)
    if applicants is not None and own <= applicants:
        yield Proposal(kind="min_applicants", operator=">=", value=str(max(applicants, bodies)), quote=match[0])
    if countries is not None and own <= (applicants or 0):
        least = max(countries, whole(bodies_from["n"]) or 0) if bodies_from else countries
        yield Proposal(kind="min_countries", operator=">=", value=str(least), quote=match[0])
    if states is not None:
        yield Proposal(kind="min_member_states", operator=">=", value=str(states), quote=match[0])
