"""Pictures of towns and networks: what stands where, that nothing lies over another, and that they stay small."""

from __future__ import annotations

import gzip
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array, random_array

from api.pages.pictures.arrangement import Arrangement, arranged, grouped, side_by_side
from api.pages.pictures.charts import Series, chart, ticks_to
from api.pages.pictures.frame import WIDTH
from api.pages.pictures.labels import told_apart
from api.pages.pictures.networks import Node, network_picture, ties_picture

#: Towns × networks: 0–2 are in the first network alone, 3 and 4 in the first two, 5 in the second and third, 6 and 7 in
#: the fourth, which shares nobody with the others.
WORLD = csr_array(
    np.array(
        [
            [1, 0, 0, 0],
            [1, 0, 0, 0],
            [1, 0, 0, 0],
            [1, 1, 0, 0],
            [1, 1, 0, 0],
            [0, 1, 1, 0],
            [0, 0, 0, 1],
            [0, 0, 0, 1],
        ],
        dtype=float,
    )
)


def town(at: int) -> Node:
    return Node(f"Town {at}", f"Town {at} & more", f"/towns/{at}")


def network(at: int) -> Node:
    return Node(f"Net {at}", f"Net {at}", f"/networks/{at}")


def group(rows: tuple[int, ...]) -> str:
    return f"{len(rows)} towns"


def test_towns_in_the_same_networks_stand_together_and_who_shares_nothing_is_left_to_the_table() -> None:
    found = arranged(WORLD)
    assert found.groups == ((3, 4), (5,))
    assert found.networks.tolist() == [0, 1, 2]
    assert len(found.points) == 2 + 3  # the group's towns, and those of the first disc
    assert grouped(WORLD, always=[0]) == ((0,), (3, 4), (5,))


def test_points_lie_within_the_disc_of_their_network_or_their_group() -> None:
    found = arranged(WORLD)
    centres = np.concatenate([found.network_at, found.group_at])
    radii = np.concatenate([found.network_radius, found.group_radius])
    away = np.hypot(*(found.points[:, None] - centres[None]).transpose(2, 0, 1))
    assert (away <= radii[None]).any(axis=1).all()


def test_where_no_network_shares_a_town_all_are_drawn() -> None:
    assert arranged(WORLD[:3, :1].tocsr()).networks.tolist() == [0]
    assert arranged(csr_array((0, 0))).height > 0


def marks(found: Arrangement) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([found.group_at, found.network_at]), np.concatenate(
        [found.group_radius, found.network_radius]
    )


