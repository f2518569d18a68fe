"""Who may apply, read from a text: "Antragsberechtigt sind Kommunen und Vereine", "open to local authorities".

A phrase opens a list of sorts of bodies; the list ends where its sentence does, or where words follow that name none.
The sorts are those of `matching/data/body_types.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.proposal import Proposal, alternatives, meant, proposed, sentences

#: How texts call the sorts of bodies, the longer name first where one holds another.
_SORTS: tuple[tuple[str, str], ...] = (
    (r"local public entit(?:y|ies) aggregating[\w /]+?authorities", "local_public_entity_aggregating_municipalities"),
    (r"(?:their )?twinning committees?|Partnerschafts(?:komitees?|vereine?n?)", "twinning_committee"),
    (r"networks? of (?:towns|municipalities|cities)", "network_of_towns"),
    (r"(?:groups?|groupings?|consorti(?:a|um)) of urban authorities", "grouping_of_urban_authorities"),
    (r"(?:groups?|groupings?) of public authorities", "grouping_of_public_authorities"),
    (
        r"groups? of (?:municipalities|local authorities|towns|cities)|Gruppen? von (?:Kommunen|Gemeinden|Städten)",
        "group_of_municipalities",
    ),
    (
        r"(?:groupings?|Zusammenschlüsse?n?|associations|unions|Verbünden?) (?:of|von) "
        r"(?:municipalities|local authorities|Kommunen|Gemeinden)|Gemeindeverbänden?|kommunale Zusammenschlüsse|"
        r"Zusammenschlüsse daraus"
        r"|(?:their )?groupings|(?:deren|ihre|dessen) (?:Zusammenschlüsse|Verbünde|Vereinigungen)|"
        r"their (?:associations|unions|federations)|Verwaltungsgemeinschaften|Ämter|inter-?municipal (?:associations|"
        r"unions|cooperations?)|"
        r"interkommunale Zusammenschlüsse",
        "grouping",
    ),
    (r"urban authorit(?:y|ies)", "urban_authority"),
    # The first two of "local, regional and national public authorities", which name the third in full only.
    (
        r"local(?=(?:,| and| or) (?:regional,? (?:and|or) )?(?:national|state) (?:public )?authorit(?:y|ies))",
        "local_authority",
    ),
    (r"regional(?=,? (?:and|or) national (?:public )?authorit(?:y|ies))", "regional_authority"),
    (
        r"local,? (?:and|or|und|/)?\s?regional (?:public )?authorit(?:y|ies)|regional (?:and|or|"
        r"/)\s?local authorit(?:y|ies)",
        "local_or_regional_authority",
    ),
    (
        r"local authorit(?:y|ies)|local governments?|(?:lokale|kommunale)n? Gebietskörperschaft(?:en)?|"
        r"Gebietskörperschaft(?:en)?|enti locali|collectivités (?:locales|territoriales)",
        "local_authority",
    ),
    (r"regional authorit(?:y|ies)", "regional_authority"),
    (r"national (?:public )?authorit(?:y|ies)", "national_authority"),
    (r"Local Administrative Units?(?: \(LAUs?\))?", "local_administrative_unit"),
    (r"municipal administrations?|(?:Kommunal|Stadt|Gemeinde)verwaltung(?:en)?", "municipal_administration"),
    (
        r"(?:small(?:er)?|kleinen?|kleineren?) (?:municipalities|Kommunen|Gemeinden|Städten?|towns|cities)",
        "small_municipality",
    ),
    (
        r"municipalit(?:y|ies)|(?:Orts|Samt|Verbands)?gemeinden?|kommunale[nr]? (?:Antragsteller|Partner|Träger|"
        r"Akteure)\w*|Kommunen?|villages?|Dörfern?|comuni|communes|"
        r"Städten?|Stadt|cities|city",
        "municipality",
    ),
    (r"towns?", "town"),
    (r"Landkreisen?|Kreisen?|county councils?|counties|county|district councils?", "county"),
    (r"Zweckverbänden?|joint bodies", "joint_body"),
    (
        r"(?:Betrieben?|Unternehmen|Gesellschaften|Einrichtungen|Organisationen) mit (?:mindestens|wenigstens) 25 ?"
        r"(?:Prozent|%|v\. ?H\.) kommunaler Beteiligung|(?:companies|bodies|organisations) (?:of which|in which) "
        r"municipalities hold at least (?:a quarter|25 ?(?:%|per ?cent))|"
        r"(?:companies|bodies|organisations) with (?:at least|a minimum of) 25 ?(?:%|per ?cent) municipal "
        r"(?:share|ownership|participation)",
        "body_with_25_percent_municipal_share",
    ),
    (r"Eigenbetrieben?|Stadtwerken?|(?:municipal|public) utilities|kommunale[n]? Unternehmen", "municipal_utility"),
    (r"infrastructure operators|(?:public )?transport operators|Verkehrsunternehmen", "infrastructure_operator"),
    (r"energy agencies|Energieagenturen", "energy_agency"),
    (
        r"gemeinnützigen? (?:Unternehmen|Organisationen|Träger|Einrichtungen)|non-?profit (?:making |legal |private )*"
        r"(?:organi[sz]ations?|body|bodies|entit(?:y|ies)|institutions?|associations?)|"
        r"enti senza scopo di lucro",
        "non_profit_organisation",
    ),
    (r"public administrations?|öffentlichen? Verwaltung(?:en)?", "public_administration"),
    (r"public sector (?:bodies|entities|organisations?)", "public_sector_organisation"),
    (
        r"public authorit(?:y|ies)|öffentlichen? (?:Stellen?|Träger|Einrichtung(?:en)?)|Behörden|autorità "
        r"pubblic[ah]e?|"
        r"public bod(?:ies|y)|public entit(?:ies|y)|bod(?:ies|y) governed by public law|"
        r"(?:juristischen? Personen|Körperschaften|Einrichtungen|Anstalten) des öffentlichen Rechts",
        "public_authority",
    ),
    (r"Vereinen?|(?:civic |local )?associations?|associazioni", "association"),
    (r"Verbänden?|federations?", "federation"),
    (r"Stiftungen|foundations?", "foundation"),
    (r"NGOs?|(?:Non-|Nicht)[Gg]overnmental [Oo]rgani[sz]ations?(?: \(NGOs?\))?|Nichtregierungsorganisationen", "ngo"),
    (r"civil society organi[sz]ations|zivilgesellschaftlichen? Organisationen", "civil_society_organisation"),
    (r"Bildungseinrichtungen|Schulen|schools?", "school"),
    (r"Kindergärten|Kindertagesstätten|Kitas|kindergartens?|nurser(?:y|ies)|pre-?schools?", "nursery"),
    (r"libraries|library|Bibliotheken|Büchereien|museums?|Museen", "cultural_or_creative_organisation"),
    (r"education(?:al)? authorities", "education_authority"),
    (r"Kammern|chambers?(?: of \w+)?", "chamber"),
    (r"Hochschulen|Universitäten|universities|higher education institutions", "university"),
    (r"research (?:organisations|institut(?:es|ions))|Forschungseinrichtungen", "research_organisation"),
    (r"kleinen? und mittleren? Unternehmen|KMU|SMEs|small and medium-sized enterprises", "sme"),
    (r"Unternehmen|companies|enterprises|businesses", "company"),
    (
        r"individuals|natural persons|natürlichen? Personen|Privatpersonen|Einzelpersonen|private persons|"
        r"sole traders|self-employed persons",
        "individual",
    ),
    (r"Initiativen|initiatives", "initiative"),
    (r"organi[sz]ations (?:active )?in the cultural and creative sectors?", "cultural_or_creative_organisation"),
    (r"Organisationen|organisations|organizations", "organisation"),
)
_SORT = re.compile(rf"\b(?:{alternatives(_SORTS)})\b", re.IGNORECASE)
#: What opens the list of those who may apply.
_OPENS = re.compile(
    r"(?:Antrags|Teilnahme|Förder)berechtigt (?!sind|ist)[^.;:,]{3,45}? (?:sind|ist)\b|"
    r"Antragsberechtigt(?:e)?:?\s?(?:sind|ist)?|"
    r"\b(?:Angesprochen|Eingeladen|Aufgerufen|Zugelassen|Bewerbungsberechtigt|Zuwendungsberechtigt) sind\b"
    r"(?: vor allem| insbesondere| nur| ausschließlich)?|Antragsteller(?:innen)?\b:? ?(?:sind|können|können "
    r"sein)?(?: etwa)?|"
    r"(?:[Aa]ntr[aä]ge?|Fördermittel|Förderung|Zuwendung) (?:stellen|einreichen|beantragen) (?:können|dürfen)|"
    r"\b(?:is|are) (?:primarily |mainly )?aimed at|richte[nt]+ sich (?:\w+ )?an|\b(?:can|may) be requested by|"
    r"Antragsteller kann nur (?:eine? )?|\binvited to apply (?:are|is)\b|"
    r"(?:Bewerben|bewerben) (?:können|dürfen) sich|Teilnehmen (?:können|dürfen)|"
    r"(?:Die Förderung|Das Programm|Der Aufruf|Das Angebot|Der Wettbewerb) richtet sich an|"
    r"\b(?:call|programme|action|scheme|fund) is (?:addressed to|intended for|aimed at)|"
    r"(?<![\w-])(?:Eligible )?(?:[Bb]eneficiar(?:y|ies)|applicants)(?: (?:is|are|must be|ha(?:s|ve) to be|can be|"
    r"may be|shall be|include)\b|:)|"
    r"\b(?:is|are) (?:\w+ )?(?:designed|intended|meant|reserved) for\b|\b(?:is|are) (?:\w+ )?(?:targeted|directed) "
    r"at\b|"
    r"\b(?:[Pp]articipation|[Aa]pplication|[Ee]ligibility|[Ff]unding|call|programme) is (?:limited|restricted|"
    r"reserved) "
    r"(?:to|for)\b|"
    r"\b(?:[Ff]unding|[Ss]upport|[Gg]rants?|[Ff]inancing|programme|scheme) (?:is|are) (?:available|granted|awarded|"
    r"given) (?:only )?(?:to|for)\b|"
    r"\b(?:[Aa]pplications?|[Pp]roposals?) (?:are |will be )?(?:welcome|accepted|invited|expected) from\b|"
    r"\b[Tt]arget groups?(?: of the (?:call|programme|scheme|measure))?(?: is| are|:| comprises?| includes?)|"
    r"\bZielgruppen?(?: de[rs] \w+)?(?: sind| ist|:)|"
    r"\bwende(?:t|n) sich an|\bMitmachen (?:können|dürfen)|\bEmpfänger(?:innen)? der (?:Zuwendung|Förderung)(?:en)? "
    r"(?:sind|können)|"
    r"\b(?:[Ee]ligible |[Pp]roject |[Pp]ossible )?(?<![Ll]ead )(?<![Aa]ssociated )[Pp]artners (?:can|may) be\b|"
    r"\b[Ee]ligible (?:project )?partners (?:are|include)\b|\b(?:[Mm]ögliche|[Zz]ulässige|[Ff]örderfähige) "
    r"(?:Projekt|Kooperations)?[Pp]artner(?:innen)? sind\b|\b(?<!Lead)(?<!Lead-)(?:Projekt|Kooperations)partner "
    r"können\b|"
    r"\bEntitled to apply are|\b[Ee]ligible to apply are|"
    r"\b(?:following|folgende\w*) (?:bodies|organi[sz]ations|entities|institutions|Einrichtungen|Stellen) (?:can|may|"
    r"are|können|sind)[^.:]{0,25}:|"
    r"(?:Antragstellende|Zuwendungsempfangende)\w* (?:sind|müssen)|(?:Förderberechtigt|Teilnahmeberechtigt|"
    r"Zuwendungsempfänger)\w*:? ?(?:sind)?|"
    r"Anträge (?:werden|können|dürfen) (?:nur |ausschließlich )?(?:durch|von)|\bWho (?:may|can) apply\??:?|"
    r"\b[Ee]ligible (?:applicants )?(?:are|"
    r"is)\b|"
    r"\b(?:[Ee]ligible a|A)pplicants:|[Zz]ur (?:Teilnahme|Antragstellung) berechtigt sind|"
    r"(?<![Ll]ead )\b[Aa]pplicants? (?:must be|should be|ha(?:s|ve) to be|are|can be|may be|shall be)|"
    r"\b(?:is|are) open (?:only )?to(?: only)?|[Ff]örderfähig sind(?! (?:nur )?(?:Ausgaben|Kosten|Projekte|Vorhaben|"
    r"Maßnahmen))|\b[Oo]pen to|\b[Oo]pen for|"
    r"\b(?:can|may|must|shall) (?:only )?be (?:submitted|lodged|filed|made|presented) (?:only |jointly )*by|"
    r"(?:[Pp]rojektträger|[Tt]räger|[Ff]örderempfänger|[Bb]egünstigte|[Zz]uwendungsempfänger)(?:innen)? (?:können|"
    r"dürfen|sind)(?: nur| ausschließlich)?|"
    r"\bsubmitted by|\b[Ee]ligible (?:bodies|entities|"
    r"organisations)(?: are|:)|"
    r"\b[Ff]or applicants? from|candidature sono presentate da|classified by Eurostat as|Possono partecipare"
)
#: What opens a list that begins at once, with nothing but an adjective before its first name.
_OPENS_AT_ONCE = re.compile(
    r"\bGefördert werden(?: können)?(?= )|\b(?:scheme|programme|fund|measure|call|action|initiative|strand|"
    r"instrument) (?:supports|"
    r"targets|addresses|is directed at)(?= )|\b(?:Zuwendung|Förderung|Zuschuss|Zuschüsse)(?:en)? (?:wird|werden)(?: "
    r"an)?"
    r"(?= )|\b(?:Programm|Aufruf|Förderung|Angebot|Fonds|Wettbewerb|Ausschreibung) (?:steht|stehen)(?=[^.;]* "
    r"offen\b)|\b(?:Programm|Aufruf|Fonds) "
    r"unterstützt(?= )|\b(?:Zuwendung|Förderung|Förder(?:ung)?s?mittel|Zuschuss|Zuschüsse)(?:en)? "
    r"(?:können|kann|erhalten|dürfen)(?= (?!nur\b))|\bEine? (?:Zuwendung|Förderung) (?:kann|können)(?= )"
)
#: Before an opener these say that it is one of several, or who leads.
_ONE_OF = re.compile(
    r"(?:at least|minimum of|mindestens|wenigstens|one|two|three) (?:\w+ ){0,2}(?:of the )?(?:\w+ )?$|"
    r"(?:federführende[rn]?|lead(?:ing)?|main|coordinating|principal)[ -](?:\w+ )?$",
    re.IGNORECASE,
)
#: What may stand between two sorts of one list.
_BETWEEN = re.compile(
    r"^(?:[\s,;/()]|\b(?:and|or|und|oder|sowie|their|deren|other|andere[rn]?|levels? of|non-?profit making|also|"
    r"all|alle|at|level|national|regional|"
    r"insbesondere|namely|der|die|das|the|a|an|un|una|ihre|e|deutsche[rn]?|polnische[rn]?|tschechische[rn]?|"
    r"kreisfreie[rn]?|kreisangehörige[rn]?|interessierte[rn]?|as well as|well|or,|and/or|"
    r"either|alone|together|with|eingetragene[rn]?|rechtsfähige[rn]?|anerkannte[rn]?|"
    r"eligible|local|small|kommunale[rn]?|auch|z\. ?B\.|wie|such as|Engagierte|aus|of|von|group of|jointly|by)\b)*$",
    re.IGNORECASE,
)
#: A member of a list that we have no name for, between two that we have: "Kommunen, Kirchen und Vereine".
_UNNAMED = re.compile(
    r"^\s*,\s*(?!.*\b(?:which|that|who|where|die|der|das|sind|ist|are|is|can|may|must|shall|should|können|dürfen|"
    r"müssen|"
    r"from|aus|in|with|mit|but|not|nicht|aber|nur|only|if|wenn|to|zu|at|bei|be)\b)(?:[\w/-]+ ){0,2}[\w/-]+\s*"
    r"(?:,|,?\s(?:and|or|und|oder|sowie))\s*$",
    re.IGNORECASE,
)
#: The same before the first that we have a name for.
_UNNAMED_FIRST = re.compile(
    r"^\s*(?!.*\b(?:which|that|who|where|die|der|das|sind|ist|are|is|can|may|must|shall|should|können|dürfen|müssen|"
    r"from|aus|in|with|mit|but|not|nicht|aber|nur|only|if|wenn|to|zu|at|bei|be|of|von|for|für)\b)(?:[\w/-]+ )?[\w/-]+"
    r"(?:,|\s(?:and|or|und|oder|sowie))\s*$",
    re.IGNORECASE,
)
_LEADER = (
    r"(?:lead|(?:main|principal|coordinating|leading)(?= applicant| partner| beneficiary| organi[sz]ation)|"
    r"coordinators?|project leaders?|Leadpartner|Lead-Partner|Federführer|federführende[rn]? (?:Partner|"
    r"Antragsteller))"
    r"(?:[ -](?:applicants?|partners?|procurers?|beneficiar(?:y|ies)|organisations?))?"
)
#: What opens the sorts of those who may lead.
_LEAD = re.compile(
    rf"\b(?:the |der |die )?{_LEADER} (?:(?:must|can(?: only)?|may(?: only)?|ha(?:s|ve) to|is to|are to|should|shall|"
    rf"muss|müssen|"
    rf"kann nur|"
    r"können(?: nur)?)(?: be| represent| sein)?|(?:is|ist) always|(?:is|ist) (?:immer )?(?=an? |eine? )) ?(?:an? |the |"
    r"eine? )?|"
    r"\b(?:must|shall|has to|have to|can only|should) be (?:coordinated|led) by (?:an? |one )?|"
    r"\b(?:Koordination|Federführung|Projektleitung|Leitung)\b[^.;]{0,30}? (?:muss|müssen|liegt|hat) (?:immer )?bei "
    r"(?:einer? |einem |den |der )?|"
    rf"\bFederführend (?:kann|können|ist|sind)(?: nur| ausschließlich| immer)? (?:eine? )?|"
    rf"\b(?:als|Als) {_LEADER} (?:kommen|kommt) (?:nur )?(?:eine? )?|\b(?:can|may) (?:only )?be led (?:only )?by "
    rf"(?:an? )?",
    re.IGNORECASE,
)
#: What closes them, where they stand before it: "Only cities can lead a network."
_LEADS = re.compile(
    rf"^ (?:can|may|are (?:allowed|eligible) to|können|dürfen) (?:\w+ )?(?:act as |take the role of |be |als "
    rf")?(?:the |an? )?"
    rf"(?:{_LEADER}\b)|^ can take on this role",
    re.IGNORECASE,
)
#: After these the list names some among others.
_AMONG = re.compile(r"(?:e\.g\.,?|such as|z\. ?B\.|including|etwa|among others|jointly by)\s*(?:a\s)?$", re.IGNORECASE)
#: What closes a list that stands before it.
_CLOSES = re.compile(
    r"^(?: (?:at|with|mit|between|zwischen|from|aus|of|up to|bis zu|below|above|over|located in|established in|"
    r"under|that|who|run by|operated by|acting|whose|die)\b[^.;:]{0,70}?)?,?\s*(?:(?:can|may|are the target group|"
    r"are (?:also )?"
    r"(?:eligible|welcome|encouraged|"
    r"entitled|invited) to) (?P<also>also |likewise )?(?:apply|benefit from (?:the|this)|take part(?= in (?:the|"
    r"this) (?:call|programme|scheme|action)|[.;]|$)|"
    r"participate(?=[.;]|$)|submit(?! only| at most| up to| no more)|(?:receive|request|obtain) (?:an? )?(?:\w+ )?"
    r"(?:funding|grants?|support))\b|are eligible(?=[.;]| to apply| for (?:this|the|support|funding|a grant)| "
    r"applicants)|sind (?:gleichermaßen |grundsätzlich |ebenfalls |auch |außerdem )?(?:antrags|teilnahme|"
    r"förder)"
    r"berechtigt|können (?P<auch>(?:ebenfalls |auch |gleichfalls )?)(?:sich (?:ebenfalls |auch )?bewerben|einen Antrag|"
    r"Anträge|Projektanträge|(?:eine )?Förderung (?:beantragen|erhalten)|gefördert werden))",
    re.IGNORECASE,
)
#: Who applies as a partner only needs somebody else who applies.
_AS_PARTNERS = re.compile(r" (?:only|nur) (?:as|als)\b", re.IGNORECASE)
#: Who is named with these may apply beside others.
_BESIDE = re.compile(r"\b(?:also|welcome|encouraged|ebenfalls|auch)\b", re.IGNORECASE)
_BESIDE_FIRST = re.compile(r"(?:Auch|Also|Ebenso)\b")
#: What turns down the sorts of a list that stands behind it.
_DENIED = re.compile(
    r"\b(?:nicht (?:gefördert werden|(?:antrags|förder|teilnahme)(?:berechtigt|fähig) sind|teilnehmen (?:können|"
    r"dürfen)|"
    r"bewerben (?:können|dürfen) sich)|(?:von der (?:Förderung|Teilnahme) )?ausge(?:schlossen|nommen)"
    r"(?: von der (?:Förderung|Teilnahme))? (?:sind|bleiben)|"
    r"(?:not eligible|ineligible|excluded)(?: from (?:funding|the call))?(?: to apply)? (?:are|is)|"
    r"(?:not eligible|ineligible)(?: for funding)?:)(?: (?:Vorhaben|Projekte|Anträge|projects|applications) (?:von|"
    r"of|from))?",
    re.IGNORECASE,
)
#: What turns down the sorts of a list that stands before it.
_DENIES = re.compile(
    r"^(?: (?:der|des|of) [^.;:,]{0,40}?)?,?\s(?:(?:are|is) (?:not eligible|ineligible|excluded)(?! to lead| as "
    r"lead)|(?:can|may) ?not (?:be (?:funded|supported)|apply|"
    r"receive|take part|submit)(?! (?:more|longer|less|fewer|earlier|later) than| any (?:further|other|additional)| "
    r"again)|"
    r"sind (?:(?:von der (?:Förderung|Antragstellung) )?ausge(?:schlossen|nommen)|nicht (?:antrags|förder|"
    r"teilnahme)(?:berechtigt|fähig))|"
    r"(?:können|dürfen) (?:sich )?(?:nicht|keine)\b(?! (?:mehr|länger|weniger|später|früher) als| weiteren?| "
    r"zusätzlichen?)"
    r"(?=[^.;]{0,40}(?:bewerb|teilnehm|teilzunehm|Antrag|Anträge|Förder|gefördert|beantrag|mitwirk|beteilig)))",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\bopen to\b|\beligible\b|\bcan apply\b|antragsberechtigt|teilnahmeberechtigt|förderberechtigt", re.IGNORECASE
)
_OF_TOWNS = frozenset(
    {"municipality", "town", "local_authority", "local_or_regional_authority", "urban_authority", "small_municipality"}
)
_EXAMPLES = re.compile(r"\((?:e\.g\.,?|such as|z\. ?B\.|for example,?)(?= )", re.IGNORECASE)
_NOBODY = re.compile(
    r"[Nn]icht (?:antrags|förder|teilnahme)berechtigt sind[^.;]{0,60}?(?:Privat|Einzel|natürliche )personen|"
    r"\b(?:Individuals|natural persons)(?:,[^.;]{0,80})? (?:(?:cannot|may not|can not) apply|are not eligible|are "
    r"excluded)|"
    r"durch (?:natürliche |Privat|Einzel)(?:P|p)ersonen [^.;]{0,20}(?:nicht möglich|ausgeschlossen|unzulässig)|"
    r"(?:Einzel|Privat|Natürliche ?)personen (?:(?:können|dürfen) (?:sich )?(?:nicht|keine)|sind (?:nicht "
    r"(?:antrags|förder|teilnahme)berechtigt|(?:von [\w ]{3,30} )?ausgeschlossen))",
    re.IGNORECASE,
)


def who_may_apply(text: str) -> Iterator[Proposal]:
    """The sorts of bodies that may apply: one clause for each list, its sorts in their order in the text."""
    for sentence in sentences(text):
        for opened in (*_OPENS.finditer(sentence), *_OPENS_AT_ONCE.finditer(sentence)):
            found, end = _listed(sentence, opened.end(), at_once=opened.re is _OPENS_AT_ONCE)
            ahead = sentence[: opened.start()]
            of_several = opened[0].startswith("beneficiaries") and ahead.casefold().endswith("main ")
            if _ONE_OF.search(ahead) and not of_several:
                continue
            if found and found != ["organisation"]:
                among = _AMONG.search(sentence[: end[0]]) is not None
                operator = "includes" if among else "in"
                yield proposed("applicant_type", operator, ";".join(found), sentence[opened.start() : end[1]])
        yield from _examples(sentence)
        before, (first, last) = _listed(sentence, 0)
        closed = _CLOSES.match(sentence[last:]) if before and before != ["organisation"] else None
        if closed and not _AS_PARTNERS.match(sentence[last + closed.end() :]):
            beside = closed["also"] or closed["auch"] or _BESIDE.search(closed[0]) or _BESIDE_FIRST.match(sentence)
            words = sentence[first : last + closed.end()]
            yield proposed("applicant_type", "includes" if beside else "in", ";".join(before), words)
        yield from _turned_down(sentence)
        if (lead := _LEAD.search(sentence)) and (found := _listed(sentence, lead.end())[0]):
            yield proposed("lead_type", "in", ";".join(found), lead[0])
        else:
            yield from _only_these_lead(sentence)
        yield from _left_out(sentence)
        denied = _NOBODY.search(sentence)
        if denied:
            yield proposed("applicant_type", "not", "individual", denied[0])


def _left_out(sentence: str) -> Iterator[Proposal]:
    """Who may not apply: the list behind the words that say so."""
    for opened in _DENIED.finditer(sentence):
        found, (_, end) = _listed(sentence, opened.end())
        if found:
            yield proposed("applicant_type", "not", ";".join(found), sentence[opened.start() : end])


def _only_these_lead(sentence: str) -> Iterator[Proposal]:
    """Who alone may lead, named before the words that say so, in its own clause."""
    for only in re.finditer(r"(?:^|[;:]\s)(?:only|nur) ", sentence, re.IGNORECASE):
        found, (first, last) = _listed(sentence, only.end())
        if found and (leads := _LEADS.match(sentence[last:])):
            yield proposed("lead_type", "in", ";".join(found), sentence[first : last + leads.end()])


def _examples(sentence: str) -> Iterator[Proposal]:
    """Who is named as an example in brackets, where others may apply as well: "any organisation (e.g. towns)".

    Of the examples those count that speak of towns, where there are some: the others exclude nobody.
    """
    if _ANYBODY.search(sentence):
        for example in _EXAMPLES.finditer(sentence):
            found, (_, end) = _listed(sentence, example.end())
            towns = [sort for sort in found if sort in _OF_TOWNS]
            if found:
                yield proposed("applicant_type", "includes", ";".join(towns or found), sentence[example.start() : end])


def _turned_down(sentence: str) -> Iterator[Proposal]:
    """Who may not apply: the list before the words that say so, in its own clause."""
    for clause in re.finditer(r"[^;:]+", sentence):
        found, (first, last) = _listed(clause[0].lstrip(" ,"), 0)
        words = clause[0].lstrip(" ,")
        if found and (denied := _DENIES.match(words[last:])):
            yield proposed("applicant_type", "not", ";".join(found), words[first : last + denied.end()])


def _listed(sentence: str, begin: int, at_once: bool = False) -> tuple[list[str], tuple[int, int]]:
    """The sorts of the list that begins there, and where its first name begins and its last ends."""
    found: list[str] = []
    at, first = begin, begin
    for name in _SORT.finditer(sentence, begin):
        between = sentence[at : name.start()]
        describes = not (found or at_once) and _skippable(between)
        unnamed = (_UNNAMED if found else _UNNAMED_FIRST).match(between) is not None and not at_once
        if not (_BETWEEN.match(between) or describes or unnamed):
            break
        sort = meant(name, _SORTS)
        first = name.start() if not found else first
        spelled_out = sort == "local_authority" and sentence[name.end() : name.end() + 2] == " ("
        if sort not in found and not spelled_out:
            found.append(sort)
        at = name.end()
    return found, (first, at)


def _skippable(words: str) -> bool:
    """Whether the words before the first name only describe it: few, and without a mark."""
    return len(words.split()) <= 3 and not re.search(r"[.:;,]", words)
