"""What could pay for what two towns do together, where the graph knows of it; nothing is claimed beyond its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from graph import dates
from graph.said import Named
from graph.snapshot.frozen import Snapshot
from matching.asker import Asker
from matching.kinds.lead_times import lead_time
from matching.letters.known import joins_neighbours
from matching.purposes.areas import Areas
from matching.rules.asking.fields import RARE
from matching.rules.judging.everyone import Everyone
from matching.rules.judging.rules_of import RuleBooks
from matching.rules.three_valued import NO, YES, Answers

#: What is paid for: one fund of a programme for small projects; one of several; what a programme joins neighbours for;
#: meetings of twin towns; joint projects of two countries; visits of towns to each other; a network of towns; what the
#: call that the question names pays for.
Paid = Literal[
    "small projects", "one of several", "programme", "twinning", "two countries", "visits", "network", "call"
]
_TWINNING = "prog:cerv-town-twinning"
_VISITS = "prog:eui-city-to-city"
#: Programmes for joint projects of two countries, by these.
_OF_TWO: Mapping[frozenset[str], str] = {
    frozenset({"DE", "FR"}): "prog:deutsch-franzoesischer-buergerfonds",
    frozenset({"DE", "CZ"}): "prog:dtzf",
    frozenset({"DE", "PL"}): "prog:sdpz",
}
#: Programmes that pay networks of towns of many countries.
_NETWORKS = ("prog:urbact-transfer-networks", "prog:urbact-action-networks", "prog:urbact-action-planning-networks")
#: What helps to find partners, and pays for nothing.
_NO_MONEY = "matchmaking service"
#: Of the states of calls those in which one can apply, or soon can.
_CURRENT = ("open", "continuous", "recurring", "forthcoming", "expected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A programme that pays for something, and the `call` of it where there is one to apply under.

    `sure` says that nothing is open about whether both may take part; where it is not, that has to be checked.
    """

    paid: Paid
    programme: Named
    call: Named | None = None
    url: str | None = None
    sure: bool = False


@dataclass(frozen=True)
class Ways:
    """What could pay for what two towns of a snapshot do together.

    Which calls are current, and whether each town may take part in them, is found once a day and kept.
    """

    snapshot: Snapshot
    areas: Areas
    books: RuleBooks
    _kept: dict[int, tuple[date, Answers]] = field(default_factory=dict, compare=False)
    _current: dict[int, tuple[date, Sequence[int]]] = field(default_factory=dict, compare=False)

    def prepare(self, on: date) -> None:
        """Judge now what suggestions of the day would else wait for."""
        for programme in (_TWINNING, _VISITS, *_OF_TWO.values(), *_NETWORKS):
            at = self.snapshot.tables["Programme"].ids.find(programme)
            for call in [] if at is None else self._calls(at, on):
                self._may(call, on)

    def first(self, asker: Asker, partner: int) -> Way | None:
        """The first that is known to pay for something of the asker and the partner; None where nothing is known."""
        return next(self._all(asker, partner), None)

    def _all(self, asker: Asker, partner: int) -> Iterator[Way]:
        programmes, on = self.snapshot.tables["Programme"].ids, asker.query.on
        if asker.query.call is not None:
            yield from self._under(asker, partner, self.snapshot.tables["Call"].ids.index(asker.query.call), "call")
        shared = self.areas.first_shared(asker.index, partner)
        country = self.snapshot.municipalities.category("country")[partner] or ""
        if shared >= 0 and country != asker.country:
            area = self.areas.all[shared]
            if joins_neighbours(asker, area, partner):
                yield from self._of_area(area.programme, on)
        wanted: list[tuple[str, Paid]] = []
        if asker.is_twin(partner):
            wanted.append((_TWINNING, "twinning"))
        if of_two := _OF_TWO.get(frozenset({country, asker.country})):
            wanted.append((of_two, "two countries"))
        if country != asker.country:
            wanted.append((_VISITS, "visits"))
            wanted += [(network, "network") for network in _NETWORKS]
        for id, paid in wanted:
            at = programmes.find(id)
            for call in [] if at is None else self._calls(at, on):
                yield from self._under(asker, partner, call, paid)

    def _calls(self, programme: int, on: date) -> Sequence[int]:
        """The calls of the programme under which one can apply, or soon can; of an unknown state nothing is claimed."""
        kept = self._current.get(programme)
        if kept is None or kept[0] != on:
            kept = self._current[programme] = (on, tuple(self._find(programme, on)))
        return kept[1]

    def _find(self, programme: int, on: date) -> Iterator[int]:
        table = self.snapshot.tables["Call"]
        for call in self.snapshot.links("UNDER", "Call").starts(programme).tolist():
            kind = table.text("action_type")[call]
            if (table.text("status")[call] or "") not in _CURRENT or kind == _NO_MONEY:
                continue
            deadline = dates.from_code(int(table.date("deadline")[call]))
            needed = timedelta(days=lead_time(kind).days)
            if deadline is None or dates.last_day(deadline) >= on + needed:
                yield call

    def _of_area(self, programme: int, on: date) -> Iterator[Way]:
        """What a programme in whose area both lie pays for. Which of several funds is in charge of both their places,
        no rule of theirs that we have says."""
        table, calls = self.snapshot.tables["Programme"], self.snapshot.tables["Call"]
        if _is_over(table.text("period")[programme], on.year):
            return
        named, url = table.named(programme), table.text("url")[programme]
        small = [c for c in self._calls(programme, on) if calls.text("action_type")[c] == "small project"]
        if len(small) == 1:
            own = calls.text("url")[small[0]]
            yield Way(paid="small projects", programme=named, call=calls.named(small[0]), url=own or url)
        else:
            yield Way(paid="one of several" if small else "programme", programme=named, url=url)

    def _under(self, asker: Asker, partner: int, call: int, paid: Paid) -> Iterator[Way]:
        """The call as a way, unless a rule excludes one of the two. A place that is in no register is not judged."""
        calls, programmes = self.snapshot.tables["Call"], self.snapshot.tables["Programme"]
        may = self._may(call, asker.query.on)
        judged = [int(may[town]) for town in (asker.index, partner) if town is not None]
        if NO in judged:
            return
        under = self.snapshot.links("UNDER", "Call").ends(call).tolist()
        urls = [*(programmes.text("url")[at] for at in under[:1]), calls.text("url")[call]]
        yield Way(
            paid=paid,
            programme=programmes.named(under[0]) if under else calls.named(call),
            call=calls.named(call),
            url=next(filter(None, reversed(urls) if paid == "call" else urls), None),
            sure=judged == [YES, YES],
        )

    def _may(self, call: int, on: date) -> Answers:
        kept = self._kept.get(call)
        if kept is None or kept[0] != on:
            kept = self._kept[call] = (on, self._everyone.answers(self.books.of_call(call), on, without=RARE))
        return kept[1]

    @cached_property
    def _everyone(self) -> Everyone:
        return Everyone(self.snapshot)


def _is_over(period: str | None, year: int) -> bool:
    last = (period or "").rpartition("-")[2]
    return last.isdigit() and int(last) < year
