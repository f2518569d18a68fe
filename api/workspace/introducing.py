"""Whom to introduce to whom: from what was asked at a door to the pairs, and from these to what both doors show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from api.workspace.regions import places_named
from api.workspace.registration import Registration
from api.workspace.workspace import View, Workspace
from graph.measures.chosen import towns_chosen
from graph.measures.topics import with_narrower
from graph.said import Said, joined, said, said_as
from graph.snapshot.frozen import Snapshot
from matching.introductions.introductions import Introduction, Introductions, introductions
from matching.types import Language
from matching.words.told import told
from matching.words.written import language_name

#: The columns of the table of introductions.
COLUMNS: Mapping[str, Said] = {
    "rank": said_as("column", "rank"),
    "town": said_as("column", "town"),
    "id": said_as("column", "id"),
    "country": said_as("column", "country"),
    "inhabitants": said_as("column", "inhabitants"),
    "other_town": said_as("column", "other town"),
    "other_id": said_as("column", "other id"),
    "other_country": said_as("column", "other country"),
    "other_inhabitants": said_as("column", "other inhabitants"),
    "worth": said_as("column", "worth"),
    "why": said_as("column", "why"),
    "letter": said_as("column", "for the letter"),
    "paid": said_as("column", "what pays"),
    "format": said_as("column", "format"),
    "sources": said_as("column", "sources"),
}
ABOUT_WORTH = said(
    "Worth (0–100): what one can learn of the other 35, and the other way round 20, the gap it bridges 10, similar "
    "size 10, a common official language 15, what pays 10. It orders pairs; it is no probability."
)
#: Told beside the proof that no other choice is worth more, where needs are known.
FIRST_PAIRS = said("Each town that looks for something gets a first pair, if there is one, before any gets a second.")
#: Told instead of needs that nobody stated.
NO_NEEDS = said(
    "None of these towns has told what it needs: no profile says so, and no --needs file was given. So we cannot say "
    "whom an introduction would help. What proof alone allows: towns that are shown to know the same, and of which we "
    "know no tie."
)
NOBODY = said("We know of no pair: nobody in this scope is known to need or to know something that another one has.")
_BRIDGE = {
    "apart": said("as far as we know, no chain of partners joins them yet"),
    "no common partner": said("as far as we know, they have no partner in common"),
    "common partner": said("they have a partner in common who could introduce them"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose introductions are asked for: of a country (ISO), a region (NUTS code or name), a network, on topics."""

    country: str | None = None
    region: str | None = None
    network: str | None = None
    topics: tuple[str, ...] = ()
    within: bool = False


def introduced(
    space: Workspace,
    view: View,
    scope: Scope,
    registered: Registration | None,
    *,
    count: int,
    on: date,
    language: Language,
) -> Introductions:
    """The pairs. Needs are those of profiles, and of the rows that were handed in; these are then the scope as well.

    Raises UnknownId and InvalidRecord for what is not known or cannot be.
    """
    snapshot, ties = view.snapshot, view.engine.ties
    flags = _flags(space, snapshot, scope)
    needs = ties.needs.copy()
    if registered is not None:
        asking = np.zeros_like(flags)
        for entry in registered.entries:
            if entry.town is not None:
                asking[entry.town] = True
                if entry.topics:  # what the file says now goes before what a profile said
                    needs[entry.town] = 0
                needs[entry.town, sorted(entry.topics)] = 1
        flags &= asking
    topics = [snapshot.tables["Topic"].ids.index(space.names.topic(topic)) for topic in scope.topics]
    return introductions(
        ties,
        view.engine.ways,
        scope=flags,
        needs=needs,
        topics=tuple(sorted(with_narrower(snapshot, topics))),
        within=scope.within,
        count=count,
        on=on,
        language=language,
    )


def _flags(space: Workspace, snapshot: Snapshot, scope: Scope) -> npt.NDArray[np.bool_]:
    flags = np.ones(len(snapshot.municipalities), dtype=np.bool_)
    for text in filter(None, (scope.country, scope.region)):
        flags &= towns_chosen(snapshot, places=places_named(snapshot, text))
    if scope.network is not None:
        network = snapshot.tables["Network"].ids.index(space.names.network(scope.network))
        members = np.zeros_like(flags)
        members[snapshot.links("MEMBER_OF").starts(network)] = True
        flags &= members
    return flags


