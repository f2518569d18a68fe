"""The proof whose own text is nearest to the need: what a town did, in the need's words or near to its meaning.

A topic is coarse: to a bench for shared rides a free town bus is as much "mobility" as a platform for shared rides.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from graph.arrays import Floats32, Ints32
from graph.said import Said, said
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.claims import proof_of_membership, proof_of_use
from matching.kinds.partners import FREE_TIMES, SIZE_TIMES, of_use
from matching.kinds.scoring import Feature, Ground
from matching.pairs import floats
from matching.proofs.nearness import BestProof
from matching.types import Evidence, Proof

#: What of the nearness of a text counts near by of which it may not be told that it comes near to the need: among such
#: texts the way and the region decide.
NOT_TOLD = 0.4
#: What is said of what is not about the need, but nearer than all else that is known of the town.
_NEAREST = said("From {name}, at least related: {thing}.")
_DID = said("From {name}: {thing}.")
_OF_USE: Mapping[Proof, Said] = {
    "own": said("{name} uses or used: {thing}."),
    "planned": said("{name} plans or planned: {thing}."),
}
#: The same of honours, by their status (`graph.model.HONOURS`), and of what can only be warned of.
_OF_STATUS: Mapping[str | None, Said] = {
    "label": said("{name} holds or held a label or a prize: {thing}."),
    "nominated": said("{name} was nominated for a prize: {thing}."),
    "supported": said("{name} was chosen or won support: {thing}."),
    "joined": said("{name} takes or took part: {thing}."),
    "plan": said("{name} works or worked by an adopted plan: {thing}."),
    "studied": said("{name} was studied as an example: {thing}."),
    "lesson": said("{name} went through this: {thing}."),
}
_OF_NETWORK: Mapping[Proof, Said] = {
    "own": said("{name} leads or led: {thing}."),
    "network": said("{name} is or was in: {thing}."),
    "listed": said("{name} stands in a list: {thing}."),
}
#: The same of what is over.
_OF_NETWORK_THAT_IS_OVER: Mapping[Proof, Said] = {
    "own": said("{name} led: {thing}."),
    "network": said("{name} was in: {thing}."),
}


def nearest_proof(asker: Asker, towns: Ints32) -> Floats32:
    """From {name}: {thing}.

    `NearTexts.towns`, times `of_use`: beyond SIZE_TIMES the asker's size, the larger a town the less it counts; beyond
    FREE_TIMES where the text is so near that it may be told. For the thing itself one goes to a larger town; what only
    comes nearest is no reason to.
    """
    if asker.near is None:
        return floats(towns * 0)
    told, nearest = asker.near.towns_told[towns], asker.near.towns[towns]
    near = np.maximum(told * of_use(asker, towns, free=FREE_TIMES), nearest * of_use(asker, towns, free=SIZE_TIMES))
    return floats(near)


def near_by_text(asker: Asker, towns: Ints32) -> Floats32:
    """From {name}: {thing}.

    As `nearest_proof`; of what may not be told to come near NOT_TOLD of it.
    """
    told = asker.near is not None and asker.near.towns_told[towns] > 0
    return floats(nearest_proof(asker, towns) * np.where(told, 1, NOT_TOLD))


def _ground(asker: Asker, town: int) -> Ground:
    near = asker.near
    best = None if near is None else near.best(town)
    assert near is not None, "without a need nothing is near"
    assert best is not None, "only what is near earns points"
    ties, language = asker.ties, asker.query.language
    table = ties.snapshot.tables[best.label]
    words = {"name": ties.snapshot.municipalities.name(town, language), "thing": table.name(best.thing, language)}
    if best.label == "Network":
        proof = proof_of_membership(ties, town, best.thing)
        links = ties.snapshot.links("MEMBER_OF")
        row = statements.row(links, town, best.thing)
        over = statements.takes_part_no_more(ties.snapshot, links, row, asker.query.on)
        sentence = (_OF_NETWORK_THAT_IS_OVER if over and proof != "listed" else _OF_NETWORK)[proof]
    else:
        proof = proof_of_use(ties, town, best.thing)
        status = statements.use_status(ties.snapshot, town, best.thing)
        did = proof == "own" and table.category("kind")[best.thing] == "practice"
        sentence = _OF_STATUS.get(status) or (_DID if did else _OF_USE[proof])
    if not near.told[best.label][best.thing]:
        sentence = _NEAREST
    return Ground(words, (_told(asker, town, best),), sentence=sentence, proof=proof)


def _told(asker: Asker, town: int, best: BestProof) -> Evidence:
    """What is told of the thing, as the source has it that ties the town to it; where nothing is, that it is tied."""
    snapshot, language = asker.ties.snapshot, asker.query.language
    if best.label == "Network":
        return statements.membership(snapshot, town, best.thing, language, asker.query.on)
    return statements.use_told(snapshot, town, best.thing, language)


def _has_a_text(asker: Asker) -> bool:
    return asker.near is not None


#: For recipes made by hand, which give it their own weight (`matching.purposes.purpose`).
NEAREST_PROOF = Feature(nearest_proof, 45, _ground, _has_a_text, about="need")
