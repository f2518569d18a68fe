"""The draft of a letter from one town to another: who writes, why to you, what we ask, what we could do together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.said import Named, Said
from matching.asker import Asker
from matching.letters import wording
from matching.letters.known import Known, known_of, subjects_of, topics_of
from matching.letters.languages import of_both
from matching.letters.ways import Way, Ways
from matching.purposes.purpose import Searched
from matching.types import Draft, Evidence, Language, Letter, Suggestion
from matching.words.told import told
from matching.words.written import country_name

#: What letters quote as an address: the rest of a source says how it was read.
_ADDRESSES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a letter is about, in no language yet."""

    asker: Asker
    partner: int
    suggestion: Suggestion
    known: tuple[Known, ...]
    topics: tuple[Named, ...]
    way: Way | None
    own_language: Language


def letter(
    searched: Searched, ways: Ways, partner: int, suggestion: Suggestion, languages: Sequence[Language] = ()
) -> Letter:
    """The letter to the partner (its index), in these languages; where none is named, in those of both towns."""
    asker = searched.asker
    known = known_of(searched, partner, suggestion.contributions)
    topics = topics_of(asker, asker.wanted) or (subjects_of(asker, known[0]) if known else ())
    country = asker.ties.snapshot.municipalities.category("country")[partner] or ""
    places = (_nuts(asker, asker.index), _nuts(asker, partner))
    own = of_both(asker.country, country, *places)
    matter = _Matter(asker, partner, suggestion, known, topics, ways.first(asker, partner), own[0])
    written = tuple(dict.fromkeys(languages)) or own
    return Letter(
        town=asker.query.town,
        partner=suggestion.id,
        drafts=tuple(_draft(matter, language) for language in written),
        evidence=tuple(_evidence(known)),
        website=suggestion.website,
    )


def _nuts(asker: Asker, town: int | None) -> str | None:
    stated = None if town is None else asker.ties.snapshot.fact(town, "nuts3")
    return stated.value if stated else None


def _evidence(known: Sequence[Known]) -> Iterator[Evidence]:
    yield from (one.evidence for one in known if one.evidence.source)


def _draft(matter: _Matter, language: Language) -> Draft:
    asker = matter.asker
    table = asker.ties.snapshot.municipalities
    town: str = asker.name if asker.index is None else table.named(asker.index)
    names = {"town": town, "partner": table.named(matter.partner)}
    subject = wording.SUBJECT_ON.fill(topics=matter.topics, **names) if matter.topics else wording.SUBJECT.fill(**names)
    paragraphs = [
        told(wording.GREETING, language),
        _who(matter, town, language),
        _why(matter, language),
        _asked(matter, language),
        _together(matter, language),
        told(wording.CLOSE, language),
        "\n".join((told(wording.REGARDS, language), told(wording.SIGNED, language), told(town, language))),
    ]
    return Draft(language=language, subject=told(subject, language), text="\n\n".join(paragraphs))


def _who(matter: _Matter, town: str, language: Language) -> str:
    asker = matter.asker
    places = (_region(asker), country_name(asker.country, language))
    facts: list[str] = [name for name in places if name and name != town]  # Bragança lies in Bragança
    if not np.isnan(asker.population):
        facts.append(wording.INHABITANTS.fill(count=int(asker.population)))
    away = asker.told_distance(matter.partner)
    if not np.isnan(away):
        facts.append(wording.AWAY.fill(km=away))
    sentences = [wording.WHO.fill(town=town, facts=tuple(facts))]
    if asker.wanted.any():
        sentences.append(wording.WANTED.fill(topics=matter.topics))
    # What was understood may be coarse, or wrong: in the language of who asks, its own words stand beside it.
    if asker.query.need and (not asker.wanted.any() or language == matter.own_language):
        sentences.append(wording.WANTED_IN_WORDS.fill(need=" ".join(asker.query.need.split()).rstrip(".")))
    return " ".join(told(sentence, language) for sentence in sentences)


def _region(asker: Asker) -> str | None:
    if asker.index is None:
        return None
    snapshot = asker.ties.snapshot
    table = snapshot.tables["Region"]
    names = [(table.name(int(at)), table.ids[int(at)]) for at in snapshot.links("IN").ends(asker.index)]
    # A region whose name is not known goes by its code, which says nothing to a reader.
    return next((name for name, id in names if not id.endswith(name)), None)


def _why(matter: _Matter, language: Language) -> str:
    """What speaks for the partner; what no source says stands apart from what one does."""
    written = [f"– {told(_sourced(one), language)}" for one in matter.known if one.evidence.source]
    parts = [told(wording.fact(one), language) for one in matter.known if not one.evidence.source]
    parts.append(
        "\n".join((told(wording.BECAUSE, language), *written)) if written else told(wording.NOTHING_KNOWN, language)
    )
    if any(one.practice and language not in ("en", *one.thing.called) for one in matter.known):
        parts.append(told(wording.IN_ENGLISH, language))
    return "\n\n".join(parts)


def _sourced(known: Known) -> Said:
    sentence, source = wording.fact(known), known.evidence.source
    address = next((part.strip() for part in source.split("; ") if part.strip().startswith(_ADDRESSES)), None)
    return wording.SOURCED.fill(sentence=sentence, source=address) if address else sentence


def _asked(matter: _Matter, language: Language) -> str:
    asked = [told(question, language) for question in wording.questions(matter.known, matter.topics)]
    return "\n".join((told(wording.QUESTIONS, language), *(f"{at}. {text}" for at, text in enumerate(asked, start=1))))


def _together(matter: _Matter, language: Language) -> str:
    sentences: list[Said] = [wording.together(matter.known, matter.topics)]
    if matter.way is not None:
        sentence = wording.paid(matter.way.paid).fill(programme=matter.way.programme, call=matter.way.call or "")
        address = matter.way.url if (matter.way.url or "").startswith(_ADDRESSES) else None
        sentences.append(wording.SOURCED.fill(sentence=sentence, source=address) if address else sentence)
        if not matter.way.sure:
            sentences.append(wording.TO_BE_CHECKED)
    return " ".join(told(sentence, language) for sentence in sentences)
