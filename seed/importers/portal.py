"""The shapes in which the EU Funding & Tenders Portal offers its topics, each as the plain topic that is read of it.

A line a topic; the answer of its search (`results`, each with `metadata`, whose values are lists); its bulk file of all
grants and tenders (`fundingData.GrantTenderObj`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from seed.values import day_of_milliseconds

#: What the portal's codes stand for: programmes as its topics of August 2026 name them, and states of a topic.
PROGRAMMES: Mapping[str, str] = {
    "43108390": "Horizon Europe",
    "44181033": "European Defence Fund",
    "43252405": "LIFE",
    "43152860": "Digital Europe",
    "43251567": "Connecting Europe Facility",
    "43298916": "Euratom",
    "43251589": "CERV",
    "43252449": "RFCS",
    "43353764": "Erasmus+",
    "43637601": "Pilot Projects & Preparatory Actions",
    "43254019": "ESF+",
    "43252368": "ISF",
    "45532249": "EU Agencies",
    "44416173": "Interregional Innovation",
    "43252386": "Justice",
    "43251814": "Creative Europe",
    "43392145": "EMFAF",
    "43252433": "Pericles IV",
    "43253967": "Renewable Energy FM",
    "43252476": "Single Market Programme",
}
_ABBREVIATED: Mapping[str, str] = {
    **{"HORIZON": "Horizon Europe", "EDF": "European Defence Fund", "DIGITAL": "Digital Europe"},
    **{"CEF": "Connecting Europe Facility", "EURATOM": "Euratom", "ERASMUS": "Erasmus+", "CREA": "Creative Europe"},
    **{"SMP": "Single Market Programme", "JUST": "Justice", "I3": "Interregional Innovation", "ESF": "ESF+"},
    **{"PPPA": "Pilot Projects & Preparatory Actions", "EUAF": "EU Agencies"},
}
STATES: Mapping[str, str] = {"31094501": "forthcoming", "31094502": "open", "31094503": "closed"}
#: Where the portal shows a topic.
_PAGE = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
#: What the portal's `type` says of a tender.
_TENDER = "0"


#: What a topic is called by in the bulk file.
_NAMES = frozenset({"identifier", "title"})
#: Pages within pages at most.
_DEEPEST = 30


def topics(document: Any) -> Iterator[Any]:
    """The topics of a document of any shape, as plain topics: those that stand in it, in lists and pages, however these
    are called. What stands among them and is none is given as it is; so is a document without any."""
    yield from _within(document, _DEEPEST) or (document if isinstance(document, list) else (document,))


def _within(found: Any, deep: int) -> list[Any]:
    """The topics in a value; what only has a title may be a page of them."""
    if isinstance(found, dict):
        if "topicId" in found:
            return [found]
        if _of_the_search(found):
            return [_of_search(found)]
        if found.keys() >= _NAMES:
            return [_of_bulk(found)]
        inner = [topic for value in found.values() for topic in _within(value, deep - 1)] if deep else []
        return inner or ([_of_bulk(found)] if "identifier" in found else [])
    if not isinstance(found, list) or not deep:
        return []
    each = [(one, _within(one, deep - 1)) for one in found]
    return [topic for one, inner in each for topic in (inner or (one,))] if any(inner for _, inner in each) else []


def _of_the_search(found: Mapping[str, Any]) -> bool:
    """Whether this is a topic as the portal's search has it; a page may have `metadata` of its own."""
    about = found.get("metadata")
    return isinstance(about, dict) and bool({"type", *_NAMES} & about.keys())


def is_tender(topic: Mapping[str, Any]) -> bool:
    """Whether the portal says that this is a tender, to which the graph's rules of calls say nothing."""
    return str(topic.get("type")) == _TENDER


def _of_search(found: Mapping[str, Any]) -> dict[str, Any]:
    about = {key: _first(value) for key, value in found["metadata"].items()}
    dates = found["metadata"].get("deadlineDate")
    return {
        "topicId": about.get("identifier"),
        "title": about.get("title") or found.get("summary"),
        "type": about.get("type"),
        "actionType": about.get("typesOfAction"),
        "callStatus": STATES.get(str(about.get("status"))),
        "opening": about.get("startDate"),
        "deadlines": dates if isinstance(dates, list) else [dates],
        "programme": PROGRAMMES.get(str(about.get("frameworkProgramme"))),
        "description": _without_marks(about.get("descriptionByte")),
        "portalUrl": _page(about.get("identifier")),
    }


def _of_bulk(found: Mapping[str, Any]) -> dict[str, Any]:
    status = _mapping(found, "status")
    abbreviation = _mapping(found, "frameworkProgramme").get("abbreviation")
    dates = found.get("deadlineDatesLong")
    return {
        "topicId": found.get("identifier"),
        "title": found.get("title"),
        "type": found.get("type"),
        "callStatus": STATES.get(str(status.get("id"))) or _lower(status.get("abbreviation")),
        "opening": day_of_milliseconds(found.get("plannedOpeningDateLong")),
        "deadlines": [day_of_milliseconds(date) or date for date in dates] if isinstance(dates, list) else [],
        "programme": _programme(abbreviation) if isinstance(abbreviation, str) else None,
        "description": _without_marks(found.get("description")),
        "portalUrl": _page(found.get("identifier")),
    }


def _programme(abbreviation: str) -> str:
    """The programme that the bulk file abbreviates: `LIFE2027` is LIFE."""
    bare = abbreviation.strip().removesuffix("2027")
    return _ABBREVIATED.get(bare, bare)


def _page(identifier: object) -> str | None:
    return f"{_PAGE}{identifier.strip().lower()}" if isinstance(identifier, str) and identifier.strip() else None


def _first(value: object) -> object:
    return (value[0] if value else None) if isinstance(value, list) else value


def _lower(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _mapping(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = document.get(key)
    return found if isinstance(found, dict) else {}


def _without_marks(text: object) -> str | None:
    """The text of a description that is written in HTML."""
    if not isinstance(text, str):
        return None
    return html.unescape(re.sub(r"<[^<>]*>", " ", text[:20_000]))
