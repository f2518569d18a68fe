"""What somebody may have meant who named a call, a network or a topic as the graph does not."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

import numpy as np

from graph.names import normal_form
from graph.snapshot.frozen import Table

#: So many are offered.
OFFERED = 3
#: The share of letters in common from which names are spelt alike.
_ALIKE = 0.6


def alike(text: str, table: Table, names: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the nodes of a table, OFFERED at most, that `text` may mean; `names` maps normal forms to ids.

    First those whose name, or else id, holds every word of it ("town twinning", "eui-c2c"), the shorter before the
    longer; then those whose name is spelt alike.
    """
    wanted = normal_form(text.rpartition(":")[2])
    words = wanted.split()
    ids = {normal_form(id.partition(":")[2]): id for id in (table.ids[at] for at in range(len(table)))}

    def holding(forms: Mapping[str, str]) -> list[str]:
        held = [form for form in forms if words and all(word in form for word in words)]
        return [forms[form] for form in sorted(held, key=lambda form: (len(form), form))]

    spelt = [forms[form] for forms in (names, ids) for form in _spelt_alike(wanted or text, [*forms])]
    return tuple(dict.fromkeys((*holding(names), *holding(ids), *spelt)))[:OFFERED]


def _spelt_alike(text: str, forms: Sequence[str]) -> list[str]:
    """The forms that are spelt most like the text, by the rule of `difflib.get_close_matches`.

    It looks for blocks of letters in common, which together are a subsequence in common: where that is too short, and
    it is told a hundred times as fast, the blocks need not be looked for.
    """
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    if not forms:
        return []
    shared = cdist([text], forms, scorer=Indel.normalized_similarity, dtype=np.float64)[0]
    near = [forms[at] for at in np.flatnonzero(shared > _ALIKE - 1e-6).tolist()]
    return difflib.get_close_matches(text, near, n=OFFERED, cutoff=_ALIKE)
