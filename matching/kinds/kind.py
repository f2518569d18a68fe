"""What a kind of suggestion is: what it is called, its recipe, its candidates, and what is shown of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import Said, said
from matching.asker import Asker
from matching.kinds.scoring import Recipe
from matching.types import Language, Place, TownToAsk
from matching.words.told import told

#: A column of the page beside the name and the reasons, by what it shows (`api.pages.start`).
Column = Literal["where", "deadline", "may"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a suggestion shows beside what every node has (name, summary, source, country, address)."""

    region: str | None = None
    population: int | None = None
    distance_km: float | None = None
    deadline: str | None = None
    joining: tuple[str, ...] = ()
    to_ask: tuple[TownToAsk, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Who would apply under which call: a town by its index, or a place, with the partner; and the call."""

    town: int | Place
    call: int
    partner: int


#: What is said where a need is named and nothing of a kind is about it.
ANYWAY = said("Not bound to a subject, for visits and small joint projects with another town:")
#: What heads programmes that might pay: where no call is about a need, or only such as no small town can carry alone.
NO_CALL = said("No call that we know pays for this; these programmes might:")
PROGRAMMES = said("Beside these calls, these programmes might pay for it:")
THESE_MIGHT = said("These programmes might pay for it:")
NOTHING_PAYS = said("No call that we know pays for this.")
#: What is said instead where it is not known what is wanted.
NOT_READ = said(
    "We do not know what this is about, so which call pays for it we cannot say. Other words may help, or a topic from "
    "the list."
)
#: What is said where something is to be built, and none of the calls is known to pay for that.
NO_BUILDING = said("No call that we know pays to build or renovate this.")
#: What is said where the text of no call fits a need in words: a topic alone is wide.
NOT_JUST_THIS = said("No call that we know is for just this; these are on its subject:")
#: What heads the programmes across a town's border, without a need and with one.
ACROSS = said("Programmes across your border:")
ACROSS_NEED = said("Programmes across your border; whether they pay for this, ask who runs them:")
NOTHING_BUT_NEAR = said("Nothing on this; nearest in subject:")
NOTHING = said("Nothing on this that we know of.")
#: The same of what is near only where it deals with the subject as well.
AMONG_OTHER_THINGS = said("None that we know is first of all about this; these deal with it among other things:")


def calls_headed(*, pays_no_building: bool, none_just_for_this: bool) -> Said | None:
    """What is said above calls that are about a need, and not what one hopes for; None where nothing has to be."""
    return NO_BUILDING if pays_no_building else NOT_JUST_THIS if none_just_for_this else None


def programmes_called(*, calls: bool, said: bool) -> Said:
    """What heads the programmes that might pay, beside calls about the need; where there are none, and it is `said`
    already that none pays for it, or what comes near, it is not said again."""
    return PROGRAMMES if calls else THESE_MIGHT if said else NO_CALL


class Subject(Protocol):
    """Tells what is about a need, and how near to it the rest is."""

    def about(self, asker: Asker, items: Ints32) -> npt.NDArray[np.bool_]:
        """Which of the items are about what is wanted."""
        ...

    def of_interest(self, asker: Asker, items: Ints32) -> npt.NDArray[np.bool_]:
        """Which of the items are about what the asker, or towns like it, work on more than others."""
        ...

    def nearness(self, asker: Asker, items: Ints32) -> Floats32:
        """How near in subject the items come to what is wanted; 0 where nothing says that they come near at all."""
        ...


def _nothing(asker: Asker, index: int) -> Shown:
    return Shown()


def _no_application(asker: Asker, index: int) -> Application | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of suggestion: nodes with a `label`, under the `name` that questions and answers use.

    `recipe` scores for an asker the nodes that `candidates` gives, which gets those that the question does not exclude.
    `shows` tells what a node shows, and `application` whose eligibility as a partner is judged under which call.

    `called` heads the suggestions; `called_on_page` does so on the page, where it is another; `in_short` names them in
    a row of links. `summary` says in the API what they are. With a `subject` only what is about the need is suggested
    where one is named; `near_called` heads what comes nearest where nothing is.
    `columns` are those of the page. A kind that `leads` is shown whole where the others are cut short;
    without a need it suggests of what is `of_interest_only` nothing else, for the rest is the same for every town;
    what is suggested `joins` the asker in an application, and is judged together with it.
    """

    name: str
    label: str
    recipe: Callable[[Asker], Recipe]
    candidates: Callable[[Asker, Ints32], Ints32]
    shows: Callable[[Asker, int], Shown] = _nothing
    application: Callable[[Asker, int], Application | None] = _no_application
    called: Said
    called_on_page: Said | None = None
    in_short: Said | None = None
    near_called: Said = NOTHING_BUT_NEAR
    summary: str
    subject: Subject | None = None
    columns: tuple[Column, ...] = ()
    leads: bool = False
    joins: bool = False
    of_interest_only: bool = False

    def short(self, language: Language) -> str:
        """What the suggestions are called in a row of links."""
        return told(self.in_short or self.called, language)

    def heading_on_page(self, language: Language) -> str:
        """What heads the suggestions on the page."""
        return told(self.called_on_page or self.called, language)
