"""Which strategies, laws and declarations ask for what is wanted: of the asker's country and of the European Union."""

from __future__ import annotations

import numpy as np

from graph import dates
from graph.snapshot.frozen import UNIT
from matching.asker import Asker
from matching.rules.country_sets import in_set
from matching.rules.three_valued import YES
from matching.ties import topic_matrix
from matching.types import StrategyFound

#: At most so many are told: they support an application, they are not what was asked for.
MOST = 3
#: What only describes asks for nothing.
_ASKS_NOTHING = "publication"
#: A topic of the need counts from this share of the strongest on: what a text only touches asks for no strategy.
_CLEARLY = 0.5
_EUROPEAN_UNION, _MEMBER_STATES = "EU", "EU27"


def strategies(asker: Asker) -> tuple[StrategyFound, ...]:
    """What asks for what the question names, at most MOST: what is most about it first, laws before the rest."""
    query, snapshot = asker.query, asker.ties.snapshot
    if not (query.need or query.topics) or not asker.wanted.any():
        return ()
    table = snapshot.tables["Strategy"]
    clear = np.where(asker.wanted >= _CLEARLY * asker.wanted.max(), asker.wanted, 0)
    about = topic_matrix(snapshot, "ADDRESSES", "Strategy") @ clear
    kinds = table.category("kind")
    speaking = [
        at
        for at in np.flatnonzero(about > 0).tolist()
        if kinds[at] != _ASKS_NOTHING and _speaks_to(asker, (table.text("countries")[at] or "").split(UNIT))
    ]
    first = sorted(speaking, key=lambda at: (-round(float(about[at]), 3), kinds[at] != "law", table.ids[at]))[:MOST]
    return tuple(_found(asker, at) for at in first)


def _speaks_to(asker: Asker, countries: list[str]) -> bool:
    """Whether it speaks to towns of the asker's country; with no countries, to those of all Europe."""
    if not any(countries) or asker.country in countries:
        return True
    return _EUROPEAN_UNION in countries and in_set(_MEMBER_STATES, asker.country, asker.query.on) == YES


def _found(asker: Asker, at: int) -> StrategyFound:
    snapshot, language = asker.ties.snapshot, asker.query.language
    table = snapshot.tables["Strategy"]
    return StrategyFound(
        id=table.ids[at],
        name=table.name(at, language),
        kind=table.category("kind")[at],  # type: ignore[arg-type]  # a column of such values
        issuer=table.text_in("issuer", "issuers", at, language),
        issued=dates.from_code(int(table.date("issued")[at])),
        summary=table.summary(at, language),
        url=table.text("url")[at],
        source=table.text("source")[at] or "",
        as_of=dates.from_code(int(table.date("as_of")[at])),
    )
