"""German readers are answered in German: no sentence of the program is left in English, the rare ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from api.cli import app
from api.commands.help import translate
from api.commands.labels import RECORDS
from api.words.sources import source_called
from graph.errors import DanglingRelation, PeerpolisError, RowError
from graph.measures.report import NETWORKS, TIES, TOWNS
from graph.model import NODE_TYPES, RELATION_TYPES, Call, Clause, Described, Topic
from graph.said import counted, said, said_as
from matching.kinds.calls import ASKED, ASKED_FOR
from matching.ranking.model import FORMAT, model_of
from matching.words.told import told
from seed.bodies.known_names import named_things
from seed.files.input_files import input_files
from seed.files.source import read_sources
from tests import worlds
from tests.beginnings import curated
from tests.command_line import CommandLine

ENGLISH = re.compile(r"\b(the|of|and|with|are|is|not|have|has|who|which|no)\b", re.IGNORECASE)


def test_numbers_names_and_nouns_inside_are_german_and_what_is_typed_stays() -> None:
    found = {"towns": counted(1195, TOWNS), "networks": counted(0, NETWORKS), "ties": counted(1, TIES)}
    network = said(
        "The network has {towns}, {networks} and {ties}; listed: {listed} of {country}.",
        listed=counted(3, TOWNS),
        country="DE",
        **found,
    )
    assert network == "The network has 1,195 towns, no networks and 1 tie; listed: 3 towns of DE."
    assert told(network, "de") == (
        "Das Netz hat 1.195 Kommunen, keine Netzwerke und 1 Verbindung; in der Liste: 3 Kommunen in DE."
    )
    unknown = said("{wrong!r} is not a kind of network; known are {known}", wrong="foo", known=("network", "project"))
    assert told(unknown, "de") == "„foo“ ist keine Art von Netzwerken; bekannt sind network, project"
    assert told(DanglingRelation(["gn:1"]).said, "de").startswith("1 Kennungen kennen wir nicht: gn:1.")
    for document in ({"format": 1}, {"format": FORMAT, "charges": (), "curves": {"two": {"features": ["a"]}}}):
        with pytest.raises(PeerpolisError) as refused:
            model_of(document)
        assert told(refused.value.said, "de").endswith(" Erzeugen Sie es neu: peerpolis train")
    assert told(said("what nobody has translated"), "de") == "what nobody has translated"


def test_a_located_error_keeps_its_place() -> None:
    why = said("{wrong!r} is not one of {known}", wrong="x", known=("lead", "partner"))
    error = RowError("a.csv", 3, "role", "x", said("{why}; left out", why=why))
    german = "„x“ gibt es nicht; möglich sind lead, partner; weggelassen"
    assert told(error.said, "de") == f"a.csv, Zeile 3, Spalte role: „x“: {german}"
    assert told(error.said, "en") == str(error)


def test_sentences_inside_others_are_told_and_what_is_typed_stays(tmp_path: Path) -> None:
    with pytest.raises(PeerpolisError) as none:
        input_files(tmp_path, (".csv", ".gz"))
    assert told(none.value.said, "de") == f"{tmp_path} enthält keine Datei, die auf .csv oder .gz endet."
    topics = named_things(
        said_as("of a profile", "topic"), [(Topic(id="topic:x", name="topics", source="s"), ["topics"])]
    )
    with pytest.raises(PeerpolisError) as unknown:
        topics.id_of("topicz")
    german = "diesen Namen oder diese Kennung gibt es nicht (Thema); meinten Sie „topics“?"
    assert told(unknown.value.said, "de") == german


def test_all_that_a_graph_holds_has_a_german_name() -> None:
    assert {*NODE_TYPES, *RELATION_TYPES, "Fact"} <= RECORDS.keys()


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("gaps",),
        ("gaps", "--country", "DE", "--since", "2015"),
        ("gaps", "--country", "XX"),
        ("gaps", "--size", "5000-20000", "--region", "Brandenburg", "--top", "100"),
        ("gaps", "--size", "tiny"),
        ("gaps", "--topic", "heat-planning"),
        ("gaps", "--network", worlds.CLIMATE_LEAGUE),
        ("gaps", "--network", "net:none"),
        ("centrality", "--top", "2"),
        ("centrality", "degree", "--country", "DE"),
        ("centrality", "--as-of", "1900"),
        ("centrality", "--as-of", "soon"),
        ("centrality", "fame"),
        ("centrality", "--kind", "club"),
        ("import", "list"),
        ("import", "undo", "keep:none"),
    ],
    ids=" ".join,
)
def test_the_answer_in_german_has_no_english_words(peerpolis: CommandLine, words: tuple[str, ...]) -> None:
    shown = peerpolis(*words, "--lang", "de")
    # Names of networks, solutions and calls are whatever their publishers call them.
    lines = [
        line
        for line in (shown.out + shown.err).replace(str(peerpolis.folder), "").splitlines()
        if not re.search(r"(call|sol|net|prog|topic):", line)
    ]
    assert lines, shown
    assert [line for line in lines if ENGLISH.search(line)] == []


def all_help(command: Any) -> Iterator[tuple[str, ...]]:
    """The help of each command and option, by where it stands."""
    for about in (command, *command.params):
        texts = (getattr(about, name, None) for name in ("help", "epilog"))
        yield from ((command.name, about.name, text) for text in texts if text)
    for below in getattr(command, "commands", {}).values():
        yield from all_help(below)


def test_the_help_of_every_command_and_option_is_in_german() -> None:
    english: Any = typer.main.get_command(app)
    german: Any = typer.main.get_command(app)
    translate(german, "de")
    found = list(all_help(english))
    assert len(found) > 80
    told = dict(zip(found, (text for _, _, text in all_help(german)), strict=True))
    assert {text for (_, _, text), german in told.items() if ENGLISH.search(german) or german == text} == set()
    assert {german for (_, _, text), german in told.items() if re.findall(r"{\w*", german)} == set()


def test_help_that_is_made_of_values_is_told_with_them() -> None:
    suggested: Any = typer.main.get_command(app)
    translate(suggested, "de")
    kind = next(option for option in suggested.commands["suggest"].params if option.name == "kind")
    assert kind.help == "Was vorgeschlagen wird: partners, networks, solutions, calls; mehrmals möglich."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--help",), "Befehle"),
        (("gaps", "--help"), "Wer dieses Thema bearbeitet"),
        (("suggest",), "Es fehlt: „town“"),
        (("gaps", "--nothing"), "Diese Option gibt es nicht: --nothing"),
        (("nothing",), "Den Befehl „nothing“ gibt es nicht."),
        (("twn",), "Den Befehl „twn“ gibt es nicht. Meinten Sie „town“?"),
        (("gaps", "--topi"), "(möglich: --on, --top, --topic)"),
        (("gaps", "--country"), "Die Option „--country“ braucht einen Wert."),
        (("gaps", "--json=1"), "Die Option „--json“ nimmt keinen Wert."),
        (("town", "a", "b"), "Das ist zu viel: b"),
        (("gaps", "--top", "x"), "Ungültiger Wert für „--top“: das ist keine ganze Zahl"),
        (("gaps", "--top", "10001"), "höchstens 10"),
        (("import", "profiles", "/no/such/file"), "Ungültiger Wert für „file“: „/no/such/file“ gibt es nicht."),
        (("town", "a", "--lang", "xx"), "möglich sind en, de"),
        (("suggest", "--help"), "[nötig]"),
        (("centrality", "--help"), "[sonst: 20]"),
        (("gaps", "--country", "Germany"), "kein Ländercode"),
        (("gaps", "--top", "0"), "mindestens 1"),
        (("import", "lau", "/no/such/file"), "keine Datei und keinen Ordner"),
    ],
)
def test_a_german_terminal_is_helped_in_german(
    peerpolis: CommandLine, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    told = peerpolis(*words)
    assert said in told.out + told.err
    assert told.code == (0 if "--help" in words else 2)


def test_how_calls_ask_for_towns_and_when_they_close_is_told_in_german(peerpolis: CommandLine) -> None:
    assert ASKED.keys() == ASKED_FOR.keys()
    words = ("suggest", "Bad Belzig", "--kind", "calls", "--lang", "de", "--json")
    calls = peerpolis(*words).json["suggestions"]["calls"]
    told = {c["feature"]: c for call in calls for c in call["contributions"]}
    assert "Kommunen" in told["towns_are_asked_for"]["reason"]
    said = [e["text"] for name in ("towns_are_asked_for", "time") for e in told[name]["evidence"]]
    assert [text for text in said if ENGLISH.search(text) or re.search(r"\d{4}-\d{2}", text)] == []


def test_what_a_town_says_of_itself_is_shown_in_words(peerpolis: CommandLine, tmp_path: Path) -> None:
    profile = tmp_path / "profile.csv"
    profile.write_text(
        "id,population,climate_plan,cohesion_category,roles_willing,languages\n"
        f"{worlds.BAD_BELZIG},11999,yes,transition,lead;partner,de;pl\n",
        encoding="utf-8",
    )
    assert peerpolis("import", "profiles", str(profile)).code == 0
    german = peerpolis("town", worlds.BAD_BELZIG, "--lang", "de").out
    for shown in (
        "plan: ja",
        "Übergangsregion",
        "federführender Partner, Partner",
        "Deutsch, Polnisch",
        "Einwohner: 11.999",
    ):
        assert shown in german
    english = peerpolis("town", worlds.BAD_BELZIG, "--lang", "en").out
    for shown in ("plan: yes", "lead, partner", "German, Polish", "Inhabitants: 11,999"):
        assert shown in english


@pytest.fixture(scope="module")
def bundle() -> list[Described]:
    return [node for node in curated().batch.nodes if isinstance(node, Described)]


@pytest.mark.parametrize("town", ["Bad Belzig", "Arnsberg", "Herrenberg"])
def test_german_readers_are_shown_the_german_of_the_bundle_and_english_ones_the_english(
    whole: CommandLine, bundle: list[Described], town: str
) -> None:
    german = whole("suggest", town, "--in", "DE", "--top", "40", "--why", "--lang", "de").out
    english = whole("suggest", town, "--in", "DE", "--top", "40", "--why", "--lang", "en").out
    told_in_german, told_in_english = (re.sub(r"\s+", " ", said) for said in (german, english))
    texts = [(node.summary, node.summary_in("de") or "") for node in bundle if node.summary and node.summaries]
    titles = [(node.name, node.name_in("de")) for node in bundle if isinstance(node, Call) and node.labels]
    # A title may be the beginning of the official one, which both show.
    titles = [
        (own, german) for own, german in titles if not any(own in (c.official_title or "") for c in calls(bundle))
    ]
    shown = [(own, german) for own, german in texts + titles if german in told_in_german]
    assert len(shown) > 30
    assert [own for own, _ in texts + titles if own in told_in_german] == []
    assert [german for _, german in texts + titles if german in told_in_english] == []
    assert [own for own, _ in shown if own not in told_in_english] == []


def calls(bundle: list[Described]) -> list[Call]:
    return [node for node in bundle if isinstance(node, Call)]


def test_a_german_answer_has_the_official_title_of_a_call_beside_the_german_one(whole: CommandLine) -> None:
    words = ("suggest", "Herrenberg", "--topic", "heat-planning", "--kind", "calls", "--top", "3", "--lang", "de")
    said = re.sub(r"\s+", " ", whole(*words).out)
    for call in whole(*words, "--json").json["suggestions"]["calls"]:
        assert call["name"] in said
        assert f"Amtlicher Titel: {call['official_title']}" in said


def test_a_town_s_portrait_names_what_it_is_in_in_the_language(whole: CommandLine) -> None:
    assert "#connectedinEurope-Tandem" in whole("town", "Arnsberg", "--in", "DE", "--lang", "de").out
    assert "#connectedinEurope tandem" in whole("town", "Arnsberg", "--in", "DE", "--lang", "en").out


def test_where_the_data_come_from_is_told_in_german(peerpolis: CommandLine) -> None:
    said = [text for source in read_sources() for text in (source.title, source.attribution)]
    assert [text for text in said if told(text, "de") == text] == []
    assert "Europäische Kommission" in peerpolis("sources", "--lang", "de").out
    assert source_called("peerpolis", "de") == "von Peerpolis zusammengestellt"
    assert (
        source_called("https://a.eu; Peerpolis, general knowledge; https://b.eu", "de") == "https://a.eu; https://b.eu"
    )
    assert source_called("Peerpolis, general knowledge", "en") == "Peerpolis, general knowledge"
    assert source_called("a/b-c:list/of towns.xlsx@78eaac0", "de") == "a/b-c:list/of towns.xlsx@78eaac0"
    assert source_called("a/b-c:list/of/towns.xlsx@78eaac0", "de") == "eine Liste unter github.com/a/b-c"
    assert source_called("https://x.eu/a:b@1234567", "de") == "https://x.eu/a:b@1234567"
    urbact = "URBACT good practices (list of 97, 2017), no. 42"
    assert source_called(urbact, "de") == "Gute Praxis von URBACT 2017, Nr. 42"
    assert source_called("https://eu.eu (text names Annex B) + Peerpolis, general knowledge", "de") == (
        "https://eu.eu (der Text nennt Anhang B) + Peerpolis, Allgemeinwissen"
    )


def test_no_source_of_a_rule_is_told_in_english_words_of_ours() -> None:
    sources = {node.source for node in curated().batch.nodes if isinstance(node, Clause)}
    told = [re.sub(r"https?://\S+", "", source_called(source, "de")) for source in sources]
    assert len(told) > 100
    assert [source for source in told if re.search(r"Peerpolis, [rg]|names|portal field|rule\b", source)] == []
