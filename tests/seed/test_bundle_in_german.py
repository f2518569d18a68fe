"""What the curated bundle is called and says in German."""

from __future__ import annotations

import csv
import re

from graph.model import (
    Call,
    Described,
    Network,
    Programme,
    Solution,
    in_language,
)
from seed.reading import Reading
from tests.seed.test_bundle import ROOT, nodes


def described(bundle: Reading) -> list[Described]:
    return [node for node in bundle.batch.nodes if isinstance(node, Described)]


def test_all_that_people_choose_by_can_be_read_in_german(bundle: Reading) -> None:
    for node in described(bundle):
        if isinstance(node, Call):
            assert in_language(node.labels, "de"), node.id  # a call has no summary: its title says what it is
        else:
            assert bool(in_language(node.summaries, "de")) == bool(node.summary), node.id
        assert in_language(node.labels, "de") != node.name, node.id
        assert node.summary is None or in_language(node.summaries, "de") != node.summary, node.id
    assert all(in_language(node.summaries, "de") for node in described(bundle) if isinstance(node, Network | Solution))


def test_who_may_apply_and_who_runs_a_programme_can_be_read_in_german(bundle: Reading) -> None:
    calls = [node for node in described(bundle) if isinstance(node, Call) and node.who_may_apply]
    assert calls
    assert [call.id for call in calls if not in_language(call.applicants, "de")] == []
    english = re.compile(r"\b(the|of|and|with|for|by|which|State|Ministry)\b")
    run = [node for node in described(bundle) if isinstance(node, Programme) and node.managing_body]
    told = {node.id: in_language(node.managing_bodies, "de") or node.managing_body or "" for node in run}
    told |= {call.id: in_language(call.applicants, "de") or "" for call in calls}
    assert {id: text for id, text in told.items() if english.search(text)} == {}
    for call in calls:
        assert _numbers(call.who_may_apply or "") <= _numbers(in_language(call.applicants, "de") or ""), call.id


def test_no_german_text_is_english_or_says_another_number(bundle: Reading) -> None:
    english = re.compile(r"\b(the|of|and|with|are|is|has|have|that|for|by|which|their)\b", re.IGNORECASE)
    texts = {n.id: in_language(n.summaries, "de") or "" for n in described(bundle) if not n.id.startswith(SIGNED)}
    assert [id for id, text in texts.items() if english.search(text)] == []
    for node in described(bundle):
        for own, german in ((node.summary, node.summary_in("de")), (node.name, node.name_in("de"))):
            assert _numbers(own or "") <= _numbers(german or ""), node.id


#: Groups in the Covenant of Mayors, which are called by the names of bodies, as these give them.
SIGNED = "net:com-"
#: Numbers that stand in digits in an English text, and in letters in the German one.
WRITTEN_OUT = {"eines von elf": "11", "zweihundertste": "200", "rund um die Uhr": "24"}


def _numbers(text: str) -> set[str]:
    for words, digits in WRITTEN_OUT.items():
        text = text.replace(words, digits)
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3})|:00", "", text)))


def test_each_german_text_belongs_to_a_row(bundle: Reading) -> None:
    with (ROOT / "seed/curation/german.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {node.id for node in described(bundle)}


#: Practices that German speakers call by the same proper name as the English text does.
SAME_IN_GERMAN = {
    *("European Energy Award", "European Energy Award Gold", "Energiestadt Gold", "Gemeindeschwester plus", "LiMux"),
    *("Green Industry Park", "Smart Country Side", "Smart Region AUF", "Summer of Pioneers", "Heimvorteil HSK"),
    *("Chatbot Colon Sültemeyer", "Chatbot Leo", "Comeback Elbe-Elster", "Dahuim Anmelden", "Heeme fehlste", "Vauban"),
    *("Direktbus", "Rufbus Semmering-Rax", "Wittlich Shuttle", "Wurten-Hopper", "Kiezkaufhaus", "MarktTreff"),
    *("MarktTreff Kiek in", "Schreibtisch in Prüm"),
}


def test_each_practice_has_a_german_name_and_bears_its_english_one_only_where_that_is_a_proper_name(
    bundle: Reading,
) -> None:
    with (ROOT / "seed/curation/practice_names_de.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    german = {row["id"]: row["name_de"] for row in rows}
    practices = {
        id: node for id, node in nodes(bundle).items() if isinstance(node, Solution) and id.startswith("prac:")
    }
    assert [row["id"] for row in rows] == sorted(practices)
    assert {id: n.name_in("de") for id, n in practices.items()} == german
    assert {n.name for id, n in practices.items() if german[id] == n.name} == SAME_IN_GERMAN
    assert [name for name in german.values() if not name or name != name.strip() or len(name) > 60] == []


def test_practices_of_one_english_name_have_one_german_name_and_others_another(bundle: Reading) -> None:
    practices = [n for n in bundle.batch.nodes if isinstance(n, Solution) and n.id.startswith("prac:")]
    pairs = {(n.name, n.name_in("de")) for n in practices}
    assert len(pairs) == len({english for english, _ in pairs}) == len({german for _, german in pairs}) > 1000


def test_a_german_text_calls_members_and_users_as_german_speakers_do(bundle: Reading) -> None:
    with (ROOT / "seed/data/german_names.csv").open(encoding="utf-8", newline="") as file:
        german = {row["id"]: row for row in csv.DictReader(file)}
    known, seen = nodes(bundle), 0
    for table, thing in (("memberships", "network"), ("uses", "solution")):
        with (ROOT / f"seed/data/{table}.csv").open(encoding="utf-8", newline="") as file:
            listed = [row for row in csv.DictReader(file) if row["town"] in german]
        for row in listed:
            said, town = known[row[thing]], german[row["town"]]
            assert isinstance(said, Network | Solution)
            text = f"{in_language(said.labels, 'de') or ''} {said.summary_in('de')}"
            seen += town["name_de"] in text
            if said.id.startswith((SIGNED, "prac:three-year-inclusion-programme-kobenhavn")):
                continue  # "Engage in Copenhagen" is what the programme is called
            for other in {row["listed_as"], town["name"]} - {town["name_de"]}:
                assert not re.search(rf"\b{re.escape(other)}\b", text.replace(town["name_de"], "")), (said.id, other)
    assert seen >= 10
