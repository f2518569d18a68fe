"""A need that asks for two things at once, taken apart: each part is answered by itself, and neither drowns the other.

The vector of a sentence about rain and trees lies between both: what touches each a little comes nearer to it than what
fully answers one of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from graph.snapshot.vocabulary import Vocabulary
from matching.need.confidence import CONFIDENT
from matching.need.reading import JOINTLY, NeedReader, Reading, read_need
from matching.need.text import SMALL_WORDS, content_words, cut
from matching.need.where import PEOPLE
from matching.types import Language

#: How the languages say "and" (ISO 639-1). Some of these words mean something else elsewhere ("in", "a", "en"), so they
#: count where the asker's administration works in the language, or the question is put in it.
AND: Mapping[str, tuple[str, ...]] = {
    "bg": ("и",), "bs": ("i",), "ca": ("i",), "cs": ("a", "i"), "cy": ("a", "ac"), "da": ("og",),
    "de": ("und", "sowie"), "el": ("και",), "en": ("and",), "es": ("y",), "et": ("ja", "ning"), "eu": ("eta",),
    "fi": ("ja", "sekä"),
    "fr": ("et",), "ga": ("agus",), "gl": ("e",), "hr": ("i", "te"), "hu": ("és",), "is": ("og",), "it": ("e", "ed"),
    "lb": ("an",), "lt": ("ir", "bei"), "lv": ("un",), "mt": ("u",), "nb": ("og",), "nl": ("en",), "nn": ("og",),
    "no": ("og",), "pl": ("i", "oraz"), "pt": ("e",), "ro": ("și", "şi", "si"), "sk": ("a",), "sl": ("in", "ter"),
    "sq": ("dhe",), "sr": ("i", "и"), "sv": ("och", "samt"), "tr": ("ve",), "uk": ("і", "та"),
}  # fmt: skip
#: What is "and" wherever a need is written.
_EVERYWHERE = frozenset({*AND["de"], *AND["en"]})
#: A topic leads a need from this share of the strongest one on, both squared, as `matching.asker` weighs them.
LEADING = 0.5
#: So many parts at most: who names more tells of a programme.
MOST = 3


def parts_of(
    need: str, reading: Reading, reader: NeedReader, topics: Vocabulary, tongues: Collection[str], language: Language
) -> tuple[str, ...]:
    """The parts of a need, in its order; none where it is one thing.

    It is cut at commas and at each "and" in the languages given, where the words on either side surely lead to topics
    of their own, each of which leads the need as a whole. A group of people alone is no part, but whom the rest is for;
    and what is counted up word by word has one verb for all.
    """
    most = max((match.strength for match in reading.understood), default=0.0)
    leading = {m.topic for m in reading.understood if m.strength**2 >= LEADING * most**2 and m.topic != JOINTLY}
    if len(leading) < 2:
        return ()
    found: list[tuple[str, str]] = []
    segments = _segments(need, tongues)
    if any(between.strip() in {",", ";"} for _, between in segments) and any(map(_one_word, (s for s, _ in segments))):
        return ()
    for segment, between in segments:
        topic = _topic_of(segment, reader, topics, language)
        if topic in leading and (not found or topic not in (known for _, known in found)):
            assert topic is not None, "what is among the leading is a topic"
            found.append((segment, topic))
        elif found:
            found[-1] = (found[-1][0] + between + segment, found[-1][1])
        else:
            return ()
    return tuple(part for part, _ in found) if 2 <= len(found) <= MOST else ()


def _segments(need: str, tongues: Collection[str]) -> Sequence[tuple[str, str]]:
    """What stands between commas and words for "and", each with what stood before it. Rad- und Fußwege is one."""
    own = {word for tongue in tongues for word in AND.get(tongue, ())}
    if cut(need).is_english:
        own -= SMALL_WORDS
    words = "|".join(sorted(map(re.escape, own | _EVERYWHERE)))
    pieces = re.split(rf"((?<!-)(?:\s*[,;]\s+|\s+(?:{words}|[&+])\s+))", need, flags=re.IGNORECASE)
    return [(pieces[at], pieces[at - 1] if at else "") for at in range(0, len(pieces), 2)]


def _topic_of(segment: str, reader: NeedReader, topics: Vocabulary, language: Language) -> str | None:
    """The topic that the segment surely leads to by its own words; None where there is none, or it only says whom."""
    read = read_need(reader, segment, topics, None, language)
    if not read.understood or (read.confidence or 0) < CONFIDENT:
        return None
    topic = read.understood[0].topic
    return None if topic in PEOPLE and _one_word(segment) else topic


def _one_word(segment: str) -> bool:
    return len(list(content_words(segment))) < 2
