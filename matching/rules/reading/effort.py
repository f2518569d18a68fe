"""What an application and a project take, read from a text: rounds a year, sections of a form, weeks to a decision.

All are clauses of kind `other`; what is counted stands behind `of=`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.numbers import DAY, MONTHS, NUMBER, day, whole
from matching.rules.reading.proposal import Proposal, proposed, stated

_TWICE = {
    **{"zweimal": 2, "zwei Mal": 2, "twice": 2, "two times": 2, "halbjährlich": 2, "dreimal": 3, "drei Mal": 3},
    **{"three times": 3, "viermal": 4, "vier Mal": 4, "four times": 4, "vierteljährlich": 4, "quarterly": 4},
}
_TIMES_OF = {name.casefold(): times for name, times in _TWICE.items()}
#: What is counted exactly: the words around the number, and what clauses call it.
_EXACT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words.replace("N ", rf"(?P<n>{NUMBER})[ -]"), re.IGNORECASE), of)
    for words, of in (
        (r"each year there are N calls", "calls_per_year"),
        (r"\bN (?:Stichtage|cut-?off dates)(?: ?/ ?| pro | im | a | per )(?:Jahr|year)", "cut_off_dates_per_year"),
        (r"repeated N times a year", "support_rounds_per_year"),
        (
            r"(?:assessed|evaluated|begutachtet|bewertet) (?:by|von|durch) N (?:independent |unabhängigen? )?"
            r"(?:experts?|Fachleuten?|Gutachtern?)",
            "experts",
        ),
        (r"application form (?:is composed of|consists of|has) N sections", "form_sections"),
        (r"\bN (?:Peer Review )?experts", "experts"),
        (r"\bN day event", "days_event"),
        (r"\bN (?:expert|advisory) days", "expert_days"),
        (r"\bN ‘?guiding questions", "guiding_questions"),
        (r"award N prizes", "prizes"),
        (r"support (?:the development of )?N (?:investment concepts|projects|grants)", "grants"),
        (r"monitoring period of N years", "monitoring_years"),
    )
)
_IN_TIME = re.compile(
    rf"\b(?:within|innerhalb von|binnen|in) (?P<n>{NUMBER}) (?P<unit>weeks|months?|Wochen|Monaten?)\b(?! (?:after|"
    rf"nach))",
    re.IGNORECASE,
)
_AFTER_DEADLINE = re.compile(
    rf"(?P<n>{NUMBER}) (?P<unit>weeks|months?|Wochen|Monaten?) (?:after|nach) (?:the |dem |der )?(?:call |submission )?"
    rf"(?:deadline|closing date|closure|submission|cut-?off date|end of the call|Antragsfrist|Einreichung|Stichtag)",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:decisions?|decided?|decides|informed|results?|outcomes?|communicated|answers?|notified)\b|[Ee]ntscheid\w*|"
    r"entschieden|bewilligt|"
    r"Rückmeldung|Bescheid\b|benachrichtigt|informiert|[Ee]rgebnis\w*|mitgeteilt",
    re.IGNORECASE,
)
_A_YEAR = r"(?:jährlich|im Jahr|pro Jahr|a year|per year|each year|every year)"
_TAKES = re.compile(
    rf"(?:evaluation|assessment|decision|selection|Prüfung|Entscheidung|Bearbeitung|Auswahl)\b[^.;]{{0,30}}(?:takes?|"
    rf"dauert|"
    rf"beträgt) (?:around|about|up to|etwa|rund|ca\.|bis zu|in der Regel)? ?(?P<n>{NUMBER}) (?P<unit>weeks|months|"
    rf"Wochen|Monate)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?P<n>{'|'.join(name for name in _TWICE if not name.endswith(('lich', 'terly')))}) {_A_YEAR}|"
    r"(?:tagt|entscheidet|entschieden|tritt|Sitzungen\b[^.]{0,20}|meets|decides|decided)\s(?P<m>vierteljährlich|"
    r"halbjährlich|quarterly)",
    re.IGNORECASE,
)
#: What is done so often is no decision.
_LAUNCHED = re.compile(
    r"\b(?:calls?|Aufrufe?)\b[^.;]{0,30}\b(?:launched|published|opens?|opened|issued|veröffentlicht|starten|startet)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"(?:tagt|entscheidet|entschieden|meets|decides|decided)\s[^.;]{0,20}(?:mehrfach|mehrmals|several times) (?:im|"
    r"pro|a|per) "
    r"(?:Jahr|year)|(?:mehrfach|mehrmals) im Jahr (?:entschieden|getagt)",
    re.IGNORECASE,
)
_INTERMUNICIPAL = re.compile(
    r"interkommunale (?:Kooperations|Gemeinschafts)?(?:projekte|vorhaben)[^.;]{0,40}(?:nutzen|gefördert|möglich|"
    r"förderfähig)|"
    r"(?:joint|inter-?municipal) projects of several (?:municipalities|towns)[^.;]{0,30}(?:eligible|possible|funded)",
    re.IGNORECASE,
)
#: In how many projects one body may take part.
_PROJECTS_EACH = re.compile(
    rf"\b(?:an|in)\s(?:insgesamt |total )?(?:maximal|höchstens|bis zu|at most|no more than|up to) (?P<n>{NUMBER}) "
    rf"(?:\w+ )?(?:Partnerschaften|Projekten|Vorhaben|Anträgen|partnerships|projects|proposals|"
    rf"applications)\b[^.;]{{0,20}}",
    re.IGNORECASE,
)
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
#: From which month something runs: "Projektstart: ab September 2027", "evaluation starts in July 2027".
_FROM_MONTH = re.compile(
    r"(?P<what>Projektstart|Projektbeginn|projects? (?:can |may |should )?starts?|valutazione|evaluation|"
    r"Begutachtung)"
    rf"\b[^.;]{{0,60}}\b(?:ab|frühestens(?: ab| im)?|from|in|a partire da|im) (?P<month>{_MONTH_NAMES}) "
    rf"(?P<year>20\d\d)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:Zeitraum|Jahren?|period)(?: von)? (?P<a>20\d\d)(?: ?[-–] ?| bis |"
    r" to )(?P<b>20\d\d)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"(?:spätestens am|spätestens bis(?: zum)?|bis(?: zum| spätestens)?|no later than|latest by|by|before|until) "
    rf"(?P<day>{DAY}) (?:enden|abgeschlossen|abzuschließen|beendet|zu beenden|fertigzustellen|umgesetzt sein|"
    rf"umzusetzen|fertiggestellt|"
    rf"end\b)|"
    rf"(?:completed|finali[sz]ed|finished|end|concluded|implemented) (?:by|no later than|at the latest (?:by|on)|"
    rf"before) "
    rf"(?:the )?(?P<late>{DAY})",
    re.IGNORECASE,
)
_BEGINS = r"(?:beginn\w*|begonnen|start\w*|commence\w*|begin)"
#: A project may begin on the day of its application.
_BEGINS_APPLIED = re.compile(
    rf"Ausgaben ab (?:dem (?:Zeitpunkt|Tag) )?der Antrag\w+|costs (?:are eligible )?from the (?:day|date) of "
    rf"(?:submission|application)|frühestens (?:am|mit dem) Tag der Antrag\w+(?: {_BEGINS})?|"
    rf"{_BEGINS} frühestens mit (?:der )?Antrag\w+|"
    r"not have (?:started|begun|commenced) (?:before|prior to) (?:the )?(?:date of )?(?:the )?(?:submission|"
    r"application)|"
    r"(?:not|earliest) start (?:before|on) the (?:(?:day|date) of )?(?:the )?(?:submission|application)|"
    r"(?:erst )?nach (?:der )?(?:Antragstellung|Antragseinreichung|Einreichung des Antrags) begonnen",
    re.IGNORECASE,
)
_BEFORE_START = re.compile(
    rf"(?:(?:mindestens|spätestens|at least|(?:no|not) later than) )?(?P<n>{NUMBER}) (?:Wochen|weeks) (?:vor|before)"
    rf"(?: dem| the| der)?(?: geplanten| planned)? (?:[\w-]*(?:beginn|start)\w*|activity|project|"
    rf"event|Veranstaltung|Begegnung)",
    re.IGNORECASE,
)
_STAGES = re.compile(
    r"\b(?P<n>two|one|single|2)-(?:stage|step) (?:application|submission|selection|call|award)?\s?(?:procedure|"
    r"process)|"
    r"\b(?P<m>zwei|ein)stufige[srn]?\b|\b(?:ist|verläuft|erfolgt) (?P<o>zwei|ein)stufig\b|"
    r"(?:apply|application)[^.;]{0,40} in a (?P<p>single) step|"
    r"(?:evaluated|assessed|selected|submitted|submission|Einreichung|application|selection|procedure|"
    r"process)\b[^.;]{0,20} in (?P<q>one|"
    r"two) (?:stages?|steps?)\b|"
    r"in (?P<r>zwei|einer?) Stufen?\b|"
    r"(?:\w*[Vv]erfahren|procedure|process|application|selection)\b[^.;]{0,25} (?:besteht aus|umfasst|gliedert sich in|"
    r"consists of|comprises|has) (?P<s>zwei|two) (?:Stufen|Schritten?|stages|steps)\b",
    re.IGNORECASE,
)
_LANGUAGES = {
    **{"english": "en", "german": "de", "french": "fr", "polish": "pl", "czech": "cs", "italian": "it", "dutch": "nl"},
    **{"spanish": "es", "danish": "da", "slovak": "sk", "hungarian": "hu", "slovenian": "sl", "croatian": "hr"},
    **{"englisch": "en", "deutsch": "de", "französisch": "fr", "polnisch": "pl", "tschechisch": "cs"},
    **{"italienisch": "it", "niederländisch": "nl", "dänisch": "da", "slowakisch": "sk", "ungarisch": "hu"},
}
_LANGUAGE = "|".join(_LANGUAGES)
_WRITTEN_IN = re.compile(
    rf"(?:applications?|proposals?|application form)\b[^.;]{{0,50}}(?:written|submitted|drafted|completed|filled "
    rf"in|accepted) "
    rf"in "
    rf"(?:both )?(?P<one>{_LANGUAGE})(?:(?: and|,) (?P<two>{_LANGUAGE})(?:,? and (?P<three>{_LANGUAGE}))?)?(?! or)\b|"
    rf"(?:working language|language of (?:the )?(?:applications?|proposals?|"
    rf"call))\b[^.;]{{0,25}} is (?P<working>{_LANGUAGE})"
    rf"(?! or)\b|(?:Antr[aä]g|Projektantr[aä]g|Einreichung|Formular|Unterlagen)[^.;]{{0,60}} in (?P<eine>{_LANGUAGE})er"
    rf"(?: und (?P<andere>{_LANGUAGE})er)? Sprache",
    re.IGNORECASE,
)
_ANY_LANGUAGE = re.compile(
    r"in any (?:of the )?(?:official )?(?:EU )?languages? of the (?:European Union|EU)|in any (?:official )?EU "
    r"language|"
    r"in (?:jeder|allen|einer der) (?:Amtssprachen?|EU-Sprachen?)[^.;]{0,15}",
    re.IGNORECASE,
)
_DAY_OF_YEAR = (
    r"\d{1,2}\.? (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|"
    + (r"February|March|May|June|July|October|December)(?: \d{4})?")
)
_CUT_OFFS = re.compile(
    rf"(?:Stichtage?n?|cut-?off dates|Einreichtermine?n?|Antragsfristen)\b"
    rf"(?:[\s:(]|\b(?:are|is|on|the|sind|ist|jeweils|am|der|die|den|dem|zum|für|jährlich|each year|every "
    rf"year)\b)*(?P<days>{_DAY_OF_YEAR}"
    rf"(?:(?:,| und| and|, and) (?:der |dem |zum )?{_DAY_OF_YEAR})+)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?:aged|im Alter (?:von|zwischen)) (?:between )?(?P<low>\d{1,2}) (?:and|und|to|bis) (?P<high>\d{1,2})\b|"
    r"(?:between|zwischen|von) (?P<low2>\d{1,2}) (?:and|und|to|bis) (?P<high2>\d{1,2}) (?:Jahren? alt|years "
    r"(?:old|of "
    r"age))",
    re.IGNORECASE,
)
_DAYS = re.compile(
    rf"(?:visits?|exchange|encounter|meeting|event|stay|Begegnung\w*|Treffen|Besuch\w*|Austausch\w*|Aufenthalt\w*|"
    rf"Veranstaltung\w*)\b[^.;]{{0,40}}(?:no longer than|not (?:exceed|longer than)|up to|at most|maximum of|"
    rf"höchstens|"
    rf"maximal|bis zu|längstens) (?P<n>{NUMBER}) (?:days|Tagen?)\b",
    re.IGNORECASE,
)
_DAYS_FROM_TO = re.compile(
    rf"(?:visits?|exchanges?|encounters?|meetings?|stays?|Begegnung\w*|Treffen|Besuch\w*|Austausch\w*|"
    rf"Aufenthalt\w*)\b"
    rf"[^.;]{{0,40}}\b(?P<low>{NUMBER}) (?:to|and|bis|und) (?:höchstens )?(?P<high>{NUMBER}) (?:days|Tagen?)\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    rf"(?:will |to )(?:fund|select|support|award) (?:up to |at most |around |about )?(?P<n>{NUMBER}) (?:\w+ ){{0,2}}"
    rf"(?:projects|municipalities|cities|towns|grants|applicants|proposals)|"
    rf"(?:Ausgewählt werden|Es werden|Gefördert werden) (?:bis zu |maximal |höchstens |rund )?(?P<m>{NUMBER}) "
    rf"(?:Modell|Pilot)?(?:vorhaben|projekte|kommunen|städte|regionen)(?= (?:ausgewählt|gefördert|unterstützt)|"
    rf"[.;,])",
    re.IGNORECASE,
)
_CHOSEN_FROM_TO = re.compile(
    rf"(?:between |zwischen )?(?P<low>{NUMBER}) (?:and|to|und|bis) (?P<high>{NUMBER}) (?:\w+ )?(?:projects|cities|"
    rf"towns|"
    rf"municipalities|Projekte|Vorhaben|Kommunen|Städte) (?:will be|are|werden) (?:funded|supported|selected|"
    rf"ausgewählt|gefördert)",
    re.IGNORECASE,
)
_FUND_END = re.compile(
    r"(?:Fonds|Mittel|Förderprogramm|Programm|Förderung|gefördert|fund|funds|programme)\b[^.;]{0,50}(?:bis Ende|"
    r"until "
    r"the end of|till the "
    r"end "
    r"of) (?P<year>20\d\d)",
    re.IGNORECASE,
)
_ONE_EACH = re.compile(
    r"(?:Für jede[sn]? (?:Quartier|Vorhaben|Projekt)|"
    r"for each project)[^.;]{0,40} separate[rn]? (?:Antrag|application)",
    re.IGNORECASE,
)
_ONE_ONLY = re.compile(
    rf"(?:only|maximum of|at most|up to|no more than|limited to) (?P<a>{NUMBER}) (?:applications?|proposals?|"
    rf"projects?) "
    rf"(?:is allowed |are allowed |may be submitted |can be submitted )?per (?:applicant|organi[sz]ation|"
    rf"municipality|city|"
    rf"town|partner|lead)|"
    rf"(?:nur|maximal|höchstens) (?P<b>{NUMBER}) (?:Antr[aä]ge?|Projekte?|Vorhaben|Bewerbung(?:en)?|Projektantrag) "
    rf"(?:je|pro) (?:Antragsteller\w*|Kommune|Gemeinde|Stadt|Träger|Einrichtung)|"
    rf"[Jj]ede[rs]? (?:\w+ )?(?:kann|darf) (?:nur |höchstens |maximal |lediglich )(?P<c>{NUMBER}) "
    rf"(?:Antr[aä]ge?|Projekte?|Vorhaben|Bewerbung(?:en)?|Skizzen?)\b|"
    rf"(?:organi[sz]ations?|applicants?|municipality|municipalities|city|cities|authority) (?:may|can) (?:only "
    rf")?(?:coordinate|"
    rf"lead|participate in|take part in|be involved in) (?:only |at most |up to |no more than |a maximum of "
    rf")?(?P<d>{NUMBER}) "
    rf"(?:\w+ )?(?:proposals?|applications?)\b|"
    rf"(?:je|pro) (?:Kommune|Gemeinde|Stadt|Antragsteller\w*) (?:kann|darf|ist)\w* (?:nur |höchstens )?"
    rf"(?P<k>{NUMBER}) Antrag|"
    rf"(?:höchstens|maximal|nur) (?P<r>{NUMBER}) Antr[aä]ge? (?:je|pro) (?:Jahr|Antragsteller\w*|Kommune|"
    rf"Antragsfrist)|"
    rf"kann (?:zu|je|pro) (?:einer )?Antragsfrist (?P<n>{NUMBER}) Antrag|"
    rf"only (?P<m>one) (?:application|proposal) (?:may be submitted )?(?:per|by each) (?:applicant|organisation|"
    rf"municipality|city|town)|"
    rf"not (?:submit|hand in|present|lodge) more than (?P<e>{NUMBER}) (?:proposals?|applications?|projects?)\b|"
    rf"no more than (?P<p>{NUMBER}) (?:proposals?|applications?)\b|nur (?P<q>{NUMBER}) (?:Antrag|Anträge|"
    rf"Projektantrag) "
    rf"(?:gestellt|einreichen|stellen|eingereicht|zulässig)|"
    rf"(?:applicants?|municipality|municipalities|organisations?|towns?|city|cities) (?:may|can) (?:only "
    rf")?(?:submit|hand in|present) "
    rf"(?:only |at most |up to |a )?(?P<o>{NUMBER}) "
    rf"(?:proposal|application)",
    re.IGNORECASE,
)
_BY_MAIL = re.compile(
    r"per E-?Mail[^.;]{0,40} (?:einzureichen|zu (?:senden|richten|schicken)|einreichen|gesendet|eingereicht)|"
    r"(?:submitted|sent|sen[dt] in|returned) (?:\w+ )?by e-?mail",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:[Vv]or (?:der )?(?:Antragstellung|Einreichung)|vorab)[^.;]{0,30} Beratung\w*[^.;]{0,50} (?:zu führen|"
    r"erforderlich|"
    r"notwendig|Pflicht)|"
    r"verpflichtende[srn]? (?:\w+)?(?:beratung|Beratungsgespräch|Erstberatung)\w*|Beratung[^.;]{0,30} ist "
    r"(?:verpflichtend|Pflicht|erforderlich|notwendig|zwingend)|"
    r"(?:must|ha(?:s|ve) to|are required to|are obliged to) [^.;]{0,20}(?:contact|consult)\b[^.;]{0,60} (?:before|"
    r"prior to) "
    r"(?:\w+ ){0,2}(?:submi\w+|appl\w+)|(?:müssen|muss) (?:sich )?[^.;]{0,50}(?:Antragstellung|Einreichung)[^.;]{0,40} "
    r"(?:beraten lassen|Kontakt aufnehmen|in Verbindung setzen)|"
    r"(?:compulsory|mandatory|obligatory) (?:prior )?(?:consultation|advice)|Beratung\w*\b[^.;]{0,60} "
    r"(?:verpflichtend|vorgeschrieben|obligatorisch)\b|"
    r"(?:consultation|advice)\b[^.;]{0,40} (?:is|are) (?:compulsory|mandatory|obligatory)",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"(?:submitted|lodged|filed|filled in|completed|created)\b[^.;]{0,30} (?:via|through|using|in|on) (?:the |an? "
    r")?(?:\w+[ &-]+){0,4}(?:portal|system|"
    r"platform|JEMS|eMS)\b|online (?:einzureichen|zu stellen|gestellt|eingereicht)|"
    r"ausschließlich (?:online|elektronisch|digital)\b|Antragstellung erfolgt (?:online|elektronisch|digital)|über "
    r"(?:das|ein) (?:\w+[ -])?\w*-?[Pp]ortal\b[^.;]{0,40} "
    r"(?:gestellt|einzureichen|eingereicht)|submitted (?:online|electronically)|submitted [^.;]{0,30}(?:through|via) "
    r"(?:the |an? )?(?:online|electronic) (?:portal|system)|applications? (?:is|are|must be) "
    r"submitted online|"
    r"online gestellt",
    re.IGNORECASE,
)
_NEVER_BEFORE = re.compile(
    r"have not been supported under previous|(?:funded|supported) in (?:the last|earlier|previous)[^.;]{0,25} (?:are "
    r")?not eligible|(?:may|must) not have (?:received|benefited)[^.;]{0,30} (?:earlier|"
    r"previous) "
    r"call|not (?:yet )?(?:been )?(?:funded|"
    r"supported) (?:before|in earlier)",
    re.IGNORECASE,
)


def effort(text: str) -> Iterator[Proposal]:
    """The clauses about rounds, forms, decisions, and how an application is handed in."""
    for words, of in _EXACT:
        for match in words.finditer(text):
            yield _clause("==", f"{whole(match['n'])};of={of}", match[0])
    for match in (*_IN_TIME.finditer(text), *_AFTER_DEADLINE.finditer(text)):
        before = re.split("[.;]", text[max(0, match.start() - 60) : match.start()])[-1]
        if _DECIDED.search(before) or _DECIDED.search(re.split("[.;]", text[match.end() : match.end() + 40])[0]):
            of = "weeks_to_decision" if match["unit"].casefold().startswith("w") else "months_to_decision"
            yield _clause("<=", f"{whole(match['n'])};of={of}", match[0])
    for match in _TAKES.finditer(text):
        of = "weeks_to_decision" if match["unit"].casefold().startswith("w") else "months_to_decision"
        yield _clause("==", f"{whole(match['n'])};of={of}", match[0])
    for match in _TIMES.finditer(text):
        if _LAUNCHED.search(text[max(0, match.start() - 60) : match.start()]):
            yield _clause("==", f"{_TIMES_OF[(match['n'] or match['m']).casefold()]};of=calls_per_year", match[0])
            continue
        yield _clause("<=", f"{_TIMES_OF[(match['n'] or match['m']).casefold()]};of=decisions_per_year", match[0])
    for match in _YEARS.finditer(text):
        yield _clause("in", f"{match['a']}-{match['b']};of=fund_years", match[0])
    for match in _ENDS.finditer(text):
        yield _clause("<=", f"{day(match['day'] or match['late'])};of=project_end", match[0])
    yield from _of_days(text)
    for match in _PROJECTS_EACH.finditer(text):
        yield _clause("<=", f"{whole(match['n'])};of=projects_per_applicant", match[0])
    for match in _FROM_MONTH.finditer(text):
        of = "project_start" if match["what"].casefold().startswith("proj") else "evaluation_start"
        yield _clause(">=", f"{match['year']}-{MONTHS[match['month'].casefold()]:02};of={of}", match[0])
    for match in _STAGES.finditer(text):
        two = next(word for word in match.groups() if word).casefold() in ("two", "2", "zwei")
        yield _clause("==", f"{2 if two else 1};of=stages", match[0])
    for match in _WRITTEN_IN.finditer(text):
        codes = [_LANGUAGES[word.casefold()] for word in match.groups() if word]
        yield _clause("==", f"{';'.join(codes)};of=application_language", match[0])
    for match in _CHOSEN.finditer(text):
        bounded = re.search(r"up to|at most|bis zu|maximal|höchstens", match[0], re.IGNORECASE)
        yield _clause("<=" if bounded else "==", f"{whole(match['n'] or match['m'])};of=grants", match[0])
    for match in _ONE_ONLY.finditer(text):
        yield _clause(
            "<=",
            f"{whole(next(word for word in match.groups() if word))};of=applications_per_applicant_and_deadline",
            match[0],
        )
    fixed = (
        (_BEGINS_APPLIED, ">=", "day_of_application;of=project_start"),
        (_ONE_EACH, "==", "1;of=application_per_project"),
        (_BY_MAIL, "==", "e_mail;of=effort"),
        (_ONLINE, "==", "online;of=effort"),
        (_ADVICE, "==", "compulsory_advice"),
        (_ANY_LANGUAGE, "==", "all_eu_languages;of=application_language"),
        (_OFTEN, "==", "several;of=decisions_per_year"),
        (_INTERMUNICIPAL, "includes", "intermunicipal_project"),
        (_NEVER_BEFORE, "not", "supported_in_earlier_call"),
    )
    yield from stated(text, "other", fixed)


def _of_days(text: str) -> Iterator[Proposal]:
    """What is said in days, weeks and years of age: of meetings, of applications before a start, of participants."""
    for match in _BEFORE_START.finditer(text):
        yield _clause(">=", f"{whole(match['n'])};of=weeks_before_start", match[0])
    for match in _CUT_OFFS.finditer(text):
        number = len(re.findall(_DAY_OF_YEAR, match["days"], re.IGNORECASE))
        yield _clause("==", f"{number};of=cut_off_dates_per_year", match[0])
    for match in _AGE.finditer(text):
        yield _clause(">=", f"{match['low'] or match['low2']};of=participant_age", match[0])
        yield _clause("<=", f"{match['high'] or match['high2']};of=participant_age", match[0])
    for match in _DAYS.finditer(text):
        yield _clause("<=", f"{whole(match['n'])};of=days", match[0])
    for match in _DAYS_FROM_TO.finditer(text):
        yield _clause(">=", f"{whole(match['low'])};of=days", match[0])
        yield _clause("<=", f"{whole(match['high'])};of=days", match[0])
    for match in _CHOSEN_FROM_TO.finditer(text):
        yield _clause(">=", f"{whole(match['low'])};of=grants", match[0])
        yield _clause("<=", f"{whole(match['high'])};of=grants", match[0])
    for match in _FUND_END.finditer(text):
        yield _clause("<=", f"{match['year']}-12-31;of=fund_end", match[0])


def _clause(operator: str, value: str, words: str) -> Proposal:
    return proposed("other", operator, value, words)
