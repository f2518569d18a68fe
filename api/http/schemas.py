"""What clients send: the parameters of a question, each with an example that the tests ask the running service."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from graph.model import MunicipalityKind
from matching.purposes.portfolio import purpose_names
from matching.types import Language
from matching.types import Place as EnginePlace
from matching.words.told import languages

if TYPE_CHECKING:
    ToldIn = Language
    Purpose = str
else:
    #: A language that has a book of words.
    ToldIn = Literal[languages()]
    #: What partners are for.
    Purpose = Literal[purpose_names()]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
#: Longer texts than a clerk writes would only slow the service down.
LONGEST_NEED = 2000
LONGEST_NAME = 200
LONGEST_LIST = 100


class Question(BaseModel):
    """What is wanted. Everything is optional; a need, a topic or a call makes the answer better."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    need: str | None = Field(
        None,
        max_length=LONGEST_NEED,
        description="What you need, in your own words: German, English, French, Spanish, Italian, Polish or Czech.",
        examples=["kommunale Wärmeplanung"],
    )
    topic: tuple[str, ...] = Field(
        (), max_length=LONGEST_LIST, description="Topics, by id or label.", examples=[["topic:heat-planning"]]
    )
    call: str | None = Field(
        None, description="Partners for this call, by id.", examples=["call:horizon-miss-2027-04-cit-03"]
    )
    purpose: tuple[Purpose, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="What partners are for; all where none is named, or partners for the call.",
        examples=[["peers"]],
    )
    country: tuple[Country, ...] = Field(
        (), max_length=LONGEST_LIST, description="Partners from these countries only (ISO codes).", examples=[["PL"]]
    )
    exclude: tuple[str, ...] = Field(
        (), max_length=LONGEST_LIST, description="Never suggest these, by id or name.", examples=[["gn:2950159"]]
    )
    present_partners: bool = Field(False, description="Let towns and networks in that the asker works with already.")
    bias_control: bool = Field(
        True, description="Keep very large cities and the own country from being shown more often than they take part."
    )
    top: int = Field(
        10,
        ge=1,
        le=100,
        description="How many suggestions; for several purposes at most four of each.",
        examples=[5],
    )
    on: date | None = Field(
        None,
        description="The day of the question: for deadlines, and for which networks are to come; today unless given.",
        examples=["2026-11-24"],
    )
    language: ToldIn = Field("en", description="The language of the answer.", examples=["de"])


class TownQuestion(Question):
    """What is wanted, by a town of the register."""

    in_country: Country | None = Field(
        None, alias="in", description="The country of the asking town, where its name is ambiguous.", examples=["DE"]
    )


class DescribedPlace(BaseModel):
    """A town that is not in the register, as its clerk describes it; what is left out is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=LONGEST_NAME, examples=["Musterstadt"])
    country: Country = Field(examples=["DE"])
    lat: float | None = Field(None, ge=-90, le=90, description="Degrees north (WGS 84).", examples=[52.1])
    lon: float | None = Field(None, ge=-180, le=180, description="Degrees east (WGS 84).", examples=[12.6])
    population: int | None = Field(None, ge=1, description="Inhabitants.", examples=[8000])
    kind: MunicipalityKind = Field("municipality", description="What kind of body it is.")

    def for_engine(self) -> EnginePlace:
        """The place as the engine takes it."""
        return EnginePlace(**self.model_dump())


class PlaceQuestion(Question):
    """What is wanted, by a town that is not in the register."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "place": {"name": "Musterstadt", "country": "DE", "lat": 52.1, "lon": 12.6, "population": 8000},
                    "topic": ["topic:heat-planning"],
                    "top": 5,
                    "language": "de",
                }
            ]
        },
    )

    place: DescribedPlace


Limit = Annotated[int, Query(ge=1, le=100, description="How many items a page has.", examples=[20])]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many items come before the page.", examples=[0])]
OneCountry = Annotated[
    str | None, Query(pattern="^[A-Z]{2}$", description="Of this country only (ISO code).", examples=["DE"])
]
TownPath = Annotated[
    str,
    Path(
        max_length=LONGEST_NAME,
        description="A municipality: its id, its LAU code with country (`DE_12069020`), or its name.",
        examples=["gn:2951134"],
    ),
]
InLanguage = Annotated[
    ToldIn, Query(description="The language of names beside the record, which has all of its own.", examples=["de"])
]
Format = Annotated[
    Literal["json", "csv"] | None,
    Query(description="`csv` for a table; the Accept header (`text/csv`) says it as well.", examples=["csv"]),
]
