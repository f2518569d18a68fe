"""The portfolio: partners by purpose, each town once. A new purpose is a file beside this and a line in the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.errors import InvalidRecord
from graph.said import said
from matching.best import Points, best
from matching.kinds.explanation import LEAST_POINTS
from matching.kinds.learned import LEARNED
from matching.kinds.partner_kind import PARTNER
from matching.kinds.scoring import Recipe, for_question, names_a_need, points
from matching.purposes.experienced import EXPERIENCED
from matching.purposes.for_a_call import FOR_A_CALL
from matching.purposes.nearby import NEAR_YOU
from matching.purposes.neighbours import NEIGHBOURS_ACROSS_THE_BORDER, of_a_border_alone
from matching.purposes.peers import PEERS_ON_YOUR_THEME
from matching.purposes.purpose import Purpose, Searched, fellows
from matching.purposes.together import Scheme, apart, scheme, seats
from matching.types import Query

#: What partners are for, in the order in which they are shown, where no call is named.
PORTFOLIO: tuple[Purpose, ...] = (
    PEERS_ON_YOUR_THEME,
    NEAR_YOU,
    NEIGHBOURS_ACROSS_THE_BORDER,
    EXPERIENCED,
)
PURPOSES: tuple[Purpose, ...] = (*PORTFOLIO, FOR_A_CALL)
#: So many of each purpose are suggested where several are asked for: what a clerk can read and ring up.
OF_EACH = 4
#: So many times as many are looked at, so that those left out leave room for others; where a need is told, many may
#: answer it by one scheme.
LOOKED_AT, LOOKED_AT_FOR_A_NEED = 2, 6


def purpose_names() -> tuple[str, ...]:
    """The names of all purposes, in the order in which they are shown."""
    return tuple(purpose.name for purpose in PURPOSES)


def purpose_of(name: str) -> Purpose:
    """The purpose with the name. Raises InvalidRecord where none has it."""
    for purpose in PURPOSES:
        if purpose.name == name:
            return purpose
    raise InvalidRecord(said("{wrong!r} is not one of {known}", wrong=name, known=purpose_names()))


def purposes_of(query: Query) -> Sequence[Purpose]:
    """The purposes that a question asks for; where it names none, the call's, or else the whole portfolio.

    Raises InvalidRecord for a purpose that nobody knows, and for that of a call where no call is named.
    """
    asked = tuple(purpose_of(name) for name in dict.fromkeys(query.purposes))
    if FOR_A_CALL in asked and query.call is None:
        raise InvalidRecord(said("partners for a call: name the call"))
    return asked or ((FOR_A_CALL,) if query.call is not None else PORTFOLIO)


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The candidates chosen for one purpose (None: for none): their positions in `candidates`, the best first, and what
    each feature of the `recipe` earned them, shape (features, candidates). `also` has for each of them the towns (rows
    of the register) that answer the need by the same scheme and have no seat of their own; `beside` are those for which
    a border speaks alone, which have none either where several purposes are asked for."""

    purpose: Purpose | None
    recipe: Recipe
    candidates: Ints32
    earned: Points
    positions: npt.NDArray[np.intp]
    also: Mapping[int, Sequence[int]] = field(default_factory=dict)
    beside: Sequence[int] = ()


def portfolio(searched: Searched, candidates: Ints32) -> Sequence[Chosen]:
    """For each purpose that is asked for the best of the candidates that serve it; no town is chosen twice, of
    neighbours that did one thing together the best alone, and of those that answer a need by one scheme, whatever they
    would serve, the first.

    Of each at most `query.top`, and where several are asked for at most OF_EACH.
    """
    asker = searched.asker
    asked = purposes_of(asker.query)
    most = asker.query.top if len(asked) == 1 else min(asker.query.top, OF_EACH)
    serves = _at_once(searched, candidates, asked)
    left = np.ones(len(candidates), dtype=np.bool_)
    looked_at = most * (LOOKED_AT if asker.near is None else LOOKED_AT_FOR_A_NEED)
    shown: list[int] = []
    holders: dict[Scheme, int] = {}
    also: dict[int, list[int]] = {}
    found: list[Chosen] = []
    recorded = (asker.ties.experience > 0) | fellows(asker)
    for at, purpose in enumerate(asked):
        some = np.flatnonzero(left)
        some = some[serves[at][some] if serves else purpose.serves(searched, candidates[some])]
        serving = candidates[some]
        recipe = for_question(purpose.recipe(searched), asker)
        earned = points(recipe, asker, serving)
        if not names_a_need(asker):
            ground = _has_a_ground(recipe, earned, recorded[serving])
            some, serving, earned = some[ground], serving[ground], earned[:, ground]
        looked = best(earned.sum(axis=0), serving, looked_at)
        first = looked[apart(asker, serving[looked].tolist(), shown)]
        beside = np.zeros(len(first), dtype=np.bool_)
        if purpose is NEIGHBOURS_ACROSS_THE_BORDER and len(asked) > 1:
            beside = of_a_border_alone(asker, serving[first])
        next_door, first = serving[first[beside]], first[~beside]
        if not names_a_need(asker):  # how alike a town of unknown size is, nobody knows
            first = first[np.argsort(np.isnan(asker.ties.snapshot.population[serving[first]]), kind="stable")]
        chosen = first[seats(asker, serving[first].tolist(), holders)][:most]
        seated = serving[chosen].tolist()
        shown += seated
        holders |= {own: town for town in seated if (own := scheme(asker, town)) is not None}
        for town in serving[looked].tolist():
            own = scheme(asker, town)
            if own in holders and town not in (holders[own], *also.get(holders[own], ())):
                also.setdefault(holders[own], []).append(town)
        found.append(Chosen(purpose, recipe, serving, earned, chosen, also, next_door.tolist()))
        left[some[chosen]] = False
    return found


def _has_a_ground(recipe: Recipe, earned: Points, recorded: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """For which towns something speaks beside place and size: where no need is named, these lead to nobody of whom no
    more is known. What a record is worth is told of those `recorded` only."""
    speaks = np.zeros(len(recorded), dtype=np.bool_)
    for feature, points_of in zip(recipe, earned, strict=True):
        if feature.about != "facts" and not feature.takes:
            some = points_of >= LEAST_POINTS
            speaks |= some & recorded if feature in LEARNED else some
    return speaks


def _at_once(
    searched: Searched, candidates: Ints32, asked: Sequence[Purpose]
) -> Sequence[npt.NDArray[np.bool_]] | None:
    """Who serves each purpose, and all of them looked at by the learned models at once, where several purposes are
    ordered by these: without a need. With one, who serves depends on who else is left."""
    lesson, query = searched.asker.lesson, searched.asker.query
    if lesson is None or len(asked) == 1 or query.need or query.topics:
        return None
    serves = [purpose.serves(searched, candidates) for purpose in asked]
    lesson.look_at(candidates[np.logical_or.reduce(serves)])
    return serves


def serving(searched: Searched, town: int) -> Chosen:
    """The one town (its index) as a partner: for the first purpose asked for that it serves; where it serves none of
    them, for the recipe of partners at large, under no purpose."""
    candidates = np.array([town], dtype=np.int32)
    purpose = next((p for p in purposes_of(searched.asker.query) if p.serves(searched, candidates)[0]), None)
    recipe = PARTNER.recipe(searched.asker) if purpose is None else purpose.recipe(searched)
    recipe = for_question(recipe, searched.asker)
    return Chosen(purpose, recipe, candidates, points(recipe, searched.asker, candidates), np.zeros(1, dtype=np.intp))
