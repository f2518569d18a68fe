"""Methods that live on the record: who took part in how much, and with whom. They give newcomers nothing."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import said
from graph.snapshot.frozen import Links, Snapshot
from matching.evaluation.methods.baseline import Answering, at_leads
from matching.evaluation.types import MethodUnavailable, Question
from matching.pairs import Bipartite, spread
from matching.programmes import lineage
from matching.ties import Ties

#: Of the matrix factorisation: as many dimensions as the library's examples take, rounds until little changes.
FACTORS, ROUNDS = 64, 15


def popularity(known: Snapshot, seed: int) -> Answering:
    """Towns by the number of their networks, networks by the size of their programme's past, solutions by users."""
    towns = known.links("MEMBER_OF").start_degrees.astype(np.float64)
    solutions = known.links("USES").end_degrees.astype(np.float64)
    programmes = known.tables["Programme"]
    paid = known.links("FUNDED_BY", "Network").pairs[1]
    past = Counter(lineage(programmes.name(int(at))) for at in paid)

    def answer(question: Question) -> npt.NDArray[np.floating]:
        if question.task == "networks":
            return np.array([past[lineage(item.programme_name or "")] for item in question.items], dtype=np.float64)
        return solutions if question.task == "solutions" else towns

    return answer


def adamic_adar(known: Snapshot, seed: int) -> Answering:
    """Towns by their common networks with the asker, Σ 1/ln(size); networks by their lead's; solutions by their users'.

    Adamic and Adar, Social Networks 25 (2003), 10.1016/S0378-8733(03)00009-1.
    """
    ties = Ties(known)

    def answer(question: Question) -> npt.NDArray[np.floating]:
        if question.task == "solutions":
            fellows = _common(ties.uses, question.asker)
            return _summed(ties.uses.things, fellows[ties.uses.towns], len(ties.uses.sizes))
        return at_leads(question, _common(ties.memberships, question.asker))

    return answer


def _common(pairs: Bipartite, town: int) -> npt.NDArray[np.float64]:
    """What each town has in common with the one, Σ over common things of 1/ln(size)."""
    things = pairs.things_of(town)
    things = things[pairs.sizes[things] > 1]
    at, towns = spread(pairs.thing_indptr, pairs.towns_by_thing, things)
    common = _summed(towns, 1 / np.log(pairs.sizes[things])[at], len(pairs.degrees))
    common[town] = 0
    return common


def _summed(rows: Ints32, values: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """The sum of the values of each row, shape (size,)."""
    return np.bincount(rows, values, minlength=size).astype(np.float64)


def als(known: Snapshot, seed: int) -> Answering:
    """Matrix factorisation of towns × networks (of towns × solutions for solutions) by alternating least squares.

    Towns are compared by the product of their factors, networks by their lead's. Hu, Koren and Volinsky, ICDM 2008,
    10.1109/ICDM.2008.22, as the library `implicit` computes it. Raises MethodUnavailable without that library.
    """
    towns, _ = _factors(known.links("MEMBER_OF"), seed)
    users, solutions = _factors(known.links("USES"), seed)

    def answer(question: Question) -> npt.NDArray[np.floating]:
        if question.task == "solutions":
            scores: npt.NDArray[np.floating] = solutions @ users[question.asker]
            return scores
        return at_leads(question, towns @ towns[question.asker])

    return answer


def _factors(links: Links, seed: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The factors of starts and of ends; zeros where there are no links."""
    try:
        from implicit.cpu.als import AlternatingLeastSquares
    except ImportError:
        raise MethodUnavailable(said('ALS needs the library implicit: pip install "peerpolis[bench]"')) from None
    from scipy.sparse import csr_matrix
    from threadpoolctl import threadpool_limits

    starts, ends = links.pairs
    shape = (len(links.indptr) - 1, len(links.end_indptr) - 1)
    if not len(starts):
        return np.zeros((shape[0], 1), dtype=np.float32), np.zeros((shape[1], 1), dtype=np.float32)
    matrix = csr_matrix((np.ones(len(starts), dtype=np.float32), (starts, ends)), shape=shape)
    with threadpool_limits(
        1, "blas"
    ):  # the library's own threads and those of the linear algebra get in each other's way
        model = AlternatingLeastSquares(factors=FACTORS, iterations=ROUNDS, random_state=seed, num_threads=1)
        model.fit(matrix, show_progress=False)
    return model.user_factors, model.item_factors
