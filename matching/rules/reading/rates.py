"""What share of the costs is paid, read from a text: "up to 80% of eligible costs", "der Eigenanteil beträgt 20 %".

Every share is looked at in its clause: what stands around it says whether it is what a fund pays, what the applicant
brings, or something else (inhabitants, partners, overheads, an advance).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.bounds import LEAST, MOST
from matching.rules.reading.numbers import NUMBER, whole
from matching.rules.reading.proposal import Proposal, proposed, sentences

_PERCENT = r"(?:%|per ?cent\b|Prozent\b|v\. ?H\.)"
_SHARE = re.compile(
    rf"(?P<n>\d{{1,3}}(?:[.,]\d+)?)\s?{_PERCENT}|\b(?P<word>{NUMBER})\s{_PERCENT}|"
    rf"(?P<half>(?<!at least )(?<!mindestens )\b(?:the )?half\b|"
    rf"\b(?:zur |die )?"
    rf"Hälfte\b)",
    re.IGNORECASE,
)
#: What is called a rate, or pays.
_RATE = (
    r"(?:(?:co-?)?(?:funding|financing|intervention|reimbursement) rate|\bco-?(?:funding|financing) by the \w+ is|"
    r"(?:support|aid) intensity|intensity of (?:the )?"
    r"(?:support|aid|grant)|(?:Regel)?(?:förder|zuschuss|interventions|beihilfe)(?:ungs)?(?:satz|quote|intensität)|"
    r"\b(?:EU |ERDF |EFRE-)?co-?(?:funding|financing):|\bat a rate of|\bFörderung:|"
    r"\bQuote|Ko-?finanzierungs(?:rate|satz)|Other Action Grants \(OAGs\))"
)
_PAYS = (
    r"(?:\bco-?(?:funding|financ\w+)|\b(?:grants?|support|subsidy|subsidies|contribution|programme|fund|ERDF|EU|it)\b"
    r"[^.;,%]{0,25}\b(?:covers?|financ\w+|pays?|reimburses?|amounts? to|exceeds?|limited|capped)|"
    r"\b(?:covers?|reimburse[sd]?|funded|financed|paid)\b|zuschuss|zuschüsse|zuwendung|bezuschuss\w*|"
    r"\bgefördert|\bfördert|förderung|anteil(?:s)?finanzierung|übernimmt|übernehmen|übernommen|erstatte\w*|"
    r"beteilig\w+ sich|"
    r"\bdeckt|getragen)"
)
_COSTS = r"(?:\bcosts?|expenditures?|expenses|kosten\b|ausgaben\b|eligible|Investition\w*)"
_OWN = re.compile(
    r"(?:Eigenanteil|Eigenbeteiligung|Eigenleistung|Eigenmittel|Kofinanzierung(?! von)|own (?:contribution|share|"
    r"resources|"
    r"funds|co-?financing)|(?:applicants?|beneficiar\w+|partners?|cit(?:y|ies)|municipalit\w+) (?:must|ha(?:s|"
    r"ve) to|need to|"
    r"shall|are to) (?:contribute|provide|bring|cover|co-?finance|finance)|"
    r"co-?financing by (?:the )?(?:applicants?|partners?|beneficiar\w+))[^.;%0-9]{0,60}$",
    re.IGNORECASE,
)
_OWN_AFTER = re.compile(
    r"^[^.;,%]{0,45}(?:als Eigen|(?:aus )?Eigen(?:anteil|mittel|leistung)|own (?:resources|funds|contribution)|"
    r"selbst (?:zu )?"
    r"(?:tragen|aufbringen))",
    re.IGNORECASE,
)
#: What is no share of costs that is paid: of people and places, overheads, an advance, a part of the marks.
_ELSE = re.compile(
    r"(?:overheads?|indirect|flat[- ]rate|Gemeinkosten|Verwaltungs\w*pauschale|Pauschale|pauschal|advance|"
    r"pre-?financ\w+|"
    r"Vorschuss|Abschlag|instal?ments?|points?|Punkte|score|weight\w*|additional(?:ly)?|remaining|restliche\w*|"
    r"übrige\w*|top-?up|bonus|zusätzlich\w*|weitere|"
    r"increased by|erhöh\w+ sich um|emissions?|savings?|reduc\w+|estimated|represent\w*|third part(?:y|ies)|"
    r"sub-?contract\w*|elements|allocat\w+|dedicate\w*|success rate|VAT|Mehrwertsteuer)"
    r"[^.;,%]{0,40}$",
    re.IGNORECASE,
)
_ELSE_AFTER = re.compile(
    r"^\s?\)?(?: (?:of|der|des|aller|seiner|ihrer|its|their|the|all))* ?(?:EU funding|population|inhabitants|"
    r"residents|Einwohner|"
    r"Bevölkerung|partners?|participants|Teilnehm|Partner|members|territory|budget|points|Punkte|maximum score|"
    r"Eigenanteils|kommunaler Beteiligung|(?:grant|advance|amount) (?:is|will be) paid|emissions|energy|(?:the "
    r")?work)",
    re.IGNORECASE,
)
#: What was paid once.
_PAST = re.compile(r"\b(?:were|was|had|wurden|erhielten|hatten|received)\b", re.IGNORECASE)
_POOR = re.compile(
    r"(?:finanzschwach\w*|finanzschwächer\w*|structurally weak|financially weak)\b[^.;%0-9]{0,50}$", re.IGNORECASE
)
_POOR_AFTER = re.compile(
    r"^(?: der [\w ]{0,30})? ?(?:für|for|bei) (?:finanzschw|structurally weak|financially weak)", re.IGNORECASE
)
_MOST_BEFORE = re.compile(
    rf"(?:{MOST}|\b(?:höchst|maximal|maximum)[\w -]{{0,30}}?(?: von| of| is| beträgt)?)\s*$", re.IGNORECASE
)
_MOST_OF_RATE = re.compile(
    rf"\b(?:maximum|maximal\w*|höchst\w*|max\.)(?: [\w-]+){{0,2}} {_RATE}[^.;%0-9]{{0,30}}$", re.IGNORECASE
)
_LEAST_BEFORE = re.compile(rf"{LEAST}\s*$", re.IGNORECASE)
_NAMED = re.compile(rf"{_RATE}[^.;%0-9]{{0,40}}(?:\d{{1,3}} ?%?,? (?:or|oder|bis|to|and|und|[–-]) ?)?$", re.IGNORECASE)
_PAID = re.compile(rf"{_PAYS}[^.;%0-9]{{0,60}}$", re.IGNORECASE)
_PAID_AFTER = re.compile(rf"^[^.;%]{{0,60}}{_PAYS}", re.IGNORECASE)
_OF_COSTS = re.compile(rf"^[^.;%]{{0,60}}{_COSTS}", re.IGNORECASE)
_RATE_AFTER = re.compile(
    r"^ (?:EU |ERDF |EFRE-)?(?:ERDF\b|EFRE\b|co-?(?:financing|funding)|Förderung|Zuschuss|funding|support|grant)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"fully (?:financed|funded|covered|paid) by|\b(?:participation|services?|support|assistance|training|exchange|"
    r"expert days|"
    r"advice|taking part)\b[^.;]{0,60} (?:free of charge|(?:is|are) free\b|at no cost)|free of charge for|"
    r"\b(?:kostenfrei|kostenlos|unentgeltlich)\b|without requiring (?:national )?co-?financing|"
    r"\bVollfinanzierung\b(?![^.;]{0,30}(?:nicht|ausgeschlossen|keine))|"
    r"Eigen(?:anteil|mittel|beitrag)\w* (?:ist|sind|wird|werden) nicht (?:erforderlich|nötig|notwendig|verlangt)|"
    r"no co-?financing is (?:needed|required)|keine? (?:Eigenanteil|Eigenmittel|Kofinanzierung) (?:ist |sind )?"
    r"(?:erforderlich|nötig|notwendig)",
    re.IGNORECASE,
)


def rates(text: str) -> Iterator[Proposal]:
    """The shares of the costs that the text says are paid."""
    for sentence in sentences(text):
        for match in _SHARE.finditer(sentence):
            yield from _of_share(sentence, match)
        if free := _FREE.search(sentence):
            yield proposed("funding_rate", "==", "1.00", free[0])


def _of_share(sentence: str, match: re.Match[str]) -> Iterator[Proposal]:
    before, after = sentence[: match.start()], sentence[match.end() :]
    number = whole(match["word"]) or 0 if match["word"] else float((match["n"] or "50").replace(",", "."))
    share = number / 100
    if not 0 < share <= 1 or _PAST.search(sentence):
        return
    words = sentence[max(0, match.start() - 40) : match.end()]
    if _ELSE.search(before[-60:]) or _ELSE_AFTER.search(after):
        return
    if _OWN.search(before) or _OWN_AFTER.search(after):
        # Who has to bring a share of the costs is paid no more than the rest.
        yield proposed("funding_rate", "<=", f"{1 - share:.2f}", words)
        return
    named = _NAMED.search(before) or _RATE_AFTER.search(after)
    paid = _OF_COSTS.search(after) and (_PAID.search(before) or _PAID_AFTER.search(after))
    bounded = _MOST_BEFORE.search(before) or _MOST_OF_RATE.search(before)
    if _LEAST_BEFORE.search(before):
        return
    poor = ";if=finanzschwach" if _POOR.search(before) or _POOR_AFTER.search(after) else ""
    if match["half"] and not paid:
        return
    if named or paid or poor or (bounded and (_OF_COSTS.search(after) or _PAID.search(before))):
        yield proposed("funding_rate", "<=" if bounded else "==", f"{share:.2f}{poor}", words)
