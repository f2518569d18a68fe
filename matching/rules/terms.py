"""What the words of rules mean to a town clerk: country sets, roles, documents and types."""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said_as

#: Names of country sets, roles, documents and types, as rules write them.
TERMS: Mapping[str, Said] = {
    "EU27": said_as("rule", "EU Member States"),
    "HE_associated": said_as("rule", "countries associated to Horizon Europe"),
    "others_in_annex_B": said_as("rule", "further countries that Annex B of the work programme names"),
    "non-associated-third-countries": said_as("rule", "countries that are not associated"),
    "EEA_EFTA": said_as("rule", "EFTA states of the European Economic Area"),
    "DAC_list_country": said_as("rule", "countries that the OECD lists as recipients of development aid"),
    "EU_candidates": said_as("rule", "EU candidate countries"),
    "HE_widening_countries_or_outermost": said_as("rule", "widening countries of Horizon Europe or outermost regions"),
    "gender_equality_plan": said_as("rule", "A gender equality plan"),
    "pic_validated": said_as("rule", "Registration in the Participant Register (PIC), validated"),
    "approved_climate_or_energy_plan": said_as("rule", "An approved climate or energy plan"),
    "city": said_as("rule", "city"),
    "host_city": said_as("rule", "host city"),
    "local_authority": said_as("rule", "local authority"),
    "local_or_regional_authority": said_as("rule", "local or regional authority"),
    "municipality": said_as("rule", "municipality"),
    "municipality_or_local_authority": said_as("rule", "municipality or local authority"),
    "grouping": said_as("rule", "grouping"),
    "public_sector_entity": said_as("rule", "public sector body"),
    "public_procurer": said_as("rule", "public procurer"),
    "mission_city": said_as("rule", "one of the 112 cities of the EU Cities Mission"),
    "former_uia_city": said_as("rule", "city that led an Urban Innovative Actions project"),
    "urbact_good_practice_city": said_as("rule", "city with an URBACT good practice label"),
    "partners_in_less_developed_or_transition_regions": said_as("rule", "from less developed or transition regions"),
    "article_11_city": said_as("rule", "Article 11 city"),
    "entity_from_mission_city": said_as("rule", "body from one of the 112 cities of the EU Cities Mission"),
    "entity_from_city_or_region": said_as("rule", "body from a city or region"),
    "entity_from_adaptation_charter_signatory": said_as(
        "rule", "body from a signatory of the Adaptation Mission's charter"
    ),
    "ten_t_urban_node": said_as("rule", "urban node of the TEN-T network"),
    "police_authority": said_as("rule", "police authority"),
    "civil_society_organisation": said_as("rule", "civil society organisation"),
    "2_cso+2_youth_ngo": said_as("rule", "two civil society organisations and two youth organisations"),
    "national_disaster_authority": said_as("rule", "national authority for disaster risk"),
    "local_or_regional_authority_disaster_response": said_as(
        "rule", "local or regional authority in charge of disaster response"
    ),
    "living_lab_linked_to_local_or_regional_authority": said_as(
        "rule", "living lab linked to a local or regional authority"
    ),
    "end_user": said_as("rule", "end-user organisation"),
    "twinning_committee": said_as("rule", "twinning committee"),
    "non_profit_organisation": said_as("rule", "non-profit organisation"),
    "local_public_entity_aggregating_municipalities": said_as("rule", "public body of several municipalities"),
    "territory_of_a_territorial_just_transition_plan": said_as("rule", "territory of a just transition plan"),
    "association": said_as("rule", "association"),
    "civil_protection_expert": said_as("rule", "expert in civil protection"),
    "emergency_service": said_as("rule", "emergency service"),
    "governmental_department": said_as("rule", "government department"),
    "group_of_young_people": said_as("rule", "group of young people"),
    "informal_group_of_young_people": said_as("rule", "informal group of young people"),
    "nursery": said_as("rule", "nursery"),
    "private_body": said_as("rule", "private body"),
    "private_organisation": said_as("rule", "private organisation"),
    "public_body": said_as("rule", "public body"),
    "public_organisation": said_as("rule", "public organisation"),
    "social_enterprise": said_as("rule", "social enterprise"),
    "youth_organisation": said_as("rule", "youth organisation"),
    "founding_member": said_as("rule", "founding member"),
    "ngo": said_as("rule", "non-governmental organisation"),
    "county": said_as("rule", "county"),
    "joint_body": said_as("rule", "joint body"),
    "public_administration": said_as("rule", "public administration"),
    "federation": said_as("rule", "federation"),
    "school": said_as("rule", "school"),
    "public_library": said_as("rule", "public library"),
    "sme": said_as("rule", "small or medium-sized firm"),
    "chamber": said_as("rule", "chamber"),
    "public_authority": said_as("rule", "public authority"),
    "legal_person": said_as("rule", "legal person"),
    "small_municipality": said_as("rule", "small municipality"),
    "town": said_as("rule", "town"),
    "network_of_towns": said_as("rule", "network of towns"),
    "participant_register_entry": said_as("rule", "Registration in the Participant Register (PIC)"),
    "individual": said_as("rule", "individual"),
    "cultural_or_creative_organisation": said_as("rule", "cultural or creative organisation"),
    "foundation": said_as("rule", "foundation"),
    "group_of_3_people": said_as("rule", "group of three people"),
    "municipal_utility": said_as("rule", "municipal utility"),
    "body_with_25_percent_municipal_share": said_as("rule", "body of which municipalities hold a quarter"),
    "municipality_without_grant": said_as("rule", "municipality that had no grant before"),
    "partnership_with_local_authority": said_as("rule", "partnership with a local authority"),
    "municipal_administration": said_as("rule", "municipal administration"),
    "private_sector_organisation": said_as("rule", "private body"),
    "public_sector_organisation": said_as("rule", "body of the public sector"),
    "energy_community_legal_entity": said_as("rule", "energy community"),
    "public_or_private_body_active_in_adult_education": said_as("rule", "body that is active in adult education"),
    "elected_local_or_regional_representative": said_as("rule", "elected local or regional representative"),
    "mayor": said_as("rule", "mayor"),
    "climate_or_energy_plan": said_as("rule", "A climate or energy plan"),
    "urban_authority": said_as("rule", "urban authority"),
    "grouping_of_urban_authorities": said_as("rule", "grouping of urban authorities"),
    "article_11_strategy": said_as("rule", "A strategy under Article 11"),
    "individual_from_urban_authority": said_as("rule", "individual from an urban authority"),
    "organisation": said_as("rule", "organisation"),
    "initiative": said_as("rule", "initiative"),
    "local_public_body": said_as("rule", "local public body"),
    "new_or_smaller_actor": said_as("rule", "new or smaller body"),
    "any": said_as("rule", "anybody"),
    "local_government": said_as("rule", "local government"),
    "region": said_as("rule", "region"),
    "infrastructure_operator": said_as("rule", "operator of infrastructure"),
    "energy_agency": said_as("rule", "energy agency"),
    "grouping_of_public_authorities": said_as("rule", "grouping of public authorities"),
    "adaptation_charter_signature": said_as("rule", "The signature of the Adaptation Mission's charter"),
    "group_of_municipalities": said_as("rule", "group of municipalities"),
    "local_administrative_unit": said_as("rule", "local administrative unit"),
    "national_authority": said_as("rule", "national authority"),
    "regional_authority": said_as("rule", "regional authority"),
    "programme_authority": said_as("rule", "authority of a programme"),
    "letter_of_political_support": said_as("rule", "A letter of political support"),
    "letter_of_support": said_as("rule", "A letter of support"),
    "letter_of_support_signed_by_mayor": said_as("rule", "A letter of support signed by the mayor"),
    "commitment_letter_signed_by_mayor": said_as("rule", "A letter of commitment signed by the mayor"),
    "declaration_signed_by_mayor": said_as("rule", "A declaration signed by the mayor"),
    "tailored_letter_of_support": said_as("rule", "A letter of support written for this application"),
    "partner_role_or_tailored_letter_of_support": said_as(
        "rule", "Municipalities as partners, or their letters of support"
    ),
    "declaration_signed_by_candidate_and_authority": said_as(
        "rule", "A declaration signed by the candidate and the authority"
    ),
    "memorandum_of_understanding": said_as("rule", "A memorandum of understanding"),
    "memorandum_or_collaboration_agreement": said_as(
        "rule", "A memorandum of understanding or an agreement to work together"
    ),
    "partnership_agreement": said_as("rule", "A signed partnership agreement"),
    "sustainable_urban_mobility_plan_or_equivalent": said_as(
        "rule", "A sustainable urban mobility plan or one like it"
    ),
    "existing_strategy_or_plan": said_as("rule", "A strategy or plan that is there already"),
    "strategy_or_plan": said_as("rule", "A strategy or plan"),
    "commitment_of_national_eucys_organiser": said_as(
        "rule", "The commitment of the national organiser of the contest"
    ),
    "application_form_with_annexes": said_as("rule", "The application form with its annexes"),
    "council_decision": said_as("rule", "A decision of the council"),
    "positive_vote_of_local_action_group": said_as("rule", "A vote of the local action group in favour"),
    "proof_of_total_financing": said_as("rule", "Proof that all of it is financed"),
    "permits": said_as("rule", "All permits that are needed"),
    "school,education_authority": said_as("rule", "school or education authority"),
    "youth_ngo": said_as("rule", "youth organisation"),
    "local_water_management_organisation": said_as("rule", "local body that manages water"),
    "other_body_implementing_ERDF_CF_JTF": said_as("rule", "other body that runs an EU structural fund"),
    "independent_legal_entity": said_as("rule", "independent legal entity"),
}


