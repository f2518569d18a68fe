"""How one applies, begins and is paid, read from a text: "at any time", "erst nach Bewilligung", "in arrears".

All are clauses of kind `other` that state something without counting. Most of them are two things said of each other in
one clause, whichever stands first.
"""

from __future__ import annotations

from collections.abc import Iterator

from matching.rules.reading.proposal import Proposal, either_order, proposed, sentences, stating

_APPLYING = (
    r"\b(?:appl(?:y|ies|ications?|ying)|proposals?|submi\w+|requests?|requested|call)\b|Antr[aä]ge?\b|Antragstellung|"
    r"eingereicht|einzureichen|Einreichung|gestellt|Bewerbung\w*|entgegengenommen|angenommen"
)
_ANY_TIME = (
    r"at any time|all[- ]year(?:[- ]round)?\b|throughout the year|on a (?:rolling|continuous) basis|continuously|"
    r"(?:without|no) (?:fixed |application )?deadlines?|\blaufend\b|"
    r"fortlaufend|"
    r"ganzjährig|jederzeit|das ganze Jahr(?: über)?|ohne Frist|keine Fristen"
)
_NOT = r"\bnot\b|\bcannot\b|\bno\b|excluded|prohibited|\bnicht\b|\bkeine?\b|ausgeschlossen|unzulässig|untersagt|"
r"verboten|förderschädlich"
_TWICE_PAID = (
    r"already (?:receiv\w+|been (?:funded|financed)|benefit\w*|financed|funded)[^.;]{0,40}(?:EU|other|another|public|"
    r"Union) "
    r"(?:EU |Union )?(?:programme|fund|grant|budget|source)\w*|bereits (?:aus|durch|mit|von) (?:\w+ "
    r")?(?:Förderprogramm\w*|"
    r"\w*[Mm]itteln|\w*[Ff]onds)\b[^.;]{0,25}(?:gefördert|finanziert|bezuschusst)|"
    r"(?:funding|support|grants?) (?:from|under|by) (?:any )?other [^.;]{0,25}(?:sources?|programmes?|funds?|"
    r"instruments?)|"
    r"(?:gleichzeitige|weitere|zusätzliche) (?:Förderung|Finanzierung) (?:aus|durch|mit|über) (?:anderen?|weiteren)\b|"
    r"(?:financed|funded|paid|covered) twice|doppelt (?:gefördert|finanziert|bezuschusst)|"
    r"(?:Doppel|Mehrfach)(?:förderung|finanzierung)\w*|Kumulierung|Kumulation|kumulier\w+|double[- ](?:funding|"
    r"financing)|"
    r"cumulation|cumulative funding|combin\w+ with (?:any )?other [^.;]{0,25}(?:funding|funds|grants|support)|"
    r"mit (?:anderen|weiteren) (?:\w*[Ff]örder\w+|Zuwendungen|Zuschüssen)[^.;]{0,25} (?:kombinier\w+|kumulier\w+)"
)
_PAID = (
    r"\b(?:pay(?:ments?|s)?|paid|reimburse[sd]?|reimbursement)\b|(?:aus|be)gezahlt|ausbezahlt|Auszahlung|erstatt\w+|"
    r"(?<!vor)finanziert|Mittel\b"
)
_AFTERWARDS = (
    r"\b(?:only )?after (?:the )?(?:(?:final|interim|progress|approved) )?(?:reports?|proof|completion|"
    r"expenditure|costs|"
    r"submission of (?:the )?(?:reports?|invoices)|event|activity|visit|meeting)|(?:up)?on (?:the )?(?:presentation|"
    r"submission|"
    r"production) of|in arrears|afterwards|nachträglich|im Nachhinein|"
    r"(?:erst )?nach (?:Vorlage|Prüfung|Abschluss|Einreichung (?:der|von) (?:Belege|Rechnungen))"
)
_BEGIN = (
    r"\b(?:begin\w*|begun|beg[oa]nnen\w*|start\w*|commence\w*)\b|\w*[Bb]eginn\b|"
    r"(?:Ausgaben|Kosten) \w+ (?:ab|entstehen)"
)
_APPROVED = (
    r"(?:Erteilung|Bekanntgabe|Zugang|Erhalt|Zustellung) (?:des|eines|vom) (?:Zuwendungs|Förder|"
    r"Bewilligungs)?\w*bescheid\w*|"
    r"(?:Projekt|Antrags)?(?:[Bb]ewilligung|[Gg]enehmigung)\b|Förderzusage|(?:Zuwendungs|Förder|"
    r"Bewilligungs)bescheid\w*|"
    r"(?:application|project|grant) (?:was|is|has been) (?:approved|awarded)|(?:approval|award decision|notification|"
    r"award of the grant)"
)
_COSTS = r"\b(?:costs?|expenditures?|expenses)\b|\b(?:begin|begun|start(?:s|ed)?|commence)\b"
_SIGNED = (
    r"(?:the )?(?:(?:signature|signing)(?: of)?(?: the)?(?: (?:grant|contract))|"
    r"(?:grant agreement|contract) (?:has been |is |was )?signed)"
)
_STATED = stating(
    (
        (either_order(_APPLYING, _ANY_TIME), "==", "all_year"),
        (either_order(_TWICE_PAID, _NOT, 60), "not", "double_funding"),
        (
            rf"Erstattungsprinzip|reimbursement basis|must be pre-?financed|(?:müssen|sind|ist|muss) (?:\w+ "
            rf")?(?:vorfinanziert|"
            rf"vorzufinanzieren)|{either_order(_PAID, _AFTERWARDS)}",
            "==",
            "reimbursement",
        ),
        (
            rf"(?:vor|before|prior to) (?:der |dem |the "
            rf")?(?:{_APPROVED})[^.;]{{0,45}}(?:{_NOT})[^.;]{{0,20}}(?:{_BEGIN})|"
            rf"(?:{_NOT})[^.;]{{0,25}}(?:{_BEGIN})[^.;]{{0,15}}(?:vor|before|prior to) (?:der |dem |the "
            rf")?(?:{_APPROVED})|"
            rf"(?:{_BEGIN})[^.;]{{0,30}}(?:vor|before|prior to) (?:der |dem |the "
            rf")?(?:{_APPROVED})[^.;]{{0,30}}(?:{_NOT})|"
            + either_order(
                _BEGIN,
                rf"(?:erst|frühestens|only|not before|nur) (?:nach|after|mit|upon) (?:der |dem |the "
                rf")?(?:{_APPROVED})",
            )
            + r"|vorzeitige[rn]? (?:Maßnahmen|Vorhaben|Projekt)beginn ist (?:nicht|ausgeschlossen)|"
            r"(?:bereits )?(?:begonnene|laufende) (?:Vorhaben|Projekte|Maßnahmen)[^.;]{0,30} (?:nicht|"
            r"ausgeschlossen)|"
            r"(?:darf|dürfen|muss|soll)\w*\b[^.;]{0,40}(?:noch )?nicht (?:bereits )?begonnen|noch nicht begonnen|"
            r"rückwirkende\w* (?:Förderung|Bewilligung)[^.;]{0,30}(?:nicht|ausgeschlossen|unzulässig)|"
            r"(?:nicht|keine)[^.;]{0,40}(?:bereits begonnen|schon begonnen|begonnene (?:Vorhaben|Projekte|"
            r"Maßnahmen))|"
            r"projects (?:that|which) have (?:already )?(?:started|begun)[^.;]{0,25}not",
            ">=",
            "approval;of=project_start",
        ),
        (
            rf"(?:{_COSTS})(?:(?!complet)[^.;]){{0,50}}(?:before|prior to) {_SIGNED}[^.;]{{0,30}}(?:{_NOT})|"
            rf"(?:{_NOT})[^.;]{{0,25}}(?:{_COSTS})(?:(?!complet)[^.;]){{0,50}}(?:before|prior to) {_SIGNED}|"
            rf"(?:{_COSTS})[^.;]{{0,20}}\beligible (?:only )?(?:from|after|as of|"
            rf"as from)\b[^.;]{{0,40}}(?:{_SIGNED}|grant "
            rf"agreement is signed)|"
            rf"(?:{_COSTS})[^.;]{{0,20}}\bonly\b[^.;]{{0,30}}(?:after|once|from) {_SIGNED}",
            ">=",
            "grant_signature;of=project_start",
        ),
    )
)


def procedure(text: str) -> Iterator[Proposal]:
    """One clause for each thing that a sentence states of the procedure."""
    for sentence in sentences(text):
        for words, operator, value in _STATED:
            if found := words.search(sentence):
                yield proposed("other", operator, value, found[0])
