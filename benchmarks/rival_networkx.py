"""The partners of a town as one would find them with plain networkx: dictionaries, and one loop over the towns.

The recipe by hand (`matching.kinds.partners`) for a town that gives nothing but its name, over the features that the
large world has data for. What the engine derives once for all questions (activity on topics, ties between countries,
sizes of networks) is derived once here too, outside of the time that is measured.
"""

from __future__ import annotations

import math
from collections import defaultdict
from heapq import nlargest

import networkx as nx
import numpy as np

from matching.asker import LOOK_ALIKES, NEAR_KM
from matching.kinds.partners import EXPERIENCED, PARTNERS
from matching.ranking.features import SIZE_SPREAD
from matching.ties import MANY_USERS, WORKING_SIZE, Ties

WEIGHT = {feature.name: feature.weight for feature in PARTNERS}


class PlainGraph:
    """The graph with towns, networks and solutions as nodes, everything known about them as attributes."""

    def __init__(self, ties: Ties) -> None:
        self.graph = nx.Graph()
        snapshot = ties.snapshot
        table = snapshot.municipalities
        self.towns = [table.ids[i] for i in range(len(table))]
        country = table.category("country")
        tied = set(ties.telling.tolist())
        chosen = ties.chosen(np.arange(len(self.towns), dtype=np.int32))
        for i, town in enumerate(self.towns):
            active = np.flatnonzero(chosen[i])
            population = float(snapshot.population[i])
            self.graph.add_node(
                town,
                country=country[i],
                partner=bool(snapshot.partners[i]),
                size=math.log(population) if population > 0 else None,
                point=tuple(snapshot.unit_vectors[i].tolist()),
                activity={int(topic): float(chosen[i, topic]) for topic in active},
                networks=int(ties.experience[i]),
                tied=i in tied,
            )
        for label, pairs in (("Network", ties.memberships), ("Solution", ties.uses)):
            ids = [snapshot.tables[label].ids[i] for i in range(len(snapshot.tables[label]))]
            self.graph.add_nodes_from((id, {"label": label}) for id in ids)
            for start, end in zip(pairs.towns.tolist(), pairs.things.tolist(), strict=True):
                self.graph.add_edge(self.towns[start], ids[end])
        self.country_ties = {
            a: {b: float(ties.country_ties[i, j]) for j, b in enumerate(country.values)}
            for i, a in enumerate(country.values)
        }

    def things(self, town: str, label: str) -> list[str]:
        return [thing for thing in self.graph[town] if self.graph.nodes[thing]["label"] == label]

    def partners(self, asker: str, top: int = 10) -> list[tuple[str, float]]:
        """The best partners with their points, the best first."""
        graph, nodes = self.graph, self.graph.nodes
        own = nodes[asker]
        near, alike = {}, {}
        for town in self.towns:
            about = nodes[town]
            kilometres = 2 * 6371.0088 * math.asin(min(math.dist(own["point"], about["point"]) / 2, 1.0))
            near[town] = math.exp(-kilometres / NEAR_KM)
            alike[town] = 0.0
            if own["size"] is not None and about["size"] is not None:
                alike[town] = math.exp(-0.5 * ((about["size"] - own["size"]) / SIZE_SPREAD) ** 2)
        like = self._look_alikes(asker, near, alike)
        interests = own["activity"] or self._interests(like)
        total = sum(interests.values())
        points: defaultdict[str, float] = defaultdict(float)
        for town, strength in self._met(like).items():
            points[town] += WEIGHT["works_with_your_like"] * strength / (strength + 0.05)
        present: set[str] = set()
        for label, feature in (("Network", "shared_networks"), ("Solution", "shared_solutions")):
            shared: defaultdict[str, float] = defaultdict(float)
            for thing in self.things(asker, label):
                if label == "Solution" and graph.degree[thing] > MANY_USERS:
                    continue
                for town in graph[thing]:
                    shared[town] += 1 / math.log2(1 + graph.degree[thing])
                if label == "Network" and graph.degree[thing] <= WORKING_SIZE:
                    present.update(graph[thing])
            for town, strength in shared.items():
                points[town] += WEIGHT[feature] * strength / (strength + 0.5)
        together = self.country_ties[own["country"]]
        for town in self.towns:
            about = nodes[town]
            points[town] += WEIGHT["near"] * near[town] + WEIGHT["similar_size"] * alike[town]
            points[town] += WEIGHT["countries_work_together"] * together[about["country"]]
            if about["country"] != own["country"]:
                points[town] += WEIGHT["abroad"]
            larger = max(about["size"] - own["size"], 0) / math.log(4) if about["size"] and own["size"] else 0.0
            experience = min(math.log1p(about["networks"]) / math.log1p(EXPERIENCED), 1.0)
            points[town] += WEIGHT["experience"] * experience * 2**-larger
            if total and about["activity"]:
                fit = sum(strength * about["activity"].get(topic, 0.0) for topic, strength in interests.items())
                points[town] += WEIGHT["interests_of_your_like"] * fit / total
        allowed = (t for t in self.towns if nodes[t]["partner"] and t != asker and t not in present)
        return [(town, points[town]) for town in nlargest(top, allowed, key=points.__getitem__)]

    def _look_alikes(self, asker: str, near: dict[str, float], alike: dict[str, float]) -> dict[str, float]:
        nodes = self.graph.nodes
        home = nodes[asker]["country"]
        strength = {
            town: near[town] * alike[town] * (1.0 if nodes[town]["country"] == home else 0.5)
            for town in self.towns
            if nodes[town]["tied"] and town != asker
        }
        like = nlargest(LOOK_ALIKES, strength, key=strength.__getitem__)
        total = sum(strength[town] for town in like)
        return {town: strength[town] / total for town in like}

    def _interests(self, like: dict[str, float]) -> dict[int, float]:
        interests: defaultdict[int, float] = defaultdict(float)
        for town, weight in like.items():
            for topic, strength in self.graph.nodes[town]["activity"].items():
                interests[topic] += weight * strength
        return dict(interests)

    def _met(self, like: dict[str, float]) -> dict[str, float]:
        met: defaultdict[str, float] = defaultdict(float)
        for town, weight in like.items():
            for network in self.things(town, "Network"):
                size = self.graph.degree[network]
                if 1 < size <= WORKING_SIZE:
                    for other in self.graph[network]:
                        if other != town:
                            met[other] += weight / (size - 1)
        return met
