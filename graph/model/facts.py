"""What is stated of municipalities beside their record: the keys there are, and a fact as one source states it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph import dates
from graph.errors import InvalidRecord
from graph.model.nodes import MUNICIPALITY_KINDS, is_web_address
from graph.said import said

#: Facts a municipality is judged by, beside its record: key → what it says (unit). See `domain` in docs/.
FACT_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "lau": "official code of the local administrative unit, with country (DE_12069020)",
        "official_name": "its name in an official list, where the register has another",
        "kind": "what an official list says it is: municipality, county, union, borough, region, quarter, settlement",
        "part_of": "id of the municipality that it is a part of",
        "nuts3": "NUTS 3 region",
        "population": "inhabitants",
        "degurba": "degree of urbanisation: 1 city, 2 town or suburb, 3 rural",
        "website": "address of its public page",
        "coastal": "lies on the coast (yes, no)",
        "cohesion_category": "less-developed, transition or more-developed region",
        "agglomeration": "name of the organised agglomeration it belongs to",
        "article_11_city": "takes part in sustainable urban development under Article 11 ERDF (yes, no)",
        "pic": "participant identification code, nine digits",
        "pic_validated": "its participant identification code is validated (yes, no)",
        "gender_equality_plan": "has a gender equality plan (yes, no)",
        "climate_plan": "has an approved climate or energy plan (yes, no)",
        "mission_city": "one of the 112 cities of the EU Cities Mission (yes, no)",
        "good_practice": "holds an URBACT good practice label (yes, no)",
        "uia_city": "has led an Urban Innovative Actions project (yes, no)",
        "adaptation_charter": "has signed the charter of the EU Mission on adaptation to climate change (yes, no)",
        "ten_t_urban_node": "urban node of the TEN-T network (yes, no)",
        "disaster_response_authority": "is in charge of disaster response (yes, no)",
        "roles_willing": "roles it would take: lead, partner, associated",
        "languages": "working languages (ISO 639-1)",
        "staff_hours": "hours a month that staff can give",
        "cofinancing_ceiling": "own money it can give, in euros",
    }
)

#: Facts about where a place lies and what it is a part of. Lists say it of their own day, and no list of each day is
#: here: so it is taken to hold on every day, of the past as well, as the newest list says.
STANDING_FACTS = frozenset({"lau", "official_name", "kind", "part_of", "nuts3", "coastal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact about a municipality as one source states it. Its identity is (`subject`, `key`, `source`)."""

    subject: str
    key: str
    value: str
    source: str
    as_of: str | None = None

    def __post_init__(self) -> None:
        if self.key not in FACT_KEYS:
            raise InvalidRecord(
                said(
                    "{id}: unknown fact {wrong!r}; known are {known}",
                    id=self.subject,
                    wrong=self.key,
                    known=tuple(FACT_KEYS),
                )
            )
        if not self.value.strip() or not self.source.strip():
            raise InvalidRecord(said("{id}: fact {key} needs a value and a source", id=self.subject, key=self.key))
        if self.key == "population" and not re.fullmatch(r"0*[1-9][0-9]*(\.0+)?", self.value):
            raise InvalidRecord(
                said(
                    "{id}: population {wrong!r} is not a count; write it in digits, as 11999",
                    id=self.subject,
                    wrong=self.value,
                )
            )
        if self.key == "website" and not is_web_address(self.value):
            raise InvalidRecord(
                said(
                    "{id}: website {wrong!r} is not an address; write it whole, as https://bad-belzig.de",
                    id=self.subject,
                    wrong=self.value,
                )
            )
        if self.key == "kind" and self.value not in MUNICIPALITY_KINDS:
            raise InvalidRecord(
                said(
                    "{id}: kind {wrong!r} is not one of {known}",
                    id=self.subject,
                    wrong=self.value,
                    known=MUNICIPALITY_KINDS,
                )
            )
        if self.as_of is not None:
            dates.parts(self.as_of)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes two facts the same statement: (subject, key, source)."""
        return (self.subject, self.key, self.source)
