"""What the records of the graph are called on the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said_as

#: What the graph holds: nodes by label, relations by type, facts.
RECORDS: Mapping[str, Said] = {
    "Municipality": said_as("records", "Municipality"),
    "Topic": said_as("records", "Topic"),
    "Network": said_as("records", "Network"),
    "Solution": said_as("records", "Solution"),
    "Call": said_as("records", "Call"),
    "Programme": said_as("records", "Programme"),
    "Region": said_as("records", "Region"),
    "Clause": said_as("records", "Clause"),
    "Strategy": said_as("records", "Strategy"),
    "Format": said_as("records", "Format"),
    "MEMBER_OF": said_as("records", "MEMBER_OF"),
    "NEEDS": said_as("records", "NEEDS"),
    "OFFERS": said_as("records", "OFFERS"),
    "USES": said_as("records", "USES"),
    "TWINNED_WITH": said_as("records", "TWINNED_WITH"),
    "ADDRESSES": said_as("records", "ADDRESSES"),
    "FUNDED_BY": said_as("records", "FUNDED_BY"),
    "UNDER": said_as("records", "UNDER"),
    "BROADER": said_as("records", "BROADER"),
    "IN": said_as("records", "IN"),
    "REQUIRES": said_as("records", "REQUIRES"),
    "Fact": said_as("records", "facts"),
}
