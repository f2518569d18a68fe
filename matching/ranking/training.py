"""Training: every network of the past is a question, answered by who joined, asked as if it were still to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import Said, said, said_as
from matching.pairs import floats
from matching.programmes import FAMILIES, family
from matching.ranking.bias import MARKS, Shown, charges
from matching.ranking.curves import Grid, knots_at_quantiles
from matching.ranking.features import (
    PARTNER_FEATURES,
    PARTNER_PAIRS,
    PEER_FEATURES,
    PEER_PAIRS,
    FeatureValue,
    Term,
    term_name,
)
from matching.ranking.fitting import Lists, Penalty, fit_curves
from matching.ranking.model import AdditiveModel, Curve, model_of
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ranking.retrieval import candidates
from matching.ranking.situation import TOWN_GROUPS, Situation, situation
from matching.ranking.themes import Themes
from matching.ties import WORKING_SIZE

RankingTask = Literal["partners", "peers"]

#: The groups of situations that have curves of their own, by task.
GROUPS: dict[RankingTask, tuple[str, ...]] = {"partners": FAMILIES, "peers": TOWN_GROUPS}
#: How many members of a network ask: that two towns meet says the same of both.
ASKERS: dict[RankingTask, int] = {"partners": 2, "peers": 4}
#: Of how many candidates each list consists, on average, by the reason they are drawn for.
DRAWN = {"anyone": 200, "near abroad": 120, "far abroad": 80, "near": 50, "practised": 150, "large": 60, "inside": 100}
#: How many knots a feature has by itself, and how many where it stands with another.
KNOTS = 8
PAIR_KNOTS = 5
#: By how many past questions the shares of very large cities and of the own country are measured: those of peers come
#: of three sorts of programmes, and each has to tell its share.
CALIBRATED: dict[RankingTask, int] = {"partners": 400, "peers": 800}
#: What the tasks are called while they are learnt.
_CALLED: dict[RankingTask, Said] = {"partners": said_as("task", "partners"), "peers": said_as("task", "peers")}

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A network of the past as a question: who asks, and who joined (sorted, without the asker)."""

    network: int
    asker: int
    joined: Ints32
    leads: bool


def past_questions(past: Past, task: RankingTask, random: np.random.Generator) -> Iterator[PastQuestion]:
    """The questions that the snapshot's working networks make.

    For partners of networks with a programme the lead asks, if it is known, and other members, drawn; for peers members
    of a network of at most WORKING_SIZE, drawn. Towns that cannot be partners, or whose place is unknown, neither
    ask nor are asked for.
    """
    pairs = past.ties.memberships
    usable = past.snapshot.partners & ~np.isnan(past.snapshot.unit_vectors[:, 0])
    for network in np.flatnonzero(past.working):
        members = pairs.towns_of(int(network))
        members = members[usable[members]]
        if len(members) < 2 or (task == "peers" and len(members) > WORKING_SIZE):
            continue
        if task == "partners" and past.programme_names[network] is None:
            continue
        lead = past.leads.get(int(network))
        askers = random.permutation(members)
        if task == "partners":
            askers = np.concatenate([askers[askers == lead], askers[askers != lead]])
        for asker in askers[: ASKERS[task]]:
            yield PastQuestion(int(network), int(asker), members[members != asker], int(asker) == lead)


def drawn_order(past: Past, seed: int) -> Floats32:
    """A number a network, by which those of one year are put in an order where nothing but the year is known."""
    return np.random.default_rng(seed).random(len(past.starts), dtype=np.float32)


def visible(past: Past, network: int, task: RankingTask, order: Floats32) -> Floats32:
    """1 for each network that could be seen when this one began, 0 for all others.

    Those of its own day or later could not. Of many networks only a year is known, which in old files stands for
    a programming period of seven: of these, those before it in the drawn `order` are visible, or a whole period would
    be asked as if nobody had a record. Not so for peers where the programme is the same: to a town that names none,
    its own programme's latest round would say what no later question will find.
    """
    start = int(past.starts[network])
    seen = (past.starts < start) | (past.starts == 0)
    if start and start % 10_000 == 0:
        earlier = (past.starts == start) & (order < order[network])
        if task == "peers":
            earlier &= past.programme_codes != past.programme_codes[network]
        seen |= earlier
    seen[network] = False
    return floats(seen)


