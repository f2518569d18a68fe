"""How somebody asks, and with what means, is not what is asked for: "how to start with … on a small budget".

Such phrases are made of words that name topics elsewhere ("start" and "small" start-ups, "learn from others"
cooperation), and mean none here. Fixed phrases of the languages that needs are written in most, and of what a town hall
says of itself in others.
"""

from __future__ import annotations

import re

from matching.need.text import content_words

_OPENINGS = (
    # German
    r"wer (?:hat|kennt|macht)(?: (?:schon|bereits|Erfahrung(?:en)?))*(?: mit)?",
    r"(?:wir )?suchen (?:(?:einen |eine )?Partner(?:kommunen?|gemeinden?)? (?:für|zu|zur|zum))",
    r"wie (?:fangen wir|fängt man|beginnen wir|beginnt man)(?: \w+)?(?: mit)? an",
    r"wie machen (?:es |das )?(?:die )?ander(?:e|en)",
    # English
    r"how (?:to|do we|can we) (?:get started|start|begin)(?: with)?",
    r"(?:we (?:want|would like|wish) to )?(?:learn|see|hear|find out|know) how other(?:s| towns| councils)"
    r"(?: \w+)?",
    r"(?:we (?:are )?)?(?:look(?:ing)? for|seek(?:ing)?) (?:a )?partners? (?:for|to|in)",
    # French, Spanish, Italian, Portuguese
    r"(?:nous )?cherchons? (?:des |un )?partenaires? pour",
    r"comment (?:commencer|démarrer|débuter)(?: avec)?",
    r"(?:buscamos|se buscan) socios para",
    r"cómo empezar(?: con)?",
    r"(?:cerchiamo|cercasi) partner(?: per)?",
    r"come (?:cominciare|iniziare)(?: con)?",
    r"procuramos parceiros para",
    # Polish, Czech, Slovak
    r"(?:szukamy|poszukujemy) partner(?:ów|a|ow) (?:do|dla|przy|w)",
    r"jak zacząć(?: z)?",
    r"hledáme partner[ya] (?:pro|na|do)",
    r"hľadáme partnerov (?:pre|na|do)",
    r"jak začít(?: s)?",
)
_MEANS = (
    # German
    r"(?:,? ?(?:wir )?haben (?:aber|dafür|dazu) |mit |bei |trotz |ohne )(?:nur |sehr )?"
    r"(?:kaum|wenig|zu wenig|knappe[mnr]?|kleine[mnr]?|eigenes|eigene[mn]?|keine?)(?: eigene[ns]?)? "
    r"(?:Personal|Geld|Budget|Mitteln?|Haushalt|Kassen?|Leuten?|Fachleuten?|Zeit)",
    r"(?:in|für) (?:einer |eine |unsere )?kleine(?:re)?[nr]? (?:Gemeinden?|Stadt|Städten?|Kommunen?|Orten?|Orte)",
    # English
    r"(?:on|with|despite) (?:a |an )?(?:small|tight|little|limited|low|no|tiny)(?: own)? "
    r"(?:budgets?|money|staff|means|resources|funds)",
    r"(?:in|for) (?:a |our )?(?:small|smaller|little|tiny) (?:towns?|villages?|municipalit(?:y|ies)|places?|councils?)",
    r"with (?:the|our) (?:town|city) hall",
    # French, Spanish, Italian, Portuguese
    r"avec (?:peu de|un petit|un faible) (?:moyens|budget|argent|personnel)",
    r"(?:dans|pour) (?:une |notre |les )?petites? (?:communes?|villes?)",
    r"con (?:pocos?|pocas?|poco) (?:recursos|dinero|presupuesto|personal)",
    r"(?:en|para) (?:un |los )?(?:pequeños? municipios?|municipios? pequeños?|pueblos? pequeños?)",
    r"con (?:pochi|poche|poco) (?:soldi|mezzi|risorse|personale)",
    r"(?:in|nei|di|per) (?:un |i )?piccol[oi] comun[ei]",
    r"com (?:poucos?|poucas?) (?:recursos|meios|dinheiro)",
    # Polish, Czech, Slovak
    r"(?:przy|z) (?:małym|niewielkim) (?:budżecie|budżetem|nakładem)",
    r"w (?:małej|niedużej) (?:gminie|miejscowości)|w małym mieście|dla małych (?:gmin|miast|miejscowości)",
    r"(?:s|při) malým (?:rozpočtem|rozpočtu)",
    r"v (?:malé|malej) obci|v malém městě|pro malé obce|pre malé obce",
    # Dutch, Scandinavian
    r"(?:in|voor) (?:een )?kleine gemeenten?",
    r"(?:i|for|för) (?:en )?(?:liten|lille|små) kommune?r?n?",
)
#: Who has no car asks for what takes its place, and not for cars.
_NO_CAR = re.compile(
    r"\b(?:ohne (?:eigenes )?(?:Auto|Führerschein)|kein(?:en)? (?:Auto|Führerschein)"
    r"|without (?:a |their own )?(?:car|driving licen[cs]e)|(?:have|has) no car|carless"
    r"|sans (?:voiture|permis)|sin (?:coche|carné)|senza (?:auto|patente|macchina)|sem (?:carro|carta)"
    r"|bez (?:samochodu|auta|prawa jazdy|automobila|avta|automobil\w*)|zonder (?:auto|rijbewijs)"
    r"|u[td]en bil|utan bil|ilman autoa|ilma autota|bez auto|be automobilio|autó nélkül|fără mașină|без кола"
    r"|χωρίς αυτοκίνητο)\b",
    re.IGNORECASE,
)
_IN_ITS_PLACE = "Rufbus"
_OPENING = re.compile(rf"^\s*(?:{'|'.join(_OPENINGS)})\b[\s,:]*", re.IGNORECASE)
_WITH = re.compile(rf"(?:^|(?<=[\s,]))(?:{'|'.join(means.lstrip() for means in _MEANS)})\b", re.IGNORECASE)


def what_is_asked(need: str) -> str:
    """The need without the words that say how somebody asks and with what means; as it is where nothing else is said.

    Only the phrase of the means goes, wherever it stands, and only an opening that begins the need. Having no car is
    told as what takes its place.
    """
    rest = _NO_CAR.sub(_IN_ITS_PLACE, _WITH.sub(" ", _OPENING.sub("", need)))
    if rest == need or next(content_words(rest), None) is None:
        return need
    return " ".join(rest.split()).strip(" ,;:")
