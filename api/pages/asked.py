"""What an address of a town's page asks for. All of it stands in the address, so that it can be passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import Query

from api.http.schemas import LONGEST_LIST, LONGEST_NAME, LONGEST_NEED
from api.pages.rendering import Value
from graph.errors import InvalidRecord
from graph.said import Said, said
from matching.types import Language, SuggestionKind
from matching.types import Query as EngineQuery

#: How far away partners may be, in kilometres.
DISTANCES = (50, 100, 300, 1000)
#: The size like the asker's: from half to twice its inhabitants.
ALIKE = "alike"
#: Sizes to choose from, in inhabitants; what is left open at one end has no bound there.
SIZES: Mapping[str, Said] = {
    "": said("any size"),
    ALIKE: said("like ours (half to double)"),
    "-5000": said("up to 5,000 inhabitants"),
    "5000-20000": said("5,000 to 20,000"),
    "20000-100000": said("20,000 to 100,000"),
    "100000-": said("more than 100,000"),
}

Names = Annotated[tuple[str, ...], Query(max_length=LONGEST_LIST)]
NotMeant = Annotated[tuple[str, ...], Query(alias="not", max_length=LONGEST_LIST)]
Text = Annotated[str, Query(max_length=LONGEST_NAME)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is wanted on a town's page, as its address has it."""

    need: str = ""
    topic: tuple[str, ...] = ()
    not_topic: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    within: str = ""
    size: str = ""
    purpose: tuple[str, ...] = ()

    def carried(self, **other: Any) -> Mapping[str, Value]:
        """What its address carries, or would with `other` values."""
        asked = replace(self, **other) if other else self
        return {
            "need": asked.need,
            "topic": asked.topic,
            "not": asked.not_topic,
            "offer": asked.offer,
            "country": asked.country,
            "within": asked.within,
            "size": asked.size,
            "purpose": asked.purpose,
        }

    @property
    def wanted(self) -> Mapping[str, Value]:
        """What of it is the need: its words, the topics named, and those that are not meant."""
        return {"need": self.need, "topic": self.topic, "not": self.not_topic}

    def without(self, name: str, value: str) -> Mapping[str, Value]:
        """What its address would carry without one of several values."""
        return self.carried(**{name: tuple(kept for kept in getattr(self, name) if kept != value)})

    @property
    def filtered(self) -> bool:
        """Whether partners are kept to some."""
        return bool(self.country or self.within or self.size)

    def query(
        self,
        town: str,
        population: int | None,
        *,
        kinds: tuple[SuggestionKind, ...],
        top: int,
        on: date,
        language: Language,
    ) -> EngineQuery:
        """The question to the engine. Raises InvalidRecord for a distance or a size that is none."""
        smallest, largest = self._bounds(population)
        return EngineQuery(
            town=town,
            need=self.need or None,
            topics=self.topic,
            not_topics=self.not_topic,
            offers=self.offer,
            countries=self.country,
            within_km=self._kilometres(),
            population_from=smallest,
            population_to=largest,
            purposes=self.purpose,
            kinds=kinds,
            top=top,
            on=on,
            language=language,
        )

    def _kilometres(self) -> float | None:
        if not self.within:
            return None
        if not self.within.isdecimal() or not 0 < int(self.within) <= 20_040:
            raise InvalidRecord(said("{text} is no distance in kilometres", text=self.within))
        return float(self.within)

    def _bounds(self, population: int | None) -> tuple[int | None, int | None]:
        if not self.size or (self.size == ALIKE and population is None):
            return None, None
        if self.size == ALIKE:
            assert population is not None
            return population // 2, population * 2
        smallest, dash, largest = self.size.partition("-")
        if not dash or any(bound and not (bound.isdecimal() and len(bound) < 10) for bound in (smallest, largest)):
            raise InvalidRecord(
                said("{text} is no size of towns; it is written 5000-20000, in inhabitants", text=self.size)
            )
        return int(smallest) if smallest else None, int(largest) if largest else None


async def asked(
    need: Annotated[str, Query(max_length=LONGEST_NEED)] = "",
    topic: Names = (),
    not_topic: NotMeant = (),
    offer: Names = (),
    country: Names = (),
    within: Text = "",
    size: Text = "",
    purpose: Names = (),
) -> Asked:
    """What the address asks for. What a form sends empty is left out. (Async, so that no thread is taken for it.)"""
    return Asked(
        need=need.strip(),
        topic=given(topic),
        not_topic=given(not_topic),
        offer=given(offer),
        country=tuple(code.upper() for code in given(country)),
        within=within.strip(),
        size=size.strip(),
        purpose=given(purpose),
    )


def given(values: Iterable[str]) -> tuple[str, ...]:
    """The values that something stands in, each once, without outer blanks."""
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
