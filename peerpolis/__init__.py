"""Peerpolis as a library, for notebooks and scripts: open a graph, state a network, measure it, take it along.

    import peerpolis

    graph = peerpolis.open_graph()  # what the command line uses; or a file: open_graph("graph.sqlite")
    network = graph.network(as_of="2015", kinds=["network", "project"], largest=100)
    network.measure("betweenness")  # {"gn:2852458": 0.12, …}
    network.to_networkx()

What is measured, and what each choice means, is said in `graph.measures`; `docs/library.md` shows it at work.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from graph import dates
from graph.measures.chosen import Which
from graph.measures.communities import SEEDS, Communities, communities
from graph.measures.drawn import Drawn, Tie
from graph.measures.files import graph_of_drawn, node_attributes, written
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.measures.whole import Figure, figures
from graph.snapshot.frozen import Snapshot

if TYPE_CHECKING:
    import igraph
    import networkx

__all__ = ["Graph", "Network", "open_graph"]


def open_graph(graph: str | Path | None = None) -> Graph:
    """The graph in a SQLite file, at an address (`neo4j://…`), or, without one, that of the command line.

    An embedded graph that is empty is filled first with what comes along.
    """
    settings = Settings.from_environment(os.environ)
    if graph is not None:
        text = str(graph)
        address = text if "://" in text else f"sqlite:///{Path(text).absolute()}"
        settings = replace(settings, graph=address)
    return Graph(Workspace(settings))


@dataclass(frozen=True, eq=False)
class Graph:
    """An open graph. Use it in a `with` statement, or `close` it."""

    workspace: Workspace

    def snapshot(self, as_of: str | None = None, *, undated: bool = False) -> Snapshot:
        """All that is known, or the state of the last day of a year, month or day ("2015"); `undated` adds what has no
        date."""
        return self.workspace.snapshot_as_of(None if as_of is None else dates.last_day(as_of), undated=undated)

    def network(
        self,
        *,
        as_of: str | None = None,
        undated: bool = False,
        onto: Onto = "towns",
        weighting: Weighting = "newman",
        isolates: bool = False,
        **which: Unpack[Which],
    ) -> Network:
        """The co-membership network; the choices are those of `graph.measures.chosen.Which`, all by id."""
        snapshot = self.snapshot(as_of, undated=undated)
        return Network(snapshot, project(snapshot, onto=onto, weighting=weighting, isolates=isolates, **which))

    def close(self) -> None:
        """Close the graph."""
        self.workspace.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, eq=False)
class Network:
    """A stated network: the projection of a snapshot. All values are by the ids of its nodes."""

    snapshot: Snapshot
    projection: Projection

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the nodes, in the order of the rows of `projection.matrix`."""
        ids = self.projection.table(self.snapshot).ids
        return tuple(ids[int(node)] for node in self.projection.nodes)

    def measure(self, name: str) -> dict[str, float]:
        """A measure by its name (`graph.measures.centrality`): NaN where it is not defined."""
        from graph.measures.centrality import measured

        return dict(zip(self.ids, measured(self.projection, name).tolist(), strict=True))

    def figures(self) -> tuple[Figure, ...]:
        """The network as a whole in figures (`graph.measures.whole`)."""
        return figures(self.snapshot, self.projection)

    def communities(self, *, resolution: float = 1.0, seed: int = 0, seeds: int = SEEDS) -> dict[str, int]:
        """The community of each node: 0 is the largest, −1 means without a tie."""
        found = self.found_communities(resolution=resolution, seed=seed, seeds=seeds)
        return dict(zip(self.ids, found.of.tolist(), strict=True))

    def found_communities(self, *, resolution: float = 1.0, seed: int = 0, seeds: int = SEEDS) -> Communities:
        """The communities with modularity and stability."""
        return communities(self.to_igraph(), resolution=resolution, seed=seed, seeds=seeds)

    def backbone(self, share: float = 0.05) -> Network:
        """The network with the ties alone that chance does not explain (`graph.measures.backbone`)."""
        from graph.measures.backbone import backbone

        return Network(self.snapshot, backbone(self.projection, share))

    def nodes(self) -> list[dict[str, Any]]:
        """The nodes with what is known of them, as rows for a data frame: `pandas.DataFrame(network.nodes())`."""
        return node_attributes(Drawn(self.snapshot, self.projection))

    def ties(self, *, bipartite: bool = False) -> list[Tie]:
        """The ties, or the memberships, as rows (dataclasses) for a data frame."""
        return list(Drawn(self.snapshot, self.projection, bipartite=bipartite).ties())

    def to_networkx(self, *, bipartite: bool = False) -> networkx.Graph:
        """The network for networkx, with all attributes that are known."""
        return graph_of_drawn(Drawn(self.snapshot, self.projection, bipartite=bipartite))

    def to_igraph(self) -> igraph.Graph:
        """The network for igraph: `name` is the id of a node, as igraph has it, `label` its name, `weight` at ties."""
        from graph.measures.position import graph_of

        graph = graph_of(self.projection.matrix)
        graph.vs["name"] = list(self.ids)
        graph.vs["label"] = [row["name"] for row in self.nodes()]
        return graph

    def write(self, file: str | Path, *, bipartite: bool = False) -> None:
        """Write the network in the format that the file's name says (`graph.measures.files.FORMATS`)."""
        text = written(Drawn(self.snapshot, self.projection, bipartite=bipartite), Path(file).name)
        Path(file).write_text(text, encoding="utf-8", newline="")
