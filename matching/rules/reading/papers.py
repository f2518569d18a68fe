"""The documents that an application needs, read from a text in English or German."""

from __future__ import annotations

from collections.abc import Iterator

from matching.rules.reading.proposal import Proposal, stated, stating

#: What says that a document is needed, and the name that clauses have for it.
_PAPERS = stating(
    (words, "has", value)
    for words, value in (
        (
            r"must be formali[sz]ed through a Memorandum of Understanding(?! or a collaboration)",
            "memorandum_of_understanding;when=after_start",
        ),
        (
            r"must be formali[sz]ed through a Memorandum of Understanding(?= or a collaboration)",
            "memorandum_or_collaboration_agreement;when=after_start",
        ),
        (r"letters? of (?:political )?support,? (?:signed by|from|of) the mayor", "letter_of_support_signed_by_mayor"),
        (
            r"commitment letters?[^.]{0,80}signed by the (?:highest authorities|mayor)",
            "commitment_letter_signed_by_mayor;who=host_city",
        ),
        (
            r"within the framework of a Sustainable Urban Mobility Plan",
            "sustainable_urban_mobility_plan_or_equivalent;who=city",
        ),
        (
            r"(?:required to have|must (?:have|hold)|need) an? (?:(?:approved|validated|adopted|valid) )?"
            r"(?:(?:sustainable )?(?:climate|energy)[\w /-]{0,30}? plan|SECAP\b)",
            "climate_or_energy_plan",
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
        (r"letters? of commitment (?:from|of|signed by) the mayor", "commitment_letter_signed_by_mayor"),
        (
            r"(?:muss|müssen) über ein(?:e[nr]?)? (?:[\w-]+ ){0,3}[\w-]*(?:konzept|strategie|plan) verfügen|"
            r"must (?:have|hold) an? (?:adopted |approved |valid )?(?:[\w-]+ )?(?:strategy|concept)\b",
            "strategy_or_plan",
        ),
        (
            r"(?:Rats|Gemeinderats|Stadtrats)beschluss|Beschluss de[sr] (?:(?:Gemeinde|Stadt|Markt)?rat(?:e?s)?\b|"
            r"Gemeindevertretung|Stadtverordnetenversammlung|Stadtvertretung|Kreistag(?:e?s)?\b|"
            r"Vertretungskörperschaft)|"
            r"(?:Gemeindevertretungs|Kreistags|Stadtverordneten)beschluss|"
            r"decision of the (?:city|municipal|town|local) council|(?<!EU )\b(?:a|the) (?:city |municipal |town "
            r")?council "
            r"(?:decision|resolution)(?! of the European)",
            "council_decision",
        ),
        (
            r"(?:signed )?partnership agreement (?:must|has to|should|shall|is to) be (?:enclosed|attached|submitted|"
            r"provided|signed)|"
            r"(?:unterzeichnete[rn]? )?(?:Kooperations|Partnerschafts)(?:vereinbarung|"
            r"vertrag)[^.;]{0,40}(?:beizufügen|vorzulegen|"
            r"einzureichen|vorliegen)",
            "partnership_agreement",
        ),
        (
            r"(?:Letters? of [Ii]ntent|LoI|Absichtserklärung(?:en)?)\b[^.;]{0,40}(?:beizulegen|beizufügen|vorzulegen|"
            r"einzureichen|"
            r"required|attached|enclosed|submitted)",
            "letter_of_intent",
        ),
        (r"declaration (?:of \w+ )?signed by the mayor", "declaration_signed_by_mayor"),
        (r"strategy under Article 11", "article_11_strategy"),
        (
            r"(?:must|have to|need to|should) (?:provide|submit|attach|include)[^.]{0,40}letters? of (?:support|"
            r"intent|commitment)",
            "letter_of_support",
        ),
        (
            r"signed the (?:Mission )?(?:Adaptation )?Charter|signatories? of the Adaptation Mission Charter",
            "adaptation_charter_signature",
        ),
    )
)


def papers(text: str) -> Iterator[Proposal]:
    """One clause for each document that the text asks for."""
    return stated(text, "requires_document", _PAPERS)
