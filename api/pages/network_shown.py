"""The pictures of a network with the names, sentences and addresses of a page in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from markupsafe import Markup

from api.pages.pictures.arrangement import Arrangement, arranged
from api.pages.pictures.networks import Node, network_picture, ties_picture
from graph.arrays import Floats64
from graph.measures.backbone import backbone
from graph.measures.projection import Projection
from graph.said import said, said_many
from graph.snapshot.frozen import Snapshot
from matching.types import Language
from matching.words.told import told
from matching.words.written import country_name

#: Of all ties of a backbone so many may be false discoveries.
SHARE = 0.05
#: More ties than this are not drawn: nobody reads such a picture.
MOST_TIES = 50_000
#: So many networks are named where a group of towns is told of.
_NAMED = 4


@dataclass(frozen=True, eq=False)
class ShownNetwork:
    """The memberships of one network, and where everything stands in its picture."""

    snapshot: Snapshot
    ties: Projection
    town: int | None = None

    @cached_property
    def around(self) -> Projection:
        """The projection that is drawn: all of it, or the networks of the `town` with their members."""
        if self.town is None:
            return self.ties
        row = int(np.searchsorted(self.ties.towns, self.town))
        columns = self.ties.incidence[[row]].indices
        inside = self.ties.incidence[:, columns].tocsr()
        kept = np.diff(inside.indptr) > 0
        return replace(
            self.ties,
            towns=self.ties.towns[kept],
            networks=self.ties.networks[columns],
            incidence=inside[kept].tocsr(),
            matrix=self.ties.matrix[kept][:, kept],
        )

    @cached_property
    def chosen(self) -> int | None:
        """The row of the town in what is drawn."""
        return None if self.town is None else int(np.searchsorted(self.around.towns, self.town))

    @cached_property
    def arrangement(self) -> Arrangement:
        """Where everything stands."""
        return arranged(self.around.incidence, always=() if self.chosen is None else (self.chosen,))

    @cached_property
    def backbone(self) -> Projection:
        """The ties that chance does not explain."""
        return backbone(self.around, SHARE)

    def picture(self, values: Mapping[str, float | None], language: Language, link: Callable[[str], str]) -> Markup:
        """Towns and networks; the towns between networks are sized by their values (by id)."""
        return network_picture(
            self.around.incidence,
            self.arrangement,
            lambda at: self._town(at, language, link),
            lambda at: self._network(at, language, link),
            lambda rows: self._group(rows, language),
            label=told(said("Picture of the networks and the towns that tie them together"), language),
            sizes=self._sizes(values),
            chosen=self.chosen,
        )

    def backbone_picture(
        self, values: Mapping[str, float | None], language: Language, link: Callable[[str], str]
    ) -> Markup | None:
        """The towns with the ties that chance does not explain; None where none is left, or so many that nobody could
        read the picture."""
        if not 0 < self.backbone.matrix.nnz // 2 <= MOST_TIES:
            return None
        return ties_picture(
            self.backbone.matrix,
            lambda at: self._town(at, language, link),
            label=told(said("Picture of the ties between towns that chance does not explain"), language),
            sizes=self._sizes(values),
        )

    def _sizes(self, values: Mapping[str, float | None]) -> Floats64:
        ids = self.snapshot.municipalities.ids
        found = (values.get(ids[town]) for town in self.around.towns.tolist())
        return np.array([np.nan if value is None else value for value in found], dtype=np.float64)

    def _town(self, at: int, language: Language, link: Callable[[str], str]) -> Node:
        table, town = self.snapshot.municipalities, int(self.around.towns[at])
        name = table.name(town, language)
        title = said_many(
            "{town}, {country}: in {count:,} network",
            "{town}, {country}: in {count:,} networks",
            count=int(self._degree[at]),
            town=name,
            country=country_name(table.category("country")[town], language),
        )
        return Node(name, told(title, language), link(f"/towns/{table.ids[town]}/portrait"))

    def _network(self, at: int, language: Language, link: Callable[[str], str]) -> Node:
        table, network = self.snapshot.tables["Network"], int(self.around.networks[at])
        name = table.name(network, language)
        title = said_many(
            "{network}: {count:,} member, {alone:,} of them in no other network here",
            "{network}: {count:,} members, {alone:,} of them in no other network here",
            count=int(self._members[at]),
            alone=int(self._alone[at]),
            network=name,
        )
        return Node(name, told(title, language), link(f"/networks/{table.ids[network]}"))

    def _group(self, rows: tuple[int, ...], language: Language) -> str:
        table = self.snapshot.tables["Network"]
        shared = self.around.incidence[[rows[0]]].indices.tolist()
        names = tuple(table.name(int(self.around.networks[at]), language) for at in shared[:_NAMED])
        title = said_many(
            "{count:,} town that is in the same networks: {networks}",
            "{count:,} towns that are in the same networks: {networks}",
            count=len(rows),
            networks=names,
        )
        return told(title, language)

    @cached_property
    def _degree(self) -> Floats64:
        return np.asarray(self.around.incidence.sum(axis=1), dtype=np.float64).ravel()

    @cached_property
    def _members(self) -> Floats64:
        return np.asarray(self.around.incidence.sum(axis=0), dtype=np.float64).ravel()

    @cached_property
    def _alone(self) -> Floats64:
        only = self.around.incidence[np.flatnonzero(self._degree == 1)]
        return np.asarray(only.sum(axis=0), dtype=np.float64).ravel()
