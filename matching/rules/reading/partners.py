"""How many take part in a project, read from a text: "between four and nine partners", "höchstens zehn Städte"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.bounds import Amount, amount, read_amount, refused, turned
from matching.rules.reading.numbers import NUMBER, whole
from matching.rules.reading.proposal import Proposal, proposed, sentences, told

_DESCRIBED = (
    r"(?:(?:different|independent|eligible|project|financing|full|funded|active|participating|separate|distinct|"
    r"legal|"
    r"cooperating|partner|city|town|municipal|core|associated|foreign|weitere|kommunale|ausländische|verschiedene|"
    r"unterschiedliche|unabhängige|eigenständige|rechtlich)[nr]? ){0,3}"
)
#: Who is a partner by name.
_PARTNERS = (
    r"partners?|partner organi[sz]ations|beneficiaries|applicants?|legal entities|(?<=independent )entities|"
    r"Partnern?|Projektpartnern?|Verbundpartnern?|Kooperationspartnern?|Partnereinrichtungen|Netzwerkteilnehmer\w*|"
    r"Antragsteller\w*|Projektträgern?"
)
#: Who is one where the sentence is about those who work together.
_OTHERS = (
    r"entities|members|Mitgliedern?|participants(?! (?:from )?abroad)|organi[sz]ations|institutions|Einrichtungen|"
    r"Organisationen|"
    r"cities|towns|"
    r"municipalities|Städten?|Kommunen|Gemeinden"
)
_TOGETHER = re.compile(
    r"\bnetworks?\b|partnership|consorti|consists? of|composed of|made up of|brings? together|besteh\w+ aus|"
    r"umfass\w+|"
    r"Netzwerk|Partnerschaft|Konsorti|Verbund|zusammenschließ|schließen sich|\bjointly\b|work together|gemeinsam|"
    r"\b(?:reichen|stellen|bewerben|bilden|submit|form)\b|beteiligt|countries|Ländern|staaten",
    re.IGNORECASE,
)
_AMOUNT = amount(rf"(?:{_PARTNERS}|(?P<other>{_OTHERS}))", NUMBER, _DESCRIBED)
#: What is about each of them, or of one of several sorts, counts none that take part.
_EACH = re.compile(
    r"^ (?:(?:must|have to|should) (?!be established|be from|come from (?:at least )?(?:different|\w+ "
    r"(?:different )?countries))|from each|(?:will|can|may) (?:be )?"
    r"(?:selected|funded|supported)|ausgewählt|gefördert)",
    re.IGNORECASE,
)
#: So many of one country, and not of the whole.
_A_COUNTRY = re.compile(
    r"^ (?:per (?:participating |eligible )?(?:country|state)|(?:from|of) (?:the same|one|any one|each) (?:country|"
    r"state)|"
    r"(?:pro|je) (?:Land|Staat|Mitgliedstaat)|aus (?:demselben|einem|dem gleichen) (?:Land|Staat))",
    re.IGNORECASE,
)
#: A bound behind the name: "The minimum number of partners is four."
_NAMED = re.compile(
    rf"(?:(?P<least>minimum number of (?:project )?(?:partners|applicants|beneficiaries)|Mindest(?:an)?zahl "
    rf"(?:der|an|von) "
    rf"(?:Projekt)?[Pp]artnern?)|(?:maximum number of (?:project )?partners|Höchstzahl (?:der|an|von) "
    rf"(?:Projekt)?[Pp]artnern?))"
    rf"(?: is| are| beträgt| liegt bei)?:? (?P<n>{NUMBER})|(?:\b(?:number of (?:project )?partners|size of (?:the |a )?"
    rf"(?:partnership|consortium))\b[^.;]{{0,20}}\b(?:limited to|not (?:exceed|more than))|"
    rf"(?:Anzahl|Zahl) der (?:Projekt)?[Pp]artner\w* ist auf)(?: höchstens| maximal)? (?P<limit>{NUMBER})\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:by|as|from|einem) (?:one |a )?single[ -](?:applicants?|entity|organi[sz]ation|municipality|city|authority)\b|"
    r"(?:single|individual)[ -](?:applicants?|beneficiar(?:y|ies)|partner)(?: applications?| proposals?)?\b[^.;]{0,15} "
    r"(?<!not )(?:allowed|eligible|possible|accepted|admissible)|"
    r"Einzelantr[aä]ge?\b[^.;]{0,25} (?<!nicht )(?:zulässig|möglich|zugelassen)|"
    r"mono-beneficiary|consorti(?:a|um) (?:is|are) not (?:allowed|required|needed)|\bno (?:minimum|least) number of "
    r"(?:partners|applicants|participants)|keine Mindest(?:an)?zahl (?:von|an) Partnern|"
    r"(?:Anträge|Antrag) (?:einzelner|eines einzelnen) (?:Antragsteller\w*|Kommunen?)",
    re.IGNORECASE,
)


def partners(text: str) -> Iterator[Proposal]:
    """The clauses that count who takes part."""
    for sentence in sentences(text):
        for match in _AMOUNT.finditer(sentence):
            found = read_amount(match)
            if refused(sentence[match.end() :]) and found.high and not found.low:
                found = turned(found)
            asked = match["least"] or match["most"] or not told(sentence, *match.span())
            if asked and not (found.exact or _EACH.search(sentence[match.end() :])):
                yield from _bounded(found, match, sentence)
        for match in _NAMED.finditer(sentence):
            number = whole(match["n"] or match["limit"])
            if match["least"]:
                yield proposed("min_applicants", ">=", str(number), match[0])
            else:
                yield proposed("other", "<=", f"{number};of=partners", match[0])
        if alone := _ALONE.search(sentence):
            yield proposed("min_applicants", ">=", "1", alone[0])


def _bounded(found: Amount, match: re.Match[str], sentence: str) -> Iterator[Proposal]:
    if match["other"] and not _TOGETHER.search(sentence):
        return
    if (found.least or 0) > 1 and not (match["other"] and _of_sort(match)):
        yield proposed("min_applicants", ">=", str(found.least), match[0])
    if found.high is not None and (whole(found.high) or 0) > 1:
        of = "partners_per_country" if _A_COUNTRY.match(sentence[match.end() :]) else "partners"
        yield proposed("other", "<=", f"{whole(found.high)};of={of}", match[0])


def _of_sort(match: re.Match[str]) -> bool:
    """Whether a least number alone is of bodies of a sort among others: "at least two municipalities"."""
    towns = re.fullmatch(r"cities|towns|municipalities|Städten?|Kommunen|Gemeinden", match["other"], re.IGNORECASE)
    return towns is not None and match["m"] is None
