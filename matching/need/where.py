"""Where something is wanted, or for whom, is not what is wanted: "Starkregen in der Innenstadt" is about the rain, not
the shops, and "Wohnungen für Fachkräfte" about homes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from matching.need.text import content_words, stem
from matching.types import TopicMatch

#: How the languages that needs are written in say where in town; what stands in such a phrase tells the place.
_WHERE = re.compile(
    r"\b(?:"
    r"(?:in (?:der|unserer|den)|im|in unserem|auf dem|auf den) "
    r"(?:Innenstadt|Innenstädten|Altstadt|Ortskern|Ortsmitte|Zentrum|Stadtzentrum|Ortszentrum|Dorf|Dörfern|Land|"
    r"Dorfkern|ländlichen Raum|Stadtgebiet|Gemeindegebiet)"
    r"|in (?:the|our) (?:(?:town|city|village) (?:centre|center)|historic centre|old town|villages?|countryside)"
    r"|(?:au|dans le|en) (?:centre[- ]ville|centre[- ]bourg|bourg)"
    r"|(?:w centrum(?: miasta)?|na wsi|dla wsi)"
    r"|v centru(?: města| obce)?"
    r"|en el (?:centro(?: de la ciudad| histórico)?|casco antiguo)"
    r"|(?:nel|in) centro(?: storico)?"
    # Villages: what is wanted is a bus, and what villages do of themselves is another thing.
    r"|(?:in|auf|aus|für) (?:die|den|unsere[nr]?|alle[nr]?) Dörfern?|ins Dorf|(?:in|to) (?:the|our|all) villages?"
    r"|dans (?:les|nos|le|notre) villages?|aux? villages?"
    r"|(?:en|a) (?:los|las|el|la|nuestros|nuestras) (?:pueblos?|aldeas?)"
    r"|(?:nei|nelle|nel|nella|ai|alle|in) (?:paesi|paese|borghi|borgo|frazion[ie])|n(?:as|a|os|o) aldeias?"
    r"|(?:na|we|w|do) (?:wsiach|wsi|wioskach|wiosce)|(?:na|ve) (?:vesnici|vesnicích)|na dedin(?:e|ách)"
    r"|in (?:de|het|onze) dorp(?:en)?|i (?:landsbyerne|landsbyen|byarna|byn)"
    r"|(?:a )?(?:faluban|falvakban)|în sate?|la sate|u (?:selu|selima)|na selu|(?:v|na) vas(?:i|eh)"
    r"|в (?:селата|селото)|στ[αο] χωρι[άό]|kyli?ssä|küla(?:s|des)|kaim(?:e|uose)|ciemos"
    # Through, from and to villages, remote ones as well: what is wanted is less traffic, or a bus.
    r"|durchs Dorf|durch (?:das|unser) Dorf|aus den Dörfern|through (?:the|our) villages?"
    r"|traversée du (?:bourg|village)"
    r"|(?:por|desde) (?:medio del|el) pueblo|para las aldeas|przez wieś|přes (?:náves|vesnici|obec)|cez (?:obec|dedinu)"
    r"|skozi vas|kroz selo|door het dorp|gennem (?:byen|landsbyen)|fra landsbye(?:n|rne)|genom (?:byn|samhället)"
    r"|от селата|през селото|в (?:малките|отдалечените) села|για τα (?:απομακρυσμένα )?χωριά|μέσα από το χωριό|prin sat"
    r"|a falun (?:át|keresztül)|kyliltä|kylän läpi|läbi küla|per kaimą|caur ciemu|do (?:wsi|vesnice|dediny)"
    # Before the school: what is wanted are places to park, or shade.
    r"|(?:vor|an|neben|bei|rund um) (?:der|die|unserer) (?:Schule|Grundschule|Kita)"
    r"|(?:vor|am|beim) (?:dem )?Kindergarten"
    r"|(?:outside|by|near|in front of|at) (?:the|our) (?:school(?: gates?)?|nursery)"
    r"|(?:devant|près de|autour de|à) l['’]école|(?:frente a|delante de|junto a) (?:la escuela|el colegio)"
    r"|cerca de(?:l (?:colegio|mercado)| la escuela)|davanti (?:alla scuola|all['’]asilo)"
    r"|(?:à porta|perto|junto) da escola"
    r"|(?:pod|przy|przed|koło) szkoł(?:ą|y|e)|(?:před|u) (?:školou|školy|školkou|školky)"
    r"|(?:pri|pred) (?:škole|školou|škôlke)"
    r"|(?:pred|pri|ob) (?:šoli|šolo|vrtcem|vrtcu)|(?:ispred|kod|pored) (?:škole|vrtića)"
    r"|(?:bij|voor|naast) (?:de )?school"
    r"|(?:ved|foran) (?:skolen|børnehaven)|(?:vid|utanför) (?:skolan|förskolan)|koulun (?:edessä|vieressä|luona)"
    r"|kooli (?:juures|ees|kõrval)|(?:prie|šalia) (?:mokyklos|darželio)|(?:pie|blakus) (?:skolas|skolai|bērnudārza)"
    r"|(?:пред|до|край|около) училището|(?:μπροστά|δίπλα|έξω) (?:στο|από το) σχολείο|lângă (?:școală|grădiniță)"
    r"|az iskola (?:előtt|mellett|körül)|az óvoda (?:előtt|mellett)"
    # On the square, on the playground, in the park: what is wanted is shade, or peace.
    r"|auf (?:dem|unserem) (?:\w*[Pp]latz)|im (?:Stadt)?[Pp]ark|on (?:the|our) (?:square|playground)"
    r"|in (?:the|our) (?:square|park)"
    r"|sur (?:la|notre) place|dans le parc|en (?:la|nuestra) plaza|en el parque(?: infantil)?|(?:in|sulla|nella) piazza"
    r"|nel parco(?: giochi)?|no (?:largo|parque)|na praça|în (?:piață|parc)|na (?:rynku|placu(?: zabaw)?)|w parku"
    r"|na (?:náměstí|námestí|hřišti|ihrisku)|v parku|na (?:trgu|igrišču|igralištu)|u parku|a (?:fő)?téren"
    r"|a (?:parkban|játszótéren)"
    r"|på (?:torget|torvet|lekplatsen|legepladsen)|i parken|tori(?:lla|lle)|(?:leikki)?puistossa|väljakul"
    r"|mänguväljakul|pargis"
    r"|aikštėje|parke|laukumā|parkā|στ(?:ην πλατεία|ο πάρκο|ην παιδική χαρά)|на (?:площада|площадката)|в парка"
    r"|op het (?:plein|dorpsplein)|in het park"
    # Over the stream, along the river: what is wanted is a bridge or a path.
    r"|(?:über|entlang) (?:den|der|dem|des) (?:Bach|Fluss)(?:es)?|am (?:Bach|Fluss)"
    r"|(?:over|along|across) the (?:stream|river)"
    r"|(?:sur|le long de|au bord de) la rivière|(?:sobre|junto al) (?:el )?río|(?:sul|lungo il) (?:torrente|fiume)"
    r"|(?:sobre o|junto ao) rio|peste râu|pe malul râului|(?:przez|nad|wzdłuż) (?:rzekę|rzeką|rzeki)"
    r"|(?:přes|podél|u) (?:řeku|řeky|potok)"
    r"|(?:cez|popri|pri) (?:potok|potoku|rieku|rieke)|(?:čez|ob) (?:potok|potoku|reko|reki)"
    r"|(?:preko|uz) (?:rijeku|rijeke|potoka)"
    r"|(?:over|langs) (?:de|het) (?:beek|rivier|kanaal)|(?:över|längs) ån|(?:over|langs) åen"
    r"|joen (?:yli|varrella|rannalla)"
    r"|(?:üle|mööda) jõe|jõe (?:ääres|kohal)|(?:per|palei|prie) upę|(?:pāri|gar) upei|(?:над|край|покрай|през) реката"
    r"|(?:πάνω|δίπλα) (?:από το|στο) ποτάμι|a (?:folyó|patak) (?:felett|mentén|partján)"
    r")\b",
    re.IGNORECASE,
)
#: What is wanted of a place itself: "mehr Leben in der Innenstadt" is about the centre.
_EMPTY_WORDS = """
    Angebot attractive beleben Belebung better future improve leben lebendig life lively live living mehr more neue new
    projekt project Qualität quality retten revitalise revitalisieren revitaliser save stärken Stärkung strengthen
    verbessern vie vivre wohnen Zukunft życie život vida vita
