"""What the words of rules mean to a town clerk: country sets, roles, documents and types, in English and German."""

from __future__ import annotations

from collections.abc import Mapping

from matching.types import Language

#: Names of country sets, roles, documents and types, as rules write them.
TERMS: Mapping[str, Mapping[Language, str]] = {
    "EU27": {"en": "EU Member States", "de": "EU-Mitgliedstaaten"},
    "HE_associated": {
        "en": "countries associated to Horizon Europe",
        "de": "mit Horizont Europa assoziierten Staaten",
    },
    "others_in_annex_B": {
        "en": "further countries that Annex B of the work programme names",
        "de": "weiteren Staaten, die Anhang B des Arbeitsprogramms nennt",
    },
    "non-associated-third-countries": {"en": "countries that are not associated", "de": "nicht assoziierten Staaten"},
    "EEA_EFTA": {
        "en": "EFTA states of the European Economic Area",
        "de": "EFTA-Staaten im Europäischen Wirtschaftsraum",
    },
    "EU_candidates": {"en": "EU candidate countries", "de": "EU-Beitrittskandidaten"},
    "HE_widening_countries_or_outermost": {
        "en": "widening countries of Horizon Europe or outermost regions",
        "de": "Widening-Staaten von Horizont Europa oder Gebieten in äußerster Randlage",
    },
    "gender_equality_plan": {"en": "A gender equality plan", "de": "Ein Gleichstellungsplan"},
    "pic_validated": {
        "en": "Registration in the Participant Register (PIC), validated",
        "de": "Eintrag im Teilnehmerregister (PIC), validiert",
    },
    "approved_climate_or_energy_plan": {
        "en": "An approved climate or energy plan",
        "de": "Ein beschlossener Klima- oder Energieplan",
    },
    "city": {"en": "city", "de": "Stadt"},
    "host_city": {"en": "host city", "de": "gastgebende Stadt"},
    "local_authority": {"en": "local authority", "de": "kommunale Gebietskörperschaft"},
    "local_or_regional_authority": {
        "en": "local or regional authority",
        "de": "lokale oder regionale Gebietskörperschaft",
    },
    "municipality": {"en": "municipality", "de": "Gemeinde"},
    "municipality_or_local_authority": {
        "en": "municipality or local authority",
        "de": "Gemeinde oder kommunale Gebietskörperschaft",
    },
    "grouping": {"en": "grouping", "de": "Zusammenschluss"},
    "public_sector_entity": {"en": "public sector body", "de": "öffentliche Stelle"},
    "public_procurer": {"en": "public procurer", "de": "öffentlicher Auftraggeber"},
    "mission_city": {
        "en": "one of the 112 cities of the EU Cities Mission",
        "de": "eine der 112 Städte der EU-Städtemission",
    },
    "former_uia_city": {
        "en": "city that led an Urban Innovative Actions project",
        "de": "Stadt mit einem UIA-Projekt (Urban Innovative Actions)",
    },
    "urbact_good_practice_city": {
        "en": "city with an URBACT good practice label",
        "de": "Stadt mit URBACT-Siegel „Good Practice“",
    },
    "partners_in_less_developed_or_transition_regions": {
        "en": "from less developed or transition regions",
        "de": "aus weniger entwickelten oder Übergangsregionen",
    },
    "article_11_city": {"en": "Article 11 city", "de": "Artikel-11-Stadt"},
    "entity_from_mission_city": {
        "en": "body from one of the 112 cities of the EU Cities Mission",
        "de": "Stelle aus einer der 112 Städte der EU-Städtemission",
    },
    "entity_from_city_or_region": {"en": "body from a city or region", "de": "Stelle aus einer Stadt oder Region"},
    "entity_from_adaptation_charter_signatory": {
        "en": "body from a signatory of the Adaptation Mission's charter",
        "de": "Stelle aus einer Kommune oder Region, die die Charta der Anpassungsmission gezeichnet hat",
    },
    "ten_t_urban_node": {"en": "urban node of the TEN-T network", "de": "städtischer Knoten des TEN-V-Netzes"},
    "police_authority": {"en": "police authority", "de": "Polizeibehörde"},
    "civil_society_organisation": {
        "en": "civil society organisation",
        "de": "Organisation der Zivilgesellschaft",
    },
    "2_cso+2_youth_ngo": {
        "en": "two civil society organisations and two youth organisations",
        "de": "zwei Organisationen der Zivilgesellschaft und zwei Jugendorganisationen",
    },
    "national_disaster_authority": {
        "en": "national authority for disaster risk",
        "de": "nationale Katastrophenschutzbehörde",
    },
    "local_or_regional_authority_disaster_response": {
        "en": "local or regional authority in charge of disaster response",
        "de": "kommunale oder regionale Katastrophenschutzbehörde",
    },
    "living_lab_linked_to_local_or_regional_authority": {
        "en": "living lab linked to a local or regional authority",
        "de": "Reallabor mit Bezug zu einer kommunalen oder regionalen Behörde",
    },
    "end_user": {"en": "end-user organisation", "de": "Endnutzer-Organisation"},
    "twinning_committee": {"en": "twinning committee", "de": "Partnerschaftskomitee"},
    "non_profit_organisation": {"en": "non-profit organisation", "de": "gemeinnützige Organisation"},
    "local_public_entity_aggregating_municipalities": {
        "en": "public body of several municipalities",
        "de": "öffentliche Stelle mehrerer Gemeinden",
    },
    "territory_of_a_territorial_just_transition_plan": {
        "en": "territory of a just transition plan",
        "de": "Gebiet eines territorialen Plans für einen gerechten Übergang",
    },
}


def term(name: str, language: Language) -> str:
    """What a rule's word is called; a word that we have no name for is told as it stands, without underscores."""
    return TERMS[name][language] if name in TERMS else name.replace("_", " ")
