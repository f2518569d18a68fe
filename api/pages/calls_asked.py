"""What the address of the list of calls asks for, and which calls it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
from fastapi import Query

from api.http.schemas import LONGEST_LIST, LONGEST_NAME, LONGEST_NEED, Day, Name
from api.pages.asked import given
from api.pages.rendering import Value
from graph.errors import InvalidRecord
from graph.measures.topics import with_narrower
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.capacity.by_date import AHEAD, CallOnDay
from matching.capacity.fit import GROUPS, Group

Text = Annotated[str, Query(max_length=LONGEST_NAME)]
#: When a call closes: within so many days, or what there is instead of a closing day.
WHEN: Mapping[str, Said] = {
    "30": said("in the next 30 days"),
    "90": said("in the next three months"),
    "180": said("in the next six months"),
    "any-time": said("open at any time"),
    "expected": said("expected again"),
    "over": said("closed"),
}
_STATES: Mapping[str, str] = {"any-time": "any time", "expected": "expected", "over": "over"}
#: The groups of `matching.capacity.fit`, as an address names them.
GROUP_IN_ADDRESS: Mapping[Group, str] = {
    "first steps": "first-steps",
    "as a partner": "as-a-partner",
    "beside": "beside",
    "large": "large",
    "to join": "to-join",
    "not now": "not-now",
}
#: The furthest page of a list that is asked for.
_LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsAsked:
    """What is wanted of the list of calls, as its address has it."""

    town: str = ""
    need: str = ""
    topic: tuple[str, ...] = ()
    programme: str = ""
    deadline: str = ""
    group: str = ""
    page: int = 1
    on: str = ""

    def carried(self, **other: Any) -> Mapping[str, Value]:
        """What its address carries, or would with `other` values; another question begins at its first page."""
        asked = replace(self, **{"page": 1, **other})
        return {
            "town": asked.town,
            "need": asked.need,
            "topic": asked.topic,
            "programme": asked.programme,
            "deadline": asked.deadline,
            "group": asked.group,
            "on": asked.on,
            "page": "" if asked.page == 1 else str(asked.page),
        }

    @property
    def filtered(self) -> bool:
        """Whether calls are kept to some."""
        return bool(self.topic or self.programme or self.deadline)

    @property
    def only(self) -> Group | None:
        """The only group that is shown. Raises InvalidRecord for what is no group."""
        if not self.group:
            return None
        found = next((group for group in GROUPS if GROUP_IN_ADDRESS[group] == self.group), None)
        if found is None:
            raise InvalidRecord(said("{text} is no group of calls", text=self.group))
        return found

    def keeps(self, snapshot: Snapshot, standings: Iterable[CallOnDay]) -> frozenset[str]:
        """The calls, by id, that the filters leave. Raises InvalidRecord for a deadline that cannot be asked for."""
        if self.deadline and self.deadline not in WHEN:
            raise InvalidRecord(said("{text} is no deadline that can be chosen", text=self.deadline))
        topics = [_about(snapshot, topic) for topic in self.topic]
        programme = _under(snapshot, self.programme) if self.programme else None
        return frozenset(
            one.id
            for one in standings
            if all(one.call in calls for calls in topics)
            and (programme is None or one.call in programme)
            and (not self.deadline or self._closes(one))
        )

    def _closes(self, one: CallOnDay) -> bool:
        if self.deadline in _STATES:
            return one.state == _STATES[self.deadline]
        days = one.offer.days
        return one.state in AHEAD and days is not None and days <= int(self.deadline)


def _about(snapshot: Snapshot, topic: str) -> set[int]:
    """The calls (rows) on the topic or on one that is narrower."""
    at = snapshot.tables["Topic"].ids.find(topic)
    if at is None:
        return set()
    links = snapshot.links("ADDRESSES", "Call")
    return set(links.start[np.isin(links.end, list(with_narrower(snapshot, [at])))].tolist())


def _under(snapshot: Snapshot, programme: str) -> set[int]:
    links, at = snapshot.links("UNDER", "Call"), snapshot.tables["Programme"].ids.find(programme)
    return set() if at is None else set(links.start[links.end == at].tolist())


async def calls_asked(
    town: Text = "",
    need: Annotated[str, Query(max_length=LONGEST_NEED)] = "",
    topic: Annotated[tuple[Name, ...], Query(max_length=LONGEST_LIST)] = (),
    programme: Text = "",
    deadline: Text = "",
    group: Text = "",
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
    on: Day | None = None,
) -> CallsAsked:
    """What the address asks for. What a form sends empty is left out."""
    return CallsAsked(
        town=town.strip(),
        need=need.strip(),
        topic=given(topic),
        programme=programme.strip(),
        deadline=deadline.strip(),
        group=group.strip(),
        page=page,
        on="" if on is None else on.isoformat(),
    )
