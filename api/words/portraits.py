"""What portraits call things, on the terminal and on pages: facts and their values, kinds, roles and states."""

from __future__ import annotations

from collections.abc import Mapping

from graph.nuts_names import nuts_name
from graph.said import Said, said, said_as
from matching.types import Language
from matching.words.degrees import degree
from matching.words.told import told
from matching.words.written import language_name, number

#: Kinds of municipalities (`graph.model.MunicipalityKind`).
KINDS: Mapping[str, Said] = {
    "municipality": said_as("kind of municipality", "municipality"),
    "county": said_as("kind of municipality", "county"),
    "union": said_as("kind of municipality", "union of municipalities"),
    "borough": said_as("kind of municipality", "borough"),
    "region": said_as("kind of municipality", "region"),
    "quarter": said_as("kind of municipality", "quarter of a town"),
    "settlement": said_as("kind of municipality", "part of a municipality"),
}
#: Facts by their key (`graph.model.FACT_KEYS`).
FACTS: Mapping[str, Said] = {
    "lau": said("Official code with country (LAU)"),
    "official_name": said("Name in the official list"),
    "kind": said("Kind according to the official list"),
    "website": said("Public page"),
    "part_of": said("Is a part of"),
    "nuts3": said("NUTS 3 region"),
    "population": said_as("fact", "Inhabitants"),
    "degurba": said("Degree of urbanisation"),
    "cohesion_category": said("Category of the region in cohesion policy"),
    "agglomeration": said("Belongs to the agglomeration"),
    "article_11_city": said("Sustainable urban development under Article 11 ERDF"),
    "pic": said("Participant identification code (PIC)"),
    "pic_validated": said("Participant identification code validated"),
    "gender_equality_plan": said("Gender equality plan"),
    "coastal": said("On the coast"),
    "climate_plan": said("Approved climate or energy plan"),
    "mission_city": said("City of the EU Cities Mission"),
    "good_practice": said("URBACT good practice label"),
    "uia_city": said("Has led an Urban Innovative Actions project"),
    "adaptation_charter": said("Has signed the Adaptation Mission's charter"),
    "ten_t_urban_node": said("Urban node of the TEN-T network"),
    "disaster_response_authority": said("In charge of disaster response"),
    "roles_willing": said("Roles it would take"),
    "languages": said("Working languages"),
    "staff_hours": said("Hours a month that staff can give"),
    "cofinancing_ceiling": said("Own money it can give (euros)"),
}
#: Values of facts that are words of a vocabulary, beside KINDS.
_VALUES: Mapping[str, Said] = {
    "yes": said_as("value of a fact", "yes"),
    "no": said_as("value of a fact", "no"),
    "less-developed": said_as("value of a fact", "less-developed"),
    "transition": said_as("value of a fact", "transition"),
    "more-developed": said_as("value of a fact", "more-developed"),
    "lead": said_as("value of a fact", "lead"),
    "partner": said_as("value of a fact", "partner"),
    "associated": said_as("value of a fact", "associated"),
}
#: Headings over what a town is related to, by the type of the relations, in this order.
TIES: Mapping[str, Said] = {
    "NEEDS": said_as("heading", "Needs"),
    "OFFERS": said_as("heading", "Offers"),
    "MEMBER_OF": said_as("heading", "Networks and projects"),
    "USES": said_as("heading", "Solutions"),
    "TWINNED_WITH": said_as("heading", "Twin towns"),
}
#: Priorities of needs, from this weight on.
_PRIORITIES = ((0.8, said("high priority")), (0.5, said("medium priority")), (0.0, said("low priority")))
#: Kinds of networks and of solutions (`graph.model`).
NETWORKS: Mapping[str, Said] = {
    "association": said_as("kind of network", "association"),
    "network": said_as("kind of network", "network"),
    "initiative": said_as("kind of network", "initiative"),
    "project": said_as("kind of network", "project"),
    "tandem": said_as("kind of network", "tandem"),
}
SOLUTIONS: Mapping[str, Said] = {
    "software": said_as("kind of solution", "software"),
    "platform": said_as("kind of solution", "platform"),
    "practice": said_as("kind of solution", "practice"),
    "dataset": said_as("kind of solution", "data set"),
}
#: In which role a town is in a network (`graph.model.ROLES`).
ROLES: Mapping[str, Said] = {
    "lead": said_as("role", "lead"),
    "partner": said_as("role", "partner"),
    "member": said_as("role", "member"),
    "lighthouse": said_as("role", "lighthouse city"),
    "fellow": said_as("role", "fellow city"),
    "twin": said_as("role", "twin"),
    "associated": said_as("role", "associated partner"),
}
#: How a network takes members (`graph.model.Network.admission`), in short; `admission` tells it in a sentence.
ADMISSIONS: Mapping[str, Said] = {
    "open": said_as("admission", "takes new members"),
    "chosen": said_as("admission", "members are settled"),
    "listed": said_as("admission", "only a list"),
}
#: How far a town is with a solution (`graph.model.STATUSES`).
STATUSES: Mapping[str, Said] = {
    "in-use": said_as("state of a solution", "in use"),
    "pilot": said_as("state of a solution", "being tried"),
    "planned": said_as("state of a solution", "planned"),
    "origin": said_as("state of a solution", "created there"),
    "ended": said_as("state of a solution", "no longer in use"),
    "lesson": said_as("state of a solution", "a lesson"),
    "label": said_as("state of a solution", "label or prize"),
    "nominated": said_as("state of a solution", "nominated for a prize"),
    "supported": said_as("state of a solution", "chosen for a programme or supported"),
    "joined": said_as("state of a solution", "takes or took part"),
    "plan": said_as("state of a solution", "adopted plan"),
    "studied": said_as("state of a solution", "studied as an example"),
}


def value_of_fact(key: str, value: str, language: Language) -> str:
    """The value as the language writes it: counts with separators, words of the vocabulary, lists divided by commas."""
    match key:
        case "population":
            return number(float(value), language)
        case "kind":
            return told(KINDS[value], language)
        case "languages":
            return ", ".join(language_name(code, language) for code in value.split(";"))
        case "degurba":
            return told(degree(value), language)
        case "nuts3":
            return f"{name} ({value})" if (name := nuts_name(value)) else value
        case "official_name" | "agglomeration" | "website":
            return value
        case _:
            return ", ".join(told(_VALUES.get(part, part), language) for part in value.split(";"))


def priority(weight: float) -> Said:
    """How urgent a need of the weight (0–1) is, in words."""
    return next(word for least, word in _PRIORITIES if weight >= least)
