"""`peerpolis evaluate` on a small folder, beside the small world's own towns as a register."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

import api.workspace.evaluation
from graph.model import Municipality, Network
from seed.register.geonames import Register
from tests.command_line import CommandLine
from tests.matching.evaluation.small_world import small_world

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "municipalities": ("id", "name", "country", "lat", "lon", "population", "admin1", "feature"),
    "networks": ("id", "name", "kind", "programme", "start", "end", "keywords", "summary", "text", "lang", "url"),
    "memberships": ("municipality", "network", "role", "source"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small world as files; the register holds its towns and quarters too."""
    batch = small_world()
    towns = tuple(node for node in batch.nodes if isinstance(node, Municipality))
    monkeypatch.setattr(api.workspace.evaluation, "read_register", lambda: Register(towns, (), ()))
    names = {node.id: node.name for node in batch.nodes}
    paid = {r.start: names[r.end] for r in batch.relations if r.type == "FUNDED_BY"}
    tables: dict[str, list[dict[str, object]]] = {
        "municipalities": [
            {name: getattr(town, name) for name in ("id", "name", "country", "lat", "lon", "population")}
            for town in towns
            if town.kind == "municipality"
        ],
        "networks": [
            {name: getattr(node, name) for name in ("id", "name", "kind", "start", "text")}
            | {"programme": paid.get(node.id)}
            for node in batch.nodes
            if isinstance(node, Network)
        ],
        "memberships": [
            {"municipality": r.start, "network": r.end, "role": r.role, "source": r.source}
            for r in batch.relations
            if r.type == "MEMBER_OF" and r.start != "gn:h"
        ],
    }
    target = tmp_path / "records"
    target.mkdir()
    for name, rows in tables.items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name], restval="")
            writer.writeheader()
            writer.writerows(rows)
    return target


def test_the_document_says_what_was_measured_on_what(peerpolis: CommandLine, folder: Path) -> None:
    words = ("evaluate", str(folder), "--split", "2015-01-01", "--task", "partners", "--task", "networks", "--json")
    told = peerpolis(*words, "--method", "nearest", "--method", "popularity", "--seed", "4")
    assert told.code == 0
    found = told.json
    assert (found["split"], found["pool"], found["seed"]) == ("2015-01-01", "register", 4)
    assert len(found["data"]) == 64
    assert found["versions"]["peerpolis"]
    assert found["counts"]["hidden networks with a municipal lead"] == 3
    assert set(found["tasks"]) == {"partners", "networks"}
    assert set(found["tasks"]["partners"]) == {"nearest", "popularity"}
    # Ahausen asks for b, g and finds them at places 1 and 6; Dorf for c, e, equally far, at 1 and 2.
    nearest = found["tasks"]["partners"]["nearest"]["all"]
    assert nearest["mrr"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 2, "clusters": 2}
    assert nearest["recall@10"]["value"] == 1.0
    assert found["exposure"]["partners"]["truth"]["over_500k"] == 0
    again = peerpolis(*words, "--method", "nearest", "--method", "popularity", "--seed", "4").json
    assert {**again, "seconds": 0} == {**found, "seconds": 0}


def test_the_tables_are_told_in_the_reader_s_language(peerpolis: CommandLine, folder: Path) -> None:
    words = ("evaluate", str(folder), "--split", "2015-01-01", "--task", "peers", "--method", "nearest")
    english, german = peerpolis(*words).out, peerpolis(*words, "--lang", "de").out
    assert "7 questions" in english
    assert "newcomers' recall@10" in english
    assert "7 Fragen" in german
    assert "Recall@10 der Neulinge" in german
    assert re.search(r"nearest\s+0\.\d{3} \[0\.\d{3}–[01]\.\d{3}\]", english)
    assert re.search(r"nearest\s+0,\d{3} \[0,\d{3}–[01],\d{3}\]", german)


