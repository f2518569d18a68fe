"""Whether an earlier version filled the graph than the one that answers, and how that is told beside an answer."""

from __future__ import annotations

import numpy as np

from graph import dates
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot

OUTDATED = said("The data of this answer are those of an earlier version; peerpolis seed brings them up to date.")


def outdated(snapshot: Snapshot, own: str, brought: str) -> Said | None:
    """That the bundle which filled the graph is older than the one that comes along, which is as of `brought`; None
    where it is not, or where another filled the graph. Its topics tell: their source is `own`."""
    topics = snapshot.tables["Topic"]
    sources = topics.text("source")
    ours = [at for at in range(len(topics)) if sources[at] == own]
    if not ours:
        return None
    newest = int(np.max(topics.date("as_of")[ours]))
    return OUTDATED if newest < dates.to_code(brought) else None
