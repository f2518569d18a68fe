"""The methods of an evaluation, by name: the product's own, and the simple ones that it has to beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.errors import PeerpolisError
from matching.evaluation.methods.baseline import Baseline, Learn
from matching.evaluation.methods.place import (
    leak_probe,
    nearest,
    nearest_abroad,
    nearest_in_programme,
    same_size_nearest_abroad,
)
from matching.evaluation.methods.record import popularity
from matching.evaluation.methods.uninformed import random
from matching.evaluation.types import Method, Task

#: Makes a method without the features named: the ablation switch; simple methods have no features to leave out.
Maker = Callable[[frozenset[str]], Method]


def _simple(name: str, learn: Learn, *tasks: Task) -> tuple[str, Maker]:
    return name, lambda without: Baseline(name, frozenset(tasks), learn)


METHODS: Mapping[str, Maker] = dict(
    [
        _simple("random", random, "partners", "peers", "networks", "solutions", "tandems"),
        _simple("popularity", popularity, "partners", "peers", "networks", "solutions", "tandems"),
        _simple("nearest", nearest, "partners", "peers", "networks", "solutions", "tandems"),
        _simple("nearest abroad", nearest_abroad, "partners", "peers", "tandems"),
        _simple("same size, nearest abroad", same_size_nearest_abroad, "partners", "peers", "tandems"),
        _simple("nearest in programme", nearest_in_programme, "partners", "networks"),
        _simple("leak probe", leak_probe, "partners", "peers"),
    ]
)
#: The row that shows a leak in the pool: a method that knows nothing but who has no record must not be good.
LEAK_PROBE = "leak probe"


def methods(names: Sequence[str] = (), *, without: frozenset[str] = frozenset()) -> list[Method]:
    """The methods with these names, all of them by default. Raises PeerpolisError for a name there is none of."""
    for name in names:
        if name not in METHODS:
            raise PeerpolisError(f"There is no method {name!r}; there are {', '.join(METHODS)}.")
    return [METHODS[name](without) for name in names or METHODS]
