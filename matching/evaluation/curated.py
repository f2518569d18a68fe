"""The two tasks on the curated data of today: solutions that a town uses, and tandems that people put together."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

import numpy as np

from graph.model import Batch, Municipality, Network
from graph.snapshot.build import freeze
from graph.snapshot.frozen import Snapshot
from matching.evaluation.history import all_records, newcomers
from matching.evaluation.masking import masked_records, opaque, place_mask
from matching.evaluation.run import World
from matching.evaluation.segments import segments
from matching.evaluation.subjects import subjects
from matching.evaluation.types import Question, Task
from matching.purposes.peers import PEERS_ON_YOUR_THEME
from matching.ties import WORKING_SIZE

#: What the curated world is made of; calls and their rules are no answers to its questions.
_LABELS = ("Municipality", "Region", "Topic", "Network", "Solution", "Programme")


def curated_world(history: Batch, curated: Batch, tasks: tuple[Task, ...], seed: int) -> World:
    """What is known of the present, with the questions of the tasks `solutions` and `tandems` hidden from it.

    `history` holds towns, regions and what is known before the split, `curated` the bundle. Of each town with two
    solutions or more one, drawn by lot, is hidden; of the tandems what `telling` names. Places are masked in all texts.
    """
    pairs = {node.id: node for node in curated.nodes if isinstance(node, Network) and node.kind == "tandem"}
    hidden, twinned = telling(curated, pairs)
    uses = _hidden_uses(curated, seed)
    records = all_records(history, curated)
    nodes = [node for node in records.nodes if node.label in _LABELS and node.id not in hidden]
    left = {node.id for node in nodes}
    relations = [
        relation
        for relation in records.relations
        if relation.start in left
        and relation.end in left
        and not (relation.type == "USES" and uses.get(relation.start) == relation.end)
        and not (relation.type == "TWINNED_WITH" and {relation.start, relation.end} in twinned)
    ]
    mask = place_mask(node for node in nodes if isinstance(node, Municipality))
    shown = masked_records(Batch(nodes, relations), mask)
    known = freeze(shown.nodes, [*shown.relations, *subjects(shown, shown)])
    asked: dict[Task, list[Question]] = {}
    if "solutions" in tasks:
        asked["solutions"] = _solution_questions(known, uses)
    if "tandems" in tasks:
        asked["tandems"] = _tandem_questions(known, curated, pairs)
    return World(known, newcomers(known), asked)


def telling(curated: Batch, pairs: Mapping[str, Network]) -> tuple[set[str], set[frozenset[str]]]:
    """What would tell the pairs: ids of the pairs themselves, of the initiatives that they are a part of, and of the
    networks and practices of at most WORKING_SIZE towns in which two towns of a pair are together; and the two towns,
    wherever they may be twinned. What has more towns tells of none whom it is paired with.
    """
    ids = pairs.keys() | {network.umbrella for network in pairs.values() if network.umbrella}
    towns: dict[str, set[str]] = defaultdict(set)
    for relation in curated.relations:
        if relation.type in ("MEMBER_OF", "USES"):
            towns[relation.end].add(relation.start)
    twos = {frozenset(two) for pair in pairs for two in combinations(sorted(towns[pair]), 2)}
    for id, present in towns.items():
        if len(present) <= WORKING_SIZE and any(two <= present for two in twos):
            ids.add(id)
    return ids, twos


def _hidden_uses(curated: Batch, seed: int) -> Mapping[str, str]:
    """Of each town with two solutions or more, the one that is hidden."""
    used: dict[str, set[str]] = defaultdict(set)
    for relation in curated.relations:
        if relation.type == "USES":
            used[relation.start].add(relation.end)
    hidden = {}
    for town, solutions in used.items():
        if len(solutions) >= 2:
            lot = np.random.default_rng([seed, zlib.crc32(town.encode())])
            hidden[town] = sorted(solutions)[int(lot.integers(len(solutions)))]
    return hidden


def _solution_questions(known: Snapshot, hidden: Mapping[str, str]) -> list[Question]:
    """A town with the solutions that it uses, but one: which is it? The hidden solution is the cluster."""
    towns, solutions, new = known.municipalities.ids, known.tables["Solution"].ids, newcomers(known)
    return [
        Question(
            id=f"solutions:{town}",
            task="solutions",
            asker=towns.index(town),
            relevant=(solutions.index(solution),),
            cluster=solution,
            segments=segments(known, new, towns.index(town)),
        )
        for town, solution in sorted(hidden.items())
        if town in towns and solution in solutions
    ]


def _tandem_questions(known: Snapshot, curated: Batch, pairs: Mapping[str, Network]) -> list[Question]:
    """Each town of each tandem asks for the others, among all of Europe's towns. The tandem is the cluster."""
    towns, new = known.municipalities.ids, newcomers(known)
    members: dict[str, set[str]] = defaultdict(set)
    for relation in curated.relations:
        if relation.type == "MEMBER_OF" and relation.end in pairs and relation.start in towns:
            members[relation.end].add(relation.start)
    found = []
    for pair in sorted(pair for pair in pairs if len(members[pair]) >= 2):
        for town in sorted(members[pair]):
            others = tuple(sorted(towns.index(other) for other in members[pair] - {town}))
            question = Question(
                id=f"tandems:{opaque(pair)}:{town}",
                task="tandems",
                asker=towns.index(town),
                relevant=others,
                truths=((PEERS_ON_YOUR_THEME.name, others),),
                cluster=opaque(pair),
                segments=segments(known, new, towns.index(town)),
            )
            found.append(question)
    return found
