"""`peerpolis call`: one call, and which towns of Europe could take part in it or lead."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from api.commands.eligible import moment
from api.commands.question_options import Moment
from api.commands.terminal import OUT, AsJson, InLanguage, language, print_json, workspace
from api.commands.typesetting import heading, line
from api.workspace.asking import rules_asked_for
from graph.said import said
from matching.rules.asking.situation import Body, Situation
from matching.rules.judging.everyone import Everyone
from matching.rules.three_valued import NO, UNKNOWN, YES
from matching.words.told import told
from matching.words.written import country_name

_NAMES = {YES: "yes", UNKNOWN: "unknown", NO: "no"}
#: How many countries are shown, those with most towns.
COUNTRIES = 12


def call(
    id: Annotated[str, typer.Argument(help="The call or the programme, by id or name.")],
    towns: Annotated[bool, typer.Option("--towns", help="Which towns could take part, and which could lead.")] = False,
    on: Moment = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """One call, or programme: its rules; with --towns, who of all of Europe could take part, and who could lead."""
    space, tongue = workspace(), language()
    snapshot = space.view().snapshot
    book = rules_asked_for(snapshot, id)
    if not towns:
        rows = [{"clause": r.clause.removeprefix("clause:"), "kind": r.kind, "source": r.source} for r in book.rules]
        if as_json:
            print_json(rows)
        for row in () if as_json else rows:
            line(OUT, f"{row['clause']} · {row['kind']} · {row['source']}", lead="• ")
        return
    day = Situation(applicant=Body(), at=moment(on)).day
    everyone, table = Everyone(snapshot), snapshot.municipalities
    part, lead = everyone.answers(book, day), everyone.answers(book, day, lead=True)
    if as_json:
        towns_found = zip(part.tolist(), lead.tolist(), strict=True)
        print_json(
            [{"id": table.ids[at], "part": _NAMES[p], "lead": _NAMES[le]} for at, (p, le) in enumerate(towns_found)]
        )
        return
    countries = table.category("country")
    for called, answers in ((said("Could take part"), part), (said("Could lead"), lead)):
        heading(OUT, told(called, tongue))
        sums = said("{yes:,} yes, {unknown:,} open, {no:,} no")
        counts = {name: int((answers == value).sum()) for value, name in _NAMES.items()}
        line(OUT, told(sums.fill(**counts), tongue))
        by_country = Counter(countries[at] for at in (answers == YES).nonzero()[0].tolist())
        for code, count in by_country.most_common(COUNTRIES):
            line(OUT, f"{country_name(code, tongue)}: {count:,}", lead="• ")
