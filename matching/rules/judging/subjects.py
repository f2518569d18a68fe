"""What a rule that a person has to read is about, in a word or two before the source's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.said import Said, said_as
from matching.rules.rule import Rule

_ABOUT: Mapping[Said, Sequence[str]] = {
    said_as("subject", "Start of the project"): ("project_start", "activities_start"),
    said_as("subject", "End of the project"): ("project_end",),
    said_as("subject", "Total costs"): ("total_costs_eur",),
    said_as("subject", "Eligible costs"): ("eligible_costs_eur",),
    said_as("subject", "Money of the whole call"): ("call_budget_eur", "measure_1.1_budget_eur"),
    said_as("subject", "Payment"): ("reimbursement", "capped_lump_sums", "lump_sum_per_participant", "lump_sum"),
    said_as("subject", "Accounts"): ("invoices", "reports", "first_level_control", "draft_budget"),
    said_as("subject", "How to apply"): ("effort", "online", "not_online", "application_per_neighbourhood"),
    said_as("subject", "Before you apply"): ("compulsory_advice", "project_sketch", "check_terms_of_reference"),
    said_as("subject", "When to apply"): (
        *("all_year", "cut_off_dates_per_year", "calls_per_year", "rounds_per_year", "months_notice"),
        *("support_rounds_per_year", "rolling_small_grants", "weeks_before_start", "apply_any_time"),
    ),
    said_as("subject", "Decision"): (
        *("decisions_per_year", "months_to_decision", "weeks_to_decision", "decision", "evaluation_start"),
        "first_come_first_served",
    ),
    said_as("subject", "Language of the application"): ("application_language", "form_language", "two_languages"),
    said_as("subject", "How long there is money"): ("fund_years", "fund_end", "service_end", "year"),
    said_as("subject", "How many were or are chosen"): (
        *("grants", "prizes", "municipalities", "applications", "approved_applications", "cities_paired"),
    ),
    said_as("subject", "Length of a meeting"): ("days", "days_event", "programme_days", "hours"),
    said_as("subject", "Age of those who take part"): ("participant_age",),
    said_as("subject", "Applications by one applicant"): (
        *("applications_per_oid_and_deadline", "small_partnerships_per_oid_and_deadline"),
        *("applications_per_applicant_and_deadline", "projects_per_applicant"),
    ),
    said_as("subject", "Where it takes place"): (
        *("activity_place", "activity_countries", "demo_buildings", "pilot_countries", "neighbourhoods"),
        *("demo_areas", "demonstration_sites", "replication_sites", "lab_countries", "seat_or_branch_in_area"),
    ),
    said_as("subject", "What is not paid"): ("investment_costs", "purely_touristic"),
    said_as("subject", "Excluded suppliers and owners"): (
        *("high_risk_network_supplier", "controlled_by=CN", "controlled_by=non_eligible_country"),
        *("communication_network_restrictions", "no_control_by_china", "no_foreign_control"),
    ),
    said_as("subject", "Length of the proposal"): ("page_limit",),
    said_as("subject", "Money passed on to others"): ("third_party_grant_max", "must_support_third_parties"),
    said_as("subject", "Who was supported before"): (
        "received_eucf_support_before",
        "supported_in_earlier_eui_ia_call",
    ),
    said_as("subject", "Partner country"): ("DAC_list_country",),
}
_OF = {word: about for about, words in _ABOUT.items() for word in words}


def subject(rule: Rule) -> Said | None:
    """What the rule is about: by what it counts, by its value, or by its name; None where we have no word for it."""
    words = (rule.conditions.get("of", ""), *rule.values[:1], rule.name.removesuffix("_expected"))
    return next((_OF[word] for word in words if word in _OF), None)