def test_purposes_and_the_best_simple_method_are_told_in_every_form(peerpolis: CommandLine, folder: Path) -> None:
    target = folder / "report.html"
    methods = [word for name in ("recipe", "nearest", "popularity") for word in ("--method", name)]
    words = ("evaluate", str(folder), "--split", "2015-01-01", "--task", "peers", *methods, "--report", str(target))
    found = peerpolis(*words, "--json").json
    assert set(found["purposes"]) == {"peers", "nearby", "neighbours", "experienced"}
    standing = found["purposes"]["neighbours"]["peers"]["standings"]["all"]
    assert standing["simple"] in ("nearest", "popularity")
    assert set(standing["differences"]) == {"recipe"}
    assert standing["questions"] == found["purposes"]["neighbours"]["peers"]["questions"] == 3
    german = peerpolis(*words, "--lang", "de").out
    page = target.read_text(encoding="utf-8")
    for told in (german, page):
        assert "Partner nach Zweck" in told
        assert "Nachbarn jenseits der Grenze" in told
        assert "Neben dem besten einfachen Verfahren" in told
        assert "Eine Stadt fragt, ohne weitere Angaben: 3 Fragen" in told


class _Page(HTMLParser):
    """What a page is made of, and whether every element is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_by_itself_with_a_table_beside_each_plot(peerpolis: CommandLine, folder: Path) -> None:
    target = folder / "report.html"
    words = ("evaluate", str(folder), "--split", "2015-01-01", "--task", "partners", "--method", "nearest")
    told = peerpolis(*words, "--report", str(target), "--json")
    text = target.read_text(encoding="utf-8")
    page = _Page(text)
    assert page.open == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not [value for name, value in page.attributes if name in ("src", "href")]
    assert "://" not in text
    assert page.tags.count("svg") == page.tags.count("figure") >= 8
    assert page.tags.count("table") == page.tags.count("figure") + 3
    value = told.json["tasks"]["partners"]["nearest"]["all"]["ndcg@10"]["value"]
    assert text.count(f"{value:.3f}") >= 2


def test_the_page_is_told_in_the_reader_s_language(peerpolis: CommandLine, folder: Path) -> None:
    target = folder / "report.html"
    words = ("evaluate", str(folder), "--split", "2015-01-01", "--task", "partners", "--method", "nearest")
    told = peerpolis(*words, "--report", str(target), "--json", "--lang", "de")
    text = target.read_text(encoding="utf-8")
    value = told.json["tasks"]["partners"]["nearest"]["all"]["ndcg@10"]["value"]
    written = f"{value:.3f}"
    assert text.count(written.replace(".", ",")) >= 2
    assert f">{written}" not in text
    for expected in (
        "Wie gut die Vorschläge sind",
        "100,0 % davon in der Auswahl",
        "nDCG@10 (n = 2)",
        "Neuling (n = 1)",
    ):
        assert expected in text
    assert '<tr><th scope="row">verdeckte Netzwerke unter Leitung einer Kommune</th><td>3</td></tr>' in text
    assert "Das Register und die Dateien werden gelesen …" in told.err
    # What is drawn has decimal points in every language.
    assert not re.search(r'(width|x|x1|x2)="[\d.]*,', text)


def test_values_that_cannot_be_read_are_told_and_the_rest_is_measured(peerpolis: CommandLine, folder: Path) -> None:
    with (folder / "memberships.csv").open("a", encoding="utf-8") as file:
        file.write("gn:nobody,net:heat,partner,x\n")
    told = peerpolis("evaluate", str(folder), "--split", "2015-01-01", "--task", "partners", "--method", "nearest")
    assert told.code == 0
    assert "memberships.csv, row" in told.err
    assert "gn:nobody" in told.err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--split", "soon", "write 2015-01-01"), ("--task", "friends", "partners, peers"), ("--pool", "sea", "register")],
)
def test_a_wrong_option_names_the_right_ones(
    peerpolis: CommandLine, folder: Path, option: str, value: str, said: str
) -> None:
    words = {"--split": "2015-01-01", option: value}
    told = peerpolis("evaluate", str(folder), *(word for pair in words.items() for word in pair))
    assert told.code == 2
    assert said in told.err


def test_a_folder_of_another_layout_is_told(peerpolis: CommandLine, tmp_path: Path) -> None:
    told = peerpolis("evaluate", str(tmp_path), "--split", "2015-01-01", "--method", "nearest")
    assert told.code == 1
    assert "municipalities.csv" in told.err


def test_a_history_without_anything_to_come_has_no_questions_and_no_fault(peerpolis: CommandLine, folder: Path) -> None:
    words = ("evaluate", str(folder), "--split", "2030-01-01", "--task", "partners", "--task", "networks")
    told = peerpolis(*words, "--method", "nearest", "--method", "TF-IDF profile", "--method", "recipe")
    assert told.code == 0
    assert "0 questions" in told.out
