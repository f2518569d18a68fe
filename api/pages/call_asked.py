"""What the address of a call's page asks: for which town, in which role, with whom, and with which facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Annotated, Any, Literal

from fastapi import Query, Request

from api.http.schemas import LONGEST_LIST, LONGEST_NAME, LONGEST_NEED, Day, Name
from api.pages.asked import given
from api.pages.rendering import Value
from graph.errors import InvalidRecord
from graph.said import Said, said, said_as
from matching.rules.asking.fields import FIELDS

Text = Annotated[str, Query(max_length=LONGEST_NAME)]
Names = Annotated[tuple[Name, ...], Query(max_length=LONGEST_LIST)]
#: Roles to choose from.
ROLES: Mapping[str, Said] = {
    "lead": said_as("role in a project", "We lead"),
    "partner": said_as("role in a project", "We are a partner"),
    "end_user": said_as("role in a project", "We are an end user"),
}
#: When the rules have to be met.
STAGES_TOLD: Mapping[str, Said] = {
    "apply": said("To apply"),
    "grant_signature": said("To sign the grant"),
}
#: Bodies that are no town of the register, to choose from as partners.
TYPES: Mapping[str, Said] = {
    "municipality": said_as("type of partner", "municipality"),
    "county": said_as("type of partner", "county"),
    "regional_authority": said_as("type of partner", "regional authority"),
    "university": said_as("type of partner", "university"),
    "research_organisation": said_as("type of partner", "research organisation"),
    "firm": said_as("type of partner", "firm"),
    "municipal_utility": said_as("type of partner", "municipal utility"),
    "association": said_as("type of partner", "association"),
    "non_profit_organisation": said_as("type of partner", "non-profit organisation"),
}
_FACT = "fact."


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAsked:
    """The question, as its address has it; `facts` by the names of `matching.rules.asking.fields`."""

    town: str = ""
    need: str = ""
    role: str = ""
    partner: tuple[str, ...] = ()
    grouping: tuple[str, ...] = ()
    alone: bool = False
    stage: str = ""
    complete: bool = False
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    on: str = ""

    def carried(self, **other: Any) -> Mapping[str, Value]:
        """What its address carries, or would with `other` values."""
        asked = replace(self, **other) if other else self
        return {
            "town": asked.town,
            "need": asked.need,
            "role": asked.role,
            "partner": asked.partner,
            "alone": "yes" if asked.alone and not asked.partner else "",
            "grouping": asked.grouping,
            "stage": asked.stage,
            "complete": "yes" if asked.complete else "",
            "on": asked.on,
            **{f"{_FACT}{name}": value for name, value in asked.facts.items()},
        }

    def without(self, name: str, value: str) -> Mapping[str, Value]:
        """What its address would carry without one of several values."""
        return self.carried(**{name: tuple(kept for kept in getattr(self, name) if kept != value)})

    def instead(self, name: str, value: str, other: str) -> Mapping[str, Value]:
        """What its address would carry with another in place of one of several values."""
        changed = tuple(other if kept == value else kept for kept in getattr(self, name))
        return self.carried(**{name: tuple(dict.fromkeys(changed))})

    @property
    def fact_names(self) -> tuple[str, ...]:
        """The facts as their address names them."""
        return tuple(f"{_FACT}{name}" for name in self.facts)


async def call_asked(
    request: Request,
    town: Text = "",
    need: Annotated[str, Query(max_length=LONGEST_NEED)] = "",
    role: Text = "",
    partner: Names = (),
    partner_country: Text = "",
    partner_type: Text = "",
    grouping: Names = (),
    alone: Literal["yes", "no", ""] = "",
    stage: Literal["apply", "grant_signature", ""] = "",
    complete: Literal["yes", "no", ""] = "",
    on: Day | None = None,
) -> CallAsked:
    """What the address asks. A partner that is described, by country and type, becomes one of the partners.

    Raises InvalidRecord for a role that is none of those to choose from, and for more or longer facts than there are.
    """
    described = (f"{partner_country.strip().upper()}:{partner_type.strip()}".rstrip(":"),) if partner_country else ()
    if role.strip() and role.strip() not in ROLES:
        raise InvalidRecord(
            said("{field}: {wrong!r} is not one of {known}", field="role", wrong=role, known=tuple(ROLES))
        )
    return CallAsked(
        town=town.strip(),
        need=need.strip(),
        role=role.strip(),
        partner=given((*partner, *described)),
        grouping=given(grouping),
        alone=alone == "yes",
        stage=stage,
        complete=complete == "yes",
        facts=_facts(request),
        on="" if on is None else on.isoformat(),
    )


def _facts(request: Request) -> Mapping[str, str]:
    """The facts of the address, the last of each name; empty ones are left out."""
    stated = [(name.removeprefix(_FACT), value) for name, value in request.query_params.multi_items() if _is_fact(name)]
    facts = {name: value.strip() for name, value in stated if value.strip()}
    if len(facts) > len(FIELDS) or any(len(text) > LONGEST_NAME for pair in facts.items() for text in pair):
        raise InvalidRecord(said("These are more or longer facts than can be stated."))
    return MappingProxyType(facts)


def _is_fact(name: str) -> bool:
    return name.startswith(_FACT) and len(name) > len(_FACT)