"""
_EMPTY = frozenset(map(stem, _EMPTY_WORDS.split()))
#: How they say in the countryside. It says where, too; but who asks for nothing else that is understood is not left
#: without what villages do.
_COUNTRYSIDE = re.compile(
    r"\b(?:"
    r"in (?:ländlichen|dünn besiedelten) (?:Räumen|Gebieten|Regionen|Gemeinden)"
    r"|in rural (?:areas|regions|communities)"
    r"|(?:en|dans les|dans nos) (?:zones?|milieux?|territoires?|communes?) rura(?:les?|l|ux)|à la campagne"
    r"|en (?:el medio|las zonas|zonas|el mundo) rural(?:es)?|nelle (?:aree|zone) rurali|em (?:meio|zonas) rura(?:l|is)"
    r"|na (?:venkově|vidieku|podeželju|selu|obszarach wiejskich)|op het platteland"
    r"|på landsbygden|i landdistrikter(?:ne)?"
    r"|maaseudu(?:lla|lle)|în mediul rural|vidéken"
    r")\b",
    re.IGNORECASE,
)
#: A village. It says where as well, beside anything else: "aldeias, casas vazias, coworking".
_VILLAGE = re.compile(
    r"D[oö]rf(?:er|ern|es|s)?|Ortsteile?n?|villages?|aldeias?|aldeas?|pueblos?|borg[oh]i?|frazion[ei]|wsi|wieś|wioska|wioski"
    r"|vesnice|vesnic|dedin[ay]|dedín|falu|falvak\w*|sate?|satele|sel[ao]|vasi?|byar|byn|byarna|landsby\w*|kylä\w*|külad?"
    r"|ciem[isu]\w*|kaim\w+|χωρι[άό]\w*|село|села(?:та)?|dorp(?:en)?",
    re.IGNORECASE,
)
#: How they say with whom: with the places around. Such words drown what is wanted, for what others did with theirs,
#: be it an office or a fibre net, has them as well.
_WITH_NEIGHBOURS = re.compile(
    r"(?:,\s*)?\b(?:"
    r"(?:(?:gemeinsam|zusammen) )?mit (?:(?:den|unseren|allen|anderen|zwei|drei|vier|fünf|mehreren|einigen|umliegenden|"
    r"benachbarten) )*(?:Nachbarn|Nachbar-?(?:gemeinden|kommunen|orten|städten|dörfern)|"
    r"(?<=umliegenden )(?:Gemeinden|Kommunen|Orten|Dörfern)|(?<=benachbarten )(?:Gemeinden|Kommunen|Orten|Städten))"
    r"|(?:together |jointly )?with (?:(?:our|the|two|three|four|several|some|other) )*"
    r"(?:neighbours|neighbou?ring (?:towns|municipalities|villages|communes|councils))"
    r"|avec (?:(?:les|nos|deux|trois|plusieurs|d'autres|des) )*(?:voisins|(?:communes|villes) voisines)"
    r"|con (?:(?:los|las|nuestros|dos|tres|varios|otros) )*(?:municipios|pueblos) vecinos"
    r"|con (?:(?:i|due|tre|altri) )*comuni (?:vicini|limitrofi|confinanti)"
    r"|z (?:(?:dwiema|trzema|innymi|kilkoma) )*sąsiednimi gminami"
    r"|se? sousedními obcemi|so susednými obcami|met (?:(?:de|onze|twee|drie) )*buurgemeenten"
    r")(?: (?:zusammen|gemeinsam|together|ensemble|juntos|insieme))?(?!\w)",
    re.IGNORECASE,
)
#: What is said beside it where nothing else is wanted.
_TOGETHER_WORDS = """
    Austausch cooperación cooperate cooperation coopération cooperazione ensemble exchange gemeinsam gemeinsames joint
    jointly Kooperation kooperieren samen spolupráce spolupráca together współpraca work zusammen Zusammenarbeit
    zusammenarbeiten
