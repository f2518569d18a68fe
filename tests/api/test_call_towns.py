"""`peerpolis call --towns`: all of Europe in one pass, and town by town the same answer."""

from __future__ import annotations

import random
from datetime import date

from graph.snapshot.frozen import Snapshot
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of
from matching.rules.judging.everyone import Everyone
from matching.rules.judging.outcome import Judgement
from matching.rules.judging.rules_of import book_of_call
from tests.command_line import CommandLine

DAY = date(2026, 11, 29)


def test_all_at_once_and_one_by_one_give_the_same(seeded_snapshot: Snapshot) -> None:
    snapshot = seeded_snapshot
    everyone, chance = Everyone(snapshot), random.Random(1)
    for call in chance.sample(range(len(snapshot.tables["Call"])), 40):
        book = book_of_call(snapshot, call)
        at_once = everyone.answers(book, DAY)
        for town in chance.sample(range(len(at_once)), 8):
            body = body_of(snapshot, town, {"role": "partner"})
            judged = Judgement.of(book, Situation(applicant=body, stage="apply", at=DAY))
            assert at_once[town] == min(judged.town, judged.deadline), (snapshot.tables["Call"].ids[call], town)


def test_who_could_take_part_and_who_could_lead(whole: CommandLine) -> None:
    rows = whole("call", "interreg-europe", "--towns", "--on", "2026-11-29", "--json").json
    swiss = [row for row in rows if row["id"] == "gn:2661513"]  # Biel
    assert [(row["part"], row["lead"]) for row in swiss] == [("yes", "no")]
    told = whole("call", "interreg-europe", "--towns", "--on", "2026-11-29", "--lang", "en")
    assert "Could lead" in told.out
