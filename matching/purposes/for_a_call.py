"""Partners for a call: whom to apply with, where the question names one."""

from __future__ import annotations

import numpy as np

from graph.said import said
from matching.kinds.partner_kind import PARTNER
from matching.purposes.purpose import Purpose

FOR_A_CALL = Purpose(
    name="call",
    called=said("Partners for the call"),
    summary="towns to apply with under the call that the question names",
    serves=lambda searched, towns: np.ones(len(towns), dtype=np.bool_),
    recipe=lambda searched: PARTNER.recipe(searched.asker),
)