"""
_WORKING_TOGETHER = _EMPTY | frozenset(map(stem, _TOGETHER_WORDS.split()))
#: How the languages that needs are written in, and their neighbours, say for whom; up to three words behind it are.
_FOR_WHOM = re.compile(
    r"\b(?:für|for|pour|para|per|dla|pro|pre|voor|för|for|za|pentru|για|за|от|til)(?:\s+\w+['’]?){1,3}", re.IGNORECASE
)
#: The topics that are groups of people: what is wanted for them is wanted first.
PEOPLE = frozenset(
    f"topic:{group}"
    for group in (
        *("ageing-well", "youth", "women-and-equality", "migration-integration", "social-inclusion-and-minorities"),
        *("skilled-labour", "health-staff", "volunteering"),
    )
)
#: What a topic keeps whose words only say where; and for whom, so that it is none of those clearly wanted beside one
#: that was read as well (strengths are squared, `matching.asker`).
_KEPT, _KEPT_FOR_WHOM = 0.5, 0.4


def without_where(need: str, matches: Sequence[TopicMatch]) -> str:
    """The need without the phrases that say where, if nothing but these led to its topics and it says something else:
    "Wer hat ein Bürgerterminal im Dorf?" asks for the terminal, of which nobody here knows. Else the need as it is."""
    rest = _WHERE.sub(" ", need)
    asks = any(stem not in _EMPTY for _, stem in content_words(rest))
    return " ".join(rest.split()) if matches and all(_behind(need, matches)) and asks else need


def without_neighbours(need: str) -> str:
    """The need without the words that say it is to be done with the places around, where something else is wanted:
    "Radwegenetz mit Nachbargemeinden" asks for the paths. Else the need as it is."""
    rest = " ".join(_WITH_NEIGHBOURS.sub(" ", need).split()).strip(" ,;:")
    return rest if any(stem not in _WORKING_TOGETHER for _, stem in content_words(rest)) else need


def _behind(need: str, matches: Sequence[TopicMatch]) -> list[bool]:
    """For each topic whether all its words stand only where the need says where."""
    return _in_phrases(_WHERE, need, matches)


def _in_phrases(phrase: re.Pattern[str], need: str, matches: Sequence[TopicMatch]) -> list[bool]:
    inside = " ".join(found.group().casefold() for found in phrase.finditer(need))
    rest = phrase.sub(" ", need).casefold()
    return [
        bool(m.words) and all(w.casefold() in inside and w.casefold() not in rest for w in m.words) for m in matches
    ]


def where_is_not_what(need: str, matches: Sequence[TopicMatch]) -> tuple[TopicMatch, ...]:
    """The topics read from the need, the strongest first: those whose words stand only in a phrase that says where, and
    groups of people named only as those for whom, lose half of their strength or more, if there are others."""
    whom = _in_phrases(_FOR_WHOM, need, matches)
    rural = _in_phrases(_COUNTRYSIDE, need, matches)
    villages = [bool(m.words) and all(_VILLAGE.fullmatch(word) for word in m.words) for m in matches]
    places = [any(says) for says in zip(_behind(need, matches), rural, villages, strict=True)]
    kept = [
        _KEPT if where else _KEPT_FOR_WHOM if m.topic in PEOPLE and for_them else 1.0
        for m, where, for_them in zip(matches, places, whom, strict=True)
    ]
    if max(kept, default=1.0) < 1:
        return tuple(matches)
    weighed = [
        replace(m, strength=round(m.strength * share, 3)) if share < 1 else m
        for m, share in zip(matches, kept, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda m: (-m.strength, m.topic)))


def group_within(matches: Sequence[TopicMatch], heard: Sequence[TopicMatch]) -> tuple[TopicMatch, ...]:
    """The topics, the strongest first, where a group of people that is only a part of what another topic was heard from
    keeps as little as one that is named as those for whom: "young people move away" is not about youth work."""
    words = [frozenset(m.words) for m in heard]
    weighed = [
        replace(m, strength=round(m.strength * _KEPT_FOR_WHOM, 3))
        if m.topic in PEOPLE and any(set(m.words) < other for other in words)
        else m
        for m in matches
    ]
    return tuple(sorted(weighed, key=lambda m: (-m.strength, m.topic)))
