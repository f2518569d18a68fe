"""Calls of the EU Funding & Tenders Portal, one JSON object a topic, and Interreg's in the workbooks of keep.eu."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from graph.model import Call
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
    said = Statements(request)
    for file in request.files:
        if file not in workbooks:
            said.file = file.name
            for topic in _topics(file, said):
                _call(topic, said)
    reading = said.reading()
    if workbooks:
        keep = read_keep_calls(replace(request, files=workbooks))
        for node in keep.batch.nodes:
            said.nodes.setdefault(node.id, node)
        said.relations.update({relation.identity: relation for relation in keep.batch.relations})
        said.errors += keep.errors
        reading = said.reading()
    return reading


CALLS = Importer(
    name="calls",
    what="Calls for proposals: topics of the EU portal as JSON, one a line; Interreg's in a workbook of keep.eu.",
    file="topics as JSON, one a line or in one array; or a workbook of keep.eu",
    publisher="the EU Funding & Tenders Portal (European Commission)",
    page="https://ec.europa.eu/info/funding-tenders/opportunities/portal",
    terms="CC BY 4.0, © European Union",
    suffixes=(".jsonl", ".ndjson", ".json", *SUFFIXES),
    read=read_calls,
)


def _topics(file: InputFile, said: Statements) -> Iterator[Mapping[str, Any]]:
    """The objects of a file: one a line, or all in one array; each fault is told with its line, or its place there."""
    done = said.row = 0
    with file.open() as stream:
        while line := stream.readline(LONGEST_LINE):
            said.row += 1
            done += len(line)
            said.request.advance(done, file.size)
            if said.row == 1 and line.lstrip().startswith(b"["):
                line += stream.read()
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as error:
                said.fault("", line[:60].decode("utf-8", errors="replace"), f"this is no JSON ({error})")
                continue
            topics = found if isinstance(found, list) else [found]
            for at, topic in enumerate(topics, start=said.row):
                said.row = at
                if isinstance(topic, dict):
                    yield topic
                else:
                    said.fault("", str(topic)[:60], "this is no topic of a call: it has no names and values")


def _call(topic: Mapping[str, Any], said: Statements) -> None:
    id, title = _text(topic, "topicId"), _text(topic, "title")
    if not id or not title:
        said.fault("title" if id else "topicId", "", "the topic has none, and was left out")
        return
    node = graph_id(f"call:{id.casefold()}", "call")
    taken = said.node(
        Call,
        id=node,
        name=title,
        action_type=_text(topic, "actionType") or _text(topic, "typesOfAction"),
        status=_text(topic, "callStatus"),
        deadline=said.day("deadline", _text(topic, "deadline") or ""),
        grant_min=_number(topic, "budgetMin", said, float),
        grant_max=_number(topic, "budgetMax", said, float),
        expected_grants=_number(topic, "expectedGrants", said, int),
        url=_text(topic, "portalUrl"),
        summary=summary(_text(topic, "description") or "") or None,
    )
    programme = _text(topic, "programme")
    if taken and programme:
        said.relate("UNDER", node, said.programme(programme))


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


def _number(topic: Mapping[str, Any], name: str, said: Statements, kind: Callable[[float], Any]) -> Any:
    value = topic.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        said.fault(name, str(value), "not a number of at least 0; left out")
        return None
    return kind(value)
