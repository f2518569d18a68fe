"""Calls of the EU Funding & Tenders Portal, one JSON object a topic, and Interreg's in the workbooks of keep.eu."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from graph.model import Call
from graph.said import said
from seed.files.input_files import InputFile
from seed.files.workbook import SUFFIXES
from seed.importers.frame import Importer, Request
from seed.importers.keep import read_keep_calls
from seed.importers.plain import graph_id
from seed.importers.statements import Statements
from seed.reading import Reading

#: Characters of a summary at most: it ends with the last whole sentence before.
LONGEST_SUMMARY = 700
#: Bytes of one line at most; the longest topics have a hundred thousand.
LONGEST_LINE = 2**24
#: UTF-8 that was read as Latin-1 on its way: à has become Ã and a blank.
_MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bf]|â[\u0080-\u00bf]{2}")


def read_calls(request: Request) -> Reading:
    """Calls with UNDER their programme. A call that the graph knows already keeps what it knows."""
    workbooks = tuple(file for file in request.files if file.name.casefold().endswith(SUFFIXES))
    statements = Statements(request)
    for file in request.files:
        if file not in workbooks:
            statements.file = file.name
            for topic in _topics(file, statements):
                _call(topic, statements)
    reading = statements.reading()
    if workbooks:
        keep = read_keep_calls(replace(request, files=workbooks))
        for node in keep.batch.nodes:
            statements.nodes.setdefault(node.id, node)
        statements.relations.update({relation.identity: relation for relation in keep.batch.relations})
        statements.errors += keep.errors
        reading = statements.reading()
    return reading


CALLS = Importer(
    name="calls",
    what=said("Calls for proposals: topics of the EU portal as JSON, one a line; Interreg's in a workbook of keep.eu."),
    file="topics as JSON, one a line or in one array; or a workbook of keep.eu",
    publisher=said("the EU Funding & Tenders Portal (European Commission)"),
    page="https://ec.europa.eu/info/funding-tenders/opportunities/portal",
    terms=said("CC BY 4.0, © European Union"),
    suffixes=(".jsonl", ".ndjson", ".json", *SUFFIXES),
    read=read_calls,
)


def _topics(file: InputFile, statements: Statements) -> Iterator[Mapping[str, Any]]:
    """The objects of a file: one a line, or all in one array; each fault is told with its line, or its place there."""
    done = statements.row = 0
    with file.open() as stream:
        while line := stream.readline(LONGEST_LINE):
            statements.row += 1
            done += len(line)
            statements.request.advance(done, file.size)
            if statements.row == 1 and line.lstrip().startswith(b"["):
                line += stream.read()
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as error:
                why = said("this is no JSON ({why})", why=str(error))
                statements.fault("", line[:60].decode("utf-8", errors="replace"), why)
                continue
            topics = found if isinstance(found, list) else [found]
            for at, topic in enumerate(topics, start=statements.row):
                statements.row = at
                if isinstance(topic, dict):
                    yield topic
                else:
                    why = said("this is no topic of a call: it has no names and values")
                    statements.fault("", str(topic)[:60], why)


def _call(topic: Mapping[str, Any], statements: Statements) -> None:
    id, title = _text(topic, "topicId"), _text(topic, "title")
    if not id or not title:
        statements.fault("title" if id else "topicId", "", said("the topic has none, and was left out"))
        return
    node = graph_id(f"call:{id.casefold()}", "call")
    taken = statements.node(
        Call,
        id=node,
        name=title,
        action_type=_text(topic, "actionType") or _text(topic, "typesOfAction"),
        status=_text(topic, "callStatus"),
        deadline=statements.day("deadline", _text(topic, "deadline") or ""),
        grant_min=_number(topic, "budgetMin", statements, float),
        grant_max=_number(topic, "budgetMax", statements, float),
        expected_grants=_number(topic, "expectedGrants", statements, int),
        url=_text(topic, "portalUrl"),
        summary=summary(_text(topic, "description") or "") or None,
    )
    programme = _text(topic, "programme")
    if taken and programme:
        statements.relate("UNDER", node, statements.programme(programme))


def summary(text: str) -> str:
    """The beginning of a description: whole sentences of LONGEST_SUMMARY characters at most, else whole words.

    The portal loses the blanks between paragraphs; they are put back.
    """
    spaced = re.sub(r"([:;.])(?=[A-Z][a-z])", r"\1 ", " ".join(text.split()))
    if len(spaced) <= LONGEST_SUMMARY:
        return spaced
    cut = spaced[: LONGEST_SUMMARY - 2]
    sentence = cut.rfind(". ")
    return cut[: sentence + 1] if sentence > LONGEST_SUMMARY // 3 else cut[: cut.rfind(" ")] + " …"


def repaired(text: str) -> str:
    """The text with what was UTF-8 and read as Latin-1 put right: `vis-Ã\u00a0-vis` is `vis-à-vis`."""
    return _MOJIBAKE.sub(lambda found: found[0].encode("latin-1").decode("utf-8", errors="replace"), text)


def _text(topic: Mapping[str, Any], name: str) -> str | None:
    value = topic.get(name)
    return repaired(value).strip() or None if isinstance(value, str) else None


def _number(topic: Mapping[str, Any], name: str, statements: Statements, kind: Callable[[float], Any]) -> Any:
    value = topic.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        statements.fault(name, str(value), said("not a number of at least 0; left out"))
        return None
    return kind(value)
