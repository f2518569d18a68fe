"""SVG as Markup: what stands around a picture, links within it, and texts that are escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from api.pages.pictures.frame import WIDTH

#: A minus sign is wider than a hyphen; SVG has no use for more digits than this.
_DIGITS = 1


def picture(parts: Iterable[Markup], *, height: int, label: str, name: str) -> Markup:
    """The picture, WIDTH units wide and `height` units high. `label` says what it shows, `name` is its class.

    It is a group and no image, so that the links in it can be followed with a screen reader.
    """
    about = f'class="picture {escape(name)}" viewBox="0 0 {WIDTH} {height:d}" role="group" aria-label="{escape(label)}"'
    return Markup(f"<svg {about}>{Markup().join(parts)}</svg>")


def linked(inside: Markup, *, href: str | None, title: str, name: str, first: bool = True) -> Markup:
    """What is inside as a link, or, without an address, as a group, both with what is told of it.

    `first` links are reached by the tabulator, the others by the pointer only: a picture of a thousand towns would
    keep who uses a keyboard for a thousand steps, and the table beside it has them all.
    """
    told = f"<title>{escape(title)}</title>{inside}"
    if href is None:
        return Markup(f'<g class="{escape(name)}">{told}</g>')
    tab = "" if first else ' tabindex="-1"'
    return Markup(f'<a class="{escape(name)}" href="{escape(href)}"{tab}>{told}</a>')


def text(x: float, y: float, words: str, name: str, anchor: str = "start") -> Markup:
    """A line of text that begins, has its middle or ends at x, its baseline at y."""
    anchored = "" if anchor == "start" else f' text-anchor="{escape(anchor)}"'
    return Markup(f'<text class="{escape(name)}" x="{plain(x)}" y="{plain(y)}"{anchored}>{escape(words)}</text>')


def path(data: str, name: str) -> Markup:
    """A path, or nothing where there is no line."""
    return Markup(f'<path class="{escape(name)}" d="{escape(data)}"/>') if data else Markup("")


def circle(x: float, y: float, radius: float, name: str = "") -> Markup:
    """A circle around the point."""
    named = f' class="{escape(name)}"' if name else ""
    return Markup(f'<circle{named} cx="{plain(x)}" cy="{plain(y)}" r="{plain(radius)}"/>')


def rectangle(x: float, y: float, width: float, height: float) -> Markup:
    """A rectangle from its upper left corner on."""
    return Markup(f'<rect x="{plain(x)}" y="{plain(y)}" width="{plain(width)}" height="{plain(height)}"/>')


def plain(value: float) -> str:
    """A number of units, as short as it can be written."""
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