class Telling:
    """One introduction in the words of a language."""

    def __init__(
        self, snapshot: Snapshot, found: Introductions, language: Language, registered: Registration | None = None
    ) -> None:
        self.snapshot, self.found, self.language = snapshot, found, language
        self._towns = snapshot.municipalities
        asked = () if registered is None else [e.town for e in registered.entries if e.town is not None]
        paired = {town for one in found.pairs for town in (one.one, one.other)}
        #: Those who handed in a need and are in no pair.
        self.unpaired = tuple(town for town in asked if town not in paired)

    def unpaired_told(self) -> str | None:
        """Who handed in a need and is in none of the pairs, None where nobody is."""
        if not self.unpaired:
            return None
        names = tuple(self._towns.named(town) for town in self.unpaired)
        sentence = said(
            "In none of these pairs: {names}. Either nobody is shown to know what they look for, or other pairs are "
            "worth more; ask for more pairs.",
            names=names,
        )
        return told(sentence, self.language)

    def name(self, town: int) -> str:
        """What the town is called."""
        return self._towns.name(town, self.language)

    def why(self, one: Introduction) -> tuple[str, ...]:
        """What speaks for the pair, in sentences."""
        sentences: list[Said] = []
        for learning in one.learning:
            table = self.snapshot.tables["Topic"]
            words = {
                "town": self._towns.named(learning.town),
                "teacher": self._towns.named(learning.teacher),
                "topics": tuple(table.named(table.ids.index(id)) for id in learning.topics),
                "proof": "; ".join(evidence.text for evidence in learning.evidence),
            }
            if self.found.basis == "needs":
                sentences.append(said("{town} looks for: {topics}. {proof}.", **words))
            else:
                sentences.append(said("{teacher} is shown to know: {topics}. {proof}.", **words))
        beside: list[str] = [_BRIDGE[one.bridge]]
        if one.languages:
            names = tuple(language_name(code, self.language) for code in one.languages)
            beside.append(said("official language of both countries: {languages}", languages=names))
        sentences.append(said("Known of the two: {facts}.", facts="; ".join(told(b, self.language) for b in beside)))
        return tuple(told(sentence, self.language) for sentence in sentences)

    def paid(self, one: Introduction) -> str | None:
        """What pays for a first step, None where nothing is known."""
        way = one.way
        if way is None:
            return None
        what: Said | str = (
            way.programme
            if way.call is None or way.call == way.programme
            else joined((way.call, way.programme), said("{some} ({other})"))
        )
        sentence = what if way.sure else said("{what} – whether both may take part is still to be checked", what=what)
        return told(sentence, self.language)

    def format(self, one: Introduction) -> str | None:
        """The format that goes with what pays."""
        table = self.snapshot.tables["Format"]
        return None if one.format is None else table.name(table.ids.index(one.format), self.language)

    def sources(self, one: Introduction) -> tuple[str, ...]:
        """Where what is told was read, each once."""
        return tuple(dict.fromkeys(e.source for learning in one.learning for e in learning.evidence if e.source))

    def row(self, rank: int, one: Introduction) -> dict[str, object]:
        """A row under COLUMNS."""
        return {
            "rank": rank,
            **self._town(one.one, ""),
            **self._town(one.other, "other_"),
            "worth": round(one.worth, 1),
            "why": " ".join(self.why(one)),
            "letter": tuple(f"{tongue}: {text}" for learning in one.learning for tongue, text in learning.letter),
            "paid": self.paid(one),
            "format": self.format(one),
            "sources": self.sources(one),
        }

    def _town(self, town: int, before: str) -> dict[str, object]:
        people = self.snapshot.population[town]
        return {
            f"{before}town": self.name(town),
            f"{before}id": self._towns.ids[town],
            f"{before}country": self._towns.category("country")[town],
            f"{before}inhabitants": None if np.isnan(people) else int(people),
        }

    def document(self) -> dict[str, Any]:
        """The whole answer for programs; null for unknown."""
        return {
            "basis": self.found.basis,
            "note": None if self.found.basis == "needs" else told(NO_NEEDS, self.language),
            "gap": self.found.gap,
            "looked_at": self.found.looked_at,
            "unpaired": [self._towns.ids[town] for town in self.unpaired],
            "introductions": [self._one(one) for one in self.found.pairs],
            "digest": self.snapshot.digest,
        }

    def _one(self, one: Introduction) -> dict[str, Any]:
        ids = self._towns.ids
        return {
            "towns": [self._town(one.one, ""), self._town(one.other, "")],
            "worth": one.worth,
            "parts": dict(one.parts),
            "why": self.why(one),
            "learning": [
                {
                    "town": ids[learning.town],
                    "of": ids[learning.teacher],
                    "topics": learning.topics,
                    "evidence": [asdict(evidence) for evidence in learning.evidence],
                    "letter": [{"language": tongue, "text": text} for tongue, text in learning.letter],
                }
                for learning in one.learning
            ],
            "bridge": one.bridge,
            "languages": one.languages,
            "paid": self.paid(one),
            "format": one.format,
        }
