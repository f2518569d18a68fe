"""Which town of the register a name in a list of members means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import PARTNER_KINDS, Municipality
from graph.names import normal_forms

#: Of several towns with one name, the largest is taken if it has this many times the inhabitants of the next.
CLEARLY_LARGER = 4.0


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer for one name: `id` is None where it stays open, and `why` says how it was found or why not."""

    id: str | None
    why: str


class TownNames:
    """Towns by country and name: their own names first, alternate names only where no town has the name itself."""

    def __init__(self, towns: Iterable[Municipality]) -> None:
        self._own: dict[tuple[str, str], list[Municipality]] = defaultdict(list)
        self._other: dict[tuple[str, str], list[Municipality]] = defaultdict(list)
        for town in towns:
            own = set(normal_forms(town.name))
            for form in own:
                self._own[town.country, form].append(town)
            for form in {form for name in town.names for form in normal_forms(name)} - own:
                self._other[town.country, form].append(town)

    def find(self, name: str, country: str) -> Identity:
        """The town that `name` means in `country`, if it is the only one or clearly the largest one of the name.

        Municipalities go before quarters and settlements of the same name.
        """
        for index, how in ((self._own, "name"), (self._other, "alternate name")):
            towns = _candidates(index, name, country)
            if len(towns) == 1 or (towns and _clear(towns)):
                return Identity(towns[0].id, how if len(towns) == 1 else f"{how}, clearly the largest of {len(towns)}")
            if towns:
                return Identity(None, f"{len(towns)} towns of this {how}: " + ", ".join(town.id for town in towns[:4]))
        return Identity(None, "no town of this name in the register")


def _candidates(index: Mapping[tuple[str, str], Sequence[Municipality]], name: str, country: str) -> list[Municipality]:
    found = {town.id: town for form in normal_forms(name) for town in index.get((country, form), ())}
    partners = [town for town in found.values() if town.kind in PARTNER_KINDS]
    return sorted(partners or found.values(), key=lambda town: (-(town.population or 0), town.id))


def _clear(towns: Sequence[Municipality]) -> bool:
    first, second = (town.population or 0 for town in towns[:2])
    return first > 0 and first >= CLEARLY_LARGER * second
