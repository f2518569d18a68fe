"""Reports are told in the reader's language: every column, word and name in them has one."""

from __future__ import annotations

from dataclasses import fields

from api.commands.measure import _COLUMNS
from graph.measures import centrality, communities, what_if, whole
from graph.model import LABELS, NODE_TYPES


def test_every_column_measure_and_label_has_a_name() -> None:
    told = (centrality.Central, whole.Figure, communities.Membership, what_if.Difference)
    shown = {field.name for row in told for field in fields(row)}
    assert shown - {"lat", "lon"} == _COLUMNS.keys()  # where a town lies is for files
    assert {*centrality.MEASURES, *centrality.BIPARTITE} == centrality.CALLED.keys()
    assert NODE_TYPES.keys() == LABELS.keys()
