"""The portraits of a strategy, law or charter, and of a way in which towns learn from each other."""

from __future__ import annotations

from collections.abc import Sequence

from api.pages.portraits.network import named_topics
from api.pages.portraits.parts import Detail, Portrayed, Seen, source_of
from graph.model import Format, Strategy, in_language
from graph.said import said
from matching.words.asked_for import kind_and_issuer
from matching.words.told import told
from matching.words.written import country_name


def strategy(seen: Seen) -> Portrayed:
    """What is said of a strategy, law, charter, declaration or publication."""
    record = seen.table.record(seen.at)
    assert isinstance(record, Strategy)
    language = seen.language
    speaks_to = [
        told(said("the European Union"), language) if code == "EU" else country_name(code, language)
        for code in record.countries
    ]
    written = (
        (said("Issued by"), seen.table.text_in("issuer", "issuers", seen.at, language), None),
        (said("Adopted or published"), seen.day(record.issued), None),
        (said("For towns in"), ", ".join(speaks_to) or told(said("all of Europe"), language), None),
        (said("To read"), record.url, record.url),
    )
    return Portrayed(
        name=seen.name,
        kind=kind_and_issuer(record.kind, None, None),
        summary=record.summary_in(language),
        details=[Detail(called=called, value=value, url=url) for called, value, url in written if value],
        cites=(source_of(seen.table, seen.at),),
        topics=named_topics(seen),
        unknown=[] if record.issued else [told(said("when it was adopted"), language)],
    )


def format(seen: Seen) -> Portrayed:
    """What is said of a way in which towns learn from each other: how large the group was, how long, step by step."""
    record = seen.table.record(seen.at)
    assert isinstance(record, Format)
    steps = record.steps_in(seen.language)

    def tongue(others: Sequence[str]) -> str:
        return seen.language if in_language(others, seen.language) else "en"

    written = (
        (said("Who takes part"), record.group_size_in(seen.language), tongue(record.group_sizes)),
        (said("How long"), record.duration_in(seen.language), tongue(record.durations)),
        (said("How often"), record.rhythm_in(seen.language), tongue(record.rhythms)),
        (said("Step by step"), " – ".join(steps or record.steps_in("en")), seen.language if steps else "en"),
    )
    return Portrayed(
        name=seen.name,
        kind=said("Way of learning from each other"),
        summary=None,
        details=[Detail(called=called, value=value, lang=lang) for called, value, lang in written if value],
        cites=(source_of(seen.table, seen.at),),
    )
