"""A store by its address: `sqlite:///path` for one file, `neo4j://host` or `bolt://host` for a server."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from graph.errors import PeerpolisError
from graph.said import said
from graph.store.protocol import Store

NEO4J_SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})


class UnknownStoreAddress(PeerpolisError, ValueError):
    """The address of a store is of no kind that Peerpolis knows."""


def open_store(url: str, *, user: str | None = None, password: str | None = None) -> Store:
    """The store at `url`: `sqlite:///relative/path`, `sqlite:////absolute/path`, `neo4j://host:7687` and its kin.

    `user` and `password` are for Neo4j. A SQLite file is created if missing; a Neo4j server is spoken to at first use.
    Raises UnknownStoreAddress for any other address, StoreBroken and StoreUnavailable as the stores do.
    """
    scheme, separator, rest = url.partition("://")
    if scheme == "sqlite" and separator and rest.startswith("/") and len(rest) > 1:
        from graph.store.sqlite_store import SqliteStore

        return SqliteStore(unquote(rest[1:]))
    if scheme in NEO4J_SCHEMES and separator and urlsplit(url).hostname:
        if "@" in urlsplit(url).netloc:
            raise UnknownStoreAddress(
                said("Do not put a password into the address {scheme}://…; give it separately.", scheme=scheme)
            )
        from graph.store.neo4j_store import Neo4jStore

        return Neo4jStore(url, user=user, password=password)
    raise UnknownStoreAddress(
        said(
            "{wrong!r} is not the address of a graph store. Write sqlite:///path/to/peerpolis.db or neo4j://host:7687.",
            wrong=url,
        )
    )
