"""A warm suggestion of partners in the large world: by the engine, by plain networkx, by Cypher on Neo4j.

By the recipe made by hand, which the rivals can follow, and by the learned models, which the product ranks with.
The towns are drawn with a seed from all that can be partners, so most are small. Nothing but the
name is given. The three take turns, so that what else the machine does slows all alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.figures import Figure
from benchmarks.rival_cypher import CypherGraph
from benchmarks.rival_networkx import PlainGraph
from benchmarks.speed_load import large_snapshot
from graph.snapshot.frozen import Snapshot
from matching.asker import understand
from matching.best import best
from matching.engine import Engine
from matching.kinds.candidates import partner_candidates
from matching.kinds.partners import PARTNERS
from matching.kinds.scoring import for_question, points
from matching.need.topics import TopicReader
from matching.ranking.files import shipped_models
from matching.types import Query, SuggestionKind
from tests.neo4j_server import Neo4jServer

TODAY = date(2026, 11, 24)
Ranked = list[tuple[str, float]]
#: Points within which two scores count as equal: float32 against float64.
EQUAL = 1e-3
#: Questions asked of the engine, and of all three.
QUESTIONS, RIVAL_QUESTIONS = 200, 11


def draw_towns(snapshot: Snapshot, count: int, seed: int = 1) -> list[str]:
    draw = np.random.default_rng(seed)
    return [snapshot.municipalities.ids[int(i)] for i in draw.choice(np.flatnonzero(snapshot.partners), count)]


def figures(folder: Path, server: Neo4jServer | None) -> Iterator[Figure]:
    snapshot = large_snapshot(folder)
    engine = Engine(snapshot, TopicReader(snapshot))
    towns = draw_towns(snapshot, QUESTIONS)

    def partners(town: str, need: str | None = None) -> Ranked:
        return ask(engine, town, "partners", need)

    partners(towns[0])
    yield Figure("partners, a name alone: median", _median_ms(partners, towns), "ms", most=10)
    busy = _median_ms(partners, towns, clock=time.process_time)
    yield Figure("partners, a name alone: median of the processor's time", busy, "ms")
    taught = Engine(snapshot, TopicReader(snapshot), models=shipped_models())
    taught.prepare(TODAY)  # as the service does with a new view
    ask(taught, towns[0], "partners")
    by_models = _median_ms(lambda town: ask(taught, town, "partners"), towns)
    yield Figure("partners by the learned models, a name alone: median", by_models, "ms", most=10)
    need = "digitale Bürgerbeteiligung"
    partners(towns[0], need)
    yield Figure("partners, with a need: median", _median_ms(lambda town: partners(town, need), towns), "ms")
    kinds: tuple[SuggestionKind, ...] = ("networks", "solutions")
    for kind in kinds:
        ask(engine, towns[0], kind)
        yield Figure(f"{kind}, a name alone: median", _median_ms(partial(ask, engine, kind=kind), towns), "ms")

    rivals: dict[str, Callable[[str], Ranked]] = {"plain networkx": PlainGraph(engine.ties).partners}
    cypher = None if server is None else CypherGraph(server, engine.ties)
    if cypher is not None:
        rivals["Cypher on Neo4j"] = cypher.partners
    for name, rival in rivals.items():
        yield from _against(name, rival, partners, partial(by_the_recipe, engine), towns[:RIVAL_QUESTIONS])
    if cypher is not None:
        cypher.close()


def ask(engine: Engine, town: str, kind: SuggestionKind, need: str | None = None) -> Ranked:
    answer = engine.suggest(Query(town=town, kinds=(kind,), need=need, on=TODAY))
    return [(s.id, s.score) for s in answer.suggestions[kind]]


def by_the_recipe(engine: Engine, town: str, top: int = 10) -> Ranked:
    """The best partners by the recipe made by hand alone, as the rivals rank: an answer orders them by purpose."""
    query = Query(town=town, kinds=("partners",), on=TODAY)
    asker = understand(engine.ties, query, None, {})
    towns = partner_candidates(asker)
    scores = points(for_question(PARTNERS, asker), asker, towns).sum(axis=0)
    ids = engine.snapshot.municipalities.ids
    return [(ids[int(towns[at])], float(scores[at])) for at in best(scores, towns, top)]


def _against(
    name: str,
    rival: Callable[[str], Ranked],
    ours: Callable[[str], Ranked],
    by_recipe: Callable[[str], Ranked],
    towns: Sequence[str],
) -> Iterator[Figure]:
    rival(towns[0])  # warm: plans are made, pages are read
    own_times, their_times, same = [], [], 0
    for town in towns:
        began = time.perf_counter()
        ours(town)
        middle = time.perf_counter()
        theirs = rival(town)
        own_times.append(middle - began)
        their_times.append(time.perf_counter() - middle)
        same += alike(by_recipe(town), theirs)
    yield Figure(f"{name}: median", 1000 * median(their_times), "ms")
    yield Figure(f"{name}: times as slow as the engine", median(their_times) / median(own_times), "×", least=30)
    yield Figure(f"{name}: the same top 10", 100 * same / len(towns), "%", least=100)


def alike(own: Ranked, theirs: Ranked) -> bool:
    """Whether two rankings are one: the same scores place by place, and the same towns but where scores are equal."""
    if len(own) != len(theirs) or any(abs(a - b) > EQUAL for (_, a), (_, b) in zip(own, theirs, strict=True)):
        return False
    last = own[-1][1]
    return {id for id, score in own if score > last + EQUAL} <= {id for id, _ in theirs}


def _median_ms(
    question: Callable[[str], object], towns: Sequence[str], clock: Callable[[], float] = time.perf_counter
) -> float:
    times = []
    for town in towns:
        began = clock()
        question(town)
        times.append(clock() - began)
    return 1000 * median(times)
