"""How a network came about, in numbers: which lists count as ties, and what was left out for which reason."""

from __future__ import annotations

from typing import Unpack

import numpy as np

from graph.measures.chosen import DEFAULTS, Which, memberships, networks_chosen, towns_chosen
from graph.measures.report import NETWORKS
from graph.said import Noun, Said, counted, said, said_many
from graph.snapshot.frozen import Snapshot

_MEMBERSHIPS = Noun(said("no memberships"), said_many("{count:,} membership", "{count:,} memberships"))


def counts(snapshot: Snapshot, **which: Unpack[Which]) -> dict[str, int]:
    """How many memberships and networks with a member there are, how many of them count, and why the others do not.

    A network is counted under the first reason that holds: it is a mere list, it is too large, it is not among the
    chosen (kind, programme, topic, left out by name), no town of the chosen places and sizes is in it, or it only
    repeats its umbrella.
    """
    chosen: Which = {**DEFAULTS, **which}
    towns, networks = snapshot.links("MEMBER_OF").pairs
    n = len(snapshot.tables["Network"])
    left = np.zeros(n, dtype=np.bool_)
    left[networks] = True
    held_town, held = memberships(snapshot, **which)
    found = {"memberships": len(held_town), "networks": len(np.unique(held)), "known_memberships": len(towns)}
    found["known_networks"] = int(left.sum())
    counting = np.zeros(n, dtype=np.bool_)
    counting[held] = True
    left &= ~counting

    def because(reason: str, those: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        found[reason] = int((left & those).sum())
        left[those] = False

    admission = snapshot.tables["Network"].category("admission")
    nobody = np.zeros(n, dtype=np.bool_)
    because("lists", nobody if chosen["listed"] else admission.codes == admission.code("listed"))
    largest = chosen["largest"]
    because("too_large", nobody if largest is None else snapshot.links("MEMBER_OF").end_degrees > largest)
    because("not_chosen", ~networks_chosen(snapshot, **which))
    there = towns_chosen(snapshot, **which)
    because("elsewhere", np.bincount(networks[there[towns]], minlength=n) == 0)
    found["parts"] = int(left.sum())
    return found


def counts_told(snapshot: Snapshot, **which: Unpack[Which]) -> tuple[Said, ...]:
    """The counts in words, for the first lines of a report."""
    found = counts(snapshot, **which)
    told = [
        said(
            "What ties: {memberships} in {networks}, of {known:,} in {all:,} that are known.",
            memberships=counted(found["memberships"], _MEMBERSHIPS),
            networks=counted(found["networks"], NETWORKS),
            known=found["known_memberships"],
            all=found["known_networks"],
        )
    ]
    reasons = [
        said_many(
            "{count:,} network that only repeats its umbrella",
            "{count:,} networks that only repeat their umbrella",
            count=found["parts"],
        ),
        said(
            "{count:,} with more than {largest:,} members", count=found["too_large"], largest=which.get("largest") or 0
        ),
        said("{count:,} not chosen by kind, programme, topic or name", count=found["not_chosen"]),
        said("{count:,} without a town of the chosen places and sizes", count=found["elsewhere"]),
    ]
    kept = tuple(reason for reason in reasons if reason.values["count"])
    if kept:
        told.append(said("Left out beside: {reasons}.", reasons=kept))
    if which.get("population_min") is not None or which.get("population_max") is not None:
        unknown = int(np.isnan(snapshot.population[np.unique(snapshot.links("MEMBER_OF").start)]).sum())
        told.append(
            said_many(
                "Of {count:,} member the number of inhabitants is not known: it is left out.",
                "Of {count:,} members the number of inhabitants is not known: they are left out.",
                count=unknown,
            )
        )
    return tuple(told)
