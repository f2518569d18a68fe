"""What sums in euros bound, read from a text: "up to EUR 60 000", "Gesamtkosten zwischen 1.000 und 20.000 Euro".

Every sum is looked at in its sentence: what stands around it says whether it bounds a grant or the costs of a project,
is the budget of the whole call, or something else, such as money for each guest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.numbers import MILLION, SUM, money, written
from matching.rules.reading.proposal import Proposal, proposed, sentences

_EURO = r"(?:EUR\b|€|Euros?\b)"
_WORD = rf"(?:\s?(?P<{{0}}>{MILLION}|milion\w*|M(?=\s?(?:€|EUR|ERDF))|million\w*))?"
_AMOUNT = re.compile(
    rf"(?:{_EURO}\s?(?P<first>{SUM}){_WORD.format('m1')}(?:\s?{_EURO})?|"
    rf"(?P<second>{SUM}){_WORD.format('m2')}(?:\s(?:di|of|d'))?\s?{_EURO})",
    re.IGNORECASE,
)
_GRANT = re.compile(
    r"grant|fund|applications?|\brequests?\b|contribution|award|support|financ|lump|ERDF|EFRE|FESR|förder|zuschuss|"
    r"zuschüsse|"
    r"zuwend|"
    r"finanz|"
    r"pauschal|"
    r"betrag|projekt|project|vorhaben|rete|progett|summen?\b|voucher|prize|preis",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:\bup to|\b(?:maximum|max\.)\s[^.;:,€0-9]{0,50}?\b(?:is|of|at|amounts to)|"
    r"\b[Hh]öchst\w*\s[^.;:,€0-9]{0,40}?\b(?:liegt bei|beträgt|von|ist)|\bmaximum(?:\s(?:EU\s)?(?:grant|"
    r"contribution|amount|value|funding)[^.€]{0,45}?(?:is|of|EUR)?)?"
    r"(?:\s(?:of|is)){0,2}|\bmax\.?|(?:can|\b)not (?:be )?(?:exceed(?:ed)?|(?:larger|higher|greater|more) than)|"
    r"\bnot exceed|\bexceed(?:ing)?|\b(?:no|not) more than|\bat most|\bbis zu|"
    r"\bhöchstens(?:\s(?:jedoch|aber))?|höchst\w*(?:summe|betrag|zuschuss|förderung):?|"
    r"\b(?:maximum|max\.) (?:\w+ )?(?:grant|amount|contribution|funding)(?: per \w+)?:|"
    r"\bmaximal(?:e\s\w+)?(?:\s(?:jedoch|aber))?|höchst\w*(?:\s(?:von|beträgt|liegt bei|:))+|\bfino a|"
    r"\bmassimo(?:\sdi)?|\bjusqu'à|"
    r"\bcapped at|\bceiling of|\blimited to|begrenzt auf|überschreiten[^.]{0,35}\bnicht|"
    r"\bcontribution from the EU of up to|"
    r"grant amount is of|fördersumme beträgt|\bmaximum)\s*(?:a\s|einem\s|einer\s|of\s|von\s|rund\s|ca\.\s)?$",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:\bat least|(?:can|\b)not (?:be )?(?:lower|less|smaller|below) than|\bminimum(?:\s(?:grant|amount|"
    r"budget))?(?:\s(?:of|is)|"
    r":)?|"
    r"\bmindest(?:förder|zuschuss)?(?:summe|betrag|förderung|zuschuss):?|\bmin\.|\bmindestens|"
    r"mindest\w+(?:\s(?:von|beträgt|liegt bei))+|"
    r"\bab einem Betrag von|\bBagatellgrenze(?:\s(?:von|liegt|bei|beträgt|ist))*:?|"
    r"\b(?:budget|zuschuss|förderung|zuwendung|antrag\w*|grants?) (?:ab|from))\s*$",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"(?:fixed grant|lump sum(?: grant)?|pauschal\w*|Festbetrag\w*|flat rate)(?:\s\w+)?"
    r"\s(?:of|von|is|beträgt|Höhe von)\s*$|(?:\bwinners?|Preisträger\w*)\b[^.;]{0,20}\b(?:receives?|get|erhalten|"
    r"erhält)"
    r"(?: jeweils| je)?\s*$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"(?:between|zwischen|from|von|mindestens|at least|min\.)\s+(?:{_EURO}\s?)?(?P<low>{SUM})(?:\s?{_EURO})?\s+"
    rf"(?:and|und|to|bis)\s+(?:dürfen\s+|darf\s+)?(?:at most\s+|höchstens\s+|maximal\s+|up to\s+)?$",
    re.IGNORECASE,
)
_TWO_SUMS = re.compile(
    rf"(?:lump sums?|Pauschal\w*|Festbetr\w+)[^.:]{{0,30}}(?::|\bof|\bvon)\s*"
    rf"(?P<lower>{_EURO}?\s?{SUM}\s?{_EURO}?(?:,\s{_EURO}?\s?{SUM}\s?{_EURO}?)*),?\s(?:and|or|und|oder)\s*$",
    re.IGNORECASE,
)
#: The sum is of the costs, of the whole call, of what others get, or comes on top.
_OF_ELSE = re.compile(
    r"(?:kosten\w*|costs?|ausgaben|expenditure|insgesamt|altogether|in total|turnover|umsatz|eigenanteil|eigenmittel|"
    r"own contribution|(?:total|overall|indicative|available|gesamt|whole|call|maximum)\s?-?(?:budget|volumen))"
    r"(?:\s(?:of|von|is|are|in Höhe|beträgt|bis|up|to|zu|maximal|max\.|zwischen|between|at|least|mindestens|über|"
    r"rund|"
    r"unter|below|less|than|more))"
    r"{0,5}"
    r"\s*$|(?:third part(?:y|ies)|insufficient|considered that|shows that|adaptation actions|drittem?\b|"
    r"investee|additional funding)[^.;]{0,45}$|"
    r"\b(?:FSTP|sub-?grants?|sub-?projects?|cascade funding|third part(?:y|ies))\b[^;]{0,140}$",
    re.IGNORECASE,
)
#: The sum is of the costs, or a part of the grant that is for something.
_OF_ELSE_AFTER = re.compile(
    r"^\s*(?:(?:an )?(?:förder|zuwendungs|zuschuss)fähige[rn]?\s)?(?:gesamt|projekt)?-?(?:kosten|ausgaben|volumen)|"
    r"^\s*(?:total |project |eligible )*costs?\b|"
    r"^\s*(?:of the\b|(?:EU )?funding is expected|should be (?:used|dedicated)|is expected to be used)",
    re.IGNORECASE,
)
#: What the costs of a project are called, those that are eligible apart.
_COSTS = (
    r"(?:(?P<eligible>(?:zuschuss|zuwendungs|förder)fähige[nr]?\s(?:Gesamt|Projekt)?(?:kosten|ausgaben)\b|"
    r"(?<!total )\beligible (?:project )?(?:costs?|expenditure)\b)|"
    r"\b(?:Gesamtkosten|Projektkosten|Gesamtausgaben|Gesamtfinanzierung|Projektvolumen|Gesamtvolumen|Kostenrahmen)\b|"
    r"\btotal (?:eligible )?(?:project )?(?:costs?|expenditure)\b|\b(?:project|overall) costs?\b|"
    r"\b(?:project budgets?|(?:total )?(?:budgets?|costs?) of (?:the|a|each) projects?)\b)"
)
#: The costs as what the sum is of: named before it, with nothing between them that is paid, or after it.
_OF_COSTS = re.compile(
    rf"(?P<share>(?:%|per ?cent|prozent)[^.;,]{{0,40}})?{_COSTS}(?P<between>[^;]{{0,95}})$", re.IGNORECASE
)
_OF_COSTS_AFTER = re.compile(rf"^\s*(?:an |of |in )?{_COSTS}", re.IGNORECASE)
_PAID_BETWEEN = re.compile(
    r"grant|zuschuss|zuschüsse|zuwendung|förderung|fördersumme|contribution|funding|subsid|%|per ?cent|prozent|jedoch|"
    r"\bpaid|gefördert",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\bbis\s*$", re.IGNORECASE)
_TOO_MUCH = re.compile(r"\b(?:exceeding|over|above|more than|über|mehr als)\s*$", re.IGNORECASE)
_FROM_ON = re.compile(r"\b(?:ab|from)\s*$", re.IGNORECASE)
_BELOW = re.compile(r"(?:unter(?:halb von)?|below|under|less than|weniger als)\s*$", re.IGNORECASE)
#: The money of a whole call: named before the sum, or said to be there around it.
_BUDGET = re.compile(
    r"(?:\b(?:call|total(?: call| indicative| available)?|overall|available(?: call)?|indicative(?: total)?) budget\b|"
    r"\bbudget (?:of|for) (?:the|this) (?:call|topic)\b|\bbudget available\b)"
    r"(?: available)?(?: for (?:this|the) (?:call|topic))?(?: of the call)?(?: of| is| are| amounts to|:)*\s*"
    r"(?:about |around |approximately )?$|"
    r"\b(?:Gesamtbudget|Budget|(?:Förder|Mittel)volumen|begrenzten Fördersumme)\b(?: des Aufrufs)?"
    r"(?: von| beträgt| liegt bei| insgesamt|:)*\s*(?:rund |ca\. )?$",
    re.IGNORECASE,
)
#: A budget of each project or application, whatever it is called.
_OF_EACH = re.compile(
    r"^\s*(?:per|for each|je|pro) (?:application|project|proposal|Projekt|Antrag|Vorhaben)", re.IGNORECASE
)
_THERE = re.compile(
    r"\bstehen (?:[\w-]+ ){0,6}$|(?:[Aa]ufruf|[Pp]rogramm|[Ww]ettbewerb|\bcall|\btopic|"
    r"\bround)\b[^.;]{0,25}\b(?:sind|werden|"
    r"wurden) (?:[\w-]+ ){0,4}$|^\s*$|\b(?:a total of|altogether)\s*$",
    re.IGNORECASE,
)
_IS_THERE = re.compile(
    r"^\s*(?:(?:[\w-]+ ){0,2}(?:zur Verfügung|bereit)|"
    r"(?:vorgesehen|eingeplant|reserviert|veranschlagt|bereitgestellt)|(?:is|are|has been|have been|will be) (?:made )?"
    r"(?:available|earmarked|allocated|set aside|foreseen))\b",
    re.IGNORECASE,
)
#: What is paid for each of many.
_FOR_EACH = re.compile(
    r"^\s*(?:(?:is|are|will be|wird|werden) paid )?(?:per|pro|je|a|each|for each)\s(?:\w+\s)?(?:person|participant|"
    r"day|year|night|visit|head|month|hour|"
    r"teilnehm|twinning visit|meeting|tag\b|jahr|nacht|monat|stunde|kopf|third|expert|übernachtung)",
    re.IGNORECASE,
)
#: Of these "at least" says what a project is to move, and nothing of its grant.
_MOVED = re.compile(r"\b(?:investments?|procure\w*|Investition\w*)[^.;]{0,45}$", re.IGNORECASE)
#: The costs as what is bounded, with words between them and the bound; a share of them bounds the grant.
_COSTS_ARE = re.compile(
    r"(?P<share>(?:%|per ?cent|prozent)[^.;,]{0,40})?(?:\bcosts?|kosten|ausgaben|expenditure)\b:?[^.;:,]{0,60}"
    r"\b(?:exceed|dürfen|darf|more than|höchstens|maximal|(?:is|are|sind|ist|auf)(?: limited to| capped at)?)\s*$",
    re.IGNORECASE,
)
#: What bounds a grant after it: "auf 200.000 Euro begrenzt", "darf 50.000 Euro nicht übersteigen".
_MOST_AFTER = re.compile(
    r"^\s*(?:je \w+ |pro \w+ )?(?:nicht (?:über(?:schreiten|steigen))|(?:begrenzt|gedeckelt|beschränkt|limitiert)\b)",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"^\s*(?:bis|to|up to|–|-)\s", re.IGNORECASE)
_NOT_PAID = re.compile(
    r"\b(?:nicht|not|no|keine?)\b[^.]{0,30}(?:ausgezahlt|gefördert|förderfähig|bewilligt|berücksichtigt|gewährt|paid|"
    r"funded|eligible|awarded|supported|considered)|\b(?:rejected|inadmissible|ineligible|abgelehnt|"
    r"ausgeschlossen)\b",
    re.IGNORECASE,
)


def sums(text: str) -> Iterator[Proposal]:
    """The bounds on a grant that the text states, in euros."""
    said_before = ""
    for sentence in sentences(text):
        of_grants = _GRANT.search(f"{said_before} {sentence}") is not None
        for match in _AMOUNT.finditer(sentence):
            yield from _of_sum(sentence, match, of_grants)
        said_before = sentence


def _of_sum(sentence: str, match: re.Match[str], of_grants: bool) -> Iterator[Proposal]:
    before, after = sentence[: match.start()], sentence[match.end() :]
    value = money(match["first"] or match["second"], match["m1"] or match["m2"])
    if value is None or value < 300:
        return
    if (_BUDGET.search(before) and not _OF_EACH.search(after)) or (_THERE.search(before) and _IS_THERE.search(after)):
        words = sentence[max(0, match.start() - 40) : match.end()]
        yield proposed("other", "==", f"{written(value)};of=call_budget_eur", words)
        return
    of = _costs_meant(before, after)
    if of is not None:
        yield from _of_costs(sentence, match, value, of)
        return
    if (
        not of_grants
        or _OF_ELSE.search(before[-160:])
        or any(words.search(after[:45]) for words in (_OF_ELSE_AFTER, _FOR_EACH, _OPEN_END))
    ):
        return
    costs = _COSTS_ARE.search(before[-160:])
    if costs is not None and costs["share"] is None:
        return
    two, span = _TWO_SUMS.search(before), _FROM_TO.search(before)
    if two is not None:
        lower = [money(found[0], None) for found in re.finditer(SUM, two["lower"])]
        each = ";".join(written(sum_) for sum_ in (*lower, value) if sum_ is not None)
        yield proposed("grant_max_eur", "in", each, sentence[two.start() : match.end()])
        return
    if span is not None:
        low = money(span["low"], match["m1"] or match["m2"] if len(span["low"]) < 4 else None)
        if low is not None and 300 <= low < value and not _OF_ELSE.search(before[: span.start()][-160:]):
            words = sentence[span.start() : match.end()]
            yield proposed("grant_min_eur", ">=", written(low), words)
            yield proposed("grant_max_eur", "<=", written(value), words)
        return
    for kind, operator, bound in (
        ("grant_max_eur", "<=", _MOST),
        ("grant_max_eur", "==", _FIXED),
        ("grant_min_eur", ">=", _LEAST),
    ):
        found = bound.search(before[-95:])
        if bound is _LEAST and _MOVED.search(before):
            return
        if found is not None:
            begin = match.start() - len(found[0])
            yield proposed(kind, operator, written(value), sentence[begin : match.end()])
            return
    bounded = _MOST_AFTER.search(after)
    if bounded is not None and _GRANT.search(before[-95:]):
        yield proposed("grant_max_eur", "<=", written(value), sentence[: match.end() + bounded.end()])
        return
    if _BELOW.search(before) and _NOT_PAID.search(after[:70]):
        yield proposed("grant_min_eur", ">=", written(value), sentence[match.start() - 12 : match.end()])


def _costs_meant(before: str, after: str) -> str | None:
    """Which costs of a project the sum is of, None where it is of something else; a share of them is a grant."""
    found = _OF_COSTS_AFTER.search(after) or _OF_COSTS.search(before[-200:])
    if found is None:
        return None
    if "share" in found.re.groupindex and (found["share"] is not None or _PAID_BETWEEN.search(found["between"])):
        return None
    return "eligible_costs_eur" if found["eligible"] else "total_costs_eur"


def _of_costs(sentence: str, match: re.Match[str], value: float, of: str) -> Iterator[Proposal]:
    """The bounds on the costs of a project: from this sum on, up to it, or both."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    words = sentence[max(0, match.start() - 40) : match.end()]
    span = _FROM_TO.search(before)
    low = None if span is None else money(span["low"], match["m1"] or match["m2"] if len(span["low"]) < 4 else None)
    if low is not None and low < value:
        yield proposed("other", ">=", f"{written(low)};of=total_costs_eur", words)
        yield proposed("other", "<=", f"{written(value)};of={of}", words)
    elif _OPEN_END.search(after) or _FOR_EACH.search(after[:45]):
        return
    elif _BELOW.search(before):
        if _NOT_PAID.search(after[:70]):
            yield proposed("other", ">=", f"{written(value)};of=total_costs_eur", words)
        else:
            yield proposed("other", "<", f"{written(value)};of={of}", words)
    elif _TOO_MUCH.search(before) and _NOT_PAID.search(after[:70]):
        yield proposed("other", "<=", f"{written(value)};of={of}", words)
    elif _LEAST.search(before[-95:]) or (_FROM_ON.search(before) and not _NOT_PAID.search(after[:70])):
        yield proposed("other", ">=", f"{written(value)};of=total_costs_eur", words)
    elif (
        _MOST.search(before[-95:])
        or _UNTIL.search(before)
        or _MOST_AFTER.search(after)
        or _COSTS_ARE.search(before[-160:])
    ):
        yield proposed("other", "<=", f"{written(value)};of={of}", words)
