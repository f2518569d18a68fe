"""What every question about the network as a whole may state: which memberships tie, onto what, as of when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas import LONGEST_LIST, Flag, Name, Whole
from api.workspace.network_stated import Named, Stated, network_stated
from api.workspace.workspace import Workspace
from graph.errors import InvalidRecord, UnknownId
from graph.measures.projection import Onto, Weighting
from graph.model import NetworkKind

#: So many networks are drawn for one answer at most; more take longer than a request should, and are for the command
#: line.
MOST_DRAWS = 100
Draws = Annotated[Whole, Field(ge=0, le=MOST_DRAWS)]
Seed = Annotated[Whole, Field(ge=0)]
#: A year, a month or a day.
SomeDay = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]


class NetworkQuestion(BaseModel):
    """Which network is meant; what is not said is as on the command line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    leave_out: tuple[Name, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Networks (ids or names) that do not count.",
        examples=[["net:connected-in-europe"]],
    )
    kind: tuple[NetworkKind, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Only networks of these kinds count.",
        examples=[["network", "project"]],
    )
    programme: tuple[Name, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Only networks that one of these programmes pays for count.",
        examples=[["prog:horizon-europe"]],
    )
    topic: tuple[Name, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Only networks on one of these topics, or one below it, count.",
        examples=[["topic:heat-planning"]],
    )
    largest: Whole | None = Field(None, ge=2, description="Networks with more members do not count.", examples=[100])
    listed: Flag = Field(
        False, description="Lists on which towns only stand (vouchers, directories) count, too.", examples=[True]
    )
    place: tuple[Name, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Only towns of these countries (DE), regions (Brandenburg) or NUTS codes.",
        examples=[["DE"]],
    )
    at_least: Whole | None = Field(
        None, ge=0, description="Only towns with so many inhabitants at least.", examples=[5000]
    )
    at_most: Whole | None = Field(
        None, ge=0, description="Only towns with so many inhabitants at most.", examples=[50000]
    )
    onto: Onto = Field("towns", description="Ties between towns, or between the networks that share them.")
    weighting: Weighting = Field(
        "newman",
        description="`newman`: a tie in a small network weighs more, 1/(n−1); `hyperbolic`: 1/n; `count`: shared "
        "networks; `simple`: every tie 1; `allocation`: what flows along it.",
        examples=["newman"],
    )
    isolates: Flag = Field(False, description="With all other towns, which have no tie.", examples=[False])
    as_of: SomeDay | None = Field(
        None, description="The network of the end of this year, month or day; all that is known unless given."
    )
    undated: Literal["out", "in"] = Field(
        "out", description="With `as_of`: whether ties of which nobody says when they began are counted."
    )
    format: Literal["json", "csv"] | None = Field(
        None, description="`csv` for a table; the Accept header (`text/csv`) says it as well.", examples=["csv"]
    )

    def stated(self, space: Workspace) -> Stated:
        """The network that is meant. Raises InvalidRecord, also where a name is not known."""
        named = Named(
            leave_out=self.leave_out,
            kinds=self.kind,
            programmes=self.programme,
            topics=self.topic,
            largest=self.largest,
            listed=self.listed,
            places=self.place,
            population_min=self.at_least,
            population_max=self.at_most,
        )
        try:
            return network_stated(
                space,
                named,
                as_of=self.as_of,
                undated=self.undated == "in",
                onto=self.onto,
                weighting=self.weighting,
                isolates=self.isolates,
            )
        except UnknownId as error:
            raise InvalidRecord(error.said) from error
