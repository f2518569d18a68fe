"""Clauses are proposed from a call's text, in English and German, each with the words that say it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from matching.rules.reading.reader import propose


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The proposal must be submitted by at least 3 applicants.", ("min_applicants", ">=", "3")),
        ("Partnerships of 8 to 10 partners are wanted.", ("min_applicants", ">=", "8")),
        ("Partnerships of more than three organisations are wanted.", ("min_applicants", ">=", "4")),
        ("The partners come from more than two countries.", ("min_countries", ">=", "3")),
        ("Only towns with more than 5 000 but fewer than 20 000 inhabitants apply.", ("population_min", ">=", "5001")),
        ("The text may not exceed 20 pages, annexes excluded.", ("other", "<=", "20;of=pages")),
        ("Applications exceeding 25 pages will not be evaluated.", ("other", "<=", "25;of=pages")),
        ("Project costs should range from EUR 50,000 to EUR 150,000.", ("other", ">=", "50000;of=total_costs_eur")),
        (
            "Projekte mit Gesamtkosten über 50.000 Euro werden nicht gefördert.",
            ("other", "<=", "50000;of=total_costs_eur"),
        ),
        ("Regional authorities may also apply.", ("applicant_type", "includes", "regional_authority")),
        ("Antragsberechtigt sind Kommunen, Kirchen und Vereine.", ("applicant_type", "in", "municipality;association")),
        ("Ausgenommen von der Förderung sind Unternehmen.", ("applicant_type", "not", "company")),
        ("The consortium must include a municipality.", ("applicant_type", ">=", "1;role=municipality")),
        ("Antragsberechtigt ist ein Verbund von mindestens sechs Partnern.", ("min_applicants", ">=", "6")),
        ("applicants from at least four different eligible countries", ("min_countries", ">=", "4")),
        ("Projekte deutscher und polnischer Partner werden gefördert.", ("min_countries", ">=", "2;of=DE,PL")),
        ("of which at least two must be EU Member States", ("min_member_states", ">=", "2")),
        ("Projects last between 12 and 24 months.", ("duration_max_months", "<=", "24")),
        ("Die Projekte dürfen höchstens 12 Monate dauern.", ("duration_max_months", "<=", "12")),
        ("up to 80% of the eligible costs are paid", ("funding_rate", "<=", "0.80")),
        ("Gefördert werden bis zu 90 Prozent der Kosten.", ("funding_rate", "<=", "0.90")),
        ("a fixed grant of 60 000 EUR", ("grant_max_eur", "==", "60000")),
        (
            "Consortia must include at least three (3) participants from three (3) different member states.",
            ("min_countries", ">=", "3"),
        ),
        ("Es müssen mindestens zwei Partner aus zwei Ländern beteiligt sein.", ("min_countries", ">=", "2")),
        ("by a consortium of at least 2 independent entities", ("min_applicants", ">=", "2")),
        ("The minimum number of partners is four.", ("min_applicants", ">=", "4")),
        ("Mindestanzahl der Projektpartner: drei.", ("min_applicants", ">=", "3")),
        ("The grant covers 60% of eligible costs.", ("funding_rate", "==", "0.60")),
        ("Der Bund übernimmt 65 Prozent der förderfähigen Kosten.", ("funding_rate", "==", "0.65")),
        ("Co-financing rate 85%.", ("funding_rate", "==", "0.85")),
        ("The EU contribution will not exceed 70 % of total eligible costs.", ("funding_rate", "<=", "0.70")),
        ("Zuschuss bis zu 75 % der Ausgaben, höchstens jedoch 200.000 Euro.", ("grant_max_eur", "<=", "200000")),
        ("Minimum grant: EUR 5 000. Maximum grant: EUR 30 000.", ("grant_min_eur", ">=", "5000")),
        ("Mindestfördersumme 10.000 Euro, Höchstfördersumme 60.000 Euro.", ("grant_max_eur", "<=", "60000")),
        ("Projects should last 30 months.", ("duration_max_months", "==", "30")),
        ("La durata massima dei progetti è di 24 mesi.", ("duration_max_months", "<=", "24")),
        ("Le candidature vanno presentate entro il 30 settembre 2027.", ("deadline", "<=", "2027-09-30")),
        ("municipalities with a population between 10 000 and 100 000", ("population_min", ">=", "10000")),
        ("Gefördert werden Städte mit bis zu 50.000 Einwohnern.", ("other", "<=", "50000;of=population")),
        (
            "Each applicant may submit only one proposal.",
            ("other", "<=", "1;of=applications_per_applicant_and_deadline"),
        ),
        (
            "Ein Beschluss des Gemeinderates ist dem Antrag beizufügen.",
            ("requires_document", "has", "council_decision"),
        ),
        (
            "The applicant must hold a validated sustainable energy and climate action plan.",
            ("requires_document", "has", "climate_or_energy_plan"),
        ),
        ("Natürliche Personen sind nicht antragsberechtigt.", ("applicant_type", "not", "individual")),
        ("Lead partners have to be public bodies.", ("lead_type", "in", "public_authority")),
        ("The partnership has to consist of min. 3 partners.", ("min_applicants", ">=", "3")),
        ("organisations from two EU Member States", ("min_countries", ">=", "2")),
        ("The co-financing rate is up to 80 %.", ("funding_rate", "<=", "0.80")),
        ("Maximum ERDF contribution per project: 1.5 M EUR.", ("grant_max_eur", "<=", "1500000")),
        ("maximal 50 % der Gesamtkosten, maximal aber 25.000 Euro Zuschuss", ("grant_max_eur", "<=", "25000")),
        ("Festbetragsfinanzierung in Höhe von 15.000 Euro", ("grant_max_eur", "==", "15000")),
        ("Nächster Einreichtermin: 1. März 2027.", ("deadline", "<=", "2027-03-01")),
        ("Antragstellung möglich vom 01.01.2027 bis 31.03.2027.", ("deadline", "<=", "2027-03-31")),
        (
            "Towns and municipalities and their twinning committees can apply.",
            ("applicant_type", "in", "town;municipality;twinning_committee"),
        ),
        ("Eligible are public bodies of the area.", ("applicant_type", "in", "public_authority")),
        ("The project lasts a minimum of 12 and a maximum of 24 months.", ("duration_max_months", "<=", "24")),
        ("Applications must be readable and printable, not exceeding [70] pages.", ("other", "<=", "70")),
        ("Proposals should dedicate at least 0.8% of their total budget to it.", ("other", ">=", "0.008")),
        (
            "The lead must be one of the 100 cities selected for the Mission.",
            ("applicant_type", ">=", "1;role=mission_city"),
        ),
        ("between EUR 8.455 and EUR 50.745 per project", ("grant_max_eur", "<=", "50745")),
        ("between EUR 8.455 and EUR 50.745 per project", ("grant_min_eur", ">=", "8455")),
        ("The call closes on 23/09/2026 17:00.", ("deadline", "<=", "2026-09-23")),
        ("Anträge sind bis zum 31. Juli 2025 einzureichen.", ("deadline", "<=", "2025-07-31")),
        ("There is no minimum population size.", ("population_min", ">=", "0")),
        ("Projektlaufzeit: maximal 36 Monate.", ("duration_max_months", "<=", "36")),
        ("Die Projekte dauern höchstens zwei Jahre.", ("duration_max_months", "<=", "24")),
        ("A review lasts between 10 to 12 months.", ("duration_max_months", "<=", "12")),
        ("Attuazione entro un periodo massimo di 2 anni.", ("duration_max_months", "<=", "24")),
        ("Projects run between 1 March 2027 and 31 August 2028.", ("duration_max_months", "<=", "18")),
        (
            "Projects of a typical size have an overall duration of typically 36 months",
            ("duration_max_months", "==", "36"),
        ),
        ("Zuschüsse zwischen 1.000 und 20.000 Euro je Projekt.", ("grant_min_eur", ">=", "1000")),
        ("Zuschüsse zwischen 1.000 und 20.000 Euro je Projekt.", ("grant_max_eur", "<=", "20000")),
        ("Zuwendungen unter 5 000 Euro werden nicht ausgezahlt.", ("grant_min_eur", ">=", "5000")),
        ("The maximum EU contribution per project will not exceed EUR 2 000 000", ("grant_max_eur", "<=", "2000000")),
        ("There are two lump sums grants: €30.000 and €60.000.", ("grant_max_eur", "in", "30000;60000")),
        (
            "Antragsberechtigt sind Organisationen, Vereine, Kommunen und Initiativen; der Fonds",
            ("applicant_type", "in", "organisation;association;municipality;initiative"),
        ),
        (
            "Bewerben können sich Vereine, Gemeinden und Verbände.",
            ("applicant_type", "in", "association;municipality;federation"),
        ),
        (
            "Open to municipalities/local authorities, their groupings, and others.",
            ("applicant_type", "in", "municipality;local_authority;grouping"),
        ),
        (
            "Antragsberechtigt sind Städte, Unternehmen mit mindestens 25 % kommunaler Beteiligung und Zweckverbände.",
            ("applicant_type", "in", "municipality;body_with_25_percent_municipal_share;joint_body"),
        ),
        ("Applications can be submitted by groups of towns.", ("applicant_type", "in", "group_of_municipalities")),
        ("The visit leads to another town in a different EU Member State.", ("min_member_states", ">=", "2")),
        ("The host organisation of another EU Member State is named.", ("min_member_states", ">=", "2")),
        ("Individuals cannot apply.", ("applicant_type", "not", "individual")),
        (
            "The consortium must include at least 3 Police Authorities.",
            ("applicant_type", ">=", "3;role=police_authority"),
        ),
        (
            "At least three cities, each from a different Member State, must participate.",
            ("applicant_type", ">=", "3;role=city"),
        ),
        ("The lead must represent a local government.", ("lead_type", "in", "local_authority")),
        (
            "open to public entities from the 27 EU Member States, Iceland and Ukraine",
            ("country_set", "in", "EU27;IS;UA"),
        ),
        (
            "participation is limited to legal entities established in Member States and Associated Countries.",
            ("country_set", "in", "EU27+HE_associated"),
        ),
        ("Der Fonds richtet sich an deutsche und polnische Antragsteller.", ("country_set", "in", "DE;PL")),
        (
            "Deutsch-Französischer Bürgerfonds. Mindestens ein französischer Partner soll mitwirken.",
            ("min_countries", ">=", "2;of=DE,FR"),
        ),
        (
            "Der Mehrwert muss innerhalb der Euroregion Pomerania entstehen.",
            ("region_area", "in", "euroregion:pomerania"),
        ),
        ("Nötig ist ein positives Votum der LAG.", ("requires_document", "has", "positive_vote_of_local_action_group")),
        ("Nötig ist ein Ratsbeschluss.", ("requires_document", "has", "council_decision")),
        ("The approach is validated in at least three different Member States.", ("other", ">=", "3")),
        ("Projects must last between 12 and 24 months", ("other", ">=", "12;of=duration_months")),
        ("Anträge werden innerhalb von fünf Monaten bewilligt.", ("other", "<=", "5;of=months_to_decision")),
        ("Sitzungen finden zweimal jährlich statt.", ("other", "<=", "2;of=decisions_per_year")),
        ("The application form is composed of three sections.", ("other", "==", "3;of=form_sections")),
        ("Anträge sind per E-Mail einzureichen.", ("other", "==", "e_mail;of=effort")),
        ("Auszahlung im Erstattungsprinzip.", ("other", "==", "reimbursement")),
        ("fino a 2 milioni di euro di cofinanziamento", ("grant_max_eur", "<=", "2000000")),
    ],
)
def test_a_sentence_states_a_clause(text: str, clause: tuple[str, str, str]) -> None:
    found = {(p.kind, p.operator, p.value): p.quote for p in propose(text)}
    assert clause in found
    assert found[clause] in text
    assert len(found[clause].split()) <= 12


@pytest.mark.parametrize(
    "text",
    [
        "Follow-up is possible up to 4 years after the end of the project.",
        "a minimum of 50 direct participants",
        "Mindestens ein französischer Partner soll mitwirken.",
        "The city has 50 000 inhabitants.",
        "A report is due within 6 months after the end of the project.",
        "Vollständige Anträge für Projekte werden innerhalb von fünf Monaten bewilligt.",
        "The maximum amount to be granted to each third party is EUR 60 000.",
        "Gefördert werden Projekte mit Gesamtkosten von maximal 30.000 Euro.",
        "The grant pays up to 500 EUR per participant.",
        "Long-term experiments with a minimum duration of 20 years are project sites.",
        "It is considered that a maximum of EUR 800,000 is more appropriate for adaptation grants.",
        "Via an FSTP call each startup receives a grant ranging from EUR 100,000 to EUR 1,000,000.",
        "Projects should lead to investments worth at least EUR 15 million of funding.",
        "Beneficiaries may finance third parties with up to 15% of the EU funding.",
        "The indicative duration of the sub-projects is up to 36 months.",
        "The project should have a minimum estimated duration of 48 months.",
        "Fellowships can have an additional period of up to six months for placements at the end of the project.",
    ],
)
def test_what_says_something_else_is_not_taken_for_a_clause(text: str) -> None:
    kinds = {p.kind for p in propose(text)}
    assert not kinds & {"min_applicants", "duration_max_months", "population_min", "grant_max_eur"}


@pytest.mark.parametrize(
    "text",
    [
        "The Council Decision of the European Union applies.",
        "Results are open to organisations everywhere.",
        "The network has at least three lead times.",
        "The approach is shown in a different Member State.",
        "Fristen waren 08.09.2023.",
        "The Deadline of the EPBD is on 29 May 2026.",
        "Data are shared with the Commission free of charge.",
        "The project works with towns; applicants know this.",
        "Der Förderzeitraum endet am 31. Dezember 2027.",
        "The derogation applies until Malta is connected or until 31 December 2029.",
    ],
)
def test_words_that_only_look_like_a_rule_are_left_alone(text: str) -> None:
    assert not propose(text)


def test_a_local_authority_that_is_spelled_out_is_not_counted_twice() -> None:
    text = "Antragsberechtigt: kommunale Gebietskörperschaften (Städte, Gemeinden, Landkreise), Zweckverbände."
    assert [(p.operator, p.value) for p in propose(text)] == [("in", "municipality;county;joint_body")]


def test_some_who_are_named_as_examples_are_not_all_who_may_apply() -> None:
    text = "Antragsteller sind etwa Vereine und Stiftungen."
    assert [(p.operator, p.value) for p in propose(text)] == [("includes", "association;foundation")]


def test_annex_b_asks_for_what_the_kind_of_action_needs() -> None:
    text = "Eligible countries are described in Annex B of the Work Programme General Annexes."
    read = {(p.kind, p.value) for p in propose(text, "IA")}
    assert {("min_applicants", "3"), ("min_countries", "3"), ("min_member_states", "1")} <= read
    assert ("min_applicants", "1") in {(p.kind, p.value) for p in propose(text, "CSA")}
    assert "min_applicants" not in {p.kind for p in propose(text)}
    police = f"{text} This topic requires at least 3 Police Authorities and at least 2 public procurers."
    assert ("min_applicants", "5") in {(p.kind, p.value) for p in propose(police, "IA")}


@pytest.mark.parametrize(
    "text",
    [
        "Overheads are paid as a flat rate of 7% of the staff costs.",
        "It is estimated that up to 40% of the energy is lost in buildings.",
        "At least 51% of the inhabitants voted for it.",
        "An advance of 80% is paid after signature.",
    ],
)
def test_a_share_of_something_else_is_no_funding_rate(text: str) -> None:
    assert [p for p in propose(text) if p.kind == "funding_rate"] == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Networks have between four and nine partners.", {("min_applicants", "4"), ("other", "9")}),
        ("The consortium has three or more partners.", {("min_applicants", "3")}),
        ("At least two partners must come from less developed regions.", set()),
    ],
)
def test_both_ends_of_a_number_of_partners_are_read(text: str, ends: set[tuple[str, str]]) -> None:
    assert {(p.kind, p.value.split(";")[0]) for p in propose(text)} == ends


SENTENCES = [
    json.loads(line)
    for name in ("clause_sentences", "clause_sentences_later", "clause_sentences_third", "clause_sentences_fourth")
    for line in (Path(__file__).parents[2] / f"benchmarks/{name}.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["text"][:40])
def test_a_sentence_as_calls_word_it_states_its_clauses_and_no_other(row: dict[str, Any]) -> None:
    text = str(row["text"])
    read = {(p.kind, p.operator, p.value.split(";")[0]): p.quote for p in propose(text)}
    stated = {(c["kind"], c["operator"], c["value"].split(";")[0]) for c in row["clauses"]}
    assert {key for key in read if key[0] not in ("applicant_type", "country_set")} == {
        key for key in stated if key[0] not in ("applicant_type", "country_set")
    }
    assert all(quote in text and len(quote.split()) <= 12 for quote in read.values())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A city may not submit more than one application.", {"applicant_type"}),
        ("Kommunen dürfen nicht mehr als einen Antrag stellen.", {"applicant_type"}),
        ("Towns with more than 60 000 inhabitants can apply only as partners.", {"population_min", "applicant_type"}),
        ("Municipalities with less than 15 000 residents will be given priority.", {"population_min", "other"}),
        ("Total project costs should range from EUR 50,000 to EUR 150,000.", {"grant_min_eur", "grant_max_eur"}),
    ],
)
def test_what_is_said_of_something_else_is_not_proposed(text: str, kinds: set[str]) -> None:
    assert not {one.kind for one in propose(text)} & kinds


def test_more_than_a_number_is_never_proposed_as_at_least_that_number() -> None:
    for text in (
        "Cities with more than 25,000 inhabitants apply.",
        "Kommunen mit über 25.000 Einwohnern sind antragsberechtigt.",
        "The population must exceed 25 000, that is a population of more than 25 000.",
    ):
        assert "25000" not in {one.value for one in propose(text) if one.kind == "population_min"}, text
