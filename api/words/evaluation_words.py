"""What the evaluation's report says, on the terminal and on its page: tasks, metrics, segments and shares by key."""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said, said_as
from matching.types import Language
from matching.words.told import told
from matching.words.written import as_written, country_name

TASKS: Mapping[str, Said] = {
    "partners": said("Partners: who else joins the network of this lead?"),
    "peers": said("Peers: with whom will this town work?"),
    "networks": said("Networks: which of those to come will this town join?"),
    "solutions": said("Solutions: which one does this town use besides?"),
    "tandems": said("Tandems: whom did people put this town together with?"),
}
#: How a purpose's true partners are asked for.
ASKED_HOW: Mapping[str, Said] = {
    "partners": said("The lead of a network to come asks, by its text"),
    "peers": said("A town asks, with nothing else"),
    "tandems": said("A town of a tandem asks"),
}
#: What is right for a purpose (`matching.evaluation.truths`).
TRUTHS: Mapping[str, Said] = {
    "peers": said("right: members of the same URBACT and transnational networks, and of the same tandem"),
    "nearby": said("right: members of the same networks in the own country"),
    "neighbours": said("right: members abroad of the same cross-border networks"),
    "experienced": said("right: for small towns the leads of their networks, and the members that are not small"),
}
#: Metrics; some are called the same in every language.
METRICS: Mapping[str, str] = {
    "ndcg@10": "nDCG@10",
    "recall@10": "recall@10",
    "recall@100": "recall@100",
    "mrr": "MRR",
    "newcomers-recall@10": said("newcomers' recall@10"),
    "newcomers-recall@100": said("newcomers' recall@100"),
    "known-recall@10": said("recall@10 of towns with a record"),
    "known-recall@100": said("recall@100 of towns with a record"),
}
_SEGMENTS: Mapping[str, str] = {
    "all": said_as("segment", "all"),
    "newcomer": said_as("segment", "newcomer"),
    "known": said_as("segment", "with a record"),
    "small": said_as("segment", "small"),
    "medium": said_as("segment", "medium"),
    "large": said_as("segment", "large"),
    "size-unknown": said_as("segment", "size unknown"),
    "cross-border": said_as("segment", "cross-border"),
    "transnational": said_as("segment", "transnational"),
    "urbact": "URBACT",
}
#: Shares of the first ten places (`matching.evaluation.exposure`).
SHARES: Mapping[str, Said] = {
    "over_100k": said("over 100,000 inhabitants"),
    "over_500k": said("over 500,000 inhabitants"),
    "newcomers": said("newcomers"),
    "own_country": said("asker's own country"),
}

ASKED = said("{questions} questions, {relevant} true answers, {ceiling:.1f} % of them in the pool")
RUN = said("known before {split}, pool {pool}, seed {seed}, data {data}")
SKIPPED = said("{method} did not run: {why}")
METHOD = said("method")
SEGMENT = said("segment")
QUESTIONS = said("questions")
BEST_SIMPLE = said("best simple method")
PURPOSES_TITLE = said("Purposes of partners, each by what is right for it")
STANDING = said("Beside the best simple method")
DIFFERENCE = said("difference")
BELOW = said("below")
MEDIAN_PLACE = said("median place")
BY_SEGMENT = said("nDCG@10 by who asks, and under which programme")
EXPOSURE = said("Who stands in the first ten places (against the share among the true answers)")
TRUTH = said("true answers")


def segment_name(segment: str, language: Language) -> str:
    """What the segment is called in the language."""
    kind, _, code = segment.partition(":")
    if kind == "country":
        return told(said("asking from {country}", country=country_name(code, language)), language)
    return told(_SEGMENTS[segment], language)


def with_interval(value: float | None, low: float | None, high: float | None, language: Language) -> str:
    """The value, and its interval where there is one."""
    written = figure(value, language)
    return written if low is None or high is None else f"{written} [{interval(low, high, language)}]"


def difference(value: float | None, low: float | None, high: float | None, language: Language) -> str:
    """By how much a method is above the best simple one, with the interval; marked where it is surely below it."""
    if value is None or low is None or high is None:
        return figure(value, language)
    signed = f"{'+' if value >= 0 else '−'}{figure(abs(value), language)}"
    ends = "–".join(f"{'−' if end < 0 else ''}{figure(abs(end), language)}" for end in (low, high))
    return f"{signed} [{ends}]" + (f" {told(BELOW, language)}" if high < 0 else "")


def figure(value: float | None, language: Language, digits: int = 3) -> str:
    """The value with so many digits after the point, a dash where there is nothing to average."""
    return "–" if value is None else as_written(f"{value:.{digits}f}", language)


def interval(low: float, high: float, language: Language) -> str:
    """The two ends of an interval."""
    return f"{figure(low, language)}–{figure(high, language)}"
