"""Partners: whom to work with. Its recipes stand in `partners` and `learned`, its candidates in `candidates`."""

from __future__ import annotations

import numpy as np

from graph.said import said
from matching.asker import Asker
from matching.kinds.candidates import partner_candidates
from matching.kinds.kind import Application, Kind, Shown
from matching.kinds.learned import LEARNED
from matching.kinds.partners import PARTNERS
from matching.kinds.scoring import Recipe
from matching.words.region import region_of


def _recipe(asker: Asker) -> Recipe:
    return PARTNERS if asker.lesson is None else LEARNED


def _shown(asker: Asker, town: int) -> Shown:
    population, distance = float(asker.ties.snapshot.population[town]), asker.told_distance(town)
    return Shown(
        region=region_of(asker.ties.snapshot, town, asker.query.language),
        population=None if np.isnan(population) else int(population),
        distance_km=None if np.isnan(distance) else round(distance, 1),
    )


def _application(asker: Asker, town: int) -> Application | None:
    """The asker's with the suggested town as a partner, where the question names a call."""
    asking = asker.index if asker.index is not None else asker.query.place
    if asker.query.call is None or asking is None:
        return None
    call = asker.ties.snapshot.tables["Call"].ids.index(asker.query.call)
    return Application(town=asking, call=call, partner=town)


#: That no town is known to do what is wanted, `matching.advice.notes` tells of all towns.
PARTNER = Kind(
    name="partners",
    label="Municipality",
    recipe=_recipe,
    candidates=lambda asker, _: partner_candidates(asker),
    shows=_shown,
    application=_application,
    called=said("Possible partner towns"),
    in_short=said("Partners"),
    summary="Municipalities to work with",
    columns=("where",),
    leads=True,
    joins=True,
)
