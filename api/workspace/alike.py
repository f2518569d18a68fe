"""What somebody may have meant who named a call, a network or a topic as the graph does not."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from graph.names import normal_form
from graph.snapshot.frozen import Table

#: So many are offered.
OFFERED = 3


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

    spelt = [forms[f] for forms in (names, ids) for f in difflib.get_close_matches(wanted or text, forms, n=OFFERED)]
    return tuple(dict.fromkeys((*holding(names), *holding(ids), *spelt)))[:OFFERED]
