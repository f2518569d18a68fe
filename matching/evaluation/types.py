"""What an evaluation is made of: questions about towns, and methods that rank an answer to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from graph.errors import PeerpolisError
from graph.snapshot.frozen import Snapshot

Task = Literal["partners", "peers", "networks", "solutions", "tandems"]
TASKS: tuple[Task, ...] = ("partners", "peers", "networks", "solutions", "tandems")
#: Tasks whose answers are towns; the others rank `Question.items` or the snapshot's solutions.
TOWN_TASKS: frozenset[Task] = frozenset({"partners", "peers", "tandems"})

Scores = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A network that is still to come, as its call for partners would describe it; places are masked.

    `lead` is an index into the municipalities, `start` a date code (`graph.dates`). `programme` is the id of the
    programme in the known snapshot, None where it has no network there yet.
    """

    id: str
    name: str
    text: str
    keywords: tuple[str, ...]
    programme: str | None
    programme_name: str | None
    lead: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, with what is known when it is asked, and with its answer for the evaluation's own use.

    `asker` is an index into the known municipalities. What of a network is told depends on the task: the partners of
    `network` (an opaque id) are asked for under its programme and masked text; `items` are the networks to choose from.
    `relevant` are indices of towns, items or solutions; `truths` are those of them that are right for one purpose of
    partners, by its name (`matching.evaluation.truths`); `cluster` is the network by which intervals are bootstrapped,
    `segments` the groups that the question counts for. A method is handed `put()`, which has none of the four.
    """

    id: str
    task: Task
    asker: int
    network: str | None = None
    programme: str | None = None
    programme_name: str | None = None
    text: str = ""
    keywords: tuple[str, ...] = ()
    start: int = 0
    items: tuple[Item, ...] = ()
    relevant: tuple[int, ...] = ()
    truths: tuple[tuple[str, tuple[int, ...]], ...] = ()
    cluster: str = ""
    segments: tuple[str, ...] = ("all",)

    def put(self) -> Question:
        """The question as a method hears it: without the answer, and nothing that hints at it."""
        return replace(self, relevant=(), truths=(), cluster="", segments=())


class MethodUnavailable(PeerpolisError):
    """A method needs something that is not installed; the message says what, and how to get it."""


class Ranker(Protocol):
    """A method that has seen what is known, ready to be asked."""

    def scores(self, question: Question) -> npt.NDArray[np.floating]:
        """How well each answer fits, higher is better, −inf means never (NaN counts as −inf).

        One score a municipality of the known snapshot (partners, peers, tandems), an item of the question (networks)
        or a solution of the snapshot (solutions). Who may be ranked at all, and not the asker, is seen to elsewhere.
        """
        ...


class Method(Protocol):
    """A way to rank; fitted inside the run, on what is known and on nothing else."""

    @property
    def name(self) -> str:
        """The name in the report."""
        ...

    @property
    def tasks(self) -> frozenset[Task]:
        """The tasks that it has an answer to."""
        ...

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        """Learn from what is known: towns, and the networks, programmes and memberships from before the split.

        Names and texts of its networks have their places masked. Raises MethodUnavailable.
        """
        ...
