"""Who is missing for a call, as its page shows it: the best completion of those who are there, and other choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.call_asked import CallAsked
from api.pages.rendering import Value
from api.pages.taking_part import Partner, TakingPart
from api.workspace.kept import Kept
from api.workspace.workspace import View
from graph.model import Municipality
from graph.said import Said
from matching.consortia.completion import Completion, Consortium, Wishes, complete
from matching.rules.judging.outcome import Together
from matching.rules.judging.rules_of import RuleBook
from matching.types import Language, Query
from matching.words.written import country_name

_FOUND: Kept[Completion] = Kept(32)


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
    proven: bool
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
    conflict: Sequence[Said]
    elsewhere: Sequence[str]
    looked_at: int
    left_out: Sequence[Partner]


def completed(
    view: View, book: RuleBook, town: Municipality, found: TakingPart, asked: CallAsked, on: date, language: Language
) -> Completed:
    """The best completion of the town and the partners that are towns. Some seconds; kept for who looks back."""
    snapshot = view.snapshot
    towns = [one.asked.town.id for one in found.partners if one.asked is not None and one.asked.town is not None]
    rows = tuple(dict.fromkeys(snapshot.municipalities.ids.index(id) for id in (town.id, *towns)))
    call = book.call.id if book.call else None

    def made() -> Completion:
        query = Query(
            town=town.id, need=asked.need or None, call=call, kinds=("partners",), present_partners=True, on=on
        )
        places, points = view.engine.fits(query)
        fits = dict(zip(places.tolist(), points.tolist(), strict=True))
        return complete(snapshot, book, Wishes(named=rows), fits, on)

    rules = tuple(rule.clause for rule in book.rules)
    completion = _FOUND.get((snapshot.digest, rules, rows, asked.need, on), made)
    requirements = {row.clause: row.requirement for row in (*found.assessment.clauses, *found.assessment.to_read)}
    return Completed(
        choices=[_choice(view, one, len(rows), found, asked, language) for one in completion.consortia],
        conflict=completion.conflict,
        elsewhere=[requirements.get(clause, clause) for clause in completion.elsewhere],
        looked_at=completion.looked_at,
        left_out=[one for one in found.partners if one.asked is None],
    )


def _choice(view: View, one: Consortium, there: int, found: TakingPart, asked: CallAsked, language: Language) -> Choice:
    table, population = view.snapshot.municipalities, view.snapshot.population
    countries = table.category("country")
    members = [
        Member(
            id=table.ids[at],
            name=table.name(at, language),
            country=country_name(countries[at], language),
            population=None if population[at] != population[at] else int(population[at]),
            joins=number >= there,
            unsure=number > 0 and at in one.unsure,  # of the one that asks, the page says it above
        )
        for number, at in enumerate(one.towns)
    ]
    kept = [partner.text for partner in found.partners if partner.clear]
    joining = [member.id for member in members if member.joins]
    return Choice(
        members=members,
        together=one.together,
        proven=not one.gap,
        carried=asked.carried(partner=tuple(dict.fromkeys((*kept, *joining))), complete=False, alone=False),
    )
