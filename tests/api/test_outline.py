"""How the outline of Europe is made: what is given back, and which lines are borders."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from api.pages.pictures.outline import made


def world(crimea_of: str) -> dict[str, Any]:
    """A square Ukraine, Russia beside it, and below Ukraine a square Crimea, which the file gives to a country.

    Arcs: 0 the isthmus, 1 the rest of Ukraine, 2 the coast of Crimea, 3 the line between Ukraine and Russia, 4 the
    rest of Russia; degrees on a grid of one, each arc its first point and then steps.
    """
    shapes: dict[str, list[Any]] = {"804": [[[0, 3, 1]]], "643": [[[4, -4]]]}
    shapes[crimea_of].append([[0, 2]])
    return {
        "transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]},
        "arcs": [
            [[33, 46], [2, 0]],
            [[35, 50], [-5, 0], [0, -4], [3, 0]],
            [[35, 46], [0, -2], [-2, 0], [0, 2]],
            [[35, 46], [0, 4]],
            [[35, 46], [5, 0], [0, 4], [-5, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "MultiPolygon", "arcs": parts, "id": id, "properties": {"name": id}}
                    for id, parts in shapes.items()
                ]
            },
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[1, -3, 4]]]}]},
        },
    }


@pytest.mark.parametrize("crimea_of", ["643", "804"])
def test_crimea_is_ukraines_whoever_the_file_gives_it_to(crimea_of: str) -> None:
    outline = made(world(crimea_of))
    assert {country: len(rings) for country, rings in outline["countries"].items()} == {"RU": 1, "UA": 2}
    assert outline["borders"] == [3]  # and not 0, the isthmus


def test_an_arc_is_kept_as_its_first_point_and_steps_that_lead_to_its_end() -> None:
    outline = made(world("643"))
    coast = np.cumsum(np.array(outline["arcs"][2]).reshape(-1, 2), axis=0)
    isthmus = np.cumsum(np.array(outline["arcs"][0]).reshape(-1, 2), axis=0)
    assert coast[0].tolist() == isthmus[-1].tolist()
    assert coast[-1].tolist() == isthmus[0].tolist()
