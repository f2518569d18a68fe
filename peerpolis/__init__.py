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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from api.workspace.settings import Settings
from api.workspace.workspace import Workspace, today
from graph import dates
from graph.measures.chosen import Which
from graph.measures.communities import SEEDS, Communities, communities
from graph.measures.drawn import Drawn, Tie
from graph.measures.files import graph_of_drawn, node_attributes, written
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.measures.report import Report
from graph.measures.whole import Figure, compared_figures
from graph.snapshot.frozen import Snapshot
from matching.types import Answer, Query

if TYPE_CHECKING:
    import igraph
    import networkx

    from graph.measures.panel import InYear, Year
    from graph.measures.sampled import Sampled
    from matching.gaps.values import GapReport

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

    def years(self, first: int, last: int, *, undated: bool = False, **which: Unpack[Which]) -> Report[Year]:
        """The network of each year in figures, with who arrived, stayed and left (`graph.measures.panel`)."""
        from graph.measures.panel import years_report

        return years_report(self.snapshot(), range(first, last + 1), undated=undated, **which)

    def panel(
        self, first: int, last: int, measures: Sequence[str], *, undated: bool = False, **which: Unpack[Which]
    ) -> Report[InYear]:
        """Measures of every town in every year, one a row (`graph.measures.panel`)."""
        from graph.measures.panel import panel

        return panel(self.snapshot(), range(first, last + 1), measures, undated=undated, **which)

    def gaps(
        self,
        *,
        country: str | Sequence[str] = (),
        region: str | Sequence[str] = (),
        network: str | None = None,
        topic: str | None = None,
        size: str | None = None,
        members: Sequence[str] | None = None,
        needs: Mapping[str, str] | None = None,
        findings: Sequence[str] = (),
        since: str | None = None,
        as_of: str | None = None,
        undated: bool = False,
        on: date | None = None,
        top: int = 20,
    ) -> GapReport:
        """Where the network of a scope has gaps (`matching.gaps.report`): all that is named narrows it.

        Names, ids and codes as on the command line; `members` are towns of a list of one's own, `needs` what towns
        need, in words. Raises UnknownId, AmbiguousName and InvalidRecord for what cannot be understood.
        """
        from api.workspace.gap_question import GapsAsked, NamedTown, WantedText, gaps_found

        asked = GapsAsked(
            countries=(country,) if isinstance(country, str) else tuple(country),
            regions=(region,) if isinstance(region, str) else tuple(region),
            network=network,
            topic=topic,
            size=size,
            members=None if members is None else tuple(NamedTown(town=name) for name in members),
            needs=tuple(WantedText(town=town, text=text) for town, text in (needs or {}).items()),
            findings=findings,
            since=since,
            as_of=as_of,
            undated=undated,
            on=on or today(),
            top=top,
        )
        return gaps_found(self.workspace, asked)

    def suggest(
        self, town: str, need: str | None = None, *, country: str | None = None, on: date | None = None, top: int = 5
    ) -> Answer:
        """What is suggested to a town (name, id or LAU code) with the need, each suggestion with its reasons and their
        sources. Raises UnknownId and AmbiguousName."""
        id = self.workspace.names.town(town, country).id
        return self.workspace.suggest(Query(town=id, need=need, on=on or today(), top=top))

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

    def sampled_betweenness(self, pivots: int, *, seed: int = 0) -> Sampled:
        """Betweenness from so many towns, with bounds; the arrays are in the order of `ids`
        (`graph.measures.sampled`)."""
        from graph.measures.sampled import sampled_betweenness

        return sampled_betweenness(self.projection.matrix, pivots, seed=seed)

    def compared(self, name: str, *, chance: int = 0, bootstrap: int = 0, seed: int = 0) -> list[dict[str, Any]]:
        """A measure with what chance gives (expected, z, p) and its interval (low, high, bias), as rows for a data
        frame: so many draws of each (`graph.measures.beside`)."""
        from graph.measures.beside import beside
        from graph.measures.centrality import measured

        values = measured(self.projection, name)
        found = beside(
            self.projection, lambda other: measured(other, name), chance=chance, bootstrap=bootstrap, seed=seed
        )
        known = (None if isnan(value) else value for value in values.tolist())
        return [
            {"id": id, name: value, **found.at(at)} for at, (id, value) in enumerate(zip(self.ids, known, strict=True))
        ]

    def figures(self, *, chance: int = 0, bootstrap: int = 0, seed: int = 0) -> tuple[Figure, ...]:
        """The network as a whole in figures (`graph.measures.whole`), with what stands beside them if asked for."""
        return compared_figures(self.snapshot, self.projection, chance=chance, bootstrap=bootstrap, seed=seed)

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

    def disparity(self, level: float = 0.05) -> Network:
        """The network with the ties alone that stand out at one of their ends (`graph.measures.backbone`)."""
        from graph.measures.backbone import disparity

        return Network(self.snapshot, disparity(self.projection, level))

    def nodes(self) -> list[dict[str, Any]]:
        """The nodes with what is known of them, as rows for a data frame: `pandas.DataFrame(network.nodes())`."""
        return node_attributes(Drawn(self.snapshot, self.projection))

    def ties(self, *, bipartite: bool = False, chance: bool = False) -> list[Tie]:
        """The ties, or the memberships, as rows (dataclasses) for a data frame; by `chance` each tie has what chance
        expects, z and p."""
        from graph.measures.backbone import chances_of

        chances = chances_of(self.projection) if chance and not bipartite else {}
        return list(Drawn(self.snapshot, self.projection, bipartite=bipartite, chance=chances).ties())

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
        """Write the network in the format that the file's name says (`graph.measures.files`)."""
        content = written(Drawn(self.snapshot, self.projection, bipartite=bipartite), Path(file).name)
        Path(file).write_bytes(content.encode() if isinstance(content, str) else content)
