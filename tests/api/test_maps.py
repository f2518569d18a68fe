"""Maps: where land and borders lie, what a map shows, and that names can be read."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.pages.pictures import labels, land
from api.pages.pictures.atlas import atlas_of
from api.pages.pictures.frame import EUROPE, WIDTH, frame, frame_around
from api.pages.pictures.hexagons import counted, hexagons
from api.pages.pictures.laea import laea
from api.pages.pictures.maps import Map, Place, kilometres, map_of
from api.pages.pictures.outline import simplified
from api.pages.pictures.spacing import apart
from api.workspace.workspace import Workspace
from graph.arrays import Floats64

BAD_BELZIG = Place(
    name="Bad Belzig", lat=52.142, lon=12.596, role="asker", title="Bad Belzig", href="/towns/gn:2951134"
)
TARTU = Place(
    name="Tartu", lat=58.38, lon=26.725, role="partner", title="Tartu, Estonia", href="/towns/gn:588335", mark="1"
)
NOWHERE = Place(name="Potsdam-Mittelmark", lat=None, lon=None, role="partner", title="Potsdam-Mittelmark", mark="2")
MANAUS = Place(name="Manaus", lat=-3.1, lon=-60.0, role="partner", title="Manaus", mark="3")


def test_the_projection_gives_what_the_guidance_note_has_as_its_example() -> None:
    assert laea(5.0, 50.0) * 1000 == pytest.approx([3962799.45, 2999718.85], abs=0.01)
    assert laea(10.0, 52.0) == pytest.approx([4321.0, 3210.0])
    assert np.isnan(laea(float("nan"), 50.0)).all()


@given(st.floats(-20, 40), st.floats(36, 70))
def test_a_small_square_has_the_same_area_wherever_it_lies(lon: float, lat: float) -> None:
    """A degree each way on the ellipsoid has its area within 0.1 % on the map: equal areas."""
    d = 0.01
    x, y = laea([lon - d, lon + d, lon + d, lon - d], [lat - d, lat - d, lat + d, lat + d]).T
    area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    e2, sin = 0.006694380022900788, math.sin(math.radians(lat))
    true = (math.radians(2 * d) * 6378.137) ** 2 * math.cos(math.radians(lat)) * (1 - e2) / (1 - e2 * sin**2) ** 2
    assert area == pytest.approx(true, rel=1e-3)


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (34.1, 45.0, "UA"),  # Simferopol: Crimea
        (33.6, 44.6, "UA"),  # near Sevastopol
        (33.6, 35.3, "CY"),  # the north of Cyprus
        (33.0, 34.9, "CY"),
        (21.1, 42.6, "XK"),
        (20.5, 44.8, "RS"),
        (41.2, 42.9, "GE"),  # Abkhazia
        (29.6, 46.8, "MD"),  # Transnistria
        (37.6, 55.7, "RU"),
        (20.9, 54.7, "RU"),  # Kaliningrad
        (13.4, 52.5, "DE"),
        (12.45, 43.94, "SM"),  # within Italy, and no part of it
        (-16.5, 28.3, "ES"),  # Tenerife
        (3.0, 56.0, None),  # the North Sea
        (35.0, 43.5, None),  # the Black Sea
    ],
)
def test_a_place_lies_in_the_country_in_which_the_union_says_it_lies(
    lon: float, lat: float, country: str | None
) -> None:
    assert land.country_at(laea(lon, lat)) == country


def test_no_border_is_drawn_that_the_union_does_not_recognise() -> None:
    lines = np.concatenate(land.outline().borders)
    isthmus, green_line = laea(33.7, 46.15), laea(33.4, 35.17)
    for place in (isthmus, green_line):
        assert np.hypot(*(lines - place).T).min() > 60
    kosovo = laea(21.0, 43.1)  # near Leposavić, on the line with Serbia
    assert np.hypot(*(lines - kosovo).T).min() < 30


def test_where_kosovo_is_drawn_its_note_is_said() -> None:
    skopje = Place(name="Skopje", lat=42.0, lon=21.43, role="asker", title="Skopje")
    assert map_of([skopje], label="").notes == (land.KOSOVO,)
    assert map_of([BAD_BELZIG], label="").notes == ()


@given(st.floats(2600, 7000), st.floats(1500, 5000), st.floats(100, 3000))
@settings(max_examples=25)
def test_what_is_cut_lies_in_the_picture_and_a_little_around_it(west: float, south: float, wide: float) -> None:
    shown = frame(west, south, west + wide, south + wide * 0.8)
    for ring in land.outline().land[:40]:
        cut = land.clipped(shown.units(ring[:-1]), shown.height)
        if len(cut):
            assert cut.min() >= -20.001
            assert (cut <= (WIDTH + 20.001, shown.height + 20.001)).all()


def test_a_square_that_reaches_over_the_edge_is_cut_to_the_part_within() -> None:
    ring = np.array([[-500.0, 100.0], [500.0, 100.0], [500.0, 400.0], [-500.0, 400.0]])
    cut = land.clipped(ring, 800)
    x, y = cut.T
    area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    assert area == pytest.approx(520 * 300)
    assert len(land.clipped(ring - (2000, 0), 800)) == 0


def test_a_line_keeps_its_ends_and_loses_what_lies_on_the_way() -> None:
    line = np.array([[3000.0, 3000.0], [3001.0, 3000.1], [3002.0, 3000.0], [3003.0, 3010.0]])
    assert simplified(line).tolist() == [line[0].tolist(), line[2].tolist(), line[3].tolist()]


def elements(drawn: Map) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(str(drawn.svg)).iter())


def test_a_map_shows_asker_and_partners_as_links_with_names_and_a_line() -> None:
    drawn = map_of([BAD_BELZIG, TARTU, NOWHERE, MANAUS], label="Partners of Bad Belzig")
    root, *found = elements(drawn)
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("group", "Partners of Bad Belzig")
    assert [e.attrib["href"] for e in found if e.tag == "a"] == ["/towns/gn:588335", "/towns/gn:2951134"]
    assert {"Tartu", "Bad Belzig", "1"} <= {e.text for e in found if e.tag == "text"}
    [line] = [e for e in found if e.attrib.get("class") == "tie"]
    assert line.attrib["d"].count("L") == 1
    assert drawn.beyond == (NOWHERE, MANAUS)


def test_names_from_elsewhere_are_texts_and_no_markup() -> None:
    evil = Place(name="<script>x</script>", lat=52.0, lon=13.0, role="asker", title='"><b>', href='/t/"onload="x')
    texts = [e.text for e in elements(map_of([evil], label='<svg "&'))]
    assert "<script>x</script>" in texts
    assert '"><b>' in texts


def test_a_picture_has_no_style_of_its_own_and_loads_nothing() -> None:
    drawn = map_of([BAD_BELZIG, TARTU], label="", wide=True, shown=EUROPE, here=("DE",))
    assert not re.search(r"style=|<style|<script|<image|url\(|xlink", str(drawn.svg))


def test_a_map_without_any_known_place_is_all_of_europe() -> None:
    assert map_of([NOWHERE], label="").frame == EUROPE
    assert frame_around(np.empty((0, 2))) == EUROPE


@given(st.lists(st.tuples(st.floats(2600, 7000), st.floats(1500, 5000)), min_size=1, max_size=12))
def test_a_frame_holds_what_it_is_drawn_around_and_is_neither_flat_nor_steep(points: list[tuple[float, float]]) -> None:
    km = np.array(points)
    shown = frame_around(km)
    assert shown.holds(km).all()
    assert 0.68 <= shown.height / WIDTH <= 1.12
    assert shown.east - shown.west >= 159


boxes = st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 800), st.text(min_size=1, max_size=35)), max_size=40)


@given(boxes)
@settings(max_examples=40)
def test_no_name_lies_over_another_over_a_mark_or_over_the_edge(towns: list[tuple[float, float, str]]) -> None:
    points = np.array([town[:2] for town in towns]).reshape(-1, 2)
    radii = np.full(len(points), 8.0)
    found = labels.placed([town[2] for town in towns], points, radii, size=17, height=800)
    taken = [box(label, 17) for label in found]
    for at, one in enumerate(taken):
        assert one[0] >= -1e-9
        assert one[2] <= WIDTH + 1e-9
        assert not any(covers(one, other) for other in taken[at + 1 :])
        for mark, point in enumerate(points.tolist()):
            if mark != found[at].at:
                assert not covers(one, (point[0] - 8, point[1] - 8, point[0] + 8, point[1] + 8))


def box(label: labels.Label, size: float) -> tuple[float, float, float, float]:
    wide = labels.width(label.name, size)
    left = label.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    return left, label.y - 0.76 * size, left + wide, label.y + 0.22 * size


def covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    slack = 1e-6
    return (
        one[0] < other[2] - slack
        and one[2] > other[0] + slack
        and one[1] < other[3] - slack
        and one[3] > other[1] + slack
    )


def test_twenty_towns_that_lie_apart_all_get_their_names() -> None:
    points = np.array([[90 + 240 * (at % 4), 80 + 150 * (at // 4)] for at in range(20)], dtype=float)
    found = labels.placed([f"Town {at}" for at in range(20)], points, np.full(20, 10.0), size=30, height=800)
    assert len(found) == 20


def test_marks_in_one_place_are_pushed_apart_and_the_asker_stays() -> None:
    at: Floats64 = np.zeros((6, 2)) + 500
    pushed = apart(at, np.full(6, 20.0), np.array([False, True, True, True, True, True]))
    assert pushed[0].tolist() == [500, 500]
    gaps = np.hypot(*(pushed[:, None] - pushed[None]).transpose(2, 0, 1))[~np.eye(6, dtype=bool)]
    assert gaps.min() > 25
    assert np.hypot(*(pushed - 500).T).max() < 100


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 800)), min_size=1, max_size=200))
def test_each_point_is_counted_in_one_hexagon_no_farther_than_its_corner(points: list[tuple[float, float]]) -> None:
    units = np.array(points)
    centres, towns = counted(units, 8.0)
    assert towns.sum() == len(points)
    away = np.hypot(*(units[:, None] - centres[None]).transpose(2, 0, 1)).min(axis=1)
    assert away.max() <= 8.0 + 1e-9


def test_the_densest_hexagon_is_the_darkest() -> None:
    drawn = str(hexagons(np.array([[100.0, 100.0]] * 9 + [[300.0, 300.0]] * 3 + [[500.0, 500.0]]), 800))
    assert 'class="shade4" d="M100 ' in drawn or 'class="shade4" d="M97 ' in drawn
    assert hexagons(np.empty((0, 2)), 800) == ""


def test_the_largest_towns_give_bearings_and_lie_apart(workspace: Workspace) -> None:
    peerpolis = workspace.view().snapshot
    atlas = atlas_of(peerpolis)
    assert atlas is atlas_of(peerpolis)
    names = [peerpolis.municipalities.name(at) for at in atlas.bearings(EUROPE, np.empty((0, 2)))]
    assert names[0] == "Berlin"
    assert "Potsdam" not in names  # too near to Berlin
    marks = EUROPE.units(kilometres([BAD_BELZIG]))
    assert "Berlin" not in [peerpolis.municipalities.name(at) for at in atlas.bearings(EUROPE, marks)]
