"""The documents that an application needs, read from a text in English or German.

A document counts where its sentence says that it is needed; the names of some say so themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.rules.reading.proposal import Proposal, either_order, proposed, sentences, stating

#: So many characters from its name it is said that a document is needed.
_NEAR = 75
#: What says so.
_NEEDED = re.compile(
    r"\b(?:with an? (?:adopted|approved|valid)\b|"
    r"must|shall|should (?:provide|submit|attach|enclose)|need(?:s|ed)?|require[sd]?|required|ha(?:s|ve) to|"
    r"mandatory|obligatory|compulsory|prerequisite|"
    r"conditional|(?:are|is) to be|annexed|attached|enclosed|accompanied)\b|\bmuss|\bmüssen|[Vv]oraussetzung|"
    r"erforderlich|"
    r"notwendig|[Pp]flicht|beizufügen|beigefügt|beizulegen|beiliegen|vorzulegen|vorgelegt|vorlegen|vorliegen|"
    r"einzureichen|gesichert|sichergestellt|hochzuladen|\bmitzuschicken|"
    r"nachzuweisen|verfügen über|\bsind mit\b",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(
    r"\b(?:not|no|nicht|keine?)\b[^.;,]{0,30}(?:required|needed|necessary|obligatory|mandatory|erforderlich|"
    r"notwendig|nötig|"
    r"Voraussetzung|Fördervoraussetzung|vorliegen|vorzulegen)|\bwithout an?\b|\bneed not\b|encouraged|recommended|"
    r"erwünscht|"
    r"empfohlen|\bor provide\b|used only for|can be (?:developed|financed|funded)|support(?:s|"
    r"ed)? the (?:development|preparation) of|Erstellung",
    re.IGNORECASE,
)
_MAYOR = r"\b(?:by|from|of) (?:the )?(?:its |their )?(?:highest authorities|mayors?\b)|Bürgermeister\w*|\bmayor[’']?s\b"
#: Documents by their names, and the name that clauses have for them: of those that share words, the first counts.
_PAPERS = stating(
    (words, "has", value)
    for words, value in (
        (
            either_order(r"(?:commitment letters?|letters? of commitment|Verpflichtungserklärung)\b", _MAYOR, 110),
            "commitment_letter_signed_by_mayor",
        ),
        (
            either_order(
                r"(?:letters? of (?:political )?support|support letters?|Unterstützungsschreiben)\b", _MAYOR, 40
            ),
            "letter_of_support_signed_by_mayor",
        ),
        (rf"declaration (?:of \w+ )?signed (?:{_MAYOR})", "declaration_signed_by_mayor"),
        (r"letters? of (?:support|intent|commitment)(?= (?:or|and) letters?)", "letter_of_support"),
        (r"letters? of (?:political )?support|support letters?|Unterstützungsschreiben", "letter_of_support"),
        (
            r"(?<!-)(?:letters? of commitment|commitment letters?)|Verpflichtungserklärung(?:en)?",
            "letter_of_commitment",
        ),
        (
            r"(?:Bau|baurechtliche[rn]? |behördliche[rn]? |denkmalrechtliche[rn]? )[Gg]enehmigung(?:en)?|"
            r"(?:building|planning|construction|environmental) permits?",
            "permits",
        ),
        (r"Gesamtfinanzierung\b", "proof_of_total_financing"),
        (r"(?i:letters? of intent)|\bLoI\b|Absichtserklärung(?:en)?", "letter_of_intent"),
        (
            r"(?:sustainable urban mobility plan|\bSUMPs?\b|nachhaltige\w* (?:urbane\w* )?Mobilitätspl[aä]n\w*)",
            "sustainable_urban_mobility_plan_or_equivalent",
        ),
        (
            r"(?:climate|energy)(?: and/or (?:energy|climate))?(?:[\w /-]{0,30})? plans?\b|\bSECAPs?\b|"
            r"(?:Klimaschutz|Klima|Energie|Klimaanpassungs)(?:konzept|plan)\w*",
            "climate_or_energy_plan",
        ),
        (
            r"(?<!Framework )(?:signed )?(?<!Financial )partnership agreements?|(?:Kooperations|"
            r"Partnerschafts)(?:vereinbarung|vertrag)\w*",
            "partnership_agreement",
        ),
        (r"gender equality plans?|Gleichstellungspl[aä]n\w*", "gender_equality_plan"),
    )
)
#: Documents that are needed wherever they are named, and phrases that say so themselves.
_ALWAYS = stating(
    (words, "has", value)
    for words, value in (
        (
            r"formali[sz]ed through a Memorandum of Understanding(?= or an? collaboration)",
            "memorandum_or_collaboration_agreement;when=after_start",
        ),
        (
            r"formali[sz]ed through a Memorandum of Understanding(?! or)",
            "memorandum_of_understanding;when=after_start",
        ),
        (
            r"(?:muss|müssen) über ein(?:e[nr]?)? (?:[\w-]+ ){0,3}(?!Klima|Energie)[\w-]*(?:konzept|strategie|"
            r"plan) verfügen|"
            r"must (?:have|hold) an? (?:adopted |approved |valid )?(?:[\w-]+ )?(?:strategy|concept)\b",
            "strategy_or_plan",
        ),
        (
            r"within the framework of a Sustainable Urban Mobility Plan",
            "sustainable_urban_mobility_plan_or_equivalent;who=city",
        ),
        (
            r"must register in the Participant Register[^.]{0,12}before submitting|"
            r"must be registered in the Participant Register before submi|"
            r"(?:must have|need|hold|require)s? (?:a |an )?(?:valid )?(?:PIC|Participant Identification "
            r"Code)\b[^.;]{0,30}"
            r"(?:submi|appl)",
            "participant_register_entry;when=submission",
        ),
        (r"(?:positive[ns]? )?Votum der (?:LAG|Lokalen Aktionsgruppe)", "positive_vote_of_local_action_group"),
        (r"Nachweis der Gesamtfinanzierung|proof of (?:the )?(?:total|full) financing", "proof_of_total_financing"),
        (r"(?:alle )?(?:notwendigen|erforderlichen) Genehmigungen", "permits"),
        (
            r"(?:Rats|Gemeinderats|Stadtrats)beschluss|Beschluss de[sr] (?:(?:Gemeinde|Stadt|Markt)?rat(?:e?s)?\b|"
            r"Gemeindevertretung|Stadtverordnetenversammlung|Stadtvertretung|Kreistag(?:e?s)?\b|"
            r"Vertretungskörperschaft)|"
            r"(?:Gemeindevertretungs|Kreistags|Stadtverordneten)beschluss|"
            r"(?:decision|resolution|minutes) of the (?:city|municipal|town|local) council|(?<!EU )\b(?:a|"
            r"the) (?:city |municipal |town "
            r")?council "
            r"(?:decision|resolution)(?! of the European)",
            "council_decision",
        ),
        (r"strategy under Article 11", "article_11_strategy"),
        (
            r"signed the (?:Mission )?(?:Adaptation )?Charter|signatories? of the Adaptation Mission Charter",
            "adaptation_charter_signature",
        ),
    )
)


def papers(text: str) -> Iterator[Proposal]:
    """One clause for each document that a sentence asks for."""
    for sentence in sentences(text):
        for words, operator, value in _ALWAYS:
            if found := words.search(sentence):
                yield proposed("requires_document", operator, value, found[0])
        taken: list[tuple[int, int]] = []
        for words, operator, value in _PAPERS:
            found = words.search(sentence)
            if found is None or any(found.start() < end and begin < found.end() for begin, end in taken):
                continue
            taken.append(found.span())
            around = sentence[max(0, found.start() - _NEAR) : found.end() + _NEAR]
            if _NEEDED.search(around) and not _NOT_NEEDED.search(around):
                yield proposed("requires_document", operator, value, found[0])
