"""A town that is named in an address beside others: who is meant, or what a person is asked back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.pages.start import to_choose_from
from api.workspace.naming import TOLD, AmbiguousName, PartOfMunicipality, PostcodeGiven
from api.workspace.workspace import Workspace
from graph.errors import UnknownId
from graph.model import Municipality
from graph.said import Said, said
from matching.types import Language


@dataclass(frozen=True, slots=True)
class Named:
    """What was typed, and the town that it means; or else what is told instead, and which towns to choose from."""

    text: str
    town: Municipality | None = None
    trouble: str | None = None
    candidates: Sequence[Mapping[str, Any]] = field(default=())


def named(space: Workspace, text: str, language: Language) -> Named:
    """The town that the text means. Raises what the store raises."""
    try:
        return Named(text, space.names.meant(text).town)
    except AmbiguousName as several:
        trouble = several.asked if isinstance(several, PartOfMunicipality) else _which(text)
        return Named(text, None, trouble, to_choose_from(space, several.candidates, language, several))
    except PostcodeGiven as postcode:
        return Named(text, None, postcode.said)
    except UnknownId:
        alike = () if ":" in text else space.names.search(text, limit=TOLD)
        trouble = said("We do not know {name}.", name=text) if not alike else _which(text)
        return Named(text, None, trouble, to_choose_from(space, alike, language, None))


def _which(text: str) -> Said:
    return said("Which {name} do you mean?", name=text)
