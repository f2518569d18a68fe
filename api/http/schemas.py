"""What clients send: the parameters of a question, each with an example that the tests ask the running service."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from graph.model import MunicipalityKind
from matching.purposes.portfolio import purpose_names
from matching.types import Language
from matching.types import Place as EnginePlace
from matching.words.told import languages, letter_languages

if TYPE_CHECKING:
    ToldIn = Language
    Purpose = str
    WrittenIn = Language
else:
    #: A language that has a book of words.
    ToldIn = Literal[languages()]
    #: What partners are for.
    Purpose = Literal[purpose_names()]
    #: A language that has a book of letters.
    WrittenIn = Literal[letter_languages()]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
#: Longer texts than a clerk writes would only slow the service down.
LONGEST_NEED = 2000
LONGEST_NAME = 200
LONGEST_LIST = 100


#: What a value of the API has to be; the API tells its faults in English.
_A_DAY, _A_FLAG = "a day is written 2026-11-24", "true or false"


def _written_as(pattern: str, what: str) -> BeforeValidator:
    """Takes text only as it is documented: pydantic would read 1764500000 as a day, `on` as true, 1_0 as ten."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise _otherwise(what)
        return value

    return BeforeValidator(check)


def _otherwise(what: str) -> PydanticCustomError:
    return PydanticCustomError("written_otherwise", "{what}", {"what": what})


def _no_number(value: object) -> object:
    if isinstance(value, int | float):
        raise _otherwise(_A_DAY)
    return value


def _no_text(value: object) -> object:
    # The parameters of an address are text; of a body, true is no number and no text.
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise _otherwise(_A_FLAG)
    return value


#: A day as ISO 8601 writes it, and nothing else that could be taken for one.
Day = Annotated[date, _written_as(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", _A_DAY), BeforeValidator(_no_number)]
Flag = Annotated[bool, _written_as("true|false", _A_FLAG), BeforeValidator(_no_text)]
Whole = Annotated[int, _written_as(r"-?[0-9]{1,12}", "a whole number, in digits")]
#: More inhabitants than any town has.
MOST_INHABITANTS = 100_000_000
#: A name or an id.
Name = Annotated[str, Field(max_length=LONGEST_NAME)]


class Question(BaseModel):
    """What is wanted. Everything is optional; a need, a topic or a call makes the answer better."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    need: str | None = Field(
        None,
        max_length=LONGEST_NEED,
        description="What you need, in your own words: German, English, French, Spanish, Italian, Polish or Czech.",
        examples=["kommunale Wärmeplanung"],
    )
    topic: tuple[Name, ...] = Field(
        (), max_length=LONGEST_LIST, description="Topics, by id or label.", examples=[["topic:heat-planning"]]
    )
    not_topic: tuple[Name, ...] = Field(
        (), max_length=LONGEST_LIST, description="Topics that the need was read as and is not about."
    )
    offer: tuple[Name, ...] = Field(
        (), max_length=LONGEST_LIST, description="Topics on which you can show others what you did."
    )
    call: Name | None = Field(
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
    within_km: float | None = Field(
        None, gt=0, le=20_040, description="Partners at most so far away, in kilometres.", examples=[300]
    )
    population_from: Whole | None = Field(
        None, ge=0, le=MOST_INHABITANTS, description="Partners of so many inhabitants at least.", examples=[5000]
    )
    population_to: Whole | None = Field(
        None, ge=0, le=MOST_INHABITANTS, description="Partners of so many inhabitants at most.", examples=[50000]
    )
    exclude: tuple[Name, ...] = Field(
        (), max_length=LONGEST_LIST, description="Never suggest these, by id or name.", examples=[["gn:2950159"]]
    )
    present_partners: Flag = Field(False, description="Let towns and networks in that the asker works with already.")
    bias_control: Flag = Field(
        True, description="Keep very large cities and the own country from being shown more often than they take part."
    )
    top: Whole = Field(
        10,
        ge=1,
        le=100,
        description="How many suggestions; for several purposes at most four of each.",
        examples=[5],
    )
    on: Day | None = Field(
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


class LetterQuestion(BaseModel):
    """Whom a letter goes to, and what is wanted of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    partner: str = Field(
        max_length=LONGEST_NAME,
        description="The town that is written to: its id, LAU code or name.",
        examples=["gn:2852458"],
    )
    need: str | None = Field(
        None, max_length=LONGEST_NEED, description="What you need, in your own words.", examples=["Bürgerbeteiligung"]
    )
    topic: tuple[str, ...] = Field(
        (), max_length=LONGEST_LIST, description="Topics, by id or label.", examples=[["topic:heat-planning"]]
    )
    call: str | None = Field(
        None, description="Partners for this call, by id.", examples=["call:horizon-miss-2027-04-cit-03"]
    )
    purpose: tuple[Purpose, ...] = Field(
        (), max_length=LONGEST_LIST, description="What the partner is for, as it was suggested.", examples=[["peers"]]
    )
    written_in: tuple[WrittenIn, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="The languages of the letter; those of both towns unless given.",
        examples=[["pl"]],
    )
    on: date | None = Field(None, description="The day of the question; today unless given.", examples=["2026-11-24"])
    language: ToldIn = Field("en", description="The language of the evidence beside the letter.", examples=["de"])
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
    population: Whole | None = Field(None, ge=1, le=MOST_INHABITANTS, description="Inhabitants.", examples=[8000])
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


Limit = Annotated[Whole, Query(ge=1, le=100, description="How many items a page has.", examples=[20])]
Offset = Annotated[Whole, Query(ge=0, le=10_000_000, description="How many items come before the page.", examples=[0])]
OneCountry = Annotated[
    str | None, Query(pattern="^[A-Z]{2}$", description="Of this country only (ISO code).", examples=["DE"])
]
CountryOfName = Annotated[
    str | None,
    Query(alias="in", pattern="^[A-Z]{2}$", description="Its country, if the name is ambiguous.", examples=["DE"]),
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
