"""What a town and one partner are together for a call, and what they still lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.rules.applicants import Applicants, Asked
from matching.rules.clauses import rules_of_call
from matching.rules.country_rules import country_group
from matching.rules.eligibility import assess
from matching.rules.lacking import lacks, missing
from matching.rules.three_valued import NO
from matching.types import Eligibility, Language, Place
from matching.words.told import told


def with_partner(
    snapshot: Snapshot, town: int | Place, partner: int, call: int, *, on: date, language: Language = "en"
) -> Eligibility:
    """As `assess` with the partner; the `summary` tells how many of how many the two are, and what is still missing."""
    found = assess(snapshot, town, call, on=on, partners=(partner,), language=language)
    return replace(found, summary=told(_summary(snapshot, town, partner, call, on, language), language))


def _summary(snapshot: Snapshot, town: int | Place, partner: int, call: int, on: date, language: Language) -> Said:
    name = snapshot.municipalities.name(partner, language)
    asked = Asked(Applicants.of(snapshot, town, (partner,)), on)
    rules = rules_of_call(snapshot, call, on)
    if country_group(rules, asked)[-1] == NO:
        return said("{name} does not count here: this call does not admit its country.", name=name)
    found = lacks(rules, asked)
    still, count = missing(found), {"name": name, "have": found.have, "wanted": found.wanted}
    if still and found.wanted > 1:
        return said("With {name} you are {have} of {wanted}; missing: {missing}.").fill(missing=still, **count)
    if still:
        return said("With {name} you are two; missing: {missing}.", name=name, missing=still)
    if found.wanted > 1:
        return said("With {name} you are {have}; {wanted} are needed: enough.").fill(**count)
    return said("We know of no least number of partners for this call.")
