"""The network year by year: its figures, and measures of every town in every year."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.http.limits import LONGEST_SECONDS
from api.http.network_question import NetworkQuestion
from api.http.problems import RESPONSES
from api.http.routes.measures import CSV, QUEUE, Measure, report_answer
from api.http.schemas import Whole
from api.workspace.kept import Kept
from api.workspace.waiting import watched
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord
from graph.measures.panel import InYear, Year, panel, years_report
from graph.measures.report import Report
from graph.measures.years import EARLIEST
from graph.said import said

router = APIRouter(tags=["measures"], responses=RESPONSES)
#: So many measurements, of years times measures, are made for one answer at most; more are for the command line.
MOST_MEASUREMENTS = 60
_measured: Kept[Report[Any]] = Kept(8, QUEUE)


class YearsQuestion(NetworkQuestion):
    """Which years; `as_of` and `isolates` mean nothing here, and are refused."""

    first: Whole = Field(2000, ge=EARLIEST, le=2200, description="The first year.", examples=[2015])
    last: Whole | None = Field(
        None, ge=EARLIEST, le=2200, description="The last year; by default the last that is over."
    )
    step: Whole = Field(1, ge=1, le=100, description="Every how many years.", examples=[1])

    @property
    def years(self) -> range:
        """The years that are asked for. Raises InvalidRecord where there is none, or a day is asked for as well."""
        last = today().year - 1 if self.last is None else self.last
        if self.as_of is not None or self.isolates:
            raise InvalidRecord(said("Years have their days, and their own towns: without as_of and isolates."))
        if self.first > last:
            raise InvalidRecord(said("The first year is later than the last."))
        return range(self.first, last + 1, self.step)


class PanelQuestion(YearsQuestion):
    """Which measures."""

    measure: tuple[Measure, ...] = Field(
        ("degree",), min_length=1, max_length=14, description="The measures.", examples=[["degree"]]
    )


@router.get("/years", summary="The network year by year", response_model=Report[Year], responses=CSV)
def years(request: Request, question: Annotated[YearsQuestion, Query()]) -> Response:
    """Towns, networks, ties, the share of small towns, and who arrived, stayed and left since the year before."""
    space: Workspace = request.app.state.workspace

    def found() -> Report[Year]:
        asked, network = question.years, question.stated(space)
        return years_report(network.snapshot, asked, undated=network.undated, **network.which)

    return report_answer(request, lambda: _once(space, question, found), Year, "years", question.format)


@router.get("/panel", summary="Measures of every town in every year", response_model=Report[InYear], responses=CSV)
def panel_of_years(request: Request, question: Annotated[PanelQuestion, Query()]) -> Response:
    """One row for each year, town and measure, with whether the town arrived, stayed or left."""
    space: Workspace = request.app.state.workspace

    def found() -> Report[InYear]:
        asked, measures = question.years, tuple(dict.fromkeys(question.measure))
        if len(asked) * len(measures) > MOST_MEASUREMENTS:
            raise InvalidRecord(
                said(
                    "{years} years with {measures} measures are too many for one answer: at most {most} together. The "
                    "command line has no such limit.",
                    years=len(asked),
                    measures=len(measures),
                    most=MOST_MEASUREMENTS,
                )
            )
        network = question.stated(space)
        return panel(
            network.snapshot,
            asked,
            measures,
            undated=network.undated,
            onto=network.onto,
            weighting=network.weighting,
            **network.which,
        )

    return report_answer(request, lambda: _once(space, question, found), InYear, "panel", question.format)


def _once(space: Workspace, question: YearsQuestion, make: Any) -> Report[Any]:
    """The report, made once for a snapshot and question."""
    key = (space.view().snapshot.digest, type(question), question.model_copy(update={"format": None}))

    def made() -> Report[Any]:
        with watched(LONGEST_SECONDS):
            report: Report[Any] = make()
            return report

    return _measured.get(key, made)
