"""The fields that a question may state: their names, what they hold, what people call them, and who gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from graph.said import Said, said_as

#: What a field holds: a word, a country code, a number, yes or no, or a number that may be given as a list of names.
Sort = Literal["word", "country", "number", "truth", "count"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it holds, what people call it, and who gives it where it is not known."""

    sort: Sort
    label: Said
    who_gives: Said


#: Labels that few towns have, by the names of their fields: nothing is suggested that hangs on one nobody knows of.
RARE = frozenset({"article_11_city", "uia_city", "urbact_good_practice", "mission_city", "climate_plan"})

EUROSTAT = said_as("who gives a fact", "Eurostat's list of municipalities")
STATISTICS = said_as("who gives a fact", "the statistical office of the country")
OWN = said_as("who gives a fact", "your own administration")
COMMISSION = said_as("who gives a fact", "the European Commission's list")
REGISTER = said_as("who gives a fact", "the Participant Register of the Funding & Tenders Portal")
PROGRAMME = said_as("who gives a fact", "the programme's managing authority")
PROJECT = said_as("who gives a fact", "whoever plans the project")
PARTNERS = said_as("who gives a fact", "the partners")

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "country": Field("country", said_as("fact", "country"), OWN),
        "population": Field("number", said_as("fact", "inhabitants"), STATISTICS),
        "degurba": Field("word", said_as("fact", "degree of urbanisation (DEGURBA)"), EUROSTAT),
        "nuts1": Field("word", said_as("fact", "NUTS 1 region"), EUROSTAT),
        "nuts2": Field("word", said_as("fact", "NUTS 2 region"), EUROSTAT),
        "nuts3": Field("word", said_as("fact", "NUTS 3 region"), EUROSTAT),
        "region": Field("word", said_as("fact", "region"), OWN),
        "region_category": Field("word", said_as("fact", "cohesion category of the region"), COMMISSION),
        "legal_type": Field("word", said_as("fact", "legal type"), OWN),
        "role": Field("word", said_as("fact", "role in the project"), PROJECT),
        "stage": Field("word", said_as("fact", "stage of the application"), PROJECT),
        "topic": Field("word", said_as("fact", "topic of the call"), PROJECT),
        "project_type": Field("word", said_as("fact", "type of project"), PROJECT),
        "duration_months": Field("number", said_as("fact", "duration in months"), PROJECT),
        "requested_grant_eur": Field("number", said_as("fact", "requested grant in euros"), PROJECT),
        "direct_participants": Field("number", said_as("fact", "direct participants"), PROJECT),
        "invited_international_participants": Field(
            "number", said_as("fact", "participants invited from abroad"), PROJECT
        ),
        "areas_covered": Field("count", said_as("fact", "programme areas covered"), PROJECT),
        "policy_responsible_share": Field(
            "number", said_as("fact", "share of policy instruments with the authority responsible for them"), PROJECT
        ),
        "gender_equality_plan": Field("truth", said_as("fact", "gender equality plan"), OWN),
        "pic": Field("word", said_as("fact", "participant identification code (PIC)"), REGISTER),
        "pic_validated": Field("truth", said_as("fact", "validated PIC"), REGISTER),
        "climate_plan": Field("truth", said_as("fact", "approved climate or energy plan"), OWN),
        "mission_city": Field("truth", said_as("fact", "city of the EU Cities Mission"), COMMISSION),
        "adaptation_charter": Field(
            "truth", said_as("fact", "signature of the Adaptation Mission's charter"), COMMISSION
        ),
        "article_11_city": Field("truth", said_as("fact", "Article 11 city"), PROGRAMME),
        "uia_city": Field("truth", said_as("fact", "city that led an Urban Innovative Actions project"), PROGRAMME),
        "urbact_good_practice": Field("truth", said_as("fact", "URBACT good practice label"), PROGRAMME),
        "ten_t_urban_node": Field("truth", said_as("fact", "urban node of the TEN-T network"), COMMISSION),
        "disaster_response_authority": Field("truth", said_as("fact", "authority in charge of disaster response"), OWN),
        "horizon_association": Field(
            "truth", said_as("fact", "association of the country to Horizon Europe"), COMMISSION
        ),
        "widening_country": Field("truth", said_as("fact", "widening country of Horizon Europe"), COMMISSION),
        "staff_hours": Field("number", said_as("fact", "staff hours a month"), OWN),
        "cofinancing_ceiling": Field("number", said_as("fact", "own money that can be given, in euros"), OWN),
    }
)
#: What is told of an agglomeration, of a member of a grouping, and of a partner.
AGGLOMERATION: Mapping[str, Sort] = MappingProxyType(
    {"legal_status": "word", "population": "number", "share_degurba_1_2": "number"}
)
MEMBER: Mapping[str, Sort] = MappingProxyType({"name": "word", "population": "number", "degurba": "word"})
PARTNER: Mapping[str, Sort] = MappingProxyType(
    {
        "country": "country",
        "type": "word",
        "role": "word",
        "eligible_country": "truth",
        "horizon_association": "truth",
        "mission_city": "truth",
        "adaptation_charter": "truth",
        "ten_t_urban_node": "truth",
    }
)
#: The fields that hold other fields.
NESTED = ("agglomeration", "grouping", "partners")
#: What the graph's facts (`graph.model.FACT_KEYS`) are called here, where it is otherwise.
OF_GRAPH: Mapping[str, str] = MappingProxyType(
    {"cohesion_category": "region_category", "good_practice": "urbact_good_practice", "kind": "legal_type"}
)


_OF_OTHERS: Mapping[str, Said] = MappingProxyType(
    {
        "partners": said_as("fact", "who the partners are"),
        "partners.country": said_as("fact", "countries of the partners"),
        "partners.type": said_as("fact", "what the partners are"),
        "partners.region_category": said_as("fact", "cohesion category of the partners' regions"),
        "grouping": said_as("fact", "the other members of the grouping"),
        "grouping.population": said_as("fact", "inhabitants of the other members"),
        "grouping.degurba": said_as("fact", "degrees of urbanisation of the other members"),
        "agglomeration": said_as("fact", "organised agglomeration"),
        "agglomeration.population": said_as("fact", "inhabitants of the agglomeration"),
        "agglomeration.share_degurba_1_2": said_as("fact", "share of the agglomeration in DEGURBA 1 or 2"),
        "agglomeration.legal_status": said_as("fact", "legal status of the agglomeration"),
    }
)


def label(fact: str) -> Said | str:
    """What people call the fact that a clause asks for."""
    if fact in FIELDS:
        return FIELDS[fact].label
    return _OF_OTHERS.get(fact, fact.replace("_", " "))


def who_gives(fact: str) -> Said:
    """Who gives the fact."""
    if fact in FIELDS:
        return FIELDS[fact].who_gives
    return PARTNERS if fact.startswith("partners") else OWN