@given(st.integers(2, 40), st.integers(1, 12), st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_no_mark_lies_outside_the_picture_or_wholly_over_another(towns: int, networks: int, seed: int) -> None:
    incidence = csr_array(random_array((towns, networks), density=0.2, rng=seed))
    incidence.data[:] = 1.0
    at, radii = marks(arranged(incidence))
    height = arranged(incidence).height
    assert (at - radii[:, None] >= 0).all()
    assert (at + radii[:, None] <= (WIDTH, height)).all()
    for one, other in combinations(range(len(at)), 2):
        assert np.hypot(*(at[one] - at[other])) > 0.6 * max(radii[one], radii[other])


def test_the_same_seed_gives_the_same_picture() -> None:
    incidence = csr_array(random_array((300, 40), density=0.06, rng=5))
    incidence.data[:] = 1.0
    one, other = arranged(incidence, seed=3), arranged(incidence, seed=3)
    assert np.array_equal(one.group_at, other.group_at)
    assert np.array_equal(one.points, other.points)


def test_all_ties_are_one_path_and_towns_and_networks_are_links() -> None:
    svg = str(network_picture(WORLD, arranged(WORLD), town, network, group, label="All", chosen=5))
    root = ElementTree.fromstring(svg)
    links = {a.attrib["href"]: a for a in root.iter("a")}
    assert set(links) == {"/networks/0", "/networks/1", "/networks/2", "/towns/5"}
    assert links["/towns/5"].attrib["class"] == "third"
    [ties] = [path for path in root.iter("path") if path.attrib["class"] == "ties"]
    assert ties.attrib["d"].count("M") == 4  # the group to two networks, town 5 to two
    assert "2 towns" in svg
    assert "Town 5 &amp; more" in svg
    [wide] = [g for g in root.iter("g") if g.attrib["class"] == "names names-wide"]
    names = [text.text for text in wide]
    assert len(names) == len(set(names))
    assert names[0] == "Town 5"  # what was asked for has its name first


def test_a_network_of_many_towns_keeps_its_size() -> None:
    """1,200 towns with 13,000 ties: the picture is small, and only some of its links are steps of the keyboard."""
    incidence = csr_array(random_array((1200, 200), density=0.011, rng=1))
    incidence.data[:] = 1.0
    assert ((incidence @ incidence.T) > 0).nnz // 2 > 13_000
    found = Arrangement(  # arranging takes a second; here only the size counts
        groups=grouped(incidence),
        group_at=np.random.default_rng(0).uniform(0, 1000, (len(grouped(incidence)), 2)),
        group_radius=np.full(len(grouped(incidence)), 5.0),
        networks=np.arange(200, dtype=np.int32),
        network_at=np.random.default_rng(1).uniform(0, 1000, (200, 2)),
        network_radius=np.full(200, 8.0),
        points=np.random.default_rng(2).uniform(0, 1000, (200, 2)),
        height=1000,
    )
    svg = str(network_picture(incidence, found, town, network, group, label="All"))
    assert len(gzip.compress(svg.encode())) < 100_000
    reached = svg.count("<a ") - svg.count('tabindex="-1"')
    assert 0 < reached <= 30


def test_in_a_backbone_who_has_no_tie_is_not_drawn() -> None:
    matrix = csr_array(np.array([[0, 1, 0, 0], [1, 0, 2, 0], [0, 2, 0, 0], [0, 0, 0, 0]], dtype=float))
    root = ElementTree.fromstring(str(ties_picture(matrix, town, label="Backbone")))
    assert {a.attrib["href"] for a in root.iter("a")} == {"/towns/0", "/towns/1", "/towns/2"}
    [ties] = [path for path in root.iter("path") if path.attrib["class"] == "ties"]
    assert ties.attrib["d"].count("M") == 2
    at, _ = side_by_side(matrix, np.full(4, 5.0))
    assert len(at) == 4


def test_the_largest_part_comes_first_and_parts_do_not_mix() -> None:
    two = csr_array(np.kron(np.eye(2), np.ones((3, 3)) - np.eye(3)))
    at, height = side_by_side(two, np.full(6, 5.0))
    assert at[:3, 0].max() < at[3:, 0].min() or at[3:, 0].max() < at[:3, 0].min()
    assert at[:, 1].max() < height


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0.0, [0, 1]),
        (1, [0, 0.5, 1]),
        (4, [0, 1, 2, 3, 4]),
        (1234, [0, 500, 1000, 1500]),
        (0.03, [0, 0.01, 0.02, 0.03]),
    ],
)
def test_an_axis_has_round_numbers(top: float, ticks: list[float]) -> None:
    assert ticks_to(top) == pytest.approx(ticks)


@given(st.floats(1e-6, 1e9))
def test_an_axis_reaches_over_all_and_is_no_more_than_a_step_longer(top: float) -> None:
    ticks = ticks_to(top)
    assert ticks[-1] >= top * (1 - 1e-6)
    assert ticks[-2] < top
    assert 2 <= len(ticks) <= 6


def test_a_chart_writes_numbers_as_the_language_does_and_leaves_the_unknown_free() -> None:
    svg = str(chart(["2014", "2015", "2016"], [Series("Towns", (1200.0, None, 1500.0))], label="x", language="de"))
    root = ElementTree.fromstring(svg)
    assert [title.text for title in root.iter("title")] == ["2014: 1.200", "2016: 1.500"]
    assert {"0", "500", "1.000", "1.500", "2016"} <= {text.text for text in root.iter("text")}


def test_a_line_is_broken_where_nothing_is_known() -> None:
    one = Series("Towns", (1.0, 2.0, None, 4.0))
    root = ElementTree.fromstring(str(chart(list("abcd"), [one], label="x", language="en", form="lines")))
    [line] = [path for path in root.iter("path") if path.attrib["class"] == "line first"]
    assert line.attrib["d"].count("M") == 2
    assert chart([], [], label="x", language="en")
    assert chart([], [], label="x", language="en", form="lines")


def test_names_that_would_be_cut_to_the_same_letters_show_what_tells_them_apart() -> None:
    covenant = "Covenant of Mayors, of the {} and all around"
    names = [covenant.format("Province of Lecce"), "Aarhus", covenant.format("Metropolis of Lyon")]
    assert told_apart(names) == ["…Province of Lecce and all…", "Aarhus", "…Metropolis of Lyon and all…"]
    alone = "A network of towns that has a very long name"
    assert told_apart([alone, alone]) == told_apart([alone]) * 2
    assert len(told_apart([alone])[0]) < len(alone)
