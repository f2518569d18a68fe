"""The gap report: all findings for one scope, each by its own function, over one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np

from graph import dates
from graph.errors import InvalidRecord
from graph.measures.basis import notes, reach, reach_notes
from graph.measures.report import Parameter
from graph.nuts_names import nuts_told
from graph.said import Said, said, said_many
from graph.snapshot.frozen import Snapshot
from matching.gaps.absent import absent
from matching.gaps.bridges import bridges
from matching.gaps.changes import changes
from matching.gaps.hub import hub
from matching.gaps.isolates import isolates
from matching.gaps.one_topic import doing, learning
from matching.gaps.scope import Cut, Scope
from matching.gaps.topics import topics
from matching.gaps.values import FINDINGS, OF_A_TOPIC, Finding, FindingName, GapReport
from matching.ties import Ties
from matching.words.countries import country_named

#: How many rows of each finding are told unless more are asked for.
TOP = 20
_NOTHING = said("Nothing to do, as far as the lists tell.")
_FINDERS: Mapping[FindingName, Callable[[Cut, int], Finding]] = MappingProxyType(
    {
        "isolates": isolates,
        "topics": topics,
        "doing": doing,
        "learning": learning,
        "bridges": bridges,
        "absent": absent,
        "hub": hub,
    }
)


def gap_report(
    ties: Ties,
    scope: Scope,
    *,
    on: date,
    findings: Sequence[FindingName] = (),
    since: str | None = None,
    whole: Snapshot | None = None,
    top: int = TOP,
) -> GapReport:
    """The findings for the scope over the snapshot of `ties`, on the day `on`; all that apply where none is named.

    `doing` and `learning` are told of a topic only, `changes` only with `since` (a year, month or day); `whole` is the
    snapshot of all that is known, by whose dates changes are told (default: that of `ties`). `top` is how many rows of
    each finding are made. Raises UnknownId for what the snapshot does not have, and InvalidRecord where a finding is
    asked for that lacks its topic or its date, or where `since` is not before the report's day.
    """
    cut = Cut(ties, scope, on)
    asked = _asked(scope, findings, since)
    _check_since(cut, since)
    made = (
        changes(cut, whole or ties.snapshot, since or "", top) if name == "changes" else _FINDERS[name](cut, top)
        for name in asked
    )
    found = tuple(replace(one, action=_NOTHING) if _nothing_to_do(one, scope) else one for one in made)
    snapshot = ties.snapshot
    parameters: dict[str, Parameter] = {
        **scope.parameters(),
        "findings": tuple(asked),
        "since": since,
        "on": on.isoformat(),
        "top": top,
    }
    as_of = dates.from_code(snapshot.as_of)
    if as_of is not None:
        parameters["undated"] = "in" if snapshot.undated_in else "out"
    country = _only_country(cut)
    return GapReport(
        question=said("Where the network has gaps"),
        scope=told_scope(cut),
        towns=int(cut.towns.sum()),
        findings=found,
        digest=snapshot.digest,
        as_of=as_of,
        on=on.isoformat(),
        parameters=parameters,
        notes=(*notes(snapshot), *reach_notes(snapshot, country, None if country is None else country_named(country))),
        sources=reach(snapshot, country),
    )


def _nothing_to_do(found: Finding, scope: Scope) -> bool:
    """Whether nothing is missing. That nobody here does a topic, or that no list of a network's members is there, is
    none of that: what to do then the finding says itself."""
    without_list = found.name == "absent" and scope.network is not None and not found.of
    return not found.rows and not found.number and found.name != "doing" and not without_list


def _only_country(cut: Cut) -> str | None:
    """The country that all of the scope lies in, None where it lies in several."""
    column = cut.snapshot.municipalities.category("country")
    codes = np.unique(column.codes[cut.asked_for])
    return column.values[int(codes[0])] if len(codes) == 1 and codes[0] >= 0 else None


def _asked(scope: Scope, findings: Sequence[FindingName], since: str | None) -> tuple[FindingName, ...]:
    able = [
        name
        for name in FINDINGS
        if (name not in OF_A_TOPIC or scope.topic is not None) and (name != "changes" or since is not None)
    ]
    for name in findings:
        if name in OF_A_TOPIC and scope.topic is None:
            raise InvalidRecord(said("{finding} is told of one topic: name it", finding=name))
        if name == "changes" and since is None:
            raise InvalidRecord(said("to tell what changed, name the earlier day (since)"))
    return tuple(name for name in able if not findings or name in findings)


def _check_since(cut: Cut, since: str | None) -> None:
    if since is None:
        return
    now = cut.snapshot.as_of or dates.to_code(cut.on.isoformat())
    if dates.to_code(dates.last_day(since).isoformat()) >= now:
        raise InvalidRecord(said("{since} is not over on the day of the report", since=since))


def told_scope(cut: Cut) -> tuple[Said, ...]:
    """In words, what the scope keeps; of one that keeps all, that it does."""
    scope, snapshot = cut.scope, cut.snapshot
    told: list[Said] = []
    if scope.countries:
        told.append(said("Countries: {countries}", countries=tuple(map(country_named, scope.countries))))
    if scope.regions:
        told.append(said("Regions: {regions}", regions=tuple(_region(snapshot, region) for region in scope.regions)))
    if scope.smallest is not None:
        told.append(said("Inhabitants at least: {people:,}", people=scope.smallest))
    if scope.largest is not None:
        told.append(said("Inhabitants at most: {people:,}", people=scope.largest))
    if scope.members is not None:
        told.append(
            said_many("The {count:,} town of the list", "The {count:,} towns of the list", count=len(scope.members))
        )
    if scope.network is not None:
        told.append(
            said("In this network, or able to join it: {network}", network=_named(snapshot, "Network", scope.network))
        )
    if scope.topic is not None:
        told.append(said("Topic: {topic}", topic=_named(snapshot, "Topic", scope.topic)))
    if scope.needs:
        told.append(
            said_many(
                "With {count:,} need beside those of profiles",
                "With {count:,} needs beside those of profiles",
                count=len(scope.needs),
            )
        )
    return tuple(told) or (said("All that is known"),)


def _region(snapshot: Snapshot, region: str) -> str:
    if ":" in region:
        return _named(snapshot, "Region", region)
    return nuts_told(region)


def _named(snapshot: Snapshot, label: str, id: str) -> str:
    table = snapshot.tables[label]
    return table.named(table.ids.index(id))
