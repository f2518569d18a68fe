"""The list of all kinds of clauses: a new kind is a file beside this one, and a line in the list."""

from __future__ import annotations

from graph.errors import InvalidRecord
from graph.said import said
from matching.rules.kinds.applicant_type import APPLICANT_TYPE
from matching.rules.kinds.country_set import COUNTRY_SET
from matching.rules.kinds.deadline import DEADLINE
from matching.rules.kinds.degurba import DEGURBA
from matching.rules.kinds.kind import ClauseKind
from matching.rules.kinds.lead_type import LEAD_TYPE
from matching.rules.kinds.min_applicants import MIN_APPLICANTS
from matching.rules.kinds.min_countries import MIN_COUNTRIES
from matching.rules.kinds.min_member_states import MIN_MEMBER_STATES
from matching.rules.kinds.population_min import POPULATION_MIN
from matching.rules.kinds.region_area import REGION_AREA
from matching.rules.kinds.requires_document import REQUIRES_DOCUMENT
from matching.rules.kinds.to_read import TO_READ

KINDS: tuple[ClauseKind, ...] = (
    APPLICANT_TYPE,
    COUNTRY_SET,
    DEADLINE,
    DEGURBA,
    LEAD_TYPE,
    MIN_APPLICANTS,
    MIN_COUNTRIES,
    MIN_MEMBER_STATES,
    POPULATION_MIN,
    REGION_AREA,
    REQUIRES_DOCUMENT,
    *TO_READ,
)


def kind_of(clause: str, name: str) -> ClauseKind:
    """The kind with the name. Raises InvalidRecord, which tells the id of the clause, where no kind has it."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    about = {"clause": clause, "wrong": name, "known": tuple(kind.name for kind in KINDS)}
    raise InvalidRecord(said("{clause}: unknown kind of clause {wrong!r}; known are {known}", **about))
