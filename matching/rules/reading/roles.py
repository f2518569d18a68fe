"""How many bodies of a sort take part, read from a text: "at least 3 Police Authorities", "four cities, each from"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.numbers import NUMBER, whole
from matching.rules.reading.proposal import Proposal, alternatives, meant, proposed, stated, stating

#: How texts call the bodies that they count, the longer name first, and the role that clauses have for them.
_ROLES: tuple[tuple[str, str], ...] = (
    (
        r"representatives of (?:local or regional|regional or local) authorities in charge of disaster response",
        "local_or_regional_authority_disaster_response",
    ),
    (r"authorit(?:y|ies) in charge of disaster", "national_disaster_authority"),
    (r"Police Authorit(?:y|ies)", "police_authority"),
    (
        r"(?:Border|Coast Guard|Customs)(?:(?:,| or| and) (?:Border|Coast Guard|Customs))* Authorit(?:y|ies)",
        "border_or_coast_guard_authority",
    ),
    (r"Civil Society Organisations?(?! \(CSO\) and \d)|CSOs", "civil_society_organisation"),
    (r"(?:public )?procurers(?! with similar)", "public_procurer"),
    (r"end[- ]user organisations?|end[- ]users?", "end_user"),
    (r"first responders(?:[’'] organisations)?", "first_responder"),
    (r"practitioners?(?: organisations?)?", "practitioner"),
    (r"Training Cent(?:er|re)s", "training_centre"),
    (
        r".living labs. linked to (?:regional or local|local or regional) authorities",
        "living_lab_linked_to_local_or_regional_authority",
    ),
    (r".{0,2}associated regions", "associated_region"),
    (
        r".{0,2}replicating.? (?:regional or local|local or regional) authorities",
        "replicating_local_or_regional_authority",
    ),
    (
        r"(?:regional (?:and|or|/) ?local|local (?:and|or|/) ?regional)(?: port)? authorit(?:y|ies)",
        "local_or_regional_authority",
    ),
    (r"local authorit(?:y|ies)|(?:kommunalen? )?Gebietskörperschaft(?:en)?", "local_authority"),
    (r"cities of the (?:\d+ )?selected", "mission_city"),
    (
        r"(?:follower|replicator|fellow) cities(?!/)|cities (?:acting )?as (?:follower|replicator|fellow) cities",
        "follower_city",
    ),
    (r"(?:lead|lighthouse) cities", "lead_city"),
    (r"municipalit(?:y|ies)|kommunale[nr]? Partner\w*|Kommunen?|Gemeinden?|Städten?", "municipality"),
    (r"city(?=[,.;]| and\b| or\b|$)", "city"),
    (r"cities(?=,? (?:each|represented|from different))", "city"),
    (r"Distribution System Operators?(?: \(DSOs?\))?", "distribution_system_operator"),
    (r"(?:electricity )?Transmission System Operators?(?: \(TSOs?\))?", "transmission_system_operator"),
    (r"universit(?:y|ies)|higher education institutions?|Hochschulen?|Universität(?:en)?", "university"),
    (r"Landkreise?n?", "county"),
    (r"NGOs?|non-governmental organi[sz]ations?|Nichtregierungsorganisation(?:en)?", "ngo"),
    (r"urban authorit(?:y|ies)", "urban_authority"),
    (r"public (?:bod(?:y|ies)|authorit(?:y|ies))|öffentliche (?:Einrichtung(?:en)?|Stellen?)", "public_authority"),
    (r"private sector organi[sz]ations?", "private_sector_organisation"),
    (r"(?:private )?(?:compan(?:y|ies)|enterprises?)|Unternehmen", "company"),
    (r"Vereine?n?", "association"),
    (
        r"(?:research (?:institut(?:ion|e)|organi[sz]ation)s?|RTOs?|Research and Technology Organisations?|"
        r"Forschungseinrichtung(?:en)?)",
        "research_organisation",
    ),
    (r"SMEs?|KMU", "sme"),
    (r"schools?|Schulen?", "school"),
    (r"cultural organi[sz]ations?|Kultureinrichtung(?:en)?", "cultural_or_creative_organisation"),
    (r"energy agenc(?:y|ies)|Energieagentur(?:en)?", "energy_agency"),
    (r"foundations?|Stiftung(?:en)?", "foundation"),
)
_ROLE = alternatives(_ROLES)
_LEAST = r"(?:at least|a minimum of|minimum(?: of)?|mindestens|wenigstens|no fewer than)"
_KIND = (
    r"(?:different|distinct|independent|relevant|security|national|public|eligible|local|new|participating|"
    r"verschiedene|unterschiedliche|weitere|andere|benachbarte)"
)
#: A number with what bounds it, or a further one of the same list.
_BOUND = re.compile(_LEAST, re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?:{_LEAST}|(?<=\]\] and)|(?<=as well as)|\band|\bund|(?<=\w),|"
    rf"\bsowie)\s(?:{_LEAST}\s)?\(?(?P<n>{NUMBER})\)?(?: \(\d+\))?"
    rf"(?: {_KIND})* (?:{_ROLE})",
    re.IGNORECASE,
)
#: What follows makes it a choice of sorts, or a number of partners from several countries.
_NO_SORT_AFTER = re.compile(
    r"^ (?:or|oder) (?!more\b|mehr\b)|^ aus (?:\w+ ){0,2}\w*(?:staaten|ländern)\b", re.IGNORECASE
)
#: With whom somebody works is no partner of the project for it.
_WITH = re.compile(r"\bmit $|\b(?:cooperat|work)\w* with $", re.IGNORECASE)
_PARTS = re.compile(
    r"(?:eligib|involve|participat|beneficiar|consorti|must|include|partner|require|Member State|tested with|beteilig|"
    r"mitwirk|zusammenarbeit|kooperier|verbund|konsorti|angehör|zusammenschl)\w*",
    re.IGNORECASE,
)
_FIXED = stating(
    (
        (
            r"(?:must|is expected to|has to|shall) be one of the (?:\d+ )?cities selected for",
            ">=",
            "1;role=mission_city",
        ),
        (r"one of them as urban node on the TEN-T network", ">=", "1;role=ten_t_urban_node"),
        (
            r"at least one must be (?:from )?a signatory to the Adaptation Mission",
            ">=",
            "1;role=entity_from_adaptation_charter_signatory",
        ),
        (
            r"(?:entity|one) [^.]{0,30}must be from one of the (?:\d+ )?cities selected",
            ">=",
            "1;role=entity_from_mission_city",
        ),
        (r"PCP\)? actions target consortia of procurers with similar needs", "includes", "role=public_procurer"),
        (
            r"(?:include|involve) a municipality or (?:a )?local authority",
            ">=",
            "1;role=municipality_or_local_authority",
        ),
    )
)
#: One of the partners is of a sort: "At least one partner must be a local authority".
_ONE_IS = re.compile(
    rf"(?:{_LEAST} |\b(?=one of the ))(?P<n>{NUMBER}) (?:of the )?(?:project |consortium )?(?:partners?|applicants?|"
    rf"beneficiar(?:y|ies)|"
    rf"members?|"
    rf"participants?) (?:of the consortium )?(?:must|has to|have to|shall|should) be (?:an? )?(?:{_ROLE})",
    re.IGNORECASE,
)
_ONE_IS_DE = re.compile(
    rf"{_LEAST} (?P<n>{NUMBER}) (?:der )?(?:\w*[Pp]artner\w*|Antragsteller\w*|Mitglied\w*|Beteiligte[nr]?)"
    rf"(?: (?:des|der|im) \w+)? (?:muss|müssen|soll|sollen) (?:eine? )?(?:{_ROLE}) sein",
    re.IGNORECASE,
)
#: One is asked for without a number: "The consortium must include a municipality".
_MUST_INCLUDE = re.compile(
    rf"(?:consorti(?:um|a)|partnerships?|networks?|proposals?|projects?|applications?) (?:must|ha(?:s|ve) to|shall|"
    rf"needs? "
    rf"to) (?:include|involve|comprise|contain) an? (?:\w+ )?(?:{_ROLE})(?! or\b)",
    re.IGNORECASE,
)
_FROM = re.compile(rf"entities from at least (?P<n>{NUMBER}) cities or regions", re.IGNORECASE)
_HOSTS = re.compile(rf"minimum of (?P<n>{NUMBER}) and (?:a )?maximum of (?P<most>{NUMBER}) cities", re.IGNORECASE)
_OVER = re.compile(rf"in the territory of at least (?P<n>{NUMBER}) (?:regional or local|local or regional) authorities")


def roles(text: str) -> Iterator[Proposal]:
    """The clauses that count bodies of a sort, in the order of the text."""
    last: int | None = None
    for match in _COUNTED.finditer(text):
        listed = last is not None and (match.start() - last < 60 or text[: match.start()].rstrip().endswith("]]"))
        if not (listed or _BOUND.search(match[0])):
            continue
        if _NO_SORT_AFTER.search(text[match.end() :]) or _WITH.search(text[: match.start()]):
            continue
        last = match.end()
        number = whole(match["n"])
        if number is not None and (listed or _PARTS.search(text[max(0, match.start() - 200) : match.end() + 120])):
            yield _clause(f"{number};role={meant(match, _ROLES)}", match[0])
    for match in (*_ONE_IS.finditer(text), *_ONE_IS_DE.finditer(text)):
        yield _clause(f"{whole(match['n'])};role={meant(match, _ROLES)}", match[0])
    for match in _MUST_INCLUDE.finditer(text):
        yield _clause(f"1;role={meant(match, _ROLES)}", match[0])
    yield from stated(text, "applicant_type", _FIXED)
    for match in _FROM.finditer(text):
        yield _clause(f"{whole(match['n'])};role=entity_from_city_or_region", match[0])
    for match in _OVER.finditer(text):
        yield _clause(f"{whole(match['n'])};role=local_or_regional_authority", match[0])
    for match in _HOSTS.finditer(text):
        yield _clause(f"{whole(match['n'])};role=host_city", match[0])
        most = f"{whole(match['most'])};role=host_city"
        yield proposed("applicant_type", "<=", most, match[0])


def _clause(value: str, words: str) -> Proposal:
    return proposed("applicant_type", ">=", value, words)
