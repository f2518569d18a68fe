"""What sources are called in an answer: what is ours in them is told in words, all else by its own name."""

from __future__ import annotations

import re

from graph.said import said
from matching.types import Evidence, Language
from matching.words.told import told
from matching.words.written import day
from seed.bundle.compile_practices import SEEN_ON
from seed.files.source import OWN

#: What the project's own curation writes into sources.
_WORDS = (
    said("Peerpolis, general knowledge"),
    said("Peerpolis, rules read in a published source"),
    said("(text names Annex B)"),
    said("(same rule, there for co-funded actions)"),
)
_KNOWLEDGE = "Peerpolis, general knowledge"
#: A file of a public repository, as the collected facts name it: owner/name:path@commit. Nobody can open that.
_FILE = re.compile(r"(?<!\S)(?:github\.com/)?([\w.-]+/[\w.-]+):\S+?@[0-9a-f]{7,40}(?=[;,)]?(?:\s|$))")
_LISTED = re.compile(r"URBACT good practices \(list of (\d+), (\d{4})\), no\. (\d+)")
_FIELD = re.compile(r"\(portal field (\w+)\)")


def is_a_topic_of_ours(evidence: Evidence) -> bool:
    """Whether it is no more than that we say what something is about."""
    return evidence.source == OWN and bool(evidence.path) and evidence.path[-1].startswith("topic:")


def source_called(source: str, language: Language) -> str:
    """The source as the language calls it."""
    if source == OWN:
        return told(said("compiled by Peerpolis"), language)
    parts = source.split("; ")
    # What anybody knows is cited only where no page is.
    source = "; ".join([part for part in parts if part != _KNOWLEDGE] or parts)
    source = _FILE.sub(
        lambda found: told(said("a list at {address}", address=f"github.com/{found[1]}"), language), source
    )
    if found := _LISTED.fullmatch(source):
        listed = said("URBACT good practices of {year}, no. {number}", year=found[2], number=found[3])
        return told(listed, language)
    for words in _WORDS:
        source = source.replace(words, told(words, language))
    return _FIELD.sub(lambda found: told(said("(portal field {name})", name=found[1]), language), source)


def dated(source: str, as_of: str, language: Language) -> str:
    """As of when a source says something; of a page that bears no date itself, that it was seen on that day."""
    written = day(as_of, language)
    undated = as_of in SEEN_ON and source.startswith("http")
    return told(said("seen on {day}", day=written), language) if undated else written
