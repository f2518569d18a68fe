"""What a gap report's parts are called, in tables and on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.said import Said, said, said_as
from matching.gaps.values import FindingName

#: The findings, as short as the name of a sheet (31 letters at most, none of []:*?/\\).
SHORT: Mapping[FindingName, Said] = MappingProxyType(
    {
        "isolates": said_as("finding", "No known tie"),
        "topics": said_as("finding", "Topics"),
        "doing": said_as("finding", "Who does it"),
        "learning": said_as("finding", "Who could learn it"),
        "bridges": said_as("finding", "Missing bridges"),
        "absent": said_as("finding", "Absent"),
        "hub": said_as("finding", "Dependence"),
        "changes": said_as("finding", "Changes"),
    }
)
#: The columns of a table of gaps, by their names for programs, in their order.
COLUMNS: Mapping[str, Said] = MappingProxyType(
    {
        "finding": said_as("gap column", "finding"),
        "rank": said_as("gap column", "no."),
        "subject": said_as("gap column", "subject"),
        "town": said_as("gap column", "town"),
        "country": said_as("gap column", "country"),
        "region": said_as("gap column", "region"),
        "nuts3": said_as("gap column", "NUTS 3"),
        "population": said_as("gap column", "inhabitants"),
        "partner": said_as("gap column", "partner"),
        "partner_country": said_as("gap column", "country of the partner"),
        "partner_region": said_as("gap column", "region of the partner"),
        "partner_population": said_as("gap column", "inhabitants of the partner"),
        "distance_km": said_as("gap column", "distance in km"),
        "count": said_as("gap column", "number"),
        "may_join": said_as("gap column", "may join"),
        "why": said_as("gap column", "why"),
        "action": said_as("gap column", "proposed action"),
        "lat": said_as("gap column", "latitude"),
        "lon": said_as("gap column", "longitude"),
        "town_id": said_as("gap column", "id of the town"),
        "partner_id": said_as("gap column", "id of the partner"),
        "subject_id": said_as("gap column", "id of the subject"),
        "towns": said_as("gap column", "ids of all towns"),
        "sources": said_as("gap column", "sources"),
    }
)
#: Over the notes: what was counted, and how far the lists reach.
RESTS_ON = said("What this rests on")
MAY_JOIN: Mapping[str, Said] = MappingProxyType(
    {"yes": said_as("may join", "yes, by the terms we know"), "unknown": said_as("may join", "not known")}
)
