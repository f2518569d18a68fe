"""`peerpolis consortium` on what comes along: the best completion under the rules of a real call."""

from __future__ import annotations

from tests.command_line import CommandLine

ASKED = ("consortium", "--call", "interreg-europe", "--with", "Bad Belzig", "--on", "2026-11-29")


def test_a_consortium_under_the_rules_of_a_call_and_three_others(whole: CommandLine) -> None:
    found = whole(*ASKED, "--size", "6", "--per-country", "1", "--json").json
    assert len(found["consortia"]) == 4
    for one in found["consortia"]:
        assert one["members"][0]["name"] == "Bad Belzig"
        assert len({member["country"] for member in one["members"]}) == len(one["members"]) == 6
        assert one["consortium"] == "complete"
        assert one["proven"]
    fits = [one["fit"] for one in found["consortia"]]
    assert fits == sorted(fits, reverse=True)


def test_what_cannot_hold_together_is_told_in_german(whole: CommandLine) -> None:
    told = whole(*ASKED, "--size", "2", "--lang", "de")
    assert "Kein Konsortium erfüllt all dies zugleich" in told.out
    assert "2 Mitglieder insgesamt" in told.out
    assert "mindestens 5 Antragsteller" in told.out
