"""The partners of a town in one Cypher statement on Neo4j, by the same recipe as `benchmarks.rival_networkx`.

What the engine derives once for all questions is a property of the nodes here: place, activity on topics, sizes.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from neo4j import Driver, GraphDatabase

from graph.snapshot.frozen import EARTH_RADIUS_KM
from matching.asker import LOOK_ALIKES, NEAR_KM
from matching.kinds.partners import EXPERIENCED, PARTNERS
from matching.ranking.features import SIZE_SPREAD
from matching.ties import MANY_USERS, WORKING_SIZE, Ties
from tests.neo4j_server import USER, Neo4jServer

#: The radius that Neo4j's point.distance counts with, in kilometres.
NEO4J_RADIUS_KM = 6378.140

STATEMENT = """
MATCH (a:Municipality {id: $town})
CALL (a) {
  MATCH (t:Municipality) WHERE t.tied AND t <> a
  WITH t, exp(-point.distance(a.place, t.place) / $near) * exp(-0.5 * ((t.size - a.size) / $spread) ^ 2)
          * CASE WHEN t.country = a.country THEN 1.0 ELSE 0.5 END AS strength
  WHERE strength > 0 WITH t, strength ORDER BY strength DESC LIMIT $look_alikes
  WITH collect({town: t, strength: strength}) AS found, sum(strength) AS total
  RETURN [f IN found | {town: f.town, weight: f.strength / total}] AS like
}
WITH a, like, CASE WHEN any(v IN a.activity WHERE v > 0) THEN a.activity ELSE
  [i IN range(0, size(a.activity) - 1) | reduce(s = 0.0, l IN like | s + l.weight * l.town.activity[i])]
  END AS interests
WITH a, like, interests, [i IN range(0, size(interests) - 1) WHERE interests[i] > 0] AS asked,
     reduce(s = 1e-30, v IN interests | s + v) AS total
CALL (a, like, interests, asked, total) {
  MATCH (t:Municipality) WHERE t.partner
  RETURN t, coalesce($w.near * exp(-point.distance(a.place, t.place) / $near), 0.0)
    + coalesce($w.similar_size * exp(-0.5 * ((t.size - a.size) / $spread) ^ 2), 0.0)
    + $w.countries_work_together * $together[t.country]
    + CASE WHEN t.country <> a.country THEN $w.abroad ELSE 0.0 END
    + $w.experience * t.practice / 2 ^ (CASE WHEN t.size > a.size THEN (t.size - a.size) / log(4) ELSE 0.0 END)
    + CASE WHEN t.active THEN
        $w.interests_of_your_like * reduce(s = 0.0, i IN asked | s + interests[i] * t.activity[i]) / total
      ELSE 0.0 END AS points
UNION ALL
  UNWIND like AS l WITH l.town AS x, l.weight AS weight
  MATCH (x)-[:MEMBER_OF]->(n:Network)<-[:MEMBER_OF]-(t) WHERE n.members <= $working
  WITH t, sum(weight / (n.members - 1)) AS s RETURN t, $w.works_with_your_like * s / (s + 0.05) AS points
UNION ALL
  MATCH (a)-[:MEMBER_OF]->(n:Network)<-[:MEMBER_OF]-(t)
  WITH t, sum(log(2) / log(1 + n.members)) AS s RETURN t, $w.shared_networks * s / (s + 0.5) AS points
UNION ALL
  MATCH (a)-[:USES]->(n:Solution)<-[:USES]-(t) WHERE n.members <= $many
  WITH t, sum(log(2) / log(1 + n.members)) AS s RETURN t, $w.shared_solutions * s / (s + 0.5) AS points
UNION ALL
  MATCH (a)-[:MEMBER_OF]->(n:Network)<-[:MEMBER_OF]-(t) WHERE n.members <= $working
  RETURN DISTINCT t, -1000.0 AS points
}
WITH a, t, sum(points) AS score WHERE t.partner AND t <> a
RETURN t.id AS id, score ORDER BY score DESC LIMIT $top
"""


class CypherGraph:
    """The large world on the server, whose nodes it gives the derived properties."""

    def __init__(self, server: Neo4jServer, ties: Ties) -> None:
        self._driver: Driver = GraphDatabase.driver(server.address, auth=(USER, server.password))
        country = ties.snapshot.municipalities.category("country")
        self._together = {
            a: {b: float(ties.country_ties[i, j]) for j, b in enumerate(country.values)}
            for i, a in enumerate(country.values)
        }
        self._country = {ties.snapshot.municipalities.ids[i]: country[i] or "" for i in range(len(country))}
        self._derive(ties)

    def _derive(self, ties: Ties) -> None:
        snapshot = ties.snapshot
        table = snapshot.municipalities
        lat, lon = table.number("lat"), table.number("lon")
        towns: list[dict[str, Any]] = []
        tied = set(ties.telling.tolist())
        chosen = ties.chosen(np.arange(len(table), dtype=np.int32))
        for i in range(len(table)):
            practice = min(math.log1p(int(ties.experience[i])) / math.log1p(EXPERIENCED), 1.0)
            size = math.log(snapshot.population[i]) if snapshot.population[i] > 0 else None
            activity = [round(float(v), 6) for v in chosen[i]]
            own = {"practice": practice, "size": size, "activity": activity, "active": any(activity)}
            marks = {"partner": bool(snapshot.partners[i]), "tied": i in tied}
            place = {"latitude": float(lat[i]), "longitude": float(lon[i])}
            towns.append({"id": table.ids[i], "place": place, "own": {**own, **marks}})
        for at in range(0, len(towns), 2_000):
            self._driver.execute_query(
                """UNWIND $rows AS row MATCH (m:Municipality {id: row.id})
                   SET m += row.own SET m.place = point(row.place)""",
                rows=towns[at : at + 2_000],
            )
        for label, type in (("Network", "MEMBER_OF"), ("Solution", "USES")):
            self._driver.execute_query(f"MATCH (n:{label}) SET n.members = COUNT {{ (n)<-[:{type}]-() }}")

    def partners(self, asker: str, top: int = 10) -> list[tuple[str, float]]:
        """The best partners with their points, the best first."""
        found = self._driver.execute_query(
            STATEMENT,
            town=asker,
            together=self._together[self._country[asker]],
            w={feature.name: float(feature.weight) for feature in PARTNERS},
            near=NEAR_KM * 1000 * NEO4J_RADIUS_KM / EARTH_RADIUS_KM,
            spread=SIZE_SPREAD,
            look_alikes=LOOK_ALIKES,
            working=WORKING_SIZE,
            many=MANY_USERS,
            top=top,
        )
        return [(record["id"], record["score"]) for record in found.records]

    def close(self) -> None:
        self._driver.close()
