"""Who is missing for a call, as its page shows it: the best completion of those who are there, and other choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.call_asked import CallAsked
from api.pages.rendering import Value
from api.pages.taking_part import Partner, TakingPart
from api.pages.waiting import PATIENCE
from api.workspace.kept import InWork, Kept
from api.workspace.missing import ConsortiaFound, ConsortiumAsked, ConsortiumFound, consortia
from api.workspace.workspace import Workspace
from graph.model import Municipality
from matching.rules.judging.outcome import Together
from matching.types import Language
from matching.words.written import country_name

_FOUND: Kept[ConsortiaFound] = Kept(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A town of a consortium: `joins` says that it is not there yet, `unsure` that it is open whether it may."""

    id: str
    name: str
    country: str
    population: int | None
    joins: bool
    unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One consortium: its members, those who are there first, and the address with them as partners."""

    members: Sequence[Member]
    together: Together
    carried: Mapping[str, Value]

    @property
    def all_unsure(self) -> bool:
        """Whether it is open of each that joins whether it may: then it is told once."""
        return all(member.unsure for member in self.members if member.joins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """The choices, the best first; or what cannot hold together (`conflict`). `elsewhere` are rules that no town that
    we know of meets, `left_out` partners that are no towns and so were not counted."""

    choices: Sequence[Choice]
    conflict: Sequence[str]
    elsewhere: Sequence[str]
    looked_at: int
    left_out: Sequence[Partner]


def completed(
    space: Workspace, id: str, town: Municipality, part: TakingPart, asked: CallAsked, on: date, language: Language
) -> Completed | InWork:
    """The best completion of the town and the partners that are towns, kept for who looks back; or, as it takes some
    seconds, that it is being worked out."""
    towns = [one.asked.town.id for one in part.partners if one.asked is not None and one.asked.town is not None]
    named, need = tuple(dict.fromkeys((town.id, *towns))), asked.need or None
    question = ConsortiumAsked(call=id, named=named, need=need, on=on, language=language)
    key = (space.view().snapshot.digest, id, named, need, on, language)
    found = _FOUND.soon(key, lambda: consortia(space, question), within=PATIENCE)
    if isinstance(found, InWork):
        return found
    requirements = {row.clause: row.requirement for row in (*part.assessment.clauses, *part.assessment.to_read)}
    return Completed(
        choices=[_choice(space, one, part, asked, language) for one in found.consortia],
        conflict=found.conflict,
        elsewhere=[requirements.get(clause, clause) for clause in found.elsewhere],
        looked_at=found.looked_at,
        left_out=[one for one in part.partners if one.asked is None],
    )


def _choice(space: Workspace, one: ConsortiumFound, part: TakingPart, asked: CallAsked, language: Language) -> Choice:
    snapshot = space.view().snapshot
    ids, population = snapshot.municipalities.ids, snapshot.population

    def inhabitants(id: str) -> int | None:
        count = float(population[ids.index(id)])
        return None if count != count else int(count)

    members = [
        Member(
            id=member.id,
            name=member.name,
            country=country_name(member.country, language),
            population=inhabitants(member.id),
            joins=member.joins,
            # Of the one that asks, the page says it above.
            unsure=number > 0 and member.may_take_part == "unknown",
        )
        for number, member in enumerate(one.members)
    ]
    kept = [partner.text for partner in part.partners if partner.clear]
    joining = [member.id for member in members if member.joins]
    return Choice(
        members=members,
        together=one.consortium,
        carried=asked.carried(partner=tuple(dict.fromkeys((*kept, *joining))), complete=False, alone=False),
    )
