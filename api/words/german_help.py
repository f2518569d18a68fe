"""What `--help` says, in German, by the English texts of the commands and their options (`api.words.german`)."""

from __future__ import annotations

from collections.abc import Mapping

HELP: Mapping[str, str] = {
    "Finds a municipality the partners, networks, solutions and calls that fit it, and says why.": "Findet für eine "
    "Kommune die Partner, Netzwerke, Lösungen und Aufrufe, die zu ihr passen, und sagt, warum.",
    "Show this message and exit.": "Diese Hilfe zeigen.",
    # suggest, town, topics
    "Suggest partners, networks, solutions and calls for a town, each with its reasons and sources.\n\nNothing but "
    "the name is needed. A need, a topic or a call makes the answer better.": "Partner, Netzwerke, Lösungen und "
    "Aufrufe für eine Kommune vorschlagen, mit Gründen und Quellen.\n\nDer Name genügt. Ein Bedarf, ein Thema oder "
    "ein Aufruf macht die Antwort besser.",
    "The town that asks: its name, or its id (gn:2951134, DE_12069020).": "Die Kommune, die fragt: Name oder Kennung "
    "(gn:2951134, DE_12069020).",
    "What you need, in your own words (German or English).": "Was Sie brauchen, mit eigenen Worten (deutsch oder "
    "englisch).",
    "A topic by id or name; may be repeated.": "Ein Thema, mit Kennung oder Namen; mehrmals möglich.",
    "Partners for this call (id).": "Partner für diesen Aufruf (Kennung).",
    "What to suggest: {known}; may be repeated.": "Was vorgeschlagen wird: {known}; mehrmals möglich.",
    "Partners from this country only (two-letter code); may be repeated.": "Nur Partner aus diesem Land (Code aus "
    "zwei Buchstaben); mehrmals möglich.",
    "The country of the asking town, where its name is ambiguous.": "Das Land der Kommune, die fragt, wenn ihr Name "
    "mehrdeutig ist.",
    "Never suggest this town, network, … ; repeatable.": "Diese Kommune, dieses Netzwerk … nie vorschlagen; mehrmals "
    "möglich.",
    "Suggest towns you already work with, too.": "Auch Kommunen vorschlagen, mit denen Sie schon arbeiten.",
    "Keep very large cities and the own country from crowding the first places.": "Sehr große Städte und das eigene "
    "Land nicht die ersten Plätze füllen lassen.",
    "How many of each kind (10 partners, 3 others).": "Wie viele von jeder Art (10 Partner, 3 andere).",
    "Show every reason, not the three strongest.": "Alle Gründe zeigen, nicht nur die drei stärksten.",
    "Print the answer as one JSON document.": "Die Antwort als ein JSON-Dokument ausgeben.",
    "Language of the answer, en or de; default: your terminal's.": "Sprache der Antwort, en oder de; sonst die des "
    "Terminals.",
    "Everything known about a town: its place, facts, networks, solutions, needs and offers, each with its source.": ""
    "Alles, was über eine Kommune bekannt ist: Lage, Angaben, Netzwerke, Lösungen, Bedarf und Angebote, jeweils mit "
    "Quelle.",
    "Name or id (gn:2951134, DE_12069020).": "Name oder Kennung (gn:2951134, DE_12069020).",
    "Its country, where the name is ambiguous.": "Ihr Land, wenn der Name mehrdeutig ist.",
    "The topics of the vocabulary; with a text, the topics that it is understood as.": "Die Themen des Vokabulars; "
    "mit einem Text die Themen, als die er verstanden wird.",
    "A need in free text: shows how it is understood.": "Ein Bedarf in freien Worten: zeigt, wie er verstanden wird.",
    # gaps, centrality
    "Who is left out, what is wanted and not served, who is missing.\n\nWithout options: towns without any tie "
    "next to well-connected ones.": "Wer außen vor ist, was gewünscht und nicht bedient wird, wer fehlt.\n\nOhne "
    "Optionen: Kommunen ohne jede Verbindung neben gut verbundenen.",
    "Which countries and regions are missing in this network?": "Welche Länder und Regionen fehlen in diesem Netzwerk?",
    "Only towns, needs and offers of this country (DE).": "Nur Kommunen, Bedarfe und Angebote dieses Landes (DE).",
    "Who needs, who offers, who works on this topic?": "Wer braucht, wer bietet, wer arbeitet an diesem Thema?",
    "Which topics are needed and not offered?": "Welche Themen werden gebraucht und nicht angeboten?",
    "How far a neighbour may be, in km.": "Wie weit ein Nachbar entfernt sein darf, in km.",
    "Only towns with so many inhabitants at least.": "Nur Kommunen mit mindestens so vielen Einwohnern.",
    "How many rows.": "Wie viele Zeilen.",
    "The network as of this year, month or day (2015: its last day); default: all known.": "Das Netz zu diesem Jahr, "
    "Monat oder Tag (2015: am letzten Tag); sonst alles, was bekannt ist.",
    "Write the CSV here, and what it was made from beside it (…-metadata.json).": "Die CSV-Datei hierhin schreiben, "
    "und daneben, woraus sie gemacht ist (…-metadata.json).",
    "Print the rows as CSV (UTF-8, decimal points).": "Die Zeilen als CSV ausgeben (UTF-8, Dezimalpunkte).",
    "Which towns hold the network together?\n\nTowns are tied by the networks they are both members of. The answer "
    "names the snapshot and the parameters, so that\nit can be cited and made again.": "Welche Kommunen halten das "
    "Netz zusammen?\n\nKommunen sind durch die Netzwerke verbunden, in denen beide Mitglied sind. Die Antwort nennt "
    "Momentaufnahme und\nParameter, sodass sie zitiert und wiederholt werden kann.",
    "degree, strength, betweenness, eigenvector or pagerank.": "degree, strength, betweenness, eigenvector oder "
    "pagerank.",
    "List towns of this country only; ranks stay those of all.": "Nur Kommunen dieses Landes zeigen; die Ränge "
    "bleiben die unter allen.",
    "Leave out this network (id); may be repeated.": "Dieses Netzwerk weglassen (Kennung); mehrmals möglich.",
    "Count networks of this kind only; may be repeated.": "Nur Netzwerke dieser Art zählen; mehrmals möglich.",
    "Leave out networks with more members than this.": "Netzwerke mit mehr Mitgliedern weglassen.",
    "newman: a tie in a small network weighs more; count: all alike.": "newman: eine Verbindung in einem kleinen "
    "Netzwerk wiegt mehr; count: alle gleich.",
    # evaluate, train
    "Measure the matches: known is what began before the day, asked for is what came after.\n\nEach method is "
    "fitted in the run, on what was known; see docs/evaluation.md for tasks, metrics and leaks.": "Die Vorschläge "
    "messen: bekannt ist, was vor dem Tag begann, gefragt ist, was danach kam.\n\nJedes Verfahren wird im Lauf "
    "angepasst, an das, was bekannt war; Aufgaben, Maße und Lecks: docs/evaluation.md.",
    "municipalities.csv, networks.csv, memberships.csv; see docs/evaluation.md.": "municipalities.csv, networks.csv, "
    "memberships.csv; siehe docs/evaluation.md.",
    "What began before this day (2015-01-01) is known; the rest is asked for.": "Was vor diesem Tag (2015-01-01) "
    "begann, ist bekannt; nach dem Rest wird gefragt.",
    "partners, peers, networks, solutions or tandems; may be repeated. Default: all.": "partners, peers, networks, "
    "solutions oder tandems; mehrmals möglich. Sonst alle.",
    "Only this method; may be repeated. Default: all.": "Nur dieses Verfahren; mehrmals möglich. Sonst alle.",
    "register: all of Europe's towns; file: only those in DIR, for comparison.": "register: alle Kommunen Europas; "
    "file: nur die in DIR, zum Vergleich.",
    "For everything that draws or learns.": "Startwert für alles, was zieht oder lernt.",
    "Run each learned method once more without this feature (or group); may be repeated; all: one by one.": "Jedes "
    "gelernte Verfahren noch einmal ohne dieses Merkmal (oder diese Gruppe); mehrmals möglich; all: nacheinander.",
    "Write the report as one HTML page here.": "Den Bericht als eine HTML-Seite hierhin schreiben.",
    "Learn from past networks whom towns work with; the same folder and seed give the same file, bit by bit.\n\n"
    "PEERPOLIS_RANKING names the file to the other commands. See docs/ranking.md.": "Aus vergangenen Netzwerken "
    "lernen, mit wem Kommunen arbeiten; gleicher Ordner und Startwert ergeben Bit für Bit die gleiche Datei.\n\n"
    "PEERPOLIS_RANKING nennt den anderen Befehlen die Datei. Siehe docs/ranking.md.",
    "The file to write.": "Die Datei, die geschrieben wird.",
    "Learn from what began before this day (2017-01-01); default: from all.": "Aus dem lernen, was vor diesem Tag "
    "(2017-01-01) begann; sonst aus allem.",
    "For everything that draws.": "Startwert für alles, was zieht.",
    # seed, status, sources, serve
    "Load the register of Europe's towns and the curated bundle; a second run changes nothing.": "Das Register der "
    "Kommunen Europas und die mitgelieferten Daten laden; ein zweiter Lauf ändert nichts.",
    "Which graph is in use, and what it holds. Reads only; an empty graph stays empty.": "Welcher Graph benutzt wird, "
    "und was er enthält. Liest nur; ein leerer Graph bleibt leer.",
    "Who said it: the sources that the bundled data rest on, with their licences.": "Wer es gesagt hat: die Quellen "
    "der mitgelieferten Daten, mit ihren Lizenzen.",
    "Run the HTTP service with its pages.": "Den HTTP-Dienst mit seinen Seiten starten.",
    "Address to listen on; default PEERPOLIS_HOST or 127.0.0.1.": "Adresse des Dienstes; sonst PEERPOLIS_HOST oder "
    "127.0.0.1.",
    "Port to listen on; default PEERPOLIS_PORT or 8000.": "Port des Dienstes; sonst PEERPOLIS_PORT oder 8000.",
    # import
    "Bring data of publishers, and your own, into the graph.": "Daten von Herausgebern und eigene in den Graphen "
    "bringen.",
    "Load towns' own needs, offers and facts. Importing a file again replaces what it said before.": "Eigene Bedarfe, "
    "Angebote und Angaben von Kommunen laden. Ein neuer Import ersetzt, was die Datei vorher sagte.",
    "CSV: name or id, country, needs, offers, facts; see docs/profiles.md.": "CSV: Name oder Kennung, Land, Bedarfe, "
    "Angebote, Angaben; siehe docs/profiles.md.",
    "Show what would change; change nothing.": "Zeigen, was sich ändern würde; nichts ändern.",
    "{what} Importing it again replaces what it said before.": "{what} Ein neuer Import ersetzt, was die Quelle "
    "vorher sagte.",
    "Offered by {who}: https://{page}. Terms: {terms}.": "Angeboten von {who}: https://{page}. Bedingungen: {terms}.",
    "Projects, municipal partners and calls of Interreg and URBACT, from a workbook of keep.eu.": "Projekte, "
    "kommunale Partner und Aufrufe von Interreg und URBACT, aus einer Arbeitsmappe von keep.eu.",
    "free to copy and to build upon, with credit and a link to keep.eu, and a note of what was changed": "frei zu "
    "kopieren und weiterzuverwenden, mit Nennung von und Verweis auf keep.eu und einem Hinweis auf Änderungen",
    "Municipal bodies in the projects of Horizon Europe and its forerunners, from organization.csv and project.csv "
    "of CORDIS.": "Kommunale Stellen in den Projekten von Horizont Europa und seinen Vorläufern, aus organization.csv "
    "und project.csv von CORDIS.",
    "The official municipalities with code, NUTS 3 region, degree of urbanisation and population, from Eurostat's "
    "list of local administrative units (its workbook, or CSV, plain or .csv.gz).": "Die amtlichen Gemeinden mit "
    "Schlüssel, NUTS-3-Region, Verstädterungsgrad und Einwohnern, aus Eurostats Liste der lokalen "
    "Verwaltungseinheiten (Arbeitsmappe oder CSV, auch als .csv.gz).",
    "free to reuse with credit to Eurostat, © European Union": "frei zu verwenden mit Nennung von Eurostat, © "
    "Europäische Union",
    "Town twinnings, from a table of pairs of towns with their places (columns origincityLabel, …).": ""
    "Städtepartnerschaften, aus einer Tabelle von Paaren mit ihrer Lage (Spalten origincityLabel, …).",
    "Wikidata, property P190 (twinned administrative body)": "Wikidata, Eigenschaft P190 (Partnerstadt)",
    "Public software and who uses it, from publiccode.yml files.": "Öffentliche Software und wer sie nutzt, aus "
    "Dateien publiccode.yml.",
    "the repositories of public software, found for example in Italy's catalogue": "den Ablagen öffentlicher "
    "Software, zu finden etwa in Italiens Katalog",
    "as each repository says": "wie jede Ablage sagt",
    "Calls for proposals: topics of the EU portal as JSON, one a line; Interreg's in a workbook of keep.eu.": ""
    "Aufrufe: die des EU-Portals als JSON, einer je Zeile; die von Interreg in einer Arbeitsmappe von keep.eu.",
    "the EU Funding & Tenders Portal (European Commission)": "dem EU-Portal für Förderung und Ausschreibungen "
    "(Europäische Kommission)",
    "CORDIS (Publications Office of the European Union)": "CORDIS (Amt für Veröffentlichungen der Europäischen Union)",
    "CC BY 4.0, © European Union": "CC BY 4.0, © Europäische Union",
    "Networks and who took part in them, from municipalities.csv, networks.csv, memberships.csv and, if at hand, "
    "solutions.csv in one folder or ZIP archive.": "Netzwerke und wer daran teilnahm, aus municipalities.csv, "
    "networks.csv, memberships.csv und, wenn vorhanden, solutions.csv in einem Ordner oder ZIP-Archiv.",
    "yourself: put a table, such as URBACT's list of networks, into this layout": "Ihnen selbst: bringen Sie eine "
    "Tabelle, etwa URBACTs Liste der Netzwerke, in diese Form",
    "those of the table's publisher": "die des Herausgebers der Tabelle",
    "What to read; an address is fetched.": "Was gelesen wird; eine Adresse wird abgerufen.",
    "Day, month or year as of which the file speaks.": "Tag, Monat oder Jahr, für den die Datei spricht.",
    "Digest that the file at the address must have.": "Prüfsumme, die die Datei unter der Adresse haben muss.",
    "Write the names that stay open to a file.": "Die Namen, die offen bleiben, in eine Datei schreiben.",
    "Keep the decisions of such a file first, in which you have filled in the column id ('-': none of ours).": ""
    "Zuerst die Entscheidungen einer solchen Datei behalten, deren Spalte id Sie ausgefüllt haben ('-': keine von "
    "hier).",
    "Take bodies that are only likely the right ones as well.": "Auch Körperschaften nehmen, die nur wahrscheinlich "
    "die richtigen sind.",
    "Keep what you decided about open names; all later imports go by it. '-' as id: none of ours.": "Behalten, was "
    "Sie über offene Namen entschieden haben; alle späteren Importe folgen dem. '-' als id: keine von hier.",
    "A list that --unresolved wrote, with ids filled in.": "Eine Liste von --unresolved, mit ausgefüllten Kennungen.",
    "The sources that were imported, each with the number of records that rest on it.": "Die importierten Quellen, "
    "jeweils mit der Zahl der Einträge, die auf ihr beruhen.",
    "Take everything that an import said out of the graph again.": "Alles, was ein Import sagte, wieder aus dem "
    "Graphen nehmen.",
    "A source as `peerpolis import list` shows it.": "Eine Quelle, wie `peerpolis import list` sie zeigt.",
    # what is wrong with a command line
    "Missing argument {name}.": "Es fehlt: {name}.",
    "Missing option {name}.": "Es fehlt: {name}.",
    "Invalid value: {why}": "Ungültiger Wert: {why}",
    "Invalid value for {name}: {why}": "Ungültiger Wert für {name}: {why}",
    "Input should be a valid number, unable to parse string as a number": "das ist keine Zahl",
    "Input should be a valid integer, unable to parse string as an integer": "das ist keine ganze Zahl",
    "Input should be greater than or equal to {least}": "mindestens {least}",
    "Input should be less than or equal to {most}": "höchstens {most}",
    "No such option: {name} (Possible options: {known})": "Diese Option gibt es nicht: {name} (möglich: {known})",
    "Missing command.": "Es fehlt ein Befehl.",
    "No such option: {name}": "Diese Option gibt es nicht: {name}",
    "No such command {name}.": "Den Befehl {name} gibt es nicht.",
    "Option {name} requires an argument.": "Die Option {name} braucht einen Wert.",
    "Got unexpected extra argument ({name})": "Das ist zu viel: {name}",
    "Got unexpected extra arguments ({name})": "Das ist zu viel: {name}",
}
