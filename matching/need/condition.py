"""A building that is too cold, too old, leaking or dear to heat is in need of renovation, whatever it is used for; one
that stands empty, of another use.

"Unsere Turnhalle ist zu alt und zu kalt" names a topic by the building's use (sports), and what is wanted by its
condition alone, which no vocabulary of topics has. So the need is read in the words of the field as well. What names
the condition, and what names a building, are closed lists of everyday words of the seven languages that needs are
written in most and of some neighbours of theirs; which building it is does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from matching.types import TopicMatch

#: What is wanted for such a building, as the vocabulary of topics calls it, and the topic.
RENOVATION, TOPIC = "Gebäudesanierung, building renovation", "topic:energy-management"
_RENOVATION_WORDS = frozenset(("Gebäudesanierung", "building", "renovation"))
#: The same of a building that stands empty or is to serve something else.
REUSE, REUSE_TOPIC = "Umnutzung, adaptive reuse", "topic:vacancy-land-management"
_REUSE_WORDS = frozenset(("Umnutzung", "adaptive", "reuse"))
_WASTE = "topic:waste-circular-economy"
#: What is left of the topics that the building's use names: it tells which building, and not what is wanted.
_OF_ITS_USE = 0.5

_BUILDINGS = (
    # German: any compound of these (Turnhalle, Feuerwehrhaus, Grundschule, Rathausdach).
    r"\w*(?:halle|schule|schulhaus|gebäude|gebaeude|rathaus|kindergarten|bücherei|bibliothek|bauhof)n?s?(?:dach)?",
    r"(?:gemeinde|bürger|feuerwehr|geräte|dorfgemeinschafts|vereins|jugend|gemeinschafts|pfarr|kultur)\w*h(?:aus|äuser)\w*",
    r"\w*(?:schwimm|hallen|frei)b[aä]d(?:er|s)?|piscines?|piscin[ae]s?|(?:swimming |indoor |outdoor )?pools?|basen\w*",
    r"bazén\w*|kúpalisk\w+|uszod\w*|\w*fürdő\w*|zwembad(?:en)?|svømmehal\w*|simhall\w*|uimahall\w*|baseina\w*|ujula\w*",
    r"kitas?|kirche|bahnhof\w*|railway station|gare|estación|stazione|dworzec|dworc\w+|nádraží",
    # English
    r"(?:(?:sports?|village|town|community|parish|school) )?halls?|schools?|nurser(?:y|ies)|gyms?|librar(?:y|ies)"
    r"|buildings?|fire stations?|community cent(?:re|er)s?|church",
    # French
    r"gymnases?|écoles?|mairie|salles? (?:des fêtes|polyvalentes?|de sport)|bâtiments?|crèche|bibliothèque|médiathèque|"
    r"église|caserne",
    # Spanish, Italian, Portuguese
    r"escuelas?|colegios?|polideportivo|pabellón|ayuntamiento|edificios?|biblioteca|guardería|consultorio",
    r"palestra|scuol[ae]|municipio|edifici[o]?|asilo|biblioteca|palazzetto",
    r"escolas?|pavilhão|edifícios?|câmara",
    # Polish, Czech, Slovak
    r"szko[łl]\w+|sal[aęi] (?:gimnastyczn\w+|sportow\w+)",
    r"hal[aęi] sportow\w+|przedszkol\w+|budyn\w+|remiz\w+|świetlic\w+",
    r"škol[ayuyě]\w*|tělocvičn\w+|sokolovn\w+|budov\w*|radnic\w+",
    r"mateřsk\w+ školk?\w+|knihovn\w+|hasičárn\w+|kulturák\w*",
    r"telocvičn\w+|kultúrn\w+ dom\w*|materská škôlka|obecn\w+ úrad\w*",
    # Slovene, Croatian, Hungarian, Romanian
    r"šol[aeoi]\w*|telovadnic\w+|vrt(?:ec|ca|cev|ci)|stavb\w+|zgrad\w+|dvoran\w+|vrtić\w*",
    r"iskol\w+|tornaterem\w*|óvod\w+|épület\w*|művelődési ház\w*|școl\w+|clădir\w+|sal[ăa] de sport|grădiniț\w+",
    # Dutch, Danish, Swedish, Finnish, Estonian, Latvian, Lithuanian, Greek, Bulgarian
    r"\w*(?:kerk|school|gebouw|zaal)(?:en|s)?|scholen|gemeentehuis|\w*(?:kirke|skole|bygning|hal|rådhus)(?:n|en|r|er|rne)?",
    r"\w*(?:kyrka|kyrkor|kyrkan|skola|skolan|skolor|byggnad|hall)(?:en|er|erna)?|\w*(?:koulu|kirko|kirkko|rakennu)\w*",
    r"\w*(?:kooli|kirik|hoone)\w*|skol(?:a|u|as)\w*|baznīc\w+|ēk(?:a|u|as|ām)|mokykl\w+|bažnyči\w+|pastat\w+",
    r"σχολεί\w+|κτ[ίη]ρι\w+|εκκλησ\w+|γυμναστήρι\w+|училищ\w+|сград\w+|читалищ\w+|църкв\w+|детск\w+ градин\w+",
)
#: What also stands empty where it lost its use.
_OTHER_BUILDINGS = (
    r"\w*(?:kaserne|fabrik|mühle|brauerei|molkerei|ziegelei|gasthof|hotel|schloss|kloster|krankenhaus|kaufhaus|postamt)\w*",
    r"barracks|factor(?:y|ies)|mills?|brewery|castle|convent|hospital|post office|courthouse|warehouses?|cinema",
    r"casernes?|usines?|moulins?|couvent|hôpital|filatures?|fábricas?|cuartel\w*|convento|molino|caserm[ae]|fabbric(?:a|he)",
    r"mulin[oi]|quartel|kasár\w+|kasern\w*|továr\w+|fabry\w+|koszar\w+|młyn\w*|mlýn\w*|laktany\w+|gyár\w*|moar\w+",
    r"kazárm\w+|fabric\w+|vojašnic\w+|vojarn\w+|tvornic\w+|tovarn\w+|tehdas|tehta\w+|kazarm\w+|rūpnīc\w+|gamykl\w+",
    r"εργοστάσι\w+|στρατόπεδ\w+|казарм\w+|фабрик\w+|завод\w*",
)
_CONDITIONS = (
    # German
    r"zu (?:kalt|alt|zugig|feucht)|(?:ist|sind) (?:\w+ )?(?:kalt|alt|veraltet)",
    r"kalte[rsn]?|zugig\w*|undicht\w*|marode\w*",
    r"baufällig\w*|sanierungsbedürftig\w*|heruntergekommen\w*",
    r"(?:schlecht|nicht|kaum) (?:isoliert|gedämmt)|ungedämmt\w*",
    r"in die Jahre gekommen|(?:muss|müssen|müsste|soll)\w* (?:\w+ )?saniert werden|Sanierungsstau|regnet (?:es )?rein",
    r"Heizkosten|teuer zu heizen|(?:friert|frieren) (?:es|wir|die Kinder)",
    # English
    r"too (?:cold|old|draughty|drafty|damp)|(?:is|are) (?:\w+ )?(?:cold|old|outdated)|draughty|drafty|leak(?:s|ing|y)",
    r"run[- ]down|dilapidated|poorly insulated|uninsulated|in (?:need of|bad) repair|costs? (?:\w+ )*to heat",
    r"(?:expensive|dear|costly) to heat|heating (?:bills?|costs?)|(?:needs?|must be) (?:\w+ )?(?:refurbish|renovat)\w*",
    # French
    r"trop (?:froide?s?|vieux|vieilles?|vétustes?)|vétustes?|mal isolée?s?|(?:fuit|fuient|prend l'eau)|délabrée?s?",
    r"passoires?(?: thermiques?| énergétiques?)?",
    r"(?:coûte(?:nt)?|chère?s?|coûteu\w+) (?:\w+ )*à chauffer|(?:factures?|frais|coûts?) de chauffage",
    r"isolation (?:thermique )?(?:insuffisante|inexistante)",
    # Spanish, Italian, Portuguese
    r"demasiado (?:frí[oa]s?|viej[oa]s?)|mal aislad[oa]s?|goteras|ruinos[oa]s?|deteriorad[oa]s?|cuesta \w+ calentar\w*",
    r"gastos de calefacción|(?:muy|es) (?:frí[oa]|viej[oa])",
    r"(?:è|sono) (?:\w+ )?(?:fredd[oaie]|vecchi[oae]?)|(?:est|sont) (?:\w+ )?(?:froide?s?|vieux|vieilles?)",
    r"troppo (?:fredd[oaie]|vecchi[oae]?)|mal isolat[oaie]",
    r"perdite d'acqua|fatiscent[ei]|piove dentro|costa \w+ riscaldar\w*",
    r"costi di riscaldamento|riqualificazione energetica|efficientamento energetico",
    r"demasiado (?:fri[oa]s?|velh[oa]s?)|mal isolad[oa]s?|degradad[oa]s?|reabilitação energética|eficiência energética",
    # Polish, Czech, Slovak
    r"(?:za|zbyt) (?:zimn\w+|star\w+)|niedogrzan\w+|nieocieplon\w+|przecieka\w*|zniszczon\w+|koszty ogrzewania",
    r"termomoderniz\w+",
    r"(?:příliš|moc|je) (?:studen\w+|star\w+|zastaral\w+)|zateká|netěsn\w+|nezateplen\w+|zchátral\w+|zateplen\w+",
    r"(?:náklady|účty) (?:na|za) (?:vytápění|topení)",
    # Slovene, Croatian, Hungarian, Romanian
    r"prehlad\w+|dotrajal\w+|energetsk\w+ (?:sanacij\w+|prenov\w+|obnov\w+)|prokišnjav\w+",
    r"túl (?:hideg|régi)|beázik|elavult|energetikai (?:felújít\w+|korszerűsít\w+)|fűtés(?:i költség\w*|számla\w*)",
    r"prea (?:rece|veche?i?)|neizolat\w+|eficiență energetică|anvelop\w+",
)
#: A building that is to serve something else, or stands empty, wants another use, whatever its condition.
_OTHER_USE = re.compile(
    r"\b(?:um(?:zu)?nutz\w+|umgenutzt|nachnutz\w+|neue (?:nutzung|verwendung)|leer\w*|verf[aä]ll\w*|verwahrlos\w*|"
    r"wieder(?:zu)?beleb\w+|vacant|empty|disused|derelict|reus\w+|reconver\w+|chátr\w+|"
    r"vides?|friche|"
    r"vací[oa]s?|abandon\w+|vuot[aei]\w*|dismess\w+|pust\w+|opuszczon\w+|prázdn\w+|opu[sš]t[eě]n\w+|prazn\w+|üres\w*|"
    r"elhagyott|herbestem\w*|hergebruik\w*|leegstaand\w*|tomm?e|tomma|ödekyrk\w*|tyhj\w+|tühj\w*|tukš\w+|pamest\w+|"
    r"tušči\w+|apleist\w+|goale?|părăsit\w*|nefolosit\w*|napušten\w*|zapuščen\w*|άδει\w+|εγκαταλελειμμέν\w+|"
    r"празн\w+|изоставен\w+)\b",
    re.IGNORECASE,
)
_BUILDING = re.compile(rf"\b(?:{'|'.join(_BUILDINGS)})\b", re.IGNORECASE)
_EMPTIED = re.compile(rf"\b(?:{'|'.join((*_BUILDINGS, *_OTHER_BUILDINGS))})\b", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.?!;]\s")
_CONDITION = re.compile(rf"\b(?:{'|'.join(_CONDITIONS)})\b", re.IGNORECASE)


def with_its_condition(need: str) -> str:
    """The need, and behind it, where it says that a building stands empty or complains of its condition, what the field
    calls that: REUSE or RENOVATION. As it is where no building, or nothing of the kind, is named."""
    if _OTHER_USE.search(need) and _EMPTIED.search(need):
        return f"{need}. {REUSE}"
    return f"{need}. {RENOVATION}" if _BUILDING.search(need) and _CONDITION.search(need) else need


def of_a_building(need: str, matches: Sequence[TopicMatch]) -> tuple[TopicMatch, ...]:
    """The topics read from a need `with_its_condition` in English: to reuse a building is no matter of waste."""
    return tuple(m for m in matches if m.topic != _WASTE or not need.endswith(REUSE))


def without_its_condition(need: str) -> str:
    """The need as it was before `with_its_condition`."""
    return need.removesuffix(f". {REUSE}").removesuffix(f". {RENOVATION}")


def condition_before_use(need: str, matches: Sequence[TopicMatch]) -> tuple[TopicMatch, ...]:
    """The topics read from a need `with_its_condition`, the strongest first: renovation or reuse leads, told in the
    words of the need, and what the building is used for keeps half of its strength. Others as they are; so is one that
    speaks of the building first, and complains of its condition in a sentence of its own: who wants to keep the last
    school, whose roof leaks, asks about the school, and the roof comes second."""
    if need.endswith(RENOVATION):
        topic, field, said_of_it, added = TOPIC, RENOVATION, _CONDITION, _RENOVATION_WORDS
    elif need.endswith(REUSE):
        topic, field, said_of_it, added = REUSE_TOPIC, REUSE, _OTHER_USE, _REUSE_WORDS
    else:
        return tuple(matches)
    own = [found.group() for found in said_of_it.finditer(need.removesuffix(field))]
    told = [
        replace(m, words=tuple(dict.fromkeys(w for w in (*own, *m.words) if w not in added))) if m.topic == topic else m
        for m in matches
    ]
    first = _SENTENCE_ENDS.split(need)[0]
    building_first = bool(_BUILDING.search(first)) and not said_of_it.search(first)
    weighed = [
        m if (m.topic == topic) != building_first else replace(m, strength=round(m.strength * _OF_ITS_USE, 3))
        for m in told
    ]
    return tuple(sorted(weighed, key=lambda m: ((m.topic != topic) ^ building_first, -m.strength, m.topic)))
