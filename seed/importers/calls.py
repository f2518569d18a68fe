"""Calls of the EU Funding & Tenders Portal, in the shapes it offers, and Interreg's in the workbooks of keep.eu."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from graph.errors import InvalidRecord
from graph.model import Call
from graph.said import said, said_many
from graph.text import entered, shown
from seed.files.input_files import InputFile
from seed.files.json_documents import json_documents
from seed.files.workbook import SUFFIXES
from seed.importers.frame import Importer, Request
from seed.importers.keep import REQUIRED, read_keep_calls
from seed.importers.plain import graph_id
from seed.importers.portal import is_tender, topics
from seed.importers.statements import Statements
from seed.paying import paid_by_action
from seed.reading import Reading
from seed.values import counted, measured

#: Characters of a summary at most: it ends with the last whole sentence before.
LONGEST_SUMMARY = 700
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
    what=said("Calls for proposals: topics of the EU portal as JSON; Interreg's in a workbook of keep.eu."),
    file="topics as JSON: one a line, in one array, the portal's search or its bulk file; or a workbook of keep.eu",
    publisher=said("the EU Funding & Tenders Portal (European Commission)"),
    page="https://ec.europa.eu/info/funding-tenders/opportunities/portal",
    terms=said("CC BY 4.0, © European Union"),
    suffixes=(".jsonl", ".ndjson", ".json", *SUFFIXES),
    read=read_calls,
    wanted={
        "JSON": ("topicId", "title", "programme", "deadline", "callStatus", "actionType", "budgetMin", "budgetMax"),
        "results[].metadata": (),
        "fundingData.GrantTenderObj[]": (),
        "Calls": REQUIRED["calls"],
    },
)


def _topics(file: InputFile, statements: Statements) -> Iterator[Mapping[str, Any]]:
    """The topics of a file in whatever shape; a fault is told with the line of its document, or its place there."""
    tenders = 0
    wrong_shape: dict[int, str] = {}
    for line, document in json_documents(file, statements.errors, statements.request.advance):
        for statements.row, topic in enumerate(topics(document), start=line):
            if not isinstance(topic, dict):
                why = said("this is no topic of a call: it has no names and values")
                statements.fault("", shown(str(topic)[:60]), why)
            elif is_tender(topic):
                tenders += 1
            elif "topicId" not in topic and "title" not in topic:
                wrong_shape.setdefault(statements.row, ", ".join(map(str, topic))[:60])
            else:
                yield topic
    if tenders:
        counted_tenders = said_many("{count:,} tender", "{count:,} tenders", count=tenders)
        statements.notices.append(said("{tenders} passed over: no calls for proposals", tenders=counted_tenders))
    for statements.row, keys in list(wrong_shape.items())[:1]:
        why = said_many(
            "{count:,} object is no topic. Wanted are objects with topicId and title, one a line or in an array; "
            "the portal's search (results with metadata), or its bulk file (fundingData with GrantTenderObj)",
            "{count:,} objects are no topics. Wanted are objects with topicId and title, one a line or in an array; "
            "the portal's search (results with metadata), or its bulk file (fundingData with GrantTenderObj)",
            count=len(wrong_shape),
        )
        statements.fault("", shown(keys), why)


def _call(topic: Mapping[str, Any], statements: Statements) -> None:
    def text(name: str) -> str | None:
        return _text(topic, name, statements)

    id, title = text("topicId"), text("title")
    if not id or not title:
        statements.fault("title" if id else "topicId", "", said("the topic has none, and was left out"))
        return
    node = graph_id(f"call:{id.casefold()}", "call")
    least, most = _number(topic, "budgetMin", statements, measured), _number(topic, "budgetMax", statements, measured)
    if least is not None and most is not None and least > most:
        values = {"least": least, "most": most}
        why = said("the least grant ({least:,.0f}) is above the greatest ({most:,.0f}); both were left out", **values)
        statements.fault("budgetMin", f"{least:.0f}", why)
        least = most = None
    deadlines = _deadlines(topic, statements)
    action = text("actionType") or text("typesOfAction")
    taken = statements.node(
        Call,
        id=node,
        name=title,
        action_type=action,
        status=text("callStatus"),
        opening=statements.day("opening", text("opening") or ""),
        deadline=deadlines[0],
        deadline_2=deadlines[1],
        grant_min=least,
        grant_max=most,
        expected_grants=_number(topic, "expectedGrants", statements, counted),
        pays=paid_by_action(action),
        url=statements.address("portalUrl", text("portalUrl") or ""),
        summary=summary(text("description") or "") or None,
    )
    programme = text("programme")
    if taken and programme:
        statements.relate("UNDER", node, statements.programme(programme))


def _deadlines(topic: Mapping[str, Any], statements: Statements) -> tuple[str | None, str | None]:
    """The first two days on which proposals are due: of a topic in two stages both, of one with cut-offs the next."""
    written = topic.get("deadlines", [topic.get("deadline")])
    days = []
    for value in written:
        if value is not None and not isinstance(value, str):
            statements.fault("deadline", str(value)[:60], said("no date; left out"))
        elif value and (day := statements.day("deadline", value)):
            days.append(day)
    first, second = (*sorted(dict.fromkeys(days))[:2], None, None)[:2]
    return first, second


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


def _text(topic: Mapping[str, Any], name: str, statements: Statements) -> str | None:
    value = topic.get(name)
    if not isinstance(value, str):
        return None
    try:
        return entered(repaired(value)).strip() or None
    except InvalidRecord as error:
        statements.fault(name, shown(value), said("{why}; left out", why=error.said))
        return None


def _number(topic: Mapping[str, Any], name: str, statements: Statements, read: Callable[[object], Any]) -> Any:
    value = topic.get(name)
    try:
        return read(value)
    except InvalidRecord as error:
        statements.fault(name, shown(str(value)[:60]), said("{why}; left out", why=error.said))
        return None
