"""Facts that a question states itself, read from JSON: the names are checked, words and numbers brought into form."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import InvalidRecord
from graph.nuts import iso_country
from graph.said import said
from matching.rules.asking.fields import AGGLOMERATION, FIELDS, MEMBER, NESTED, PARTNER, Sort
from matching.rules.asking.situation import STAGES, Body, Stage
from matching.rules.asking.words import states_nothing, truth, word

_KEEP_CASE = frozenset({"name", "nuts1", "nuts2", "nuts3", "region", "topic", "pic"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a question states itself. A fact that is there with None hides what is stored."""

    facts: Mapping[str, object]
    partners: tuple[Body, ...] | None = None
    grouping: tuple[Body, ...] | None = None
    agglomeration: Body | None = None

    @property
    def stage(self) -> Stage | None:
        """The stage that is asked for."""
        wanted = self.facts.get("stage")
        return next((stage for stage in STAGES if stage == wanted), None)


def read(document: object) -> Given:
    """The facts of a JSON object.

    Raises InvalidRecord for what is no object, for a name that is none of the fields, which tells the nearest one, and
    for a value that the field cannot hold.
    """
    if not isinstance(document, Mapping):
        raise InvalidRecord(said("the facts are an object with names and values"))
    _known(document, (*FIELDS, *NESTED))
    facts = {name: _value(name, FIELDS[name].sort, value) for name, value in document.items() if name in FIELDS}
    if facts.get("stage") is not None and facts["stage"] not in STAGES:
        raise InvalidRecord(
            said("{field}: {wrong!r} is not one of {known}", field="stage", wrong=facts["stage"], known=STAGES)
        )
    agglomeration = document.get("agglomeration")
    return Given(
        facts=facts,
        partners=_bodies(document, "partners", PARTNER),
        grouping=_bodies(document, "grouping", MEMBER),
        agglomeration=None if agglomeration is None else _body("agglomeration", agglomeration, AGGLOMERATION),
    )


def _bodies(document: Mapping[str, Any], name: str, fields: Mapping[str, Sort]) -> tuple[Body, ...] | None:
    rows = document.get(name)
    if rows is None:
        return None
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise InvalidRecord(said("{field}: {wrong!r} is not a list", field=name, wrong=rows))
    return tuple(_body(name, row, fields) for row in rows)


def _body(where: str, row: object, fields: Mapping[str, Sort]) -> Body:
    if not isinstance(row, Mapping):
        raise InvalidRecord(said("{field}: {wrong!r} is not an object with names and values", field=where, wrong=row))
    _known(row, tuple(fields), where)
    stated = {name: _value(f"{where}.{name}", fields[name], value) for name, value in row.items()}
    named = stated.pop("name", None)
    if "type" in stated:
        stated["legal_type"] = stated.pop("type")
    return Body(stated, str(named or ""))


def _known(document: Mapping[str, Any], names: Sequence[str], where: str = "") -> None:
    for key in document:
        if key in names:
            continue
        wrong = f"{where}.{key}" if where else str(key)
        near = difflib.get_close_matches(str(key), names, n=1, cutoff=0.0)
        raise InvalidRecord(said("unknown fact {wrong!r}; the nearest is {nearest!r}", wrong=wrong, nearest=near[0]))


def _value(name: str, sort: Sort, value: object) -> object:
    if states_nothing(value):
        return None
    if sort == "truth":
        return truth(value)
    if sort == "count" and isinstance(value, list | tuple):
        return float(len(set(map(str, value))))
    if sort in ("number", "count"):
        return _number(name, value)
    if not isinstance(value, str | int | float):
        raise InvalidRecord(said("{field}: {wrong!r} is not a text", field=name, wrong=value))
    if sort == "country":
        return _country(name, str(value))
    if name.rpartition(".")[2] in _KEEP_CASE:
        return str(value).strip()
    return word(int(value) if isinstance(value, float) and value.is_integer() else value)


def _number(name: str, value: object) -> float:
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError
        number = float(value.replace(" ", "")) if isinstance(value, str) else float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < 0:
        raise InvalidRecord(said("{field}: {wrong!r} is not a number", field=name, wrong=value))
    return number


def _country(name: str, text: str) -> str:
    code = text.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise InvalidRecord(
            said("{field}: {wrong!r} is not a two-letter country code such as DE", field=name, wrong=text)
        )
    return iso_country(code)
