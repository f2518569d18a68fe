"""One question as one value (`Situation`), and the bodies that take part in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, cast
from zoneinfo import ZoneInfo

Stage = Literal["apply", "grant_signature"]
STAGES: tuple[Stage, ...] = ("apply", "grant_signature")
#: Where deadlines are told the time of.
BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that takes part: what is stated of it, by the names of `asking.fields`. What is not stated is unknown."""

    stated: Mapping[str, object] = field(default_factory=dict)
    name: str = ""

    def word(self, fact: str) -> str | None:
        """The fact as a text."""
        value = self.stated.get(fact)
        return None if value is None else str(value)

    def number(self, fact: str) -> float | None:
        """The fact as a number."""
        value = self.stated.get(fact)
        return None if value is None or isinstance(value, str) else float(cast(float, value))

    def truth(self, fact: str) -> bool | None:
        """The fact as yes or no."""
        return cast("bool | None", self.stated.get(fact))

    @property
    def country(self) -> str | None:
        """The code of its country (ISO 3166)."""
        value = self.stated.get("country")  # read at each rule of each call
        return None if value is None else str(value)

    @property
    def type(self) -> str | None:
        """What sort of body it is: a word of `judging.body_types` or any other."""
        return self.word("legal_type")

    @property
    def role(self) -> str | None:
        """Its role in the project: lead, partner, end_user, associated …"""
        return self.word("role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Who asks, with whom and with what.

    `partners` None says that it is open with whom, () that the applicant takes part alone. `grouping` are the other
    authorities that make one applicant together with the one that asks; they are no partners. `agglomeration` is what
    is stated of the organised agglomeration that it belongs to. `stage` None leaves open which stage is meant.
    """

    applicant: Body
    partners: tuple[Body, ...] | None = None
    grouping: tuple[Body, ...] | None = None
    agglomeration: Body | None = None
    stage: Stage | None = None
    at: date | datetime = field(default_factory=date.today)

    @property
    def day(self) -> date:
        """The day of the question, in Brussels."""
        if not isinstance(self.at, datetime):
            return self.at
        return self.at.astimezone(BRUSSELS).date() if self.at.tzinfo else self.at.date()

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The applicant and its partners, as far as they are named."""
        return (self.applicant, *(self.partners or ()))

    @property
    def role(self) -> str | None:
        """The role of the applicant."""
        return self.applicant.role

    @property
    def alone(self) -> bool:
        """Whether the applicant takes part alone, as the question says."""
        return self.partners == ()

    def project(self, name: str) -> float | None:
        """A figure of the project."""
        return self.applicant.number(name)
