"""The colours of pictures: seen on paper and land, and told apart by the colour-blind, in light and in dark."""

from __future__ import annotations

import re
from importlib import resources
from itertools import combinations

import numpy as np
import pytest

from graph.arrays import Floats64

STYLE = resources.files("api").joinpath("pages/static/pictures.css").read_text(encoding="utf-8")
DATA = ("first", "second", "third")
#: How the colour-blind see linear RGB (G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, 2009, severity 1).
SEEN = {
    "all": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def palettes() -> dict[str, dict[str, str]]:
    found = [dict(re.findall(r"--p-(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{([^}]+)\}", STYLE)]
    return dict(zip(("light", "dark"), found, strict=True))


def linear(colour: str) -> Floats64:
    share = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def mixed(above: str, below: str, opacity: float) -> str:
    """The colour above, so opaque, on that below: browsers mix the values as they are written."""
    pairs = [(int(above[at : at + 2], 16), int(below[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(light: Floats64) -> Floats64:
    """CIELAB (D65) of linear RGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(light, 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_measures_are_those_of_the_books() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.15)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_and_names_are_seen_on_paper_and_on_land_however_dense(theme: str) -> None:
    colours = palettes()[theme]
    opacities = re.findall(r"\.shade\d \{ fill: var\(--p-quiet\); fill-opacity: ([\d.]+)", STYLE)
    grounds = [colours["paper"], colours["land"]]
    grounds += [mixed(colours["quiet"], colours["land"], float(opacity)) for opacity in opacities]
    assert len(grounds) == 6
    for ground in grounds:
        for name in DATA:
            assert contrast(colours[name], ground) >= 3, (name, ground)
        assert contrast(colours["ink"], ground) >= 4.5
    for ground in grounds[:2]:
        assert contrast(colours["quiet"], ground) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eye", SEEN)
def test_the_colours_of_data_are_told_apart_by_every_eye(theme: str, eye: str) -> None:
    colours = palettes()[theme]
    for one, other in combinations(DATA, 2):
        seen = [lab(SEEN[eye] @ linear(colours[name])) for name in (one, other)]
        assert np.linalg.norm(seen[0] - seen[1]) >= 20, (one, other)
