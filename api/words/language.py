"""Which language a reader is told: the one asked for, or the best of those that the reader prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from matching.types import Language
from matching.words.told import languages


def negotiated(preferred: Sequence[str]) -> Language:
    """The first of the preferred languages (`de`, `de-AT`, `de_DE.UTF-8`) that is told; English where none is."""
    from babel import negotiate_locale

    wanted = [tag.partition(".")[0].partition("@")[0].replace("-", "_") for tag in preferred]
    return negotiate_locale([tag for tag in wanted if tag], languages()) or "en"


def of_browser(accept_language: str) -> Language:
    """The language for the header Accept-Language (RFC 9110, section 12.5.4)."""
    weighed = []
    for part in accept_language.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((float(weight or 1.0), tag))
        except ValueError:
            continue
    return negotiated([tag for weight, tag in sorted(weighed, key=lambda w: -w[0]) if weight > 0])


def of_terminal(environment: Mapping[str, str]) -> Language:
    """The language of the terminal, as POSIX orders the variables that tell it."""
    return negotiated([next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")])


def of_command_line(words: Sequence[str]) -> Language | None:
    """The language asked for with --lang, in words that nobody has parsed yet; None where it is none that is told."""
    after = [word for before, word in pairwise(words) if before == "--lang"]
    joined = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    told = [word for word in (*after, *joined) if word in languages()]
    return told[-1] if told else None
