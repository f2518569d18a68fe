"""SVG as Markup: what stands around a picture, links within it, and texts that are escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from api.pages.pictures.frame import WIDTH

#: A minus sign is wider than a hyphen; SVG has no use for more digits than this.
_DIGITS = 1


def picture(parts: Iterable[Markup], *, height: int, label: str, name: str) -> Markup:
    """The picture, WIDTH units wide and `height` units high. `label` says what it shows, `name` is its class.

    It is a group and no image, so that the links in it can be followed with a screen reader.
    """
    return Markup('<svg class="picture {}" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        name, WIDTH, height, label, Markup("").join(parts)
    )


def linked(inside: Markup, *, href: str | None, title: str, name: str, first: bool = True) -> Markup:
    """What is inside as a link, or, without an address, as a group, both with what is told of it.

    `first` links are reached by the tabulator, the others by the pointer only: a picture of a thousand towns would
    keep who uses a keyboard for a thousand steps, and the table beside it has them all.
    """
    title_element = Markup("<title>{}</title>").format(title)
    if href is None:
        return Markup('<g class="{}">{}{}</g>').format(name, title_element, inside)
    tab = "" if first else Markup(' tabindex="-1"')
    return Markup('<a class="{}" href="{}"{}>{}{}</a>').format(name, href, tab, title_element, inside)


def text(x: float, y: float, words: str, name: str, anchor: str = "start") -> Markup:
    """A line of text that begins, has its middle or ends at x, its baseline at y."""
    anchored = "" if anchor == "start" else Markup(' text-anchor="{}"').format(anchor)
    return Markup('<text class="{}" x="{}" y="{}"{}>{}</text>').format(name, plain(x), plain(y), anchored, words)


def path(data: str, name: str) -> Markup:
    """A path, or nothing where there is no line."""
    return Markup('<path class="{}" d="{}"/>').format(name, data) if data else Markup("")


def circle(x: float, y: float, radius: float) -> Markup:
    """A circle around the point."""
    return Markup('<circle cx="{}" cy="{}" r="{}"/>').format(plain(x), plain(y), plain(radius))


def square(x: float, y: float, half: float) -> Markup:
    """A square around the point, twice `half` wide."""
    return Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(
        plain(x - half), plain(y - half), plain(2 * half), plain(2 * half)
    )


def plain(value: float) -> str:
    """A number of units, as short as it can be written."""
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
