"""What the learned likelihood of joining adds to the recipe for networks, where no need is named.

    python -m benchmarks.network_weights ../shared/data/benchmark --split 2015-01-01

Twice, each time by how large its share of the points is: 0 is the recipe made by hand alone, 1 the likelihood alone.

Networks to come are those of `peerpolis evaluate --task networks`, asked by their leads, with models trained on what
is known at the split. Joined memberships are those of the curated bundle in associations, networks and initiatives,
also in those that chose their members once (they could be joined then): of each town one, drawn by lot, is hidden, and
with it those of the same umbrella; the likelihood is the mean of those by which up to MEMBERS of a network, its lead
first, would ask the town, by the models that come along. The towns that ask fall into two halves: a weight is chosen on
the one and judged on the other.
"""

from __future__ import annotations

import argparse
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from api.workspace.evaluation import read_records
from graph.arrays import Floats32, Ints32
from graph.model import Batch, Network
from graph.snapshot.build import freeze
from graph.snapshot.frozen import Snapshot
from matching.asker import understand
from matching.evaluation.history import all_records, split_history
from matching.evaluation.methods.announced import ANY_DAY, NetworkRecipe
from matching.evaluation.methods.learned import Learned, LearnedRanker
from matching.evaluation.metrics import ndcg, ranks
from matching.evaluation.questions import network_questions
from matching.evaluation.run import allowed
from matching.kinds.networks import JOINABLE, NETWORKS, network_candidates, worth_of_chance
from matching.kinds.scoring import for_question, points
from matching.ranking.files import shipped_models
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ranking.situation import situation
from matching.ranking.themes import Themes
from matching.ties import Ties
from matching.types import Query
from seed.bundle.curated import read_bundle
from seed.register.geonames import read_register

