"""The methods of an evaluation, by name: the product's own, and the simple ones that it has to beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.errors import PeerpolisError
from graph.said import said
from matching.evaluation.methods.baseline import Baseline, Learn, Without
from matching.evaluation.methods.learned import Learned, learned_features, learned_groups
from matching.evaluation.methods.place import (
    leak_probe,
    nearest,
    nearest_abroad,
    nearest_in_programme,
    same_size_nearest_abroad,
)
from matching.evaluation.methods.profiles import minilm, tf_idf
from matching.evaluation.methods.purposes import ByPurpose
from matching.evaluation.methods.recipe import HandRecipe, recipe_features
from matching.evaluation.methods.record import adamic_adar, als, popularity
from matching.evaluation.methods.uninformed import random
from matching.evaluation.types import TASKS, Method, Task
from matching.purposes.portfolio import PORTFOLIO

#: The row that shows a leak in the pool: a method that knows nothing but who has no record must not be good.
LEAK_PROBE = "leak probe"
#: Makes a method without the features named: the ablation switch; simple methods have no features to leave out.
Maker = Callable[[frozenset[str]], Method]


def _simple(name: str, learn: Learn, *tasks: Task) -> tuple[str, Maker]:
    return name, lambda without: Baseline(name, frozenset(tasks), learn)


METHODS: Mapping[str, Maker] = dict(
    [
        ("learned", Learned),
        ("learned, no bias control", lambda without: Learned(without, bias_control=False)),
        ("recipe", HandRecipe),
        ("portfolio", lambda without: ByPurpose()),
        *((f"purpose {p.name}", lambda without, p=p: ByPurpose(p)) for p in PORTFOLIO),
        _simple("random", random, *TASKS),
        _simple("popularity", popularity, *TASKS),
        _simple("ALS", als, *TASKS),
        _simple("Adamic-Adar", adamic_adar, *TASKS),
        _simple("TF-IDF profile", tf_idf, *TASKS),
        _simple("MiniLM profile", minilm, *TASKS),
        _simple("nearest", nearest, *TASKS),
        _simple("nearest abroad", nearest_abroad, "partners", "peers", "tandems"),
        _simple("same size, nearest abroad", same_size_nearest_abroad, "partners", "peers", "tandems"),
        _simple("nearest in programme", nearest_in_programme, "partners", "networks"),
        _simple(LEAK_PROBE, leak_probe, "partners", "peers"),
    ]
)


#: The methods that the product's own have to beat; the leak probe is none, for it shows the pool and not the towns.
SIMPLE: frozenset[str] = frozenset(
    name for name, make in METHODS.items() if isinstance(make(frozenset()), Baseline) and name != LEAK_PROBE
)

#: The methods that have features to leave out, with their names.
FEATURES: Mapping[str, Callable[[], tuple[str, ...]]] = {"learned": learned_features, "recipe": recipe_features}
#: Those that `all` leaves out in turn: of the learned method whole groups, each of which is trained without.
IN_TURN: Mapping[str, Callable[[], tuple[str, ...]]] = {**FEATURES, "learned": learned_groups}


def methods(names: Sequence[str] = (), *, ablate: Sequence[str] = ()) -> list[Method]:
    """The methods with these names, all of them by default, each ablation after its whole method.

    `ablate` names features: each method that has it is made once more without it, as `recipe − near`; `all` stands for
    every feature, of the learned method every group, one by one. Raises PeerpolisError for a method or a feature that
    there is none of.
    """
    for name in names:
        if name not in METHODS:
            raise PeerpolisError(
                said("There is no method {name!r}; there are {known}.", name=name, known=tuple(METHODS))
            )
    made: list[Method] = []
    ablated: set[str] = set()
    for name in names or METHODS:
        made.append(METHODS[name](frozenset()))
        own = FEATURES[name]() if name in FEATURES else ()
        for feature in IN_TURN[name]() if own and "all" in ablate else [f for f in ablate if f in own]:
            ablated.add(feature)
            made.append(Without(METHODS[name](frozenset({feature})), feature))
    for feature in ablate:
        if feature not in ablated and feature != "all":
            known = {f for name in names or METHODS if name in FEATURES for f in FEATURES[name]()}
            raise PeerpolisError(
                said("No method has a feature {name!r}; there are {known}.", name=feature, known=sorted(known))
            )
    return made
