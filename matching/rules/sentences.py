"""The words in which rules and their answers are told to a town clerk, in English and German.

A sentence with `|` has a form for one and a form for many.
"""

from __future__ import annotations

from collections.abc import Mapping

from matching.types import Language

SENTENCES: Mapping[str, Mapping[Language, str]] = {
    # Country
    "country": {"en": "Established in: {countries}", "de": "Sitz in: {countries}"},
    "country-includes": {"en": "Open also to: {countries}", "de": "Auch offen für: {countries}"},
    "country-not": {"en": "Not for: {countries}", "de": "Nicht für: {countries}"},
    "country-yes": {"en": "{country} is among them.", "de": "{country} gehört dazu."},
    "country-no": {"en": "{country} is not among them.", "de": "{country} gehört nicht dazu."},
    "country-not-yes": {"en": "{country} is not among those left out.", "de": "{country} ist nicht ausgenommen."},
    "country-not-no": {"en": "{country} is among those left out.", "de": "{country} ist ausgenommen."},
    "country-unknown": {
        "en": "Whether {country} counts is not settled by what we know{note}.",
        "de": "Ob {country} dazugehört, geht aus dem, was wir wissen, nicht hervor{note}.",
    },
    # Size and degree of urbanisation
    "population": {"en": "At least {least} inhabitants", "de": "Mindestens {least} Einwohner"},
    "population-any": {"en": "Any number of inhabitants", "de": "Jede Einwohnerzahl"},
    "population-any-yes": {"en": "There is no smallest size.", "de": "Es gibt keine Mindestgröße."},
    "population-yes": {"en": "{name} has {population}.", "de": "{name} hat {population}."},
    "population-no": {
        "en": "{name} has {population}: too few by itself.",
        "de": "{name} hat {population}: allein zu wenige.",
    },
    "population-unknown": {
        "en": "We do not know how many inhabitants {name} has.",
        "de": "Wir wissen nicht, wie viele Einwohner {name} hat.",
    },
    "grouping": {
        "en": "As a grouping of authorities: together at least {least} inhabitants",
        "de": "Als Zusammenschluss von Kommunen: zusammen mindestens {least} Einwohner",
    },
    "grouping-yes": {"en": "There are {sure} already.", "de": "Es sind schon {sure}."},
    "grouping-needed": {
        "en": "A way is a grouping with other towns, which have to bring {lacking} inhabitants.",
        "de": "Ein Weg ist ein Zusammenschluss mit anderen Kommunen, die {lacking} Einwohner einbringen.",
    },
    "agglomeration": {
        "en": "As an organised agglomeration: together at least {least} inhabitants",
        "de": "Als organisierter Ballungsraum: zusammen mindestens {least} Einwohner",
    },
    "agglomeration-share": {
        "en": "As an organised agglomeration: {least} of the inhabitants in cities, towns or suburbs (DEGURBA 1 or 2)",
        "de": "Als organisierter Ballungsraum: {least} der Einwohner in Städten oder Vororten (DEGURBA 1 oder 2)",
    },
    "agglomeration-yes": {
        "en": "The towns that we know in it have {sure}.",
        "de": "Die uns bekannten Kommunen darin haben {sure}.",
    },
    "agglomeration-needed": {
        "en": "A way is an organised agglomeration; whether {name} is in one, we do not know.",
        "de": "Ein Weg ist ein organisierter Ballungsraum; ob {name} zu einem gehört, wissen wir nicht.",
    },
    "agglomeration-unknown": {
        "en": "{name} is in {agglomeration}; its figures are not known to us as a whole.",
        "de": "{name} gehört zu {agglomeration}; dessen Zahlen kennen wir nicht vollständig.",
    },
    "degurba": {
        "en": "Degree of urbanisation (DEGURBA) {values}{alternative}",
        "de": "Verstädterungsgrad (DEGURBA) {values}{alternative}",
    },
    "degurba-article": {"en": ", or an Article 11 city", "de": " oder eine Artikel-11-Stadt"},
    "degurba-every": {
        "en": "Degree of urbanisation (DEGURBA) {values}, every member of the grouping",
        "de": "Verstädterungsgrad (DEGURBA) {values}, jedes Mitglied des Zusammenschlusses",
    },
    "degurba-yes": {"en": "{name} qualifies{degree}.", "de": "{name} erfüllt dies{degree}."},
    "degurba-no": {"en": "{name} does not qualify{degree}.", "de": "{name} erfüllt dies nicht{degree}."},
    "degurba-unknown": {
        "en": "We do not know the degree of urbanisation of {name} (Eurostat lists it for every municipality).",
        "de": "Den Verstädterungsgrad von {name} kennen wir nicht (Eurostat nennt ihn für jede Gemeinde).",
    },
    "degurba-article-unknown": {
        "en": "{name} does not qualify by itself{degree}; whether it is an Article 11 city, we do not know.",
        "de": "{name} erfüllt dies für sich nicht{degree}; ob es eine Artikel-11-Stadt ist, wissen wir nicht.",
    },
    # Documents
    "document": {"en": "{document}{due}", "de": "{document}{due}"},
    "due": {"en": ", by grant signature", "de": ", bis zur Unterzeichnung der Finanzhilfe"},
    "document-yes": {"en": "{name} has it.", "de": "{name} hat das."},
    "document-no": {"en": "{name} has none.", "de": "{name} hat das nicht."},
    "document-not-yet": {
        "en": "{name} has none so far; there is still time for it.",
        "de": "{name} hat das noch nicht; es ist noch Zeit dafür.",
    },
    "document-unknown": {"en": "We do not know whether {name} has it.", "de": "Ob {name} das hat, wissen wir nicht."},
    # Kind of body and place
    "applicant": {"en": "The applicant is: {types}", "de": "Antragsteller ist: {types}"},
    "applicant-yes": {"en": "{name} is such a body.", "de": "{name} ist eine solche Stelle."},
    "applicant-no": {
        "en": "{name} is a part of a municipality and cannot apply for itself.",
        "de": "{name} ist Teil einer Gemeinde und kann nicht selbst Anträge stellen.",
    },
    "applicant-unknown": {
        "en": "Whether {name} counts as such a body, the text has to tell.",
        "de": "Ob {name} als solche Stelle gilt, muss der Text sagen.",
    },
    "area": {"en": "Located in: {areas}", "de": "Gelegen in: {areas}"},
    "area-yes": {"en": "{name} lies there.", "de": "{name} liegt dort."},
    "area-no": {"en": "{name} lies elsewhere.", "de": "{name} liegt anderswo."},
    "area-unknown": {
        "en": "Whether {name} lies there is not known to us.",
        "de": "Ob {name} dort liegt, wissen wir nicht.",
    },
    # Deadline
    "deadline": {"en": "Submission by {day}", "de": "Einreichung bis {day}"},
    "deadline-open": {"en": "Submission by the deadline", "de": "Einreichung bis zur Frist"},
    "deadline-yes": {"en": "The call is open until then, or will be.", "de": "Bis dahin kann eingereicht werden."},
    "deadline-no": {"en": "That day has passed.", "de": "Dieser Tag ist vorbei."},
    "deadline-unknown": {"en": "We do not know the deadline.", "de": "Die Frist kennen wir nicht."},
    # Consortium
    "min_applicants": {
        "en": "At least {least} independent applicant|At least {least} independent applicants",
        "de": "Mindestens {least} unabhängiger Antragsteller|Mindestens {least} unabhängige Antragsteller",
    },
    "min_applicants-single": {
        "en": "One body applies for all",
        "de": "Eine Stelle beantragt für alle",
    },
    "min_countries": {
        "en": "Partners from at least {least} country|Partners from at least {least} different countries",
        "de": "Partner aus mindestens {least} Land|Partner aus mindestens {least} verschiedenen Ländern",
    },
    "min_member_states": {
        "en": "Partners from at least {least} EU Member State|Partners from at least {least} EU Member States",
        "de": "Partner aus mindestens {least} EU-Mitgliedstaat|Partner aus mindestens {least} EU-Mitgliedstaaten",
    },
    "min-unknown": {
        "en": "A minimum that the text leaves to another document",
        "de": "Eine Mindestzahl, die der Text einem anderen Dokument überlässt",
    },
    "min-unknown-unknown": {"en": "We do not know the number.", "de": "Die Zahl kennen wir nicht."},
    "roles": {"en": "At least {least}: {role}", "de": "Mindestens {least}: {role}"},
    "lead_type": {"en": "The lead partner is: {role}", "de": "Leitpartner ist: {role}"},
    "lead_type-not": {"en": "The lead partner is not from {country}", "de": "Leitpartner ist nicht aus {country}"},
    "region_area": {
        "en": "At least {least} in: {role}",
        "de": "Mindestens {least} in: {role}",
    },
    "count-yes": {"en": "This is met.", "de": "Das ist erfüllt."},
    "min_applicants-needed": {
        "en": "{lacking} more applicant is needed.|{lacking} more applicants are needed.",
        "de": "Es fehlt noch {lacking} Antragsteller.|Es fehlen noch {lacking} Antragsteller.",
    },
    "min_countries-needed": {
        "en": "{lacking} more country is needed (so far: {countries}).|{lacking} more countries are needed "
        "(so far: {countries}).",
        "de": "Es fehlt noch {lacking} Land (bisher: {countries}).|Es fehlen noch {lacking} Länder "
        "(bisher: {countries}).",
    },
    "min_member_states-needed": {
        "en": "{lacking} more EU Member State is needed.|{lacking} more EU Member States are needed.",
        "de": "Es fehlt noch {lacking} EU-Mitgliedstaat.|Es fehlen noch {lacking} EU-Mitgliedstaaten.",
    },
    "roles-needed": {
        "en": "{lacking} partner of this kind is needed: {role}.|{lacking} partners of this kind are needed: {role}.",
        "de": "Es fehlt noch {lacking} Partner dieser Art: {role}.|Es fehlen noch {lacking} Partner dieser "
        "Art: {role}.",
    },
    "region_area-needed": {
        "en": "{lacking} partner is needed from: {role}.|{lacking} partners are needed from: {role}.",
        "de": "Es fehlt noch {lacking} Partner aus: {role}.|Es fehlen noch {lacking} Partner aus: {role}.",
    },
    "lead_type-not-needed": {
        "en": "A lead partner from another country is needed.",
        "de": "Es braucht einen Leitpartner aus einem anderen Land.",
    },
    "lead_type-needed": {
        "en": "A lead partner of this kind is needed: {role}.",
        "de": "Es braucht einen Leitpartner dieser Art: {role}.",
    },
    "count-maybe": {
        "en": "Perhaps met: it depends on what we do not know of the partners.",
        "de": "Vielleicht erfüllt: Es hängt an dem, was wir von den Partnern nicht wissen.",
    },
    "share": {"en": "At least {least} of the partners: {role}", "de": "Mindestens {least} der Partner: {role}"},
    "share-needed": {"en": "Too few so far, or not known.", "de": "Bisher zu wenige, oder nicht bekannt."},
    "wanted": {
        "en": "{partners} more partner|{partners} more partners",
        "de": "{partners} weiterer Partner|{partners} weitere Partner",
    },
    "wanted-countries": {
        "en": "from {countries} further country|from {countries} further countries",
        "de": "aus {countries} weiteren Land|aus {countries} weiteren Ländern",
    },
    "wanted-member-states": {
        "en": "at least {member_states} in an EU Member State not yet there",
        "de": "davon mindestens {member_states} aus einem noch fehlenden EU-Mitgliedstaat",
    },
    # What a person has to read
    "other-value": {"en": "{name}: {operator} {value}", "de": "{name}: {operator} {value}"},
    "to-read": {
        "en": "This concerns the project, not the town: read the call's text.",
        "de": "Das betrifft das Projekt, nicht die Kommune: Lesen Sie den Text des Aufrufs.",
    },
    "wish": {
        "en": "The text wishes this; it is no condition.",
        "de": "Der Text wünscht das; es ist keine Bedingung.",
    },
    "earlier-call": {
        "en": "The last call that we know; ask the programme for the next one.",
        "de": "Der letzte uns bekannte Aufruf; fragen Sie das Programm nach dem nächsten.",
    },
    "if": {"en": " This holds only for: {condition}.", "de": " Das gilt nur für: {condition}."},
    "except": {"en": " This does not hold for: {condition}.", "de": " Das gilt nicht für: {condition}."},
    # The answer
    "summary-yes": {
        "en": "Yes: {name} meets every rule about towns that we know.",
        "de": "Ja: {name} erfüllt alle uns bekannten Regeln für Kommunen.",
    },
    "summary-yes-together": {
        "en": "Yes: {name} and these partners meet every rule that we know.",
        "de": "Ja: {name} und diese Partner erfüllen alle uns bekannten Regeln.",
    },
    "summary-no": {"en": "No. {reasons}", "de": "Nein. {reasons}"},
    "summary-unknown": {
        "en": "Nothing that we know speaks against it. To be settled: {points}.",
        "de": "Nichts, was wir wissen, spricht dagegen. Zu klären: {points}.",
    },
    "summary-nothing": {
        "en": "Nothing that we know speaks against it, but we know no rule about {name} alone.",
        "de": "Nichts, was wir wissen, spricht dagegen, aber wir kennen keine Regel über {name} allein.",
    },
}


def say(key: str, language: Language, count: float = 2, **words: object) -> str:
    """The sentence with the key in the language, its places filled; `count` chooses between one and many."""
    one, divided, many = SENTENCES[key][language].partition("|")
    return (many if divided and count != 1 else one).format(**words)
