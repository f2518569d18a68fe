"""Reports and notices in German, by the English templates that they are made from (`api.words.german`)."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # graph.measures.gaps
    "Towns without any tie": "Kommunen ohne jede Verbindung",
    "{alone} of {number} towns{where} have no tie: no network, no solution, no twin town. {near} of them have a "
    "connected town within {km} km.": "{number} Kommunen{where}, davon ohne jede Verbindung (kein Netzwerk, keine "
    "Lösung, keine Partnerstadt): {alone}. In {km} km Umkreis haben davon eine verbundene Kommune: {near}.",
    "{alone} of 1 town{where} have no tie: no network, no solution, no twin town. {near} of them have a connected "
    "town within {km} km.": "1 Kommune{where}, davon ohne jede Verbindung (kein Netzwerk, keine Lösung, keine "
    "Partnerstadt): {alone}. In {km} km Umkreis haben davon eine verbundene Kommune: {near}.",
    "The graph has no towns{where}.": "Der Graph hat keine Kommunen{where}.",
    " of {country}": " in {country}",
    " with {least} inhabitants and more": " mit mindestens {least} Einwohnern",
    " of {country} with {least} inhabitants and more": " in {country} mit mindestens {least} Einwohnern",
    "{town}, {km} km away, has {ties}; the towns within {radius} km have {around} in all.": "{town}, {km} km "
    "entfernt, hat {ties}; die Kommunen in {radius} km Umkreis haben zusammen {around}.",
    "No town within {km} km has a tie.": "In {km} km Umkreis hat keine Kommune eine Verbindung.",
    "Its place is not known, so no neighbour can be named.": "Ihre Lage ist nicht bekannt, daher lassen sich keine "
    "Nachbarn nennen.",
    # graph.measures.missing
    "Who is missing in {network}": "Wer fehlt in: {network}",
    "{network} has {members} in {present} of {n} {countries}; in these countries {missing} of {m} {regions} "
    "without a member.": "{network}: {members}, in {present} von {n} Ländern; in diesen Ländern sind {missing} von "
    "{m} Regionen ohne Mitglied.",
    "{network} has {members} in {present} of {n} {countries}; the graph knows no regions of level {level} there.": ""
    "{network}: {members}, in {present} von {n} Ländern; Regionen der Ebene {level} kennt der Graph dort nicht.",
    "{network} has no member in the graph, so every country is missing.": "{network} hat kein Mitglied im Graphen, "
    "daher fehlen alle Länder.",
    "{partners}; other {networks} with a member there: {alike}.": "{partners}; andere {networks} mit Mitgliedern "
    "dort: {alike}.",
    "{partners}; other {networks} with a member there: {alike}. {town} has {ties}.": "{partners}; andere {networks} "
    "mit Mitgliedern dort: {alike}. {town} hat {ties}.",
    # graph.measures.topic_gaps
    "Topics needed and not offered": "Themen, die gebraucht und nicht angeboten werden",
    "Needed by {towns}, offered by {given}; addressed by {by}.": "Bedarf: {towns}; Angebote: {given}; dazu: {by}.",
    "Needed by {towns} of {country}, offered by {given}, elsewhere by {others}; addressed by {by}.": "Bedarf: {towns} "
    "in {country}; Angebote: {given}, anderswo: {others}; dazu: {by}.",
    "{number} needs{where} stated; {topics} short of offers.": "Angegebene Bedarfe{where}: {number}; mit zu wenigen "
    "Angeboten: {topics}.",
    "1 need{where} stated; {topics} short of offers.": "Angegebene Bedarfe{where}: 1; mit zu wenigen Angeboten: "
    "{topics}.",
    "No town{where} has stated a need, so nothing can be said to be missing: import needs and offers first.": "Keine "
    "Kommune{where} hat einen Bedarf angegeben, daher lässt sich nicht sagen, was fehlt: Importieren Sie zuerst "
    "Bedarf und Angebote.",
    "The picture of {topic}": "Alles zum Thema {topic}",
    "{topic}: needed by {towns}, offered by {others}; addressed by {networks}, {solutions} and {calls}. Countries "
    "with nobody: {countries}.": "{topic}: Bedarf: {towns}; Angebote: {others}; dazu: {networks}, {solutions} und "
    "{calls}. Länder, in denen niemand etwas dazu tut: {countries}.",
    # graph.measures.centrality
    "{measure} in the co-membership network": "{measure} im Netz gemeinsamer Mitgliedschaften",
    "The network has {towns}, {networks} and {ties}; listed: {listed}.": "Das Netz hat {towns}, {networks} und "
    "{ties}; in der Liste: {listed}.",
    "The network has {towns}, {networks} and {ties}; listed: {listed} of {country}.": "Das Netz hat {towns}, "
    "{networks} und {ties}; in der Liste: {listed} in {country}.",
    "No network counts: the graph has no memberships on that day, or all networks are left out.": "Kein Netzwerk "
    "zählt: Der Graph hat an diesem Tag keine Mitgliedschaften, oder alle Netzwerke sind weggelassen.",
    # progress
    "Reading the register and the files …": "Das Register und die Dateien werden gelesen …",
}

#: Nouns after a count, as `graph.measures.report.counted` writes them.
NOUNS: Mapping[str, str] = {
    english: german
    for one, many, eins, viele in (
        ("town", "towns", "Kommune", "Kommunen"),
        ("tie", "ties", "Verbindung", "Verbindungen"),
        ("member", "members", "Mitglied", "Mitglieder"),
        ("network", "networks", "Netzwerk", "Netzwerke"),
        ("solution", "solutions", "Lösung", "Lösungen"),
        ("call", "calls", "Aufruf", "Aufrufe"),
        ("need", "needs", "Bedarf", "Bedarfe"),
        ("topic", "topics", "Thema", "Themen"),
        ("possible partner", "possible partners", "möglicher Partner", "mögliche Partner"),
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
    "none": "keine",
    "networks": "Netzwerke",
    "associations": "Verbände",
    "initiatives": "Initiativen",
    "projects": "Projekte",
    "tandems": "Tandems",
    "needs": "Bedarf",
    "offers": "Angebot",
    "addresses": "befasst sich damit",
    "nobody": "niemand",
    "Municipality": "Kommune",
    "Network": "Netzwerk",
    "Solution": "Lösung",
    "Call": "Aufruf",
    "Programme": "Programm",
    "Country": "Land",
    "peerpolis": "Peerpolis",
    "Degree": "Gradzentralität",
    "Strength": "Gewichtete Gradzentralität",
    "Betweenness": "Betweenness-Zentralität",
    "Eigenvector": "Eigenvektor-Zentralität",
    "Pagerank": "PageRank",
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
    "rank": "Rang",
    "id": "Kennung",
    "value": "Wert",
    "tie": "Verbindung",
    "label": "Art",
    "weight": "Gewicht",
    "source": "Quelle",
    "since": "seit",
    "until": "bis",
    "as of": "Stand",
}