@dataclass
class Backwards:
    """Past questions as they were when their networks began, as far as it was `visible`. The record of the latest
    network is kept, for its members ask one after the other."""

    past: Past
    task: RankingTask
    seed: int
    _latest: tuple[int, Record, Floats32 | None] | None = field(default=None, repr=False)

    @cached_property
    def _themes(self) -> Themes:
        return Themes(self.past.snapshot)

    @cached_property
    def _order(self) -> Floats32:
        return drawn_order(self.past, self.seed)

    def situation(self, question: PastQuestion) -> Situation:
        """The situation of who asks."""
        if self._latest is None or self._latest[0] != question.network:
            record = Record(self.past, visible(self.past, question.network, self.task, self._order))
            asked = self._themes.texts[question.network] if self.task == "partners" else ""
            self._latest = question.network, record, self._themes.likeness(asked) if asked else None
        programme = self.past.programme_names[question.network] if self.task == "partners" else None
        _, record, likeness = self._latest
        return situation(record, question.asker, programme, likeness)


def drawn(situation: Situation, random: np.random.Generator) -> tuple[Ints32, Floats32]:
    """Towns drawn from the whole pool, those that a simple method would name more often; with 1/chance as weights."""
    past, away = situation.past, situation.distances
    pool = np.flatnonzero(past.snapshot.partners).astype(np.int32)
    away, abroad = away[pool], situation.abroad[pool]
    reasons = {
        "anyone": np.ones(len(pool)),
        "near abroad": np.exp(-away / 60) * abroad,
        "far abroad": np.exp(-away / 300) * abroad,
        "near": np.exp(-away / 60),
        "practised": situation.record.projects[pool] > 0,
        "large": np.exp(past.log_population[pool] / 2),
        "inside": np.exp(-away / 150) * np.isin(past.countries[pool], situation.named),
    }
    expected = sum(DRAWN[name] * reason / max(float(reason.sum()), 1e-9) for name, reason in reasons.items())
    chance = np.minimum(expected, 1)
    chosen = random.random(len(pool)) < chance
    return pool[chosen], (1 / chance[chosen]).astype(np.float32)


def lists_of(
    past: Past, task: RankingTask, features: Sequence[FeatureValue], seed: int, progress: Progress = lambda text: None
) -> Lists | None:
    """All questions of the past with their candidates: those that joined, and others drawn from the pool.

    None where the past makes no question.
    """
    random = np.random.default_rng(seed)
    backwards = Backwards(past, task, seed)
    tables, sizes, joined, weights, groups = [], [], [], [], []
    for question in past_questions(past, task, random):
        at = backwards.situation(question)
        others, weight = drawn(at, random)
        new = ~np.isin(others, np.append(question.joined, question.asker))
        partners = question.joined
        if task == "partners" and not question.leads:
            # A member that does not lead says whom towns meet abroad; that two of a country are in it together is
            # mostly the leader's doing.
            partners, new = partners[at.abroad[partners]], new & at.abroad[others]
            if not len(partners):
                continue
        towns = np.concatenate([partners, others[new]])
        tables.append(np.stack([feature(at, towns) for feature in features]))
        sizes.append(len(towns))
        joined.append(np.arange(len(towns)) < len(partners))
        weights.append(np.concatenate([np.ones(len(partners), dtype=np.float32), weight[new]]))
        groups.append(np.full(len(towns), GROUPS[task].index(at.group), dtype=np.int8))
        if len(sizes) % 100 == 0:
            progress(said("{task}: {number} questions of the past", task=_CALLED[task], number=len(sizes)))
    if not sizes:
        return None
    table: npt.NDArray[np.float32] = np.concatenate(tables, axis=1)
    return Lists(
        columns=list(table),
        sizes=np.array(sizes, dtype=np.int64),
        joined=np.concatenate(joined).astype(np.float32),
        weights=np.concatenate(weights),
        groups=np.concatenate(groups),
    )


