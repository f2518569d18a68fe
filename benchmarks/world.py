"""The large world: the real register, and a million seeded relations over it.

100,000 towns of the register; 20,000 networks and 2,000 solutions over the real topics; 850,000 memberships, 100,000
uses, 50,000 topic relations. Sizes are drawn as in the curated bundle: most networks have about a dozen members, a few
have thousands; three members in four come from the neighbourhood of the network's seat; larger towns join more often.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from graph.model import Batch, Municipality, Network, Node, Relation, Solution, Topic
from graph.snapshot.frozen import unit_vectors
from seed.bundle.curated import read_bundle
from seed.register.geonames import read_register

SOURCE = "benchmarks/world"
TOWNS, NETWORKS, SOLUTIONS = 100_000, 20_000, 2_000
MEMBERSHIPS, USES, SUBJECTS = 850_000, 100_000, 50_000


@dataclass(frozen=True)
class World:
    """All records: nodes first, then relations in the order in which they are loaded."""

    nodes: Sequence[Node]
    relations: Sequence[Relation]

    def batches(self, rows: int = 100_000) -> Iterator[Batch]:
        """The world in batches of about `rows` records, nodes before relations."""
        for start in range(0, len(self.nodes), rows):
            yield Batch(nodes=self.nodes[start : start + rows])
        for start in range(0, len(self.relations), rows):
            yield Batch(relations=self.relations[start : start + rows])


def large_world(seed: int = 0) -> World:
    """The same world for the same seed."""
    draw = np.random.default_rng(seed)
    register = read_register()
    towns = sorted(register.towns, key=lambda t: (-(t.population or 0), t.id))[:TOWNS]
    topics = [n for n in read_bundle().batch.nodes if isinstance(n, Topic)]
    topic_ids = [t.id for t in topics]
    networks = [
        Network(id=f"net:large-{i}", name=f"Network {i}", kind="network", source=SOURCE) for i in range(NETWORKS)
    ]
    solutions = [
        Solution(id=f"sol:large-{i}", name=f"Solution {i}", kind="software", source=SOURCE) for i in range(SOLUTIONS)
    ]
    population = np.array([t.population or 500 for t in towns], dtype=np.float64)
    appetite = np.sqrt(population) / np.sqrt(population).sum()
    relations = [
        *_joined("MEMBER_OF", [t.id for t in towns], [n.id for n in networks], MEMBERSHIPS, towns, appetite, draw),
        *_joined("USES", [t.id for t in towns], [s.id for s in solutions], USES, towns, appetite, draw),
        *_subjects([n.id for n in networks], [s.id for s in solutions], topic_ids, draw),
    ]
    kept = {t.id for t in towns}
    within = [r for r in register.within if r.start in kept]
    return World([*register.regions, *towns, *topics, *networks, *solutions], [*within, *relations])


def _joined(
    type: str,
    towns: Sequence[str],
    things: Sequence[str],
    wanted: int,
    places: Sequence[Municipality],
    appetite: npt.NDArray[np.float64],
    draw: np.random.Generator,
) -> Iterator[Relation]:
    """Towns and things, three in four from the neighbourhood of the thing's seat; each pair once."""
    size = np.maximum(2, draw.lognormal(np.log(12), 1.2, len(things)))
    size = np.minimum(size * wanted * 1.15 / size.sum(), len(towns) / 10).astype(np.int64) + 1
    thing = np.repeat(np.arange(len(things)), size)
    far = draw.choice(len(towns), len(thing), p=appetite)
    points = unit_vectors(*np.array([(p.lat, p.lon) for p in places], dtype=np.float64).T)
    seats = draw.choice(len(towns), len(things), p=appetite)
    _, around = cKDTree(points).query(points[seats], k=400)
    near = around[thing, draw.integers(0, 400, len(thing))]
    town = np.where(draw.random(len(thing)) < 0.75, near, far)
    pairs = np.unique(thing * len(towns) + town)
    pairs = np.sort(draw.permutation(pairs)[:wanted])
    for pair in pairs.tolist():
        yield Relation(type=type, start=towns[pair % len(towns)], end=things[pair // len(towns)], source=SOURCE)


def _subjects(
    networks: Sequence[str], solutions: Sequence[str], topics: Sequence[str], draw: np.random.Generator
) -> Iterator[Relation]:
    things = [*networks, *solutions]
    pairs = np.unique(draw.integers(0, len(things) * len(topics), SUBJECTS * 2))
    for pair in np.sort(draw.permutation(pairs)[:SUBJECTS]).tolist():
        thing, topic = things[pair // len(topics)], topics[pair % len(topics)]
        yield Relation(type="ADDRESSES", start=thing, end=topic, weight=0.5 if pair % 3 else 1.0, source=SOURCE)