SHARES = (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
FOLDS, MEMBERS = 8, 3

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A town; what each network earns by hand (0–100) and by the likelihood (0–1); which are right, which may be."""

    town: str
    by_hand: Doubles
    joins: Floats32
    relevant: tuple[int, ...]
    may: npt.NDArray[np.bool_]

    def gain(self, share: float) -> float:
        """nDCG@10 when the likelihood has this share of the points."""
        return ndcg(ranks((1 - share) * self.by_hand + share * 100 * self.joins, self.relevant, self.may), 10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="networks of the past, in the plain layout")
    parser.add_argument("--split", type=date.fromisoformat, required=True, help="known is what was before this day")
    parser.add_argument("--seed", type=int, default=0, help="draws the memberships that are hidden, and the halves")
    asked = parser.parse_args()
    show("Networks to come", [*to_come(asked.folder, asked.split, asked.seed)], asked.seed)
    show("Joined memberships held out", [*joined(asked.seed)], asked.seed)


def show(what: str, asked: Sequence[Asked], seed: int) -> None:
    """Print the mean nDCG@10 of both halves by share."""
    develops = np.array([lot(question.town, seed).random() < 0.5 for question in asked])
    print(f"{what}: nDCG@10 of {len(asked)} questions, {develops.sum()} to choose with")
    for share in SHARES:
        gains = np.array([question.gain(share) for question in asked])
        print(f"  share {share:4.2f}   to choose {gains[develops].mean():.3f}   to judge {gains[~develops].mean():.3f}")


def lot(town: str, seed: int) -> np.random.Generator:
    """What is drawn for a town is the same whatever the other towns are."""
    return np.random.default_rng([seed, zlib.crc32(town.encode())])


def to_come(folder: Path, split: date, seed: int) -> Iterator[Asked]:
    history = split_history(read_records(folder)[0], split)
    known, towns = history.known, int(history.known.partners.sum())
    recipe, ranker = NetworkRecipe(known), Learned().fit(known, seed)
    assert isinstance(ranker, LearnedRanker)
    for question in network_questions(history):
        chances = np.array([ranker.chances(item)[question.asker] for item in question.items])
        yield Asked(
            town=known.municipalities.ids[question.asker],
            by_hand=recipe.scores(question),
            joins=worth_of_chance(chances, towns),
            relevant=question.relevant,
            may=allowed(known, question),
        )


def joined(seed: int) -> Iterator[Asked]:
    bundle = read_bundle().batch
    records = all_records(read_register().reading.batch, bundle)
    networks = {node.id: node for node in bundle.nodes if isinstance(node, Network)}
    own: dict[str, list[str]] = defaultdict(list)
    for town, network in sorted({(r.start, r.end) for r in bundle.relations if r.type == "MEMBER_OF"}):
        if networks[network].kind in JOINABLE:
            own[town].append(network)
    draws = {town: lot(town, seed) for town in own}
    fold = {town: int(draws[town].integers(FOLDS)) for town in own}
    hidden = {town: own[town][int(draws[town].integers(len(own[town])))] for town in own}
    for at in range(FOLDS):
        yield from _asked_of(records, networks, {town: hidden[town] for town in own if fold[town] == at})


def _asked_of(records: Batch, networks: Mapping[str, Network], hidden: Mapping[str, str]) -> Iterator[Asked]:
    known = without(records, networks, hidden)
    ties, table = Ties(known), known.tables["Network"]
    kind = table.category("kind")
    joinable = np.flatnonzero(np.isin(kind.codes, [kind.code(k) for k in JOINABLE])).astype(np.int32)
    ids = known.municipalities.ids
    asking = np.array(
        [at for town in hidden if (at := ids.find(town)) is not None and known.partners[at]], dtype=np.int32
    )
    likelihoods = by_members(ties, joinable, asking)
    for column, index in enumerate(asking.tolist()):
        town = ids[index]
        asker = understand(ties, Query(town=town, on=ANY_DAY), None, {})
        found = network_candidates(asker, joinable)
        yield Asked(
            town=town,
            by_hand=points(for_question(NETWORKS, asker), asker, found).sum(axis=0),
            joins=worth_of_chance(likelihoods[np.searchsorted(joinable, found), column], int(known.partners.sum())),
            relevant=(int(np.searchsorted(found, table.ids.index(hidden[town]))),),
            may=np.ones(len(found), dtype=np.bool_),
        )


def without(records: Batch, networks: Mapping[str, Network], hidden: Mapping[str, str]) -> Snapshot:
    """The records without admission, the hidden memberships, and those that the umbrella would tell."""

    def told(town: str, network: str) -> bool:
        gone = hidden.get(town)
        umbrella = None if gone is None else networks[gone].umbrella
        return gone is not None and (network in (gone, umbrella) or gone == networks[network].umbrella)

    kept = [r for r in records.relations if r.type != "MEMBER_OF" or not told(r.start, r.end)]
    nodes = [replace(node, admission=None) if isinstance(node, Network) else node for node in records.nodes]
    return freeze(nodes, kept)


def by_members(ties: Ties, networks: Ints32, asking: Ints32) -> Floats32:
    """The mean logarithm of the chance that each town that asks joins each network, when up to MEMBERS of the network
    ask, its lead first; −inf for a network without known members. Shape (networks, towns)."""
    models, record, themes = shipped_models(), Record.whole(Past(ties)), Themes(ties.snapshot)
    assert models is not None
    means = np.full((len(networks), len(asking)), -np.inf, dtype=np.float32)
    for row, network in enumerate(networks.tolist()):
        members = np.random.default_rng(network).permutation(ties.memberships.towns_of(network))
        members = members[np.argsort(members != record.past.leads.get(network), kind="stable")][:MEMBERS]
        programme, likeness = record.past.programme_names[network], themes.likeness(themes.texts[network])
        told = [situation(record, int(member), programme, likeness) for member in members]
        if told:
            means[row] = np.mean([models.of(one).chances(one)[asking] for one in told], axis=0)
    return means


if __name__ == "__main__":
    main()
