"""The twin towns of who asks: partners that are there already, who says so, and where meetings with them are paid."""

from __future__ import annotations

from graph import dates
from graph.said import Said, said
from matching.asker import Asker
from matching.kinds.statements import twinning_rows, twinning_sources
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.rules_of import RuleBooks
from matching.rules.three_valued import YES
from matching.types import TwinTown
from matching.words.told import told

#: The part of CERV that pays for meetings of citizens of twin towns.
TOWN_TWINNING = "prog:cerv-town-twinning"
#: Twin towns that are named in a sentence; all are in the answer.
NAMED = 5


def twin_towns(asker: Asker) -> tuple[TwinTown, ...]:
    """The asker's twin towns: those that most sources name first, then by name."""
    if asker.index is None:
        return ()
    snapshot, language = asker.ties.snapshot, asker.query.language
    links, table = snapshot.links("TWINNED_WITH"), snapshot.municipalities
    found = []
    for town in asker.twins.tolist():
        rows = twinning_rows(snapshot, asker.index, town)
        began = min((int(links.since[r]) for r in rows if links.since[r]), default=0)
        found.append(
            TwinTown(
                id=table.ids[town],
                name=table.name(town, language),
                country=table.category("country")[town] or "",
                since=dates.from_code(began),
                sources=twinning_sources(snapshot, asker.index, town),
                as_of=dates.from_code(max(int(links.as_of[r]) for r in rows)),
            )
        )
    return tuple(sorted(found, key=lambda twin: (-len(twin.sources), twin.name, twin.id)))


def twin_notes(asker: Asker, twins: tuple[TwinTown, ...], books: RuleBooks) -> tuple[str, ...]:
    """Who the twin towns are, which of them one source alone names, and who pays for meetings with them."""
    if not twins:
        return ()
    language = asker.query.language
    first = twins[:NAMED]
    surely = "; ".join(told(_named(twin), language) for twin in first if len(twin.sources) > 1)
    by_one = "; ".join(told(_named(twin), language) for twin in first if len(twin.sources) == 1)
    names = surely or by_one
    if surely and by_one:
        names = f"{surely}; {told(said('by one source: {names}', names=by_one), language)}"
    if len(twins) > NAMED:
        names = told(said("{names} and {count} more", names=names, count=len(twins) - NAMED), language)
    sentence = (
        said("Twin towns of {name}: {twins}.") if surely else said("Twin towns of {name}, by one source: {twins}.")
    )
    notes = [sentence.fill(name=asker.name, twins=names)]
    paid = _paid_by(asker, books) if any(twin.country != asker.country for twin in twins) else None
    if paid:  # for towns of at least two countries
        notes.append(said("Meetings with their citizens can be funded: {programme}.", programme=paid))
    return (" ".join(told(note, language) for note in notes),)


def _named(twin: TwinTown) -> Said | str:
    """The twin town by name, with what dates the tie."""
    return said("{name} (since {year})", name=twin.name, year=twin.since[:4]) if twin.since else twin.name


def _paid_by(asker: Asker, books: RuleBooks) -> str | None:
    """The programme that pays for meetings of twin towns, where we know it and that the asker may take part."""
    programmes = asker.ties.snapshot.tables["Programme"]
    at = programmes.ids.find(TOWN_TWINNING)
    if at is None or asker.index is None:
        return None
    town = body_of(asker.ties.snapshot, asker.index)
    judged = Judgement.of(books.of_programme(at), Situation(applicant=town, stage="apply", at=asker.query.on))
    return programmes.name(at, asker.query.language) if judged.town == YES else None
