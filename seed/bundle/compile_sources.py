"""What the collection says of where it read, and of what it did not find → as the bundle tells it."""

from __future__ import annotations

import re


def public(source: str) -> str:
    """The source as a reader can follow it: where a copy was read, the repository or list it is a copy of."""
    copied = re.fullmatch(r"data/solutions/publiccode/([^+]+)\+(.+)\.([0-9a-f]+)\.yml", source)
    if copied:
        return f"github.com/{copied[1]}/{copied[2]}:publiccode.yml@{copied[3]}"
    copied = re.fullmatch(r"data/solutions/([^_]+)_(.+)_(README|PROJECTS)\.md", source)
    if copied:
        return f"github.com/{copied[1]}/{copied[2]}:{copied[3]}.md"
    copied = re.fullmatch(r"data/benchmark/solutions\.csv row practice:(\d+) \(URBACT good practices\)", source)
    if copied:
        return f"URBACT good practices (list of 97, 2017), no. {copied[1]}"
    source = re.sub(r"; call_clauses\.csv \([^)]*\)", "", source)
    source = re.sub(r"domain\.md (\()?V(\))?", "Peerpolis, rules read in a published source", source)
    return re.sub(r"domain\.md (\()?M(\))?", "Peerpolis, general knowledge", source)


def where_known(value: str) -> str:
    """The value, empty where the collection writes that it found none."""
    return "" if value in ("unknown", "none", "no mention") else value
