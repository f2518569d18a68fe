"""Networks as files, each in the format that its name says: edge list, GraphML, GEXF, Pajek, JSON, Parquet, package.

All are deterministic: the same network gives the same bytes. In all, towns and networks without a tie stay, what is
not known is left out, and names keep their letters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph import dates
from graph.errors import InvalidRecord
from graph.measures.drawn import Drawn, Tie
from graph.measures.export import to_csv
from graph.measures.tabular import ties_as_parquet, to_data_package
from graph.said import said

if TYPE_CHECKING:
    import networkx as nx


def graph_of_drawn(drawn: Drawn) -> nx.Graph:
    """The network for networkx: nodes by id, with their attributes, ties with `weight`, `shared`, `since` and
    `until`.

    What is not known is not among the attributes. A bipartite network has `bipartite` 0 at towns and 1 at networks, as
    networkx's own functions expect it.
    """
    import networkx as nx

    graph = nx.Graph(digest=drawn.snapshot.digest)
    for id, about in drawn.nodes():
        graph.add_node(id, **about)
        if drawn.bipartite:
            graph.nodes[id]["bipartite"] = int(about["type"] == "Network")
    for tie in drawn.ties():
        known = {name: getattr(tie, name) for name in ("weight", "since", "until", "shared", "expected", "z", "p")}
        graph.add_edge(tie.source, tie.target, **{name: value for name, value in known.items() if value is not None})
    return graph


def to_edge_list(drawn: Drawn) -> str:
    """The ties as CSV, one a row, with their ends' names, weights and dates; an empty cell for unknown.

    A node without a tie has a row with an empty target, so that no town is lost.
    """
    rows = list(drawn.ties())
    tied = {end for tie in rows for end in (tie.source, tie.target)}
    alone = (Tie(id, str(about["name"]), "", "", None, None, None) for id, about in drawn.nodes() if id not in tied)
    return to_csv([*rows, *alone], Tie)


def to_graphml(drawn: Drawn) -> str:
    """GraphML, which Gephi, Cytoscape, igraph and networkx read."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(graph_of_drawn(drawn))) + "\n"


def to_gexf(drawn: Drawn) -> str:
    """GEXF 1.2, which Gephi reads, with a place for each node, and each tie from its first day to its last.

    Gephi hides a tie whose last day is open; so what goes on ends, in the file, on the last day that the data know of.
    A tie without any date is there all the time. (The day of writing, which the writer stamps into it, is taken out.)
    """
    import networkx as nx

    graph = graph_of_drawn(drawn)
    graph.graph["mode"] = "dynamic"
    for about, (x, y) in zip(graph.nodes.values(), drawn.places.tolist(), strict=True):
        about["viz"] = {"position": {"x": x, "y": y, "z": 0.0}}
    last = dates.from_code(drawn.last_known)
    for about in graph.edges.values():
        since, until = about.pop("since", None), about.pop("until", None)
        if since is not None:
            about["start"] = dates.first_day(since).isoformat()
        if until is not None or (since is not None and last is not None):
            about["end"] = max(dates.last_day(until or last or since).isoformat(), about.get("start", ""))
    text = "\n".join(nx.generate_gexf(graph, encoding="utf-8", version="1.2draft")) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def to_pajek(drawn: Drawn) -> str:
    """Pajek's .net: the nodes' ids with their places, and ties with weights; it holds no names beside, and no dates."""
    lines: list[str] = []
    numbers: dict[str, int] = {}
    nodes = list(drawn.nodes())
    lines.append(f"*Vertices {len(nodes)}")  # without Pajek's count of the first of two kinds: networkx fails on it
    for number, ((id, _), (x, y)) in enumerate(zip(nodes, drawn.places.tolist(), strict=True), start=1):
        numbers[id] = number
        lines.append(f'{number} "{id}" {x} {y} 0.0')
    lines.append("*Edges")
    lines += [
        f"{numbers[tie.source]} {numbers[tie.target]} {1.0 if tie.weight is None else tie.weight!r}"
        for tie in drawn.ties()
    ]
    return "\n".join(lines) + "\n"


def to_node_link(drawn: Drawn) -> str:
    """JSON as networkx's `node_link_graph` and d3 read it: `nodes` and `edges`."""
    import networkx as nx

    return json.dumps(nx.node_link_data(graph_of_drawn(drawn), edges="edges"), ensure_ascii=False, indent=1) + "\n"


#: The formats by the endings of files' names.
FORMATS: Mapping[str, Callable[[Drawn], str]] = MappingProxyType(
    {".csv": to_edge_list, ".graphml": to_graphml, ".gexf": to_gexf, ".net": to_pajek, ".json": to_node_link}
)
#: The formats of bytes; they take what the file was made from with them.
PACKED: Mapping[str, Callable[[Drawn, Mapping[str, Any] | None], bytes]] = MappingProxyType(
    {".parquet": ties_as_parquet, ".zip": to_data_package}
)
#: Those of all that hold a network and no table.
NETWORK_FORMATS = (".graphml", ".gexf", ".net", ".zip")
COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Tie))


def ending(file: str, known: tuple[str, ...] = (*FORMATS, *PACKED)) -> str:
    """The ending of the file's name. Raises InvalidRecord, with the endings that are `known`, if it is another."""
    found = PurePath(file).suffix.lower()
    if found not in known:
        raise InvalidRecord(
            said("{file!r} does not say in which format to write; known endings are {known}", file=file, known=known)
        )
    return found


def written(drawn: Drawn, file: str, about: Mapping[str, Any] | None = None) -> str | bytes:
    """The network in the format that the file's name says; `about` is what it was made from, for the formats that hold
    it. Raises InvalidRecord for an ending that is not known, PeerpolisError where a format is not installed."""
    kind = ending(file)
    return FORMATS[kind](drawn) if kind in FORMATS else PACKED[kind](drawn, about)


def node_attributes(drawn: Drawn) -> list[dict[str, Any]]:
    """The nodes as plain rows (id and attributes), for data frames."""
    return [{"id": id, **about} for id, about in drawn.nodes()]
