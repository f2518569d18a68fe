"""What a town and one partner are together for a call, and what they still lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from graph.said import Said, said, said_many
from graph.snapshot.frozen import Snapshot
from matching.rules.applicants import Applicants, Asked
from matching.rules.clauses import rules_of_call
from matching.rules.consortium_rules import count_of
from matching.rules.country_rules import country_group
from matching.rules.eligibility import assess
from matching.rules.three_valued import NO
from matching.types import Eligibility, Language, Place
from matching.words.told import told

#: What one says is still missing, by the kind of rule that counts it.
_MISSING: Mapping[str, Said] = {
    "min_applicants": said_many("{count} more partner", "{count} more partners"),
    "min_countries": said_many("{count} more country", "{count} more countries"),
    "min_member_states": said_many("{count} more EU Member State", "{count} more EU Member States"),
}


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
    lacking, have, wanted = dict.fromkeys(_MISSING, 0), 0, 0
    for rule in rules:
        count = count_of(rule, rules, asked) if rule.kind in _MISSING and rule.concern == "consortium" else None
        if count is None or count.wanted is None or not rule.certain:
            continue
        lacking[rule.kind] = max(lacking[rule.kind], int(count.lacking))
        if rule.kind == "min_applicants" and count.wanted > wanted:
            have, wanted = int(count.sure), int(count.wanted)
    # One partner from a Member State that is not there yet is a partner and a country as well: counted once.
    lacking["min_countries"] = max(lacking["min_countries"] - lacking["min_member_states"], 0)
    abroad = lacking["min_countries"] + lacking["min_member_states"]
    lacking["min_applicants"] = max(lacking["min_applicants"] - abroad, 0)
    missing = tuple(_MISSING[kind].fill(count=count) for kind, count in lacking.items() if count)
    if missing and wanted > 1:
        return said("With {name} you are {have} of {wanted}; missing: {missing}.").fill(
            name=name, have=have, wanted=wanted, missing=missing
        )
    if missing:
        return said("With {name} you are two; missing: {missing}.", name=name, missing=missing)
    if wanted > 1:
        return said("With {name} you are {have}; {wanted} are needed: enough.", name=name, have=have, wanted=wanted)
    return said("We know of no least number of partners for this call.")