def term(name: str) -> str:
    """What a rule's word is called; a word that we have no name for is told as it stands, without underscores."""
    return TERMS.get(name) or name.replace("_", " ")


#: What a rule may hold for, as rules write it.
CONDITIONS_TOLD: Mapping[str, Said] = {
    "association": said_as("condition", "associations"),
    "core_project": said_as("condition", "core projects"),
    "cross_cutting_innovation_topic": said_as("condition", "topics on innovation across fields"),
    "encounter_or_partnership_project": said_as("condition", "encounters and projects of partners"),
    "finanzschwach": said_as("condition", "municipalities with weak finances"),
    "finanzschwach_or_lignite_area": said_as("condition", "municipalities with weak finances or in lignite areas"),
    "objective_1": said_as("condition", "the first objective"),
    "objective_2": said_as("condition", "the second objective"),
    "phase_1": said_as("condition", "the first phase"),
    "phase_2": said_as("condition", "the second phase"),
    "phase_A": said_as("condition", "phase A"),
    "short_track": said_as("condition", "small applications"),
    "small_project": said_as("condition", "small projects"),
    "small_scale": said_as("condition", "small-scale projects"),
    "small_scale_partnership": said_as("condition", "small-scale partnerships"),
    "special_call": said_as("condition", "special calls"),
}


def condition_told(condition: str) -> str:
    """What a rule holds for, in words; `action_type:RIA,IA` by what stands in it."""
    plain = condition.replace("_", " ").replace(":", " ").replace(",", ", ")
    return CONDITIONS_TOLD.get(condition) or plain