def train(
    past: Past,
    task: RankingTask,
    *,
    seed: int,
    without: frozenset[str] = frozenset(),
    penalty: Penalty | None = None,
    progress: Progress = lambda text: None,
) -> AdditiveModel:
    """The model for the task, learnt from the snapshot's networks; the same snapshot and seed give the same bits.

    Where no network of the past makes a question the model has no curves, and all towns are equally likely.
    """
    known, pairs = (PARTNER_FEATURES, PARTNER_PAIRS) if task == "partners" else (PEER_FEATURES, PEER_PAIRS)
    features = [feature for feature in known if feature.__name__ not in without]
    names = [feature.__name__ for feature in features]
    terms = [*((name,) for name in names), *(p for p in pairs if {*p, term_name(p)}.isdisjoint(without))]
    lists = lists_of(past, task, features, seed, progress)
    curves = fitted(lists, names, terms, task, penalty or Penalty(), seed) if lists is not None else {}
    model = AdditiveModel(curves, {}, {})
    progress(said("{task}: whom the first places show", task=_CALLED[task]))
    trained = {
        **{"task": task, "seed": seed, "snapshot": past.snapshot.digest},
        **{"questions": 0 if lists is None else len(lists.sizes), "without": sorted(without)},
    }
    # Through its document, so that the model ranks to the bit as the file does that is made of it.
    return model_of(
        replace(model, charges=charges(shown(past, task, model, seed), GROUPS[task]), trained=trained).document()
    )


def shown(past: Past, task: RankingTask, model: AdditiveModel, seed: int) -> list[Shown]:
    """What the model shows for past questions, at most CALIBRATED of the newest: those that a lead or a town asked."""
    random = np.random.default_rng(seed)
    backwards = Backwards(past, task, seed)
    asked = [q for q in past_questions(past, task, random) if task == "peers" or q.leads]
    newest = sorted(random.permutation(len(asked)).tolist(), key=lambda at: -int(past.starts[asked[at].network]))
    found = []
    for question in (asked[at] for at in newest[: CALIBRATED[task]]):
        at = backwards.situation(question)
        towns = candidates(at)
        found.append(
            Shown(
                group=at.group,
                sort=family(past.programme_names[question.network]) if task == "peers" else None,
                scores=model.points(at, towns).sum(axis=0),
                marks={mark: of(at, towns) for mark, of in MARKS.items()},
                true={mark: float(of(at, question.joined).mean()) for mark, of in MARKS.items()},
                partners=len(question.joined),
            )
        )
    return found


def fitted(
    lists: Lists, names: Sequence[str], terms: Sequence[Term], task: RankingTask, penalty: Penalty, seed: int
) -> dict[str, Curve]:
    """The curves of the terms fitted to the lists, whose columns have the `names`; a term with a feature of one value
    only has none."""
    random = np.random.default_rng(seed)
    partners = np.flatnonzero(lists.joined)
    some = np.concatenate([partners, random.permutation(len(lists.joined))[: 2 * len(partners)]])
    grids: dict[Term, Grid] = {}
    for term in terms:
        columns = tuple(names.index(name) for name in term)
        most = KNOTS if len(term) == 1 else PAIR_KNOTS
        grid = Grid(columns, tuple(knots_at_quantiles(lists.columns[at][some], most) for at in columns))
        if not grid.says_nothing:
            grids[term] = grid
    groups = GROUPS[task]
    common, own = fit_curves(lists, list(grids.values()), groups=len(groups), penalty=penalty)
    cuts = np.cumsum([grid.size for grid in grids.values()])[:-1]
    curves = {}
    for at, (term, grid) in enumerate(grids.items()):
        heights = {g: np.split(common + own[place], cuts)[at] for place, g in enumerate(groups)}
        curves[term_name(term)] = Curve(term, grid.knots, {g: h - h.min() for g, h in heights.items()})
    return curves
