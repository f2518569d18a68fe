"""Reports are told in the reader's language: every column, word and name in them has one."""

from __future__ import annotations

from dataclasses import fields

from api.commands.measure import _COLUMNS
from graph.measures import centrality, communities, community_chance, panel, what_if, whole
from graph.model import LABELS, NODE_TYPES


def test_every_column_measure_and_label_has_a_name() -> None:
    told = (
        *(centrality.Central, whole.Figure, communities.Membership, what_if.Difference),
        *(community_chance.Described, panel.Year, panel.InYear),
    )
    shown = {field.name for row in told for field in fields(row)}
    # Where a town lies, what was taken out of an interval, and of how many towns the size is known, are for files.
    assert shown - {"lat", "lon", "bias", "memberships", "sized"} == _COLUMNS.keys()
    assert {*centrality.MEASURES, *centrality.BIPARTITE} == centrality.CALLED.keys()
    assert NODE_TYPES.keys() == LABELS.keys()
