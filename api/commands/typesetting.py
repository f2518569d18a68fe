"""Lines of text on a console: broken between words at the console's width, never inside one, with hanging indents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

#: Narrower than this a column of text is not made, however narrow the terminal.
NARROWEST = 20


def line(console: Console, content: str | Text, *, indent: int = 0, lead: str = "", style: str = "") -> None:
    """Print `content`, indented by `indent` columns, its first line after `lead` and the others below its first word.

    A long word, such as an address, stays whole and may run over the edge, so that it can be copied and clicked.
    Nothing in `content` is markup.
    """
    text = Text(content, style=style) if isinstance(content, str) else content
    margin = indent + len(lead)
    breaks = list(_breaks(text.plain, max(console.width - margin, NARROWEST)))
    for part in text.divide(breaks):
        part.rstrip()
        console.print(Text(" " * indent + lead) + part, soft_wrap=True)
        lead = " " * len(lead)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where in `text` new lines begin, so that none but those of a single word is wider than `width`."""
    used = 0
    for word in re.finditer(r"\S+\s*", text):
        if used and used + cell_len(word[0].rstrip()) > width:
            yield word.start()
            used = 0
        used += cell_len(word[0])


def heading(console: Console, text: str) -> None:
    """Print a heading over the part of the page that follows, underlined."""
    console.print()
    console.print(Text(text, style="bold"), soft_wrap=True)
    console.print(Text("─" * min(len(text), console.width), style="dim"), soft_wrap=True)


def styled(sentence: str, part: str, style: str) -> Text:
    """The sentence with the part of it, wherever the language puts it, in the style."""
    text = Text(sentence)
    text.highlight_words((part,), style)
    return text
