"""How long a project lasts at most, read from a text: "up to 24 months", "entro un periodo massimo di 2 anni".

Every number of months or years is looked at in its sentence: what stands before and after it says whether it bounds how
long a project lasts, or is about something else (a report, a decision, a follow-up).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.numbers import DAY, NUMBER, day, whole, written
from matching.rules.reading.proposal import Proposal, proposed, sentences

_UNIT = r"(?P<unit>months?|years?|Monat(?:e[ns]?)?|Jahr(?:e[ns]?)?|mesi|ann[io]|mois|ans?\b|monatig\w*|jährig\w*)"
_AMOUNT = re.compile(rf"(?<![\d.,])\b(?P<n>\d{{1,3}}(?:[.,]\d)?|{NUMBER})(?:\s|-)?{_UNIT}\b", re.IGNORECASE)
#: What lasts, or runs.
_SUBJECT = re.compile(
    r"\bduration|\blast(?:s|ing)?\b|\brun(?:s|ning)?\b|\bprojects?\b|\bimplement|\bcompleted\b|\bcarried out\b|"
    r"\bperiod\b|"
    r"\bnetworks?\b|\bfunded\b|gefördert|laufzeit|höchstdauer|projekt|vorhaben|zeitraum|dauer|durchführ|umsetz|"
    r"umzusetzen|durata|"
    r"attuazione|progett|"
    r"\bdurée|\bprojet|stelle\b|maßnahme|phase\b|review\b|exchange\b",
    re.IGNORECASE,
)
#: What bounds the number that follows.
_AT_MOST = re.compile(
    r"(?:\bup to|\bmaximum (?:\w+ )?(?:length|duration|period)\b[^.;:0-9]{0,40}?(?: is| of| at|:)|"
    r"\b(?:maximale \w+|Höchst(?:dauer|laufzeit))(?: [^.;:0-9]{0,30})?(?: beträgt| ist| von|:)|"
    r"\bduration[^.;]{0,30} limited to|"
    r"\bmaximum(?:\s(?:estimated\s)?(?:duration|length|"
    r"period))?(?:\s(?:of|is))?|\bmax\.?|\bat most|"
    r"\b(?:no|not)\s(?:longer|more)\sthan|\bexceed(?:ing)?|\bwithin(?:\sa(?:\smaximum)?\speriod\sof)?|\bhöchstens|"
    r"\bHöchstdauer(?:\s(?:beträgt|ist|von))?|\bmaximal(?:e[rn]?\s\w+\svon)?|\bbis zu|\blängstens|\bnicht länger als|"
    r"\bmassimo(?:\sdi)?|"
    r"\bmassima(?:\s\w+){0,3}\sdi|\bfino a|\bentro|"
    r"\bjusqu'à|\bmaximale\s\w+|\bmaximum:?|\bduration (?:is|of)(?: up to)?|\bLaufzeit (?:von|beträgt)|\bover an?)\s*"
    r"(?:a\s|the\s|von\s|of\s)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?:\b(?:between|from|zwischen|von|da|de)\s+)?\b(?:\d{{1,3}}(?:[.,]\d)?|{NUMBER})\s?(?:\w+\s)?(?:and|to|"
    rf"und|bis|a|à|[–-])\s*(?:at most\s+|höchstens\s+|maximal\s+|no more than\s+)?$",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"(?:(?:sind|ist) auf|typically|usually|in der Regel|üblicherweise|generally|umfass(?:t|en)|beläuft sich auf|"
    r"(?:expected )?duration of the (?:action|project) is|duration(?: of (?:the |a "
    r")?projects?)? should be|"
    r"projects? ha(?:s|ve) a duration of|projects? (?:should|will|are to) last)\s*$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:\büber|\bfor|\bfür)\s*$", re.IGNORECASE)
#: What is bounded after the number.
_AFTER = re.compile(
    r"^\s*(?:maximum|max\b|at most|nicht (?:zu )?überschr|nicht übersteigen|begrenzt|beschränkt|befristet)",
    re.IGNORECASE,
)
#: What is about something else.
_ELSE_BEFORE = re.compile(
    r"(?:after|following|prior|before|follow-up|nach\b|seit|experience|evaluat|decision|entscheid|bewillig|"
    r"report|bericht|"
    r"pay|innerhalb|evaluation|eligibility|within the (?:last|past)|letzten|vergangenen|vor\b|older|ago|every|alle)"
    r"[^.,;:]{0,30}$",
    re.IGNORECASE,
)
_ELSE_AFTER = re.compile(
    r"^\s*(?:after|following|from|before|prior|nach\b|ab\b|vor\b|"
    r"of (?:the )?(?:signature|deadline|submission|age|experience)|"
    r"old\b|alt\b|ago\b|bewillig|entschied)",
    re.IGNORECASE,
)
#: What is over so many months after it began: "innerhalb von 24 Monaten nach Bewilligung abzuschließen".
_COMPLETED = re.compile(
    r"^\s*(?:nach|ab|after|from|of)\s(?:(?:the|dem|der|its)\s)?(?:Bewilligung|Projektbeginn|Projektstart|"
    r"Zuwendungsbescheid|"
    r"start\b|beginning|grant|approval|award)[^.;]{0,40}(?:abzuschließen|abgeschlossen|umzusetzen|umgesetzt|beendet|"
    r"completed|"
    r"finished)|^\s(?:of|after|from) (?:the |its )?(?:start|approval|grant)[^.;]{0,20}$",
    re.IGNORECASE,
)
#: "innerhalb von zwölf Monaten durchzuführen": done so soon, and begun when it is granted.
_DONE_WITHIN = re.compile(r"innerhalb von $|binnen $", re.IGNORECASE)
_DONE = re.compile(
    r"^\s*(?:erfolgen|durchzuführen|durchgeführt|umzusetzen|umgesetzt|abzuschließen|abgeschlossen)\b", re.IGNORECASE
)
#: What lasts is a part of a project, or what others do with money that it passes on.
_OF_OTHERS = re.compile(
    r"\b(?:third part(?:y|ies)|FSTP|sub-?projects?|sub-?grants?|secondments?|placements?|fellowship|outgoing phase|"
    r"internships?|Praktik\w+|Dritte[nr]?)\b",
    re.IGNORECASE,
)
_BETWEEN_DAYS = re.compile(
    rf"(?:between|from|zwischen|vom)\s(?:dem\s)?(?P<one>{DAY})\s(?:and|to|until|und|bis)\s(?:zum\s|"
    rf"dem\s)?(?P<two>{DAY})",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\bact\b|implement|\brun\b|carried out|take place|activit|umgesetzt|durchgeführt|durchführ", re.IGNORECASE
)


def durations(text: str) -> Iterator[Proposal]:
    """The durations that the text bounds or names, in months."""
    for sentence in sentences(text):
        for match in _AMOUNT.finditer(sentence):
            operator = _operator(sentence, match)
            months = _months(match)
            if operator is not None and months is not None:
                begin = _begin(sentence, match)
                yield proposed("duration_max_months", operator, written(months), sentence[begin : match.end()])
                yield from _low_end(sentence, match, begin)
        yield from _between_days(sentence)


_LOW = re.compile(rf"(?P<n>{NUMBER})\s?(?:and|to|und|bis|a|à|[–-])\s*(?:at most |höchstens |maximal )?$", re.IGNORECASE)
_OF_PROJECT = re.compile(r"project|projekt|laufzeit|dauer|vorhaben", re.IGNORECASE)
_NO_RULE = re.compile(r"\b(?:normally|typically|usually|in der Regel|üblicherweise)\b", re.IGNORECASE)


def _low_end(sentence: str, match: re.Match[str], begin: int) -> Iterator[Proposal]:
    """The least duration, where a span of months is named and no mere custom."""
    low = _LOW.search(sentence[: match.start()])
    before = sentence[: match.start()]
    if low is None or _NO_RULE.search(before) or not _OF_PROJECT.search(before):
        return
    number, unit = whole(low["n"]), match["unit"][0].casefold()
    if number:
        months = number * (12 if unit in "yja" else 1)
        yield proposed("other", ">=", f"{months};of=duration_months", sentence[begin : match.end()])


def _operator(sentence: str, match: re.Match[str]) -> str | None:
    before, after = sentence[: match.start()], sentence[match.end() :]
    if _COMPLETED.search(after[:90]) and _SUBJECT.search(before[-110:]):
        return "<="
    if _DONE_WITHIN.search(before[-15:]) and _DONE.search(after[:45]) and _SUBJECT.search(before[-110:]):
        return "<="
    if _ELSE_BEFORE.search(before[-45:]) or _ELSE_AFTER.search(after[:40]):
        return None
    if re.search(
        r"\b(?:minimum|Mindest|mindestens|at least)\S*(?: (?!max|höchst|bis\b|längst)\w+){0,4}\s*$",
        before[-60:],
        re.IGNORECASE,
    ):
        return None
    if _OF_OTHERS.search(before[-150:]) or _OF_OTHERS.search(after[:60]):
        return None
    if not (_SUBJECT.search(before[-110:]) or _SUBJECT.search(after[:45])):
        return None
    if _AFTER.search(after[:40]):
        return "<="
    if _USUAL.search(before[-60:]):
        return "=="
    if _AT_MOST.search(before[-60:]) or _RANGE.search(before[-40:]):
        return "<="
    if match["unit"].casefold().startswith(("monatig", "jährig")):
        return "<="
    return "==" if _SPAN.search(before[-8:]) else None


def _months(match: re.Match[str]) -> float | None:
    text = match["n"].replace(",", ".")
    number = float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else whole(text)
    if number is None or not 0 < number <= 120:
        return None
    months = number * 12 if match["unit"][0].casefold() in "yja" else float(number)
    return months if months <= 120 else None


def _begin(sentence: str, match: re.Match[str]) -> int:
    """Where the quotation begins: with the word that bounds the number."""
    before = sentence[: match.start()]
    for words in (_AT_MOST, _RANGE, _USUAL, _SPAN):
        found = words.search(before)
        if found is not None:
            return found.start()
    return match.start()


def _between_days(sentence: str) -> Iterator[Proposal]:
    for match in _BETWEEN_DAYS.finditer(sentence):
        days = [day(match[name]) for name in ("one", "two")]
        if None in days or not _ACTS.search(sentence):
            continue
        (y1, m1, d1), (y2, m2, d2) = ([int(part) for part in (text or "").split("-")] for text in days)
        months = (y2 - y1) * 12 + m2 - m1 + (1 if d1 <= 2 and d2 >= 28 else 0)
        if 0 < months <= 120:
            yield proposed("duration_max_months", "<=", str(months), match[0])
            yield proposed("other", ">=", f"{days[0]};of=activities_start", match[0])
