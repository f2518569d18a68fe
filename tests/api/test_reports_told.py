"""Reports are told in the reader's language: every column, word and name in them has one."""

from __future__ import annotations

from dataclasses import fields

from api.commands.measure import _COLUMNS
from api.workspace.workspace import Workspace
from graph.measures import centrality, communities, topic_gaps, whole
from graph.measures.export import to_json
from graph.model import LABELS, NODE_TYPES
from matching.words.told import told


def test_every_column_measure_and_label_has_a_name() -> None:
    told = (centrality.Central, topic_gaps.TopicTie, whole.Figure, communities.Membership)
    shown = {field.name for row in told for field in fields(row)}
    assert shown - {"lat", "lon"} == _COLUMNS.keys()  # where a town lies is for files
    assert {*centrality.MEASURES, *centrality.BIPARTITE} == centrality.CALLED.keys()
    assert NODE_TYPES.keys() == LABELS.keys()


def test_a_topic_is_told_by_its_label_and_stays_an_id_where_programs_read(workspace: Workspace) -> None:
    report = topic_gaps.topic_picture(workspace.view().snapshot, "topic:heat-planning")
    assert report.question == "The picture of topic:heat-planning"
    assert told(report.question, "de") == "Alles zum Thema Wärmeplanung"
    assert '"question": "The picture of topic:heat-planning"' in to_json(report)
