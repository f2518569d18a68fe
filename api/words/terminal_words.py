"""Words of reports, notices and records on the terminal, in English and German."""

from __future__ import annotations

from collections.abc import Mapping

from matching.types import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "written": "{count} rows in {file}, what they were made from in {beside}",
        "more-rows": "{count} more: --top {all}. All columns: --csv or --json.",
        "snapshot": "snapshot {digest}, as of {as_of}",
        "all-known": "all that is known",
    },
    "de": {
        "written": "{count} Zeilen in {file}, woraus sie gemacht sind in {beside}",
        "more-rows": "{count} weitere: --top {all}. Alle Spalten: --csv oder --json.",
        "snapshot": "Momentaufnahme {digest}, Stand: {as_of}",
        "all-known": "alles, was bekannt ist",
    },
}


#: Long work that begins (`api.workspace.notices.Work`), and what keeps the graph from answering.
NOTICES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "filling": "The graph is empty: filling it with the register of towns and the curated data, once …",
        "reading": "Reading the graph …",
        "opening-model": "Opening the sentence model …",
        "embedding": "Preparing the texts for comparison, once: half a minute for those that come along …",
        "empty": "The graph at {address} is empty. Fill it: peerpolis seed",
        "down": "The graph store at {address} does not answer ({reason}). Start it, or set PEERPOLIS_GRAPH to another "
        "store (sqlite:///path or neo4j://host).",
    },
    "de": {
        "filling": "Der Graph ist leer und wird einmalig gefüllt, mit dem Ortsregister und den mitgelieferten Daten …",
        "reading": "Der Graph wird gelesen …",
        "opening-model": "Das Sprachmodell wird geöffnet …",
        "embedding": "Die Texte werden einmalig zum Vergleich vorbereitet: eine halbe Minute für die mitgelieferten …",
        "empty": "Der Graph unter {address} ist leer. So wird er gefüllt: peerpolis seed",
        "down": "Die Graphdatenbank unter {address} antwortet nicht ({reason}). Starten Sie sie, oder setzen Sie "
        "PEERPOLIS_GRAPH auf eine andere (sqlite:///Pfad oder neo4j://Rechner).",
    },
}

#: What `graph.errors.UnknownId` calls things.
THINGS: Mapping[Language, Mapping[str, str]] = {
    "en": {},
    "de": {
        "municipality": "Die Kommune",
        "topic": "Das Thema",
        "network": "Das Netzwerk",
        "solution": "Die Lösung",
        "call": "Der Aufruf",
        "programme": "Das Programm",
        "imported source": "Die importierte Quelle",
    },
}

#: What the graph holds: nodes by label, relations by type, facts.
RECORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"Fact": "facts"},
    "de": {
        "Municipality": "Kommunen und Orte",
        "Topic": "Themen",
        "Network": "Netzwerke",
        "Solution": "Lösungen",
        "Call": "Aufrufe",
        "Programme": "Programme",
        "Region": "Regionen",
        "Clause": "Teilnahmeregeln",
        "MEMBER_OF": "Mitgliedschaften",
        "NEEDS": "Bedarfe",
        "OFFERS": "Angebote",
        "USES": "Nutzungen von Lösungen",
        "TWINNED_WITH": "Städtepartnerschaften",
        "ADDRESSES": "Zuordnungen zu Themen",
        "FUNDED_BY": "Förderungen durch Programme",
        "UNDER": "Aufrufe unter Programmen",
        "BROADER": "Oberthemen",
        "IN": "Orte und ihre Regionen",
        "REQUIRES": "Regeln und ihre Aufrufe",
        "Fact": "Angaben",
        "facts": "Angaben",
    },
}
