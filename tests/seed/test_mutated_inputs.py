"""Whatever is done to a publisher's file, an importer reads it or says why not: no traceback, the store as before.

Small files of real shapes are cut, doubled, spoilt and mixed (hypothesis). What an importer hands over can be stored,
so that a dry run and a real one agree.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import PeerpolisError
from graph.model import Batch, Network, Solution, Topic
from graph.store.sqlite_store import SqliteStore
from seed.bodies.known_names import known_names
from seed.bodies.recognition import Recognition
from seed.bodies.resolver import Resolver
from seed.files.input_files import input_files
from seed.importers.all import IMPORTERS
from seed.importers.frame import Importer, Request, placed, source_of, undo
from seed.importers.profiles import read_profiles
from seed.load import difference, load
from tests.graph.store_contract import content
from tests.seed.requests import TOWNS
from tests.seed.test_importer_contract import CORDIS_HEADER, CORDIS_ROW
from tests.seed.test_layout import TABLES
from tests.seed.test_publiccode import SIGNALS
from tests.seed.test_twinnings import HEADER, HERRENBERG, LOMZA, TORINO
from tests.workbook import Cell, write_workbook

_TOPIC = '{"topicId": "CIT-1", "title": "Cities", "programme": "LIFE", "budgetMin": 5, "deadline": "2027-01-01"}'
_LAU = (
    "NUTS 3 CODE;LAU CODE;LAU NAME NATIONAL;LAU NAME LATIN;POPULATION;DEGURBA\n"
    "DE112;08115021;Herrenberg, Stadt;;31545;2\nITC11;001272;Torino;Torino;870000;1\n"
)
_SHEETS: Mapping[str, Sequence[Sequence[Cell]]] = {
    "Projects": [["Programme", "Acronym", "Project start", "Project end"], ["Sea", "WAVE", "2016/01/01", "2018/12/31"]],
    "Partners": [
        ["Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country"],
        ["Sea", "WAVE", "Stadt Herrenberg", "Yes", "", "Germany"],
    ],
    "Calls": [["Programme", "Serial Number", "Start Date", "End Date"], ["Sea", 1.0, "2015/02/12", ""]],
}


def _workbook(folder: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]] = _SHEETS) -> bytes:
    return write_workbook(folder / "keep.xlsx", sheets).read_bytes()


#: Importer → the files that it reads; the first is the one that is changed.
SHAPES: Mapping[str, Mapping[str, bytes | str]] = {
    "cordis": {"organization.csv": CORDIS_HEADER + CORDIS_ROW * 2},
    "lau": {"list_2019.csv": _LAU},
    "twinnings": {"pairs.tsv": f"{HEADER}{HERRENBERG}\t{TORINO}\n{HERRENBERG}\t{LOMZA}\n"},
    "publiccode": {"publiccode.yml": SIGNALS},
    "calls": {"topics.jsonl": f"{_TOPIC}\n{_TOPIC.replace('CIT-1', 'CIT-2')}\n"},
    "table": TABLES,
    "keep": {"keep.xlsx": b""},
}
#: Numbers that cells of a workbook hold: a day as Excel counts it, a code, what is none.
_NUMBERS = (43465.0, 8115021.0, 0.5, -1.0, 1e300)
#: What is put into files: the beginnings of other kinds, damaged text, numbers that are none, formulas, other scripts.
PIECES = st.sampled_from(
    [
        *(
            "",
            "\x00",
            "\n",
            "\t",
            ";",
            ",",
            '"',
            "'",
            "[",
            "{",
            "}",
            ":",
            "&a ",
            "*a",
            "- ",
            "<<: ",
            "\\ud800",
            "\\u0000",
        ),
        *("NaN", "1e400", "-1", "48,5", "34.192", "01.02.2023", "Dec-01", "=1+1", "@x", "\u200b", "\ufeff", "\u202e"),
        *("Ω", "Łódź", "UK", "EL", "Atlantis", "null", "true", "~", "%", "{0}", "{x}", "x" * 2000, "9" * 5000),
        *("\r", "\x85", "\u2028", "<html>", "PK", "?"),
    ]
)
RAW = st.sampled_from([b"\xff\xfe", b"\x80", b"\x1f\x8b", b"PK\x03\x04", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3"])


@st.composite
def changed(draw: st.DrawFn, original: bytes) -> bytes:
    """The file after one to four changes."""
    data = original
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 40)))
        match draw(st.integers(0, 5)):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:at] + draw(PIECES).encode("utf-8", "surrogatepass") + data[end:]
            case 3:
                data = data[:at] + draw(RAW) + data[at:]
            case 4:
                data = data[:end] + data[at:]
            case _:
                lines = data.split(b"\n")
                data = b"\n".join(draw(st.permutations(lines[:6])) + lines[6:])
    return data


@st.composite
def changed_sheets(draw: st.DrawFn) -> Mapping[str, Sequence[Sequence[Cell]]]:
    """The workbook of keep.eu after one to six changes of its cells, rows and sheets: bytes changed in a packed file
    hardly ever reach one."""
    sheets = {name: [list(row) for row in rows] for name, rows in _SHEETS.items()}
    for _ in range(draw(st.integers(1, 6))):
        rows = sheets[draw(st.sampled_from(sorted(sheets)))]
        row = draw(st.integers(0, len(rows) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                rows.insert(row, [draw(PIECES)])
            case 1:
                rows.append(list(rows[row]))
            case 2:
                sheets[f"{draw(st.sampled_from(sorted(sheets)))} (2)"] = [list(row) for row in rows]
            case _ if rows[row]:
                wide = draw(st.sampled_from([*_NUMBERS, None])) if draw(st.booleans()) else draw(PIECES)
                rows[row][draw(st.integers(0, len(rows[row]) - 1))] = wide
    return sheets


@st.composite
def changed_topics(draw: st.DrawFn) -> bytes:
    """Topics whose values have become something else, in one of the shapes of the portal: a change of the bytes mostly
    leaves no JSON."""
    odd = st.one_of(PIECES, st.sampled_from([None, True, -1, 2.7, 1e400, [], {}, ["x"], [[1]], {"id": 1}]))
    topics = []
    for _ in range(draw(st.integers(1, 3))):
        topic = json.loads(_TOPIC) | {
            "budgetMax": 9,
            "expectedGrants": 2,
            "portalUrl": "https://a.eu",
            "opening": "2026",
        }
        for _ in range(draw(st.integers(0, 3))):
            topic[draw(st.sampled_from(sorted(topic)))] = draw(odd)
        topics.append(topic)
    metadata = [{"metadata": topic | {"identifier": [topic["topicId"]]}, "summary": draw(odd)} for topic in topics]
    bulk = [{"identifier": draw(odd), "deadlineDatesLong": draw(odd), **topic} for topic in topics]
    shape = draw(st.sampled_from([topics, {"results": metadata}, {"fundingData": {"GrantTenderObj": bulk}}, topics[0]]))
    return json.dumps(shape).encode()


@st.composite
def packed(draw: st.DrawFn, data: bytes, name: str) -> tuple[str, bytes]:
    """The file as it is, or packed, perhaps under a name that does not say so."""
    match draw(st.integers(0, 9)):
        case 0:
            return draw(st.sampled_from([name, f"{name}.gz"])), gzip.compress(data, mtime=0)
        case 1:
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(name, data)
            return draw(st.sampled_from([name, f"{name}.zip"])), out.getvalue()
        case _:
            return name, data


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    store = SqliteStore(tmp_path_factory.mktemp("mutated") / "graph.sqlite")
    store.write([Batch(TOWNS)])
    return store


_PROFILES = (
    "name;country;needs;offers;solutions;networks;population;languages\n"
    "Herrenberg;DE;topic:heat:1 | cycling;topic:heat;sol:a:pilot;net:a:member;31.545;de\n"
    "Torino;IT;;cycling;;net:a;870 000;it; en\n"
)


@pytest.fixture(scope="module")
def profiled(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    store = SqliteStore(tmp_path_factory.mktemp("profiled") / "graph.sqlite")
    things = (
        Topic(id="topic:heat", name="Heat", source="facts"),
        Topic(id="topic:cycling", name="Cycling", source="facts"),
        Solution(id="sol:a", name="A", kind="software", source="facts"),
        Network(id="net:a", name="A", kind="network", source="facts"),
    )
    store.write([Batch((*TOWNS, *things))])
    return store


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=changed(_PROFILES.encode()))
def test_changed_profiles_are_read_or_told_and_leave_no_trace(
    profiled: SqliteStore, tmp_path_factory: pytest.TempPathFactory, one: bytes
) -> None:
    path = tmp_path_factory.mktemp("profiles", numbered=True) / "profiles.csv"
    path.write_bytes(one)
    before = content(profiled)
    reading = read_profiles(path, known_names(profiled), as_of="2026-08")
    told = difference(profiled, reading.batch, remove_sources=reading.replaces)
    assert len(told.created) == load(profiled, [reading]).changes.created
    for error in reading.errors:
        assert str(error.said)
        assert error.row >= 1
    profiled.write([], remove_sources=reading.replaces)
    assert content(profiled) == before


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_file_is_read_or_told_and_leaves_no_trace(
    importer: Importer, store: SqliteStore, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("files", numbered=True)
    shapes = {name: text.encode() if isinstance(text, str) else text for name, text in SHAPES[importer.name].items()}
    if importer.name == "keep":
        shapes = {"keep.xlsx": _workbook(folder)}
    first = data.draw(st.sampled_from(sorted(shapes)))
    if importer.name == "keep" and data.draw(st.booleans()):
        one = _workbook(folder, data.draw(changed_sheets()))
    elif importer.name == "calls" and data.draw(st.booleans()):
        one = data.draw(changed_topics())
    else:
        one = data.draw(changed(shapes[first]))
    name, one = data.draw(packed(one, first)) if len(shapes) == 1 else (first, one)
    for other, text in shapes.items():
        (folder / other).write_bytes(text)
    (folder / first).unlink()
    (folder / name).write_bytes(one)
    where = folder / name if len(shapes) == 1 else folder
    before = content(store)
    source = source_of(importer, where)
    try:
        request = Request(input_files(where, importer.suffixes), source, Recognition(Resolver(TOWNS)), store, "2026-08")
        reading = placed(store, importer.read(request), source)
        told = difference(store, reading.batch, remove_sources=reading.replaces)
        assert len(told.created) == load(store, [reading]).changes.created
    except PeerpolisError as error:
        assert str(error)  # noqa: PT017  # an error or a load is right
    else:
        for error_ in reading.errors:
            assert str(error_.said)
            assert error_.row >= 1
        if reading.batch.nodes or reading.batch.relations or reading.batch.facts:
            undo(store, source, (importer.name,))
    assert content(store) == before
