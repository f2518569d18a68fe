"""The roles that rules name for applicants, and whether an applicant fills one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from matching.rules.applicants import Asked
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, affirmed, each, same

#: Roles that a municipality fills by what it is, and those that a fact about it decides.
MUNICIPAL_ROLES: frozenset[str] = frozenset(
    {
        "city",
        "entity_from_city_or_region",
        "host_city",
        "local_authority",
        "local_or_regional_authority",
        "municipality_or_local_authority",
        "public_administration",
        "public_procurer",
    }
)
FACT_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "mission_city": "mission_city",
        "entity_from_mission_city": "mission_city",
        "former_uia_city": "uia_city",
        "urbact_good_practice_city": "good_practice",
    }
)


def role_answers(role: str, asked: Asked) -> Answers:
    """Whether each applicant fills the role; UNKNOWN for roles that towns do not fill by nature."""
    if role in FACT_ROLES:
        return each(asked.applicants.fact(FACT_ROLES[role]), affirmed)
    if role not in MUNICIPAL_ROLES:
        return same(UNKNOWN, asked.size)
    # A county or a union is a local authority; whether it passes for a city or a procurer, the call has to say.
    sure = {"municipality"} if "city" in role else {"municipality", "county", "union", "borough"}
    return each(
        asked.applicants.kind, lambda k: YES if k in sure else NO if k in ("quarter", "settlement") else UNKNOWN
    )


def unstated_fact(roles: Sequence[str], asked: Asked) -> str | None:
    """The fact that decides whether the first applicant itself fills one of the roles, where nobody states it."""
    keys = [FACT_ROLES[name] for name in roles if name in FACT_ROLES]
    return next((key for key in keys if asked.applicants.first.fact(key)[0] is None), None)
