"""How much the shortest paths from some nodes depend on each node: what betweenness is the sum of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: So many starts at once: a row of counts for each node, which a product with the matrix reads in one go. With so few
#: the rows of tens of thousands of nodes stay in the processor's cache, which more than pays for reading the matrix
#: again for the next.
TOGETHER = 8
#: From this share of the rows on, picking them out of the matrix costs more than the others do.
WHOLE = 0.6
#: Paths of more ties than this are followed start by start: each level costs a look at all nodes, whatever it finds.
LEVELS = 64


def dependencies(ties: csr_array, starts: Sequence[int]) -> Floats64 | None:
    """The sum, over the starts s, of Σ σ(s,t|v)/σ(s,t) over all other nodes t, for each node v (v = s adds 0).

    `ties` is symmetric, shape (n, n); whatever is stored is a tie, and a path is as long as it has ties. U. Brandes, *A
    faster algorithm for betweenness centrality*, Journal of Mathematical Sociology 25 (2001), level by level for many
    starts at once, as products of the matrix with a column for each start: A. Buluç and J. R. Gilbert, *The
    Combinatorial BLAS*, International Journal of High Performance Computing Applications 25 (2011). None where a path
    is longer than LEVELS. Example: in a path a–b–c from a: 0, 1, 0.
    """
    from scipy.sparse import csr_array

    # Half as wide, the indices are read in half the time.
    narrow = np.int32 if len(ties.indices) < np.iinfo(np.int32).max else np.int64
    inside, where = (part.astype(narrow) for part in (ties.indices, ties.indptr))
    matrix = csr_array((np.ones(len(inside)), inside, where), shape=ties.shape)
    found = np.zeros(matrix.shape[0])
    for begin in range(0, len(starts), TOGETHER):
        part = _of_batch(matrix, np.asarray(starts[begin : begin + TOGETHER], dtype=np.intp))
        if part is None:
            return None
        found += part
    return found


def _of_batch(ties: csr_array, starts: npt.NDArray[np.intp]) -> Floats64 | None:
    n, columns = ties.shape[0], np.arange(len(starts))
    depth = np.full((n, len(starts)), -1, dtype=np.int8)
    depth[starts, columns] = 0
    paths = np.zeros((n, len(starts)))  # σ: shortest paths from the start
    paths[starts, columns] = 1.0
    levels = [depth == 0]
    while True:
        reached = _summed(ties, np.where(levels[-1], paths, 0.0), levels[-1], depth < 0)
        new = (reached > 0) & (depth < 0)
        if not new.any():
            break
        if len(levels) > LEVELS:
            return None
        depth[new] = len(levels)
        paths[new] = reached[new]
        levels.append(new)
    through = np.zeros_like(paths)  # δ: what the paths beyond add
    for at in range(len(levels) - 1, 1, -1):
        handed = np.divide(1.0 + through, paths, out=np.zeros_like(paths), where=levels[at])
        back = _summed(ties, handed, levels[at], levels[at - 1])
        np.multiply(back, paths, out=through, where=levels[at - 1])
    found: Floats64 = through.sum(axis=1)
    return found


def _summed(ties: csr_array, values: Floats64, there: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> Floats64:
    """For each node the sum of its partners' values: right where `wanted`; `values` is 0 but where `there`."""
    giving, taking = np.flatnonzero(there.any(axis=1)), np.flatnonzero(wanted.any(axis=1))
    found: Floats64
    if min(len(giving), len(taking)) > WHOLE * len(values):
        found = ties @ values
    elif len(giving) <= len(taking):
        found = ties[giving].T @ values[giving]
    else:
        found = np.zeros_like(values)
        found[taking] = ties[taking] @ values
    return found
