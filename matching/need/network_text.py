"""What is said of a network, in one text: what words are counted in."""

from __future__ import annotations

from graph.snapshot.frozen import UNIT, Snapshot


def network_text(known: Snapshot, network: int) -> str:
    """All that is said of a known network, in one text: name, keywords, summary, text; "" where nothing is."""
    table = known.tables["Network"]
    return joined_text(
        table.name(network),
        (table.text("keywords")[network] or "").split(UNIT),
        table.text("summary")[network],
        table.text("text")[network],
    )


def joined_text(name: str, keywords: list[str] | tuple[str, ...], *texts: str | None) -> str:
    """A network's words in one text, in this order."""
    return ". ".join(part for part in (name, "; ".join(filter(None, keywords)), *texts) if part)
