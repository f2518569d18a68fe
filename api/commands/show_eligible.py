"""The answer to "may we take part?" on the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from api.commands.typesetting import heading, line
from api.words.sources import source_called
from api.words.together import TOGETHER
from graph.said import Said, said, said_as
from matching.rules.asking.fields import label
from matching.rules.judging.outcome import Answer, Assessment, ClauseAnswer
from matching.types import Language
from matching.words.told import told

_COLOURS: Mapping[Answer, str] = {"yes": "green", "no": "red", "unknown": "yellow"}
_VERDICTS: Mapping[Answer, Said] = {
    "yes": said_as("verdict", "yes"),
    "no": said_as("verdict", "no"),
    "unknown": said_as("verdict", "open"),
}
#: Rules that say again what another says, or hold for others: nobody has to read them.
_BESIDE = ("repeated", "does_not_apply")


def show_eligible(console: Console, found: Assessment, language: Language) -> None:
    """The verdict, what stands against it, what is to be settled and who settles it, and what is left to read."""
    verdict = said(
        "May you apply? {apply}. May you sign the grant? {sign}. You alone: {town}. {together}",
        apply=_VERDICTS[found.by_stage["apply"]],
        sign=_VERDICTS[found.by_stage["grant_signature"]],
        town=_VERDICTS[found.town],
        together=TOGETHER[found.consortium],
    )
    line(console, Text(told(verdict, language), style=f"bold {_COLOURS[found.verdict]}"))
    order: Mapping[Answer, int] = {"no": 0, "unknown": 1, "yes": 2}
    for row in sorted(found.clauses, key=lambda row: order[row.verdict]):
        _show(console, row, language)
    for change in found.changes:
        line(console, "; ".join(change.told), indent=1, lead="→ ")
    to_read = [row for row in found.to_read if row.status not in _BESIDE]
    if to_read:
        heading(console, told(said("For you to read"), language))
        for requirement in dict.fromkeys(row.requirement for row in to_read):
            line(console, requirement, indent=1, lead="• ")


def _show(console: Console, row: ClauseAnswer, language: Language) -> None:
    verdict = (f"{told(_VERDICTS[row.verdict], language)} ", _COLOURS[row.verdict])
    sentence = Text.assemble(verdict, (row.requirement, "bold"), f": {row.reason}")
    if row.missing is not None:
        asks = said("Missing: {fact} ({who}).", fact=label(row.missing.fact), who=row.missing.who_gives)
        sentence.append(f" {told(asks, language)}")
    line(console, sentence, indent=1, lead="• ")
    if row.quote:
        source = said("“{quote}” – {source}", quote=row.quote, source=source_called(row.source, language))
        line(console, Text(told(source, language), style="dim"), indent=3)
